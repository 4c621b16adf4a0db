"""Expressions as pieces under a notation: with their names, or with holes for their numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Symbol
from sympy.tensor.indexed import Indexed

from derive.calculus import expression as ex
from derive.calculus.functions import A, N, T, Z
from derive.calculus.indexed import TARGETS
from derive.writing.holes import (
    Broken,
    Choice,
    Coefficient,
    Hole,
    Once,
    Products,
    Slot,
    Sums,
    Value,
)
from derive.writing.notation import Notation
from derive.writing.printers.letters import Letters
from derive.writing.printers.order import sign_of
from derive.writing.printers.pieces import (
    DOT,
    PERHAPS_TALL,
    Node,
    Piece,
    brackets,
    fenced,
    fraction,
    hole,
    letter,
    marked,
    operator,
    row,
    sign,
    total,
    width,
)
from derive.writing.printers.scalar import Scalars
from derive.writing.runs import typed

PRODUCTS: dict[str, Piece] = {"dot": DOT, "none": " "}
HADAMARDS = {name: row(" ", sign(name), " ") for name in ("circ", "odot")}
TRANSPOSES: dict[str, Piece] = {"T": letter("T"), "top": sign("top")}
PARTIALS = {"partial": sign("partial"), "d": letter("d")}
K = letter("k")
MOST_CELLS = 8
WIDEST_MATRIX = 34.0
WIDEST_ALONE = 38.0
Printed = tuple[Piece, int]
KINDS: dict[type, Callable[[Page, Any], Printed]] = {}


def prints(*classes: type) -> Callable[[Any], Any]:
    """Registers the printing, with names, of a class of matrix expressions."""

    def register(function: Any) -> Any:
        for one in classes:
            KINDS[one] = function
        return function

    return register


class Page:
    """The printing of one document: its notation, the network's facts, and the holes made."""

    def __init__(
        self,
        notation: Notation,
        depth: int = 0,
        hole_width: float = 4.0,
        typed_width: float = 2.0,
        count_from: tuple[int, int] = (1, 1),
        queries: int = 1,
        functions: tuple[Any, ...] = (),
        rounding: tuple[int, str] = (0, "decimals"),
    ) -> None:
        self.notation, self.rounding = notation, rounding
        self._tall = PERHAPS_TALL if rounding[1] == "exact" else 0
        self.hole_width, self.typed_width = hole_width, typed_width
        self.letters = Letters(notation, depth, count_from, queries, functions)
        self.letter, self.function = self.letters.letter, self.letters.function
        self.index = self.letters.index
        self.holes: list[Hole] = []
        self._places: dict[Hole, int] = {}
        self._made: dict[Any, Printed] = {}
        self._numbered: dict[tuple[Any, str], Piece] = {}
        self.logarithm: Piece = operator(notation.logarithm)
        self._d = PARTIALS[notation.derivative]

    # holes --------------------------------------------------------------------------------------
    def hole(self, one: Hole) -> Node:
        """The place of a hole; equal holes are one."""
        place = self._places.get(one)
        if place is None:
            place = self._places[one] = len(self.holes)
            self.holes.append(one)
        return hole(place, self._wide(one), self._tall)

    def _wide(self, one: Hole) -> float:
        """The width, in em, that a hole may need."""
        if isinstance(one, Value | Coefficient):
            return self._slot_width(one.slot) + (0.8 if getattr(one, "bracket", False) else 0.0)
        if isinstance(one, Products):
            wide = 0.0
            for term in one.terms:
                for factor in term:
                    if isinstance(factor, Slot):
                        wide += self._slot_width(factor) + 0.8
                    else:
                        wide += width(factor)
                wide += 0.75 * (len(term) - 1) + 1.3
            return wide
        if isinstance(one, Sums):
            return 0.0  # a row of its own
        if isinstance(one, Choice):
            return max(width(one.then), width(one.otherwise))
        if isinstance(one, Once):
            return width(one.both)
        if isinstance(one, Broken):
            return width(one.whole)
        return self.hole_width

    def _slot_width(self, slot: Slot) -> float:
        """Given numbers are as wide as typed, all others as their digits may make them."""
        return self.typed_width if typed(slot) else self.hole_width

    # names --------------------------------------------------------------------------------------
    def names(self, e: Any) -> Piece:
        """The expression with the names of its quantities."""
        return self.named(e)[0]

    def named(self, e: Any) -> Printed:
        """The same, and how strongly it binds."""
        made = self._made.get(e)
        if made is None:
            for one in type(e).__mro__:
                if one in KINDS:
                    made = KINDS[one](self, e)
                    break
            else:
                otherwise = self.notation.otherwise
                scalars = Scalars(self.leaf, self.logarithm, otherwise=otherwise)
                scalars.partial = self._d
                made = scalars.printed(e, False)
            self._made[e] = made
        return made

    def by(self, above: Piece, below: Piece) -> Node:
        """The derivative of one by the other, as the notation writes it."""
        return fraction(row(self._d, " ", above), row(self._d, " ", below))

    def leaf(self, e: Any, bracket: int) -> Piece | None:
        """The name of a scalar that has one."""
        if isinstance(e, ex.Rate):
            return self.letter("rate")
        if isinstance(e, ex.Entry):
            if isinstance(e.args[0], ex.Jacobian):
                of, by = e.args[0].args
                upper = self.entry(of, self.letters.counted(e.args[1], 1))
                lower = self.entry(by, self.letters.counted(e.args[2], 1))
                return self.by(upper, lower)
            return self.entry(e.args[0], self.index(e))
        if isinstance(e, ex.Call) and e.args[0].name == "identity":
            return self.names(e.args[1])
        if isinstance(e, ex.Call):
            return self.called(e.args[0], self.names(e.args[1]))
        if isinstance(e, ex.CallSlope):
            return self.called(e.args[0], self.names(e.args[1]), "'")
        if isinstance(e, ex.Ratio):
            return self.by(self.names(e.args[0]), self.names(e.args[1]))
        if isinstance(e, ex.Function):
            return self.function(e)
        if isinstance(e, Indexed):
            # only outputs are told index by index
            role = {"z": "output preactivation", "a": "output", "t": "target"}[str(e.base)]
            return marked(self.letter(role), letter(str(e.indices[0])))
        if isinstance(e, Symbol):
            return {
                Z: letter("z"),
                A: self.letter("activation"),
                T: self.letter("target"),
                N: letter("n"),
                TARGETS: row(total(K), " ", marked(self.letter("target"), K)),
            }.get(e)
        if isinstance(e, ex.MatrixExpr):
            return self.names(e)
        return None

    def called(self, function: Any, argument: Piece, prime: str = "") -> Piece:
        """A function, or with a prime its slope, of something in plain brackets."""
        return row(self.function(function), prime, fenced(argument))

    def entry(self, matrix: Any, index: Piece) -> Piece:
        """The name of one entry of a named matrix, a gradient, a slope or a Jacobian."""
        if matrix.shape == (1, 1):
            return self.names(matrix)
        if isinstance(matrix, ex.Partial):
            return self.by(self.names(matrix.args[0]), self.entry(matrix.args[1], index))
        if isinstance(matrix, ex.Slope):
            return self.called(matrix.args[0], self.entry(matrix.args[1], index), "'")
        return self.letters.marked(matrix, index)

    def numbers(self, e: Any, run: str) -> Piece:
        """The expression with holes where its numbers go."""
        from derive.writing.printers.numbers import numbered  # it prints with this page

        made = self._numbered.get((e, run))
        if made is None:
            made = self._numbered[e, run] = numbered(self, e, run)[0]
        return made

    def terms(self, e: Any, part: Callable[[Any], Printed]) -> list[Piece]:
        """The terms of a sum of matrices, each with its sign; dots where they are many."""
        texts: list[Piece] = []
        for place in kept(len(e.args), MOST_CELLS):
            term = e.args[place]
            if place < 0:
                texts.append(row("+ ", sign("dots")))
            elif texts and isinstance(term, ex.Scale) and sign_of(term.args[0])[0]:
                less = term.args[1] if term.args[0] == -1 else ex.Scale(-term.args[0], term.args[1])
                texts.append(row("- ", part(less)[0]))
            else:
                texts.append(row("+ " if texts else "", part(term)[0]))
        return texts


def fronted(factor: Piece, body: Piece, several: bool) -> Piece:
    """factor times body; a factor 1 is left out."""
    if factor == "1":
        return body
    front = "-" if factor in ("-", "-1") else row(factor, " ")
    return row(front, brackets(body) if several else body)


def kept(count: int, most: int) -> list[int]:
    """The places that are shown; -1 stands for the dots in between."""
    if count <= most:
        return list(range(count))
    first = (most - 1) // 2 + (most - 1) % 2
    return [*range(first), -1, *range(count - (most - 1 - first), count)]
