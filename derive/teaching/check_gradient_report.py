"""The right formula of a gradient, in plain text."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from derive.calculus import term as tm
from derive.calculus.domain import Domain
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls
from derive.calculus.term_gradient import gradient
from derive.calculus.term_products import with_known
from derive.writing.printers.plain import plain


def expected(
    body: Term, by: str, domain: Domain, letters: dict[str, str], sums: Mapping[str, Fraction]
) -> str:
    """The gradient as it is derived, sums that are given put in; nothing where no rule is known."""
    values = domain.values(next(domain.points()), Balls())
    found = gradient(body, by, values)
    if found is None:
        return ""
    known: dict[Term, Term] = {
        tm.Call("total", (tm.Variable(key),)): tm.Constant(total) for key, total in sums.items()
    }
    return plain(with_known(found, known), letters)
