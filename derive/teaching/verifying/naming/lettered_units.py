"""Units that are called by letters: w_{ca} leads from the input a to the unit c, w_{c0} is a bias.

Such names are read with the number of the unit and of its layer in place of the letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import TARGETS, WEIGHTS
from derive.teaching.verifying.statements.statements import Found, Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

RUNNING = frozenset("ijklmn")
LAST = frozenset("klmn")  # of these, what an output may be called: w_{k0} beside w_{kc}
NUMBERED = frozenset(("x", "i", "input"))  # inputs beside units with letters: w_{1A}
FEWEST = 3  # weights
Pair = tuple[str, str]


@dataclass(frozen=True)
class Units:
    """The number of each unit in its layer, and the layer; that of the inputs is 0.

    With `forward`, w_{ac} leads from a to c.
    """

    places: dict[str, tuple[int, int]]
    forward: bool

    def weight(self, pair: Pair) -> tuple[int, tuple[int, int]] | None:
        """The layer and the indices of a weight; None for one that leads nowhere."""
        to, source = pair[::-1] if self.forward and pair[1] != "0" else pair
        if to not in self.places or (source != "0" and source not in self.places):
            return None
        layer, unit = self.places[to]
        return layer, (unit, self.places[source][1] if source != "0" else 0)


def with_numbered_units(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with numbers for the letters of units, where it gives all their weights."""
    units = _units([one for one, _ in found if isinstance(one, Statement)])
    if units is None:
        return found
    return [(replace(one, operands=_numbered(one.operands, units)), piece)
            if isinstance(one, Statement) else (one, piece) for one, piece in found]  # fmt: skip


def _units(chains: list[Statement]) -> Units | None:
    given = dict.fromkeys(_given(chains))
    pairs = [pair for one in given if (pair := _pair(one)) is not None]
    plain = [_input(one) for one in given if not (one.marks or one.raised)]
    if len(pairs) < FEWEST:
        return None
    for forward in (False, True):
        told = [pair[::-1] if forward and pair[1] != "0" else pair for pair in pairs]
        places = _layers([one for one in told if one[1] != "0"], plain)
        if places is not None and all(to in places for to, _ in told):
            return Units(places, forward)
    return None


def _given(chains: list[Statement]) -> Iterator[Slots]:
    """The names that are said to be a number, and nothing else."""
    for one in chains:
        first, *values = one.operands
        listed = first.items if isinstance(first, tree.Group) and len(first.items) > 1 else (first,)
        for node in listed:  # (x, y) = (2, 1)
            name = written(_inner(node))
            slots = slots_of(name) if name is not None and len(values) == 1 else None
            if slots is not None and is_printed(values[0]):
                yield slots


def _inner(node: Any) -> Any:
    """What an entry of a list holds."""
    alone = isinstance(node, tree.Chain) and not node.relations
    return node.operands[0] if alone else node


def _pair(slots: Slots) -> Pair | None:
    """The letters of a weight; 0 for a bias."""
    if slots.letter.rpartition(" ")[2] not in WEIGHTS or slots.marks or slots.raised:
        return None
    match slots.lowered:
        case (str() as to, str() as source):
            pair = to, source
        case ((str() as to, 0),):
            pair = to, "0"
        case ((str() as to, int() as source),) | (int() as source, str() as to) if to.isupper():
            # w_{A1} is said of the unit first, w_{1A} of the input
            told = (to, str(source))
            pair = told if isinstance(slots.lowered[0], tuple) else told[::-1]
        case _:
            return None
    letters = all(one.isdigit() or len(one) == 1 for one in pair)
    named = any(one.isalpha() and one not in RUNNING for one in pair)  # w_{kc}; not w_{ij}
    named = named or (pair[1] == "0" and pair[0] in LAST)
    return pair if letters and named and pair[0] != pair[1] else None


def _input(slots: Slots) -> str:
    """What an input is called: by its letter, or x_2 by its number."""
    match slots.lowered:
        case ():
            return slots.letter
        case (int() as number,) if slots.letter in NUMBERED:
            return str(number)
    return ""


def _layers(pairs: list[Pair], plain: list[str]) -> dict[str, tuple[int, int]] | None:
    """The place of each unit, where every layer takes all of the one below it."""
    units = list(dict.fromkeys(to for to, _ in pairs))
    sources = {source for _, source in pairs}
    below = [one for one in plain if one in sources]
    if not below or sources - {*units, *below} or set(below) & set(units):
        return None
    places = {one: (0, at) for at, one in enumerate(below, start=1)}
    layer = 0
    while len(units) > 0:
        layer += 1
        here = [unit for unit in units
                if {source for to, source in pairs if to == unit} == set(below)]  # fmt: skip
        if not here:
            return None
        places |= {unit: (layer, at) for at, unit in enumerate(here, start=1)}
        units = [one for one in units if one not in here]
        below = here
    return places


def _numbered(node: Any, units: Units) -> Any:
    name = written(node) if hasattr(node, "start") else None
    slots = slots_of(name) if name is not None else None
    if slots is None or slots.marks:
        return mapped(node, lambda inner: _numbered(inner, units))
    base: Any = node.base if isinstance(node, tree.Scripted) else node
    pair = _pair(slots)
    if pair is not None:
        told = units.weight(pair)
        return node if told is None else _with(node, base, told[1], told[0])
    if not slots.lowered and slots.letter in units.places:
        layer, at = units.places[slots.letter]
        return _with(node, replace(base, text="a" if layer else "x"), (at,), layer)
    match slots.lowered:
        case (str() as unit,) if unit in units.places:
            layer, at = units.places[unit]
            if layer == 0:
                return _with(node, replace(base, text="x"), (at,), 0)
            return _with(node, base, (at,), 0 if slots.letter in TARGETS else layer)
    return node


def _with(node: Node, base: Node, numbers: tuple[int, ...], layer: int) -> Node:
    """A name with these indices, and a layer above 0."""
    here = node.start, node.end
    upper = node.upper if isinstance(node, tree.Scripted) else ()
    mark = (tree.Mark("(", tree.Number(str(layer), *here), *here),) if layer else ()
    lower = tuple(tree.Number(str(one), *here) for one in numbers)
    primes = node.primes if isinstance(node, tree.Scripted) else 0
    return tree.Scripted(base, lower, (*mark, *upper), primes, *here)
