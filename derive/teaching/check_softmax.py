"""A formula against the derivatives of softmax: an entry, p_i(δ_ij - p_j), or the whole matrix."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derive.calculus import term as tm
from derive.calculus.decide_entries import choices, decide_entries, free_indices
from derive.calculus.domain import Domain, Unknown
from derive.calculus.slips import SLIPS
from derive.calculus.term import Term
from derive.calculus.term_shapes import ShapeError
from derive.errors import DeriveError
from derive.teaching.check_answer import Answer
from derive.teaching.check_claims import Truth, against
from derive.teaching.check_reading import letters, meant, one_chain
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.softmax_names import JACOBIAN, SoftmaxNames

OUTPUTS = 3
OUTPUT = tm.Call("softmax", (tm.Variable("z"),))
FIRST, SECOND = "#i", "#j"
Conditions = tuple[tm.Compare, ...]


def check_softmax(formula: str, wrt: str | None) -> Answer:
    """Whether each side is the derivative of output i by input j (or the matrix of them).

    With one free index only, the two are the same one, unless a condition speaks of another one.
    Raises DeriveError as `check` does.
    """
    chain = one_chain(formula)
    found = set(letters(chain))
    argument = wrt or ("z" if "z" in found or not found & {"x", "u"} else min(found & {"x", "u"}))
    if argument == "x" and "e" not in formula:
        argument = "z"  # x_i(δ_ij - x_j): the outputs are called x
    meaning = Meaning(SoftmaxNames(argument))
    terms = [
        meant(formula, lambda: meaning.term(one))  # noqa: B023
        for one in chain.operands
        if one is not None
    ]
    condition = chain.condition
    where = meant(formula, lambda: meaning.conditions(condition)) if condition else ()
    named = terms[0]
    if isinstance(named, tm.Entry) and named.matrix == JACOBIAN:
        truth: Term = named
    else:
        truth = _entry_meant(terms, where)
    domain = Domain((Unknown("z", OUTPUTS, 1),), where=where)
    right = Truth(
        truth,
        domain,
        {"z": argument},
        lambda: _expected(truth, where),
        lambda claim: _slip(claim, truth, domain),
    )
    return against(formula, meaning, right, chain)


def _entry_meant(terms: list[Term], where: Conditions) -> Term:
    """The entry that the indices of a formula and of its condition name; without any, all."""
    free = free_indices(*terms, *where)
    if not free:
        # p_1(1 - p_1): an entry, and nothing says which
        if any(isinstance(one, tm.Entry) for one in terms):
            raise DeriveError("which entry is meant is not said: begin with ∂p_1/∂z_1 =")
        return JACOBIAN
    if len(free) == 1 and not where:
        return tm.Entry(JACOBIAN, (tm.Variable(free[0]), tm.Variable(free[0])))
    usual = [one for one in (FIRST, SECOND) if one not in free]
    pair = sorted((*free, *usual[: max(0, 2 - len(free))]))[:2]
    return tm.Entry(JACOBIAN, (tm.Variable(pair[0]), tm.Variable(pair[1])))


def _pairs(truth: tm.Entry, where: Conditions) -> set[bool]:
    """Whether the two indices of an entry are the same, in all ways that a condition leaves."""
    free = free_indices(truth, *where)
    sizes = [range(1, OUTPUTS + 1)] * len(free)
    return {
        _number(truth.indices[0], one) == _number(truth.indices[1], one)
        for one in choices(free, sizes, where)
    }


def _number(index: Term, chosen: dict[str, int]) -> int:
    return chosen[index.key] if isinstance(index, tm.Variable) else int(_constant(index))


def _constant(index: Term) -> Fraction:
    return index.value if isinstance(index, tm.Constant) else Fraction(0)


def _expected(truth: Term, where: Conditions) -> str:
    """What is right, with the condition under which it is."""
    if not isinstance(truth, tm.Entry):
        return "diag(p) - p pᵀ"
    i, j = (
        one.key[1:] if isinstance(one, tm.Variable) else str(_constant(one))
        for one in truth.indices
    )
    named = "" if truth.indices and _lettered(truth) else f"∂p_{i}/∂z_{j} = "
    alike = _pairs(truth, where)
    if len(alike) > 1:
        return f"p_{i} (δ_{i}{j} - p_{j})"
    beside = "" if named or i == j else f", {i} {'=' if alike == {True} else '≠'} {j}"
    if alike == {True}:
        return f"{named}p_{i} (1 - p_{i}){beside}"
    return f"{named}-p_{i} p_{j}{beside}"


def _lettered(truth: tm.Entry) -> bool:
    return all(isinstance(one, tm.Variable) for one in truth.indices)


def _slip(claim: Term, truth: Term, domain: Domain) -> str | None:
    """The slip by which the claim came about: the diagonal alone, or a sign or factor."""
    if any(_same(claim, one, domain) for one in _diagonals(truth)):
        return "diagonal"
    for name in ("double", "half", "sign"):
        if any(_same(one, truth, domain) for one in SLIPS[name].undone(claim)):
            return name
    return None


def _diagonals(truth: Term) -> Iterator[Term]:
    """What stands for the derivatives where only those with i = j are thought of."""
    one = tm.Constant(Fraction(1))
    slope = tm.Multiply((OUTPUT, tm.Add((one, OUTPUT), (1, -1))), ("", "∘"))
    whole: list[Term] = [tm.Call("diag", (OUTPUT,)), tm.Call("diag", (slope,)), OUTPUT, slope]
    if not isinstance(truth, tm.Entry):
        yield from whole
        return
    if truth.indices[0] == truth.indices[1]:
        return
    for matrix in whole[:2]:
        yield tm.Entry(matrix, truth.indices)
    for column in whole[2:]:
        for index in truth.indices:
            yield tm.Entry(column, (index,))


def _same(left: Term, right: Term, domain: Domain) -> bool:
    try:
        return decide_entries(left, right, domain).holds
    except (DeriveError, ShapeError):
        return False
