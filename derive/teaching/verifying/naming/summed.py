"""Parameters told by the sum that they stand in: where n = P x + p is printed with the numbers of
what goes into a layer, P is its matrix and p its bias, whatever is said of them later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.teaching.verifying.naming.evidence import Evidence, Values
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.usual import OF_UNITS, USUAL
from derive.teaching.verifying.statements.printed import Entry
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

WEIGHT = 6.0  # more than a matrix of numbers, which may have a slip in it
ROLES = {"z": False, "a": True}  # whether a function stands around the sum


def in_sums(one: Statement, results: list[list[Entry]], values: Values) -> Iterator[Evidence]:
    """The matrix and the bias of a line M v + c, or f(M v + c), that ends with the numbers of a
    layer alone."""
    if len(results) * len(results[0]) < 2:
        return
    for node in one.operands:
        for role, applied in ROLES.items():
            inner = _argument(node) if applied else node
            parts = _parts(inner) if inner is not None else None
            if parts is None:
                continue  # looking numbers up takes longer
            layers = {key[2:] for key, *_ in values.fits(results) if key.startswith(f"{role}.")}
            if len(layers) != 1:
                continue
            (layer,) = layers
            for kind, slots in zip("Wb", parts, strict=True):
                for table in values.matrices.get((f"{kind}.{layer}", 0), [])[:1]:
                    fit = (f"{kind}.{layer}", 0, (), False)
                    yield Evidence(slots, frozenset((fit,)), WEIGHT, (len(table), len(table[0])))


def _argument(node: Node) -> Node | None:
    """What a function of one thing is of."""
    match node:
        case tree.Product((tree.Name(), tree.Group("(", (inner,))), ("", "")):
            return inner
    return None


def _parts(node: Any) -> tuple[Slots, Slots] | None:
    """M and c of M v + c, each one bare letter."""
    match node:
        case tree.Sum((tree.Product((matrix, vector), (_, "")), added), ("+", "+")):
            names = written(matrix), written(added)
            found = [slots_of(one) for one in names if one is not None and one.plain]
            known = [one for one in found if one is not None]
            if len(known) < 2 or not known[0].letter.isupper() or not known[1].letter.islower():
                return None
            of = written(vector)
            is_unit = of is not None and USUAL.get(of.letter, ("",))[0] in OF_UNITS
            if USUAL.get(known[0].letter, ("W",))[0] in OF_UNITS and not is_unit:
                return None  # X w + b: each row is an example
            return known[0], known[1]
    return None
