"""The step of differences that a sheet tries its derivatives by: h = 0.01 is no activation."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derive.teaching.verifying.stated.differences import speaks_of_differences
from derive.teaching.verifying.statements.printed import decimals_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree

LETTERS = frozenset(("h", "epsilon", "varepsilon", "delta", "Delta"))
LARGEST = Fraction(1, 5)

Digits = tuple[Fraction, int]  # a number, and how many decimals it has


def steps_of_differences(chains: Iterable[Statement], text: str) -> dict[str, Digits]:
    """The letters of such steps with their numbers, where a sheet speaks of differences; each is
    said to be one small number and is never worked out."""
    if not speaks_of_differences(text):
        return {}
    said: dict[str, list[Digits | None]] = {}
    for one in chains:
        match one.operands:
            case (tree.Name(letter), tree.Number() as number) if number.value <= LARGEST:
                said.setdefault(letter, []).append((number.value, decimals_of(number)))
            case (tree.Name(letter), *_):
                said.setdefault(letter, []).append(None)
    return {letter: told[0] for letter, told in said.items()
            if letter in LETTERS and len(told) == 1 and told[0] is not None}  # fmt: skip


def typed(steps: Iterable[Digits]) -> frozenset[Digits]:
    """What such steps stand for as they are typed, and what is divided by: h and 2 h."""
    return frozenset((value * times, decimals) for value, decimals in steps for times in (1, 2))
