"""A sheet's own source with marks put in: nothing else of it is changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any

from derive.teaching.verifying.reporting.checked_sheet import formulas, remarks_by_formula
from derive.teaching.verifying.reporting.remarks import Remark
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.written.documents import LATEX_STARTS
from derive.teaching.written.piece import Piece
from derive.writing.formats import dialect
from derive.writing.printers.pieces import flagged

Shown = Callable[[Remark], dict[str, Any]]
_END = "\\" + "end{document}"


def _flags(
    report: Report, piece: Piece, notes: list[Remark], shown: Shown
) -> Iterator[tuple[int, int, str]]:
    """What replaces the signs that have a remark; what stands in no marks becomes a formula."""
    for one in notes:
        if one.claim.verdict != "unread":
            sign = report.text[one.claim.offset : one.claim.end]
            mark = str(shown(one)["mark"])
            made = dialect("tex").text(flagged(sign, mark))
            inside = piece.start <= one.claim.offset < piece.end and not piece.plain
            yield one.claim.offset, one.claim.end, made if inside else f"${made}$"


def markdown_values(report: Report, shown: Shown) -> dict[str, Any]:
    """The sheet in parts: its text, and after each passage the remarks on its formulas."""
    found = formulas(report)
    changes: list[tuple[int, int, str | list[Any]]] = []
    ends = _paragraph_ends(report.text, found)
    by_end: dict[int, list[Any]] = {}
    for piece, notes in zip(found, remarks_by_formula(report, found), strict=True):
        changes += _flags(report, piece, notes, shown)
        if notes:
            end = ends[min(bisect_left(ends, piece.end), len(ends) - 1)]
            by_end.setdefault(end, []).extend(map(shown, notes))
    changes += [(end, end, notes) for end, notes in by_end.items()]
    parts = list(_changed(report.text, changes))
    fenced = bool(re.search(r"^[ \t>]*```[ \t]*math|\$`", report.text, re.MULTILINE))
    return {"parts": parts, "fenced": fenced}


def _changed(text: str, changes: list[tuple[int, int, str | list[Any]]]) -> Iterator[Any]:
    """The text with its changes: strings, and lists of remarks."""
    place = 0
    kept = ""
    for start, end, new in sorted(changes, key=lambda one: one[:2]):
        if start < place:
            continue
        kept += text[place:start]
        place = end
        if isinstance(new, str):
            kept += new
        else:
            yield kept
            yield new
            kept = ""
    yield kept + text[place:]


def _paragraph_ends(text: str, found: list[Piece]) -> list[int]:
    """Where something may stand between two paragraphs: not within code, not within a formula."""
    ends = []
    fence = ""
    place = 0
    number = 0
    for line in text.split("\n"):
        start, place = place, place + len(line) + 1
        while number < len(found) and found[number].end <= start:
            number += 1
        opened = re.match(r"[ \t>]*(`{3,}|~{3,})", line)
        if opened and not fence:
            fence = opened[1]
        elif fence:
            fence = "" if line.strip(" \t>") == fence else fence
        elif not line.strip(" \t>") and not (number < len(found) and found[number].start < start):
            ends.append(start)
    ends.append(len(text))
    return ends


def latex_values(report: Report, shown: Shown) -> dict[str, Any]:
    """The document in four parts: preamble, body with marks, the remarks, and what comes after."""
    found = formulas(report)
    text = report.text
    changes: list[tuple[int, int, str | list[Any]]] = []
    listed: list[Any] = []
    margin: list[str] = []
    paragraph = -1  # where the inline formulas end that share one place in the margin
    for piece, notes in zip(found, remarks_by_formula(report, found), strict=True):
        changes += _flags(report, piece, notes, shown)
        alone = piece.display or "\n\n" in text[max(paragraph, 0) : piece.start] or paragraph < 0
        if notes:
            listed += map(shown, notes)
            if alone:
                margin = []
                start = _opening(text, piece)
                changes.append((start, start, [piece.display, margin]))
            margin += [str(shown(one)["mark"]) for one in notes]
            paragraph = -1 if piece.display else piece.end
        elif piece.display:
            paragraph = -1
    start = max(0, text.find(LATEX_STARTS))
    end = text.find(_END, start)
    end = len(text) if end < 0 else end
    body = list(_changed(text[start:end], [(a - start, b - start, c) for a, b, c in changes]))
    return {
        "whole": LATEX_STARTS in text,
        "preamble": text[:start],
        "parts": body,
        "remarks": listed,
        "rest": text[end:],
    }


def _opening(text: str, piece: Piece) -> int:
    """Where the mathematics starts with its own marks, dollars or brackets."""
    for mark in ("$$", "\\[", "\\(", "$"):
        if text.endswith(mark, 0, piece.start):
            return piece.start - len(mark)
    return piece.start
