"""Formulas of a sheet without data: by its definitions, by shapes, by the model that they make."""

from __future__ import annotations

from derive.teaching.verifying.lines.operands import Operand, Sheet
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.modelled.descent import claimed_by_step
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.symbolic.as_matrices import Unclear
from derive.teaching.verifying.symbolic.by_definitions import by_definitions, may_be_values
from derive.teaching.verifying.symbolic.definitions import Definition, Definitions, key_of
from derive.teaching.verifying.symbolic.differentials import as_free, has_differentials
from derive.teaching.verifying.symbolic.one_variable import is_identity, of_one_variable
from derive.teaching.written import tree
from derive.teaching.written.names import whole_names, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS


def judged_by_definitions(
    left: Operand, right: Operand, told: Definitions, sheet: Sheet, condition: Node | None,
    prose: str,
) -> Judged | None:  # fmt: skip
    """The verdict on two formulas; None where the definitions say nothing."""
    try:
        known = decided(left.node, right.node, told, condition, prose)
    except Unclear:
        return Judged("no claim", why="unknown")
    if known is False and is_identity(left.node, right.node):
        return Judged("holds", why="sampled")
    if has_differentials((left.node, right.node), told):
        free = as_free(left.node, right.node, told)
        said = told.model.holds(*free, condition, prose) if free and told.model else None
        return Judged("no claim", why="unknown") if said is None else _as_judged(said)
    if (
        known is False
        and sheet.own
        and (may_be_values(right.node) or _is_worked_out((left, right), told, sheet))
    ):
        return Judged("no claim", why="unknown")
    if known is False and (_is_case(condition) or _defines(left.node, right.node, told)):
        return None  # g(z) = e^z - 1 for z < 0
    if known is None or (known and _is_known(left.node)):
        return None  # what a sigmoid is, is known: that the sheet says so proves nothing
    return _as_judged(known)


def judged_step(
    left: Operand, right: Operand, told: Definitions, condition: Node | None, prose: str
) -> Judged:
    """The verdict on a step in letters: whether it goes down by the derivative."""
    model, sides = told.model, (left.node, right.node)
    descends = model is not None and claimed_by_step(*sides, model.told) is not None
    said = model.holds(*sides, condition, prose) if model is not None and descends else None
    return Judged("no claim", why="unknown") if said is None else _as_judged(said)


def _as_judged(holds: bool) -> Judged:
    return Judged("holds", why="sampled") if holds else Judged("wrong", why="formula")


def _is_worked_out(sides: tuple[Operand, Operand], told: Definitions, sheet: Sheet) -> bool:
    """Whether a side is a name that was worked out from numbers only: t = tanh(0.3), which may be
    any formula of letters."""
    names = [name for side in sides if (name := written(side.node)) is not None]
    return any(
        slots_of(name) in sheet.worked and not _has_letters(told.formulas.get(key_of(name) or ""))
        for name in names
    )


def _has_letters(found: Definition | None) -> bool:
    """Whether a name is defined by others; functions of numbers are values."""
    return found is not None and any(
        one.letter not in FUNCTION_WORDS for one in whole_names(found.formula)
    )


def _is_case(condition: Node | None) -> bool:
    """Whether this is said where a comparison holds only: a piece of what nothing else defines."""
    signs = condition.relations if isinstance(condition, tree.Chain) else ()
    return any(one.sign in ("<", ">", "≤", "≥") for one in signs)


def _is_known(left: Node) -> bool:
    """Whether a function is called that everybody knows; of its slope something is claimed."""
    alone = isinstance(left, tree.Product) and len(left.factors) == 2
    name = written(left.factors[0]) if isinstance(left, tree.Product) and alone else None
    known = name is not None and (name.letter == "sigma" or name.letter in FUNCTION_WORDS)
    return known and name is not None and not name.primes


def _defines(left: Node, right: Node, told: Definitions) -> bool:
    """Whether this is where a function is said to be what it is: q(z) = z / (1 + |z|)."""
    match left:
        case tree.Product((tree.Name(), tree.Group("(", (_,))), (_, "")):
            return any(one.formula.start == right.start for one in told.formulas.values())
    return False


def decided(
    left: Node, right: Node, told: Definitions, condition: Node | None, prose: str
) -> bool | None:
    """Whether both sides are equal whatever the free names are; None where that is not said.

    What the model says counts: where definitions alone are looked at, matrices are numbers.
    Raises Unclear where it depends on shapes of free letters that nothing tells.
    """
    unclear, known = None, None
    try:
        known = by_definitions(left, right, told, condition, prose)
    except Unclear as found:
        unclear = found
    model = told.model
    if model is not None:
        said: bool | None = model.holds(left, right, condition, prose)
        if known and said is False and not (model.has_layers or _has_matrices(left, right)):
            return known
        if said is not None:
            return said
        if known is False and (
            model.has_layers or model.leaves_open(left, right, condition, prose)
        ):
            known = None
    if unclear is not None:
        raise unclear
    return known


def _has_matrices(left: Node, right: Node) -> bool:
    """Whether capital letters stand there: by definitions alone these are numbers."""
    letters = {one.letter for one in whole_names((left, right))} - LOSSES
    return any(len(one) == 1 and one.isupper() for one in letters)


def of_numbers(
    left: Operand, right: Operand, told: Definitions | None, condition: Node | None, prose: str
) -> bool | None:
    """Whether a formula about a slope is true of any number; letters in it may be what the sheet
    says that they are."""
    slope = of_one_variable(left.node, right.node, left.names, condition)
    model = told.model if told is not None else None
    if slope is False and model and model.holds(left.node, right.node, condition, prose):
        return True
    return slope
