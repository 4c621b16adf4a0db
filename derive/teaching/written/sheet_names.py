"""What names mean on a sheet about one network: quantities of layers and examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from derive.calculus import term as tm
from derive.calculus.network import Network
from derive.calculus.term import Term
from derive.calculus.world_keys import key
from derive.teaching.written import tree
from derive.teaching.written.letters_of_sheet import Letters
from derive.teaching.written.names import NotUnderstood, Written, whole_names
from derive.teaching.written.sheet_derivatives import derivative
from derive.teaching.written.sheet_functions import function_named, pinned
from derive.teaching.written.sheet_quantities import Places, Quantity, Reading
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

GENERIC = "z"  # a number that stands for any z, in the derivation of a slope


@dataclass(frozen=True)
class SheetNames:
    """Binds names to the quantities of a network, under the letters of a sheet."""

    letters: Letters
    network: Network
    reading: Reading

    @cached_property
    def places(self) -> Places:
        """What finds the quantity that a name is."""
        return Places(self.letters, self.network, self.reading)

    # the protocol of names ----------------------------------------------------------------------
    def value(self, name: Written, meaning: Any) -> Term | None:
        if self._is_kronecker(name):
            return None
        generic = self._generic(name)
        if generic is not None:
            return self._raised(generic, name.raised, meaning)
        if name.letter in FUNCTION_WORDS and name.letter not in self.letters.roles:
            return None
        found = self.places.quantity(name)
        if found is None:
            count = dict(self.reading.counts).get(name.letter) if name.plain else None
            return None if count is None else tm.Constant(Fraction(count))
        base: Term = tm.Variable("rate" if found.role == "rate" else found.key)
        if self.reading.rows and found.role not in ("rate", "weights", "loss", "inner weights"):
            base = tm.Turned(base)
        if found.indices:
            base = tm.Entry(base, self.entry(found, meaning))
        return self._raised(base, found.raised, meaning)

    def _raised(self, base: Term, powers: tuple[Node, ...], meaning: Any) -> Term:
        for one in powers:
            base = meaning.raised(base, one)
        return base

    def _generic(self, name: Written) -> Term | None:
        """A bare z is any number and a bare a the value there, where a slope is derived."""
        generic = self.reading.generic
        if generic is None or name.indices or name.marks or name.primes:
            return None
        letter = self.places.letter(name)[0]
        roles = self.letters.roles.get(letter, ())
        if "preactivation" in roles or letter == GENERIC:
            return tm.Variable(GENERIC)
        if "activation" in roles:
            return tm.Call(generic, (tm.Variable(GENERIC),))
        return None

    def entry(self, found: Quantity, meaning: Any) -> tuple[Term, ...]:
        """The place of an entry, counted from 1, whatever the sheet counts from."""
        places = [meaning.index(one) for one in found.indices]
        first, second = self.network.count_from
        if found.role == "weights" and len(places) == 2:
            shifts = [1 - first, 1 - second]
        elif found.role in ("with one", "joined with one"):
            shifts = [1 - (first if self.network.product != "W x" else second)]
        else:
            return tuple(places)
        return tuple(map(_shifted, places, shifts))

    def _is_kronecker(self, name: Written) -> bool:
        return (
            name.letter == "delta"
            and not (name.marks or name.raised)
            and len(name.indices) == 2
            and all(isinstance(one, tree.Name) for one in name.indices)
        )

    def function(self, name: Written, argument: Node | None) -> str | None:
        if name.letter in self.letters.roles and not name.primes:
            return None
        layers = [*self._layers_at(name), *self._layers_in(argument)]
        return function_named(self.letters, self.network, name, layers, self.reading.generic)

    def _layers_at(self, name: Written) -> Iterator[int]:
        places = [one.inner for one in name.marks] + [*name.raised, *name.indices]
        for one in places:
            layer = self.places.layer(one)
            if layer:
                yield layer

    def _layers_in(self, argument: Node | None) -> Iterator[int]:
        for inner in whole_names(argument) if argument is not None else ():
            found = self.places.quantity(inner)
            if found is not None and found.layer and found.role != "loss":
                yield found.layer

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        raise NotUnderstood("a function that is not known here", name.node)

    def implied(self, name: Written) -> Term | None:
        """f' with nothing after it is taken at its layer's z."""
        for layer in self._layers_at(name):
            return tm.Variable(key("preactivation", layer, self.places.of("")))
        return None

    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        return derivative(self, node, meaning)

    def layer_function(self, layer: int) -> str:
        """The activation of a layer, as a function by name or formula."""
        return pinned(self.network.layers[layer - 1])


def _shifted(place: Term, shift: int) -> Term:
    if not shift:
        return place
    if isinstance(place, tm.Constant):
        return tm.Constant(place.value + shift)
    return tm.Add((place, tm.Constant(Fraction(shift))), (1, 1))
