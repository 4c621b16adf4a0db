"""The ball of a sum, product or function from the balls of its parts, and exact square roots."""

from __future__ import annotations

from typing import Any

from flint import arb, fmpq

from derive.calculus.undefined import LogOfZero, RootOfNegative

ZERO, ONE = fmpq(0), fmpq(1)
AT_ZERO = {"exp": ONE, "tanh": ZERO, "erf": ZERO, "sin": ZERO, "cos": ONE, "sqrt": ZERO}


def at_rational(name: str, a: Any) -> Any:
    """A function of a rational where that is rational, as at 0 and 1; None where it is not.

    Raises LogOfZero and RootOfNegative where the value does not exist.
    """
    if not a and name in AT_ZERO:
        return AT_ZERO[name]
    if name == "log":
        if a <= 0:
            raise LogOfZero
        return ZERO if a == 1 else None
    if name == "sqrt":
        if a < 0:
            raise RootOfNegative
        return rational_root(a)
    return None


def rational_root(a: Any) -> Any:
    """The square root of a rational that is not negative, if it is rational; else None."""
    p, q = a.p, a.q
    p_root, q_root = p.isqrt(), q.isqrt()
    return fmpq(p_root, q_root) if p_root * p_root == p and q_root * q_root == q else None


def ball_of(kind: str, parts: Any) -> Any:
    if kind == "sum":
        constant, pairs = parts
        total = arb(constant)
        for part, scale in pairs:
            total += part.ball if scale == 1 else part.ball * scale
        return total
    if kind == "product":
        total = None
        for part, power in parts:
            factor = part.ball if power == 1 else part.ball**power
            total = factor if total is None else total * factor
        return total
    if kind == "pi":
        return arb.pi()
    argument = arb(parts) if type(parts) is fmpq else parts.ball
    return getattr(argument, kind)()
