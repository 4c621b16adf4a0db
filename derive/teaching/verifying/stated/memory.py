"""Steps with a memory: v_1 = μ v_0 - η g_0 and w_1 = w_0 + v_1, or v ← μ v - η g and w ← w + v.

Their numbers, raised in brackets or below, count steps on all names, and no layers.
"""

from __future__ import annotations

from typing import Any

from derive.teaching.verifying.naming.slots import PARAMETERS
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written

Step = tuple[str, int]  # a letter, and its number; -1 without one


def has_memory(chains: list[Statement]) -> bool:
    """Whether a parameter takes steps by what is made of its own value of the step before."""
    kept: set[Step] = set()
    taken: set[Step] = set()
    for one in chains:
        step = _step(one.operands[0])
        if step is None:
            continue
        for side in one.operands[1:]:
            match side:
                case tree.Sum((first, *others)):
                    before = step[0], max(step[1] - 1, -1)
                    assigns = step[1] >= 0 or one.signs[0].sign == "←"
                    if not assigns:
                        continue
                    if _step(first) == before and step[0] in PARAMETERS:
                        taken |= {named for node in others for named in _steps(node)}
                    elif isinstance(first, tree.Product) and before in _steps(first):
                        kept.add(step)
    return bool(kept & taken)


def _steps(node: Any) -> set[Step]:
    return {step for one in nodes(node) if (step := _step(one)) is not None}


def _step(node: Any) -> Step | None:
    """A name with at most a number written on it, below or raised in brackets."""
    name = written(node)
    if name is None or name.accents or name.primes or name.raised:
        return None
    numbers = [*name.indices, *(mark.inner for mark in name.marks)]
    if not numbers:
        return name.letter, -1
    if len(numbers) > 1 or not isinstance(numbers[0], tree.Number):
        return None
    return (name.letter, int(numbers[0].text)) if numbers[0].text.isdigit() else None
