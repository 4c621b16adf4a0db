"""The functions and the loss under which a sheet holds best, for a network of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf

from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, from_tables
from derive.teaching.verifying.naming.shared_out import mean_of
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.stated.asked import asked
from derive.teaching.verifying.stated.choice import losses, ranked
from derive.teaching.verifying.stated.functions import Named
from derive.teaching.verifying.stated.network import Structure
from derive.teaching.verifying.stated.printed_values import Printed
from derive.teaching.written.documents import Document

MOST_JUDGED = 6
MOST_SINGLY = 4  # examples that may be gone through one by one
TIED = 0.25  # in values of layers that are printed: what is further off is not tried,
MARGIN = 1.2  # and this where the way forward does not hold under what was tried
WIDE = 1.5  # and this where a formula does not
NAME = "the sheet's own data"

Enough = Callable[[Claim], bool]
Judge = Callable[[Exercise, Enough], Report]


@dataclass(frozen=True)
class Tried:
    structure: Structure
    functions: tuple[str, ...]
    loss: str
    reduction: str
    singly: bool
    exercise: Exercise
    report: Report
    likely: float = 0.0

    @property
    def against(self) -> float:
        """How much is wrong."""
        return sum(map(gravity, self.report.findings))

    @property
    def formulas_against(self) -> int:
        return sum(not has_decimals(one) for one in self.report.findings)

    @property
    def holding(self) -> int:
        return sum(one.quantity is not None and one.verdict.startswith("holds")
                   for one in self.report.claims)  # fmt: skip

    @property
    def rank(self) -> tuple[float, int]:
        return self.against, -self.holding

    @property
    def forward_against(self) -> int:
        """How much is wrong of the data and on the way forward, where no loss plays a part."""
        return sum(is_forward(one) or is_given(one) for one in self.report.findings)

    @property
    def forward_rank(self) -> tuple[int, float, int]:
        return self.forward_against, *self.rank


def gravity(one: Claim) -> float:
    """How much a finding counts: a formula more than a number, that of the loss the most, and what
    it comes to as much."""
    if has_decimals(one):
        return 1.0 + 3.0 * (one.quantity == "loss" and _says_loss(one))
    return 1.0 + 2.0 * (one.verdict != "right value, wrong line") + 6.0 * (one.quantity == "loss")


def never(_: Claim) -> bool:
    return False


def past(most: float, weight: Callable[[Claim], float]) -> Enough:
    """Whether more is wrong than `most`, of claims told one after the other."""
    total = 0.0

    def enough(one: Claim) -> bool:
        nonlocal total
        total += weight(one) if one.is_finding else 0.0
        return total > most

    return enough


def is_forward(one: Claim) -> bool:
    return one.quantity is not None and one.quantity.partition(".")[0] in ("z", "a")


def _says_loss(one: Claim) -> bool:
    """Whether a loss written out in letters is not the number that it is said to come to."""
    left = one.left
    written_out = re.search(r"\\(?:sum|log|ln)\b|Σ|∑|\^\{?2", left) is not None
    return written_out and not re.search(r"\d\.\d", left) and has_decimals(one)


def is_given(one: Claim) -> bool:
    return one.quantity is not None and one.quantity.partition(".")[0] in ("W", "b", "x", "t")


def has_decimals(one: Claim) -> bool:
    return re.search(r"\d\.\d", one.left + one.right) is not None


@dataclass(frozen=True)
class Search:
    """Tries networks on a sheet; `judge` gives a report on it under an exercise."""

    document: Document
    judge: Judge
    printed: Printed
    said: Named
    passes: int

    def best(self, fitting: list[Structure]) -> Tried | None:
        """The network under which least is wrong, among the likely ones; None where none works."""
        likely = sorted(
            ((score, -at, one, functions) for at, one in enumerate(fitting)
             for score, functions in ranked(one, self.printed, self.said)),
            key=lambda tried: tried[:2], reverse=True,
        )  # fmt: skip
        found: list[Tried] = []
        best: Tried | None = None
        for score, _, one, functions in likely[:MOST_JUDGED]:
            if best is not None:
                margin = (
                    TIED if self._names_all(best.functions) and not best.forward_against else MARGIN
                )
                if best.formulas_against:
                    margin = WIDE
                if not best.against:
                    break
                if score < likely[0][0] - margin and not self._names_all(functions):
                    continue
            loss = losses(one, functions, self.printed, self.said)[0]
            singly = best is not None and best.singly  # like is compared with like
            most = inf if best is None else best.forward_against
            enough = past(most, is_forward)
            tried = self._tried(one, functions, loss, self._reductions(one)[0], singly, enough)
            if tried is None:
                continue
            tried = replace(tried, likely=score)
            if not singly and tried.against and 1 < len(one.examples) <= MOST_SINGLY:
                tried = self._better(tried, singly=True)
            found.append(tried)
            if best is None or tried.forward_rank < best.forward_rank:
                best = tried
        if best is None:
            return None
        best = self._with_loss(best)
        for other in found:  # what was as good on the way forward, under this loss; or likelier
            # but for a slip
            if (
                best.against > 1
                and other.forward_against <= best.forward_against + (other.likely > best.likely)
                and ((other.structure, other.functions) != (best.structure, best.functions))
            ):
                alike = self._tried(other.structure, other.functions, best.loss, best.reduction,
                                    enough=past(best.against, gravity))  # fmt: skip
                best = alike if alike is not None and alike.rank < best.rank else best
                if other.likely > best.likely and best.against > 1:  # or under another loss
                    alike = self._with_loss(other)
                    best = alike if alike.rank < best.rank else best
        return self._as_in_words(best)

    def _as_in_words(self, best: Tried) -> Tried:
        """The same with the loss that words name, where no more is wrong then."""
        said, most = self.said.in_words, len(best.report.findings)
        if said in ("", best.loss) or "squared" not in best.loss or not most:
            return best
        if best.structure.units[-1] > 1:
            return best
        tried = self._tried(best.structure, best.functions, said, best.reduction, best.singly)
        return tried if tried is not None and len(tried.report.findings) <= most else best

    def _names_all(self, functions: tuple[str, ...]) -> bool:
        """Whether the sheet names these functions: they are tried in any case."""
        return {*functions} <= {*self.said.activations, *self.said.by_layer.values()}

    def _with_loss(self, best: Tried) -> Tried:
        """The same with the loss that fits best, each example alone too where there are several."""
        one, several = best.structure, 1 < len(best.structure.examples) <= MOST_SINGLY
        kinds = [(loss, reduction) for reduction in self._reductions(one)
                 for loss in losses(one, best.functions, self.printed, self.said)]  # fmt: skip
        kinds.sort(key=lambda kind: kind != (best.loss, best.reduction))
        for loss, reduction in kinds:
            for singly in (False, True) if several else (False,):
                if best.against:
                    best = self._better(best, loss, reduction, singly)
        return best

    def _better(
        self, best: Tried, loss: str = "", reduction: str = "", singly: bool = False
    ) -> Tried:
        """This, or the same otherwise where less is wrong then."""
        kind = (loss or best.loss, reduction or best.reduction, singly)
        if kind == (best.loss, best.reduction, best.singly):
            return best
        enough = past(best.against, gravity)
        tried = self._tried(best.structure, best.functions, *kind, enough)
        if tried is None or not tried.rank < best.rank:
            return best
        return replace(tried, likely=best.likely)

    def _tried(
        self, one: Structure, functions: tuple[str, ...], loss: str, reduction: str,
        singly: bool = False, enough: Enough = never,
    ) -> Tried | None:  # fmt: skip
        """The sheet judged under this network, as far as it is not `enough`."""
        tables = one.tables(functions, loss, reduction, self.said.constants)
        tables["part"] = list(asked(one, self.passes, singly))
        try:
            exercise = from_tables({"title": NAME, **tables}, NAME)
            report = self.judge(exercise, enough)
        except DeriveError:
            return None
        return Tried(one, functions, loss, reduction, singly, exercise, report)

    def _reductions(self, one: Structure) -> tuple[str, ...]:
        """How the losses of a batch could be put together, the likelier way first."""
        if len(one.examples) < 2:
            return ("sum",)
        text = self.document.text
        mean = _MEAN.search(text) is not None or mean_of(len(one.examples), text)
        return ("mean", "sum") if mean else ("sum", "mean")


_MEAN = re.compile(r"(?i)\\[dt]?frac\{?1\}?\{?[mn]\b|1/[mn]\b|\b(?:mean of|average|mittel)")
