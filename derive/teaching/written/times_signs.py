"""An x between numbers that is a sign of multiplication: 0.3 x 0.5 - 0.1 x (-0.2).

It is read as one, every place the same; on a sheet that gives x a value, only between two numbers.
"""

from __future__ import annotations

import re

_TIMES = re.compile(
    r"(?P<left>\d+(?:[.,]\d+)?|[)\]]) x (?=(?P<right>[-−]?\d+(?:[.,]\d+)?|[(\[]|[^\W\d_]))"
)
_GIVEN = re.compile(r"(?<![\w.'])x[ \t]*(?:=|∈|is\b)|\(x\)|\b(?:of) x\b")
_GOES_ON = re.compile(r" x (?:\d+ x )*\d+ ?[-−+*/·=≈]")  # a 3 x 2 matrix does not
_NAME = re.compile(r"[^\W\d_]{1,5}(?:[(_\d]|[ ]*[-−+=≈]|[ ]x[ ])")


def with_times(text: str) -> str:
    """The text with a sign of multiplication for each such x.

    >>> with_times("0.3 x 0.5 - 2 x (-0.2)"), with_times("x = 2, 3 x (x - 1), a 3 x 2 matrix")
    ('0.3 × 0.5 - 2 × (-0.2)', 'x = 2, 3 x (x - 1), a 3 x 2 matrix')
    """
    if " x " not in text:
        return text
    given = _GIVEN.search(text) is not None

    def read(one: re.Match[str]) -> str:
        left, right = one["left"], one["right"]
        numbers = right[-1].isdigit() and left[-1].isdigit()
        if numbers:
            whole = (left + right).isdigit()
            multiplies = not whole or bool(_GOES_ON.match(text, one.end("left")))
        else:
            named = right.isalpha() and not _NAME.match(text, one.end())
            multiplies = not given and not named
        return f"{left} × " if multiplies else one.group()

    return _TIMES.sub(read, text)
