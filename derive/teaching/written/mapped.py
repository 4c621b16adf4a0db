"""A node with what it holds changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import is_not
from typing import Any

from derive.teaching.written.names import INNER


def mapped(node: Any, change: Callable[[Any], Any]) -> Any:
    """The node with every node right below it changed; itself where nothing changes."""
    kind = type(node)
    if kind is tuple:
        found = tuple([change(one) for one in node])
        return found if any(map(is_not, found, node)) else node
    inner = INNER.get(kind)
    if not inner:
        return node
    anew = {}
    for slot in inner[::-1]:
        before = getattr(node, slot)
        after = change(before)
        if after is not before:
            anew[slot] = after
    return replace(node, **anew) if anew else node
