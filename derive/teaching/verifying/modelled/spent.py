"""What deriving costs: bounded, so that no sheet takes for ever."""

from __future__ import annotations

from dataclasses import dataclass

from derive.calculus.term_fields import Undecided

MOST_NESTED = 3  # derivatives of derivatives
MOST_AT_ONCE = 3_000  # for one value of both sides
MOST_OF_SHEET = 60_000


@dataclass
class Spent:
    """How often something was derived: on a sheet, and for one value of both sides.

    Each derivative of a derivative doubles the numbers that are reckoned with.
    """

    of_sheet: int = 0
    at_once: int = 0

    def begin(self) -> Spent:
        """For another value."""
        self.at_once = 0
        return self

    def add(self, depth: int) -> None:
        """Counts one derivative; raises Undecided beyond the bounds."""
        self.of_sheet += 2**depth
        self.at_once += 2**depth
        if (
            depth > MOST_NESTED
            or max(self.at_once - MOST_AT_ONCE, self.of_sheet - MOST_OF_SHEET) > 0
        ):
            raise Undecided
