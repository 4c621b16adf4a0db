"""Worked solutions kept whole, so that a change of layout, words or order is seen and meant.

Files are found by listing `tests/golden`: `<exercise>.<style>.md`. To write them anew after a
wanted change, and read the difference before it is kept:

    DERIVE_GOLDEN=write pytest tests/writing/test_golden.py

What is kept is also calculated again by `arithmetic`, so that no wrong number can become golden.
"""

import os
import re
from pathlib import Path

import arithmetic
import pytest

from derive.resources import exercises
from derive.teaching.solve import solve
from derive.writing.notation import styles

FOLDER = Path(__file__).parent.parent / "golden"
GOLDEN = sorted(FOLDER.glob("*.md"))
# of every style the same small exercise, and one that it was made for
KEPT = {
    "notes": "notes-sigmoid",
    "exam": "relu-paths",
    "worksheet": "worksheet-folded",
}
WRITE = os.environ.get("DERIVE_GOLDEN") == "write"
if WRITE:
    GOLDEN = [
        FOLDER / f"{name}.{style}.md"
        for style in sorted(styles())
        for name in ("two-tanh-units", KEPT.get(style, "lecture-softmax"))
    ]
by_file = pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)


def solved(path):
    name, style, _ = path.name.split(".")
    return solve(exercises()[name], style_name=style)


def test_every_style_has_two_goldens():
    found = [path.name.split(".")[1] for path in GOLDEN]
    assert {style: found.count(style) for style in styles()} == dict.fromkeys(styles(), 2)


@by_file
def test_a_solution_is_the_golden_one(path):
    text = solved(path).markdown()
    if WRITE:
        FOLDER.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text.splitlines() == path.read_text("utf-8").splitlines()


@by_file
def test_the_numbers_of_a_golden_are_right(path):
    shape = solved(path).shape
    digits = arithmetic.Digits(shape.digits, shape.kind, shape.carry)
    sheet = arithmetic.read(path.read_text("utf-8"), digits)
    assert not [claim.text for claim in sheet.claims if not claim.holds]
    assert len(sheet.claims) >= 12
    # a derivative that is a weight, or a vector put below a 1, has its number on another line
    assert sheet.read >= 0.9 * sheet.results - 2


@by_file
def test_every_result_in_a_box_was_calculated_again(path):
    """Boxed numbers outnumber neither the claims nor their results."""
    text = path.read_text("utf-8")
    boxes = len(re.findall(r"\\boxed", text))
    shape = solved(path).shape
    digits = arithmetic.Digits(shape.digits, shape.kind, shape.carry)
    claims = arithmetic.read(text, digits).claims
    boxed = [claim for claim in claims if claim.text.partition(" = \\boxed")[1]]
    assert len(boxed) >= 0.9 * boxes
