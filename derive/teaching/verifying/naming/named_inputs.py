"""Letters that a sheet calls its inputs: "Input (a, b) = (1, 0)". They are read as x_1 and x_2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece

_NUMBER = r"[-−+]?\d+(?:\.\d+)?"
TOLD = re.compile(
    r"(?i)\b(?:inputs?|eingaben?|eingabevektor|input vector)\b"
    r"\s*:?\s*(?:(?:is|are|ist|sind)\s+)?\$?"
    r"(?:\((?P<names>[a-z](?:\s*,\s*[a-z])+)\)\s*=\s*)?"
    rf"\((?P<numbers>{_NUMBER}(?:\s*,\s*{_NUMBER})+)\)"
)
_ONE = rf"\$?[a-z]\s*=\s*{_NUMBER}\$?"
_EACH = re.compile(
    rf"(?i)\b(?:inputs|eingaben|eingänge|entrées|entradas)\b\s*:?\s*(?P<told>{_ONE}"
    rf"(?:\s*(?:,|;|and|und|et|y|e)\s*{_ONE})+)(?![\w.])"
)


def told_once(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The letters and the numbers of the inputs that one sentence tells; no letters where it has
    none, and None where no sentence does or several do.

    >>> told_once("Input (a, b) = (1, -0.5), target 1"), told_once("the input is (1, 2)")
    ((('a', 'b'), ('1', '-0.5')), ((), ('1', '2')))
    """
    found = list(TOLD.finditer(text))
    each = list(_EACH.finditer(text))
    if not found and len(each) == 1:
        pairs = [one.strip(" $").partition("=") for one in re.findall(_ONE, each[0]["told"])]
        letters = tuple(name.strip() for name, _, _ in pairs)
        return (letters, tuple(map(_plain, (number for _, _, number in pairs))))
    if len(found) != 1:
        return None
    names = tuple(one.strip() for one in (found[0]["names"] or "").split(",") if one)
    numbers = tuple(map(_plain, found[0]["numbers"].split(",")))
    return (names, numbers) if len({*names}) in (0, len(numbers)) else None


def _plain(number: str) -> str:
    return number.strip(" $").replace("−", "-").removeprefix("+")


def with_named_inputs(found: list[tuple[Found, Piece]], text: str) -> list[tuple[Found, Piece]]:
    """What a sheet says with x_1, x_2 for its inputs, where such a letter never has an index.

    Nor may it be one: in w_{ca}, `a` is the letter of a unit, and the unit's own name.
    """
    told = told_once(text)
    if told is None or not told[0] or "x" in told[0]:
        return found
    places = {name: at for at, name in enumerate(told[0], start=1)}
    for one, _ in found:
        for node in nodes(one.operands) if isinstance(one, Statement) else ():
            match node:
                case tree.Scripted(tree.Name(letter), lower):
                    places.pop(letter, None)
                    if any(getattr(index, "text", "") in places for index in nodes(lower)):
                        return found
                case tree.Name("x"):
                    return found
    return [(replace(one, operands=_numbered(one.operands, places))
             if isinstance(one, Statement) else one, piece) for one, piece in found]  # fmt: skip


def _numbered(node: Any, places: Mapping[str, int]) -> Any:
    match node:
        case tree.Name(letter, accents=()) if letter in places:
            here = node.start, node.end
            number = tree.Number(str(places[letter]), *here)
            return tree.Scripted(replace(node, text="x"), (number,), (), 0, *here)
    return mapped(node, lambda inner: _numbered(inner, places))
