r"""Formulas of any unit, where the loss counts the outputs by the letter of any unit."""

import pytest

import derive

SHEET = r"""
Every neuron computes $s_m = \sum_k w_{km} y_k + b_m$ and $y_m = f(s_m)$.

$E = \frac12 \sum_m (y_m - d_m)^2$ where the sum is over the output neurons, and
$\epsilon_m = \frac{\partial E}{\partial s_m}$.

Output neuron: $\epsilon_m = (y_m - d_m) f'(s_m)$.

Hidden neuron, with its successors $n$:

$$\epsilon_m = \sum_n \frac{\partial E}{\partial s_n} \frac{\partial s_n}{\partial y_m} f'(s_m)$$

and since $\frac{\partial E}{\partial s_n} = \epsilon_n$

$$\epsilon_m = f'(s_m) \sum_n w_{mn} \epsilon_n$$

$$\frac{\partial E}{\partial w_{km}} = \epsilon_m y_k$$
"""
SLIPS = [
    (r"w_{mn} \epsilon_n", r"w_{nm} \epsilon_n", 15),
    (r"f'(s_m) \sum_n w", r"f'(s_n) \sum_n w", 15),
    (r"f'(s_m) \sum_n w", r"\sum_n w", 15),
    (r"\partial s_n}{\partial y_m} f'(s_m)", r"\partial s_n}{\partial y_m}", 11),
    (r"= (y_m - d_m) f'(s_m)$", r"= (d_m - y_m) f'(s_m)$", 7),
    (r"= \epsilon_m y_k", r"= \epsilon_m y_m", 17),
]


def test_right_lines_hold():
    claims = derive.verify(SHEET).claims
    assert {one.verdict for one in claims} == {"holds"}


@pytest.mark.parametrize(("right", "wrong", "line"), SLIPS)
def test_a_slip_is_found_at_its_line(right, wrong, line):
    assert SHEET.count(right) == 1
    claims = derive.verify(SHEET.replace(right, wrong)).claims
    assert [one.line for one in claims if one.verdict == "wrong"] == [line]
