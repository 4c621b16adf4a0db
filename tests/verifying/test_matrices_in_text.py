"""Matrices in plain text, row under row in brackets, and biases as the first column of weights."""

from math import exp, log

import pytest

import derive

W = ((0.2, 0.4, -0.3), (-0.1, 0.7, 0.5))
V = (0.25, -0.9, 0.6)
X = (0.5, -0.8)
LAYOUTS = {
    "under": "W = [  0.2  0.4  -0.3 ]\n    [ -0.1  0.7   0.5 ]",
    "bars": "W = |  0.2  0.4  -0.3 |\n    | -0.1  0.7   0.5 |",
    "corners": "    ⎡  0.2  0.4  -0.3 ⎤\nW = ⎣ -0.1  0.7   0.5 ⎦",
    "beside": "W = [  0.2  0.4  -0.3 ]   x = [  0.5 ]\n    [ -0.1  0.7   0.5 ]       [ -0.8 ]",
    "lists": "W = [[0.2, 0.4, -0.3],\n     [-0.1, 0.7, 0.5]]",
    "code": "W = [0.2 0.4 -0.3; -0.1 0.7 0.5]",
}


def sigma(z: float) -> float:
    return 1 / (1 + exp(-z))


def sheet(matrix: str, fence: bool, used: float = V[1], rate: float = 0.5) -> str:
    z = [round(row[0] + row[1] * X[0] + row[2] * X[1], 3) for row in W]
    h = [round(sigma(one), 3) for one in z]
    u = round(V[0] + V[1] * h[0] + V[2] * h[1], 3)
    y = round(sigma(u), 3)
    d = round(y - 1, 3)
    d1 = round(d * used * round(h[0] * (1 - h[0]), 3), 3)
    new = [v - rate * d * one for v, one in zip(V, (1.0, *h), strict=True)]
    block = f"```\n{matrix}\n```" if fence else matrix
    first = f"({V[1]})" if used == V[1] else f"{used}"
    return f"""# Homework

Entry 0 of every weight vector is the bias: the input is (1, x1, x2).

Data: x1 = 0.5, x2 = -0.8, target t = 1. Sigmoid everywhere, cross entropy.

{block}

Output weights v = (v0, v1, v2) = (0.25, -0.9, 0.6).

z1 = 0.2*1 + 0.4*0.5 + (-0.3)*(-0.8) = {z[0]:.3f}

h1 = sigmoid({z[0]:.3f}) = {h[0]:.3f}

z2 = -0.1*1 + 0.7*0.5 + 0.5*(-0.8) = {z[1]:.3f}

h2 = sigmoid({z[1]:.3f}) = {h[1]:.3f}

u = 0.25*1 + (-0.9)*{h[0]:.3f} + 0.6*{h[1]:.3f} = {u:.3f}

y = sigmoid({u:.3f}) = {y:.3f}

L = -ln({y:.3f}) = {-log(y):.3f}

dL/du = y - t = {d:.3f}

dL/dz1 = {d:.3f} * {first} * {h[0] * (1 - h[0]):.3f} = {d1:.3f}

## Update with learning rate 0.5

- v = ({new[0]:.3f}, {new[1]:.3f}, {new[2]:.3f})
"""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("fence", [True, False])
def test_rows_under_each_other_are_a_matrix(layout: str, fence: bool) -> None:
    right = derive.verify(sheet(LAYOUTS[layout], fence))
    assert right.holds
    assert {one.quantity for one in right.claims if one.verdict.startswith("holds")} >= {
        "z.1", "a.1", "z.2", "a.2", "delta.1", "new.W.2"}  # fmt: skip
    (found,) = derive.verify(sheet(LAYOUTS[layout], fence, used=V[0])).findings
    assert found.left == "dL/dz1"
    (found,) = derive.verify(sheet(LAYOUTS[layout], fence, rate=0.4)).findings
    assert found.left == "v"
