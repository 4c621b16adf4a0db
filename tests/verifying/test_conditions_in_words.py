"""Conditions in a sentence claim nothing; the formula beside them holds under them."""

import pytest

import derive

TOLD = "$x = 2$, $w = 0.5$, $b = 0$, $t = 1$. $z = w x + b = 1$, $a = f(z) = 1$.\n"


def wrong(text):
    return [one.line for one in derive.verify(text).findings]


@pytest.mark.parametrize(
    "sentence",
    [
        r"A unit with leaky ReLU ($f(z) = z$ for $z > 0$, else $f(z) = 0.1\,z$).",
        r"Leaky ReLU: $f(z) = 0.1 z$ für $z < 0$, sonst $f(z) = z$.",
        r"With ReLU, $\text{ReLU}'(z) = 1$ if $z > 0$ and $\text{ReLU}'(z) = 0$ if $z < 0$.",
        r"For $z < 0$ we have $g(z) = e^z - 1$, hence $g'(z) = e^z = g(z) + 1$.",
        r"We look at it when $z < 0$.",
    ],
)
def test_right_ones(sentence):
    assert wrong(sentence + "\n\n" + TOLD) == []


@pytest.mark.parametrize(
    "sentence",
    [
        r"With ReLU, $\text{ReLU}'(z) = 0$ if $z > 0$.",
        r"For $z < 0$ we have $g(z) = e^z - 1$, hence $g'(z) = e^z - 1$.",
        r"Here $z < 0$.",  # it is 1 below
    ],
)
def test_wrong_ones(sentence):
    assert wrong(sentence + "\n\n" + TOLD) == [1]


def test_two_functions_of_the_sheet_in_one_formula_are_not_accused():
    defined = r"$f(u) = \frac{e^u - e^{-u}}{e^u + e^{-u}}$ and $s(u) = \frac{1}{1 + e^{-u}}$."
    assert wrong(defined + "\n\n" + r"So $f'(u) = 4 s(2u) (1 - s(2u))$.") == []
    assert wrong(defined + "\n\n" + r"So $f'(u) = 1 + f(u)^2$.") == [3]


def test_losses_in_small_letters():
    sheet = (
        "$x = 1$, $y = 0$, $w = 0.3$, $b = 0$.\n\n"
        r"$z^1 = w x + b = 0.3$, $a^1 = \sigma(z^1) = 0.574$" + "\n\n"
        r"$L_{nll} = -(y \log a^1 + (1 - y) \log(1 - a^1)) = 0.854$"
    )
    assert wrong(sheet) == []
