"""An x between numbers that is a sign of multiplication: 0.3 x 0.5 - 0.1 x (-0.2).

It is read as one, every place the same; on a sheet that gives x a value, only between two numbers.
So is an o beside a bracket, in formulas of plain text: (1 - h^2) o g.
"""

from __future__ import annotations

import re

_TIMES = re.compile(
    r"(?P<left>\d+(?:[.,]\d+)?|[)\]]) x (?=(?P<right>[-−]?\d+(?:[.,]\d+)?|[(\[]|[^\W\d_]))"
)
_GIVEN = re.compile(r"(?<![\w.'])x[ \t]*(?:=|∈|is\b)|\(x\)|\b(?:of) x\b")
_GOES_ON = re.compile(r" x (?:\d+ x )*\d+ ?[-−+*/·=≈]")  # a 3 x 2 matrix does not
_NAME = re.compile(r"[^\W\d_]{1,5}(?:[(_\d]|[ ]*[-−+=≈]|[ ]x[ ])")
_CIRCLE = re.compile(r"(?:(?<=[)\]]) o (?=[(\[]|[^\W\d_])|(?<=[\w)\]]) o (?=[(\[]))")
_IS_NAME = re.compile(r"(?<![^\W\d_])o(?:[_\d'^(]| ?[-−+*/] ?[\w(]| ?= ?[-−\d(\[])")


def with_circles(text: str) -> str:
    """The text with a sign of the product entry by entry for each such o, behind an equals sign.

    >>> with_circles("d = (1 - h^2) o g"), with_circles("o = 0.3, e = (t - y) o (1 - o)")
    ('d = (1 - h^2) ∘ g', 'o = 0.3, e = (t - y) o (1 - o)')
    """
    if " o " not in text or _IS_NAME.search(text):
        return text
    lines = text.split("\n")
    for at, line in enumerate(lines):
        sign = line.find("=")
        if sign >= 0:
            lines[at] = line[:sign] + _CIRCLE.sub(" ∘ ", line[sign:])
    return "\n".join(lines)


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
