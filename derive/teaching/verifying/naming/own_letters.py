"""Letters that a sheet uses in a way of its own: e for an error, δ alone for that of the output,
W_0^1 for the biases beside W^1, f(x) for the output f."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import e as E
from typing import Any

from derive.teaching.verifying.naming.folded_products import folds, with_sums
from derive.teaching.verifying.naming.function_letters import other_functions
from derive.teaching.verifying.naming.output_letters import output_letters, with_bare_outputs
from derive.teaching.verifying.naming.spoken_of import only_derived_by
from derive.teaching.verifying.statements.primed_losses import with_primed_losses
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import nodes, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

ABOUT = 0.05  # how far from 2.718 a rounded number may be
ERROR = "varepsilon"  # no letter that anybody else writes: ε is read as epsilon
Sheet = list[tuple[Found, Piece]]


def with_own_letters(found: Sheet) -> Sheet:
    """What a sheet says with these letters made plain."""
    found = _changed(found, with_primed_losses)
    chains = [one for one, _ in found if isinstance(one, Statement)]
    if words := only_derived_by(chains):
        found = [one for one in found if not _derives_by(one[0], words)]
        chains = [one for one, _ in found if isinstance(one, Statement)]
    if functions := other_functions(chains):
        found = _changed(found, lambda node: _renamed(node, functions))
        chains = [one for one, _ in found if isinstance(one, Statement)]
    errors = frozenset(letter for letter, says in ERRORS.items() for one in chains
                       if _is_bare(one.operands[0], letter) and says(one.operands[1]))  # fmt: skip
    errors |= {"e" for one in chains if _is_one_of_several(one.operands[0])}
    errors |= {"e"} if _is_never_raised(chains) else set()
    output = any(_is_output(one) for one in chains) and _are_units(chains)
    if errors or output:
        found = _changed(found, lambda node: _plain(node, errors, output))
    if any(_is_bias(node) for one in chains for node in one.operands) and not _are_entries(chains):
        found = _changed(found, _with_biases)
    if folds(node for one in chains for node in one.operands):
        found = _changed(found, with_sums)
    outputs = output_letters(tuple(node for one in chains for node in one.operands))
    return _changed(found, lambda node: with_bare_outputs(node, outputs)) if outputs else found


def _derives_by(one: Found, words: frozenset[str]) -> bool:
    """Whether a line says in words what is derived by, D = ∂E/∂input: of no unit yet."""
    if not isinstance(one, Statement):
        return False
    return any(isinstance(node, tree.Derivative) and isinstance(node.by, tree.Name)
               and node.by.text in words for node in one.operands)  # fmt: skip


def _renamed(node: Any, letters: dict[str, str]) -> Any:
    """The node with other letters in place of these."""
    if isinstance(node, tree.Name):
        return replace(node, text=letters.get(node.text, node.text))
    return mapped(node, lambda one: _renamed(one, letters))


def _changed(found: Sheet, change: Callable[[Any], Any]) -> Sheet:
    return [
        (replace(one, operands=change(one.operands)) if isinstance(one, Statement) else one, piece)
        for one, piece in found
    ]


def _is_bias(node: Any) -> bool:
    """Whether this is W_0^1, the bias of a layer."""
    match node:
        case tree.Scripted(tree.Name("W"), (tree.Number("0"),), (tree.Number() | tree.Mark(), *_)):
            return True
    return False


def _are_entries(chains: list[Statement]) -> bool:
    """Whether weights have other indices, so that W_0 is one of them; or biases have a letter."""
    for one in chains:
        for node in nodes(one.operands):
            match node:
                case tree.Scripted(tree.Name("W"), (first, *rest)):
                    if rest or not isinstance(first, tree.Number) or first.text != "0":
                        return True
                case tree.Name("b"):
                    return True
    return False


def _with_biases(node: Any) -> Any:
    if _is_bias(node):
        return replace(node, base=replace(node.base, text="b"), lower=())
    return mapped(node, _with_biases)


def _is_bare(node: Node, letter: str) -> bool:
    return isinstance(node, tree.Name) and node.text == letter and not node.accents


def _is_never_raised(chains: list[Statement]) -> bool:
    """Whether e stands for something else than Euler's number: it has no power but a square, and
    no chain says its value."""
    bases: set[int] = set()
    names = 0
    for node in (inner for one in chains for inner in nodes(one.operands)):
        match node:
            case tree.Scripted(tree.Name("e", accents=()) as base, lower, upper):
                bases.add(id(base))
                if not lower and not all(isinstance(one, tree.Mark) or one == _square(one)
                                         for one in upper):  # fmt: skip
                    return False
        names += _is_bare(node, "e")
    said = any(_is_bare(one.operands[0], "e") and _is_number(one.operands[1]) for one in chains)
    return names > len(bases) and not said


def _square(node: Node) -> tree.Number:
    return tree.Number("2", node.start, node.end)


def _is_one_of_several(node: Node) -> bool:
    """Whether this is the e of an example: e_1, e^{(1)}."""
    match node:
        case tree.Scripted(tree.Name("e", accents=()), (_, *_)):
            return True
        case tree.Scripted(tree.Name("e", accents=()), (), (tree.Mark(),)):
            return True
    return False


def _is_number(node: Node) -> bool:
    """Whether this is 2.718..., or a series for it."""
    match entries(node) if is_printed(node) else None:
        case [[only]]:
            return abs(float(only.value) - E) < ABOUT
    return isinstance(node, tree.Big)


def _is_difference(node: Node) -> bool:
    """Whether this is one name less another."""
    if not isinstance(node, tree.Sum) or sorted(node.signs) != ["+", "-"]:
        return False
    return all(written(term) is not None for term in node.terms)


# by what a letter is said to be, it is an error: e is no number then, and E no loss
ERRORS: dict[str, Callable[[Node], bool]] = {
    "e": lambda node: not _is_number(node),
    "E": _is_difference,
}


def _is_output(one: Statement) -> bool:
    """Whether the δ without an index is said to be one number."""
    last = one.operands[-1]
    number = isinstance(last, tree.Number) or (
        isinstance(last, tree.Sum) and len(last.terms) == 1 and is_printed(last)
    )
    return _is_bare(one.operands[0], "delta") and number


def _are_units(chains: list[Statement]) -> bool:
    """Whether δ_1, δ_2, ... stand beside it, with nothing else written on them."""
    met: set[int] = set()
    for one in chains:
        for node in nodes(one.operands):
            name = written(node)
            if name is None or name.letter != "delta":
                continue
            if name.marks or name.raised or name.primes:
                return False
            match name.indices:
                case ():
                    continue
                case (tree.Number(text),) if text.isdigit():
                    met.add(int(text))
                case (tree.Name() as running,) if running.text in INDEX_LETTERS:
                    continue
                case _:
                    return False
    return len(met) > 1 and met == set(range(1, len(met) + 1))


def _plain(node: Any, errors: frozenset[str], output: bool) -> Any:
    if any(_is_bare(node, letter) for letter in errors):
        return replace(node, text=ERROR)
    if output and _is_bare(node, "delta"):
        at = tree.Name("o", node.end, node.end)
        return tree.Scripted(node, (at,), (), 0, node.start, node.end)
    match node:
        case tree.Scripted(
            tree.Name("e" | "E") as base, (), (tree.Number("2") | tree.Mark(),), 0
        ) if base.text in errors:
            return replace(node, base=replace(base, text=ERROR))
        case tree.Scripted(tree.Name()):
            return node
    return mapped(node, lambda inner: _plain(inner, errors, output))
