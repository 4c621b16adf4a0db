"""Values of free names, drawn at random: the same for the same seed."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from derive.calculus.term_fields import Balls
from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.symbolic.defined_names import SIZE

SEEDS = 4  # the first half of them between 0 and 1, as outputs and targets are


def drawn_value(key: str, indices: int, seed: int, whole: bool) -> Any:
    """A number, or a column or a matrix by how many `indices` the name has; one whose entries are
    said to sum to 1 is `whole`."""
    random, field = Random(f"{seed} {key}"), Balls()
    low = 50 if seed < SEEDS // 2 or whole else -950
    rows = [[Fraction(random.randint(low, 950) or 1, 1009) for _ in range(SIZE)]
            for _ in range(SIZE)]  # fmt: skip
    if indices == 0:
        return field.number(rows[0][0])
    if indices == 1:
        total = sum(rows[0]) if whole else 1
        return Matrix([[field.number(one / total)] for one in rows[0]])
    return Matrix([list(map(field.number, row)) for row in rows])
