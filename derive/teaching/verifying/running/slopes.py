"""Derivatives of units by what they are made of, all of them entries that letters choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.verifying.naming.notation import Ref

if TYPE_CHECKING:
    from derive.teaching.verifying.running.names import RunningNames


@dataclass(frozen=True)
class Entries:
    """A name of which letters choose the entry: the whole quantity, and where in it."""

    ref: Ref
    indices: tuple[Term, ...]


def local(of: Entries, by: Entries, names: RunningNames) -> Term | None:
    """Of a unit by its z: the slope; of a z by what it is made of."""
    (made, _, layer), (source, _, below) = of.ref.key.partition("."), by.ref.key.partition(".")
    network = names.bound.network
    if network is None or not layer.isdigit():
        return None
    same = tm.Call("kronecker", (of.indices[0], by.indices[-1]))
    if (made, source) == ("a", "z") and layer == below and names.bound.has_slope(int(layer)):
        slope = names.term(Entries(Ref(f"slope.{layer}"), by.indices))
        return tm.Multiply((same, slope), ("", ""))
    earlier = 0 if source == "x" else int(below)
    if made != "z" or network.product != "W x" or network.folds(int(layer)):
        return None
    if source in ("a", "x") and earlier == int(layer) - 1:
        return names.term(Entries(Ref(f"W.{layer}"), (of.indices[0], by.indices[0])))
    if layer != below:
        return None
    into = tm.Call("kronecker", (of.indices[0], by.indices[0]))
    if source == "W":
        key = f"a.{earlier - 1}" if earlier > 1 else "x"
        read = names.term(Entries(Ref(key), (by.indices[1],)))
        return tm.Multiply((into, read), ("", ""))
    return into if source == "b" else None
