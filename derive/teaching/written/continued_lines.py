"""Derivations of plain text whose next lines begin with their sign.

    tanh'(x) = 4 s(2x) (1 - s(2x))
             = 1 - tanh(x)^2

Each such line goes on with the formula that ends the line before it, every place the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

_ON = re.compile(r"[ \t]*\n[ \t>]*(?P<rest>(?::=|=|≈)(?![=>])[^\n]*)")
_FACTOR = re.compile(r"[ \t]*\n(?P<lead>[ \t>]*)(?P<rest>[-−+*/·×∘⊙][ \t]+[^\n=≈]*(?:[=≈][^\n]*)?)")
MOST_LINES = 30
MOST_LEAD = 400  # characters; no line begins further to the right


def with_continued(
    text: str, spans: Iterable[tuple[int, int]], limit: int, is_formula: Callable[[str], bool]
) -> Iterator[tuple[int, int]]:
    """The formulas at these places, each up to the end of the last line that goes on with it.

    A line may go on with a term or a factor behind one that began with its sign, where it stands
    further to the right. `is_formula` is asked about a name and what stands behind it.
    """
    for start, end in spans:
        depth = MOST_LEAD
        for _ in range(MOST_LINES):
            on = _ON.match(text, end)
            worked = "y "
            if on is None and (on := _FACTOR.match(text, end)) is not None:
                on = on if len(on["lead"]) > depth else None
                worked = "y = 1 "
            if on is None or on.end() > limit:
                break
            rest = on["rest"].rstrip(" \t.,;")
            if not is_formula(worked + rest):
                break
            if worked == "y ":
                depth = on.start("rest") - text.rfind("\n", 0, on.start("rest")) - 1
            end = on.start("rest") + len(rest)
        yield start, end
