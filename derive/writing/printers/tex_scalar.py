"""Scalar formulas in TeX, in the order in which they are taught: 1 - a, a - t, z e^{-z}."""

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
from derive.writing.printers.tex_order import (
    TEX_COMPARISONS,
    brackets,
    is_small,
    rank,
    sign_of,
    taught,
)

SUM, PRODUCT, FRACTION, ATOM = range(4)
Printed = tuple[str, int]
# a leaf is a name or a number: it is told whether a negative number would need brackets here
Leaf = Callable[[Any, bool], str | None]

FUNCTIONS = {tanh: r"\tanh", sin: r"\sin", cos: r"\cos", erf: r"\mathrm{erf}"}


class Scalars:
    """Prints scalar formulas; `leaf` prints names, `star` stands between names multiplied."""

    def __init__(
        self, leaf: Leaf, star: str = " ", logarithm: str = r"\ln", partial: str = r"\partial"
    ) -> None:
        self.leaf, self.star, self.logarithm, self.partial = leaf, star, logarithm, partial
        self.one = "1"
        self.scalars: frozenset[Any] = frozenset()
        self.base = False  # whether a leaf is asked for as the base of a power

    def text(self, e: Any) -> str:
        return self.printed(e, False)[0]

    def printed(self, e: Any, bracket: bool) -> Printed:
        """The TeX of e and how strongly it binds."""
        own = self.leaf(e, bracket)
        if own is not None:
            return own, ATOM
        if isinstance(e, Number):
            return self._number(e)
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
            return f"e^{{{self.text(e.args[0])}}}", ATOM
        if isinstance(e, Mul):
            return self._mul(e)
        if isinstance(e, Pow):
            return self._pow(e)
        if isinstance(e, log):
            return f"{self.logarithm}{self._argument(e.args[0])}", ATOM
        for function, name in FUNCTIONS.items():
            if isinstance(e, function):
                return f"{name}{self._argument(e.args[0])}", ATOM
        return self._special(e)

    def _special(self, e: Any) -> Printed:
        if isinstance(e, Pi | Exp1):
            return r"\pi" if isinstance(e, Pi) else "e", ATOM
        if isinstance(e, Diff):
            return self._derivative(e)
        if isinstance(e, Sum):
            text, strength = self.printed(e.function, False)
            body = brackets(text) if strength == SUM else text
            signs = " ".join(
                rf"\sum_{{{self.text(k)}={low}}}^{{{self.text(high)}}}" for k, low, high in e.limits
            )
            return f"{signs} {body}", PRODUCT
        if isinstance(e, KroneckerDelta):
            return rf"\delta_{{{e.args[0]}{e.args[1]}}}", ATOM
        if isinstance(e, Cases):
            then, left, comparison, right, otherwise = e.args
            condition = f"{self.text(left)} {TEX_COMPARISONS[comparison.name]} {self.text(right)}"
            return (
                rf"\begin{{cases}} {self.text(then)} & {condition} \\ "
                rf"{self.text(otherwise)} & \text{{otherwise}} \end{{cases}}"
            ), FRACTION
        if isinstance(e, Symbol):
            return str(e), ATOM
        raise TypeError(f"no TeX for {type(e).__name__}: add it to tex_scalar")

    def _number(self, e: Any) -> Printed:
        if isinstance(e, Integer):
            if e < 0:
                return f"-{self._one(-e)}", SUM
            return self._one(e), ATOM
        sign = "-" if e < 0 else ""
        return rf"{sign}\frac{{{abs(e.p)}}}{{{e.q}}}", SUM if sign else FRACTION

    def _one(self, e: Any) -> str:
        return self.one if e == 1 else str(e)

    def _sum(self, terms: Any) -> str:
        text = ""
        for place, term in enumerate(terms):
            if place == 0:
                text, strength = self.printed(term, False)
                continue
            negative, size = sign_of(term)
            printed, strength = self.printed(size, True)
            text += (" - " if negative else " + ") + (
                brackets(printed) if strength == SUM else printed
            )
        return text

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
            return (f"-{text}", SUM) if negative else (text, PRODUCT)
        above = [f for f in factors if f not in below]
        sign = "-" if number < 0 else ""
        p, q = abs(number.p), number.q
        if below or (q != 1 and len(above) == 1 and is_small(above[0])):
            upper = self._product(([Integer(p)] if p != 1 else []) + above, True)
            lower = self._product(
                ([Integer(q)] if q != 1 else []) + [Pow(f.base, -f.exp) for f in below], True
            )
            return rf"{sign}\frac{{{upper or self.one}}}{{{lower}}}", SUM if sign else FRACTION
        front = [] if p == q == 1 else [Rational(p, q)]
        return sign + self._product(front + above), SUM if sign else PRODUCT

    def _product(self, factors: list[Any], alone: bool = False) -> str:
        """Factors side by side; a dot where two numbers would run together."""
        if not factors:
            return ""
        if len(factors) == 1:
            text, strength = self.printed(factors[0], not alone)
            return brackets(text) if strength == SUM and not alone else text
        text = ""
        last_is_name = False
        ordered = sorted(factors, key=lambda f: 0.5 if f in self.scalars else rank(f))
        for place, factor in enumerate(ordered):
            # a number of the formula itself needs no name for one: 2 a, never \mathbf{2} a
            number = factor in self.scalars or not (
                factor.free_symbols or factor.has(MatrixExpr, Indexed)
            )
            printed, strength = (
                self._plain_number(factor)
                if isinstance(factor, Number)
                else self.printed(factor, True)
            )
            open_end = isinstance(factor, Sum | Diff) and place < len(ordered) - 1
            if strength == SUM or open_end or (factor in self.scalars and r"\sum" in printed):
                printed = brackets(printed)
            if text:
                dot = printed[0].isdigit() or printed[0] == "\x02" or text[-1] == "\x03"
                runs_on = text[-1].isdigit() and printed.startswith(r"\frac")
                dot = dot or (runs_on and not isinstance(factor, Diff))
                beside = self.star if last_is_name and not number else " "
                text += r" \cdot " if dot and not beside.strip() else beside
            text += printed
            last_is_name = not number
        return text

    def _factors(self, e: Any) -> str:
        """A product in its taught order: names side by side, derivatives with dots between."""
        texts = []
        for factor in e.args:
            text, strength = self.printed(factor, True)
            texts.append(brackets(text) if strength == SUM else text)
        names = all(isinstance(f, Entry) and isinstance(f.args[0], Named) for f in e.args)
        return (" " if names else r" \cdot ").join(texts)

    def _plain_number(self, e: Any) -> Printed:
        one, self.one = self.one, "1"
        try:
            return self._number(e)
        finally:
            self.one = one

    def _pow(self, e: Any) -> Printed:
        if e.exp.is_Rational and e.exp < 0:
            return self._mul(Mul(Integer(1), e, evaluate=False))
        if e.exp == Rational(1, 2):
            return rf"\sqrt{{{self.text(e.base)}}}", ATOM
        self.base = isinstance(e.base, Symbol | Entry)
        text, strength = self.printed(e.base, True)
        self.base = False
        if strength != ATOM or isinstance(e.base, exp):
            text = brackets(text)
        if self.star.strip() and e.exp == 2:
            return f"{text}{self.star}{text}", PRODUCT
        if "^" in text and text[-1] == "}":  # a mark above stands there already
            text = brackets(text)
        return f"{text}^{{{self.text(e.exp)}}}", ATOM

    def _derivative(self, e: Any) -> Printed:
        f, v = e.args
        d = self.partial if isinstance(v, Indexed) else "d"
        by = self.text(v)
        if isinstance(f, Symbol | Indexed):
            return rf"\frac{{{d} {self.text(f)}}}{{{d} {by}}}", FRACTION
        text, strength = self.printed(f, False)
        plain = strength in (FRACTION, ATOM) or isinstance(f, Sum)
        return rf"\frac{{{d}}}{{{d} {by}}} {text if plain else brackets(text)}", PRODUCT

    def _argument(self, e: Any) -> str:
        text = self.text(e)
        return (
            f" {text}" if isinstance(e, Symbol | Indexed) and text[0] != "\x02" else brackets(text)
        )
