"""How wide a formula is set, in em, near enough to break lines: an estimate from its TeX."""

from __future__ import annotations

import re
from collections.abc import Callable

from derive.writing.holes import CLOSE, OPEN

TOKEN = re.compile(
    OPEN
    + r"\d+"
    + CLOSE
    + r"|\\begin\{(?:pmatrix|bmatrix|cases)\}|\\end\{(?:pmatrix|bmatrix|cases)\}"
    r"|\\[a-zA-Z]+|\\\\|\\.|[{}^_&]|\s+|."
)
WIDE = {
    r"\quad": 1.0,
    r"\sum": 1.5,
    r"\cdot": 0.75,
    r"\circ": 1.0,
    r"\odot": 1.2,
    r"\mathrm": 0.0,
    r"\mathbf": 0.0,
    r"\boldsymbol": 0.0,
    r"\text": 0.0,
    r"\left": 0.15,
    r"\right": 0.15,
    r"\boxed": 0.8,
    r"\sqrt": 0.9,
    r"\tanh": 2.2,
    r"\ln": 1.2,
    r"\hat": 0.0,
    r"\tilde": 0.0,
    r"\overline": 0.1,
    r"\vdots": 0.4,
    r"\cdots": 1.2,
    r"\ddots": 1.2,
    r"\leftarrow": 1.4,
}


Widths = Callable[[int], float]


def width(tex: str, hole: Widths) -> float:
    """The estimated width in em; `hole` answers the width of a hole by its number."""
    return _row(TOKEN.findall(tex), 0, hole, ())[0]


def _row(tokens: list[str], at: int, hole: Widths, stops: tuple[str, ...]) -> tuple[float, int]:
    """The width of the tokens before one of `stops`, and the place of that."""
    total = 0.0
    while at < len(tokens) and not tokens[at].startswith(stops or ("\0",)):
        token = tokens[at]
        if token.startswith(r"\begin{"):
            inner, at = _matrix(tokens, at + 1, hole)
            total += inner
        elif token == "{":
            inner, at = _row(tokens, at + 1, hole, ("}",))
            total += inner
            at += 1
        elif token in ("^", "_"):
            inner, at = _argument(tokens, at + 1, hole)
            total += 0.7 * inner
        elif token in (r"\frac", r"\dfrac"):
            above, at = _argument(tokens, at + 1, hole)
            below, at = _argument(tokens, at, hole)
            total += max(above, below) + 0.3
        else:
            total += _one(token, hole)
            at += 1
    return total, at


def _argument(tokens: list[str], at: int, hole: Widths) -> tuple[float, int]:
    while at < len(tokens) and tokens[at].isspace():
        at += 1
    if at < len(tokens) and tokens[at] == "{":
        inner, at = _row(tokens, at + 1, hole, ("}",))
        return inner, at + 1
    return (_one(tokens[at], hole), at + 1) if at < len(tokens) else (0.0, at)


def _matrix(tokens: list[str], at: int, hole: Widths) -> tuple[float, int]:
    """A matrix: the widest cell of each column, and the gaps between them."""
    columns: list[float] = []
    column = 0
    while at < len(tokens):
        cell, at = _row(tokens, at, hole, ("&", r"\\", r"\end{"))
        columns += [0.0] * (column + 1 - len(columns))
        columns[column] = max(columns[column], cell)
        if at >= len(tokens) or tokens[at].startswith(r"\end{"):
            break
        column = column + 1 if tokens[at] == "&" else 0
        at += 1
    return sum(columns) + 1.0 * (len(columns) - 1) + 1.3, at + 1


def _one(token: str, hole: Widths) -> float:
    if token.startswith(OPEN):
        return hole(int(token[1:-1]))
    if token in WIDE:
        return WIDE[token]
    if token.startswith("\\"):
        return 0.65 if token[1:].isalpha() else 0.3
    if token.isspace() or token in "{}":
        return 0.0
    if token in "+-=<>":
        return 1.3 if token in "+-" else 1.4
    return 0.5 if token.isdigit() or token in "().,[]" else 0.6
