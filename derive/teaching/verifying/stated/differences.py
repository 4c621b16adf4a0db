"""Whether a sheet tries its derivatives by differences: then an epsilon is no learning rate."""

from __future__ import annotations

import re

SMALL = frozenset(("epsilon", "varepsilon"))
_DIFFERENCES = re.compile(
    r"(?i)numeri|\b(?:finite|central|zentrale|endliche|differen[zc]\w*)\b|perturb"
    r"|wiggl|nudg|gradient(?:en)?[ -]?(?:check|probe|test)|quotient"
)


def speaks_of_differences(text: str) -> bool:
    """Whether words say so.

    >>> speaks_of_differences("Check it by central differences."), speaks_of_differences("Step 2")
    (True, False)
    """
    return _DIFFERENCES.search(text) is not None
