"""What is known with the numbers only: typed holes that a printed text has, and their filling.

A hole is a term with its surroundings: brackets round a negative number, the sign between terms,
zeros and ones that a person leaves out, one of two branches. Printers put a mark in the text for
each hole; `split` cuts the text at the marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import Any

from derive.writing.printers.pieces import Piece

OPEN, CLOSE = "\x02", "\x03"
SUM = "\x05"
# round brackets that grow where there turns out to be a fraction in them
FENCE, FENCE_END = "\x06", "\x07"
# in the foot of a sheet: where letters, digits and hyphens go that tell one sheet from all others
STAMP = "\ue000"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")


@dataclass(frozen=True)
class Slot:
    """One entry of a named quantity in one run."""

    run: str
    name: Any
    row: int
    column: int


# which numbers stand in brackets: none, negative ones, under a power all but plain digits
NEVER, NEGATIVE, POWER = range(3)


@dataclass(frozen=True)
class Value:
    """A number, and when it stands in brackets."""

    slot: Slot
    bracket: int = NEVER


@dataclass(frozen=True)
class Coefficient:
    """A number in front of something: a 1 is left out."""

    slot: Slot


@dataclass(frozen=True)
class Products:
    """A sum of products of slots and pieces; a product with a zero and a factor 1 are left out.

    An empty product stands for dots; with `bracket`, more than one term stands in brackets; what
    is `signed` goes on from a row above, so that its first term has its sign.
    """

    terms: tuple[tuple[Slot | Piece, ...], ...]
    bracket: int = NEVER
    signed: bool = False


@dataclass(frozen=True)
class Choice:
    """One of two pieces, as a comparison of two slots or constants comes out."""

    left: Any
    comparison: str
    right: Any
    run: str
    then: Piece
    otherwise: Piece


@dataclass(frozen=True)
class Fact:
    """A text of a run that is known with the numbers only; it may open a line."""

    run: str
    fact: str
    opens: bool = False


@dataclass(frozen=True)
class Block:
    """A text that stands only where a fact of a run is true."""

    run: str
    fact: str
    text: str


@dataclass(frozen=True)
class Once:
    """`both` holds two forms; where their texts come out equal, `last` stands alone instead."""

    before: Piece
    after: Piece
    both: Piece
    last: Piece


@dataclass(frozen=True)
class Broken:
    """A sum that stands as a `whole` where it needs no more than `room`, in em; else in its
    `parts`, with `between` where a row ends. A part that comes to 0 is left out."""

    whole: Piece
    parts: tuple[Piece, ...]
    between: Piece
    room: float


@dataclass(frozen=True)
class Drawn:
    """A picture that depends on numbers: `draw` makes its text from the shown texts of `slots`."""

    slots: tuple[Slot, ...]
    draw: Callable[[list[str]], str]


@dataclass(frozen=True)
class Beside:
    """The name of a file beside the sheet: the exercise's, then `ending`."""

    ending: str


@dataclass(frozen=True)
class Stamp:
    """What stands in the place of STAMP, and nothing but the sign itself where there is none."""


@dataclass(frozen=True)
class Sums:
    """`text` with sums of products worked out in it, one for each SUM mark.

    All of it is missing where a factor is not known exactly, or a sum has many digits. Factors
    are exact if they are `typed`, or shown with fewer digits than `digits` (0: all are exact).
    """

    text: Piece
    cells: tuple[tuple[tuple[Slot, Slot], ...], ...]
    typed: frozenset[Slot]
    digits: int
    kind: str


Hole = (
    Value
    | Coefficient
    | Products
    | Choice
    | Fact
    | Block
    | Once
    | Broken
    | Drawn
    | Beside
    | Stamp
    | Sums
)


@dataclass(frozen=True)
class Compiled:
    """A printed text: pieces, every second one empty, and at which of these which hole stands."""

    pieces: tuple[str, ...]
    places: tuple[tuple[int, int], ...]

    @cached_property
    def taken(self) -> Callable[[list[str]], Sequence[str]]:
        """The texts of its holes in their order, from those of all holes by number."""
        numbers = [hole for _, hole in self.places]
        return itemgetter(*numbers) if len(numbers) > 1 else lambda texts: (texts[numbers[0]],)


def split(text: str) -> Compiled:
    """The text cut at its marks.

    >>> split("a" + OPEN + "3" + CLOSE + "b")
    Compiled(pieces=('a', '', 'b'), places=((1, 3),))
    """
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    for number, piece in enumerate(MARK.split(text)):
        if number % 2:
            places.append((number, int(piece)))
            pieces.append("")
        else:
            pieces.append(piece)
    return Compiled(tuple(pieces), tuple(places))


def joined(compiled: Compiled, texts: list[str]) -> str:
    """The text with every hole filled from the texts of the holes by number."""
    if not compiled.places:
        return compiled.pieces[0]
    pieces = list(compiled.pieces)
    pieces[1::2] = compiled.taken(texts)
    return "".join(pieces)


@dataclass(frozen=True)
class Numbers:
    """What holes ask for: shown numbers by the place of their quantity, facts, comparisons."""

    shown: list[str]
    facts: Mapping[tuple[str, str], Any]
    holds: Callable[[Choice], bool]
    stem: str = "sheet"
    stamp: str = ""
    # what numbers are in a dialect, by its identity, and what the holes that all formats of a sheet
    # share came to, by the identity of their fillers
    made: dict[int, tuple[Any, list[str]]] = field(default_factory=dict)
