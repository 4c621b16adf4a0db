"""Differentials claim nothing that definitions decide; gradients beside them are still judged."""

import pytest

import derive

SHEET = r"""
Let $\mathbf{W} \in \mathbb{R}^{m \times n}$ and $\mathbf{r} = \mathbf{W} \mathbf{x} - \mathbf{y}$,
$F = \frac12 \|\mathbf{r}\|^2$.

$$d\mathbf{r} = d\mathbf{W} \mathbf{x}$$

$$d\big(\tfrac12 \|\mathbf{r}\|^2\big) = \mathbf{r}^\top d\mathbf{r}
= \mathbf{r}^\top d\mathbf{W} \mathbf{x}$$

$$\mathbf{r}^\top d\mathbf{W} \mathbf{x} = \mathbf{x}^\top d\mathbf{W}^\top \mathbf{r}
= \operatorname{tr}(d\mathbf{W}^\top \mathbf{r} \mathbf{x}^\top)$$

$$\frac{\partial F}{\partial \mathbf{W}} = \mathbf{r} \mathbf{x}^\top$$
"""


def test_differentials_are_not_accused():
    report = derive.verify(SHEET)
    assert report.holds
    assert report.claims[-1].verdict == "holds"


def test_a_wrong_gradient_beside_them_is_found():
    right = r"\mathbf{W}} = \mathbf{r} \mathbf{x}^\top"
    for slip in (right.replace("= ", "= -"), right.replace("= ", "= 2 ")):
        assert right in SHEET
        found = derive.verify(SHEET.replace(right, slip)).findings
        assert [(one.line, one.verdict) for one in found] == [(13, "wrong")]


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        (r"\mathbf{r} \mathbf{x}^\top)", r"\mathbf{x} \mathbf{r}^\top)", 11),
        (r"= \mathbf{x}^\top d\mathbf{W}^\top", r"= -\mathbf{x}^\top d\mathbf{W}^\top", 10),
    ],
)
def test_what_holds_of_no_matrix_is_found(right, slip, line):
    assert right in SHEET
    found = derive.verify(SHEET.replace(right, slip)).findings
    assert (line, "wrong") in [(one.line, one.verdict) for one in found]


def test_a_letter_that_is_defined_is_no_differential():
    text = (
        "$d = y - t$, $L = \\frac12 d^2$, $y = V h$. So $\\frac{\\partial L}{\\partial h} = d V^T$."
    )
    assert "wrong" not in [one.verdict for one in derive.verify(text).claims]
