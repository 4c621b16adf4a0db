"""Losses: a table, one row each. A row holds a definition; every derivative is derived.

The loss of one example is `factor` times the sum over the outputs of `term`, a formula in the
output a and the target t; `n` in the factor is the number of outputs. To add a loss, add a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from derive.errors import DeriveError, nearest

_NAME = re.compile(r"[^\W\d]\w*")


@dataclass(frozen=True)
class Loss:
    """One row: `factor` * sum of `term` over the outputs; probes are (a, t) pairs for the tests."""

    name: str
    factor: str
    term: str
    probes: tuple[tuple[str, str], ...] = (("0.3", "1"), ("0.8", "0"), ("0.45", "0.25"))


LOSSES: dict[str, Loss] = {
    row.name: row
    for row in (
        Loss("half squared error", "1/2", "(a-t)^2"),
        Loss("squared error", "1", "(a-t)^2"),
        Loss("mean squared error", "1/n", "(a-t)^2"),
        Loss("cross-entropy", "-1", "t*log(a)"),
        Loss("binary cross-entropy", "-1", "t*log(a)+(1-t)*log(1-a)"),
    )
}


def loss(name: str) -> Loss:
    """The row of a name; a formula in a and t is a row of its own, made on the spot.

    >>> loss("(a-t)^4").term
    '(a-t)^4'

    >>> loss("squared eror")
    Traceback (most recent call last):
    derive.errors.DeriveError: unknown loss "squared eror": did you mean "squared error"?
    """
    row = LOSSES.get(name)
    if row is not None:
        return row
    if not {"a", "t"} <= {*_NAME.findall(name)}:
        raise DeriveError(f'unknown loss "{name}": {nearest(name, LOSSES)}')
    return Loss(name, "1", name)
