"""Sheets by hand in six other notations: right ones, and ones with a slip that is carried on."""

from __future__ import annotations

from decimal import Decimal

import pytest
from verifying.handmade import EXERCISE, NOTATIONS, Worked

import derive
from derive.teaching.exercise import loads
from derive.teaching.verifying.reporting.report import Report

BY_HAND = loads(EXERCISE, "by-hand")
RIGHT = {"holds", "holds as shown", "no claim"}
ROUNDINGS = [(6, True, False), (4, True, False), (3, True, False), (2, True, False),
             (4, False, False), (2, False, False), (4, True, True)]  # fmt: skip


def judged(text: str) -> Report:
    return derive.verify(text, BY_HAND)


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in judged(text).claims]


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize(("digits", "carry", "cut"), ROUNDINGS)
def test_a_right_sheet_is_never_called_wrong(
    notation: str, digits: int, carry: bool, cut: bool
) -> None:
    report = judged(NOTATIONS[notation](Worked(digits, carry, cut=cut)))
    assert {one.verdict for one in report.claims} <= RIGHT, report.json()


@pytest.mark.parametrize("notation", [one for one in NOTATIONS if one != "rows"])
def test_a_slip_counts_once_at_its_line(notation: str) -> None:
    right = Worked(4)
    sheet = NOTATIONS[notation](right)
    for quantity, value in right.v.items():
        slipped = f"{Decimal(value) + Decimal('0.003'):.4f}"
        text = NOTATIONS[notation](Worked(4, slips={quantity: slipped}))
        if text == sheet:
            continue
        at = next(n for n, (a, b) in enumerate(zip(sheet, text, strict=False)) if a != b)
        findings = list(judged(text).findings)
        assert len(findings) == 1, (quantity, [(one.line, one.verdict) for one in findings])
        assert findings[0].line == text.count("\n", 0, at) + 1, quantity


GIVEN = r"$x = (0.6, -0.4)^T$, $y = 0.9$, $\eta = 0.5$" + "\n\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (r"z^{(2)} = 0.3", ["wrong"]),
        (r"z^{(1)}_1 = 0.15 \cdot 0.6 + 0.2 \cdot (-0.4) + 0.35 = 0.36", ["holds as shown"] * 2),
        (r"z^{(1)}_1 = 0.15 \cdot 0.6 + 0.2 \cdot (-0.4) + 0.35 = 0.37",
         ["holds as shown", "wrong"]),
        (r"z^{(1)}_1 = 0.25 \cdot 0.6 + 0.2 \cdot (-0.4) + 0.35 = 0.36",
         ["right value, wrong line", "right again"]),
        (r"z^{(1)}_1 = 0.25 \cdot 0.6 + 0.2 \cdot (-0.4) + 0.35 = 0.42", ["wrong", "follows"]),
        (r"z^{(1)}_1 = 0.37 = 0.36", ["wrong", "right again"]),
        (r"0.36 < 0.37 < 0.35", ["holds as shown", "wrong"]),
        (r"z^{(1)}_1 =", ["unread"]),
    ],
)  # fmt: skip
def test_each_sign_has_its_verdict(line: str, expected: list[str]) -> None:
    assert verdicts(f"{GIVEN}$${line}$$")[3:] == expected


Z = r"z^{(1)}_1 = w^{(1)}_{11} x_1 + w^{(1)}_{12} x_2 + b^{(1)}_1 = "
GROUPED = (
    r"\delta^{(2)} = -0.0280, \delta^{(1)}_1 = "
    r"(w^{(2)}_{11} \delta^{(2)}) a^{(1)}_1 (1 - a^{(1)}_1) = "
)
DELTA = r"\hat y = 0.7506, \delta^{(2)} = (\hat y - y) \hat y (1 - \hat y) = "


@pytest.mark.parametrize(
    ("line", "is_right"),
    [
        (Z + r"0.6 \cdot 0.15 + 0.2 \cdot (-0.4) + 0.35 = 0.36", True),
        (Z + r"0.35 + (-0.4) \cdot 0.2 + 0.6 \cdot 0.15 = 0.36", True),
        (Z + r"0.2 \cdot 0.6 + 0.15 \cdot (-0.4) + 0.35 = 0.36", False),
        (Z + r"0.6 \cdot 0.25 + 0.2 \cdot (-0.4) + 0.35 = 0.36", False),
        (DELTA + r"0.7506 \cdot (1 - 0.7506) \cdot (0.7506 - 0.9) = -0.0280", True),
        (DELTA + r"0.2494 \cdot 0.7506 \cdot (-0.1494) = -0.0280", True),
        (DELTA + r"0.7506 \cdot (-0.1494) \cdot 0.2594 = -0.0280", False),
        (DELTA + r"0.7506 \cdot (1 - 0.7506) \cdot (0.9 - 0.7506) = -0.0280", False),
        (GROUPED + r"(-0.0280) \cdot 0.4 \cdot 0.2421 = -0.0027", True),
        (GROUPED + r"0.4 \cdot (-0.0280) \cdot 0.2521 = -0.0028", False),
    ],
)
def test_numbers_may_be_put_in_in_another_order(line: str, is_right: bool) -> None:
    told = verdicts(f"{GIVEN}$${line}$$")
    assert (set(told) <= RIGHT) is is_right, told


@pytest.mark.parametrize(("last", "is_right"), [("-0.4", True), ("-0.5", False)])
def test_a_bias_that_is_zero_may_be_left_out(last: str, is_right: bool) -> None:
    zero = loads(
        EXERCISE.replace("b.1 = [0.35, 0.1]", "b.1 = [0, 0]").replace("b.2 = [0.6]", "b.2 = [0]"),
        "zero",
    )
    data = (
        r"$x = (0.6, -0.4)^T$, $W^{(1)} = \begin{bmatrix} 0.15 & 0.2 \\ 0.25 & -0.3 \end{bmatrix}$"
    )
    entries = rf"0.15 \cdot 0.6 + 0.2 \cdot ({last}) \\ 0.25 \cdot 0.6 + (-0.3) \cdot (-0.4)"
    line = (
        rf"z^{{(1)}} = W^{{(1)}} x + b^{{(1)}} = \begin{{bmatrix}} {entries} \end{{bmatrix}}"
        r" = \begin{bmatrix} 0.01 \\ 0.27 \end{bmatrix}"
    )
    told = [one.verdict for one in derive.verify(f"{data}\n\n$${line}$$", zero).claims]
    assert (set(told) <= RIGHT) is is_right, told


def test_a_misprint_that_is_not_carried_on_counts_once() -> None:
    right = Worked(3)
    sheet = NOTATIONS["ng"](right).split("\n")
    for quantity, value in right.v.items():
        slips = {quantity: f"{Decimal(value) + Decimal('0.3'):.3f}"}
        slipped = NOTATIONS["ng"](Worked(3, slips=slips)).split("\n")
        if slipped == sheet:
            continue
        at = next(n for n, (a, b) in enumerate(zip(sheet, slipped, strict=True)) if a != b)
        report = judged("\n".join((*sheet[:at], slipped[at], *sheet[at + 1 :])))
        assert [one.line for one in report.findings] == [at + 1], quantity


def test_what_follows_names_its_root_and_the_truth_is_right_again() -> None:
    report = judged(
        "$z^{(1)}_1 = 0.46$\n\n$a^{(1)}_1 = \\sigma(0.46) = 0.6130$\n\n"
        "$z^{(1)}_2 = 0.37$\n\n$a^{(1)} = (0.5890, 0.5915)^T$"
    )
    told = [(one.verdict, one.root) for one in report.claims]
    assert told == [
        ("wrong", None),
        ("follows", 0),
        ("follows", 0),
        ("holds as shown", None),
        ("right again", 0),
    ]
    assert len(list(report.findings)) == 1


@pytest.mark.parametrize(
    ("right", "printed", "slip"),
    [("0.36", "0.63", "digits_exchanged"), ("0.36", "-0.36", "sign"), ("0.36", "3.6", "point")],
)
def test_slips_are_named_and_the_right_line_is_shown(right: str, printed: str, slip: str) -> None:
    line = r"0.15 \cdot 0.6 + 0.2 \cdot (-0.4) + 0.35"
    (claim,) = judged(f"$${line} = {printed}$$").claims
    assert claim.expected == f"{line} = {right if slip != 'point' else '0.4'}"
    assert (claim.verdict, claim.slip) == ("wrong", slip)
    assert claim.message.endswith(".")


def test_without_an_exercise_the_arithmetic_of_each_line_is_judged() -> None:
    report = derive.verify("$a = 2 \\cdot 3 = 6$ and $b = a + 1 = 8$")
    assert [one.verdict for one in report.claims] == ["no claim", "holds", "no claim", "wrong"]
