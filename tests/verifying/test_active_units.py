"""What is true because all units of a layer are on, and what is not."""

from __future__ import annotations

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS

SHEET = """$W_1 = \\begin{bmatrix} 0.5 & -0.3 \\\\ 0.4 & -0.6 \\end{bmatrix}$, $b_1 = (0.1, B)^T$,
$W_2 = \\begin{bmatrix} 0.7 & 0.2 \\\\ -0.4 & 0.5 \\end{bmatrix}$, $b_2 = (0, 0.1)^T$.

The input is $x = (1, -2)^T$, the target $y = (0, 1)^T$. A softmax gives $p$; the loss is the cross-entropy.

$z = W_1 x + b_1 = (1.2, Z)^T$

$h = \\mathrm{ReLU}(z) = (1.2, H)^T$

$\\frac{\\partial L}{\\partial h} = W_2^T (p - y)$

WORDS
"""  # noqa: E501


def found(words: str, unit: bool = True) -> list[str]:
    """What is told where the second unit is on, 0.4 + 1.2 + 0.2, or off, 0.4 + 1.2 - 2."""
    numbers = {"B": "0.2", "Z": "1.8", "H": "1.8"} if unit else {"B": "-2", "Z": "-0.4", "H": "0"}
    sheet = SHEET
    for name, value in numbers.items():
        sheet = sheet.replace(f" {name})", f" {value})")
    claims = derive.verify(sheet.replace("WORDS", words)).claims
    return [one.left for one in claims if one.verdict in (*FINDINGS, "unread")]


SAME = "$\\frac{\\partial L}{\\partial z} = \\frac{\\partial L}{\\partial h}$"


@pytest.mark.parametrize(
    "words",
    [
        f"Both units are active, hence {SAME}.",
        f"Beide Neuronen sind aktiv, also {SAME}.",
        f"As both units are on, {SAME}.",
        f"We have {SAME}, because both entries of $z$ are positive.",
        f"Since $z > 0$, {SAME}.",
        f"Both slopes are 1, so {SAME}.",
        f"Beide Ableitungen sind 1, also {SAME}.",
        "Both are active: $\\frac{\\partial L}{\\partial z} = W_2^T (p - y)$.",
    ],
)
def test_the_slope_of_active_units_may_be_left_out(words: str) -> None:
    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        (f"Hence {SAME}.", True),  # the slope was forgotten
        (f"By the activation function {SAME}.", True),
        (f"Both units are active, hence {SAME}.", False),  # they are not
        (f"Both slopes are 1, so {SAME}.", False),
        ("Both are active: $\\frac{\\partial L}{\\partial z} = W_2 (p - y)$.", True),
        ("Both are active: $\\frac{\\partial L}{\\partial z} = W_2^T (y - p)$.", True),
    ],
)
def test_the_slope_of_other_units_may_not(words: str, unit: bool) -> None:
    assert found(words, unit) == ["\\frac{\\partial L}{\\partial z}"]


def test_a_transpose_is_missing_behind_active_units_too() -> None:
    sheet = r"""$x = (1, -1)^T$, target $t = 1$, $L = \frac12 (y - t)^2$, linear output $y$.
$W_1 = \begin{bmatrix} 0.5 & -0.3 \\ 0.4 & -0.6 \end{bmatrix}$, $b_1 = (0.1, 0.2)^T$,
$W_2 = \begin{bmatrix} 0.7 & 0.2 \end{bmatrix}$, $b_2 = 0.1$.

$z_1 = W_1 x + b_1 = (0.9, 1.2)^T$, $h = \mathrm{ReLU}(z_1) = (0.9, 1.2)^T$

$y = W_2 h + b_2 = 0.97$, $\delta_2 = y - t = -0.03$

All units are active: $\frac{\partial L}{\partial h} = W_2^T \delta_2 = (-0.021, -0.006)^T$
"""
    assert derive.verify(sheet).holds
    slip = sheet.replace(r"W_2^T \delta_2", r"W_2 \delta_2")
    assert [one.line for one in derive.verify(slip).findings] == [9]
