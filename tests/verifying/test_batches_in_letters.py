r"""Batches in letters alone: sums over two indices, biases that are added to each row or column."""

import pytest

import derive

ROWS = r"""
$$S = U P + \mathbf 1 c, \qquad Q = \tanh(S),
\qquad L = \frac{1}{2M} \sum_{m,k} (Q_{mk} - R_{mk})^2$$
- $D = \partial L/\partial S = \frac1M (Q - R) \odot (1 - Q \odot Q)$
- $\partial L/\partial P = U^\top D$
- $\partial L/\partial c = \mathbf 1^\top D$
- $\partial L/\partial U = D P^\top$

$$\frac{\partial L}{\partial (P)_{ik}} = \sum_m D_{mk} U_{mi} = (U^\top D)_{ik}$$
"""
ADDED = r"""
$$S = U P + c, \qquad Q = \tanh(S), \qquad L = \frac{1}{2M} \sum_{mk} (Q_{mk} - R_{mk})^2$$

- $D = \partial L/\partial S = \frac1M (Q - R) \odot (1 - Q \odot Q)$
- $\partial L/\partial c = \mathbf 1^\top D$
"""
COLUMNS = r"""
$$S = P U + c, \qquad Q = \tanh(S), \qquad L = \frac{1}{2M} \lVert Q - R \rVert_F^2$$

- $D = \partial L/\partial S = \frac1M (Q - R) \odot (1 - Q \odot Q)$
- $\frac{\partial L}{\partial c} = D \mathbf 1$
"""
ENTRIES = COLUMNS.replace(
    r"\frac{\partial L}{\partial c} = D \mathbf 1",
    r"\frac{\partial L}{\partial c_k} = \sum_m D_{km}",
)
SLIPS = [
    (ROWS, r"P = U^\top D", r"P = D^\top U", 5),
    (ROWS, r"c = \mathbf 1^\top D", r"c = \mathbf 1^\top Q", 6),
    (ROWS, r"U = D P^\top", r"U = D P", 7),
    (ROWS, r"\frac1M (Q", r"(Q", 4),
    (ROWS, r"D_{mk} U_{mi} =", r"D_{mk} U_{mi}^2 =", 9),
    (ADDED, r"c = \mathbf 1^\top D", r"c = D", 5),
    (COLUMNS, r"= D \mathbf 1", r"= 2 D \mathbf 1", 5),
    (ENTRIES, r"\sum_m D_{km}", r"\sum_m Q_{km}", 5),
]


@pytest.mark.parametrize("sheet", [ROWS, ADDED, COLUMNS, ENTRIES])
def test_right_lines_hold(sheet):
    claims = derive.verify(sheet).claims
    assert {one.verdict for one in claims} <= {"holds", "no claim"}
    assert all(one.verdict == "holds" for one in claims if "partial" in one.left)


@pytest.mark.parametrize(("sheet", "right", "wrong", "line"), SLIPS)
def test_a_slip_is_found_at_its_line(sheet, right, wrong, line):
    assert sheet.count(right) == 1
    claims = derive.verify(sheet.replace(right, wrong)).claims
    assert sorted({one.line for one in claims if one.verdict == "wrong"}) == [line]


def test_a_sum_over_what_is_no_index_is_unread():
    claims = derive.verify(r"$S = \sum_{k = 1, k \neq j} a_k$").claims
    assert [one.verdict for one in claims] == ["unread"]
