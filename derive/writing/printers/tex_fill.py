"""Holes filled with numbers, as TeX: signs, brackets, and what a person leaves out."""

from __future__ import annotations

from collections.abc import Callable

from derive.writing.holes import (
    MARK,
    Block,
    Choice,
    Coefficient,
    Fact,
    Hole,
    Numbers,
    Once,
    Products,
    Slot,
    Value,
)


def number(text: str) -> str:
    """A shown number in TeX: fractions set, powers of ten written out.

    >>> number("-0.18"), number("1.5e-7"), number("-1/3")
    ('-0.18', '1.5 \\\\cdot 10^{-7}', '-\\\\frac{1}{3}')
    """
    if "e" in text:
        mantissa, exponent = text.split("e")
        return rf"{mantissa} \cdot 10^{{{exponent}}}"
    if "/" in text:
        sign = "-" if text[0] == "-" else ""
        above, below = text.lstrip("-").split("/")
        return rf"{sign}\frac{{{above}}}{{{below}}}"
    return text


def filler(
    holes: list[Hole], numbers: Numbers, escape: Callable[[str], str]
) -> Callable[[int], str]:
    """The function that answers the text of a hole by its number; each is made once."""
    made: dict[int, str] = {}

    def fill(place: int) -> str:
        text = made.get(place)
        if text is None:
            text = made[place] = _filled(holes[place])
        return text

    def inner(text: str) -> str:
        return MARK.sub(lambda found: fill(int(found[1])), text)

    def _filled(hole: Hole) -> str:
        if isinstance(hole, Value):
            text = number(numbers.shown(hole.slot))
            return f"({text})" if hole.bracket and text[0] == "-" else text
        if isinstance(hole, Products):
            return _products(hole, numbers, inner)
        if isinstance(hole, Coefficient):
            text = numbers.shown(hole.slot)
            return "" if text == "1" else number(text)
        if isinstance(hole, Choice):
            return inner(hole.then if numbers.holds(hole) else hole.otherwise)
        if isinstance(hole, Fact):
            return escape(numbers.facts.get((hole.run, hole.fact), ""))
        if isinstance(hole, Once):
            before, after = inner(hole.before), inner(hole.after)
            return inner(hole.last) if before == after else inner(hole.both)
        assert isinstance(hole, Block)
        return inner(hole.text) if numbers.facts.get((hole.run, hole.fact)) else ""

    return fill


def _products(hole: Products, numbers: Numbers, inner: Callable[[str], str]) -> str:
    """The sum of products with its signs; zeros and ones are left out."""
    text = ""
    count = 0
    for term in hole.terms:
        if not term:
            text += r" + \cdots"
            count += 2
            continue
        factors = _factors(term, numbers, inner)
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


def _factors(
    term: tuple[Slot | str, ...], numbers: Numbers, inner: Callable[[str], str]
) -> str | None:
    """One product, None where a factor is 0; a first negative factor has no bracket."""
    parts: list[str] = []
    for factor in term:
        if isinstance(factor, str):
            parts.append(inner(factor))
            continue
        shown = numbers.shown(factor)
        if shown == "0":
            return None
        if shown == "1" and len(term) > 1:
            continue
        parts.append(number(shown))
    if not parts:
        return "1"
    several = len(parts) > 1
    return r" \cdot ".join(f"({part})" if several and part[0] == "-" else part for part in parts)
