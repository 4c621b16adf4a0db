"""A printed text filled: every hole in its order, so that a hole finds those inside it filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derive.writing.holes import (
    Block,
    Choice,
    Coefficient,
    Compiled,
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
from derive.writing.sums import sums

Shown = list[list[list[str]]]
# what a hole comes to, from the shown numbers, the facts and the texts of the holes before it
Filler = Callable[[Shown, Numbers, list[str]], str]


@dataclass(frozen=True)
class Glyphs:
    """How a printer writes numbers and their surroundings, and how its format escapes words."""

    number: Callable[[str], str]
    product: str
    dots: str
    escape: Callable[[str], str]
    brackets: Callable[[str], str] = "({})".format


def fillers(holes: list[Hole], place: Callable[[Slot], int], glyphs: Glyphs) -> tuple[Filler, ...]:
    """One function a hole, in the order of the holes; `place` finds a slot's quantity."""
    return tuple(_filler(hole, place, glyphs) for hole in holes)


def filled(
    text: Compiled,
    shared: tuple[Filler, ...],
    own: tuple[Filler, ...],
    glyphs: Glyphs,
    numbers: Numbers,
) -> str:
    """The text with every hole filled: those that formats share only once for the same numbers."""
    known = numbers.made.get(id(shared))
    if known is None or known[0] is not shared:
        number = glyphs.number
        shown = [[[number(entry) for entry in row] for row in matrix] for matrix in numbers.shown]
        texts: list[str] = []
        for fill in shared:
            texts.append(fill(shown, numbers, texts))
        known = numbers.made[id(shared)] = (shared, texts)
    texts = list(known[1])
    for fill in own:
        texts.append(fill([], numbers, texts))
    return joined(text, texts)


def _filler(hole: Hole, place: Callable[[Slot], int], glyphs: Glyphs) -> Filler:
    match hole:
        case Value(slot, bracket, base):
            return _value(
                place(slot), slot.row, slot.column, bracket, glyphs.brackets if base else None
            )
        case Products():
            return _products(hole, place, glyphs)
        case Coefficient(slot):
            q, i, j = place(slot), slot.row, slot.column
            return lambda shown, numbers, texts: "" if shown[q][i][j] == "1" else shown[q][i][j]
        case Choice():
            then, otherwise = split(hole.then), split(hole.otherwise)
            return lambda shown, numbers, texts: joined(
                then if numbers.holds(hole) else otherwise, texts
            )
        case Fact(run, fact):
            key = (run, fact)
            return lambda shown, numbers, texts: glyphs.escape(str(numbers.facts.get(key, "")))
        case Once():
            return _once(hole)
        case Sums():
            return sums(hole, place, glyphs.number)
        case Block(run, fact, text):
            key, inner = (run, fact), split(text)
            return lambda shown, numbers, texts: (
                joined(inner, texts) if numbers.facts.get(key) else ""
            )
    raise TypeError(f"no filling for {type(hole).__name__}")


def _value(q: int, i: int, j: int, bracket: bool, base: Callable[[str], str] | None) -> Filler:
    if base is not None:

        def alone(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
            text = shown[q][i][j]
            return text if text.replace(".", "").isdigit() else base(text)

        return alone
    if not bracket:
        return lambda shown, numbers, texts: shown[q][i][j]

    def bracketed(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        text = shown[q][i][j]
        return f"({text})" if text[0] == "-" else text

    return bracketed


def _once(hole: Once) -> Filler:
    before, after, both, last = map(split, (hole.before, hole.after, hole.both, hole.last))

    def once(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        return joined(last if joined(before, texts) == joined(after, texts) else both, texts)

    return once


def _products(hole: Products, place: Callable[[Slot], int], glyphs: Glyphs) -> Filler:
    """A sum of products with its signs; zeros and ones are left out."""
    terms: list[list[Any]] = [
        [
            split(factor) if isinstance(factor, str) else (place(factor), factor.row, factor.column)
            for factor in term
        ]
        for term in hole.terms
    ]

    def products(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        text = ""
        count = 0
        for term in terms:
            if not term:
                text += glyphs.dots
                count += 2
                continue
            factors = _factors(term, shown, texts, glyphs.product)
            if factors is None:
                continue
            count += 1
            if not text:
                text = factors
            else:
                text += f" - {factors[1:]}" if factors[0] == "-" else f" + {factors}"
        text = text or "0"
        if hole.signed:
            return f"- {text[1:]}" if text[0] == "-" else f"+ {text}"
        return f"({text})" if hole.bracket and (count > 1 or text[0] == "-") else text

    return products


def _factors(term: list[Any], shown: Shown, texts: list[str], product: str) -> str | None:
    """One product, None where a factor is 0; among several, a negative factor has brackets."""
    parts: list[str] = []
    for factor in term:
        if isinstance(factor, Compiled):
            parts.append(joined(factor, texts))
            continue
        q, i, j = factor
        text = shown[q][i][j]
        if text == "0":
            return None
        if text != "1" or len(term) == 1:
            parts.append(text)
    if len(parts) < 2:
        return parts[0] if parts else "1"
    return product.join(f"({part})" if part[0] == "-" else part for part in parts)
