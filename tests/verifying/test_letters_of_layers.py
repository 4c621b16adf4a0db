"""Derivations in letters: a unit 0, functions within a chain, late layers, shapes in words."""

import pytest

import derive

UNIT_ZERO = r"""
Inputs $u_1,\dots,u_P$, hidden units $s_1,\dots,s_H$; $u_0=1$ and $s_0=1$ hold the biases.

$q_j=\sum_{m=0}^P v^{(1)}_{jm}u_m$ and $s_j=\tanh(q_j)$, the outputs are
$o_k=\sum_{j=0}^H v^{(2)}_{kj}s_j$, so $q_k=o_k$, and $E_n=\frac12\sum_{k=1}^K(o_k-t_k)^2$.

$$\delta_k=\frac{\partial E_n}{\partial q_k}=o_k-t_k$$

$$\delta_j=\frac{\partial E_n}{\partial q_j}=(1-s_j^2)\sum_{k=1}^K v^{(2)}_{kj}\delta_k$$

$$\frac{\partial E_n}{\partial v^{(2)}_{kj}}=\delta_k s_j,$$

$$\frac{\partial E_n}{\partial v^{(1)}_{jm}}=\delta_j u_m$$

All patterns: $E=\sum_n E_n$.
"""
WITHIN = r"""
\[ r = c_0 m,\qquad k = c_1 r + d_1, \qquad g = \rho(k) = \ln(1+e^k),\qquad o = r + c_2 g, \]
$E = \tfrac12 (o - t)^2$, $m = 2$, $t = 1$, $c_0 = 0.5$, $c_1 = -1$, $d_1 = 0.4$, $c_2 = 0.8$.

\begin{align*}
r &= 0.5\cdot 2 = 1\\
k &= -1\cdot 1 + 0.4 = -0.6\\
g &= \ln(1+e^{-0.6}) = 0.4375\\
o &= 1 + 0.8\cdot 0.4375 = 1.3500\\
\partial E/\partial o &= 1.35 - 1 = 0.3500\\
\partial E/\partial g &= 0.35\cdot 0.8 = 0.2800\\
\rho'(k) &= \sigma(-0.6) = 0.3543\\
\partial E/\partial k &= 0.28\cdot 0.3543 = 0.0992\\
\partial E/\partial r &= 0.35 - 0.0992 = 0.2508
\end{align*}
"""
LATE = r"""
$q_k = \dfrac{e^{s_k}}{\sum_j e^{s_j}}$ and $C = -\sum_k d_k \ln q_k$ with $\sum_k d_k = 1$, so

$$\frac{\partial C}{\partial s_k} = q_k - d_k .$$

If $s = Vr + m$, then $\dfrac{\partial C}{\partial V} = (q-d)\,r^\top$, and
$\dfrac{\partial C}{\partial m} = q-d$, and last

$$\frac{\partial C}{\partial r} = V^\top (q-d).$$
"""
ROWS = r"""
$M$ is $P\times Q$, $V_1$ is $Q\times R$ and $V_2$ has the shape $R \times 1$; rows are examples.

$A_1 = MV_1 + \mathbf 1 c_1$, $G=\tanh(A_1)$, $a_2 = GV_2+\mathbf 1 c_2$, $q=\sigma(a_2)$ and

$$C=-\frac1P\sum_{n=1}^P\big[y_n\ln q_n+(1-y_n)\ln(1-q_n)\big]$$

(a) $\epsilon_2 = \dfrac{\partial C}{\partial a_2}=\dfrac1P(q-y)$

(b) $\dfrac{\partial C}{\partial V_2}=G^\top\epsilon_2$

(c) $\dfrac{\partial C}{\partial G}=\epsilon_2V_2^\top$
"""
DECAY = r"""
The cost is $J = J_0 + \frac{\mu}{2m}\sum_v v^2$. A step takes

$$v \to v - \epsilon\left(\frac{\partial J_0}{\partial v} + \frac{\mu}{m} v\right)
= \left(1 - \frac{\epsilon\mu}{m}\right) v - \epsilon\frac{\partial J_0}{\partial v} .$$
"""
SLIPS = [
    (ROWS, r"\epsilon_2V_2^\top", r"\epsilon_2V_2"),
    (ROWS, r"G^\top\epsilon_2", r"G\epsilon_2"),
    (UNIT_ZERO, r"(1-s_j^2)\sum", r"(1-s_j)\sum"),
    (UNIT_ZERO, r"(1-s_j^2)\sum_{k=1}^K v^{(2)}_{kj}", r"(1-s_j^2)\sum_{k=1}^K v^{(1)}_{jm}"),
    (UNIT_ZERO, r"=o_k-t_k", r"=2(o_k-t_k)"),
    (UNIT_ZERO, r"=\delta_j u_m", r"=\delta_j s_j"),
    (WITHIN, "&= 0.35 - 0.0992 = 0.2508", "&= -0.0992 = -0.0992"),
    (WITHIN, r"&= 0.28\cdot 0.3543 = 0.0992", r"&= 0.28\cdot 0.6 = 0.1680"),
    (LATE, r"V^\top (q-d)", "V (q-d)"),
    (LATE, r"(q-d)\,r^\top", r"(d-q)\,r^\top"),
]


@pytest.mark.parametrize("sheet", [UNIT_ZERO, WITHIN, LATE, ROWS])
def test_right_sheets_hold(sheet: str) -> None:
    assert derive.verify(sheet).holds
    found = [one.verdict for one in derive.verify(sheet).claims]
    assert len([one for one in found if one.startswith("holds")]) >= 4


@pytest.mark.parametrize(("sheet", "right", "slip"), SLIPS)
def test_a_slip_is_found_at_its_line(sheet: str, right: str, slip: str) -> None:
    assert sheet.count(right) == 1
    line = sheet[: sheet.index(right)].count("\n") + 1
    wrong = [one.line for one in derive.verify(sheet.replace(right, slip)).claims
             if one.verdict == "wrong"]  # fmt: skip
    assert wrong == [line]


def test_a_step_is_written_otherwise_whatever_its_gradient_is() -> None:
    assert [one.verdict for one in derive.verify(DECAY).claims].count("holds") == 1
    for slip in (r"\left(1 - \epsilon\mu\right)", r"\left(1 + \frac{\epsilon\mu}{m}\right)"):
        sheet = DECAY.replace(r"\left(1 - \frac{\epsilon\mu}{m}\right)", slip)
        wrong = [one.line for one in derive.verify(sheet).claims if one.verdict == "wrong"]
        assert wrong == [5]
