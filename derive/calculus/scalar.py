"""Recorded differentiation of one-variable and indexed formulas, one rule a step."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sympy import (
    Add,
    Integer,
    KroneckerDelta,
    Mul,
    Sum,
    Symbol,
    expand,
)
from sympy.tensor.indexed import Indexed

from derive.calculus.derivation import Derivation, Line, Rule, everywhere
from derive.calculus.expression import Cases, Diff
from derive.calculus.scalar_rules import RULES, TIDY
from derive.errors import DeriveError

MOST_LINES = 60


def sift(expression: Any) -> Any:
    """Sums over an index that a Kronecker delta leaves one term of; None where there are none."""

    def at(node: Any) -> Any:
        if not isinstance(node, Sum):
            return None
        ((k, _, _),) = node.limits
        terms = [_one_term(term, k) for term in Add.make_args(node.function)]
        return None if None in terms else Add(*terms)

    return everywhere(expression, at)


def _one_term(term: Any, k: Any) -> Any:
    """What a Kronecker delta leaves of one term summed over k, or of each case of it."""
    if isinstance(term, Cases):
        return _one_case(term, k)
    deltas = [d for d in term.atoms(KroneckerDelta) if k in d.args]
    if not isinstance(term, Mul | KroneckerDelta) or len(deltas) != 1:
        return None
    (other,) = [index for index in deltas[0].args if index != k]
    return term.xreplace({deltas[0]: Integer(1)}).xreplace({k: other})


def _one_case(term: Any, k: Any) -> Any:
    """What is left of cases that are 0 but for one k, in which they are told apart too."""
    others = {index for one in term.atoms(KroneckerDelta) for index in one.args} - {k}
    if len(others) != 1:
        return None
    then, left, comparison, right, otherwise = term.args
    branches = [
        Integer(0) if one == 0 else [_one_term(part, k) for part in Add.make_args(expand(one))]
        for one in (then, otherwise)
    ]
    if any(isinstance(one, list) and None in one for one in branches):
        return None
    first, last = (Add(*one) if isinstance(one, list) else one for one in branches)
    at = {k: others.pop()}
    return Cases(first, left.xreplace(at), comparison, right.xreplace(at), last)


@lru_cache(maxsize=512)
def differentiate(f: Any, v: Symbol | Indexed) -> Derivation:
    """The derivative of f by v with every rule that was used, in the order of its use.

    >>> from sympy import exp
    >>> from derive.calculus.functions import Z
    >>> [line.value for line in differentiate(Z**2 + exp(Z), Z).lines][-1]
    2*z + exp(z)

    Raises DeriveError where no rule fits a function, or the rules do not come to an end.
    """
    lines = [Line(Diff(f, v), ("definition",))]
    while lines[-1].value.has(Diff):
        if len(lines) > MOST_LINES:
            raise DeriveError(f"the derivation did not end after {MOST_LINES} lines")
        after, names = _step(lines[-1].value, v)
        lines.append(Line(after, names))
    return Derivation(tuple(lines))


def _step(value: Any, v: Any) -> tuple[Any, tuple[str, ...]]:
    """One line: simple rules as far as they go, after one rule worth a line of its own."""
    names: list[str] = []
    for rule in RULES:
        after = _once(value, rule, v)
        if after is not None:
            value = after
            names.append(rule.name)
            break
    value, more = _tidied(value, v)
    if not names and not more:
        raise DeriveError(f"no rule differentiates {next(iter(value.atoms(Diff)))}")
    return value, tuple(dict.fromkeys((*names, *more)))


def _tidied(value: Any, v: Any) -> tuple[Any, list[str]]:
    names: list[str] = []
    while True:
        for rule in TIDY:
            after = _once(value, rule, v)
            if after is not None:
                value = after
                names.append(rule.name)
                break
        else:
            sifted = sift(value)
            if sifted is None:
                return value, names
            value = sifted
            names.append("sift")


def _once(value: Any, rule: Rule, v: Any) -> Any:
    return everywhere(value, lambda node: rule.apply(node, v) if isinstance(node, Diff) else None)
