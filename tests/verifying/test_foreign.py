"""Sheets in other people's notations: what is right stays right, a slip counts once."""

from __future__ import annotations

import pytest
from verifying.foreign import FOREIGN
from verifying.handmade import EXERCISE, Worked

import derive
from derive.teaching.exercise import loads

BY_HAND = loads(EXERCISE, "by-hand")
FINDINGS = ("wrong", "mislabelled", "right value, wrong line")
SLIPS = {"z1": "0.9137", "a2": "0.3119", "y": "0.6133", "d3": "0.0321", "L": "0.7719"}


def found(sheet: str) -> list[int]:
    """The lines of what is wrong by itself; all that is unread counts too."""
    report = derive.verify(sheet, BY_HAND)
    return [
        one.line
        for one in report.claims
        if one.verdict == "unread" or (one.verdict in FINDINGS and one.root is None)
    ]


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize(("digits", "carry"), [(2, True), (3, False), (6, True)])
def test_a_right_sheet_has_no_findings(name: str, digits: int, carry: bool) -> None:
    assert found(FOREIGN[name](Worked(digits, carry))) == []


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_that_is_carried_on_counts_once(name: str, slip: str) -> None:
    right = FOREIGN[name](Worked(4)).splitlines()
    sheet = FOREIGN[name](Worked(4, True, {slip: SLIPS[slip]}))
    changed = [n for n, line in enumerate(sheet.splitlines(), 1) if line != right[n - 1]]
    assert found(sheet) == changed[:1]
