"""Derivations of plain text whose lines begin with their sign; an x that multiplies."""

import pytest

import derive

SLOPES = """\
Softplus and its slope

sp(z) = ln(1 + e^z)
sp'(z) = e^z / (1 + e^z)
       = 1 / (1 + e^(-z))

- tanh, in the same way:
  tanh'(z) = 1 - tanh(z)^2
           = (1 - tanh(z))
             * (1 + tanh(z))
  tanh'(z) = (cosh(z)^2 - sinh(z)^2) / cosh(z)^2
           = 1 / cosh(z)^2
"""


def wrong(text):
    return {one.line for one in derive.verify(text).claims if one.verdict == "wrong"}


def test_lines_that_begin_with_their_sign_go_on():
    report = derive.verify(SLOPES)
    assert report.holds and {5, 9, 11, 12} <= {one.line for one in report.claims}


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [("1 / (1 + e^(-z))", "1 / (1 + e^z)", 5), ("= 1 / cosh(z)^2", "= 1 / sinh(z)^2", 12)],
)
def test_a_slip_in_such_a_line_is_found_there(right, slip, line):
    assert SLOPES.count(right) == 1
    assert wrong(SLOPES.replace(right, slip)) == {line}


TIMES = """\
One linear neuron. Inputs 0.4 and -0.5, wanted 1, rate 0.2, squared error.

in = 0.6 x 0.4 - 0.3 x (-0.5) + 0.1 = 0.49
slope: 2 x (0.49 - 1) = -1.02
0.6 - 0.2 x (-1.02) x 0.4 = 0.6816
The first layer is a 3 x 2 matrix, the second a 1 x 3 one.
"""


def test_an_x_between_numbers_multiplies():
    report = derive.verify(TIMES)
    assert report.holds and [one.line for one in report.claims] == [3, 3, 4, 5]


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [("= 0.49\n", "= 0.19\n", 3), ("= -1.02", "= -0.51", 4), ("= 0.6816", "= 0.5184", 5)],
)
def test_a_slip_in_such_a_product_is_found(right, slip, line):
    assert wrong(TIMES.replace(right, slip)) == {line}


def test_an_x_that_has_a_value_stays_one():
    report = derive.verify("x = 0.5\nf = 3 x (x + 1) = 2.25\ng = 0.2 x 0.3 = 0.06\n")
    assert report.holds and report.summary["no claim"] < 4
