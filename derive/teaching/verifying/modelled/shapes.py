"""The shapes of names, inferred from the formulas that they stand in.

A shape is a pair of lengths; a length is 1, or stays open until another is said to be the same.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.terms import parts
from derive.teaching.verifying.modelled.lengths import (
    NUMBER,
    Length,
    Misfit,
    Shape,
    alike,
    is_same,
    joined,
    of_rate,
    same,
)

ENTRYWISE = "∘"
LYING, STANDING = "row", "column"
ADDED = (LYING, STANDING)  # what b may be in X W + b


class Shapes:
    """Works out shapes of terms. `known` are those of names; `of` gives one that is defined;
    `open_` are names of which nothing is known yet. Those `beside` a product of matrices are rows
    or columns as `added` says; `is_spread` tells whether there is one."""

    def __init__(
        self, of: Callable[[str], Shape | None], added: str = LYING,
        beside: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self.added, self.beside, self.is_spread = added, beside, False
        self.known: dict[str, Shape] = {}
        self.open_: set[str] = set()
        self.found: dict[str, Shape | None] = {}  # of what is defined, until more is known
        self.of = of
        self.scope: dict[str, Length] = {}
        self.entrywise = 0  # products of matrices side by side that can only be entry by entry

    def shape(self, term: Any) -> Shape | None:
        """The shape of a term; None where that is not known. Raises Misfit."""
        match term:
            case tm.Constant():
                return NUMBER
            case tm.Variable(key):
                return NUMBER if key[:1] in "#@" else self._name(key)
            case tm.Add(terms):
                return self._same(terms, True)
            case tm.Multiply(factors, signs):
                return self._product(factors, signs)
            case tm.Divide(top, bottom):
                return self._same((top, bottom), False)
            case tm.Turned(inner):
                found = self.shape(inner)
                return found[::-1] if found is not None else None
            case tm.Call(function, arguments):
                return self._call(function, arguments)
            case tm.Power(inner) | tm.Slope(_, inner) | tm.Put(_, _, inner):
                return self.shape(inner)
            case tm.Rate(body, by):
                return of_rate(self.shape(body), self._name(by))
            case tm.Entry(matrix, indices):
                return self._entry(matrix, indices)
            case tm.Total(index, _, _, body):
                outer, self.scope = self.scope, {**self.scope, index: Length()}
                found = self.shape(body)
                self.scope = outer
                return found
            case tm.Choice(rows):
                return self._choice(rows)
        return None

    def adopt(self, term: Term, shape: Shape) -> None:
        """Takes a shape for that of a name of which nothing was known."""
        match term:
            case tm.Variable(key) if key in self.open_ and shape != NUMBER:
                self.known[key] = shape
                self.open_.discard(key)
                self.found.clear()
            case tm.Turned(inner):
                self.adopt(inner, (shape[1], shape[0]))
            case tm.Multiply((inner, tm.Turned(tm.Constant())), _):  # b 1^T
                self.adopt(inner, (shape[0], None))
            case tm.Multiply((tm.Constant(Fraction(numerator=1, denominator=1)), inner), (_, "")):
                self.adopt(inner, (None, shape[1]))  # 1 b, a row again and again
            case tm.Put(_, _, inner) | tm.Call(_, (inner,)) if self.shape(term) is None:
                self.adopt(inner, shape)

    def _name(self, key: str) -> Shape | None:
        if key in self.open_:
            return None
        found = self.known.get(key)
        return found if found is not None else self.of(key)

    def _all(self, terms: tuple[Term, ...]) -> list[Shape | None]:
        """The shapes of terms; a later one may tell an earlier one, by what it is made of."""
        found = [self.shape(one) for one in terms]
        return [self.shape(term) if shape is None else shape
                for term, shape in zip(terms, found, strict=True)]  # fmt: skip

    def _same(self, terms: tuple[Term, ...], broadcasts: bool) -> Shape | None:
        """Of a sum: numbers go with anything, a column with each column of a matrix."""
        shapes = self._all(terms)
        whole = [one for one in shapes if one is not None and one != NUMBER]
        if not whole:
            return None if None in shapes else NUMBER
        result = whole[0]
        for one in whole[1:]:
            result = joined(result, one) if broadcasts else same(result, one)
        for term, shape in zip(terms, shapes, strict=True):
            if shape is None:
                self.adopt(term, self._spread(term, result, terms) if broadcasts else result)
        return result

    def _spread(self, term: Term, whole: Shape, terms: tuple[Term, ...]) -> Shape:
        """The shape of what is added to a matrix, or b of w x + b for each of several x."""
        if not isinstance(term, tm.Variable) or not term.key[0].islower():
            return whole
        if None in whole:
            if any(isinstance(one, tm.Variable) and one.key[0].isupper() for one in parts(terms)):
                return whole
            self.is_spread = True
            return whole if self.added == LYING else NUMBER
        if term.key not in self.beside:
            return whole
        self.is_spread = True
        return (None, whole[1]) if self.added == LYING else (whole[0], None)

    def _product(self, factors: tuple[Term, ...], signs: tuple[str, ...]) -> Shape | None:
        """What stands side by side holds together most."""
        groups: list[list[tuple[Term, Shape | None]]] = []
        kept: list[str] = []
        for factor, shape, sign in zip(factors, self._all(factors), signs, strict=True):
            one = factor, shape
            if groups and sign == "":
                groups[-1].append(one)
            else:
                groups.append([one])
                kept.append(sign)
        results = [self._side_by_side(group) for group in groups]
        result = results[0]
        for other, sign in zip(results[1:], kept[1:], strict=True):
            if result is None or result == NUMBER:
                result = other
            elif other is not None and other != NUMBER:
                result = self._times(result, other, sign)
        if result not in (None, NUMBER) and all(sign == ENTRYWISE for sign in kept[1:]):
            for group, known in zip(groups, results, strict=True):
                if known is None and len(group) == 1:
                    self.adopt(group[0][0], result)
        return None if None in results and result in (None, NUMBER) else result

    def _side_by_side(self, group: list[tuple[Term, Shape | None]]) -> Shape | None:
        result: Shape = NUMBER
        unknown = False
        for at, (term, shape) in enumerate(group):
            if shape is None and result[1] is not None:
                self.adopt(term, (result[1], None))
                shape = self.shape(term)
            if shape is None and at + 1 < len(group):
                after = group[at + 1][1]
                if after is not None and None not in after and _may_lie(term):
                    self.adopt(term, (None, after[0]))
                    shape = self.shape(term)
            if shape is None:
                unknown = True
            elif shape != NUMBER:
                result = shape if result == NUMBER else self._times(result, shape, "")
        return None if unknown and result == NUMBER else result

    def _times(self, a: Shape, b: Shape, sign: str) -> Shape:
        if NUMBER in (a, b):
            return b if a == NUMBER else a
        if sign == ENTRYWISE:
            return same(a, b)
        columns = a[1] is None and b[1] is None
        if columns and b[0] is not None and a[0] is not None:
            alike(a[0], b[0])
            return NUMBER if sign == "·" else a
        if a[1] is None and b[0] is None:
            return a[0], b[1]
        if (a[1] is None) is not (b[0] is None):
            raise Misfit
        if is_same(a, b) and not is_same((a[1], None), (b[0], None)) and sign in ("", "*"):
            self.entrywise += 1
            return a
        alike(a[1], b[0])
        return a[0], b[1]

    def _call(self, function: str, arguments: tuple[Term, ...]) -> Shape | None:
        if function == "kronecker":
            axes = [self.scope.setdefault(one.key, Length()) for one in arguments
                    if isinstance(one, tm.Variable)]  # fmt: skip
            for one in axes[1:]:
                alike(axes[0], one)
            return NUMBER
        found = [self.shape(one) for one in arguments]
        inner = found[0] if found else NUMBER
        if function in ("total", "mean", "trace", "norm"):
            return NUMBER
        if inner is None:
            return None
        match function:
            case "total across" | "mean across":
                return inner[0], None
            case "total down" | "mean down":
                return None, inner[1]
            case "diag":
                long = inner[0] or inner[1]
                return long, long
        return next((one for one in found if one not in (None, NUMBER)), inner)

    def _entry(self, matrix: Term, indices: tuple[Term, ...]) -> Shape:
        shape = self.shape(matrix)
        if shape is not None:
            axes = shape if len(indices) == 2 else ((shape[0] or shape[1]),)
            for axis, index in zip(axes, indices, strict=False):
                if isinstance(index, tm.Variable) and axis is not None:
                    alike(axis, self.scope.setdefault(index.key, Length()))
            if len(indices) == 1 and None not in shape:
                return (shape[1], None)  # one of its rows, standing
        return NUMBER

    def _choice(self, rows: Any) -> Shape | None:
        result: Shape | None = NUMBER
        for conditions, chosen in rows:
            for one in conditions:
                sides = one.left, one.right
                if all(isinstance(x, tm.Variable) and x.key[:1] == "#" for x in sides):
                    self._call("kronecker", sides)
                else:
                    result = self._same(sides, True) or result
            found = self.shape(chosen)
            result = found if found not in (None, NUMBER) else result
        return result


def _may_lie(term: Term) -> bool:
    return isinstance(term, tm.Variable) and term.key[:1] in "xahyzosu"
