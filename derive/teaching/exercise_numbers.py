"""The numbers of an exercise file: exact, remembered as typed, in the shapes that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from derive.calculus.network import Network
from derive.errors import DeriveError
from derive.teaching.exercise_tables import shown
from derive.teaching.exercise_values import Typed

MOST_DIGITS = 40
LARGEST = 10**9

_FRACTION = re.compile(r"([+-]?)([0-9]+)\s*/\s*([0-9]+)")
_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,6})?")


def typed(value: object, key: str) -> Typed:
    """The number at `key`, exactly; DeriveError where it is none, not finite, or too long.

    >>> typed("1/3", "numbers.W")
    Typed(value=Fraction(1, 3), text='1/3')
    >>> typed(Decimal("1.50e-2"), "numbers.W").text
    '0.0150'
    """
    if isinstance(value, str):
        return _typed_text(value.strip(), key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise DeriveError(f"expected a number, found {shown(value)}", key=key)
    if isinstance(value, Decimal) and not value.is_finite():
        raise DeriveError(f"expected a finite number, found {shown(value)}", key=key)
    if value > LARGEST or value < -LARGEST:
        raise DeriveError(f"a number is at most 1e9 in magnitude, found {shown(value)}", key=key)
    if not value:
        return Typed(Fraction(0), _zero(value))
    if isinstance(value, Decimal) and value.adjusted() < -MOST_DIGITS:
        raise _too_long(key)  # before it is written out, which a small exponent makes endless
    text = str(value) if isinstance(value, int) else format(value, "f")
    return _bounded(Fraction(value), text, key)


def _zero(value: int | Decimal) -> str:
    """A zero as typed, unless it has a sign or an exponent worth hiding."""
    if isinstance(value, int) or value.is_signed():
        return "0"
    exponent = value.as_tuple().exponent
    plain = isinstance(exponent, int) and -MOST_DIGITS < exponent <= 0
    return format(value, "f") if plain else "0"


def _typed_text(text: str, key: str) -> Typed:
    if len(text) > 2 * MOST_DIGITS:
        raise _too_long(key)
    if parts := _FRACTION.fullmatch(text):
        sign, over, under = parts.groups()
        if not int(under):
            raise DeriveError(f"divides by zero: {shown(text)}", key=key)
        value = Fraction(int(over), int(under)) * (-1 if sign == "-" else 1)
        sign = "-" if value < 0 else ""
        return _bounded(value, f"{sign}{over}/{under}", key)
    if _DECIMAL.fullmatch(text):
        return typed(Decimal(text), key)
    raise DeriveError(f'expected a number such as 0.5 or "1/3", found {shown(text)}', key=key)


def _bounded(value: Fraction, text: str, key: str) -> Typed:
    if abs(value) > LARGEST:
        raise DeriveError(f"a number is at most 1e9 in magnitude, found {shown(text)}", key=key)
    if sum(letter.isdigit() for letter in text) > MOST_DIGITS:
        raise _too_long(key)
    return Typed(value, text)


def _too_long(key: str) -> DeriveError:
    return DeriveError(f"a number has at most {MOST_DIGITS} digits, found more", key=key)


def vector(values: list[Any], length: int, what: str, key: str) -> tuple[Typed, ...]:
    """The numbers of a list; DeriveError unless there are `length` of them, one for each `what`."""
    if len(values) != length:
        expected = f"expected {length} number{'s' * (length != 1)}, one for each {what}"
        raise DeriveError(f"{expected}, found {len(values)}", key=key)
    return tuple(typed(value, f"{key}[{at}]") for at, value in enumerate(values, 1))


Matrix = tuple[tuple[Typed, ...], ...]


def weights(value: object, network: Network) -> tuple[Matrix, ...]:
    """W of every layer as typed; DeriveError where one is missing or has another shape."""
    layers = range(1, network.depth + 1)
    if not isinstance(value, dict):
        fill = _fill(value, "W")
        shapes = map(network.weights_shape, layers)
        return tuple(((fill,) * columns,) * rows for rows, columns in shapes)
    given = dict(_by_layer(value, network, "W"))
    return tuple(_matrix(given, layer, network) for layer in layers)


def _matrix(given: dict[int, Any], layer: int, network: Network) -> Matrix:
    key = f"numbers.W.{layer}"
    rows, columns = network.weights_shape(layer)
    sides = ("inputs", "units") if network.product == "W^T x" else ("units", "inputs")
    folded = ", the bias counted as an input" if network.folds(layer) else ""
    shape = f'expected {rows} x {columns} ({sides[0]} x {sides[1]} in "{network.product}"{folded})'
    if layer not in given:
        raise DeriveError(f"missing: {shape}", key=key)
    matrix = given[layer]
    if not isinstance(matrix, list):
        raise DeriveError(f"{shape}, found {shown(matrix)}", key=key)
    for at, row in enumerate(matrix, 1):
        if not isinstance(row, list):
            raise DeriveError(f"expected a list, one row, found {shown(row)}", key=f"{key}[{at}]")
        if len(row) != len(matrix[0]):
            found = f"found {len(row)} numbers below a row of {len(matrix[0])}"
            raise DeriveError(f"{shape}, {found}", key=f"{key}[{at}]")
    found_columns = len(matrix[0]) if matrix else 0
    if (len(matrix), found_columns) != (rows, columns):
        hint = ": it is transposed" if (found_columns, len(matrix)) == (rows, columns) else ""
        raise DeriveError(f"{shape}, found {len(matrix)} x {found_columns}{hint}", key=key)
    return tuple(
        tuple(typed(value, f"{key}[{i}][{j}]") for j, value in enumerate(row, 1))
        for i, row in enumerate(matrix, 1)
    )


def biases(value: object | None, network: Network) -> tuple[tuple[Typed, ...] | None, ...]:
    """b of every layer that has its own, else None; DeriveError where missing or not wanted."""
    layers = range(1, network.depth + 1)
    own = [layer for layer in layers if network.has_bias(layer)]
    why = "its bias is in W (fold_bias)" if network.fold_bias else 'it says "bias = false"'
    if value is None:
        if own:
            raise DeriveError(f"missing: layer {own[0]} has a bias", key="numbers.b")
        return (None,) * network.depth
    if not own:
        raise DeriveError("no layer has a bias of its own: leave b out", key="numbers.b")
    if not isinstance(value, dict):
        fill = _fill(value, "b")
        return tuple((fill,) * network.width(layer) if layer in own else None for layer in layers)
    given = dict(_by_layer(value, network, "b"))
    found: list[tuple[Typed, ...] | None] = []
    for layer in layers:
        key, units = f"numbers.b.{layer}", network.width(layer)
        if layer not in own:
            if layer in given:
                raise DeriveError(f"layer {layer} has no b: {why}", key=key)
            found.append(None)
            continue
        if layer not in given:
            raise DeriveError(f"missing: expected {units} numbers, one for each unit", key=key)
        if not isinstance(given[layer], list):
            raise DeriveError(f"expected a list, found {shown(given[layer])}", key=key)
        found.append(vector(given[layer], units, "unit", key))
    return tuple(found)


def _fill(value: object, name: str) -> Typed:
    if isinstance(value, list):
        raise DeriveError(
            f"expected one number, or {name}.1, {name}.2, ... one for each layer, found a list",
            key=f"numbers.{name}",
        )
    return typed(value, f"numbers.{name}")


def _by_layer(value: dict[str, Any], network: Network, name: str) -> Iterator[tuple[int, Any]]:
    names = {str(layer): layer for layer in range(1, network.depth + 1)}
    for text, given in value.items():
        if text not in names:
            last = f" to {name}.{network.depth}" if network.depth > 1 else " only"
            raise DeriveError(
                f"no such layer, expected {name}.1{last}", key=f"numbers.{name}.{shown(text)[1:-1]}"
            )
        yield names[text], given
