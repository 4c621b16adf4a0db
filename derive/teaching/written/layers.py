"""The letter l of a layer: which layers it can stand for in a formula."""

from __future__ import annotations

from typing import Any

from derive.errors import DeriveError
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written

LAYER_LETTERS = ("l", "ell")


def layers_meant(node: Any, depth: int) -> list[int]:
    """Every layer for which all that is named is there; [0] where no l stands.

    Raises DeriveError where the network has no such layer.
    """
    steps = [0]
    found = False
    for one in nodes(node):
        name = written(one)
        if name is None:
            continue
        for place in (*(mark.inner for mark in name.marks), *name.indices, *name.raised):
            if isinstance(place, tree.Name) and place.text in LAYER_LETTERS:
                found = True
            elif isinstance(place, tree.Sum) and len(place.terms) == 2:
                letter, step = place.terms
                if isinstance(letter, tree.Name) and letter.text in LAYER_LETTERS:
                    found = True
                    if isinstance(step, tree.Number) and step.text.isdigit():
                        steps.append(int(step.text) * (1 if place.signs[1] == "+" else -1))
    if not found:
        return [0]
    usable = [n for n in range(1, depth + 1) if n + max(steps) <= depth and n + min(steps) >= 0]
    if not usable:
        raise DeriveError("no layer l has all that the formula names: give more --layers")
    return usable
