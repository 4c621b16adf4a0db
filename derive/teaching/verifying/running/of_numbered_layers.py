"""A sheet without data that defines numbered layers in letters, Z^{[2]} = W^{[2]} A^{[1]} + b.

Its formulas are judged in a drawn network of these layers, with machinery that exercises use: the
one of several (of a batch or of one example, of rows or columns, with a loss of this or that kind)
under which the least is wrong. Nothing is taken over where what comes forward does not hold in it,
or where too much is wrong: then something else is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product

from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, from_tables
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.running.drawn_network import EXAMPLES, NAME, drawn
from derive.teaching.verifying.running.lone_examples import without_lone_examples
from derive.teaching.verifying.running.numbered_layers import Numbered, numbered_layers
from derive.teaching.verifying.stated.choice import possible
from derive.teaching.verifying.stated.functions import Named
from derive.teaching.verifying.stated.network import Structure
from derive.teaching.verifying.stated.other_learning import has_penalty, learns_otherwise
from derive.teaching.verifying.stated.search import Enough, is_forward, never, past
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.names import nodes
from derive.teaching.written.piece import Piece

LOSS = "loss"
RATIO = 4  # formulas that hold for each that does not
MOST_DECIMALS = 5  # one formula of so many may have some
JUDGED = frozenset(("holds", "wrong", "follows", "right again"))
BATCH = re.compile(
    r"\\[dt]?frac\{?1\}?\{?[mnN]\b|1/\(?[mnN]\b|\b(?:batch|axis|examples|beispiele)\b"
)

DIFFERENTIALS = re.compile(r"(?i)\b(?:differential(?:s|en|e)?)\b")
Sheet = list[tuple[Found, Piece]]
Judge = Callable[[Exercise, Enough, Sheet], Report]
Drawn = Callable[[Exercise, Enough], Report]


@dataclass(frozen=True)
class _Tried:
    """A report under one network, as far as it was looked at."""

    exercise: Exercise
    report: Report

    @property
    def against(self) -> int:
        return sum(one.verdict in ("wrong", "follows", "mislabelled") for one in self.report.claims)

    @property
    def forward_against(self) -> int:
        """How much is wrong of what comes forward."""
        return sum(map(is_forward, self.report.findings))

    @property
    def forward_holds(self) -> bool:
        """Whether nothing is against it on the way forward, and the loss that is written holds."""
        forward = [one for one in self.report.claims if is_forward(one) or one.quantity == LOSS]
        told = [one.verdict for one in forward if one.verdict in JUDGED]
        return bool(told) and set(told) == {"holds"}

    @property
    def loss_holds(self) -> bool:
        return any(one.quantity == LOSS and one.verdict == "holds" for one in self.report.claims)

    @property
    def rank(self) -> tuple[int, int]:
        return self.against, -sum(one.verdict == "holds" for one in self.report.claims)


def of_numbered_layers(
    report: Report, found: Sheet, said: Named, document: Document, judge: Judge
) -> Report:
    """The report with what holds, or does not, in a network of the layers that a sheet defines.

    `judge` gives a report on the sheet under an exercise, as far as it is not enough; remarks are
    made where it is never enough.
    """
    chains = [one for one, _ in found if isinstance(one, Statement)]
    layers = numbered_layers(chains, said)
    if DIFFERENTIALS.search(document.text) is not None:
        return report  # dW is no derivative there
    if layers is None or any(map(has_penalty, chains)) or _has_data(chains):
        return report
    whole = without_lone_examples(found)
    made: list[Report] = []
    for sheet in (found, whole) if len(whole) < len(found) else (found,):
        signs = {sign.start for one, _ in sheet if isinstance(one, Statement) for sign in one.signs}
        left = [one for one in report.claims if sheet is found or one.offset in signs]
        best = _best(layers, said, document, partial(_on, judge, sheet), len(left))
        if best is None or len(best.report.claims) < len(left):  # too much is wrong
            continue
        told = judge(best.exercise, never, sheet)  # with remarks
        if not _fits(told, len(layers.functions)) or learns_otherwise(told, document, chains):
            continue
        if [one.offset for one in told.claims] != [one.offset for one in left]:
            continue
        made.append(told)
        if not told.findings:
            break
    if not made:
        return report
    least = min(made, key=lambda one: len(one.findings))
    known = {one.offset: one for one in least.claims}
    claims = tuple(_joined(one, known[one.offset]) if one.offset in known else one
                   for one in report.claims)  # fmt: skip
    return replace(report, claims=claims, inferred=(*report.inferred, *least.inferred))


def _on(judge: Judge, sheet: Sheet, exercise: Exercise, enough: Enough) -> Report:
    return judge(exercise, enough, sheet)


def _has_data(chains: list[Statement]) -> bool:
    """Whether a part of the sheet is of numbers."""
    decimals = [one for one in chains if any(isinstance(node, tree.Number) and "." in node.text
                                             for node in nodes(one.operands))]  # fmt: skip
    return MOST_DECIMALS * len(decimals) > len(chains)


def _joined(old: Claim, new: Claim) -> Claim:
    """The verdict in the network, where it knows one: it has more to go by than the sheet alone,
    for which each letter may be what its first formula says."""
    return replace(new, expected=None, quantity=None) if new.verdict in JUDGED else old


def _best(
    layers: Numbered, said: Named, document: Document, judge: Drawn, claims: int
) -> _Tried | None:
    """The network under which the least is wrong, and then the most holds; of so many claims."""
    best: _Tried | None = None
    batch = BATCH.search(document.text) is not None
    for structure in _structures(layers, said, batch):
        for exercise in _exercises(structure, layers, said, batch):
            most = claims // (RATIO + 1) if best is None else best.against
            tried = _Tried(exercise, judge(exercise, past(most, lambda _: 1.0)))
            if best is None or tried.rank < best.rank:
                best = tried
            if not best.against or (best.forward_holds and best.loss_holds):
                return best
            if tried.forward_against > 1:
                break  # no loss plays a part in that
    return best


def _structures(layers: Numbered, said: Named, batch: bool) -> Iterator[Structure]:
    """The layers that could be meant, the likeliest first."""
    widths: tuple[int, ...] = (4,)
    if layers.functions[-1] != "softmax":  # two terms of logs are mostly of one output
        widths = (1, 2) if said.logs is not None else (2, 1)
    for turned, outputs in product((layers.turned, not layers.turned), widths):
        yield drawn(layers.functions, outputs, layers.biases, turned, EXAMPLES if batch else 1)


def _exercises(one: Structure, layers: Numbered, said: Named, batch: bool) -> Iterator[Exercise]:
    """Networks of these layers that could be meant, the likeliest first."""
    for loss, reduction in product(possible(one, layers.functions, replace(said, written=())),
                                   ("mean", "sum") if batch else ("sum",)):  # fmt: skip
        tables = one.tables(layers.functions, loss, reduction, said.constants)
        try:
            yield from_tables({"title": NAME, **tables}, NAME)
        except DeriveError:
            continue


def _fits(report: Report, depth: int) -> bool:
    """Whether every layer holds on the way forward, and most of what else is said."""
    claims = [one for one in report.claims if one.verdict in JUDGED]
    forward = [one for one in claims if is_forward(one) or one.quantity == LOSS]
    if any(one.verdict != "holds" for one in forward) and sum(map(_is_against, claims)) > 1:
        return False
    if len([one for one in forward if one.verdict == "holds"]) < depth:
        return False
    return RATIO * sum(one.is_finding for one in claims) <= sum(
        one.verdict == "holds" for one in claims
    )


def _is_against(one: Claim) -> bool:
    return one.verdict != "holds"
