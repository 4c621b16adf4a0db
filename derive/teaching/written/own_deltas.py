"""Deltas of plain text that are called by what comes out of their unit: dy, dh1, dout2.

A sheet that has dz or dnet beside them means derivatives by what comes out, and so does one where
dh1 is no more than an error times a weight; else the slope is in them: dh1 = dy*w5*h1*(1-h1).
"""

from __future__ import annotations

import re

_GIVEN = re.compile(
    r"(?:^[ \t>]*(?:(?:[-*+•]|\d{1,2}[.)])[ \t]+)?|(?<=[,;`(] )|(?<=[ \t]{2}))"
    r"d(?P<letter>h|a|o|y|out|z|s|u|net|in|H|Y|Z)_?(?P<number>\d{0,2})[ \t]*="
    r"(?P<formula>[^=≈\n]*)",
    re.MULTILINE,
)
_BEFORE = frozenset(("z", "s", "u", "net", "in", "Z"))  # what goes into units
_INNER = re.compile(r"\([^()]*\)")
_SIGN = re.compile(r"(?<![*·×/(])\s*[-−+]\s*")
_TIMES = re.compile(r"[*·×]")
DELTA = re.compile(r"d(?:h|a|o|y|out|H|Y)\d{0,2}")


def own_deltas(text: str) -> frozenset[str]:
    """Names of such deltas, each with its number."""
    given = list(_GIVEN.finditer(text))
    if any(one["letter"] in _BEFORE for one in given):
        return frozenset()
    slopes = {one["letter"] for one in given if _has_slope(one["formula"])}
    return frozenset(f"d{one['letter']}{one['number']}" for one in given
                     if not one["number"] or one["letter"] in slopes)  # fmt: skip


def _has_slope(formula: str) -> bool:
    """Whether more is multiplied than an error with a weight, or than a sum of such."""
    whole = formula.strip()
    sums = False
    while (inner := _INNER.sub("@", whole)) != whole:
        sums = sums or any(_TIMES.search(one) for one in _INNER.findall(whole))
        whole = inner
    if _SIGN.search(whole.lstrip("-−")):
        return False
    factors = len(_TIMES.split(whole))
    return factors > 2 or (factors == 2 and sums)
