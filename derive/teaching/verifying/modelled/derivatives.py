"""The names of a sheet that stand for derivatives of its loss wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derive.teaching.verifying.modelled.forms import every_name, is_slope
from derive.teaching.verifying.modelled.said import Said
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, Written, written


def derivatives(chains: Iterable[Statement], said: Said) -> Iterator[Slots]:
    """The names that the sheet says to be derivatives of its loss."""
    for name in (name for one in chains for node in one.operands for name in every_name(node)):
        slots = slots_of(name)
        if slots is not None and is_derivative(name, said):
            yield slots


def is_derivative(name: Written, said: Said) -> bool:
    """Whether a name is said to be a derivative of the loss."""
    if said.slopes is not None and isinstance(said.slopes.put(name.node), tree.Derivative):
        return True
    if said.steps is not None:
        name = written(said.steps.at_any(name.node)) or name
    try:
        forms = said.forms.get(said.lettering.split(name)[0], ())
    except NotUnderstood:
        return False
    return bool(forms) and is_slope(forms[0].node)
