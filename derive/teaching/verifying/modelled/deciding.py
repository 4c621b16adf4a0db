"""Who decides the formulas of a sheet without data: the model that it makes."""

from __future__ import annotations

from collections.abc import Iterable

from derive.teaching.verifying.modelled.by_layers import JudgeOfUnits, by_layers
from derive.teaching.verifying.modelled.judge import Judge
from derive.teaching.verifying.modelled.said import said
from derive.teaching.verifying.statements.statements import Statement


def judge_of(chains: Iterable[Statement], whole: frozenset[str], text: str) -> Judge | None:
    """The judge of the model that these chains define in a text."""
    chains = list(chains)
    told = said(chains, text)
    if told is None or not (told.forms or told.functions):
        return None
    units = by_layers(chains, told, whole, text)
    return JudgeOfUnits(told, whole, units=units) if units is not None else Judge(told, whole)
