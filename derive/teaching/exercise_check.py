"""Cross checks of an exercise file: the network fits together, and the examples fit it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec import UNSET, UnsetType

from derive.calculus import formula, losses
from derive.calculus.activations import ACTIVATIONS, Activation, activation
from derive.calculus.indexed import loss_slope_formula
from derive.calculus.network import Layer, Network
from derive.errors import DeriveError, nearest
from derive.teaching.exercise_file import ExampleTable, LayerTable, NetworkTable, PartTable
from derive.teaching.exercise_numbers import typed, vector
from derive.teaching.exercise_tables import shown
from derive.teaching.exercise_values import DRAWINGS, JOINS, PRODUCTS, REDUCTIONS, Example, Typed


def word(value: str, known: Sequence[str], key: str) -> str:
    """The value, if it is one of a closed list; DeriveError names the nearest."""
    if value not in known:
        raise DeriveError(f"unknown word {shown(value)}: {nearest(value[:100], known)}", key=key)
    return value


def network(table: NetworkTable) -> Network:
    """The network that was asked for; DeriveError where its layers cannot be joined."""
    word(table.product, PRODUCTS, "network.product")
    word(table.reduction, REDUCTIONS, "network.reduction")
    _check_loss(table.loss)
    rows, columns = (1, 1) if table.count_from is UNSET else table.count_from
    checked = Network(
        inputs=table.inputs,
        loss=table.loss,
        layers=tuple(_layer(layer, number) for number, layer in enumerate(table.layer, 1)),
        fold_bias=table.fold_bias,
        product=table.product,
        count_from=(rows, columns),
        reduction=table.reduction,
    )
    _check_joins(checked)
    return checked


def drawing(table: PartTable, key: str) -> str:
    """What a part writes into the picture of the network, if it works that out."""
    if table.draw is UNSET:
        return DRAWINGS[0]
    word(table.draw, DRAWINGS, f"{key}.draw")
    if "draw" not in table.ask:
        raise DeriveError('"draw" is not in ask', key=f"{key}.draw")
    needed = _DRAWING_NEEDS.get(table.draw)
    if needed and not set(needed) & set(table.ask):
        asks = " or ".join(f'"{ask}"' for ask in needed)
        raise DeriveError(f'"{table.draw}" needs {asks} in ask', key=f"{key}.draw")
    return table.draw


_DRAWING_NEEDS = {
    "values": ("forward", "backward", "derivative", "update"),
    "deltas": ("backward", "derivative", "update"),
}


def _check_loss(text: str) -> None:
    """DeriveError for what is neither a name nor a formula in a and t that the grammar accepts."""
    try:
        row = losses.loss(text)
        if row.name not in losses.LOSSES:
            formula.parse(row.term, ("a", "t"))
            loss_slope_formula(row.name)
    except DeriveError as error:
        raise error.at(key="network.loss") from None


def activation_row(text: str, key: str) -> Activation:
    """The row of a name, or of a formula in z that the grammar accepts; DeriveError if neither."""
    try:
        row = activation(text)
        if row.name not in ACTIVATIONS:
            formula.parse(row.value, ("z",))
    except DeriveError as error:
        raise error.at(key=key) from None
    return row


def _layer(table: LayerTable, number: int) -> Layer:
    key = f"network.layer[{number}]"
    row = activation_row(table.activation, f"{key}.activation")
    if row.name == "softmax" and table.units == 1:
        raise DeriveError('softmax of one unit is always 1: use "sigmoid"', key=f"{key}.activation")
    given = {"slope": table.slope, "alpha": table.alpha}
    constants: dict[str, Fraction] = {}
    for name, value in given.items():
        if value is UNSET:
            continue
        if name not in row.constants:
            owner = next(other for other in ACTIVATIONS.values() if name in other.constants)
            raise DeriveError(
                f'{name} belongs to "{owner.name}", found it with {shown(row.name)}',
                key=f"{key}.{name}",
            )
        constants[name] = typed(value, f"{key}.{name}").value
    return Layer(
        units=table.units,
        activation=table.activation,
        sources=_sources(table.sources, number),
        bias=table.bias,
        join=word(table.join, JOINS, f"{key}.join"),
        **constants,
    )


def _sources(given: list[int] | UnsetType, number: int) -> tuple[int, ...]:
    if given is UNSET:
        return (number - 1,)
    for at, source in enumerate(given, 1):
        key = f"network.layer[{number}].from[{at}]"
        if not 0 <= source < number:
            earlier = f"0 (the input) to {number - 1}" if number > 1 else "0 (the input)"
            raise DeriveError(
                f"must be an earlier layer, {earlier}, found {shown(source)}", key=key
            )
        if source in given[: at - 1]:
            raise DeriveError(f"layer {source} is named twice", key=key)
    return tuple(given)


def _check_joins(checked: Network) -> None:
    for number, layer in enumerate(checked.layers, 1):
        widths = [checked.width(source) for source in layer.sources]
        if layer.join == "add" and len(set(widths)) > 1:
            found = ", ".join(f"{source} has {checked.width(source)}" for source in layer.sources)
            raise DeriveError(
                f'layers that are added must be equally wide, found: {found}; or join = "conca'
                'tenate"',
                key=f"network.layer[{number}].from",
            )
    reached = {checked.depth}
    for number in range(checked.depth, 0, -1):
        if number not in reached:
            raise DeriveError(
                "this layer does not reach the output: no later layer reads it",
                key=f"network.layer[{number}]",
            )
        reached.update(checked.layers[number - 1].sources)


def labels(table: NetworkTable, outputs: int) -> tuple[tuple[str, ...], Typed | None]:
    """Class names and threshold; DeriveError where they do not fit the number of outputs."""
    classes = () if table.classes is UNSET else tuple(table.classes)
    expected = 2 if outputs == 1 else outputs
    if table.classes is not UNSET and len(classes) != expected:
        why = "one output decides between two" if outputs == 1 else "one for each output"
        raise DeriveError(
            f"expected {expected} classes, {why}, found {len(classes)}", key="network.classes"
        )
    for at, name in enumerate(classes, 1):
        if name in classes[: at - 1]:
            raise DeriveError(f"{shown(name)} stands here twice", key=f"network.classes[{at}]")
    if table.threshold is UNSET:
        return classes, None
    if outputs != 1:
        raise DeriveError(
            f"a threshold needs one output, found {outputs} outputs", key="network.threshold"
        )
    return classes, typed(table.threshold, "network.threshold")


def examples(tables: list[ExampleTable], key: str, checked: Network) -> tuple[Example, ...]:
    """Examples or queries whose lengths fit the network and whose targets fit its loss."""
    return tuple(
        _example(table, f"{key}[{number}]", checked) for number, table in enumerate(tables, 1)
    )


def _example(table: ExampleTable, key: str, checked: Network) -> Example:
    x = vector(table.x, checked.inputs, "input", f"{key}.x")
    if table.t is UNSET:
        return Example(x, None)
    t = vector(table.t, checked.width(checked.depth), "output", f"{key}.t")
    for at, target in enumerate(t, 1):
        place = f"{key}.t[{at}]"
        if checked.loss == "binary cross-entropy" and not 0 <= target.value <= 1:
            raise DeriveError(
                f"a target of binary cross-entropy lies from 0 to 1, found {target.text}",
                key=place,
            )
        if checked.loss == "cross-entropy" and target.value < 0:
            raise DeriveError(
                f"a target of cross-entropy is at least 0, found {target.text}", key=place
            )
    return Example(x, t)
