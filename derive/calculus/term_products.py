"""Products and sums of terms put together shortly: numbers in front, signs before."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term

ONE = tm.Constant(Fraction(1))
ZERO = tm.Constant(Fraction(0))


def chained(factors: list[Term]) -> Term:
    return factors[0] if len(factors) == 1 else tm.Multiply(tuple(factors), ("",) * len(factors))


def over(top: Term, bottom: Term) -> Term:
    return tm.Divide(top, bottom)


def times(*factors: Term) -> Term:
    """A product, its numbers put together in front."""
    number = Fraction(1)
    kept: list[Term] = []
    for one in factors:
        inner = list(one.factors) if isinstance(one, tm.Multiply) and not any(one.signs) else [one]
        for factor in inner:
            match factor:
                case tm.Constant(found):
                    number *= found
                case tm.Divide(tm.Constant(top), tm.Constant(bottom)) if bottom:
                    number *= top / bottom
                case _:
                    kept.append(factor)
    if number != 1 or not kept:
        kept.insert(0, tm.Constant(number))
    return kept[0] if len(kept) == 1 else tm.Multiply(tuple(kept), ("",) * len(kept))


def summed(terms: list[Term], signs: tuple[int, ...] | None = None) -> Term:
    """A sum; a summand with a negative number in front is taken away."""
    kept, told = [], []
    for one, sign in zip(terms, signs or (1,) * len(terms), strict=True):
        number = one.factors[0] if isinstance(one, tm.Multiply) else ZERO
        if isinstance(number, tm.Constant) and number.value < 0:
            kept.append(times(tm.Constant(-ONE.value), one))
            told.append(-sign)
        else:
            kept.append(one)
            told.append(sign)
    order = sorted(range(len(kept)), key=lambda place: -told[place])  # what is added comes first
    return tm.Add(tuple(kept[one] for one in order), tuple(told[one] for one in order))


def apart(term: Term) -> tuple[Term, Term]:
    """The number in front of a product, and the rest."""
    if isinstance(term, tm.Multiply) and isinstance(term.factors[0], tm.Constant):
        return term.factors[0], times(*term.factors[1:]) if not any(term.signs) else tm.Multiply(
            term.factors[1:], ("", *term.signs[2:])
        )
    return ONE, term


def turned_term(term: Term) -> Term:
    return term.inner if isinstance(term, tm.Turned) else tm.Turned(term)


def difference(left: Term, right: Term, forth: bool) -> Term:
    """One less the other, or the other way round; nothing is taken from nothing."""
    sign = 1 if forth else -1
    if right == ZERO:
        return left if forth else tm.Add((left,), (-1,))
    if left == ZERO:
        return tm.Add((right,), (-1,)) if forth else right
    return tm.Add((left, right), (sign, -sign))


def with_signs(term: Any) -> Any:
    """The term with a sign before each product that began with -1."""
    if type(term) is tuple:
        return tuple(map(with_signs, term))
    if not hasattr(term, "__dataclass_fields__"):
        return term
    made = type(term)(*(with_signs(getattr(term, name)) for name in term.__slots__))
    if isinstance(made, tm.Multiply) and made.factors[0] == tm.Constant(Fraction(-1)):
        rest = made.factors[1:]
        whole = rest[0] if len(rest) == 1 else tm.Multiply(rest, ("", *made.signs[2:]))
        return tm.Add((whole,), (-1,))
    return made


def with_known(term: Any, known: dict[Term, Term]) -> Any:
    """The term with what is known of parts put in for them."""
    if type(term) is tuple:
        return tuple(with_known(one, known) for one in term)
    if not hasattr(term, "__dataclass_fields__"):
        return term
    if term in known:
        return known[term]
    made = type(term)(*(with_known(getattr(term, name), known) for name in term.__slots__))
    return times(*made.factors) if isinstance(made, tm.Multiply) and not any(made.signs) else made
