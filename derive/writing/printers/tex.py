"""Expressions in TeX under a notation: with their names, or with holes for their numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Mul, Number, Symbol
from sympy.tensor.indexed import Indexed

from derive.calculus import expression as ex
from derive.calculus.functions import A, N, T, Z
from derive.calculus.indexed import TARGETS
from derive.writing.holes import (
    CLOSE,
    OPEN,
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
from derive.writing.printers.tex_letters import Letters
from derive.writing.printers.tex_order import brackets
from derive.writing.printers.tex_scalar import Scalars
from derive.writing.printers.tex_width import width
from derive.writing.runs import typed

PRODUCTS = {"dot": r" \cdot ", "none": " "}
HADAMARDS = {"circ": r" \circ ", "odot": r" \odot "}
TRANSPOSES = {"T": "T", "top": r"\top"}
MATRICES = {"parentheses": "pmatrix", "brackets": "bmatrix"}
PARTIALS = {"partial": r"\partial", "d": "d"}
MOST_CELLS = 8
WIDEST_MATRIX = 34.0
KINDS: dict[type, Callable[[Tex, Any], tuple[str, int]]] = {}


def prints(*classes: type) -> Callable[[Any], Any]:
    """Registers the printing, with names, of a class of matrix expressions."""

    def register(function: Any) -> Any:
        for one in classes:
            KINDS[one] = function
        return function

    return register


class Tex:
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
        self.d = PARTIALS[notation.derivative]
        self.hole_width, self.typed_width = hole_width, typed_width
        self.letters = Letters(notation, depth, count_from, queries, functions)
        self.letter, self.function = self.letters.letter, self.letters.function
        self.index = self.letters.index
        self.holes: list[Hole] = []
        self._places: dict[Hole, int] = {}
        self._widths: dict[str, float] = {}
        self._made: dict[Any, tuple[str, int]] = {}

    # holes --------------------------------------------------------------------------------------
    def hole(self, hole: Hole) -> str:
        """The mark of a hole; equal holes are one."""
        if hole not in self._places:
            self._places[hole] = len(self.holes)
            self.holes.append(hole)
        return f"{OPEN}{self._places[hole]}{CLOSE}"

    def width(self, text: str) -> float:
        """The estimated width of a formula in em, with all its holes."""
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = width(text, self.wide)
        return known

    def wide(self, place: int) -> float:
        """The width, in em, that a hole may need."""
        hole = self.holes[place]
        if isinstance(hole, Value | Coefficient):
            return self._slot_width(hole.slot) + (0.8 if getattr(hole, "bracket", False) else 0.0)
        if isinstance(hole, Products):
            total = 0.0
            for term in hole.terms:
                for factor in term:
                    if isinstance(factor, str):
                        total += width(factor, self.wide)
                    else:
                        total += self._slot_width(factor) + 0.8
                total += 0.75 * (len(term) - 1) + 1.3
            return total
        if isinstance(hole, Choice):
            return max(width(hole.then, self.wide), width(hole.otherwise, self.wide))
        if isinstance(hole, Sums):
            return 0.0  # a row of its own
        if isinstance(hole, Once):
            return width(hole.both, self.wide)
        return self.hole_width

    def _slot_width(self, slot: Slot) -> float:
        """Given numbers are as wide as typed, all others as their digits may make them."""
        return self.typed_width if typed(slot) else self.hole_width

    # names --------------------------------------------------------------------------------------
    def names(self, e: Any) -> str:
        """The expression with the names of its quantities."""
        return self.named(e)[0]

    def named(self, e: Any) -> tuple[str, int]:
        """The same, and how strongly it binds."""
        made = self._made.get(e)
        if made is None:
            for one in type(e).__mro__:
                if one in KINDS:
                    made = KINDS[one](self, e)
                    break
            else:
                scalars = Scalars(self.leaf, logarithm=self.logarithm, partial=self.d)
                made = scalars.printed(e, False)
            self._made[e] = made
        return made

    @property
    def logarithm(self) -> str:
        return "\\" + self.notation.logarithm

    def leaf(self, e: Any, bracket: bool) -> str | None:
        """The name of a scalar that has one."""
        if isinstance(e, ex.Rate):
            return self.letter("rate")
        if isinstance(e, ex.Entry):
            if isinstance(e.args[0], ex.Jacobian):
                of, by = e.args[0].args
                upper = self.entry(of, self.letters.counted(e.args[1], 1))
                lower = self.entry(by, self.letters.counted(e.args[2], 1))
                return rf"\frac{{{self.d} {upper}}}{{{self.d} {lower}}}"
            return self.entry(e.args[0], self.index(e))
        if isinstance(e, ex.Call) and e.args[0].name == "identity":
            return self.names(e.args[1])
        if isinstance(e, ex.Call):
            return f"{self.function(e.args[0])}({self.names(e.args[1])})"
        if isinstance(e, ex.CallSlope):
            return f"{self.function(e.args[0])}'({self.names(e.args[1])})"
        if isinstance(e, ex.Ratio):
            return rf"\frac{{{self.d} {self.names(e.args[0])}}}{{{self.d} {self.names(e.args[1])}}}"
        if isinstance(e, ex.Function):
            return self.function(e)
        if isinstance(e, Indexed):
            # only outputs are told index by index
            role = {"z": "preactivation", "a": "output", "t": "target"}[str(e.base)]
            return self.letter(role) + f"_{{{e.indices[0]}}}"
        if isinstance(e, Symbol):
            return {
                Z: "z",
                A: self.letter("activation"),
                T: self.letter("target"),
                N: "n",
                TARGETS: rf"\sum_{{k}} {self.letter('target')}_{{k}}",
            }.get(e)
        if isinstance(e, ex.MatrixExpr):
            return self.names(e)
        return None

    def entry(self, matrix: Any, index: str) -> str:
        """The name of one entry of a named matrix, a gradient, a slope or a Jacobian."""
        if matrix.shape == (1, 1):
            return self.names(matrix)
        if isinstance(matrix, ex.Partial):
            of = self.names(matrix.args[0])
            return rf"\frac{{{self.d} {of}}}{{{self.d} {self.entry(matrix.args[1], index)}}}"
        if isinstance(matrix, ex.Slope):
            return f"{self.function(matrix.args[0])}'({self.entry(matrix.args[1], index)})"
        return self.letters.marked(matrix, index)

    def numbers(self, e: Any, run: str) -> str:
        """The expression with holes where its numbers go."""
        from derive.writing.printers.tex_numbers import numbered  # it prints with this page

        return numbered(self, e, run)[0]

    def terms(self, e: Any, part: Callable[[Any], tuple[str, int]]) -> list[str]:
        """The terms of a sum of matrices, each with its sign; dots where they are many."""
        texts: list[str] = []
        for place in kept(len(e.args), MOST_CELLS):
            term = e.args[place]
            if place < 0:
                texts.append(r"+ \cdots")
            elif texts and isinstance(term, ex.Scale) and _negative(term.args[0]):
                less = term.args[1] if term.args[0] == -1 else ex.Scale(-term.args[0], term.args[1])
                texts.append("- " + part(less)[0])
            else:
                texts.append(("+ " if texts else "") + part(term)[0])
        return texts


def number(text: str) -> str:
    """A shown number in TeX: fractions set, powers of ten written out.

    >>> number("-0.18"), number("1.5e-7"), number("-1/3")
    ('-0.18', '1.5 \\\\cdot 10^{-7}', '-\\\\frac{1}{3}')
    """
    if "e" in text:
        mantissa, exponent = text.split("e")
        return rf"{mantissa} \cdot 10^{{{exponent}}}"
    if "/" in text:
        sign = "-" if text[0] == "-" else ""
        above, below = text.lstrip("-").split("/")
        return rf"{sign}\frac{{{above}}}{{{below}}}"
    return text


def _negative(e: Any) -> bool:
    return bool(
        e == -1 or (isinstance(e, Mul) and e.args[0] == -1) or (isinstance(e, Number) and e < 0)
    )


def fronted(factor: str, body: str, several: bool) -> str:
    """factor times body; a factor 1 is left out."""
    if factor == "1":
        return body
    return f"{factor}{'' if factor == '-' else ' '}".replace("-1 ", "-") + (
        brackets(body) if several else body
    )


def kept(count: int, most: int) -> list[int]:
    """The places that are shown; -1 stands for the dots in between."""
    if count <= most:
        return list(range(count))
    first = (most - 1) // 2 + (most - 1) % 2
    return [*range(first), -1, *range(count - (most - 1 - first), count)]
