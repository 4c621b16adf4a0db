"""A sheet that rounds to significant digits: its results have few decimals where they are large.

The numbers: σ(0.85) = 0.700567, δ = (0.700567 - 1) · 0.209773 = -0.062813, its product with 0.4 is
-0.025125, half of that -0.012563, and 1.5 + 0.012563 = 1.512563.
"""

from fractions import Fraction

import pytest

import derive
from derive.teaching.verifying.statements.printed import usual_figures

SHEET = r"""
Given: $x = 0.4$, $t = 1$, $w = 1.5$, $b = 0.25$, $\eta = 0.5$, sigmoid, half squared error.

$$z = w x + b = 1.5 \cdot 0.4 + 0.25 = 0.85$$
$$a = \sigma(z) = \sigma(0.85) = 0.70$$
$$E = \frac{1}{2} (a - t)^2 = \frac{1}{2} (0.70 - 1)^2 = 0.045$$
$$\delta = (a - t) a (1 - a) = -0.063$$
$$\frac{\partial E}{\partial w} = \delta x = -0.063 \cdot 0.4 = -0.025$$
$$\eta \frac{\partial E}{\partial w} = 0.5 \cdot (-0.025) = -0.013$$
$$w_{new} = w - \eta \frac{\partial E}{\partial w} = 1.5 - 0.5 \cdot (-0.025) = RESULT$$
"""


@pytest.mark.parametrize(("result", "wrong"), [("1.5", 0), ("1.7", 1), ("1.3", 1)])
def test_a_result_may_have_the_digits_of_a_given_number(result: str, wrong: int) -> None:
    report = derive.verify(SHEET.replace("RESULT", result))
    assert sum(1 for _ in report.findings) == wrong
    assert "unread" not in report.summary


def test_how_a_sheet_rounds() -> None:
    def read(*numbers: str) -> int:
        return usual_figures((Fraction(one), len(one.partition(".")[2])) for one in numbers)

    assert read("0.031", "1.5", "0.27", "0.0044") == 2
    assert read("0.031", "1.512", "0.270", "0.004") == 99
    assert read() == 99
