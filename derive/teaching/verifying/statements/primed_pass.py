"""A second pass whose names have all a prime: w' = w - ..., then z' = w' x + b' and y' = f(z').

There y' is what y is after the step, and no slope.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.teaching.verifying.naming.slots import PARAMETERS
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node


def without_primes(found: list[tuple[Found, Piece]]) -> list[tuple[Found, Piece]]:
    """What a sheet says with a new y for y', where that is worked out after a step from what has a
    prime, too, and y was worked out before."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    first = next((at for at, one in enumerate(chains) if _is_step(one)), None)
    if first is None:
        return found
    start = chains[first].operands[0].start
    before = {repr(_told(one.operands[0])) for one in chains[:first]}
    letters, in_numbers = set[str](), set[str]()
    for one in chains[first:]:
        letter = _letter(one.operands[0])
        if not letter or repr(_told(one.operands[0])) not in before:
            continue
        inner = [node for side in one.operands[1:] for node in nodes(side)]
        if {_letter(node) for node in inner} & (letters | in_numbers | PARAMETERS):
            letters.add(letter)
        elif not any(isinstance(node, tree.Name) for node in inner):
            in_numbers.add(letter)
    letters |= in_numbers if letters else set()
    return [
        (replace(one, operands=_new(one.operands, frozenset(letters))), piece)
        if isinstance(one, Statement) and one.operands[0].start >= start else (one, piece)
        for one, piece in found
    ] if letters else found  # fmt: skip


def _is_step(one: Statement) -> bool:
    """Whether a parameter with a prime is the one without it, less something: w' = w - ..."""
    letter, side = _letter(one.operands[0]), one.operands[1]
    return letter in PARAMETERS and isinstance(side, tree.Sum) and "-" in side.signs[1:]


def _letter(node: Any) -> str:
    """The letter of a name with one prime."""
    match node:
        case tree.Scripted(tree.Name(letter), _, (), 1):
            return letter
    return ""


def _told(node: Node) -> tuple[Any, ...]:
    """A name without its prime, and without its place."""
    match node:
        case tree.Scripted(tree.Name(letter, accents=accents), lower, _, _):
            return letter, accents, *(getattr(one, "text", "?") for one in lower)
        case tree.Name(letter, accents=accents):
            return letter, accents
    return (None,)


def _new(node: Any, letters: frozenset[str]) -> Any:
    if _letter(node) not in letters:
        return mapped(node, lambda inner: _new(inner, letters))
    return replace(node, primes=0, upper=(tree.Name("new", node.end, node.end),))
