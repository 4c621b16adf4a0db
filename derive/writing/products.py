"""Sums of products of shown numbers, with their signs and brackets; zeros and ones are left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from derive.writing.holes import (
    NEGATIVE,
    POWER,
    Compiled,
    Numbers,
    Products,
    Slot,
    joined,
    split,
)
from derive.writing.printers.dialect import Dialect

Shown = list[str]


def needs_brackets(bracket: int, text: str, minus: str) -> bool:
    """Whether a number stands in brackets; under a power, all but plain digits do."""
    if bracket == POWER:
        return not text.replace(".", "").isdigit()
    return bracket == NEGATIVE and text.startswith(minus)


def products(
    hole: Products, place: Callable[[Slot], int], dialect: Dialect
) -> Callable[[Shown, Numbers, list[str]], str]:
    """The filler of a `Products`."""
    terms: list[list[Any]] = [
        [
            place(factor) if isinstance(factor, Slot) else split(dialect.text(factor))
            for factor in term
        ]
        for term in hole.terms
    ]
    minus = dialect.minus

    def filled(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
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
        return (
            dialect.bracketed(text)
            if several or needs_brackets(hole.bracket, text, minus)
            else text
        )

    return filled


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
