"""What two formulas have to be for their equality to be a claim that a model decides."""

from __future__ import annotations

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.terms import parts
from derive.teaching.verifying.modelled.applied import is_of_whole_vector
from derive.teaching.verifying.modelled.forms import every_name
from derive.teaching.verifying.modelled.lettering import BY_LETTER
from derive.teaching.verifying.modelled.model import Model, names_in
from derive.teaching.verifying.modelled.said import Said
from derive.teaching.verifying.running.readings import UNVALUED
from derive.teaching.verifying.symbolic.by_definitions import MOST_SUMS, sums_in
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, nodes
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS


def says_something(terms: tuple[Term, Term], model: Model) -> bool:
    """Whether this is no equation for what is free: w x + b = 0 is true of some numbers."""
    left, right = (names_in(one) for one in terms)
    if not left or type(terms[1]) is tm.Constant:
        return False
    if any(type(one) in (tm.Rate, tm.Slope) for one in parts(terms)):
        return True
    if any(model.definition(key) is not None for key in left | right) and right:
        return True
    return left == right


def has_many_sums(terms: tuple[Term, Term], model: Model) -> bool:
    bodies = [model.definition(key) for key in model.behind(names_in(terms))]
    return max(map(sums_in, (*terms, *bodies))) > MOST_SUMS


def derived_by(left: Node, right: Node, model: Model) -> frozenset[str]:
    """What is derived by in these sides, if nothing else in them stands on how that is made.

    Then it may be any number: ∂ℓ/∂p = (p - y) / (p (1 - p)) whatever p is worked out from.
    """
    try:
        terms = model.term(left), model.term(right)
        by = frozenset(one.by for one in parts(terms) if type(one) is tm.Rate)
        made = frozenset(key for key in by if model.definition(key) is not None)
        below = model.behind(made) - made
        met = Model(model.said, model.at, model.first, free=made).behind(names_in(terms))
    except (*UNVALUED, NotUnderstood):
        return frozenset()
    return made if not below & met else frozenset()


def _free(term: Term, model: Model) -> set[str]:
    """The free names that a term stands on, through all that is defined."""
    return {one for one in model.behind(names_in(term)) if model.definition(one) is None}


def known(term: Term, other: Term, model: Model) -> bool:
    """Whether a term has the free names of another only: what is δ, if it stands for ∂L/∂z?

    Weights with their letters the other way round are no others, nor units by the letter of
    another layer, where the same name of theirs is known. Of what arrives from a loss that no
    formula defines, only what stands on it can be known.
    """
    known = _free(other, model)
    if model.said.upstream in known and model.said.upstream not in _free(term, model):
        return False
    for one in _free(term, model) - known - model.said.counts.keys():
        base, mark, _ = one.partition(BY_LETTER)
        several = (*known, *model.said.forms)
        if not mark or not any(key.startswith(base + mark) for key in several):
            return False
    return True


def of_numbers(left: Node, right: Node, model: Model) -> frozenset[str]:
    """What is derived by, where both sides may be of one number, whatever has entries elsewhere:
    ds/dz = s (1 - s), with z_i on the same sheet."""
    names = [one for side in (left, right) for one in every_name(side)]
    turned = any(isinstance(one, tree.Transposed) for one in nodes((left, right)))
    if turned or not all(one.plain and one.letter.islower() for one in names):
        return frozenset()
    try:
        terms = model.term(left), model.term(right)
        by = frozenset(one.by for one in parts(terms) if type(one) is tm.Rate)
        behind = model.behind(names_in(terms))
        bodies = [model.definition(key) for key in behind]
    except (*UNVALUED, NotUnderstood):
        return frozenset()
    if {key for key in behind if model.definition(key) is None} != by:
        return frozenset()  # no function of one number
    inner = parts([*terms, *(one for one in bodies if one is not None)])
    mixes = any(type(one) is tm.Call and one.function == "softmax" for one in inner)
    return frozenset() if mixes or max(map(sums_in, (*terms, *bodies))) else by


def is_open(sides: tuple[Node, Node], told: Said) -> bool:
    """Whether this is about a function that nothing defines, of one letter: q'(z) = 1/(1 + z)^2 may
    say what it is."""
    if is_of_whole_vector(sides[0]):
        return True
    names = [one for side in sides for one in every_name(side)]
    open_ = {one.letter for one in names if one.letter in told.called
             and one.letter not in {*told.functions, *told.forms, *FUNCTION_WORDS}}  # fmt: skip
    others = {one.letter for one in names if one.letter not in {*open_, *FUNCTION_WORDS, "e"}}
    plain = all(one.plain or one.letter in {*open_, "e"} for one in names)
    return bool(open_) and plain and not others & told.forms.keys()
