r"""Steps of a recurrence in letters, h_t = \tanh(U x_t + W h_{t-1}), on a sheet that names none.

Three steps are written out, T being the third; what is said of any step t is judged at the second,
which has one before it and one behind it. The step may stand below (h_t), raised (h^t) or in a
bracket (h^{(t)}); a name of one step has it in a bracket of its own, beside its other indices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.layers import LAYER_LETTERS
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, whole_names

LAST, MIDDLE = 3, 2
BRACKET = "<"
_PART = re.compile(
    r"(?i)(?<![\\])\b(?:direct|immediate|local|explicit|partial|truncat|only|alone|own|last|final|"
    r"direkt|unmittelbar|lokal|nur|eigen|letzte|abgeschnitten|ignor|neglect|without|ohne)"
)
ERROR = "varepsilon"  # for e, which is no number where it has a step


@dataclass(frozen=True)
class Steps:
    """The letter that counts the steps, and the letters of names that have one.

    `ahead` says that the sheet speaks of the step behind, t + 1, anywhere.
    """

    letter: str
    names: frozenset[str]
    ahead: bool = False

    def count_all(self, sides: tuple[Any, Any], prose: str) -> bool:
        """Whether a derivative by what a step has, of what has none, is that of all that comes
        later: where neither words nor what else is said of t + 1 may mean a part of it."""
        if self.ahead or _PART.search(prose):
            return False
        found = [one for one in nodes(sides) if isinstance(one, tree.Derivative)]
        return len(found) == 1 and self._has(found[0].by) and not self._has(found[0].what)

    def _has(self, node: Any) -> bool:
        """Whether this is of a step, or unknown."""
        return node is None or any(_step(slot, self.letter, 0) is not None
                                   for slot in _slots(node))  # fmt: skip

    def at_any(self, node: Any) -> Any:
        """What is said of any step, said of the middle one."""
        return self._at(self.opened(node), MIDDLE)

    def at_each(self, one: Statement) -> Iterator[Statement]:
        """What is said of any step, said of each; else what is said."""
        said = self.opened(one.operands)
        counts = any(_step(slot, self.letter, 0) is not None
                     for node in nodes(said[0]) for slot in _slots(node))  # fmt: skip
        for step in range(1, LAST + 1) if counts else (MIDDLE,):
            yield replace(one, operands=self._at(said, step))

    def opened(self, node: Any) -> Any:
        """The node with sums over all steps written out, and the last one for T."""
        if isinstance(node, tree.Big) and node.kind == "sum":
            steps = _steps(node, self.letter)
            if steps:
                here = node.start, node.end
                body = self.opened(node.body)
                terms = tuple(self._at(body, step) for step in steps)
                return tree.Group("(", (tree.Sum(terms, ("+",) * len(terms), *here),), *here)
        return mapped(node, self.opened)

    def _at(self, node: Any, step: int) -> Any:
        """The node with one step for the letter, wherever that is an index."""
        if not isinstance(node, tree.Scripted) or not isinstance(node.base, tree.Name):
            return mapped(node, lambda inner: self._at(inner, step))
        found = [at for slot in _slots(node)
                 if (at := self._number(slot, step, node.base.text)) is not None]  # fmt: skip
        if len(found) != 1:
            return node
        here = node.start, node.end
        mark = tree.Mark(BRACKET, tree.Number(str(found[0]), *here), *here)
        base = replace(node.base, text=ERROR) if node.base.text == "e" else node.base
        return replace(node, base=base, lower=self._left(node.lower, step, node.base.text),
                       upper=(mark, *self._left(node.upper, step, node.base.text)))  # fmt: skip

    def _left(self, slots: tuple[Any, ...], step: int, name: str) -> tuple[Any, ...]:
        return tuple(one for one in slots if self._number(_inner(one), step, name) is None)

    def _number(self, slot: Any, step: int, name: str) -> int | None:
        if isinstance(slot, tree.Number) and name in self.names and slot.text == "0":
            return 0  # where it begins
        return _step(slot, self.letter, step)


def steps_of(chains: list[Statement]) -> Steps | None:
    """The steps, where something is made of the one before, and something is added up over them."""
    letter = next((one for chain in chains for one in _of_step_before(chain)), None)
    if letter is None or not any(_runs_over(one, letter) for one in chains):
        return None
    every = [(node, slot) for chain in chains for node in nodes(chain.operands)
             for slot in _slots(node) if isinstance(node.base, tree.Name)]  # fmt: skip
    names = {node.base.text for node, slot in every if _step(slot, letter, 0) is not None}
    if any(node.base.text in names and _is_named(node, slot) for node, slot in every):
        return None  # it names the steps itself
    later = any(_step(slot, letter, 0) == 1 for _, slot in every)
    return Steps(letter, frozenset(names), later)


def _is_named(node: tree.Scripted, slot: Any) -> bool:
    """Whether a slot is the number of a step; one that is raised is a power."""
    return isinstance(slot, tree.Number) and slot.text != "0" and slot not in node.upper


def _of_step_before(one: Statement) -> Iterator[str]:
    """The t of what is made of t - 1."""
    if len(one.operands) < 2:
        return
    left = {slot.text for slot in _slots(one.operands[0]) if isinstance(slot, tree.Name)}
    for name in whole_names(one.operands[1]):
        for slot in _slots(name.node):
            match slot:
                case tree.Sum((tree.Name(text), tree.Number("1")), ("+", "-")) if text in left:
                    if text not in LAYER_LETTERS:
                        yield text


def _runs_over(one: Statement, letter: str) -> bool:
    return any(isinstance(node, tree.Big) and _steps(node, letter) for node in nodes(one.operands))


def _steps(node: tree.Big, letter: str) -> range:
    """The steps that a sum goes over; none where it goes over something else."""
    match node.lower:
        case tree.Name(text) if text == letter:
            return range(1, LAST + 1)
        case tree.Chain((tree.Name(text), tree.Number(first))) if text == letter:
            last = LAST if node.upper is None else _step(node.upper, letter, 0)
            return range(int(first), last + 1) if first in ("1", "2") and last else range(0)
    return range(0)


def _slots(node: Any) -> Iterator[Any]:
    """Where a step may stand at a name."""
    if isinstance(node, tree.Scripted):
        yield from map(_inner, (*node.lower, *node.upper))


def _inner(slot: Any) -> Any:
    return slot.inner if isinstance(slot, tree.Mark) else slot


def _step(slot: Any, letter: str, step: int) -> int | None:
    """The number of a step: of t, t + 1 or T - 1."""
    match slot:
        case tree.Name(text) if text == letter:
            return step
        case tree.Name(text) if text == letter.upper() or (text, letter) == ("tau", "t"):
            return LAST
        case tree.Sum((tree.Name() as name, tree.Number("1")), ("+", sign)):
            at = _step(name, letter, step)
            return None if at is None else at + (1 if sign == "+" else -1)
    return None
