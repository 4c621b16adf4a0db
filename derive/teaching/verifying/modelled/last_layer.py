r"""A loss whose sum counts units by the letter of any layer: it is of the last one that is named.

E = \frac12 \sum_j (t_j - o_j)^2, summed over the outputs: where j is a hidden unit and k comes
after it, the outputs are k.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.modelled.forms import Form
from derive.teaching.verifying.modelled.lettering import is_loss
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.tree import Node

Order = tuple[str, ...]  # the letters of the layers' units, from the input on


def goes_beyond(sides: tuple[Node, Node], forms: dict[str, tuple[Form, ...]], order: Order) -> bool:
    """Whether a unit stands in a claim that comes after those which the loss counts."""
    counted = [order.index(one) for key, several in forms.items() if is_loss(key)
               for form in several for one in _letters(form.node, order)]  # fmt: skip
    met = [order.index(one) for one in _letters(sides, order)]
    return bool(counted and met) and max(met) > max(counted)


def of_last_layer(form: Form, order: Order) -> Form:
    """The formula of a loss with the letter of the last layer for its own."""
    letters = _letters(form.node, order)
    return replace(form, node=_renamed(form.node, letters.pop(), order[-1])) if (
        len(letters) == 1) else form  # fmt: skip


def _letters(node: Any, order: Order) -> set[str]:
    return {one.text for one in nodes(node) if isinstance(one, tree.Name)} & set(order)


def _renamed(node: Any, letter: str, other: str) -> Any:
    if isinstance(node, tree.Name):
        return replace(node, text=other) if node.text == letter else node
    return mapped(node, lambda inner: _renamed(inner, letter, other))
