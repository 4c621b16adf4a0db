"""Statements side by side in a line of plain text: one space between them, or behind a label."""

import pytest

import derive


def found(sheet: str) -> list[int]:
    return [one.line for one in derive.verify(sheet).findings]


CHAIN = """p = relu, q linear; L = 0.5*(q - t)^2

x = 2 t = 1
w1 = 0.5 b1 = 0.1
w2 = -0.4 b2 = 0.3

z1 = w1*x + b1 = 0.5*2 + 0.1 = 1.1 a1 = relu(1.1) = 1.1
q = w2*a1 + b2 = -0.4*1.1 + 0.3 = {q}
L = 0.5*({q} - 1)^2 = {L:.4f}
"""


def test_data_and_results_with_one_space_between_them() -> None:
    assert found(CHAIN.format(q=-0.14, L=0.5 * 1.14**2)) == []
    # without the bias
    assert found(CHAIN.format(q=-0.44, L=0.5 * 1.44**2)) == [8]
    slipped = CHAIN.replace("relu(1.1) = 1.1", "relu(1.1) = 1.4")
    assert 7 in found(slipped.format(q=-0.14, L=0.5 * 1.14**2))


def test_data_in_a_sentence_with_one_space_between_them() -> None:
    sheet = """Given: w1 = 0.8 b1 = -0.2 w2 = -0.7 b2 = 0.4, x = 1.5 and t = 0.5.

  z1 = w1*x + b1 = 1.0
  a1 = relu(z1) = 1.0
  y = w2*a1 + b2 = {}
"""
    assert found(sheet.format(-0.3)) == []
    assert found(sheet.format(-0.7)) == [5]


def test_a_number_may_be_a_factor_of_the_name_behind_it() -> None:
    assert found("x = 3\ny = 2 x = 6\n") == []
    assert found("x = 3\ny = 0.5 x = 0.5*3 = 1.5\n") == []


LABELLED = """Logistic neuron, w1 = 0.5, w2 = -1, b = 0.2, cross entropy

{a}  z = 0.5*1 - 1*2 + 0.2 = -1.3   p = 0.2142   d = p - 1 = -0.7858
{b}  z = 0.5*2 - 1*0 + 0.2 = {z}   p = 0.7685   d = 0.7685 - 0 = 0.7685
"""


@pytest.mark.parametrize(
    "labels",
    [("I :", "II:"), ("(A)", "(B)"), ("n1 :", "n2 :"), ("A)", "B)"), ("pair 1:", "pair 2:")],
)
def test_labelled_lines_of_several_statements(labels: tuple[str, str]) -> None:
    told = dict(zip("ab", labels, strict=True))
    report = derive.verify(LABELLED.format(**told, z=1.2))
    assert report.holds
    assert len(report.claims) > 7
    assert found(LABELLED.format(**told, z=1.4)) == [4]
