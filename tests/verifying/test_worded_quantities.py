"""Names of plain text that are words: score, Verlust, grad w1, w1 neu."""

import math

import pytest

import derive
from derive.teaching.written.worded_quantities import worded_quantities


def sigma(z):
    return 1 / (1 + math.exp(-z))


P, Q = sigma(0.85), sigma(-0.15)
G1, G2, G0 = 2 * (P - 1) + Q, (P - 1) + 3 * Q, (P - 1) + Q
SHEET = f"""\
Spam filter with one logistic neuron; both mails together, cross-entropy summed.
weights w1 = 0.5, w2 = -0.25, bias b = 0.1, learning rate 0.5

Mail 1: x = (2, 1), t = 1
  score = 0.5*2 - 0.25*1 + 0.1 = 0.85
  p = sigmoid(0.85) = {P:.5f}
  loss = -ln({P:.5f}) = {-math.log(P):.5f}
Mail 2: x = (1, 3), t = 0
  score = 0.5*1 - 0.25*3 + 0.1 = -0.15
  p = sigmoid(-0.15) = {Q:.5f}
  loss = -ln(1 - {Q:.5f}) = {-math.log(1 - Q):.5f}
total loss = {-math.log(P):.5f} + {-math.log(1 - Q):.5f} = {-math.log(P) - math.log(1 - Q):.5f}

gradient of w1 = 2*({P - 1:.5f}) + 1*{Q:.5f} = {G1:.5f}
gradient of w2 = 1*({P - 1:.5f}) + 3*{Q:.5f} = {G2:.5f}
gradient of bias = {P - 1:.5f} + {Q:.5f} = {G0:.5f}

new w1 = 0.5 - 0.5*({G1:.5f}) = {0.5 - 0.5 * G1:.5f}
new w2 = -0.25 - 0.5*{G2:.5f} = {-0.25 - 0.5 * G2:.5f}
new bias = 0.1 - 0.5*{G0:.5f} = {0.1 - 0.5 * G0:.5f}
"""
SLIPS = [
    (f"1*({P - 1:.5f}) + 3*{Q:.5f} = {G2:.5f}", f"1*({P - 1:.5f}) + 1*{Q:.5f} = {G0:.5f}", 15),
    (f"0.1 - 0.5*{G0:.5f} = {0.1 - 0.5 * G0:.5f}", f"0.1 - {G0:.5f} = {0.1 - G0:.5f}", 20),
    ("score = 0.5*1 - 0.25*3 + 0.1 = -0.15", "score = 0.5*1 + 0.25*3 + 0.1 = 1.35", 9),
    (f"= {-math.log(P) - math.log(1 - Q):.5f}", "= 0.87783", 12),
]
OTHER_WORDS = [
    ("score", "netto"), ("total loss", "Gesamtverlust"), ("  loss", "  Verlust"),
    ("gradient of", "Gradient von"), ("gradient of", "grad"), ("gradient of ", "grad_"),
    ("new w1", "neues w1"), ("new w2", "w2 new"), ("new bias", "bias_new"),
]  # fmt: skip


def wrong(report):
    bad = ("wrong", "mislabelled", "right value, wrong line")
    return {one.line for one in report.claims if one.verdict in bad}


@pytest.mark.parametrize("exercise", [None, "exercises/logistic-regression.toml"])
@pytest.mark.parametrize(("word", "other"), [("score", "score"), *OTHER_WORDS])
def test_a_right_sheet_is_read_whole_and_holds(word, other, exercise):
    report = derive.verify(SHEET.replace(word, other), exercise=exercise)
    assert report.holds and "unread" not in report.summary
    told = {one.line for one in report.claims if one.quantity}
    assert {14, 15, 16, 18, 19, 20} <= told
    signs = [one for one in report.claims if one.line in (5, 7, 9, 11, 12)]
    assert len(signs) == 10 and all(one.quantity for one in signs)


@pytest.mark.parametrize("exercise", [None, "exercises/logistic-regression.toml"])
@pytest.mark.parametrize(("right", "slip", "line"), SLIPS)
def test_a_slip_is_found_at_its_line(right, slip, line, exercise):
    assert SHEET.count(right) == 1
    assert wrong(derive.verify(SHEET.replace(right, slip), exercise=exercise)) == {line}


def test_a_word_is_one_name_on_the_whole_sheet():
    sheet = """\
out_o = 0.6413
error = 1 - 0.6413 = 0.3587
d_o = error*out_o*(1-out_o) = 0.3587*0.6413*0.3587 = 0.0825
"""
    report = derive.verify(sheet)
    assert report.holds and len(report.claims) == 6
    slip = sheet.replace("0.3587*0.6413*0.3587", "0.3387*0.6413*0.3587")
    assert wrong(derive.verify(slip)) == {3}


def test_what_words_are_names():
    found = worded_quantities("thrO = 1 + 2\nsum1 = 2 + 3\ndh1 = 0.2 * 3\nso zA = 1 + 1\nMSE = 2")
    assert {name: one.body for name, one in found.items()} == {
        "thrO": "\\text{Thr}_{O}",
        "sum1": "\\text{Sum}_{1}",
    }


IN_TURN = """\
a = -2, b = 1
P: in = 0.5 a + 1 b + 0.3 = -1 + 1 + 0.3 = 0.3
Q: in = 0.25 a - 1.5 b + 0.5 = -0.5 - 1.5 + 0.5 = -1.5
"""


def test_a_word_is_of_each_unit_in_turn_where_lines_say_which():
    report = derive.verify(IN_TURN)
    assert report.holds and len(report.claims) == 8
    assert wrong(derive.verify(IN_TURN.replace("-0.5 - 1.5 + 0.5", "0.5 - 1.5 + 0.5"))) == {3}


CASES = """\
Leaky unit: f(x) = x for x > 0, and f(x) = 0.1*x for x < 0.
Its slope: f'(x) = 1 for x > 0, and f'(x) = 0.1 for x < 0.

A parabola on one side: g(x) = x^2 if x > 0, g(x) = -x if x < 0.
Then g'(x) = 2 x if x > 0, and g'(x) = -1 if x < 0.
"""


def test_a_function_may_be_told_case_by_case_in_sentences():
    report = derive.verify(CASES)
    assert report.holds and "unread" not in report.summary
    assert {one.line for one in report.claims} == {1, 2, 4, 5}
    for right, slip, line in [
        ("f'(x) = 0.1 for", "f'(x) = 0.2 for", 2),
        ("g'(x) = -1 if", "g'(x) = 1 if", 5),
        ("g'(x) = 2 x if", "g'(x) = x if", 5),
    ]:
        assert wrong(derive.verify(CASES.replace(right, slip))) == {line}


GIVEN = """\
w1 = 0.20, w2 = 0.45, x1 = 0.3, x2 = 0.8, target t = 0.9, learning rate 0.5, linear
E = 1/2 (o - t)^2
o = w1 x1 + w2 x2 = 0.20*0.3 + 0.45*0.8 = 0.42
∂E/∂o = 0.42 - 0.9 = -0.48
∂E/∂w1 = -0.48*0.3 = -0.144, so w1⁺ = 0.20 - 0.5*(-0.144) = 0.272
∂E/∂w2 = -0.48*0.8 = -0.384, so w2⁺ = 0.45 - 0.5*(-0.384) = 0.642
"""


def test_two_formulas_in_one_sentence_are_two_claims_each():
    report = derive.verify(GIVEN)
    assert report.holds and [one.line for one in report.claims].count(6) == 4
    for right, slip in [("-0.48*0.8 = -0.384, so w2⁺ = 0.45 - 0.5*(-0.384) = 0.642",
                         "-0.48*0.3 = -0.144, so w2⁺ = 0.45 - 0.5*(-0.144) = 0.522"),
                        ("0.45 - 0.5*(-0.384) = 0.642", "0.45 - (-0.384) = 0.834")]:  # fmt: skip
        assert GIVEN.count(right) == 1
        assert wrong(derive.verify(GIVEN.replace(right, slip))) == {6}


def test_lr_is_the_learning_rate():
    sheet = "w = 1.2, x = 0.5, b = 0.1, y = 1\n{} = 0.5\n\nz = 1.2*0.5 + 0.1 = 0.7\n"
    sheet += f"p = sigmoid(0.7) = {sigma(0.7):.4f}\n"
    for word in ("lr", "learning rate", "Lernrate"):
        report = derive.verify(sheet.format(word))
        assert report.holds and report.summary["no claim"] == 5
