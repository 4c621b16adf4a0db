"""The quantities of a network at one point, valued from their definitions when they are asked for.

No rule of the engine plays a part: values come from the definitions, derivatives from tangents
along each entry. So a formula that agrees here agrees with what the network is, not with what we
derived.

A quantity is named by a text, `key("activation", 2, "1")`: role, layer, example, and whether it is
that after an update. `jacobian(of, by)` names the derivatives of one by another.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from derive.calculus.network import Network
from derive.calculus.term_fields import Dual, Duals, Field
from derive.calculus.term_shapes import (
    Matrix,
    ShapeError,
    add,
    entrywise,
    number_or_matrix,
    product,
    turned,
)
from derive.calculus.world_functions import activated, lost
from derive.calculus.world_keys import ALL, AUXILIARY, jacobian, key, reaches, source


def one_column(entries: list[Any]) -> Any:
    return number_or_matrix([[entry] for entry in entries])


def entries_of(value: Any) -> list[Any]:
    return value.entries() if type(value) is Matrix else [value]


class World(dict[str, Any]):
    """Values by key. `leaves` are weights, biases, inputs, targets and the rate; the rest follows.

    `batch` are the examples that the loss without an example is about.
    """

    def __init__(
        self,
        network: Network,
        field: Field,
        leaves: Mapping[str, Any],
        batch: tuple[str, ...],
        under: World | None = None,
        cut: str = "",
        only: str = "",
    ) -> None:
        super().__init__(leaves)
        self.network, self.field, self.batch = network, field, batch
        self.under, self.cut, self.only = under, cut, only

    def __missing__(self, name: str) -> Any:
        if "|" not in name:
            raise KeyError(name)
        if self.under is not None and not self._follows(name):
            found = lifted(self.under[name], self.field)
        elif "/" in name:
            of, _, by = name.partition("/")
            found = self._jacobian(of, by.removeprefix("/"), by.startswith("/"))
        else:
            found = self._value(*name.split("|"))
        self[name] = found
        return found

    def __or__(self, more: Any) -> World:  # type: ignore[override]
        """The same world with further names."""
        found = World(
            self.network, self.field, {**self, **more}, self.batch, self.under, self.cut, self.only
        )
        return found

    def along(self, by: str, seeded: Any, duals: Duals, only: str = "") -> World:
        """This world with tangents: one quantity is given, what follows from it follows.

        With `only`, nothing follows but that quantity, through its own definition.
        """
        indices = {name: one for name, one in self.items() if type(one) is int}
        return World(self.network, duals, {**indices, by: seeded}, self.batch, self, by, only)

    # definitions --------------------------------------------------------------------------------
    def _value(self, role: str, layer: str, example: str, new: str) -> Any:
        number, after = int(layer), bool(new)
        if example == ALL:
            columns = [self[key(role, number, one, after)] for one in self.batch]
            return Matrix([list(row) for row in zip(*map(entries_of, columns), strict=True)])
        match role:
            case "preactivation":
                return self._preactivation(number, example, after)
            case "activation":
                z = self[key("preactivation", number, example, after)]
                return activated(self.network.layers[number - 1], z, self.field)
            case "joined":
                return self._joined(number, example, after)
            case "with one":
                inner = self[key("activation", number, example, after)]
                return Matrix([[self.field.number(Fraction(1))], *_rows(inner)])
            case "joined with one":
                inner = self[key("joined", number, example, after)]
                return Matrix([[self.field.number(Fraction(1))], *_rows(inner)])
            case "loss" if example:
                output = self[key("activation", self.network.depth, example, after)]
                target = self[key("target", 0, example)]
                return lost(self.network.loss, output, target, self.field)
            case "loss":
                total = self._total([self[key("loss", 0, one, after)] for one in self.batch])
                return self._reduced(total)
            case "inner weights":
                return self._inner(self[key("weights", number, "", after)])
            case "target" if after:
                return self[key("target", 0, example)]
            case "delta":
                z = key("preactivation", number, example, after)
                return self[jacobian(key("loss", 0, example, after), z)]
            case "weights" | "bias" if after:
                old = key(role, number)
                slope = self[jacobian(key("loss"), old)]
                return entrywise(lambda w, g: w - self["rate"] * g, self[old], slope)
        raise KeyError(key(role, number, example, after))

    def _preactivation(self, layer: int, example: str, new: bool) -> Any:
        weights = self[key("weights", layer, "", new)]
        if self.network.product != "W x":
            weights = turned(weights)
        z = product(weights, self[source(self.network, layer, example, new)], "·")
        if self.network.has_bias(layer):
            z = add(z, self[key("bias", layer, "", new)])
        return z

    def _inner(self, weights: Any) -> Any:
        """Folded weights without those of the leading 1."""
        rows = _rows(weights)
        kept = [row[1:] for row in rows] if self.network.product == "W x" else rows[1:]
        return number_or_matrix(kept)

    def _joined(self, layer: int, example: str, new: bool) -> Any:
        one = self.network.layers[layer - 1]
        parts = [self[key("activation", n, example, new and n > 0)] for n in one.sources]
        if one.join == "concatenate":
            return one_column([entry for part in parts for entry in entries_of(part)])
        return self._total(parts)

    def _total(self, parts: list[Any]) -> Any:
        total = parts[0]
        for part in parts[1:]:
            total = add(total, part)
        return total

    def _reduced(self, total: Any) -> Any:
        if self.network.reduction != "mean":
            return total
        count = self.field.number(Fraction(len(self.batch)))
        return entrywise(lambda x: x / count, total)

    # derivatives --------------------------------------------------------------------------------
    def _jacobian(self, of: str, by: str, direct: bool) -> Any:
        """Of a number by anything: shaped like it. Of a column by a column: rows and columns."""
        role, layer, example, new = by.split("|")
        if role == "loss" or (example != ALL and not reaches(self.network, self.batch, by, of)):
            raise ShapeError("a quantity that does not depend on this one")
        if role in ("weights", "bias"):
            return self._by_parameter(of, role, int(layer), bool(new), direct)
        if of.startswith("loss||") or (of.startswith("loss|0||") and example):
            share = self[jacobian(of.replace("|0||", f"|0|{example}|"), by)]
            return self._reduced(share)
        if example == ALL:
            pairs = [(of.replace(f"|{ALL}|", f"|{one}|"), key(role, int(layer), one, bool(new)))
                     for one in self.batch]  # fmt: skip
            columns = [entries_of(self[jacobian(*pair)]) for pair in pairs]
            return Matrix([list(row) for row in zip(*columns, strict=True)])
        at, duals = self[by], Duals(self.field)
        columns = []
        for place in range(len(entries_of(at))):
            seeded = one_column([
                Dual(entry, duals.one if place == other else duals.zero)
                for other, entry in enumerate(entries_of(at))
            ])  # fmt: skip
            found = self.along(by, seeded, duals, of if direct else "")[of]
            columns.append([entry.slope for entry in entries_of(found)])
        if of.startswith("loss|"):
            return one_column([column[0] for column in columns])
        return number_or_matrix([list(row) for row in zip(*columns, strict=True)])

    def _by_parameter(self, of: str, role: str, layer: int, new: bool, direct: bool) -> Any:
        """By weights: through each example's z, which depends on them by what the layer reads."""
        role_of, _, example, _ = of.split("|")
        total = None
        for one in [example] if example else self.batch:
            whole = of if example else key("loss", 0, one, new)
            z = key("preactivation", layer, one, new)
            share = self.field.number(Fraction(1))
            if whole != z:
                share = self[jacobian(whole, z, direct)]
            elif type(self[z]) is Matrix:
                raise ShapeError("the derivative of a column by a matrix has no shape")
            if role_of != "loss":
                share = turned(share)  # of one number, so that it is a row
            if type(share) is Matrix and share.shape[1] != 1:
                raise ShapeError("the derivative of a column by a matrix has no shape")
            if role == "weights":
                read = turned(self[source(self.network, layer, one, new)])
                share = product(share, read, "·")
                share = share if self.network.product == "W x" else turned(share)
            total = share if total is None else add(total, share)
        return total if example or role_of != "loss" else self._reduced(total)

    # what follows from what ---------------------------------------------------------------------
    def _follows(self, name: str) -> bool:
        """Whether a quantity changes with the one that is given here."""
        if "/" in name:
            return False
        if self.only and name != self.only and name.partition("|")[0] not in AUXILIARY:
            return False
        return reaches(self.network, self.batch, self.cut, name)


def _rows(value: Any) -> list[list[Any]]:
    return value.rows if type(value) is Matrix else [[value]]


def lifted(value: Any, field: Any) -> Any:
    """A value as a constant of a field of numbers with tangents."""
    if type(value) is int:
        return value
    return entrywise(lambda x: Dual(x, field.zero), value)
