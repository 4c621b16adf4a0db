"""Tables with a row for each example: inputs and targets, and what is worked out from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.usual import USUAL
from derive.teaching.verifying.stated.data import BIASES, INPUTS, RATES, TARGETS, WEIGHTS
from derive.teaching.verifying.statements.cells import in_cell
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.verifying.symbolic.definitions import is_index
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.read import read
from derive.teaching.written.reading import Unread
from derive.teaching.written.tree import Node

NUMBERED = frozenset(("", "#", "i", "n", "k", "p", "m", "nr", "nr.", "no", "no.", "example",
                      "sample", "pattern", "beispiel", "muster", "datum"))  # fmt: skip
INDICES = ("i", "n", "k", "p", "m")
SINGLE = frozenset(("delta", "L", "E", "ell", "e"))  # one number an example, where one unit is last
Rows = list[list[Any]]


@dataclass(frozen=True)
class Examples:
    """What a table says, and the letters of its columns that have no index; how many rows."""

    statements: tuple[tuple[Statement, Piece], ...] = ()
    letters: frozenset[str] = frozenset()
    count: int = 0
    bracket: str = "("


def example_table(
    rows: Rows, cell: Callable[[Any], Node | None], text: str, bracket: str
) -> Examples | None:
    """The examples of a table, whose `cell` reads a number; None where it is no such table.

    Their numbers are put in this `bracket`. The examples may be the rows, or the columns.
    """
    if len({len(row) for row in rows}) > 1:
        return None
    turned = [list(column) for column in zip(*rows, strict=True)]
    return _by_rows(rows, cell, text, bracket) or _by_rows(turned, cell, text, bracket)


def _by_rows(
    rows: Rows, cell: Callable[[Any], Node | None], text: str, bracket: str
) -> Examples | None:
    head, *body = rows
    if len(body) < 2:
        return None
    index = head[0].text.strip(" $\n")
    if head[0].text.strip(" $\n").casefold() in NUMBERED:
        if [row[0].text.strip(" $\n") for row in body] != [str(at + 1) for at in range(len(body))]:
            return None
        head, body = head[1:], [row[1:] for row in body]
    names = [_name(one, index) for one in head]
    marked = [mark.bracket for one in head if (mark := _mark(_first(one), index)) is not None]
    bracket = min(marked, default=bracket)
    letters = {slots.letter for _, slots in filter(None, names)}
    if not (letters & set(INPUTS) and letters & set(TARGETS)):
        return None
    if letters & (WEIGHTS | BIASES | RATES) or not letters <= {*USUAL, *SINGLE, *TARGETS}:
        return None  # the steps of a learning rule
    found = []
    for number, row in enumerate(body, start=1):
        for name, one in zip(names, row, strict=True):
            if name is None:
                continue
            value = cell(one)
            if value is None or entries(value) is None:
                return None
            at = tree.Number(str(number), name[0].start, name[0].end)
            found.append(in_cell(_of_example(name[0], at, bracket), value, text))
    plain = {slots.letter for _, slots in filter(None, names) if not slots.lowered}
    return Examples(tuple(found), frozenset(plain), len(body), bracket)


def bracket_of(found: list[tuple[Found, Piece]]) -> str:
    """The bracket that holds the example on a sheet, or one that holds nothing else."""
    used: set[str] = set()
    for one, _ in found:
        for node in nodes(one.operands) if isinstance(one, Statement) else ():
            name = written(node)
            marks = {mark.bracket for mark in name.marks} if name is not None else set()
            if name is not None and marks and name.letter in ("x", "X"):
                return min(marks)
            used |= marks
    return next((one for one in ("(", "langle") if one not in used), "[")


def _name(head: Any, index: str) -> tuple[Node, Slots] | None:
    r"""The name that a column is of, as in `z = w_1 x_1 + b` or $\hat y$; y for y_i of row i."""
    first = _first(head)
    match first:
        case tree.Scripted(base, lower, upper):
            counted = [one for one in lower if not _counts(one, index)]
            marked = [one for one in upper if one is not _mark(first, index)]
            if (len(counted), len(marked)) != (len(lower), len(upper)):
                plain = not counted and not marked and not first.primes
                kept = replace(first, lower=tuple(counted), upper=tuple(marked))
                first = base if plain else kept
    name = written(first) if first is not None else None
    slots = slots_of(name) if name is not None else None
    if first is None or slots is None or slots.marks or slots.raised:
        return None
    return first, slots


def _first(head: Any) -> Node | None:
    """What the head of a column begins with."""
    found = read(head.text.replace("$", " "), head.start)
    if isinstance(found, Unread) or len(found.statements) != 1:
        return None
    return found.statements[0].operands[0]


def _counts(node: Node, index: str) -> bool:
    """Whether this is the letter that counts the rows."""
    return isinstance(node, tree.Name) and node.text in (index, *INDICES)


def _mark(node: Node | None, index: str) -> tree.Mark | None:
    """The mark on a name in which the letter stands that counts the rows: x^{(i)}."""
    upper = node.upper if isinstance(node, tree.Scripted) else ()
    return next((one for one in upper if isinstance(one, tree.Mark)
                 and _counts(one.inner, index)), None)  # fmt: skip


def _of_example(node: Node, number: Node, bracket: str) -> Node:
    """A name with the number of an example in brackets."""
    here = node.start, node.end
    mark = tree.Mark(bracket, number, *here)
    if isinstance(node, tree.Scripted):
        return replace(node, upper=(mark, *node.upper))
    return tree.Scripted(node, (), (mark,), 0, *here)


def with_examples(found: list[tuple[Found, Piece]], told: Examples) -> list[tuple[Found, Piece]]:
    """What a sheet says with a^{(2)} for a_2, where a is a column of its examples."""
    lowered: dict[str, set[int]] = {}
    for one, _ in found:
        for node in nodes(one.operands) if isinstance(one, Statement) else ():
            match node:
                case tree.Scripted(tree.Name() as base, (tree.Number(text),)) if text.isdigit():
                    lowered.setdefault(_spoken(base), set()).add(int(text))
    every = set(range(1, told.count + 1))
    letters = {letter for letter in told.letters if lowered.get(letter, set()) <= every}
    letters |= {letter for letter in SINGLE if lowered.get(letter) == every}
    return [(replace(one, operands=_numbered(one.operands, letters, told.bracket)), piece)
            if isinstance(one, Statement) else (one, piece) for one, piece in found]  # fmt: skip


def _of_any(node: Any, letters: set[str], index: Node, bracket: str) -> Any:
    """What no index tells, under a sum over the examples: y is y^{(n)}."""
    if isinstance(node, tree.Name):
        return _of_example(node, index, bracket) if _spoken(node) in letters else node
    if isinstance(node, tree.Scripted) and isinstance(node.base, tree.Name):
        if node.lower or any(isinstance(one, tree.Mark) for one in node.upper):
            return node
        if _spoken(node.base) in letters:
            return _of_example(node, index, bracket)
    return mapped(node, lambda inner: _of_any(inner, letters, index, bracket))


def _spoken(name: tree.Name) -> str:
    return " ".join((*name.accents, name.text))


def _numbered(node: Any, letters: set[str], bracket: str) -> Any:
    match node:
        case tree.Scripted(tree.Name() as base, (index,)) if _spoken(base) in letters:
            if is_index(index) or isinstance(index, tree.Number):
                return _of_example(replace(node, lower=()), index, bracket)
        case tree.Product((tree.Name("sumall"), tree.Group() as body), _):
            return _numbered(tree.Big("sum", None, None, body, node.start, node.end), letters,
                             bracket)  # fmt: skip
        case tree.Big("sum", None | tree.Name() as index, _, body):
            index = index or tree.Name("n", node.start, node.start)
            if not any(isinstance(one, tree.Name) and one.text == index.text
                       for one in nodes(body)):  # fmt: skip
                # it goes over the examples
                return replace(node, lower=index, body=_of_any(body, letters, index, bracket))
    return mapped(node, lambda inner: _numbered(inner, letters, bracket))
