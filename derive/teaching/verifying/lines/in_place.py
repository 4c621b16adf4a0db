"""A changed line put in the place of the wrong one: read as the sheet is, and judged anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.lines.chain import ChainJudge
from derive.teaching.verifying.lines.operands import Operand, agree, operand, valued
from derive.teaching.verifying.statements.statements import Statement, statements
from derive.teaching.written.documents import Document
from derive.teaching.written.tree import Node

Text = Callable[[Node], str]
MOST_ON_A_SHEET = 4_000  # lines tried, so that a sheet of wrong ones takes bounded time
_COMMA = re.compile(r"(?<=\d)(?:\{,\}|,)(?=\d)")
_SPACE = re.compile(r"(?:\\[,;:!]|\\ |\s|~)+$")
_OPENS = re.compile(r"(?:^|[(\[{&,=]|\\\\|\\(?:begin)\{\w+\}(?:\{[lcr|]*\})?)$")


@dataclass(frozen=True)
class Edit:
    """A stretch of the sheet, in its own places, with what stands there instead."""

    start: int
    end: int
    text: str


Edits = tuple[Edit, ...]


@dataclass(frozen=True)
class Spot:
    """The sign of a chain that is wrong, and how to read and judge other right sides there."""

    judge: ChainJudge
    at: int
    text: Text

    @property
    def left(self) -> Operand:
        return self.judge.sides[self.at].one

    @property
    def right(self) -> Operand:
        return self.judge.sides[self.at + 1].one

    @property
    def sign(self) -> str:
        return self.judge.statement.signs[self.at].sign

    @property
    def source(self) -> str:
        return self.text(self.right.node)

    def end(self, node: Node) -> int:
        """Where the source of a node ends, its last brackets with it."""
        return node.start + len(_SPACE.sub("", self.text(node)))

    def edited(self, edits: Edits) -> str | None:
        """The source of the right side with these changes; decimals keep their mark."""
        found, start = self.source, self.right.node.start
        comma = next(iter(_COMMA.findall(found)), None)
        if len({(one.start, one.end) for one in edits}) < len(edits):
            return None
        for one in sorted(edits, key=lambda one: -one.start):
            first, last = one.start - start, one.end - start
            if not 0 <= first <= last <= len(found):
                return None
            said = one.text
            if comma is not None:
                said = re.sub(r"(?<=\d)\.(?=\d)", lambda _: comma, said)
            found = found[:first] + said + found[last:]
        return found

    def line(self, right: str) -> str:
        return f"{self.text(self.left.node)} {self.sign} {right}"

    def read(self, right: str) -> Operand | None:
        """Another right side, as it is read on a sheet."""
        points = _COMMA.sub(".", right) if _COMMA.search(self.source) else right
        found = [one for one, _ in statements(Document(f"$$q = {points}$$"))]
        if len(found) != 1 or not isinstance(found[0], Statement) or len(found[0].signs) != 1:
            return None
        return operand(found[0].operands[1], self.right.names)

    def holds(self, right: str) -> bool:
        """Whether a right side is true here."""
        verdict = self.verdict(right)
        if self.judge.sides[self.at].roots:
            return verdict in ("holds", "holds as shown", "follows", "right again")
        if self.judge.wrong_before(self.at) is not None:
            return verdict in ("holds", "holds as shown", "right again")
        return verdict in ("holds", "holds as shown")

    def verdict(self, right: str) -> str:
        """What is said of a right side here."""
        judge = self.judge
        if judge.sheet.tried > MOST_ON_A_SHEET:
            return "unread"
        judge.sheet.tried += 10 if self.right.symbolic else 1
        one = self.read(right)
        if one is None:
            return "unread"
        if not (self.left.symbolic or one.symbolic) and not self._equal(one):
            return "wrong"  # whatever it is right of: these numbers stand side by side
        statement = replace(
            judge.statement, operands=(self.left.node, one.node), continued=False,
            signs=judge.statement.signs[self.at : self.at + 1],
        )  # fmt: skip
        again = ChainJudge(statement, [self.left, one], judge.place, judge.sheet, judge.base,
                           _nothing, judge.symbolic)  # fmt: skip
        again.subject, again.reference = judge.subject, judge.reference
        again.wrong_since = judge.wrong_before(self.at)
        return again.verdicts()[0].verdict

    def _equal(self, one: Operand) -> bool:
        """Whether a right side of numbers is what the numbers left of it come to."""
        first, second = (valued(side, self.judge.place, self.judge.sheet, False)
                         for side in (self.left, one))  # fmt: skip
        return first is None or second is None or agree(first[0], second[0])


def _nothing(one: Any, worked: Any = ()) -> None:
    return None


def signed(text: str, before: str) -> str:
    """A number as it can stand behind what comes before it: in brackets, if it is negative."""
    if not text.startswith("-") or _OPENS.search(before.rstrip()):
        return text
    return f"({text})"
