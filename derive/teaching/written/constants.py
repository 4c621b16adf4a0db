"""Letters that are numbers where nothing else is known of them: e and pi."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.written import tree
from derive.teaching.written.names import Written
from derive.teaching.written.tree import Node

if TYPE_CHECKING:
    from derive.teaching.written.meaning import Meaning

ONE = tm.Constant(tree.Number("1", 0, 1).value)


def constant(meaning: Meaning, name: Written) -> Term | None:
    """The number that a letter is, with its powers; None for all other letters."""
    if name.indices or name.primes:
        return None
    if name.letter == "e":
        raised: list[Node] = [*name.marks, *name.raised]
        if not raised:
            return tm.Call("exp", (ONE,))
        if len(raised) == 1:
            (exponent,) = raised
            inner = exponent.inner if isinstance(exponent, tree.Mark) else exponent
            return tm.Call("exp", (meaning.term(inner),))
    if name.letter == "pi":
        base: Term = tm.Call("pi", ())
        for one in (*name.marks, *name.raised):
            base = meaning.raised(base, one)
        return base
    return None
