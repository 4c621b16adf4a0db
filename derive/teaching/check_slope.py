"""A formula against the derivative of a function of one number."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.domain import Domain, Unknown
from derive.calculus.term import Term
from derive.errors import DeriveError, nearest
from derive.teaching.check_answer import Answer
from derive.teaching.check_claims import Truth, against
from derive.teaching.check_reading import letters, meant, one_chain
from derive.teaching.check_spread import is_euler, is_spread
from derive.teaching.written import tree
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import nodes, written
from derive.teaching.written.slope_names import SlopeNames
from derive.teaching.written.tree import Chain
from derive.teaching.written.words import FUNCTION_WORDS, MATRIX_WORDS

ARGUMENTS = ("z", "x", "net", "in", "u", "v", "t", "w", "xi", "theta")
# letters that a constant of the table goes by, the surest first
PARAMETERS = ("alpha", "slope", "lambda", "beta", "gamma", "epsilon", "k", "c", "a", "m", "p", "b")
Z = tm.Variable("z")


@dataclass(frozen=True)
class Asked:
    """The function in question: its letter, its term in z, its name if it has one.

    `letters` are those of its own formula; `sigma` says that σ is its name.
    """

    argument: str | None
    body: Term
    name: str | None
    letters: tuple[str, ...] = ()
    sigma: bool = False


def check_slope(
    formula: str, slope_of: str, wrt: str | None, given: tuple[tuple[str, Fraction], ...]
) -> Answer:
    """Whether each side of the formula is the derivative of the function.

    Raises DeriveError for what cannot be read, with the place.
    """
    asked = asked_function(slope_of, wrt, given)
    if asked.name == "softmax":
        from derive.teaching.check_softmax import check_softmax

        return check_softmax(formula, wrt)
    chain = one_chain(formula)
    found = letters(chain)
    argument = asked.argument or _argument_in(chain, found)
    constants, unknowns, fixed = _constants(found, asked, dict(given), argument)
    sigma = asked.sigma or ("sigma" in found and _primed_sigma(chain))

    def meaning(sigma: bool) -> Meaning:
        return Meaning(SlopeNames(argument, asked.body, constants, sigma, {}, _normal(found)))

    def accepted(text: str) -> str:
        """The right formula, if it is read as what it is; pieces in one another are not."""
        with suppress(DeriveError):
            if text and against(text, meaning(sigma), Truth(right, domain, shown)).holds:
                return text
        return ""

    right, domain = _asked_for(asked, tuple(unknowns), fixed)
    shown = {"z": argument} | {
        term.key: letter for letter, term in constants.items() if isinstance(term, tm.Variable)
    }
    truth = Truth(
        right,
        domain,
        shown,
        lambda: accepted(_expected(asked, argument, constants, fixed)),
        lambda claim: _slip(asked, claim, domain),
    )
    answer = against(formula, meaning(sigma), truth, chain)
    if sigma and not asked.sigma and not answer.holds:
        # σ′ in σ + zσ′ is that of the sigmoid, whatever function is in question
        other = against(formula, meaning(False), truth, chain)
        # nobody gives a slope by itself: without σ′ = before it, σ is not the function either
        answer = other if other.holds or len(chain.operands) == 1 else answer
    return answer


@lru_cache(maxsize=256)
def _asked_for(
    asked: Asked, unknowns: tuple[Unknown, ...], fixed: tuple[tuple[str, Fraction], ...]
) -> tuple[Term, Domain]:
    """The slope, and where it is tried; one value for all formulas about it."""
    return tm.Rate(asked.body, "z"), Domain((Unknown("z"), *unknowns), along="z", fixed=fixed)


def _expected(
    asked: Asked,
    argument: str,
    constants: dict[str, Term],
    fixed: tuple[tuple[str, Fraction], ...],
) -> str:
    from derive.teaching.check_slope_report import expected

    row = ACTIVATIONS.get(asked.name or "")
    said: dict[str, Term] = {key: tm.Constant(one) for key, one in fixed}
    for letter, term in constants.items():
        if row is not None and isinstance(term, tm.Variable) and term.key in row.constants:
            said[term.key] = tm.Variable(f"the {letter}")
    return expected(asked.body, asked.name, argument, said or None)


def _slip(asked: Asked, claim: Term, domain: Domain) -> str | None:
    from derive.teaching.check_slope_report import slip

    return slip(asked.body, asked.name, claim, domain)


@lru_cache(maxsize=256)
def asked_function(
    slope_of: str, wrt: str | None, given: tuple[tuple[str, Fraction], ...]
) -> Asked:
    """The function that `slope_of` names or writes."""
    plain = slope_of.strip()
    name = plain if plain in ACTIVATIONS else "sigmoid" if plain in ("σ", "sigma") else None
    joined = plain.replace(" ", "").replace("-", "").replace("_", "")
    name = name or FUNCTION_WORDS.get(joined) or FUNCTION_WORDS.get(joined.casefold())
    if name is not None and name not in MATRIX_WORDS.values() and name not in ("max", "min"):
        return Asked(wrt, tm.Call(name, (Z,)), name, sigma=name == "sigmoid")
    chain = one_chain(slope_of, "function")
    (*left, body) = chain.operands
    assert body is not None
    if chain.condition is not None:
        raise DeriveError("the function cannot be read: a condition without an else")
    found = tuple(one for one in dict.fromkeys(letters(body)) if one != "e" or not is_euler(body))
    argument = wrt or _argument_of(found, slope_of)
    if argument not in found:
        _refuse(plain, argument, found)
    values = dict(given)
    constants: dict[str, Term] = {
        one: tm.Constant(values[one]) if one in values else tm.Variable(f"the {one}")
        for one in found
        if one not in (argument, *_normal(found)) and (one != "sigma" or is_spread(body))
    }
    names = SlopeNames(argument, None, constants, False, {}, _normal(found))
    term = meant(slope_of, lambda: Meaning(names).term(body))
    heads = [written(one) for node in left for one in nodes(node) if written(one) is not None]
    sigma = any(one is not None and one.letter == "sigma" for one in heads)
    return Asked(argument, term, None, tuple(constants), sigma)


def _refuse(text: str, argument: str, found: tuple[str, ...]) -> None:
    """The error for a function that does not depend on its letter: most often a misspelt name."""
    if text.isalpha() and len(text) > 3:
        raise DeriveError(f'unknown function "{text}": {nearest(text, ACTIVATIONS)}')
    raise DeriveError(f'the function holds no "{argument}": {nearest(argument, found)}')


def _argument_of(found: tuple[str, ...], text: str) -> str:
    if len(found) == 1:
        return found[0]
    for one in ARGUMENTS:
        if one in found:
            return one
    if text.strip().isalpha() and len(text.strip()) > 3:
        _refuse(text.strip(), "z", found)
    raise DeriveError("by which letter the derivative is taken is not clear: say --wrt")


def _argument_in(chain: Chain, found: list[str]) -> str:
    """The letter of the argument in a formula about a named function."""
    for one in nodes(chain):
        if isinstance(one, tree.Derivative):
            by = written(one.by)
            if by is not None:
                return by.letter
    for letter in ARGUMENTS:
        if letter in found:
            return letter
    if "s" in found and any(_is_function(one) for one in nodes(chain)):
        return "s"  # e^{-s}; but s(1 - s) speaks of the output
    return "z"


def _is_function(node: object) -> bool:
    if isinstance(node, tree.Scripted) and isinstance(node.base, tree.Name):
        return node.base.text == "e" and bool(node.upper)
    return isinstance(node, tree.Name) and node.text in FUNCTION_WORDS


def _primed_sigma(chain: Chain) -> bool:
    """Whether the formula calls the function σ, by writing σ'."""
    return any(
        isinstance(one, tree.Scripted)
        and one.primes
        and isinstance(one.base, tree.Name)
        and one.base.text == "sigma"
        for one in nodes(chain)
    )


def _normal(found: Collection[str]) -> frozenset[str]:
    """Φ is the normal distribution, and beside it φ its density."""
    return frozenset(("Phi", "phi")) if "Phi" in found else frozenset()


def _constants(
    found: list[str], asked: Asked, given: dict[str, Fraction], argument: str
) -> tuple[dict[str, Term], list[Unknown], tuple[tuple[str, Fraction], ...]]:
    """What letters stand for: given numbers, constants left open, constants of the table."""
    constants: dict[str, Term] = {letter: tm.Constant(one) for letter, one in given.items()}
    unknowns = []
    for letter in asked.letters:
        if letter not in given:
            constants[letter] = tm.Variable(f"the {letter}")
            unknowns.append(_open(f"the {letter}"))
    row = ACTIVATIONS.get(asked.name or "")
    fixed: tuple[tuple[str, Fraction], ...] = ()
    for key in row.constants if row else ():
        said = [given[one] for one in (key, *PARAMETERS) if one in given]
        if said:
            fixed = ((key, said[0]),)
            continue
        for letter in PARAMETERS:
            if letter in found and letter != argument:
                constants[letter] = tm.Variable(key)
                unknowns.append(_open(key))
                break
    return constants, unknowns, fixed


def _open(key: str) -> Unknown:
    """A constant left open: any number between 0 and 1, as such constants of a course are."""
    return Unknown(key, low=Fraction(0), high=Fraction(1))
