"""Formulas of any index with sums over two at once, and numbers that matrices and lists tell."""

import pytest

import derive

# m = sum of k * patch: 2 - 0 + 3 = 5, 1 + 2 = 3 and so on, checked by hand
PLANE = r"""A picture and a kernel:
$$p = \begin{pmatrix} 2 & 1 & 4 \\ 0 & 3 & 2 \\ 1 & 5 & 1 \end{pmatrix}, \qquad
k = \begin{pmatrix} 1 & 0 \\ 0 & -2 \end{pmatrix}$$

$$m_{ij} = \sum_{a,b} k_{ab}\, p_{i+a-1,\,j+b-1}$$

- errors: $e_{11} = 3$, $e_{12} = e_{21} = 0$, $e_{22} = -1$

The gradient $\partial L/\partial k_{rs} = \sum_{ij} e_{ij}\, p_{i+r-1,\,j+s-1}$:

- $\partial L/\partial k_{11} = e_{11} p_{11} + e_{22} p_{22} = 3 \cdot 2 - 1 \cdot 3 = 3$
- $\partial L/\partial k_{12} = e_{11} p_{12} + e_{22} p_{23} = 3 \cdot 1 - 1 \cdot 2 = 1$
- $\partial L/\partial k_{21} = e_{11} p_{21} + e_{22} p_{32} = 3 \cdot 0 - 1 \cdot 5 = -5$
- $\partial L/\partial k_{22} = e_{11} p_{22} + e_{22} p_{33} = 3 \cdot 3 - 1 \cdot 1 = 8$
"""
SLIPS = [
    (r"e_{11} p_{12} + e_{22} p_{23} = 3 \cdot 1 - 1 \cdot 2 = 1",
     r"e_{11} p_{21} + e_{22} p_{23} = 3 \cdot 0 - 1 \cdot 2 = -2", 12),
    (r"e_{11} p_{22} + e_{22} p_{33} = 3 \cdot 3 - 1 \cdot 1 = 8",
     r"e_{11} p_{22} + e_{22} p_{32} = 3 \cdot 3 - 1 \cdot 5 = 4", 14),
    (r"3 \cdot 0 - 1 \cdot 5 = -5", r"3 \cdot 0 - 1 \cdot 1 = -1", 13),
]  # fmt: skip


def test_a_kernel_gradient_holds() -> None:
    report = derive.verify(PLANE)
    assert not [(one.line, one.left, one.right) for one in report.findings]


@pytest.mark.parametrize(("old", "new", "line"), SLIPS)
def test_a_wrong_pixel_is_found(old: str, new: str, line: int) -> None:
    assert old in PLANE
    report = derive.verify(PLANE.replace(old, new))
    assert [one.line for one in report.findings if one.verdict == "wrong"] == [line]


@pytest.mark.parametrize(("formula", "verdict"), [
    (r"-y_i + y_i p_i + \sum_{j \neq i}^{K} y_j p_i = -y_i + \sum_{j=1}^K y_j p_i", "holds"),
    (r"-y_i + y_i p_i - \sum_{j \neq i}^{K} y_j p_i = -y_i + \sum_{j=1}^K y_j p_i", "wrong"),
    (r"\sigma'(z) = \sigma(z) (1 - \sigma(z)) \quad \forall z", "holds"),
    (r"\sigma'(z) = \sigma(z) (1 + \sigma(z)) \quad \forall z", "wrong"),
    (r"z^l = \sum_k W^{l} a^{l-1} + b^l", "no claim"),  # it does not say what k counts
])  # fmt: skip
def test_what_stands_below_a_sum_and_behind_a_formula(formula, verdict):
    assert [one.verdict for one in derive.verify(f"${formula}$").claims] == [verdict]
