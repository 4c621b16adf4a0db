"""Two exchanged results are one slip however each is rounded; a wrong formula gets its number."""

import pytest

import derive

# exercise: W1 = ((0.3, -0.1), (0.2, 0.4)), b1 = (0.1, -0.2), x = (0.5, -0.2), two tanh units
SHEET = """z1 = w1*x1 + w2*x2 + b_h1 = 0.3*0.5 - 0.1*(-0.2) + 0.1 = 0.27
z2 = w3*x1 + w4*x2 + b_h2 = 0.2*0.5 + 0.4*(-0.2) - 0.2 = -0.18
h1 = tanh(z1) = tanh(0.27) = 0.26362
h2 = tanh(z2) = tanh(-0.18) = -0.17808
"""


def test_the_sheet_is_right() -> None:
    assert derive.verify(SHEET, exercise="two-tanh-units").holds


@pytest.mark.parametrize(
    ("here", "there", "line"),
    [
        ("= 0.26362\n", "= -0.17808\n", 3),
        ("= 0.2636\n", "= -0.17808\n", 3),  # one of them in fewer digits
        ("= 0.26363\n", "= -0.17809\n", 3),  # rounded up
        ("= 0.27\n", "= -0.18\n", 1),
    ],
)
def test_exchanged_results_are_one_finding(here: str, there: str, line: int) -> None:
    rows = SHEET.splitlines(keepends=True)
    first, second = (row.rpartition("= ")[0] for row in rows[line - 1 : line + 1])
    rows[line - 1 : line + 1] = [first + there, second + here]
    report = derive.verify("".join(rows), exercise="two-tanh-units")
    (found,) = report.findings
    assert (found.line, found.slip) == (line, "exchanged")
    (second_one,) = (one for one in report.claims if one.slip and one is not found)
    assert (second_one.line, second_one.verdict) == (line + 1, "follows")


def test_two_other_wrong_numbers_are_two() -> None:
    text = SHEET.replace("= 0.26362", "= -0.17850").replace("= -0.17808", "= 0.26320")
    assert len(derive.verify(text, exercise="two-tanh-units").findings) == 2


@pytest.mark.parametrize(
    ("right", "wrong"), [("w3*x1 + w4*x2", "w2*x1 + w4*x2"), ("w4*x2 + b_h2", "w4*x2")]
)
def test_what_is_right_is_said_of_a_formula(right: str, wrong: str) -> None:
    found = derive.verify(SHEET.replace(right, wrong), exercise="two-tanh-units").findings[0]
    assert found.line == 2
    assert found.expected in ("z2 = w3*x1 + w4*x2 + b_h2", "z2 = -0.18")


@pytest.mark.parametrize(("factor", "slip"), [("0.1", "gradient"), ("0.7", None)])
def test_a_gradient_in_place_of_the_new_weight(factor: str, slip: str | None) -> None:
    """Only with the rate of the exercise before it is it a step."""
    text = f"{SHEET}0.5 - {factor}*0.2371 = 0.2371\n"
    (found,) = derive.verify(text, exercise="two-tanh-units").findings
    assert (found.line, found.slip) == (5, slip)
