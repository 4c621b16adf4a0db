"""What verifying a sheet answers: one claim for each relation sign, and their count."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

VERDICTS = (
    "unread",
    "no claim",
    "holds",
    "holds as shown",
    "mislabelled",
    "right again",
    "follows",
    "right value, wrong line",
    "wrong",
)
FINDINGS = frozenset(("wrong", "mislabelled", "right value, wrong line"))


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation sign with what stands left and right of it, or a formula that was not read.

    `offset` and `end` are the sign's place in characters from 0; for an unread formula they are
    its start and its end, and `left` is its text. `root` is the index of the claim that this one
    follows from. `expected` is the right line as it could have been written. `quantity` is what
    the claim is about, by its name in answer keys ("z.1", "grad.W.2"), where that is known.
    """

    offset: int
    end: int
    line: int
    column: int
    verdict: str
    left: str
    right: str
    expected: str | None = None
    slip: str | None = None
    root: int | None = None
    message: str = ""
    quantity: str | None = None

    @property
    def is_finding(self) -> bool:
        """Whether this is a mistake of its own."""
        return self.root is None and self.verdict in FINDINGS


@dataclass(frozen=True)
class Report:
    """A sheet judged: its text, its claims in the order of the text, and what was inferred.

    `inferred` says in sentences how names were bound: "x is the input", "[l] is the layer".
    """

    sheet: str
    text: str
    claims: tuple[Claim, ...]
    inferred: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong; what was not read does not count as wrong."""
        return not any(one.verdict in FINDINGS or one.verdict == "follows" for one in self.claims)

    @property
    def findings(self) -> tuple[Claim, ...]:
        """The mistakes, without what only follows from them."""
        return tuple(one for one in self.claims if one.is_finding)

    @property
    def summary(self) -> dict[str, int]:
        """How many claims have each verdict; verdicts that do not occur are left out."""
        found = [one.verdict for one in self.claims]
        return {verdict: found.count(verdict) for verdict in VERDICTS if verdict in found}

    def json(self) -> str:
        """The report for programs, one entry a claim."""
        return json.dumps(
            {
                "sheet": self.sheet,
                "claims": [_entry(one) for one in self.claims],
                "summary": self.summary,
            },
            ensure_ascii=False,
        )


def _entry(claim: Claim) -> dict[str, Any]:
    names = ("line", "column", "offset", "verdict", "left", "right", "expected", "slip", "root",
             "message")  # fmt: skip
    return {name: getattr(claim, name) for name in names}
