"""A sheet as a value: a small closed set of blocks and inlines that hold expressions, not TeX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from derive.writing.language import ENGLISH, Language

if TYPE_CHECKING:
    from derive.writing.pictures.picture import Picture, Plot


@dataclass(frozen=True)
class Math:
    """An expression in the text; with `run` its numbers are put in, else its names stand."""

    expression: Any
    run: str | None = None


@dataclass(frozen=True)
class Word:
    """A text that is known with the numbers only: what is under `fact` of a run."""

    fact: str
    run: str


Inline = str | Math | Word


@dataclass(frozen=True)
class Gap:
    """What stands in place of an expression where an answer is to be written: so many factors."""

    factors: int = 1


@dataclass(frozen=True)
class Worked:
    """A sum whose product is worked out: a form that stands only where its numbers are exact."""

    expression: Any


@dataclass(frozen=True)
class Comparison:
    """Two numbers held against each other, the first being less or greater than the second.

    Where both are shown by the same digits, their names alone are compared.
    """

    left: Any
    less: bool
    right: Any


@dataclass(frozen=True)
class Form:
    """One side of an `=`: an expression with its names, or (with `run`) with its numbers."""

    expression: Any
    run: str | None = None
    boxed: bool = False
    note: str = ""


@dataclass(frozen=True)
class Equation:
    """left = form = form = ...; `rows` puts every form on a row of its own, a label before all.

    What is `beside` stands in the row of the equation before it, where there is room.
    """

    left: Any
    forms: tuple[Form, ...]
    rows: bool = False
    label: str = ""
    beside: bool = False


@dataclass(frozen=True)
class Heading:
    level: int
    words: tuple[Inline, ...]
    # told only where what follows would else stand under another section's heading
    quiet: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Words; a `question` stands apart from what is above it, and it and a `lead` keep what follows
    on their page.
    """

    words: tuple[Inline, ...]
    role: Literal["", "lead", "question"] = ""


@dataclass(frozen=True)
class Display:
    """One displayed formula or several below each other, aligned at their first `=`."""

    equations: tuple[Equation, ...]


@dataclass(frozen=True)
class Table:
    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True)
class Figure:
    """A picture, or a plot that is drawn with the numbers; `alt` is told where it is not seen."""

    picture: Picture | Plot
    alt: str


@dataclass(frozen=True)
class Only:
    """Blocks that stand only where a fact of a run is true: a remark on a kink, a tie."""

    fact: str
    run: str
    blocks: tuple[Any, ...]


@dataclass(frozen=True)
class Space:
    """Room for an answer, so many lines high."""

    lines: int


@dataclass(frozen=True)
class Together:
    """Blocks that no end of a page parts: a question with the room for its answer."""

    blocks: tuple[Any, ...]


Block = Heading | Paragraph | Display | Table | Figure | Only | Space | Together


@dataclass(frozen=True)
class Front:
    """What stands round a sheet, as somebody gave it; "" stands nowhere, nothing is made up.

    `points` are the words of the total; `name_line` says what is to be written in by hand.
    """

    author: str = ""
    course: str = ""
    date: str = ""
    footer: str = ""
    points: str = ""
    name_line: tuple[str, ...] = ()
    language: Language = ENGLISH


NO_FRONT = Front()


@dataclass(frozen=True)
class Document:
    title: str
    blocks: tuple[Block, ...]
    front: Front = NO_FRONT
