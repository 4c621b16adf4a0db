"""What letters mean is inferred from the sheet, and said."""

from __future__ import annotations

import pytest
from verifying.handmade import EXERCISE, NOTATIONS, Worked

import derive
from derive.teaching.exercise import loads

BY_HAND = loads(EXERCISE, "by-hand")


@pytest.mark.parametrize(
    ("notation", "told"),
    [
        ("nielsen", "C is the loss"),
        ("ng", "Z[l] is what goes into a layer"),
        ("ng", "alpha is the learning rate"),
        ("net_out", "w is the weights, numbered through"),
        ("by_lines", "V is the weights"),
        ("deltas", "delta(l) is the delta of a layer"),
    ],
)
def test_the_report_says_what_letters_were_taken_for(notation: str, told: str) -> None:
    report = derive.verify(NOTATIONS[notation](Worked(4)), BY_HAND)
    assert told in report.inferred


def test_it_says_so_in_another_language() -> None:
    report = derive.verify(NOTATIONS["nielsen"](Worked(4)), BY_HAND, language="de")
    assert "C ist der Verlust" in report.inferred


def test_a_letter_that_is_said_to_be_something_else_is_no_pre_activation() -> None:
    sheet = r"""The activation is $\sigma(z) = \frac{1}{1 + e^{-z}}$, the loss
$L = \frac12 (a - y)^2$.

With $u = 1 + e^{-z}$, $\frac{du}{dz} = -e^{-z}$.

$x = 2$, $w = 0.3$, $b = 0.1$, $y = 1$

$z = w x + b = 0.7$, $a = \sigma(z) = 0.668$
"""  # 1 / (1 + e^-0.7) = 0.66819
    assert derive.verify(sheet).holds
    (found,) = derive.verify(sheet.replace("z = w x + b", "z = w x - b")).findings
    assert found.left == "z"
    (found,) = derive.verify(sheet.replace("= -e^{-z}$", "= e^{-z}$")).findings
    assert found.slip == "sign"
