"""Derivatives on a sheet: of a quantity by another, of a formula by a quantity or by any z."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.world_keys import jacobian, key, source
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, Written, written
from derive.teaching.written.sheet_quantities import Quantity

if TYPE_CHECKING:
    from derive.teaching.written.sheet_names import SheetNames

ONE = tm.Constant(Fraction(1))


def derivative(names: SheetNames, node: tree.Derivative, meaning: Any) -> Term | None:
    """What a written derivative stands for; None where it is of or by something unknown."""
    by_name = written(node.by)
    if (
        by_name is None
        or node.order != 1
        or (by_name.raised and names.places.quantity(by_name) is None)
    ):
        return None
    what = written(node.what) if node.what is not None else None
    if by_name.plain and names.value(by_name, meaning) == tm.Variable("z"):
        if node.what is None:
            return None
        return tm.Rate(meaning.term(node.what), "z")
    by = names.places.quantity(by_name)
    if by is None and node.kind == "nabla" and _is_bare_output(names, by_name):
        by = Quantity("activation", names.network.depth, names.places.of(""), False)
    if by is None or by.raised or by.role in ("target", "rate", "loss"):
        return None
    if node.what is None:  # dW, or ∇_W without a word on the loss
        return _named(names, _loss(names, by), by, meaning)
    of = names.places.quantity(what) if what is not None else None
    if of is None or of.raised or of.role in ("target", "rate"):
        body = meaning.term(node.what)
        rate: Term = tm.Rate(body, by.key)
        return tm.Entry(rate, names.entry(by, meaning)) if by.indices else rate
    return _named(names, of, by, meaning)


def _is_bare_output(names: SheetNames, name: Written) -> bool:
    """∇_a C: by what comes out."""
    return name.plain and "activation" in names.letters.roles.get(name.letter, ())


def _loss(names: SheetNames, by: Quantity) -> Quantity:
    return Quantity("loss", 0, by.example, by.new)


def _named(names: SheetNames, of: Quantity, by: Quantity, meaning: Any) -> Term:
    """The derivative of one quantity by another, or an entry of it."""
    if of.role == "loss":
        if of.indices:
            raise NotUnderstood("a part of the loss", of.indices[0])
        found: Term = tm.Variable(jacobian(of.key, by.key))
        if names.reading.rows and by.role != "weights":
            found = tm.Turned(found)
        return tm.Entry(found, names.entry(by, meaning)) if by.indices else found
    if by.role in ("weights", "bias"):
        return _by_parameter(names, of, by, meaning)
    same_layer = of.role == "activation" and by.role == "preactivation" and of.layer == by.layer
    entrywise = same_layer and names.network.layers[of.layer - 1].activation != "softmax"
    if entrywise and names.reading.slopes and not (of.indices or by.indices):
        return tm.Slope(names.layer_function(of.layer), tm.Variable(by.key))
    found = tm.Variable(jacobian(of.key, by.key, names.reading.direct))
    if not of.indices and not by.indices:
        return tm.Turned(found) if names.reading.turned else found
    rows = names.entry(of, meaning) or (ONE,)
    columns = names.entry(by, meaning) or (ONE,)
    return tm.Entry(found, (*rows, *columns))


def _by_parameter(names: SheetNames, of: Quantity, by: Quantity, meaning: Any) -> Term:
    """By a weight, or by all of a layer's: what the layer reads, times what is behind it."""
    z = key("preactivation", by.layer, of.example, of.new)
    read = source(names.network, by.layer, of.example, of.new)
    of_entry = names.entry(of, meaning) or (ONE,)
    behind: Term | None = None
    places = names.entry(by, meaning)
    if not places:
        if of.key != z:
            return tm.Variable(jacobian(of.key, by.key))
        if by.role == "bias":
            return ONE
        lies = (names.network.product == "W x") is not names.reading.upright
        return tm.Turned(tm.Variable(read)) if lies else tm.Variable(read)
    share: Term = ONE
    if by.role == "bias":
        unit = places[0]
    else:
        unit, place = _unit_and_place(names, places)
        share = tm.Entry(tm.Variable(read), (place,))
    units = names.network.layers[by.layer - 1].units
    if of.key == z and not of.indices and units > 1 and not names.reading.slopes:
        column = [(tm.Call("kronecker", (tm.Constant(Fraction(n)), unit)),)
                  for n in range(1, units + 1)]  # fmt: skip
        return tm.Multiply((share, tm.Rows(tuple(column))), ("", ""))
    if of.key == z:
        known = of.indices or units == 1
        behind = tm.Call("kronecker", (of_entry[0], unit)) if known else None
    else:
        whole = tm.Variable(jacobian(of.key, z, names.reading.direct))
        wide = names.network.layers[of.layer - 1].units
        if not of.indices and wide > 1:  # of all units of a later layer
            units_of = [(tm.Entry(whole, (tm.Constant(Fraction(n)), unit)),)
                        for n in range(1, wide + 1)]  # fmt: skip
            return tm.Multiply((share, tm.Rows(tuple(units_of))), ("", ""))
        behind = tm.Entry(whole, (of_entry[0], unit))
    return share if behind is None else tm.Multiply((behind, share), ("", ""))


def _unit_and_place(names: SheetNames, places: tuple[Term, ...]) -> tuple[Term, Term]:
    """Which unit a weight leads into, and from which place of what the layer reads."""
    if len(places) == 1:
        return ONE, places[0]
    row, column = places
    return (row, column) if names.network.product == "W x" else (column, row)
