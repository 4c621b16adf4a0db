"""Two results that are exchanged are one slip: what is said of the second follows."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.reporting.report import Claim

_NUMBER = re.compile(r"-?\d+(?:(?:\.|\{,\}|,)\d+)?")
_FIGURES = 2  # fewer digits say too little
SLIP = "exchanged"


def with_exchanged(claims: list[Claim], words: dict[str, Any]) -> list[Claim]:
    """The claims, those of two results that stand in one another's place told as one slip."""
    found = list(claims)
    wrong = [(at, one.right.strip(), right) for at, one in enumerate(claims)
             if one.verdict == "wrong" and one.root is None and (right := _right(one))]  # fmt: skip
    told: set[int] = set()
    for place, (first, printed, right) in enumerate(wrong):
        for second, other, meant in wrong[place + 1 :]:
            if (printed, right) == (meant, other) and not told & {first, second}:
                told |= {first, second}
                _exchange(found, first, second, words)
    return found


def _right(claim: Claim) -> str | None:
    """The number that belongs where a wrong one is printed."""
    printed = claim.right.strip()
    said = (claim.expected or "").removeprefix(claim.left).lstrip("=≈ ").strip()
    numbers = all(_NUMBER.fullmatch(one) and sum(map(str.isdigit, one.lstrip("-0.,{}"))) >= _FIGURES
                  for one in (printed, said))  # fmt: skip
    return said if numbers and said != printed else None


def _exchange(claims: list[Claim], first: int, second: int, words: dict[str, Any]) -> None:
    line = claims[first].line
    for at, one in enumerate(claims):
        if one.root == second:
            keys = {"follows": "follows", "right again": "right_again"}
            key = keys.get(one.verdict)
            said = words["verify"][key].format(line=line) if key else one.message
            claims[at] = replace(one, root=first, message=said)
    said = words["verify"]["wrong_slip"].format(slip=words["slip"][SLIP])
    claims[first] = replace(claims[first], slip=SLIP, message=said)
    claims[second] = replace(claims[second], slip=SLIP, verdict="follows", root=first,
                             message=words["verify"]["follows"].format(line=line))  # fmt: skip
