"""The exact proof that a number is rational, where balls can never tell: hidden zeros and the like.

A number is written as a fraction of polynomials in its functions (exponentials, logarithms, ...),
each taken as an unknown of its own; if it is then a constant, it is that rational number.
"""

from __future__ import annotations

from typing import Any

from flint import Ordering, fmpq, fmpq_mpoly_ctx

MOST_TERMS = 2_000
MOST_UNKNOWNS = 60


class TooLarge(Exception):
    """The polynomials grow beyond what a proof is worth."""


def rational_value(number: Any) -> Any:
    """The rational that an `exact.Irrational` is, proved; None where no proof was found.

    >>> from derive.calculus.exact import Exact
    >>> exact = Exact()
    >>> e = [exact.function("exp", exact.number(n)) for n in (1, 2)]
    >>> shares = [exact.divide(one, exact.add(e)) for one in e]
    >>> rational_value(exact.add(shares))
    1
    """
    unknowns: dict[int, int] = {}
    try:
        _collect(number, unknowns, set())
        if len(unknowns) > MOST_UNKNOWNS:
            return None
        return _Fractions(unknowns).constant(number)
    except TooLarge:
        return None


def _collect(number: Any, unknowns: dict[int, int], seen: set[int]) -> None:
    """Every function that the number is made of, by its place."""
    if type(number) is fmpq or number.place in seen:
        return
    seen.add(number.place)
    if number.kind == "sum":
        for part, _ in number.parts[1]:
            _collect(part, unknowns, seen)
    elif number.kind == "product":
        for part, _ in number.parts:
            _collect(part, unknowns, seen)
    else:
        unknowns[number.place] = len(unknowns)


class _Fractions:
    """Numbers as a polynomial over powers of other numbers' polynomials."""

    def __init__(self, unknowns: dict[int, int]) -> None:
        names = [f"x{place}" for place in range(max(1, len(unknowns)))]
        self.ring = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self.unknowns = {key: self.ring.gens()[place] for key, place in unknowns.items()}
        self.known: dict[int, tuple[Any, dict[int, int]]] = {}
        # the polynomial of every denominator, by the place of its number
        self.bases: dict[int, Any] = {}

    def constant(self, number: Any) -> Any:
        """The rational that the number is, if its polynomials are proportional."""
        above, below = self.fraction(number)
        whole = self.ring.constant(1)
        for place, power in below.items():
            whole = self._bounded(whole * self.bases[place] ** power)
        if not above:
            return fmpq(0)
        ratio = above.leading_coefficient() / whole.leading_coefficient()
        return ratio if above == whole * ratio else None

    def fraction(self, number: Any) -> tuple[Any, dict[int, int]]:
        """Numerator, and the powers of the bases in the denominator."""
        if type(number) is fmpq:
            return self.ring.constant(number), {}
        found = self.known.get(number.place)
        if found is None:
            if number.kind == "sum":
                found = self._sum(number)
            elif number.kind == "product":
                found = self._product(number)
            else:
                found = self.unknowns[number.place], {}
            self.known[number.place] = found
        return found

    def _sum(self, number: Any) -> tuple[Any, dict[int, int]]:
        constant, pairs = number.parts
        terms: list[tuple[Any, dict[int, int]]] = [(self.ring.constant(constant), {})]
        for part, scale in pairs:
            above, below = self.fraction(part)
            terms.append((above * scale, below))
        common: dict[int, int] = {}
        for _, below in terms:
            for place, power in below.items():
                common[place] = max(common.get(place, 0), power)
        total = self.ring.constant(0)
        for above, below in terms:
            for place, power in common.items():
                above = above * self.bases[place] ** (power - below.get(place, 0))
            total = self._bounded(total + above)
        return total, common

    def _product(self, number: Any) -> tuple[Any, dict[int, int]]:
        above = self.ring.constant(1)
        below: dict[int, int] = {}
        for part, power in number.parts:
            upper, lower = self.fraction(part)
            if power < 0:
                self.bases.setdefault(part.place, upper)
                below[part.place] = below.get(part.place, 0) - power
                for place, inner in lower.items():
                    above = self._bounded(above * self.bases[place] ** (-power * inner))
                continue
            above = self._bounded(above * upper**power)
            for place, inner in lower.items():
                below[place] = below.get(place, 0) + power * inner
        return above, below

    def _bounded(self, polynomial: Any) -> Any:
        if len(polynomial) > MOST_TERMS:
            raise TooLarge
        return polynomial
