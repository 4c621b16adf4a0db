"""What is printed of a number and what stands in the key, together, where both are plain to see.

The common cases: a ball whose double lies far from every edge, a rational with few decimals. All
others are decided by `digits`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import floor, log10
from typing import Any

from flint import arb, fmpq, fmpz

from derive.calculus.digits import KEY_DIGITS, TENS, Policy, key_number, show
from derive.calculus.short import MORE_DECIMALS, near_fraction, plain

# what a ball must know for its nearest double to be as good as itself
ENOUGH_BITS = 60
LEAST_KEYED, MOST_KEYED = 10 ** (KEY_DIGITS - 1), 10**KEY_DIGITS
POWERS = [fmpz(10) ** places for places in range(23)]

Decided = tuple[str, int | float]
Decider = Callable[[Any, Any], Decided]


def decider(policy: Policy) -> Decider:
    """A function of (number, field) that answers the shown text and the key's number.

    It raises what `digits.show` and `digits.key_number` raise.
    """
    digits, half = policy.digits, 0.0 if policy.mode == "cut" else 0.5
    decimals, fractions = policy.kind != "significant", policy.kind == "exact"
    plainly = 1 <= digits <= 15
    # as many decimals as `show` prints of an exact number
    most = {"decimals": 0, "significant": 3, "exact": MORE_DECIMALS}[policy.kind] + digits
    bound = digits if policy.kind == "significant" else None
    too_many = 10**15 if decimals else 10**digits

    def both(number: Any, field: Any) -> Decided:
        kind = type(number)
        if kind is arb and plainly:
            value = float(number)
            size = value if value > 0 else -value
            if 1e-5 < size < 1e7 and number.rel_accuracy_bits() >= ENOUGH_BITS:
                magnitude = floor(log10(size))
                key_scale = TENS[KEY_DIGITS - 1 - magnitude]
                moved = size * key_scale
                keyed = floor(moved + 0.5)
                # the double of the ball and the product are each off by half a unit of their last
                # bit; what may be exactly a short decimal is not decided here
                away = moved - keyed
                plain_key = 0.004 < away < 0.496 or -0.496 < away < -0.004
                # a ball that may be a fraction of few digits is left to `show`
                if (
                    plain_key
                    and LEAST_KEYED <= keyed < MOST_KEYED
                    and not (fractions and near_fraction(value))
                ):
                    places = digits if decimals else digits - 1 - magnitude
                    if 0 <= places <= 22:
                        moved = size * TENS[places]
                        whole = floor(moved + half)
                        away = moved - whole
                        slack = moved * 1e-15 + 1e-9
                        if (
                            slack < abs(away) < 1 - slack
                            and abs(abs(away) - half) > slack
                            and moved < 1e14
                            and whole < too_many
                        ):
                            if value > 0:
                                return plain(whole, places), keyed / key_scale
                            return plain(-whole, places), -keyed / key_scale
        elif kind is fmpq and most <= 22:
            exact = _exact(number, most, bound)
            if exact is not None:
                return exact
        return show(number, policy, field), key_number(number, field)

    return both


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
