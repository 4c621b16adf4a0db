"""The values of a tape by name: each matrix is put together when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from derive.calculus.tape.short_sums import Cells
from derive.calculus.tape.tape import Tape


class TapeValues(Mapping[Any, Any]):
    """What the list of a calculated tape holds, as matrices; the rate is a number.

    A quantity that does not exist is not in it.
    """

    def __init__(self, tape: Tape, cells: Cells) -> None:
        self._tape, self._cells = tape, cells
        self._made: dict[Any, Any] = {}

    def __getitem__(self, name: Any) -> Any:
        if name not in self._made:
            if name not in self:
                raise KeyError(name)
            places = self._tape.places[name]
            if getattr(name, "shape", None) is None:
                self._made[name] = self._cells[places[0][0]]
            else:
                self._made[name] = [[self._cells[place] for place in row] for row in places]
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        places = self._tape.places.get(name)
        return places is not None and self._cells[places[0][0]] is not None

    def __iter__(self) -> Iterator[Any]:
        return (name for name in self._tape.places if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
