"""The exercise that a sheet states itself: its network, its numbers, and what it was taken from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, from_tables
from derive.teaching.verifying.report import Claim, Report
from derive.teaching.verifying.stated import spoken_rate, stated
from derive.teaching.verifying.stated_choice import Printed, losses, ranked
from derive.teaching.verifying.stated_functions import Named, named
from derive.teaching.verifying.stated_groups import sorted_out
from derive.teaching.verifying.stated_network import Structure, structures
from derive.teaching.verifying.statements import Found, Statement
from derive.teaching.written.documents import Document

MOST_STRUCTURES = 12
MOST_JUDGED = 6
MOST_SINGLY = 4  # examples that may be gone through one by one
TIED = 0.25
MARGIN = 1.2  # in values of layers that are printed: what is further off is not tried
NAME = "the sheet's own data"

Judge = Callable[[Exercise], Report]


@dataclass(frozen=True)
class Own:
    """The network that a sheet was taken to state, and the report under it; None where none fits.

    `refused` says that data were stated, but what is worked out from them does not fit.
    """

    report: Report | None
    told: tuple[str, ...] = ()
    refused: bool = False


@dataclass(frozen=True)
class _Tried:
    structure: Structure
    functions: tuple[str, ...]
    loss: str
    reduction: str
    report: Report

    @property
    def against(self) -> float:
        """How much is wrong; a formula of the sheet counts more than a number."""
        return sum(
            1.0 + 2.0 * (one.verdict != "right value, wrong line" and not _has_decimals(one))
            for one in self.report.findings
        )

    @property
    def holding(self) -> int:
        return sum(one.quantity is not None and one.verdict.startswith("holds")
                   for one in self.report.claims)  # fmt: skip

    @property
    def rank(self) -> tuple[float, int]:
        return self.against, -self.holding

    @property
    def forward_against(self) -> int:
        """How much is wrong on the way forward, where no loss plays a part."""
        return sum(_is_forward(one) for one in self.report.findings)

    @property
    def forward_rank(self) -> tuple[int, float, int]:
        return self.forward_against, *self.rank


def _is_forward(one: Claim) -> bool:
    return one.quantity is not None and one.quantity.partition(".")[0] in ("z", "a")


def _has_decimals(one: Claim) -> bool:
    return re.search(r"\d\.\d", one.left + one.right) is not None


def own_network(found: list[Found], document: Document, judge: Judge, words: dict[str, Any]) -> Own:
    """The report on a sheet under the network that it states; what was taken for what."""
    told = stated(found, document)
    data = sorted_out(told, spoken_rate(document))
    fitting = list(islice(structures(data), MOST_STRUCTURES))
    if not fitting:
        return Own(None)
    chains = [one for one in found if isinstance(one, Statement)]
    said, printed = named(found, document), Printed(chains)
    tried_first = sorted(
        ((told_by, -at, one, functions)
         for at, one in enumerate(fitting) for told_by, functions in ranked(one, printed, said)),
        key=lambda tried: tried[:2], reverse=True,
    )  # fmt: skip
    best: _Tried | None = None
    others: list[_Tried] = []
    most = tried_first[0][0]
    for told_by, _, one, functions in tried_first[:MOST_JUDGED]:
        margin = MARGIN if best is None or best.forward_against else TIED
        if best is not None and (told_by < most - margin or not best.against):
            break
        loss = losses(one, functions, printed, said)[0]
        tried = _judged(one, functions, loss, _reductions(one, document)[0], said, judge, document)
        if tried is None:
            continue
        others.append(tried)
        if best is None or tried.forward_rank < best.forward_rank:
            best = tried
    if best is None:
        return Own(None)
    first = best.structure
    singly = best.against > 0 and 1 < len(first.examples) <= MOST_SINGLY
    kinds = [(loss, reduction, alone)
             for alone in ((False, True) if singly else (False,))
             for loss in losses(first, best.functions, printed, said)
             for reduction in _reductions(first, document)]  # fmt: skip
    if singly:  # the same loss first, with each example alone
        kinds.sort(key=lambda kind: kind[:2] != (best.loss, best.reduction))
    for loss, reduction, alone in kinds:
        if best.against and (alone or (loss, reduction) != (best.loss, best.reduction)):
            tried = _judged(first, best.functions, loss, reduction, said, judge, document, alone)
            if tried is not None and tried.rank < best.rank:
                best = tried
    for one in others:  # what was as good on the way forward, under this loss
        if best.against > 1 and one.forward_against == best.forward_against and (
            (one.structure, one.functions) != (first, best.functions)
        ):
            tried = _judged(one.structure, one.functions, best.loss, best.reduction, said, judge,
                            document)  # fmt: skip
            if tried is not None and tried.rank < best.rank:
                best = tried
    if not _fits(best.report, len(first.W)):
        return Own(None, refused=True)
    return Own(best.report, tuple(_sentences(best, data.rate, said, words)))


_MEAN = re.compile(r"(?i)\\[dt]?frac\{?1\}?\{?[mn]\b|1/[mn]\b|\bmean of|\baverage|\bmittel")


def _reductions(one: Structure, document: Document) -> tuple[str, ...]:
    """How the losses of a batch could be put together, the likelier way first."""
    if len(one.examples) < 2:
        return ("sum",)
    return ("mean", "sum") if _MEAN.search(document.text) else ("sum", "mean")


def _judged(
    one: Structure, functions: tuple[str, ...], loss: str, reduction: str, said: Named,
    judge: Judge, document: Document, singly: bool = False,
) -> _Tried | None:  # fmt: skip
    tables = one.tables(functions, loss, reduction, said.constants)
    tables["part"] = list(_parts(one, document, singly))
    try:
        report = judge(from_tables({"title": NAME, **tables}, NAME))
    except DeriveError:
        return None
    return _Tried(one, functions, loss, reduction, report)


_STEP = re.compile(r"(?i)\b(?:step|iteration|epoch|schritt)\s*\$?\s*(\d{1,2})\b")


def _parts(one: Structure, document: Document, singly: bool) -> Iterator[dict[str, Any]]:
    """What could be asked: all examples together; `singly` each alone too, and one by one."""
    ask = ["forward"]
    count = len(one.examples)
    if all(t is not None for _, t in one.examples):
        ask += ["loss", "backward", *(["update"] if one.rate is not None else [])]
    steps = min(max([1, *map(int, _STEP.findall(document.text))]), 5)
    more = {"steps": steps} if steps > 1 and "update" in ask else {}
    yield {"id": "all", "ask": ask, "examples": list(range(1, count + 1)), **more}
    models = ["given"]
    if "update" in ask:
        models.append("all")
    if singly:
        for at in range(1, count + 1):
            yield {"id": f"one {at}", "ask": ask, "examples": [at]}
            if "update" in ask:
                models.append(f"one {at}")
                if at > 1:
                    before = "one 1" if at == 2 else f"then {at - 1}"
                    yield {"id": f"then {at}", "ask": ask, "examples": [at], "parameters": before}
    if one.queries:
        yield {"id": "query", "ask": ["classify"], "queries": list(range(1, len(one.queries) + 1)),
               "parameters": models}  # fmt: skip


def _fits(report: Report, depth: int) -> bool:
    """Whether most of what the sheet works out on the way forward is what the network gives."""
    wrong = [one for one in report.findings if _is_forward(one)]
    layers = {one.quantity for one in wrong if one.quantity is not None}
    layers = {one.rpartition(".")[2] for one in layers}
    formulas = sum(not _has_decimals(one) for one in wrong)
    if len(layers) > 1 and (2 * len(layers) > depth or formulas > 1):
        return False
    forward = [one for one in report.claims
               if _is_forward(one) and one.verdict not in ("no claim", "unread")]  # fmt: skip
    findings = sum(1 for _ in report.findings)
    return 2 * len(wrong) <= len(forward) and 4 * findings <= len(report.claims) + 3


def _sentences(
    best: _Tried, rate: tuple[str, int] | None, said: Named, words: dict[str, Any]
) -> Iterator[str]:
    """What was taken from where."""
    told = words["verify_own"]
    one, lines = best.structure, dict(best.structure.lines)
    yield told["network"].format(inputs=one.inputs, units=", ".join(map(str, one.units)),
                                 lines=_listed(lines.values()))  # fmt: skip
    for layer, name in enumerate(best.functions, start=1):
        line = said.activations.get(name)
        key = "activation" if line is None else "activation_named"
        yield told[key].format(layer=layer, name=name, line=line)
    if one.examples[0][1] is not None:
        line = said.loss.get(best.loss) or (said.logs if "entropy" in best.loss else said.squares)
        yield told["loss" if line is None else "loss_named"].format(name=best.loss, line=line)
    if rate is not None:
        yield told["rate"].format(rate=rate[0], line=rate[1])


def _listed(lines: Any) -> str:
    return ", ".join(str(one) for one in sorted(set(lines)))

