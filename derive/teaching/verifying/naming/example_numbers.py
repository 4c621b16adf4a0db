"""Names of one number for each example, that are numbered: p_1 and p_2 of a single output unit.

No unit has the number 2 in a layer of one. Where the numbers of such a name are what the examples
give, one after the other, its index counts examples: `p_2` is p of the second one, and `x_{21}` is
its first input.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from derive.teaching.exercise import Exercise
from derive.teaching.shaping import shape_of
from derive.teaching.verifying.lines.readings import mapped
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.lines.world import World
from derive.teaching.verifying.lines.worlds import worlds
from derive.teaching.verifying.naming.own_letters import ERROR
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import BIASES, GIVEN, INPUTS, TARGETS, WEIGHTS
from derive.teaching.verifying.stated.example_tables import Examples, bracket_of, with_examples
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.verifying.symbolic.definitions import is_index
from derive.teaching.written import tree
from derive.teaching.written.documents import Piece
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node
from derive.writing.notation import style

Numbers = dict[str, dict[int, list[tuple[float, float]]]]  # by letter and index, with what is cut
Told = list[tuple[Found, Piece]]


def by_examples(found: Told, exercise: Exercise | None) -> Told:
    """What a sheet says, with p^{(2)} for p_2 where that is of the second example."""
    count = len(exercise.examples) if exercise is not None else 0
    if exercise is None or count < 2:
        return found
    chains = [one for one, _ in found if isinstance(one, Statement)]
    numbers = _numbers(chains, count)
    if not any(set(one) - {1} for one in numbers.values()):
        return found
    shape = shape_of(exercise, style(exercise.style, exercise.language))
    run = worlds(exercise, shape)[0]
    values = list(_values(run, [shape.example(n + 1) for n in range(count)]))
    fits = {letter: max((_fitting(one, value) for value in values), key=len, default=set())
            for letter, one in numbers.items()}  # fmt: skip
    sure = {letter for letter, one in fits.items() if len(one) > 1}
    if not sure:
        return found
    layers = {letter for letter, one in numbers.items() if _is_of_one_example(one, run)}
    letters = {letter for letter, one in fits.items()
               if letter in sure or (one and letter not in layers)}  # fmt: skip
    if run.graph.network.width(run.graph.network.depth) == 1:
        letters |= {*TARGETS} - {*numbers} - letters
    told = Examples(letters=frozenset(letters), count=count, bracket=bracket_of(found))
    found = with_examples(found, told)
    inputs = {one for one in INPUTS if _has_two_indices(one, chains)}

    def whole(one: Statement) -> Statement:
        operands = _first_apart(_errors(one.operands), inputs, told.bracket)
        if any(_has_decimals(node) for node in operands):
            operands = _spread(operands, count)
        return replace(one, operands=operands)

    return [(whole(one) if isinstance(one, Statement) else one, piece) for one, piece in found]


def _numbers(chains: Iterable[Statement], count: int) -> Numbers:
    """What is printed of names with one number below, that could be of examples."""
    found: Numbers = defaultdict(dict)
    for one in chains:
        name = written(one.operands[0])
        slots = slots_of(name) if name is not None else None
        if slots is None or slots.marks or slots.raised or len(slots.lowered) != 1:
            continue
        (index,) = slots.lowered
        if not isinstance(index, int) or slots.letter in (GIVEN | WEIGHTS | BIASES) - {"y"}:
            continue
        told = found[slots.letter].setdefault(index, [])
        for node in one.operands[1:]:
            rows = entries(node)
            if rows is not None and len(rows) == len(rows[0]) == 1:
                told.append((float(rows[0][0].value), 2 * 10.0 ** -rows[0][0].decimals))
    return {letter: one for letter, one in found.items() if set(one) <= set(range(1, count + 1))}


def _values(run: World, examples: list[int]) -> Iterable[list[float]]:
    """The numbers of the examples, for each quantity of a layer of one unit."""
    network = run.graph.network
    for layer in range(1, network.depth + 1):
        for kind in ("z", "a", "delta") if network.width(layer) == 1 else ():
            told = [_value(run, f"{kind}.{layer}", at) for at in examples]
            if None not in told:
                yield [one for one in told if one is not None]
    losses = [_value(run, "loss", at) for at in examples]
    if None not in losses:
        yield [one for one in losses if one is not None]


def _value(run: World, key: str, example: int) -> float | None:
    try:
        return float(run.value(key, example, False)[0][0][0].mid())
    except (Missing, KeyError, ValueError):
        return None


def _fitting(told: dict[int, list[tuple[float, float]]], values: list[float]) -> set[int]:
    """The examples whose number is printed under their index, and is that of no other."""
    return {
        at for at, printed in told.items()
        for number, slack in printed
        if abs(number - values[at - 1]) <= slack
        and all(abs(number - other) > slack for n, other in enumerate(values, 1) if n != at)
    }  # fmt: skip


def _is_of_one_example(told: dict[int, list[tuple[float, float]]], run: World) -> bool:
    """Whether an index counts layers or units: the second number is one of the first example."""
    network = run.graph.network
    for layer in range(1, network.depth + 1):
        for kind in ("z", "a", "delta"):
            try:
                rows, _ = run.value(f"{kind}.{layer}", run.examples()[0], False)
            except (Missing, KeyError, ValueError):
                continue
            for row in rows:
                for at, printed in told.items():
                    if at > 1 and any(abs(number - float(row[0].mid())) <= slack
                                      for number, slack in printed):  # fmt: skip
                        return True
    return False


def _has_two_indices(letter: str, chains: Iterable[Statement]) -> bool:
    """Whether a letter has two indices wherever it stands."""
    met = [_pair(node.lower) for one in chains for node in nodes(one.operands)
           if isinstance(node, tree.Scripted) and isinstance(node.base, tree.Name)
           and node.base.text == letter and not node.upper]  # fmt: skip
    return bool(met) and None not in met


def _pair(lower: tuple[Node, ...]) -> tuple[Node, Node] | None:
    """The two indices of x_{n,1}, x_{n1} or x_{21}."""
    match lower:
        case (tree.Name() | tree.Number() as first, tree.Number() as second):
            return first, second
        case (tree.Scripted(tree.Name() as first, (tree.Number() as second,), ()),):
            return first, second
        case (tree.Number(text) as both,) if text.isdigit() and len(text) == 2:
            return replace(both, text=text[0]), replace(both, text=text[1])
    return None


def _first_apart(node: Any, letters: set[str], bracket: str) -> Any:
    """x_{n1} as x^{(n)}_1."""
    match node:
        case tree.Scripted(tree.Name(letter), lower, ()) if letter in letters:
            pair = _pair(lower)
            if pair is not None and (is_index(pair[0]) or isinstance(pair[0], tree.Number)):
                mark = tree.Mark(bracket, pair[0], pair[0].start, pair[0].end)
                return replace(node, lower=(pair[1],), upper=(mark,))
    return mapped(node, lambda inner: _first_apart(inner, letters, bracket))


def _errors(node: Any) -> Any:
    """An error e that has an example now: no power."""
    match node:
        case tree.Scripted(tree.Name("e") as base, (), (tree.Mark(), *_)):
            return replace(node, base=replace(base, text=ERROR))
    return mapped(node, _errors)


def _has_decimals(node: Node) -> bool:
    return any(isinstance(one, tree.Number) and "." in one.text for one in nodes(node))


def _spread(node: Any, count: int) -> Any:
    """A sum over the examples, term by term, as numbers are put into it."""
    match node:
        case tree.Big("sum", tree.Name(letter), _, body) if _counts_marks(body, letter):
            at = node.start, node.end
            terms = tuple(_numbered(body, letter, tree.Number(str(n + 1), *at))
                          for n in range(count))  # fmt: skip
            return tree.Sum(terms, ("+",) * count, *at)
    return mapped(node, lambda inner: _spread(inner, count))


def _counts_marks(body: Node, letter: str) -> bool:
    """Whether an index stands in brackets that hold the example, and nowhere else."""
    marks = [one for one in nodes(body) if isinstance(one, tree.Mark)
             and isinstance(one.inner, tree.Name) and one.inner.text == letter]  # fmt: skip
    every = [one for one in nodes(body) if isinstance(one, tree.Name) and one.text == letter]
    return bool(marks) and len(marks) == len(every)


def _numbered(node: Any, letter: str, number: tree.Number) -> Any:
    """The same for one example."""
    if isinstance(node, tree.Mark) and isinstance(node.inner, tree.Name):
        return replace(node, inner=number) if node.inner.text == letter else node
    return mapped(node, lambda inner: _numbered(inner, letter, number))
