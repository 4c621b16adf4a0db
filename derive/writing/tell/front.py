"""What stands round a sheet: its front, the points of parts, the room for answers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from derive.writing.document import Block, Front, Space
from derive.writing.shape import PartShape
from derive.writing.tell.words import Teller, counted

# lines for an answer, by what is asked, where an exercise does not say how many
ROOM = {
    "draw": 12,
    "shapes": 4,
    "forward": 10,
    "loss": 4,
    "backward": 16,
    "derivative": 10,
    "update": 8,
    "forward again": 8,
    "classify": 3,
    "compare": 4,
    "derive": 10,
}
# asks that are answered example by example, and the most lines that a page has room for
REPEATED = ("forward", "loss", "backward", "forward again")
PAGE = 40


def front(teller: Teller, by_hand: bool = False) -> Front:
    """What was given for the sheets, and with `by_hand` what students write in themselves."""
    points = [Fraction(part.points) for part in teller.shape.parts if part.points]
    labels = ("front.name", "front.number") if by_hand else ()
    return replace(
        teller.shape.front,
        points=_total(teller, sum(points, Fraction(0))) if points else "",
        name_line=tuple(filter(None, map(teller.word, labels))),
        language=teller.style.language,
    )


def _total(teller: Teller, points: Fraction) -> str:
    return teller.text("front.total", points=_points(teller, decimal(points)))


def _points(teller: Teller, points: str) -> str:
    return teller.text(counted("front.points", points), points=points)


def decimal(number: Fraction) -> str:
    """A sum of points as somebody would write it: a decimal where there is one.

    >>> decimal(Fraction(15, 2)), decimal(Fraction(4)), decimal(Fraction(1, 3))
    ('7.5', '4', '1/3')
    """
    for places in range(1, 41):
        scaled = number * 10**places
        if number.denominator > 1 and scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**places)
            return f"{whole}.{rest:0{places}d}"
    return str(number)


def part_heading(teller: Teller, part: PartShape, level: int) -> list[Block]:
    """The name of a part, with its points where it has any."""
    if not part.points:
        return teller.heading(level, "heading.part", id=part.id)
    points = _points(teller, part.points)
    return teller.heading(level, "heading.part_points", id=part.id, points=points)


def answer_space(part: PartShape, ask: str) -> list[Block]:
    """The room for the answer to one question: half as much again for each further time that
    the same is done, up to a page."""
    lines = part.space
    if lines is None:
        times = part.steps if ask == "update" else len(part.examples) if ask in REPEATED else 1
        lines = min(ROOM[ask] + ROOM[ask] // 2 * (times - 1), PAGE)
    return [Space(lines)] if lines else []
