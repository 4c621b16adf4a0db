r"""Names with a bar beside the same names without one: \bar r is another thing than r.

A bar says nothing as a rule, where it marks vectors, say. Where several letters stand with it and
without, as adjoints do beside the nodes of a computation graph, each is a name of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece

SEVERAL = 3


def with_bars(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says, with bars that are no decoration kept apart."""
    with_bar: set[str] = set()
    without: set[str] = set()
    for one, _ in found:
        if isinstance(one, Statement):
            for node in nodes(one.operands):
                if isinstance(node, tree.Name):
                    (with_bar if "bar" in node.accents else without).add(node.text)
    both = with_bar & without
    if len(both) < SEVERAL:
        return found
    return [
        (replace(one, operands=_kept(one.operands)), piece)
        if isinstance(one, Statement) else (one, piece)
        for one, piece in found
    ]  # fmt: skip


def _kept(node: Any) -> Any:
    if isinstance(node, tree.Name) and "bar" in node.accents:
        return replace(node, accents=("adjoint", *(one for one in node.accents if one != "bar")))
    return mapped(node, _kept)
