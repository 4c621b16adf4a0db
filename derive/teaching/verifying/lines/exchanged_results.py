"""Two results that are exchanged are one slip: what is said of the second follows."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from derive.teaching.verifying.reporting.report import Claim

_NUMBER = re.compile(r"-?\d+(?:(?:\.|\{,\}|,)\d+)?")
_FIGURES = 2  # fewer digits say too little
SLIP = "exchanged"


def with_exchanged(claims: list[Claim], words: dict[str, Any]) -> list[Claim]:
    """The claims, those of two results that stand in one another's place told as one slip."""
    found = list(claims)
    wrong = [(at, *pair) for at, one in enumerate(claims)
             if one.verdict == "wrong" and one.root is None and (pair := _pair(one))]  # fmt: skip
    told: set[int] = set()
    for place, (first, printed, right) in enumerate(wrong):
        for second, other, meant in wrong[place + 1 :]:
            if told & {first, second} or max(map(_figures, (printed, other))) < _FIGURES:
                continue
            if _alike(printed, meant) and _alike(right, other):
                told |= {first, second}
                _exchange(found, first, second, words)
    return found


def _pair(claim: Claim) -> tuple[str, str] | None:
    """A number that is wrong, and the one that belongs in its place."""
    said = (claim.expected or "").removeprefix(claim.left).lstrip("=≈ ").strip()
    printed = claim.right.strip()
    if not all(map(_NUMBER.fullmatch, (printed, said))) or said == printed:
        return None
    return _plain(printed), _plain(said)


def _plain(number: str) -> str:
    return number.replace("{,}", ".").replace(",", ".")


def _figures(number: str) -> int:
    return sum(map(str.isdigit, number.lstrip("-0.")))


def _alike(one: str, other: str) -> bool:
    """Whether two numbers are one, as far as both are printed; the last digit may be cut off."""
    places = min(len(number.partition(".")[2]) for number in (one, other))
    apart = abs(Decimal(one) - Decimal(other))
    return apart <= Decimal(1).scaleb(-places) if places else not apart


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
