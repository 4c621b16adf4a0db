r"""Steps in time: h_t = \tanh(w x_t + u h_{t-1}), written out for the steps that a sheet names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import whole_names, written

MOST_STEPS = 6


def unrolled(chains: list[Statement]) -> list[Statement]:
    """The chains; what is said of any step, where one is made of the step before, for each step."""
    letter = next((one for chain in chains for one in _of_step_before(chain)), None)
    steps = range(1, _last_step(chains) + 1) if letter is not None else range(0)
    if letter is None or not 0 < len(steps) <= MOST_STEPS:
        return chains
    return [
        made
        for one in chains
        for made in (
            (_at(one, letter, step) for step in steps) if _index(one) == letter else (one,)
        )
    ]


def _index(one: Statement) -> str | None:
    """The letter that counts the steps of what a chain is about."""
    name = written(one.operands[0])
    match name.indices if name is not None else ():
        case (tree.Name(text),):
            return text
    return None


def _of_step_before(one: Statement) -> Iterator[str]:
    """The t of what is made of t - 1."""
    letter = _index(one)
    if letter is None or one.continued or len(one.operands) < 2:
        return
    for name in whole_names(one.operands[1]):
        match name.indices:
            case (tree.Sum((tree.Name(text), tree.Number("1")), ("+", "-")),) if text == letter:
                yield letter


def _last_step(chains: list[Statement]) -> int:
    found = [
        int(index.text)
        for one in chains
        for name in whole_names(one.operands)
        for index in name.indices[:1]
        if isinstance(index, tree.Number) and index.text.isdigit() and len(index.text) < 3
    ]
    return max(found, default=0)  # fmt: skip


def _at(one: Statement, letter: str, step: int) -> Statement:
    return replace(one, operands=tuple(_put(node, letter, step) for node in one.operands))


def _put(node: Any, letter: str, step: int) -> Any:
    """The node with a number for the letter, where that is an index."""
    if isinstance(node, tree.Scripted):
        lower = tuple(_number(index, letter, step) for index in node.lower)
        return replace(node, base=_put(node.base, letter, step), lower=lower)
    return mapped(node, lambda inner: _put(inner, letter, step))


def _number(index: Any, letter: str, step: int) -> Any:
    match index:
        case tree.Name(text) if text == letter:
            return tree.Number(str(step), index.start, index.end)
        case tree.Sum((tree.Name(text), tree.Number(digits)), ("+", sign)) if text == letter:
            to = step + (int(digits) if sign == "+" else -int(digits))
            return tree.Number(str(to), index.start, index.end)
    return index
