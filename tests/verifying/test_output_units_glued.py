"""zo is what goes into the output beside z1 and z2 of hidden units; c' is a new bias."""

import pytest

import derive

# exercise: W1 = ((0.3, -0.1), (0.2, 0.4)), b1 = (0.1, -0.2), x = (0.5, -0.2), two tanh units,
# W2 = (0.5, -0.3), b2 = 0.2, one tanh unit
SHEET = """z1 = w11*x1 + w12*x2 + b1 = 0.3*0.5 - 0.1*(-0.2) + 0.1 = 0.27
z2 = w21*x1 + w22*x2 + b2 = 0.2*0.5 + 0.4*(-0.2) - 0.2 = -0.18
h1 = tanh(z1) = tanh(0.27) = 0.2636
h2 = tanh(z2) = tanh(-0.18) = -0.1781
zo = v1*h1 + v2*h2 + c = 0.5*0.2636 - 0.3*(-0.1781) + 0.2 = 0.3852
y = tanh(zo) = tanh(0.3852) = 0.3672
dy/dzo = 1 - y^2 = 0.8652
c' = c - eta*dL/dc
"""


@pytest.mark.parametrize("look", ["zo", "zo1", "z_o"])
def test_right_sheets_hold(look: str) -> None:
    report = derive.verify(SHEET.replace("zo", look), exercise="two-tanh-units")
    assert report.holds
    assert {one.line for one in report.claims if one.verdict.startswith("holds")} == {*range(1, 9)}


@pytest.mark.parametrize("look", ["zo", "zo1", "z_o"])
@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("v1*h1 + v2*h2 + c", "v1*h1 - v2*h2 + c", 5),
        ("= 0.3852\n", "= 0.3582\n", 5),
        ("y = tanh(zo)", "y = tanh(z1)", 6),
        ("1 - y^2", "1 - y", 7),
        ("c - eta", "c + eta", 8),
    ],
)
def test_slips_are_found(look: str, right: str, wrong: str, line: int) -> None:
    assert right in SHEET
    text = SHEET.replace(right, wrong).replace("zo", look)
    found = derive.verify(text, exercise="two-tanh-units").findings
    assert found[0].line == line
