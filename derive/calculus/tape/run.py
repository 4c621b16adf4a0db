"""A tape with numbers: every entry calculated, its digits decided, in the order of the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from derive.calculus.digits import value_of
from derive.calculus.quick_digits import Decider, decided
from derive.calculus.tape.short_sums import Cells, Valued
from derive.calculus.tape.tape import Segment
from derive.calculus.undefined import DivisionByZero, LogOfZero
from derive.calculus.work import placed
from derive.errors import DeriveError


@dataclass(frozen=True, eq=False)
class Entries:
    """Every entry of every quantity of a plan, row by row: texts as printed, numbers of the key.

    A quantity that does not exist, where that is allowed, has None in its places.
    """

    shown: list[str | None]
    keyed: list[int | float | None]


# the values of quantities one after the other, all their entries, and the decider of their digits
Stretch = tuple[tuple[Valued, ...], tuple[int, ...], Decider]


def stretches(segments: Iterable[tuple[Segment, Decider, bool]]) -> tuple[Stretch, ...]:
    """Neighbours with the same digits as one; none where what is shown is carried."""
    found: list[Stretch] = []
    for segment, decide, carried in segments:
        if carried:
            return ()
        if found and found[-1][2] is decide:
            values, entries, _ = found.pop()
            found.append((values + segment.values, entries + segment.entries, decide))
        else:
            found.append((segment.values, segment.entries, decide))
    return tuple(found)


def run_along(stretches: Iterable[Stretch], cells: Cells, field: Any) -> Entries | None:
    """What `run` answers, sooner; None where some value does not exist or stays undecided."""
    shown: list[str | None] = []
    keyed: list[int | float | None] = []
    try:
        for values, entries, decide in stretches:
            for value in values:
                value(cells, field)
            decide(cells, entries, field, shown, keyed)
    except (DivisionByZero, LogOfZero, DeriveError):
        return None
    return Entries(shown, keyed)


def run(segments: Iterable[tuple[Segment, Decider, bool]], cells: Cells, field: Any) -> Entries:
    """Every quantity in order; `cells` holds the inputs, and every value in the end.

    A segment stands with the decider of its digits and whether what is shown is carried: then each
    entry is rounded once to the digits shown, and that goes on. Raises DeriveError, naming the
    quantity, where a value does not exist or its digits stay undecided.
    """
    shown: list[str | None] = []
    keyed: list[int | float | None] = []
    for segment, decide, carried in segments:
        try:
            for value in segment.values:
                value(cells, field)
            if carried:
                for place in segment.entries:
                    text, _ = decided(decide, cells[place], field)
                    cells[place] = value_of(text)
                    shown.append(text)
                    keyed.append(decided(decide, cells[place], field)[1])
            else:
                decide(cells, segment.entries, field, shown, keyed)
        except (DivisionByZero, LogOfZero) as error:
            if not segment.one.optional:
                raise placed(segment.one, error) from None
            missing = [None] * (segment.start + len(segment.entries) - len(shown))
            shown += missing
            keyed += missing
        except DeriveError as error:
            raise DeriveError(error.message, key=segment.one.key) from None
    return Entries(shown, keyed)
