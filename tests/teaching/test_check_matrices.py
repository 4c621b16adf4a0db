"""Formulas against gradients by vectors and matrices; what is right is settled by autograd."""

import sys
from pathlib import Path
from types import SimpleNamespace

import autograd
import autograd.numpy as np
import numpy
import pytest

import derive
from derive.errors import DeriveError

sys.path.insert(0, str(Path(__file__).parent))
from matrix_formulas import FAMILIES, VECTOR

ROWS = [
    (family, text, formula, right)
    for family in FAMILIES
    for right, rows in ((True, family[4]), (False, family[5]))
    for text, formula in rows
]


def truth(family, values):
    _, loss, by, _, _, _ = family

    def of(entries):
        return loss(SimpleNamespace(**{**values, by: entries}))

    return autograd.grad(of)(values[by])


def test_the_table_is_true():
    random = numpy.random.default_rng(5)
    for family, text, formula, right in ROWS:
        shapes = family[3]
        values = {name: random.uniform(0.1, 0.9, size) for name, size in shapes.items()}
        wanted = truth(family, values)
        if formula is None:
            assert not right
            continue
        found = formula(SimpleNamespace(**values))
        same = found.shape == wanted.shape and np.allclose(found, wanted, rtol=1e-9)
        assert same is right, text


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0][0]} by {row[0][2]}: {row[1]}" for row in ROWS])
def test_every_row(row):
    (of, _, by, shapes, _, _), text, _, right = row
    answer = derive.check(text, gradient_of=of, wrt=by, shapes=shapes)
    assert answer.holds is right, answer.message
    assert (answer.counterexample is None) is right


def test_targets_that_sum_to_one():
    question = {"gradient_of": "-sum(t*log(softmax(W x)))", "wrt": "W", "shapes": VECTOR}
    assert not derive.check("(softmax(Wx) - t)x^T", **question).holds
    assert derive.check("(softmax(Wx) - t)x^T", given={"sum(t)": 1}, **question).holds


def test_entry_by_entry():
    question = {"gradient_of": "sum((W x - t)^2)", "wrt": "W", "shapes": VECTOR}
    assert derive.check(r"\frac{\partial L}{\partial W_{ij}} = 2(Wx-t)_i x_j", **question).holds
    assert derive.check("∂L/∂W_{12} = 2(Wx-t)_1 x_2", **question).holds
    assert not derive.check(r"\frac{\partial L}{\partial W_{ij}} = 2(Wx-t)_j x_i",
                            gradient_of="sum((W x - t)^2)", wrt="W",
                            shapes={"W": (3, 3), "x": (3, 1), "t": (3, 1)}).holds  # fmt: skip
    with pytest.raises(DeriveError, match="say on the left"):
        derive.check("2(Wx-t)_i x_j", **question)


SLIPS = [("(Wx - t)x^T", "half"), ("-2(Wx - t)x^T", "sign"), ("2(Wx + t)x^T", "sign"),
         ("4(Wx - t)x^T", "double"), ("2x(Wx - t)^T", "transpose"), ("2(Wx - t)x", "transpose"),
         ("2(Wx - t) ∘ x^T", "hadamard")]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), SLIPS)
def test_the_slip_is_named(text, name):
    answer = derive.check(text, gradient_of="sum((W*x - t)^2)", wrt="W", shapes=VECTOR)
    assert (answer.holds, answer.slip) == (False, name)


BAD = [
    ({"gradient_of": "W x", "wrt": "W", "shapes": VECTOR}, "shape"),
    ({"gradient_of": "sum(W x", "wrt": "W", "shapes": VECTOR}, "cannot be read"),
    ({"gradient_of": "sum(W t)", "wrt": "W", "shapes": VECTOR}, "shapes do not fit"),
    ({"gradient_of": "sum(W x)", "shapes": VECTOR}, "give wrt"),
    ({"gradient_of": "sum(W x)", "wrt": "W", "shapes": {"W": (0, 2)}}, "shape of W"),
    ({"gradient_of": "sum(W x)", "wrt": "W", "shapes": {"W": (999, 999)}}, "at most"),
    ({"gradient_of": "sum(W x)", "wrt": "W", "shapes": VECTOR, "loss": "x"}, "no place"),
]


@pytest.mark.parametrize(("question", "said"), BAD)
def test_bad_questions(question, said):
    with pytest.raises(DeriveError, match=said):
        derive.check("2W", **question)


def test_unknown_letters_are_named_with_their_place():
    with pytest.raises(DeriveError, match='character 3: a name that is not known here: "q"'):
        derive.check("2 q x^T", gradient_of="sum((W*x - t)^2)", wrt="W", shapes=VECTOR)
