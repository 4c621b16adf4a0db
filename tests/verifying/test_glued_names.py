"""Names of plain text with their index glued on: w1A, netA, deltaC; units A, B and C."""

import math

import pytest

import derive
from derive.teaching.written.glued_names import glued_names


def sigma(z):
    return 1 / (1 + math.exp(-z))


A, B = sigma(0.1 * 0.35 + 0.8 * 0.9), sigma(0.4 * 0.35 + 0.6 * 0.9)
C = sigma(0.3 * A + 0.9 * B)
DELTA = (0.5 - C) * C * (1 - C)
SHEET = f"""\
Two inputs, two hidden neurons A and B, one output neuron C; all of them sigmoid.

x1 = 0.35, x2 = 0.9
w1A = 0.1, w2A = 0.8, w1B = 0.4, w2B = 0.6, wAC = 0.3, wBC = 0.9
target t = 0.5, learning rate 1, E = 1/2 (t - outC)^2

netA = w1A*x1 + w2A*x2 = 0.1*0.35 + 0.8*0.9 = 0.755
outA = sigmoid(netA) = {A:.5f}
netB = w1B*x1 + w2B*x2 = 0.68
outB = sigmoid(netB) = {B:.5f}
netC = wAC*outA + wBC*outB = {0.3 * A + 0.9 * B:.5f}
outC = sigmoid(netC) = {C:.5f}

deltaC = (t - outC)*outC*(1 - outC) = {DELTA:.5f}
deltaA = deltaC*wAC*outA*(1 - outA) = {DELTA * 0.3 * A * (1 - A):.5f}

wAC' = wAC + deltaC*outA = {0.3 + DELTA * A:.5f}
w1A' = w1A + deltaA*x1 = {0.1 + DELTA * 0.3 * A * (1 - A) * 0.35:.5f}
"""
SLIPS = [
    ("netA = w1A*x1 + w2A*x2", "netA = w1A*x1 + w2B*x2", 7),
    ("outA*(1 - outA)", "outA", 15),
    ("deltaC*outA", "deltaC*outB", 17),
    ("(t - outC)*outC", "(outC - t)*outC", 14),
]


def test_a_right_sheet_is_read_whole_and_holds():
    report = derive.verify(SHEET)
    assert report.holds and "unread" not in report.summary
    assert {one.quantity for one in report.claims} >= {"z.1", "a.2", "new.W.2", "minus.delta.1"} - {
        "minus.delta.1"
    }


@pytest.mark.parametrize(("right", "wrong", "line"), SLIPS)
def test_a_slip_is_found_at_its_line(right, wrong, line):
    assert SHEET.count(right) == 1
    claims = derive.verify(SHEET.replace(right, wrong)).claims
    assert {one.line for one in claims if one.verdict == "wrong"} == {line}


def test_a_product_of_a_number_and_a_matrix_is_no_name():
    assert glued_names("X = 3\nwX = 6\n") == {}
    assert "deltaW1" not in glued_names("deltaW1 = 2\n")


def test_code_in_a_sheet_with_formulas_gives_numbers():
    report = derive.verify("`x1 = 2` and `target_o1 = 1`, then $y = 3 x_1 = 6$ and $x_1 = 5 - 3$")
    assert report.holds
    assert [one.left for one in report.claims][:2] == ["x1", "target_o1"]


def test_a_formula_behind_words_and_a_wide_gap_counts_once():
    report = derive.verify("point x = 2, t = 3;  E(w) = 1/2 (2w - 3)^2;  E'(w) = 2(2w - 3)\n")
    offsets = [one.offset for one in report.claims]
    assert len(offsets) == len(set(offsets))


NODES = """unit 1 and 2 below, unit 3 on top, logistic

delta(j) = out(j)*(1 - out(j))*sum(j)

delta(3) = (1 - 0.6)*0.6*(1 - 0.6) = 0.096
sum(1) = 0.096*0.5 = 0.048      sum(2) = 0.096*(-2) = -0.192
out(1) = 0.5
delta(1) = 0.5*(1 - 0.5)*0.048 = 0.012
check: 2*sum(1) + sum(2)
w13: 0.1*delta(3)*out(1) = 0.1*0.096*0.5 = 0.0048
"""


def test_quantities_with_their_unit_in_brackets_are_names():
    report = derive.verify(NODES)
    assert report.holds and "sum(1)" in [one.left for one in report.claims]


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [("0.096*(-2) = -0.192", "0.096*(-2) = 0.192", 6), ("*0.048 = 0.012", "*0.048 = 0.024", 8)],
)
def test_a_slip_behind_such_a_name_is_found(right, wrong, line):
    claims = derive.verify(NODES.replace(right, wrong)).claims
    assert {one.line for one in claims if one.verdict == "wrong"} == {line}


def test_a_sum_in_brackets_that_nothing_is_said_to_be_stays_a_sum():
    assert "sum(3)" not in glued_names("y = 2 sum(3)\nsum(i) = 3\n")
