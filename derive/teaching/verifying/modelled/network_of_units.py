"""The network of three layers that a sheet about any unit is judged in, in its own letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.verifying.modelled.any_unit import AnyUnit
from derive.teaching.verifying.modelled.in_layers import (
    ALIKE,
    ORDER,
    Levels,
    edges,
    letters_in,
    parts_of,
    renamed,
)
from derive.teaching.verifying.modelled.said import Said, said
from derive.teaching.verifying.modelled.upstream import UPSTREAM
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import Written, nodes, whole_names, written
from derive.teaching.written.tree import Node

RATES = frozenset(("eta", "alpha", "gamma", "lr", "mu", "epsilon", "varepsilon"))
EQUAL = tree.Relation("=", 0, 0)


def known_letters(told: AnyUnit, chains: list[Statement]) -> Levels:
    """How far behind each other the letters of a sheet stand, where it is said one way only."""
    found: Levels = {told.letters[0]: 0, told.letters[1]: 1}
    for one in chains:
        letters = letters_in(told, one.operands)
        for part in parts_of(letters, edges(told, one.operands)) or ():
            link = next((letter for letter in part if letter in found), None)
            if link is not None:
                new = {letter: at + found[link] - part[link] for letter, at in part.items()}
                found = {**new, **found}
    return found


def model_of(told: AnyUnit, chains: list[Statement], outer: Said, sign: str) -> Said | None:
    """What the network of three layers says, deltas being the slopes with a sign."""
    _, j, k = ORDER
    first, then = told.letters
    levels = {first: 0, then: 1}
    made = [
        _statement(told.net, (j,), renamed(told, told.sums, levels)),
        _statement(told.out, (j,), renamed(told, told.function, {told.applied: 1})),
    ]
    measured = told.measured
    if measured is not None:
        letters = letters_in(told, measured)
        if len(letters) > 1:
            return None
        formula = renamed(told, measured, dict.fromkeys(letters, len(ORDER) - 1))
        if not letters:
            formula = tree.Big("sum", tree.Name(k, 0, 0), None, formula, 0, 0)
    else:
        factors = _name(UPSTREAM, (k,)), _name(told.out, (k,))
        formula = tree.Big("sum", tree.Name(k, 0, 0), None,
                           tree.Product(factors, ("", ""), 0, 0), 0, 0)  # fmt: skip
    made.append(_statement(told.loss, (), formula))
    made += _slopes(told, chains, sign)
    found = said(made, "")
    if found is None:
        return None
    layered = told.of_units | {told.weight, f"Delta {told.weight}"}
    letters_ = replace(found.lettering, order=ORDER, alike=ALIKE, layered=frozenset(layered))
    return replace(
        found,
        lettering=letters_,
        functions=outer.functions,
        called=outer.called | found.called,
        upstream="" if measured is not None else UPSTREAM,
    )


def _slopes(told: AnyUnit, chains: list[Statement], sign: str) -> Iterator[Statement]:
    """What the sheet says the names of slopes to be, else the slope with a sign; and the change
    of a weight, where that is a step down.
    """
    _, j, _ = ORDER
    left = set(told.deltas)
    for one in chains:
        found = next((found for node in one.operands if (found := _delta(told, node))), None)
        if found is None or found.letter not in left:
            continue
        unit = told.units(found)
        for formula in one.operands:
            every = nodes(formula)
            derived = [node for node in every if isinstance(node, tree.Derivative)]
            if any(isinstance(node, tree.Big) for node in every) or not derived:
                continue
            if {*letters_in(told, formula)} <= {*unit} and not has_deltas(told, formula):
                left.discard(found.letter)
                yield _statement(found.letter, (j,), renamed(told, formula, {unit[0]: 1}))
                break
    for letter in left:
        by = tree.Derivative("partial", _name(told.loss, ()), _name(told.net, (j,)), 1, 0, 0)
        yield _statement(letter, (j,), by if sign == "+" else tree.Sum((by,), ("-",), 0, 0))
    step = next((made for one in chains if (made := _step(told, one)) is not None), None)
    if step is not None:
        yield step


def _step(told: AnyUnit, one: Statement) -> Statement | None:
    """What the change of a weight is, where a learning rate stands in a formula of it."""
    name = written(one.operands[0])
    if name is None or name.accents != ("Delta",) or told.weighted(name) is None:
        return None
    rates = [found.letter for found in whole_names(one.operands[1:]) if found.plain
             and found.letter in RATES]  # fmt: skip
    if not rates:
        return None
    i, j, _ = ORDER
    pair = (i, j) if told.forward else (j, i)
    weight = tree.Name(told.weight, 0, 0)
    lower = tuple(tree.Name(letter, 0, 0) for letter in pair)
    by = tree.Derivative("partial", _name(told.loss, ()), _name(told.weight, pair), 1, 0, 0)
    formula = tree.Sum((tree.Product((_name(rates[0], ()), by), ("", ""), 0, 0),), ("-",), 0, 0)
    change = tree.Scripted(replace(weight, accents=("Delta",)), lower, (), 0, 0, 0)
    return Statement((change, formula), (EQUAL,))


def _delta(told: AnyUnit, node: Node) -> Written | None:
    name = written(node)
    found = name is not None and name.letter in told.deltas and len(told.units(name)) == 1
    return name if found else None


def has_deltas(told: AnyUnit, node: Any) -> bool:
    return any(name.letter in told.deltas for name in whole_names(node))


def _statement(letter: str, indices: tuple[str, ...], formula: Node) -> Statement:
    return Statement((_name(letter, indices), formula), (EQUAL,))


def _name(letter: str, indices: tuple[str, ...]) -> Node:
    name = tree.Name(letter, 0, 0)
    lower = tuple(tree.Name(one, 0, 0) for one in indices)
    return tree.Scripted(name, lower, (), 0, 0, 0) if lower else name
