"""What names mean on a sheet about one network: quantities of layers and examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.network import Network
from derive.calculus.term import Term
from derive.calculus.world import ALL, key
from derive.teaching.written import tree
from derive.teaching.written.letters_of_sheet import LAYERED, OLD, Letters
from derive.teaching.written.names import NotUnderstood, Written, whole_names
from derive.teaching.written.sheet_derivatives import derivative
from derive.teaching.written.sheet_functions import function_named, pinned
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

GENERIC = "z"  # a number that stands for any z, in the derivation of a slope


@dataclass(frozen=True)
class Reading:
    """One way to take what a sheet leaves open.

    `generic` is the function whose value a bare a is, z being any number; `batch` the examples
    that a bare L is about, `slopes` that ∂a/∂z is a column of slopes, `direct` that a derivative
    goes one way only where there are several, `turned` that Jacobians have their columns down;
    `counts` are letters for how many there are of something.
    """

    batch: tuple[str, ...]
    generic: str | None = None
    slopes: bool = False
    direct: bool = False
    turned: bool = False
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Quantity:
    """A name understood: the key of the quantity, its entry, the powers on it."""

    role: str
    layer: int
    example: str
    new: bool
    indices: tuple[Node, ...] = ()
    raised: tuple[Node, ...] = ()

    @property
    def key(self) -> str:
        return key(self.role, self.layer, self.example, self.new)


@dataclass(frozen=True)
class SheetNames:
    """Binds names to the quantities of a network, under the letters of a sheet."""

    letters: Letters
    network: Network
    reading: Reading

    # quantities ---------------------------------------------------------------------------------
    def quantity(self, name: Written) -> Quantity | None:
        """The quantity that a name is; None for a name of something else."""
        letter, tilde, bar = self._letter(name)
        roles = self.letters.roles.get(letter)
        if roles is None:
            return None
        words = [_word(one) for one in (*name.indices, *name.raised)]
        new = any(word in self.letters.new or word == "+" for word in words)
        skipped = self.letters.new | OLD | {"+", "total", "ges"}
        indices = tuple(one for one in name.indices if _word(one) not in skipped)
        raised = tuple(one for one in name.raised if _word(one) not in skipped)
        if name.primes:
            return None
        found = self._placed(name, roles, indices, raised, new)
        if found is None or not (tilde or bar):
            return found
        role = found.role
        if tilde and role in ("activation", "joined"):
            role = "with one" if role == "activation" else "joined with one"
        elif bar and role == "weights":
            role = "inner weights"
        return Quantity(role, found.layer, found.example, new, found.indices, found.raised)

    def _letter(self, name: Written) -> tuple[str, bool, bool]:
        """The letter with its accents as the roles have it; whether it is one with a 1 before."""
        accents = [one for one in name.accents if one != "vec"]
        whole = " ".join((*accents, name.letter))
        if whole in self.letters.roles or not accents:
            return whole, False, False
        tilde, bar = "tilde" in accents, "bar" in accents
        kept = [one for one in accents if one not in ("tilde", "bar")]
        return " ".join((*kept, name.letter)), tilde, bar

    def _placed(
        self,
        name: Written,
        roles: tuple[str, ...],
        indices: tuple[Node, ...],
        raised: tuple[Node, ...],
        new: bool,
    ) -> Quantity | None:
        """Role, layer and example of a name, from its marks, its superscript, its first index."""
        main = next((one for one in roles if one in LAYERED), roles[0])
        layer: int | None = None
        example = ""
        for place, mark in enumerate(name.marks):
            if self.letters.mark_of(mark.bracket, main, len(name.marks), place) == "layer":
                layer = self.layer(mark.inner)
                if layer is None:
                    raise NotUnderstood("a layer that the network does not have", name.node)
            else:
                example = _example(mark.inner)
        if layer is None and self.letters.layer == "plain" and raised and main in LAYERED:
            layer = self.layer(raised[0])
            raised = raised[1:] if layer is not None else raised
        if layer is None and main in LAYERED and self._first_index_is_layer(main, indices):
            layer, indices = self.layer(indices[0]), indices[1:]
        depth = self.network.depth
        if main in ("target", "rate"):
            return Quantity(main, 0, self._of(example) if main == "target" else "", False, indices,
                            raised)  # fmt: skip
        if main == "loss":
            return Quantity(main, 0, example or self._lone(), new, indices, raised)
        if layer is None:
            if "output" in roles and "activation" not in roles:
                layer = depth
            elif "input" in roles and "output" in roles and indices:
                layer = depth  # one letter for both: only what comes out is derived by entries
            elif "input" in roles and (depth == 1 or self.reading.generic is None):
                layer = 0
            elif main == "output preactivation" or depth == 1:
                layer = depth
            elif main == "preactivation" and (indices or self.reading.generic is None):
                layer = depth
            elif main == "activation" and indices and "output" in roles:
                layer = depth
            else:
                return None
        lowest = 0 if "input" in roles or main in ("activation", "input", "output") else 1
        if not lowest <= layer <= depth:
            raise NotUnderstood("a layer that the network does not have", name.node)
        role = {"output preactivation": "preactivation", "input": "activation",
                "output": "activation"}.get(main, main)  # fmt: skip
        if role in ("weights", "bias"):
            return Quantity(role, layer, "", new, indices, raised)
        if role == "activation" and layer == 0:
            new = False
        return Quantity(role, layer, self._of(example), new, indices, raised)

    def _first_index_is_layer(self, role: str, indices: tuple[Node, ...]) -> bool:
        if self.letters.layer not in ("index", "any") or not indices:
            return False
        if self.letters.layer == "any" and self.network.depth == 1:
            return False
        layer = self.layer(indices[0])
        return layer is not None and 0 <= layer <= self.network.depth

    def layer(self, node: Node) -> int | None:
        """The number of a layer: 2, L, L - 1."""
        match node:
            case tree.Number(text) if text.isdigit():
                return int(text) if int(text) <= self.network.depth else None
            case tree.Name("L"):
                return self.network.depth
            case tree.Sum(terms, signs):
                parts = [self.layer(one) for one in terms]
                if None not in parts:
                    return sum(
                        (part or 0) * (1 if sign == "+" else -1)
                        for part, sign in zip(parts, signs, strict=True)
                    )
            case tree.Group(_, (only,)):
                return self.layer(only)
        return None

    def _of(self, example: str) -> str:
        return example or (self.reading.batch[0] if self.reading.batch else "1")

    def _lone(self) -> str:
        """The example of a loss without one: none, it is that of the batch."""
        return ""

    # the protocol of names ----------------------------------------------------------------------
    def value(self, name: Written, meaning: Any) -> Term | None:
        if self._is_kronecker(name):
            return None
        generic = self._generic(name)
        if generic is not None:
            return self._raised(generic, name.raised, meaning)
        if name.letter in FUNCTION_WORDS and name.letter not in self.letters.roles:
            return None
        found = self.quantity(name)
        if found is None:
            count = dict(self.reading.counts).get(name.letter) if name.plain else None
            return None if count is None else tm.Constant(Fraction(count))
        base: Term = tm.Variable("rate" if found.role == "rate" else found.key)
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
        letter = self._letter(name)[0]
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
            layer = self.layer(one)
            if layer:
                yield layer

    def _layers_in(self, argument: Node | None) -> Iterator[int]:
        for inner in whole_names(argument) if argument is not None else ():
            found = self.quantity(inner)
            if found is not None and found.layer and found.role != "loss":
                yield found.layer

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        raise NotUnderstood("a function that is not known here", name.node)

    def implied(self, name: Written) -> Term | None:
        """f' with nothing after it is taken at its layer's z."""
        for layer in self._layers_at(name):
            return tm.Variable(key("preactivation", layer, self._of("")))
        return None

    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        return derivative(self, node, meaning)

    def layer_function(self, layer: int) -> str:
        """The activation of a layer, as a function by name or formula."""
        return pinned(self.network.layers[layer - 1])


def _word(node: Node) -> str:
    if isinstance(node, tree.Name):
        return node.text
    return node.text.strip() if isinstance(node, tree.Words) else ""


def _example(node: Node) -> str:
    if isinstance(node, tree.Number | tree.Name):
        return node.text
    raise NotUnderstood("an example that has no number", node)


def _shifted(place: Term, shift: int) -> Term:
    if not shift:
        return place
    if isinstance(place, tm.Constant):
        return tm.Constant(place.value + shift)
    return tm.Add((place, tm.Constant(Fraction(shift))), (1, 1))


__all__ = ["ALL", "GENERIC", "Quantity", "Reading", "SheetNames"]
