"""One branch of a function, where a condition stands beside it: k(u) = u/4 for u < 0."""

from __future__ import annotations

from derive.calculus import term as tm
from derive.calculus.decide_entries import decide_entries
from derive.calculus.domain import Domain, Unknown
from derive.calculus.term import Term
from derive.calculus.term_shapes import ShapeError
from derive.errors import DeriveError
from derive.teaching.verifying.lines.operands import Operand
from derive.teaching.written import tree
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood
from derive.teaching.written.sheet_functions import pinned


def _of(function: str, term: tm.Call | tm.Slope) -> Term:
    """The same of another function: a bare letter may be that of any layer."""
    if isinstance(term, tm.Call):
        return tm.Call(function, term.arguments)
    return tm.Slope(function, term.argument)


def piece_of_activation(left: Operand, right: Operand, condition: tree.Node) -> bool | None:
    """Whether a function of the network is a formula of its own argument where a condition holds.

    None where that is not so: the letter may be another function, of which nothing is known here.
    """
    match left.term:
        case tm.Call(_, (tm.Variable(key),)) | tm.Slope(_, tm.Variable(key)):
            pass
        case _:
            return None
    names = right.names
    if names.network is None:
        return None
    if right.term is None or {*names.refs, *names.own_names} - {key} or right.printed:
        return None
    try:
        where = Meaning(left.names).conditions(condition)
        domain = Domain((Unknown(key),), along=key, where=where)
        known = dict.fromkeys(pinned(one) for one in names.network.layers)
        held = any(
            decide_entries(right.term, _of(function, left.term), domain).holds
            for function in known
            if function != "softmax"
        )
        return held or None
    except (NotUnderstood, DeriveError, ShapeError):
        return None
