"""Increments written with a d, names behind wide gaps, second derivatives in one line."""

from __future__ import annotations

import math
from pathlib import Path

import derive

LEAKY = Path(__file__).parents[2] / "exercises" / "leaky-relu.toml"
LOGISTIC = Path(__file__).parents[2] / "exercises" / "logistic-regression.toml"
MEAN = Path(__file__).parents[2] / "exercises" / "mean-batch.toml"


def wrong(sheet: str, exercise: Path | None = None) -> list[int]:
    return [one.line for one in derive.verify(sheet, exercise=exercise).findings]


def increments() -> str:
    n = round(0.7 * 0.2 - 0.4 * 0.9 + 0.3, 4)
    y = round(1 / (1 + math.exp(-n)), 3)
    d = round(y * (1 - y) * (0 - y), 4)
    return f"""x1 = 0.2   x2 = 0.9   target t = 0
w1 = 0.7   w2 = -0.4   b = 0.3
eta = 2

n = 0.7*0.2 - 0.4*0.9 + 0.3 = {n:g}
y = 1/(1 + e^(-{n:g})) = {y:g}
e = t - y = {-y:g}
delta = y*(1 - y)*e = {d:g}

dw1 = eta*delta*x1 = {2 * d * 0.2:.4f}
dw2 = eta*delta*x2 = {2 * d * 0.9:.4f}
db = eta*delta = {2 * d:.4f}
"""


def test_increments_may_be_written_with_a_d() -> None:
    sheet = increments()
    assert wrong(sheet) == []
    assert wrong(sheet.replace("dw2 = eta*delta*x2", "dw2 = eta*delta*x1")) == [11]


def test_a_wide_gap_parts_two_formulas_behind_words() -> None:
    m, s = 0.5 * 2 - 0.25 * 1 + 0.1, 1 / (1 + math.exp(-0.85))
    sheet = f"mail A (2,1), spam:  m_A = 0.5*2 - 0.25*1 + 0.1 = {m:g}    s_A = 1/(1+exp(-{m:g}))"
    sheet += f" = {s:.4f}\n"
    assert wrong(sheet, LOGISTIC) == []
    assert len(derive.verify(sheet, exercise=LOGISTIC).claims) == 4
    assert wrong(sheet.replace(f"= {m:g} ", "= 0.95 "), LOGISTIC) == [1]


def test_second_derivatives_in_one_line_are_no_first_ones() -> None:
    sheet = "z = w*x + b\na = sigma(z)\nL = -( y*log(a) + (1 - y)*log(1 - a) )\n"
    assert wrong(sheet + "d2L/dw2 = a*(1 - a)*x^2\n") == []


def test_a_formula_knows_which_unit_a_letter_goes_into() -> None:
    sheet = "x = (1, 2), target 1\n\np = 0.5*1 + 0.5*2 - 0.5 = 1\nq = 1*1 - 1*2 + 0 = -1\n"
    assert wrong(sheet, LEAKY) == []
    assert wrong(sheet.replace("0.5 = 1", "0.5 = 3"), LEAKY) == [3]


def test_derivatives_tell_the_layer_of_weights_that_are_not_given() -> None:
    sheet = (
        "$\\partial J/\\partial u_{11} = -0.1868$, $\\partial J/\\partial u_{12} = -0.0963$\n\n"
        "$\\partial J/\\partial u_{21} = 0.1186$, $\\partial J/\\partial u_{22} = 0.0424$\n"
    )
    assert wrong(sheet, MEAN) == []
    assert wrong(sheet.replace("0.1186", "0.1168"), MEAN) == [3]
