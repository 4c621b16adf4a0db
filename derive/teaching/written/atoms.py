"""Atoms: numbers, names, fractions, sums over an index; brackets and wrappings have files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written import tree
from derive.teaching.written.brackets import bracketed, fenced
from derive.teaching.written.environments import environment
from derive.teaching.written.letters import (
    FRACTIONS,
    OPEN,
    OVER,
    SAME_LETTER,
    SYMBOLS,
    UPRIGHT,
)
from derive.teaching.written.lowered import apart, listed, over_each
from derive.teaching.written.operands import BARS, BIG, NORMS, starts_operand
from derive.teaching.written.tree import Node
from derive.teaching.written.words import WORDS
from derive.teaching.written.wrappings import order_of, wrapped

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser

MOST_DEPTH = 100  # an atom takes seven frames of Python's stack, which has a thousand
_NO_NAMES = frozenset((*BIG, *OVER, *UPRIGHT, "sqrt", "and", "in"))


def atom(parser: Parser) -> Node:
    """One operand without its scripts, as deep as is allowed."""
    parser.deepen()
    node = _atom(parser)
    parser.depth -= 1
    return node


def _atom(parser: Parser) -> Node:
    token = parser.token
    kind, text = token.kind, token.text
    if kind == "number":
        parser.take()
        return tree.Number(text, token.start, token.end)
    if kind == "letter" or (kind == "word" and starts_operand(parser)):
        parser.take()
        if kind == "word" and text in BIG:
            return _big(parser, text, token.start)
        return tree.Name(text, token.start, token.end)
    if kind == "sign":
        return bracketed(parser)
    if kind == "text":
        parser.take()
        return tree.Words(text, token.start, token.end)
    if kind != "command":
        parser.refuse("expected a number, a name or a bracket")
    parser.take()
    if text in SYMBOLS or (text in WORDS and text not in _NO_NAMES):
        name = SAME_LETTER.get(text, WORDS.get(text, text))
        return tree.Name(name, token.start, token.end)
    if text in FRACTIONS:
        top, bottom = _ratio_argument(parser), _ratio_argument(parser)
        return parser.ratio(token.start, top, bottom)
    if text in ("left", *OPEN, *NORMS, "|", *BARS):
        return fenced(parser, text, token.start)
    if text in BIG:
        return _big(parser, text, token.start, sign=True)
    if text == "begin":
        return environment(parser, token.start)
    found = wrapped(parser, text, token.start)
    if found is None:
        parser.refuse("a command that is not understood", token)
    return found


def argument(parser: Parser) -> Node:
    """The argument of a command: a group in braces, or one token."""
    if parser.at("{"):
        parser.take()
        if parser.at("}"):
            token = parser.take()
            return tree.Words("", token.start, token.end)
        return parser.within("}")
    token = parser.token
    if token.kind == "number":  # as TeX has it: each digit by itself, \frac12
        digit = tree.Number(token.text[0], token.start, token.start + 1)
        if len(token.text) == 1:
            parser.take()
        else:
            parser.token = token._replace(text=token.text[1:], start=token.start + 1)
        return digit
    return atom(parser)


def _ratio_argument(parser: Parser) -> Node:
    """The top or bottom of a fraction, where ∂ reaches to the end."""
    if not parser.at("{"):
        return argument(parser)
    following = parser.tokens[min(parser.index + 1, len(parser.tokens) - 1)]
    if following.text != "partial":
        return argument(parser)
    parser.take()
    token = parser.take()
    order = order_of(parser)
    inner = None if parser.at("}") else parser.within("}")
    if inner is None:
        parser.take()
    return tree.Partial(inner, token.start, inner.end if inner else token.end, order)


def _big(parser: Parser, kind: str, start: int, sign: bool = False) -> Node:
    lower = upper = None
    several: list[Node] = []
    while parser.at("_", "^"):
        low = parser.take().text == "_"
        if low and parser.at("{"):
            several = [inner for one in listed(parser) for inner in apart(one)]
            lower = several[0] if several else None
            continue
        script = argument(parser)
        lower, upper = (script, upper) if low else (lower, script)
    if lower is None and parser.at("("):  # sum((W x - t)^2): all entries
        spaced = parser.gap
        inner = atom(parser)
        # Σ(t - y)² and sum (t - y)^2 are sums of squares; sum(x)^2 is the square of a sum
        if parser.at("^") and (sign or spaced):
            inner = parser.powered(inner)
            return tree.Big(kind, None, None, inner, start, inner.end)
        return tree.Product((tree.Name("sumall", start, start + 3), inner), ("", ""), start,
                            inner.end)  # fmt: skip
    body = parser.product()
    if len(several) > 1:
        nested = over_each(kind, several, upper, body, start)
        if nested is None:
            parser.refuse("a sum over what is no index")
        return nested
    return tree.Big(kind, lower, upper, body, start, body.end)
