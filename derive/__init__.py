"""Derives backpropagation symbolically and writes it out as a person would on the board.

>>> import derive
>>> solution = derive.solve("two-tanh-units")
>>> solution.values["a"]["values"]["new.b.2"]
[0.309482791471]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from derive.teaching.check_answer import Answer
    from derive.teaching.exercise import Exercise
    from derive.teaching.showing import Derivations
    from derive.teaching.solve import Solution

__version__ = "0.1.0"
__all__ = ["__version__", "check", "show", "solve"]


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
