"""Formulas of a sheet without data, decided by what the sheet itself defines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls
from derive.calculus.term_shapes import Matrix, ShapeError, of_cells
from derive.calculus.terms import parts, value
from derive.teaching.verifying.lines.agreement import agree, is_finite
from derive.teaching.verifying.naming.numbered_names import (
    NUMBER,
    runs_over_numbers,
    with_numbers_marked,
)
from derive.teaching.verifying.running.readings import UNVALUED
from derive.teaching.verifying.symbolic.as_matrices import as_matrices, bold_letters
from derive.teaching.verifying.symbolic.bare_functions import without_arguments
from derive.teaching.verifying.symbolic.defined_names import SIZE, DefinedNames
from derive.teaching.verifying.symbolic.definitions import (
    Definitions,
    bare_loss,
    key_of,
    of_any_layer,
)
from derive.teaching.verifying.symbolic.drawn_values import SEEDS, drawn_value
from derive.teaching.verifying.symbolic.judging import choices
from derive.teaching.written import tree
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood, nodes, whole_names
from derive.teaching.written.tree import Node

LARGEST_FACTOR = 2  # that derivatives of losses and functions bring along
MOST_SUMS = 5  # in one another
MOST_AGAIN = 20  # names that are defined again, and times that one is
TARGETS = frozenset(("t", "y", "d", "T", "Y"))


def by_definitions(
    left: Node, right: Node, told: Definitions, condition: Node | None, prose: str
) -> bool | None:
    """Whether both sides are equal whatever the free names are; None where that is not said.

    Targets that the sheet does not say to sum to 1 may do so: what holds then is not wrong. Names
    without indices are numbers here, so what holds of a name that is transposed is not known to.
    Raises Unclear where it depends on shapes that nothing tells.
    """
    if of_any_layer((left, right), told):
        return None
    names = DefinedNames(told)
    meaning = Meaning(names)
    try:
        left, right = (
            with_numbers_marked(without_arguments(bare_loss(one), told.bare), told.numbered)
            for one in (left, right)
        )
        terms = meaning.term(left), meaning.term(right)
        where = meaning.conditions(condition) if condition is not None else ()
    except (NotUnderstood, RecursionError):
        return None
    if not _says_something(terms, names) or sums_in(terms) > MOST_SUMS:
        return None
    answer = _alike(terms, where, names, told.whole, prose)
    if not where:
        shaped = as_matrices(terms, answer, told, prose, bold_letters((left, right)))
        if shaped is not answer:
            return shaped
    if answer is False:
        targets = {key for key in names.met if key in TARGETS and told.indices.get(key) == 1}
        targets |= {f"{one} {NUMBER}" for one in told.numbered & TARGETS}
        if targets - told.whole and _alike(terms, where, names, told.whole | targets, prose):
            return True
        if not _free(terms[1], names) <= _free(terms[0], names):
            return None  # a name that nothing tells of, as δ for a derivative
        if _other_letter(terms, names) or runs_over_numbers((left, right), told.numbered):
            return None
    if answer and told.turned.intersection(map(key_of, whole_names((left, right)))):
        return None
    return answer


def may_be_values(node: Node) -> bool:
    """Whether a factor may be the value of something that the sheet worked out: 4 h_1, or a slope
    in a_1 · 1."""
    found = [one for inner in nodes(node) if isinstance(inner, tree.Product)
             for one in inner.factors if isinstance(one, tree.Number)]  # fmt: skip
    return any(one.decimals or one.value > LARGEST_FACTOR or one.text == "1" for one in found)


def sums_in(term: Any) -> int:
    """How many sums stand in one another at most."""
    if not hasattr(term, "__dataclass_fields__"):
        return max(map(sums_in, term), default=0) if type(term) is tuple else 0
    inner = max((sums_in(getattr(term, one)) for one in term.__slots__), default=0)
    return inner + (type(term) is tm.Total)


def _other_letter(terms: tuple[Term, Term], names: DefinedNames) -> bool:
    """Whether a function is right but for the letter of its argument: σ(z) = 1/(1 + e^{-x})."""
    left, right = terms
    keys = {one.key for one in parts(right) if type(one) is tm.Variable}
    if type(left) is not tm.Call or len(left.arguments) != 1 or len(keys) != 1:
        return False
    same = tm.Call(left.function, (tm.Variable(keys.pop()),))
    return bool(_alike((same, right), (), names, (), ""))


def _free(term: Term, names: DefinedNames) -> set[str]:
    """The free names that a term stands on, through all that is defined."""
    return {one for one in _behind(_names(term), names) if one not in names.told.formulas}


def _names(term: Any) -> set[str]:
    """The names that stand in a term."""
    found = {one.by if type(one) is tm.Rate else getattr(one, "key", "#") for one in parts(term)}
    return {one for one in found if not one.startswith("#")}


def _behind(found: set[str], names: DefinedNames) -> set[str]:
    """These names and all that they are defined by."""
    seen, waiting = set(found), list(found)
    while waiting:
        body = names.definition(waiting.pop())
        if body is not None and sums_in(body) > MOST_SUMS:
            raise ShapeError("more sums than can be worked out")
        new = set() if body is None else _names(body) - seen
        seen |= new
        waiting += new
    return seen


def settled(told: Definitions) -> Definitions:
    """Without names that are said to be several things."""
    formulas = dict(told.formulas)
    for at, (key, others) in enumerate(told.again.items()):
        first = formulas[key]
        if at >= MOST_AGAIN or len(others) > MOST_AGAIN:
            del formulas[key]
            continue
        for other in others:
            both = {**told.formulas, "=": other}
            names = DefinedNames(replace(told, formulas=both, terms={}), {key, "="})
            same = other.indices == first.indices
            try:
                terms = names.definition(key), names.definition("=")
            except (NotUnderstood, RecursionError):
                same = False
            if not same or not _alike(terms, (), names, told.whole, ""):
                formulas.pop(key, None)
    return replace(told, formulas=formulas, again={}, terms={})


def _says_something(terms: tuple[Term, Term], names: DefinedNames) -> bool:
    """Whether this is no equation for what is free: w x + b = 0 is true of some numbers."""
    left, right = ({one.key for one in parts(side) if type(one) is tm.Variable} for side in terms)
    derived = any(type(one) is tm.Rate for one in parts(terms))
    if terms[1] == tm.Constant(Fraction(0)) or not left:
        return False  # a minimum, or nothing to say
    if derived:
        return True
    free = {one for one in left | right if not one.startswith("#")}
    if any(key in names.told.formulas for key in free) and right:
        return True
    return left == right and bool(free)


def _alike(
    terms: Any, where: tuple[tm.Compare, ...], names: DefinedNames, whole: Iterable[str],
    prose: str,
) -> bool | None:  # fmt: skip
    """Whether two terms are equal wherever they have a value; None where they have none."""
    answer: bool | None = None
    for seed in range(SEEDS):
        try:
            values = _values(names, seed, frozenset(whole))
            for chosen in choices(terms, where, values, Balls(), prose):
                here = values | chosen
                if any(map(partial(_is_column, here), parts(terms))):
                    return None
                first, second = (value(one, here, Balls()) for one in terms)
                if not (is_finite(first) and is_finite(second)):
                    continue
                if not agree(first, second):
                    return False
                answer = True
        except (*UNVALUED, NotUnderstood):
            continue
    return answer


def _values(names: DefinedNames, seed: int, whole: frozenset[str]) -> dict[str, Any]:
    """Free names drawn at random, and what is defined worked out from them."""
    values: dict[str, Any] = {}
    waiting = sorted(_behind(names.met, names))
    for key in waiting:
        if key not in names.told.formulas:
            values[key] = drawn_value(key, names.told.indices.get(key, 0), seed, key in whole)
    for letter in (one for one in whole if one.endswith(NUMBER)):
        targets = [key for key in values if key.startswith(letter)]
        total = sum(abs(values[key]) for key in targets)
        values |= {key: abs(values[key]) / total for key in targets}
    while waiting:
        later = []
        for key in waiting:
            body = names.definition(key)
            if body is None:
                continue
            needed = {one.key for one in parts(body) if type(one) is tm.Variable}
            if all(one in values or one.startswith("#") for one in needed):
                values[key] = _worked_out(key, body, values, names)
            else:
                later.append(key)
        if len(later) == len(waiting):
            raise KeyError(later[0])
        waiting = later
    return values


def _worked_out(key: str, body: Term, values: dict[str, Any], names: DefinedNames) -> Any:
    letters = names.told.formulas[key].indices
    every = range(1, SIZE + 1)
    if not letters:
        return value(body, values, Balls())
    if len(letters) == 1:
        return of_cells([[value(body, values | {f"#{letters[0]}": n}, Balls())] for n in every])
    first, second = letters
    return of_cells([[value(body, values | {f"#{first}": n, f"#{second}": m}, Balls())
                      for m in every] for n in every])  # fmt: skip


def _is_column(values: dict[str, Any], term: Any) -> bool:
    """Whether a column is derived, such as its square: of which product that is is not said."""
    try:
        return type(term) is tm.Rate and type(value(term.body, values, Balls())) is Matrix
    except UNVALUED:
        return False
