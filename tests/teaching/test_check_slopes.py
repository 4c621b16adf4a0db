"""Formulas against the derivative of a function: no false accept, no false reject."""

import re
import sys
from pathlib import Path

import mpmath
import pytest

import derive

sys.path.insert(0, str(Path(__file__).parent))
from slope_formulas import RIGHT, TRUE, WRONG

# away from kinks of every function and formula of the table, on both sides of each
POINTS = [mpmath.mpf(one) for one in ("-4.3", "-1.7", "-0.31", "0.00005", "0.23", "1.9", "3.4")]
LATEX = re.compile(r"\\|\^")


def slope(function, z):
    """By a central difference of the true function that knows no rule."""
    with mpmath.workdps(60):
        step = mpmath.mpf("1e-20")
        return (function(z + step) - function(z - step)) / (2 * step)


def is_right(function, formula):
    with mpmath.workdps(50):
        return all(abs(slope(function, z) - formula(z)) < 1e-15 * (1 + abs(formula(z)))
                   for z in POINTS)  # fmt: skip


def forms(text, of):
    """The formula bare, behind a name of the derivative, and dressed as on a sheet."""
    letter = "x" if "x" in re.sub("max|exp", "", f"{text} {of}") else "z"
    yield text
    yield f"f'({letter}) = {text}"
    if " if " not in text and " for " not in text:
        yield rf"\frac{{d}}{{d{letter}}} f({letter}) = \boxed{{{text}}}"


ROWS = [(form, of, truth, True) for text, of, truth in RIGHT for form in forms(text, of)]
ROWS += [(form, of, truth, False) for text, of, truth in WRONG for form in forms(text, of)]


def test_the_table_is_large_and_true():
    """Whether a row is right is settled here, by differences; derive has no part in it."""
    assert sum(row[3] for row in ROWS) >= 150
    assert sum(not row[3] for row in ROWS) >= 150
    for text, of, formula in RIGHT:
        assert is_right(TRUE[of], formula), (text, of)
    for text, of, formula in WRONG:
        assert not is_right(TRUE[of], formula), (text, of)


@pytest.mark.parametrize(("text", "of", "formula", "right"), ROWS,
                         ids=[f"{of}: {text}" for text, of, _, _ in ROWS])  # fmt: skip
def test_every_row(text, of, formula, right):
    answer = derive.check(text, slope_of=of)
    assert answer.holds is right, answer.message
    if right:
        assert answer.counterexample is None
        assert answer.slip is None
        return
    # the point proves it: the written-down formula and the true slope differ there, as told
    point = answer.counterexample
    assert len(point.point) == 1
    z = mpmath.mpf(1)
    for value in point.point.values():
        with mpmath.workdps(50):
            z = mpmath.mpf(value.numerator) / value.denominator
    with mpmath.workdps(50):
        mine = formula(z)
        assert abs(mine - slope(TRUE[of], z)) > 1e-9
        if point.claimed is not None:
            told = mpmath.mpf(point.claimed.mid().str(30, radius=False))
            assert abs(mine - told) < 1e-12 * (1 + abs(mine))


def test_what_has_a_normal_form_is_proved():
    sampled = {(text, of) for text, of, _ in RIGHT
               if derive.check(text, slope_of=of).method == "sampled"}  # fmt: skip
    assert len(sampled) <= len(RIGHT) // 10, sampled
