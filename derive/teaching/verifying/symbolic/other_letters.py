r"""A formula that is right but for its letter: \sigma(z) = 1/(1 + e^{-x})."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.calculus import term as tm
from derive.calculus.terms import parts
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, operand
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.symbolic.context import SheetContext
from derive.teaching.verifying.symbolic.definitions import Definitions
from derive.teaching.verifying.symbolic.formula_sign import judged_formulas
from derive.teaching.verifying.symbolic.judging import Fault, FormulaAnswer
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import Written, nodes, whole_names, without_place, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

NO_ARGUMENTS = frozenset(("e", "d", "pi", "sigma"))


def judged_signs(
    left: Operand, sign: str, right: Operand, place: Place | None, sheet: Sheet,
    context: SheetContext | None, condition: Node | None, prose: str,
    defined: Definitions | None = None,
) -> Judged:  # fmt: skip
    """Whether two formulas are equal; where they are with one letter for another, which."""
    found = judged_formulas(left, sign, right, place, sheet, context, condition, prose, defined)
    if found.verdict == "unread" and _lists_entries(left.node, right.node):
        return Judged("no claim", why="unknown")
    if found.verdict != "wrong":
        return found
    bare = place is None and not (left.printed or right.printed)
    if sign == "≈" and (bare or _is_of_any_number(left, right)):
        return Judged("no claim", why="unknown")  # nearly so, for large t or small x: not equal
    mine, other = _name(left.node), _letter(right.node)
    if mine is None or not other or mine.letter == other:
        return found
    renamed = operand(_renamed(right.node, other, mine.node), right.names)
    told = judged_formulas(left, sign, renamed, place, sheet, context, condition, prose, defined)
    if told.verdict != "holds":
        return found
    known = found.answer or FormulaAnswer(False)
    fault = Fault(mislabelled_as=f"{other} = {mine.letter}")
    return replace(found, answer=replace(known, _fault=lambda: fault))


def _is_of_any_number(left: Operand, right: Operand) -> bool:
    """Whether a function of a letter is said to be nearly another formula of it alone."""
    known = FUNCTION_WORDS.keys() | NO_ARGUMENTS
    mine, other = ({(name.letter, repr(without_place(name.indices)))
                    for name in whole_names(side.node) if name.letter not in known}
                   for side in (left, right))  # fmt: skip
    applies = any(isinstance(one, tm.Call) for one in parts(left.term))
    return len(mine) == 1 and mine == other and applies


def _lists_entries(left: Node, right: Node) -> bool:
    r"""Whether a name is said to be the list of its entries: \theta = (\theta_0, \theta_1)^T."""
    name = written(left)
    inner = right.inner if isinstance(right, tree.Transposed) else right
    match inner:
        case tree.Group(_, items) if items:
            entries = [written(one) for one in items]
        case tree.Matrix(rows):
            entries = [written(one) for row in rows for one in row]
        case _:
            return False
    return name is not None and all(
        one is not None and one.letter == name.letter and one.indices for one in entries
    )


def _name(node: Node) -> Written | None:
    """The one name that a formula is about, with all that is written on it."""
    found = [one for one in whole_names(node)
             if one.letter not in NO_ARGUMENTS and one.letter not in FUNCTION_WORDS]  # fmt: skip
    return found[0] if len({(one.letter, one.marks, one.indices) for one in found}) == 1 else None


def _letter(node: Node) -> str:
    """The one plain letter that a formula is about; empty where there are others, or indices."""
    letters = set()
    for one in nodes(node):
        if isinstance(one, tree.Name):
            letters.add(one.text)
        elif isinstance(one, tree.Scripted) and (one.lower or not _is_power(one)):
            return ""
    found = letters - NO_ARGUMENTS - FUNCTION_WORDS.keys()
    return found.pop() if len(found) == 1 else ""


def _is_power(node: tree.Scripted) -> bool:
    return not any(isinstance(one, tree.Mark) for one in node.upper)


def _renamed(node: Any, letter: str, other: Node) -> Any:
    if isinstance(node, tree.Name):
        return other if node.text == letter else node
    return mapped(node, lambda inner: _renamed(inner, letter, other))
