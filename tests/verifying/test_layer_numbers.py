"""Numbers of layers: counted from 0, and of layers that there are not; and factors beside names."""

from __future__ import annotations

import re

import pytest
from verifying.harness import exercise, judged, own_sheet

RELU = "relu-paths"


def sheet(old: str = "", new: str = "", name: str = RELU) -> str:
    text = own_sheet(name, "boxed", "md", "full").text
    assert old in text
    return text.replace(old, new, 1)


def test_the_sheet_itself_holds() -> None:
    assert not list(judged(sheet(), exercise(RELU)).findings)


def test_a_factor_beside_a_name_is_no_equation_of_its_own() -> None:
    # both ∂u/∂W = 1/2 and h_1 = 0.5 are true, but ∂u/∂W is h_1
    text = sheet(r"&= h_{1}^{(1)} = 0.5", r"&= \frac{1}{2} h_{1}^{(1)} = 0.5", "worksheet-folded")
    (found,) = judged(text, exercise("worksheet-folded")).findings
    assert (found.verdict, found.slip) == ("wrong", "half")


def test_a_layer_that_there_is_not_is_mislabelled() -> None:
    old = r"\mathbf{W}^{(2)} &="
    (found,) = judged(sheet(old, old.replace("2", "7")), exercise(RELU)).findings
    assert found.verdict == "mislabelled"
    assert found.expected is not None
    assert found.expected.startswith(r"\mathbf{W}^{(2)} =")


@pytest.mark.parametrize(
    ("new", "verdict"),
    [
        (r"\mathbf{W}^{(0)} \mathbf{x} + \mathbf{b}^{(1)}", "mislabelled"),
        (r"\mathbf{W}^{(1)} \mathbf{h}^{(1)} + \mathbf{b}^{(0)}", "wrong"),
    ],
)
def test_a_formula_with_a_layer_that_there_is_not(new: str, verdict: str) -> None:
    text = sheet() + "\n$$\n\\mathbf{z}^{(1)} = " + new + "\n$$\n"
    (found,) = judged(text, exercise(RELU)).findings
    assert found.verdict == verdict


@pytest.mark.parametrize("name", [RELU, "two-tanh-units", "softmax-regression"])
def test_weights_may_be_counted_from_0(name: str) -> None:
    of_weights = r"(?<![A-Za-z])((?:\\mathbf\{)?[Wb]\}?(?:_\{[^^\n]*?\})?\^\{\()(\d)\)"
    text = re.sub(of_weights, lambda one: f"{one[1]}{int(one[2]) - 1})", sheet(name=name))
    assert not list(judged(text, exercise(name)).findings)


@pytest.mark.parametrize("name", [RELU, "two-tanh-units", "lecture-tanh"])
def test_all_layers_may_be_counted_from_0(name: str) -> None:
    text = re.sub(r"\^\{\((\d)\)", lambda one: f"^{{({int(one[1]) - 1})", sheet(name=name))
    assert not list(judged(text, exercise(name)).findings)


def test_steps_of_a_training_are_no_layers() -> None:
    text = (
        "$x = 2$, $y = 1$, $w^{(0)} = 0.5$, $\\eta = 0.1$\n\n"
        "$$\\hat y = w^{(0)} x = 0.5 \\cdot 2 = 1$$\n\n$$w^{(1)} = w^{(0)} - 0.1 \\cdot 0 = 0.5$$\n"
    )
    assert not list(judged(text, None).findings)
