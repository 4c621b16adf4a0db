"""Scores of a softmax that are counted from 0, as programs count: e^{s_0} to e^{s_2}, class 0."""

from math import exp, log

import pytest

import derive

S = [0.8 * 1 + 0.1 * 2, 0.2 * 1 - 0.3 * 2, -0.5 * 1 + 0.6 * 2]
E = [exp(one) for one in S]
P = [one / sum(E) for one in E]
SHEET = f"""\
# Softmax by hand

One sample $x = (1, 2)$, no bias; CLASS

$$W = \\begin{{bmatrix}} 0.8 & 0.1 \\\\ 0.2 & -0.3 \\\\ -0.5 & 0.6 \\end{{bmatrix}}$$

$$s = Wx = \\begin{{bmatrix}} {S[0]:.1f} \\\\ {S[1]:.1f} \\\\ {S[2]:.1f} \\end{{bmatrix}}$$

$e^{{s_0}} = {E[0]:.4f}$, $e^{{s_1}} = {E[1]:.4f}$, $e^{{s_2}} = {E[2]:.4f}$

$$q = \\begin{{bmatrix}} {P[0]:.4f} \\\\ {P[1]:.4f} \\\\ {P[2]:.4f} \\end{{bmatrix}}$$

$$L = -\\log(q_2) = -\\log({P[2]:.4f}) = {-log(P[2]):.4f}$$

$\\partial L / \\partial s_0 = {P[0]:.4f}$

$\\partial L / \\partial s_1 = {P[1]:.4f}$

$\\partial L / \\partial s_2 = {P[2]:.4f} - 1 = {P[2] - 1:.4f}$
"""


def wrong(sheet):
    return {one.line for one in derive.verify(sheet).claims
            if one.verdict not in ("holds", "holds as shown", "no claim", "follows")}  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        "the true class is 2.",
        "correct class 2 (0-based).",
        "correct class $y = 2$ (classes are counted 0, 1, 2).",
    ],
)
def test_entries_and_the_class_are_counted_from_zero(said):
    sheet = SHEET.replace("CLASS", said)
    assert wrong(sheet) == set()
    one = sheet.replace(f"{P[1]:.4f}$\n", f"{P[1]:.4f} - 1 = {P[1] - 1:.4f}$\n")
    assert one != sheet
    assert wrong(one) == {17}
    none = sheet.replace(f"{P[2]:.4f} - 1 = {P[2] - 1:.4f}$", f"{P[2]:.4f}$")
    assert none != sheet
    assert wrong(none) == {19}


def test_a_loss_of_another_class_is_found():
    sheet = SHEET.replace("CLASS", "the true class is 2.")
    slip = sheet.replace(f"= -\\log({P[2]:.4f}) = {-log(P[2]):.4f}",
                         f"= -\\log({P[1]:.4f}) = {-log(P[1]):.4f}")  # fmt: skip
    assert slip != sheet
    assert 13 in wrong(slip)
