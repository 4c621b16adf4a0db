"""One example of a batch: where Z = W X + b and A = σ(Z), z and a are those of an example.

Sheets tell the forward pass for all examples at once, and derive for one of them. The small letters
are met there without ever being defined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, whole_names, written

INPUTS = "X"
FEWEST = 2  # letters of the batch that are met as those of an example


def with_one_example(chains: list[Statement]) -> list[Statement]:
    """The same, each formula of a batch that stands in columns said of one example."""
    batch = {INPUTS, *_of_batches(chains)}
    met = {name.letter for one in chains for name in whole_names(one.operands)}
    defined = {name.letter for one in chains
               if (name := written(one.operands[0])) is not None}  # fmt: skip
    lowered = {letter for letter in batch if letter.lower() in met}
    told = {letter for letter in lowered if letter.lower() not in defined}
    if INPUTS not in lowered or len(told) < FEWEST:
        return chains
    made: list[Statement] = []
    for one in chains:
        name = written(one.operands[0])
        is_of_batch = name is not None and name.plain and name.letter in told - {INPUTS}
        made.append(replace(one, operands=_small(one.operands, lowered)) if is_of_batch else one)
    return made


def _of_batches(chains: list[Statement]) -> Iterator[str]:
    """The capitals that are made of the inputs of all examples, or of such capitals."""
    found = {INPUTS}
    for one in chains:
        name = written(one.operands[0])
        if name is None or not name.plain or len(name.letter) > 1 or not name.letter.isupper():
            continue
        sides = one.operands[1:]
        if any(_stands_first(side, found) for side in sides):
            return  # examples lie in rows
        if {each.letter for side in sides for each in whole_names(side)} & found:
            found.add(name.letter)
            yield name.letter


def _stands_first(side: Any, batch: set[str]) -> bool:
    """Whether inputs are multiplied from the right, X W."""
    products = (one for one in nodes(side) if isinstance(one, tree.Product))
    names = (written(one.factors[0]) for one in products)
    return any(name is not None and name.letter in batch for name in names)


def _small(node: Any, letters: set[str]) -> Any:
    """The formula with these capitals as small letters."""
    if isinstance(node, tuple):
        return tuple(_small(one, letters) for one in node)
    if isinstance(node, tree.Name) and node.text in letters:
        return replace(node, text=node.text.lower())
    return mapped(node, lambda inner: _small(inner, letters))
