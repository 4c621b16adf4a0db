"""Sheets that state their own data in notations of their own: read right, and a slip is found."""

from __future__ import annotations

import math

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS


def findings(sheet: str) -> list[int]:
    """The lines that are newly wrong."""
    return [one.line for one in derive.verify(sheet).claims if one.verdict in FINDINGS]


def line_of(sheet: str, part: str) -> int:
    return sheet[: sheet.index(part)].count("\n") + 1


def softplus(z: float) -> float:
    return math.log(1 + math.exp(z))


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


H1, H2 = softplus(1.0), softplus(-0.5)
F = 1.5 * H1 + 0.4 * H2 + 0.3
BY_FORMULAS = rf"""
$$f = c_1 h_1 + c_2 h_2 + d, \qquad h_i = \operatorname{{softplus}}(p_i), \qquad p_i = a_i x + b_i$$

$x = 0.5$, $y = 2$, $a_1 = 1$, $a_2 = -2$, $b_1 = 0.5$, $b_2 = 0.5$, $c_1 = 1.5$, $c_2 = 0.4$,
$d = 0.3$. Loss $L = \frac{{1}}{{2}}(f - y)^2$, learning rate $0.1$.

$p_1 = 1 \cdot 0.5 + 0.5 = 1$ and $h_1 = \ln(1 + e^{{1}}) = {H1:.3f}$

$p_2 = -2 \cdot 0.5 + 0.5 = -0.5$ and $h_2 = \ln(1 + e^{{-0.5}}) = {H2:.3f}$

$f = 1.5 \cdot {H1:.3f} + 0.4 \cdot {H2:.3f} + 0.3 = {F:.3f}$

$\frac{{\partial L}}{{\partial f}} = f - y = {F:.3f} - 2 = {F - 2:.3f}$

$\frac{{\partial L}}{{\partial c_1}} = {F - 2:.3f} \cdot {H1:.3f} = {(F - 2) * H1:.3f}$

$\frac{{\partial L}}{{\partial c_2}} = {F - 2:.3f} \cdot {H2:.3f} = {(F - 2) * H2:.3f}$

$\frac{{\partial L}}{{\partial p_1}} = {F - 2:.3f} \cdot 1.5 \cdot SLOPE = VALUE$

$\frac{{\partial L}}{{\partial a_1}} = VALUE \cdot 0.5 = LAST$

$a_1 \leftarrow 1 - 0.1 \cdot LAST = NEW$
"""


def test_weights_and_biases_are_known_by_the_formulas_they_stand_in() -> None:
    def sheet(slope: float) -> str:
        value = round(round(F - 2, 3) * 1.5 * round(slope, 3), 3)
        last = round(value * 0.5, 3)
        told = {"SLOPE": slope, "VALUE": value, "LAST": last, "NEW": 1 - 0.1 * last}
        text = BY_FORMULAS
        for name, number in told.items():
            text = text.replace(name, f"{number:.3f}")
        return text

    assert findings(sheet(sigmoid(1))) == []
    part = rf"\cdot {H2:.3f} = {(F - 2) * H2:.3f}"
    slip = sheet(sigmoid(1)).replace(part, rf"\cdot {H1:.3f} = {(F - 2) * H1:.3f}")
    assert findings(slip) == [line_of(slip, r"\frac{\partial L}{\partial c_2}")]


LEAKY = r"""
$x = (1, 2)^T$, target $y = 2$, $\phi(z) = \max(0.1 z, z)$ in the hidden layer, a linear output,
$L = (o - y)^2$.
$U = \begin{pmatrix} 0.5 & 1 \\ 1 & -1.5 \end{pmatrix}$, $c = \begin{pmatrix} 0 \\ 0.5 \end{pmatrix}$,
$v = \begin{pmatrix} 1 \\ -2 \end{pmatrix}$, $c_0 = 0.5$

$z_1 = 0.5 \cdot 1 + 1 \cdot 2 + 0 = 2.5$

$z_2 = 1 \cdot 1 - 1.5 \cdot 2 + 0.5 = -1.5$

$h_1 = \phi(2.5) = 2.5$ and $h_2 = \phi(-1.5) = -0.15$

$o = 1 \cdot 2.5 - 2 \cdot (-0.15) + 0.5 = 3.3$

$\frac{\partial L}{\partial h_2} = 2.6 \cdot (-2) = -5.2$

$\frac{\partial L}{\partial z_2} = -5.2 \cdot \phi'(z_2) = -5.2 \cdot SLOPE = VALUE$
"""  # noqa: E501


def test_a_number_with_index_0_beside_a_vector_is_the_bias_of_the_output() -> None:
    right = LEAKY.replace("SLOPE", "0.1").replace("VALUE", "-0.52")
    slip = LEAKY.replace("SLOPE", "1").replace("VALUE", "-5.2")
    assert findings(right) == []
    assert findings(slip) == [line_of(slip, r"\partial z_2}")]


P = [math.exp(z) for z in (-0.5, 0.5, 0.75)]
CLASS = rf"""
A softmax classifier $z = Wx$, $p = \mathrm{{softmax}}(z)$, $x = (0.5, 1)^T$, correct class 3,
$L = -\ln p_3$ and $W = \begin{{pmatrix}} 1 & -1 \\ 0 & 0.5 \\ -0.5 & 1 \end{{pmatrix}}$.

$z = Wx = \begin{{pmatrix}} -0.5 \\ 0.5 \\ 0.75 \end{{pmatrix}}$

$p_1 = {P[0] / sum(P):.3f}$, $p_2 = {P[1] / sum(P):.3f}$, $p_3 = {P[2] / sum(P):.3f}$

$L = -\ln {P[2] / sum(P):.3f} = {-math.log(P[2] / sum(P)):.3f}$
"""


def test_a_class_in_words_is_the_target() -> None:
    assert findings(CLASS) == []
    other = P[1] / sum(P)
    slip = CLASS.rpartition("$L")[0] + rf"$L = -\ln {other:.3f} = {-math.log(other):.3f}$"
    assert findings(slip) == [slip.count("\n") + 1]


H = math.tanh(0.6)
Y = 0.8 * H
GV = (Y - 0.5) * H
STEPS = rf"""
The network is $y = v \tanh(w x)$ with $x = 2$, target $t = 0.5$, $E = \frac12 (y - t)^2$,
$w^{{(0)}} = 0.3$, $v^{{(0)}} = 0.8$, $\eta = 0.25$.

$q^{{(0)}} = 0.3 \cdot 2 = 0.6$, $h^{{(0)}} = \tanh(0.6) \approx {H:.4f}$

$y^{{(0)}} = 0.8 \cdot {H:.4f} \approx {Y:.4f}$

$\frac{{\partial E}}{{\partial v}} = ({Y:.4f} - 0.5) \cdot {H:.4f} \approx GRADIENT$

$v^{{(1)}} = 0.8 - 0.25 \cdot (GRADIENT) \approx NEW$
"""


@pytest.mark.parametrize(("gradient", "wrong"), [(GV, False), (-GV, True)])
def test_steps_may_be_counted_in_brackets(gradient: float, wrong: bool) -> None:
    new = 0.8 - 0.25 * round(gradient, 4)
    sheet = STEPS.replace("GRADIENT", f"{gradient:.4f}").replace("NEW", f"{new:.4f}")
    assert findings(sheet) == ([line_of(sheet, r"\frac{\partial E}")] if wrong else [])


ADJOINTS = r"""
$w_0 = 2$, $x_0 = -1$, $w_1 = -3$, $x_1 = -0.5$, $w_2 = -1.2$

$u = w_0 x_0 = -2$, $v = w_1 x_1 = 1.5$, $p = u + v = -0.5$, $q = p + w_2 = -1.7$

$\bar q = 0.25$ and $\bar p = \bar q = 0.25$, so $\bar u = \bar p = 0.25$

$\bar w_0 = \bar u \cdot x_0 = RESULT$
"""


def test_adjoints_are_names_of_their_own() -> None:
    assert findings(ADJOINTS.replace("RESULT", "-0.25")) == []
    assert findings(ADJOINTS.replace("RESULT", "0.25")) == [8]


FENCED = f"""Notes, all sigmoid, in plain text.

```
x1 = 0.5   x2 = -1   t = 1   lr = 0.5
w11 = 0.2  w12 = -0.4  b1 = 0.1     (hidden 1)
w21 = 0.6  w22 = 0.1   b2 = -0.3    (hidden 2)
v1 = 0.9   v2 = -0.7   b3 = 0.2     (output)

net1 = w11*x1 + w12*x2 + b1 = 0.2*0.5 + (-0.4)*(-1) + 0.1 = 0.6
o1 = sigmoid(0.6) = {sigmoid(0.6):.4f}
net2 = w21*x1 + w22*x2 + b2 = 0.6*0.5 + 0.1*(-1) - 0.3 = -0.1
o2 = sigmoid(-0.1) = {sigmoid(-0.1):.4f}
net3 = v1*o1 + v2*o2 + b3 = {0.9 * sigmoid(0.6) - 0.7 * sigmoid(-0.1) + 0.2:.4f}
```
"""


def test_plain_text_in_a_fence_is_read() -> None:
    report = derive.verify(FENCED)
    assert report.holds and report.summary["holds as shown"] > 6
    slip = FENCED.replace("= 0.6\n", "= 0.5\n")
    assert findings(slip) == [9]


def test_code_in_a_fence_beside_formulas_is_left_alone() -> None:
    assert derive.verify("$1 + 1 = 2$\n\n```\nz = 2 = 3\n```\n").holds


MASK = r"""
$x = (1, 2)^T$, $t = 7$, $W = \begin{pmatrix} 2 & 1 \\ 1 & -2 \end{pmatrix}$, $v = (3, 1)$, no biases,
ReLU in the hidden layer, linear output, $L = \frac12 (y - t)^2$.

$z = W x = \begin{pmatrix} 4 \\ -3 \end{pmatrix}$, $h = \begin{pmatrix} 4 \\ 0 \end{pmatrix}$,
$y = 12$

$\frac{\partial L}{\partial h} = \begin{pmatrix} 15 \\ 5 \end{pmatrix}$

$\frac{\partial L}{\partial z} = \frac{\partial L}{\partial h} \odot \begin{pmatrix} 1 \\ 0 \end{pmatrix} = \begin{pmatrix} 15 \\ RESULT \end{pmatrix}$
"""  # noqa: E501


def test_a_slope_may_be_put_in_as_zeros_and_ones() -> None:
    assert findings(MASK.replace("RESULT", "0")) == []
    assert findings(MASK.replace("RESULT", "5")) == [10]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        (r"\frac{1}{3} + 1 = 2", r"\frac{1}{3} + 1 = 4/3"),
        (r"\frac{2}{3} - 1 = \frac{1}{3}", r"\frac{2}{3} - 1 = -1/3"),
        ("e^1 + 1 = 3", "e^1 + 1 = 3.7183"),
        (r"10 / 4 \approx 3.1", "10 / 4 ≈ 2.5"),
    ],
)
def test_the_right_line_is_true(line: str, right: str) -> None:
    """What stands for a whole number or a fraction is exact: 4/3 is no 1."""
    (found,) = derive.verify(f"${line}$").findings
    assert found.expected == right


BATCH = r"""
$Z = X W$, $H = \tanh(Z)$, $\hat Y = H V$, $L = \frac12 \lVert \hat Y - Y \rVert^2$.

$\frac{\partial L}{\partial V} = GRADIENT$ and $\frac{\partial L}{\partial H} = (\hat Y - Y) V^T$
"""


@pytest.mark.parametrize(
    ("gradient", "verdict"),
    [
        (r"H^T (\hat Y - Y)", "holds"),
        (r"(\hat Y - Y)^T H", "wrong"),
        (r"H (\hat Y - Y)", "wrong"),
        (r"X^T (\hat Y - Y)", "wrong"),
    ],
)
def test_products_of_matrices_are_judged_by_their_shapes(gradient: str, verdict: str) -> None:
    report = derive.verify(BATCH.replace("GRADIENT", gradient))
    (found,) = (one for one in report.claims if one.right == gradient)
    assert found.verdict == verdict


def test_a_name_may_be_another_number_at_another_place() -> None:
    sheet = r"At $z = 0$ the slope is $1 - 0^2 = 1$. At $z = 1$ it is $1 - 0.7616^2 = 0.42$."
    assert findings(sheet) == []
    slip = sheet.replace("0.42", "1.58")
    assert findings(slip) == [1]


S2 = 0.2 * sigmoid(0.55) + 0.7 * sigmoid(0.3) + 0.2
SHARED = rf"""
$x_1 = 0.5$, $x_2 = 1$, targets $y_1 = 1$ and $y_2 = 0$; $w_{{11}} = 0.1$, $w_{{12}} = 0.4$,
$w_{{21}} = -0.2$, $w_{{22}} = 0.3$, both biases are $b = 0.1$; $u_{{11}} = 0.6$, $u_{{12}} = -0.5$,
$u_{{21}} = 0.2$, $u_{{22}} = 0.7$, both biases are $c = 0.2$; sigmoid, half the squared error.

$z_1 = 0.1 \cdot 0.5 + 0.4 \cdot 1 + 0.1 = 0.55$

$z_2 = -0.2 \cdot 0.5 + 0.3 \cdot 1 + 0.1 = 0.3$

$h_1 = {sigmoid(0.55):.4f}$ and $h_2 = {sigmoid(0.3):.4f}$

$s_1 = 0.6 \cdot {sigmoid(0.55):.4f} - 0.5 \cdot {sigmoid(0.3):.4f} + 0.2 = RESULT$

$s_2 = 0.2 \cdot {sigmoid(0.55):.4f} + 0.7 \cdot {sigmoid(0.3):.4f} + 0.2 = {S2:.4f}$
"""


def test_one_number_may_be_all_biases_of_a_layer() -> None:
    right = 0.6 * sigmoid(0.55) - 0.5 * sigmoid(0.3) + 0.2
    assert findings(SHARED.replace("RESULT", f"{right:.4f}")) == []
    slip = SHARED.replace("RESULT", f"{right - 0.2:.4f}")
    assert findings(slip) == [line_of(slip, "$s_1")]


ADALINE = r"""
The Adaline learns with $w_i \leftarrow w_i + \eta (d - y) x_i$, $b \leftarrow b + \eta (d - y)$.
$x = (2, 1)$, $d = 1$, $w_1 = 0.5$, $w_2 = -0.5$, $b = 0$, $\eta = 0.1$.

$y = 0.5 \cdot 2 - 0.5 \cdot 1 + 0 = 0.5$
"""


def test_an_arrow_that_leads_to_no_known_parameter_is_no_error() -> None:
    report = derive.verify(ADALINE)
    assert {one.verdict for one in report.claims if one.line == 5} - {"unread"}
