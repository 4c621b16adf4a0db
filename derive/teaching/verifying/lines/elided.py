r"""Matrices with entries left out, \cdots: what is not printed is taken to be what stands there."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.aligned import Alignment
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet
from derive.teaching.verifying.lines.right_numbers import rounded
from derive.teaching.verifying.statements.printed import decimals_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.tree import Node

DOTS = frozenset(("cdots", "ldots", "dots", "vdots", "ddots"))


def is_elided(node: Node) -> bool:
    """Whether a matrix in it leaves entries out."""
    return any(_has_dots(one) for one in nodes(node))


def filled_in(
    statement: Statement, operands: list[Operand], place: Place | None, sheet: Sheet
) -> Statement:
    """The chain with whole matrices: the entries left out are those of the formula before them."""
    found = list(statement.operands)
    formula: Operand | None = None
    for at, one in enumerate(operands):
        if formula is not None and is_elided(one.node):
            aligned = Alignment(formula.names, place, sheet, True)
            whole: dict[int, Node] = {}
            _whole(aligned, formula.node, one.node, whole)
            found[at] = _exchanged(one.node, whole)
        elif one.symbolic and not one.printed:
            formula = one
    return replace(statement, operands=tuple(found))


def _has_dots(node: Node) -> bool:
    return isinstance(node, tree.Matrix) and any(_is_dots(one) for row in node.rows for one in row)


def _is_dots(node: Node) -> bool:
    return isinstance(node, tree.Name) and node.text in DOTS


def _whole(aligned: Alignment, formula: Node, numbers: Node, found: dict[int, Node]) -> None:
    """Gathers for each elided matrix, by its start, the whole one."""
    if isinstance(numbers, tree.Matrix) and _has_dots(numbers):
        value = aligned.value(formula)
        if type(value) is Matrix:
            whole = _expanded(numbers, value)
            if whole is not None:
                found[numbers.start] = whole
        return
    for left, right, _ in aligned.parts(formula, numbers, None) or ():
        _whole(aligned, left, right, found)


def _expanded(node: tree.Matrix, value: Matrix) -> tree.Matrix | None:
    """The printed entries at their places, all others from the value, in as many digits."""
    rows, columns = value.shape
    down = [n for n, row in enumerate(node.rows) if all(_is_dots(one) for one in row)]
    across = [n for n, row in enumerate(zip(*node.rows, strict=False)) if all(map(_is_dots, row))]
    down_from = _places([n for n in range(len(node.rows)) if n not in down], down, rows)
    across_from = _places([n for n in range(len(node.rows[0])) if n not in across], across, columns)
    if down_from is None or across_from is None:
        return None
    printed = [one for one in nodes(node) if isinstance(one, tree.Number)]
    decimals = max((decimals_of(one) for one in printed), default=0)
    start = (-1 - node.start * 10_000 - n for n in count())
    table = []
    for i, row in enumerate(value.rows):
        line: list[Node] = []
        for j, entry in enumerate(row):
            if i in down_from and j in across_from:
                line.append(node.rows[down_from[i]][across_from[j]])
            else:
                line.append(_number(rounded(entry, decimals), next(start)))
        table.append(tuple(line))
    return tree.Matrix(tuple(table), node.start, node.end)


def _places(kept: list[int], dots: list[int], size: int) -> dict[int, int] | None:
    """Where the printed rows stand: from the front before the dots, from the end after them."""
    if len(dots) > 1 or len(kept) > size or (not dots and len(kept) != size):
        return None
    left_out = size - len(kept)
    return {n if not dots or n < dots[0] else n - 1 + left_out: n for n in kept}


def _number(text: str, start: int) -> Node:
    made = tree.Number(text.lstrip("-"), start, start)
    return tree.Sum((made,), ("-",), start, start) if text.startswith("-") else made


def _exchanged(node: Node, whole: dict[int, Node]) -> Node:
    if isinstance(node, tree.Matrix) and node.start in whole:
        return whole[node.start]
    found: Node = mapped(node, lambda inner: _exchanged(inner, whole))
    return found
