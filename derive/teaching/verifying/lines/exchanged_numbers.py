"""Numbers of a line that are another quantity's, or have a slip in their digits, put right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from derive.calculus.slips import SLIPS
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_shapes import ShapeError
from derive.calculus.terms import value
from derive.teaching.verifying.lines.in_place import Edit, Edits, Spot, signed
from derive.teaching.verifying.lines.known_values import ORDER, Known, slips_between
from derive.teaching.verifying.lines.mends import Mend, inner
from derive.teaching.verifying.lines.operands import Operand, agree, ball_of
from derive.teaching.verifying.lines.right_numbers import typed
from derive.teaching.verifying.naming.bound_names import PRINTED
from derive.teaching.verifying.naming.notation import Ref
from derive.teaching.verifying.statements.printed import Entry, decimals_of, entries
from derive.teaching.written import tree
from derive.teaching.written.tree import Node

SMALL = 2  # whole numbers up to this are many things
RANK = {"grad.a": 1, "grad.W": 2, "grad.b": 2, "new.W": 3, "new.b": 3}  # rarer in a line
_ALONE = re.compile(r"(?:^|\\(?:cdot|times)|[·×*+-])\s*\($")  # what brackets are behind a sign
DIGITS = ("digit_dropped", "digits_exchanged", "point")


def decimals_of_line(spot: Spot) -> int:
    """How many decimals the numbers of a line have at most."""
    numbers = (one for one in inner(spot.right.node) if isinstance(one, tree.Number))
    found = [decimals_of(one) for one in numbers]
    return max((one for one in found if one), default=4)


def entry_of(node: Node) -> Entry | None:
    """One printed number."""
    rows = entries(node)
    return rows[0][0] if rows and len(rows) == len(rows[0]) == 1 else None


def exchanged(spot: Spot, known: list[Known]) -> Iterator[Mend]:
    """Numbers of the line that are another quantity's, or have a slip in their digits, put right.

    The same number is put right everywhere first, then at one place.
    """
    left = spot.judge.sides[spot.at]
    target = left.sheet if left.roots else left.true
    lone = spot.left.ref is not None or not spot.left.symbolic
    first = spot.judge.sides[0].one.ref or spot.left.ref
    subject = first.key if first is not None else ""
    above = {"new.W", "new.b"} if subject.startswith("new.") else set()
    if "change." in subject or subject.startswith("grad."):  # they are not worked out from these
        above = {"new.W", "new.b", "grad.W", "grad.b"}
    found: list[tuple[int, int, str, Edits]] = []
    for group in _numbers(spot):
        entry = group[0]
        mine = [one for one in known if _is(entry, one, True)]
        small = entry.decimals == 0 and abs(entry.value) <= SMALL and lone
        if small and not any(one.kind in ("x", "t") for one in mine):
            continue
        for right in known:
            if _is(entry, right) or (lone and right.value == 0) or right.kind in above:
                continue
            if small and right.kind not in ("x", "t"):
                continue
            slip = _slip(spot, entry, mine, right)
            if slip is None:
                continue
            keys = {f"{PRINTED}{_start(one.node)}" for one in group}
            if entry.decimals and not _comes_right(spot, keys, entry, right, target):
                continue
            said = right.text(entry.decimals or decimals_of_line(spot))
            found.append(
                (
                    ORDER[slip],
                    RANK.get(right.kind, 0),
                    slip,
                    tuple(put_number(spot, one, said) for one in group),
                )
            )
    found.sort(key=lambda one: one[:2])
    yield from ((slip, edits) for _, _, slip, edits in found)


def _slip(spot: Spot, entry: Entry, mine: list[Known], right: Known) -> str | None:
    in_slope = _stands_in_slope(spot, entry)
    found = [slip for one in mine if (slip := slips_between(one, right, in_slope)) is not None]
    if found:
        return min(found, key=ORDER.__getitem__)
    return slip_of_digits(typed(entry), right)


def slips_there(
    spot: Spot, entry: Entry, right: Any, ref: Ref | None, known: list[Known]
) -> frozenset[str]:
    """The slips by which a number stands where another value belongs, which is that of `ref`."""
    meant = [one for one in known if ref is not None and _is_meant(one, ref)]
    meant = meant or [one for one in known if agree(one.value, right)]
    mine, in_slope = [one for one in known if _is(entry, one, True)], _stands_in_slope(spot, entry)
    found = {slips_between(one, other, in_slope) for one in mine for other in meant}
    digits = slip_of_digits(typed(entry), Known("", 0, (0, 0), right))
    return frozenset(one for one in (*found, digits) if one is not None)


def _is_meant(one: Known, ref: Ref) -> bool:
    key = one.kind if one.kind in ("x", "t", "rate") else f"{one.kind}.{one.layer}"
    return key == ref.key and one.entry == ((*ref.entry, 0, 0)[:2] if ref.entry else (0, 0))


def slip_of_digits(printed: str, right: Known) -> str | None:
    """The slip in its sign or digits that makes a right number the printed one."""
    decimals = len(printed.partition(".")[2])
    for places in (decimals, decimals + 1, decimals - 1):
        if places < 0:
            continue
        said = right.text(places)
        if printed != said and printed.lstrip("-") == said.lstrip("-"):
            return "sign"
        if sum(one in "123456789" for one in said) < 2:
            continue
        for name in DIGITS:
            if any(printed == one for one in SLIPS[name].numbers(said)):
                return name
    return None


def _is(entry: Entry, one: Known, size: bool = False) -> bool:
    """Whether a number is this one; with `size`, one that is squared may have lost its sign."""
    unit = 10.0**-entry.decimals if entry.decimals else 0.0
    right, printed = float(one.value.mid()), float(entry.value)
    apart = min(abs(right - printed), abs(right + printed) if size and one.kind == "a" else 9e9)
    return apart <= float(one.value.rad()) + 0.5 * unit + 1e-12


def _numbers(spot: Spot) -> Iterator[list[Entry]]:
    """The numbers of a line with their signs: those that are alike together, then each alone."""
    found: list[Entry] = []
    signs: set[int] = set()
    for node in inner(spot.right.node):
        match node:
            case tree.Sum((tree.Number() as only,), ("-",)):
                signs.add(only.start)
                found += filter(None, [entry_of(node)])
            case tree.Sum(terms, signs_of) if signs_of[0] == "-":
                first = terms[0].factors[0] if isinstance(terms[0], tree.Product) else terms[0]
                if isinstance(first, tree.Number):
                    signs.add(first.start)
                    both = tree.Sum((first,), ("-",), node.start, first.end)
                    found += filter(None, [entry_of(both)])
            case tree.Number() if node.start not in signs:
                found += filter(None, [entry_of(node)])
    by_text: dict[str, list[Entry]] = {}
    for one in found:
        by_text.setdefault(typed(one), []).append(one)
    yield from by_text.values()
    yield from ([one] for group in by_text.values() if len(group) > 1 for one in group)


def _start(node: Node) -> int:
    return node.terms[0].start if isinstance(node, tree.Sum) else node.start


def _stands_in_slope(spot: Spot, entry: Entry) -> bool:
    """Whether a number is taken from 1: that is how slopes are worked out."""
    number = re.escape(typed(entry).lstrip("-"))
    return re.search(rf"(?<![\d.])1\s*-\s*\(?-?{number}", spot.source) is not None


def _comes_right(spot: Spot, keys: set[str], entry: Entry, right: Known, target: Any) -> bool:
    """Whether the line has the right value with another number at these places."""
    negative = entry.value < 0
    put = -right.value if negative else right.value
    found = value_of_numbers(spot.right, spot, dict.fromkeys(keys, put))
    return found is not None and target is not None and agree(found, target)


def value_of_numbers(one: Operand, spot: Spot, changed: dict[str, Any]) -> Any:
    if one.term is None:
        return None
    values = {key: ball_of(number, spot.judge.sheet) for key, number in one.printed.items()}
    try:
        return value(one.term, values | changed, Balls())
    except (ShapeError, Undecided, KeyError, ValueError, ZeroDivisionError, OverflowError,
            RecursionError, AssertionError, TypeError):  # fmt: skip
        return None


def put_number(spot: Spot, entry: Entry, said: str) -> Edit:
    """A number put in the place of another, in brackets where its sign needs them."""
    first, start, end = spot.right.node.start, entry.node.start, entry.node.end
    before, after = spot.source[: max(0, start - first)], spot.source[end - first :]
    if entry.value < 0 and not said.startswith("-") and _ALONE.search(before) and after[:1] == ")":
        return Edit(start - 1, end + 1, said)
    return Edit(start, end, signed(said, before))
