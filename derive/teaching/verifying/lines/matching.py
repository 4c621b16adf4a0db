"""Numbers in another order, or taken together otherwise, than the names that they stand for."""

from __future__ import annotations

from itertools import combinations
from math import prod
from typing import Any

from derive.teaching.verifying.lines.agreement import agree


def all_served(able: list[list[int]]) -> bool:
    """Whether each part can have one of the numbers that it is able to take, no two the same.

    >>> all_served([[0, 1], [0]]), all_served([[0], [0]])
    (True, False)
    """
    taken: dict[int, int] = {}  # the numbers, with the part that has them
    return all(_takes(part, able, taken, set()) for part in range(len(able)))


def _takes(part: int, able: list[list[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Finds a number for a part; parts that have one move to another where need be."""
    for number in able[part]:
        if number not in tried:
            tried.add(number)
            if number not in taken or _takes(taken[number], able, taken, tried):
                taken[number] = part
                return True
    return False


def shared_out(values: list[Any], claimed: list[Any]) -> bool:
    """Whether values can be shared out so that each claimed number is the product of its share."""
    if not claimed:
        return not values
    for size in range(1, len(values) - len(claimed) + 2):
        for chosen in combinations(range(len(values)), size):
            if agree(prod(values[n] for n in chosen), claimed[0]):
                rest = [one for n, one in enumerate(values) if n not in chosen]
                if shared_out(rest, claimed[1:]):
                    return True
    return False
