"""All numbers of an exercise: calculated, checked and shown, by run and quantity.

The fast road comes first; where a ball leaves a digit, a sign or an exact value in doubt, all is
calculated again with exact shared numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flint import fmpq

from derive.calculus.digits import Policy, key_number, show
from derive.calculus.exact import Exact
from derive.calculus.expression import Rate
from derive.calculus.graph import of_example
from derive.calculus.plan import Quantity, renewed
from derive.calculus.quick import Doubtful, Quick
from derive.calculus.tangents import check_gradients
from derive.calculus.work import as_doubles, calculate, recheck
from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, Typed
from derive.teaching.facts import Facts, facts
from derive.writing.runs import left_by, parameters_of, run_plan
from derive.writing.shape import PartShape, Run, Shape

Matrix = list[list[Any]]
Texts = list[list[str]]


@dataclass(frozen=True)
class Calculation:
    """What the numbers of an exercise came to.

    `values`, `shown` and `keyed` are by run and quantity: the numbers, the texts as printed, and
    the numbers of the answer key; `typed` holds the given texts; `facts` what the numbers decide.
    """

    field: Any
    values: dict[str, dict[Any, Any]]
    shown: dict[str, dict[Any, Texts]]
    keyed: dict[str, dict[Any, Matrix]]
    typed: dict[Any, Texts]
    facts: Facts


def calculation(exercise: Exercise, shape: Shape, check: bool) -> Calculation:
    """Every quantity of every run, in order.

    Raises DeriveError, naming the quantity, where a value does not exist or its digits stay
    undecided, and CheckError where an independent evaluation differs.
    """
    try:
        return _calculated(exercise, shape, check, Quick())
    except Doubtful:
        return _calculated(exercise, shape, check, Exact())


def _calculated(exercise: Exercise, shape: Shape, check: bool, field: Any) -> Calculation:
    typed = typed_numbers(exercise, shape)
    given: dict[Any, Any] = {
        name: [[fmpq(entry.value.numerator, entry.value.denominator) for entry in row] for row in m]
        for name, m in typed.items()
    }
    if Rate() in given:
        given[Rate()] = given[Rate()][0][0]
    policy = policies(shape)
    values: dict[str, dict[Any, Any]] = {}
    shown: dict[str, dict[Any, Texts]] = {}
    keyed: dict[str, dict[Any, Matrix]] = {}
    for part in shape.parts:
        plan = run_plan(shape, part)
        for run in part.runs:
            known = given | _parameters(shape, part, run, values)
            texts: dict[Any, Texts] = {}
            calculate(plan, known, field, policy, texts)
            values[run.id] = known
            # digits first: what the fast road cannot decide is not worth checking
            shown[run.id] = _shown(shape, part, run, plan, known, policy, field) | texts
            keyed[run.id] = _keyed(plan, known, field)
            if check:
                _check(shape, part, plan, known, policy)
    as_typed = {name: [[entry.text for entry in row] for row in m] for name, m in typed.items()}
    return Calculation(field, values, shown, keyed, as_typed, facts(exercise, shape, values, field))


def _parameters(
    shape: Shape, part: PartShape, run: Run, values: dict[str, dict[Any, Any]]
) -> dict[Any, Matrix]:
    """The parameters that a run begins with, where an earlier update left them."""
    before = left_by(shape, part, run)
    if before is None:
        return {}
    return {name: values[before.id][renewed(name)] for name in parameters_of(shape.graph)}


def _check(shape: Shape, part: PartShape, plan: Any, values: dict[Any, Any], policy: Any) -> None:
    """The numbers of a run against their formulas in doubles, and gradients along tangents."""
    doubles = as_doubles(values)
    recheck(plan, values, doubles, policy)
    if shape.carry == "full" and part.wants("backward", "derivative", "update"):
        examples = tuple(shape.example(n) for n in part.examples)
        check_gradients(shape.graph, examples, doubles, values)


@lru_cache(maxsize=64)
def policies(shape: Shape) -> Callable[[Quantity], Policy]:
    """How each quantity is shown: the sheet's digits, or those that the file asks for it."""
    usual = Policy(shape.digits, shape.kind, shape.mode, shape.carry)
    last = f"a.{shape.network.depth}"
    special = {
        key.replace("output", last): Policy(n, shape.kind, shape.mode, shape.carry)
        for key, n in shape.per
    }

    def policy(one: Quantity) -> Policy:
        return special.get(one.key, usual) if special else usual

    return policy


def _shown(
    shape: Shape, part: PartShape, run: Run, plan: Any, values: Any, policy: Any, field: Any
) -> dict[Any, Texts]:
    """Every number of a run as it is printed, parameters left by an earlier update included."""
    texts = {}
    for one in plan:
        if one.name in values:
            texts[one.name] = _texts(one, values[one.name], policy(one), field)
    if left_by(shape, part, run) is not None:
        for name in parameters_of(shape.graph):
            key = f"new.{'W' if name.role == 'weights' else 'b'}.{name.layer}"
            one = Quantity(key, name, None)
            texts[name] = _texts(one, values[name], policy(one), field)
    return texts


def _texts(one: Quantity, matrix: Matrix, policy: Policy, field: Any) -> Texts:
    try:
        return [[show(entry, policy, field) for entry in row] for row in matrix]
    except DeriveError as error:
        raise DeriveError(error.message, key=one.key) from None


def _keyed(plan: Any, values: Any, field: Any) -> dict[Any, Matrix]:
    """Every number of a run for the answer key."""
    keyed = {}
    for one in plan:
        if one.name in values:
            try:
                keyed[one.name] = [
                    [key_number(entry, field) for entry in row] for row in values[one.name]
                ]
            except DeriveError as error:
                raise DeriveError(error.message, key=one.key) from None
    return keyed


def typed_numbers(exercise: Exercise, shape: Shape) -> dict[Any, list[list[Typed]]]:
    """Every given number as typed, by the name of its quantity."""
    graph = shape.graph
    found: dict[Any, list[list[Typed]]] = {}
    for name in parameters_of(graph):
        layer = int(name.layer) - 1
        if name.role == "weights":
            found[name] = [list(row) for row in exercise.W[layer]]
        else:
            found[name] = [[entry] for entry in exercise.b[layer] or ()]
    x0 = graph.quantity("activation", 0)
    for kind, given in (("example", exercise.examples), ("query", exercise.queries)):
        for n, one in enumerate(given, start=1):
            index = shape.index(kind, n)
            found[of_example(x0, index)] = [[entry] for entry in one.x]
            if one.t is not None:
                found[of_example(graph.target, index)] = [[entry] for entry in one.t]
    if exercise.learning_rate is not None:
        found[Rate()] = [[exercise.learning_rate]]
    return found
