"""Which numbers are right in a box: those that are printed, under either way of carrying on.

A number is right where it comes to the printed digits. Somebody who goes on with rounded numbers
may come to another last digit than somebody who carries everything: both are right, each within
the rounding of the sheet. Exact fractions go on as they are.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from math import floor, isfinite, log10
from typing import NamedTuple

from derive.calculus.digits import Policy
from derive.calculus.tape.run import Entries
from derive.teaching.exporting.asked import asked
from derive.teaching.exporting.carried import SLACK, carried
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
        >>> answer.takes("0.2749"), answer.takes("0,275"), answer.takes("-0.27")
        (True, True, False)
        """
        if self.accepted[0][1] is None:
            return text.strip() == self.text
        number = number_of(text)
        return number is not None and any(meets(number, *one) for one in numbers(self))


def numbers(answer: Answer) -> list[tuple[float, float]]:
    """The accepted numbers, each with its tolerance."""
    return [(float(right), float(within)) for right, within in answer.accepted if within]


def meets(number: float, right: float, within: float) -> bool:
    """Whether a number is near enough; what decimals meet exactly, doubles may miss by a hair."""
    return abs(number - right) <= within + 1e-9 * within + 1e-15 * abs(right)


@lru_cache(maxsize=100_000)
def number_of(text: str) -> float | None:
    """A typed number: decimals with a point or a comma, a power of ten, a fraction; else None.

    >>> number_of("-0,25"), number_of("1/4"), number_of("1e-3"), number_of("x")
    (-0.25, 0.25, 0.001, None)
    """
    found = _NUMBER.fullmatch(text.strip().replace("\N{MINUS SIGN}", "-").replace(",", "."))
    if found is None:
        return None
    number, below = float(found[1]), float(found[2] or 1)
    return number / below if below and isfinite(number / below) else None


_NUMBER = re.compile(
    r"([+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,3})?)(?:\s*/\s*(\d{1,40}))?",
    re.ASCII,
)


def answers(solution: Solution) -> list[Answer]:
    """What is right in every box of a solved exercise, in the order of `boxes`."""
    found, other = solution.calculation, carried(solution)
    made: list[Answer] = []
    for one in asked(solution.shape):
        run = one.run.id
        entries, again = found.entries[run], other[run]
        for box in one.boxes:
            if box.rule is None:
                text = box.fixed or str(found.facts[run, box.fact])
                made.append(Answer(((text, "0" if box.fixed else None),)))
                continue
            text = _decimal(entries, box.entry)
            printed = (text, _tolerance(text, box.rule))
            number = again[box.entry]
            # nan is not more than anything
            if abs(number - float(text)) > 1e-6 * float(printed[1]):
                made.append(Answer((printed, _between(*printed, repr(number)))))
            else:
                made.append(Answer((printed,)))
    return made


def names(shape: Shape) -> tuple[str, ...]:
    """The names of all boxes, in order."""
    return tuple(box.name for one in asked(shape) for box in one.boxes)


def _between(text: str, tolerance: str, again: str) -> tuple[str, str]:
    """All from one number to the other, which is where those come to who round now and then.

    >>> _between("0.65842", "0.000005", "0.65844")
    ('0.65843', '0.000015')
    """
    one, other = Decimal(text), Decimal(again)
    within = abs(one - other) / 2 + Decimal(tolerance)
    return _plain((one + other) / 2), _plain(within)


def _decimal(entries: Entries, at: int) -> str:
    """A printed number as a decimal: a fraction by the number of the key."""
    text = entries.shown[at]
    assert text is not None, "only slopes can be missing"
    return repr(entries.keyed[at]) if "/" in text else text


def _tolerance(text: str, rule: Policy) -> str:
    """How far off a number may be that still comes to the printed digits: half of the last one's
    place, or all of it where digits are cut off."""
    places = rule.digits
    if rule.kind == "significant":
        number = abs(float(text))
        if not number:
            return "0"
        places -= floor(log10(number) + SLACK) + 1
    return _unit(places, rule.mode == "cut")


@lru_cache(maxsize=1024)
def _unit(places: int, whole: bool) -> str:
    """The unit of a decimal place, or half of it, as a text.

    >>> _unit(4, False), _unit(0, True), _unit(-2, False), _unit(9, False)
    ('0.00005', '1', '50', '5e-10')
    """
    return _plain(Decimal(1).scaleb(-places) if whole else Decimal(5).scaleb(-places - 1))


def _plain(number: Decimal) -> str:
    number = number.normalize()
    return f"{number:f}" if not number or -8 < number.adjusted() < 16 else f"{number:e}"
