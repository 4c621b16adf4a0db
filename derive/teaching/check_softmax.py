"""A formula against the derivatives of softmax: an entry, p_i(δ_ij - p_j), or the whole matrix."""

from __future__ import annotations

from derive.calculus import term as tm
from derive.calculus.decide_entries import free_indices
from derive.calculus.domain import Domain, Unknown
from derive.teaching.check_answer import Answer
from derive.teaching.check_claims import Truth, against
from derive.teaching.check_reading import letters, meant, one_chain
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.softmax_names import JACOBIAN, SoftmaxNames

OUTPUTS = 3
FIRST, SECOND = tm.Variable("#i"), tm.Variable("#j")


def check_softmax(formula: str, wrt: str | None) -> Answer:
    """Whether each side is the derivative of output i by input j (or the matrix of them).

    With one free index only, the two are the same one. Raises DeriveError as `check` does.
    """
    chain = one_chain(formula)
    found = set(letters(chain))
    argument = wrt or ("z" if "z" in found or not found & {"x", "u"} else min(found & {"x", "u"}))
    if argument == "x" and "e" not in formula:
        argument = "z"  # x_i(δ_ij - x_j): the outputs are called x
    meaning = Meaning(SoftmaxNames(argument))
    truth: tm.Term = JACOBIAN
    terms = [meant(formula, lambda: meaning.term(one)) for one in chain.operands if one is not None]
    named = terms[0]
    if isinstance(named, tm.Entry) and named.matrix == JACOBIAN:
        truth = named
    else:
        free = free_indices(*terms)
        if free == ("#i",):
            truth = tm.Entry(JACOBIAN, (FIRST, FIRST))
        elif free:
            truth = tm.Entry(JACOBIAN, (FIRST, SECOND))
    domain = Domain((Unknown("z", OUTPUTS, 1),))

    def expected() -> str:
        if isinstance(truth, tm.Entry):
            return "p_i (1 - p_i)" if truth.indices[0] == truth.indices[1] else "p_i (δ_ij - p_j)"
        return "diag(p) - p pᵀ"

    right = Truth(truth, domain, {"z": argument}, expected)
    return against(formula, meaning, right, chain)
