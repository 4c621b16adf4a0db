"""The judge of the model that a sheet without data defines."""

from __future__ import annotations

from derive.teaching.verifying.modelled.judge import Judge
from derive.teaching.verifying.modelled.said import said
from derive.teaching.verifying.modelled.unsaid_slopes import with_unsaid_slopes
from derive.teaching.verifying.statements.statements import Statement


def judge_of(chains: list[Statement], whole: frozenset[str], text: str) -> Judge | None:
    """The judge of the model that these chains define in a text."""
    told = said(chains, text)
    if told is None or not (told.forms or told.functions):
        return None
    return with_unsaid_slopes(Judge(told, whole), chains)
