# ruff: noqa: E501
"""Sheets that tell their data in tables, in words, in formulas: right ones, and one slip each.

The numbers are worked out by hand; each sheet is right as it stands, and each change is a slip.
"""

from __future__ import annotations

import math

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS


def findings(sheet: str) -> list[int]:
    """The lines that are newly wrong."""
    return [one.line for one in derive.verify(sheet).claims if one.verdict in FINDINGS]


ADALINE = r"""
A linear unit $y = w_1 x_1 + w_2 x_2 + b$ learns by $w_i \leftarrow w_i + \eta (d - y) x_i$.
Start: $w_1 = 0.5$, $w_2 = -0.5$, $b = 0$, $\eta = 0.1$.

Pattern 1: $x = (2, 1)$, $d = 1$.

- $y = 0.5 \cdot 2 - 0.5 \cdot 1 + 0 = 0.5$
- $d - y = 1 - 0.5 = 0.5$
- $w_1 = 0.5 + 0.1 \cdot 0.5 \cdot 2 = 0.6$
- $w_2 = -0.5 + 0.1 \cdot 0.5 \cdot 1 = -0.45$
- $b = 0 + 0.1 \cdot 0.5 = 0.05$

Pattern 2: $x = (1, 3)$, $d = -1$.

- $y = 0.6 \cdot 1 - 0.45 \cdot 3 + 0.05 = -0.7$
- $d - y = -1 - (-0.7) = -0.3$
- $w_1 = 0.6 + 0.1 \cdot (-0.3) \cdot 1 = 0.57$
"""
LINE = r"""
Model $\hat y = w x + b$, loss $L = \frac{1}{N}\sum_{i=1}^{N} (\hat y_i - y_i)^2$ with $N = 3$.

| $i$ | $x_i$ | $y_i$ |
|---|---|---|
| 1 | 1 | 2 |
| 2 | 2 | 3 |
| 3 | 3 | 7 |

Start: $w = 1$, $b = 1$, $\eta = 0.04$.

$\hat y_1 = 1 \cdot 1 + 1 = 2$, $\hat y_2 = 1 \cdot 2 + 1 = 3$, $\hat y_3 = 1 \cdot 3 + 1 = 4$

$w_{new} = 1 - 0.04 \cdot (-6) = 1.24$ and $b_{new} = 1 - 0.04 \cdot (-2) = 1.08$

$\hat y_1 = 1.24 \cdot 1 + 1.08 = 2.32$

$L_{new} = \frac{1}{3}\left( 0.32^2 + 0.56^2 + (-2.2)^2 \right) = 1.752$
"""
COLUMNS = r"""
We fit $\hat y = w x + b$ on $J = \frac1n \sum_{i=1}^{n} (w x_i + b - y_i)^2$, $n = 4$,
from $w = 0.5$, $b = 0$, with learning rate $0.02$.

\begin{tabular}{c|cccc}
$x_i$ & 1 & 2 & 3 & 4 \\
$y_i$ & 2 & 3 & 5 & 6 \\
$e_i = \hat y_i - y_i$ & $-1.5$ & $-2$ & $-3.5$ & $-4$
\end{tabular}
The cost is $J = \frac14 (2.25 + 4 + 12.25 + 16) = 8.625$.
\begin{align*}
\frac{\partial J}{\partial w} &= \frac{2}{4} \cdot (-32) = -16 \\
\frac{\partial J}{\partial b} &= \frac{2}{4} \cdot (-11) = -5.5 \\
w &\leftarrow 0.5 - 0.02 \cdot (-16) = 0.82
\end{align*}
"""
WORDS = r"""
Sigmoid units, binary cross-entropy. $x = (0.5, 1)$, $y = 0$, learning rate $0.3$.

- first hidden unit: weights $(0.2, 0.4)$, bias $0.5$
- second hidden unit: weights $(-0.6, 0.8)$, bias $-0.5$
- output unit: weights $(2, -1)$, bias $-0.5$

$z^{(1)}_1 = 0.2 \cdot 0.5 + 0.4 \cdot 1 + 0.5 = 1$

$z^{(1)}_2 = -0.6 \cdot 0.5 + 0.8 \cdot 1 - 0.5 = 0$

$a^{(1)}_1 = \sigma(1) = 0.7311$, $a^{(1)}_2 = \sigma(0) = 0.5$

$z^{(2)} = 2 \cdot 0.7311 - 1 \cdot 0.5 - 0.5 = 0.4622$
"""
COEFFICIENTS = r"""
\[ h_1 = \mathrm{ReLU}(-0.4 x_1 + 0.9 x_2 - 0.4), \quad
h_2 = \mathrm{ReLU}(0.8 x_1 + 0.3 x_2 - 0.5), \quad o = 0.7 h_1 - 1.2 h_2 + 0.2 . \]
The loss is $E = (o - t)^2$, $x = (1, 2)$, $t = 1$.

$h_1 = \mathrm{ReLU}(-0.4 \cdot 1 + 0.9 \cdot 2 - 0.4) = 1$

$h_2 = \mathrm{ReLU}(0.8 \cdot 1 + 0.3 \cdot 2 - 0.5) = 0.9$

$o = 0.7 \cdot 1 - 1.2 \cdot 0.9 + 0.2 = -0.18$

$\frac{\partial E}{\partial o} = 2 (-0.18 - 1) = -2.36$
"""
BY_INDEX = r"""
Tanh hidden units, linear outputs, no biases.

| | $i$ or $j$ = 1 | $i$ or $j$ = 2 |
|---|---|---|
| $w_{1i}^{(1)}$ | 0.3 | -0.1 |
| $w_{2i}^{(1)}$ | 0.2 | 0.5 |
| $w_{1j}^{(2)}$ | 0.7 | -0.6 |
| $w_{2j}^{(2)}$ | 0.4 | 0.9 |

$x_1 = 1$, $x_2 = -0.5$, $t_1 = 0.5$, $t_2 = -0.2$.

$a_1 = 0.3 \cdot 1 - 0.1 \cdot (-0.5) = 0.35$

$a_2 = 0.2 \cdot 1 + 0.5 \cdot (-0.5) = -0.05$

$z_1 = \tanh(0.35) = 0.3364$ and $z_2 = \tanh(-0.05) = -0.0500$

$y_1 = 0.7 \cdot 0.3364 - 0.6 \cdot (-0.0500) = 0.2655$
"""
OUTPUT_BIAS = r"""
The hidden units use $f(u) = \begin{cases} u & u > 0 \\ 0.1\,u & u \le 0 \end{cases}$,
the output is a sigmoid.
$x_1 = 1.5$, $x_2 = -1$, $y = 1$, $W = \begin{bmatrix} 0.4 & -0.3 \\ -0.2 & 0.5 \end{bmatrix}$,
$v = \begin{bmatrix} 0.7 & -0.5 \end{bmatrix}$, $c = -0.1$.

$u_1 = 0.4 \cdot 1.5 + (-0.3) \cdot (-1) = 0.9$

$u_2 = -0.2 \cdot 1.5 + 0.5 \cdot (-1) = -0.8$

$h_1 = f(0.9) = 0.9$ and $h_2 = f(-0.8) = -0.08$

$q = 0.7 \cdot 0.9 - 0.5 \cdot (-0.08) - 0.1 = 0.57$
"""
OFFSET = r"""
$h_j = \tanh(w_j x + b_j)$ and $o = q_1 h_1 + q_2 h_2 + q_0$ with $x = 2$, $d = 1$, $E = \frac12 (o - d)^2$,

| $w_1$ | $b_1$ | $w_2$ | $b_2$ | $q_1$ | $q_2$ | $q_0$ |
|---|---|---|---|---|---|---|
| 0.3 | -0.1 | -0.4 | 0.8 | 0.6 | 0.9 | -0.2 |

$h_1 = \tanh(0.3 \cdot 2 - 0.1) = \tanh(0.5) = 0.4621$

$h_2 = \tanh(-0.4 \cdot 2 + 0.8) = \tanh(0) = 0$

$o = 0.6 \cdot 0.4621 + 0.9 \cdot 0 - 0.2 = 0.0773$

$\partial E/\partial q_1 = (0.0773 - 1) \cdot 0.4621 = -0.4264$

With $\eta = 0.5$: $q_1 = 0.6 - 0.5 \cdot (-0.4264) = 0.8132$
"""
LEADING_ONE = r"""
A sigmoid neuron, $y = \sigma(a)$ with $a = w_0 x_0 + w_1 x_1 + w_2 x_2$, $x_0 = 1$ always.
$E = \frac12 (y - t)^2$, $\eta = 0.5$, $w = (0.1, -0.2, 0.3)$. The examples are $x = (1, 1, 2)$,
$t = 0$ and $x = (1, -1, 0.5)$, $t = 1$.

$a = 0.1 \cdot 1 - 0.2 \cdot 1 + 0.3 \cdot 2 = 0.5$ and $y = \sigma(0.5) = 0.6225$

$\delta = (y - t)\, y (1 - y) = 0.6225 \cdot 0.6225 \cdot (1 - 0.6225) = 0.1463$

$g_1 = \delta x_1 = 0.1463 \cdot 1 = 0.1463$

$g_2 = \delta x_2 = 0.1463 \cdot 2 = 0.2926$

$w_2 = 0.3 - 0.5 \cdot 0.2926 = 0.1537$
"""
DELTAS = r"""
$x = (1, -2)^T$, $t = 0.5$, $W = \begin{pmatrix} 0.2 & -0.5 \\ 0.7 & 0.3 \end{pmatrix}$,
$b = \begin{pmatrix} 0.1 \\ -0.4 \end{pmatrix}$, $v = \begin{pmatrix} 0.5 \\ -0.8 \end{pmatrix}$, $c = 0.2$.
ReLU hidden units, the output $y = v^T h + c$ is linear, $E = \frac12 (y - t)^2$.

$z_1 = 0.2 \cdot 1 - 0.5 \cdot (-2) + 0.1 = 1.3$

$z_2 = 0.7 \cdot 1 + 0.3 \cdot (-2) - 0.4 = -0.3$

$h_1 = 1.3$, $h_2 = 0$ and $y = 0.5 \cdot 1.3 - 0.8 \cdot 0 + 0.2 = 0.85$

$\delta_y = y - t = 0.35$ and $\delta_j = v_j\, \delta_y\, \mathrm{ReLU}'(z_j)$

$\delta_1 = 0.5 \cdot 0.35 \cdot 1 = 0.175$

$\delta_2 = -0.8 \cdot 0.35 \cdot 0 = 0$

$\frac{\partial E}{\partial W} = \delta\, x^T = \begin{pmatrix} 0.175 & -0.35 \\ 0 & 0 \end{pmatrix}$
"""
TICKED = """
```
s = w*x + b
h = tanh(s)
y = v*h + c
E = (y - t)^2
```

Say `x = 1.5`, `t = 1`, and we start from `w = 0.4`, `b = -0.1`, `v = 0.8`, `c = 0.2`.

```
s = 0.4*1.5 - 0.1 = 0.5
h = tanh(0.5) = 0.4621
y = 0.8*0.4621 + 0.2 = 0.5697
dE/dy = 2*(y - t) = 2*(0.5697 - 1) = -0.8606
```
"""
CHAIN = r"""
$z_1 = w_1 x$, $a_1 = \sigma(z_1)$, $z_2 = w_2 a_1 + b_2$, $a_2 = \sigma(z_2)$. For $x = 2$, $y = 1$,
$w_1 = 0.25$, $w_2 = -1$, $b_2 = 0.4$ and $E = \frac12 (y - a_2)^2$:

$z_1 = 0.25 \cdot 2 = 0.5$ and $a_1 = \sigma(0.5) = 0.622$

$z_2 = -1 \cdot 0.622 + 0.4 = -0.222$ and $a_2 = \sigma(-0.222) = 0.445$

$\delta_2 = (a_2 - y)\, a_2 (1 - a_2) = (0.445 - 1) \cdot 0.445 \cdot (1 - 0.445) = -0.137$
"""
AFTER = r"""
One tanh unit and a linear output, $q = w x$, $h = \tanh(q)$, $y = v h$, no biases. $x = 2$, $t = 1$,
$w = 0.25$, $v = 0.5$, $E = \frac12 (y - t)^2$, $\eta = 0.25$.

**Iteration 1.** $q = 0.25 \cdot 2 = 0.5$, $h = \tanh(0.5) = 0.4621$, $y = 0.5 \cdot 0.4621 = 0.2311$

$\frac{\partial E}{\partial v} = (0.2311 - 1) \cdot 0.4621 = -0.3553$

$\frac{\partial E}{\partial w} = (0.2311 - 1) \cdot 0.5 \cdot (1 - 0.4621^2) \cdot 2 = -0.6047$

$v = 0.5 - 0.25 \cdot (-0.3553) = 0.5888$ and $w = 0.25 - 0.25 \cdot (-0.6047) = 0.4012$

**Iteration 2.** $q = 0.4012 \cdot 2 = 0.8024$

$h = \tanh(0.8024) = 0.6653$
"""
FROM_TO = r"""
$w_{ij}$ leads from input $i$ to neuron $j$; all neurons are logistic. $x = (1, 0)$, $t = 1$,
$w_{11} = 0.5$, $w_{21} = 0.3$, $w_{12} = -0.4$, $w_{22} = 0.8$, $v_1 = 0.6$, $v_2 = -0.7$, $b = 0.1$.

$net_1 = w_{11} x_1 + w_{21} x_2 = 0.5 \cdot 1 + 0.3 \cdot 0 = 0.5$

$net_2 = w_{12} x_1 + w_{22} x_2 = -0.4 \cdot 1 + 0.8 \cdot 0 = -0.4$

$h_1 = \sigma(0.5) = 0.6225$ and $h_2 = \sigma(-0.4) = 0.4013$

$net_o = 0.6 \cdot 0.6225 - 0.7 \cdot 0.4013 + 0.1 = 0.1926$
"""
PATTERNS = r"""
$v = \varphi(u)$ with $u = w_1 x_1 + w_2 x_2 + b$, $\varphi(u) = 1/(1+\exp(-u))$, $E = \frac12 (v - d)^2$.
$w_1 = 0.2$, $w_2 = -0.4$, $b = 0.1$, $\eta = 0.8$.

\begin{tabular}{c|cc|c}
 pattern & $x_1$ & $x_2$ & $d$ \\
 1 & $1$ & $2$ & $1$ \\
 2 & $2$ & $-1$ & $0$
\end{tabular}

$u = 0.2 \cdot 1 - 0.4 \cdot 2 + 0.1 = -0.5$ and $v = \varphi(-0.5) = 0.3775$

$w_1 \leftarrow 0.2 - 0.8 \cdot (-0.1463) \cdot 1 = 0.3170$

$w_2 \leftarrow -0.4 - 0.8 \cdot (-0.1463) \cdot 2 = -0.1659$

$b \leftarrow 0.1 - 0.8 \cdot (-0.1463) = 0.2170$

Pattern 2: $u = 0.3170 \cdot 2 - 0.1659 \cdot (-1) + 0.2170 = 1.0169$

So $w = (0.3170, -0.1659)$ after the first pattern.
"""
CLASS = r"""
The label is the **second** class. $W = \begin{bmatrix} 0.5 & -0.3 \\ -0.2 & 0.6 \end{bmatrix}$,
$b = \begin{bmatrix} 0 \\ 0.1 \end{bmatrix}$, $x = (1, 2)^T$, $p = \mathrm{softmax}(z)$, learning rate 0.5.

$z = W x + b = \begin{bmatrix} -0.1 \\ 1.1 \end{bmatrix}$

$p = \begin{bmatrix} 0.231 \\ 0.769 \end{bmatrix}$

$\frac{\partial L}{\partial z} = \begin{bmatrix} 0.231 \\ -0.231 \end{bmatrix}$
"""
LED = r"""
$\mathbf{x}^{(0)} = (1, x_1, x_2)^T$ and $\mathbf{s}^{(l)} = (W^{(l)})^T \mathbf{x}^{(l-1)}$, tanh units.

$\mathbf{x}^{(0)} = \begin{pmatrix} 1 \\ 2 \\ 1 \end{pmatrix}$,
$W^{(1)} = \begin{pmatrix} 0.1 & 0.4 \\ 0.5 & -0.2 \\ -0.3 & 0.6 \end{pmatrix}$,
$W^{(2)} = \begin{pmatrix} 0.2 \\ 1 \\ -0.7 \end{pmatrix}$, $y = 1$.

$\mathbf{s}^{(1)} = \begin{pmatrix} 0.8 \\ 0.6 \end{pmatrix}$

$s_1^{(2)} = 0.2 \cdot 1 + 1 \cdot 0.664 - 0.7 \cdot 0.537 = 0.488$
"""
SHEETS = {
    "adaline": (ADALINE, r"-0.5 + 0.1 \cdot 0.5 \cdot 1 = -0.45", r"-0.5 - 0.1 \cdot 0.5 \cdot 1 = -0.55"),
    "rows": (LINE, "1.24 \\cdot 1 + 1.08 = 2.32", "1.24 \\cdot 1 + 1 = 2.24"),
    "columns": (COLUMNS, r"\frac{2}{4} \cdot (-32) = -16", r"2 \cdot (-32) = -64"),
    "words": (WORDS, r"- 1 \cdot 0.5 - 0.5 = 0.4622", r"- 1 \cdot 0.5 = 0.9622"),
    "coefficients": (COEFFICIENTS, "2 - 0.5) = 0.9", "2) = 1.4"),
    "index": (BY_INDEX, r"0.2 \cdot 1 + 0.5 \cdot (-0.5) = -0.05", r"-0.1 \cdot 1 + 0.5 \cdot (-0.5) = -0.35"),
    "output bias": (OUTPUT_BIAS, "= -0.08", "= -0.8"),
    "offset": (OFFSET, r"0.9 \cdot 0 - 0.2 = 0.0773", r"0.9 \cdot 0 = 0.2773"),
    "leading one": (LEADING_ONE, "= 0.1537", "= 0.2926"),
    "deltas": (DELTAS, r"0.35 \cdot 0 = 0", r"0.35 \cdot 1 = -0.28"),
    "ticked": (TICKED, "2*(y - t) = 2*(0.5697 - 1) = -0.8606", "y - t = 0.5697 - 1 = -0.4303"),
    "chain": (CHAIN, r"-1 \cdot 0.622 + 0.4 = -0.222", r"-1 \cdot 0.622 = -0.622"),
    "from i to j": (FROM_TO, r"-0.4 \cdot 1 + 0.8 \cdot 0 = -0.4", r"0.3 \cdot 1 + 0.8 \cdot 0 = 0.3"),
    "patterns": (PATTERNS, r"0.1 - 0.8 \cdot (-0.1463) = 0.2170", r"- 0.8 \cdot (-0.1463) = 0.1170"),
    "class": (CLASS, r"0.231 \\ -0.231 \end", r"-0.769 \\ 0.769 \end"),
    "led by 1": (LED, r"\begin{pmatrix} 0.8 \\ 0.6 \end", r"\begin{pmatrix} 0.8 \\ 0.2 \end"),
    "iteration": (AFTER, r"q = 0.4012 \cdot 2 = 0.8024", r"q = 0.25 \cdot 2 = 0.5000"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_data_are_found_where_they_stand(name: str) -> None:
    sheet, right, slipped = SHEETS[name]
    assert findings(sheet) == []
    assert sheet.count(right) == 1
    wrong = findings(sheet.replace(right, slipped))
    assert wrong[:1] == [sheet[: sheet.index(right)].count("\n") + 1]


@pytest.mark.parametrize(
    "sheet",
    [
        r"""A perceptron: $y = +1$ if $a = w_1 x_1 + w_2 x_2 + b \geq 0$ and $y = -1$ otherwise.
$w_1 = 1$, $w_2 = -1$, $b = 0$. Rule: $w_i \leftarrow w_i + \frac12 (t - y) x_i$.

1. $x = (2, 1)$, $t = -1$: $a = 1 \cdot 2 + (-1) \cdot 1 + 0 = 1$, so $y = 1$ and $w_1 \leftarrow 1 - 2 = -1$.
2. $x = (1, 3)$, $t = 1$: $a = -1 \cdot 1 + (-2) \cdot 3 - 1 = -8$, so $y = -1$.""",
        r"""The unit fires ($y = 1$) if $w_1 x_1 + w_2 x_2 \ge \theta$ and is silent ($y=0$) otherwise.

- $(0,0)$, $t=0$: $0.3\cdot 0 - 0.1\cdot 0 = 0.0 < 0.2$, so $y=0$ and $t-y=0$.
- $(1,0)$, $t=0$: $0.3\cdot 1 - 0.1\cdot 0 = 0.3 \ge 0.2$, so $y=1$ and $t-y=-1$.""",
        r"""A linear unit $\hat y = w_1 x_1 + w_2 x_2 + b$ with weight decay,
$$E = \frac12 (\hat y - y)^2 + \frac{\lambda}{2} (w_1^2 + w_2^2)$$

1. $x_1 = 2$, $x_2 = 1$, $y = 1.5$
2. $x_1 = -1$, $x_2 = 1$, $y = -2$

$w_1 = 1$, $w_2 = -2$, $b = 0.5$, $\eta = 0.1$, $\lambda = 0.1$.

$$\frac{\partial E}{\partial w_i} = (\hat y - y) x_i + \lambda w_i$$

Example 1: $\hat y = 1 \cdot 2 + (-2) \cdot 1 + 0.5 = 0.5$, so $\hat y - y = 0.5 - 1.5 = -1$.

$\partial E/\partial w_1 = -1 \cdot 2 + 0.1 \cdot 1 = -1.9$ and $w_1 = 1 - 0.1 \cdot (-1.9) = 1.19$""",
        r"""Neuron 1 is softplus, $v_1 = \ln(1 + e^{u_1})$, neuron 2 is ELU with $\alpha = 1$: $v_2 = u_2$ for
$u_2 > 0$, else $v_2 = e^{u_2} - 1$; $o = q_1 v_1 + q_2 v_2$, $u_j = w_j x$, $x = 2$, $d = 1$, $w_1 = 0.3$,
$w_2 = -0.4$, $q_1 = 0.6$, $q_2 = 0.9$.

$u_1 = 0.3 \cdot 2 = 0.6$ and $u_2 = -0.4 \cdot 2 = -0.8$

$v_1 = \ln(1 + e^{0.6}) = 1.0375$ and $v_2 = e^{-0.8} - 1 = -0.5507$

$o = 0.6 \cdot 1.0375 + 0.9 \cdot (-0.5507) = 0.1269$""",
    ],
    ids=["perceptron", "threshold", "decay", "units of two kinds"],
)  # fmt: skip
def test_what_is_no_descent_of_a_network_is_judged_by_itself(sheet: str) -> None:
    assert findings(sheet) == []


@pytest.mark.parametrize(
    "sheet",
    [
        r"""Let $s = W x$, $h = \tanh(s)$, $u = V h$, $p = \operatorname{softmax}(u)$,
$L = -\sum_k y_k \ln p_k$ with a one-hot $y$.

$$\delta_u := \frac{\partial L}{\partial u} = p - y$$

$$\delta_s := \frac{\partial L}{\partial s} = (V^{\top} (p - y)) \odot (1 - h \odot h)$$""",
        r"""$D = \begin{pmatrix} 0.05 & 0 \\ -0.175 & 0.2625 \end{pmatrix}$, and
$$\frac{\partial L}{\partial b} = \text{column sums of } D = (-0.125, 0.2625)$$""",
        r"""$x = 2$, $w = 0.6$, $b = -1.1$, $y = 0$, $L = (p - y)^2$ with $p = \sigma(u)$, $u = m + b$, $m = w x$.

$m = 0.6 \cdot 2 = 1.2$, $u = 1.2 - 1.1 = 0.1$, $p = \sigma(0.1) = 0.525$

$\frac{\partial L}{\partial m} = 2 \cdot 0.525 \cdot 0.525 \cdot (1 - 0.525) = 0.262$""",
        r"""$s(z) = z\, \sigma(z)$.

For $z < 0$ we have $g(z) = e^z - 1$.""",
        r"""The cost is $J = \frac13 (2.25 + 2.25 + 9) = 4.5$. After the step it has dropped to $J = 0.18$.""",
    ],
    ids=["named by what is derived by", "words that end in of", "a node of its own", "a piece", "dropped"],
)  # fmt: skip
def test_what_is_said_in_passing_accuses_nobody(sheet: str) -> None:
    assert findings(sheet) == []


BATCH = r"""Two examples $X = \begin{pmatrix}1&2\\0&1\end{pmatrix}$ (rows are examples),
$t=\begin{pmatrix}1\\0\end{pmatrix}$, $w = \begin{pmatrix}0.5\\-0.3\end{pmatrix}$, $b=0.1$. $L = LOSS\sum_n (y_n-t_n)^2$.

$$y = Xw+b = \begin{pmatrix}0.0\\-0.2\end{pmatrix}$$

$$L = LOSS\left((0-1)^2+(-0.2-0)^2\right) = VALUE$$

$$\frac{\partial L}{\partial w} = MEANX^T(y-t)$$

$$\frac{\partial L}{\partial b} = MEAN\sum_n (y_n - t_n) = BIAS$$
"""


def test_whether_a_loss_is_a_mean_is_told_by_its_formula() -> None:
    def sheet(loss: str, value: str, factor: str, bias: str) -> str:
        told = BATCH.replace("LOSS", loss).replace("VALUE", value).replace("BIAS", bias)
        return told.replace("MEAN", factor)

    assert findings(sheet(r"\frac12", "0.52", "", "-1.2")) == []
    assert findings(sheet(r"\frac12", "0.52", "", "-1.2").replace("= X^T", r"= \frac12 X^T")) == [8]
    mean = r"\frac1{2\cdot 2}"
    assert findings(sheet(mean, "0.26", r"\frac12 ", "-0.6")) == []
    assert findings(sheet(mean, "0.26", "", "-1.2")) == [8, 10]


CLASSES = {
    "letter": "with the loss $L = -\\ln p_c$, where $c$ is the true class. Here $c = 2$.",
    "index": "with the loss $L = -\\ln p_k$, where $k$ is the correct class. Here $k = 2$.",
    "one-hot": "with the loss $L = -\\ln p_2$; $y$ is the one-hot vector of class 2.",
}


@pytest.mark.parametrize("words", CLASSES.values(), ids=CLASSES)
def test_the_class_is_told_by_a_letter_or_as_a_one_hot_vector(words):
    powers = [math.exp(one) for one in (0.3, -0.4)]
    p = [f"{one / sum(powers):.4f}" for one in powers]
    sheet = rf"""A classifier $z = W x + b$, $p = \mathrm{{softmax}}(z)$ {words}

$$x = \begin{{pmatrix}} 1 \\ 2 \end{{pmatrix}}, \quad
W = \begin{{pmatrix}} 0.5 & -0.1 \\ 0.2 & -0.3 \end{{pmatrix}},
\quad b = \begin{{pmatrix}} 0 \\ 0 \end{{pmatrix}}$$

$$z_1 = 0.3, \quad z_2 = -0.4, \quad p_1 = {p[0]}, \quad p_2 = {p[1]}$$

$$\delta_1 = {p[0]}, \quad \delta_2 = {float(p[1]) - 1:.4f}$$
"""
    assert derive.verify(sheet).holds
    (found,) = derive.verify(sheet.replace(f"_2 = {float(p[1]) - 1:.4f}", f"_2 = {p[1]}")).findings
    assert found.left == r"\delta_2"
