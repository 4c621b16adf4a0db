"""f(x) for what comes out of a network, where f stands bare on the sheet too."""

from __future__ import annotations

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS

# weights 0.5, 0.5 and 1, -1; z = (1, -1), a = (1, -0.1), f = 1 - 0.2 - 0.3 = 0.5
LEAKY = """The network is $f(x) = v^\\top \\phi(U x + p) + q$.

$f(x) = 1 \\cdot 1 + 2 \\cdot (-0.1) - 0.3 = 0.5$

$\\ell = \\frac12 (f(x) - 1)^2 = \\frac12 (0.5 - 1)^2 = 0.125$

$\\frac{\\partial \\ell}{\\partial f} = f(x) - 1 = -0.5$

$\\frac{\\partial \\ell}{\\partial v} = \\frac{\\partial \\ell}{\\partial f} a = (-0.5, 0.05)^\\top$
"""
LINEAR = """The model is $\\hat y(x) = w x + b$, with $w = 0.5$, $b = 0.12$, $x = 2$, $t = 1.5$.

$\\hat y(x) = 0.5 \\cdot 2 + 0.12 = 1.12$

$L = \\frac12 (\\hat y - t)^2 = 0.0722$

$\\frac{\\partial L}{\\partial w} = (\\hat y - t) x = -0.76$
"""
LETTERS = """$f(x) = w x + b$, $L = (f(x) - y)^2$,

$\\frac{\\partial L}{\\partial f} = 2 (f(x) - y)$,

$\\frac{\\partial L}{\\partial w} = 2 (f - y) \\frac{\\partial f}{\\partial w} = 2 (f(x) - y) x$.
"""
SWISH = """Let $g(x) = x \\sigma(x)$. Then $g'(x) = g(x) + \\sigma(x) (1 - g(x))$.

For $x = 1$ this is $g = g(x) = 0.7311$.
"""


@pytest.mark.parametrize(
    ("sheet", "exercise", "right", "slip", "line"),
    [
        (LEAKY, "leaky-relu", "", "", None),
        (LEAKY, "leaky-relu", "2 \\cdot (-0.1)", "2 \\cdot (-1)", 3),
        (LEAKY, "leaky-relu", "f(x) - 1 = -0.5", "1 - f(x) = 0.5", 7),
        (LEAKY, "leaky-relu", "\\frac12 (f(x) - 1)^2", "(f(x) - 1)^2", 5),
        (LINEAR, None, "", "", None),
        (LINEAR, None, "= 0.0722", "= 0.0772", 5),
        (LINEAR, None, "(\\hat y - t) x = -0.76", "(\\hat y - t) w = -0.19", 7),
        (LETTERS, None, "", "", None),
        (LETTERS, None, "f} = 2 (f(x) - y)", "f} = 2 (y - f(x))", 3),
        (LETTERS, None, "2 (f(x) - y) x", "(f(x) - y) x", 5),
        (SWISH, None, "", "", None),
        (SWISH, None, "(1 - g(x))", "(1 + g(x))", 1),
    ],
)
def test_an_output_as_a_function_of_the_input(
    sheet: str, exercise: str | None, right: str, slip: str, line: int | None
) -> None:
    claims = derive.verify(sheet.replace(right, slip), exercise=exercise).claims
    assert [one.line for one in claims if one.verdict in (*FINDINGS, "unread")] == (
        [] if line is None else [line]
    )
