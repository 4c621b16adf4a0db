"""Formulas about slopes of functions of one number: σ' = σ(1 - σ), d/dz tanh z = 1 - tanh² z.

Whatever the letter of the number means elsewhere on the sheet, here it is any number.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.decide_entries import decide_entries
from derive.calculus.domain import Domain, Unknown
from derive.calculus.term import Term
from derive.calculus.term_functions import MATRICES
from derive.calculus.term_shapes import ShapeError
from derive.errors import DeriveError
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.symbolic.functions_said import normal_letters
from derive.teaching.written import tree
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import (
    NotUnderstood,
    Written,
    names_with_powers,
    nodes,
    whole_names,
    without_place,
    written,
)
from derive.teaching.written.sheet_functions import ANY, pinned
from derive.teaching.written.slope_names import MOST_PRIMES, OUTPUTS, OwnFunction, SlopeNames
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

Z = tm.Variable("z")
CONSTANTS = frozenset(("e", "pi"))
KNOWN = CONSTANTS | {"sigma"}


def of_one_variable(
    left: Node, right: Node, known: BoundNames, condition: Node | None
) -> bool | None:
    """True where the sides are equal for any number under one reading, False where under none.

    None for a formula that says nothing of a slope, or of which a name is no function of a number.
    A function's own letter is what the sheet says that it is, or what its network has.
    """
    told: bool | None = None
    for names, named in _readings(left, right, known):
        meaning = Meaning(names)
        try:
            first, second = meaning.term(left), meaning.term(right)
            where = meaning.conditions(condition) if condition is not None else ()
            domain = Domain((Unknown("z"),), along="z", where=where)
            found = decide_entries(second, first, domain)
        except (NotUnderstood, DeriveError, ShapeError):
            continue
        if found.holds:
            return True
        if condition is None and _in_part(first, second):
            return None
        told = False if named else told
    defined = known.told.functions.keys() & {one.letter for one in whole_names((left, right))}
    return None if told is False and len(defined) > 1 else told


def _in_part(first: Term, second: Term) -> bool:
    """Whether both are equal above 0 or below it: the prose may say which, "for x > 0"."""
    for sign in (">", "<"):
        where = (tm.Compare(Z, sign, tm.Constant(Fraction(0))),)
        try:
            if decide_entries(second, first, Domain((Unknown("z"),), along="z", where=where)).holds:
                return True
        except (DeriveError, ShapeError):
            return False
    return False


def is_identity(left: Node, right: Node) -> bool:
    """Whether both sides are equal whatever number their one letter is, which functions are of.

    So 1 / cosh² x = 1 - tanh² x, though x is a column elsewhere.
    """
    found = list(names_with_powers((left, right)))
    free = {one.letter for one in found if one.letter not in FUNCTION_WORDS} - KNOWN
    calls = {FUNCTION_WORDS.get(one.letter, one.letter) for one in found} - free
    letter = next(iter(free), "")
    if (
        not calls
        or calls & MATRICES.keys()
        or len(free) != 1
        or not letter.islower()
        or not all(map(_is_bare, found))
    ):
        return False
    if any(isinstance(one, tree.Transposed) or getattr(one, "bold", False)
           for one in nodes((left, right))):  # fmt: skip
        return False
    meaning = Meaning(SlopeNames(letter, None, {}, False, {}))
    try:
        terms = meaning.term(right), meaning.term(left)
        return decide_entries(*terms, Domain((Unknown("z"),), along="z")).holds
    except (NotUnderstood, DeriveError, ShapeError):
        return False


def of_one_letter(left: Node, right: Node, condition: Node) -> tuple[Node, Node, Node]:
    """The same with the bare letter z where all that is no function is one name: ReLU'(z_2)."""
    sides = left, right, condition
    free = [
        one for one in whole_names(sides) if not _is_function(one) and one.letter not in CONSTANTS
    ]
    looks = {(one.letter, repr(without_place(one.node))) for one in free}
    if len(looks) != 1 or _is_bare(free[0]) or free[0].primes:
        return sides
    first, second, third = (_bared(one, free[0].letter) for one in sides)
    return first, second, third


def _bared(node: Any, letter: str) -> Any:
    """A node with nothing written on a letter."""
    if isinstance(node, tuple):
        return tuple(_bared(one, letter) for one in node)
    if not hasattr(node, "start"):
        return node
    name = written(node)
    if name is not None:
        return tree.Name(letter, node.start, node.end) if name.letter == letter else node
    return type(node)(*(_bared(getattr(node, one), letter) for one in node.__slots__))


def _arguments(
    left: Node, right: Node, own: Container[str], normal: frozenset[str]
) -> tuple[str, ...]:
    """The letters that can be the number; none where this is no formula about a slope.

    Those of the sheet's `own` functions are no quantities, nor those of the `normal` distribution.
    """
    found = list(names_with_powers((left, right)))
    by: set[str] = set()
    for node in nodes((left, right)):
        if isinstance(node, tree.Derivative):
            name, what = written(node.by), written(node.what) if node.what is not None else None
            if name is None or not name.plain or node.order != 1 or node.what is None:
                return ()
            known = what is None or _is_function(what) or what.letter in own
            if what is not None and not (known or what.letter in CONSTANTS):
                return ()  # of a quantity by a quantity
            by.add(name.letter)
    applied = {one.letter for one in found if one.primes}
    if not (by or applied) or len(by) > 1 or not all(map(_is_bare, found)):
        return ()
    if any(map(_has_constants, found)):
        return ()  # which ones the layer says
    free = {one.letter for one in found if not _is_function(one)}
    free -= by | applied | CONSTANTS | normal
    if not by and len(free) == 1:
        return (*free, "z") if free <= OUTPUTS else tuple(free)  # z, or a in σ' = a(1 - a)
    return tuple(by or "z") if free <= OUTPUTS else ()


def _is_bare(name: Written) -> bool:
    """Whether nothing but a few primes and powers stand on a name."""
    return not (name.indices or name.accents or name.primes > MOST_PRIMES) and not any(
        isinstance(one.inner, tree.Name) for one in name.marks
    )


def _is_function(name: Written) -> bool:
    return name.letter in FUNCTION_WORDS or (name.letter in ANY and name.letter not in ("h", "s"))


def _readings(left: Node, right: Node, known: BoundNames) -> Iterator[tuple[SlopeNames, bool]]:
    """What the letters can be: the sheet's own functions, those of the network, what is named.

    With each goes whether the sheet tells that it is so: else what is not equal is not wrong.
    """
    letters = {one.letter for node in (left, right) for one in whole_names(node)}
    derived = _derived(left) | _derived(right)
    normal = normal_letters(known.letters.functions)
    for argument in _arguments(left, right, known.told.functions, normal):
        yield from _of_argument(argument, letters, derived, known)


def _derived(side: Node) -> set[str]:
    """The letters of what is derived."""
    primed = {one.letter for one in whole_names(side) if one.primes}
    what = [one.what for one in nodes(side) if isinstance(one, tree.Derivative)]
    return primed | {one.text for node in what for one in nodes(node) if isinstance(one, tree.Name)}


def _has_constants(name: Written) -> bool:
    row = ACTIVATIONS.get(FUNCTION_WORDS.get(name.letter, ""))
    return row is not None and bool(row.constants)


def _of_argument(
    argument: str, letters: set[str], derived: set[str], known: BoundNames
) -> Iterator[tuple[SlopeNames, bool]]:
    normal = normal_letters(known.letters.functions)
    own = letters & OUTPUTS - {argument, "sigma"} - normal
    told = sorted(derived & known.told.functions.keys() - {argument})
    bodies: dict[Term | None, bool] = {}
    for one in (one for letter in told for one in known.told.functions[letter]):
        body = _term(one, normal)
        if body is None and one.letter != "sigma":
            return  # which function that is was said, and not understood
        if body is not None:
            bodies[body] = True
    if not own:
        bodies[None] = True
    if known.network is not None:
        names = dict.fromkeys(pinned(one) for one in known.network.layers)
        bodies |= {tm.Call(one, (Z,)): True for one in names if one not in ("softmax", "identity")}
    said = [FUNCTION_WORDS.get(one) or ("sigmoid" if one == "sigma" else "") for one in letters]
    if not own & set(told):
        open_letters = bool(own & derived)  # a letter may be any function of those that are named
        for name in said:
            if name in ("sigmoid", "tanh"):
                bodies.setdefault(tm.Call(name, (Z,)), not open_letters)
    for body, named in bodies.items():
        for sigma_is_own in (False, True) if body is not None and "sigma" in letters else (False,):
            yield SlopeNames(argument, body, {}, sigma_is_own, {}, normal), named


def _term(function: OwnFunction, normal: frozenset[str]) -> Term | None:
    """What the sheet says that a function is, in z."""
    names = SlopeNames(function.argument, None, {}, False, {}, normal)
    try:
        return Meaning(names).term(function.formula)
    except (NotUnderstood, RecursionError):
        return None
