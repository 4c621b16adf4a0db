"""What SymPy's own matrix calculus answers for one layer and for two: recorded, not asserted.

    python bench/matrix_symbols.py

Each loss is written with MatrixSymbols and differentiated by W. What comes back is valued at one
point and compared with a finite difference of the same loss.
"""

from __future__ import annotations

import signal
from typing import Any

import numpy as np
import sympy as sp

ACTIVATIONS = ("tanh", "sigmoid", "softmax")
LOSSES = ("half squared error", "cross-entropy")
FORMS = {"1 x 1 matrix": lambda e: e, "its trace": sp.Trace, "its only entry": lambda e: e[0, 0]}
MOST_SECONDS = 30
X, T = sp.MatrixSymbol("x", 3, 1), sp.MatrixSymbol("t", 2, 1)
W, B = sp.MatrixSymbol("W", 2, 3), sp.MatrixSymbol("b", 2, 1)
V, C = sp.MatrixSymbol("V", 3, 3), sp.MatrixSymbol("c", 3, 1)
SYMBOLS = (X, W, B, V, C)


def activate(name: str, z: Any) -> Any:
    """An activation of a matrix expression."""
    u = sp.Dummy("u")
    if name == "tanh":
        return z.applyfunc(sp.tanh)
    if name == "sigmoid":
        return z.applyfunc(sp.Lambda(u, 1 / (1 + sp.exp(-u))))
    powers = z.applyfunc(sp.exp)
    return powers * (sp.OneMatrix(1, 2) * powers) ** -1


def loss(name: str, a: Any) -> Any:
    """The loss as a 1 x 1 matrix expression."""
    if name == "cross-entropy":
        return -T.T * a.applyfunc(sp.log)
    return (a - T).T * (a - T) / 2


def point() -> dict[Any, Any]:
    """One value for every symbol; all positive, so that every logarithm is real."""
    random = np.random.default_rng(5)
    values = {one: sp.Matrix(random.uniform(0.1, 0.9, one.shape).round(2)) for one in SYMBOLS}
    return {**values, T: sp.Matrix([[0.3], [0.7]])}


def valued(expression: Any, values: dict[Any, Any]) -> Any:
    """A matrix of numbers."""
    found = expression.subs(values).doit()
    if hasattr(found, "as_explicit"):
        found = found.as_explicit()
    return np.array(found.tolist() if hasattr(found, "tolist") else [[found]], dtype=float)


def by_difference(expression: Any, by: Any, values: dict[Any, Any]) -> Any:
    """The gradient by central differences."""
    found = np.zeros(by.shape)
    for place in np.ndindex(by.shape):
        ends = []
        for step in (1e-5, -1e-5):
            moved = values[by].copy()
            moved[place] += step
            ends.append(valued(expression, {**values, by: moved})[0, 0])
        found[place] = (ends[0] - ends[1]) / 2e-5
    return found


def verdict(expression: Any, by: Any, form: Any) -> str:
    """In a few words, what the derivative came to."""
    expected = by_difference(expression, by, point())
    try:
        found = sp.diff(form(expression), by)
        if found.shape != by.shape:
            found = found.doit()
    except Exception as error:
        return f"raises {type(error).__name__}: {str(error)[:60]}"
    text = sp.latex(found)
    if found.has(sp.Derivative) or "Derivative" in type(found).__name__:
        return f"left unevaluated: {str(found)[:60]}"
    try:
        value = valued(found, point()).reshape(-1)
    except Exception as error:
        return f"an answer without a value ({type(error).__name__}): {str(found)[:60]}"
    if value.size != expected.size:
        return f"wrong shape {found.shape}"
    if not np.allclose(value, expected.reshape(-1), atol=1e-6):
        return f"wrong value: {str(found)[:60]}"
    shape = "" if found.shape == by.shape else f", in the shape {found.shape}"
    return f"right in {len(text)} characters of LaTeX{shape}"


def limited(expression: Any, by: Any, form: Any) -> str:
    """The verdict, or that there was none in time."""

    def late(*_: Any) -> None:
        raise TimeoutError(f"no answer in {MOST_SECONDS} s")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(MOST_SECONDS)
    try:
        return verdict(expression, by, form)
    except Exception as error:
        return f"{type(error).__name__}: {str(error)[:80]}"
    finally:
        signal.alarm(0)


def main() -> None:
    """Prints one line a case and a way to write its scalar."""
    hidden = activate("tanh", V * X + C)
    for below, source in (("", X), ("tanh layer, then ", hidden)):
        for name in ACTIVATIONS:
            for other in LOSSES:
                expression = loss(other, activate(name, W * source + B))
                for by in (W,) if not below else (W, V):
                    print(f"{below}{name}, {other}, by {by}")
                    for how, form in FORMS.items():
                        print(f"  {how:14} {limited(expression, by, form)}", flush=True)


if __name__ == "__main__":
    main()
