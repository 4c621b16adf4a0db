"""The factor of a squared loss in words, "loss: half squared error", where lines contradict it.

Of the words, the line of the loss and that of its derivative, two that agree say which loss is
meant. So words are held to where no more is wrong with them, unless a formula that nothing is put
into defines the loss: with such a one, "squared error" is said of a half as well.
"""

from __future__ import annotations

import re

from derive.teaching.verifying.stated.own_losses import is_loss
from derive.teaching.verifying.statements.printed import decimals_of
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.names import nodes

HALF, WHOLE = "half squared error", "squared error"
_HALF = re.compile(
    r"\b(?:half[ -](?:of[ -])?(?:the[ -])?(?:sum[ -]of[ -](?:the[ -])?)?squared?|"
    r"halbe[nrs]?\s+(?:summe\s+der\s+)?(?:fehler)?quadr|1/2\s*(?:squared?\s+error|quadratisch))|"
    r"½\s*(?:squared?\s+error|quadratisch)"
)
_WHOLE = re.compile(
    r"\b(?:squared?[ -]error|sum of (?:squares|squared errors)|quadratische[nrs]? fehler|"
    r"error cuadrático|erreur quadratique|errore quadratico)"
)
_ELSE = re.compile(
    r"half|½|1/2|frac|halb|mean|average|\b(?:mse)\b|mittler|medio|moyenne|root|wurzel|instead|statt|"
    r"\^\{?2|²|\*\*2"
)


def loss_in_words(chains: list[Statement], document: Document) -> str:
    """The squared loss that words name outright; empty where a formula is the definition."""
    if any(is_loss(one.operands[0]) and not _has_numbers(one) for one in chains):
        return ""
    lines = document.text.lower().splitlines()
    if any(_HALF.search(line) for line in lines):
        return HALF
    told = any(_WHOLE.search(line) and not _ELSE.search(line) for line in lines)
    return WHOLE if told else ""


def _has_numbers(chain: Statement) -> bool:
    """Whether the loss is worked out in a line."""
    return any(isinstance(one, tree.Number) and decimals_of(one) for one in nodes(chain.operands))
