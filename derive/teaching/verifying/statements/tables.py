"""Values in tables, Markdown or LaTeX, whose head or first column names the quantity.

A row of names above one row of numbers, or a name and its number in each row. A table that says
anything else beside them, such as steps or gradients, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.example_tables import bracket_of, example_table, with_examples
from derive.teaching.verifying.statements.below_heads import with_heads
from derive.teaching.verifying.statements.calculation_tables import calculation_table
from derive.teaching.verifying.statements.cells import in_cell
from derive.teaching.verifying.statements.habits import with_habits
from derive.teaching.verifying.statements.lettered_rows import with_lettered_rows
from derive.teaching.verifying.statements.parameter_columns import parameter_columns
from derive.teaching.verifying.statements.places import place_of
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement, statements
from derive.teaching.verifying.statements.step_tables import step_table
from derive.teaching.verifying.statements.stray_signs import without_stray
from derive.teaching.written.decimal_commas import with_points
from derive.teaching.written.documents import Document
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.plain_text import is_formula
from derive.teaching.written.read import read
from derive.teaching.written.reading import Unread
from derive.teaching.written.tree import Node

MOST_ROWS = 60
FIRST, LAST = 0, -1
VALUES = frozenset(("", "value", "values", "result", "results", "wert", "werte", "ergebnis",
                    "ergebnisse", "zahl", "number"))  # fmt: skip
_PIPES = re.compile(r"(?:^[ \t]*\|[^\n]*\|[ \t]*(?:\n|\Z)){2,}", re.MULTILINE)
_RULE = re.compile(r"^[\s|:-]+$")
_TABULAR = re.compile(
    r"\\(?:begin)\{tabular\}\s*\{[^\n]*?\}\s*\n?(.*?)\\(?:end)\{tabular\}", re.DOTALL
)
_LINES = re.compile(r"\\(?:hline|toprule|midrule|bottomrule|cline\{[^{}]*\})")
_UNIT = re.compile(
    r"\s*(?:(?:unit|neuron|einheit|knoten|node|class|klasse)(?:\s+nr\.?|\s+no\.?)?|nr\.?|no\.?)"
    r"\s*(?:\$?([ijk])\$?)?\s*$|\s*\$?([ijk])\$?\s*$",
    re.IGNORECASE,
)
_WORKED_OUT = re.compile(r"\s*(.*=.*\S)\s*$")  # 2·1 − 1 = 1, without marks
_ENDS = re.compile(r"(?:^|[=\s$])(\d)[\s$]*$")
_RUNS = re.compile(r"_\{?\d?[ijk](?![a-zA-Z])|\[[ijk](?=\])")
_CELL = re.compile(
    r"^\s*\$([^$]+)\$\s*$|^\s*\\\((.+?)\\\)\s*$|^\s*([-−+]?\d+(?:[.,]\d+)?)\s*$"
    r"|^\s*((?:[^\W\d_]|net|out|err|delta)(?:_[ijk]?\d{0,2}|\d{1,2}|\[[ijk\d]\]))\s*$"  # w_j1, x[i]
    r"|^\s*([-−+(]*\d[-−+\d.,\s·*×/()]*[=≈][ ]?[-−+]?\d+(?:[.,]\d+)?)\s*$"  # 0.5 · 2 = 1
)


@dataclass(frozen=True)
class Cell:
    text: str
    start: int


def read_sheet(document: Document) -> list[tuple[Found, Piece]]:
    """All that a sheet states, in its formulas and in its tables, in the order of the text."""
    found: list[tuple[Found, Piece]] = list(without_stray(statements(document)))
    told: list[tuple[Statement, Piece]] = []
    of_examples = -1
    for table in tables(document.text):
        bracket = bracket_of(found)
        examples = example_table(table, lambda cell: _node(cell, document), document.text, bracket)
        if examples is not None:
            found = with_examples(found, examples)
            told, of_examples = [*examples.statements], table[0][0].start
            break
    told += table_statements(document, of_examples)
    found = sorted([*found, *told], key=lambda one: place_of(one[0])) if told else found
    found = with_heads(found, tables(document.text))
    found = with_lettered_rows(
        found, tables(document.text), lambda cell: _node(cell, document), document.text
    )
    return with_habits(found, document.text)


def table_statements(document: Document, but: int = -1) -> Iterator[tuple[Statement, Piece]]:
    """Each number under or beside its name, as an equation in the place of the number.

    The table that starts at `but`, whose rows are examples, is left out.
    """
    for rows in tables(document.text):
        head, *body = rows
        if head[0].start == but:
            continue
        if len(body) == 1 and all(
            (_node(name, document) and _node(cell, document))
            or (_says_value(name) and _says_value(cell))
            for name, cell in zip(head, body[0], strict=False)
        ):
            pairs = list(zip(head, body[0], strict=False))
        elif len(head) == 2 and all(_says_value(one) for one in head[1:]):
            pairs = [(row[0], row[1]) for row in body if len(row) == 2]
        elif all(len(row) == 2 and _node(row[0], document) for row in rows):
            pairs = [(row[0], row[1]) for row in rows]
        else:
            yield from _by_units(head, body, document)
            yield from _by_numbers(head, body, document)
            for other in (step_table, parameter_columns, calculation_table):
                yield from other(rows, lambda cell: _node(cell, document), document.text)
            continue
        for name, number in pairs:
            left, right = _node(name, document), _node(number, document)
            if left is None or right is None or written(left) is None or entries(right) is None:
                continue
            yield in_cell(left, right, document.text)


def _by_units(
    head: list[Cell], body: list[list[Cell]], document: Document
) -> Iterator[tuple[Statement, Piece]]:
    """A row for each unit j, its number in front, under heads in j: $z_j$, $1 - h_j^2$."""
    unit = _UNIT.match(head[0].text)
    numbers = [row[0].text.strip(" $") for row in body]
    if unit is None or len(body) > 9 or numbers != [str(at + 1) for at in range(len(body))]:
        return
    said = unit[1] or unit[2]
    running = {one[-1] for of in head[1:] for one in _RUNS.findall(of.text)}
    if said is None and len(running) != 1:
        return  # the word alone does not say which letter counts the units
    letter = re.compile(rf"(?<![A-Za-z\\]){said or min(running)}(?![A-Za-z])")
    for number, row in zip(numbers, body, strict=True):
        for of, cell in list(zip(head, row, strict=False))[1:]:
            named = letter.sub(number, of.text)  # as long as it was: places stay
            left = _node(Cell(named, of.start), document, FIRST)
            right = _node(cell, document, LAST)
            if named == of.text or left is None or right is None or entries(right) is None:
                continue
            yield in_cell(left, right, document.text)


def _by_numbers(
    head: list[Cell], body: list[list[Cell]], document: Document
) -> Iterator[tuple[Statement, Piece]]:
    r"""A column for each number of an index, and names with it in front: $w_{1i}$ under i = 1."""
    ends = [_ENDS.search(one.text) for one in head[1:]]
    told = [one[1] if one else "" for one in ends]
    least = 0 if told[:1] == ["0"] else 1
    if told != [str(at) for at in range(least, len(ends) + least)]:
        return
    for first, *row in body:
        running = _RUNS.findall(first.text)
        if len(running) != 1 or len(row) != len(ends):
            continue
        counted = 1 if "[" in running[0] else least  # brackets that count from 0 are read so
        for at, cell in enumerate(row, start=counted):
            named = _RUNS.sub(lambda one, at=at: f"{one[0][:-1]}{at}", first.text)  # type: ignore[misc]
            left, right = _node(Cell(named, first.start), document), _node(cell, document)
            if left is None or right is None or entries(right) is None:
                continue
            yield in_cell(left, right, document.text)


def tables(text: str) -> Iterator[list[list[Cell]]]:
    if "|" in text:
        for match in _PIPES.finditer(text):
            found = []
            place = match.start()
            for line in match.group().splitlines(keepends=True)[:MOST_ROWS]:
                if not _RULE.match(line):
                    found.append(list(_cells(line, place, r"(?<!\\)\|"))[1:-1])
                place += len(line)
            if len(found) > 1:
                yield found
    if "tabular" in text:
        for match in _TABULAR.finditer(text):
            inside = _LINES.sub(lambda one: " " * len(one.group()), match[1])
            rows = list(_cells(inside, match.start(1), r"\\\\"))[:MOST_ROWS]
            found = [list(_cells(row.text, row.start, r"(?<!\\)&")) for row in rows
                     if row.text.strip()]  # fmt: skip
            if len(found) > 1:
                yield found


def _cells(text: str, start: int, mark: str) -> Iterator[Cell]:
    place = 0
    for one in re.finditer(mark, text):
        yield Cell(text[place : one.start()], start + place)
        place = one.end()
    yield Cell(text[place:], start + place)


def _says_value(cell: Cell) -> bool:
    return cell.text.strip(" *_:=\n\t").casefold() in VALUES


def _node(cell: Cell, document: Document, which: int | None = None) -> Node | None:
    """The one thing that a cell holds: a name or a number, in marks of mathematics or plain.

    Or, of several that it says to be equal, the FIRST or the LAST.
    """
    match = _CELL.match(cell.text)
    if match is None and which == LAST and is_formula(f"x = {cell.text.strip()}"):
        match = _WORKED_OUT.match(cell.text)
    if match is None:
        return None
    group = next(at for at in range(1, len(match.groups()) + 1) if match[at] is not None)
    text = match[group]
    if group == 3:
        text = text.replace(",", ".")
    elif document.has_commas:
        text = with_points(text)
    found = read(text, cell.start + match.start(group), document.macros)
    if isinstance(found, Unread) or len(found.statements) != 1:
        return None
    if found.statements[0].relations and which is None:
        return None
    return found.statements[0].operands[which or 0]


def names_in_heads(document: Document) -> Iterator[Slots]:
    """The names of columns with several numbers: the course of a training."""
    for head, *body in tables(document.text):
        for cell in head if len(body) > 1 else ():
            node = _node(cell, document)
            name = written(node) if node is not None else None
            slots = slots_of(name) if name is not None else None
            if slots is not None:
                yield slots
