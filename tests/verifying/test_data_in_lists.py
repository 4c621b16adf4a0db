"""Data in the lines of lists beside formulas with marks, in columns behind words, and targets that
words tell."""

import math

import pytest

import derive


def sigma(z):
    return 1 / (1 + math.exp(-z))


INPUTS = 0.3, 0.6
H = sigma(0.2 * INPUTS[0] + 0.4 * INPUTS[1] + 0.1), sigma(-0.3 * INPUTS[0] + 0.7 * INPUTS[1] + 0.1)
OUT = sigma(0.5 * H[0] + 0.25 * H[1] + 0.2), sigma(0.6 * H[0] - 0.4 * H[1] + 0.2)
ERROR = OUT[0] - 0.1
LIST = rf"""
All neurons are logistic.

- inputs: i1 = 0.3, i2 = 0.6
- weights: w1 = 0.2, w2 = 0.4, w3 = -0.3, w4 = 0.7, w5 = 0.5, w6 = 0.25, w7 = 0.6, w8 = -0.4
- biases: b1 = 0.1, b2 = 0.2
- targets: 0.1 and 0.9

$$net_{{h1}} = w_1 i_1 + w_2 i_2 + b_1 = {0.2 * 0.3 + 0.4 * 0.6 + 0.1:.4f}$$
$$out_{{h1}} = \frac{{1}}{{1 + e^{{-net_{{h1}}}}}} = {H[0]:.6f}$$
$$net_{{h2}} = w_3 i_1 + w_4 i_2 + b_1 = {-0.3 * 0.3 + 0.7 * 0.6 + 0.1:.4f}$$
$$out_{{h2}} = {H[1]:.6f}$$
$$out_{{o1}} = {OUT[0]:.6f}, \quad out_{{o2}} = {OUT[1]:.6f}$$
$$E_{{o1}} = \frac12 (target_{{o1}} - out_{{o1}})^2 = {0.5 * (0.1 - OUT[0]) ** 2:.6f}$$
$$\frac{{\partial E_{{total}}}}{{\partial out_{{o1}}}} = out_{{o1}} - target_{{o1}} = {ERROR:.6f}$$
$$\frac{{\partial net_{{o1}}}}{{\partial w_5}} = out_{{h1}} = {H[0]:.6f}$$
"""
NET = 0.4 * 1.5 - 0.7 * 0.8 + 0.3
Y = sigma(NET)
COLUMNS = f"""\
given   x1 = 1.5   x2 = 0.8   target t = 1
        w1 = 0.4   w2 = -0.7  bias b = 0.3   learning rate = 0.2
error   E = 1/2 (t - y)^2

   net = w1*x1 + w2*x2 + b = 0.4*1.5 + (-0.7)*0.8 + 0.3 = {NET:.2f}
   y = sig({NET:.2f}) = {Y:.4f}
   dE/dy   = -(t - y) = {Y - 1:.4f}
   dy/dnet = y*(1 - y) = {Y * (1 - Y):.4f}
   dE/dw1 = dE/dy * dy/dnet * x1 = {(Y - 1) * Y * (1 - Y) * 1.5:.4f}
"""


@pytest.mark.parametrize("sheet", [LIST, COLUMNS])
def test_right_sheets_are_read_and_hold(sheet):
    report = derive.verify(sheet)
    assert report.holds and "unread" not in report.summary
    assert any("the network is the sheet's own" in one for one in report.inferred)


@pytest.mark.parametrize(
    ("sheet", "right", "wrong", "line"),
    [
        (LIST, r"\partial w_5}} = out_{h1} = " + f"{H[0]:.6f}",
         r"\partial w_5}} = out_{h2} = " + f"{H[1]:.6f}", 16),
        (LIST, "w_3 i_1 + w_4 i_2", "w_3 i_2 + w_4 i_1", 11),
        (COLUMNS, "(-0.7)*0.8 + 0.3", "(-0.7)*0.8", 5),
        (COLUMNS, "y*(1 - y)", "y*(1 + y)", 8),
        (COLUMNS, "dy/dnet * x1", "dy/dnet * x2", 9),
    ],
)  # fmt: skip
def test_a_slip_is_found(sheet, right, wrong, line):
    right, wrong = right.replace("}}", "}"), wrong.replace("}}", "}")
    assert sheet.count(right) == 1
    report = derive.verify(sheet.replace(right, wrong))
    assert [one.line for one in report.findings] == [line]
