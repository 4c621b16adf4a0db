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
from derive.teaching.verifying.stated_choice import Printed, combinations, losses, score
from derive.teaching.verifying.stated_functions import Named, named
from derive.teaching.verifying.stated_groups import sorted_out
from derive.teaching.verifying.stated_network import Structure, structures
from derive.teaching.verifying.statements import Found, Statement
from derive.teaching.written.documents import Document

MOST_STRUCTURES = 12
MOST_JUDGED = 5
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
    ranked = sorted(
        ((score(one, functions, printed, said), -at, one, functions)
         for at, one in enumerate(fitting) for functions in combinations(one, said)),
        key=lambda tried: tried[:2], reverse=True,
    )  # fmt: skip
    best: _Tried | None = None
    for _, _, one, functions in ranked[:MOST_JUDGED]:
        best = _better(best, _judged(one, functions, losses(functions, said, one.units[-1])[0],
                                     "sum", said, judge, document))  # fmt: skip
        if best is not None and not best.against and best.holding:
            break
    if best is None:
        return Own(None)
    first = best.structure
    for loss in losses(best.functions, said, first.units[-1]):
        for reduction in ("sum", "mean") if len(first.examples) > 1 else ("sum",):
            if best.against and (loss, reduction) != (best.loss, best.reduction):
                best = _better(best, _judged(first, best.functions, loss, reduction, said,
                                             judge, document))  # fmt: skip
    assert best is not None
    if not _fits(best.report):
        return Own(None, refused=True)
    return Own(best.report, tuple(_sentences(best, data.rate, said, words)))


def _better(best: _Tried | None, other: _Tried | None) -> _Tried | None:
    if best is None or (other is not None and other.rank < best.rank):
        return other
    return best


def _judged(
    one: Structure, functions: tuple[str, ...], loss: str, reduction: str, said: Named,
    judge: Judge, document: Document,
) -> _Tried | None:  # fmt: skip
    tables = one.tables(functions, loss, reduction, said.constants)
    tables["part"] = list(_parts(one, document))
    try:
        report = judge(from_tables({"title": NAME, **tables}, NAME))
    except DeriveError:
        return None
    return _Tried(one, functions, loss, reduction, report)


_STEP = re.compile(r"(?i)\b(?:step|iteration|epoch|schritt)\s*\$?\s*(\d{1,2})\b")


def _parts(one: Structure, document: Document) -> Iterator[dict[str, Any]]:
    """What could be asked: all examples together, each alone, and what comes after that."""
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
    if 1 < count <= 4:
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


def _fits(report: Report) -> bool:
    """Whether most of what the sheet works out first is what the network gives."""
    forward = [
        one for one in report.claims
        if one.quantity is not None and one.quantity.partition(".")[0] in ("z", "a")
        and one.verdict not in ("no claim", "unread")
    ]  # fmt: skip
    bad = sum(one.is_finding for one in forward)
    findings = sum(1 for _ in report.findings)
    return 2 * bad <= len(forward) and 4 * findings <= len(report.claims) + 3


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

