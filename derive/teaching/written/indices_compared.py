"""Conditions that compare indices, i = j or k > i, told from those that compare quantities."""

from __future__ import annotations

from typing import Any

from derive.calculus.term import Term
from derive.teaching.written.names import NotUnderstood, whole_names
from derive.teaching.written.tree import Node

SURELY = frozenset("ijkl")
EQUAL = SURELY | frozenset("mn")  # where two of them are said to be the same, or not


def compared_indices(meaning: Any, left: Node, sign: str, right: Node) -> tuple[Term, Term] | None:
    """Both sides as whole numbers; None where they are quantities.

    A letter that has a value of its own is no index, nor is one of those that seldom are indices
    where it is said to be larger than something.
    """
    names = [one for side in (left, right) for one in whole_names(side)]
    letters = {one.letter for one in names}
    compares = sign in ("=", "≠")
    surely = letters <= EQUAL if compares else bool(letters) and letters <= SURELY
    surely = surely or (compares and any(one in meaning.bound for one in letters))
    if not surely and (not compares or any(_has_value(meaning, one) for one in names)):
        return None
    before = meaning.indexed
    first, second = meaning.index_or_none(left), meaning.index_or_none(right)
    if first is None or second is None:
        meaning.indexed = before
        return None
    return first, second


def _has_value(meaning: Any, name: Any) -> bool:
    try:
        return meaning.names.value(name, meaning) is not None
    except NotUnderstood:
        return False
