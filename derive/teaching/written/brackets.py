"""Brackets, bars and norms, and what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written import tree
from derive.teaching.written.letters import OPEN
from derive.teaching.written.operands import BARS, NORMS, starts_operand
from derive.teaching.written.tree import Node

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser


def bracketed(parser: Parser) -> Node:
    token = parser.token
    if token.text == "{":
        parser.take()
        if parser.at("}"):
            parser.take()
            return tree.Words("", token.start, token.end)
        return parser.within("}", parser.cells)
    if token.text in OPEN:
        parser.take()
        return items(parser, OPEN[token.text], token.text, token.start)
    if token.text == "|" and not parser.bars:
        parser.take()
        if parser.at("|") and not parser.gap:  # ||v||, typed
            parser.take()
            inner = _bars(parser, "norm", ("|",), token.start)
            end = parser.expect("|").end
            return tree.Bars("norm", inner.inner, token.start, end)
        return _bars(parser, "abs", ("|",), token.start)
    if token.text in ("+", "-"):
        return parser.signed()
    parser.refuse("expected a number, a name or a bracket")


def items(parser: Parser, close: str, bracket: str, start: int) -> Node:
    """What stands within brackets, comma by comma; rows after a semicolon are a matrix."""
    rows: list[list[Node]] = [[]]
    before = parser.cells, parser.spaced, parser.bars
    parser.cells, parser.spaced, parser.bars = False, False, 0
    parser.brackets += 1
    parser.inside += 1
    while not parser.at(close, "right"):
        if parser.at(";"):
            rows.append([])
            parser.take()
        elif parser.at(","):
            parser.take()
        else:
            rows[-1] += _side_by_side(parser.chain())
            if not parser.at(close, ",", ";", "right"):
                if bracket == "[" and starts_operand(parser):
                    continue  # [0.40 \ 0.45]
                parser.refuse(f'expected "{close}"')
    parser.brackets -= 1
    parser.inside -= 1
    parser.cells, parser.spaced, parser.bars = before
    if parser.at("right"):
        parser.take()
    end = parser.take().end
    if len(rows) > 1:
        return tree.Matrix(tuple(map(tuple, rows)), start, end)
    return tree.Group(bracket, tuple(rows[0]), start, end)


def _side_by_side(node: Node) -> tuple[Node, ...]:
    """Bare numbers with nothing between them are entries of a row, not factors: [0.4 0.45]."""
    if not isinstance(node, tree.Product) or any(node.signs[1:]):
        return (node,)
    bare = all(
        isinstance(one, tree.Number)
        # a sign of its own in braces: (0.5 {-0.3})
        or (isinstance(one, tree.Sum) and len(one.terms) == 1
            and isinstance(one.terms[0], tree.Number))
        for one in node.factors
    )  # fmt: skip
    return node.factors if bare else (node,)


def _bars(parser: Parser, kind: str, close: tuple[str, ...], start: int) -> tree.Bars:
    parser.bars += 1
    parser.brackets += 1
    inner = parser.chain()
    parser.bars -= 1
    parser.brackets -= 1
    if not parser.at(*close):
        parser.refuse("expected a closing bar")
    end = parser.take().end
    return tree.Bars(kind, inner, start, end)


def fenced(parser: Parser, text: str, start: int) -> Node:
    """Brackets with \\left and \\right, or named ones."""
    if text in OPEN:
        return items(parser, OPEN[text], text, start)
    if text in (*NORMS, "|"):
        return _bars(parser, "norm", ("Vert", "rVert", "|"), start)
    if text in BARS:
        return _bars(parser, "abs", ("|", "vert", "rvert", "mid"), start)
    token = parser.take()
    opens = token.text
    if opens in ("|", "vert", "lvert", "Vert", "lVert"):
        norm = opens in NORMS or (token.kind == "command" and opens == "|")
        inner = _bars(parser, "norm" if norm else "abs", ("right",), start)
        parser.take()
        return inner
    before = parser.cells, parser.spaced, parser.bars
    parser.cells, parser.spaced, parser.bars = False, False, 0
    parser.brackets += 1
    parser.inside += 1
    found: list[Node] = []
    while not parser.at("right"):
        if parser.at(",", ";"):
            parser.take()
            continue
        found += _side_by_side(parser.chain())
        if not parser.at("right", ",", ";"):
            parser.refuse("expected the right bracket")
    parser.brackets -= 1
    parser.inside -= 1
    parser.cells, parser.spaced, parser.bars = before
    parser.take()
    closing = parser.token
    if closing.text in ("|", "vert", "rvert") and opens == ".":
        # an evaluation bar: the index after it says where
        return tree.Group("(", tuple(found), start, closing.start)
    parser.take()
    if len(found) == 1 and isinstance(found[0], tree.Cases):
        return found[0]
    return tree.Group("(" if opens == "." else opens, tuple(found), start, closing.end)
