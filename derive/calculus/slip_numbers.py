"""Slips in printed numbers: a digit dropped, two digits exchanged, the point misplaced."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

LEAST = 2  # digits that are not 0 at the ends, by which a misplaced point is known
FARTHEST = 4  # places by which it is


def dropped(text: str) -> Iterator[str]:
    """The number with one digit left out.

    >>> list(dropped("-0.27"))
    ['-0.7', '-0.2']
    """
    for place in _significant(text):
        shorter = text[:place] + text[place + 1 :]
        if any(one.isdigit() for one in shorter) and not shorter.endswith("."):
            yield shorter


def exchanged_digits(text: str) -> Iterator[str]:
    """The number with two neighbouring digits exchanged.

    >>> list(exchanged_digits("0.275"))
    ['0.725', '0.257']
    """
    places = _significant(text)
    for left, right in pairwise(places):
        if text[left] != text[right]:
            yield (
                text[:left] + text[right] + text[left + 1 : right] + text[left] + text[right + 1 :]
            )


def moved_point(text: str) -> Iterator[str]:
    """The number ten times and a tenth of it, with the same digits.

    >>> list(moved_point("0.27"))
    ['2.7', '0.027']
    """
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, _, after = digits.partition(".")
    if not any(one in "123456789" for one in digits):
        return
    if after:
        left = (whole + after[0]).lstrip("0") or "0"
        yield sign + left + (f".{after[1:]}" if after[1:] else "")
    yield f"{sign}{whole[:-1] or '0'}.{whole[-1]}{after}"


def is_moved(printed: str, right: str) -> bool:
    """Whether a number has the digits of the right one with its point elsewhere.

    The right one is told in more digits: those that are printed are rounded or cut from them, and
    zeros at their end may have come with the shift.

    >>> [is_moved(one, "0.09211") for one in ("0.9210", "0.921", "9.21", "0.0921", "0.9310")]
    [True, True, True, False, False]
    """
    try:
        size, true = Fraction(printed.lstrip("-")), Fraction(right.lstrip("-"))
    except ValueError:
        return False
    if printed.startswith("-") is not right.startswith("-") or not size or not true:
        return False
    digits = printed.lstrip("-").replace(".", "").strip("0")
    if len(digits) < LEAST:
        return False
    unit = Fraction(1)
    while size >= 10 * unit:
        unit *= 10
    while size < unit:
        unit /= 10
    unit /= 10 ** (len(digits) - 1)  # what the last digit that is not 0 counts
    for power in range(1, FARTHEST + 1):
        for moved in (true * 10**power, true / 10**power):
            if abs(moved - size) <= unit / 2 or 0 <= moved - size < unit:
                return True
    return False


def others(results: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Results of which one is the value of another neuron."""
    for place, right in enumerate(results):
        for other in dict.fromkeys(results):
            if other != right:
                yield (*results[:place], other, *results[place + 1 :])


def swapped(results: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Results of which two have changed places.

    >>> list(swapped(("1", "2", "2")))
    [('2', '1', '2'), ('2', '2', '1')]
    """
    for left in range(len(results)):
        for right in range(left + 1, len(results)):
            if results[left] != results[right]:
                found = list(results)
                found[left], found[right] = found[right], found[left]
                yield tuple(found)


def _significant(text: str) -> list[int]:
    """The places of the digits that count: not the zeros before the first other digit."""
    places = [place for place, one in enumerate(text) if one.isdigit()]
    first = next((n for n, place in enumerate(places) if text[place] != "0"), len(places))
    return places[first:]
