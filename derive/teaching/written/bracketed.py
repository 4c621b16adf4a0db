"""Entries in square brackets straight behind their name, as code has them: W1[2,1], h[2], x[i+1].

Read as indices after those that the name has: W_{1 2 1}.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written import tree
from derive.teaching.written.letters import TRANSPOSED
from derive.teaching.written.network_names import FUNCTIONS
from derive.teaching.written.token import Token
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser

RUNNING = frozenset("ijklmn")
_APPLIED = FUNCTIONS | {*FUNCTION_WORDS} | {"E", "P"}  # E[x] is a mean
_BEHIND = frozenset(("^", *TRANSPOSED))  # W[1, 2]^T is a product with a vector


def in_brackets(parser: Parser, base: Node) -> list[Node]:
    """The indices that begin here, taken; none where no brackets of indices stand here."""
    match base:
        case tree.Name(text) | tree.Scripted(tree.Name(text)) if text not in _APPLIED:
            opening = parser.token
        case _:
            return []
    if opening.text != "[" or opening.gap:
        return []
    moved = _moved(parser)
    if moved is not None:
        return [moved]
    found: list[Token] = []
    for at in range(parser.index + 1, min(parser.index + 5, len(parser.tokens) - 1), 2):
        index, mark, behind = (*parser.tokens[at : at + 3], *parser.tokens[-1:] * 2)[:3]
        whole = index.text == ":" and (mark.text == "," or bool(found))  # W[2,:] is a row
        if not (whole or index.text in RUNNING or _is_digit(index)):
            return []
        found.append(index)
        if mark.text == "]":
            if behind.text in _BEHIND and not behind.gap and not _is_power(parser, at + 2):
                return []
            while parser.index <= at + 1:
                parser.take()
            return [_index(one) for one in found]
        if mark.text != ",":
            return []
    return []


def _moved(parser: Parser) -> Node | None:
    """The index i + 1, i + j or m - j where the brackets hold just that, taken."""
    here = parser.tokens[parser.index + 1 : parser.index + 6]
    first, sign, second, closing, behind = (*here, *parser.tokens[-1:] * 5)[:5]
    signs = {"+": "+", "-": "-", "−": "-"}
    if first.text not in RUNNING or sign.text not in signs or closing.text != "]":
        return None
    if not (second.text in RUNNING or _is_digit(second)):
        return None
    if behind.text in _BEHIND and not behind.gap:
        return None
    for _ in range(5):
        parser.take()
    terms = _index(first), _index(second)
    return tree.Sum(terms, ("+", signs[sign.text]), first.start, second.end)


def _is_power(parser: Parser, at: int) -> bool:
    """Whether a number follows the sign of a power: h[0]**2 is no product with a vector."""
    marks = parser.tokens[at : at + 2]
    return [one.text == "^" or one.kind == "number" for one in marks] == [True, True]


def _is_digit(token: Token) -> bool:
    return token.kind == "number" and len(token.text) == 1


def _index(token: Token) -> Node:
    if token.kind == "number":
        return tree.Number(token.text, token.start, token.end)
    return tree.Name(token.text, token.start, token.end)
