r"""A sheet's own commands: \newcommand, \def and \DeclareMathOperator, put in where they are used.

They are a stranger's input: nothing is run, and their number, size, depth and uses are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from derive.teaching.written.letters import (
    ACCENTS,
    CASES,
    COMMANDS,
    FACES,
    FRACTIONS,
    GREEK,
    MATRICES,
    TRANSPARENT,
    UPRIGHT,
)
from derive.teaching.written.token import Strange, Token
from derive.teaching.written.tokens import tokens

# what the reader knows keeps its meaning: who defines it anew changes its looks
KNOWN = frozenset((*FRACTIONS, *COMMANDS, *GREEK, *ACCENTS, *UPRIGHT, *FACES, *TRANSPARENT))
MOST_MACROS = 200
MOST_BODY = 400  # characters
MOST_TOKENS = 6_000  # of a formula with all commands put in
MOST_DEPTH = 12
_DEFINES = re.compile(
    r"\\(?:(?:re|provide)?newcommand|providecommand|DeclareRobustCommand)\*?\s*"
    r"(?:\{\s*\\(?P<braced>[A-Za-z]+)\s*\}|\\(?P<bare>[A-Za-z]+))\s*"
    r"(?:\[(?P<count>[1-9])\])?\s*(?:\[(?P<first>[^\[\]]{0,60})\])?\s*(?=\{)"
    r"|\\(?:def|gdef)\s*\\(?P<plain>[A-Za-z]+)(?P<slots>(?:#[1-9])*)\s*(?=\{)"
    r"|\\(?:DeclareMathOperator)\*?\s*\{\s*\\(?P<operator>[A-Za-z]+)\s*\}\s*(?=\{)"
)
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{\s*([A-Za-z]*)")
OPERATOR = "operatorname"


@dataclass(frozen=True)
class Macro:
    """A command of a sheet: what it stands for, with `#1` to `#9`; the first may be left out.

    One that is `worded` is a name of plain text, and stands without a backslash.
    """

    count: int
    body: str
    first: str | None = None
    worded: bool = False


class Endless(Exception):
    """A command that goes on and on."""


def macros_of(text: str) -> dict[str, Macro]:
    r"""The commands that a sheet defines; of those defined twice, the last.

    >>> macros_of(r"\newcommand{\pd}[2]{\frac{\partial #1}{\partial #2}}")["pd"].count
    2
    """
    found: dict[str, Macro] = {}
    if "\\" not in text:
        return found
    for match in _DEFINES.finditer(text):
        body = _braced(text, match.end())
        name = match["braced"] or match["bare"] or match["plain"] or match["operator"]
        if body is None or not _is_within(body) or name in KNOWN:
            continue
        if match["operator"]:
            found[name] = Macro(0, f"\\{OPERATOR}{{{body}}}")
        elif match["plain"]:
            found[name] = Macro(len(match["slots"]) // 2, body)
        else:
            found[name] = Macro(int(match["count"] or 0), body, match["first"])
        if len(found) == MOST_MACROS:
            break
    return found


def _is_within(body: str) -> bool:
    """Whether all environments of a body are parts of a formula: matrices and cases, no display."""
    inner = (*MATRICES, *CASES, "aligned", "split", "gathered")
    return all(name in inner for name in _ENVIRONMENT.findall(body))


def without_definitions(text: str) -> str:
    """A formula with space in place of what it defines."""
    if "\\" not in text:
        return text
    for match in _DEFINES.finditer(text):
        body = _braced(text, match.end())
        if body is not None:
            end = match.end() + len(body) + 2
            text = text[: match.start()] + " " * (end - match.start()) + text[end:]
    return text


def _braced(text: str, start: int) -> str | None:
    """What stands in the braces that open here; None where it is too long."""
    level = 0
    for place in range(start, min(len(text), start + MOST_BODY)):
        if text[place] in "{}" and text[place - 1] != "\\":
            level += 1 if text[place] == "{" else -1
            if not level:
                return text[start + 1 : place]
    return None


def expanded(found: list[Token], macros: Mapping[str, Macro], depth: int = 0) -> list[Token]:
    """The tokens with what commands stand for; all of it has the place of the command.

    Raises Endless where that does not come to an end, Strange for a body that is no formula.
    """
    if not any(one.kind == "command" and one.text in macros for one in found):
        return found
    if depth == MOST_DEPTH:
        raise Endless
    made: list[Token] = []
    place = 0
    while place < len(found):
        one = found[place]
        macro = macros.get(one.text) if one.kind == "command" else None
        if macro is None:
            made.append(one)
            place += 1
        else:
            arguments, place = _arguments(found, place + 1, macro)
            made += _put_in(one, found[place - 1].end, macro, arguments)
        if len(made) > MOST_TOKENS:
            raise Endless
    return expanded(made, macros, depth + 1)


def _arguments(found: list[Token], place: int, macro: Macro) -> tuple[list[list[Token]], int]:
    """The arguments of a command, each a group or a single token, and the place behind them."""
    arguments: list[list[Token]] = []
    while len(arguments) < macro.count and found[place].kind != "end":
        if not arguments and macro.first is not None:
            end = _end(found, place, "[", "]")
            if end is None:
                arguments.append(_cut(macro.first))
                continue
        else:
            end = _end(found, place, "{", "}")
        arguments.append(found[place : place + 1] if end is None else found[place + 1 : end])
        place = place + 1 if end is None else end + 1
    return arguments, place


def _end(found: list[Token], place: int, opening: str, closing: str) -> int | None:
    """The place of what closes the bracket that opens here; None where none does."""
    if found[place].text != opening:
        return None
    level = 0
    for at in range(place, len(found)):
        level += (found[at].text == opening) - (found[at].text == closing)
        if not level:
            return at
    return None


def _put_in(command: Token, end: int, macro: Macro, arguments: list[list[Token]]) -> list[Token]:
    made: list[Token] = []
    width = max(command.end - command.start, 1)
    for part in re.split(r"(#[1-9])", macro.body):
        if part[:1] == "#" and part[1:].isdigit():
            number = int(part[1:]) - 1
            made += arguments[number] if number < len(arguments) else []
            continue
        for one in _cut(part):
            start = min(command.start + min(len(made), width - 1), end)
            made.append(one._replace(start=start, end=end))
    if made:
        made[0] = made[0]._replace(gap=command.gap or made[0].gap)
    return made


def _cut(text: str) -> list[Token]:
    return [one for one in tokens(text) if one.kind != "end"]


__all__ = ["Endless", "Macro", "Strange", "expanded", "macros_of", "without_definitions"]
