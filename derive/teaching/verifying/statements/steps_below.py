"""Steps that a sheet counts below its parameters: w_0 is given, and w_1 = w_0 - ... follows; or
w_1 = 0.55 in the part that words call the first step, and so w^{(1)} beside w^{(0)}.

In a pass of such a sheet, w_1 is what w is there. Where w_2 is given beside w_1, both are weights.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from derive.teaching.verifying.naming.slots import PARAMETERS
from derive.teaching.verifying.stated.data import BIASES, WEIGHTS
from derive.teaching.verifying.stated.passes import first_step
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

LETTERS = PARAMETERS | WEIGHTS | BIASES
FEWEST = 2  # values of a parameter


@dataclass
class Counted:
    """A letter: what is given of it, which numbers lines are about, and whether one leads on."""

    given: dict[int, Node] = field(default_factory=dict)
    told: set[int] = field(default_factory=set)
    goes_on: bool = False


def without_steps_below(found: list[tuple[Found, Piece]], text: str) -> list[tuple[Found, Piece]]:
    """What a sheet says with w for w_0, and a new w where a line is about the next one."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    letters = _counting(chains, first_step(text))
    if not letters or not any(_is_scalar(chains, letter) for letter in letters):
        return found
    told: set[tuple[str, int]] = set()
    made: list[tuple[Found, Piece]] = []
    for one, piece in found:
        if isinstance(one, Statement):
            first, *others = (_plain(node, letters) for node in one.operands)
            step = _step(one.operands[0])
            is_new = step is not None and letters.get(step[0], step[1]) < step[1]
            if is_new and (step not in told or isinstance(one.operands[1], tree.Sum)):
                first = _new(first)
            if step is not None and step[0] in letters:
                told.add(step)
            one = replace(one, operands=(first, *others))
        made.append((one, piece))
    return made


def _counting(chains: list[Statement], counted_from: int | None) -> dict[str, int]:
    """The letters whose numbers count steps, each with the first; where one goes on from the one
    before it, or words count steps from a place on and no more is given before it."""
    known: dict[str, Counted] = {}
    for one in chains:
        step = _step(one.operands[0])
        if step is None:
            continue
        letter, number = step
        about = known.setdefault(letter, Counted())
        is_late = counted_from is not None and one.operands[0].start > counted_from
        if len(one.operands) == 2 and is_printed(one.operands[1]) and not is_late:
            about.given.setdefault(number, one.operands[1])
        elif number not in about.given:
            about.goes_on |= _goes_on(one, letter, number, about.given)
        about.told.add(number)
    if counted_from is None and not any(one.goes_on for one in known.values()):
        return {}
    return {
        letter: min(about.given)
        for letter, about in known.items()
        if len(about.given) == 1 and (about.goes_on or 0 in about.given)
        and about.told == set(range(min(about.given), max(about.told) + 1))
        and len(about.told) >= FEWEST
    }  # fmt: skip


def _step(node: Any) -> tuple[str, int] | None:
    """What w_1 or w^{(1)} says, if nothing else is written on it: the letter, with its bracket."""
    bracket = ""
    match node:
        case tree.Scripted(tree.Name(letter, accents=()), (tree.Number(text),), (), 0):
            pass
        case tree.Scripted(tree.Name(letter, accents=()), (), (mark,), 0) if isinstance(
            mark, tree.Mark
        ) and isinstance(mark.inner, tree.Number):
            bracket, text = mark.bracket, mark.inner.text
        case _:
            return None
    if letter not in LETTERS or not text.isdigit():
        return None
    return letter + bracket, int(text)


def _goes_on(one: Statement, letter: str, number: int, given: dict[int, Node]) -> bool:
    """Whether a line takes something from the one before, or from its given number."""
    for side in one.operands[1:]:
        match side:
            case tree.Sum((first, *_), (_, sign, *_)):
                if _step(first) == (letter, number - 1):
                    return True
                before = given.get(number - 1)
                if before is not None and sign == "-" and _value(first) == _value(before):
                    return True
    return False


def _value(node: Node) -> object:
    rows = entries(node)
    return rows and [[one.value for one in row] for row in rows]


def _is_scalar(chains: list[Statement], letter: str) -> bool:
    """Whether a letter stands with nothing else below it than the number of a step."""
    names = [one for one in nodes(tuple(one.operands for one in chains))
             if isinstance(one, tree.Scripted) and isinstance(one.base, tree.Name)
             and one.base.text == letter[0:1] and (one.lower or one.upper)]  # fmt: skip
    return all(_step(replace(one, primes=0)) is not None for one in names)


def _plain(node: Any, letters: dict[str, int]) -> Any:
    step = _step(node)
    if step is None or step[0] not in letters:
        return mapped(node, lambda inner: _plain(inner, letters))
    return replace(node.base, end=node.end)


def _new(name: Any) -> Node:
    mark = tree.Name("new", name.end, name.end)
    return tree.Scripted(name, (), (mark,), 0, name.start, name.end)
