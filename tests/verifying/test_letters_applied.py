"""Functions of a formula, by whatever letter a sheet has for each: f_1 and f_2, g and h."""

from __future__ import annotations

import math

import pytest

import derive

EXERCISE = """
title = "Two functions of their own"
example = [ { x = [2], t = [1] } ]
part = [ { ask = ["forward", "loss", "backward", "update"] } ]
[network]
inputs = 1
loss = "half squared error"
layer = [ { units = 1, activation = "z/(1+z^2)" },
          { units = 1, activation = "z if z > 0 else z/5" },
          { units = 1, activation = "identity" } ]
[numbers]
learning_rate = 0.1
W.1 = [[0.3]]
b.1 = [0.2]
W.2 = [[-2]]
b.2 = [0.1]
W.3 = [[0.5]]
b.3 = [0.4]
"""
Z1 = 0.8
A1 = Z1 / (1 + Z1 * Z1)
Z2 = -2 * A1 + 0.1
A2 = Z2 / 5
LETTERS = [
    ("f_1", "f_2"),
    ("g", "h"),
    ("f", "g"),
    ("g", "f"),
    ("f", "f"),
    (r"\psi", r"\rho"),
    ("f^{(1)}", "f^{(2)}"),
    ("h_1", "h_2"),
    ("q", "r"),
]


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "own.toml"
    path.write_text(EXERCISE)
    return path


def sheet(first: str, second: str, a1: float = A1, a2: float = A2) -> str:
    return rf"""$z^{{(1)}} = W^{{(1)}} x + b^{{(1)}} = {Z1:.5f}$

$a^{{(1)}} = {first}(z^{{(1)}}) = {a1:.5f}$

$z^{{(2)}} = W^{{(2)}} a^{{(1)}} + b^{{(2)}} = {-2 * a1 + 0.1:.5f}$

$a^{{(2)}} = {second}(z^{{(2)}}) = {a2:.5f}$

$\delta^{{(2)}} = {second}'(z^{{(2)}}) \, W^{{(3)}} \delta^{{(3)}}$
"""


@pytest.mark.parametrize(("first", "second"), LETTERS)
def test_each_letter_is_the_function_of_its_layer(exercise, first, second):
    text = sheet(first, second) + ("" if first == second else f"\n${second}(-0.5) = -0.1$\n")
    report = derive.verify(text, exercise=exercise)
    assert report.holds
    assert "unread" not in report.summary


@pytest.mark.parametrize(("first", "second"), LETTERS)
def test_a_wrong_value_of_a_function_is_found(exercise, first, second):
    (one,) = derive.verify(sheet(first, second, a1=math.tanh(Z1)), exercise=exercise).findings
    assert one.line == 3
    (one,) = derive.verify(sheet(first, second, a2=Z2 / 4), exercise=exercise).findings
    assert one.line == 7


def test_a_function_of_another_layer_is_found_and_called_by_its_letter(exercise):
    text = sheet("f_1", "f_2").replace("f_2'(z^{(2)})", "f_1'(z^{(2)})")
    (one,) = derive.verify(text + "\n$f_2(-0.5) = -0.1$\n", exercise=exercise).findings
    assert one.line == 9
    assert "if" not in (one.expected or "")
    assert "f_2" in one.expected


def test_the_right_line_never_shows_a_formula_as_a_name(exercise):
    text = sheet("f_1", "f_2").replace(r"\, W^{(3)} \delta^{(3)}", r"\, W^{(2)} \delta^{(3)}")
    (one,) = derive.verify(text, exercise=exercise).findings
    assert one.line == 9
    assert "_if_" not in (one.expected or "") and "/(" not in (one.expected or "")
