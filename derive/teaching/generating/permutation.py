"""A seeded permutation of the numbers below any bound, however large, one number at a time.

A Feistel network over pairs of digits in a base whose square hardly exceeds the bound; what falls
beyond it is sent through the network again until it falls below.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from math import isqrt

ROUNDS = 4
MOST_BYTES = 64  # of one digest; longer digits are hashed in pieces
SPARE = 8  # bytes of a digest beyond those of a digit, so that every remainder is as likely


def permuted(number: int, size: int, key: bytes) -> int:
    """Where a permutation of the numbers below `size`, chosen by the key, sends a number.

    >>> sorted(permuted(number, 10, b"7") for number in range(10))
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    if size <= 1:
        return 0
    base, width = _base(size)
    while True:
        left, right = divmod(number, base)
        for turn in range(ROUNDS):
            left, right = right, (left + _digest(right, turn, width, key)) % base
        number = left * base + right
        if number < size:
            return number


@lru_cache(maxsize=64)
def _base(size: int) -> tuple[int, int]:
    """The least base whose square is no less than the size, and the bytes of a digit."""
    base = isqrt(size - 1) + 1
    return base, (base.bit_length() + 7) // 8


@lru_cache(maxsize=64)
def _begun(turn: int, width: int, key: bytes) -> blake2b:
    """A hash that has taken its key: taking it costs more than taking a number."""
    return blake2b(digest_size=width, key=key, salt=turn.to_bytes(1, "little"))


def _digest(value: int, turn: int, width: int, key: bytes) -> int:
    """A number of more than `width` bytes that nobody would guess from the value."""
    data, width = value.to_bytes(width, "little"), width + SPARE
    if width <= MOST_BYTES:
        made = _begun(turn, width, key).copy()
        made.update(data)
        return int.from_bytes(made.digest(), "little")
    found = b""
    while len(found) < width:
        salt = turn.to_bytes(1, "little") + len(found).to_bytes(8, "little")
        found += blake2b(data, key=key, salt=salt).digest()
    return int.from_bytes(found[:width], "little")
