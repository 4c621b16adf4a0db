"""Plain text: derivatives of a loss called by its initials, and data before "so N = 3"."""

import pytest

import derive

# p = 0.7, 1.2, 2.2; e = -1.3, -1.8, -2.8; sum e x = -16.1, sum e = -5.9, sum e^2 = 12.77
SHEET = """Data: (x, y) = (1, 2), (2, 3), (4, 5), so N = 3
Model: p = w*x + b with w = 0.5, b = 0.2
Loss: LOSS = 1/N * sum (p_i - y_i)^2
Learning rate: 0.1

p1 = 0.5*1 + 0.2 = 0.7
p2 = 0.5*2 + 0.2 = 1.2
p3 = 0.5*4 + 0.2 = 2.2

e1 = p1 - y1 = 0.7 - 2 = -1.3
e2 = p2 - y2 = 1.2 - 3 = -1.8
e3 = p3 - y3 = 2.2 - 5 = -2.8

LOSS = 1/3 * (1.69 + 3.24 + 7.84) = 4.2567
dLOSS/dw = 2/N * sum e_i*x_i = 2/3 * (-16.1) = -10.7333
dLOSS/db = 2/N * sum e_i = 2/3 * (-5.9) = -3.9333
w_new = w - 0.1*dLOSS/dw = 0.5 - 0.1*(-10.7333) = 1.5733
b_new = b - 0.1*dLOSS/db = 0.2 - 0.1*(-3.9333) = 0.5933
"""
SLIPS = [
    ("2/N * sum e_i = 2/3 * (-5.9) = -3.9333", "1/N * sum e_i = 1/3 * (-5.9) = -1.9667", 16),
    ("2/3 * (-16.1) = -10.7333", "2/3 * (-1.61) = -1.0733", 15),
    ("w - 0.1*dLOSS/dw = 0.5 - 0.1*(-10.7333) = 1.5733",
     "w + 0.1*dLOSS/dw = 0.5 + 0.1*(-10.7333) = -0.5733", 17),
]  # fmt: skip


@pytest.mark.parametrize("loss", ["MSE", "E", "loss"])
def test_a_right_sheet_holds(loss):
    report = derive.verify(SHEET.replace("LOSS", loss))
    assert not report.findings
    assert sum(one.verdict == "no claim" for one in report.claims) < 10


@pytest.mark.parametrize(("right", "wrong", "line"), SLIPS)
def test_a_slip_is_found(right, wrong, line):
    assert SHEET.count(right) == 1
    report = derive.verify(SHEET.replace(right, wrong).replace("LOSS", "MSE"))
    assert [one.line for one in report.findings] == [line]
