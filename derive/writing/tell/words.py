"""Sentences by their names, with formulas and numbers put in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from derive.errors import DeriveError
from derive.writing.document import Block, Heading, Inline, Paragraph
from derive.writing.notation import Style
from derive.writing.shape import Shape

# headings of sections that a style may leave to their formulas
QUIET = tuple(
    f"heading.{name}" for name in ("forward", "loss", "deltas", "gradients", "derivative")
)
PLACE = re.compile(r"\{([a-z_0-9]+)\}")


@dataclass(frozen=True)
class Teller:
    """A shape in a style: what every telling function is given."""

    shape: Shape
    style: Style

    def word(self, key: str) -> str:
        """The bare text under a key such as "rule.chain".

        Raises DeriveError where the words file has none: a gap is never silent.
        """
        section, _, name = key.partition(".")
        text = self.style.words.get(section, {}).get(name)
        if text is None:
            raise DeriveError(f'no words for "{key}" in style {self.style.name}')
        return str(text)

    def inlines(self, key: str, **values: Any) -> tuple[Inline, ...]:
        """The sentence with its places filled; a value may be text, an inline, or several."""
        parts: list[Inline] = []
        for number, piece in enumerate(PLACE.split(self.word(key))):
            if number % 2 == 0:
                parts += [piece] if piece else []
                continue
            if piece not in values:
                raise DeriveError(
                    f'the words "{key}" ask for {{{piece}}}, which is not known there'
                )
            value = values[piece]
            parts += list(value) if isinstance(value, tuple) else [_inline(value)]
        return tuple(parts)

    def text(self, key: str, **values: Any) -> str:
        """The sentence with its places filled by texts."""
        return "".join(map(str, self.inlines(key, **values)))

    def say(self, key: str, **values: Any) -> list[Block]:
        """A paragraph, or nothing where the words are empty."""
        parts = self.inlines(key, **values)
        return [Paragraph(parts)] if parts else []

    def heading(self, level: int, key: str, **values: Any) -> list[Block]:
        parts = self.inlines(key, **values)
        quiet = self.style.headings == "needed" and key in QUIET
        return [Heading(level, parts, quiet)] if parts else []

    def name(self, name: str) -> str:
        """What people call an activation or a loss; a formula is called by itself."""
        return str(self.style.words["name"].get(name, name))

    def note(self, rules: tuple[str, ...]) -> str:
        """The words for the rules of a line, for styles that tell them."""
        if not self.style.notes:
            return ""
        texts = [self.word(f"rule.{rule}") for rule in rules]
        kept = list(dict.fromkeys(text for text in texts if text))
        # constants and variables are understood where a real rule stands beside them
        if len(kept) > 1:
            kept = [text for text in kept if text not in ("constant", "variable")] or kept
        return self.word("list.separator").join(kept[:2])

    def listed(
        self, parts: Iterable[tuple[Inline, ...] | Any], separator: str | None = None
    ) -> tuple[Inline, ...]:
        """Several things after each other, "a, b and c"; or all with one separator."""
        between = self.word("list.separator") if separator is None else separator
        last = self.word("list.last") if separator is None else separator
        kept = list(parts)
        result: list[Inline] = []
        for place, part in enumerate(kept, start=1):
            if place > 1:
                result.append(last if place == len(kept) else between)
            result += part if isinstance(part, tuple) else [_inline(part)]
        return tuple(result)


def counted(key: str, count: object) -> str:
    """The name of the sentence for so many: what has one of a thing has a sentence of its own.

    >>> counted("given.layer", 1), counted("given.layer", 2)
    ('given.layer_one', 'given.layer')
    """
    return f"{key}_one" if str(count) == "1" else key


def _inline(value: Any) -> Inline:
    return value if not isinstance(value, int) else str(value)
