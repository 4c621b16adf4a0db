"""A derivative that a sheet has wrong, put in where it stands again: ∂q_i/∂s_j = q_i q_j."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from derive.teaching.verifying.symbolic.definitions import indices_of, is_index, key_of
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

CASES = ("", "≠", "=")  # for all indices, or where they differ, or are the same


@dataclass(frozen=True)
class SupposedSlope:
    """What is derived and by what, with the letters of their indices, the formula that is said to
    be the derivative, and in which case."""

    what: str
    by: str
    letters: tuple[str, ...]
    formula: Node
    case: str = ""


def supposed_slopes(true: Node, claimed: Node) -> Iterator[SupposedSlope]:
    """What a wrong formula of a derivative can have been said for."""
    if not isinstance(true, tree.Derivative) or true.order != 1 or true.what is None:
        return
    names = written(true.what), written(true.by)
    keys = [key_of(one) if one is not None else None for one in names]
    indices = [index for one in names if one is not None for index in indices_of(one)]
    letters = tuple(one.text for one in indices if isinstance(one, tree.Name) and is_index(one))
    what, by = keys
    if what is None or by is None or len(letters) != len(indices):
        return
    cases: tuple[str, ...] = CASES if len(letters) == 2 else CASES[:1]
    if len(set(letters)) < len(letters):  # ∂q_i/∂s_i is said of equal indices
        cases = ("=",) if len(letters) == 2 else ()
    for case in cases:
        yield SupposedSlope(what, by, letters, claimed, case)
