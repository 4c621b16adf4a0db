"""A plan with numbers: every quantity calculated in order, under a rounding policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flint import arb, fmpq

from derive.calculus import digits
from derive.calculus.balls import Balls
from derive.calculus.digits import Policy, nearest_double
from derive.calculus.doubles import Doubles
from derive.calculus.numeric import reader
from derive.calculus.plan import Quantity
from derive.calculus.readers import Values
from derive.calculus.undefined import DivisionByZero, LogOfZero
from derive.errors import CheckError, DeriveError

Matrix = list[list[Any]]
CLOSE_ENOUGH = arb(10) ** -9


def calculate(
    plan: Iterable[Quantity],
    values: dict[Any, Matrix],
    exact: Any,
    policy: Callable[[Quantity], Policy],
    shown: dict[Any, list[list[str]]] | None = None,
) -> None:
    """Puts the value of every quantity of the plan into `values`, in the plan's order.

    With carry "shown", each entry is rounded once to the digits shown, and that goes on; the texts
    are put into `shown`, so that a rounded 0.3100 is not taken for an exact 0.31. Raises
    DeriveError, naming the quantity, where a value does not exist or its digits stay undecided.
    """
    for one in plan:
        try:
            matrix = reader(one.formula)(values, exact)
            rule = policy(one)
            if rule.carry == "shown":
                texts = [[digits.show(entry, rule, exact) for entry in row] for row in matrix]
                matrix = [[digits.value_of(text) for text in row] for row in texts]
                if shown is not None:
                    shown[one.name] = texts
        except (DivisionByZero, LogOfZero) as error:
            if one.optional:
                continue
            raise placed(one, error) from None
        except DeriveError as error:
            raise DeriveError(error.message, key=one.key) from None
        values[one.name] = matrix


def placed(one: Quantity, error: DeriveError) -> DeriveError:
    """The error of a value that does not exist, naming its quantity."""
    if one.key.endswith("loss"):
        return DeriveError(
            "the logarithm of 0: an output is exactly 0 or 1 where the target says otherwise",
            key=one.key,
        )
    return DeriveError(f"{error.message}: the value does not exist for these numbers", key=one.key)


def as_doubles(values: Values) -> dict[Any, Any]:
    """All values as doubles."""
    return {
        name: [[nearest_double(entry) for entry in row] for row in matrix]
        if isinstance(matrix, list)
        else nearest_double(matrix)
        for name, matrix in values.items()
    }


def _recheck_far(one: Quantity, values: Values, policy: Policy) -> None:
    """The same with balls, where doubles overflow or lose their digits on the way."""
    balls = as_balls(values)
    found = reader(one.formula)(balls, Balls())
    for row, expected in zip(found, balls[one.name], strict=True):
        for a, b in zip(row, expected, strict=True):
            slack = CLOSE_ENOUGH * (1 + abs(a) + abs(b))
            if policy.carry == "shown":
                slack += unit(float(b), policy)
            if abs(a - b) > slack:
                raise CheckError(f"{one.key}: {a} by its formula, {b} on the sheet")


def as_balls(values: Values) -> dict[Any, Any]:
    """All values as balls."""
    return {
        name: [[_ball(entry) for entry in row] for row in matrix]
        if isinstance(matrix, list)
        else _ball(matrix)
        for name, matrix in values.items()
    }


def _ball(number: Any) -> Any:
    if type(number) is fmpq:
        return arb(number)
    return number if type(number) is arb else number.ball


def recheck(plan: Iterable[Quantity], values: Values, doubles: dict[Any, Any], policy: Any) -> None:
    """Holds every calculated entry against its formula in doubles.

    Raises CheckError with both values where they differ: that is a fault of ours.
    """
    field = Doubles()
    for one in plan:
        if one.name not in doubles:
            continue
        found = reader(one.formula)(doubles, field)
        rule = policy(one)
        for row, expected in zip(found, doubles[one.name], strict=True):
            for a, b in zip(row, expected, strict=True):
                slack = 1e-9 * (1 + abs(a) + abs(b))
                if rule.carry == "shown":
                    slack += unit(b, rule)
                if not abs(a - b) <= slack:
                    _recheck_far(one, values, rule)


def unit(value: float, policy: Policy) -> float:
    """One unit of the last digit that is shown."""
    if policy.kind == "decimals":
        return 10.0**-policy.digits
    return float(abs(value) * 10.0 ** (1 - policy.digits)) + 1e-300
