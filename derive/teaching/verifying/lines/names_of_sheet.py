"""Slips in a formula undone with names that the sheet has itself: of the other layer, of the slope
or the bias that is missing, of the parameter before a step or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from derive.teaching.verifying.lines.in_place import Edit, Edits, Spot
from derive.teaching.verifying.lines.mends import (
    Mend,
    appended,
    entry_sign,
    entrywise,
    inner,
    product_sign,
    times,
    without_factors,
)
from derive.teaching.verifying.lines.operands import Operand, operand
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

MOST_NAMES = 60
_SQUARE = re.compile(r"\s*\^\s*(?:2|\{2\})$")
RUNS = ("a", "z", "slope", "delta", "W", "b", "new.W", "new.b", "grad.a")


def renamed(spot: Spot) -> Iterator[Mend]:
    """Every right side with names of the sheet put in, taken out or exchanged, by its slip."""
    known = names_of_sheet(spot)
    in_slopes = {one.start for one in _in_slopes(spot)}
    places: dict[Ref, list[Node]] = {}
    for node in _names(spot, spot.right.node):
        if (ref := _ref(spot, node)) is not None:
            places.setdefault(ref, []).append(node)
    for ref, nodes in places.items():
        held = [one for one in nodes if one.start in in_slopes]
        for other, name in known.items():
            if held and _is_argument(other, ref):
                yield "slope_at_output", _exchanged(spot, held, name)
            if not _may_stand_for(other, ref):
                continue
            if held:
                yield "slope_of_other_layer", _exchanged(spot, held, name)
            renewed = ref.key.startswith("new.") != other.key.startswith("new.")
            yield "other_weights" if renewed else "name", _exchanged(spot, nodes, name)
    for factor, whole in _slopes(spot, known):
        if whole:
            yield "slope_missing", entrywise(spot, factor)
        else:
            yield "slope_missing", times(spot, spot.right.node, factor, behind=True)
    yield from (("slope_extra", one) for one in without_factors(spot) if in_slopes)
    for other, name in known.items():
        if other.key.startswith("b."):
            yield "bias", appended(spot, name)


def names_of_sheet(spot: Spot) -> dict[Ref, str]:
    """What the sheet calls its quantities, as far as these have stood alone at a sign."""
    found: dict[Ref, str] = {}
    for read in list(spot.left.names.read.values()):
        one = read[-1] if isinstance(read, tuple) else None
        if isinstance(one, Operand) and one.ref is not None and written(one.node) is not None:
            found.setdefault(one.ref, spot.text(one.node).strip())
    return dict(islice(found.items(), MOST_NAMES))


def _may_stand_for(right: Ref, printed: Ref) -> bool:
    """Whether a name may have been taken for another: of the same kind in another layer, or the
    same parameter before and after a step."""
    (kind, _, layer), (mine, _, own) = right.key.rpartition("."), printed.key.rpartition(".")
    if kind.removeprefix("new.") != mine.removeprefix("new.") or mine not in RUNS:
        return False
    if kind != mine:
        return layer == own and right.entry == printed.entry
    return layer != own


def _is_argument(right: Ref, printed: Ref) -> bool:
    """Whether one is what goes into a unit, and the other what comes out of it."""
    kinds = {one.key.partition(".")[0] for one in (right, printed)}
    layers = {one.key.partition(".")[2] for one in (right, printed)}
    return kinds == {"a", "z"} and len(layers) == 1 and right.entry == printed.entry


def _exchanged(spot: Spot, nodes: list[Node], name: str) -> Edits:
    return tuple(Edit(one.start, spot.end(one), name) for one in nodes)


def _ref(spot: Spot, node: Node) -> Ref | None:
    return operand(node, spot.right.names).ref if written(node) is not None else None


def _names(spot: Spot, node: Node) -> Iterator[Node]:
    """The names in a formula; of h_1^2, h_1."""
    for one in inner(node):
        if isinstance(one, tree.Scripted) and one.lower and _is_squared(one):
            end = one.start + len(_SQUARE.sub("", spot.text(one).rstrip()))
            yield replace(one, upper=one.upper[:-1], end=end)
        elif written(one) is not None:
            yield one


def _is_squared(one: tree.Scripted) -> bool:
    last = one.upper[-1] if one.upper else None
    return isinstance(last, tree.Number) and last.text == "2"


def _in_slopes(spot: Spot) -> Iterator[Node]:
    """The names that stand in a slope: in 1 - h^2, or in h (1 - h) beside it."""
    for one in inner(spot.right.node):
        if not isinstance(one, tree.Product):
            continue
        held = [name for factor in one.factors if _from_one(factor)
                for name in _names(spot, factor) if _ref(spot, name) is not None]  # fmt: skip
        refs = {_ref(spot, name) for name in held}
        yield from held
        yield from (factor for factor in one.factors if _ref(spot, factor) in refs)


def _from_one(node: Node) -> bool:
    """Whether something is taken from 1."""
    match node:
        case tree.Group(_, (only,)):
            return _from_one(only)
        case tree.Sum((tree.Number("1"), _), (_, "-")):
            return True
    return False


def _slopes(spot: Spot, known: dict[Ref, str]) -> Iterator[tuple[str, bool]]:
    """The slopes of all units by their outputs' names; whether it is a whole layer's."""
    if spot.judge.place is None:
        return
    layers = spot.judge.place.world.graph.network.layers
    for ref, name in known.items():
        kind, _, layer = ref.key.partition(".")
        function = layers[int(layer) - 1].activation if kind == "a" and layer.isdigit() else ""
        whole = not ref.entry and layer.isdigit() and layers[int(layer) - 1].units > 1
        sign = f" {entry_sign(spot)} " if whole else product_sign(spot)
        if kind == "slope":
            yield name, whole
        elif function == "sigmoid":
            yield f"{name}{sign}(1 - {name})", whole
        elif function == "tanh":
            squared = f"{name}{sign}{name}" if whole or "^" in name else f"{name}^2"
            yield f"(1 - {squared})", whole
