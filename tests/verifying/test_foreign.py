"""Sheets in other people's notations: what is right stays right, a slip counts once."""

from __future__ import annotations

import pytest
from verifying.foreign import FOREIGN
from verifying.handmade import Worked
from verifying.own_findings import found, found_and_changed

SLIPS = {"z1": "0.9137", "a2": "0.3119", "y": "0.6133", "d3": "0.0321", "L": "0.7719"}


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize(("digits", "carry"), [(2, True), (3, False), (6, True)])
def test_a_right_sheet_has_no_findings(name: str, digits: int, carry: bool) -> None:
    assert found(FOREIGN[name](Worked(digits, carry))) == []


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_that_is_carried_on_counts_once(name: str, slip: str) -> None:
    findings, changed = found_and_changed(FOREIGN[name], {slip: SLIPS[slip]})
    assert findings == changed
