"""Environments within a formula: matrices, cases, rows of a derivation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written import tree
from derive.teaching.written.conditions import choice, compared
from derive.teaching.written.letters import CASES, ELSE, IF, MATRICES, ROWS
from derive.teaching.written.tree import Chain, Node

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser


def environment(parser: Parser, start: int) -> Node:
    """The node of an environment, read from behind its \\begin."""
    cases = _braced_on_the_left(parser)
    alone = parser.index < 2 or parser.tokens[parser.index - 2].text in ENDS
    name = name_of(parser)
    before = parser.cells, parser.spaced, parser.brackets, parser.bars
    parser.bars = 0
    if name == "array" and parser.at("{"):
        name_of(parser)
    if name in ROWS and [one.text for one in parser.tokens[parser.index :][:3]] in PLACED:
        for _ in range(3):
            parser.take()
    equations = name in ROWS or (name == "array" and alone and _has_equations(parser))
    if name in CASES or (cases and name in (*MATRICES, *ROWS)):
        parser.cells, parser.spaced, parser.brackets = True, False, 1
        node: Node = tree.Cases(tuple(_cases(parser)), start, start)
    elif name in MATRICES and not equations:
        columns = _has_columns(parser)
        begin = parser.index, parser.token, parser.gap, parser.wide
        parser.cells, parser.spaced, parser.brackets = True, not columns, 1
        rows = _rows(parser)
        if not columns and not _are_entries(rows):
            parser.index, parser.token, parser.gap, parser.wide = begin
            parser.spaced = False
            rows = _rows(parser)
        node = tree.Matrix(tuple(tuple(row) for row in rows if row), start, start)
    elif equations:
        if name in ("alignat", "alignedat") and parser.at("{"):
            name_of(parser)
        parser.cells, parser.spaced, parser.brackets = False, False, 0
        node = _statements(parser, start)
    else:
        parser.refuse("an environment that is not understood", parser.tokens[parser.index - 1])
    parser.cells, parser.spaced, parser.brackets, parser.bars = before
    parser.expect("end")
    closing = name_of(parser)
    if closing != name:
        parser.refuse(f'expected the end of "{name}"', parser.tokens[parser.index - 1])
    end = parser.tokens[parser.index - 1].end
    return type(node)(**{**{f: getattr(node, f) for f in node.__slots__}, "end": end})


def name_of(parser: Parser) -> str:
    """The letters within braces; a star at the end is left out."""
    parser.expect("{")
    letters = []
    while not parser.at("}"):
        if parser.token.kind == "end":
            parser.refuse('expected "}"')
        letters.append(parser.take().text)
    parser.take()
    return "".join(letters).rstrip("*")


def _braced_on_the_left(parser: Parser) -> bool:
    """Whether what begins here stands between a left brace and no right one: cases."""
    tokens, level = parser.tokens, 1
    if [one.text for one in tokens[max(0, parser.index - 3) : parser.index - 1]] != BRACE:
        return False
    for place, token in enumerate(tokens[parser.index :], start=parser.index):
        if token.kind == "command" and token.text in ("begin", "end"):
            level += 1 if token.text == "begin" else -1
        if not level:
            rest = [one.text for one in tokens[place:]]
            after = rest[rest.index("}") + 1 :] if "}" in rest else []
            return after[:2] == ["right", "."]
    return False


BRACE = ["left", "lbrace"]
PLACED = [["[", one, "]"] for one in "tbc"]  # where rows stand beside other things
ENDS = frozenset((",", ".", ";", "\\"))  # what stands before an array that is no operand
_OF_FORMULAS = ("left", "cdot", "odot", "times")


def _has_columns(parser: Parser) -> bool:
    """Whether an & stands in this environment, not only in one within it.

    Where factors are written with a sign, or brackets are made to grow, spaces part no entries.
    """
    level = 1
    for token in parser.tokens[parser.index :]:
        if token.kind == "command" and token.text in ("begin", "end"):
            level += 1 if token.text == "begin" else -1
            if not level:
                return False
        elif token.text in ("&", *_OF_FORMULAS) and level == 1:
            return True
    return False


def _has_equations(parser: Parser) -> bool:
    """Whether equations stand in this environment, outside of those within it."""
    level = 1
    for token in parser.tokens[parser.index :]:
        if token.kind == "command" and token.text in ("begin", "end"):
            level += 1 if token.text == "begin" else -1
            if not level:
                return False
        elif token.text in ("=", "approx") and level == 1:
            return True
    return False


def _are_entries(rows: list[list[Node]]) -> bool:
    """Whether what only spaces part are entries: numbers, or one letter with its indices.

    Else a space stands between factors, as in w_1 x_1 + w_2 x_2.
    """
    cells = [one for row in rows for one in row]
    if all(len(row) < 2 for row in rows):
        return True
    if len({len(row) for row in rows if row}) > 1:
        return False
    names = {one.base.text for one in cells
             if isinstance(one, tree.Scripted) and isinstance(one.base, tree.Name)}  # fmt: skip
    return len(names) < 2 and all(
        isinstance(one, tree.Scripted) if names else _is_number(one) for one in cells
    )


def _is_number(node: Node) -> bool:
    match node:
        case tree.Number():
            return True
        case tree.Sum((only,), _) | tree.Group(_, (only,)) | tree.Chain((only,), ()):
            return only is not None and _is_number(only)
        case tree.Over(top, bottom):
            return _is_number(top) and _is_number(bottom)
    return False


def _row_ends(parser: Parser) -> bool:
    return parser.at("\\", "cr", "newline", "tabularnewline")


def skip_length(parser: Parser) -> None:
    """The extra height of a row, [2pt]."""
    if parser.at("[") and parser.tokens[parser.index + 1].kind == "number":
        while not parser.at("]") and parser.token.kind != "end":
            parser.take()
        parser.expect("]")


def _rows(parser: Parser) -> list[list[Node]]:
    rows: list[list[Node]] = [[]]
    while not parser.at("end"):
        if parser.token.kind == "end":
            parser.refuse("expected the end of the matrix")
        if _row_ends(parser):
            parser.take()
            skip_length(parser)
            rows.append([])
        elif parser.at("&", ",", "hline"):
            parser.take()
            if rows[-1] and parser.token.kind == "word" and parser.token.text in IF:
                rows[-1].append(choice(parser, rows[-1].pop()))  # x & if z > 0 else 0
        else:
            rows[-1].append(parser.chain())
            if not (parser.at("&", "end", ",") or _row_ends(parser) or parser.spaced):
                parser.refuse("expected the end of an entry")
    return rows


def _cases(parser: Parser) -> list[tuple[Node, Node | None]]:
    found: list[tuple[Node, Node | None]] = []
    while not parser.at("end"):
        if parser.token.kind == "end":
            parser.refuse("expected the end of the cases")
        if _row_ends(parser):
            parser.take()
            continue
        value = parser.sum()
        while parser.at("&", ",", ".") or (parser.token.kind == "word" and parser.token.text in IF):
            parser.take()
        found.append((value, _condition(parser)))
        while parser.at(".", ",", ";"):
            parser.take()
        if not (_row_ends(parser) or parser.at("end")):
            parser.refuse("expected the end of a case")
    return found


def _condition(parser: Parser) -> Node | None:
    while parser.token.kind == "word" and parser.token.text in IF:
        parser.take()
    if parser.token.kind == "word" and parser.token.text in ELSE:
        parser.take()
        return None
    if _row_ends(parser) or parser.at("end"):
        return None
    condition = compared(parser)
    if isinstance(condition, tree.Words):
        return None if condition.text.casefold() in ELSE else condition
    return condition


def _statements(parser: Parser, start: int) -> Node:
    """Rows of statements: one chain where each goes on from the row above."""
    formula = parser.formula()
    if not formula.statements:
        parser.refuse("expected a formula")
    if len(formula.statements) == 1:
        (only,) = formula.statements
        return Chain(only.operands, only.relations, start, only.end, only.condition)
    return tree.Group("rows", formula.statements, start, formula.end)
