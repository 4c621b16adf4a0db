"""What is printed of a number and what stands in the key, together, where both are plain to see.

The common cases: a ball whose double lies far from every edge, a rational with few decimals. All
others are decided by `digits`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from math import floor
from typing import Any

from flint import arb, fmpq, fmpz

from derive.calculus.digits import KEY_DIGITS, TENS, Policy, key_number, show
from derive.calculus.short import HELD, MORE_DECIMALS, MOST_PLAIN, PIECES, near_fraction, plain

# what a ball must know for its nearest double to be as good as itself
ENOUGH_BITS = 60
MOST_KEYED = 10**KEY_DIGITS
POWERS = [fmpz(10) ** places for places in range(23)]
# powers of ten between which a double is decided, and by what it becomes a whole number of the key
DECADES = [float(f"1e{magnitude}") for magnitude in range(-5, 8)]
KEY_SCALES = [TENS[KEY_DIGITS + 5 - at] for at in range(len(DECADES))]
# how far from where it tips a double is decided, in units of the digit that is shown; the double of
# a ball and its product with a power of ten are each off by half a unit of their last bit, which
# comes to less than half of this below LARGEST
NEAR, FAR, LARGEST = 0.0005, 0.4995, 1e12

Decided = tuple[str, int | float]
# puts the shown texts and the key's numbers of some places of a list at the end of two others
Decider = Callable[[Sequence[Any], Iterable[int], Any, list[Any], list[Any]], None]


def decided(decide: Decider, number: Any, field: Any) -> Decided:
    """The shown text and the key's number of a single number."""
    shown: list[str] = []
    keyed: list[int | float] = []
    decide((number,), (0,), field, shown, keyed)
    return shown[0], keyed[0]


def decider(policy: Policy) -> Decider:
    """What decides numbers under a policy; it raises what `show` and `key_number` raise."""
    digits = policy.digits
    shift, lowest, highest = (0.0, NEAR, 1 - NEAR) if policy.mode == "cut" else (0.5, -FAR, FAR)
    significant, fractions = policy.kind == "significant", policy.kind == "exact"
    # as many decimals as `show` prints of an exact number
    most = {"decimals": 0, "significant": 3, "exact": MORE_DECIMALS}[policy.kind] + digits
    bound = digits if significant else None
    too_many = (min(10.0**digits, LARGEST) if significant else LARGEST) - 0.5
    decades = _decades(digits, significant)

    def decide(
        cells: Sequence[Any],
        entries: Iterable[int],
        field: Any,
        shown: list[Any],
        keyed: list[Any],
    ) -> None:
        for entry in entries:
            number = cells[entry]
            kind = type(number)
            if kind is arb:
                value = float(number)
                size = abs(value)
                scale, step, form = decades[bisect_right(DECADES, size)]
                if step and number.rel_accuracy_bits() >= ENOUGH_BITS:
                    moved = size * scale
                    key = floor(moved + 0.5)
                    away = moved - key
                    # what may be exactly a short decimal is not decided here, and neither is what
                    # may be a fraction of few digits
                    if (NEAR < away < FAR or -FAR < away < -NEAR) and not (
                        fractions
                        and (size > MOST_PLAIN or HELD[int(size % 1.0 * PIECES)])
                        and near_fraction(value)
                    ):
                        moved = size * step
                        whole = floor(moved + shift)
                        away = moved - whole
                        plain_digits = lowest < away < highest and not -NEAR <= away <= NEAR
                        if plain_digits and moved < too_many:
                            if value < 0:
                                whole, key = -whole, -key
                            # a quotient this near to a decimal is written as that decimal
                            shown.append(form % (whole / step))
                            keyed.append(key / scale)
                            continue
            elif kind is fmpq and most <= 22:
                exact = _exact(number, most, bound)
                if exact is not None:
                    shown.append(exact[0])
                    keyed.append(exact[1])
                    continue
            shown.append(show(number, policy, field))
            keyed.append(key_number(number, field))

    return decide


def _decades(digits: int, significant: bool) -> list[tuple[float, float, str]]:
    """By the place of a number among DECADES, what makes it a whole number of the key and one of
    the digits shown, and how these are written; 0 where that is not decided here."""
    found = [(0.0, 0.0, "")]
    for at in range(1, len(DECADES)):
        places = digits + 5 - at if significant else digits
        decided = 1 <= digits <= 15 and 0 <= places <= 22
        step = TENS[places] if decided else 0.0
        found.append((KEY_SCALES[at], step, f"%.{max(0, places)}f"))
    return [*found, (0.0, 0.0, "")]


def _exact(number: Any, most: int, digits: int | None) -> Decided | None:
    """A rational with at most so many decimals and (if given) so many significant digits."""
    p, q = number.p, number.q
    if q == 1:
        return str(p), int(p)
    if POWERS[most] % q:
        return None
    above = int(p * (POWERS[most] // q))
    if abs(above) >= MOST_KEYED or (digits and len(str(abs(above)).rstrip("0")) > digits):
        return None
    text = plain(above, most).rstrip("0")
    return text, float(text)
