"""What the sums of a sheet say: a bias of any letter, and inputs that are aimed at."""

import math

import pytest

import derive

H = round(math.tanh(0.5 * 0.6 + 0.3 * 0.4 + 0.1), 4)
OUT = [round(0.9 * H, 4), round(-0.2 * H + 0.1, 4)]
ERROR = [round(OUT[0] - 0.6, 4), round(OUT[1] + 0.4, 4)]
AUTOENCODER = rf"""
The encoder is $h = \tanh(u_1 x_1 + u_2 x_2 + c)$, the decoder $\hat{{x}}_i = v_i h + d_i$, with
$x_1 = 0.6$, $x_2 = -0.4$, $u_1 = 0.5$, $u_2 = -0.3$, $c = 0.1$, $v_1 = 0.9$, $v_2 = -0.2$,
$d_1 = 0$, $d_2 = 0.1$.

$$h = \tanh(0.52) = {H:.4f}$$
$$\hat{{x}}_1 = 0.9 \cdot {H:.4f} + 0 = {OUT[0]:.4f}$$
$$\hat{{x}}_2 = -0.2 \cdot {H:.4f} + 0.1 = {OUT[1]:.4f}$$
$$E = (\hat{{x}}_1 - x_1)^2 + (\hat{{x}}_2 - x_2)^2 = {ERROR[0] ** 2 + ERROR[1] ** 2:.4f}$$
$$\frac{{\partial E}}{{\partial h}} = GRADIENT$$
"""
BOTH = 1.8 * ERROR[0] - 0.4 * ERROR[1]
THROUGH = rf"2 v_1 (\hat{{x}}_1 - x_1) + 2 v_2 (\hat{{x}}_2 - x_2) = {BOTH:.4f}"
FIRST = rf"2 v_1 (\hat{{x}}_1 - x_1) = {1.8 * ERROR[0]:.4f}"

DECODED = round(0.9 * math.tanh(0.4) + 0.2, 4)
BIAS_D = rf"""
$h = \tanh(w x + b)$, $y = v h + d$, $x = 0.6$, $w = 0.5$, $b = 0.1$, $v = 0.9$, $d = 0.2$, $t = 1$.

$$h = \tanh(0.4) = {math.tanh(0.4):.4f}$$
$$y = 0.9 \cdot {math.tanh(0.4):.4f} + 0.2 = {DECODED:.4f}$$
$$\frac{{\partial E}}{{\partial d}} = y - t = GRADIENT$$
"""
Y = math.tanh(0.52)
NEURON = rf"""
$x_1 = 0.6$, $x_2 = -0.4$, $w_1 = 0.5$, $w_2 = -0.3$, $b = 0.1$, $d = 1$.

$$y = \tanh(w_1 x_1 + w_2 x_2 + b) = \tanh(0.52) = {Y:.4f}$$
$$E = \frac12 (d - y)^2 = {(1 - Y) ** 2 / 2:.4f}$$
$$\frac{{\partial E}}{{\partial b}} = -(d - y)(1 - y^2) = GRADIENT$$
"""
OTHER = NEURON.replace("$d = 1$", "$t = 1$").replace("(d -", "(t -")
OTHER = (
    OTHER.replace("$b = 0.1$", "$q = 0.1$")
    .replace("+ b)", "+ q)")
    .replace("partial b", "partial q")
)
SLOPE = (1 - Y) * (1 - Y * Y)


@pytest.mark.parametrize(
    ("sheet", "right", "slipped"),
    [
        (AUTOENCODER, THROUGH, FIRST),
        (BIAS_D, f"{DECODED - 1:.4f}", f"{1 - DECODED:.4f}"),
        (NEURON, f"{-SLOPE:.4f}", f"{SLOPE:.4f}"),
        (OTHER, f"{-SLOPE:.4f}", f"{SLOPE:.4f}"),
    ],
)
def test_biases_and_targets_by_the_sums(sheet: str, right: str, slipped: str) -> None:
    assert not list(derive.verify(sheet.replace("GRADIENT", right)).findings)
    found = derive.verify(sheet.replace("GRADIENT", slipped)).findings
    assert [one.line for one in found] == [len(sheet.splitlines())]
