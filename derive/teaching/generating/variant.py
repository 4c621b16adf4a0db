"""One variant of a recipe: the first of its own draws that meets every condition, solved.

Attempt j of variant k is one point of the grid of its form under a seeded permutation. No two
variants share a point, so that they are different whatever was turned down, and none depends on
how many there are.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from derive.errors import DeriveError
from derive.teaching.exercise import Exercise
from derive.teaching.generating.codes import MOST, Code
from derive.teaching.generating.frame import Frame
from derive.teaching.generating.given_checks import effort
from derive.teaching.generating.permutation import permuted
from derive.teaching.generating.recipe import ROOM, USUAL_ATTEMPTS, Recipe
from derive.teaching.generating.trial import trial


@dataclass(frozen=True, eq=False)
class Variant:
    """A variant: its exercise, how hard it is, and the draws that were turned down, by reason."""

    number: int
    code: Code
    exercise: Exercise
    frame: Frame
    effort: int
    rejected: Counter[str]


def stem(recipe: Recipe, number: int) -> str:
    """The name of a variant and of its files."""
    return f"{recipe.name}-{number:04d}"


def form_of(recipe: Recipe, seed: int, number: int) -> tuple[int, int]:
    """The form of a variant, and how many before it have the same: forms take turns."""
    forms = recipe.form.count
    turn, place = divmod(number - 1, forms)
    return permuted(place, forms, _key(recipe, seed, turn, "form")), turn


def _key(recipe: Recipe, seed: int, number: int, what: str) -> bytes:
    return f"{recipe.digest} {seed} {number} {what}".encode()


def attempts_of(recipe: Recipe, made: Frame) -> int:
    """How many draws each variant of a form has of its own."""
    usual = min(USUAL_ATTEMPTS, max(1, made.count // ROOM))
    return min(made.count, recipe.attempts or usual)


def variant(recipe: Recipe, seed: int, number: int) -> Variant:
    """Variant `number` (from 1) of a recipe.

    Raises DeriveError where the grid has no room for so many variants, or where no draw meets the
    conditions: then it says which failed how often.
    """
    if not 1 <= number <= MOST or not 0 <= seed <= MOST:
        raise DeriveError(f"seeds are from 0, variants from 1, both at most {MOST}")
    form, turn = form_of(recipe, seed, number)
    try:
        tried = trial(recipe, form)
    except DeriveError as error:
        raise error.at(file=recipe.name) from None
    made, own = tried.frame, attempts_of(recipe, tried.frame)
    _check_room(recipe, made, own, number, turn)
    key, rejected = _key(recipe, seed, form, "grid"), Counter[str]()
    for attempt in range(turn * own, (turn + 1) * own):
        leaves = made.leaves(permuted(attempt, made.count, key))
        fault = tried.fault(leaves)
        if fault is None:
            exercise = made.filled(leaves, stem(recipe, number))
            code = Code(recipe.digest, seed, number)
            return Variant(number, code, exercise, made, effort(made, leaves), rejected)
        rejected[fault] += 1
    told = ", ".join(f"{name} {count}" for name, count in rejected.most_common())
    raise DeriveError(
        f"variant {number}: none of its {own} draws meets the conditions; turned down by: {told}",
        file=recipe.name,
    )


def _check_room(recipe: Recipe, made: Frame, own: int, number: int, turn: int) -> None:
    """Whether the grid of the form still has draws for this variant."""
    if (turn + 1) * own <= made.count:
        return
    room = made.count // own * recipe.form.count
    each = "1 draw" if own == 1 else f"{own} draws"
    raise DeriveError(
        f"no variant {number}: there are {made.count * recipe.form.count} different draws, with "
        f"{each} for each variant enough for {room}",
        file=recipe.name,
    )
