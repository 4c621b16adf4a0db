r"""The examples of a sheet in letters: its hypothesis, what has an example, what sums them up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.lines.readings import index_of
from derive.teaching.verifying.modelled.example_names import (
    ONE,
    STACK,
    Look,
    example_of,
    has_stack,
    look,
)
from derive.teaching.verifying.modelled.examples import Examples
from derive.teaching.verifying.modelled.forms import every_name
from derive.teaching.verifying.modelled.hypotheses import (
    calls,
    features,
    hypotheses,
    is_of_examples,
    losses_of_one,
)
from derive.teaching.verifying.modelled.lettering import is_index
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.verifying.symbolic.definitions import bare_loss
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import Written, nodes, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

TARGET_LOOKS = frozenset(((), one) for one in ("y", "t", "d"))


def examples_of(chains: list[Statement]) -> Examples:
    """What of these chains is of examples; nothing where no hypothesis nor sum speaks of them."""
    every_call = [one for chain in chains for one in calls(chain.operands)]
    inputs = hypotheses(chains)
    raised = _raised(chains)
    for below in (False, True):
        functions, counts, letters = set(inputs), set(raised), set[Look]()
        if below:
            first = [arguments[0] for name, _, arguments in every_call
                     if look(name) in inputs and arguments]  # fmt: skip
            below_it = [example_of(one, True) for one in first]
            counts = {one.text for one in below_it if one is not None}
        if not counts:
            continue
        functions |= features(chains, every_call, inputs)
        functions |= losses_of_one(every_call, counts)
        functions = {one for one in functions if is_of_examples(one, every_call, inputs, below)}
        plain = Examples(frozenset(functions))
        folded = tuple(plain.put(one.operands) for one in chains)
        for name in every_name((folded, tuple(one.operands for one in chains))):
            index = example_of(name, below)
            if index is not None and index.text in counts and name.letter not in FUNCTION_WORDS:
                letters.add(look(name))
        if below:
            letters &= functions | {((), letter) for letter in inputs.values()} | TARGET_LOOKS
        if not below:
            letters |= _made_of(chains, letters)
        made = replace(plain, letters=frozenset(letters), counts=frozenset(counts), below=below,
                       rows=((), STACK.lower()) in letters and _lie_in_rows(chains))  # fmt: skip
        return replace(made, sums=frozenset(_sums(chains, made)))
    return Examples()


def with_examples(chains: list[Statement], made: Examples) -> list[Statement]:
    """The chains with names of examples; what is said of any is said of each and of one alone."""
    if not made.letters:
        return chains
    kept: list[Statement] = []
    put = [replace(one, operands=made.put(made.of_all(one.operands) if has_stack(one.operands)
                                          else one.operands)) for one in chains]  # fmt: skip
    heads = {_head(one) for one in put}
    for one in put:
        kept.append(one)
        name = _name_of(one)
        if name is None or len(one.operands) < 2:
            continue
        base = (name.accents, name.letter.removesuffix(ONE))
        if base not in made.letters or not all(map(is_index, name.indices)):
            continue
        free = _free_letter(one)
        if not made.example(name):
            each = replace(one, operands=made.of_each(one.operands, free))
            if name.letter.endswith(ONE) and (*base, True) not in heads:
                kept.append(each)
            elif name.letter in LOSSES:
                kept.append(replace(one, operands=_each(made, one.operands, free)))
        elif (*base, False) not in heads:
            kept.append(replace(one, operands=made.of_none(one.operands)))
    return kept + [loss for one in put for loss in _one_loss(one, made)]


def _each(made: Examples, operands: tuple[Node, ...], letter: str) -> tuple[Node, ...]:
    found: tuple[Node, ...] = made.of_each(operands, letter)
    return found


def _head(one: Statement) -> tuple[tuple[str, ...], str, bool] | None:
    """What a statement begins with, and whether it is of an example."""
    name = _name_of(one)
    if name is None:
        return None
    is_each = bool(name.marks or name.indices)
    return name.accents, name.letter.removesuffix(ONE), is_each


def _name_of(one: Statement) -> Written | None:
    if one.continued or not one.signs or one.signs[0].sign != "=":
        return None
    name = written(one.operands[0])
    return None if name is None or name.raised or name.primes else name


def _free_letter(one: Statement) -> str:
    """A letter for an index that does not stand in a chain."""
    used = {node.text for node in nodes(one.operands) if isinstance(node, tree.Name)}
    return next(letter for letter in ("i", *sorted(INDEX_LETTERS)) if letter not in used)


# what has an example ------------------------------------------------------------------------------
def _raised(chains: Iterable[Statement]) -> Iterator[str]:
    """The letters of examples that are raised in brackets, as sums go over them."""
    for one in chains:
        for node in nodes(one.operands):
            if isinstance(node, tree.Big) and node.kind == "sum":
                for name in every_name(node.body):
                    index = example_of(name)
                    if index is not None and index.text == index_of(node):
                        yield index.text


def _made_of(chains: list[Statement], letters: set[Look]) -> set[Look]:
    """The names that are made of those of an example, as z = w^T x of x, where none stands there:
    they are of an example, too."""
    found = set(letters)
    for one in (*chains, *chains):
        name = _name_of(one)
        if name is None or name.indices or name.marks or has_stack(one.operands):
            continue
        inside = list(every_name(one.operands[1:]))
        sums = any(isinstance(node, tree.Big) for node in nodes(one.operands[1:]))
        if name.letter not in LOSSES and not sums and not any(each.marks for each in inside):
            found |= {look(name)} if found & set(map(look, inside)) else set()
    return found


def _lie_in_rows(chains: Iterable[Statement]) -> bool:
    """Whether the examples are the rows of X: X θ and X^T (h - y), and no w^T X."""
    found = False
    for node in (inner for one in chains for inner in nodes(one.operands)):
        if isinstance(node, tree.Product):
            for first, then in pairwise(node.factors):
                name, after = written(first), written(then)
                if (
                    after is not None
                    and after.letter == STACK
                    and isinstance(first, tree.Transposed)
                ):
                    return False
                stands = name is not None and name.letter == STACK and after is not None
                turned = isinstance(first, tree.Transposed) and written(first.inner)
                found |= stands or bool(turned and turned.letter == STACK)
    return found


def _sums(chains: Iterable[Statement], made: Examples) -> Iterator[str]:
    """The losses that add up examples."""
    for one in chains:
        name = written(bare_loss(one.operands[0]))
        if name is not None and name.plain and name.letter in LOSSES and len(one.operands) > 1:
            yield from [name.letter] if _total(one.operands[1], made) is not None else []


def _total(node: Node, made: Examples) -> tree.Big | None:
    """The only sum over examples in a formula."""
    found = [one for one in nodes(made.put(node)) if isinstance(one, tree.Big)
             and one.kind == "sum" and index_of(one) in made.counts]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _one_loss(one: Statement, made: Examples) -> Iterator[Statement]:
    """The loss of one example alone: that of all, if there were no other."""
    name = written(bare_loss(one.operands[0]))
    if name is None or name.letter not in made.sums or len(one.operands) < 2 or one.continued:
        return
    total = _total(one.operands[1], made)
    if total is not None and one.signs[0].sign == "=":
        head = tree.Name(f"{name.letter}{ONE}", one.operands[0].start, one.operands[0].end)
        body = _alone(one.operands[1], made, written(total.upper) if total.upper else None)
        yield replace(one, operands=(head, body), signs=one.signs[:1])


def _alone(node: Any, made: Examples, count: Written | None) -> Any:
    """The formula with its sum over examples as that of a single one."""
    if isinstance(node, tree.Big) and node.kind == "sum" and index_of(node) in made.counts:
        return tree.Group("(", (made.of_none(node.body),), node.start, node.end)
    if isinstance(node, tree.Name) and count is not None and node.text == count.letter:
        return tree.Number("1", node.start, node.end)
    return mapped(node, lambda inner: _alone(inner, made, count))
