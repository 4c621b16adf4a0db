"""How slips change a right expression of the engine: every expression that one slip makes of it.

What SymPy refuses to build, because the shapes do not fit, is left out: it cannot be valued.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sympy import Add, Basic, Integer, Rational, Tuple, exp
from sympy.matrices.exceptions import ShapeError

from derive.calculus import expression as ex
from derive.calculus.functions import A, Z

HALF, MINUS = Rational(1, 2), Integer(-1)
Change = Callable[[Any], Iterator[Any]]


def once(e: Any, change: Change) -> Iterator[Any]:
    """The expression with one of its nodes changed, each in turn."""
    yield from change(e)
    for place, part in enumerate(e.args):
        if not isinstance(part, Basic):
            continue
        for found in once(part, change):
            try:
                yield e.func(*e.args[:place], found, *e.args[place + 1 :])
            except (ShapeError, ValueError, TypeError):
                continue


def built(make: Callable[..., Any], *parts: Any) -> Iterator[Any]:
    """What SymPy builds, or nothing where it refuses."""
    try:
        yield make(*parts)
    except (ShapeError, ValueError, TypeError):
        return


def _times(number: Any, e: Any) -> Any:
    return ex.Scale(number, e) if isinstance(e, ex.MatrixExpr) else number * e


def doubled(e: Any) -> Iterator[Any]:
    yield _times(Integer(2), e)


def halved(e: Any) -> Iterator[Any]:
    yield _times(HALF, e)


def mean_for_sum(e: Any) -> Iterator[Any]:
    """Divided by the number of entries of what it is shaped like, or multiplied by it."""
    if isinstance(e, ex.MatrixExpr):
        rows = e.shape[0]
        yield ex.Scale(Rational(1, int(rows)), e)
        yield ex.Scale(rows, e)


def other_sign(e: Any) -> Iterator[Any]:
    """The whole with the other sign, then one term of a sum at a time."""
    yield _times(MINUS, e)

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, Add | ex.MatAdd):
            for place, part in enumerate(node.args):
                others = (*node.args[:place], _times(MINUS, part), *node.args[place + 1 :])
                yield node.func(*others)

    yield from once(e, change)


# slopes ------------------------------------------------------------------------------------------
def is_slope(factor: Any) -> bool:
    """Whether a factor is the derivative of an activation: formal, or as a formula in a or z."""
    if isinstance(factor, ex.Slope):
        return True
    return isinstance(factor, ex.Entrywise) and all(
        isinstance(one, ex.Named) and one.role in ("activation", "preactivation")
        for one in factor.args[2]
    )


def _slopes(e: Any, change: Change) -> Iterator[Any]:
    """The expression with one slope factor of a Hadamard product changed."""

    def at(node: Any) -> Iterator[Any]:
        if not isinstance(node, ex.HadamardProduct):
            return
        for place, factor in enumerate(node.args):
            if is_slope(factor):
                before, after = node.args[:place], node.args[place + 1 :]
                for found in change(factor):
                    yield from built(ex.HadamardProduct, *before, found, *after)

    yield from once(e, at)


def slope_missing(e: Any) -> Iterator[Any]:
    def at(node: Any) -> Iterator[Any]:
        if isinstance(node, ex.HadamardProduct):
            for place, factor in enumerate(node.args):
                rest = (*node.args[:place], *node.args[place + 1 :])
                if is_slope(factor) and rest:
                    yield rest[0] if len(rest) == 1 else ex.HadamardProduct(*rest)

    yield from once(e, at)


def slope_of_other_layer(e: Any) -> Iterator[Any]:
    """The slope of the layer after or before; SymPy refuses it where the widths differ."""

    def change(factor: Any) -> Iterator[Any]:
        for step in (1, -1):

            def moved(node: Any, step: int = step) -> Any:
                if isinstance(node, ex.Named) and node.layer + step > 0:
                    return ex.Named(node.role, node.layer + step, *node.args[2:])
                return node

            found = _everywhere(factor, moved)
            if found != factor:
                yield found

    yield from _slopes(e, change)


def slope_at_output(e: Any) -> Iterator[Any]:
    """The derivative taken at a: z becomes a, and a becomes the activation of a."""

    def change(factor: Any) -> Iterator[Any]:
        if isinstance(factor, ex.Slope):
            z = factor.args[1]
            yield ex.Slope(factor.args[0], ex.Named("activation", *z.args[1:]))
            return
        formula, symbols, vectors = factor.args
        if all(one.role == "preactivation" for one in vectors):
            outputs = [ex.Named("activation", *one.args[1:]) for one in vectors]
            yield ex.Entrywise(formula, symbols, outputs)

    yield from _slopes(e, change)


# matrices ----------------------------------------------------------------------------------------
def other_turn(e: Any) -> Iterator[Any]:
    """A transposition missing, or one too many."""
    if isinstance(e, ex.MatrixExpr):
        yield ex.Transpose(e)

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, ex.Transpose):
            yield node.args[0]
        elif isinstance(node, ex.Named):
            yield ex.Transpose(node)

    yield from once(e, change)


def bias_forgotten(e: Any) -> Iterator[Any]:
    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, ex.MatAdd):
            rest = [one for one in node.args if getattr(one, "role", "") != "bias"]
            if 0 < len(rest) < len(node.args):
                yield rest[0] if len(rest) == 1 else ex.MatAdd(*rest)

    yield from once(e, change)


def other_weights(e: Any) -> Iterator[Any]:
    """New parameters for the given ones, or the other way round."""

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, ex.Named) and node.role in ("weights", "bias"):
            yield ex.Named(f"new {node.role}", *node.args[1:])
        elif isinstance(node, ex.Named) and node.role in ("new weights", "new bias"):
            yield ex.Named(node.role.removeprefix("new "), *node.args[1:])

    yield from once(e, change)


def gradient_only(e: Any) -> Iterator[Any]:
    """Of W minus a step: the gradient, or the step."""
    if isinstance(e, ex.MatAdd) and len(e.args) == 2 and isinstance(e.args[1], ex.Scale):
        yield e.args[1].args[1]
        yield _times(MINUS, e.args[1])


# softmax -----------------------------------------------------------------------------------------
def not_normalised(e: Any) -> Iterator[Any]:
    """Exponentials without their sum."""

    def change(node: Any) -> Iterator[Any]:
        if isinstance(node, ex.Apply) and node.args[0].name == "softmax":
            yield ex.Entrywise(exp(Z), (Z,), (node.args[1],))

    yield from once(e, change)


def diagonal_only(e: Any) -> Iterator[Any]:
    """Of diag(a) - a aᵀ, only a(1 - a): no output but its own is seen."""

    def change(node: Any) -> Iterator[Any]:
        vector = None
        if isinstance(node, ex.Transpose) and isinstance(node.args[0], ex.Jacobian):
            vector = node.args[0].args[0]
        if isinstance(node, ex.MatAdd) and isinstance(node.args[0], ex.Diagonal):
            vector = node.args[0].args[0]
        if vector is not None:
            yield ex.Diagonal(own_slopes(vector))

    yield from once(e, change)


def own_slopes(vector: Any) -> Any:
    """a(1 - a) of every entry: the diagonal of softmax's Jacobian, as the sigmoid's slope."""
    return ex.Entrywise(A * (1 - A), (A,), (vector,))


def with_slope(e: Any, slope: Any) -> Iterator[Any]:
    """A delta times a slope, where the loss has cancelled it; of softmax `slope` is the output."""
    factor = own_slopes(slope) if getattr(slope, "role", "") == "activation" else slope
    yield from built(ex.HadamardProduct, e, factor)


def only_own_slopes(gradient: Any, output: Any) -> Iterator[Any]:
    """The gradient by softmax's output times the diagonal of its Jacobian alone."""
    yield from built(ex.HadamardProduct, gradient, own_slopes(output))


def _everywhere(e: Any, change: Callable[[Any], Any]) -> Any:
    """The expression with every node changed, leaves first."""
    if not isinstance(e, Basic) or not e.args or isinstance(e, ex.Named):
        return change(e)
    parts = [_everywhere(part, change) for part in e.args]
    return change(Tuple(*parts) if isinstance(e, Tuple) else e.func(*parts))
