"""Formulas of any layer l on a sheet without data: δ^l = (W^{l+1})^T δ^{l+1} ∘ σ'(z^l).

They are judged in a network of four layers, l being the second. A formula is wrong there only if
the sheet says what all of its letters are, and nothing in it is of the first or the last layer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.exercise import Exercise
from derive.teaching.verifying.lines.readings import mapped
from derive.teaching.verifying.naming.lettered import LAYERED
from derive.teaching.verifying.naming.notation import Letter, Notation
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.running.four_layers import four_layers
from derive.teaching.verifying.stated.functions import LOSS_LETTERS, Named
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.layers import LAYER_LETTERS
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import nodes, whole_names, without_place, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.words import FUNCTION_WORDS

LAYER, LAST = 2, "L"
MOST_TRIED = 120  # claims of a sheet on which several layouts are tried: each one costs as much
ROLES = {"z": "z", "net": "z", "s": "z", "u": "z", "a": "a", "h": "a", "o": "a", "W": "W", "w": "W",
         "b": "b", "delta": "delta", **dict.fromkeys(LOSS_LETTERS, "loss")}  # fmt: skip
PARAMETERS = frozenset(("W", "w", "b", "d", "eta", "sigma", "e")) | LOSS_LETTERS
TOLD = PARAMETERS | FUNCTION_WORDS.keys() | INDEX_LETTERS  # without a definition
JUDGED = frozenset(("holds", "wrong", "follows", "right again"))

Sheet = list[tuple[Found, Piece]]
Judge = Callable[[Exercise, Notation, Sheet], Report]


def of_any_layer(report: Report, found: Sheet, said: Named, judge: Judge, goes_on: str) -> Report:
    """The report with formulas of a layer l judged too; `judge` gives one under an exercise.

    `goes_on` says of a claim that it follows from another line.
    """
    places = {place for one, _ in found if isinstance(one, Statement) for place in _stepping(one)}
    if not places:
        return report
    numbered: Sheet = [
        (replace(one, operands=_put(one.operands, places)) if isinstance(one, Statement) else one,
         piece) for one, piece in found
    ]  # fmt: skip
    general = {sign.start for (one, _), (other, _) in zip(found, numbered, strict=True)
               if isinstance(one, Statement) and isinstance(other, Statement)
               and one.operands != other.operands for sign in one.signs}  # fmt: skip
    letters = {name.letter for one, _ in found if isinstance(one, Statement)
               for name in whole_names(one.operands)}  # fmt: skip
    last = {sign.start for one, _ in found if isinstance(one, Statement) and _is_of_last(one)
            for sign in one.signs}  # fmt: skip
    sides, forward = _sides(numbered), set(_forward(numbered))
    best: tuple[tuple[bool, int, int], Report] | None = None
    for exercise, lying in four_layers(said, bool(letters & {"b", "B", "theta"}), _logs(found)):
        told = judge(exercise, Notation(dict(_meanings(letters, places, lying))), numbered)
        same = [one.offset for one in told.claims] == [one.offset for one in report.claims]
        if not same or not (known := _defined(told, sides)):
            continue
        of_loss = _of_loss(told, sides)
        judged = general | (last if of_loss else set())
        claims = [
            _joined(old, new, sides, known | of_loss) if old.offset in judged else old
            for old, new in zip(report.claims, told.claims, strict=True)
        ]
        wrong = {at for at, one in enumerate(claims) if one.verdict == "wrong"}
        claims = [old if new.root is not None and new.root not in wrong else new
                  for old, new in zip(report.claims, claims, strict=True)]  # fmt: skip
        held = sum(one.verdict == "holds" for one in claims)
        holds = any(one.offset in forward and one.verdict == "holds" for one in told.claims)
        rank = not holds, len(wrong), -held
        if best is None or rank < best[0]:
            best = rank, replace(report, claims=tuple(_gone_on(claims, wrong, sides, goes_on)))
        if not forward or (holds and not wrong) or len(report.claims) > MOST_TRIED:
            break
    return best[1] if best is not None else report


def _forward(found: Sheet) -> Iterator[int]:
    """The signs of lines that say what goes into a layer, by its weights."""
    for one, _ in found:
        name = written(one.operands[0]) if isinstance(one, Statement) else None
        if not isinstance(one, Statement) or name is None or ROLES.get(name.letter) != "z":
            continue
        if any(ROLES.get(inner.letter) == "W" for inner in whole_names(one.operands[1:])):
            yield one.signs[0].start


def _meanings(letters: set[str], places: set[str], lying: bool) -> Iterator[tuple[str, Letter]]:
    """What letters usually mean, their layers being in one of these places."""
    place = "raised" if "raised" in places else min(places)
    for letter in letters & ROLES.keys():
        role = ROLES[letter]
        turned = lying and role not in ("W", "loss")
        yield letter, Letter(role, place if role in LAYERED else "", turned=turned)


# the letter of a layer ----------------------------------------------------------------------------
def _stepping(one: Statement) -> Iterator[str]:
    """Where l + 1 and l - 1 stand: in a bracket, raised or lowered."""
    for node in nodes(one.operands):
        name = written(node)
        if name is not None:
            for place, slots in _slots(node):
                if any(_layer(slot) not in (None, LAYER) for slot in slots):
                    yield place


def _slots(node: Any) -> Iterator[tuple[str, list[Any]]]:
    if isinstance(node, tree.Scripted):
        for mark in node.upper:
            if isinstance(mark, tree.Mark):
                yield mark.bracket, [mark.inner]
        yield "raised", [one for one in node.upper if not isinstance(one, tree.Mark)]
        yield "lowered", list(node.lower)


def _layer(slot: Any) -> int | None:
    """The layer that l, l + 1 or l - 1 are."""
    match slot:
        case tree.Name(text) if text in LAYER_LETTERS:
            return LAYER
        case tree.Sum((tree.Name(text), tree.Number("1")), ("+", sign)) if text in LAYER_LETTERS:
            return LAYER + (1 if sign == "+" else -1)
    return None


def _put(node: Any, places: set[str]) -> Any:
    """A node with numbers for the layers."""
    if not isinstance(node, tree.Scripted):
        return mapped(node, lambda inner: _put(inner, places))

    def number(slot: Any, place: str) -> Any:
        layer = _layer(slot) if place in places else None
        return (
            _put(slot, places) if layer is None else tree.Number(str(layer), slot.start, slot.end)
        )

    upper = tuple(
        replace(one, inner=number(one.inner, one.bracket)) if isinstance(one, tree.Mark)
        else number(one, "raised") for one in node.upper
    )  # fmt: skip
    lower = tuple(number(one, "lowered") for one in node.lower)
    return replace(node, base=_put(node.base, places), upper=upper, lower=lower)


def _gone_on(
    claims: list[Claim], wrong: set[int], sides: dict[int, tuple[tree.Node, tree.Node]],
    goes_on: str,
) -> Iterator[Claim]:  # fmt: skip
    """The claims; one with the same slip in the same functions as one before goes on from it."""
    first: dict[Any, int] = {}
    for at, one in enumerate(claims):
        if at in wrong:
            slip = one.slip, frozenset(_applied(sides[one.offset][1]))
            root = first.setdefault(slip, at)
            same = one.slip is not None or claims[root].line != one.line  # steps of one chain
            if root != at and any(slip) and same:
                told = goes_on.format(line=claims[root].line)
                one = replace(one, verdict="follows", root=root, slip=None, message=told)
        yield one


def _applied(node: Any) -> Iterator[tuple[str, int, str]]:
    """The functions in a node, with their primes, and what they are applied to."""
    for one in nodes(node):
        if isinstance(one, tree.Product):
            for function, argument in zip(one.factors, one.factors[1:], strict=False):
                name = written(function)
                if name is not None and isinstance(argument, tree.Group):
                    yield name.letter, name.primes, repr(without_place(argument))


# what is taken over -------------------------------------------------------------------------------
def _sides(found: Sheet) -> dict[int, tuple[tree.Node, tree.Node]]:
    """The operands around each sign."""
    return {
        sign.start: (one.operands[at], one.operands[at + 1])
        for one, _ in found if isinstance(one, Statement) for at, sign in enumerate(one.signs)
    }  # fmt: skip


def _defined(report: Report, sides: dict[int, tuple[tree.Node, tree.Node]]) -> set[str]:
    """Letters that stand alone on one side of what holds, and functions in it."""
    found = set()
    for one in report.claims:
        if one.verdict == "holds" and one.offset in sides:
            for node in sides[one.offset]:
                name = written(node)
                if name is not None:
                    found.add(name.letter)
                found |= {letter for letter, *_ in _applied(node)}
    return found


def _is_of_last(one: Statement) -> bool:
    """Whether the last layer is in it: a^L."""
    slots = (slot for node in nodes(one.operands) for _, found in _slots(node) for slot in found)
    return any(isinstance(slot, tree.Name) and slot.text == LAST for slot in slots)


def _logs(found: Sheet) -> bool:
    """Whether the loss that is written out is of logarithms."""
    return any(
        (name := written(one.operands[0])) is not None and name.letter in LOSS_LETTERS
        and any(inner.letter in ("log", "ln") for inner in whole_names(one.operands[1:]))
        for one, _ in found if isinstance(one, Statement)
    )  # fmt: skip


def _of_loss(report: Report, sides: dict[int, tuple[tree.Node, tree.Node]]) -> set[str]:
    """The letters of the loss that the sheet writes out, where it is that of the network."""
    return {name.letter for one in report.claims
            if one.quantity == "loss" and one.verdict == "holds" and one.offset in sides
            for name in whole_names(sides[one.offset])}  # fmt: skip


def _is_layout(left: tree.Node, right: tree.Node) -> bool:
    """Whether ∂z/∂a is said to be W, or W^T: that is how the sheet has its derivatives lie."""
    name = written(right.inner if isinstance(right, tree.Transposed) else right)
    weights = name is not None and not name.indices and ROLES.get(name.letter) == "W"
    return isinstance(left, tree.Derivative) and weights


def _joined(
    old: Claim, new: Claim, sides: dict[int, tuple[tree.Node, tree.Node]], known: set[str]
) -> Claim:
    """The verdict in the network, where it may be told."""
    if old.verdict != "no claim" or new.verdict not in JUDGED:
        return old
    new = replace(new, expected=None, quantity=None)
    if new.verdict != "wrong":
        return new
    if _is_layout(*sides[new.offset]):
        return old
    letters = {one.letter for one in whole_names(sides[new.offset])}
    return new if letters - TOLD <= known else old
