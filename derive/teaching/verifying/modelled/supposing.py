"""What a sheet has wrong, taken for right: in the model of the sheet as it goes on from there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_fields import Dual, Duals, Field
from derive.calculus.term_shapes import Matrix
from derive.calculus.term_value import Values, value, values_of

if TYPE_CHECKING:
    from derive.teaching.verifying.modelled.forms import Form


@dataclass(frozen=True, slots=True)
class Bent:
    """`body`, whose derivative by `key` is said to be `slope`."""

    body: Any
    key: str
    slope: Any


@dataclass(frozen=True)
class SupposedRate:
    """∂what/∂by, with the letters of their indices, is `claimed`; `case` is "≠" or "=" where that
    is said of indices that differ, or are the same."""

    what: str
    by: str
    letters: tuple[tuple[str, ...], tuple[str, ...]]
    claimed: Term
    case: str = ""


@dataclass(frozen=True)
class Supposing:
    """`forms` are what names are, `rates` derivatives of names, `slopes` those of functions and of
    formulas in one number or name, `terms` formulas for which another stands."""

    forms: dict[str, Form] = field(default_factory=dict)
    rates: tuple[SupposedRate, ...] = ()
    functions: dict[str, Term] = field(default_factory=dict)
    slopes: tuple[tuple[Term, str, Term], ...] = ()
    terms: tuple[tuple[Term, Term], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.forms or self.rates or self.functions or self.slopes or self.terms)

    def joined(self, other: Supposing) -> Supposing:
        """Both together; what is said later counts."""
        return Supposing(
            {**self.forms, **other.forms}, (*other.rates, *self.rates),
            {**self.functions, **other.functions}, (*other.slopes, *self.slopes),
            (*other.terms, *self.terms),
        )  # fmt: skip


def bent(term: Any, supposing: Supposing, letter: str = "") -> Any:
    """The term with the slopes that are supposed, of a function of this letter or of formulas."""
    if supposing.slopes:
        for body, key, slope in supposing.slopes:
            term = _changed(term, lambda one: Bent(one, key, slope) if one == body else None)  # noqa: B023
    if letter in supposing.functions:
        return Bent(term, "@", supposing.functions[letter])
    if supposing.functions and not letter:
        term = _changed(term, lambda one: _function(one, supposing))
    return term


def _function(term: Any, supposing: Supposing) -> Any:
    """tanh(u) as a function of which a slope is supposed."""
    match term:
        case tm.Call(function, (argument,)) if function in supposing.functions:
            body = Bent(tm.Call(function, (tm.Variable("@"),)), "@", supposing.functions[function])
            return tm.Put(body, "@", bent(argument, supposing))  # type: ignore[arg-type]
        case tm.Slope(function, argument) if function in supposing.functions:
            return tm.Put(supposing.functions[function], "@", bent(argument, supposing))
    return None


def put_in(term: Any, supposing: Supposing) -> Any:
    """The term with what is supposed of the formulas in it."""
    for one, other in supposing.terms:
        term = _changed(term, lambda found: other if found == one else None)  # noqa: B023
    return term


def _changed(term: Any, change: Callable[[Any], Any]) -> Any:
    if type(term) is tuple:
        return tuple(_changed(one, change) for one in term)
    if not hasattr(term, "__dataclass_fields__"):
        return term
    found = change(term)
    if found is not None:
        return found
    if type(term) is Bent:
        return term
    return type(term)(*(_changed(getattr(term, name), change) for name in term.__slots__))


@values_of(Bent)
def _bent(term: Bent, values: Values, field: Field) -> Any:
    """The value; its tangent is the supposed slope times that of what it is by."""
    found = value(term.body, values, field)
    by = values[term.key]
    if type(found) is Matrix or not isinstance(field, Duals):
        return found
    steps = by.entries() if type(by) is Matrix else [by]
    if not any(_moves(one.slope) for one in steps):
        return found  # derived by something else
    total, slope = field.zero, value(term.slope, values, field)
    slopes = slope.entries() if type(slope) is Matrix else [slope]
    for rate, step in zip(slopes, steps, strict=True):
        total = total + rate.value * step.slope
    return Dual(found.value, total)


def _moves(slope: Any) -> bool:
    while type(slope) is Dual:
        slope = slope.value
    is_still = slope == 0
    return not is_still


__all__ = ["Bent", "SupposedRate", "Supposing", "bent", "put_in"]
