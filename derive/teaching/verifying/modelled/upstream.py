r"""A loss that no formula defines: any function of the last name that it is derived by.

Let g = \partial L/\partial a be what arrives from above: then L stands for the sum of g \odot a,
which has that derivative, and all that is derived through a follows. Where the last name has an
index, it is the sum of all g_i y_i.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from derive.teaching.verifying.modelled.forms import Form, every_name, is_slope
from derive.teaching.verifying.modelled.lettering import ACCENTS, Lettering, is_index
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, nodes, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node

UPSTREAM = "upstream"  # the name of what arrives from above, where the sheet gives it none

Forms = Mapping[str, tuple[Form, ...]]


def with_open_loss(
    forms: Forms, sides: Iterable[list[Node]], letters: Lettering
) -> tuple[dict[str, tuple[Form, ...]], str]:
    """The formulas with one for a loss that has none, and the name of its derivative there."""
    derived = [node for found in sides for node in nodes(tuple(found))
               if isinstance(node, tree.Derivative) and node.what is not None]  # fmt: skip
    losses = {key for node in derived if (key := _loss_key(node, letters))}
    loss = losses.pop() if len(losses) == 1 else ""
    if not loss or loss in forms:
        return dict(forms), ""
    of_loss = [node for node in derived if _loss_key(node, letters) == loss]
    by = {key: node.by for node in of_loss if (key := _plain_key(node.by, letters))}
    last = _last({key for key in by if _is_defined(forms, key)}, forms, letters)
    if last is None:
        return dict(forms), ""
    of = by[last]
    given = next((key for key, several in forms.items() if _is_given(several, last, letters)), "")
    formula = _of_all(_name(given or UPSTREAM, of), of)
    if formula is None:
        return dict(forms), ""
    kept = {key: several for key, several in forms.items() if key != given}
    return {**kept, loss: (Form(-1, (), formula),)}, given or UPSTREAM


def _loss_key(node: tree.Derivative, letters: Lettering) -> str:
    """The key of the loss that is derived, E or E_n; empty where it is none, or one of several."""
    name = written(node.what) if node.what is not None else None
    if name is None or name.letter not in LOSSES:
        return ""
    try:
        key, indices = letters.split(name)
    except NotUnderstood:
        return ""
    return "" if indices else key


def _name(key: str, place: Node) -> tree.Name | None:
    *accents, letter = key.split(" ")
    if not (letter.isalpha() and all(one in ACCENTS for one in accents)):
        return None
    return tree.Name(letter, place.start, place.end, tuple(accents))


def _of_all(above: tree.Name | None, of: Node) -> Node | None:
    """What has the derivative `above` by a name: its scalar product with it, or a sum."""
    here = of.start, of.end
    match of:
        case tree.Scripted(_, (tree.Name() as index,), (), 0) if above is not None:
            entry = tree.Scripted(above, (index,), (), 0, *here)
            return tree.Big("sum", index, None, tree.Product((entry, of), ("", ""), *here), *here)
    if above is None or (isinstance(of, tree.Scripted) and of.lower):
        return None
    return tree.Group("langle", (above, of), *here)


def _plain_key(node: Node, letters: Lettering) -> str:
    """The key of a name without indices, or with one letter; empty for anything else."""
    name = written(node)
    try:
        key, indices = letters.split(name) if name is not None else ("", ())
    except NotUnderstood:
        return ""
    return key if not indices or (len(indices) == 1 and is_index(indices[0])) else ""


def _is_defined(forms: Forms, key: str) -> bool:
    return key in forms and not is_slope(forms[key][0].node)


def _is_given(several: tuple[Form, ...], last: str, letters: Lettering) -> bool:
    r"""Whether a name is said to be \partial L/\partial a and nothing else."""
    node = several[0].node
    return len(several) == 1 and isinstance(node, tree.Derivative) and (
        _plain_key(node.by, letters) == last)  # fmt: skip


def _last(keys: set[str], forms: Forms, letters: Lettering) -> str | None:
    """The one of these names that no other of them is made of."""
    inside = {inner for key in keys for inner in _behind(key, forms, letters)}
    found = keys - inside
    return found.pop() if len(found) == 1 else None


def _behind(key: str, forms: Forms, letters: Lettering) -> set[str]:
    """The names that a name is made of."""
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        for form in forms.get(waiting.pop(), ()):
            for name in every_name(form.node):
                try:
                    inner = letters.split(name)[0]
                except NotUnderstood:
                    continue
                if inner not in seen:
                    seen.add(inner)
                    waiting.append(inner)
    return seen - {key}
