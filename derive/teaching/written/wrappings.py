"""Commands that wrap an argument: faces, accents, boxes, colours, roots, ∂ and ∇."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written import tree
from derive.teaching.written.letters import (
    BOLD,
    FACES,
    OVER,
    RELATIONS,
    TRANSPARENT,
    UPRIGHT,
)
from derive.teaching.written.operands import starts_operand
from derive.teaching.written.tree import Node

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser
    from derive.teaching.written.token import Token


STACKING = ("stackrel", "overset", "underset")


def end_of_argument(tokens: list[Token], place: int) -> int:
    """Where the argument of the command at a place ends, [..] before it and all."""
    at = place + 1
    if tokens[at].text == "[":
        while at < len(tokens) - 1 and tokens[at].text != "]":
            at += 1
        at += 1
    if at >= len(tokens) or tokens[at].text != "{":
        return place
    level = 0
    while at < len(tokens) - 1:
        level += (tokens[at].text == "{") - (tokens[at].text == "}")
        if not level:
            return at
        at += 1
    return len(tokens) - 2


def unstacked(tokens: list[Token]) -> list[Token]:
    """A relation sign with something above it, the sign alone."""
    if not any(one.kind == "command" and one.text in STACKING for one in tokens):
        return tokens
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        one = tokens[place]
        if one.kind == "command" and one.text in STACKING:
            end = end_of_argument(tokens, place)
            sign = tokens[end + 1 : end + 4]
            if len(sign) == 3 and sign[0].text == "{" and sign[1].text in RELATIONS:
                found.append(sign[1]._replace(start=one.start, end=sign[2].end))
                place = end + 4
                continue
        found.append(one)
        place += 1
    return found


def wrapped(parser: Parser, text: str, start: int) -> Node | None:
    """Commands that wrap an argument, or stand for a whole."""
    if text in BOLD or text in FACES:
        inner = parser.argument()
        if isinstance(inner, tree.Name):
            return tree.Name(inner.text, start, inner.end, inner.accents, text in BOLD)
        return inner
    if text in UPRIGHT:
        return parser.argument()
    if text in OVER:
        inner = parser.argument()
        accent = text.removeprefix("wide").replace("overline", "bar")
        return _accented(inner, accent, start)
    if text in TRANSPARENT:
        if text in ("textcolor", "colorbox"):
            _raw(parser)
        inner = parser.argument()
        if text in ("underbrace", "overbrace") and parser.at("_", "^"):
            parser.take()
            parser.argument()
        return inner
    if text == "sqrt":
        degree = None
        if parser.at("["):
            parser.take()
            degree = parser.within("]")
        inner = parser.argument()
        return tree.Root(inner, degree, start, inner.end)
    if text == "partial":
        order = order_of(parser)
        of = parser.factor() if starts_operand(parser) else None
        return tree.Partial(of, start, of.end if of else start + 1, order)
    if text == "nabla":
        by: Node | None = None
        if parser.at("_"):
            parser.take()
            by = parser.argument()
        if by is not None and not starts_operand(parser):
            return tree.Derivative("nabla", None, by, 1, start, by.end)
        inner = parser.factor()
        if by is None:
            return tree.Derivative("nabla", None, inner, 1, start, inner.end)
        return tree.Derivative("nabla", inner, by, 1, start, inner.end)
    if text == "half":
        one, two = tree.Number("1", start, start + 1), tree.Number("2", start, start + 1)
        return tree.Over(one, two, start, start + 1)
    if text in STACKING:
        parser.argument()
        return parser.argument()
    return None


def with_ratio(parser: Parser, top: Node) -> Node:
    """What stands in braces: the fraction of plain TeX, 1 over 2, or the node as it is."""
    if not parser.at("over"):
        return top
    parser.take()
    return parser.ratio(top.start, top, parser.chain())


def _accented(inner: Node, accent: str, start: int) -> Node:
    if isinstance(inner, tree.Name):
        return tree.Name(inner.text, start, inner.end, (*inner.accents, accent), inner.bold)
    if isinstance(inner, tree.Scripted):
        base = _accented(inner.base, accent, start)
        return tree.Scripted(base, inner.lower, inner.upper, inner.primes, start, inner.end)
    return inner


def _raw(parser: Parser) -> str:
    """The text of a group in braces, not understood."""
    parser.expect("{")
    words: list[str] = []
    level = 1
    while True:
        if parser.token.kind == "end":
            parser.refuse('expected "}"')
        level += parser.at("{") - parser.at("}")
        token = parser.take()
        if level == 0:
            return " ".join(words)
        words.append(token.text)


def order_of(parser: Parser) -> int:
    if not parser.at("^"):
        return 1
    parser.take()
    order = parser.argument()
    if not isinstance(order, tree.Number) or order.text not in ("1", "2", "3"):
        parser.refuse("expected the order of a derivative")
    return int(order.text)
