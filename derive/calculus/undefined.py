"""Values that do not exist or cannot be decided; the caller says which quantity it was."""

from __future__ import annotations

from derive.errors import DeriveError

# the most precision that a digit or a sign is worth
MOST_BITS = 4096


class DivisionByZero(DeriveError):
    def __init__(self) -> None:
        super().__init__("division by zero")


class LogOfZero(DeriveError):
    def __init__(self) -> None:
        super().__init__("the logarithm of a number that is not positive")


class RootOfNegative(DeriveError):
    def __init__(self) -> None:
        super().__init__("the square root of a negative number")


class NotFinite(DeriveError):
    def __init__(self) -> None:
        super().__init__("the value overflows; take smaller numbers")


class Undecided(DeriveError):
    def __init__(self) -> None:
        super().__init__(
            f"cannot be decided even with {MOST_BITS} bits: it is too near to an exact value, as "
            "saturated units make it; take smaller numbers"
        )


class OutOfRange(DeriveError):
    """A number of a size that nobody prints."""

    def __init__(self, message: object) -> None:
        text = f"is about 10^{message}, which is too far from 1 to be printed; take smaller numbers"
        super().__init__(text if isinstance(message, int) else str(message))
