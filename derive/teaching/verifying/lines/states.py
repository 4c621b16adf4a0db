"""Names that a rule renews, each by what it was before: v ← 0.9 v - 0.1 g, w ← w + v."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.teaching.verifying.lines.operands import Operand, Sheet, agree, operand, valued
from derive.teaching.verifying.lines.sides import Side
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.statements.printed import number
from derive.teaching.verifying.statements.statements import Statement


def states(chains: list[Statement], names: BoundNames) -> dict[Slots, Operand]:
    """The names of a sheet's own that rules in letters renew, and what the rules say."""
    found = {}
    for one in chains:
        left, right = (operand(node, names) for node in (one.operands[0], one.operands[-1]))
        rule = one.signs[0].sign == "←" and right.symbolic and not right.printed
        if rule and left.own_name is not None:
            found[left.own_name] = right
    return found


def by_rule(left: Side, right: Side, sheet: Sheet) -> Side | None:
    """A name with the value that its rule gives it here; None where none is put in.

    All numbers that the rule stands on have to be among those that are put in.
    """
    rule = sheet.states.get(left.one.own_name) if left.one.own_name is not None else None
    if rule is None or right.printed or right.one.symbolic:
        return None
    told = [one.value for one in right.one.printed.values()]
    for slots in rule.names.own_names.values():
        known = sheet.own.get(slots)
        if known is None or not any(_is(known[0], one) for one in told):
            return None
    found = valued(rule, None, sheet, False)
    if found is None:
        return None
    return replace(left, true=found[0], sheet=found[0], roots=found[1])


def _is(value: object, one: Fraction) -> bool:
    return agree(value, number(one)) or agree(value, number(-one))
