"""Names of a sheet as terms: each name becomes a variable that says which quantity it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from derive.calculus import term as tm
from derive.calculus.network import Network
from derive.calculus.term import Term
from derive.teaching.verifying.naming.batches import apart, by_batch, of_all, of_batch, of_counted
from derive.teaching.verifying.naming.factors import factor
from derive.teaching.verifying.naming.lettered import SHARED, ref_of, ref_of_layer
from derive.teaching.verifying.naming.notation import ALL, Notation, Ref, Sizes, Slots
from derive.teaching.verifying.naming.slots import is_of_trial, slots_of
from derive.teaching.written import tree
from derive.teaching.written.letters_of_sheet import Letters
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import NotUnderstood, Written, whole_names, written
from derive.teaching.written.network_names import FUNCTIONS, LOSSES
from derive.teaching.written.sheet_functions import function_named, pinned
from derive.teaching.written.slope_names import OwnLetters, is_exponential
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

PRINTED = "@"  # a decimal of the sheet, by its place
OWN_NAME = "?"  # a name that is no quantity of the exercise

DERIVED = {"W": "grad.W", "b": "grad.b", "z": "delta", "a": "grad.a"}


@dataclass
class BoundNames:
    """`refs` and `own_names` gather which names were met, by the keys of their variables.

    `read` keeps what was read, for all operands; `told` is defined, `printed` has a number.
    """

    notation: Notation
    sizes: Sizes
    network: Network | None
    letters: Letters
    refs: dict[str, Ref] = field(default_factory=dict)
    own_names: dict[str, Slots] = field(default_factory=dict)
    read: dict[Any, Any] = field(default_factory=dict)
    told: OwnLetters = field(default_factory=OwnLetters)
    printed: frozenset[str] = frozenset()

    def ref(self, name: Written) -> Ref | None:
        slots = slots_of(name)
        if slots is None:
            return None
        if slots not in self.read:
            self.read[slots] = ref_of(slots, self.notation, self.sizes)
        found: Ref | None = self.read[slots]
        return found

    def variable(self, ref: Ref) -> Term:
        key = f"{ref.key} {ref.example} {ref.entry} {ref.turned}"
        self.refs[key] = ref
        return tm.Variable(key)

    def value(self, name: Written, meaning: Any) -> Term | None:
        if name.letter.startswith(PRINTED):
            base: Term = tm.Variable(name.letter)
            if name.indices or name.primes:
                raise NotUnderstood("an index at a number", name.node)
            return _raised(base, (*name.marks, *name.raised), meaning)
        if (name.letter in FUNCTION_WORDS and name.plain) or is_exponential(name):
            return None
        for count in range(len(name.raised) + 1):  # powers: what is raised says no layer
            if count and is_of_trial(name):
                break
            kept = name.raised[: len(name.raised) - count]
            found = self.ref(replace(name, raised=kept) if count else name)
            if found is not None:
                return _raised(self.variable(found), name.raised[len(kept) :], meaning)
        indexed = self._indexed(name, meaning)
        if indexed is not None:
            return indexed
        if name.letter in FUNCTION_WORDS or (name.letter == "pi" and not name.indices):
            return None
        powers = name.raised if name.letter == "e" else ()  # the square of an error
        slots = slots_of(replace(name, raised=()) if powers else name)
        # a capital without an argument is a quantity: the loss F, the sum S
        quantity = name.letter not in FUNCTIONS or (name.letter.isupper() and not name.primes)
        if slots is None or (self.notation.letters and not quantity):
            return None
        # an index that is a letter has no single value; without a network, c may be a unit
        running = INDEX_LETTERS if self.network is None else None
        if any(isinstance(one, str) and len(one) == 1 and (running is None or one in running)
               for one in slots.lowered):  # fmt: skip
            return None
        key = f"{OWN_NAME}{slots}"
        self.own_names[key] = slots
        return _raised(tm.Variable(key), powers, meaning)

    def _indexed(self, name: Written, meaning: Any) -> Term | None:
        """A name with letters for indices, as they stand in sums: y_k."""
        plain = slots_of(replace(name, indices=(), raised=()))
        counted = self.notation.counts(plain.letter) if plain is not None else ""
        letters = apart(name.indices, counted) if counted else name.indices
        if not any(_is_index(one) for one in letters):
            return None
        if not all(_is_index(one) or isinstance(one, tree.Number) for one in letters):
            return None
        for count in range(len(name.raised) + 1):
            kept = name.raised[: len(name.raised) - count]
            bare = Written(name.letter, name.accents, (), name.marks, kept, name.primes, name.node)
            found = self.ref(bare)
            if found is not None and found.entry:
                found = ref_of_layer(bare, self.notation, self.sizes)
            if found is not None:
                found, of = (of_all(found), of_counted) if counted else (found, of_batch)
                indices = tuple(map(meaning.index, letters))
                entry: Term | None = of(self.variable(found), found, indices, self.sizes)
                entry = entry or tm.Entry(self.variable(found), indices)
                return _raised(entry, name.raised[len(kept) :], meaning)
        return None

    # functions ----------------------------------------------------------------------------------
    def function(self, name: Written, argument: Node | None) -> str | None:
        if name.letter in self.notation.letters:
            return self._of_its_layer(name, argument)
        if self.network is None:
            return FUNCTION_WORDS.get(name.letter) or (
                "sigmoid" if name.letter == "sigma" else None
            )
        layers = [
            int(mark.inner.text)
            for mark in name.marks
            if isinstance(mark.inner, tree.Number) and mark.inner.text.isdigit()
        ]
        for inner in whole_names(argument) if argument is not None else ():
            layers += [at] if (at := layer_of(self.ref(inner))) else []
        layers = [one for one in layers if 1 <= one <= self.network.depth]
        found = function_named(self.letters, self.network, name, layers, None)
        if found is None and name.letter == "sigma":
            return "sigmoid"
        return found

    def _of_its_layer(self, name: Written, argument: Node | None) -> str | None:
        """The function by whose letter what comes out of a layer is called: h = h(z), k'(u_2)."""
        match argument:
            case tree.Group(_, (inner,)) if (of := written(inner)) is not None:
                meaning, ref = self.notation.letters[name.letter], self.ref(of)
                layer = layer_of(ref)
                unit = ref is not None and ref.key == f"z.{layer}" and not name.indices
                if unit and self.network is not None and meaning.role in ("a", "output"):
                    return pinned(self.network.layers[layer - 1])
        return None

    def has_slope(self, layer: int, function: str = "") -> bool:
        """Whether a layer's activation works entry by entry, so that its slope is a vector, and is
        this function, where one is said."""
        if self.network is None or self.network.layers[layer - 1].activation == "softmax":
            return False
        return function in ("", pinned(self.network.layers[layer - 1]))

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        raise NotUnderstood("a function that is not known here", name.node)

    def implied(self, name: Written) -> Term | None:
        return None

    # derivatives --------------------------------------------------------------------------------
    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        found = self.derived(node)
        if found is not None:
            return self.variable(found)
        by = written(node.by)
        if by is None or len(by.indices) != 1 or not _is_index(by.indices[0]):
            return None
        found, index = self.derived(by_batch(node)), meaning.index(by.indices[0])
        return (
            None if found is None else of_batch(self.variable(found), found, (index,), self.sizes)
        )

    def derived(self, node: tree.Derivative) -> Ref | None:
        """The quantity that a derivative is: a gradient, a slope, or a factor of a path."""
        by_name = written(node.by)
        by = self.ref(by_name) if by_name is not None else None
        if by is None and by_name is not None and node.kind == "nabla":
            by = self._bare_output(by_name)
        if by is None or node.order != 1 or by.key.startswith("new."):
            return None
        role, _, layer = by.key.partition(".")
        what_name = written(node.what) if node.what is not None else None
        what = self.ref(what_name) if what_name is not None else None
        loss = node.what is None or (
            what_name is not None
            and (what.key == "loss" if what else what_name.letter in LOSSES)
            and (what is not None or self._of_its_unit(what_name, by))
        )
        if loss:
            example = by.example
            if what is not None and what.example >= 0:
                example = what.example
            derived = DERIVED.get(role)
            if derived in SHARED and example == ALL and self.sizes.shares:
                derived = f"share.{derived}"
            return Ref(f"{derived}.{layer}", example, by.entry, by.turned) if derived else None
        return None if what is None else factor(what, by, self.sizes)

    def _bare_output(self, name: Written) -> Ref | None:
        """∇_a C: by what comes out."""
        letter = self.notation.letters.get(name.letter)
        if letter is None or letter.role != "a" or not name.plain:
            return None
        return Ref(f"a.{self.sizes.depth}")

    def _of_its_unit(self, what: Written, by: Ref) -> bool:
        """Whether a loss is the whole one; or of one output, E_{o1}, derived by what is there."""
        slots = slots_of(what)
        units = [one for one in slots.lowered if not isinstance(one, str)] if slots else []
        if not units:
            return True
        unit = units[0][1] if isinstance(units[0], tuple) else units[0]
        layer = by.key.rpartition(".")[2]
        return (
            layer == str(self.sizes.depth)
            and by.key[:2] in ("a.", "z.", "W.", "b.")
            and (by.entry[:1] == (int(unit) - 1,))
        )


def _raised(base: Term, powers: tuple[Node, ...], meaning: Any) -> Term:
    for one in powers:
        base = meaning.raised(base, one)
    return base


def _is_index(node: Node) -> bool:
    return isinstance(node, tree.Name) and node.text in INDEX_LETTERS


def layer_of(ref: Ref | None) -> int:
    """The layer whose function is applied to a quantity."""
    if ref is None:
        return 0
    role, _, layer = ref.key.removeprefix("new.").partition(".")
    return int(layer) if role in ("z", "W", "b", "a") and layer.isdigit() else 0


def grad_of_d(node: Node, names: BoundNames) -> Node:
    """dW^{[1]} and db as derivatives of the loss: the letter d and a name beside it."""
    match node:
        case tree.Product((tree.Name("d"), by), ("", "")) if written(by) is not None:
            return tree.Derivative("nabla", None, by, 1, node.start, node.end)
    return node
