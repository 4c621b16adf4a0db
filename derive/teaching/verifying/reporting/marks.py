"""Points for a judged sheet: for what is right and what follows, not for a trivial start."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from derive.errors import DeriveError
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.written import tree
from derive.teaching.written.read import read
from derive.teaching.written.reading import Unread

MOST_BYTES = 100_000
MOST_POINTS = 1000
RIGHT = frozenset(("holds", "holds as shown", "right again"))
HALF = frozenset(("mislabelled", "right value, wrong line"))


@dataclass(frozen=True)
class Entry:
    """The points for one quantity, out of how many, and the name of the reason for fewer."""

    quantity: str
    points: Fraction
    most: Fraction
    reason: str = ""


@dataclass(frozen=True)
class Marks:
    """The points for a sheet, quantity by quantity."""

    entries: tuple[Entry, ...]

    @property
    def points(self) -> Fraction:
        return sum((one.points for one in self.entries), Fraction(0))

    @property
    def most(self) -> Fraction:
        return sum((one.most for one in self.entries), Fraction(0))

    def values(self) -> dict[str, Any]:
        """The marks for programs."""
        return {
            "points": _plain(self.points),
            "most": _plain(self.most),
            "quantities": {
                one.quantity: {
                    "points": _plain(one.points),
                    "most": _plain(one.most),
                    "reason": one.reason or None,
                }
                for one in self.entries
            },
        }

    def told(self, said: Mapping[str, str]) -> tuple[str, list[str]]:
        """The sum, and a line for every quantity."""
        total = said["points"].format(points=shown(self.points), most=shown(self.most))
        lines = []
        for one in self.entries:
            sentence = said["points_reason" if one.reason else "points_entry"]
            reason = said[f"reason_{one.reason}"] if one.reason else ""
            lines.append(
                sentence.format(
                    name=one.quantity,
                    points=shown(one.points),
                    most=shown(one.most),
                    reason=reason,
                )
            )
        return total, lines


def points_file(path: Path) -> dict[str, Fraction]:
    """The points of each quantity from the table `[points]` of a TOML file.

    Raises DeriveError, naming file and key, for what cannot be read or is no number of points.
    """
    name = str(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DeriveError(f"larger than {MOST_BYTES} bytes", file=name)
        data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=str)
    except OSError as error:
        raise DeriveError(f"cannot be read: {error.strerror}", file=name) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise DeriveError(f"not a TOML file: {error}", file=name) from None
    table = data.get("points")
    if not isinstance(table, dict) or not table:
        message = 'expected a table of points, such as "z.1" = 2'
        raise DeriveError(message, file=name, key="points")
    return {key: _points(value, name, f"points.{key}") for key, value in table.items()}


def _points(value: Any, file: str, key: str) -> Fraction:
    try:
        if isinstance(value, bool) or not isinstance(value, int | str) or len(str(value)) > 20:
            raise ValueError
        found = Fraction(value) if "e" not in str(value).lower() else None
    except (ValueError, ZeroDivisionError):
        found = None
    if found is None or not 0 <= found <= MOST_POINTS:
        raise DeriveError(f"expected a number from 0 to {MOST_POINTS}", file=file, key=key)
    return found


def marks(report: Report, points: Mapping[str, Fraction]) -> Marks:
    """The points that a sheet earns.

    A quantity that is right, or that follows from an earlier slip, earns all of its points; the
    right value in a wrong line and a wrong name earn half; a wrong value earns nothing. Nothing
    is earned by what follows from zeros or from a copied value, or is itself nothing but zeros.
    """
    return Marks(tuple(_entry(name, most, report) for name, most in points.items()))


def _entry(name: str, most: Fraction, report: Report) -> Entry:
    claims = [one for one in report.claims if one.quantity == name and one.verdict != "no claim"]
    if not claims:
        return Entry(name, Fraction(0), most, "missing")
    verdicts = {one.verdict for one in claims}
    if "wrong" in verdicts:
        return Entry(name, Fraction(0), most, "wrong")
    if any(one.verdict == "follows" and _is_trivial(one, report) for one in claims):
        return Entry(name, Fraction(0), most, "trivial")
    if verdicts == {"unread"}:
        return Entry(name, Fraction(0), most, "unread")
    if verdicts & HALF:
        return Entry(name, most / 2, most, "wrong")
    return Entry(name, most, most, "follows" if "follows" in verdicts else "")


def _is_trivial(claim: Claim, report: Report) -> bool:
    """Whether a claim follows from what nobody worked out, or is nothing but zeros."""
    own = numbers(claim.right)
    if claim.root is None or (own and not any(own)):
        return True
    root = report.claims[claim.root]
    start = numbers(root.right)
    if not start:
        return False
    return not any(start) or _is_copied(start, claim.root, report)


def _is_copied(start: tuple[Fraction, ...], place: int, report: Report) -> bool:
    """Whether a wrong value is that of another quantity, and too long for that to be chance."""
    digits = max(len(str(abs(one.numerator))) for one in start)
    if len(start) < 2 and digits < 3:
        return False
    own = report.claims[place].quantity
    return any(
        number != place and one.quantity != own and one.verdict in (*RIGHT, "no claim")
        and start in (numbers(one.right), numbers(one.left))
        for number, one in enumerate(report.claims)
    )  # fmt: skip


def numbers(text: str) -> tuple[Fraction, ...]:
    """The numbers of a written result, entry by entry; none where it is not made of these.

    >>> numbers("0.5"), numbers("-1"), numbers("2 + 3")
    ((Fraction(1, 2),), (Fraction(-1, 1),), ())
    """
    found = read(text)
    if isinstance(found, Unread) or len(found.statements) != 1:
        return ()
    (only,) = found.statements
    return _numbers(only.operands[0]) if not only.relations else ()


def _numbers(node: tree.Node | None) -> tuple[Fraction, ...]:
    match node:
        case tree.Number():
            return (node.value,) if len(node.text) < 60 and "e" not in node.text.lower() else ()
        case tree.Sum(terms=(inner,), signs=("-",)):
            return tuple(-one for one in _numbers(inner))
        case tree.Group(items=items):
            return tuple(one for item in items for one in _numbers(item))
        case tree.Matrix(rows=rows):
            return tuple(one for row in rows for item in row for one in _numbers(item))
    return ()


def shown(number: Fraction) -> str:
    """A number of points as people write it.

    >>> shown(Fraction(5, 2)), shown(Fraction(4)), shown(Fraction(1, 3))
    ('2.5', '4', '1/3')
    """
    value = float(number)
    return f"{value:g}" if Fraction(f"{value:g}") == number else str(number)


def _plain(number: Fraction) -> int | float:
    return int(number) if number.denominator == 1 else float(number)
