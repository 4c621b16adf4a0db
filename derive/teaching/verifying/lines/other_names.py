"""A line that is right of what comes out of a layer, said of what goes in; or the other way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from derive.teaching.verifying.lines.operands import Operand, Place, operand, read_operand
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree

OTHER = {"z": "a", "a": "z"}
Read = Callable[[Statement, list[Operand], Place | None], Reading]


def mislabelled(statement: Statement, best: Reading, read: Read) -> Reading | None:
    """The line under the other name, where all of it holds so; its first sign is mislabelled.

    The name has to stand alone, before numbers.
    """
    first, *others = best.operands
    kind, _, layer = first.ref.key.partition(".") if first.ref is not None else ("", "", "")
    if (
        first.ref is None
        or statement.continued
        or kind not in OTHER
        or len(first.names.refs) != 1
        or best.verdicts[0].verdict != "wrong"
        or not all(one.printed for one in others)
        or any(ref in one.names.refs.values() for one in others for ref in (first.ref,))
    ):
        return None
    meant = read_operand(statement.operands[0], first.names)
    ref = replace(first.ref, key=f"{OTHER[kind]}.{layer}")
    (key,) = meant.names.refs
    meant.names.refs[key] = meant.ref = ref
    if best.place is None or best.place.lacks(ref):
        return None
    told = read(statement, [meant, *others], best.place)
    if told.bad or len(told.verdicts) != len(best.verdicts):
        return None
    return replace(told, verdicts=[Judged("mislabelled"), *told.verdicts[1:]])


def of_what_goes_in(
    statement: Statement, best: Reading, read: Read, sheet: Iterable[Statement]
) -> Reading | None:
    """The line with dh for the derivative by what goes into a unit, where all of it holds so, and
    the sheet has no other name for that."""
    first, *others = best.operands
    kind = first.ref.key.rpartition(".")[0] if first.ref is not None else ""
    if (
        first.ref is None
        or kind != "grad.a"
        or not isinstance(first.node, tree.Derivative)
        or first.node.what is not None
        or statement.continued
        or best.verdicts[0].verdict != "wrong"
        or any(_is_delta(operand(node, first.names)) for one in sheet for node in one.operands)
    ):
        return None
    ref = replace(first.ref, key=first.ref.key.replace("grad.a", "delta"))
    meant = read_operand(statement.operands[0], first.names)
    meant.names.refs.clear()
    meant.ref, meant.term = ref, meant.names.variable(ref)
    if best.place is None or best.place.lacks(ref):
        return None
    told = read(statement, [meant, *others], best.place)
    return None if told.bad else told


def _is_delta(one: Operand) -> bool:
    return one.ref is not None and one.ref.key.startswith("delta.")
