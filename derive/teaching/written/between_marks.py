"""The mathematics of a document that stands outside its mathematical marks, or partly inside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from derive.teaching.written.calculations import calculations
from derive.teaching.written.continued_lines import with_continued
from derive.teaching.written.glued_names import glued_names
from derive.teaching.written.headed_lines import headed_lines
from derive.teaching.written.in_sentences import unescaped
from derive.teaching.written.part_marked import (
    calls_behind,
    dollars_within,
    ticks_within,
    unmarked,
)
from derive.teaching.written.piece import Piece
from derive.teaching.written.plain_text import (
    given_in_lists,
    is_formula,
    plain_formulas,
    spoken_formulas,
)
from derive.teaching.written.stacked_rows import stacked_rows, with_commas
from derive.teaching.written.ticked import ticked_formulas
from derive.teaching.written.times_signs import with_circles, with_times
from derive.teaching.written.told_labels import told_labels

Finder: TypeAlias = Callable[[str, int, int], Iterator[tuple[int, int]]]

_LINE = re.compile(r"[^\n]+")
_IN_LATEX = re.compile(r"\\(?:begin\{|document)")


def in_plain_text(text: str, gaps: list[Piece], marked: bool) -> Iterator[Piece]:
    """What has no marks in the text between the marks; sentences only where people write so."""
    if _IN_LATEX.search(text):
        return
    text = with_circles(with_times(text))
    stacked = [one for gap in gaps for one in stacked_rows(text, gap.start, gap.end)]
    for finder in (headed_lines, told_labels):
        stacked += [one for gap in gaps for one in finder(text, gap.start, gap.end)]
    for start, spelled in stacked:
        yield Piece(spelled, start, False, plain=True)
    taken = [(start, start + len(spelled)) for start, spelled in stacked]
    gaps = [part for gap in gaps for part in _without(gap, taken)]
    lines = [span for gap in gaps for span in _continued(plain_formulas, text, gap)]
    spoken: list[tuple[int, int]] = []
    if lines or not marked:
        found = (span for gap in gaps for span in _continued(spoken_formulas, text, gap))
        spoken = list(_apart(found, lines))
    else:
        lines += [span for gap in gaps for span in given_in_lists(text, gap.start, gap.end)]
    ticked = list(ticked_formulas(text))
    numbers = (span for gap in gaps for span in _of_numbers(text, gap.start, gap.end))
    spoken += _apart(numbers, sorted((*lines, *spoken, *ticked)))
    for start, end in spoken:
        yield Piece(unescaped(text[start:end]), start, False, plain=True)
    for start, end in (*lines, *ticked):
        yield Piece(with_commas(text[start:end]), start, False, plain=True)


def _continued(found: Finder, text: str, gap: Piece) -> Iterator[tuple[int, int]]:
    """Start and end of each formula in such a part, with the lines that go on with it."""
    own = glued_names(text)
    spans = found(text, gap.start, gap.end)
    return with_continued(text, spans, gap.end, lambda line: is_formula(line, own))


def _apart(
    found: Iterable[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Those that share nothing with what is taken, which is sorted."""
    starts = [first for first, _ in taken]
    for start, end in found:
        at = bisect_right(starts, start)
        before = not at or taken[at - 1][1] <= start
        if before and (at == len(starts) or end <= starts[at]):
            yield start, end


def _of_numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each calculation of numbers alone."""
    for line in _LINE.finditer(text, start, end):
        for first, last in calculations(line.group()):
            yield line.start() + first, line.start() + last


def _without(gap: Piece, taken: list[tuple[int, int]]) -> Iterator[Piece]:
    """The parts of a text that are not taken."""
    at = gap.start
    inside = sorted(one for one in taken if gap.start <= one[0] < gap.end)
    for start, end in [*inside, (gap.end, gap.end)]:
        if at < start:
            yield replace(gap, text=gap.text[at - gap.start : start - gap.start], start=at)
        at = max(at, end)


def of_parts(text: str, marked: list[Piece]) -> Iterator[Piece]:
    """Formulas of which only a part is marked, as mathematics or as code."""
    if _IN_LATEX.search(text):
        return
    starts = {one.start for one in marked if not one.display}
    for start, end in (*calls_behind(text), *dollars_within(text), *ticks_within(text)):
        dollars = [at + 1 for at in range(start, end) if text[at] == "$"]
        if all(at in starts for at in dollars[::2]):
            yield Piece(unmarked(text, start, end), start, False, plain=True)
