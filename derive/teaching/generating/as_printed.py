"""Numbers of a draw as they are printed: where printed ones go on, conditions look at these."""

from __future__ import annotations

from collections.abc import Callable
from math import floor, inf, log10

from derive.calculus.digits import Policy
from derive.calculus.tape.short_sums import Cells
from derive.calculus.tape.unrolled import Doubled

# doubles that are nearer to a tie lie on it: they come from a few short decimals
HAIR = 1e-7


def printing(places: tuple[int, ...], policy: Policy) -> Doubled:
    """A step that puts what is printed of some places in the place of their numbers."""
    shown = as_printed(policy)

    def step(cells: Cells) -> None:
        for place in places:
            cells[place] = shown(cells[place])

    return step


def as_printed(policy: Policy) -> Callable[[float], float]:
    """What a printed number is worth, from the double of a number.

    >>> half_up, cut = as_printed(Policy(2)), as_printed(Policy(3, "significant", "cut"))
    >>> half_up(-0.125), half_up(1.005), cut(0.012399), cut(0.0)
    (-0.13, 1.01, 0.0123, 0.0)
    """

    def shown(value: float) -> float:
        size = abs(value)
        if not 0 < size < inf:
            return value
        places = policy.digits
        if policy.kind == "significant":
            places -= floor(log10(size)) + 1
        moved = size * 10.0**places
        whole = floor(moved + HAIR) if policy.mode == "cut" else floor(moved + 0.5 + HAIR)
        if policy.mode == "half-even" and whole % 2 and whole - moved > 0.5 - HAIR:
            whole -= 1
        found = float(whole / 10.0**places if places >= 0 else whole * 10.0**-places)
        return found if value > 0 else -found

    return shown
