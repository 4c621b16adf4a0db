r"""Deltas that a sheet gives formulas for without saying what they are: \delta_k = y_k - t_k.

As definitions such formulas are right whatever they say, and a slip in one is met where the delta
is used. What is said of them elsewhere tells whether they are \partial E/\partial a_k, with either
sign; then the formula with the slip is the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.teaching.verifying.modelled.descent import loss_of
from derive.teaching.verifying.modelled.forms import Form, every_name, is_slope, label
from derive.teaching.verifying.modelled.judge import Judge
from derive.teaching.verifying.modelled.lettering import ACCENTS, BY_LETTER, Lettering, is_loss
from derive.teaching.verifying.modelled.said import Said
from derive.teaching.verifying.statements.renewing import is_step
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood
from derive.teaching.written.tree import Node

DELTA = "delta"


def with_unsaid_slopes(judge: Judge, chains: Iterable[Statement]) -> Judge:
    """The judge with its deltas as derivatives, where no more of the sheet is wrong then."""
    loss = loss_of(judge.told)
    unsaid = dict(_unsaid(judge.told)) if loss is not None else {}
    if loss is None or not unsaid:
        return judge
    claims = [*judge.told.pairs, *_steps(chains)]
    most = _wrong(judge, claims)
    if not most:
        return judge
    tried = [_with_slopes(judge, unsaid, loss, sign) for sign in ("", "-")]
    best = min(tried, key=lambda one: _wrong(one, claims))
    return best if _wrong(best, claims) <= most else judge


def _wrong(judge: Judge, claims: list[tuple[Node, Node]]) -> int:
    return sum(judge.claim(*sides, None, "").holds is False for sides in claims)


def _steps(chains: Iterable[Statement]) -> Iterator[tuple[Node, Node]]:
    for one in chains:
        if one.signs[0].sign not in ("=", "≈") and is_step(*one.operands[:2]):
            yield one.operands[0], one.operands[1]


def _unsaid(told: Said) -> Iterator[tuple[str, Node]]:
    """The deltas of one layer of units each that are no derivatives, and what goes into them."""
    deltas = {key: several for key, several in told.forms.items() if _base(key) == DELTA}
    if any(is_slope(one.node) for several in deltas.values() for one in several):
        return
    for key, several in deltas.items():
        if len(several[0].letters) != 1 or any(one.letters != several[0].letters
                                               for one in several):  # fmt: skip
            return
        into = _goes_into(several[0].letters[0], told)
        if into is None:
            return
        yield key, into


def _goes_into(unit: str, told: Said) -> Node | None:
    """The name of a unit that is made of no other name of this unit: its pre-activation."""
    found = {
        key: several[0] for key, several in told.forms.items()
        if several[0].letters == (unit,) and _base(key) != DELTA and not is_loss(key)
        and not is_slope(several[0].node)
    }  # fmt: skip
    first = [key for key, form in found.items() if not _units(form.node, unit, told.lettering)]
    return _name(_base(first[0]), unit, found[first[0]].start) if len(first) == 1 else None


def _units(node: Node, unit: str, letters: Lettering) -> set[str]:
    """The names of this unit alone, as o_k, that stand in a formula."""
    found = set()
    for name in every_name(node):
        try:
            key, indices = letters.split(name)
        except NotUnderstood:
            continue
        if [label(one) for one in indices] == [unit]:
            found.add(key)
    return found


def _base(key: str) -> str:
    return key.partition(BY_LETTER)[0]


def _name(key: str, unit: str, at: int) -> Node | None:
    *accents, letter = key.split(" ")
    if not (letter.isalpha() and all(one in ACCENTS for one in accents)):
        return None
    name = tree.Name(letter, at, at, tuple(accents))
    return tree.Scripted(name, (tree.Name(unit, at, at),), (), 0, at, at)


def _with_slopes(judge: Judge, unsaid: dict[str, Node], loss: Node, sign: str) -> Judge:
    forms = dict(judge.told.forms)
    for key, into in unsaid.items():
        start = forms[key][0].start
        slope: Node = tree.Derivative("partial", loss, into, 1, start, start)
        if sign:
            slope = tree.Sum((slope,), (sign,), start, start)
        forms[key] = Form(start, forms[key][0].letters, slope), *forms[key]
    return Judge(replace(judge.told, forms=forms), judge.whole)
