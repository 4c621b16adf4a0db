"""What a derivative comes to by the numbers that were printed for others; and shapes in pairs."""

import pytest

import derive

BAD = ("wrong", "mislabelled", "right value, wrong line")


def accused(text):
    return [one.line for one in derive.verify(text).claims if one.verdict in BAD]


def pooled(share, of="q", cells="C_{ij}"):
    return f"""
We take the mean of nine cells.

- $\\partial E/\\partial y = 2(y - 2) = -0.72$
- $\\partial E/\\partial {of} = 3\\cdot(-0.72) = -2.16$
- in every cell $\\partial E/\\partial {cells} = \\frac19\\,\\partial E/\\partial {of} = {share}$
"""


@pytest.mark.parametrize(("of", "cells"), [("q", "C_{ij}"), ("m", "a_k"), ("p_1", "h_{11}")])
def test_a_derivative_by_another(of, cells):
    assert accused(pooled("-0.24", of, cells)) == []
    assert accused(pooled("-2.16", of, cells)) == [6]
    assert accused(pooled("0.24", of, cells)) == [6]


def test_of_another_example_nothing_is_said():
    again = "- $\\partial E/\\partial C_{ij} = \\frac19\\,\\partial E/\\partial q = 0.1$\n"
    assert accused(pooled("-0.24") + again) == []


@pytest.mark.parametrize(
    "line",
    [
        r"$(n_1,m)\cdot(m,n_0)=(n_1,n_0)$",
        r"$(3,2)\cdot(2,4)=(3,4)$",
        r"$(h, N)(N, 1) = (h, 1)$",
    ],
)
def test_pairs_are_shapes(line):
    assert accused(f"Shapes: {line}, as it should be.") == []


def test_vectors_are_no_shapes():
    assert accused(r"$(3,2)\cdot(2,4)=15$") == [1]


LAYERS = r"""
Columns are examples, $m$ of them.

$Z^{[1]} = V^{[1]}X + b^{[1]}$
$A^{[1]} = \tanh(Z^{[1]})$
$Z^{[2]} = V^{[2]}A^{[1]} + b^{[2]}$
$A^{[2]} = \sigma(Z^{[2]})$

$J = -\frac1m\sum_{i=1}^m\left[y^{(i)}\log a^{[2](i)}+(1-y^{(i)})\log(1-a^{[2](i)})\right]$

For one example $\frac{a-y}{a(1-a)} a(1-a) = a-y$.

$dZ^{[2]} = A^{[2]}-Y$
$dV^{[2]} = \frac1m dZ^{[2]}A^{[1]T}$
$db^{[2]} = \frac1m\sum_{i} dz^{[2](i)}$
$dZ^{[1]} = BACK dZ^{[2]}\odot(1-A^{[1]}\odot A^{[1]})$
$dV^{[1]} = \frac1m dZ^{[1]}X^T$
""".replace("V", "W")


def test_one_example_beside_a_batch():
    assert accused(LAYERS.replace("BACK", "W^{[2]T}")) == []
    assert accused(LAYERS.replace("BACK", "W^{[2]}")) == [16]
