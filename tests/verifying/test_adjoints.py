r"""Names that stand for derivatives wherever they stand: adjoints with a bar, and deltas."""

import pytest

import derive

GRAPH = r"""
Let $C = \frac12 (p - r)^2$ with the nodes
$$ p = k c, \quad c = e^{-h}, \quad h = g x . $$
For any node $n$ write $\bar n = \partial C/\partial n$. Walking back:

- $\bar p = p - r$
- $\bar c = k \bar p = k (p - r)$
- $\bar h = -\bar c \, e^{-h} = -k c (p - r)$
- $\bar g = x \bar h = -x k c (p - r)$

So $$\frac{\partial C}{\partial g} = -x p (p - r).$$
"""
DELTAS = r"""
$m = u x + c$, $o = \sigma(m)$, $E = \frac12 (o - d)^2$
and $\delta = \frac{\partial E}{\partial m}$.

$$\delta = (o - d) o (1 - o)$$

$$\frac{\partial E}{\partial u} = \delta x$$
"""
SLIPS = [
    (GRAPH, ((r"= -\bar c \, e", r"= \bar c \, e"), ("-k c", "k c"), ("-x k", "x k"),
             ("-x p", "x p")), 8, [9, 11]),
    (GRAPH, ((r"\bar c = k \bar p", r"\bar c = c \bar p"), ("= k (p - r)", "= c (p - r)")), 7, []),
    (GRAPH, ((r"\bar p = p - r", r"\bar p = r - p"),), 6, []),
    (GRAPH, ((r"\bar g = x \bar h", r"\bar g = g \bar h"),), 9, []),
    (DELTAS, (("(o - d) o (1 - o)", "(d - o) o (1 - o)"),), 5, []),
    (DELTAS, (("(o - d) o (1 - o)", "(o - d) o (1 + o)"),), 5, []),
]  # fmt: skip


@pytest.mark.parametrize("sheet", [GRAPH, DELTAS])
def test_right_lines_hold(sheet):
    claims = derive.verify(sheet).claims
    assert {one.verdict for one in claims} <= {"holds", "no claim"}
    assert all(one.verdict == "holds" for one in claims
               if one.left.startswith((r"\bar", r"\delta")) and one.left != r"\bar n")  # fmt: skip


@pytest.mark.parametrize(("sheet", "changes", "line", "follow"), SLIPS)
def test_a_slip_is_found_at_its_line(sheet, changes, line, follow):
    for right, wrong in changes:
        assert right in sheet
        sheet = sheet.replace(right, wrong)
    claims = derive.verify(sheet).claims
    assert [one.line for one in claims if one.verdict == "wrong"] == [line]
    assert sorted({one.line for one in claims if one.verdict == "follows"} - {line}) == follow


def test_a_bar_over_a_node_of_the_sheet_says_that_of_this_node_only():
    r"""Means have bars too: \bar x is no derivative because \bar h is said to be one."""
    sheet = r"$h = w x$, $L = h^2$, $\bar h = \partial L/\partial h = 2 h$ and $\bar x = x_1 + x_2$"
    assert "wrong" not in {one.verdict for one in derive.verify(sheet).claims}
