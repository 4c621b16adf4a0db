"""The ways in which a formula of units can be read, by the layers that its letters run through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from math import prod
from typing import Any

from derive.calculus import term as tm
from derive.calculus.decide_entries import free_indices
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_shapes import Matrix, ShapeError
from derive.calculus.term_value import index_value
from derive.calculus.terms import parts, value
from derive.teaching.verifying.lines.operands import Operand, Place, agree
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.verifying.running.names import RunningNames, running, texts
from derive.teaching.verifying.symbolic.judging import allowed
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood, Written, nodes, whole_names, written
from derive.teaching.written.tree import Node

MOST_LETTERS, MOST_PLACES, MOST_CHOICES, MOST_WAYS = 4, 6, 64, 700
UNVALUED = (Missing, ShapeError, Undecided, KeyError, ValueError, ZeroDivisionError,
            OverflowError, RecursionError, AssertionError, TypeError)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A sign between two formulas, and what is said beside it."""

    left: Operand
    sign: str
    right: Operand
    condition: Node | None = None
    prose: str = ""


@dataclass(frozen=True)
class General:
    """Two formulas under one way for their letters to run; `sizes` are how far each goes."""

    left: Term
    right: Term
    refs: dict[str, Ref]
    sizes: tuple[tuple[str, int], ...]
    where: tuple[tm.Compare, ...] = ()
    stretched: bool = False

    def values(self, place: Place, of_sheet: bool) -> dict[str, Any]:
        """What the names are worth at a place; Missing where one has no value."""
        return {key: place.value(ref, of_sheet)[0] for key, ref in self.refs.items()}

    def choices(self, said: str = "") -> Iterator[dict[str, Any]]:
        """Every choice of the letters, as far as the conditions allow."""
        letters = [letter for letter, _ in self.sizes]
        every = product(*(range(1, size + 1) for _, size in self.sizes))
        for choice in islice(every, MOST_CHOICES):
            alike = len(set(choice))
            if (said == "apart" and alike < len(choice)) or (said == "alike" and alike > 1):
                continue
            chosen = dict(zip(letters, choice, strict=True))
            if all(allowed(one, chosen) for one in self.where):
                yield chosen

    def gives(self, ref: Ref, found: Any, place: Place) -> bool:
        """Whether a value of a quantity is what the right side says of it, by the sheet."""
        if type(self.left) is not tm.Entry or type(self.left.matrix) is not tm.Variable:
            return False
        if self.refs[self.left.matrix.key].key != ref.key or ref.turned:
            return False
        try:
            values = self.values(place, True)
            told = {}
            for chosen in self.choices():
                here = values | chosen
                at = tuple(index_value(one, here) - 1 for one in self.left.indices)
                told[(*at, 0)[:2]] = value(self.right, here, Balls())
        except UNVALUED:
            return False
        if ref.entry:
            told = {at: one for at, one in told.items() if at == ref.entry}
            return bool(told) and all(agree(one, found) for one in told.values())
        if type(found) is not Matrix:
            return len(told) == 1 and all(agree(one, found) for one in told.values())
        rows, columns = found.shape
        return len(told) == rows * columns and all(
            row < rows and column < columns and agree(one, found.rows[row][column])
            for (row, column), one in told.items()
        )


def readings(asked: Asked, turned: Mapping[str, bool], mixed: bool = False) -> Iterator[General]:
    """Both sides as terms, for every way in which their letters can run.

    With `mixed`, those in which a letter runs through one layer here and through another there.
    """
    left, right, names = asked.left, asked.right, asked.left.names
    found = names_in((left.node, right.node))
    changes = (1, -1) if any("Delta" in one.accents for one in found) else (1,)
    for layers in _ways([one for one in found if running(one)], names, mixed):
        for change in changes:
            own = BoundNames(names.notation, names.sizes, names.network, names.letters,
                             read=names.read)  # fmt: skip
            reader = RunningNames(own, layers, turned, change)
            meaning = Meaning(reader)
            try:
                terms = meaning.term(left.node), meaning.term(right.node)
                only = meaning.conditions(asked.condition) if asked.condition is not None else ()
            except NotUnderstood:
                continue
            if own.own_names or not own.refs:
                continue
            free = free_indices(*terms)
            widths: dict[str, int] = {}
            for (letter, _), layer in layers.items():
                units = names.sizes.units[layer]
                widths[f"#{letter}"] = min(units, widths.get(f"#{letter}", units))
            sizes = tuple((letter, size) for letter, size in widths.items() if letter in free)
            made = General(*terms, own.refs, sizes, only, reader.stretched)
            yield _updated(made, asked.sign)


def _ways(
    found: list[Written], names: BoundNames, mixed: bool
) -> Iterator[dict[tuple[str, str], int]]:
    """Layers for letters, by the letter and the name that it stands at."""
    at = [(name.letter, texts(name)) for name in found]
    places = sorted({(index, letter) for letter, indices in at for index in indices})
    letters = sorted({index for index, _ in places})
    if len(letters) > MOST_LETTERS or (mixed and len(places) > MOST_PLACES):
        return
    depth = names.sizes.depth
    where = {"h": range(1, depth), "o": (depth,)}
    pairs = [(first, letter, second) for letter, (first, *rest) in at for second in rest]
    if mixed:
        chosen = [_layers_of(letter, where.get(index, range(depth + 1)), names)
                  for index, letter in places]  # fmt: skip
    else:
        chosen = [where.get(index, range(depth + 1)) for index in letters]
    if prod(map(len, chosen)) > MOST_WAYS:
        return
    for layers in product(*chosen):
        if mixed:
            of = dict(zip(places, layers, strict=True))
            if all(
                of[index, letter] == of[index, other]
                for index, letter in places
                for other, _ in at
                if (index, other) in of
            ):
                continue  # fmt: skip
        else:
            of = {(index, letter): layers[letters.index(index)] for index, letter in places}
        if all(abs(of[first, letter] - of[second, letter]) == 1
               for first, letter, second in pairs):  # fmt: skip
            yield of


def _layers_of(letter: str, possible: Sequence[int], names: BoundNames) -> Sequence[int]:
    """The layers that a letter can be of, by what it means."""
    known = names.notation.letters.get(letter)
    role, depth = known.role if known is not None else "", names.sizes.depth
    if role in ("x", "t", "output"):
        return (0,) if role == "x" else (depth,)
    if role in ("W", "numbered", ""):
        return possible
    return [one for one in possible if one]


def _updated(one: General, sign: str) -> General:
    """w = w - ...: the weight on the left is the one after the step."""
    if type(one.left) is not tm.Entry or type(one.left.matrix) is not tm.Variable:
        return one
    ref = one.refs[one.left.matrix.key]
    again = type(one.right) is tm.Add and one.left in parts(one.right)
    if not ref.key.startswith(("W.", "b.")) or not (again or sign == "←"):
        return one
    new = replace(ref, key=f"new.{ref.key}")
    left = tm.Entry(tm.Variable(f"new {one.left.matrix.key}"), one.left.indices)
    return replace(one, left=left, refs={**one.refs, f"new {one.left.matrix.key}": new})


def names_in(both: tuple[Node, Node]) -> list[Written]:
    """All names in two formulas, those of derivatives too."""
    found = list(whole_names(both))
    known = {id(one.node) for one in found}
    return found + [name for node in nodes(both) if id(node) not in known
                    and (name := written(node)) is not None and name.indices]  # fmt: skip
