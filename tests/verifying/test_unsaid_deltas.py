r"""Deltas that a sheet only gives formulas for: what is said with them tells what they are."""

import pytest

import derive

SHEET = r"""
$$a_j = \sum_i w_{ji} x_i, \quad z_j = \tanh(a_j), \quad y_k = \sum_j w_{kj} z_j, \quad
E = \frac12 \sum_k (y_k - t_k)^2$$

$$\delta_k = y_k - t_k$$

$$\delta_j = (1 - z_j^2) \sum_k w_{kj} \delta_k$$

$$\frac{\partial E}{\partial w_{kj}} = \delta_k z_j, \quad
\frac{\partial E}{\partial w_{ji}} = \delta_j x_i$$
"""
NEGATIVE = (
    SHEET.replace(r"\delta_k = y_k - t_k", r"\delta_k = t_k - y_k")
    .replace(r"\frac{\partial E}{\partial w_{kj}} =", r"\Delta w_{kj} = \eta")
    .replace(r"\frac{\partial E}{\partial w_{ji}} =", r"\Delta w_{ji} = \eta")
)
SLIPS = [
    ("(1 - z_j^2)", "(1 - z_j)", 7),
    ("(1 - z_j^2)", "", 7),
    ("(1 - z_j^2)", "(1 - a_j^2)", 7),
    ("w_{kj} \\delta_k", "w_{kj} \\delta_k z_j", 7),
    ("\\delta_k z_j", "\\delta_k z_k", 9),
    ("\\delta_j x_i", "\\delta_j z_j", 10),
]


@pytest.mark.parametrize("sheet", [SHEET, NEGATIVE])
def test_right_lines_hold_with_either_sign(sheet):
    assert {one.verdict for one in derive.verify(sheet).claims} == {"holds"}


@pytest.mark.parametrize("sheet", [SHEET, NEGATIVE])
@pytest.mark.parametrize(("right", "slip", "line"), SLIPS)
def test_a_slip_is_found_in_the_formula_that_has_it(sheet, right, slip, line):
    claims = derive.verify(sheet.replace(right, slip)).claims
    assert [one.line for one in claims if one.verdict == "wrong"] == [line]


def test_a_sign_is_wrong_where_the_other_lines_say_so():
    claims = derive.verify(
        SHEET.replace("y_k - t_k$$\n\n$$\\delta_j", "t_k - y_k$$\n\n$$\\delta_j")
    )
    assert [one.line for one in claims.claims if one.verdict == "wrong"] == [5]


def test_deltas_that_are_something_else_are_taken_as_they_are():
    own = SHEET.replace(r"\delta_j = (1 - z_j^2) \sum", r"\delta_j = \sum").replace(
        r"\delta_j x_i", r"\delta_j (1 - z_j^2) x_i"
    )
    assert {one.verdict for one in derive.verify(own).claims} == {"holds"}
