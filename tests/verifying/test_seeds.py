r"""Reverse accumulation on a graph of letters, which starts with a 1: \bar g = 1."""

import pytest

import derive

GRAPH = r"""
Let $g(a, b) = \sqrt{a + b^2} + a b$. The nodes are

- $p = a + b^2$
- $q = \sqrt{p}$
- $m = a b$
- $g = q + m$

A bar denotes the derivative of $g$ by a node; the start is $\bar g = 1$.

| node | rule | result |
|---|---|---|
| $q$ | $\bar q = \bar g \cdot 1$ | $\bar q = 1$ |
| $m$ | $\bar m = \bar g \cdot 1$ | $\bar m = 1$ |
| $p$ | $\bar p = \bar q \cdot \frac{1}{2 \sqrt{p}}$ | $\bar p = \frac{1}{2 \sqrt p}$ |

$$\frac{\partial p}{\partial b} = 2 b$$

$$\bar b = \bar p \frac{\partial p}{\partial b} + \bar m \frac{\partial m}{\partial b}
= \frac{b}{\sqrt{a + b^2}} + a$$
"""
SLIPS = [
    (r"\frac{\partial p}{\partial b} = 2 b$$", r"\frac{\partial p}{\partial b} = b$$"),
    (r"\frac{b}{\sqrt{a + b^2}} + a", r"\frac{2 b}{\sqrt{a + b^2}} + a"),
    (r"\frac{b}{\sqrt{a + b^2}} + a", r"\frac{b}{\sqrt{a + b^2}} + b"),
]


def test_what_follows_from_the_start_holds():
    report = derive.verify(GRAPH)
    assert list(report.findings) == []
    last = [one for one in report.claims if one.right.startswith(r"\frac{b}{")]
    assert [one.verdict for one in last] == ["holds"]


@pytest.mark.parametrize(("right", "slipped"), SLIPS)
def test_a_slip_behind_the_start_is_found(right, slipped):
    assert GRAPH.count(right) == 1
    (found,) = derive.verify(GRAPH.replace(right, slipped)).findings
    assert found.right in slipped
