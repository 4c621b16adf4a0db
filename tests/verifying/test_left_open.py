"""Letters that are left open since several findings hang on them, or what follows comes true."""

import math

import pytest
from verifying.two_silu_units import EXERCISE

import derive

Z = (0.4, 0.3)
S = tuple(1 / (1 + math.exp(-z)) for z in Z)
OUT = 0.8 * Z[0] * S[0] + 0.5 * Z[1] * S[1] + 0.2


def sheet(letter, unit=S[0], delta=None, slope=None):
    slope = slope or unit + Z[0] * unit * (1 - unit)
    delta = delta or 0.8 * (OUT - 1) * slope
    return rf"""$z_1 = 0.4$, $z_2 = 0.3$, $h_1 = {Z[0] * S[0]:.4f}$, $h_2 = {Z[1] * S[1]:.4f}$

The output is $o = {OUT:.4f}$.

Unit 1 has the sigmoid ${letter} = {unit:.4f}$, so its slope is
${letter} + z_1 {letter} (1 - {letter}) = {slope:.4f}$

and its delta $\delta_1 = 0.8 (o - 1) ({letter} + z_1 {letter} (1 - {letter})) = {delta:.4f}$
"""


def findings(text, tmp_path):
    path = tmp_path / "two.toml"
    path.write_text(EXERCISE, encoding="utf-8")
    return [one.line for one in derive.verify(text, exercise=str(path)).findings]


@pytest.mark.parametrize("letter", ["a", "b", "w", "x", "y", "t", "E", "g", "s", "q", r"\beta"])
def test_a_letter_of_the_writers_own_is_no_quantity(letter, tmp_path):
    assert findings(sheet(letter), tmp_path) == []


@pytest.mark.parametrize("letter", ["b", "w", "y", "E"])
def test_a_wrong_result_beside_it_is_found(letter, tmp_path):
    wrong = 0.8 * (OUT - 1) * (S[0] + Z[0] * (1 - S[0]))
    assert findings(sheet(letter, delta=wrong), tmp_path) == [8]


def test_a_slip_that_goes_on_is_found_once(tmp_path):
    right, slipped = sheet("a"), sheet("a").replace("h_1 = 0.2395", "h_1 = 0.2935")
    assert right != slipped
    assert findings(slipped, tmp_path) == [1]


def test_the_same_slip_twice_is_found_twice():
    """Exercise two-tanh-units: both biases are forgotten, with every other number in its place."""
    text = "$z_1 = 0.3 \\cdot 0.5 - 0.1 \\cdot (-0.2) = 0.17$\n\n"
    text += "$z_2 = 0.2 \\cdot 0.5 + 0.4 \\cdot (-0.2) = 0.02$\n\n"
    text += "$h_1 = \\tanh(0.17) = 0.1684$, $h_2 = \\tanh(0.02) = 0.0200$\n"
    report = derive.verify(text, exercise="two-tanh-units")
    assert [one.line for one in report.findings] == [1, 3]
