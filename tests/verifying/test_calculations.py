"""Calculations of numbers in plain text, behind words that are no names."""

from __future__ import annotations

import pytest

import derive
from derive.teaching.written.calculations import calculations

LINES = [
    ("score = 0.5*2 - 0.25*1 + 0.1 = 0.85", "0.85", "0.95"),
    ("to output 1: 0.1 - 0.2*0.5 = 0", "= 0", "= 0.2"),
    ("the first row is (0.5 + 0.05, 1 - 0.5) = (0.55, 0.5)", "0.55", "0.45"),
    ("Kosten für Bild 2:  0,5 * 0,2^2 = 0,02", "0,02", "0,04"),
    ("unit A gets 2·0.5 + 1 = 2, unit B 3·0.5 - 1 = 0.5", "= 0.5", "= 2.5"),
    ("loss = -ln(0.5) = 0.693", "0.693", "0.963"),
]


@pytest.mark.parametrize(("line", "right", "wrong"), LINES)
def test_calculations_are_judged_whatever_stands_before_them(
    line: str, right: str, wrong: str
) -> None:
    assert derive.verify(line + "\n").holds
    (finding,) = derive.verify(line.replace(right, wrong) + "\n").findings
    assert finding.verdict == "wrong"


@pytest.mark.parametrize(
    "line",
    [
        "x + 0.5*2 = 3",  # part of a sum with a name
        "row 1 = 0.5 x",
        "error − 0.5 = 0.3 + 0.1",
        "2*3 = 6x",
        "if 1+1 == 3: pass",
        "0.5 a + 1 b + 0.3 = 0.7",
        "f(1) 0.5 = 2 + 2",
    ],
)
def test_what_names_reach_into_is_no_calculation_of_numbers(line: str) -> None:
    assert not list(calculations(line))


def test_a_row_that_is_counted_is_no_number() -> None:
    line = "weights, row 1 = (0.5 + 0.5, 2*1) = (1, 2)"
    ((start, end),) = calculations(line)
    assert line[start:end] == "(0.5 + 0.5, 2*1) = (1, 2)"
