"""Formulas of units that letters count: judged for every value that the letters can have.

Through which layer a letter runs is rarely said. Every way under which all names of a formula are
quantities of the network is looked at; a formula is false where it is false in all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from derive.calculus.term_fields import Balls
from derive.calculus.terms import value
from derive.teaching.verifying.lines.operands import Operand, Place, agree
from derive.teaching.verifying.running.names import running, texts
from derive.teaching.verifying.running.readings import (
    MOST_CHOICES,
    UNVALUED,
    Asked,
    General,
    names_in,
    readings,
)
from derive.teaching.verifying.symbolic.drawn_worlds import drawn
from derive.teaching.verifying.symbolic.judging import indices_said
from derive.teaching.written import tree
from derive.teaching.written.names import Written, nodes
from derive.teaching.written.tree import Node

DRAWN = 2


@dataclass(frozen=True)
class Generally:
    """Whether a formula holds for all units; `wrong` are the ways in which it is false.

    It is `open` where it holds only if letters are taken for more than the sheet says.
    """

    holds: bool | None
    wrong: tuple[General, ...] = ()
    open: bool = False


def in_general(
    left: Operand, sign: str, right: Operand, place: Place | None, condition: Node | None,
    prose: str,
) -> Generally:  # fmt: skip
    """True where the sides are equal for all units under one reading, False where under none.

    None where no letter runs, or where there is no reading.
    """
    both = left.node, right.node
    if place is None or sign not in ("=", "≈", "←") or not any(map(running, names_in(both))):
        return Generally(None)
    read, turned = left.names.read, left.names.notation.running
    here = id(place.world), place.example, place.single
    asked = "running", *here, id(left.node), id(right.node), sign, id(condition), prose
    if asked not in read:  # the nodes are kept with the answer, so that they keep their ids
        asks = Asked(left, sign, right, condition, prose)
        read[asked] = both, generally(asks, place, turned)
    found: Generally = read[asked][1]
    return found


def generally(asked: Asked, place: Place, turned: Mapping[str, bool]) -> Generally:
    """The answer where the weights named in `turned` have their indices in this order."""
    wrong: list[General] = []
    open_ = False
    for one in readings(asked, turned):
        told = _holds(one, asked, place)
        if told and not one.stretched:
            return Generally(True)
        open_ = open_ or bool(told)
        if told is False and not one.stretched:
            wrong.append(one)
    if open_ or not _are_told(asked) or _may_count_examples(asked, place):
        return Generally(None, open=open_)
    # an index in two layers at once is a slip: numbers may have been put in all the same
    mixed = list(islice(readings(asked, turned, mixed=True), MOST_CHOICES))
    if not wrong:
        answers = {_holds(one, asked, place) for one in mixed}
        if answers != {False}:
            return Generally(None, open=bool(answers))
    loose = islice(readings(asked, {}), MOST_CHOICES)
    return Generally(False, (*wrong, *mixed, *loose))


def _are_told(asked: Asked) -> bool:
    """Whether numbers of the sheet tell what all letters with running indices mean; w is clear."""
    notation = asked.left.names.notation
    known = {*notation.letters, *notation.running, "w", "W"}
    return all(one.letter in known for one in _running(asked))


def _may_count_examples(asked: Asked, place: Place) -> bool:
    """Whether a letter could as well go through the examples: it is never at a weight."""
    if len(place.world.examples()) < 2:
        return False
    found = _running(asked)
    letters = {index for one in found for index in texts(one)}
    at_weights = {index for one in found if len(one.indices) > 1 or one.letter in "wWbB"
                  for index in texts(one)}  # fmt: skip
    return not letters <= at_weights


def _running(asked: Asked) -> list[Written]:
    """The names of which letters are the indices."""
    return [one for one in names_in((asked.left.node, asked.right.node)) if running(one)]


def _holds(one: General, asked: Asked, place: Place) -> bool | None:
    """Whether the sides are equal on networks with other numbers, for every choice."""
    said = indices_said(asked.prose) if len(one.sizes) > 1 else ""
    equal = asked.left.names.sizes.equal
    shared = any(ref.key.startswith("in.b.") for ref in one.refs.values())
    answers = []
    for single in (False, True):
        told = None
        for seed in range(DRAWN):
            world = drawn(place.world, seed, equal if shared else frozenset())
            try:
                values = one.values(Place(world, place.example, single), False)
                for chosen in one.choices(said):
                    here = values | chosen
                    told = agree(value(one.left, here, Balls()), value(one.right, here, Balls()))
                    if not told:
                        break
            except UNVALUED:
                told = None
            if not told:
                break
        if told:
            return True
        answers.append(told)
    return None if None in answers else False


def of_softmax(left: Operand, right: Operand) -> bool:
    """Whether derivatives may be by what stands in a softmax: units alone do not tell these."""
    network = left.names.network
    derived = any(type(one) is tree.Derivative for one in nodes((left.node, right.node)))
    return derived and network is not None and network.layers[-1].activation == "softmax"
