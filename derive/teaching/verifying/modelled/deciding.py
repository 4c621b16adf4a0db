"""Who decides the formulas of a sheet without data: the model that it makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from derive.teaching.verifying.modelled.by_layers import by_layers
from derive.teaching.verifying.modelled.judge import Judge
from derive.teaching.verifying.modelled.named_behind import named_behind
from derive.teaching.verifying.modelled.patterns import patterns
from derive.teaching.verifying.modelled.said import said
from derive.teaching.verifying.modelled.unsaid_slopes import with_unsaid_slopes
from derive.teaching.verifying.statements.statements import Statement


def judge_of(chains: Iterable[Statement], whole: frozenset[str], text: str) -> Judge | None:
    """The judge of the model that these chains define in a text."""
    chains = list(chains)
    chains += named_behind(chains, text)
    added_up = patterns(chains)
    if added_up is not None:
        alone = [one for chain in chains if (one := added_up.chain(chain)) is not None]
        judge = _judge_of(alone, whole, text)
        return None if judge is None else replace(judge, patterns=added_up)
    return _judge_of(chains, whole, text)


def _judge_of(chains: list[Statement], whole: frozenset[str], text: str) -> Judge | None:
    told = said(chains, text)
    if told is None or not (told.forms or told.functions):
        return None
    units = by_layers(chains, told, whole, text)
    if units is not None:
        return Judge(told, whole, units=units)
    return with_unsaid_slopes(Judge(told, whole), chains)
