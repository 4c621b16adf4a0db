"""A booklet: the sheets of many variants in one PDF, each beginning on a page of its own.

Every page says which variant it belongs to, and how the sheet is had again: by its code, which
stands there in letters and as a QR code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derive.errors import DeriveError
from derive.teaching.files import writable, written
from derive.teaching.solve import Solution, solve
from derive.writing.printers.escapes import ESCAPES

_typst, _string = ESCAPES["typst"], ESCAPES["typst_string"]
SHEETS = ("question", "solution")
MOST_LEAVES = 2000


@dataclass(frozen=True)
class Leaf:
    """One variant: its number, the seed that it was drawn with, and the code that it is had by."""

    solution: Solution
    number: int | None = None
    seed: int | None = None
    code: str = ""


def bound(leaves: Iterable[Leaf], sheet: str) -> bytes:
    """The PDF of all question sheets, or of all solutions; the same leaves give the same bytes.

    Raises DeriveError where there are too many for one file, or Typst fails.
    """
    from derive.writing.typeset_typst import run  # only where it is needed

    return run(text(leaves, sheet), True)


def bind(paths: Iterable[Path], out: Path, sheet: str = "both", **options: Any) -> list[Path]:
    """Solves exercises and writes `booklet-question.pdf` and `booklet-solution.pdf`, or one of
    them; the options are those of `solve`. Answers the files written.
    """
    writable(out)
    leaves = [Leaf(solve(path, **options)) for path in paths]
    chosen = SHEETS if sheet == "both" else (sheet,)
    return written(out, {f"booklet-{one}.pdf": bound(leaves, one) for one in chosen})


def text(leaves: Iterable[Leaf], sheet: str) -> str:
    """The booklet as one Typst document: each leaf keeps its own settings to itself."""
    parts: list[str] = []
    for leaf in leaves:
        if not parts:
            title = leaf.solution.exercise.title
            parts.append(f"#set document(title: [{_typst(title)}])\n")
        parts.append(_leaf(leaf, sheet))
        if len(parts) > MOST_LEAVES + 1:
            raise DeriveError(f"more than {MOST_LEAVES} variants are too many for one booklet")
    if not parts:
        raise DeriveError("there is no variant for the booklet")
    return "".join(parts)


def _leaf(leaf: Leaf, sheet: str) -> str:
    """One sheet from a page of its own on, its pages counted from 1."""
    told = " · ".join(_words(leaf))
    given = leaf.solution.shape.front.footer
    foot = f"{given}\n{told}" if given and told else given or told
    lines = r" \ ".join(_typst(line) for line in foot.split("\n"))
    return (
        '#[\n#set page(paper: "a4", margin: 22mm, numbering: "1", '
        f"{_header(leaf.code)}footer: context [#set text(size: 9pt)\n"
        f"  #grid(columns: (85%, 1fr), [{lines}], align(right, counter(page).display()))])\n"
        "#counter(page).update(1)\n"
        f"{leaf.solution.text('typ', sheet, body=True)}\n]\n"
    )


def _words(leaf: Leaf) -> list[str]:
    """What a page says of its variant; of an exercise that is no variant, its file's name."""
    words = leaf.solution.style.words["booklet"]
    if leaf.number is None:
        return [leaf.solution.stem]
    found = [words["variant"].format(number=leaf.number)]
    if leaf.seed is not None:
        found.append(words["seed"].format(seed=leaf.seed))
    if leaf.code:
        found.append(words["code"].format(code=leaf.code))
    return found


def _header(code: str) -> str:
    """The QR code of a code, small at the right of the head of the page."""
    if not code:
        return ""
    import segno

    drawn = segno.make(code, error="m", micro=False).svg_inline(border=0)
    picture = f'image(bytes({_string(drawn)}), format: "svg", height: 12mm)'
    return f"header: align(right, {picture}), header-ascent: 3mm, "
