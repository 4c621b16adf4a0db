"""Examples that are numbered below, x_1 and x_2 with y_1 and y_2, where one weight is for all.

One weight and several inputs are no unit: the inputs are those of several examples. All that has
such a number, or the letter that counts them, is read as of this example: ŷ_1 is ŷ^{(1)}.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.naming.own_letters import ERROR
from derive.teaching.verifying.stated.data import BIASES, INPUTS, TARGETS, WEIGHTS
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.piece import Piece

FEWEST = 2  # examples
COUNTERS = frozenset("ijkmn")
PARAMETERS = WEIGHTS | BIASES


def with_examples_below(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with the numbers of its examples in raised brackets."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    count = _count(chains)
    if count < FEWEST or not _has_one_weight(chains):
        return found
    return [
        (replace(one, operands=_raised(one.operands, count)), piece)
        if isinstance(one, Statement) else (one, piece)
        for one, piece in found
    ]  # fmt: skip


def _count(chains: Iterable[Statement]) -> int:
    """How many inputs and targets are given, as many of both; 0 where that is not so."""
    given: dict[str, set[int]] = {}
    for one in chains:
        counted, rows = _counted(one.operands[0]), entries(one.operands[-1])
        if counted is None or len(one.operands) != 2 or not is_printed(one.operands[1]):
            continue
        letter, index, accents = counted
        if index.isdigit() and not accents and rows and len(rows) == len(rows[0]) == 1:
            given.setdefault(letter, set()).add(int(index))
    inputs = [given[one] for one in INPUTS if one in given]
    targets = [given[one] for one in TARGETS if one in given]
    if not inputs or inputs[0] not in targets:
        return 0
    return len(inputs[0]) if inputs[0] == set(range(1, len(inputs[0]) + 1)) else 0


def _has_one_weight(chains: list[Statement]) -> bool:
    """Whether one weight is given, a number, and no other one stands anywhere with a number."""
    weights = {one.operands[0].text for one in chains
               if isinstance(one.operands[0], tree.Name) and one.operands[0].text in WEIGHTS
               and is_printed(one.operands[1]) and _is_number(one.operands[1])}  # fmt: skip
    numbered = {counted[0] for node in nodes(tuple(one.operands for one in chains))
                if (counted := _counted(node)) is not None}  # fmt: skip
    return len(weights) == 1 and not numbered & PARAMETERS


def _is_number(node: Any) -> bool:
    rows = entries(node)
    return rows is not None and len(rows) == len(rows[0]) == 1


def _counted(node: Any) -> tuple[str, str, tuple[str, ...]] | None:
    """The letter of a name that has one number below, or a letter that counts, and its accents."""
    match node:
        case tree.Scripted(tree.Name(letter, accents=accents), (index,), _, _):
            if isinstance(index, tree.Number) and index.text.isdigit():
                return letter, index.text, accents
            if isinstance(index, tree.Name) and index.text in COUNTERS:
                return letter, index.text, accents
    return None


def _raised(node: Any, count: int) -> Any:
    counted = _counted(node)
    if counted is None or counted[0] in PARAMETERS | LOSSES:
        return mapped(node, lambda inner: _raised(inner, count))
    if counted[1].isdigit() and not 1 <= int(counted[1]) <= count:
        return node
    (index,) = node.lower
    mark = tree.Mark("(", index, index.start, index.end)
    base = replace(node.base, text=ERROR) if counted[0] == "e" else node.base
    name = replace(node, base=base, lower=(), upper=(mark,))
    if not node.upper:
        return name
    bracket = tree.Group("(", (name,), node.start, node.end)  # its square
    return tree.Scripted(bracket, (), node.upper, 0, node.start, node.end)
