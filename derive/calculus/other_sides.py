"""Points beyond the borders that no drawn point lies beyond, however far they are.

Two formulas ask for signs, of conditions, max, min and abs. Where all points so far gave the same
one, the number whose sign it is is followed to its root, along one name at a time; from the
point behind it the search goes on, so that what shows only beyond several borders is found too.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from derive.calculus.domain import Domain, Unknown
from derive.calculus.meeting import Met, meet
from derive.calculus.term import Term
from derive.calculus.term_fields import BITS

STEP = Fraction(1, 2**24)
BEYOND = (Fraction(1, 10**6), Fraction(1, 10), Fraction(1))  # a root, as parts of the way to it
FAR = tuple(
    Fraction(sign * size) for size in (10, 100, 1_000, 10_000, 10**6, 10**9) for sign in (1, -1)
)
FARTHEST = Fraction(10**30)
MOST_POINTS = 160
MOST_OF_MATRICES = 60
MOST_SECANTS = 6


def other_sides(claim: Term, truth: Term, domain: Domain, met: list[Met]) -> Iterator[Met]:
    """Points on the sides of borders on which none of `met` lies."""
    # names that are kept between bounds, such as a rate, are not moved beyond them
    moved = [
        one
        for one in domain.unknowns
        if (one.key == domain.along if domain.along else one.low < 0 < one.high)
    ]
    search = _Search(claim, truth, domain, moved, met)
    yield from search.points()


class _Search:
    def __init__(
        self, claim: Term, truth: Term, domain: Domain, moved: list[Unknown], met: list[Met]
    ) -> None:
        self.claim, self.truth, self.domain, self.moved = claim, truth, domain, moved
        self.left = MOST_OF_MATRICES if any(one.rows for one in moved) else MOST_POINTS
        self.waiting: list[Met] = []
        self.visited: set[tuple[int, ...]] = set()
        self.seen: set[tuple[int, int, int]] = set()  # how many signs, which of them, its sign
        for one in met:
            signs = _signs(one)
            self.seen |= {(len(signs), place, sign) for place, sign in enumerate(signs)}
            self._new(one)

    def points(self) -> Iterator[Met]:
        while self.waiting and self.left > 0:
            start = self.waiting.pop(0)
            signs = _signs(start)
            for place, sign in enumerate(signs):
                if not sign or (len(signs), place, -sign) in self.seen:
                    continue
                other = (*signs[:place], -sign, *signs[place + 1 :])
                if other not in self.visited:
                    yield from self._across(start, place)

    def _new(self, one: Met) -> None:
        signs = _signs(one)
        if signs and signs not in self.visited and len(one.margins) == len(signs):
            self.visited.add(signs)
            self.waiting.append(one)

    def _at(self, start: Met, one: Unknown, way: Fraction) -> Met:
        self.left -= 1
        point = {**start.point, one.key: _moved(start.point[one.key], way)}
        return meet(self.claim, self.truth, self.domain, point)

    def _across(self, start: Met, place: int) -> Iterator[Met]:
        """Along each name until the sign at a place is another one."""
        for one in self.moved:
            for found in self._to_root(start, one, place):
                if found.alike is not None:
                    yield found
                    self._new(found)
                    if _turned(start, found, place):
                        return
            if self.left <= 0:
                return
        for one in self.moved:
            for way in FAR:
                if self.left <= 0:
                    return
                found = self._at(start, one, way)
                if found.alike is not None:
                    yield found
                    self._new(found)
                    if _turned(start, found, place):
                        return

    def _to_root(self, start: Met, one: Unknown, place: int) -> Iterator[Met]:
        last, way = start, STEP
        before = Fraction(0)
        for _ in range(MOST_SECANTS):
            here = self._at(start, one, way)
            yield here
            if _signs(here) != _signs(start):
                return
            a, b = last.margins[place], here.margins[place]
            difference = b - a
            if difference.contains(0):
                return
            step = _rational(b / difference)
            if step is None:
                return
            last, root = here, way - step * (way - before)
            before = way
            if abs(root) > FARTHEST or root == before:
                return
            for share in BEYOND:
                found = self._at(start, one, root + root * share)
                yield found
                if _signs(found) != _signs(start):
                    return
            way = root
            if self.left <= 0:
                return


def _signs(one: Met) -> tuple[int, ...]:
    return (*one.signs[0], *one.signs[1])


def _turned(start: Met, found: Met, place: int) -> bool:
    mine, other = _signs(start), _signs(found)
    return len(mine) == len(other) and mine[place] == -other[place]


def _rational(ball: Any) -> Fraction | None:
    if not ball.is_finite():
        return None
    top, power = ball.mid().man_exp()
    if abs(int(power)) > 4 * BITS:
        return None
    return (Fraction(int(top)) * Fraction(2) ** int(power)).limit_denominator(10**40)


def _moved(value: Any, way: Fraction) -> Any:
    if type(value) is tuple:
        return tuple(tuple(entry + way for entry in row) for row in value)
    return value + way
