"""Slips in lines whose letters all have numbers, on sheets that are held by nothing else."""

from __future__ import annotations

import math

import pytest

import derive


def lines_at_fault(text: str) -> list[int]:
    return [one.line for one in derive.verify(text).findings if one.root is None]


RECURRENT = """A scalar recurrence, two steps

s_t = tanh(p s_{{t-1}} + q x_t),  L = 1/2 (s_2 - target)^2
s_0 = 0.2, x_1 = 1, x_2 = 0.5, target = 0.9
p = 0.7, q = 0.4

c_1 = 0.7*0.2 + 0.4*1 = 0.54
s_1 = tanh(0.54) = 0.49299
c_2 = 0.7*0.49299 + 0.4*0.5 = 0.54509
s_2 = tanh(0.54509) = 0.49683
L = 1/2*(0.49683 - 0.9)^2 = 0.08127

dL/ds_2 = s_2 - target = -0.40317
e_2 = dL/dc_2 = dL/ds_2 * (1 - s_2^2) = -0.40317*(1 - 0.49683^2) = -0.30365
e_1 = dL/dc_1 = {formula} = {numbers} = {result:.5f}
"""


def test_a_derivative_by_a_result_is_what_the_numbers_come_to() -> None:
    right = -0.30365 * 0.7 * (1 - 0.49299**2)
    text = RECURRENT.format(formula="e_2 * p * (1 - s_1^2)", result=right,
                            numbers="-0.30365*0.7*(1 - 0.49299^2)")  # fmt: skip
    assert lines_at_fault(text) == []


@pytest.mark.parametrize(
    ("formula", "numbers", "result"),
    [
        ("e_2 * (1 - s_1^2)", "-0.30365*(1 - 0.49299^2)", -0.30365 * (1 - 0.49299**2)),
        ("e_2 * q * (1 - s_1^2)", "-0.30365*0.4*(1 - 0.49299^2)",
         -0.30365 * 0.4 * (1 - 0.49299**2)),
        ("e_2 * p * s_1", "-0.30365*0.7*0.49299", -0.30365 * 0.7 * 0.49299),
    ],
)  # fmt: skip
def test_a_wrong_factor_is_found(formula: str, numbers: str, result: float) -> None:
    text = RECURRENT.format(formula=formula, numbers=numbers, result=result)
    assert lines_at_fault(text) == [15]


CIRCUIT = """A circuit: $g = \\tanh(r)$ with $r = u v + c$. Every $da$ is the slope of $g$ by $a$.

Given $u = 0.5$, $v = -2$, $c = 1.4$.

- $m = u v = -1$
- $r = m + c = 0.4$
- $g = \\tanh(r) = 0.380$

Backward from $dg = 1$:

- $dr = 1 - g^2 = 0.856$
- $dm = dr = 0.856$, $dc = 0.856$
- $du = {du}$
- $dv = u \\cdot dm = 0.428$
"""


def test_a_d_alone_is_the_derivative_of_the_last_node() -> None:
    assert math.isclose(1 - math.tanh(0.4) ** 2, 0.856, abs_tol=5e-4)
    assert lines_at_fault(CIRCUIT.format(du="v \\cdot dm = -2 \\cdot 0.856 = -1.712")) == []
    assert lines_at_fault(CIRCUIT.format(du="u \\cdot dm = 0.5 \\cdot 0.856 = 0.428")) == [13]
    assert lines_at_fault(CIRCUIT.format(du="-v \\cdot dm = 2 \\cdot 0.856 = 1.712")) == [13]


CHANGES = """Inputs p = 1, q = 0.5, t = 0. eta = 0.25
w_dp = -0.4  w_dq = 0.6   w_d0 = 0.2
w_ep = 0.3   w_eq = -0.8  w_e0 = 0.1
w_kd = 0.5   w_ke = -0.3  w_k0 = 0.1
net_d = -0.4*1 + 0.6*0.5 + 0.2 = 0.1
o_d = sigma(0.1) = 0.5250
net_e = 0.3*1 - 0.8*0.5 + 0.1 = 0
o_e = sigma(0) = 0.5
net_k = 0.5*0.5250 - 0.3*0.5 + 0.1 = 0.2125
o_k = sigma(0.2125) = 0.5529
delta_k = o_k(1 - o_k)(t - o_k) = -0.1367
Dw_kd = eta*delta_k*o_d = 0.25*(-0.1367)*{one} = {first:.4f}
Dw_ke = eta*delta_k*o_e = 0.25*(-0.1367)*0.5 = -0.0171
"""


def test_changes_with_a_capital_d_and_units_called_d_and_k() -> None:
    assert lines_at_fault(CHANGES.format(one="0.5250", first=-0.25 * 0.1367 * 0.525)) == []
    assert lines_at_fault(CHANGES.format(one="0.5529", first=-0.25 * 0.1367 * 0.5529)) == [12]


THROUGH = """x1 = 0.6, x2 = 0.2, target = 1, sigmoid, eta = 0.5
weights: w11 = 0.5 (to n1), w12 = -0.5 (to n1), w21 = 0.3 (to n2), w22 = 0.7 (to n2)
w31 = 0.4, w32 = -0.6
b1 = 0.1, b2 = -0.2, b3 = 0.2

n1 = 0.5*0.6 - 0.5*0.2 + 0.1 = 0.3
y1 = 1/(1 + e^-n1) = 0.5744
n2 = 0.3*0.6 + 0.7*0.2 - 0.2 = 0.12
y2 = 1/(1 + e^-n2) = 0.5300
n3 = 0.4*0.5744 - 0.6*0.5300 + 0.2 = 0.1118
y3 = 1/(1 + e^-n3) = 0.5279
e = target - y3 = 0.4721
delta3 = e*y3*(1 - y3) = 0.1177
delta2 = y2*(1 - y2)*w32*delta3 = -0.0176
w21 = 0.3 + 0.5*(-0.0176)*0.6 = 0.2947
w22 = 0.7 {sign} 0.5*(-0.0176)*0.2 = {new:.4f}
"""


def test_units_numbered_through_with_biases_of_their_own() -> None:
    assert lines_at_fault(THROUGH.format(sign="+", new=0.7 - 0.5 * 0.0176 * 0.2)) == []
    assert lines_at_fault(THROUGH.format(sign="-", new=0.7 + 0.5 * 0.0176 * 0.2)) == [16]
