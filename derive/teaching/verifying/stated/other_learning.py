"""Learning that is no plain descent of the loss: a perceptron's rule, whose units jump and have no
slope; weight decay, momentum and the like; layers with a mask or a norm between them."""

from __future__ import annotations

import re

from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.stated.functions import Named
from derive.teaching.verifying.stated.search import has_decimals, is_forward
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.names import nodes, written
from derive.teaching.written.network_names import LOSSES

SPOKEN = re.compile(
    r"\b(?:heaviside|hard[ -]?lim|mcculloch|signum|stufenfunktion|sprungfunktion|"
    r"treppenfunktion|schwellenfunktion|(?:step|sign|threshold) (?:function|activation|unit)|"
    r"sgn)\b|"
    r"=\s*\+?\s*1\s*\$?,?\s*(?:\\(?:text)\{\s*)?(?:if|falls|wenn|for|für)\b[^.\n]{0,60}?"
    r"(?:>|≥|\\(?:ge))[^.\n]{0,20}?\b0(?![.,]\d)"
)
OTHERWISE = re.compile(
    r"\b(?:weight decay|decayed|regulari[sz]\w*|ridge|gewichtsabnahme|momentum|nesterov|adam|"
    r"rmsprop|adagrad|tr(?:ä|ae)gheitsterm)\b"
)
MEMORY = re.compile(r"\b(?:momentum|nesterov|adam|rmsprop|adagrad|tr(?:ä|ae)gheitsterm)\b")
BETWEEN = re.compile(
    r"\b(?:dropout|dropped out|(?:batch|layer|group|instance|rms)[ -]?norm\w*|max[ -]?pool\w*)\b"
)
LEARNT = ("grad.W", "grad.b", "new.")


def learns_otherwise(report: Report, document: Document, chains: list[Statement]) -> bool:
    """Whether words name another learning rule, and what is learnt is not what descent gives; or a
    loss holds the squares of weights; or something stands between the layers, such as a mask."""
    if BETWEEN.search(document.text.lower()) and any(map(is_forward, report.findings)):
        return True  # what goes into a unit is no output of the layer before
    if any(map(has_penalty, chains)):
        return bool(report.findings)
    text = document.text.lower()
    if OTHERWISE.search(text) is None:
        return False
    if MEMORY.search(text) is not None:  # such a rule has names of its own
        return bool(report.findings)
    return any((one.quantity is not None and one.quantity.startswith(LEARNT))
               or (one.quantity is None and not has_decimals(one))
               for one in report.findings)  # fmt: skip


def has_penalty(one: Statement) -> bool:
    """Whether a loss is said to be made of squared weights, too."""
    name = written(one.operands[0])
    return name is not None and name.letter in LOSSES and any(
        isinstance(node, tree.Scripted)
        and isinstance(node.base, tree.Name) and node.base.text in ("w", "W", "theta")
        and any(isinstance(up, tree.Number) and up.text == "2" for up in node.upper)
        for node in nodes(one.operands[1:])
    )  # fmt: skip


def steps(chains: list[Statement], document: Document, said: Named) -> bool:
    """Whether what the units of a sheet give is 0 or 1, or a sign: nothing smooth is named."""
    if set(said.activations) - {"identity"} or said.own:
        return False
    if SPOKEN.search(document.text.lower()) is not None:
        return True
    return any(_jumps(node) for one in chains for node in nodes(one.operands))


def _jumps(node: object) -> bool:
    """Whether cases give numbers only: 1 where z is above 0, else -1; or such a sign is taken."""
    match node:
        case tree.Cases(rows):
            return len(rows) > 1 and all(is_printed(value) for value, _ in rows)
        case tree.Name("sign"):
            return True
    return False
