"""What comes forward with new parameters, written in letters: units keep their names there."""

import pytest

import derive

# exercise: W1 = ((0.3, -0.1), (0.2, 0.4)), b1 = (0.1, -0.2), two tanh units before one
SHEET = """First pass:

z1[1] = W1[1,1]*x[1] + W1[1,2]*x[2] + b1[1] = 0.27

New parameters:

W1_new[1,1] = W1[1,1] - eta*dW1[1,1]
W1_new[1,2] = W1[1,2] - eta*dW1[1,2]
b1_new[1] = b1[1] - eta*db1[1]

Second pass:

z1[1] = W1_new[1,1]*x[1] + W1_new[1,2]*x[2] + b1_new[1]
h1[1] = tanh(W1_new[1,1]*x[1] + W1_new[1,2]*x[2] + b1_new[1])
"""


def test_formulas_of_the_next_pass_hold() -> None:
    report = derive.verify(SHEET, exercise="two-tanh-units")
    assert report.holds
    assert sum(one.line >= 13 and one.verdict == "holds" for one in report.claims) == 2


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("W1_new[1,2]*x[2] + b1_new[1]\nh", "W1_new[2,1]*x[2] + b1_new[1]\nh"),
        ("W1_new[1,2]*x[2] + b1_new[1]\nh", "W1_new[1,2]*x[2] + b1[1]\nh"),
        ("= W1_new[1,1]", "= W1[1,1]"),
    ],
)
def test_slips_in_them_are_found(right: str, wrong: str) -> None:
    assert right in SHEET
    (found,) = derive.verify(SHEET.replace(right, wrong), exercise="two-tanh-units").findings
    assert found.line == 13


def test_no_delta_takes_new_weights() -> None:
    text = "delta1[1] = delta2[1]*W2_new[1,1]*(1 - h1[1]**2)\n"
    assert not derive.verify(f"{SHEET}\n{text}", exercise="two-tanh-units").holds
