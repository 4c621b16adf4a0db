"""What `solve` writes is read whole by `verify`, and every line of it holds."""

from __future__ import annotations

from itertools import product

import pytest

import derive
from derive.resources import exercises
from derive.teaching.exercise import read

RIGHT = {"holds", "holds as shown", "no claim"}
STYLES = ("boxed", "exam", "lecture", "notes", "worksheet")
# one sheet of each exercise, bench/round_trip.py has them all; and one with columns left out
SAMPLE = [
    *sorted(
        (name, STYLES[at % 5], ("md", "tex", "github")[at % 3], ("full", "shown")[at % 2])
        for at, name in enumerate(exercises())
    ),
    ("lecture-sigmoid", "boxed", "md", "full"),
    ("lecture-softmax", "lecture", "md", "full"),  # the Jacobian of softmax in indices
    ("lecture-tanh", "boxed", "tex", "shown"),  # a batch that takes up what another part printed
]
QUESTIONS = list(product(("two-tanh-units", "worksheet-folded", "binary-cross-entropy"), STYLES))


def faults(name: str, style: str, format: str, carry: str, sheet: str) -> list[str]:
    """The lines that do not hold; nothing is expected."""
    text = derive.solve(name, style_name=style, carry=carry).text(format, sheet)
    report = derive.verify(text, read(exercises()[name]))
    assert report.claims
    return [
        f"{one.line}: {one.verdict}: {one.left} | {one.right} | {one.message}"
        for one in report.claims
        if one.verdict not in RIGHT
    ]


@pytest.mark.parametrize(("name", "style", "format", "carry"), SAMPLE)
def test_a_solution_holds_line_by_line(name: str, style: str, format: str, carry: str) -> None:
    assert not faults(name, style, format, carry, "solution")


@pytest.mark.parametrize(("name", "style"), QUESTIONS)
def test_a_question_sheet_makes_no_false_claim(name: str, style: str) -> None:
    assert not faults(name, style, "md", "full", "question")


def test_the_notation_may_be_named() -> None:
    text = derive.solve("two-tanh-units", style_name="worksheet").markdown()
    report = derive.verify(text, "two-tanh-units", style="worksheet")
    assert {one.verdict for one in report.claims} <= RIGHT


def test_what_is_printed_of_a_matrix_with_columns_left_out_is_judged() -> None:
    text = derive.solve(
        "lecture-sigmoid", style_name="lecture", digits=10, kind="decimals"
    ).markdown()
    right = r"0.0994942531 & \cdots & 0.1 \\"
    assert right in text
    report = derive.verify(
        text.replace(right, r"0.0894942531 & \cdots & 0.1 \\", 1), "lecture-sigmoid"
    )
    (found,) = report.findings
    assert r"\cdots" in found.right
