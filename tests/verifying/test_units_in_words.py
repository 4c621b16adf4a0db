"""Parameters of units in plain text, deltas by the letter of a sum, functions of calculations."""

from __future__ import annotations

from math import tanh

import pytest

import derive

# leaky-relu: the output's bias -0.3 is renewed with the rate 0.1 and the delta -0.5
BIASES = """y = 1*1 + 2*(-0.1) - 0.3 = 0.5
dE/dy = 0.5 - 1 = -0.5
new bias y = -0.3 - 0.1*(-0.5) = -0.25
"""


def test_the_bias_of_a_unit_is_not_the_unit() -> None:
    assert derive.verify(BIASES, exercise="leaky-relu").holds
    slip = BIASES.replace("= -0.25", "= -0.35")
    assert [one.line for one in derive.verify(slip, exercise="leaky-relu").findings] == [3]


X, H = (1.0, 2.0), [tanh(0.4), tanh(-0.1)]
OUT = 0.5 * H[0] - 0.5 * H[1]
ERROR = OUT - 1
BACK = [ERROR * w * (1 - h * h) for w, h in zip((0.5, -0.5), H, strict=True)]
BY_SUMS = rf"""$$x = \begin{{pmatrix}} 1 \\ 2 \end{{pmatrix}}, \quad
P = \begin{{pmatrix}} 0.2 & 0.1 \\ 0.3 & -0.2 \end{{pmatrix}}, \quad
m = \begin{{pmatrix}} 0.5 \\ -0.5 \end{{pmatrix}}, \quad t = 1$$

$z = P x = (0.4, -0.1)^T$, $h = \tanh z = ({H[0]:.4f}, {H[1]:.4f})^T$

$r = m^T h = {OUT:.4f}$, $E = \frac12 (r - t)^2 = {ERROR**2 / 2:.4f}$

$\delta_r = r - t = {ERROR:.4f}$

$\delta_z = \delta_r\, m \odot (1 - h^2) = ({BACK[0]:.4f}, {BACK[1]:.4f})^T$
"""


def test_deltas_may_have_the_letter_of_what_goes_into_their_layer() -> None:
    assert derive.verify(BY_SUMS).holds
    slip = BY_SUMS.replace(f"{BACK[1]:.4f})", f"{ERROR * -0.5:.4f})")  # the slope left out
    assert slip != BY_SUMS
    line = BY_SUMS[: BY_SUMS.index(r"$\delta_z")].count("\n") + 1
    assert [one.line for one in derive.verify(slip).findings] == [line]


@pytest.mark.parametrize(("last", "holds"), [("0.354", True), ("0.345", False)])
def test_any_function_of_equal_numbers(last: str, holds: bool) -> None:
    text = rf"$o = s(0.4 \cdot 0.622 + 0.9 \cdot 0.450 - 0.3) = s({last})$"
    assert derive.verify(text).holds is holds


ROWS = """x = [2, -1];  y = 1;  lr = 0.05
W1 = [[0.5, -0.5], [-0.6, 0.3]];  b1 = [0.2, 0.1]
W2 = [0.9, 1.1];  b2 = -0.3

u1 = 0.5*2 + (-0.5)*(-1) + 0.2 = 1.7
u2 = -0.6*2 + 0.3*(-1) + 0.1 = -1.4
h1 = relu(1.7) = 1.7
h2 = relu(-1.4) = 0
yhat = 0.9*1.7 + 1.1*0 - 0.3 = 1.23
loss = (1.23 - 1)^2 = 0.0529

dyhat = 2*(yhat - y) = 2*0.23 = 0.46
dh1 = dyhat*0.9 = 0.414
du1 = dh1 * (u1 > 0) = 0.414
dW1[0] = du1*x = [0.828, -0.414]
"""


def test_a_row_of_a_matrix_neither_stands_nor_lies() -> None:
    assert derive.verify(ROWS).holds
    slip = ROWS.replace("du1*x = [0.828, -0.414]", "du1*h1 = 0.7038")
    assert [one.line for one in derive.verify(slip).findings][:1] == [15]
    slip = ROWS.replace("-0.414]", "0.414]")
    assert [one.line for one in derive.verify(slip).findings] == [15]


def test_a_unit_may_have_the_usual_letter_of_the_output() -> None:
    """Exercise two-tanh-units: 0.27 goes into the first hidden unit, 0.3852 into the output."""
    p, q = tanh(0.27), tanh(-0.18)
    into = 0.5 * p - 0.3 * q + 0.2
    sheet = f"""m = 0.3*0.5 - 0.1*(-0.2) + 0.1 = 0.27
p = tanh(0.27) = {p:.4f}
n = 0.2*0.5 + 0.4*(-0.2) - 0.2 = -0.18
q = tanh(-0.18) = {q:.4f}
k = 0.5*{p:.4f} - 0.3*({q:.4f}) + 0.2 = {into:.4f}
o = tanh({into:.4f}) = {tanh(into):.4f}
"""
    assert derive.verify(sheet, exercise="two-tanh-units").holds
    slip = sheet.replace(f"= {p:.4f}\n", "= 0.2363\n")  # digits exchanged
    assert [one.line for one in derive.verify(slip, exercise="two-tanh-units").findings][:1] == [2]


def test_a_unit_that_is_as_good_as_one_makes_whole_numbers() -> None:
    """Exercise worksheet-folded: 24 goes into a sigmoid, and -2 + 1.5e-10 into the output."""
    sheet = r"$\hat y = \sigma(-2) = 0.1192$ and $L = \frac12 (1 - 0.1192)^2 = 0.3879$"
    assert derive.verify(sheet, exercise="worksheet-folded").holds
    slip = sheet.replace(r"\sigma(-2) = 0.1192", r"\sigma(-3) = 0.0474")
    assert derive.verify(slip, exercise="worksheet-folded").findings
