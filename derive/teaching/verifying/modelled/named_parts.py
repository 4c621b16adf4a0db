"""A part of a formula that gets its name later: h = σ(Wx + b), "with s = Wx + b", and then dL/ds.

What is derived by such a name goes through it: the part is the name wherever else it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.modelled.forms import Form
from derive.teaching.verifying.modelled.lettering import Lettering
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import NotUnderstood, nodes, without_place, written
from derive.teaching.written.tree import Node

Forms = Mapping[str, tuple[Form, ...]]


def with_parts_named(
    forms: Forms, pairs: Iterable[tuple[Node, Node]], derived: Iterable[str], letters: Lettering
) -> dict[str, tuple[Form, ...]]:
    """The formulas with sums that have a name, by which something is derived, put as that name."""
    found = dict(forms)
    for key, name, part in _named(pairs, set(derived), letters):
        if len(forms.get(key, ())) != 1:
            continue
        look = without_place(part)
        inside = {other for other, several in found.items() if other != key
                  and any(_holds(one.node, look) for one in several)}  # fmt: skip
        for other in inside:
            found[other] = tuple(replace(one, node=_put(one.node, look, name))
                                 for one in found[other])  # fmt: skip
    return found


def _named(
    pairs: Iterable[tuple[Node, Node]], derived: set[str], letters: Lettering
) -> Iterator[tuple[str, Node, Node]]:
    """Names by which something is derived, each with the sum that it is said to be."""
    for left, right in pairs:
        name = written(left)
        if name is None or not isinstance(right, tree.Sum):
            continue
        try:
            key, indices = letters.split(name)
        except NotUnderstood:
            continue
        if key in derived and not indices:
            yield key, left, right


def _holds(node: Node, look: Any) -> bool:
    return any(isinstance(one, tree.Sum) and without_place(one) == look
               for one in nodes(node) if one is not node)  # fmt: skip


def _put(node: Any, look: Any, name: Node) -> Any:
    if isinstance(node, tree.Sum) and without_place(node) == look:
        return name
    return mapped(node, lambda inner: _put(inner, look, name))
