"""One function of two calculations, s(0.4 * 0.62 - 0.3) = s(-0.05), whatever function it is."""

from __future__ import annotations

from derive.teaching.verifying.lines.agreement import agree
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, operand, valued
from derive.teaching.written import tree
from derive.teaching.written.names import whole_names, written
from derive.teaching.written.tree import Node


def of_same_function(
    left: Operand, right: Operand, place: Place | None, sheet: Sheet
) -> bool | None:
    """Whether what the function is of is equal within the printed digits; None where no function
    of numbers alone stands on both sides."""
    first, second = _argument(left.node), _argument(right.node)
    if first is None or second is None or first[0] != second[0]:
        return None
    values = [valued(operand(node, left.names), place, sheet, False) for _, node in (first, second)]
    if values[0] is None or values[1] is None:
        return None
    return agree(values[0][0], values[1][0])


def _argument(node: Node) -> tuple[str, Node] | None:
    """A letter before brackets, and the numbers in these."""
    match node:
        case tree.Product((tree.Name() as function, tree.Group("(", (inner,))), (_, "")):
            name = written(function)
            if name is not None and name.plain and not list(whole_names(inner)):
                return name.letter, inner
    return None
