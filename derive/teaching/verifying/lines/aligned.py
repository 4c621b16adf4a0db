"""A line with numbers beside the formula that it was put into: does each number stand for its name?

Intervals alone would let a wrong digit pass where other digits are as coarse; so the numbers are
held one by one against what stands in their place in the formula.
"""

from __future__ import annotations

from typing import Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.common_factors import taken_out
from derive.teaching.verifying.lines.matching import all_served, shared_out
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, agree, operand, valued
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.statements.printed import widened
from derive.teaching.verifying.statements.statements import is_printed
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

Cell = tuple[int, int] | None
Pair = tuple[Node, Node, Cell]
MOST_REORDERED = 12  # terms or factors
MOST_REGROUPED = 7


class Alignment:
    """One formula with its numbers put in, at one place of the sheet, by truth or by sheet."""

    def __init__(self, names: BoundNames, place: Place | None, sheet: Sheet, of_sheet: bool):
        self.names, self.place, self.sheet, self.of_sheet = names, place, sheet, of_sheet
        # numbers, with what should stand there, and the formula of that
        self.misfits: list[tuple[Node, Any, Node]] = []

    def fits(self, formula: Node, numbers: Node, cell: Cell = None) -> bool | None:
        """Whether each number fits; None where nothing can be said."""
        formula, numbers = _stripped(formula), _stripped(numbers)
        if is_printed(numbers):
            return self._same(formula, numbers, cell)
        found = self.parts(formula, numbers, cell)
        if found is None:
            return self._same(formula, numbers, cell)
        before = len(self.misfits)
        told = [self.fits(left, right, at) for left, right, at in found]
        if False not in told:
            return None if None in told else True
        misfits = list(self.misfits)
        otherwise = self._fits_otherwise(formula, numbers, found, cell)
        self.misfits = misfits if otherwise is False else misfits[:before]
        return otherwise

    def _fits_otherwise(
        self, formula: Node, numbers: Node, found: list[Pair], cell: Cell
    ) -> bool | None:
        """Whether the numbers stand in another order, or taken together in another way.

        That they may do so is said by the value of the whole.
        """
        match numbers:
            case tree.Sum(_, signs):
                if self._fits_in_other_order(found, signs):
                    return True
                return self._leaves_out_zero(found) and self._same(formula, numbers, cell)
            case tree.Product():
                if self._fits_in_other_order(found, ("",) * len(found)):
                    return True
                return self._is_grouped_otherwise(formula, numbers, cell)
        return False

    def _fits_in_other_order(self, found: list[Pair], signs: tuple[str, ...]) -> bool:
        """Whether terms or factors stand for what is put elsewhere: 0.6 · 0.15 for w x."""
        if len(found) > MOST_REORDERED:
            return False
        places = range(len(found))
        able = [[n for n in places if signs[n] == signs[at]
                 and self.fits(found[at][0], found[n][1], found[n][2]) is not False]
                for at in places]  # fmt: skip
        return all_served(able)

    def _leaves_out_zero(self, found: list[Pair]) -> bool:
        """Whether a term of the formula is zero, and none of the numbers is: then others differ."""
        return any(_is_zero(self.value(left), at) for left, _, at in found) and not any(
            _is_zero(self.value(right), at) for _, right, at in found
        )

    def _is_grouped_otherwise(self, formula: Node, numbers: Node, cell: Cell) -> bool | None:
        """Whether each number is a product of some factors: 0.4 · (-0.03) · 0.24 for (w d) a (1-a).

        Only where brackets in the formula hold factors together.
        """
        parts, stated = self._single_factors(formula), self._single_factors(numbers)
        if isinstance(formula, tree.Product) and len(parts) == len(self._factors(formula)):
            return False
        values = [_at(self.value(one), cell) for one in parts]
        claimed = [_at(self.value(one), cell) for one in stated]
        if len(parts) > MOST_REGROUPED or any(
            one is None or type(one) is Matrix for one in (*values, *claimed)
        ):
            return self._same(formula, numbers, cell)
        return shared_out(values, claimed)

    def _single_factors(self, node: Node) -> list[Node]:
        node = _stripped(node)
        if not isinstance(node, tree.Product):
            return list(taken_out(node) or (node,))
        factors = self._factors(node)
        if len(factors) == 1:
            return factors
        return [inner for one in factors for inner in self._single_factors(one)]

    def _same(self, formula: Node, numbers: Node, cell: Cell) -> bool | None:
        """Whether both have one value, as far as their digits say."""
        if isinstance(formula, tree.Name) and isinstance(numbers, tree.Name):
            return True if formula.text == numbers.text else None
        left = self.value(formula)
        right = self.value(numbers)
        if left is None or right is None:
            return None
        left = _at(left, cell)
        if agree(left, right) or (isinstance(formula, tree.Number) and _filled(left, right)):
            return True
        loose = widened(right, numbers)
        if loose is not None and agree(left, loose):
            return True
        if is_printed(numbers):
            self.misfits.append((numbers, left, formula))
        return False

    def value(self, node: Node) -> Any:
        """What a part is worth here; None where it has no value."""
        found = valued(operand(node, self.names), self.place, self.sheet, self.of_sheet)
        return None if found is None else found[0]

    def parts(self, formula: Node, numbers: Node, cell: Cell) -> list[Pair] | None:
        """What stands in the same place on both sides; None where they are built differently."""
        match formula, numbers:
            case _, tree.Matrix(rows):
                return [(formula, one, (i, j)) for i, row in enumerate(rows)
                        for j, one in enumerate(row)]  # fmt: skip
            case tree.Sum(left, signs), tree.Sum(right, others) if signs == others:
                return [(one, other, cell) for one, other in zip(left, right, strict=True)]
            case tree.Product(), tree.Product():
                first, second = self._factors(formula), self._factors(numbers)
                if len(first) == len(second) > 1:
                    return [(one, other, cell) for one, other in zip(first, second, strict=True)]
                if len(first) == len(second) == 1 and len(formula.factors) == 2:
                    return [(one, other, cell) for one, other
                            in zip(formula.factors, numbers.factors, strict=True)
                            if not _named(one)] if _alike(formula, numbers) else None  # fmt: skip
            case tree.Bars(kind, inner), tree.Bars(other, held) if kind == other:
                return [(inner, held, cell)]
            case tree.Over(top, bottom), tree.Over(above, below):
                return [(top, above, cell), (bottom, below, cell)]
            case tree.Scripted(), tree.Scripted() if formula.upper and (
                formula.upper[-1:] == numbers.upper or _raised(formula) == _raised(numbers) != ""
            ):
                rest: Node = formula.base
                if formula.lower or formula.upper[:-1]:
                    rest = tree.Scripted(formula.base, formula.lower, formula.upper[:-1],
                                         formula.primes, formula.start, formula.end)  # fmt: skip
                return [(rest, numbers.base, cell)]
        return None

    def _factors(self, product: tree.Product) -> list[Node]:
        """Factors, a function and its argument being one."""
        found: list[Node] = []
        place = 0
        factors = product.factors
        while place < len(factors):
            one = factors[place]
            name = written(one)
            if (
                name is not None
                and place + 1 < len(factors)
                and product.signs[place + 1] == ""
                and isinstance(_stripped_turn(factors[place + 1]), tree.Group | tree.Matrix)
                and self.names.function(name, factors[place + 1]) is not None
            ):
                pair = (one, factors[place + 1])
                found.append(tree.Product(pair, ("", ""), one.start, pair[1].end))
                place += 2
            else:
                found.append(one)
                place += 1
        return found


def _is_zero(value: Any, cell: Cell) -> bool:
    value = _at(value, cell)
    entries = value.entries() if type(value) is Matrix else (value,)
    return value is not None and all(one.contains(0) for one in entries)


def _stripped(node: Node) -> Node:
    while True:
        match node:
            case tree.Group(bracket, (only,)) if bracket != "rows":
                node = only
            case tree.Chain((only,), ()) if only is not None:
                node = only
            case _:
                return node


def _stripped_turn(node: Node) -> Node:
    return node.base if isinstance(node, tree.Scripted) else node


def _named(node: Node) -> bool:
    return written(node) is not None


def _alike(left: tree.Product, right: tree.Product) -> bool:
    """The same function on both sides."""
    first, second = written(left.factors[0]), written(right.factors[0])
    return (
        first is not None
        and second is not None
        and len(right.factors) == 2
        and (first.letter, first.primes) == (second.letter, second.primes)
        and first.raised == second.raised == ()
    )


def _raised(node: tree.Scripted) -> str:
    """The last exponent as it is written."""
    last = node.upper[-1] if node.upper else None
    return last.text if isinstance(last, tree.Number) else ""


def _at(value: Any, cell: Cell) -> Any:
    """An entry of a matrix; a column has one for each row, a row one for each column."""
    if cell is None or type(value) is not Matrix:
        return value
    rows, columns = value.shape
    i, j = (cell[0] if rows > 1 else 0), (cell[1] if columns > 1 else 0)
    return value.rows[i][j] if i < rows and j < columns else value


def _filled(one: Any, matrix: Any) -> bool:
    """Whether a matrix holds one number throughout: the 1 of 1 - a, written out as ones."""
    return type(matrix) is Matrix and all(agree(one, entry) for entry in matrix.entries())


__all__ = ["Alignment", "Operand"]
