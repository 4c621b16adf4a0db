"""Examples numbered in any mark, and lines about one of several units that are alike."""

import math
from pathlib import Path

import derive
from derive.teaching.verifying.reporting.report import Report

EXERCISES = Path(__file__).parents[2] / "exercises"
INPUTS = ((2.0, 1.0), (1.0, 3.0))


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def judged(text: str, exercise: str) -> Report:
    return derive.verify(text, exercise=EXERCISES / f"{exercise}.toml")


def wrong_lines(text: str, exercise: str) -> list[int]:
    return sorted({one.line for one in judged(text, exercise).findings if one.verdict == "wrong"})


def mail(first: str, second: str, factor: int = 1) -> str:
    """The step of logistic-regression, with its examples written as it is said."""
    outputs = [sigmoid(0.5 * x - 0.25 * y + 0.1) for x, y in INPUTS]
    deltas = [outputs[0] - 1, outputs[1]]
    gradient = factor * deltas[0] + 3 * deltas[1]
    return "\n".join([
        "w = [0.5, -0.25], b = 0.1, alpha = 0.5",
        f"x{first} = [2, 1], y{first} = 1",
        f"x{second} = [1, 3], y{second} = 0",
        f"z{first} = 0.5*2 - 0.25*1 + 0.1 = 0.85",
        f"z{second} = 0.5*1 - 0.25*3 + 0.1 = -0.15",
        f"a{first} = sigmoid(0.85) = {outputs[0]:.4f}",
        f"a{second} = sigmoid(-0.15) = {outputs[1]:.4f}",
        f"dz{first} = a{first} - y{first} = {deltas[0]:.4f}",
        f"dz{second} = a{second} - y{second} = {deltas[1]:.4f}",
        f"dw2 = {factor}*dz{first} + 3*dz{second} = {gradient:.4f}",
    ])  # fmt: skip


def test_examples_in_round_brackets() -> None:
    assert wrong_lines(mail("(1)", "(2)"), "logistic-regression") == []
    assert wrong_lines(mail("(1)", "(2)", 2), "logistic-regression") == [10]
    slipped = mail("(1)", "(2)").replace("0.25*3 + 0.1 = -0.15", "0.25*3 + 0.1 = 0.15")
    assert wrong_lines(slipped, "logistic-regression") == [5]


def test_examples_raised_without_brackets() -> None:
    text = (
        r"$w = (0.5, -0.25)$, $b = 0.1$, $a = \sigma(w^\top x + b)$"
        "\n\n"
        r"$x^{1} = (2, 1)$ with $y = 1$ and $x^{2} = (1, 3)$ with $y = 0$"
        "\n\n"
        r"Example 1: $z = 0.85$, $a = 0.7006$"
        "\n\n"
        r"Example 2: $z = -0.15$, $a = 0.4626$"
        "\n"
    )
    assert wrong_lines(text, "logistic-regression") == []
    assert wrong_lines(text.replace("0.4626", "0.4662"), "logistic-regression") == [7]
    assert wrong_lines(text.replace("$y = 0$", "$y = 1$"), "logistic-regression") == [3]


def test_a_slope_of_units_that_are_alike() -> None:
    text = (
        r"$\eta = 1$, $\mathbf x = (1, 1, 0, 0, 0)$, $\mathbf t = (1, 0)$"
        "\n\n"
        r"$z = 0.1 \cdot 1 + 0.1 \cdot 1 = 0.2$, $h = \sigma(0.2) = 0.54983$"
        "\n\n"
        r"$o_1 = o_2 = \sigma(0.16495) = 0.54114$"
        "\n\n"
        r"At the outputs, $o(1 - o) = 0.24831$."
        "\n"
    )
    assert wrong_lines(text, "lecture-sigmoid") == []
    assert wrong_lines(text.replace("0.24831", "0.28431"), "lecture-sigmoid") == [7]
