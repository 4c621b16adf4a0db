"""`derive check`: is a formula right? Against a slope, a gradient, or a network's quantity."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derive.errors import DeriveError, nearest
from derive.teaching.check_answer import Answer
from derive.teaching.check_reading import letter_given, number_given


def check(
    formula: str,
    *,
    slope_of: str | None = None,
    gradient_of: str | None = None,
    layers: int | None = None,
    wrt: str | None = None,
    given: Mapping[str, Any] | None = None,
    shapes: Mapping[str, Any] | None = None,
    activation: str | None = None,
    output: str | None = None,
    loss: str | None = None,
    product: str = "W x",
) -> Answer:
    """Whether a formula, LaTeX or plain text, is the quantity that is asked about.

    One of three questions: `slope_of` a function of one number (a name or a formula), by its
    argument; `gradient_of` a scalar formula by the letter `wrt`, with `shapes` for vectors and
    matrices; `layers`, the quantity that the left side names in a network.

    >>> check("y(1-y)", slope_of="sigmoid").holds
    True
    >>> check("y(1+y)", slope_of="sigmoid").message
    'does not hold: at z = 0.73 it is 1.1301674, and 0.21944312 is right'

    Raises DeriveError, with the place, for what cannot be read or is not known.
    """
    try:
        return _checked(
            formula, slope_of, gradient_of, layers, wrt, given, shapes, activation, output, loss,
            product,
        )  # fmt: skip
    except RecursionError:
        raise DeriveError("the formula is nested too deeply") from None


def _checked(
    formula: str,
    slope_of: str | None,
    gradient_of: str | None,
    layers: int | None,
    wrt: str | None,
    given: Mapping[str, Any] | None,
    shapes: Mapping[str, Any] | None,
    activation: str | None,
    output: str | None,
    loss: str | None,
    product: str,
) -> Answer:
    """The question told apart from the others, and asked."""
    asked = [one is not None for one in (slope_of, gradient_of, layers)]
    if sum(asked) != 1:
        raise DeriveError("say what the formula should be: a slope, a gradient, or a network's")
    _texts(
        formula=formula, slope_of=slope_of, gradient_of=gradient_of, wrt=wrt,
        activation=activation, output=output, loss=loss, product=product,
    )  # fmt: skip
    _tables(given=given, shapes=shapes)
    if slope_of is not None:
        _none(shapes=shapes, activation=activation, output=output, loss=loss)
        from derive.teaching.check_slope import check_slope

        numbers, _ = _given(given)
        return check_slope(formula, slope_of, letter_given(wrt) if wrt else None, numbers)
    if gradient_of is not None:
        _none(activation=activation, output=output, loss=loss)
        if wrt is None:
            raise DeriveError("by which letter the gradient is taken is not said: give wrt")
        from derive.teaching.check_gradient import check_gradient

        numbers, sums = _given(given)
        return check_gradient(formula, gradient_of, wrt, shapes or {}, numbers, sums)
    _none(wrt=wrt, given=given, shapes=shapes)
    if not isinstance(layers, int) or isinstance(layers, bool):
        raise DeriveError(f"layers: expected a whole number, found {layers!r}")
    from derive.teaching.check_network import check_network
    from derive.teaching.exercise_values import PRODUCTS

    if product not in PRODUCTS:
        raise DeriveError(f'unknown product "{product}": {nearest(product, PRODUCTS)}')

    hidden = activation or "sigmoid"
    return check_network(
        formula, layers, hidden, output or hidden, loss or "half squared error", product
    )


def _texts(**said: Any) -> None:
    """Refuses what should be a text and is none, or says nothing."""
    for name, one in said.items():
        if one is None and name != "formula":
            continue
        if not isinstance(one, str):
            raise DeriveError(f"{name}: expected a text, found {type(one).__name__}")
        if not one.strip():
            raise DeriveError(f"{name}: expected a text, found none")


def _tables(**said: Any) -> None:
    """Refuses what should go by names and does not."""
    for name, table in said.items():
        if table is None:
            continue
        if not isinstance(table, Mapping) or not all(isinstance(key, str) for key in table):
            raise DeriveError(f"{name}: expected names with what they are, found {table!r:.40}")


def _none(**unused: Any) -> None:
    """Refuses what has no place in this question."""
    for name, one in unused.items():
        if one is not None:
            raise DeriveError(f"{name} has no place in this question")


def _given(
    given: Mapping[str, Any] | None,
) -> tuple[tuple[tuple[str, Fraction], ...], tuple[tuple[str, Fraction], ...]]:
    """The given constants, and the given sums of vectors, such as sum(t) = 1."""
    numbers, sums = [], []
    for key, one in (given or {}).items():
        number = number_given(key, str(one))
        if key.replace(" ", "").startswith("sum(") and key.endswith(")"):
            sums.append((key.partition("(")[2][:-1].strip(), number))
        else:
            numbers.append((letter_given(key), number))
    return tuple(sorted(numbers)), tuple(sums)
