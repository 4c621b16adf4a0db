"""A booklet: the sheets of many variants in one PDF, each beginning on a page of its own.

Every page says which variant it belongs to, and how the sheet is had again: by its code, which
stands there in letters and as a QR code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from derive.errors import DeriveError
from derive.teaching.exporting.item import Head, Item
from derive.writing.holes import STAMP
from derive.writing.printers.escapes import ESCAPES

MOST = 2000  # sheets in one file

_typst, _string = ESCAPES["typst"], ESCAPES["typst_string"]


def made(item: Item, sheet: str) -> str:
    """One sheet from a page of its own on, its pages counted from 1."""
    solution = item.solution
    foot = solution.shape.front.footer.replace(STAMP, solution.stamp)
    body = solution.text("typ", sheet, body=True)
    return (
        '#[\n#set page(paper: "a4", margin: 22mm, numbering: "1", '
        f"{_header(item.code)}footer: context [#set text(size: 9pt)\n"
        f"  #grid(columns: (85%, 1fr), [{_typst(foot or item.name)}], "
        "align(right, counter(page).display()))])\n"
        f"#counter(page).update(1)\n{body}\n]\n"
    )


def write(parts: Iterable[str], head: Head, file: BinaryIO) -> None:
    """Writes the PDF; the same parts give the same bytes.

    Raises DeriveError where there are too many for one file, or Typst fails.
    """
    from derive.writing.typeset_typst import run  # only where it is needed

    leaves = [f"#set document(title: [{_typst(head.title)}])\n"]
    for part in parts:
        leaves.append(part)
        if len(leaves) > MOST + 1:
            raise DeriveError(f"more than {MOST} variants are too many for one booklet")
    file.write(run("".join(leaves), True))


def _header(code: str) -> str:
    """The QR code of a code, small at the right of the head of the page."""
    if not code:
        return ""
    import segno

    drawn = segno.make(code, error="m", micro=False).svg_inline(border=0)
    picture = f'image(bytes({_string(drawn)}), format: "svg", height: 12mm)'
    return f"header: align(right, {picture}), header-ascent: 3mm, "
