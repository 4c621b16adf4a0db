"""A slip of a sheet without a network: what does not use it is right again, what does follows."""

from __future__ import annotations

import derive

RECURRENT = """Given: i1 = 0.5, i2 = -0.4, c0 = 0, p = 0.6, r = 0.8.

s1 = p*i1 + r*c0 = 0.3000
c1 = tanh(s1) = {c1}
s2 = p*i2 + r*c1 = {s2}
c2 = tanh(s2) = {c2}
"""

HEAVY_BALL = """$\\theta_0 = 0.8$, $m_0 = 0$, $\\rho = 0.9$, $\\gamma = 0.1$, $k_0 = 2.0$

$m_1 = \\rho m_0 - \\gamma k_0 = 0.9 \\cdot 0 - 0.1 \\cdot 2.0 = {m1}$

$\\theta_1 = \\theta_0 + m_1 = 0.8 + ({used}) = {theta}$
"""


def _verdicts(text: str) -> list[tuple[int, str]]:
    told = ("wrong", "right again", "follows", "mislabelled", "right value, wrong line")
    return [(one.line, one.verdict) for one in derive.verify(text).claims if one.verdict in told]


def test_later_lines_with_the_right_value_of_a_wrong_result_are_right_again():
    right = {"c1": "0.2913", "s2": "-0.0070", "c2": "-0.0070"}
    assert _verdicts(RECURRENT.format(**right)) == []
    local = {**right, "c1": "0.2193"}
    assert _verdicts(RECURRENT.format(**local)) == [(4, "wrong"), (5, "right again")]


def test_later_lines_with_the_wrong_value_follow():
    carried = {"c1": "0.2193", "s2": "-0.0646", "c2": "-0.0645"}
    told = _verdicts(RECURRENT.format(**carried))
    assert told[0] == (4, "wrong")
    assert {verdict for _, verdict in told[1:]} == {"follows"}
    assert told[1][0] == 5


def test_a_line_that_is_neither_is_wrong_once_more():
    neither = {"c1": "0.2193", "s2": "0.4070", "c2": "0.3859"}
    assert [one for one in _verdicts(RECURRENT.format(**neither)) if one[1] == "wrong"] == [
        (4, "wrong"), (5, "wrong")]  # fmt: skip


def test_numbers_that_are_put_in_may_be_those_without_the_slip():
    right = {"m1": "-0.2000", "used": "-0.2000", "theta": "0.6000"}
    assert _verdicts(HEAVY_BALL.format(**right)) == []
    local = {**right, "m1": "-0.0200"}
    assert _verdicts(HEAVY_BALL.format(**local)) == [(3, "wrong"), (5, "right again")]
    carried = {"m1": "-0.0200", "used": "-0.0200", "theta": "0.7800"}
    told = _verdicts(HEAVY_BALL.format(**carried))
    assert told[0] == (3, "wrong")
    assert {verdict for _, verdict in told[1:]} == {"follows"}


BACKWARDS = """s = 0.40, h = 0.38, k = 1.5, c = 0.90

o = k*h = 0.57
J = (o - c)^2/2 = 0.05445
dJ/do = o - c = {by_o}
dJ/dk = dJ/do*h = {by_k}
dJ/ds = dJ/do*k*(1 - h^2) = {by_s}
"""
RIGHT = {"by_o": "-0.3300", "by_k": "-0.1254", "by_s": "-0.4235"}


def test_derivatives_that_were_printed_are_names_and_a_square_is_none():
    assert _verdicts(BACKWARDS.format(**RIGHT)) == []
    slipped = {"by_o": "-0.3030", "by_k": "-0.1524", "by_s": "-0.5243"}
    for at, (name, number) in enumerate(slipped.items()):
        told = _verdicts(BACKWARDS.format(**RIGHT | {name: number}))
        assert told[0] == (5 + at, "wrong")
        assert {verdict for _, verdict in told[1:]} <= {"right again"}
    carried = {"by_o": "-0.3030", "by_k": "-0.1151", "by_s": "-0.3889"}
    assert _verdicts(BACKWARDS.format(**carried)) == [(5, "wrong"), (6, "follows"), (7, "follows")]


def test_a_derivative_of_several_steps_keeps_no_number():
    again = "dJ/do = 0.61 - 0.90 = -0.2900\n"
    assert _verdicts(BACKWARDS.format(**RIGHT) + again) == []
