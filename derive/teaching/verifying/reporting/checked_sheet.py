"""A judged sheet as a value: its paragraphs and formulas in order, each with its remarks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from derive.teaching.verifying.reporting.remarks import Remark, remarks
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.reporting.sheet_words import (
    MOST,
    in_parts,
    passages,
    stand_in,
    without_stand_ins,
)
from derive.teaching.written.documents import LATEX_STARTS, Document
from derive.teaching.written.piece import Piece
from derive.teaching.written.read import read
from derive.teaching.written.reading import Formula as Read
from derive.teaching.written.reading import Unread
from derive.teaching.written.tree import Chain, Group, Node


@dataclass(frozen=True)
class Formula:
    """Mathematics of the sheet as it was written, and read, if it could be read."""

    source: str
    display: bool
    start: int
    read: Read | Unread
    remarks: tuple[Remark, ...]

    @property
    def statements(self) -> tuple[Chain, ...]:
        """What it states; nothing where it could not be read."""
        return () if isinstance(self.read, Unread) else tuple(rows(self.read.statements))

    @property
    def source_parts(self) -> tuple[str, str, str]:
        """The source up to what was not understood, that, and the rest."""
        if not isinstance(self.read, Unread):
            return self.source, "", ""
        start, end = self.read.start - self.start, self.read.end - self.start
        return self.source[:start], self.source[start:end], self.source[end:]


@dataclass(frozen=True)
class Block:
    """A heading (level 2 and more), a paragraph, or a formula on lines of its own."""

    parts: tuple[str | Formula, ...]
    level: int = 0

    @property
    def is_display(self) -> bool:
        return len(self.parts) == 1 and isinstance(self.parts[0], Formula) and self.parts[0].display

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Those of all formulas in the block."""
        return tuple(
            one for part in self.parts if isinstance(part, Formula) for one in part.remarks
        )


def rows(statements: Iterable[Node]) -> Iterator[Chain]:
    """The statements one by one, those within the rows of an environment too."""
    for one in statements:
        if isinstance(one, Chain) and not one.relations:
            only = one.operands[0]
            if isinstance(only, Group) and only.bracket == "rows":
                yield from rows(only.items)
                continue
        if isinstance(one, Chain):
            yield one


def is_latex(report: Report) -> bool:
    """Whether the sheet is written in LaTeX, a whole document or a part of one."""
    return LATEX_STARTS in report.text or report.sheet.lower().endswith((".tex", ".latex"))


def formulas(report: Report) -> list[Piece]:
    """The mathematics of a sheet; a line with a claim outside all of it is a formula too."""
    document = Document(report.text)
    found = list(document.pieces())
    starts = [one.start for one in found]
    lines: dict[int, Piece] = {}
    for claim in report.claims:
        before = bisect_right(starts, claim.offset) - 1
        if before >= 0 and claim.offset <= found[before].end:
            continue
        start = report.text.rfind("\n", 0, claim.offset) + 1
        end = report.text.find("\n", claim.offset)
        end = len(report.text) if end < 0 else end
        if not any(
            start < one.end and one.start < end for one in found[max(before, 0) : before + 2]
        ):
            lines[start] = Piece(report.text[start:end], start, True)
    return sorted([*found, *lines.values()], key=lambda one: one.start)[:MOST]


def remarks_by_formula(report: Report, found: list[Piece]) -> list[list[Remark]]:
    """The remarks on each formula; one that stands in none belongs to the formula before it."""
    by_formula: list[list[Remark]] = [[] for _ in found]
    starts = [one.start for one in found]
    for remark in remarks(report):
        if found:
            place = max(0, bisect_right(starts, remark.claim.offset) - 1)
            by_formula[place].append(remark)
    return by_formula


def checked_sheet(report: Report) -> tuple[Block, ...]:
    """The sheet in blocks: prose in plain words, formulas as trees, remarks where they belong."""
    found = formulas(report)
    latex = is_latex(report)
    macros = Document(report.text).macros
    made = [
        Formula(piece.text, piece.display, piece.start,
                read(piece.text, piece.start, macros), tuple(notes))
        for piece, notes in zip(found, remarks_by_formula(report, found), strict=True)
    ]  # fmt: skip
    text = _with_stand_ins(without_stand_ins(report.text), found)
    blocks: list[Block] = []
    for passage in passages(text, latex):
        for parts in _parted(_parts(passage.text, made)):
            if any(isinstance(one, Formula) or one.strip(" .,;:") for one in parts):
                blocks.append(Block(tuple(parts), passage.level))
    return tuple(blocks)


# what stands around mathematics, and goes with it
_OPENINGS = ("$$", "$`", "$", "\\(", "\\[")
_CLOSINGS = ("$$", "`$", "$", "\\)", "\\]")


_LINE_ENDS = re.compile(r"[ \t]*\n")


def _with_stand_ins(text: str, found: list[Piece]) -> str:
    """The text with a character in place of every formula and of what encloses it."""
    made: list[str] = []
    place = 0
    for number, piece in enumerate(found):
        before = text[place : piece.start]
        place = piece.end
        opening = next((one for one in _OPENINGS if before.endswith(one)), "")
        closing = next((one for one in _CLOSINGS if text.startswith(one, place)), "")
        if opening and closing:
            before, place = before.removesuffix(opening), place + len(closing)
        elif before.endswith("\n") and _is_fence(before.rstrip("\n").rpartition("\n")[2]):
            before = before.rstrip("\n").rpartition("\n")[0] + "\n"
            end = text.find("\n", place)
            place = len(text) if end < 0 else end
        around = "\n\n" if piece.display else ""
        ends = "\n" if piece.plain and _LINE_ENDS.match(text, place) else ""  # lines stay lines
        made += [before, around, stand_in(number), around, ends]
    return "".join([*made, text[place:]])


def _is_fence(line: str) -> bool:
    return line.lstrip(" \t>").startswith(("```", "~~~"))


def _parts(text: str, made: list[Formula]) -> Iterator[str | Formula]:
    for one in in_parts(text):
        yield one if isinstance(one, str) else made[one]


def _parted(parts: Iterable[str | Formula]) -> Iterator[list[str | Formula]]:
    """Formulas on lines of their own part a paragraph, even where the source does not."""
    line: list[str | Formula] = []
    for one in parts:
        if isinstance(one, Formula) and one.display:
            if line:
                yield line
            yield [one]
            line = []
        else:
            line.append(one)
    if line:
        yield line
