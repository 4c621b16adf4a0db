"""Names with letters for indices as terms, once it is settled through which layer a letter runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.verifying.naming.bound_names import DERIVED, PRINTED, BoundNames
from derive.teaching.verifying.naming.lettered import layer_word, ref_of
from derive.teaching.verifying.naming.notation import Letter, Ref, Slot, Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.usual import USUAL
from derive.teaching.verifying.running.slopes import Entries, local
from derive.teaching.written import tree
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import NotUnderstood, Written, whole_names, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.sheet_functions import function_named
from derive.teaching.written.tree import Node

RUNNING = INDEX_LETTERS | {"h", "o"}  # h runs through hidden units, o through outputs
OF_UNITS = frozenset(("x", "t", "a", "z", "b", "delta", "minus.delta", "minus.grad.a", "grad.a",
                      "grad.b", "slope", "output"))  # fmt: skip
OF_WEIGHTS = frozenset(("W", "grad.W"))
ONE = tm.Constant(Fraction(1))
NO_UNITS = "no units run there"


def runs(node: Node) -> bool:
    """Whether a node is a letter that runs through units."""
    return isinstance(node, tree.Name) and node.text in RUNNING and not node.accents


def running(name: Written) -> bool:
    return bool(name.indices) and all(map(runs, name.indices))


def texts(name: Written) -> list[str]:
    """The letters that a name has for indices."""
    return [one.text for one in name.indices if isinstance(one, tree.Name)]


@dataclass
class RunningNames:
    """Binds names as `bound` does, and those whose indices run through units.

    `layers` says through which layer a letter runs at the names of another. `turned` are letters
    of weights whose indices stand in the other order; the order of those that it does not name is
    open. `sign` is that of Δw as a part of the step. A reading is `stretched` where a letter for
    inputs is taken for what comes out of a layer, or the other way round.
    """

    bound: BoundNames
    layers: Mapping[tuple[str, str], int]
    turned: Mapping[str, bool]
    sign: int = 1
    stretched: bool = False

    # the protocol of names ----------------------------------------------------------------------
    def value(self, name: Written, meaning: Any) -> Term | None:
        if name.letter.startswith(PRINTED) or not running(name):
            return self.bound.value(name, meaning)
        change = self._change(name)
        if change is not None:
            return change
        for count in range(len(name.raised) + (0 if self._has_layer_above(name) else 1)):
            kept = name.raised[: len(name.raised) - count]
            found = self.entries(replace(name, raised=kept))
            if found is not None:
                base = self.term(found)
                for one in name.raised[len(kept) :]:
                    base = meaning.raised(base, one)
                return base
        return None

    def _has_layer_above(self, name: Written) -> bool:
        """Whether what is raised first is a layer, and no power."""
        known = self.bound.notation.letters.get(name.letter)
        return bool(name.raised) and known is not None and known.layer == "raised"

    def function(self, name: Written, argument: Node | None) -> str | None:
        network = self.bound.network
        if network is None or name.letter in self.bound.notation.letters:
            return None
        for inner in whole_names(argument) if argument is not None else ():
            found = self.entries(inner) if running(inner) else None
            kind, _, layer = found.ref.key.rpartition(".") if found is not None else ("", "", "")
            if kind in ("z", "a", "b", "W") and layer.isdigit() and int(layer):
                return function_named(self.bound.letters, network, name, [int(layer)], None)
        return self.bound.function(name, argument)

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        return self.bound.own(name, arguments)

    def implied(self, name: Written) -> Term | None:
        return None

    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        by_name = written(node.by)
        what = written(node.what) if node.what is not None else None
        if by_name is None or node.order != 1 or (node.what is not None and what is None):
            return None
        by = self.entries(by_name) if running(by_name) else None
        of_loss = what is None or self._is_loss(what)
        if by is None:
            return self.bound.derivative(node, meaning) if of_loss else None
        role, _, layer = by.ref.key.partition(".")
        if of_loss:
            made = DERIVED.get(role)
            return None if made is None else self.term(
                Entries(replace(by.ref, key=f"{made}.{layer}"), by.indices))  # fmt: skip
        assert what is not None
        of = self.entries(what) if running(what) else None
        return None if of is None else local(of, by, self)

    # what a name is -----------------------------------------------------------------------------
    def entries(self, name: Written) -> Entries | None:
        """The quantity and the place of an entry; None where the letters do not run there."""
        slots = slots_of(replace(name, indices=()))
        if slots is None:
            return None
        at = texts(name)
        where = [self.layers[one, name.letter] for one in at]
        for meaning in self._meanings(slots.letter):
            said = self._layer_said(slots, meaning)
            if meaning.role in OF_UNITS and len(at) == 1:
                found = self._of_unit(meaning, said, slots, at[0], where[0])
            elif meaning.role in OF_WEIGHTS and len(at) <= 2:
                found = self._of_weight(meaning, said, slots, at, where)
            else:
                found = None
            if found is not None:
                return found
        return None

    def term(self, found: Entries) -> Term:
        return tm.Entry(self.bound.variable(found.ref), found.indices)

    def _meanings(self, letter: str) -> Iterator[Letter]:
        """What a letter means by the numbers of the sheet, else what it usually does."""
        known = self.bound.notation.letters.get(letter)
        if known is not None:
            yield replace(known, role="W") if known.role == "numbered" else known
            return
        for role in (*USUAL.get(letter, ()), *(("b",) if letter in ("theta", "Theta") else ())):
            yield Letter("W" if role == "numbered" else role)

    def _layer_said(self, slots: Slots, meaning: Letter) -> int | None:
        """The layer that is said on a name or by its letter; None where its index tells it."""
        if isinstance(meaning.layer, int):
            return meaning.layer
        if not (slots.marks or slots.raised):
            return None
        found = ref_of(slots, self.bound.notation, self.bound.sizes)
        if found is None and slots.letter not in self.bound.notation.letters:
            on_it: list[Slot] = [*(one for _, one in slots.marks), *slots.raised]
            said = on_it[0] if len(on_it) == 1 else None
            layer = said if isinstance(said, int) else layer_word(said, self.bound.sizes.depth)
            if layer is not None:
                return layer
        if found is None or found.example >= 0:
            raise NotUnderstood(NO_UNITS, tree.Name(slots.letter, 0, 0))
        if found.key == "x":
            return 0
        at = found.key.rpartition(".")[2]
        return int(at) if at.isdigit() else None

    def _of_unit(
        self, meaning: Letter, said: int | None, slots: Slots, letter: str, layer: int
    ) -> Entries | None:
        role, depth = meaning.role, self.bound.sizes.depth
        lowest = 0 if role in ("a", "x") else 1
        if said not in (None, layer) or not lowest <= layer <= depth:
            return None
        if role in ("t", "output") and layer != depth:
            return None
        if self.bound.notation.is_anothers(slots.letter, layer):
            return None
        if role in ("a", "x") and (role == "x") is not (layer == 0):
            self.stretched = True
            role = "a"
        key = {"t": "t", "x": "x", "output": f"a.{depth}"}.get(role, f"{role}.{layer}")
        key = "x" if key == "a.0" else key
        ref = Ref(f"new.{key}" if slots.new else key)
        return Entries(ref, (tm.Variable(f"#{letter}"),))

    def _of_weight(
        self, meaning: Letter, said: int | None, slots: Slots, at: list[str], where: list[int]
    ) -> Entries | None:
        sizes, network = self.bound.sizes, self.bound.network
        assert network is not None
        straight = network.product == "W x"
        if len(at) == 1:  # v_j: into the one unit, or from the one input
            (letter,), (one,) = at, where
            if slots.letter not in self.bound.notation.letters:
                return None
            if one < sizes.depth and sizes.units[one + 1] == 1 and said in (None, one + 1):
                unit, source, layer = "", letter, one + 1
            elif one and sizes.units[one - 1] == 1 and said in (None, one):
                unit, source, layer = letter, "", one
            else:
                return None
        elif abs(where[0] - where[1]) != 1:
            return None
        else:
            first = where[0] > where[1]  # whether the unit that the weight leads into comes first
            turned = self.turned.get(slots.letter)
            if turned is not None and first is turned:
                return None
            unit, source = (at[0], at[1]) if first else (at[1], at[0])
            layer = max(where)
            if said not in (None, layer):
                return None
        if self.bound.notation.is_anothers(slots.letter, layer):
            return None
        row = tm.Variable(f"#{unit}") if unit else ONE
        column: Term = tm.Variable(f"#{source}") if source else ONE
        if network.folds(layer):
            column = tm.Add((column, ONE), (1, 1))
        ref = Ref(f"{'new.' if slots.new else ''}{meaning.role}.{layer}")
        return Entries(ref, (row, column) if straight else (column, row))

    # changes and derivatives --------------------------------------------------------------------
    def _change(self, name: Written) -> Term | None:
        """Δw_{ij}: what a step adds, or takes away."""
        if "Delta" not in name.accents:
            return None
        rest = tuple(one for one in name.accents if one != "Delta")
        of = self.entries(replace(name, accents=rest))
        if of is None or of.ref.key[:2] not in ("W.", "b."):
            return None
        gradient = self.term(Entries(replace(of.ref, key=f"grad.{of.ref.key}"), of.indices))
        step = tm.Multiply((self.bound.variable(Ref("rate")), gradient), ("", ""))
        return tm.Add((step,), (-self.sign,))

    def _is_loss(self, name: Written) -> bool:
        found = self.bound.ref(name)
        return name.letter in LOSSES if found is None else found.key == "loss"
