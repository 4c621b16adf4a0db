"""Index by index: the softmax Jacobian, and what a loss and an activation give together.

Which pairs collapse (softmax with cross-entropy, sigmoid with binary cross-entropy, ...) is found
here by working the product out; no list of pairs exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sympy import (
    Add,
    IndexedBase,
    Integer,
    KroneckerDelta,
    Mul,
    Sum,
    Symbol,
    cancel,
    exp,
    expand,
    fraction,
)
from sympy.tensor.indexed import Indexed

from derive.calculus.derivation import Derivation, Line
from derive.calculus.expression import (
    Cases,
    Diagonal,
    Diff,
    Function,
    MatAdd,
    MatMul,
    Scale,
    Transpose,
)
from derive.calculus.functions import A, N, T, Z, loss_parts
from derive.calculus.output_form import slope_formula
from derive.calculus.scalar import differentiate, sift
from derive.errors import DeriveError

I, J, K = (Symbol(name, integer=True, positive=True) for name in "ijk")  # noqa: E741
Zs, As, Ts = IndexedBase("z"), IndexedBase("a"), IndexedBase("t")
TARGETS = Symbol("s", real=True)  # the sum of the targets


@lru_cache(maxsize=4)
def softmax_jacobian(case: str) -> Derivation:
    """The derivative of a_i = exp(z_i) / sum_k exp(z_k) by z_j.

    `case` is "equal" (i = j), "different" (i and j differ) or "any" (with a Kronecker delta).

    >>> softmax_jacobian("equal").last, softmax_jacobian("different").last
    ((1 - a[i])*a[i], -a[i]*a[j])
    """
    total = Sum(exp(Zs[K]), (K, 1, N))
    v = Zs[I] if case == "equal" else Zs[J]
    derivation = differentiate(exp(Zs[I]) / total, v)
    lines = list(derivation.lines)
    if case == "different":
        lines = [
            Line(line.value.xreplace({KroneckerDelta(I, J): Integer(0)}), line.rules)
            for line in lines
        ]
    # a_i is exp(z_i) over the total, so each exponential is its a times the total
    whole = Symbol("total", positive=True)
    names = {total: whole}
    for one in lines[-1].value.xreplace({total: whole}).atoms(exp):
        (entry,) = one.args[0].atoms(Indexed)
        names[one] = (As[entry.indices[0]] * whole) ** one.args[0].coeff(entry)
    written = expand(lines[-1].value.xreplace(names))
    lines.append(Line(written, ("output",)))
    if isinstance(written, Add):
        rest = Add(*(term / As[I] for term in written.args))
        lines.append(Line(Mul(rest, As[I]), ("factor",)))
    return Derivation(tuple(lines))


def softmax_matrix(output: Any) -> Any:
    """diag(a) - a a^T, whose entry (i, j) is a_i (delta_ij - a_j)."""
    return MatAdd(Diagonal(output), Scale(Integer(-1), MatMul(output, Transpose(output))))


@dataclass(frozen=True)
class Pair:
    """An activation with a loss: `delta` in a, t and s = sum of t where the product collapses."""

    derivation: Derivation
    delta: Any


@lru_cache(maxsize=128)
def loss_slope(name: str) -> Derivation:
    """The derivative of a loss by one output a_i, index by index.

    >>> loss_slope("half squared error").last
    a[i] - t[i]
    """
    factor, term = loss_parts(name)
    value = factor * Sum(term.xreplace({A: As[K], T: Ts[K]}), (K, 1, N))
    return differentiate(value, As[I])


def loss_slope_formula(name: str) -> Any:
    """The same in a, t and n, entry by entry.

    Raises DeriveError for a formula whose sum over the outputs is not known to leave one of them.
    """
    last = loss_slope(name).last
    if last.has(Sum):
        raise DeriveError(f'no rule differentiates the loss "{name}"')
    return last.xreplace({As[I]: A, Ts[I]: T})


@lru_cache(maxsize=128)
def pair(function: Function, name: str) -> Pair:
    """The output delta of an activation with a loss, index by index."""
    return _softmax_pair(name) if function.name == "softmax" else _entrywise_pair(function, name)


def _softmax_pair(name: str) -> Pair:
    factor, term = loss_parts(name)
    inner = term.xreplace({A: As[K], T: Ts[K]})
    slope = differentiate(term, A).last.xreplace({A: As[K], T: Ts[K]})
    limits = (K, 1, N)
    jacobian = softmax_jacobian("any").last.xreplace({I: K, J: I})
    lines = [
        Line(Diff(factor * Sum(inner, limits), Zs[I]), ("definition",)),
        Line(factor * Sum(Diff(inner, Zs[I]), limits), ("constant factor", "sum over index")),
        Line(factor * Sum(Mul(slope, Diff(As[K], Zs[I]), evaluate=False), limits), ("chain",)),
        Line(factor * Sum(Mul(slope, jacobian, evaluate=False), limits), ("jacobian",)),
    ]
    shortened = _collapsed(differentiate(term, A).last, A)
    if shortened is None:
        return Pair(Derivation(tuple(lines)), None)
    weight = shortened.xreplace({A: As[K], T: Ts[K]})
    lines.append(Line(factor * Sum(weight * (jacobian / As[K]), limits), ("cancel",)))
    first = sift(Sum(weight * KroneckerDelta(K, I), limits))
    sifted = factor * (first - As[I] * Sum(weight, limits))
    lines.append(Line(expand(sifted), ("sum", "sift")))
    if weight != Ts[K]:
        return Pair(Derivation(tuple(lines)), None)
    delta = expand(factor * (T - A * TARGETS))
    lines.append(Line(delta.xreplace({A: As[I], T: Ts[I], TARGETS: Integer(1)}), ("unit targets",)))
    return Pair(Derivation(tuple(lines)), delta)


def _entrywise_pair(function: Function, name: str) -> Pair:
    slope, _ = slope_formula(function)
    by_output = loss_slope_formula(name)
    lines = [Line(Mul(by_output, slope, evaluate=False), ("chain",))]
    delta = None if slope.has(Z) or slope.has(Cases) else _collapsed(by_output, slope)
    if delta is not None:
        lines.append(Line(delta, ("cancel",)))
    return Pair(Derivation(tuple(lines)), delta)


def _collapsed(by_output: Any, slope: Any) -> Any:
    """The product without the denominator that `by_output` has in a; None if it keeps one."""
    if not fraction(by_output.together())[1].has(A) or by_output.has(exp) or slope.has(exp):
        return None
    product = cancel(by_output * slope)
    return None if fraction(product)[1].has(A) else product
