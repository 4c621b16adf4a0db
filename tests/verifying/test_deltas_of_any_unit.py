r"""Deltas of any unit, whose loss no formula defines, E_n of one example; sums from the bias on."""

import pytest

import derive

SHEET = r"""
$$a_j = \sum_i w_{ji} z_i, \quad z_j = h(a_j), \quad \delta_j = \frac{\partial LOSS}{\partial a_j}$$

$$\frac{\partial LOSS}{\partial w_{ji}} = \delta_j z_i$$

$$\delta_j = \sum_k \frac{\partial LOSS}{\partial a_k} \frac{\partial a_k}{\partial a_j}$$

$$\delta_j = h'(a_j) \sum_k w_{kj} \delta_k$$
"""
SLIPS = [
    (r"= \delta_j z_i", r"= \delta_i z_j", 4),
    (r"= \delta_j z_i", r"= \delta_j z_j", 4),
    (r"\frac{\partial a_k}{\partial a_j}", r"\frac{\partial a_j}{\partial a_k}", 6),
    ("w_{kj}", "w_{jk}", 8),
    ("h'(a_j)", "h'(a_k)", 8),
    ("h'(a_j)", "h'(z_j)", 8),
    ("h'(a_j)", "h(a_j)", 8),
    ("h'(a_j) ", "", 8),
    ("h'(a_j)", "-h'(a_j)", 8),
    (r"w_{kj} \delta_k", r"w_{kj} \delta_j", 8),
]


@pytest.mark.parametrize("loss", ["E", "E_n", "L"])
def test_right_lines_hold(loss):
    claims = derive.verify(SHEET.replace("LOSS", loss)).claims
    assert {one.verdict for one in claims} == {"holds"}


@pytest.mark.parametrize("loss", ["E", "E_n"])
@pytest.mark.parametrize(("right", "slip", "line"), SLIPS)
def test_a_slip_is_found_at_its_line(loss, right, slip, line):
    assert SHEET.count(right) == 1
    claims = derive.verify(SHEET.replace(right, slip).replace("LOSS", loss)).claims
    assert [one.line for one in claims if one.verdict == "wrong"] == [line]


FOLDED = r"""
$$a_j = \sum_{i=0}^D w^{(1)}_{ji} x_i, \quad z_j = \tanh(a_j), \quad
y_k = \sum_{j=0}^M w^{(2)}_{kj} z_j, \quad E_n = \frac12 \sum_{k=1}^K (y_k - t_k)^2$$

$$\delta_k = y_k - t_k, \quad \delta_j = (1 - z_j^2) \sum_{k=1}^K w^{(2)}_{kj} \delta_k$$

$$\frac{\partial E_n}{\partial w^{(1)}_{ji}} = \delta_j x_i$$

$$\frac{\partial E_n}{\partial w^{(2)}_{kj}} = \delta_k z_j$$
"""


def test_a_sum_of_weighted_units_may_begin_with_the_bias():
    assert {one.verdict for one in derive.verify(FOLDED).claims} == {"holds"}


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        (r"= \delta_j x_i", r"= \delta_i x_j", 7),
        (r"= \delta_j x_i", r"= \delta_j z_i", 7),
        (r"= \delta_k z_j", r"= \delta_j z_k", 9),
        (r"= \delta_k z_j", r"= \delta_k x_j", 9),
    ],
)
def test_a_slip_beside_it_is_found(right, slip, line):
    assert FOLDED.count(right) == 1
    claims = derive.verify(FOLDED.replace(right, slip)).claims
    assert [one.line for one in claims if one.verdict == "wrong"] == [line]
