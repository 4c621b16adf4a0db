"""Finds what is wrong by itself on a sheet about the hand-made network."""

from __future__ import annotations

from collections.abc import Callable

from verifying.handmade import EXERCISE, Worked

import derive
from derive.teaching.exercise import loads

BY_HAND = loads(EXERCISE, "by-hand")
FINDINGS = ("wrong", "mislabelled", "right value, wrong line")


def found(sheet: str) -> list[int]:
    """The lines of what is wrong by itself; all that is unread counts too."""
    report = derive.verify(sheet, BY_HAND)
    return [
        one.line
        for one in report.claims
        if one.verdict == "unread" or (one.verdict in FINDINGS and one.root is None)
    ]


def found_and_changed(sheet: Callable[[Worked], str], slip: dict[str, str]) -> list[list[int]]:
    """The findings on a sheet with a slip that is carried on, and the line where it begins."""
    right, slipped = sheet(Worked(4)), sheet(Worked(4, True, slip))
    lines = zip(right.splitlines(), slipped.splitlines(), strict=True)
    return [found(slipped), [n for n, (a, b) in enumerate(lines, 1) if a != b][:1]]
