"""Formulas of any layer l on a sheet without data: δ^l = (W^{l+1})^T δ^{l+1} ∘ σ'(z^l).

They are judged in a network of four layers, l being the second. A formula is wrong there only if
the sheet says what all of its letters are, and nothing in it is of the first or the last layer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.exercise import Exercise
from derive.teaching.verifying.naming.lettered import LAYERED
from derive.teaching.verifying.naming.notation import Letter, Notation
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.running.current_values import with_current
from derive.teaching.verifying.running.four_layers import four_layers
from derive.teaching.verifying.running.layer_roles import (
    are_single,
    has_differentials,
    layer_roles,
)
from derive.teaching.verifying.stated.functions import LOSS_LETTERS, Named
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import nodes, whole_names, without_place, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.words import FUNCTION_WORDS

MOST_TRIED = 120  # claims of a sheet on which several layouts are tried: each one costs as much
ROLES = {"z": "z", "net": "z", "s": "z", "u": "z", "a": "a", "h": "a", "o": "a", "W": "W", "w": "W",
         "b": "b", "B": "b", "delta": "delta", **dict.fromkeys(LOSS_LETTERS, "loss")}  # fmt: skip
PARAMETERS = frozenset(("W", "w", "b", "d", "eta", "sigma", "e")) | LOSS_LETTERS
TOLD = PARAMETERS | FUNCTION_WORDS.keys() | INDEX_LETTERS  # without a definition
JUDGED = frozenset(("holds", "wrong", "follows", "right again"))

Sheet = list[tuple[Found, Piece]]
Judge = Callable[[Exercise, Notation, Sheet], Report]


def of_any_layer(
    report: Report, found: Sheet, said: Named, judge: Judge, words: dict[str, str]
) -> Report:
    """The report with formulas of a layer l judged too; `judge` gives one under an exercise."""
    chains = [one for one, _ in found if isinstance(one, Statement)]
    layers = layer_roles(chains)
    marks, roles = layers.marks, {**ROLES, **layers.roles}
    places = {place for one in chains for place in marks.stepping(one)}
    if not places:
        return report
    current = with_current(found, marks)
    numbered: Sheet = [
        (replace(one, operands=marks.put(one.operands, places)) if isinstance(one, Statement)
         else one, piece) for one, piece in current
    ]  # fmt: skip
    general = {sign.start for (one, _), (other, _) in zip(found, numbered, strict=True)
               if isinstance(one, Statement) and isinstance(other, Statement)
               and one.operands != other.operands for sign in one.signs}  # fmt: skip
    names = [name for one in chains for name in whole_names(one.operands)]
    letters = {
        one.letter
        for one in names
        if one.letter in LOSS_LETTERS or one.marks or one.indices or one.raised
    }  # h, in h'(z), is no unit
    last = {sign.start for one, _ in found if isinstance(one, Statement) and marks.is_of_last(one)
            for sign in one.signs}  # fmt: skip
    sides, forward = _sides(numbered), set(_forward(numbered, roles))
    best: tuple[tuple[bool, int, int], Report] | None = None
    biases = any(roles.get(one) == "b" for one in letters) or "theta" in letters
    single = are_single(chains, layers)
    open_ = {"d"} if has_differentials(chains, roles) else set[str]()
    for exercise, lying in four_layers(said, biases, _logs(found), single):
        told = judge(exercise, Notation(dict(_meanings(letters, roles, places, lying))), numbered)
        same = [one.offset for one in told.claims] == [one.offset for one in report.claims]
        if not same or not (known := _defined(told, sides)):
            continue
        of_loss = _of_loss(told, sides)
        judged = general | (last if of_loss else set())
        claims = [
            _joined(old, _of_another(new, words), sides, known | of_loss, open_, roles)
            if old.offset in judged
            else old
            for old, new in zip(report.claims, told.claims, strict=True)
        ]
        wrong = {at for at, one in enumerate(claims) if one.verdict == "wrong"}
        claims = [old if new.root is not None and new.root not in wrong else new
                  for old, new in zip(report.claims, claims, strict=True)]  # fmt: skip
        held = sum(one.verdict == "holds" for one in claims)
        holds = any(one.offset in forward and one.verdict == "holds" for one in told.claims)
        rank = not holds, len(wrong), -held
        if best is None or rank < best[0]:
            best = (
                rank,
                replace(report, claims=tuple(_gone_on(claims, wrong, sides, words["follows"]))),
            )
        if not forward or (holds and not wrong) or len(report.claims) > MOST_TRIED:
            break
    return best[1] if best is not None else report


def _forward(found: Sheet, roles: dict[str, str]) -> Iterator[int]:
    """The signs of lines that say what goes into a layer, by its weights."""
    for one, _ in found:
        name = written(one.operands[0]) if isinstance(one, Statement) else None
        if (
            not isinstance(one, Statement)
            or name is None
            or roles.get(name.letter) not in ("z", "a")
        ):
            continue
        if any(roles.get(inner.letter) == "W" for inner in whole_names(one.operands[1:])):
            yield one.signs[0].start


def _meanings(
    letters: set[str], roles: dict[str, str], places: set[str], lying: bool
) -> Iterator[tuple[str, Letter]]:
    """What letters usually mean, their layers being in one of these places."""
    place = "raised" if "raised" in places else min(places)
    for letter in letters & roles.keys():
        role = roles[letter]
        turned = lying and role not in ("W", "grad.W", "loss")
        yield letter, Letter(role, place if role in LAYERED else "", turned=turned)


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


def _of_another(new: Claim, words: dict[str, str]) -> Claim:
    """The claim; what is equal to another quantity of the drawn network is not equal to this."""
    if new.verdict != "mislabelled":
        return new
    return replace(new, verdict="wrong", slip=None, message=words["wrong_formula"])


def _is_layout(left: tree.Node, right: tree.Node, roles: dict[str, str]) -> bool:
    """Whether ∂z/∂a is said to be W, or W^T: that is how the sheet has its derivatives lie.

    That ∂z/∂z is, says another thing: the slope between them is forgotten.
    """
    by = written(left.by) if isinstance(left, tree.Derivative) else None
    if by is not None and roles.get(by.letter) == "z":
        return False
    name = written(right.inner if isinstance(right, tree.Transposed) else right)
    weights = name is not None and not name.indices and roles.get(name.letter) == "W"
    return isinstance(left, tree.Derivative) and weights


def _joined(
    old: Claim,
    new: Claim,
    sides: dict[int, tuple[tree.Node, tree.Node]],
    known: set[str],
    open_: set[str],
    roles: dict[str, str],
) -> Claim:
    """The verdict in the network, where it may be told."""
    if old.verdict != "no claim" or new.verdict not in JUDGED:
        return old
    new = replace(new, expected=None, quantity=None)
    if new.verdict != "wrong":
        return new
    if _is_layout(*sides[new.offset], roles):
        return old
    letters = {one.letter for one in whole_names(sides[new.offset])}
    told = TOLD | {one for one in letters if roles.get(one) in ("W", "b")}
    return new if letters - (told - open_) <= known else old
