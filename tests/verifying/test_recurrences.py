"""Recurrences in letters: backpropagation through time on sheets that name no step by its number.

That the right sheets are right was checked by differences of a loss of three steps, see below.
"""

from __future__ import annotations

import random
from math import tanh

import pytest

import derive

BELOW = r"""A recurrent net, $t = 1, \dots, T$:
$$a_t = W h_{t-1} + U x_t + b, \quad h_t = \tanh(a_t), \quad y_t = V h_t + c$$
with the loss $E = \sum_{t=1}^T E_t$ and $E_t = \frac12 \|y_t - d_t\|^2$.

- $e_t = \frac{\partial E}{\partial y_t} = y_t - d_t$
- $\frac{\partial E}{\partial h_T} = V^T e_T$
- $g_t = \frac{\partial E}{\partial h_t} = V^T e_t + W^T \delta_{t+1}$
- $\delta_t = \frac{\partial E}{\partial a_t} = g_t \odot (1 - h_t^2)$
- $\frac{\partial E}{\partial V} = \sum_t e_t h_t^T$
- $\frac{\partial E}{\partial W} = \sum_t \delta_t h_{t-1}^T$
- $\frac{\partial E}{\partial b} = \sum_t \delta_t$
"""
RAISED = r"""For $t = 1, \ldots, \tau$:
$$z^{(t)} = b + W h^{(t-1)} + U x^{(t)}, \qquad h^{(t)} = \tanh(z^{(t)}),$$
$$o^{(t)} = c + V h^{(t)}, \qquad \hat y^{(t)} = \mathrm{softmax}(o^{(t)})$$
and $L = \sum_t L^{(t)}$ with $L^{(t)} = -\sum_i y_i^{(t)} \log \hat y_i^{(t)}$.

$$\nabla_{o^{(t)}} L = \hat y^{(t)} - y^{(t)}$$
$$\nabla_{h^{(\tau)}} L = V^\top \nabla_{o^{(\tau)}} L$$
$$\nabla_{h^{(t)}} L = W^\top \mathrm{diag}(1 - (h^{(t+1)})^2) \nabla_{h^{(t+1)}} L
  + V^\top \nabla_{o^{(t)}} L$$
$$\nabla_c L = \sum_t \nabla_{o^{(t)}} L$$
$$\nabla_W L = \sum_t \mathrm{diag}(1 - (h^{(t)})^2) \nabla_{h^{(t)}} L \, h^{(t-1)\top}$$
"""
PLAIN = """Hidden    s_k = A u_k + B r_{k-1}      r_k = tanh(s_k)      k = 1..K, r_0 given
Output    v_k = C r_k
Loss      L = sum_k L_k ,  L_k = 1/2 |v_k - w_k|^2

dL/dC = sum_k (v_k - w_k) r_k^T
m_k := dL/dr_k
m_K = C^T (v_K - w_K)
m_k = C^T (v_k - w_k) + B^T [ (1 - r_{k+1}^2) o m_{k+1} ]
dL/ds_k = (1 - r_k^2) o m_k =: q_k
dL/dB = sum_k q_k r_{k-1}^T
dL/dA = sum_k q_k u_k^T
"""
SLIPS = [
    (BELOW, r"V^T e_t + W^T", r"V^T e_t + W", 7),
    (BELOW, r"V^T e_t + W^T \delta_{t+1}", r"V^T e_t + W^T \delta_{t-1}", 7),
    (BELOW, r"V^T e_t + W^T \delta_{t+1}", r"W^T \delta_{t+1}", 7),
    (BELOW, r"g_t \odot (1 - h_t^2)", r"g_t \odot (1 - h_{t+1}^2)", 8),
    (BELOW, r"\delta_t h_{t-1}^T", r"\delta_t h_t^T", 10),
    (BELOW, r"= y_t - d_t", r"= d_t - y_t", 5),
    (BELOW, r"= V^T e_T", r"= V e_T", 6),
    (RAISED, r"\hat y^{(t)} - y^{(t)}$$", r"y^{(t)} - \hat y^{(t)}$$", 6),
    (RAISED, r"(h^{(t+1)})^2", r"(h^{(t)})^2", 8),
    (RAISED, r"\, h^{(t-1)\top}", r"\, h^{(t)\top}", 11),
    (PLAIN, "(1 - r_{k+1}^2) o", "(1 - r_k^2) o", 8),
    (PLAIN, "m_k = C^T (v_k - w_k) +", "m_k =", 8),
    (PLAIN, "q_k r_{k-1}^T", "q_k r_k^T", 10),
    (PLAIN, "m_K = C^T", "m_K = C", 7),
]  # fmt: skip


@pytest.mark.parametrize("sheet", [BELOW, RAISED, PLAIN])
def test_right_recurrences_hold(sheet: str) -> None:
    report = derive.verify(sheet)
    assert report.holds
    assert report.summary["holds"] >= 5
    assert "unread" not in report.summary


@pytest.mark.parametrize(("sheet", "right", "wrong", "line"), SLIPS)
def test_a_slip_in_a_recurrence_is_found_at_its_line(
    sheet: str, right: str, wrong: str, line: int
) -> None:
    assert sheet.count(right) == 1
    found = [one.line for one in derive.verify(sheet.replace(right, wrong)).findings]
    assert found == [line]


def test_a_sheet_that_names_its_steps_is_not_written_out() -> None:
    sheet = BELOW.replace("- $e_t", "Here $h_1$ is the first state.\n\n- $e_t")
    assert not list(derive.verify(sheet).findings)


def test_the_formulas_agree_with_differences() -> None:
    """The recurrence of the sheets for numbers, against differences of the loss."""
    chance = random.Random(3)
    w, u, v, b, c = (chance.uniform(-1, 1) for _ in range(5))
    x, d = ([chance.uniform(-1, 1) for _ in range(3)] for _ in range(2))

    def states(w: float) -> list[float]:
        h = [0.0]
        for one in x:
            h.append(tanh(w * h[-1] + u * one + b))
        return h

    def loss(w: float) -> float:
        return sum((v * h + c - t) ** 2 / 2 for h, t in zip(states(w)[1:], d, strict=True))

    h, total, after = states(w), 0.0, 0.0
    for t in (3, 2, 1):
        g = v * (v * h[t] + c - d[t - 1]) + w * after
        after = g * (1 - h[t] ** 2)
        total += after * h[t - 1]
    step = 1e-6
    assert total == pytest.approx((loss(w + step) - loss(w - step)) / (2 * step), abs=1e-8)


SHORT = r"""With $s_k = \tanh(A u_k + B s_{k-1})$, $v_k = C s_k$ and the loss
$E = \sum_k \frac12 \|v_k - w_k\|^2$:

HERE

$\frac{\partial E}{\partial C} = \sum_k (v_k - w_k) s_k^T$
"""
PART = r"\frac{\partial E}{\partial s_k} = C^T (v_k - w_k)"
LATER = r" + B^T ((1 - s_{k+1}^2) \odot \frac{\partial E}{\partial s_{k+1}})"


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (f"${PART}$", "wrong"),
        (f"${PART}{LATER}$", "holds"),
        (f"The direct part: ${PART}$", "no claim"),
        (f"${PART.replace('s_k', 's_K').replace('_k', '_K')}$", "holds"),
        (f"${PART}$ (first), then ${PART}{LATER}$", "no claim"),
    ],
)
def test_what_comes_later_is_not_left_out(line: str, verdict: str) -> None:
    claims = derive.verify(SHORT.replace("HERE", line)).claims
    assert next(one.verdict for one in claims if one.line == 4) == verdict
