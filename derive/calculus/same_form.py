"""The proof that two formulas are equal: both in one normal form, entry by entry."""

from __future__ import annotations

from typing import Any

from derive.calculus.normal_form import Finer, NormalForms
from derive.calculus.ratios import SIZES, NoNormalForm
from derive.calculus.term_shapes import Matrix, shape_of


def _entries(found: Any) -> list[Any]:
    return found.entries() if type(found) is Matrix else [found]


def proved_equal(
    valued: Any, signs: list[int], unknowns: int = 1, seen: list[NormalForms] | None = None
) -> bool:
    """Whether two valuations (a function of the field that answers both) have one normal form.

    The field in which both have a value is put into `seen`.

    >>> from fractions import Fraction
    >>> def half(field):
    ...     z = field.name("z")
    ...     one = field.number(Fraction(1))
    ...     return one / (one + field.function("exp", -z)), field.function("tanh", z / (one + one))
    >>> proved_equal(half, [])
    False
    >>> proved_equal(lambda field: (half(field)[0] * (one := field.number(Fraction(2))) -
    ...     field.number(Fraction(1)), half(field)[1]), [])
    True
    """
    scale = 1
    size = next((size for size in SIZES if size >= 2 * unknowns + 9 or size >= unknowns + 40), 0)
    for _ in range(4 if size else 0):
        field = NormalForms(signs, scale, size)
        try:
            left, right = valued(field)
            if seen is not None:
                seen.append(field)
            return shape_of(left) == shape_of(right) and all(
                field.is_zero(a - b) for a, b in zip(_entries(left), _entries(right), strict=True)
            )
        except Finer as finer:
            scale = finer.scale
        except NoNormalForm:
            return False
    return False
