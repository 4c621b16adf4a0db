"""A bare name of a whole layer that is said to be one number: "neuron 2, t = 0", "net = 0.3".

It is that of the unit that was just spoken of; where none was, it can be any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from derive.teaching.verifying.lines.operands import Operand, read_operand
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement

_UNIT = re.compile(
    r"(?i)\b(?:neuron|unit|node|output|einheit|knoten|ausgabe(?:neuron)?|ausgang|class|klasse)"
    r"\s*(?:no\.?|nr\.?|\#)?\s*(\d)(?![\d.,]\d)"
)


def of_one_unit(
    statement: Statement, operands: list[Operand], text: str
) -> Iterator[list[Operand]]:
    """The operands with the name being that of one unit; `text` is what stands before."""
    first, *others = operands
    size = first.names.sizes.shape(first.ref) if first.ref is not None else None
    if first.ref is None or size is None or len(first.names.refs) != 1 or statement.continued:
        return
    rows = entries(statement.operands[-1])
    alone = rows is not None and len(rows) == len(rows[0]) == 1
    if not alone or min(size) > 1 or max(size) == 1 or first.ref.key[:2] in ("W.", "b."):
        return
    spoken = _UNIT.findall(text.rpartition("\n")[2])
    units = [int(spoken[-1]) - 1] if spoken else range(max(size))
    for unit in units:
        meant = read_operand(statement.operands[0], first.names)
        (key,) = meant.names.refs
        meant.ref = meant.names.refs[key] = replace(first.ref, entry=(unit, 0), turned=False)
        yield [meant, *others]
