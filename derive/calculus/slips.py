"""The named slips: one list, for recognising them and for planting them.

A row says how a slip changes something right: an expression of the engine (`expressions`), the
digits of a number (`numbers`), several results beside each other (`results`); and how it is undone
in a formula that was written (`undone`). The words for people stand under [slip] in a words file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from derive.calculus.slip_numbers import dropped, exchanged_digits, moved_point, others, swapped
from derive.calculus.slip_terms import (
    at_its_argument,
    doubled,
    halved,
    other_entry,
    other_layer,
    other_product,
    other_sign,
    other_turn,
    rescaled,
    updated_or_not,
    without_slope,
)
from derive.calculus.term import Term

Expressions = Callable[[Any], Iterator[Any]]


def _none(right: Any) -> Iterator[Any]:
    return iter(())


def _of_engine(name: str) -> Expressions:
    """The slipped expressions of a name; SymPy is loaded when they are asked for."""

    def slipped(right: Any) -> Iterator[Any]:
        from derive.calculus import slip_expressions

        found: Iterator[Any] = getattr(slip_expressions, name)(right)
        return found

    return slipped


@dataclass(frozen=True)
class Slip:
    """One row; each function answers every way in which the slip can be made (or undone)."""

    name: str
    expressions: Expressions = _none
    undone: Callable[[Term], Iterator[Term]] = _none
    numbers: Callable[[str], Iterator[str]] = _none
    results: Callable[[tuple[str, ...]], Iterator[tuple[str, ...]]] = _none


SLIPS: dict[str, Slip] = {
    row.name: row
    for row in (
        Slip("double", _of_engine("doubled"), undone=halved),
        Slip("half", _of_engine("halved"), undone=doubled),
        Slip("sign", _of_engine("other_sign"), undone=other_sign),
        Slip("slope_missing", _of_engine("slope_missing")),
        # no expression: it is made where a loss and an output function cancel the slope
        Slip("slope_extra", undone=without_slope),
        Slip("slope_of_other_layer", _of_engine("slope_of_other_layer")),
        Slip("slope_at_output", _of_engine("slope_at_output"), undone=at_its_argument),
        Slip("transpose", _of_engine("other_turn"), undone=other_turn),
        # no expression: with ∘ for the product, or the other way round, no shapes fit
        Slip("hadamard", undone=other_product),
        Slip("bias", _of_engine("bias_forgotten")),
        Slip("other_weights", _of_engine("other_weights"), undone=updated_or_not),
        Slip("gradient", _of_engine("gradient_only")),
        Slip("mean", _of_engine("mean_for_sum"), undone=rescaled),
        Slip("normalisation", _of_engine("not_normalised")),
        Slip("diagonal", _of_engine("diagonal_only")),
        Slip("neuron", undone=other_entry, results=others),
        Slip("layer", undone=other_layer),
        Slip("digit_dropped", numbers=dropped),
        Slip("digits_exchanged", numbers=exchanged_digits),
        Slip("point", numbers=moved_point),
        Slip("exchanged", results=swapped),
    )
}
