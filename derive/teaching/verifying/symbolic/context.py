"""What is known of a sheet before a line of it is judged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from derive.calculus.network import Network
from derive.teaching.verifying.symbolic.points import Points, points_of
from derive.teaching.written.letters_of_sheet import Letters


@dataclass(frozen=True, eq=False)
class SheetContext:
    """What is known of a sheet: its network, its letters, its examples by their marks.

    `batches` are the groups of examples that a loss without an example can be about; all of them
    together where nothing is said. `unit_targets` says that targets sum to 1. With `layouts` of
    both kinds, Jacobians may be written either way, the same way throughout a claim; so with
    `vectors`, which stand (False) or lie (True). What is `rebuilt` has its inputs as targets;
    letters that are `counted` up to in sums over examples say how many there are.
    """

    network: Network
    letters: Letters
    examples: tuple[str, ...] = ("1",)
    batches: tuple[tuple[str, ...], ...] = ()
    unit_targets: bool = False
    layouts: tuple[bool, ...] = (False,)
    vectors: tuple[bool, ...] = (False,)
    rebuilt: bool = False
    counted: frozenset[str] = frozenset()
    answers: dict[Any, Any] = field(default_factory=dict, repr=False)  # of formulas met before

    @cached_property
    def wider(self) -> SheetContext | None:
        """The same with no layer of one unit, for formulas in running indices; None if it has none.

        With one unit only, y_i and y_j are the same number, and mistakes in indices do not show.
        """
        if all(one.units > 1 for one in self.network.layers):
            return None
        layers = tuple(
            replace(one, units=3 if one.units == 1 else one.units) for one in self.network.layers
        )
        return replace(self, network=replace(self.network, layers=layers))

    @cached_property
    def points(self) -> Points:
        """Where claims are tried; valued as they are needed, for all claims together."""
        return points_of(self.network, self.unit_targets, self.rebuilt)
