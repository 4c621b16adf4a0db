"""What the model of a sheet says of a claim."""

from __future__ import annotations

from dataclasses import dataclass

ENTRYWISE, TURNED = "entrywise", "turned"  # kinds of faults: entry by entry is meant; a transpose
OTHERWISE = "otherwise"  # nothing is said, as another reading is right


@dataclass(frozen=True)
class Told:
    """`holds` is None where nothing can be said; `why` is a kind of fault that is known."""

    holds: bool | None
    why: str = ""


NOTHING = Told(None)
