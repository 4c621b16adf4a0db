"""A formula against the gradient of a scalar formula, by a number, a vector or a matrix."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.domain import Domain, Unknown
from derive.calculus.slip_search import slip_of
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls, Field, Undecided
from derive.calculus.term_shapes import Matrix
from derive.calculus.term_value import Values
from derive.calculus.terms import parts, value
from derive.errors import DeriveError, nearest
from derive.teaching.check_answer import Answer
from derive.teaching.check_claims import Truth, against
from derive.teaching.check_reading import meant, one_chain
from derive.teaching.written.gradient_names import GradientNames, key_of
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import whole_names, written
from derive.teaching.written.read import read
from derive.teaching.written.reading import Unread
from derive.teaching.written.words import FUNCTION_WORDS

MOST_ENTRIES = 400
# a vector of ones, which has no size of its own; not the indicator of a condition
ONES = re.compile(r"\\(?:mathbf|boldsymbol|bm|vec)\s*(?:1|\{1\})(?!\s*(?:_|\[|\(|\\(?:left)))")


def check_gradient(
    formula: str,
    gradient_of: str,
    wrt: str,
    shapes: Mapping[str, tuple[int, int]],
    given: tuple[tuple[str, Fraction], ...],
    sums: tuple[tuple[str, Fraction], ...] = (),
) -> Answer:
    """Whether each side of the formula is the derivative of the scalar, shaped like `wrt`.

    Raises DeriveError for what cannot be read, for unknown names, and for shapes that are none.
    """
    sized = {_key(name): _shape(name, shape) for name, shape in shapes.items()}
    by = _key(wrt)
    scalar = one_chain(gradient_of, "scalar").operands[-1]
    assert scalar is not None
    constants: dict[str, Term] = {letter: tm.Constant(one) for letter, one in given}
    keys = {*sized, by, *_scalars(scalar, {*sized, by}, constants)}
    names = GradientNames(frozenset(keys), constants)
    body = meant(gradient_of, lambda: Meaning(names).term(scalar))
    held = sorted({one.key for one in parts(body) if isinstance(one, tm.Variable)} & keys)
    if by not in held:
        raise DeriveError(f'the scalar holds no "{wrt}": {nearest(by, held)}')
    meaning = Meaning(GradientNames(frozenset(keys), constants, body))
    unknowns = tuple(Unknown(key, *sized.get(key, (0, 0))) for key in sorted(keys))
    fixed = {_key(name): total for name, total in sums}
    for name in fixed:
        if name not in sized:
            raise DeriveError(f'the sum of "{name}" is given, and no shape of it')
    domain = Domain(
        unknowns,
        along=by if unknowns == (Unknown(by),) else None,
        complete=lambda values, field: _summing(values, fixed, field),
    )
    letters = {key: key for key in keys}
    truth = tm.Rate(body, by)
    _has_value(truth, domain, gradient_of)

    def expected() -> str:
        from derive.teaching.check_gradient_report import expected

        sums = {key: one for key, one in fixed.items() if key in held}
        found = expected(body, by, domain, letters, sums)
        with suppress(DeriveError):
            if found and against(found, meaning, Truth(truth, domain, letters)).holds:
                return found
        return f"∂({gradient_of})/∂{wrt}"

    right = Truth(
        truth,
        domain,
        letters,
        expected,
        lambda claim: slip_of(claim, truth, domain),
        point=lambda point: _completed(point, fixed),
    )
    answer = against(formula, meaning, right)
    if not answer.holds and ONES.search(formula):
        raise DeriveError("a bold 1 was read as the number: write a sum over rows, axis=1")
    shares = any(isinstance(one, tm.Call) and one.function == "softmax" for one in parts(body))
    if not answer.holds and shares and not fixed and not answer.reason:
        for key in (key for key in held if sized.get(key, (0, 0)) != (0, 0) and key != by):
            there = replace(domain, complete=_with_sum(key), known={})
            with suppress(DeriveError):
                if against(formula, meaning, replace(right, domain=there)).holds:
                    reason = f"it holds only where {key} sums to 1; if it does, say sum({key})=1"
                    return replace(answer, reason=reason)
    return answer


def _with_sum(key: str) -> Callable[[Values, Field], Values]:
    """Points at which the entries of a name sum to 1."""
    return lambda values, field: _summing(values, {key: Fraction(1)}, field)


def _has_value(truth: Term, domain: Domain, text: str) -> None:
    """Refuses a scalar whose shapes do not fit, or that is no scalar."""
    field = Balls()

    def valued() -> None:
        try:
            value(truth, domain.values(next(domain.points()), field), field)
        except Undecided:
            return

    meant(text, valued)


def _summing(values: Values, sums: Mapping[str, Fraction], field: Field) -> Values:
    """The last entry of a vector whose sum is given follows from the others."""
    found = dict(values)
    for key, total in sums.items():
        if key in found:
            *others, _ = found[key].entries()
            last = field.number(total)
            for one in others:
                last = last - one
            rows, columns = found[key].shape
            flat = [*others, last]
            found[key] = Matrix([flat[i * columns : (i + 1) * columns] for i in range(rows)])
    return found


def _completed(point: dict[str, Any], sums: Mapping[str, Fraction]) -> dict[str, Any]:
    """A point with the last entries of vectors whose sums are given."""
    found = dict(point)
    for key, total in sums.items():
        rows = found.get(key)
        if isinstance(rows, tuple):
            flat = [one for row in rows for one in row]
            flat[-1] = total - sum(flat[:-1])
            width = len(rows[0])
            found[key] = tuple(tuple(flat[at : at + width]) for at in range(0, len(flat), width))
    return found


def _key(name: str) -> str:
    formula = read(name)
    if not isinstance(formula, Unread) and len(formula.statements) == 1:
        (operand, *_) = formula.statements[0].operands
        found = written(operand) if operand is not None else None
        if found is not None:
            return key_of(found)
    raise DeriveError(f'expected a name such as W or b1, found "{name[:40]}"')


def _shape(name: str, shape: tuple[int, int]) -> tuple[int, int]:
    sizes = tuple(shape) if isinstance(shape, tuple | list) else (shape,)
    if len(sizes) == 1:
        sizes = (*sizes, 1)
    if len(sizes) != 2 or not all(type(one) is int and one >= 1 for one in sizes):
        raise DeriveError(f"the shape of {name}: expected rows and columns, found {shape!r}")
    if sizes[0] * sizes[1] > MOST_ENTRIES:
        raise DeriveError(f"the shape of {name}: at most {MOST_ENTRIES} entries")
    return (0, 0) if sizes == (1, 1) else (sizes[0], sizes[1])


def _scalars(node: object, known: set[str], constants: Mapping[str, Term]) -> set[str]:
    """Letters of the scalar formula that no shape is given for: numbers."""
    found: set[str] = set()
    names = GradientNames(frozenset(known), dict(constants))
    for name in whole_names(node):
        if names.known(name) is not None or name.letter in (*FUNCTION_WORDS, "e", "pi", "d"):
            continue
        if name.letter == "sigma" or name.letter in "ijk":
            continue
        found.add(key_of(name))
    return found
