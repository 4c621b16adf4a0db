"""Where a sheet divides by the number of its examples: 1/3 (A - T), a loss with 1/6 before it."""

from __future__ import annotations

import re

from derive.teaching.verifying.naming.usual import COUNTED
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes


def divides_by(count: int, chain: Statement) -> bool:
    """Whether something is divided by the number of examples in a chain, or by a letter for it."""
    below = (one.bottom for one in nodes(chain.operands) if isinstance(one, tree.Over))
    return any(
        (isinstance(one, tree.Number) and one.text == str(count))
        or (isinstance(one, tree.Name) and one.text in COUNTED)
        for one in below
    )


def mean_of(count: int, text: str) -> bool:
    r"""Whether a share of one example is written with a number, or half of it: 1/3, 1/6.

    >>> mean_of(3, r"\frac13 \sum_n"), mean_of(3, r"\frac{1}{6} \sum"), mean_of(3, "1/2 (y - t)")
    (True, True, False)
    """
    numbers = "|".join(str(one) for one in (count, 2 * count) if one > 2)  # 1/2 is of a square
    above = r"frac ?(?:\{1\}|1) ?"
    told = (
        rf"{above}(?:{numbers})(?!\d)|{above}\{{(?:{numbers})\}}|(?<![\d.])1/(?:{numbers})(?![\d.])"
    )
    return bool(numbers) and re.search(told, text) is not None
