"""The conditions that a variant meets: one table, a row each, with the bound that is usual.

Its name is that of the function that makes its checks; the words for people stand under its name in
[condition] of a words file. A bound of True or a number asks for the condition, False leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Condition:
    """One row: its name, which is that of the function that makes its checks, and its usual bound.

    None: not asked for unless a recipe gives a number.
    """

    name: str
    usual: bool | float | None


CONDITIONS: dict[str, Condition] = {
    row.name: row
    for row in (
        # cheap ones first: the given numbers, then the way forward, then all else
        Condition("different_units", True),
        Condition("different_examples", True),
        Condition("difficulty", True),
        Condition("slope_least", 0.03),
        Condition("output_margin", 0.01),
        Condition("kink_distance", 0.05),
        Condition("dead_units", 0.0),
        Condition("class_margin", 0.03),
        Condition("delta_least", 0.001),
        Condition("exact", None),
        Condition("answer_most", 1000.0),
        Condition("answer_least", 0.0),
        Condition("not_zero", True),
        Condition("distinct", True),
        Condition("no_tie", 0.001),
        Condition("loss_falls", True),
        Condition("slips_show", True),
    )
}
