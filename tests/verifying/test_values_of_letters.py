r"""Letters worked out from numbers only, targets put in, what is a little less, and functions that
stand beside an activation."""

import math

import pytest

import derive

CHAIN = r"""
We have $\hat y = \theta_3 \tanh(\theta_1 x + \theta_2)$ and $J = (\hat y - y)^2$ at
$\theta_1 = 1.2$, $\theta_2 = -0.3$, $\theta_3 = 0.8$, $x = 0.5$, $y = -0.2$.

$t = \tanh(0.3) = 0.2913$

$\hat y = 0.8 \cdot 0.2913 = 0.2330$

$\frac{d\hat y}{d\theta_3} = t = 0.2913$

$\frac{dJ}{d\hat y} = 2(\hat y - y) = 2(0.2330 + 0.2) = 0.8660$
"""
LITTLE = r"""
A neuron $a = \sigma(w x + b)$ with $w = 0.7$, $x = 1.5$, $b = -0.2$, target $y = 0$ and
$C = \frac12 (a - y)^2$; central difference with $\varepsilon = 0.1$.

$z = 0.7 \cdot 1.5 - 0.2 = 0.85$, $a = \sigma(0.85) = 0.70057$

At $w - \varepsilon = 0.6$:

$z_- = 0.6 \cdot 1.5 - 0.2 = 0.7$, $a_- = \sigma(0.7) = 0.66819$
"""


@pytest.mark.parametrize("sheet", [CHAIN, LITTLE])
def test_right_lines_are_not_accused(sheet):
    assert derive.verify(sheet).holds


@pytest.mark.parametrize(
    ("sheet", "right", "wrong", "line"),
    [
        (CHAIN, "= t = 0.2913", "= t = 0.2931", 9),
        (CHAIN, r"2(\hat y - y)", r"(\hat y - y)", 11),
        (LITTLE, r"0.6 \cdot 1.5 - 0.2 = 0.7", r"0.6 \cdot 1.5 - 0.2 = 0.5", 9),
    ],
)
def test_a_slip_is_found(sheet, right, wrong, line):
    assert sheet.count(right) == 1
    found = {one.line for one in derive.verify(sheet.replace(right, wrong)).findings}
    assert found == {line}


EXERCISE = """
title = "A GELU"
[network]
inputs = 1
loss = "half squared error"
layer = [{ units = 1, activation = "gelu" }, { units = 1, activation = "identity" }]
[numbers]
W.1 = [[0.5]]
b.1 = [0.1]
W.2 = [[2]]
b.2 = [0]
[[example]]
x = [1]
t = [0]
"""
PHI = 0.5 * (1 + math.erf(0.6 / math.sqrt(2)))
DENSITY = math.exp(-0.18) / math.sqrt(2 * math.pi)
GELU = rf"""
$u = 0.5 \cdot 1 + 0.1 = 0.6$, $\Phi(u) = {PHI:.6f}$, $\phi(u) = {DENSITY:.6f}$

$h = u \Phi(u) = {0.6 * PHI:.6f}$

$\mathrm{{GELU}}'(u) = \Phi(u) + u \phi(u) = {PHI + 0.6 * DENSITY:.6f}$
"""


def test_gelu_is_written_by_the_normal_distribution(tmp_path):
    path = tmp_path / "gelu.toml"
    path.write_text(EXERCISE)
    assert derive.verify(GELU, exercise=str(path)).holds
    slip = GELU.replace(r"\Phi(u) + u \phi(u)", r"\Phi(u) + \phi(u)")
    assert [one.line for one in derive.verify(slip, exercise=str(path)).findings] == [6]


SOFTMAX = r"""
A softmax of three classes; the right class is the third one. $x = (1, 2)$,
$W = \begin{pmatrix} 0.2 & 0.1 \\ 0.5 & -0.1 \\ -0.3 & 0.4 \end{pmatrix}$, $b = (0, 0.3, 0.2)$.

$s = W x + b = (0.4, 0.6, 0.7)$

$p_1 = 0.2800$, $p_2 = 0.3420$, $p_3 = 0.3780$

$L = -\sum_k y_k \ln p_k = -\ln p_3 = 0.9729$
"""


def test_the_target_of_a_class_is_put_in():
    assert derive.verify(SOFTMAX).holds
    slip = SOFTMAX.replace(r"-\ln p_3", r"-\ln p_2")
    assert [one.line for one in derive.verify(slip).findings] == [9]
