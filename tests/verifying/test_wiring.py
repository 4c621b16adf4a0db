"""Weights numbered through in another order than unit by unit, and rows of numbers side by side."""

import math

import pytest

import derive


def sigma(z):
    return 1 / (1 + math.exp(-z))


H = sigma(0.2 * 0.3 + 0.4 * 0.6 + 0.1), sigma(-0.3 * 0.3 + 0.7 * 0.6 + 0.1)
NETS = 0.5 * H[0] + 0.6 * H[1] + 0.2, 0.25 * H[0] - 0.4 * H[1] + 0.2
OUT = sigma(NETS[0]), sigma(NETS[1])
ERROR = (OUT[0] - 0.1) * OUT[0] * (1 - OUT[0])
SHEET = f"""\
All units are sigmoid; w5 and w6 leave h1, w7 and w8 leave h2.

i1 = 0.3, i2 = 0.6, targets t1 = 0.1, t2 = 0.9, b1 = 0.1, b2 = 0.2
w1 = 0.2, w2 = 0.4, w3 = -0.3, w4 = 0.7, w5 = 0.5, w6 = 0.25, w7 = 0.6, w8 = -0.4

net_h1 = w1*i1 + w2*i2 + b1 = 0.4
out_h1 = sigmoid(net_h1) = {H[0]:.5f}
net_h2 = w3*i1 + w4*i2 + b1 = 0.43
out_h2 = sigmoid(net_h2) = {H[1]:.5f}
net_o1 = w5*out_h1 + w7*out_h2 + b2 = {NETS[0]:.5f}
out_o1 = sigmoid(net_o1) = {OUT[0]:.5f}
net_o2 = w6*out_h1 + w8*out_h2 + b2 = {NETS[1]:.5f}
out_o2 = sigmoid(net_o2) = {OUT[1]:.5f}
E = 1/2 (out_o1 - t1)^2 + 1/2 (out_o2 - t2)^2
dE/dnet_o1 = (out_o1 - t1)*out_o1*(1 - out_o1) = {ERROR:.5f}
dE/dw7 = dE/dnet_o1 * out_h2 = {ERROR * H[1]:.5f}
"""


def test_the_wiring_is_what_the_sums_say():
    report = derive.verify(SHEET)
    assert report.holds and "unread" not in report.summary
    assert any("the network is the sheet's own" in one for one in report.inferred)


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("dE/dnet_o1 * out_h2", "dE/dnet_o1 * out_h1", 16),
        ("w6*out_h1 + w8*out_h2 + b2", "w6*out_h1 + w8*out_h2", 12),
    ],
)
def test_a_slip_is_found(right, wrong, line):
    assert SHEET.count(right) == 1
    report = derive.verify(SHEET.replace(right, wrong))
    assert line in {one.line for one in report.findings}


def test_decimals_side_by_side_in_a_bracket_are_a_row():
    sheet = r"$v = (-0.5, 0.2)$, $2 v = \left[\, -1.0 \quad 0.4 \,\right]$"
    assert derive.verify(sheet).holds
    assert not derive.verify(sheet.replace("quad 0.4", "quad 0.5")).holds
