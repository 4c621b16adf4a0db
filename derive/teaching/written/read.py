"""The door of the reader: a text in, a tree or the place of the first thing not understood out."""

from __future__ import annotations

from derive.teaching.written.parser import Parser, Refused
from derive.teaching.written.reading import Formula, Unread
from derive.teaching.written.tokens import Strange, tokens

MOST_CHARACTERS = 20_000


def read(text: str, offset: int = 0) -> Formula | Unread:
    """The tree of one formula; `offset` is added to every place. Never raises.

    >>> read("y(1-y").reason
    'expected ")"'
    >>> len(read("a = b = c").statements[0].relations)
    2
    """
    if len(text) > MOST_CHARACTERS:
        reason = f"a formula has at most {MOST_CHARACTERS} characters"
        return Unread(reason, text[MOST_CHARACTERS : MOST_CHARACTERS + 12], offset, offset)
    try:
        parser = Parser(tokens(text, offset))
        formula = parser.formula()
        if parser.token.kind != "end":
            parser.refuse("not understood")
        if not formula.statements and len(parser.tokens) == 1:
            parser.refuse("expected a formula")
        return formula
    except Strange as strange:
        place = strange.place
        if len(strange.found) > 1:
            return Unread("too long a number", strange.found[:12], place, place + 12)
        shown = strange.found if strange.found.isprintable() else f"U+{ord(strange.found):04X}"
        return Unread("a character that stands in no formula", shown, place, place + 1)
    except Refused as refused:
        token = refused.token
        # names of commands are kept without their backslash; the place is that of the source
        found = text[token.start - offset : token.end - offset]
        return Unread(refused.reason, found, token.start, token.end)
    except RecursionError:
        return Unread("nested too deeply", text[:12], offset, offset)
