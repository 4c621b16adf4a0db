"""The exercise that a sheet states itself: its network, its numbers, and what it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from derive.calculus.losses import LOSSES
from derive.teaching.exercise import Exercise
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.stated.coefficients import coefficients
from derive.teaching.verifying.stated.data import stated
from derive.teaching.verifying.stated.differences import SMALL, speaks_of_differences
from derive.teaching.verifying.stated.functions import LAST, SLOPE, Named, named
from derive.teaching.verifying.stated.graphs import is_graph
from derive.teaching.verifying.stated.groups import sorted_out
from derive.teaching.verifying.stated.in_words import told_in_words
from derive.teaching.verifying.stated.inputs_in_words import with_inputs_told
from derive.teaching.verifying.stated.loss_in_words import loss_in_words
from derive.teaching.verifying.stated.memory import has_memory
from derive.teaching.verifying.stated.network import structures, without_repeats
from derive.teaching.verifying.stated.no_target import aims_at_zero
from derive.teaching.verifying.stated.other_learning import learns_otherwise, steps
from derive.teaching.verifying.stated.own_losses import own_losses
from derive.teaching.verifying.stated.parameter_tables import told_in_tables
from derive.teaching.verifying.stated.passes import passes
from derive.teaching.verifying.stated.printed_values import Printed
from derive.teaching.verifying.stated.search import (
    Judge,
    Search,
    Tried,
    has_decimals,
    is_forward,
    is_given,
)
from derive.teaching.verifying.stated.settled import applied, everywhere
from derive.teaching.verifying.stated.spoken import (
    aimed_at,
    spoken_class,
    spoken_rate,
    spoken_target,
)
from derive.teaching.verifying.stated.summands import summands
from derive.teaching.verifying.stated.tacit_rate import tacit_rate
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.verifying.symbolic.judging import LACKS
from derive.teaching.written.documents import Document

_DIGIT = re.compile(r"(?<![A-Za-z_{^])\d")  # no index
_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")
_FUNCTION = re.compile(r"\s*\\?\w+\s*\([^()\d]+\)\s*$")  # f(a), on the left
MOST_STRUCTURES = 12
MOST_DATA_WRONG = 2  # said once more, with two of them exchanged


@dataclass(frozen=True)
class Own:
    """The exercise that a sheet was taken to state, None where none fits; what was taken for what.

    `refused` says that data were stated, but what is worked out from them does not fit.
    """

    exercise: Exercise | None
    told: tuple[str, ...] = ()
    refused: bool = False


def own_network(
    chains: list[Statement], document: Document, judge: Judge, words: dict[str, Any]
) -> Own:
    """The exercise that a sheet states; `judge` gives a report on the sheet under an exercise."""
    if is_graph(chains) or has_memory(chains):
        return Own(None)
    slope = SLOPE.search(document.text.lower())  # alpha may be that of a leaky ReLU
    told = [one for one in stated(chains, document)
            if slope is None or f"\\{one.slots.letter}" not in slope[0]]  # fmt: skip
    if speaks_of_differences(document.text):
        told = [one for one in told if one.slots.letter not in SMALL]
    told = with_inputs_told(document, told)
    told += (
        told_in_words(document, told)
        or told_in_tables(document, told)
        or coefficients(chains, document, told)
    )
    sums = summands(chains)
    target = spoken_target(document)
    data = aimed_at(sorted_out(told, spoken_rate(document), sums), target)
    data = replace(data, rate=data.rate or tacit_rate(chains, document))
    fitting = list(islice(structures(data), MOST_STRUCTURES))
    fitting = fitting or list(islice(structures(without_repeats(data)), MOST_STRUCTURES))
    fitting = [one.of_class(spoken_class(document)) for one in fitting]
    fitting = [one.aimed_at(target) for one in fitting]
    if not fitting:
        return Own(None)
    if aims_at_zero(chains):
        fitting = [one.aimed_at(("0",)) for one in fitting]
    said = named(chains, document)
    if steps(chains, document, said):
        return Own(None)
    written = tuple(own_losses(chains, told, lambda place: document.place(place)[0]))
    if any(not one.name for one in written):  # exercise files cannot hold it
        fitting, written = [one.without_targets() for one in fitting], ()
    said = replace(said, written=written, in_words=loss_in_words(chains, document))
    said = _outright(said, chains, document, sums.linear)
    best = Search(document, judge, Printed(chains), said, passes(chains, document.text)).best(
        fitting
    )
    if best is None or learns_otherwise(best.report, document, chains):
        return Own(None)
    mixed = said.mixed or bool({*said.activations} - {*best.functions, "identity", "sigmoid"})
    lines = {line for _, line in best.structure.lines}
    if _is_of_other_functions(best, said):
        return Own(None, refused=True)
    if not _fits(best.report, len(best.functions), mixed, lines):
        return Own(None, refused=True)
    return Own(best.exercise, tuple(_sentences(best, data.rate, said, words)))


def _is_of_other_functions(best: Tried, said: Named) -> bool:
    """Whether the network contradicts a function that the sheet defines, f(a) = a σ(a), and what is
    worked out with it, too."""
    own = {line for name, line in said.activations.items() if name not in best.functions}
    wrong = [one for one in best.report.findings if one.root is None]
    defined = [one for one in wrong if one.line in own and _FUNCTION.match(one.left)]
    numbers = [one for one in wrong if has_decimals(one) and one.line not in own]
    return bool(defined) and len(numbers) > len(defined)


def _outright(said: Named, chains: list[Statement], document: Document, linear: bool) -> Named:
    """With the functions that the sheet gives to layers, whatever would fit its results."""
    settled = applied(chains)
    if linear:
        settled.setdefault(LAST, "identity")
    return replace(said, linear_output=said.linear_output or linear, settled=settled,
                   everywhere=everywhere(document.text))  # fmt: skip


def _fits(report: Report, depth: int, mixed: bool, data: set[int]) -> bool:
    """Whether most of what the sheet works out on the way forward is what the network gives.

    Where units of one layer may have different functions, no formula of them may be wrong; nor may
    what is given for a unit in a line of the `data`: it is none.
    """
    if sum(map(is_given, report.findings)) > MOST_DATA_WRONG:
        return False
    if sum(one.message.startswith(LACKS) for one in report.claims) > 1:
        return False
    wrong = [one for one in report.findings if is_forward(one)]
    if any(one.line in data and _NUMBER.fullmatch(one.right.strip()) for one in wrong):
        return False
    layers = {one.quantity for one in wrong if one.quantity is not None}
    layers = {one.rpartition(".")[2] for one in layers}
    formulas = sum(not has_decimals(one) for one in wrong)
    if mixed and formulas:
        return False
    if len(layers) > 1 and (2 * len(layers) > depth or formulas > 1):
        return False
    forward = [one for one in report.claims
               if is_forward(one) and one.verdict not in ("no claim", "unread")]  # fmt: skip
    if len(wrong) > max(1, sum(one.verdict.startswith("holds") for one in forward)):
        return False
    letters = [one for one in forward if not _DIGIT.search(one.left + one.right)]
    held = {one.quantity for one in forward if one.verdict.startswith("holds")}
    worked = {(one.line, one.left) for one in report.claims}  # numbers are put into it
    odd = [one for one in letters if one.is_finding
           and not (one.quantity in held and (one.line, one.right) in worked)]  # fmt: skip
    if len(odd) > sum(one.verdict == "holds" for one in letters):
        return False  # u = x y: that is no unit
    findings = len(report.findings)
    known = [one for one in report.claims if one.quantity is not None]
    if findings and not any(one.verdict.startswith("holds") for one in known):
        return False  # nothing bears it out
    return 2 * len(wrong) <= len(forward) and 4 * findings <= len(report.claims) + 3


def _sentences(
    best: Tried, rate: tuple[str, int] | None, said: Named, words: dict[str, Any]
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
        yield _of_loss(best.loss, said, told)
    if rate is not None:
        yield told["rate"].format(rate=rate[0], line=rate[1])


def _of_loss(name: str, said: Named, told: dict[str, str]) -> str:
    """Where the loss was taken from."""
    written = {one.name: one.line for one in said.written}
    if name not in LOSSES:
        return told["loss_own"].format(line=written.get(name))
    line = written.get(name) or said.loss.get(name)
    line = line or (said.logs if "entropy" in name else said.squares)
    return told["loss" if line is None else "loss_named"].format(name=name, line=line)


def _listed(lines: Iterable[int]) -> str:
    return ", ".join(str(one) for one in sorted(set(lines)))
