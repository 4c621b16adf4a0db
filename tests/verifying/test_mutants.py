"""Faulty sheets: each fault is found at its own line, a slip that is carried on counts once.

What is false is decided by an oracle that knows nothing of derive (`mutants`), and students' sheets
are worked out by a solver of their own (`students`). `bench/mutants.py` draws more of both.
"""

import random
from collections import Counter

import pytest
from verifying.harness import CARRIES, own_outcomes, own_sheet, student_outcomes
from verifying.mutants import KINDS, chains, faults

from derive.writing.notation import styles

# small sheets, so that many of them can be judged anew
SMALL = ("two-tanh-units", "worksheet-folded", "logistic-regression", "relu-paths", "drawn-step")
SHEETS = [
    (name, style, ("md", "tex")[(place + turn) % 2], CARRIES[(place // 2 + turn) % 2])
    for turn, name in enumerate(SMALL)
    for place, style in enumerate(sorted(styles()))
]
EACH = 20
TOGETHER = 7  # faults in one sheet; bench/mutants.py has them one by one
STUDENTS = (*range(0, 24), 86, 94, 96)


@pytest.fixture(scope="module", params=range(2))
def single(request):
    """Faults in half of the sheets."""
    sheets = SHEETS[request.param :: 2]
    return [one for sheet in sheets for one in own_outcomes(*sheet, EACH, together=TOGETHER)]


def test_there_are_five_hundred():
    assert len(SHEETS) * EACH == 500


@pytest.mark.parametrize("sheet", SHEETS, ids="-".join)
def test_the_oracle_reads_the_sheet_and_agrees_with_it(sheet):
    read = own_sheet(*sheet)
    values = [
        (read.value(one.operand(k), names), read.value(one.operand(k + 1), names))
        for one, names in zip(read.chains, read.known)
        for k in range(len(one.operands) - 1)
    ]
    agree = Counter(read.agree(a, b) for a, b in values)
    assert agree[True] >= 0.4 * len(values), agree
    assert agree[False] <= 0.03 * len(values), agree
    for one in chains(read.text):
        written = [read.text[place] for place in one.places if place >= 0]
        assert "".join(written).count("=") >= one.text.count("=")


def test_each_fault_is_found_at_its_own_line(single):
    assert len(single) >= 235
    missed = [f"{one.where}, {one.kind}: {one.told}" for one in single if not one.found]
    assert len(missed) < 0.005 * len(single), "\n".join(missed)


def test_every_kind_of_fault_is_drawn():
    draw = random.Random(1)
    drawn = {
        one.kind for sheet in SHEETS[::6] for one in faults(own_sheet(*sheet), draw, len(KINDS) * 2)
    }
    assert drawn == set(KINDS)


@pytest.mark.parametrize("seeds", [STUDENTS[k::6] for k in range(6)], ids=str)
def test_a_slip_that_is_carried_on_counts_once_and_right_sheets_have_none(seeds):
    outcomes = [one for seed in seeds for one in student_outcomes(seed)]
    assert len(outcomes) == 2 * len(seeds)
    faulty = [f"{one.where}: {one.told}" for one in outcomes if not one.is_one or one.unread]
    assert not faulty, "\n".join(faulty)
