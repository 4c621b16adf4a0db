r"""Steps in time: h_t = \tanh(w x_t + u h_{t-1}), written out for the steps that a sheet names.

On a sheet that names none, of letters only, three steps are written out, T being the third; what is
said of any step t is judged at the second, which has one before it and one behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.lines.readings import mapped
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, whole_names, written

MOST_STEPS = 6
DRAWN, MIDDLE = 3, 2  # steps of a sheet that names none, and the one that stands for any


@dataclass(frozen=True)
class Steps:
    """The letter that counts steps, and how many there are; `any` is the step that t is."""

    letter: str
    last: int
    any: int | None = None

    def put(self, node: Any) -> Any:
        """What is said of any step, said of one: numbers for t and T, sums over t written out."""
        return node if self.any is None else _put(self.summed(node), self.letter, self.any)

    def summed(self, node: Any) -> Any:
        """The node with the last step for T, and sums over all steps written out."""
        node = _put(node, self.letter.upper(), self.last)
        return mapped(self._opened(node), self.summed)

    def _opened(self, node: Any) -> Any:
        if not isinstance(node, tree.Big) or node.kind != "sum":
            return node
        bounds = _bounds(node, self.letter, self.last)
        if bounds is None or not bounds:
            return node
        here = node.start, node.end
        terms = tuple(_put(node.body, self.letter, step) for step in bounds)
        return tree.Group("(", (tree.Sum(terms, ("+",) * len(terms), *here),), *here)


def steps_of(chains: list[Statement]) -> Steps | None:
    """What counts the steps, where one is made of the step before."""
    letter = next((one for chain in chains for one in _of_step_before(chain)), None)
    if letter is None:
        return None
    last = _last_step(chains)
    if last == 0 and any(_runs_over(one, letter) for one in chains):
        return Steps(letter, DRAWN, MIDDLE)
    return Steps(letter, last) if 0 < last <= MOST_STEPS else None


def unrolled(chains: list[Statement], steps: Steps | None) -> list[Statement]:
    """The chains; what is said of any step, where one is made of the step before, for each step."""
    if steps is None:
        return chains
    if steps.any is not None:
        chains = [replace(one, operands=steps.summed(one.operands)) for one in chains]
    return [
        made
        for one in chains
        for made in (
            (_at(one, steps.letter, step) for step in range(1, steps.last + 1))
            if _index(one) == steps.letter
            else (one,)
        )
    ]


def _runs_over(one: Statement, letter: str) -> bool:
    """Whether something is added up over all steps."""
    return any(
        isinstance(node, tree.Big) and _bounds(node, letter, DRAWN) is not None
        for node in nodes(one.operands)
    )


def _bounds(node: tree.Big, letter: str, last: int) -> range | None:
    """The steps that a sum goes over; None where it goes over something else."""
    match node.lower:
        case tree.Name(text) if text == letter:
            return range(1, last + 1)
        case tree.Chain((tree.Name(text), tree.Number(first))) if (
            text == letter and first.isdigit()
        ):
            return range(int(first), last + 1)
    return None


def _index(one: Statement) -> str | None:
    """The letter that counts the steps of what a chain is about."""
    name = written(one.operands[0])
    if name is None:  # ∂L/∂h_t
        node = one.operands[0]
        name = written(node.by) if isinstance(node, tree.Derivative) else None
    match name.indices if name is not None else ():
        case (tree.Name(text), *_):
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
