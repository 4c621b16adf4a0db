"""What is told beside the verdict on a slope: the right formula, and the slip."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.domain import Domain
from derive.calculus.engine_terms import engine_term
from derive.calculus.expression import Diff
from derive.calculus.functions import Z
from derive.calculus.graph import function_of
from derive.calculus.network import Layer
from derive.calculus.output_form import slope_in_output
from derive.calculus.scalar import differentiate
from derive.calculus.slip_search import agrees, slip_of
from derive.calculus.slips import SLIPS
from derive.calculus.term import Term
from derive.calculus.term_functions import definition
from derive.calculus.term_sympy import sympy_of
from derive.calculus.term_value import parts, substituted
from derive.errors import DeriveError
from derive.writing.printers.plain import plain

MOST_NODES = 300


def lines(body: Term, name: str | None) -> list[object]:
    """Every line of the engine's derivation that holds no derivative any more; none of a
    formula that is too long for it.
    """
    if len(parts(body)) > MOST_NODES:
        return []
    try:
        if name in ACTIVATIONS:
            derivation = slope_in_output(function_of(Layer(1, str(name), (0,))))
        else:
            derivation = differentiate(sympy_of(body), Z)
    except (DeriveError, TypeError):
        return []
    return [line.value for line in derivation.lines if not line.value.has(Diff)]


def expected(
    body: Term, name: str | None, argument: str, constants: Mapping[str, Term] | None = None
) -> str:
    """The derivative as the engine derives it, in plain text; the output is called y.

    `constants` are those of a function of the table that are not as they usually are.
    """
    if constants is not None:
        name, body = None, definition(str(name))
    found = lines(body, name)
    if not found:
        return ""
    term = substituted(engine_term(found[-1]), dict(constants or {}))
    output = {"a": "y" if argument != "y" else "a"} if name in ACTIVATIONS else {}
    return plain(term, {"z": argument, **output})


def slip(body: Term, name: str | None, claim: Term, domain: Domain) -> str | None:
    """The slip that turned the slope into the claim."""
    truth = tm.Rate(body, "z")

    def made() -> Iterator[tuple[str, Term, Domain]]:
        for line in lines(body, name):
            for row in SLIPS.values():
                for slipped in row.expressions(line):
                    try:
                        term = substituted(engine_term(slipped), {"a": body})
                    except TypeError:
                        continue
                    yield row.name, term, domain
        yield "slope_missing", body, domain
        if not agrees(tm.Rate(claim, "z"), tm.Constant(Fraction(0)), domain):
            # steps are the same at z and at the output, but for where they are
            yield "slope_at_output", tm.Put(truth, "z", body), domain

    return slip_of(claim, truth, domain, made())
