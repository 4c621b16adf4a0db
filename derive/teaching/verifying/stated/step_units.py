"""Units that jump: a step function has no slope, so a perceptron's rule is no gradient descent."""

from __future__ import annotations

import re

from derive.teaching.verifying.stated.functions import Named
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.names import nodes

SPOKEN = re.compile(
    r"\b(?:heaviside|hard[ -]?lim|mcculloch|signum|stufenfunktion|sprungfunktion|"
    r"treppenfunktion|schwellenfunktion|(?:step|sign|threshold) (?:function|activation|unit)|"
    r"sgn)\b|"
    r"=\s*\+?\s*1\s*\$?,?\s*(?:\\(?:text)\{\s*)?(?:if|falls|wenn|for|für)\b[^.\n]{0,60}?"
    r"(?:>|≥|\\(?:ge))[^.\n]{0,20}?\b0(?![.,]\d)"
)


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
