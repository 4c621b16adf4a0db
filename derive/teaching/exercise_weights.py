"""Single weights that a part asks for: "W.1[2,1]", "b.2[1]", as rows and columns are counted."""

from __future__ import annotations

import re

from msgspec import UNSET

from derive.calculus.network import Network
from derive.errors import DeriveError
from derive.teaching.exercise_file import PartTable
from derive.teaching.exercise_tables import shown
from derive.teaching.exercise_values import WeightRef

_REFERENCE = re.compile(r"([Wb])\.([0-9]{1,9})\[\s*([0-9]{1,9})\s*(?:,\s*([0-9]{1,9})\s*)?\]")


def weights(table: PartTable, key: str, network: Network) -> tuple[WeightRef, ...]:
    """The single weights that a part asks for.

    Raises DeriveError where there is no such weight, or one is named twice.
    """
    wanted = [ask for ask in ("derivative", "update") if ask in table.ask]
    if table.weights is UNSET:
        if "derivative" in wanted:
            raise DeriveError(
                'missing: "derivative" needs single weights, such as "W.1[1,1]"',
                key=f"{key}.weights",
            )
        return ()
    if not wanted:
        raise DeriveError('needs "derivative" or "update" in ask', key=f"{key}.weights")
    found: list[WeightRef] = []
    for at, text in enumerate(table.weights, 1):
        reference = _reference(text, f"{key}.weights[{at}]", network)
        if reference in found:
            raise DeriveError(f"{reference.text} is named twice", key=f"{key}.weights[{at}]")
        found.append(reference)
    return tuple(found)


def _reference(text: str, key: str, network: Network) -> WeightRef:
    match = _REFERENCE.fullmatch(text.strip())
    if not match or (match[1] == "W") != bool(match[4]):
        raise DeriveError(
            f'expected a weight such as "W.1[1,1]" or "b.1[1]", found {shown(text)}', key=key
        )
    kind, layer, row = match[1], int(match[2]), int(match[3])
    if not 1 <= layer <= network.depth:
        last = f" to {kind}.{network.depth}" if network.depth > 1 else " only"
        raise DeriveError(f"no layer {layer}, expected {kind}.1{last}", key=key)
    first_row, first_column = network.count_from
    if kind == "W":
        rows, columns = network.weights_shape(layer)
        column, row0, column0 = int(match[4]), row - first_row, int(match[4]) - first_column
        canonical = f"W.{layer}[{row},{column}]"
        if not (0 <= row0 < rows and 0 <= column0 < columns):
            raise DeriveError(
                f"no {canonical}: its rows are {first_row} to {first_row + rows - 1}, its columns "
                f"{first_column} to {first_column + columns - 1}",
                key=key,
            )
        return WeightRef(kind, layer, row, column, canonical, row0, column0)
    if not network.has_bias(layer):
        where = f"it is in W.{layer}" if network.folds(layer) else "bias = false"
        raise DeriveError(f"layer {layer} has no b: {where}", key=key)
    # the units are the rows of W, but the columns where the product is W^T x
    first = first_row if network.product == "W x" else first_column
    if not first <= row < first + network.width(layer):
        last_unit = first + network.width(layer) - 1
        raise DeriveError(f"no b.{layer}[{row}]: it counts {first} to {last_unit}", key=key)
    return WeightRef(kind, layer, row, 0, f"b.{layer}[{row}]", row - first, 0)
