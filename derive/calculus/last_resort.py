"""SymPy's simplification, where balls and the normal form leave a formula without a proof.

Bounded by steps, the calls that Python makes, so that nothing hangs: what takes more stays without
a proof. The expressions are built from terms, never from text.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_value import parts

MOST_NODES = 120
MOST_CALLS = 600_000  # of functions: one or two seconds
MOST_NUMBER = 10**6  # in a numerator or denominator: powers of large ones are no calls


class Exhausted(BaseException):
    """The steps are used up; nothing within SymPy takes it for an error of its own."""


# Caught, never raised here: terms of matrices have no expression (TypeError of `sympy_of`); SymPy
# raises the others where it can go no further, NotImplementedError where it knows no way for a
# case. None of them proves anything: the formula stays sampled.
GIVES_UP = (
    Exhausted, TypeError, ValueError, ArithmeticError, NotImplementedError, RecursionError,
)  # fmt: skip


@lru_cache(maxsize=256)
def proved_by_sympy(claim: Term, truth: Term) -> bool:
    """Whether SymPy simplifies the difference of two formulas in a real z to zero.

    >>> from fractions import Fraction
    >>> z = tm.Variable("z")
    >>> half = tm.Divide(z, tm.Constant(Fraction(2)))
    >>> sines = (tm.Call("sin", (half,)), tm.Call("cos", (half,)))
    >>> twice = tm.Multiply((tm.Constant(Fraction(2)), *sines), ("", "", ""))
    >>> proved_by_sympy(twice, tm.Call("sin", (z,)))
    True
    >>> proved_by_sympy(twice, tm.Call("cos", (z,)))
    False
    """
    every = parts((claim, truth))
    numbers = [one.value for one in every if type(one) is tm.Constant]
    if len(every) > MOST_NODES or any(
        max(abs(one.numerator), one.denominator) > MOST_NUMBER for one in numbers
    ):
        return False
    # the import is no step: it is made once
    from sympy import expand_trig, simplify

    def proved() -> bool:
        difference = _expression(claim) - _expression(truth)
        # sums of angles taken apart first, which is the shorter way where there are any
        return any(simplify(one) == 0 for one in (expand_trig(difference), difference))

    return _within_steps(proved)


def _within_steps(work: Any) -> bool:
    """What the work answers; False where it takes too many calls, or SymPy gives up."""
    calls = 0

    def counted(frame: Any, event: str, argument: Any) -> None:
        nonlocal calls
        calls += event == "call"
        if calls > MOST_CALLS:
            raise Exhausted

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        return bool(work())
    except GIVES_UP:
        return False
    finally:
        sys.setprofile(before)


def _expression(term: Term) -> Any:
    """The expression of a term, or of the derivative that it is."""
    from derive.calculus.functions import Z
    from derive.calculus.term_sympy import sympy_of

    match term:
        case tm.Rate(body, "z"):
            return sympy_of(body).diff(Z)
    return sympy_of(term)
