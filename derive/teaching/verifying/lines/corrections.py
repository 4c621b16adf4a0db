"""What is said about a wrong sign: the right line in the same digits, the slip, a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derive.teaching.verifying.lines.chain import ChainJudge
from derive.teaching.verifying.lines.formula_slips import formula_mended
from derive.teaching.verifying.lines.in_place import Spot
from derive.teaching.verifying.lines.known_slips import examples_of
from derive.teaching.verifying.lines.numbers_put_in import right_numbers_put_in, value_there
from derive.teaching.verifying.lines.operands import Operand
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.lines.slipped_formulas import slip_of_formula
from derive.teaching.verifying.lines.wrong_numbers import right_name
from derive.teaching.verifying.lines.wrong_results import result_remark
from derive.teaching.verifying.reporting.report import FINDINGS
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.symbolic.faults_of_names import slip_of_names
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

Text = Callable[[Node], str]


@dataclass(frozen=True)
class Remark:
    expected: str | None = None
    slip: str | None = None


def remark(judge: ChainJudge | None, at: int, judged: Judged, text: Text) -> Remark:
    """The right line and the slip; nothing of both where they are not found."""
    if judge is None or judged.verdict not in FINDINGS:
        return Remark()
    right = judge.sides[at + 1]
    spot = Spot(judge, at, text)
    if judged.verdict == "mislabelled" and judged.answer is None:
        return Remark(_renamed(spot))
    if judged.answer is not None or judged.general or (right.one.named and not right.printed):
        return _formulas(spot, judged)
    if right.printed or entries(right.one.node) is not None:
        return Remark(*result_remark(judge, at, text))
    return Remark(*right_numbers_put_in(spot))


def _renamed(spot: Spot) -> str | None:
    """The line with the name that the sheet has for its numbers; else their name's value."""
    ref = right_name(spot.judge, *spot.judge.sides[spot.at : spot.at + 2])
    name = None
    if ref is None:
        return None
    for found in list(spot.left.names.read.values()):
        one = found[-1] if isinstance(found, tuple) else None
        if not isinstance(one, Operand) or one.ref is None or written(one.node) is None:
            continue
        if one.ref == ref:
            name = spot.text(one.node)
            break
        if one.ref.key == ref.key and len(one.ref.entry) == len(ref.entry) > 0:
            text, unit = spot.text(one.node), one.ref.entry[0] + 1
            if text.count(str(unit)) == 1 and one.ref.entry[1:] == ref.entry[1:]:
                name = text.replace(str(unit), str(ref.entry[0] + 1))
    if name is not None:
        return f"{name} {spot.sign} {spot.source}"
    value = value_there(spot)
    return spot.line(value) if value is not None else None


def _formulas(spot: Spot, judged: Judged) -> Remark:
    """A wrong formula: the slip that, undone, makes it right, and how it reads then."""
    ref, answer = spot.left.ref, judged.answer
    if ref is not None and ref.key.startswith("new."):  # an update, whatever its sign is
        mended = formula_mended(spot, None)
        if mended is not None and mended[0] is not None:
            return Remark(spot.line(mended[1]), mended[0])
    slip = answer.slip if answer is not None else None
    slip = slip or slip_of_names(spot.left, spot.right, spot.judge.place, spot.judge.sheet)
    if slip in ("double", "half") and examples_of(spot) == 2:
        slip = "mean"
    result = next((one for one in spot.judge.sides[spot.at + 1 :] if one.printed), None)
    if slip is None and result is not None:
        slip = slip_of_formula(spot.judge, result)
    mended = formula_mended(spot, slip)
    if mended is not None:
        return Remark(spot.line(mended[1]), slip or mended[0])
    expected = answer.expected if answer is not None else ""
    verdict = spot.verdict(expected) if expected else "wrong"
    true = verdict not in ("wrong", "mislabelled")
    value = value_there(spot) if verdict == "unread" or not true else None
    if value is not None:
        return Remark(spot.line(value), slip)  # its names are not those of the sheet
    return Remark(spot.line(expected) if true else None, slip)


def sentence(
    judged: Judged, found: Remark, told: dict[str, Any], slips: dict[str, str], line: int
) -> str:
    """One plain sentence about a verdict; nothing about what holds."""
    if judged.verdict == "wrong":
        if found.slip is not None:
            return str(told["wrong_slip"].format(slip=slips[found.slip]))
        return str(told.get(f"wrong_{judged.why}", told["wrong_value"]))
    if judged.verdict == "unread":
        return str(told.get(judged.why, told["unread_side"].format(reason=judged.why)))
    other = judged.answer.mislabelled_as if judged.answer is not None else None
    if judged.verdict == "mislabelled" and other:
        return str(told["mislabelled_as"].format(name=other))
    names = {"follows": "follows", "right again": "right_again", "mislabelled": "mislabelled",
             "right value, wrong line": "right_value"}  # fmt: skip
    key = names.get(judged.verdict)
    return str(told[key].format(line=line)) if key else ""
