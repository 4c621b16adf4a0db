"""Statements that go on: "if" with its "else", rows that start with a relation sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written import tree
from derive.teaching.written.letters import ELSE, IF, RELATIONS, WHERE
from derive.teaching.written.tree import Chain, Node

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser

AND = ("land", "wedge")


def condition(parser: Parser, value: Node) -> tuple[Node | None, tree.Cases | None]:
    """What follows "if": a condition, and the whole choice where an "else" comes too."""
    parser.said = parser.take().text
    parser.deepen()
    parser.brackets += 1
    condition = compared(parser)
    rows: list[tuple[Node, Node | None]] = [(value, condition)]
    while True:
        parted = parser.at(",", ";") or joins(parser)
        here = parser.index, parser.token, parser.gap, parser.wide
        if parted:
            parser.take()
        if parser.token.kind == "word" and parser.token.text == "else":
            parser.take()
            if parser.at(":"):
                parser.take()
            other = parser.chain()
            if isinstance(other, tree.Cases):
                rows += other.rows
            else:
                rows.append((other, None))
            break
        if not parted:
            break
        other = parser.sum()
        if parser.token.kind == "word" and parser.token.text in ("otherwise", "else", "elsewhere"):
            parser.take()
            rows.append((other, None))
            break
        if parser.relation() is not None:  # the next equation
            parser.index, parser.token, parser.gap, parser.wide = here
            break
        if not (parser.token.kind == "word" and parser.token.text in IF):
            parser.refuse("expected a condition")
        parser.take()
        rows.append((other, compared(parser)))
    parser.brackets -= 1
    parser.depth -= 1
    if len(rows) == 1:
        return condition, None
    return None, tree.Cases(tuple(rows), value.start, parser.token.start)


def behind(parser: Parser, value: Node | None, is_said: bool) -> tuple[Node | None, Node | None]:
    """A value and the condition behind it; "otherwise" is one where something `is_said` so."""
    if parser.token.kind == "word" and value is not None:
        if parser.token.text in IF:
            told, whole = condition(parser, value)
            return (value, told) if whole is None else (whole, None)
        if parser.token.text in ELSE and is_said and not parser.brackets:
            word = parser.take()
            return value, tree.Words(word.text, word.start, word.end)
    return value, None


def choice(parser: Parser, value: Node) -> Node:
    """An entry that is so under a condition: all of it, with its "else" where one comes."""
    told, whole = condition(parser, value)
    if whole is not None:
        return whole
    return tree.Cases(((value, told),), value.start, parser.token.start)


def compared(parser: Parser) -> Node:
    """Comparisons with "and" between them: all of them together are the condition."""
    first = parser.chain()
    found = [first]
    while joins(parser) and _compares(parser):
        parser.take()
        found.append(parser.chain())
    return first if len(found) == 1 else tree.Group("and", tuple(found), first.start, found[-1].end)


def joins(parser: Parser) -> bool:
    """Whether "and" comes."""
    return parser.at(*AND) or (parser.token.kind == "word" and parser.token.text == "and")


def _compares(parser: Parser) -> bool:
    """Whether a comparison comes, not the next value with its own condition."""
    for token in parser.tokens[parser.index + 1 :]:
        if token.text in RELATIONS:
            return True
        if token.text in (*IF, *ELSE, ",", ";", "\\"):
            return False
    return False


def parted(chain: Chain, word: str) -> tuple[Chain, ...]:
    """An equation behind "where" or "with" is a statement of its own, no condition.

    What only says which index is meant stays one: where k = 1.
    """
    said = chain.condition
    if (
        word not in WHERE
        or not isinstance(said, Chain)
        or said.condition is not None
        or any(one.sign not in ("=", "≈") for one in said.relations)
        or any(isinstance(one, tree.Name) and one.text in INDICES for one in said.operands)
    ):
        return (chain,)
    return Chain(chain.operands, chain.relations, chain.start, chain.end), said


INDICES = frozenset("ijklmnpq")


def alone(node: Node) -> Chain:
    return Chain((node,), (), node.start, node.end)


def add_row(statements: list[Chain], row: Chain, goes_on: bool) -> None:
    """A row put to the statements above it: the last of them goes on, or a new one begins."""
    last = statements[-1] if statements else None
    goes_on = goes_on and not (last is not None and row.relations and _has_result(last))
    if last is not None and last.condition is None and goes_on:
        statements[-1] = continued(last, row)
    elif last is not None and last.condition is None and row.operands[0] is None:
        statements[-1] = joined(last, row)
    else:
        statements.append(row)


def _has_result(row: Chain) -> bool:
    """Whether a row ends with the number that what stands before it comes to: 2 - 0.5 a = 1.85."""
    if len(row.operands) < 2:
        return False
    before, last = row.operands[-2:]
    if isinstance(last, tree.Sum) and len(last.terms) == 1:
        last = last.terms[0]
    return isinstance(last, tree.Number) and isinstance(before, tree.Sum | tree.Product)


def joined(above: Chain, below: Chain) -> Chain:
    """A row that starts with a sign goes on from the row above it."""
    if above.operands[-1] is None:
        operands, relations = above.operands[:-1] + below.operands, above.relations
        return Chain(operands, relations + below.relations, above.start, below.end, below.condition)
    return Chain(
        above.operands + below.operands[1:],
        above.relations + below.relations,
        above.start,
        below.end,
        below.condition,
    )


def continued(above: Chain, below: Chain) -> Chain:
    """A row that starts with + or - goes on with the sum that ends the row above it."""
    before, after = above.operands[-1], below.operands[0]
    if before is None or after is None:
        return joined(above, below)
    first = before if isinstance(before, tree.Sum) else None
    second = after if isinstance(after, tree.Sum) else None
    terms = (first.terms if first else (before,)) + (second.terms if second else (after,))
    signs = (first.signs if first else ("+",)) + (second.signs if second else ("+",))
    whole = tree.Sum(terms, signs, before.start, after.end)
    return Chain(
        (*above.operands[:-1], whole, *below.operands[1:]),
        above.relations + below.relations,
        above.start,
        below.end,
        below.condition,
    )


def go_on(parser: Parser) -> None:
    """After an operator, a row that breaks says nothing."""
    while parser.at("\\") and not parser.cells:
        parser.take()
