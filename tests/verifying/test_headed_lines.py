"""Lines of plain text headed by a parameter: its change, and its new value behind a word."""

import pytest

import derive

SHEET = """One sigmoid neuron learns a pattern.

x1 = 1, x2 = -2, target t = 0, learning rate eta = 0.5
w1 = 0.4, w2 = 0.1, b = -0.2

z = 0.4*1 + 0.1*(-2) - 0.2 = 0
y = sigmoid(0) = 0.5
delta = (t - y)*y*(1 - y) = -0.5*0.5*0.5 = -0.125

{head}
- w1: Δw1 = 0.5*(-0.125)*1 = -0.0625, new: 0.4 - 0.0625 = 0.3375
- w2: Δw2 = 0.5*(-0.125)*(-2) = 0.125, new: w2 + Δw2 = 0.1 + 0.125 = 0.225
- b: Δb = 0.5*(-0.125) = -0.0625, new value: -0.2 - 0.0625 = -0.2625
"""
ENGLISH = SHEET.format(head="Changes Δw = eta * delta * input, then the new weight")
GERMAN = ENGLISH.replace("new value:", "neuer Wert").replace("new:", "neu:")
SLIPS = [
    ("0.4 - 0.0625 = 0.3375", "0.4 + 0.0625 = 0.4625", 11),
    ("w2 + Δw2 = 0.1 + 0.125 = 0.225", "w2 + Δw2 = 0.1 - 0.125 = -0.025", 12),
    ("(-0.125)*(-2) = 0.125", "(-0.125)*2 = -0.125", 12),
    ("-0.2 - 0.0625 = -0.2625", "-0.2 - 0.0625 = -0.1375", 13),
]


@pytest.mark.parametrize("text", [ENGLISH, GERMAN])
def test_new_values_are_those_of_the_name_in_front(text):
    report = derive.verify(text)
    assert report.holds and "unread" not in report.summary
    assert {one.quantity for one in report.claims if one.line > 10} >= {"new.W.1", "new.b.1"}


@pytest.mark.parametrize("text", [ENGLISH, GERMAN])
@pytest.mark.parametrize(("right", "wrong", "line"), SLIPS)
def test_a_slip_is_found_at_its_line(text, right, wrong, line):
    assert text.count(right) == 1
    claims = derive.verify(text.replace(right, wrong)).claims
    assert {one.line for one in claims if one.verdict == "wrong"} == {line}


def test_a_line_headed_by_a_letter_without_new_values_is_left_alone():
    report = derive.verify("a: the loss is small, then 2 + 2 = 4\n\nx = 3 and y = 2*3 = 6\n")
    assert report.holds
