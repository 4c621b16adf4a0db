r"""Regressions in letters alone: x^{(i)} or x_i is the vector of an example, w^T x a number."""

import pytest

import derive

LOGISTIC = r"""Let $z^{(i)} = w^T x^{(i)} + b$ and $a^{(i)} = \sigma(z^{(i)})$.

$$J = -\frac1m \sum_{i=1}^m \left[ y^{(i)} \log a^{(i)} + (1-y^{(i)}) \log(1-a^{(i)}) \right]$$

$$\frac{\partial J}{\partial w} = \frac1m \sum_{i=1}^m x^{(i)} (a^{(i)} - y^{(i)})$$

$$\frac{\partial J}{\partial b} = \frac1m \sum_{i=1}^m (a^{(i)} - y^{(i)})$$
"""
ENTRIES = LOGISTIC.replace(r"\partial w}", r"\partial w_j}").replace(
    r"m x^{(i)} (a", "m x_j^{(i)} (a"
)
LOWERED = r"""$p_n = \sigma(w^\top x_n)$, $E = -\sum_n [t_n \ln p_n + (1-t_n) \ln (1-p_n)]$

$$\nabla_w E = \sum_n (p_n - t_n) x_n$$
"""
LEAST_SQUARES = r"""$$L = \frac1N \sum_n (w^T x_n + b - t_n)^2$$

$$\frac{\partial L}{\partial w} = \frac2N \sum_n (w^T x_n + b - t_n) x_n$$

$$\frac{\partial L}{\partial b} = \frac2N \sum_n (w^T x_n + b - t_n)$$
"""
ONE_OF_ALL = r"""$y_n = w x_n$, $E_n = \frac12 (y_n - t_n)^2$, $E = \sum_n E_n$

$$\frac{\partial E_n}{\partial w} = (y_n - t_n) x_n$$

$$\frac{\partial E}{\partial w} = \sum_n (y_n - t_n) x_n$$
"""
CAPITALS = r"""All examples at once: $Z = w^T X + b$ and $A = \sigma(Z)$.

$$\frac{da}{dz} = a (1 - a)$$

$$J = -\frac1m \sum_{i=1}^m \left[ y^{(i)} \log a^{(i)} + (1-y^{(i)}) \log(1-a^{(i)}) \right]$$

$$\frac{\partial J}{\partial w_j} = \frac1m \sum_{i=1}^m x_j^{(i)} (a^{(i)} - y^{(i)})$$

$$\frac{\partial J}{\partial b} = \frac1m \sum_{i=1}^m (a^{(i)} - y^{(i)})$$
"""
SLIPS = [
    (ONE_OF_ALL, r"w} = \sum_n (y_n - t_n)", "w} = (y_n - t_n)", 5),
    (ONE_OF_ALL, r"w} = (y_n - t_n)", "w} = (t_n - y_n)", 3),
    (CAPITALS, "a (1 - a)", "a (1 + a)", 3),
    (CAPITALS, r"b} = \frac1m", "b} =", 9),
    (LOGISTIC, "x^{(i)} (a^{(i)} - y^{(i)})", "x^{(i)} (y^{(i)} - a^{(i)})", 5),
    (LOGISTIC, r"b} = \frac1m \sum", r"b} = \sum", 7),
    (ENTRIES, "x_j^{(i)} (a", "x_j^{(i)} a^{(i)} (a", 5),
    (LOWERED, "(p_n - t_n) x_n", "(p_n - t_n) p_n x_n", 3),
    (LEAST_SQUARES, r"b} = \frac2N", r"b} = \frac1N", 5),
    (LEAST_SQUARES, "b - t_n) x_n", "b + t_n) x_n", 3),
]


@pytest.mark.parametrize("sheet", [LOGISTIC, ENTRIES, LOWERED, LEAST_SQUARES, ONE_OF_ALL, CAPITALS])
def test_right_gradients_hold(sheet):
    claims = [one for one in derive.verify(sheet).claims if "partial" in one.left + one.right
              or "nabla" in one.left]  # fmt: skip
    assert claims
    assert {one.verdict for one in claims} == {"holds"}


@pytest.mark.parametrize(("sheet", "right", "wrong", "line"), SLIPS)
def test_a_slip_is_found_at_its_line(sheet, right, wrong, line):
    assert sheet.count(right) == 1
    assert [one.line for one in derive.verify(sheet.replace(right, wrong)).findings] == [line]
