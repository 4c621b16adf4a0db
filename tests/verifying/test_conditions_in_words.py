"""Conditions that stand in a sentence claim nothing, and say where the formula beside them holds."""

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
