"""Formulas of the next one, v_{k+1} = 0.8 v_k + g_k, and sums over an index, in printed numbers."""

import pytest

import derive

STEPS = r"""
$$m_{k+1} = 0.8\, m_k + g_k, \qquad q_{k+1} = q_k - 0.1\, m_{k+1}$$

- $m_1 = 2$, $q_1 = 1.5$, $g_1 = 3$
- $m_2 = 0.8 \cdot 2 + 3 = 4.6$
- $q_2 = 1.5 - 0.1 \cdot 4.6 = 1.04$
- $g_2 = -1$
- $m_3 = 0.8 \cdot 4.6 - 1 = 2.68$
- $q_3 = 1.04 - 0.1 \cdot 2.68 = 0.772$
- $g_3 = 0.5$
- $m_4 = 0.8 \cdot 2.68 + 0.5 = 2.644$
- $q_4 = 0.772 - 0.1 \cdot 2.644 = 0.5076$
"""


def test_steps_follow_their_formula() -> None:
    report = derive.verify(STEPS)
    assert report.holds, report.findings
    told = [one.verdict for one in report.claims if one.left.startswith(("m_", "q_"))]
    assert told.count("holds as shown") == 6


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("0.8 \\cdot 4.6 - 1 = 2.68", "-0.8 \\cdot 4.6 - 1 = -4.68", 8),
        ("0.8 \\cdot 2.68 + 0.5 = 2.644", "0.8 \\cdot 2.68 = 2.144", 11),
        ("1.04 - 0.1 \\cdot 2.68 = 0.772", "1.04 + 0.1 \\cdot 2.68 = 1.308", 9),
        ("1.04 - 0.1 \\cdot 2.68 = 0.772", "1.04 - 0.1 \\cdot 4.6 = 0.58", 9),
    ],
)
def test_a_step_that_does_not_is_found(old: str, new: str, line: int) -> None:
    assert old in STEPS
    assert [one.line for one in derive.verify(STEPS.replace(old, new)).findings] == [line]


SUMS = r"""
$u_{41} = 0.6$, $u_{42} = -0.2$, $u_{51} = 0.5$, $u_{52} = 0.8$, and $e_4 = 0.25$, $e_5 = -0.4$

$\sum_k u_{k1} e_k = 0.6 \cdot 0.25 + 0.5 \cdot (-0.4) = -0.05$

$e_1 = 0.2 \cdot (-0.05) = -0.01$

$\sum_k u_{k2} e_k = -0.2 \cdot 0.25 + 0.8 \cdot (-0.4) = -0.37$
"""


def test_sums_go_over_what_their_weights_are_known_for() -> None:
    report = derive.verify(SUMS)
    assert report.holds, report.findings
    assert all(one.verdict != "no claim" for one in report.claims if "sum" in one.left)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("0.6 \\cdot 0.25 + 0.5 \\cdot (-0.4) = -0.05", "0.6 \\cdot 0.25 = 0.15", 4),
        ("-0.2 \\cdot 0.25 + 0.8 \\cdot (-0.4) = -0.37", "-0.2 \\cdot 0.25 = -0.05", 8),
    ],
)  # fmt: skip
def test_a_sum_with_a_term_missing_is_found(old: str, new: str, line: int) -> None:
    assert old in SUMS
    assert [one.line for one in derive.verify(SUMS.replace(old, new)).findings] == [line]
