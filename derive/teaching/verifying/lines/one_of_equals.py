"""The name of one of several units that are all the same: Y of two outputs is that of the second
one in (Y - 0) Y (1 - Y), the delta of the second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from derive.teaching.verifying.lines.operands import Operand, operand
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.verifying.statements.statements import Statement


def of_one_of_equals(statement: Statement, operands: list[Operand]) -> Iterator[list[Operand]]:
    """The operands with such names being those of the other units in turn."""
    names = operands[0].names
    equals = names.notation.equals
    keys = {ref.key.removeprefix("new.") for one in operands for ref in one.names.refs.values()}
    layers = {_layer(ref) for ref in equals.values() if ref.key in keys}
    for layer in sorted(layers):
        for unit in range(1, names.sizes.units[int(layer)]):
            others = {slots: replace(ref, entry=(unit, 0)) for slots, ref in equals.items()
                      if _layer(ref) == layer}  # fmt: skip
            notation = replace(names.notation, single={**names.notation.single, **others})
            meant = replace(names, notation=notation, refs={}, own_names={}, read={})
            yield [operand(node, meant) for node in statement.operands]


def each_of_equals(ref: Ref, names: BoundNames) -> Iterator[Ref]:
    """The quantity that a name is; all of them where it is said of units that are the same."""
    if ref.key.removeprefix("new.") not in {one.key for one in names.notation.equals.values()}:
        yield ref
        return
    for unit in range(names.sizes.units[int(_layer(ref))]):
        yield replace(ref, entry=(unit, 0))


def _layer(ref: Ref) -> str:
    return ref.key.rpartition(".")[2]
