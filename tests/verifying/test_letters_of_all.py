"""Formulas of any unit with a bare target: δ_k = (y_k - t) y_k (1 - y_k) beside t_1 and t_2."""

from math import exp

import pytest

import derive

X, T = (0.5, 2), (1, 0)
W, B = ((0.4, -0.2), (0.6, 0.3)), (0.1, -0.5)
Z = [round(w[0] * X[0] + w[1] * X[1] + b, 4) for w, b in zip(W, B, strict=True)]
Y = [round(1 / (1 + exp(-z)), 5) for z in Z]
D = [(y - t) * y * (1 - y) for y, t in zip(Y, T, strict=True)]
SHEET = rf"""
Inputs $x_1 = 0.5$, $x_2 = 2$, targets $t_1 = 1$, $t_2 = 0$, sigmoid outputs, rate 0.5.

$w_{{11}} = 0.4$, $w_{{12}} = -0.2$, $b_1 = 0.1$, $w_{{21}} = 0.6$, $w_{{22}} = 0.3$, $b_2 = -0.5$

$z_1 = 0.4 \cdot 0.5 - 0.2 \cdot 2 + 0.1 = {Z[0]}$, $y_1 = {Y[0]}$

$z_2 = 0.6 \cdot 0.5 + 0.3 \cdot 2 - 0.5 = {Z[1]}$, $y_2 = {Y[1]}$

The error is $E = \frac12 (1 - {Y[0]})^2 + \frac12 (0 - {Y[1]})^2$.

For each output $\delta_k = (y_k - t)\, y_k (1 - y_k)$, so

$\delta_1 = {D[0]:.5f}$, $\delta_2 = {D[1]:.5f}$
"""


def wrong(text):
    bad = ("wrong", "mislabelled", "right value, wrong line", "unread")
    return {one.line for one in derive.verify(text).claims if one.verdict in bad}


@pytest.mark.parametrize("letter", ["k", "o", "j"])
def test_a_bare_target_is_that_of_the_unit(letter):
    text = SHEET.replace("_k", f"_{letter}")
    assert wrong(text) == set()
    assert wrong(text.replace("(y_", "(1 + y_")) == {12}
    assert wrong(text.replace(f"{D[1]:.5f}", f"{D[1] + 0.02:.5f}")) == {14}
