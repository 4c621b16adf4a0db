"""What a person reads of a judged sheet in a terminal: places, carets, right lines, a summary."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from derive.teaching.verifying.reporting.remarks import is_quiet
from derive.teaching.verifying.reporting.report import Claim, Report

Words = Mapping[str, Mapping[str, str]]

BOLD, DIM, RED, GREEN, YELLOW = "1", "2", "31", "32", "33"
COLOURS = {
    "unread": YELLOW,
    "no claim": DIM,
    "holds": GREEN,
    "holds as shown": GREEN,
    "right again": GREEN,
    "follows": YELLOW,
}
LEAST_WIDTH = 40
ELLIPSIS = "…"


@dataclass(frozen=True)
class Look:
    """How wide a line may be, whether there are colours, and whether lines that hold are told."""

    width: int = 100
    colours: bool = False
    all: bool = False

    def coloured(self, text: str, *codes: str) -> str:
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.colours else text


def told(report: Report, words: Words, look: Look) -> str:
    """The report in lines; what holds, and what claims nothing, only where the look asks for it."""
    lines = report.text.split("\n")
    blocks = [
        "\n".join(_claim(one, report, lines, words, look))
        for one in report.claims
        if look.all or not is_quiet(one)
    ]
    if report.inferred:
        head = f"{words['checked']['inferred']}:"
        told = textwrap.fill(
            f"{head} {'; '.join(map(clean, report.inferred))}", look.width, subsequent_indent="  "
        )
        blocks.append(look.coloured(head, BOLD) + told.removeprefix(head))
    return "\n\n".join([*blocks, summary(report, words, look)])


def summary(report: Report, words: Words, look: Look) -> str:
    """One line: how many relation signs have each verdict."""
    counts = [
        look.coloured(
            words["checked"]["count"].format(count=count, verdict=words["verdict"][verdict]),
            COLOURS.get(verdict, RED),
        )
        for verdict, count in report.summary.items()
    ]
    told = ", ".join(counts) or words["checked"]["none"]
    return f"{look.coloured(clean(report.sheet), BOLD)}: {told}"


def _claim(
    claim: Claim, report: Report, lines: list[str], words: Words, look: Look
) -> Iterator[str]:
    said = words["checked"]
    colour = COLOURS.get(claim.verdict, RED)
    place = said["place"].format(line=claim.line, column=claim.column)
    verdict = look.coloured(words["verdict"][claim.verdict], BOLD, colour)
    yield f"{look.coloured(place, BOLD)}: {verdict}"
    source = lines[claim.line - 1] if claim.line <= len(lines) else ""
    line, before, marked = clipped(source, claim.column - 1, _extent(claim), look.width - 2)
    yield f"  {line}"
    caret = "  " + " " * before + look.coloured("^" * marked, colour)
    if claim.expected is None:
        yield caret
    else:
        right = said["right"].format(expected=" ".join(clean(claim.expected).split()))
        if 2 + before + marked + 2 + columns(right) <= look.width:
            yield f"{caret}  {look.coloured(right, GREEN)}"
        else:
            yield caret
            yield f"  {look.coloured(right, GREEN)}"
    for one in explained(claim, report, words):
        yield f"  {one}"


def explained(
    claim: Claim, report: Report, words: Words, marks: Mapping[int, str] | None = None
) -> Iterator[str]:
    """The sentences about a claim: its message, else the slip or the claim that it follows from.

    That claim is named by its mark, where there are `marks`, else by its place.
    """
    said = words["checked"]
    if claim.verdict == "follows" and claim.root is not None:
        root = report.claims[claim.root]
        if marks is not None and claim.root in marks:
            yield said["from_mark"].format(mark=marks[claim.root])
            return
        if not claim.message:
            yield said["from_line"].format(line=root.line, column=root.column)
    if claim.message:
        yield " ".join(clean(claim.message).split())
    elif claim.slip is not None:
        slip = words["slip"].get(claim.slip, claim.slip)
        yield said["slip"].format(slip=clean(slip))


def _extent(claim: Claim) -> int:
    """How many characters the caret stands under: the sign; of an unread formula, its start."""
    return 1 if claim.verdict == "unread" else max(1, claim.end - claim.offset)


# Widths on a terminal -----------------------------------------------------------------------------
def clean(text: str) -> str:
    """The text without characters that could steer a terminal.

    >>> clean("a\\x1b[31m\\tb")
    'a�[31m b'
    """
    return "".join(
        one if one.isprintable() or one == "\n" else " " if one.isspace() else "\ufffd"
        for one in text
    )


def columns(text: str) -> int:
    """How many columns a text takes: none for combining characters, two for wide ones.

    >>> columns("z\\u0302 = 日")
    6
    """
    return sum(_columns(one) for one in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def clipped(line: str, place: int, extent: int, width: int) -> tuple[str, int, int]:
    """A line cut to a width around a place, the columns before that place, and those marked.

    >>> clipped("abcdefghijklmnopqrstuvwxyz", 20, 1, 11)
    ('…qrstuvwxyz', 5, 1)
    """
    # nothing far from the place is ever looked at: a line may be as long as the sheet
    start = max(0, place - 2 * width)
    piece, place = clean(line[start : place + 2 * width]), place - start
    ends = [0, *accumulate(_columns(one) for one in piece)]
    marked = min(
        max(1, ends[min(place + extent, len(piece))] - ends[min(place, len(piece))]), width
    )
    low, high = 0, len(piece)
    cut_left, cut_right = start > 0, start + len(piece) < len(line)
    while (
        low < place
        and ends[high] - ends[low] + cut_left + cut_right > width
        and ends[min(place, len(piece))] - ends[low] + marked > width // 2
    ):
        low, cut_left = low + 1, True
    while high > place + extent and ends[high] - ends[low] + cut_left + cut_right > width:
        high, cut_right = high - 1, True
    before = ends[min(place, len(piece))] - ends[low] + cut_left
    return ELLIPSIS * cut_left + piece[low:high] + ELLIPSIS * cut_right, before, marked
