"""Scripts and primes: layer marks, powers, transposition, indices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written import tree
from derive.teaching.written.atoms import atom
from derive.teaching.written.bracketed import in_brackets
from derive.teaching.written.letters import OPEN, SPACES, TRANSPOSED
from derive.teaching.written.lowered import listed
from derive.teaching.written.operands import starts_operand
from derive.teaching.written.tree import Node

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser
    from derive.teaching.written.token import Token

MOST_IN_MARK = 40  # tokens: a layer or an example, never a formula
_STARS = ("*", "ast", "star", "+", "-", "dagger")


def scripted(parser: Parser, base: Node) -> Node:
    """The base with all that stands low and high after it."""
    lower: list[Node] = []
    upper: list[Node] = []
    primes = 0
    node = base
    while True:
        if parser.at("'"):
            parser.take()
            primes += 1
        elif parser.at("transposed"):
            token = parser.take()
            node = tree.Transposed(_with(node, lower, upper, primes, token.start), base.start,
                                   token.end)  # fmt: skip
            lower, upper, primes = [], [], 0
        elif parser.at("_"):
            parser.take()
            lower += _low(parser)
        elif parser.at("^"):
            parser.take()
            exponential = isinstance(base, tree.Name) and base.text == "e" and not lower
            for one in _high(parser, exponential):
                if one is None:
                    primes += 1
                elif isinstance(one, tree.Name) and one.text in TRANSPOSED:
                    inner = _with(node, lower, upper, primes, one.start)
                    node = tree.Transposed(inner, base.start, one.end)
                    lower, upper, primes = [], [], 0
                else:
                    upper.append(one)
        elif parser.at("{") and _next_is(parser, "}") and parser.token.kind == "sign":
            parser.take()  # W^{[2]}{}^T: an empty group parts two scripts
            parser.take()
        elif parser.at("|", "vert", "rvert") and not parser.bars and _next_is(parser, "_"):
            bar = parser.take()
            parser.take()
            where = _low(parser)[0]
            inner = _with(node, lower, upper, primes, bar.start)
            node = tree.At(inner, where, base.start, where.end)
            lower, upper, primes = [], [], 0
        elif entries := in_brackets(parser, node):
            lower += entries
        else:
            return _with(node, lower, upper, primes, _end(parser))


def _end(parser: Parser) -> int:
    """Where what was taken ends, but for the space after it."""
    at = parser.index - 1
    while parser.tokens[at].text in SPACES:
        at -= 1
    return parser.tokens[at].end


def _with(base: Node, lower: list[Node], upper: list[Node], primes: int, end: int) -> Node:
    if not (lower or upper or primes):
        return base
    if isinstance(base, tree.Scripted):  # {W^{(1)}}_2: scripts within a group and after it
        return tree.Scripted(
            base.base, (*base.lower, *lower), (*base.upper, *upper), base.primes + primes,
            base.start, end,
        )  # fmt: skip
    return tree.Scripted(base, tuple(lower), tuple(upper), primes, base.start, end)


def _next_is(parser: Parser, text: str) -> bool:
    return parser.tokens[min(parser.index + 1, len(parser.tokens) - 1)].text == text


def _low(parser: Parser) -> list[Node]:
    """A subscript, comma by comma."""
    if not parser.at("{"):
        return [_single(parser)]
    return listed(parser)


def _single(parser: Parser, indexed: bool = False) -> Node:
    """A script without braces: one letter, number, word, bracket or command; -1 as well.

    A letter may have its own index, where it is `indexed`.
    """
    token = parser.token
    if token.kind == "number" and len(token.text) > 1 and "." not in token.text:
        # TeX takes one digit only; people who leave braces out mean all of them
        parser.take()
        return tree.Number(token.text, token.start, token.end)
    if parser.at("-", "+"):
        parser.take()
        if _is_mark(parser, token):
            return tree.Name(token.text, token.start, token.end)
        inner = _single(parser, indexed)
        if token.text == "+":
            return inner
        return tree.Sum((inner,), ("-",), token.start, inner.end)
    mark = _mark(parser)
    if mark is not None:
        return mark
    if parser.at(*_STARS, *TRANSPOSED):
        parser.take()
        return tree.Name(token.text, token.start, token.end)
    found = atom(parser)
    if indexed and parser.at("_") and isinstance(found, tree.Name):
        parser.take()
        return tree.Scripted(found, tuple(_low(parser)), (), 0, found.start, _end(parser))
    return found


def _high(parser: Parser, exponential: bool) -> list[Node | None]:
    """What a superscript holds, in order; None is a prime. e^-z_1 is e^{-z_1}."""
    if parser.at("'", "prime"):
        parser.take()
        return [None]
    if not parser.at("{"):
        return [_single(parser, exponential)]
    parser.take()
    found: list[Node | None] = []
    parser.brackets += 1
    cells, parser.cells = parser.cells, False
    spaced, parser.spaced = parser.spaced, False
    while not parser.at("}"):
        if parser.at("'", "prime"):
            parser.take()
            found.append(None)
        elif parser.at(",", ";", "^"):  # h^{(1)^T}, and W^{(2),T}
            parser.take()
        elif _stands_alone(parser):
            token = parser.take()
            found.append(tree.Name(token.text, token.start, token.end))
        else:
            found += _marks_apart(_mark(parser) or parser.chain())
    parser.brackets -= 1
    parser.cells, parser.spaced = cells, spaced
    parser.take()
    return found


def _marks_apart(node: Node) -> list[Node]:
    """(1)<2> and 1<2>: a layer and an example beside each other, read as a product."""
    if not isinstance(node, tree.Product) or any(node.signs):
        return [node]
    _, *rest = node.factors
    pointed = [one for one in rest if isinstance(one, tree.Group) and one.bracket == "langle"]
    if not rest or len(pointed) != len(rest):
        return [node]
    return [
        tree.Mark(one.bracket, one.items[0], one.start, one.end)
        if isinstance(one, tree.Group) and len(one.items) == 1
        else one
        for one in node.factors
    ]


def _stands_alone(parser: Parser) -> bool:
    """A T for the transposition, a star, a sign of "new": not a part of a sum or product."""
    token = parser.token
    if parser.at(*_STARS):
        following = parser.tokens[parser.index + 1]
        return following.text == "}"
    if token.text not in TRANSPOSED or token.kind not in ("letter", "command"):
        return False
    following = parser.tokens[parser.index + 1]
    return following.text in ("}", "(", "[", ",", "^")


def _is_mark(parser: Parser, sign: Token) -> bool:
    """Whether a sign before this place is the whole script: w^+ times h, L^+ - L^-, and w^+ h."""
    if parser.at("+", "-") or not starts_operand(parser):
        return True
    return sign.text == "+" and parser.token.kind != "number"


def _mark(parser: Parser) -> Node | None:
    """A bracket that is the whole script, or is followed by T, another bracket or a comma."""
    token = parser.token
    close = ">" if token.text == "<" else OPEN.get(token.text, "")
    if not close or token.kind == "letter":
        return None
    place, level = parser.index, 0
    while place < min(len(parser.tokens), parser.index + MOST_IN_MARK):
        text = parser.tokens[place].text
        level += (text == token.text) - (text == close)
        if level == 0:
            break
        place += 1
    if level:
        return None
    after = parser.tokens[min(place + 1, len(parser.tokens) - 1)].text
    braced = parser.tokens[parser.index - 1].text in ("{", ")", "]", ">", ",")
    squared = token.text == "[" and after == "2"  # a^{[1]2}: a layer and a power
    if (
        braced
        and not squared
        and after not in ("}", "(", "[", "<", ",", "^", *TRANSPOSED, *_STARS, "'", "prime")
    ):
        return None
    parser.take()
    before = parser.spaced
    parser.spaced = close == ">"  # so that the closing sign is no relation
    inner = parser.sum()
    parser.spaced = before
    end = parser.expect(close).end
    if token.text == "(" and _is_decimal(inner):
        return tree.Group("(", (inner,), token.start, end)  # e^(0.4) is a power: no layer is 0.4
    return tree.Mark(token.text, inner, token.start, end)


def _is_decimal(node: Node) -> bool:
    """Whether this is a decimal, or less than nothing by one."""
    if isinstance(node, tree.Sum) and len(node.terms) == 1:
        node = node.terms[0]
    return isinstance(node, tree.Number) and "." in node.text
