"""Which numbers are right in a box: those that are printed, under either way of carrying on.

A number is right where it comes to the printed digits. Somebody who goes on with rounded numbers
may come to another last digit than somebody who carries everything: both are right, each within
the rounding of the sheet. What is exact is carried in one way only.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from derive.calculus.digits import Policy
from derive.calculus.tape.run import Entries
from derive.errors import DeriveError
from derive.teaching.calculation import calculation
from derive.teaching.exporting.asked import asked
from derive.teaching.solve import Solution
from derive.writing.shape import Shape


class Answer(NamedTuple):
    """What is right in a box: numbers as texts, each with how far off it may be, the printed one
    first. A class has no tolerance: its text is to be met.
    """

    accepted: tuple[tuple[str, str | None], ...]

    @property
    def text(self) -> str:
        """What the solution prints."""
        return self.accepted[0][0]

    def takes(self, text: str) -> bool:
        """Whether what somebody typed is right.

        >>> answer = Answer((("0.27", "0.005"),))
        >>> answer.takes("0.2749"), answer.takes("0,27"), answer.takes("-0.27")
        (True, True, False)
        """
        number = number_of(text)
        for right, within in self.accepted:
            if within is None:
                if text.strip() == right:
                    return True
            elif number is not None and abs(number - Decimal(right)) <= Decimal(within):
                return True
        return False


def number_of(text: str) -> Decimal | None:
    """A typed number: decimals with a point or a comma, a power of ten, a fraction; else None.

    >>> number_of("-0,25"), number_of("1/4"), number_of("1e-3"), number_of("x")
    (Decimal('-0.25'), Decimal('0.25'), Decimal('0.001'), None)
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    above, slash, below = text.partition("/")
    try:
        found = Decimal(above) / Decimal(below) if slash else Decimal(above)
    except ArithmeticError:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 400 else None


def answers(solution: Solution) -> list[Answer]:
    """What is right in every box of a solved exercise, in the order of `boxes`."""
    found = solution.calculation
    other = _carried(solution)
    facts = found.facts
    made: list[Answer] = []
    for one in asked(solution.shape):
        entries, run = found.entries[one.run.id], one.run.id
        for box in one.boxes:
            if box.rule is None:
                text = box.fixed or str(facts[run, box.fact])
                made.append(Answer(((text, "0" if box.fixed else None),)))
                continue
            text = _decimal(entries, box.entry)
            printed = (text, _tolerance(text, box.rule))
            again = text if other is None else _decimal(other[run], box.entry)
            between = () if again == text else _between(*printed, again)
            made.append(Answer((printed, *between)))
    return made


def names(shape: Shape) -> tuple[str, ...]:
    """The names of all boxes, in order."""
    return tuple(box.name for one in asked(shape) for box in one.boxes)


def _between(text: str, tolerance: str, again: str) -> tuple[tuple[str, str], ...]:
    """All from one number to the other, which is where those come to who round now and then.

    >>> _between("0.65842", "0.000005", "0.65844"), _between("-2.0000", "0.00005", "-2")
    ((('0.65843', '0.000015'),), ())
    """
    one, other = Decimal(text), Decimal(again)
    if one == other:
        return ()
    within = abs(one - other) / 2 + Decimal(tolerance)
    return ((_plain((one + other) / 2), _plain(within)),)


def _decimal(entries: Entries, at: int) -> str:
    """A printed number as a decimal: a fraction by the number of the key."""
    text = entries.shown[at]
    assert text is not None, "only slopes can be missing"
    return repr(entries.keyed[at]) if "/" in text else text


def _carried(solution: Solution) -> dict[str, Entries] | None:
    """All numbers carried in the other way; None where there is no other one."""
    shape = solution.shape
    if shape.kind == "exact":
        return None
    try:
        return calculation(solution.exercise, _other(shape), check=False).entries
    except DeriveError:
        return None  # what is rounded on the way may come to a logarithm of 0


@lru_cache(maxsize=256)
def _other(shape: Shape) -> Shape:
    return replace(shape, carry="full" if shape.carry == "shown" else "shown")


def _tolerance(text: str, rule: Policy) -> str:
    """How far off a number may be that still comes to the printed digits: half of the last one's
    place, or all of it where digits are cut off."""
    places = rule.digits
    if rule.kind == "significant":
        number = Decimal(text)
        if not number:
            return "0"
        places -= number.adjusted() + 1
    return _unit(places, rule.mode == "cut")


@lru_cache(maxsize=1024)
def _unit(places: int, whole: bool) -> str:
    """The unit of a decimal place, or half of it, as a text.

    >>> _unit(4, False), _unit(0, True), _unit(-2, False), _unit(9, False)
    ('0.00005', '1', '50', '5e-10')
    """
    return _plain(Decimal(1).scaleb(-places) if whole else Decimal(5).scaleb(-places - 1))


def _plain(number: Decimal) -> str:
    return f"{number:f}" if not number or -8 < number.adjusted() < 16 else f"{number:e}"
