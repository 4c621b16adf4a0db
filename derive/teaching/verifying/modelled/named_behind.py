r"""A name that a formula gets behind it in words: \partial L / \partial y = y - t, we call it e."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.teaching.verifying.naming.own_letters import ERROR
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.read import read
from derive.teaching.written.reading import Formula
from derive.teaching.written.tree import Node

_CALLED = re.compile(
    r"[^$\n]{0,3}\$?[ ,.;]{0,3}[^$\n.]{0,25}\b(?:call|denote|abbreviate|name|nenn\w+|bezeichn\w+"
    r"|abgekürzt|appel\w+|llam\w+)\b[^$\n.]{0,25}\$([^$\n]{1,20})\$(?![ ]*[=≈])",
    re.IGNORECASE,
)


def named_behind(chains: Iterable[Statement], text: str) -> Iterator[Statement]:
    """A chain for each such name, with what the formula before it begins with."""
    chains = list(chains)
    used = {node.text for one in chains for node in nodes(one.operands)
            if isinstance(node, tree.Name)}  # fmt: skip
    for one in chains:
        said = _CALLED.match(text, one.operands[-1].end)
        name = _name(said[1]) if said is not None else None
        if said is None or name is None or len(one.operands) < 2:
            continue
        inner = name.base if isinstance(name, tree.Scripted) else name
        if isinstance(inner, tree.Name) and inner.text not in used:  # an e that is no number
            inner = replace(inner, text=ERROR if inner.text == "e" else inner.text)
            name = replace(name, base=inner) if isinstance(name, tree.Scripted) else inner
        head = replace(name, start=said.start(1), end=said.end(1))
        yield Statement((head, one.operands[0]), one.signs[:1])


def _name(text: str) -> tree.Name | tree.Scripted | None:
    found = read(text)
    match found:
        case Formula(statements=(tree.Chain((only,), ()),)):
            return _only(only)
    return None


def _only(node: Node | None) -> tree.Name | tree.Scripted | None:
    if node is None or written(node) is None:
        return None
    return node if isinstance(node, tree.Name | tree.Scripted) else None
