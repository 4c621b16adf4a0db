"""A dialect: how pieces and shown numbers are spelled in one language for formulas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from derive.writing.printers.pieces import Piece


@dataclass(frozen=True, eq=False)
class Dialect:
    """`text` writes a piece, `number` a shown number; the rest joins what is filled in later.

    `decimals` says that a plain decimal is written as it is shown.
    """

    text: Callable[[Piece], str]
    number: Callable[[str], str]
    product: str
    dots: str
    minus: str
    bracketed: Callable[[str], str]
    decimals: bool = False
