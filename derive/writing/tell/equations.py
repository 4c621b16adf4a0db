"""Equations from quantities and derivations: name = formula = formula with numbers = result."""

from __future__ import annotations

from typing import Any

from sympy import Integer, Mul, Pow, exp

from derive.calculus.derivation import Derivation
from derive.calculus.expression import (
    Apply,
    Call,
    Entry,
    Factors,
    MatAdd,
    MatMul,
    Named,
    Partial,
    Prepend,
    Stack,
    Terms,
    Transpose,
)
from derive.calculus.plan import Quantity
from derive.writing.document import Equation, Form, Worked
from derive.writing.tell.words import Teller

MOST_COMPONENTS = 6


def equation(teller: Teller, one: Quantity, run: str) -> Equation:
    """The line of one quantity; what is only renamed or put together needs no substituted
    form: it would be the result."""
    forms = [Form(one.formula)]
    renamed = isinstance(one.formula, Apply) and one.formula.args[0].name == "identity"
    if not renamed and not isinstance(one.formula, Named | Partial | Prepend | Stack):
        forms.append(Form(one.formula, run))
        if teller.style.products:
            forms.append(Form(Worked(one.formula), run))
    forms.append(Form(one.name, run, boxed=teller.style.boxes))
    return Equation(one.name, tuple(forms), teller.style.rows)


def derived(teller: Teller, left: Any, derivation: Derivation) -> Equation:
    """A derivation: one form a line, with the words of its rules."""
    lines = derivation.lines[1:] if left == derivation.first else derivation.lines
    return Equation(
        left, tuple(Form(line.value, note=teller.note(line.rules)) for line in lines), True
    )


def components(teller: Teller, one: Quantity, run: str) -> list[Equation] | None:
    """The entries of z or a written out, one equation each; None where that is not wanted."""
    count = int(one.name.shape[0])
    if teller.style.forward == "vectors" or count > MOST_COMPONENTS:
        return None
    equations = []
    for i in range(count):
        formula = _component(one.formula, i)
        if formula is None:
            return None
        name = Entry(one.name, i, 0)
        forms = (Form(formula), Form(formula, run), Form(name, run, boxed=teller.style.boxes))
        label = ""
        if teller.style.forward == "neurons" and count > 1:
            label = "".join(map(str, teller.inlines("forward.unit", unit=i + 1)))
        equations.append(Equation(name, forms, teller.style.rows, label))
    return equations


def _component(formula: Any, i: int) -> Any:
    if isinstance(formula, Apply):
        function, z = formula.args
        if function.name != "softmax":
            return Call(function, Entry(z, i, 0))
        parts = [exp(Entry(z, k, 0)) for k in range(int(z.shape[0]))]
        return Mul(parts[i], Pow(Terms(*parts), Integer(-1)), evaluate=False)
    if isinstance(formula, MatMul):
        return Terms(*_products(formula, i))
    if isinstance(formula, MatAdd) and isinstance(formula.args[0], MatMul):
        return Terms(*_products(formula.args[0], i), *(Entry(b, i, 0) for b in formula.args[1:]))
    return None


def _products(product: Any, i: int) -> list[Any]:
    weights, vector = product.args
    # a leading 1 is left out; what follows it is counted from its own first entry
    ones = 1 if vector.role.endswith("with one") else 0
    if ones:
        role = vector.role.removesuffix("with one").strip() or "activation"
        source = Named(role, vector.layer, vector.example, vector.shape[0] - 1, 1)
    turned = isinstance(weights, Transpose)
    matrix = weights.args[0] if turned else weights
    return [
        Factors(
            Entry(matrix, *((k, i) if turned else (i, k))),
            *([Entry(source if ones else vector, k - ones, 0)] if k >= ones else []),
        )
        for k in range(int(vector.shape[0]))
    ]


def put_together(one: Quantity) -> str:
    """The words for an input that is made of several, or of another and a 1; else none."""
    if one.name.role.endswith("with one"):
        return "forward.one"
    return "forward.joined" if one.name.role.endswith("joined") else ""
