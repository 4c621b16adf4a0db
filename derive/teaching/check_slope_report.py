"""What is told beside the verdict on a slope: the right formula, and the slip."""

from __future__ import annotations

from collections.abc import Iterator

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
from derive.calculus.slip_search import slip_of
from derive.calculus.slips import SLIPS
from derive.calculus.term import Term
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


def expected(body: Term, name: str | None, argument: str) -> str:
    """The derivative as the engine derives it, in plain text; the output is called f."""
    found = lines(body, name)
    if not found:
        return ""
    return plain(engine_term(found[-1]), {"z": argument, "a": "y"})


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
        yield "slope_at_output", tm.Put(truth, "z", body), domain

    return slip_of(claim, truth, domain, made())
