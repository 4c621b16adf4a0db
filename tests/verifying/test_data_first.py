"""The data at the head of a sheet beside an exercise: no updated value, no other example's."""

import pytest
from verifying.harness import exercise, judged, own_sheet

SWAPPED = [
    ("softmax-regression", r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}",
     r"\begin{bmatrix} 2 \\ 1 \end{bmatrix}"),
    ("softmax-regression", r"\begin{bmatrix} 0 \\ 1 \\ 0 \end{bmatrix}",
     r"\begin{bmatrix} 1 \\ 0 \\ 0 \end{bmatrix}"),
    ("elu", "b^{(2)} = 0.1", "b^{(2)} = 0.0"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new"), SWAPPED)
def test_a_datum_that_another_line_could_have_is_wrong(name, old, new):
    text = own_sheet(name, "exam", "md", "full").text
    assert judged(text, exercise(name)).holds
    line = text[: text.index(old)].count("\n") + 1
    report = judged(text.replace(old, new, 1), exercise(name))
    assert [one.line for one in report.findings] == [line]


def test_new_parameters_may_be_told_after_the_step_under_their_old_names():
    text = own_sheet("elu", "exam", "md", "full").text
    # b^{(2)} - 0.2 (y-hat - y) rounds to 0.0
    assert judged(text + "\nSo from now on $b^{(2)} = 0.0$.\n", exercise("elu")).holds


def test_an_input_without_a_mark_may_be_the_querys_later_on():
    name = "softmax-regression"
    text = own_sheet(name, "exam", "md", "full").text
    again = "\nFor the query $x = \\begin{bmatrix} 2 \\\\ 1 \\end{bmatrix}$.\n"
    assert judged(text + again, exercise(name)).holds
