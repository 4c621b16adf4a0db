"""Shares of exponentials, as a softmax has them: p_cat = 1.49/5.33 beside p_dog = 1.82/5.33.

Where no network is known, each is divided by the sum of all that stand above. A sheet in which one
is so, and whose numbers above are exponentials that it printed, means that of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from derive.teaching.verifying.computed.kept_values import KeptValues, is_kept, is_one
from derive.teaching.verifying.computed.numbers import look, printed
from derive.teaching.verifying.lines.operands import Sheet, agree
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.names import written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

OPEN = frozenset(("no claim", "holds", "holds as shown"))


def by_shares(
    report: Report, found: list[tuple[Found, Piece]], names: BoundNames, sheet: Sheet,
    told: dict[str, str],
) -> Report:  # fmt: skip
    """The report with what is not divided by the sum of all being wrong."""
    chains = [chain for chain, _ in found if isinstance(chain, Statement)]
    exponentials = set(_exponentials(chains))
    claims = list(report.claims)
    at = {claim.offset: n for n, claim in enumerate(claims)}
    for group in _groups(chains, KeptValues(names, sheet), exponentials):
        whole = sum(one.top for one in group)
        shared = [agree(one.bottom, whole) for one in group]
        for one, is_shared in zip(group, shared, strict=True):
            claim = at.get(one.sign)
            if not any(shared) or is_shared or claim is None:
                continue
            if claims[claim].verdict in OPEN:
                claims[claim] = replace(claims[claim], verdict="wrong",
                                        message=told["wrong_operands"])  # fmt: skip
    return replace(report, claims=tuple(claims))


@dataclass(frozen=True)
class _Share:
    """A name, the values above and below in its fraction, and where the sign before it is."""

    name: str
    top: Any
    bottom: Any
    sign: int


def _exponentials(chains: list[Statement]) -> Iterator[Fraction]:
    """The numbers that are printed behind an exponential."""
    for chain in chains:
        result = printed(chain.operands[-1])
        if result is not None and any(map(_is_exponential, chain.operands[:-1])):
            yield result.value


def _is_exponential(node: Node) -> bool:
    match node:
        case tree.Scripted(tree.Name("e"), (), (_,)):
            return True
        case tree.Product((tree.Name("exp"), tree.Group()), ("", "")):
            return True
    return False


def _groups(
    chains: list[Statement], values: KeptValues, exponentials: set[Fraction]
) -> Iterator[list[_Share]]:
    """The shares of each letter, in the order of the text; a name that comes again begins anew."""
    open_: dict[str, list[_Share]] = {}
    for chain in chains:
        first = chain.operands[0]
        result = printed(chain.operands[-1])
        letter = _letter(first)
        share = _share(chain, values, exponentials) if letter is not None else None
        if letter is not None and share is not None:
            group = open_.setdefault(letter, [])
            if any(one.name == share.name for one in group):
                yield group
                group = open_[letter] = []
            group.append(share)
        if is_kept(first) and not chain.continued:
            values.keep(look(first), result if result is not None and is_one(result) else None)
    yield from open_.values()


def _letter(node: Node) -> str | None:
    """The letter of a name that says which of several it is: p_2, p_cat, p(cat)."""
    match node:
        case tree.Product((tree.Name(text), tree.Group("(", (_,))), ("", "")):
            return text
        case tree.Scripted(_, (_, *_)):
            name = written(node)
            return name.letter if name is not None else None
    return None


def _share(chain: Statement, values: KeptValues, exponentials: set[Fraction]) -> _Share | None:
    """The first fraction of a chain whose numbers are known, where an exponential is above."""
    if chain.continued or chain.condition is not None:
        return None
    for sign, side in zip(chain.signs, chain.operands[1:], strict=True):
        match side:
            case tree.Over(top, bottom) | tree.Product((top, bottom), ("", "/")):
                try:
                    above, below = values.put_in(top), values.put_in(bottom)
                except KeyError:
                    continue
            case _:
                continue
        number = printed(above)
        known = number is not None and number.value in exponentials
        parts = values.value(above), values.value(below)
        if (known or _is_exponential(above)) and None not in parts:
            return _Share(look(chain.operands[0]), *parts, sign.start)
    return None
