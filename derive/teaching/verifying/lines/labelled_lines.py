"""Lines that say first what they are about: "b: o = 2 · 0 - 1 · 2", or lines below "Sample b"."""

from __future__ import annotations

import re

from derive.teaching.verifying.lines.counted_pass import EXAMPLE
from derive.teaching.verifying.lines.operands import Operand, Sheet
from derive.teaching.verifying.statements.statements import is_printed

REACH = 1500  # characters before a line, in which its heading may stand
_LABEL = re.compile(
    r"[ \t>]*(?:(?:[-*+•]|\d{1,2}[.)])[ \t]+)?(?:\*\*|__)?"
    r"((?:[^\W\d_]{2,12}[ ])?(?:\*\*|__)?\(?[^\W_]{1,2}\)?(?:[ ]?(?:→|->)[ ]?[^\W_]{1,2})?)"
    r"(?:\*\*|__)?[ ]?[:)](?:\*\*|__)?[ \t]"
)
_HEADING = re.compile(
    rf"(?im)^[ \t>#*_-]*((?:{EXAMPLE}|record|row|student|zeile)[ ]\#?[^\W_]{{1,2}})\b(?![ ]*=)"
)


def label(text: str, place: int) -> str | None:
    """What the line of a place is about, by its own beginning or by the heading above it.

    >>> label("a: o = 1", 3), label("Sample b\\n\\n o = 2", 12), label("o = 1", 0)
    ('a', 'Sample b', None)
    """
    start = text.rfind("\n", 0, place) + 1
    own = _LABEL.match(text, start, max(start, place))
    if own is not None:
        return own[1].replace("*", "").strip("()_")
    above = [*_HEADING.finditer(text, max(0, start - REACH), start)]
    return above[-1][1] if above else None


def is_of_other_label(slots_of: Operand, formula: Operand, sheet: Sheet) -> bool:
    """Whether a name is worked out in a line about something else than it was before."""
    slots = slots_of.own_name
    before = sheet.labels.get(slots) if slots is not None else None
    if slots is None or before is None or sheet.label is None or before == sheet.label:
        return False
    if len(slots.letter) > 1 and slots.letter[0].isupper() and not slots.lowered:
        return True  # a word: the sum, or the score, of each unit in turn
    return not (formula.symbolic or is_printed(formula.node))
