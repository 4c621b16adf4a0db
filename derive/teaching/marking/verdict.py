"""What marking says of one answer."""

from __future__ import annotations

from typing import NamedTuple

RIGHT, FOLLOWS, SLIP, WRONG, MISSING = "right", "follows", "slip", "wrong", "missing"
# those that earn the point of a box: what follows from a slip is not punished again
EARNING = (RIGHT, FOLLOWS)


class Verdict(NamedTuple):
    """One of the words above; of a slip its name too, and the quantity in which it was made."""

    kind: str
    slip: str = ""
    at: str = ""
