"""The numbers that a sheet gives to what its formulas leave free, and what follows at these."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from derive.calculus.term_fields import Balls
from derive.calculus.term_shapes import Matrix, turned
from derive.calculus.terms import value
from derive.teaching.verifying.modelled.core import Core, Sizes, Values
from derive.teaching.verifying.modelled.forms import every_name
from derive.teaching.verifying.modelled.judge import Judge
from derive.teaching.verifying.modelled.lengths import NUMBER, Misfit, Shape, end
from derive.teaching.verifying.modelled.model import Model, names_in
from derive.teaching.verifying.modelled.model_shapes import shapes_of
from derive.teaching.verifying.modelled.prepared_sides import prepared
from derive.teaching.verifying.modelled.said import Said
from derive.teaching.verifying.running.readings import UNVALUED
from derive.teaching.verifying.statements.printed import number
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, nodes, written
from derive.teaching.written.tree import Node

OTHER = "tanh"  # what f could be as well, where nothing says it


@dataclass
class Point:
    """The `first` number of each free name, and the `last` one before a claim."""

    judge: Judge
    first: dict[str, Any] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)

    def key(self, node: Node) -> str | None:
        """The key of a name; None for anything else."""
        name = written(node)
        try:
            key, indices = self.judge.told.lettering.split(name) if name is not None else ("", ())
        except NotUnderstood:
            return None
        return key if key and not indices else None

    def is_free(self, key: str) -> bool:
        return key not in self.judge.told.forms

    def note(self, node: Node, found: Fraction) -> None:
        """Keeps a number of a free name."""
        key = self.key(node)
        if key is not None and self.is_free(key):
            self.last[key] = number(found)
            self.first.setdefault(key, self.last[key])

    def note_list(self, node: Node, found: list[Fraction]) -> None:
        """Keeps the numbers of a list for its entries, x = (0.8, -1.2) for x_1 and x_2."""
        key = self.key(node)
        if key is None or not self.is_free(key) or self._has_zeroth(key):
            return
        if len(found) > 1:
            self.last[key] = Matrix([[number(one)] for one in found])
            self.first.setdefault(key, self.last[key])
        for at, one in enumerate(found, 1):
            entry = f"{key} {at}"
            if self.is_free(entry):
                self.last[entry] = number(one)
                self.first.setdefault(entry, self.last[entry])

    def _has_zeroth(self, key: str) -> bool:
        """Whether the entries are counted from 0: x_0 stands somewhere."""
        names = (name for pair in self.judge.told.pairs for name in every_name(pair))
        return any(self.key(name.node) == f"{key} 0" for name in names)

    def values(self, node: Node) -> Iterator[float]:
        """What a formula of the sheet comes to, by the numbers given first and by the last ones."""
        points = [self.first] if self.first == self.last else [self.first, self.last]
        for first in (True, False):
            for numbers in points:
                model = Model(_shaped(self.judge.told, numbers), node.start, first)
                said = prepared(node, self.judge.told)
                found = _value(model, said, numbers)
                if found is None:
                    continue
                other = Model(model.said, node.start, first, OTHER)
                if _value(other, said, numbers) == found:  # no f of which nothing is said
                    yield found

    def behind(self, node: Node) -> frozenset[str]:
        """The names that a formula stands on, and those that they are made of."""
        model = Model(self.judge.told, node.start)
        try:
            return model.behind(names_in(model.term(prepared(node, self.judge.told))))
        except NotUnderstood:
            return frozenset()


def _shaped(told: Said, numbers: dict[str, Any]) -> Said:
    """What the sheet says, with the shapes of what it gives: W = 0.8 is no matrix."""
    given = {key: (f"={one.shape[0]}",) if type(one) is Matrix else ()
             for key, one in numbers.items()}  # fmt: skip
    return replace(told, shapes={**given, **told.shapes})


def _value(model: Model, node: Node, numbers: dict[str, Any]) -> float | None:
    """The number that a formula is, all that it stands on being given."""
    try:
        term = model.term(node)
        behind = model.behind(names_in(term))
        free = {one for one in behind if model.definition(one) is None}
        told = [form for one in behind if (form := model.form(one)) is not None]
        if any(form.start > node.end for form in told):
            return None  # what is said of it later may be said of another point
        if any(_sums_examples(form.node) for form in told):
            return None
        if not model.first and any(_is_number(model, one) for one in behind - free):
            return None  # p = σ(0.9) says what p is here, not what it is made of
        if not free <= numbers.keys():
            return None
        shapes = shapes_of(model, (term,))
        sizes, given = Sizes(shapes), {}
        for one in free:
            given[one] = _fitting(numbers[one], shapes.known.get(one, NUMBER), sizes)
        core = Core(model, sizes, 0, Balls(), frozenset(), None, given)
        found = value(term, Values(core), core.numbers)
    except (*UNVALUED, NotUnderstood, Misfit):
        return None
    if type(found) is Matrix or not found.is_finite():
        return None
    return float(found.mid())


def _fitting(given: Any, shape: Shape, sizes: Sizes) -> Any:
    """A number, or the column or row that a name is given; a Misfit where it is used otherwise."""
    if type(given) is not Matrix:
        if shape != NUMBER:
            raise Misfit
        return given
    count = given.shape[0]
    lengths = [one for one in shape if one is not None]
    if len(lengths) != 1 or sizes.found.setdefault(id(end(lengths[0])), count) != count:
        raise Misfit
    return given if shape[0] is not None else turned(given)


def _sums_examples(node: Node) -> bool:
    """Whether a sum says no index: it may go over examples, of which the sheet has several."""
    return any(isinstance(one, tree.Big) and one.lower is None for one in nodes(node))


def _is_number(model: Model, key: str) -> bool:
    """Whether a name is said to be a formula of numbers alone."""
    body = model.definition(key)
    return body is not None and not names_in(body)
