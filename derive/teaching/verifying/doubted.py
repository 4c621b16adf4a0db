"""Letters taken for a quantity of the network that nothing on the sheet bears out.

A letter may be usual for what goes into a layer, and be a name of the writer's own: s for a value
of the sigmoid. Where every line about it contradicts the quantity, and there are several, or one
that no slip explains, the letter is left open, and the sheet judged again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from derive.teaching.verifying.lines.labelled_lines import label
from derive.teaching.verifying.naming.notation import Notation
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.statements.statements import Found, Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.names import Written, whole_names, written
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

FEWEST = 2  # lines against a letter
FOR, AGAINST, ODD = "for", "against", "odd"  # odd: worked out from numbers, and no slip fits
RUNS = "runs"  # the name has a letter for an index: no loss, no single number
GIVEN_ROLES = frozenset(("x", "t", "W", "b", "loss", "rate", "numbered", "shared"))
OUTPUTS = frozenset(("hat y", "hat Y"))  # nobody means anything else by them
BEARS_OUT = frozenset(("holds", "holds as shown", "follows", "right again"))


def doubted(report: Report, found: list[tuple[Found, Piece]], notation: Notation) -> frozenset[str]:
    """The letters of the notation that all lines about them speak against."""
    speaks = Counter(_lines(report, found, notation))
    letters = {letter for letter, _ in speaks if not speaks[letter, FOR]} - OUTPUTS
    held = {notation.letters[letter].role for letter, told in speaks if told == FOR}
    needed = GIVEN_ROLES - held  # where no other letter has the role, a slip is likelier
    open_ = _of_several(report, found, notation) | _by_wrong_numbers(report, found, notation)
    return open_ | frozenset(
        one
        for one in letters
        if speaks[one, AGAINST] + speaks[one, ODD] >= FEWEST
        or (speaks[one, ODD] and (speaks[one, RUNS] or notation.letters[one].role not in needed))
    )


def _of_several(
    report: Report, found: list[tuple[Found, Piece]], notation: Notation
) -> frozenset[str]:
    """The bare letters that lines about several things have in turn: "a: δ = ...", "b: δ = ..."."""
    claims = {one.offset: one for one in report.claims}
    lines: dict[str, list[tuple[str | None, bool]]] = {}
    for one, _ in found:
        name = written(one.operands[0]) if isinstance(one, Statement) else None
        if isinstance(one, Statement) and name is not None and name.plain:
            claim = claims.get(one.signs[0].start)
            wrong = claim is not None and claim.verdict == "wrong"
            about = label(report.text, one.operands[0].start)
            lines.setdefault(name.letter, []).append((about, wrong))
    return frozenset(
        letter
        for letter, told in lines.items()
        if letter in notation.letters
        and any(wrong for _, wrong in told)
        and len({about for about, _ in told if about}) == len(told) > 1
    )


def _by_wrong_numbers(
    report: Report, found: list[tuple[Found, Piece]], notation: Notation
) -> frozenset[str]:
    """Letters that wrong numbers of their first formula made another quantity: other formulas
    with them do not hold either."""
    claims = {one.offset: one for one in report.claims}
    wrong: set[str] = set()
    used: set[str] = set()
    for one, _ in found:
        told = [claims.get(sign.start) for sign in one.signs] if isinstance(one, Statement) else []
        verdicts = [claim.verdict for claim in told if claim is not None]
        if not isinstance(one, Statement) or "wrong" not in verdicts:
            continue
        name = written(one.operands[0])
        if name is not None and name.plain and verdicts[0] != "wrong":
            wrong.add(name.letter)
        used |= {other.letter for node in one.operands[1:] for other in whole_names(node)}
    known = {letter for letter, one in notation.letters.items() if one.role not in GIVEN_ROLES}
    return frozenset(wrong & used & known)


def _lines(
    report: Report, found: list[tuple[Found, Piece]], notation: Notation
) -> Iterator[tuple[str, str]]:
    """For each line about a letter, whether it bears out what the letter was taken for; where it
    does not, whether a slip may explain it."""
    claims = {one.offset: one for one in report.claims}
    for one, _ in found:
        name = _about(one.operands[0]) if isinstance(one, Statement) else None
        slots = slots_of(name) if name is not None else None
        if not isinstance(one, Statement) or slots is None or slots.letter not in notation.letters:
            continue
        claim = claims.get(one.signs[0].start)
        told = claim.verdict if claim is not None else ""
        if claim is not None and told == "wrong":
            rest = [claims[sign.start].verdict for sign in one.signs[1:] if sign.start in claims]
            odd = bool(rest) and claim.slip is None and {*rest} <= {"follows"}
            yield slots.letter, ODD if odd else AGAINST
            if any(isinstance(slot, str) for slot in slots.lowered):
                yield slots.letter, RUNS
        elif told in BEARS_OUT or (told == "no claim" and is_printed(one.operands[-1])):
            yield slots.letter, FOR


def _about(left: Node) -> Written | None:
    """The name that a line is about; of a derivative, what it is by."""
    return written(left.by if isinstance(left, tree.Derivative) else left)
