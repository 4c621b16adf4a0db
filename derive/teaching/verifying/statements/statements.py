"""The statements of a sheet, in the order of its text: chains of operands and relation signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derive.teaching.verifying.statements.broken_rows import in_rows
from derive.teaching.verifying.statements.conditions_beside import with_conditions
from derive.teaching.verifying.statements.glued import unglued
from derive.teaching.verifying.statements.labels import labelled, says_nothing, told_in_words
from derive.teaching.verifying.statements.printed import scientific
from derive.teaching.written import tree
from derive.teaching.written.changes import with_changes
from derive.teaching.written.derived_at import without_places
from derive.teaching.written.documents import Document
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.primed import with_primes
from derive.teaching.written.read import read
from derive.teaching.written.reading import Formula, Unread
from derive.teaching.written.telescoped import telescoped
from derive.teaching.written.tree import Node, Relation
from derive.teaching.written.worded_names import with_worded_names


@dataclass(frozen=True)
class Statement:
    """One chain: `operands` with `signs` between them; what a row left open is filled in."""

    operands: tuple[Node, ...]
    signs: tuple[Relation, ...]
    condition: Node | None = None
    continued: bool = False  # it starts with its sign: the first operand is that of the one before


@dataclass(frozen=True)
class Open:  # a relation sign with nothing on one side of it
    sign: Relation


Found = Statement | Unread | Open


def statements(document: Document) -> Iterator[tuple[Found, Piece]]:
    """Every statement, and every formula that was not read, with the piece that it stands in."""
    before: Node | None = None
    last = 0
    for piece in document.pieces():
        if piece.unclosed:
            before = None
            yield Unread("nothing closes", piece.unclosed, piece.start, piece.end), piece
            continue
        if says_nothing(piece, document.text[piece.end : piece.end + 9]):
            continue
        between, last = document.text[last : piece.start], piece.end
        before = None if "|" in between else before  # of another cell
        formula = read(piece.text, piece.start, document.macros)
        parts: Iterable[tuple[Formula | Unread, Piece]] = ((formula, piece),)
        if isinstance(formula, Unread):
            before = None if piece.plain else before
            parts = () if piece.plain else in_rows(piece, formula, document.macros)
        for told, part in parts:
            if isinstance(told, Unread):
                before = before if part is not piece else None
                yield told, part
                continue
            for chain in with_conditions(_rows_joined(told.statements, part), part):
                chain = told_in_words(labelled(chain, part), part, between)
                if not chain.relations and isinstance(chain.operands[0], tree.Product | tree.Sum):
                    before = chain.operands[0]  # "$2 \\cdot 3$, which is $= 6$"
                for one in _flat(chain):
                    for found in _filled(one, before):
                        if isinstance(found, Statement):
                            before = found.operands[-1]
                        yield found, part


def _rows_joined(chains: tuple[tree.Chain, ...], piece: Piece) -> list[tree.Chain]:
    """Chains with sums that go on in the next row put together: a = b, then + c = d."""
    found: list[tree.Chain] = []
    for chain in chains:
        first = chain.operands[0]
        last = found[-1].operands[-1] if found else None
        if found and first is not None and last is not None and found[-1].relations:
            between = piece.text[found[-1].end - piece.start : first.start - piece.start]
            signs = _SIGN.sub("", between)
            minus = isinstance(first, tree.Sum) and first.signs[0] == "-"
            if "\\\\" in between and (signs == "+" or (minus and not signs)):
                whole = _added(last, first)
                before = found.pop()
                operands = (*before.operands[:-1], whole, *chain.operands[1:])
                signs_of = (*before.relations, *chain.relations)
                found.append(tree.Chain(operands, signs_of, before.start, chain.end,
                                        chain.condition))  # fmt: skip
                continue
        found.append(chain)
    return found


_SIGN = re.compile(r"\\\\\*?|\\(?:q?quad|displaybreak(?:\[\d\])?|[a-z]+box)|[&\s{}]|\\[,;!:]")


def _added(left: Node, right: Node) -> Node:
    first = left.terms if isinstance(left, tree.Sum) else (left,)
    signs = left.signs if isinstance(left, tree.Sum) else ("+",)
    more = right.terms if isinstance(right, tree.Sum) else (right,)
    others = right.signs if isinstance(right, tree.Sum) else ("+",)
    return tree.Sum((*first, *more), (*signs, *others), left.start, right.end)


def _flat(chain: tree.Chain) -> Iterator[tree.Chain]:
    """A chain, and those that stand in its boxes and rows: \\boxed{a = b}."""
    if chain.relations:
        operands = [_opened(one) for one in chain.operands]
        if not any(isinstance(one, tree.Chain) and one.relations for one in operands):
            yield chain
            return
        # a = \boxed{b = c}: one chain
        flat: list[Node | None] = []
        signs: list[Relation] = []
        for place, one in enumerate(operands):
            if place:
                signs.append(chain.relations[place - 1])
            if isinstance(one, tree.Chain) and one.relations:
                flat += one.operands
                signs += one.relations
            else:
                flat.append(chain.operands[place])
        yield tree.Chain(tuple(flat), tuple(signs), chain.start, chain.end, chain.condition)
        return
    (only,) = chain.operands
    if only is None:
        return
    inner = _opened(only)
    if isinstance(inner, tree.Chain) and inner.relations:
        yield from _flat(inner)
    elif isinstance(inner, tree.Group) and inner.bracket in ("rows", "lbrace", "("):
        for one in inner.items:  # the example {x = (1, 0), t = 1}, too
            if isinstance(one, tree.Chain) and (one.relations or inner.bracket == "rows"):
                yield from _flat(one)
    elif isinstance(inner, tree.Product):
        for one in inner.factors:
            if isinstance(one, tree.Chain) and one.relations:
                yield from _flat(one)


def _opened(node: Node | None) -> Node | None:
    """What stands in brackets that hold one thing only, where that is a chain."""
    while isinstance(node, tree.Chain) and not node.relations and len(node.operands) == 1:
        node = node.operands[0]
    return node


def _filled(chain: tree.Chain, before: Node | None) -> Iterator[Found]:
    """The statements of a chain; a sign with nothing on one side of it is open."""
    operands = list(chain.operands)
    continued = operands[0] is None
    if continued:
        operands[0] = before
    told: list[Node] = []
    signs: list[Relation] = []
    for sign, left, right in zip(chain.relations, operands, operands[1:], strict=False):
        if left is not None and right is not None:
            told = [*(told or [left]), right]
            signs.append(sign)
            continue
        if signs:
            yield from _whole(told, signs, chain.condition, continued)
        yield Open(sign)
        told, signs, continued = [], [], False
    if signs:
        yield from _whole(told, signs, chain.condition, continued)


def _whole(
    told: list[Node], signs: list[Relation], condition: Node | None, continued: bool
) -> Iterator[Statement]:
    bare = (unglued(telescoped(without_places(_bare(one))), ragged=True) for one in told)
    sides = with_primes(tuple(with_worded_names(with_changes(one)) for one in bare))
    return _apart(Statement(sides, tuple(signs), condition, continued))


def _apart(one: Statement) -> Iterator[Statement]:
    """W = [..] b = [..] without a sign between is two equations: no product says such a thing."""
    for at, node in enumerate(one.operands[1:-1], start=1):
        if (
            isinstance(node, tree.Product)
            and len(node.factors) == 2
            and node.signs[1] == ""
            and isinstance(node.factors[0], tree.Matrix)
            and is_printed(node.factors[0])
            and written(node.factors[1]) is not None
            and written(one.operands[at - 1]) is not None
            and is_printed(one.operands[at + 1])
        ):
            yield replace(one, operands=(*one.operands[:at], node.factors[0]),
                          signs=one.signs[:at])  # fmt: skip
            rest = Statement((node.factors[1], *one.operands[at + 1 :]), one.signs[at:],
                             one.condition)  # fmt: skip
            yield from _apart(rest)
            return
    yield one


def _bare(node: Node) -> Node:
    """Without prose that stands before it: "neuron 1: z"; "- so z" has the dash of a list."""
    if isinstance(node, tree.Sum) and node.signs == ("-",):
        told = _bare(node.terms[0])
        return node if told is node.terms[0] or told.start == node.terms[0].start else told
    if isinstance(node, tree.Product) and isinstance(node.factors[0], tree.Words):
        rest = node.factors[1:]
        if node.factors[0].text.rstrip().endswith((" of", " von")):  # column sums of D
            return node.factors[0]
        if len(rest) == 1:
            return rest[0]
        return tree.Product(rest, ("", *node.signs[2:]), rest[0].start, node.end)
    if isinstance(node, tree.Product) and isinstance(node.factors[-1], tree.Words):
        rest = node.factors[:-1]
        if len(rest) == 1:
            return rest[0]
        return tree.Product(rest, node.signs[:-1], node.start, rest[-1].end)
    return node


def is_printed(node: Node) -> bool:
    """Whether an operand is a result: a number, or a matrix of numbers; nothing to calculate."""
    if scientific(node) is not None:
        return True
    match node:
        case tree.Number() | tree.Sum((tree.Number(),), ("-",)):
            return True
        case tree.Group(bracket, items) if bracket != "rows":
            return all(is_printed(one) for one in items) and len(items) > 0
        case tree.Matrix(rows):
            return all(is_printed(one) for row in rows for one in row)
        case tree.Transposed(inner):
            return isinstance(inner, tree.Matrix | tree.Group) and is_printed(inner)
        case tree.Over(top, bottom):
            return is_printed(top) and is_printed(bottom)
        case tree.Chain((only,), ()) if only is not None:
            return is_printed(only)
    return False


def is_prose(node: Node) -> bool:
    """Whether only words stand there, or blanks to be filled in."""
    return all(isinstance(one, tree.Words) for one in getattr(node, "factors", (node,)))
