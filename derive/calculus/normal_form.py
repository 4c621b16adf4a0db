"""A normal form in exponential atoms: the proof that two formulas are equal.

Numbers are fractions of polynomials. Every exponential of a polynomial is a product of powers of
atoms e^(m/scale), one for each monomial m; logarithms, roots, erf, sine and cosine are atoms of
their own, with s² = w and sin² = 1 - cos² put in at the end. Atoms are taken as independent: a
difference that vanishes so vanishes for sure, and nothing is said where it does not.

Signs (of conditions, max and abs) are those of one piece: the caller says them in order.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Any

from flint import fmpq

from derive.calculus.ratios import (
    MOST_POWER,
    SIZES,
    NoNormalForm,
    Ratio,
    least,
    most,
    multiple_angle,
    primes,
    ring_of,
    whole_part,
)


class Finer(Exception):
    """Exponents have a larger common denominator than was thought."""

    def __init__(self, scale: int) -> None:
        self.scale = scale


class NormalForms:
    """The field of such fractions, for one pair of formulas on one piece."""

    def __init__(self, signs: list[int], scale: int = 1, size: int = SIZES[0]) -> None:
        self.size = size
        self.ring, self.generators, self.one = ring_of(size)
        self.asked: list[int] = []
        self.margins: list[Ratio] = []  # the numbers whose signs those are
        self.signs = signs
        self.scale = scale
        self.atoms: dict[Any, int] = {}
        self.squares: dict[int, Ratio] = {}  # what the square of an atom is
        self.positive: set[int] = set()
        self.exponentials: dict[int, tuple[int, ...]] = {}  # the monomial of each
        self.logs: dict[int, Ratio] = {}  # what each is the logarithm of

    def number(self, value: Fraction) -> Ratio:
        return Ratio(self.ring.constant(fmpq(value.numerator, value.denominator)), self.one)

    def name(self, key: str) -> Ratio:
        """A name as an unknown of its own."""
        return self._unknown(self._atom(("name", key)))

    def sign(self, x: Ratio) -> int:
        if len(self.asked) >= len(self.signs):
            raise NoNormalForm
        self.asked.append(self.signs[len(self.asked)])
        self.margins.append(x)
        return self.asked[-1]

    def function(self, name: str, x: Ratio) -> Ratio:
        x = self._plain(x)
        match name:
            case "exp":
                return self._exp(x)
            case "log":
                return self._log(x)
            case "tanh":
                one, squared = self.number(Fraction(1)), self._exp(self._plain(x + x))
                return (squared - one) / (squared + one)
            case "sqrt":
                return self._sqrt(x)
            case "pi":
                place = self._atom("pi")
                self.positive.add(place)
                return self._unknown(place)
            case "sin" | "cos" if not x.above:
                return self.number(Fraction(int(name == "cos")))
            case "sin" | "cos":
                times, angle = whole_part(x)
                sine, cosine = self._sine_and_cosine(angle)
                return multiple_angle(name, times, sine, cosine)
        return self._unknown(self._known(name, x))

    def _sine_and_cosine(self, x: Ratio) -> tuple[Ratio, Ratio]:
        place = self._known("sin", x)
        cosine = self._unknown(self._known("cos", x))
        self.squares[place] = self.number(Fraction(1)) - cosine * cosine
        return self._unknown(place), cosine

    def is_zero(self, difference: Ratio) -> bool:
        """Whether a fraction vanishes, once the squares of roots and sines are put in."""
        above = difference.above
        for place, square in reversed(self.squares.items()):
            above, _ = self._without_squares(above, place, square)
        return not above

    # atoms --------------------------------------------------------------------------------------
    def _atom(self, key: Any) -> int:
        place = self.atoms.setdefault(key, len(self.atoms))
        if place >= self.size:
            raise NoNormalForm
        return place

    def _unknown(self, place: int) -> Ratio:
        return Ratio(self.generators[place], self.one)

    def _known(self, name: str, x: Ratio) -> int:
        """The atom of a function at x."""
        return self._atom((name, str(x.above), str(x.below)))

    def _exp(self, x: Ratio) -> Ratio:
        if not x.below.is_constant():
            place = self._atom(("exp", str(x.above), str(x.below)))
            self.positive.add(place)
            return self._unknown(place)
        result = Ratio(self.one, self.one)
        for exponents, coefficient in x.above.to_dict().items():
            share = coefficient * self.scale
            if share.q != 1:
                raise Finer(lcm(self.scale, int(coefficient.q)))
            power = int(share.p)
            if abs(power) > MOST_POWER:
                raise NoNormalForm
            base = self._unknown(self._power_atom(exponents))
            logarithm = self._logarithm(exponents)
            if logarithm is not None and coefficient.q == 1:
                base, power = logarithm, int(coefficient.p)
            part = base ** abs(power)
            result = result * part if power > 0 else result / part
        return result

    def _power_atom(self, exponents: tuple[int, ...]) -> int:
        place = self._atom(("e", tuple(exponents)))
        self.positive.add(place)
        self.exponentials[place] = tuple(exponents)
        return place

    def _logarithm(self, exponents: tuple[int, ...]) -> Ratio | None:
        """What is raised to a power by e^(c log w), where the monomial is that logarithm alone."""
        held = [(place, power) for place, power in enumerate(exponents) if power]
        if len(held) != 1 or held[0][1] != 1:
            return None
        return self.logs.get(held[0][0])

    def _log(self, x: Ratio) -> Ratio:
        """The logarithm: of the constant, of the powers of exponentials, of what remains."""
        if not x.above:
            raise NoNormalForm
        above, below, result = x.above, x.below, self.number(Fraction(0))
        for place, monomial in self.exponentials.items():
            common = int(least(above, place) - least(below, place))
            if common:
                strip = self.generators[place] ** abs(common)
                above, below = (above / strip, below) if common > 0 else (above, below / strip)
                share = self.number(Fraction(common, self.scale))
                result = result + share * Ratio(self.ring.from_dict({monomial: fmpq(1)}), self.one)
        size = abs(above.leading_coefficient())
        above = above / size
        for prime, power in primes(size):
            place = self._logarithm_of(self.ring.constant(fmpq(prime)), self.one)
            result = result + self.number(Fraction(power)) * self._unknown(place)
        if self._surely_positive(above) and self._surely_positive(below):
            for polynomial, sign in ((above, 1), (below, -1)):
                for factor, power in polynomial.factor()[1]:
                    place = self._logarithm_of(factor, self.one)
                    share = self.number(Fraction(sign * power))
                    result = result + share * self._unknown(place)
            return result
        if above.is_constant() and below.is_constant():
            raise NoNormalForm
        if str(above) < str(below):
            return result - self._unknown(self._logarithm_of(below, above))
        return result + self._unknown(self._logarithm_of(above, below))

    def _logarithm_of(self, above: Any, below: Any) -> int:
        place = self._atom(("log", str(above), str(below)))
        self.logs[place] = Ratio(above, below)
        return place

    def _surely_positive(self, polynomial: Any) -> bool:
        """Whether every term is a positive number times powers of positive atoms."""
        return all(
            coefficient > 0
            and all(place in self.positive for place, power in enumerate(exponents) if power)
            for exponents, coefficient in polynomial.to_dict().items()
        ) and all(
            factor.leading_coefficient() > 0 and self._positive_terms(factor)
            for factor, _ in polynomial.factor()[1]
        )

    def _positive_terms(self, polynomial: Any) -> bool:
        return all(coefficient > 0 for coefficient in polynomial.coeffs())

    def _sqrt(self, x: Ratio) -> Ratio:
        """The root: of each prime and factor where all are positive, else of the whole."""
        if not (self._surely_positive(x.above) and self._surely_positive(x.below)):
            return self._unknown(self._root_of(x))
        result = Ratio(self.one, self.one)
        above, below = x.above.factor(), x.below.factor()
        whole = [(self.ring.constant(fmpq(p)), n) for p, n in primes(above[0] / below[0])]
        parts = [*whole, *above[1], *((factor, -power) for factor, power in below[1])]
        for factor, power in parts:
            halves, rest = divmod(int(power), 2)
            part = Ratio(factor, self.one) ** abs(halves)
            result = result * part if halves >= 0 else result / part
            if rest:
                result = result * self._unknown(self._root_of(Ratio(factor, self.one)))
        return result

    def _root_of(self, x: Ratio) -> int:
        place = self._atom(("sqrt", str(x.above), str(x.below)))
        self.squares[place] = x
        self.positive.add(place)
        return place

    def _plain(self, x: Ratio) -> Ratio:
        """Without common factors, without squares of roots, and roots above the line."""
        for place, square in reversed(self.squares.items()):
            if most(x.below, place) % 2 and len(x.below) == 1:
                x = Ratio(x.above * self.generators[place], x.below * self.generators[place])
            above, more = self._without_squares(x.above, place, square)
            below, less = self._without_squares(x.below, place, square)
            x = Ratio(above * less, below * more)
        return x.reduced()

    def _without_squares(self, polynomial: Any, place: int, square: Ratio) -> tuple[Any, Any]:
        """The polynomial with no square of an atom, and by what it was multiplied for that."""
        degree = most(polynomial, place) // 2
        if not degree:
            return polynomial, self.one
        result = self.ring.constant(0)
        for exponents, coefficient in polynomial.to_dict().items():
            pairs, rest = divmod(exponents[place], 2)
            plain = list(exponents)
            plain[place] = rest
            one = self.ring.from_dict({tuple(plain): coefficient})
            result += one * square.above**pairs * square.below ** (degree - pairs)
        return result, square.below**degree
