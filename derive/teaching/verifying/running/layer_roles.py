"""What letters are in formulas of any layer, by the formulas that define it.

In a^{(k)} = b^{(k)} + W^{(k)} h^{(k-1)}, k counts layers whatever letter it is: what stands on the
left has it, the weights have it, and what they are multiplied with is of the one before. So a is
what goes into a layer, and h what comes out of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.running.layer_marks import LayerMarks, slots
from derive.teaching.verifying.stated.functions import LOSS_LETTERS
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.layers import LAYER_LETTERS
from derive.teaching.written.names import Written, nodes, without_place, written

DERIVED = {"z": "delta", "a": "grad.a", "W": "grad.W", "b": "grad.b"}  # what a loss is derived by


@dataclass(frozen=True)
class LayerRoles:
    """The letters of layers, and what other letters are where the sheet defines them."""

    marks: LayerMarks
    roles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Made:
    """A layer as a formula makes it: `out` of `weights` times `before`, and what is added."""

    counter: str
    place: str
    out: str
    weights: str
    before: str
    added: tuple[str, ...]
    applied: bool


def layer_roles(chains: list[Statement]) -> LayerRoles:
    """The letters that count layers, and what other letters are."""
    made = [one for chain in chains for one in _made(chain)]
    elsewhere = {(counter, place) for chain in chains for node in nodes(chain.operands)
                 for place, counter, _ in _counted(node)} - {(one.counter, one.place)
                                                             for one in made}  # fmt: skip
    used = {counter for counter, _ in elsewhere}  # for something else as well
    used |= {one.counter for one in made if not one.counter.islower()}  # a^L is of the last layer
    made = [one for one in made if one.counter not in used or one.counter in LAYER_LETTERS]
    counters = {one.counter for one in made}
    if len(counters) > 1 or not made:
        return LayerRoles(LayerMarks(frozenset(LAYER_LETTERS)))
    marks = LayerMarks(frozenset(counters) if counters - set(LAYER_LETTERS) else
                       frozenset(LAYER_LETTERS))  # fmt: skip
    roles: dict[str, set[str]] = {}
    for one in made:
        told = [(one.out, "a" if one.applied else "z"), (one.weights, "W"), (one.before, "a"),
                *((letter, "b") for letter in one.added)]  # fmt: skip
        for letter, role in told:
            roles.setdefault(letter, set()).add(role)
    if any(len(several) > 1 for several in roles.values()):
        return LayerRoles(marks)  # a letter of two things
    single = {letter: role for letter, (role,) in roles.items()}
    for chain in chains:
        for letter, role in _derivatives(chain, single, marks):
            single.setdefault(letter, role)
    return LayerRoles(marks, single)


def are_single(chains: list[Statement], layers: LayerRoles) -> bool:
    """Whether nothing on the sheet says that a layer has several units: no matrix, no product of
    vectors, and no index of a unit."""
    for node in (inner for chain in chains for inner in nodes(chain.operands)):
        name = written(node)
        if isinstance(node, tree.Transposed | tree.Big) or _is_nabla(node):
            return False
        if isinstance(node, tree.Product) and "∘" in node.signs:
            return False
        if name is not None and _is_of_several(name, node, layers):
            return False
    return bool(layers.roles)


def has_differentials(chains: list[Statement], roles: dict[str, str]) -> bool:
    """Whether dX is a little change, no derivative of the loss: da = dW h + db, dJ = g^T da."""
    for one in chains:
        for left, right in pairwise(one.operands):
            of, by = ({roles.get(letter) for letter in _changed(side)} for side in (left, right))
            if ("loss" in of and by) or (of & {"z", "a"} and by & {"W", "b"}):
                return True
    return False


def _changed(node: Any) -> Iterator[str]:
    """The letters of what stands behind a d."""
    for one in nodes(node):
        if isinstance(one, tree.Product):
            for first, second in pairwise(one.factors):
                name = written(second)
                if isinstance(first, tree.Name) and first.text == "d" and name is not None:
                    yield name.letter


def _is_nabla(node: Any) -> bool:
    return isinstance(node, tree.Derivative) and node.kind == "nabla"


def _is_of_several(name: Written, node: Any, layers: LayerRoles) -> bool:
    """Whether a name is that of a matrix, or printed bold, or of a unit of a layer."""
    base = node.base if isinstance(node, tree.Scripted) else node
    if layers.roles.get(name.letter) == "W" and not name.letter.islower():
        return True
    if isinstance(base, tree.Name) and base.bold:
        return True
    found = [slot for _, told in slots(node) for slot in told]
    return name.letter in layers.roles and len(found) > 1


def _made(one: Statement) -> Iterator[_Made]:
    """The layers that a chain makes."""
    for left, right in pairwise(one.operands):
        out = written(left)
        if out is None or one.continued:
            return
        for place, counter, step in _counted(left):
            inner, applied = _inside(right)
            summands = inner.terms if isinstance(inner, tree.Sum) else (inner,)
            pairs = [pair for each in summands for pair in _products(each)]
            here = (place, counter, step)
            for first, second in (*pairs, *((two, one) for one, two in pairs)):
                weights, before = written(first), written(second)
                if weights is None or before is None or weights.letter == before.letter:
                    continue
                if here in _counted(first) and (place, counter, step - 1) in _counted(second):
                    if out.letter in (weights.letter, before.letter if not applied else ""):
                        continue
                    added = tuple(name.letter for each in summands if here in _counted(each)
                                  and (name := written(each)) is not None)  # fmt: skip
                    yield _Made(
                        counter, place, out.letter, weights.letter, before.letter, added, applied
                    )
                    return


def _inside(node: Any) -> tuple[Any, bool]:
    """What a function is applied to, and whether there is one."""
    match node:
        case tree.Product((_, tree.Group(_, (inner,)))):
            return inner, True
    return node, False


def _products(node: Any) -> Iterator[tuple[Any, Any]]:
    """The pairs of names that are multiplied, in a sum over units or without one."""
    if isinstance(node, tree.Big) and node.kind == "sum":
        node = node.body
    if isinstance(node, tree.Product) and len(node.factors) == 2:
        first, second = (one.inner if isinstance(one, tree.Transposed) else one
                         for one in node.factors)  # fmt: skip
        yield first, second


def _counted(node: Any) -> list[tuple[str, str, int]]:
    """The place, the letter and the step of what may count layers at a name: of k - 1, -1."""
    found = []
    for place, several in slots(node):
        for slot in several:
            match slot:
                case tree.Name(text):
                    found.append((place, text, 0))
                case tree.Sum((tree.Name(text), tree.Number("1")), ("+", sign)):
                    found.append((place, text, 1 if sign == "+" else -1))
    return found


def _derivatives(
    one: Statement, roles: dict[str, str], marks: LayerMarks
) -> Iterator[tuple[str, str]]:
    r"""The letters of derivatives of the loss: g^{(k)} = \partial J/\partial a^{(k)}."""
    for left, right in (*pairwise(one.operands), *pairwise(one.operands[::-1])):
        name = written(left)
        if name is None or not isinstance(right, tree.Derivative) or right.order != 1:
            continue
        by = written(right.by)
        what = written(right.what) if right.what is not None else None
        if by is None or by.letter not in roles or what is None or what.letter not in LOSS_LETTERS:
            continue
        if _where(left, marks) and _where(left, marks) == _where(right.by, marks):
            yield name.letter, DERIVED[roles[by.letter]]


def _where(node: Any, marks: LayerMarks) -> list[tuple[str, str]]:
    """The marks of layers on a name."""
    return [(place, repr(without_place(slot))) for place, found in slots(node)
            for slot in found if marks.layer(slot) is not None]  # fmt: skip
