"""The short code of a sheet: recipe, seed and number, with a letter that tells a misprint.

K3QX7-7-12-T: the recipe K3QX7, seed 7, variant 12
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from derive.errors import DeriveError
from derive.teaching.generating.recipe import LETTERS

MOST = 10**12
# what a sign counts; a hyphen counts 32, any other 31
_VALUES = {sign: value for value, sign in enumerate(LETTERS, 1)} | {"-": 32}
_CODE = re.compile(r"([0-9A-Z]{5})-([0-9]{1,12})-([0-9]{1,12})-([0-9A-Z])")


@dataclass(frozen=True)
class Code:
    """Which sheet it is: the digest of its recipe, the seed, the number of the variant."""

    digest: str
    seed: int
    number: int

    def __str__(self) -> str:
        return self._text

    @cached_property
    def _text(self) -> str:
        body = f"{self.digest}-{self.seed}-{self.number}"
        return f"{body}-{_check(body)}"


def decoded(text: str) -> Code:
    """What a code says; letters that look like digits are taken for them.

    Raises DeriveError where it is no code, or was copied wrongly.

    >>> str(decoded(str(Code("K3QX7", 7, 12)).lower()))[:10]
    'K3QX7-7-12'
    """
    plain = text.strip().upper().translate(str.maketrans("ILO", "110"))
    found = _CODE.fullmatch(plain)
    if not found:
        raise DeriveError(f'expected a code such as K3QX7-7-12-T, found "{text[:60]}"')
    body = plain.rpartition("-")[0]
    if _check(body) != found[4]:
        raise DeriveError(f'the code "{text.strip()}" was copied wrongly: its last letter says so')
    return Code(found[1], int(found[2]), int(found[3]))


def _check(body: str) -> str:
    """A letter that changes with any one sign, and where two neighbours change places."""
    total = 0
    for sign in body:
        total = total * 3 + _VALUES.get(sign, 31)
    total %= 31
    return LETTERS[1 + total]  # never a 0, which after a hyphen would look like a number
