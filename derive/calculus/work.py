"""A plan with numbers: every quantity calculated in order, under a rounding policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from flint import arb, fmpq

from derive.calculus import digits
from derive.calculus.balls import Balls, alike
from derive.calculus.digits import Policy, nearest_double
from derive.calculus.doubles import Doubles
from derive.calculus.numeric import reader
from derive.calculus.plan import Quantity
from derive.calculus.undefined import DivisionByZero, LogOfZero
from derive.errors import CheckError, DeriveError

Matrix = list[list[Any]]
CLOSE_ENOUGH = arb(10) ** -9


def calculate(
    plan: Iterable[Quantity],
    values: dict[Any, Matrix],
    exact: Any,
    policy: Callable[[Quantity], Policy],
) -> None:
    """Puts the value of every quantity of the plan into `values`, in the plan's order.

    With carry "shown", each entry is rounded once to the digits shown, and that goes on. Raises
    DeriveError, naming the quantity, where a value does not exist or its digits stay undecided.
    """
    for one in plan:
        try:
            matrix = reader(one.formula)(values, exact)
            rule = policy(one)
            if rule.carry == "shown":
                matrix = [[rounded(entry, rule, exact) for entry in row] for row in matrix]
        except (DivisionByZero, LogOfZero):
            if one.optional:
                continue
            raise _placed(one) from None
        except DeriveError as error:
            raise DeriveError(error.message, key=one.key) from None
        values[one.name] = matrix


def _placed(one: Quantity) -> DeriveError:
    if one.key.endswith("loss"):
        return DeriveError(
            "the logarithm of 0: an output is exactly 0 or 1 where the target says otherwise",
            key=one.key,
        )
    return DeriveError("division by zero: the value does not exist for these numbers", key=one.key)


def rounded(number: Any, policy: Policy, exact: Any) -> Any:
    """The number that the shown digits stand for."""
    return digits.value_of(digits.show(number, policy, exact))


def as_doubles(values: dict[Any, Any]) -> dict[Any, Any]:
    """All values as doubles."""
    return {
        name: [[nearest_double(entry) for entry in row] for row in matrix]
        if isinstance(matrix, list)
        else nearest_double(matrix)
        for name, matrix in values.items()
    }


def _recheck_far(one: Quantity, values: dict[Any, Any]) -> None:
    """The same with balls, where a double overflows on the way."""
    wide = Balls()
    balls = {
        name: [[_ball(entry) for entry in row] for row in matrix]
        if isinstance(matrix, list)
        else _ball(matrix)
        for name, matrix in values.items()
    }
    if not alike(reader(one.formula)(balls, wide), balls[one.name], CLOSE_ENOUGH):
        raise CheckError(f"{one.key}: its formula, in balls, gives another value than the sheet's")


def _ball(number: Any) -> Any:
    if type(number) is fmpq:
        return arb(number)
    return number if type(number) is arb else number.ball


def recheck(
    plan: Iterable[Quantity], values: dict[Any, Any], doubles: dict[Any, Any], policy: Any
) -> None:
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
                    slack += _unit(b, rule)
                if not abs(a - b) <= slack:
                    if isfinite(a):
                        raise CheckError(f"{one.key}: {a!r} by its formula, {b!r} on the sheet")
                    _recheck_far(one, values)


def _unit(value: float, policy: Policy) -> float:
    """One unit of the last digit that is shown."""
    if policy.kind == "decimals":
        return 10.0**-policy.digits
    return float(abs(value) * 10.0 ** (1 - policy.digits)) + 1e-300
