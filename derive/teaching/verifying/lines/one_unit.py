"""A bare name of a whole layer that is said to be one number: "neuron 2, t = 0", "net = 0.3".

It is that of the unit that was just spoken of; where none was, it can be any. A name that is worked
out for one unit after the other can be of any layer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derive.teaching.verifying.lines.one_of_equals import of_one_of_equals
from derive.teaching.verifying.lines.operands import Operand, operand, read_operand
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import whole_names, written

OF_UNITS = ("z", "a", "delta")

_UNIT = re.compile(
    r"(?i)\b(?:neuron|unit|node|output|einheit|knoten|ausgabe(?:neuron)?|ausgang|class|klasse)"
    r"\s*(?:no\.?|nr\.?|\#)?\s*(\d)(?![\d.,]\d)"
)


def of_one_unit(
    statement: Statement, operands: list[Operand], text: str
) -> Iterator[list[Operand]]:
    """The operands with the name being that of one unit; `text` is what stands before."""
    yield from of_one_of_equals(statement, operands)
    first, *others = operands
    rows = entries(statement.operands[-1])
    alone = rows is not None and len(rows) == len(rows[0]) == 1
    if alone and first.ref is None and not statement.continued:
        yield from _in_formulas(statement, first)
    if first.ref is None or len(first.names.refs) != 1 or statement.continued or not alone:
        return
    for ref in _units(first, first.ref, text):
        meant = read_operand(statement.operands[0], first.names)
        (key,) = meant.names.refs
        meant.ref = meant.names.refs[key] = ref
        yield [meant, *others]


def _in_formulas(statement: Statement, first: Operand) -> Iterator[list[Operand]]:
    """The operands of o (1 - o) = 0.24 with the only name on its left side being that of one unit,
    any one of its layer."""
    names = first.names
    bare = {slots for name in whole_names(first.node)
            if (slots := slots_of(name)) is not None and names.ref(name) is not None}  # fmt: skip
    refs = set(names.refs.values())
    if len(bare) != 1 or len(refs) != 1:
        return
    (slots,), (ref,) = bare, refs
    size = names.sizes.shape(ref)
    role = ref.key.removeprefix("new.").partition(".")[0]
    if slots.lowered or ref.entry or role not in OF_UNITS or size is None or min(size) > 1:
        return
    for unit in range(max(size) if max(size) > 1 else 0):
        one = {slots: replace(ref, entry=(unit, 0), turned=False)}
        notation = replace(names.notation, single={**names.notation.single, **one})
        meant = replace(names, notation=notation, refs={}, own_names={}, read={})
        yield [operand(node, meant) for node in statement.operands]


def _units(first: Operand, ref: Ref, text: str) -> Iterator[Ref]:
    """The units that a bare name can be said of."""
    name, sizes = written(first.node), first.names.sizes
    role = ref.key.partition(".")[0]
    if name is not None and name.letter in first.names.notation.reused and role in OF_UNITS:
        spoken = _UNIT.findall(text)
        for there in range(1, sizes.depth + 1):
            width = sizes.units[there]
            known = bool(spoken) and 1 < width >= int(spoken[-1]) > 0
            for unit in [int(spoken[-1]) - 1] if known else range(width):
                yield replace(ref, key=f"{role}.{there}", entry=(unit, 0), turned=False)
        return
    size = sizes.shape(ref)
    if size is None or min(size) > 1 or max(size) == 1 or ref.key[:2] in ("W.", "b."):
        return
    spoken = _UNIT.findall(text.rpartition("\n")[2])
    for unit in [int(spoken[-1]) - 1] if spoken else range(max(size)):
        yield replace(ref, entry=(unit, 0), turned=False)
