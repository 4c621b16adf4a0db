"""What a sheet's sums and products say of its letters: weights, biases, and what is aimed at.

In `c_i h + d_i` the letter c is a weight where it is given and h is not, and d is a bias, whatever
they are elsewhere; in a loss of `\\hat x_i - x_i` the input is the target too, as an autoencoder
has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import INPUTS, RATES, TARGETS, WEIGHTS
from derive.teaching.verifying.stated.functions import LOSS_LETTERS
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS


@dataclass(frozen=True)
class Summands:
    """Letters that are `added` to weighted sums, and whether inputs are to be `rebuilt`.

    The output is `linear` where what a loss takes a target from is said to be such a sum.
    `weighted` are sums of products of two: pairs of letters, and the letters that are added.
    """

    added: frozenset[str] = frozenset()
    rebuilt: bool = False
    linear: bool = False
    weighted: frozenset[tuple[frozenset[tuple[str, str]], frozenset[str]]] = frozenset()

    def weights(self, given: Set[str]) -> frozenset[str]:
        """Which of the given letters multiply an input, or what is worked out."""
        pairs = {pair for one, _ in self.weighted for pair in one}
        may_be = given - {*INPUTS, *TARGETS, *RATES}
        return frozenset(
            weight for pair in pairs for weight, unit in (pair, pair[::-1])
            if weight in may_be and (unit in INPUTS or unit not in given)
        )  # fmt: skip

    def biases(self, given: Set[str], weights: Set[str]) -> frozenset[str]:
        """Which of the given letters are added to products with such weights."""
        return frozenset(
            letter for pairs, added in self.weighted for letter in added
            if letter in given and any(weight in weights for weight, _ in pairs)
        ) - {*INPUTS, *weights}  # fmt: skip


NOTHING = Summands()
VALUE = "("  # stands for the letter of what a function comes to


def summands(chains: Sequence[Statement]) -> Summands:
    """What the sums on a sheet say."""
    added: set[str] = set()
    taken: set[str] = set()  # letters that are subtracted from something
    differences: set[tuple[str, str]] = set()
    weights = WEIGHTS - {"theta"}
    for one in _sums(chains):
        letters = [_letter(term) for term in one.terms]
        signs = dict(zip(letters, one.signs, strict=True))
        if any(weights & set(_letters(term)) for term, letter in zip(one.terms, letters,
                                                                     strict=True)
               if letter is None):  # fmt: skip
            added |= {letter for letter in letters if letter and signs[letter] != "-"}
        if len(letters) == 2 and letters[0] and letters[1] and one.signs[1] == "-":
            taken |= {letters[0], letters[1]}
            differences.add((letters[0], letters[1]))
    weighted = {(frozenset(pairs), frozenset(alone)) for pairs, alone in _weighted(chains) if pairs}
    rebuilt = {pair for pair in differences if len(_inputs(pair)) == 1
               and any(one.startswith("hat ") for one in pair)}  # fmt: skip
    rebuilt |= {pair for pair in _in_losses(chains) if len(_inputs(pair)) == 1}
    added -= taken | weights | {*INPUTS}
    outputs = {one for pair in _in_losses(chains) for one in pair} - {*INPUTS, *TARGETS}
    outputs |= {one for pair in _residuals(chains) for one in pair} - {*INPUTS, *TARGETS}
    outputs |= {"y"} & {one for pair in (*_in_losses(chains), *_residuals(chains))
                        for one in pair if {*pair} & {"t", "d"}}  # fmt: skip
    linear = any(_letter(one.operands[0]) in outputs and _is_sum(one.operands[1]) for one in chains)
    return Summands(frozenset(added), bool(rebuilt), linear, frozenset(weighted))


def _weighted(chains: Iterable[Statement]) -> Iterator[tuple[list[tuple[str, str]], list[str]]]:
    """Every sum of products of two letters, and lone ones that a name or a function takes."""
    for one in chains:
        told = [one.operands[1]] if len(one.operands) > 1 and _letter(one.operands[0]) else []
        taken = [node.items[0] for node in nodes(one.operands)
                 if isinstance(node, tree.Group) and len(node.items) == 1]  # fmt: skip
        for node in (*told, *taken):
            terms = node.terms if isinstance(node, tree.Sum) else (node,)
            if isinstance(node, tree.Sum) and set(node.signs) != {"+"}:
                continue
            pairs = [pair for term in terms if (pair := _pair(term)) is not None]
            yield pairs, [letter for term in terms if (letter := _letter(term)) is not None]


def _pair(term: Node) -> tuple[str, str] | None:
    """The letters of a product of two; of a function's value, a sign of its own."""
    match term:
        case tree.Product((one, tree.Name(), tree.Group())):
            first, second = _factor(one), VALUE
        case tree.Product((one, other)):
            first, second = _factor(one), _factor(other) or ""
        case _:
            return None
    return (first, second) if first and second else None


def _factor(node: Node) -> str | None:
    return _factor(node.inner) if isinstance(node, tree.Transposed) else _letter(node)


def _in_losses(chains: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    """The letters of what is squared in a loss."""
    for one in chains:
        if _letter(one.operands[0]) in LOSS_LETTERS:
            for node in _sums((one,)):
                letters = [_letter(term) for term in node.terms]
                if len(letters) == 2 and letters[0] and letters[1] and node.signs[1] == "-":
                    yield letters[0], letters[1]


def _residuals(chains: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    """The letters of a difference that is given a name, r = y - t, where a loss is made of that."""
    chains = list(chains)
    inside = {letter for one in chains if _is_of_loss(one.operands[0])
              for letter in _letters(one.operands)}  # fmt: skip
    for one in chains:
        node = one.operands[1]
        if _letter(one.operands[0]) in inside and isinstance(node, tree.Sum):
            letters = [_letter(term) for term in node.terms]
            if len(letters) == 2 and letters[0] and letters[1] and node.signs[1] == "-":
                yield letters[0], letters[1]


def _is_of_loss(node: Node) -> bool:
    """Whether a node is the letter of a loss, L, or L(r)."""
    match node:
        case tree.Product((first, tree.Group("(")), ("", "")):
            node = first
    return _letter(node) in LOSS_LETTERS


def _is_sum(node: Node) -> bool:
    """Whether these are products and sums of names, with no function in them."""
    if not isinstance(node, tree.Sum | tree.Product) or not any(_letters(node)):
        return False
    words = {one.text for one in nodes(node) if isinstance(one, tree.Name)}
    return words.isdisjoint(FUNCTION_WORDS) and not any(
        isinstance(one, tree.Over | tree.Big | tree.Derivative)
        or _may_call(one)
        or _is_exponential(one)
        for one in nodes(node)
    )


def _is_exponential(node: Node) -> bool:
    """Whether e is raised to something, in 1/(1 + e^-z)."""
    return isinstance(node, tree.Scripted) and _letter(node.base) == "e" and bool(node.upper)


def _may_call(node: Node) -> bool:
    """Whether a name stands straight before brackets, as in σ(z)."""
    return isinstance(node, tree.Product) and any(
        isinstance(second, tree.Group) and written(first) is not None and not sign
        for first, second, sign in zip(node.factors, node.factors[1:], node.signs[1:], strict=False)
    )


def _inputs(pair: tuple[str, str]) -> set[str]:
    return {one for one in pair if one in INPUTS}


def _sums(chains: Iterable[Statement]) -> Iterator[tree.Sum]:
    for one in chains:
        for node in nodes(one.operands):
            if isinstance(node, tree.Sum):
                yield node


def _letter(node: Node) -> str | None:
    name = written(node)
    slots = slots_of(name) if name is not None else None
    return None if slots is None else slots.letter


def _letters(node: Any) -> Iterator[str]:
    for inner in nodes(node):
        letter = _letter(inner)
        if letter is not None:
            yield letter
