"""Derives backpropagation symbolically and writes it out as a person would on the board.

>>> import derive
>>> solution = derive.solve("two-tanh-units")
>>> solution.values["a"]["values"]["new.b.2"]
[0.309482791471]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from derive.teaching.check_answer import Answer
    from derive.teaching.exercise import Exercise
    from derive.teaching.showing import Derivations
    from derive.teaching.solve import Solution
    from derive.teaching.verifying.reporting.report import Report

__version__ = "0.1.0"
__all__ = ["__version__", "check", "show", "solve", "verify"]


def solve(exercise: Exercise | str, **options: Any) -> Solution:
    """The solution of an exercise: a path, the name of a shipped one, or a value read before.

    Options are `style_name`, `digits`, `kind`, `mode`, `carry`, `language`, `title`, `author`,
    `course`, `date`, `footer`, `space`, as on the command line. Raises
    `derive.errors.DeriveError`, with file and key, for bad input.
    """
    from pathlib import Path  # the algebra is loaded with the first exercise, not with the package

    from derive.resources import exercises
    from derive.teaching.solve import solve as solved

    if isinstance(exercise, str | Path):
        known = exercises().get(str(exercise))
        return solved(known or Path(exercise), **options)
    return solved(exercise, **options)


def show(**asked: Any) -> Derivations:
    """Derivations without an exercise: `activation`, `pair` (two names) or `layers`.

    Options are `loss`, `hidden`, `output`, `style_name`, `language`, as on the command line. Raises
    `derive.errors.DeriveError` for unknown names.

    >>> print(show(activation="sigmoid").markdown().splitlines()[0])
    # The slope of sigmoid
    """
    from derive.teaching.showing import show as shown

    return shown(**asked)


def check(formula: str, **options: Any) -> Answer:
    """Whether a formula is right: against a slope, a gradient, or a network's quantity.

    >>> answer = check("y(1+y)", slope_of="sigmoid")
    >>> answer.holds, answer.slip
    (False, 'sign')

    Options are those of `derive.teaching.check.check`: `slope_of`, or `gradient_of`, or `layers`,
    with `wrt`, `given`, `shapes`, `activation`, `output`, `loss`. Raises
    `derive.errors.DeriveError`, with the place, for what cannot be read.
    """
    from derive.teaching.check import check as checked

    return checked(formula, **options)


def verify(
    sheet: str | Path,
    exercise: Exercise | str | Path | None = None,
    style: str | None = None,
    language: str = "en",
) -> Report:
    """A hand-made sheet judged, sign by sign: a text in Markdown or LaTeX, or the path of one.

    >>> report = verify("$2(3) + 1 = 8$")
    >>> [(one.verdict, one.expected) for one in report.claims]
    [('wrong', '2(3) + 1 = 7')]

    `exercise` is a path, the name of a shipped one, or a value read before; without it, a sheet is
    judged for what it says itself. `style` names the notation of a style, which is inferred from
    the sheet otherwise. Raises `derive.errors.DeriveError` for what cannot be read at all.
    """
    from pathlib import Path

    from derive.resources import exercises
    from derive.teaching.verifying.verify import verify as verified

    known = exercises().get(str(exercise)) if isinstance(exercise, str) else None
    named = Path(exercise) if known is None and isinstance(exercise, str) else exercise
    return verified(sheet, known or named, style, language)  # type: ignore[arg-type]
