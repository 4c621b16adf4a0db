r"""Sheets of letters alone: matrices by their shapes, units by their layers, and what follows."""

from __future__ import annotations

import pytest

import derive

COLUMNS = r"""
Each column of $X \in \mathbb{R}^{d \times m}$ is one example.

$$Z = X_W X + b \mathbf{1}^T, \quad A = \sigma(Z), \quad \hat Y = V A + c \mathbf{1}^T$$

$$L = \frac{1}{2m} \lVert \hat Y - Y \rVert_F^2$$

$$D = \frac{\partial L}{\partial \hat Y} = \frac{1}{m} (\hat Y - Y)$$

$$\frac{\partial L}{\partial V} = D A^T$$

$$\frac{\partial L}{\partial A} = V^T D$$

$$G = \frac{\partial L}{\partial Z} = V^T D \odot A \odot (1 - A)$$

$$\frac{\partial L}{\partial W} = G X^T, \qquad \frac{\partial L}{\partial b} = G \mathbf{1}$$
""".replace("X_W", "W")
UNITS = r"""
A unit computes $a_j = \sum_i w_{ji} z_i$ and $z_j = h(a_j)$. The error of one pattern is

$$E = \frac12 \sum_k (a_k - t_k)^2$$

Define $\delta_j = \frac{\partial E}{\partial a_j}$. Then

$$\frac{\partial E}{\partial w_{ji}} = \delta_j z_i$$

For the output $\delta_k = a_k - t_k$, and for hidden units

$$\delta_j = \sum_k \frac{\partial E}{\partial a_k} \frac{\partial a_k}{\partial a_j}
= h'(a_j) \sum_k w_{kj} \delta_k$$

$$\frac{\partial E}{\partial w_{ji}} = z_i h'(a_j) \sum_k w_{kj} \delta_k$$
"""
CHAIN = r"""
\newcommand{\dd}[2]{\frac{\partial #1}{\partial #2}}
$s_1 = u x + b$, $h_1 = \tanh(s_1)$, $s_2 = v h_1 + c$, $y = \tanh(s_2)$, $E = \frac12 (y - t)^2$.

$$\dd{E}{y} = y - t$$

$$\dd{E}{s_2} = (y - t)(1 - y^2)$$

$$\dd{E}{v} = (y - t)(1 - y^2) h_1$$

$$\dd{E}{u} = (y - t)(1 - y^2) v (1 - h_1^2) x$$
"""
RIDGE = r"""
We minimise $J(w) = \frac12 \lVert X w - y \rVert^2 + \frac{\lambda}{2} \lVert w \rVert^2$.

$$\nabla_w \left( \frac12 \lVert X w - y \rVert^2 \right) = X^T (X w - y)$$

$$\nabla_w \left( \frac{\lambda}{2} \lVert w \rVert^2 \right) = \lambda w$$

$$\nabla_w J = X^T (X w - y) + \lambda w$$
"""
VECTORS = r"""
$z_1 = W_1 x + b_1$, $h = \tanh(z_1)$, $y = W_2 h + b_2$, $L = \frac12 \lVert y - t \rVert^2$.

$$\delta_2 = \frac{\partial L}{\partial y} = y - t$$

$$\frac{\partial L}{\partial h} = W_2^T \delta_2$$

$$\delta_1 = \frac{\partial L}{\partial z_1} = (W_2^T \delta_2) \odot (1 - h \odot h)$$

$$\frac{\partial L}{\partial W_1} = \delta_1 x^T, \quad \frac{\partial L}{\partial b_1} = \delta_1$$
"""
LOGISTIC = r"""
$$\sigma(u) = (1 + e^{-u})^{-1}$$

$$\frac{d}{du} (1 + e^{-u}) = -e^{-u}$$

$$\sigma'(u) = (1 + e^{-u})^{-2} e^{-u}$$

$$\sigma'(u) = \sigma(u) (1 - \sigma(u)), \qquad \sigma'(0) = \frac12 \cdot \frac12$$

With $a = \sigma(w x)$:

$$\frac{\partial a}{\partial w} = a (1 - a) x$$
"""
SOFTMAX = r"""
$Z = \sum_m e^{s_m}$, $q_n = \frac{e^{s_n}}{Z}$, $L = -\sum_n y_n \ln q_n$ with $\sum_n y_n = 1$.

For $m \neq n$: $$\frac{\partial q_m}{\partial s_n} = -\frac{e^{s_m} e^{s_n}}{Z^2} = -q_m q_n$$

$$\frac{\partial L}{\partial s_n} = q_n - y_n$$
"""
SHEETS = {"columns": COLUMNS, "units": UNITS, "chain": CHAIN, "ridge": RIDGE, "vectors": VECTORS,
          "logistic": LOGISTIC, "softmax": SOFTMAX}  # fmt: skip
Change = tuple[str, str]
# the changes, the lines that are wrong then, and those that follow
SLIPS: list[tuple[str, tuple[Change, ...], list[int], list[int]]] = [
    ("columns", (("V} = D A^T", "V} = A D^T"),), [10], []),
    ("columns", ((r"\odot (1 - A)$$", "$$"),), [14], []),
    ("columns", (("W} = G X^T", "W} = X G^T"),), [16], []),
    ("columns", (("= V^T D \\odot", "= V^T D \\,"),), [14], []),  # no sign of an entrywise product
    ("units", (("w_{kj} \\delta_k$$\n\n$$\\f", "w_{jk} \\delta_k$$\n\n$$\\f"),), [13], []),
    ("units", (("= h'(a_j)", "= h'(a_k)"),), [13], []),
    ("units", (("= \\delta_j z_i", "= \\delta_j z_j"),), [8], []),
    ("units", (("_k = a_k - t_k", "_k = t_k - a_k"),), [10], []),
    ("chain", (("y} = y - t", "y} = t - y"), ("= (y - t)", "= (t - y)")), [5], [7, 9, 11]),
    ("chain", (("y} = y - t", "y} = t - y"), ("= (y - t)", "= (t - y)"), ("h_1$$", "h_1 x$$")),
     [5, 9], [7, 11]),
    ("chain", (("(1 - y^2)", "(1 + y^2)"),), [7], [9, 11]),
    ("chain", (("(1 - y^2)", "(1 + y^2)"), ("h_1^2) x", "h_1^2)")), [7, 11], [9]),
    ("ridge", (("X^T (X w - y)", "X^T (y - X w)"),), [4], [8]),
    ("ridge", (("= \\lambda w", "= 2 \\lambda w"), ("+ \\lambda w", "+ 2 \\lambda w")), [6], [8]),
    ("ridge", (("= \\lambda w", "= 2 \\lambda w"),), [6], []),
    ("ridge", (("= \\lambda w", "= 2 \\lambda w"), ("+ \\lambda w", "+ 3 \\lambda w")), [6, 8], []),
    ("vectors", (("W_2^T", "W_2"),), [6], [8]),
    ("vectors", (("W_2^T", "W_2"), ("(1 - h \\odot h)", "(1 - h)")), [6, 8], []),
    ("vectors", (("= \\delta_1 x^T", "= \\delta_1 h^T"),), [10], []),
    ("logistic", (("= -e", "= e"), ("= (1 + e^{-u})^{-2}", "= -(1 + e^{-u})^{-2}"),
                  ("= \\sigma(u) (1", "= -\\sigma(u) (1"), ("= \\frac12 ", "= -\\frac12 "),
                  ("= a (1", "= -a (1")), [4], [6, 8, 12]),
    ("logistic", (("= -e", "= e"), ("= (1 + e^{-u})^{-2}", "= -(1 + e^{-u})^{-2}"),
                  ("= \\sigma(u) (1", "= -\\sigma(u) (1"), ("= \\frac12 ", "= -\\frac12 "),
                  ("= a (1 - a) x", "= -a (1 + a) x")), [4, 12], [6, 8]),
    ("softmax", (("= -\\frac{e", "= \\frac{e"), ("= -q_m", "= q_m")), [4], []),
    ("softmax", (("= q_n - y_n", "= y_n - q_n"),), [6], []),
]  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_right_ones_hold(name: str) -> None:
    report = derive.verify(SHEETS[name])
    derived = [one.verdict for one in report.claims
               if any(sign in one.left for sign in ("partial", "nabla", "dd"))]  # fmt: skip
    assert derived
    assert set(derived) == {"holds"}
    assert {one.verdict for one in report.claims} <= {"holds", "holds as shown", "no claim"}


@pytest.mark.parametrize(("name", "changes", "wrong", "follow"), SLIPS)
def test_a_slip_counts_once(
    name: str, changes: tuple[Change, ...], wrong: list[int], follow: list[int]
) -> None:
    text = SHEETS[name]
    for right, slip in changes:
        assert right in text
        text = text.replace(right, slip)
    report = derive.verify(text)
    assert sorted({one.line for one in report.findings}) == wrong
    assert sorted({one.line for one in report.claims if one.verdict == "follows"}) == follow


def test_a_juxtaposition_may_be_entrywise_where_no_sign_is_for_that() -> None:
    sheet = COLUMNS.replace(r" \odot", "").replace("(1 - A)", r"(\mathbf{1} - A)")
    assert derive.verify(sheet).holds


def test_matrices_lie_as_the_other_derivatives_of_the_sheet_do() -> None:
    said = r"$Y = X W$, $L = \frac12 \lVert Y - T \rVert^2$." + "\n\n"
    first = r"$$\frac{\partial L}{\partial Y} = (Y - T)^T$$" + "\n\n"
    report = derive.verify(said + first + r"$$\frac{\partial L}{\partial W} = (Y - T)^T X$$")
    assert report.holds  # both lie the other way, as some books have them
    upright = first.replace("(Y - T)^T", "Y - T")
    report = derive.verify(said + upright + r"$$\frac{\partial L}{\partial W} = (Y - T)^T X$$")
    assert [one.line for one in report.findings] == [5]


ROWS = r"""
Rows are examples, $\mathbf 1$ is a column of ones: $Z = X W + \mathbf 1 b$, $\hat Y = Z V + \mathbf 1 c$.

$$L = \frac{1}{2N} \lVert \hat Y - Y \rVert_F^2, \quad D = \frac{\partial L}{\partial \hat Y} =
\frac{1}{N} (\hat Y - Y)$$

$$\frac{\partial L}{\partial V} = Z^\top D, \quad \frac{\partial L}{\partial c} = \mathbf 1^\top D$$
"""  # noqa: E501


def test_a_row_of_biases_behind_a_column_of_ones():
    assert derive.verify(ROWS).holds
    for right, wrong in (
        (r"\mathbf 1^\top D", r"\mathbf 1^\top \hat Y"),
        (r"Z^\top D", r"D^\top Z"),
    ):
        (found,) = derive.verify(ROWS.replace(right, wrong)).findings
        assert found.right == wrong
