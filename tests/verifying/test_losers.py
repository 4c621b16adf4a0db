"""Max pooling in numbers: only what wins in its window gets a gradient."""

import pytest

import derive

BY_NAMES = r"""Pooling: the feature map is $u_1 = 0.3$, $u_2 = 0.9$, $u_3 = -0.2$, $u_4 = 0.5$.

$p_1 = \max(u_1, u_2) = 0.9$
$p_2 = \max(u_3, u_4) = 0.5$
$s = 3 p_1 - 2 p_2 = 1.7$ and $E = \frac12 s^2 = 1.445$

$\partial E/\partial p_1 = 3 \cdot 1.7 = 5.1$
$\partial E/\partial p_2 = -2 \cdot 1.7 = -3.4$

$\partial E/\partial u_1 = 0$, $\partial E/\partial u_2 = 5.1$
$\partial E/\partial u_3 = 0$, $\partial E/\partial u_4 = -3.4$
"""
BY_NUMBERS = """pooling by hand

r1 = 0.6*2 - 0.5 = 0.7
r2 = 0.6*1 - 0.5 = 0.1
r3 = 0.6*3 - 0.5 = 1.3
q = max(0.7, 0.1, 1.3) = 1.3
L = (1.3 - 1)^2 = 0.09
dL/dq = 2*0.3 = 0.6
(dL/dr1, dL/dr2, dL/dr3) = (0, 0, 0.6)
"""
BESIDE = """r1 = 0.7
r2 = 1.3
q = max(0.7, 1.3) = 1.3
y = q + r_1 = 2
dL/dy = 0.5
(dL/dr1, dL/dr2) = (0.5, 0.5)
"""
SLIPS = [
    (BY_NAMES, r"u_3 = 0$, $\partial E/\partial u_4 = -3.4$",
     r"u_3 = -3.4$, $\partial E/\partial u_4 = 0$", 11),
    (BY_NAMES, r"u_1 = 0$", r"u_1 = 5.1$", 10),
    (BY_NUMBERS, "(0, 0, 0.6)", "(0.6, 0, 0)", 9),
    (BY_NUMBERS, "(0, 0, 0.6)", "(0.2, 0.2, 0.2)", 9),
    (BY_NUMBERS, "(0, 0, 0.6)", "[0, 0.6, 0]", 9),
]  # fmt: skip


@pytest.mark.parametrize("sheet", [BY_NAMES, BY_NUMBERS, BESIDE])
def test_what_wins_gets_the_gradient(sheet: str) -> None:
    report = derive.verify(sheet)
    assert not [(one.line, one.left, one.right) for one in report.findings]


@pytest.mark.parametrize(("sheet", "old", "new", "line"), SLIPS)
def test_what_loses_gets_none(sheet: str, old: str, new: str, line: int) -> None:
    assert old in sheet
    report = derive.verify(sheet.replace(old, new))
    assert [one.line for one in report.findings if one.verdict == "wrong"] == [line]
