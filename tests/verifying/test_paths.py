"""Derivatives of one unit by another over all paths, and letters for the weight spoken of."""

from __future__ import annotations

import math

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS


def found(sheet: str, exercise: str | None = None) -> list[int]:
    """The lines at which something is wrong, or not read."""
    claims = derive.verify(sheet, exercise=exercise).claims
    return [one.line for one in claims if one.verdict in (*FINDINGS, "unread")]


def number(value: float) -> str:
    return f"{value:.4f}"


W, B, V, C, X, T = [[0.4, -0.3], [0.2, 0.5]], [0.1, -0.2], [0.7, -0.6], 0.3, (1.0, 2.0), 1.0
H = [math.tanh(sum(w * x for w, x in zip(row, X, strict=True)) + b)
     for row, b in zip(W, B, strict=True)]  # fmt: skip
Y = 1 / (1 + math.exp(-(V[0] * H[0] + V[1] * H[1] + C)))
S = Y * (1 - Y)
VALUES = {
    "\\frac{\\partial y}{\\partial h_1}": S * V[0],
    "\\frac{\\partial y}{\\partial h_2}": S * V[1],
    "\\frac{\\partial y}{\\partial z_2}": S * V[1] * (1 - H[1] ** 2),
    "\\frac{\\partial y}{\\partial x_1}":
        S * sum(v * (1 - h * h) * row[0] for v, h, row in zip(V, H, W, strict=True)),
    "\\frac{\\partial y}{\\partial w_{12}}": S * V[0] * (1 - H[0] ** 2) * X[1],
    "\\frac{\\partial y}{\\partial b_2}": S * V[1] * (1 - H[1] ** 2),
    "\\frac{\\partial h_2}{\\partial w_{21}}": (1 - H[1] ** 2) * X[0],
    "\\frac{\\partial h_1}{\\partial x_2}": (1 - H[0] ** 2) * W[0][1],
}  # fmt: skip
OWN = f"""$x_1 = 1$, $x_2 = 2$, $t = 1$, $w_{{11}} = 0.4$, $w_{{12}} = -0.3$, $w_{{21}} = 0.2$,
$w_{{22}} = 0.5$, $b_1 = 0.1$, $b_2 = -0.2$, $v_1 = 0.7$, $v_2 = -0.6$, $c = 0.3$

$h_j = \\tanh(z_j)$, $y = \\sigma(v_1 h_1 + v_2 h_2 + c)$, $L = \\frac12 (y - t)^2$

$z_1 = -0.1$, $z_2 = 1$, $h_1 = {number(H[0])}$, $h_2 = {number(H[1])}$, $y = {number(Y)}$

"""


@pytest.mark.parametrize("name", VALUES)
def test_a_derivative_is_the_sum_over_all_paths(name: str) -> None:
    assert found(f"{OWN}${name} = {number(VALUES[name])}$") == []
    assert found(f"{OWN}${name} = {number(VALUES[name] * 1.1)}$") == [8]
    assert found(f"{OWN}${name} = {number(-VALUES[name])}$") == [8]


# two layers behind each other: W2 = [[0,1,2],[1,1,1],[2,-1,-1]], W3 = [-1,1,-2], and h_2 = 2 is on
PATHS = """$o = -1 \\cdot 9 + 1 \\cdot 6 - 2 \\cdot (-4) = 5$, $h_2 = \\max(0, 2) = 2$

From $m_2$ to $o$: $\\frac{\\partial L}{\\partial w} = 3.5 \\cdot m_2 = 3.5 \\cdot 6 = 21$.

$\\frac{\\partial o}{\\partial h_2} = (-1) \\cdot 1 + 1 \\cdot 1 + (-2) \\cdot (-1) = 2$

$\\frac{\\partial L}{\\partial h_2} = 3.5 \\cdot 2 = 7$,

$\\frac{\\partial L}{\\partial w} = 7 \\cdot 1 \\cdot x_1 = 7 \\cdot 2 = 14$.

$m_1 = 9$, $m_2 = 6$, $m_3 = -4$, $h_1 = 0$, $h_3 = 3$, $L = \\frac12 (o - 1.5)^2 = 6.125$
"""


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, []),
        ({"(-2) \\cdot (-1) = 2": "(-2) \\cdot 1 = -2", "\\cdot 2 = 7$": "\\cdot (-2) = -7$"}, [5]),
        ({" + (-2) \\cdot (-1) = 2": " = 0", "3.5 \\cdot 2 = 7": "3.5 \\cdot 0 = 0"}, [5]),
        ({"3.5 \\cdot 6 = 21": "3.5 \\cdot 6 = 24"}, [3]),
        ({"3.5 \\cdot 2 = 7": "3.5 \\cdot 3 = 10.5"}, [7]),
    ],
)  # fmt: skip
def test_a_path_left_out_is_found_where_it_is(changes: dict[str, str], lines: list[int]) -> None:
    sheet = PATHS
    for right, slip in changes.items():
        sheet = sheet.replace(right, slip)
    assert found(sheet, "relu-paths") == lines
