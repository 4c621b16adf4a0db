"""Scalar formulas in the order in which they are taught: 1 - a, a - t, z e^{-z}."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import (
    Add,
    Integer,
    KroneckerDelta,
    Mul,
    Number,
    Pow,
    Rational,
    Sum,
    Symbol,
    cos,
    erf,
    exp,
    log,
    sin,
    tanh,
)
from sympy.core.numbers import Exp1, Pi
from sympy.matrices.expressions import MatrixExpr
from sympy.tensor.indexed import Indexed

from derive.calculus.expression import Cases, Diff, Entry, Factors, Named, Terms
from derive.writing.holes import POWER
from derive.writing.printers.order import COMPARISONS, dotted, is_small, rank, sign_of, taught
from derive.writing.printers.pieces import (
    ABOVE,
    DOT,
    SUM_SIGN,
    Node,
    Piece,
    brackets,
    first,
    fraction,
    grid,
    holds,
    is_hole,
    joined,
    last,
    letter,
    marked,
    operator,
    prose,
    root,
    row,
    sign,
    total,
    word,
)

SUM, PRODUCT, FRACTION, ATOM = range(4)
Printed = tuple[Piece, int]
# a leaf is a name or a number: it is told which numbers would need brackets here
Leaf = Callable[[Any, int], Piece | None]

FUNCTIONS = {tanh: operator("tanh"), sin: operator("sin"), cos: operator("cos"), erf: word("erf")}
PARTIAL = sign("partial")
E = letter("e")


class Scalars:
    """Prints scalar formulas; `leaf` prints names, `star` stands between names multiplied."""

    def __init__(
        self, leaf: Leaf, logarithm: Piece, star: Piece = " ", otherwise: str = "otherwise"
    ) -> None:
        self.leaf, self.star, self.logarithm = leaf, star, logarithm
        self.otherwise = otherwise
        self.partial: Piece = PARTIAL
        self.one: Piece = "1"
        self.scalars: frozenset[Any] = frozenset()

    def text(self, e: Any) -> Piece:
        return self.printed(e, False)[0]

    def printed(self, e: Any, bracket: int) -> Printed:
        """The formula and how strongly it binds."""
        own = self.leaf(e, bracket)
        if own is not None:
            return own, ATOM
        if isinstance(e, Number):
            return self._number(e, self.one)
        if isinstance(e, Add):
            common, rest = e.primitive()
            alike = all(abs(term.as_coeff_Mul()[0]) == common for term in e.args)
            if common != 1 and (common.is_Integer or alike):
                return self._product([common, rest]), PRODUCT
            return self._sum(taught(e.args)), SUM
        if isinstance(e, Terms):
            return self._sum(e.args), SUM
        if isinstance(e, Factors):
            return self._factors(e), PRODUCT
        if isinstance(e, exp):
            return marked(E, above=self.text(e.args[0])), ATOM
        if isinstance(e, Mul):
            return self._mul(e)
        if isinstance(e, Pow):
            return self._pow(e)
        if isinstance(e, log):
            return row(self.logarithm, self._argument(e.args[0])), ATOM
        for function, name in FUNCTIONS.items():
            if isinstance(e, function):
                return row(name, self._argument(e.args[0])), ATOM
        return self._special(e)

    def _special(self, e: Any) -> Printed:
        if isinstance(e, Pi | Exp1):
            return letter("pi") if isinstance(e, Pi) else E, ATOM
        if isinstance(e, Diff):
            return self._derivative(e)
        if isinstance(e, Sum):
            text, strength = self.printed(e.function, False)
            body = brackets(text) if strength == SUM else text
            signs = [total(row(self.text(k), f"={low}"), self.text(n)) for k, low, n in e.limits]
            return joined(" ", [*signs, body]), PRODUCT
        if isinstance(e, KroneckerDelta):
            return marked(letter("delta"), row(*(letter(str(one)) for one in e.args))), ATOM
        if isinstance(e, Cases):
            then, left, comparison, right, otherwise = e.args
            compared = sign(COMPARISONS[comparison.name])
            condition = row(self.text(left), " ", compared, " ", self.text(right))
            lines = ((self.text(then), condition), (self.text(otherwise), prose(self.otherwise)))
            return grid(lines, "cases"), FRACTION
        if isinstance(e, Symbol):
            return letter(str(e)), ATOM
        raise TypeError(f"no printing for {type(e).__name__}: add it to scalar")

    def _number(self, e: Any, one: Piece) -> Printed:
        size = one if abs(e) == 1 else str(abs(e))
        if isinstance(e, Integer):
            return (row("-", size), SUM) if e < 0 else (size, ATOM)
        size = fraction(str(abs(e.p)), str(e.q))
        return (row("-", size), SUM) if e < 0 else (size, FRACTION)

    def _sum(self, terms: Any) -> Piece:
        parts: list[Piece] = []
        for term in terms:
            if not parts:
                parts.append(self.printed(term, False)[0])
                continue
            negative, size = sign_of(term)
            printed, strength = self.printed(size, True)
            parts.append(" - " if negative else " + ")
            parts.append(brackets(printed) if strength == SUM else printed)
        return row(*parts)

    def _mul(self, e: Any) -> Printed:
        factors = list(e.args)
        number = Integer(1)
        for factor in [f for f in factors if isinstance(f, Number)]:
            number *= factor
            factors.remove(factor)
        below = [f for f in factors if isinstance(f, Pow) and f.exp.is_Rational and f.exp < 0]
        open_ends = [f for f in factors if isinstance(f, Diff)]
        if below and open_ends:  # a derivative stands beside a fraction, not in it
            rest = e.func(*(f for f in e.args if f not in open_ends))
            negative, size = sign_of(rest)
            text = self._product([size, *open_ends])
            return (row("-", text), SUM) if negative else (text, PRODUCT)
        above = [f for f in factors if f not in below]
        minus = "-" if number < 0 else ""
        p, q = abs(number.p), number.q
        if below or (q != 1 and len(above) == 1 and is_small(above[0])):
            upper = self._product(([Integer(p)] if p != 1 else []) + above, True)
            lower = self._product(
                ([Integer(q)] if q != 1 else []) + [Pow(f.base, -f.exp) for f in below], True
            )
            size = fraction(upper or self.one, lower)
            return row(minus, size), SUM if minus else FRACTION
        front = [] if p == q == 1 else [Rational(p, q)]
        return row(minus, self._product(front + above)), SUM if minus else PRODUCT

    def _product(self, factors: list[Any], alone: bool = False) -> Piece:
        """Factors side by side; a dot where two numbers would run together."""
        if not factors:
            return ""
        if len(factors) == 1:
            text, strength = self.printed(factors[0], not alone)
            return brackets(text) if strength == SUM and not alone else text
        parts: list[Piece] = []
        last_is_name = False
        ordered = sorted(factors, key=lambda f: 0.5 if f in self.scalars else rank(f))
        for place, factor in enumerate(ordered):
            # a number of the formula itself needs no name for one: 2 a, never \mathbf{2} a
            number = factor in self.scalars or not (
                factor.free_symbols or factor.has(MatrixExpr, Indexed)
            )
            printed, strength = (
                self._number(factor, "1")
                if isinstance(factor, Number)
                else self.printed(factor, True)
            )
            open_end = isinstance(factor, Sum | Diff) and place < len(ordered) - 1
            if strength == SUM or open_end or (factor in self.scalars and holds(printed, SUM_SIGN)):
                printed = brackets(printed)
            if parts:
                dot = dotted(last(parts[-1]), first(printed), isinstance(factor, Diff))
                beside = self.star if last_is_name and not number else " "
                parts.append(DOT if dot and beside == " " else beside)
            parts.append(printed)
            last_is_name = not number
        return row(*parts)

    def _factors(self, e: Any) -> Piece:
        """A product in its taught order: names side by side, derivatives with dots between."""
        texts = []
        for factor in e.args:
            text, strength = self.printed(factor, True)
            texts.append(brackets(text) if strength == SUM else text)
        names = all(isinstance(f, Entry) and isinstance(f.args[0], Named) for f in e.args)
        return joined(" " if names else DOT, texts)

    def _pow(self, e: Any) -> Printed:
        if e.exp.is_Rational and e.exp < 0:
            return self._mul(Mul(Integer(1), e, evaluate=False))
        if e.exp == Rational(1, 2):
            return root(self.text(e.base)), ATOM
        text, strength = self.printed(e.base, POWER)
        if strength != ATOM or isinstance(e.base, exp):
            text = brackets(text)
        if self.star != " " and e.exp == 2:
            return row(text, self.star, text), PRODUCT
        end = last(text)
        if holds(end, ABOVE) and isinstance(end, Node) and end.kind != "fenced":
            text = brackets(text)  # a mark above stands there already
        return marked(text, above=self.text(e.exp)), ATOM

    def _derivative(self, e: Any) -> Printed:
        f, v = e.args
        d = self.partial if isinstance(v, Indexed) else letter("d")
        by = self.text(v)
        if isinstance(f, Symbol | Indexed):
            return fraction(row(d, " ", self.text(f)), row(d, " ", by)), FRACTION
        text, strength = self.printed(f, False)
        plain = strength in (FRACTION, ATOM) or isinstance(f, Sum)
        body = text if plain else brackets(text)
        return row(fraction(d, row(d, " ", by)), " ", body), PRODUCT

    def _argument(self, e: Any) -> Piece:
        text = self.text(e)
        bare = isinstance(e, Symbol | Indexed) and not is_hole(first(text))
        return row(" ", text) if bare else brackets(text)
