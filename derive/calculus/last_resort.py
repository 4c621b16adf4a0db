"""SymPy's simplification, where the normal form says nothing: by itself, in bounded time.

It works in a process of its own, under limits of processor time and memory. The expressions are
built from terms there, never from text. What it does not prove stays without a proof.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from functools import lru_cache
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.terms import parts

MOST_SECONDS = 3  # of processor time
MOST_WAITING = 20  # seconds on the clock, on a machine with much to do
MOST_MEMORY = 1 << 30
MOST_NODES = 150
PROVED = b"proved"
_CHILD = "from derive.calculus.last_resort import _child; _child()"


@lru_cache(maxsize=256)
def proved_by_sympy(claim: Term, truth: Term) -> bool:
    """Whether SymPy simplifies the difference of two formulas in z to zero.

    >>> from fractions import Fraction
    >>> z = tm.Variable("z")
    >>> half = tm.Divide(z, tm.Constant(Fraction(2)))
    >>> sines = (tm.Call("sin", (half,)), tm.Call("cos", (half,)))
    >>> twice = tm.Multiply((tm.Constant(Fraction(2)), *sines), ("", "", ""))
    >>> proved_by_sympy(twice, tm.Call("sin", (z,)))
    True
    """
    if len(parts((claim, truth))) > MOST_NODES:
        return False
    places = {**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHILD],
            input=pickle.dumps((claim, truth)),
            capture_output=True,
            timeout=MOST_WAITING,
            env=places,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, RecursionError):
        return False
    return done.returncode == 0 and done.stdout == PROVED


def _child() -> None:
    """The work of the other process: two terms in, a word out where they are equal."""
    _bounded()
    from sympy import expand_trig, simplify

    # what comes in is what this module wrote
    claim, truth = pickle.loads(sys.stdin.buffer.read())
    difference = _expression(claim) - _expression(truth)
    if any(form(difference) == 0 for form in (simplify, lambda one: simplify(expand_trig(one)))):
        sys.stdout.buffer.write(PROVED)


def _bounded() -> None:
    """Limits of processor time and memory, where the system has them."""
    try:
        import resource
    except ImportError:  # not on this system: the clock alone bounds
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _expression(term: Term) -> Any:
    """The expression of a term, or of the derivative that it is, by a real z."""
    from sympy import Symbol

    from derive.calculus.functions import Z
    from derive.calculus.term_sympy import sympy_of

    real = Symbol("z", real=True)
    match term:
        case tm.Rate(body, "z"):
            return sympy_of(body).xreplace({Z: real}).diff(real)
    return sympy_of(term).xreplace({Z: real})
