"""Typical wrong answers: what the named slips make of each asked quantity of a solved exercise.

    wrong = wrong_answers(derive.solve("two-tanh-units"))
    wrong["a"]["grad.W.1"]   # (WrongAnswer(slip="slope_missing", at="delta.1", value=[[...]]), ...)

A slip is made in the formula of one quantity and carried on to all that follows from it. The
formulas are made into steps once for a shape of exercise; other numbers only run them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from derive.calculus.doubles import Doubles
from derive.calculus.plan import Quantity
from derive.calculus.tape.short_sums import Cells
from derive.calculus.tape.slipped import SlippedTape, slipped_tape
from derive.teaching.prepared import Ready, prepared
from derive.teaching.solve import Solution
from derive.writing.shape import PartShape, Shape

# a difference that no shown digit tells is no wrong answer
ALIKE = 1e-9
NUMBERS, VECTORS = ("loss", "new.loss"), ("z.", "a.", "delta.", "grad.a.", "grad.b.", "new.b.")


@dataclass(frozen=True)
class WrongAnswer:
    """What a slip made in the formula of the quantity `at` comes to, in the form of the key."""

    slip: str
    at: str
    value: Any


Wrong = dict[str, tuple[WrongAnswer, ...]]


def wrong_answers(solution: Solution) -> dict[str, Wrong]:
    """The wrong answers of every part by its id, then by key, each different from the right one;
    slips made nearest to the answer come first.

    What belongs to one of several examples is called as in the key's `shown`: "example.2/z.1".
    Of a part with several models or steps, the first run counts.
    """
    shape = solution.shape
    given = [float(one.value) for one in solution.exercise.typed]
    done: dict[str, Cells] = {}
    found: dict[str, Wrong] = {}
    for ready in prepared(shape):
        for start in ready.starts:
            cells = cells_of(ready.tape, given, start.given)
            for place, at in start.left:
                cells[place] = done[start.before][at]
            for segment in ready.tape.segments:
                for double in segment.doubles:
                    double(cells)
            done[start.run.id] = cells
        first = done[ready.starts[0].run.id]
        found[ready.part.id] = _of_part(shape, ready, first)
    return found


DOUBLES = Doubles()


def cells_of(tape: Any, given: list[float], moves: Any) -> Cells:
    """The list of a tape in doubles, with the given numbers in their places."""
    cells: Cells = tape.cells(DOUBLES)
    for place, at in moves:
        cells[place] = given[at]
    return cells


@lru_cache(maxsize=64)
def slips_of(ready: Ready) -> SlippedTape:
    """The slips of a part, each carried on to the end."""
    return slipped_tape(ready.plan, lambda slip, at, changed: True)


def _of_part(shape: Shape, ready: Ready, cells: Cells) -> Wrong:
    laid = slips_of(ready)
    right = list(cells)
    extended(cells, laid)
    found: dict[str, dict[str, WrongAnswer]] = {}
    for one in reversed(laid.slips):  # a slip made near to an answer is the likelier reason for it
        for double in one.doubles:
            double(cells)
        for quantity, places in one.changed:
            wrong = [[cells[place] for place in row] for row in places]
            there = ready.tape.places[quantity.name]
            known = [[right[place] for place in row] for row in there]
            if _visible(wrong, known):
                key = f"{_place(shape, ready.part, quantity)}{quantity.key}"
                answer = WrongAnswer(one.slip, one.at.key, _formed(quantity, wrong))
                found.setdefault(key, {}).setdefault(repr(_rounded(wrong)), answer)
    return {key: tuple(answers.values()) for key, answers in found.items()}


def extended(cells: Cells, laid: SlippedTape) -> None:
    """Room for the slips at the end of the list, with their constants."""
    cells += [None] * (laid.size - len(cells))
    for place, p, q in laid.constants:
        cells[place] = p / q


def _visible(wrong: list[list[float]], right: list[list[float]]) -> bool:
    pairs = [pair for rows in zip(wrong, right, strict=True) for pair in zip(*rows, strict=True)]
    if any(a != a or b is None for a, b in pairs):  # a value that does not exist
        return False
    return any(abs(a - b) > ALIKE * (1 + abs(b)) for a, b in pairs)


def _rounded(matrix: list[list[float]]) -> list[str]:
    return [f"{entry:.9g}" for row in matrix for entry in row]


def _place(shape: Shape, part: PartShape, one: Quantity) -> str:
    """Which example a quantity belongs to, where there are several."""
    names = dict(_places(shape, part))
    return f"{names[one.example]}/" if len(names) > 1 and one.example in names else ""


def _places(shape: Shape, part: PartShape) -> Iterator[tuple[int, str]]:
    for n in part.examples:
        yield shape.example(n), f"example.{n}"
    for n in part.queries:
        yield shape.query(n), f"query.{n}"


def _formed(one: Quantity, matrix: list[list[float]]) -> Any:
    """A number, a list or a list of rows, as the key has it."""
    if one.key in NUMBERS or "[" in one.key:
        return matrix[0][0]
    if one.key.startswith(VECTORS) or one.key.startswith(("new.z.", "new.a.", "slope.")):
        return [row[0] for row in matrix]
    return matrix


__all__ = ["WrongAnswer", "cells_of", "extended", "slips_of", "wrong_answers"]
