"""The door of the reader: a text in, a tree or the place of the first thing not understood out."""

from __future__ import annotations

from collections.abc import Mapping

from derive.teaching.written.depth import MOST_LEVELS, too_deep
from derive.teaching.written.glued_names import cut
from derive.teaching.written.macros import Endless, Macro, expanded, without_definitions
from derive.teaching.written.parser import Parser, Refused
from derive.teaching.written.reading import Formula, Unread
from derive.teaching.written.token import Strange, Token
from derive.teaching.written.tokens import tokens
from derive.teaching.written.unclosed import closed

MOST_CHARACTERS = 20_000


def read(text: str, offset: int = 0, macros: Mapping[str, Macro] | None = None) -> Formula | Unread:
    """The tree of one formula; `offset` is added to every place. Never raises.

    `macros` are the commands that the sheet defines.

    >>> read("y(1-y").reason
    'expected ")"'
    >>> len(read("a = b = c").statements[0].relations)
    2
    """
    if len(text) > MOST_CHARACTERS:
        reason = f"a formula has at most {MOST_CHARACTERS} characters"
        return Unread(reason, text[MOST_CHARACTERS : MOST_CHARACTERS + 12], offset, offset)
    try:
        if macros:
            found = expanded(cut(without_definitions(text), offset, macros), macros)
        else:
            found = tokens(text, offset)
        try:
            return _formula(found, bool(macros))
        except Refused as refused:
            mended = closed(found)
            if mended is None:
                raise
            try:
                return _formula(mended, bool(macros))
            except Refused:
                raise refused from None
    except Strange as strange:
        place = strange.place
        if len(strange.found) > 1:
            return Unread("too long a number", strange.found[:12], place, place + 12)
        shown = strange.found if strange.found.isprintable() else f"U+{ord(strange.found):04X}"
        return Unread("a character that stands in no formula", shown, place, place + 1)
    except Refused as refused:
        token = refused.token
        # names of commands are kept without their backslash; the place is that of the source
        shown = text[token.start - offset : token.end - offset]
        return Unread(refused.reason, shown, token.start, token.end)
    except Endless:
        return Unread("a command that goes on without end", text[:12], offset, offset + len(text))
    except RecursionError:
        return Unread("nested too deeply", text[:12], offset, offset)


def _formula(found: list[Token], defines: bool) -> Formula:
    parser = Parser(found)
    formula = parser.formula()
    if parser.token.kind != "end":
        parser.refuse("not understood")
    if not formula.statements and len(parser.tokens) == 1 and not defines:
        parser.refuse("expected a formula")
    if len(parser.tokens) > MOST_LEVELS and too_deep(formula.statements):
        raise RecursionError
    return formula
