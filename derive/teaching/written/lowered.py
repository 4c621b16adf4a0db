r"""Lists below: the indices of Y_{n,k}, and those that a sum runs over, \sum_{n,k} or \sum_{nk}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written import tree
from derive.teaching.written.tree import Node

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser


def listed(parser: Parser) -> list[Node]:
    """What stands in braces, comma by comma."""
    parser.take()
    found = []
    parser.brackets += 1
    cells, parser.cells = parser.cells, False
    spaced, parser.spaced = parser.spaced, False
    while not parser.at("}"):
        if parser.at(",", ";"):
            parser.take()
            continue
        found.append(_all(parser) or parser.chain())
        if not parser.at("}", ",", ";"):
            parser.refuse('expected "}"')
    parser.brackets -= 1
    parser.cells, parser.spaced = cells, spaced
    parser.take()
    return found


def _all(parser: Parser) -> Node | None:
    """A colon that stands for a whole row or column: X_{:,1}."""
    if not parser.at(":"):
        return None
    following = parser.tokens[min(parser.index + 1, len(parser.tokens) - 1)]
    if following.text not in (",", "}"):
        return None
    token = parser.take()
    return tree.Name(token.text, token.start, token.end)


def over_each(
    kind: str, lower: list[Node], upper: Node | None, body: Node, start: int
) -> tree.Big | None:
    """A sum over each of these, in one another; None where one is no index, nor goes from 1."""
    found = body
    for one in reversed(lower):
        if not _runs(one):
            return None
        found = tree.Big(kind, one, upper if _goes(one) else None, found, start, body.end)
    return found if isinstance(found, tree.Big) else None


def apart(lower: Node) -> list[Node]:
    """The letters of nk, side by side; else what stands there."""
    inner = lower.operands[0] if isinstance(lower, tree.Chain) and not lower.relations else lower
    side_by_side = isinstance(inner, tree.Product) and not any(inner.signs)
    factors = inner.factors if isinstance(inner, tree.Product) and side_by_side else ()
    letters = all(isinstance(one, tree.Name) for one in factors)
    return list(factors) if factors and letters else [lower]


def _runs(node: Node) -> bool:
    return isinstance(node, tree.Name) or _goes(node)


def _goes(node: Node) -> bool:
    """j = 1, as the last of several indices."""
    return isinstance(node, tree.Chain) and len(node.relations) == 1 and (
        node.relations[0].sign == "=" and isinstance(node.operands[0], tree.Name)
    )  # fmt: skip
