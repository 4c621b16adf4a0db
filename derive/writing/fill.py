"""A printed text filled: every hole in its order, so that a hole finds those inside it filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from derive.writing.holes import (
    FENCE,
    FENCE_END,
    NEGATIVE,
    POWER,
    Beside,
    Block,
    Broken,
    Choice,
    Coefficient,
    Compiled,
    Drawn,
    Fact,
    Hole,
    Numbers,
    Once,
    Products,
    Slot,
    Sums,
    Value,
    joined,
    split,
)
from derive.writing.printers.dialect import Dialect
from derive.writing.sums import sums

Shown = list[str]
# what a hole comes to, from the shown numbers, the facts and the texts of the holes before it
Filler = Callable[[Shown, Numbers, list[str]], str]


@dataclass(frozen=True)
class Printed:
    """A document printed in a format: its text with holes, and how each hole is filled."""

    text: Compiled
    shared: tuple[Filler, ...]
    own: tuple[Filler, ...]
    dialect: Dialect

    def filled(self, numbers: Numbers) -> str:
        """The text with every hole filled."""
        whole = filled(self.text, self.shared, self.own, self.dialect, numbers)
        return whole.rstrip("\n") + "\n"  # what stands only sometimes may end it


def fillers(
    holes: Iterable[Hole],
    place: Callable[[Slot], int],
    dialect: Dialect,
    escape: Callable[[str], str] = str,
    opening: Callable[[str], str] = str,
) -> tuple[Filler, ...]:
    """One function a hole, in the order of the holes; `place` finds a slot's number, `escape` makes
    words safe, `opening` those that open a line."""
    return tuple(_filler(hole, place, dialect, escape, opening) for hole in holes)


def filled(
    text: Compiled,
    shared: tuple[Filler, ...],
    own: tuple[Filler, ...],
    dialect: Dialect,
    numbers: Numbers,
) -> str:
    """The text with every hole filled: those that formats share only once for the same numbers."""
    known = numbers.made.get(id(shared))
    if known is None or known[0] is not shared:
        number = dialect.number
        shown = [number(text) for text in numbers.shown]
        texts: list[str] = []
        for fill in shared:
            texts.append(fill(shown, numbers, texts))
        known = numbers.made[id(shared)] = (shared, texts)
    texts = list(known[1])
    for fill in own:
        texts.append(fill([], numbers, texts))
    whole = joined(text, texts)
    while FENCE in whole:  # the innermost brackets first
        whole = _FENCED.sub(lambda found: dialect.bracketed(found[1]), whole)
    return whole


_FENCED = re.compile(f"{FENCE}([^{FENCE}{FENCE_END}]*){FENCE_END}")


def _filler(
    hole: Hole,
    place: Callable[[Slot], int],
    dialect: Dialect,
    escape: Callable[[str], str],
    opening: Callable[[str], str],
) -> Filler:
    match hole:
        case Value(slot, bracket):
            return _value(place(slot), bracket, dialect)
        case Products():
            return _products(hole, place, dialect)
        case Coefficient(slot):
            at = place(slot)
            return lambda shown, numbers, texts: "" if shown[at] == "1" else shown[at]
        case Choice():
            then, otherwise = split(dialect.text(hole.then)), split(dialect.text(hole.otherwise))
            return lambda shown, numbers, texts: joined(
                then if numbers.holds(hole) else otherwise, texts
            )
        case Fact(run, fact, opens):
            key, safe = (run, fact), opening if opens else escape
            return lambda shown, numbers, texts: safe(str(numbers.facts.get(key, "")))
        case Once():
            return _once(hole, dialect)
        case Broken():
            return _broken(hole, dialect)
        case Sums():
            return sums(hole, place, dialect)
        case Block(run, fact, text):
            key, inner = (run, fact), split(text)
            return lambda shown, numbers, texts: (
                joined(inner, texts) if numbers.facts.get(key) else ""
            )
        case Drawn(slots, draw):
            places = [place(slot) for slot in slots]
            return lambda shown, numbers, texts: draw([numbers.shown[at] for at in places])
        case Beside(ending):
            return lambda shown, numbers, texts: _address(numbers.stem) + ending
    raise TypeError(f"no filling for {type(hole).__name__}")


def _address(stem: str) -> str:
    from urllib.parse import quote  # only sheets with pictures need it

    return quote(stem)


def _value(at: int, bracket: int, dialect: Dialect) -> Filler:
    if not bracket:
        return lambda shown, numbers, texts: shown[at]

    def bracketed(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        text = shown[at]
        return dialect.bracketed(text) if _needs(bracket, text, dialect.minus) else text

    return bracketed


def _needs(bracket: int, text: str, minus: str) -> bool:
    """Whether a number stands in brackets; under a power, all but plain digits do."""
    if bracket == POWER:
        return not text.replace(".", "").isdigit()
    return bracket == NEGATIVE and text.startswith(minus)


def _once(hole: Once, dialect: Dialect) -> Filler:
    pieces = (hole.before, hole.after, hole.both, hole.last)
    before, after, both, last = (split(dialect.text(one)) for one in pieces)

    def once(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        return joined(last if joined(before, texts) == joined(after, texts) else both, texts)

    return once


def _broken(hole: Broken, dialect: Dialect) -> Filler:
    whole, between = (split(dialect.text(one)) for one in (hole.whole, hole.between))
    parts = [split(dialect.text(one)) for one in hole.parts]
    minus = dialect.minus

    def broken(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        text = joined(whole, texts)
        if 0.5 * len(text.replace(dialect.product, " . ")) <= hole.room:
            return text
        kept = [one for one in (joined(part, texts) for part in parts) if one not in ("0", "+ 0")]
        # a sum does not begin with the sign that goes on from a row above
        kept[0] = kept[0].removeprefix("+ ")
        if kept[0].startswith(f"{minus} "):
            kept[0] = minus + kept[0].removeprefix(f"{minus} ")
        return joined(between, texts).join(kept)

    return broken


def _products(hole: Products, place: Callable[[Slot], int], dialect: Dialect) -> Filler:
    """A sum of products with its signs; zeros and ones are left out."""
    terms: list[list[Any]] = [
        [
            place(factor) if isinstance(factor, Slot) else split(dialect.text(factor))
            for factor in term
        ]
        for term in hole.terms
    ]
    minus = dialect.minus

    def products(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        text = ""
        count = 0
        for term in terms:
            if not term:
                text += dialect.dots
                count += 2
                continue
            factors = _factors(term, shown, texts, dialect)
            if factors is None:
                continue
            count += 1
            if not text:
                text = factors
            else:
                less = factors.startswith(minus)
                text += f" {minus} {factors.removeprefix(minus)}" if less else f" + {factors}"
        text = text or "0"
        less = text.startswith(minus)
        if hole.signed:
            return f"{minus} {text.removeprefix(minus)}" if less else f"+ {text}"
        several = hole.bracket and count > 1
        return dialect.bracketed(text) if several or _needs(hole.bracket, text, minus) else text

    return products


def _factors(term: list[Any], shown: Shown, texts: list[str], dialect: Dialect) -> str | None:
    """One product, None where a factor is 0; among several, a negative factor has brackets."""
    parts: list[str] = []
    for factor in term:
        text = joined(factor, texts) if isinstance(factor, Compiled) else shown[factor]
        if text == "0":
            return None
        if text != "1" or len(term) == 1:
            parts.append(text)
    if len(parts) < 2:
        return parts[0] if parts else "1"
    return dialect.product.join(
        dialect.bracketed(part) if part.startswith(dialect.minus) else part for part in parts
    )
