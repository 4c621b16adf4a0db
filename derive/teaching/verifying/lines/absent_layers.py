"""Names with the number of a layer that the network does not have: b^{[0]}, W^{(7)}.

Such a number is a slip of the pen only where the sheet names every layer that there is, and one
more: a sheet that counts layers otherwise has another number for each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise, product
from typing import Any

from derive.teaching.verifying.lines.operands import Operand
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.lettered import LAYERED, lettered
from derive.teaching.verifying.naming.notation import Letter, Notation, Slot, Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.usual import BRACKETS
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import Written, whole_names
from derive.teaching.written.tree import Node

NUMBERED = (*BRACKETS, "raised", "lowered")  # what holds nothing but the number of a layer
POWERS = (2, 3)  # these may be what they look like
MOST_CHOICES = 16
FINE = frozenset(("holds", "holds as shown", "no claim"))

Choice = dict[Slots, int]
Judge = Callable[[Statement], Reading]


@dataclass(frozen=True)
class AbsentLayers:
    """For each name of an absent layer the numbers, as the sheet counts, that it could have."""

    notation: Notation
    meant: dict[Slots, tuple[int, ...]]

    def choices(self, statement: Statement) -> Iterator[Choice]:
        """Every way to put layers that there are in place of the absent ones of a statement."""
        if not self.meant:
            return
        found = list(dict.fromkeys(
            slots for node in statement.operands for slots, _ in _slots_in(node)
            if slots in self.meant
        ))  # fmt: skip
        if found:
            every = product(*(self.meant[one] for one in found))
            for chosen in islice(every, MOST_CHOICES):
                yield dict(zip(found, chosen, strict=True))

    def is_in(self, node: Node) -> bool:
        """Whether a name of an absent layer stands in a side."""
        return any(slots in self.meant for slots, _ in _slots_in(node))

    def moved(self, node: Node, choice: Choice) -> Node:
        """A side with these numbers of layers."""
        places = {held.start: choice[slots] for slots, held in self._held_in(node, choice)}
        return _renumbered(node, places) if places else node

    def line(
        self, statement: Statement, at: int, meant: Choice, text: Callable[[Node], str]
    ) -> str:
        """The formulas around a sign with the layers that are meant; `text` tells how they stand
        on the sheet."""
        left, right = (self.renamed(node, meant, text(node))
                       for node in statement.operands[at : at + 2])  # fmt: skip
        return f"{left} {statement.signs[at].sign} {right}"

    def renamed(self, node: Node, choice: Choice, text: str) -> str:
        """The source of a side with these numbers of layers."""
        for slots, held in sorted(self._held_in(node, choice), key=lambda one: -one[1].start):
            first, last = held.start - node.start, held.end - node.start
            text = f"{text[:first]}{choice[slots]}{text[last:]}"
        return text

    def _held_in(self, node: Node, choice: Choice) -> list[tuple[Slots, Node]]:
        return [(slots, _held(name, self.notation.letters[slots.letter]))
                for slots, name in _slots_in(node) if slots in choice]  # fmt: skip

    def reading(self, statement: Statement, best: Reading, judge: Judge) -> tuple[Reading, Choice]:
        """The reading of a statement with absent layers in it, and what is meant by them.

        Where the statement is right with some layers in their place it is mislabelled; where it
        is wrong with each of them it is wrong.
        """
        wrong: set[int] | None = None
        for choice in self.choices(statement):
            sides = tuple(self.moved(one, choice) for one in statement.operands)
            found = judge(replace(statement, operands=sides))
            pairs = enumerate(pairwise(statement.operands))
            there = [at for at, pair in pairs if any(map(self.is_in, pair))]
            if there and all(map(_is_fine, found.verdicts)):
                verdicts = list(found.verdicts)
                verdicts[there[0]] = Judged("mislabelled")
                return replace(found, verdicts=verdicts), choice
            false = {at for at in there if at < len(found.verdicts)
                     and found.verdicts[at].verdict == "wrong"
                     and all(map(_is_formula, found.operands[at : at + 2]))}  # fmt: skip
            wrong = false if wrong is None else wrong & false
        if not wrong or best.verdicts[min(wrong)].verdict != "no claim":
            return best, {}
        verdicts = list(best.verdicts)
        verdicts[min(wrong)] = Judged("wrong", why="formula")
        return replace(best, verdicts=verdicts), {}


def _is_fine(one: Judged) -> bool:
    return one.verdict in FINE and one.why not in ("unknown", "no_value")


def _is_formula(one: Operand) -> bool:
    return one.named and not one.printed


def _renumbered(node: Any, places: dict[int, int]) -> Any:
    """The node with these numbers in place of those that stand there."""
    if isinstance(node, tree.Number):
        return replace(node, text=str(places[node.start])) if node.start in places else node
    return mapped(node, lambda inner: _renumbered(inner, places))


def absent_layers(chains: Iterable[Statement], names: BoundNames) -> AbsentLayers:
    """The names of absent layers in these chains that no other way of counting explains."""
    notation, sizes = names.notation, names.sizes
    named: dict[str, set[int]] = {}
    absent: Counter[Slots] = Counter()
    begins = set()
    for chain in chains:
        for place, node in enumerate(chain.operands):
            for slots, _ in _slots_in(node):
                letter = notation.letters.get(slots.letter)
                number = None if letter is None else _number(slots, letter)
                if letter is None or number is None:
                    continue
                named.setdefault(slots.letter, set()).add(number)
                if lettered(slots, letter, notation.example, sizes) is None:
                    absent[slots] += 1
                    begins |= {slots} if not place else set()
    meant = {}
    for slots, count in absent.items():
        letter = notation.letters[slots.letter]
        if not set(_layers_with(letter, names)) <= named[slots.letter]:
            continue
        if sizes.depth == 1 and (count > 1 or slots in begins):
            continue  # a step of the training: w^{(0)}, w^{(1)}, w^{(2)}
        found = tuple(
            layer + letter.shift
            for layer in range(sizes.depth + 1)
            if lettered(_with_number(slots, letter, layer + letter.shift), letter,
                        notation.example, sizes) is not None
        )  # fmt: skip
        if found:
            meant[slots] = found
    return AbsentLayers(notation, meant)


def _layers_with(letter: Letter, names: BoundNames) -> Iterator[int]:
    """The layers that have such a quantity."""
    bias = letter.role in ("b", "grad.b")
    for layer in range(1, names.sizes.depth + 1):
        if not bias or names.network is None or names.network.has_bias(layer):
            yield layer


def _slots_in(node: Node) -> Iterator[tuple[Slots, Written]]:
    for name in whole_names(node):
        slots = slots_of(name)
        if slots is not None:
            yield slots, name


def _number(slots: Slots, letter: Letter) -> int | None:
    """The number of the layer of a name, as the network counts."""
    if letter.role not in LAYERED or letter.layer not in NUMBERED:
        return None
    held: Slot | None
    if letter.layer == "raised":
        held = slots.raised[0] if slots.raised and slots.raised[0] not in POWERS else None
    elif letter.layer == "lowered":
        held = slots.lowered[0] if slots.lowered and letter.role in ("W", "b") else None
    else:
        held = slots.mark(str(letter.layer))
    return held - letter.shift if isinstance(held, int) else None


def _with_number(slots: Slots, letter: Letter, number: int) -> Slots:
    if letter.layer == "raised":
        return replace(slots, raised=(number, *slots.raised[1:]))
    if letter.layer == "lowered":
        return replace(slots, lowered=(number, *slots.lowered[1:]))
    marks = tuple((one, number if one == letter.layer else slot) for one, slot in slots.marks)
    return replace(slots, marks=marks)


def _held(name: Written, letter: Letter) -> Node:
    """Where the number of the layer stands in a name."""
    if letter.layer == "raised":
        return name.raised[0]
    if letter.layer == "lowered":
        return name.indices[0]
    return next(one.inner for one in name.marks if one.bracket == letter.layer)
