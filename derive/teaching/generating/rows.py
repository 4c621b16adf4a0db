"""The conditions that a variant meets: one table, a row each, with the bound that is usual.

A row names the function that makes its checks; the words for people stand under its name in
[condition] of a words file. A bound of True or a number asks for the condition, False leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Condition:
    """One row: its name, the function in `checks` that makes its checks, the usual bound."""

    name: str
    made_by: str
    usual: bool | float


CONDITIONS: dict[str, Condition] = {
    row.name: row
    for row in (
        # cheap ones first: the given numbers, then the way forward, then all else
        Condition("different_units", "different_units", True),
        Condition("different_examples", "different_examples", True),
        Condition("difficulty", "difficulty", True),
        Condition("slope_least", "slope_least", 0.03),
        Condition("output_margin", "output_margin", 0.01),
        Condition("kink_distance", "kink_distance", 0.05),
        Condition("dead_units", "dead_units", 0.0),
        Condition("class_margin", "class_margin", 0.03),
        Condition("delta_least", "delta_least", 0.001),
        Condition("exact", "exact", False),
        Condition("answer_most", "answer_most", 1000.0),
        Condition("answer_least", "answer_least", 0.0),
        Condition("not_zero", "not_zero", True),
        Condition("distinct", "distinct", True),
        Condition("no_tie", "no_tie", 0.001),
        Condition("loss_falls", "loss_falls", True),
        Condition("slips_show", "slips_show", True),
    )
}
