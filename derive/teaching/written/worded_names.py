r"""Names that are words, \text{Step Size}: a name where something is worked out with them."""

from __future__ import annotations

from typing import Any

from derive.teaching.written import tree
from derive.teaching.written.names import nodes


def with_worded_names(node: Any) -> Any:
    """The node with a name in place of words that are a term, a part of a fraction, an argument.

    Words beside a factor, 0.5 \\text{ (rounded)}, stay a remark.
    """
    if not any(isinstance(one, tree.Words) for one in nodes(node)):
        return node
    return _named(node)


def _named(node: Any) -> Any:
    if isinstance(node, tuple):
        return tuple(map(_named, node))
    if not hasattr(node, "start"):
        return node
    match node:
        case tree.Sum() | tree.Over() | tree.Derivative() | tree.Group() if not _has_rows(node):
            inner = {one: _named_here(getattr(node, one)) for one in node.__slots__}
            return type(node)(**inner)
        case tree.Product(factors, signs) if any(signs):
            named = [_named_here(one) if sign or following else _named(one)
                     for one, sign, following in zip(factors, signs, (*signs[1:], ""),
                                                     strict=True)]  # fmt: skip
            return tree.Product(tuple(named), signs, node.start, node.end)
    return type(node)(*(_named(getattr(node, one)) for one in node.__slots__))


def _has_rows(node: Any) -> bool:
    return isinstance(node, tree.Group) and node.bracket == "rows"


def _named_here(node: Any) -> Any:
    """Words that stand here by themselves as a name."""
    if isinstance(node, tuple):
        return tuple(map(_named_here, node))
    if isinstance(node, tree.Words):
        name = joined(node.text)
        return tree.Name(name, node.start, node.end) if name else node
    return _named(node)


def joined(text: str) -> str:
    """Words as one name, that is no function's; empty where they are a remark.

    >>> joined("Step Size"), joined("dot"), joined("if z > 0")
    ('StepSize', 'Dot', '')
    """
    parts = text.strip().split()
    if not 0 < len(parts) < 4 or not all(one.replace("-", "").isalpha() for one in parts):
        return ""
    return "".join(one[0].upper() + one[1:] for one in parts)
