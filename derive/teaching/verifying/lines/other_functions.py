"""A line that is right of another function than the one it writes: tanh where softmax is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.teaching.verifying.lines.chain import BAD
from derive.teaching.verifying.lines.operands import Operand, Place
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.stated.functions import SPOKEN
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.verifying.symbolic.judging import Fault, FormulaAnswer

Read = Callable[[Statement, list[Operand], Place | None], Reading]


def other_function(statement: Statement, best: Reading, read: Read, text: str) -> Reading | None:
    """The line with another function of the network, or of the sheet, where all of it holds so.

    The first sign that was wrong is mislabelled then.
    """
    bad = [at for at, one in enumerate(best.verdicts) if one.verdict in BAD]
    if not bad or len(best.verdicts) != len(statement.signs):
        return None
    for at in (bad[0], bad[0] + 1):
        used = list(_functions(best.operands[at].term))
        if len(used) != 1 or not best.operands[at].printed:
            continue
        for name in _known(best.place, text):
            if name == used[0]:
                continue
            one = best.operands[at]
            changed = replace(one, term=_renamed(one.term, used[0], name))
            told = read(statement, [*best.operands[:at], changed, *best.operands[at + 1 :]],
                        best.place)  # fmt: skip
            verdicts = list(told.verdicts)
            if len(verdicts) == len(best.verdicts) and not any(v.verdict in BAD for v in verdicts):
                verdicts[bad[0]] = _meant(name)
                return replace(told, verdicts=verdicts)
    return None


def _known(place: Place | None, text: str) -> list[str]:
    if place is not None:
        return sorted({one.activation for one in place.world.graph.network.layers})
    prose = text.lower()
    return [name for name, words in SPOKEN.items() if re.search(words, prose)]


def _meant(name: str) -> Judged:
    return Judged("mislabelled", answer=FormulaAnswer(False, _fault=lambda: Fault(None, name)))


def _functions(term: Any) -> Iterator[str]:
    """The activations that a term applies, each time it does."""
    if isinstance(term, tuple):
        for one in term:
            yield from _functions(one)
    elif hasattr(term, "__dataclass_fields__"):
        if isinstance(term, tm.Call) and term.function in ACTIVATIONS:
            yield term.function
        for name in term.__slots__:
            yield from _functions(getattr(term, name))


def _renamed(term: Any, old: str, new: str) -> Any:
    if isinstance(term, tuple):
        return tuple(_renamed(one, old, new) for one in term)
    if not hasattr(term, "__dataclass_fields__"):
        return term
    kept = (_renamed(getattr(term, name), old, new) for name in term.__slots__)
    made = type(term)(*kept)
    is_old = isinstance(made, tm.Call) and made.function == old
    return replace(made, function=new) if is_old else made
