"""What a table told of a unit is worked out anew with the parameters that a step gave."""

from math import exp

import derive

Z = round(0.35 * 3 - 0.58, 4)
P = round(1 / (1 + exp(-Z)), 4)
SHEET = rf"""A single unit, $p_i = \frac{{1}}{{1+e^{{-z_i}}}}$, two people, doses 1 and 3.
At the start $w_1 = 0.3$ and $w_0 = -0.6$.

| $i$ | $z_i$ | $p_i$ |
|---|---|---|
| 1 | -0.3000 | 0.4256 |
| 2 | 0.3000 | 0.5744 |

Given the slopes $g_0 = -0.2$ and $g_1 = -0.5$, a step of 0.1:

$w_0^{{new}} = w_0 - 0.1\,g_0 = -0.6 + 0.1 \cdot 0.2 = -0.58$

$w_1^{{new}} = w_1 - 0.1\,g_1 = 0.3 + 0.1 \cdot 0.5 = 0.35$

The second one again: $z_2 = 0.35 \cdot 3 - 0.58 = {Z}$ and $p_2 = {P}$.
"""


def test_new_numbers_renew_what_they_give() -> None:
    report = derive.verify(SHEET)
    assert not [(one.line, one.left, one.right) for one in report.findings]


def test_a_slip_in_the_step_is_the_only_one() -> None:
    z = round(0.25 * 3 - 0.58, 4)
    slipped = SHEET.replace("0.3 + 0.1 \\cdot 0.5 = 0.35", "0.3 - 0.1 \\cdot 0.5 = 0.25")
    slipped = slipped.replace(f"0.35 \\cdot 3 - 0.58 = {Z}", f"0.25 \\cdot 3 - 0.58 = {z}")
    slipped = slipped.replace(f"p_2 = {P}", f"p_2 = {round(1 / (1 + exp(-z)), 4)}")
    wrong = [one.line for one in derive.verify(slipped).findings if one.verdict == "wrong"]
    assert wrong == [13]


def test_a_wrong_sum_is_found() -> None:
    slipped = SHEET.replace(f"- 0.58 = {Z}", f"- 0.58 = {Z + 0.1:.2f}")
    wrong = [one.line for one in derive.verify(slipped).findings if one.verdict == "wrong"]
    assert wrong == [15]
