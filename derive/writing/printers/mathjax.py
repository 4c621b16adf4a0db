"""Pieces in TeX within HTML, as MathJax reads them from a page."""

from __future__ import annotations

from dataclasses import replace

from derive.writing.printers import tex
from derive.writing.printers.escapes import ESCAPES
from derive.writing.printers.pieces import Piece

_escape = ESCAPES["xml"]


def text(piece: Piece) -> str:
    """The piece in TeX, with no character that HTML would take for its own.

    >>> text(("sign", ("greater",)))
    '&gt;'
    """
    return _escape(tex.text(piece))


DIALECT = replace(tex.DIALECT, text=text)
