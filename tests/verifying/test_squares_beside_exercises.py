"""The square of a one-unit output, y^2 beside y, is no quantity of layer 2."""

from math import tanh
from pathlib import Path

import pytest

import derive

EXERCISE = """
title = "two and one"
example = [ { x = [0.5, -0.2], t = [1] } ]
part = [ { id = "a", ask = ["forward", "loss", "backward"] } ]
[network]
inputs = 2
loss = "squared error"
layer = [ { units = 2, activation = "tanh" }, { units = 1, activation = "tanh" } ]
[numbers]
W.1 = [[0.6, -0.3], [-0.4, 0.1]]
b.1 = [-0.1, 0.7]
W.2 = [[-0.5, 0.8]]
b.2 = [0.1]
"""
Z = 0.6 * 0.5 - 0.3 * -0.2 - 0.1, -0.4 * 0.5 + 0.1 * -0.2 + 0.7
H = tuple(round(tanh(one), 4) for one in Z)
S = round(-0.5 * H[0] + 0.8 * H[1] + 0.1, 4)
Y = round(tanh(S), 4)
G = round(2 * (Y - 1), 4)


@pytest.mark.parametrize("digits", [3, 4, 5])
@pytest.mark.parametrize("letter", ["y", "o", "a", "q"])
@pytest.mark.parametrize("square", ["{y}^2", "{y}**2", "{y}²"])
def test_the_square_of_the_output(tmp_path: Path, letter: str, square: str, digits: int) -> None:
    beside = tmp_path / "x.toml"
    beside.write_text(EXERCISE, "utf-8")
    put_in = square.format(y=Y)
    value = round(G * (1 - Y**2), digits)

    def sheet(formula: str, result: float) -> str:
        return (
            f"s = v1*h1 + v2*h2 + c = (-0.5)*{H[0]} + 0.8*{H[1]} + 0.1 = {S}\n"
            f"{letter} = tanh(s) = tanh({S}) = {Y}\n"
            f"delta_o = dE/d{letter}*(1 - {formula}) = ({G})*(1 - {put_in}) = {result}\n"
        )

    squared = square.format(y=letter)
    right = derive.verify(sheet(squared, value), exercise=beside)
    assert not right.findings
    (found,) = derive.verify(sheet(squared, value + 0.02), exercise=beside).findings
    assert found.line == 3
    slipped = derive.verify(sheet(letter, value), exercise=beside)
    assert [one.line for one in slipped.findings] == [3]


def test_a_number_raised_wherever_the_letter_stands_is_a_layer(tmp_path: Path) -> None:
    beside = tmp_path / "x.toml"
    beside.write_text(EXERCISE, "utf-8")
    text = (
        f"$a^1 = \\tanh(z^1) = ({H[0]}, {H[1]})^T$\n\n$z^2 = {S}$\n\n"
        f"$a^2 = \\tanh(z^2) = {Y}$\n\n$\\partial E/\\partial a^2 = 2 (a^2 - 1) = {G}$\n"
    )
    report = derive.verify(text, exercise=beside)
    assert report.holds and report.summary.get("no claim", 0) == 0
    assert not derive.verify(text.replace(f"= {G}", "= 0.5"), exercise=beside).holds
