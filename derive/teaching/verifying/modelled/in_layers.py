"""The units that a claim is about, each in a layer: what its letters are in a network of three.

Which layer a letter counts is said by the weights that stand there, w_{ij} from i to j, and by
derivatives of units by units; where these leave it open, each layer is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from derive.teaching.verifying.lines.readings import index_of
from derive.teaching.verifying.modelled.any_unit import AnyUnit
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import nodes, whole_names, written
from derive.teaching.written.tree import Node

ORDER = ("i", "j", "k")  # a letter for each layer, and others for a second and a third unit
ALIKE = {"i": "i", "p": "i", "m": "i", "j": "j", "q": "j", "n": "j", "k": "k", "r": "k", "v": "k"}
LAST = len(ORDER) - 1
MOST_PARTS = 3

Levels = dict[str, int]
Edges = list[tuple[str, str]]


def edges(told: AnyUnit, sides: Any, with_weights: bool = True) -> Edges:
    """The letters of units that stand one layer behind another."""
    found: Edges = []
    for node in nodes(sides):
        name = written(node) if with_weights else None
        pair = told.weighted(name) if name is not None else None
        if pair is not None:
            found.append(pair)
        if isinstance(node, tree.Derivative) and node.what is not None:
            names = written(node.by), written(node.what)
            units = [told.units(one) if one is not None and one.letter in (told.net, told.out)
                     else () for one in names]  # fmt: skip
            if len(units[0]) == len(units[1]) == 1 and units[0] != units[1]:
                found.append((units[0][0], units[1][0]))
    return found


def parts_of(letters: list[str], told: Edges) -> list[Levels] | None:
    """The letters that hang together, with how far behind each other they stand."""
    made: list[Levels] = []
    for letter in letters:
        if any(letter in one for one in made):
            continue
        levels, waiting = {letter: 0}, [letter]
        while waiting:
            at = waiting.pop()
            for first, then in told:
                for one, other, step in ((first, then, 1), (then, first, -1)):
                    if one == at and other not in levels:
                        levels[other] = levels[at] + step
                        waiting.append(other)
        if any(first in levels and levels[then] != levels[first] + 1 for first, then in told):
            return None
        made.append(levels)
    return made


def letters_in(told: AnyUnit, sides: Any) -> list[str]:
    """The letters of units in the order in which they stand; none where there are others."""
    found: dict[str, None] = {}
    names = [name for node in nodes(sides) if (name := written(node)) is not None]
    for name in names:
        if name.letter in told.of_units or name.letter == told.weight:
            found |= dict.fromkeys(told.units(name))
    return list(found)


def placed(told: AnyUnit, sides: tuple[Node, Node], known: Mapping[str, int]) -> Iterator[Levels]:
    """The layers that the letters of both sides can be of, counted from 0."""
    letters = letters_in(told, sides)
    found = parts_of(letters, edges(told, sides))
    if found is None:
        found = parts_of(letters, edges(told, sides, with_weights=False))
    if found is None:
        return
    joined: Levels = {}
    apart = []
    for part in found:
        link = next((one for one in part if one in known), None)
        if link is None:
            apart.append(part)
        else:
            joined |= {one: at + known[link] - part[link] for one, at in part.items()}
    several = [part for part in (joined, *apart) if part]
    if len(several) > MOST_PARTS:
        return
    lowest, last = _bounds(told, sides)
    shifts = [range(-min(one.values()), LAST - max(one.values()) + 1) for one in several]
    for chosen in product(*shifts):
        levels = {one: at + step for part, step in zip(several, chosen, strict=True)
                  for one, at in part.items()}  # fmt: skip
        if all(levels[one] > 0 for one in lowest) and all(levels[one] == LAST for one in last):
            yield levels


def _bounds(told: AnyUnit, sides: tuple[Node, Node]) -> tuple[set[str], set[str]]:
    """The letters that are no inputs, and those that are of the last layer."""
    inner, last = set[str](), set[str]()
    for name in (name for node in nodes(sides) if (name := written(node)) is not None):
        if name.letter in {told.net, told.bias, *told.deltas}:
            inner |= {*told.units(name)}
        if name.letter == told.target:
            last |= {*told.units(name)}
    return inner, last


def renamed(told: AnyUnit, node: Any, levels: Levels) -> Any:
    """The node with the letters of the layers for its own."""
    new: dict[str, str] = {}
    for letter, level in levels.items():
        free = (one for one, own in ALIKE.items() if own == ORDER[level] and one not in
                new.values())  # fmt: skip
        new[letter] = next(free, letter)
    return _renamed(told, node, new)


def _renamed(told: AnyUnit, node: Any, new: Mapping[str, str]) -> Any:
    if isinstance(node, tree.Big) and index_of(node) in new:
        lower = tree.Name(new[index_of(node)], node.start, node.start)
        return replace(node, lower=lower, upper=None, body=_renamed(told, node.body, new))
    name = written(node) if hasattr(node, "start") else None
    if name is None:
        return mapped(node, lambda inner: _renamed(told, inner, new))
    here = node.start, node.end
    if name.letter == told.loss:
        return tree.Name(told.loss, *here)
    if name.plain and name.letter in (told.bare, told.target) and told.bare:
        letter = told.out if name.letter == told.bare else told.target
        return tree.Scripted(tree.Name(letter, *here), (tree.Name(ORDER[-1], *here),), (), 0, *here)
    units = told.units(name)
    if name.letter not in told.of_units and name.letter != told.weight:
        if isinstance(node, tree.Scripted) and name.indices and set(_texts(name)) <= new.keys():
            return replace(node, lower=())  # f_j'(net_j)
        return mapped(node, lambda inner: _renamed(told, inner, new))
    if not units or not isinstance(node, tree.Scripted):
        return node
    base = node.base
    pair = told.weighted(name) if name.letter == told.input else None
    if pair is not None and isinstance(base, tree.Name):
        base, units = replace(base, text=told.out), pair[:1]
    indices = tuple(tree.Name(new.get(one, one), *here) for one in units)
    return replace(node, base=base, lower=indices)


def _texts(name: Any) -> list[str]:
    return [one.text if isinstance(one, tree.Name) else "" for one in name.indices]


def others(told: AnyUnit, sides: Any, levels: Levels) -> bool:
    """Whether names stand there that are of units and nothing that is known."""
    found = [name for name in whole_names(sides) if not name.primes and _texts(name)]
    return any(
        name.letter not in told.of_units | {told.weight, told.loss} and
        {*_texts(name)} & levels.keys() for name in found
    )  # fmt: skip
