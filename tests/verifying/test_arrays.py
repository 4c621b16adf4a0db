"""Equations in an array of their own: each is one, as in rows that are aligned."""

import math

import pytest

import derive

A = [1.0]
for weight in (0.9, -1.1):
    A.append(round(1 / (1 + math.exp(-round(weight * A[-1], 4))), 4))
DATA = "Sigmoid units: $a_0 = 1$, $w_1 = 0.9$, $w_2 = -1.1$, target $t = 0.2$.\n\n"
CELLS = [
    "z_1 = w_1 a_0 = 0.9000",
    rf"a_1 = \sigma(z_1) = {A[1]:.4f}",
    rf"z_2 = w_2 a_1 = -1.1 \cdot {A[1]:.4f} = {-1.1 * A[1]:.4f}",
    rf"a_2 = \sigma(z_2) = {A[2]:.4f}",
]
ARRAYS = [
    r"\begin{array}{ll} %s & %s \\ %s & %s \end{array}",
    r"\begin{array}{l} %s \\ %s \\ %s \\ %s \end{array}",
    r"\begin{array}{lcl} %s, & & %s, \\[2pt] \hline %s, & & %s. \end{array}",
]


@pytest.mark.parametrize("array", ARRAYS)
def test_equations_in_an_array(array: str) -> None:
    sheet = f"{DATA}$${array % tuple(CELLS)}$$\n$$\\sigma'(z_1) = SLOPE$$"
    assert derive.verify(sheet.replace("SLOPE", f"a_1 (1 - a_1) = {A[1] * (1 - A[1]):.4f}")).holds
    wrong = derive.verify(sheet.replace("SLOPE", f"a_1 (1 + a_1) = {A[1] * (1 + A[1]):.4f}"))
    assert [one.line for one in wrong.findings] == [4]


def test_an_array_with_its_signs_in_a_column() -> None:
    sheet = r"$$\begin{array}{rcl} z & = & 2 \cdot 3 \\ & = & RESULT \end{array}$$"
    assert derive.verify(sheet.replace("RESULT", "6")).holds
    assert not derive.verify(sheet.replace("RESULT", "5")).holds


def test_cases_and_matrices_stay() -> None:
    cases = r"$f(z) = \left\{\begin{array}{ll} z & z > 0 \\ 0 & z = 0 \end{array}\right.$"
    matrix = r"$A = \begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array}$"
    for sheet in (cases, matrix):
        (claim,) = derive.verify(sheet).claims
        assert claim.verdict in ("no claim", "holds")
