"""The annotated copy of a sheet: its formulas with marks, and the remarks beside or below them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from derive.errors import DeriveError, nearest
from derive.teaching.verifying.reporting.checked_sheet import (
    Block,
    Formula,
    checked_sheet,
    is_latex,
    rows,
)
from derive.teaching.verifying.reporting.marked_source import latex_values, markdown_values
from derive.teaching.verifying.reporting.marks import Marks as Points
from derive.teaching.verifying.reporting.remarks import Remark, remarks
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.reporting.sheet_pieces import Marks, piece, relation
from derive.teaching.verifying.reporting.terminal import explained
from derive.teaching.written.documents import Document
from derive.teaching.written.macros import Macro
from derive.teaching.written.read import read
from derive.teaching.written.reading import Unread
from derive.teaching.written.tree import Chain
from derive.writing.formats import dialect
from derive.writing.notation import Style
from derive.writing.printers import pieces
from derive.writing.printers.dialect import Dialect
from derive.writing.templates import rendered
from derive.writing.typeset import typeset


@dataclass(frozen=True)
class Target:
    """A kind of annotated copy: its template, how formulas are spelled, and how wide they may be.

    Widths are in em, that of the sheet and that of remarks.
    """

    template: str
    dialect: str
    width: float
    margin: float
    extension: str


TARGETS = {
    "md": Target("checked/md", "tex", 44, 44, ".md"),
    "tex": Target("checked/tex", "tex", 38, 38, ".tex"),
    "html": Target("checked/html", "mathml", 40, 20, ".html"),
    "pdf": Target("checked/typ", "typst", 30, 18, ".pdf"),
}


def annotated(
    report: Report, target: str, look: Style, earned: Points | None = None
) -> str | bytes:
    """The annotated copy as Markdown, LaTeX, HTML or PDF; `look` brings the words.

    Markdown and LaTeX sheets stay as they are where that is the target, with marks put in; for
    every other pair, the sheet is set anew from what was read. `earned` are points to be told.
    Raises DeriveError for a target
    that there is not.
    """
    if target not in TARGETS:
        raise DeriveError(f'unknown kind of copy "{target}": {nearest(target, TARGETS)}')
    kind = TARGETS[target]
    writer = _Writer(report, kind, dialect(kind.dialect), look)
    values = writer.values()
    if earned is not None:
        total, entries = earned.told(look.words["checked"])
        values["points"] = {"total": total, "entries": entries}
    native = {"md": not is_latex(report), "tex": is_latex(report)}.get(target, False)
    if native:
        source_values = markdown_values if target == "md" else latex_values
        values |= source_values(report, writer.remark)
    text = rendered(look.folder, kind.template, {"native": native, **values})
    return typeset(text, "typst") if target == "pdf" else text


@dataclass(frozen=True)
class _Writer:
    """Turns the values of a checked sheet into what the templates show."""

    report: Report
    target: Target
    spelled: Dialect
    look: Style

    def values(self) -> dict[str, Any]:
        said = self.look.words["checked"]
        blocks = [self._block(one) for one in checked_sheet(self.report)]
        return {
            "title": said["title"].format(sheet=self.report.sheet),
            "language": self.look.language.code,
            "words": said,
            "summary": [
                {"verdict": _slug(verdict), "text": self._counted(verdict, count)}
                for verdict, count in self.report.summary.items()
            ],
            "inferred": list(self.report.inferred),
            "blocks": blocks,
            "remarks": [remark for one in blocks for remark in one["remarks"]],
            "points": None,
            "fenced": False,
        }

    def _counted(self, verdict: str, count: int) -> str:
        word = self.look.words["verdict"][verdict]
        told: str = self.look.words["checked"]["count"].format(count=count, verdict=word)
        return told

    def _block(self, block: Block) -> dict[str, Any]:
        kind = "heading" if block.level else "display" if block.is_display else "words"
        return {
            "kind": kind,
            "level": block.level,
            "parts": [self._part(one) for one in block.parts],
            "remarks": [self.remark(one) for one in block.remarks],
        }

    def _part(self, part: str | Formula) -> dict[str, Any]:
        if isinstance(part, str):
            return {"kind": "text", "text": part}
        if not part.statements:
            before, found, after = part.source_parts
            return {"kind": "source", "before": before, "found": found, "after": after}
        over = {one.claim.offset: self._mark(one) for one in part.remarks}
        marks = Marks(over, self.look.notation.otherwise)
        if part.display:
            lines = [
                row for one in part.statements for row in self._rows(one, marks, self.target.width)
            ]
            return {"kind": "math", "rows": lines}
        text = "; ".join(self.spelled.text(piece(one, marks)) for one in part.statements)
        return {"kind": "math", "text": text}

    def _mark(self, remark: Remark) -> str:
        return str(remark.number) if self.target.template == "checked/tex" else remark.mark

    def _rows(self, chain: Chain, marks: Marks, width: float) -> list[tuple[str, str]]:
        """A chain on one line where there is room for it, else a line for each few signs."""
        text = self.spelled.text
        if not chain.relations:
            return [(text(piece(chain, marks)), "")]
        left = piece(chain.operands[0], marks)
        lines: list[tuple[pieces.Piece, pieces.Piece]] = [(left, "")]
        room = width - pieces.width(left)
        for sign, operand in zip(chain.relations, chain.operands[1:], strict=True):
            more = pieces.row(relation(sign, marks), " ", piece(operand, marks))
            if len(lines) == 1 and not lines[0][1] and pieces.width(more) > room:
                # no room beside the left side: it stands on a line of its own
                lines, room = [("", left), ("", more)], width
                continue
            start, so_far = lines[-1]
            if not so_far or pieces.width(so_far) + pieces.width(more) <= room:
                lines[-1] = (start, pieces.row(so_far, " ", more))
            else:
                lines.append(("", more))
        if chain.condition is not None:
            start, so_far = lines[-1]
            last = pieces.row(so_far, pieces.sign("quad"), piece(chain.condition, marks))
            lines[-1] = (start, last)
        return [(text(one), text(other)) for one, other in lines]

    def remark(self, remark: Remark) -> dict[str, Any]:
        """What a template shows of a remark: mark, verdict, right line, sentences."""
        claim = remark.claim
        sentences = list(explained(claim, self.report, self.look.words, self._marks))
        return {
            "number": remark.number,
            "mark": self._mark(remark),
            "verdict": _slug(claim.verdict),
            "name": self.look.words["verdict"][claim.verdict],
            "line": claim.line,
            "column": claim.column,
            "right": None if claim.expected is None else self._formula(claim.expected),
            "sentences": sentences,
        }

    @cached_property
    def _marks(self) -> dict[int, str]:
        return {one.index: self._mark(one) for one in remarks(self.report)}

    @cached_property
    def _macros(self) -> dict[str, Macro]:
        return Document(self.report.text).macros

    def _formula(self, source: str) -> dict[str, Any]:
        """A formula of ours as the target sets it, or its source where it cannot be read."""
        found = read(source, 0, self._macros)
        if isinstance(found, Unread) or not found.statements:
            return {"kind": "source", "text": " ".join(source.split())}
        marks = Marks(otherwise=self.look.notation.otherwise)
        chains = tuple(rows(found.statements))
        text = "; ".join(self.spelled.text(piece(one, marks)) for one in chains)
        narrow = [row for one in chains for row in self._rows(one, marks, self.target.margin)]
        return {"kind": "math", "text": text, "rows": narrow}


def _slug(verdict: str) -> str:
    return verdict.replace(",", "").replace(" ", "-")
