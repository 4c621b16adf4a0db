"""Rows of a matrix, one line each: W1 row 2 = (...), dW1[2,:] = ..., W_{2,:}."""

import pytest

import derive

W, B, V, C = [[0.5, 0.5], [1, -1]], [-0.5, 0], [1, 2], -0.3
SHEET = """\
Leaky ReLU with slope 0.1, one output, half squared error, rate 0.1
W1 = [[0.5, 0.5], [1, -1]], b1 = (-0.5, 0), W2 = (1, 2), b2 = -0.3, x = (1, 2), t = 1

z = (0.5*1 + 0.5*2 - 0.5, 1*1 - 1*2 + 0) = (1, -1)
a = (1, -0.1)
y = 1*1 - 2*0.1 - 0.3 = 0.5

dz = (-0.5*1, -1*0.1) = (-0.5, -0.1)
dW1, row 1 = -0.5*(1, 2) = (-0.5, -1)
dW1, row 2 = -0.1*(1, 2) = (-0.1, -0.2)

new weights:
row 1 of W1 = (0.5 + 0.05, 0.5 + 0.1) = (0.55, 0.6)
row 2 of W1 = (1 + 0.01, -1 + 0.02) = (1.01, -0.98)
"""
SLIPS = [
    ("-0.1*(1, 2) = (-0.1, -0.2)", "-0.1*(1, 1) = (-0.1, -0.1)", 10),
    ("(1 + 0.01, -1 + 0.02) = (1.01, -0.98)", "(1 + 0.01, -1 - 0.02) = (1.01, -1.02)", 14),
    ("= (0.55, 0.6)", "= (0.55, 0.7)", 13),
]
OTHER = [
    ("dW1, row {}", "dW1[{},:]"), ("dW1, row {}", "dW1 Zeile {}"), ("row {} of W1", "W1[{},:]"),
    ("row {} of W1", "W1 row {}"), ("row {} of W1", "Zeile {} von W1"),
]  # fmt: skip


def wrong(text, exercise):
    bad = ("wrong", "mislabelled", "right value, wrong line")
    claims = derive.verify(text, exercise=exercise).claims
    return {one.line for one in claims if one.verdict in bad}


@pytest.mark.parametrize("exercise", [None, "exercises/leaky-relu.toml"])
@pytest.mark.parametrize(("words", "other"), [("row {}", "row {}"), *OTHER])
def test_rows_hold_entry_by_entry(words, other, exercise):
    text = SHEET
    for number in (1, 2):
        text = text.replace(words.format(number), other.format(number))
    report = derive.verify(text, exercise=exercise)
    assert report.holds and "unread" not in report.summary
    assert [one.line for one in report.claims if one.line in (9, 10, 13, 14)] == [
        *(9, 9, 10, 10), *(13, 13, 14, 14)
    ]  # fmt: skip
    for right, slip, line in SLIPS:
        assert text.count(right) == 1
        assert wrong(text.replace(right, slip), exercise) == {line}


def test_a_row_of_what_is_not_known_is_left_open():
    report = derive.verify("Q[2,:] = (0.3, 0.4)\nr = 2\n")
    assert report.holds and report.summary == {"no claim": 2}
