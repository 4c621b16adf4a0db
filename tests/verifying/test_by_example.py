"""Of a batch, a gradient is that of all examples, but where the sheet goes example by example.

All numbers are of y = w x + b by hand: the errors are -0.3 and 0.25, and -0.3 and -0.7.
"""

import pytest

import derive

ROWS = r"""
Two examples, one in each row: $X = \begin{pmatrix} 1 & 2 \\ 0.5 & -1 \end{pmatrix}$,
$y = \begin{pmatrix} 1 \\ 0 \end{pmatrix}$, $W = \begin{pmatrix} 0.3 & 0.1 \end{pmatrix}$,
$b = 0.2$, $\eta = 0.1$.

$$\hat y = X W^\top + b = \begin{pmatrix} 0.7 \\ 0.25 \end{pmatrix}$$
$$L = \frac{1}{2} \sum_n (\hat y_n - y_n)^2 = 0.07625$$
$$\frac{\partial L}{\partial \hat y} = \hat y - y = \begin{pmatrix} -0.3 \\ 0.25 \end{pmatrix}$$
"""
COLUMNS = r"""
$X = \begin{pmatrix} 1 & 0.5 \\ 2 & -1 \end{pmatrix}$, $Y = \begin{pmatrix} 1 & 0 \end{pmatrix}$,
$W = \begin{pmatrix} 0.3 & 0.1 \end{pmatrix}$, $b = 0.2$.

$$Z = W X + b = \begin{pmatrix} 0.7 & 0.25 \end{pmatrix}, \qquad A = Z$$
$$J = \frac{1}{2m} \sum_{i=1}^m (a^{(i)} - y^{(i)})^2 = 0.038125$$
$$dZ = A - Y = \begin{pmatrix} -0.3 & 0.25 \end{pmatrix}$$
"""
NUMBERED = r"""
$x^{(1)} = 2$, $t^{(1)} = 1$; $x^{(2)} = -1$, $t^{(2)} = 0.5$; $w = 0.3$, $b = 0.1$.

$$\hat y^{(1)} = w x^{(1)} + b = 0.7, \qquad \hat y^{(2)} = w x^{(2)} + b = -0.2$$
$$E = \frac12 \sum_n (\hat y^{(n)} - t^{(n)})^2 = \frac12 ((-0.3)^2 + (-0.7)^2) = 0.29$$
"""
GERMAN = r"""
$x^{(1)} = 2$, $t^{(1)} = 1$; $x^{(2)} = -1$, $t^{(2)} = 0,5$; $w = 0,3$, $b = 0,1$.

$$E = \frac12 \sum_n (\hat y^{(n)} - t^{(n)})^2 = \frac12 ((-0,3)^2 + (-0,7)^2) = 0,29$$

1. Beispiel:
$$\hat y = w x + b = 0,3 \cdot 2 + 0,1 = 0,7$$
$$\frac{\partial E}{\partial w} = (\hat y - t) x = -0,6$$
$$\frac{\partial E}{\partial b} = -0,3$$

2. Beispiel:
$$\hat y = w x + b = 0,3 \cdot (-1) + 0,1 = -0,2$$
"""
B = r"$$\frac{\partial L}{\partial b} = "
ONE, OTHER, BOTH = B + "-0.3$$", B + "0.25$$", B + "-0.05$$"
SUM = r"$$\frac{\partial E}{\partial b} = \sum_n (\hat y^{(n)} - t^{(n)}) = "


@pytest.mark.parametrize(
    ("head", "line", "wrong"),
    [
        (ROWS, BOTH, False),
        (ROWS, ONE, True),
        (ROWS, OTHER, True),
        (ROWS, f"{ONE}\n{OTHER}\n{BOTH}", False),
        (ROWS, f"Of the first example alone:\n{ONE}\nBoth together:\n{BOTH}", False),
        (ROWS, BOTH.replace("L}", "L_1}").replace("-0.05", "-0.3"), False),
        (ROWS, "$$b_{new} = 0.205$$", False),
        (ROWS, "$$b_{new} = 0.230$$", True),
        (COLUMNS, r"$$db = \frac1m \sum_i dZ^{(i)} = -0.025$$", False),
        (COLUMNS, r"$$db = \frac1m \sum_i dZ^{(i)} = -0.15$$", True),
        (NUMBERED, SUM + "-1.0$$", False),
        (NUMBERED, SUM + "-0.3$$", True),
        (GERMAN, r"$$\frac{\partial E}{\partial b} = -0,7$$", False),
        (GERMAN, r"$$\frac{\partial E}{\partial b} = -0,3$$", True),
    ],
)
def test_a_gradient_of_one_example(head: str, line: str, wrong: bool) -> None:
    found = [one for one in derive.verify(head + line).findings if one.root is None]
    told = len(head.splitlines()) + 1
    assert [one.line for one in found] == [told] * wrong
