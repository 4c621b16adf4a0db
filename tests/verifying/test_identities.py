"""Functions of one number beside columns of the same letter; a slope that is wrong from there."""

from __future__ import annotations

import pytest

import derive

SHEET = r"""
The hidden units have $z_k = \sum_m w_{km} x_m + b_k$ and $h_k = \tanh z_k$, the output is
$y = \sum_k v_k h_k$, the loss $E = \frac12 (y - t)^2$.

With $\sinh' = \cosh$ and $\cosh' = \sinh$:

$$\tanh' x = \frac{\cosh^2 x - \sinh^2 x}{\cosh^2 x} = 1 - \tanh^2 x$$

Also $1 - \tanh^2 x = \frac{1}{\cosh x \cosh x}$ and $\tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}}$.

$$\frac{\partial h_k}{\partial z_k} = 1 - h_k^2$$

$$\frac{\partial E}{\partial w_{km}} = (y - t) v_k (1 - h_k^2) x_m$$
"""


def test_right_lines_hold() -> None:
    report = derive.verify(SHEET)
    assert report.holds
    assert not [one for one in report.claims if one.line in (7, 9) and one.verdict != "holds"]


@pytest.mark.parametrize(
    ("changes", "line", "follow"),
    [
        ({r"- \sinh^2 x": r"+ \sinh^2 x", r"1 - \tanh^2 x$": r"1 + \tanh^2 x$", "1 - h": "1 + h"},
         7, {11, 13}),
        ({r"= 1 - \tanh^2 x$$": r"= 1 + \tanh^2 x$$"}, 7, set()),
        ({r"{\cosh x \cosh x}": r"{\cosh x \sinh x}"}, 9, set()),
        ({r"{e^x - e^{-x}}": r"{e^{-x} - e^x}"}, 9, set()),
    ],
)  # fmt: skip
def test_a_slip_is_found_at_its_line(changes: dict[str, str], line: int, follow: set[int]) -> None:
    text = SHEET
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    report = derive.verify(text)
    assert [one.line for one in report.claims if one.verdict == "wrong"] == [line]
    assert {one.line for one in report.claims if one.verdict == "follows"} == follow
