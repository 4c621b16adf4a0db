"""Names with marks within sentences of plain text: out_h1, W1_new[1,2], w11', with formula or
number."""

import pytest

import derive

# exercise: W1 = ((0.3, -0.1), (0.2, 0.4)), b1 = (0.1, -0.2), x = (0.5, -0.2), two tanh units,
# W2 = (0.5, -0.3), b2 = 0.2, one tanh unit
CODE = """It follows that z1[1] = 0.3*0.5 - 0.1*(-0.2) + 0.1 = 0.27.
We then get z1[2] = 0.2*0.5 + 0.4*(-0.2) - 0.2 = -0.18,
so that h1[1] = tanh(0.27) = 0.2636, and also h1[2] = tanh(-0.18) = -0.1781.
Hence z2[1] = 0.5*0.2636 - 0.3*(-0.1781) + 0.2 = 0.3852.
"""
WORDS = """This means that net_h1 = 0.27,
so that out_h1 = 0.2636. From net_h2 = -0.18 follows that out_h2 = -0.1781,
which shows that net_o1 = 0.3852 and then out_o1 = 0.3672.
"""
GERMAN = """Damit ist z1[1] = 0,27, also h1[1] = tanh(0,27) = 0,2636.
Daraus folgt z1[2] = -0,18 und h1[2] = -0,1781.
So erhalten wir z2[1] = 0,3852.
"""


@pytest.mark.parametrize(("text", "signs"), [(CODE, 10), (WORDS, 6), (GERMAN, 6)])
def test_each_is_read_and_holds(text: str, signs: int) -> None:
    report = derive.verify(text, exercise="two-tanh-units")
    assert [one.verdict for one in report.claims] == ["holds as shown"] * signs


@pytest.mark.parametrize(
    ("text", "right", "wrong", "line"),
    [
        (CODE, "0.2*0.5 + 0.4*(-0.2)", "0.2*0.5 - 0.4*(-0.2)", 2),
        (CODE, "-0.1781.", "0.1781.", 3),
        (CODE, "0.3*(-0.1781) + 0.2 =", "0.3*(-0.1781) - 0.2 =", 4),
        (WORDS, "0.2636", "0.2363", 2),
        (WORDS, "0.3852", "0.3582", 3),
        (GERMAN, "-0,18", "0,18", 2),
        (GERMAN, "0,3852", "0,3582", 3),
    ],
)
def test_slips_in_them_are_found(text: str, right: str, wrong: str, line: int) -> None:
    assert right in text
    found = derive.verify(text.replace(right, wrong), exercise="two-tanh-units").findings
    assert found[0].line == line


@pytest.mark.parametrize(("sign", "holds"), [("-", True), ("+", False)])
def test_the_sign_of_an_update(sign: str, holds: bool) -> None:
    """The new weight is judged, not only the numbers behind it."""
    step = f"so that W2_new[1,2] = W2[1,2] {sign} eta*dW2[1,2].\n"
    text = f"{CODE}Then h2[1] = tanh(z2[1]) = 0.3672,\n{step}"
    report = derive.verify(text, exercise="two-tanh-units")
    assert report.holds == holds
    assert [one.line for one in report.findings] == ([] if holds else [6])


def test_that_is_a_word_and_t_hat() -> None:
    assert not derive.verify("It follows that p = 2*3 = 7").holds
    report = derive.verify("that = 2*3 = 7")
    assert [one.left for one in report.findings] == ["2*3"]


@pytest.mark.parametrize("rate", ["lr", "step"])
def test_no_part_of_a_formula_is_read_for_the_whole(rate: str) -> None:
    line = f"W2_new[1,1] = W2[1,1] - {rate}*dW2[1,1] = 0.5 - 0.1*0.2 = 0.48\n"
    report = derive.verify(f"{CODE}{line}", exercise="two-tanh-units")
    assert not any(one.right == "W2[1,1]" for one in report.claims)
