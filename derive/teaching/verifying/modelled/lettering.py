"""What of a name is its key, and what are indices: W_1 and G_Y are names, Y_{nk} an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from derive.teaching.verifying.naming.slots import slot_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import NotUnderstood, Written, nodes, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node

ACCENTS = frozenset(("hat", "tilde", "bar", "dot", "check"))
LAYER_LETTERS = frozenset(("l", "ell", "L"))
ONE = "of one"  # behind the letter of a loss: that of an example
BY_LETTER = "·"  # before the letters of a layer's units, in a key


def is_index(node: Node) -> bool:
    return isinstance(node, tree.Name) and node.text in INDEX_LETTERS and not node.accents


def is_loss(key: str) -> bool:
    """Whether a key is that of a loss: E, or E_n of an example."""
    letter, _, rest = key.partition(" ")
    return letter in LOSSES and not rest[:1].isdigit()


@dataclass(frozen=True)
class Lettering:
    """`indexed` are names with how many letters for indices; `order` letters of the units of one
    layer each, from the input on, for the names in `layered`; `bold` and `turned` are names that
    are printed bold, or transposed somewhere; `labels` are letters that stand at losses alone, so
    that E_n is the name of one loss; `columns` are names that are a vector for each index, as the
    example x^{(i)} is beside its feature x_j^{(i)}, or in w^T x^{(i)}; `totals` are losses that
    stand bare as well, so that E_n is one of those that E adds up; `alike` are further letters of a
    layer, with its own."""

    indexed: frozenset[tuple[str, int]] = frozenset()
    order: tuple[str, ...] = ()
    layered: frozenset[str] = frozenset()
    bold: frozenset[str] = frozenset()
    turned: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()
    totals: frozenset[str] = frozenset()
    alike: Mapping[str, str] = field(default_factory=dict, hash=False)

    def split(self, name: Written) -> tuple[str, tuple[Node, ...]]:
        """The key of a name and its indices."""
        marks, inner = [], []
        for mark in name.marks:
            if is_index(mark.inner) and not _is_layer(mark.inner):
                inner.append(mark.inner)
                continue
            slot = slot_of(mark.inner)
            if _is_layer(mark.inner) or not isinstance(slot, int | str):
                raise NotUnderstood("a layer that is not named", name.node)
            marks.append(f"{mark.bracket}{slot}")
        if any(_is_layer(one) or isinstance(one, tree.Name | tree.Sum) for one in name.raised):
            raise NotUnderstood("what is raised may be a layer", name.node)
        key = " ".join((*name.accents, name.letter, *marks))
        indices = (*name.indices, *inner)
        fixed = [one for one in indices if not is_index(one)]
        if name.letter in LOSSES and _letters(indices) and _letters(indices) <= self.labels:
            return " ".join((key, *sorted(_letters(indices)))), ()
        if key in self.totals and _letters(indices):
            key = f"{key} {ONE}"
        if any(map(_is_layer, indices)) and (key, len(indices)) not in self.indexed:
            raise NotUnderstood("a layer that is not named", name.node)
        if len(fixed) == len(indices) and (key, len(indices)) not in self.indexed:
            key, indices = " ".join((key, *map(_label, fixed))), ()
        elif fixed and any(not isinstance(one, tree.Number) for one in fixed):
            raise NotUnderstood("an index that is a name", name.node)
        elif fixed and len(fixed) < len(indices):
            raise NotUnderstood("a number beside a letter", name.node)
        if key in self.layered and indices:
            letters = [self.alike.get(one.text, one.text)
                       for one in indices if isinstance(one, tree.Name)]  # fmt: skip
            if len(letters) < len(indices) or not set(letters) <= set(self.order):
                raise NotUnderstood("a unit of no layer", name.node)
            key = f"{key}{BY_LETTER}{''.join(letters)}"
        return key, indices


def lettering(chains: Iterable[Statement]) -> Lettering:
    """How the names of these chains are made."""
    indexed, bold, turned, bare = set(), set(), set(), set()
    at_losses, elsewhere = set[str](), set[str]()
    plain = Lettering()
    for one in chains:
        for node in nodes(one.operands):
            if isinstance(node, tree.Transposed):
                inner = written(node.inner)
                key = _key(inner, plain)
                if key:
                    turned.add(key)
            name = written(node)
            if name is None:
                continue
            indices = (*name.indices, *(mark.inner for mark in name.marks if is_index(mark.inner)))
            key = _key(name, plain)
            (at_losses if name.letter in LOSSES else elsewhere).update(_letters(indices))
            if name.letter in LOSSES and not indices:
                bare.add(key)
            if indices and all(map(is_index, indices)) and not any(map(_is_layer, indices)) and key:
                indexed.add((key, len(indices)))
            base = node.base if isinstance(node, tree.Scripted) else node
            if isinstance(base, tree.Name) and base.bold and key:
                bold.add(key)
    totals = {key for key, _ in indexed if key in bare}
    indexed |= {(f"{key} {ONE}", count) for key, count in indexed if key in totals}
    return Lettering(frozenset(indexed), bold=frozenset(bold), turned=frozenset(turned),
                     labels=frozenset(at_losses - elsewhere), totals=frozenset(totals),
                     columns=frozenset(_columns(chains, plain)))  # fmt: skip


def _columns(chains: Iterable[Statement], plain: Lettering) -> Iterator[str]:
    """The names that are a vector for each index."""
    entries, whole = set(), set()
    for node in (inner for one in chains for inner in nodes(one.operands)):
        name = written(node)
        if name is not None and len(name.marks) == 1 and is_index(name.marks[0].inner):
            if len(name.indices) == 1 and is_index(name.indices[0]):
                entries.add(_key(name, plain))
            elif not name.indices:
                whole.add(_key(name, plain))
        if isinstance(node, tree.Product):
            for first, second in pairwise(node.factors):
                name = written(second)
                if _is_row(first) and name is not None and _has_one_index(name):
                    yield _key(name, plain)
    yield from entries & whole - {""}


def _is_row(node: Node) -> bool:
    """Whether this is a transposed name without an index: w^T."""
    name = written(node.inner) if isinstance(node, tree.Transposed) else None
    return name is not None and not (name.indices or name.marks or name.letter[:1].isupper())


def _has_one_index(name: Written) -> bool:
    indices = (*name.indices, *(mark.inner for mark in name.marks))
    return len(indices) == 1 and is_index(indices[0])


def _letters(indices: Iterable[Node]) -> set[str]:
    return {one.text for one in indices if isinstance(one, tree.Name) and is_index(one)}


def _key(name: Written | None, plain: Lettering) -> str:
    try:
        return plain.split(name)[0] if name is not None else ""
    except NotUnderstood:
        return ""


def _is_layer(node: Node) -> bool:
    return isinstance(node, tree.Name) and node.text in LAYER_LETTERS


def _label(node: Node) -> str:
    slot = slot_of(node)
    if not isinstance(slot, int | str):
        raise NotUnderstood("an index that is a formula", node)
    return str(slot)
