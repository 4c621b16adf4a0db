"""Slopes of letters that stand for a part, and slopes of slopes: u' = -e^{-x}, s'' = s'(1 - 2s)."""

from __future__ import annotations

import pytest

import derive

SHEET = """Put $q = 1 + e^{-t}$, so $q' = -e^{-t}$.

The curve is $g(t) = \\frac{1}{1 + e^{-t}}$, with $g' = g (1 - g)$. Once more:

$$g'' = g' - 2 g g'$$
$$g'' = g (1 - g) (1 - 2 g)$$

and of the other curve

$$\\tanh''(z) = -2 \\tanh(z) (1 - \\tanh^2(z))$$
"""

PLAIN = """The curve g(t) = 1/(1 + e^(-t)).

With q = 1 + e^(-t) we have q' = -e^(-t).

  g' = g - g^2
  g'' = g' (1 - 2 g)
"""


def faults(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.verdict) for one in derive.verify(text).findings]


@pytest.mark.parametrize("text", [SHEET, PLAIN])
def test_right_slopes_hold(text: str) -> None:
    report = derive.verify(text)
    assert report.holds
    assert sum(one.verdict == "holds" for one in report.claims) >= 4


@pytest.mark.parametrize(
    ("text", "right", "slip", "line"),
    [
        (SHEET, "q' = -e^{-t}", "q' = e^{-t}", 1),
        (SHEET, "g' - 2 g g'", "g' + 2 g g'", 5),
        (SHEET, "g' - 2 g g'", "g' - g g'", 5),
        (SHEET, "g (1 - g) (1 - 2 g)", "g (1 - g) (1 - g)", 6),
        (SHEET, "-2 \\tanh(z)", "2 \\tanh(z)", 10),
        (PLAIN, "q' = -e^(-t)", "q' = e^(-t)", 3),
        (SHEET, "g (1 - g) (1 - 2 g)", "g' (1 + 2 g)", 6),
        (PLAIN, "g' (1 - 2 g)", "g' (1 + 2 g)", 6),
    ],
)
def test_a_slip_is_found_at_its_line(text: str, right: str, slip: str, line: int) -> None:
    assert right in text
    found = faults(text.replace(right, slip))
    assert found[0] == (line, "wrong")
    assert all(verdict == "follows" for _, verdict in found[1:])
