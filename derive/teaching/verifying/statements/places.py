"""Where something that was read stands on its sheet."""

from __future__ import annotations

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written.reading import Unread


def place_of(found: Found) -> int:
    """The place of a statement's first sign; of what was not read, where it starts."""
    match found:
        case Statement():
            return found.signs[0].start
        case Unread():
            return found.start
    return found.sign.start
