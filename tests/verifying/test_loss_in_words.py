"""The loss in words against the line of the loss and that of its derivative: two of them agree."""

from math import exp

import pytest

import derive


def sigma(z: float) -> float:
    return 1 / (1 + exp(-z))


H = round(sigma(0.4 * 0.5 - 0.3), 4)
Y = round(1.2 * H + 0.1, 4)
GIVEN = "x = 0.5, w = 0.4, b = -0.3, v = 1.2, c = 0.1, t = 2"
SIDES = {1.0: r"(y - t)^2 = ({y} - 2)^2", 0.5: r"\frac12 (y - t)^2 = \frac12 ({y} - 2)^2"}


def sheet(words: str, loss: float, slope: float, formulas: bool = True) -> str:
    """One hidden sigmoid and a linear output, the loss and its slope with these factors."""
    d = round(slope * (Y - 2), 4)
    error = SIDES[loss].format(y=Y)
    side = ("2 (y - t) = " if slope == 2 else "y - t = ") if formulas else ""
    factor = "2 " if slope == 2 else ""
    error = error if formulas else error.partition("= ")[2]
    return f"""Hidden sigmoid unit, linear output. {words}

{", ".join(f"${one}$" for one in GIVEN.split(", "))}

$z = w x + b = 0.4 \\cdot 0.5 - 0.3 = -0.1$

$h = \\sigma(z) = \\sigma(-0.1) = {H}$

$y = v h + c = 1.2 \\cdot {H} + 0.1 = {Y}$

$E = {error} = {loss * (Y - 2) ** 2:.4f}$

$\\frac{{\\partial E}}{{\\partial y}} = {side}{factor}({Y} - 2) = {d}$

$\\frac{{\\partial E}}{{\\partial v}} = {d} \\cdot {H} = {d * H:.4f}$

$\\frac{{\\partial E}}{{\\partial c}} = {d}$
"""


HALVES = ["Loss: half squared error.", "We take half the squared error.",
          "Fehler: halber quadratischer Fehler.", "Loss: ½ squared error."]  # fmt: skip
WHOLES = ["Loss: squared error.", "Error function: sum of squares.", "Quadratischer Fehler."]
LOSS_LINE, SLOPE_LINE = 11, 13


@pytest.mark.parametrize("words", [*HALVES, *WHOLES])
@pytest.mark.parametrize("formulas", [True, False])
def test_two_of_three_say_which_loss_is_meant(words: str, formulas: bool) -> None:
    own, other = (0.5, 1.0) if words in HALVES else (1.0, 0.5)
    assert derive.verify(sheet(words, own, 2 * own, formulas)).holds
    found = derive.verify(sheet(words, other, 2 * own, formulas)).findings
    assert [one.line for one in found] == [LOSS_LINE]
    found = derive.verify(sheet(words, own, 2 * other, formulas)).findings
    assert [one.line for one in found] == [SLOPE_LINE]


@pytest.mark.parametrize("words", ["Squared error.", "Half squared error.", ""])
@pytest.mark.parametrize("factor", [0.5, 1.0])
def test_words_alone_accuse_nothing(words: str, factor: float) -> None:
    """People say squared error of a half, too: where the lines agree, they are right."""
    assert derive.verify(sheet(words, factor, 2 * factor)).holds
    slip = sheet(words, factor, 2 * factor).replace(f"= {Y}$", f"= {Y + 0.05:.4f}$", 1)
    assert {one.line for one in derive.verify(slip).findings} == {9}


def test_a_formula_that_defines_the_loss_outranks_words() -> None:
    words = r"The squared error is $E = \frac12 (y - t)^2$."
    found = derive.verify(sheet(words, 0.5, 2.0)).findings
    assert [one.line for one in found] == [SLOPE_LINE]
