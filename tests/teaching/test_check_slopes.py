"""Formulas against the derivative of a function: no false accept, no false reject."""

import re
import sys
import time
from contextlib import suppress
from pathlib import Path

import mpmath
import pytest

import derive
from derive.errors import DeriveError

sys.path.insert(0, str(Path(__file__).parent))
from more_slope_formulas import RIGHT as MORE_RIGHT
from more_slope_formulas import WRONG as MORE_WRONG
from slope_formulas import RIGHT, TRUE, WRONG
from typed_slope_formulas import RIGHT as TYPED_RIGHT
from typed_slope_formulas import WRONG as TYPED_WRONG

MORE_RIGHT = [*MORE_RIGHT, *TYPED_RIGHT]
MORE_WRONG = [*MORE_WRONG, *TYPED_WRONG]

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
ROWS += [(*row, True) for row in MORE_RIGHT] + [(*row, False) for row in MORE_WRONG]


def test_the_table_is_large_and_true():
    """Whether a row is right is settled here, by differences; derive has no part in it."""
    for table in ((*RIGHT, *MORE_RIGHT), (*WRONG, *MORE_WRONG)):
        distinct = {("".join(text.split()), of) for text, of, _ in table}
        assert len(distinct) >= 150
    for text, of, formula in (*RIGHT, *MORE_RIGHT):
        assert is_right(TRUE[of], formula), (text, of)
    for text, of, formula in (*WRONG, *MORE_WRONG):
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


# Letters, constants, conditions ------------------------------------------------------------------
QUESTIONS = [
    ("y(1-y)", {"slope_of": "z/(1+exp(-z))", "wrt": "z"}, False),
    ("a e^{a z}", {"slope_of": "e^{a z}", "wrt": "z"}, True),
    ("e^{a z}", {"slope_of": "e^{a z}", "wrt": "z"}, False),
    ("a e^{a z}", {"slope_of": "e^{a z}", "wrt": "z", "given": {"a": "2.3"}}, True),
    ("2.3 e^{2.3 z}", {"slope_of": "e^{a z}", "wrt": "z", "given": {"a": "2.3"}}, True),
    ("2.4 e^{2.3 z}", {"slope_of": "e^{a z}", "wrt": "z", "given": {"a": "2.3"}}, False),
    ("β y + σ(βz)(1 - β y)", {"slope_of": "z sigma(β z)", "wrt": "z"}, True),
    ("β y + σ(βz)(1 - y)", {"slope_of": "z sigma(β z)", "wrt": "z"}, False),
    ("1 if z > 0 else α", {"slope_of": "leaky relu"}, True),
    ("α if z > 0 else 1", {"slope_of": "leaky relu"}, False),
    ("1 if z > 0 else 0.2", {"slope_of": "leaky relu", "given": {"alpha": "0.2"}}, True),
    ("1 if z > 0 else 0.01", {"slope_of": "leaky relu", "given": {"alpha": "0.2"}}, False),
    ("1 if z > 0 else y + α", {"slope_of": "elu"}, True),
    ("1 if z > 0 else α e^z", {"slope_of": "max(0,z) + min(0, α(e^z - 1))"}, True),
    ("1 if x > 0 else a", {"slope_of": "max(a x, x)", "wrt": "x"}, True),
    ("n x^{n-1}", {"slope_of": "x^n", "wrt": "x"}, True),
    ("n x^n", {"slope_of": "x^n", "wrt": "x"}, False),
    ("1/(x ln 10)", {"slope_of": r"\log_{10} x"}, True),
    ("1/(x ln 2)", {"slope_of": r"\log_{10} x"}, False),
    ("1/|x|", {"slope_of": "ln x"}, True),  # where x < 0 there is no ln x
    ("1/|x|", {"slope_of": "ln|x|"}, False),
    ("-3x(1+x^2)^{-5/2}", {"slope_of": "(1+x^2)^{-3/2}"}, True),
    ("1/6 if x > -3 and x < 3 else 0", {"slope_of": "min(max(0, x + 3), 6)/6"}, True),
    ("1/6 if x > -3 and x < 2 else 0", {"slope_of": "min(max(0, x + 3), 6)/6"}, False),
    ("1, z > 0", {"slope_of": "relu"}, True),
    ("1, z < 0", {"slope_of": "relu"}, False),
    ("f'(z) = 1 for z > 0", {"slope_of": "relu"}, True),
    (r"\sigma' = \sigma(1-\sigma)", {"slope_of": "sigmoid"}, True),
    (r"\sigma'(z) = 1-\sigma(z)^2", {"slope_of": "tanh"}, True),
    ("x(1-x)", {"slope_of": "sigmoid", "wrt": "z"}, True),
    (r"\sum_{k=1}^{4} k z^{k-1}", {"slope_of": r"\sum_{k=1}^{4} z^k"}, True),
    (r"\sum_{k=1}^{4} z^{k-1}", {"slope_of": r"\sum_{k=1}^{4} z^k"}, False),
    ("p_i(δ_ij - p_j)", {"slope_of": "softmax"}, True),
    ("p_i(δ_ij + p_j)", {"slope_of": "softmax"}, False),
    ("p_i(1 - p_j)", {"slope_of": "softmax"}, False),
    ("p_i(1 - p_i)", {"slope_of": "softmax"}, True),
    (r"\frac{\partial p_i}{\partial z_j} = -p_i p_j, i \neq j", {"slope_of": "softmax"}, True),
    (r"\frac{\partial p_i}{\partial z_j} = -p_i p_j", {"slope_of": "softmax"}, False),
    (r"\frac{\partial p_i}{\partial z_j} = p_i(1-p_i), i = j", {"slope_of": "softmax"}, True),
    (r"\begin{cases} p_i(1-p_i) & i = j \\ -p_i p_j & i \neq j \end{cases}",
     {"slope_of": "softmax"}, True),
    (r"\begin{cases} p_i(1-p_i) & i = j \\ p_i p_j & i \neq j \end{cases}",
     {"slope_of": "softmax"}, False),
    (r"\frac{e^{z_i}}{\sum_k e^{z_k}}\left(\delta_{ij} - \frac{e^{z_j}}{\sum_k e^{z_k}}\right)",
     {"slope_of": "softmax"}, True),
    ("diag(p) - p p^T", {"slope_of": "softmax"}, True),
    ("diag(p) + p p^T", {"slope_of": "softmax"}, False),
    ("diag(p)", {"slope_of": "softmax"}, False),
]  # fmt: skip


ASKED = [f"{row[0]} of {row[1]['slope_of']}" for row in QUESTIONS]


@pytest.mark.parametrize(("text", "question", "right"), QUESTIONS, ids=ASKED)
def test_letters_constants_and_conditions(text, question, right):
    answer = derive.check(text, **question)
    assert answer.holds is right, answer.message
    assert (answer.counterexample is None) is right


def test_the_engine_tells_the_right_formula():
    for of, said in (("sigmoid", "y (1 - y)"), ("tanh", "1 - y^2"), ("x^2", "2 x"),
                     ("relu", "1 if z > 0 else 0")):  # fmt: skip
        assert derive.check("7", slope_of=of).expected == said


ANGLES = [
    ("sin(2x)", "sin(x)^2"), ("2cos(2x)", "sin(2x)"), ("3 cos(3x)", "3 sin(x) - 4 sin(x)^3"),
]  # fmt: skip


IN_THE_END = [  # where no normal form is found, and SymPy has one
    ("cos(x+1)", "sin(x)cos(1) + cos(x)sin(1)"), ("1/2 sin(x)", "sin(x/2)^2"),
    ("cos(y)^2", "arctan x"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "of"), [*ANGLES, *IN_THE_END])
def test_sums_and_multiples_of_angles_are_proved(text, of):
    assert derive.check(text, slope_of=of).method == "proved"
    assert not derive.check(f"{text} + 1/1000", slope_of=of).holds


def test_what_differs_by_very_little_is_wrong():
    answer = derive.check("1 + 1e-60", slope_of="z")
    assert not answer.holds
    assert "1.000000000000000000000000000000000000000000000000000000000001" in answer.message


HOSTILE = ["+".join(f"sin({n}z)" for n in range(1, 300)),
           "9^{9^{9^9}}", r"\sum_{k=1}^{1000000000} k", "((1+z)^{64})^{64}", "e^{e^{e^{e^z}}}",
           "x" * 5000, r"\sqrt{" * 48 + "z" + "}" * 48, "f'(" * 12 + "z" + ")" * 12,
           "(1+z)(1+y)" * 200, "max(" + ",".join(["z"] * 2000) + ")",
           "1/" * 3000 + "z", "z/" * 3000 + "z", "+".join(["e^{z}"] * 3000), "{" * 5000,
           "("*90 + "z" + ")"*90, r"\sum_{i=1}^{900}" * 3 + "z",
           r"\prod_{i=1}^{900}" * 2 + "(z+i)", "9" * 59 + "z", "z" + "'" * 5000]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_formulas_take_bounded_time(text):
    start = time.process_time()
    with suppress(DeriveError):
        assert not derive.check(text, slope_of="gelu tanh").holds
    assert time.process_time() - start < 20
