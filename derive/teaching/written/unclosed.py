"""Brackets that nothing closes, or a bracket of another kind: as a person reads past them.

Scans and notes lose an `\\end`, or write `\\left(` with a bare `)`. Only what could not be read is
looked at, and only where it is plain which bracket is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from derive.teaching.written.letters import MATRICES, RELATIONS, SILENT, SPACES
from derive.teaching.written.token import Token


@dataclass(frozen=True)
class _Opened:
    kind: str  # "begin", "left" or "("
    name: str
    place: int
    behind: int  # the first token within


def closed(found: list[Token]) -> list[Token] | None:
    """The tokens with their brackets put right; None where nothing is to be done, or too much.

    A matrix that begins straight within another one, which nothing ends, makes of the outer one a
    bracket up to the next relation sign or the end of the row.
    """
    lost, dropped = _astray(found)
    if not lost and not dropped:
        return None
    opened: dict[int, int] = {}
    ends: dict[int, int] = {}
    for one in lost:
        inner = _next(found, one.behind)
        if one.name not in MATRICES or found[inner].text != "begin":
            return None
        opened[one.place] = one.behind
        end = _end_of_side(found, one.behind)
        ends[end] = ends.get(end, 0) + 1
    told: list[Token] = []
    place = 0
    while place < len(found):
        token = found[place]
        told += [Token("sign", ")", token.start, token.start, False)] * ends.get(place, 0)
        if place in opened:
            told.append(Token("sign", "(", token.start, token.end, token.gap))
            place = opened[place]
            continue
        if place not in dropped:
            told.append(token)
        place += 1
    return told


def _astray(found: list[Token]) -> tuple[list[_Opened], set[int]]:
    """The environments that nothing ends, and each \\left or \\right whose other half is bare."""
    lost: list[_Opened] = []
    dropped: set[int] = set()
    open_: list[_Opened] = []
    place = 0
    while place < len(found):
        token = found[place]
        command = token.kind == "command"
        if command and token.text in ("begin", "end"):
            name, behind = _name(found, place + 1)
            if token.text == "begin":
                open_.append(_Opened("begin", name, place, behind))
            elif any(one.kind == "begin" and one.name == name for one in open_):
                while (last := open_.pop()).kind != "begin" or last.name != name:
                    if last.kind == "begin":
                        lost.append(last)
            place = behind
            continue
        if command and token.text == "left":
            open_.append(_Opened("left", _text(found, place + 1), place, place + 2))
            place += 2
            continue
        if command and token.text == "right":
            if open_ and open_[-1].kind == "left":
                open_.pop()
            elif open_ and open_[-1].kind == "(" and _text(found, place + 1) == ")":
                open_.pop()
                dropped.add(place)
            place += 2
            continue
        if token.kind == "sign" and token.text == "(":
            open_.append(_Opened("(", "(", place, place + 1))
        elif token.kind == "sign" and token.text == ")" and open_:
            if open_[-1].kind == "(":
                open_.pop()
            elif open_[-1].kind == "left" and open_[-1].name == "(":
                dropped.add(open_.pop().place)
        place += 1
    return [*lost, *(one for one in open_ if one.kind == "begin")], dropped


def _text(found: list[Token], place: int) -> str:
    return found[place].text if place < len(found) else ""


def _name(found: list[Token], place: int) -> tuple[str, int]:
    """The name of an environment in braces, and where what it holds begins."""
    letters = []
    end = place
    while end < len(found) and found[end].text != "}" and found[end].kind != "end":
        letters.append(found[end].text)
        end += 1
    return "".join(letters).strip("{*"), min(end + 1, len(found) - 1)


def _next(found: list[Token], place: int) -> int:
    while place < len(found) - 1 and found[place].text in (*SPACES, *SILENT):
        place += 1
    return place


def _end_of_side(found: list[Token], place: int) -> int:
    """Where what begins here ends: a relation sign, a row's end, or what closes around it."""
    level = 0
    while place < len(found) - 1:
        token = found[place]
        if token.kind in ("sign", "command"):
            if token.text in ("begin", "left", "(", "{"):
                level += 1
            elif token.text in ("end", "right", ")", "}"):
                level -= 1
                if level < 0:
                    return place
            elif not level and (token.text in ("&", "\\") or token.text in RELATIONS):
                return place
            if token.text in ("begin", "end"):
                place = _name(found, place + 1)[1]
                continue
            if token.text in ("left", "right"):
                place += 1
        place += 1
    return place
