r"""Sheets of letters where an index counts examples, and what it stands at is a column of each."""

from __future__ import annotations

import pytest

import derive

SHEET = r"""
For $n$ examples let $q_k = \sigma(v^\top u_k)$, with targets $t_k \in \{0, 1\}$. The loss is

$$E(v) = -\sum_{k=1}^n \left[ t_k \ln q_k + (1 - t_k) \ln(1 - q_k) \right]$$

One summand is $E_k = -t_k \ln q_k - (1 - t_k) \ln(1 - q_k)$.

$$\frac{\partial E_k}{\partial q_k} = -\frac{t_k}{q_k} + \frac{1 - t_k}{1 - q_k}$$

$$\frac{\partial E_k}{\partial q_k} = \frac{q_k - t_k}{q_k (1 - q_k)}$$
"""
SLIPS = [
    (r"-\frac{t_k}{q_k} + \frac{1", r"-\frac{t_k}{q_k} - \frac{1"),
    (r"\frac{q_k - t_k}{q", r"\frac{t_k - q_k}{q"),
]


def bad(text: str) -> list[int]:
    return [one.line for one in derive.verify(text).claims
            if one.verdict in ("wrong", "mislabelled", "right value, wrong line")]  # fmt: skip


def test_what_is_derived_by_may_be_any_number():
    claims = derive.verify(SHEET).claims
    derived = [one.verdict for one in claims if one.left.startswith(r"\frac{\partial E_k}")]
    assert derived == ["holds", "holds"]
    assert bad(SHEET) == []


@pytest.mark.parametrize(("right", "slipped"), SLIPS)
def test_a_slip_in_a_derivative_by_it_is_found(right, slipped):
    assert SHEET.count(right) == 1
    assert bad(SHEET.replace(right, slipped)) == [1 + SHEET[: SHEET.index(right)].count("\n")]


@pytest.mark.parametrize("function", [r"\ln", r"\tanh", r"\exp", r"\max(0, ", "q", r"\sigma"])
def test_a_column_in_a_cell_is_no_number_and_no_crash(function):
    sheet = rf"""
Let $c_i = {function}(A x_i)$ with $A \in \mathbb{{R}}^{{m \times d}}$, $x_i \in \mathbb{{R}}^d$.

$$g_i = -y_i \ln c_i - (1 - y_i) \ln(1 - c_i)$$

$$\frac{{\partial g_i}}{{\partial x_i}} = A^\top (c_i - y_i)$$

$$\nabla_A g_i = (c_i - y_i) x_i^\top$$
"""
    assert isinstance(bad(sheet), list)
