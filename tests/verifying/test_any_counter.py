"""Formulas of any layer, whatever letter counts the layers and whatever the quantities are called.

The formulas are the rules of a layer u = M v + c, v = f(u).
"""

from __future__ import annotations

import pytest

import derive

GRADIENTS = r"""For $k = 1, \dots, K$:
$a^{(k)} = W^{(k)} h^{(k-1)} + b^{(k)}$ and $h^{(k)} = f(a^{(k)})$.

$$\nabla_{a^{(k)}} J = \nabla_{h^{(k)}} J \odot f'(a^{(k)})$$

$$\nabla_{b^{(k)}} J = \nabla_{a^{(k)}} J$$

$$\nabla_{W^{(k)}} J = (\nabla_{a^{(k)}} J) \, h^{(k-1)\top}$$

$$\nabla_{h^{(k-1)}} J = W^{(k)\top} \nabla_{a^{(k)}} J$$
"""
CURRENT = r"""One layer computes
$s^{[m]} = V^{[m]} r^{[m-1]} + c^{[m]}$, $r^{[m]} = \tanh(s^{[m]})$. Going
back through the layers, $g$ is overwritten:

$$g \leftarrow \nabla_{s^{[m]}} E = g \odot (1 - (r^{[m]})^2)$$

$$\nabla_{c^{[m]}} E = g$$

$$\nabla_{V^{[m]}} E = g \, (r^{[m-1]})^T$$

$$g \leftarrow \nabla_{r^{[m-1]}} E = (V^{[m]})^T g$$
"""
BELOW = r"""Jede Schicht $t$ rechnet $u_t = A_t y_{t-1} + d_t$ und $y_t = \varphi(u_t)$. Der
Fehler ist $e_t = \frac{\partial L}{\partial u_t}$.

$$e_t = (A_{t+1}^T e_{t+1}) \odot \varphi'(u_t)$$

$$\frac{\partial L}{\partial A_t} = e_t y_{t-1}^T$$

$$\frac{\partial L}{\partial d_t} = e_t$$
"""
CHAIN = r"""A chain of neurons: $z_i = w_i a_{i-1} + b_i$, $a_i = \sigma(z_i)$ and
$\delta_i = \frac{\partial C}{\partial z_i}$.

$$\delta_i = \delta_{i+1} w_{i+1} \sigma'(z_i)$$

$$\frac{\partial C}{\partial w_i} = a_{i-1} \delta_i$$

$$\frac{\partial a_i}{\partial a_{i-1}} = \sigma'(z_i) w_i$$
"""
SLIPS = [
    (GRADIENTS, r"f'(a^{(k)})", r"f'(h^{(k)})"),
    (GRADIENTS, r"\nabla_{b^{(k)}} J = \nabla_{a", r"\nabla_{b^{(k)}} J = \nabla_{h"),
    (GRADIENTS, r"h^{(k-1)\top}", r"h^{(k)\top}"),
    (GRADIENTS, r"W^{(k)\top} \nabla", r"W^{(k)} \nabla"),
    (GRADIENTS, r"\nabla_{h^{(k-1)}} J", r"\nabla_{h^{(k)}} J"),
    (CURRENT, r"= g \odot (1 - (r^{[m]})^2)", r"= g \odot (1 - (s^{[m]})^2)"),
    (CURRENT, r"g \, (r^{[m-1]})^T", r"g \, (s^{[m-1]})^T"),
    (CURRENT, r"= (V^{[m]})^T g", r"= V^{[m]} g"),
    (BELOW, r"\varphi'(u_t)", r"\varphi'(u_{t+1})"),
    (BELOW, r"A_{t+1}^T e", r"A_t^T e"),
    (BELOW, r"e_t y_{t-1}^T", r"e_{t+1} y_{t-1}^T"),
    (CHAIN, r"\delta_{i+1} w_{i+1}", r"\delta_{i+1} w_i"),
    (CHAIN, r"a_{i-1} \delta_i", r"a_i \delta_i"),
]


@pytest.mark.parametrize("sheet", [GRADIENTS, CURRENT, BELOW, CHAIN])
def test_right_formulas_hold(sheet: str) -> None:
    report = derive.verify(sheet)
    assert report.holds
    assert report.summary["holds"] >= 5


@pytest.mark.parametrize(("sheet", "right", "wrong"), SLIPS)
def test_a_slip_is_found_at_its_line(sheet: str, right: str, wrong: str) -> None:
    place = sheet.rindex(right)
    slipped = sheet[:place] + wrong + sheet[place + len(right) :]
    line = sheet[:place].count("\n") + 1
    assert {one.line for one in derive.verify(slipped).findings} == {line}


def test_single_neurons_stand_in_any_order() -> None:
    sheet = CHAIN.replace("w_i a_{i-1}", "a_{i-1} w_i")
    assert derive.verify(sheet.replace(r"a_{i-1} \delta_i", r"\delta_i a_{i-1}")).holds


def test_a_slope_may_not_be_forgotten_between_two_units() -> None:
    told = r"$z^l_j = \sum_k w^l_{jk} a^{l-1}_k + b^l_j$, $a^l_j = \sigma(z^l_j)$, $\delta^l_j = "
    told += r"\frac{\partial C}{\partial z^l_j}$."
    for line in (
        r"\frac{\partial z^{l+1}_k}{\partial z^l_j} = w^{l+1}_{kj} SLOPE",
        r"\delta^l_j = \sum_k w^{l+1}_{kj} \delta^{l+1}_k SLOPE",
    ):
        sheet = f"{told}\n\n$${line}$$\n"
        assert derive.verify(sheet.replace("SLOPE", r"\sigma'(z^l_j)")).holds
        assert [one.line for one in derive.verify(sheet.replace("SLOPE", "")).findings] == [3]


def test_a_letter_that_counts_units_as_well_counts_no_layers() -> None:
    slip = GRADIENTS.replace(r"h^{(k-1)\top}", r"h^{(k)\top}")
    assert derive.verify(slip + "\nand the output is $y_k$ with $p_k = y_k$.\n").holds
    assert not derive.verify(slip + "\nwith $R = \\sum_k \\|W^{(k)}\\|^2$.\n").holds


def test_little_changes_are_no_derivatives_of_the_loss() -> None:
    changes = r"""
A little change: $dJ = g^T da^{(k)}$, where

$$da^{(k)} = dW^{(k)} h^{(k-1)} + db^{(k)}$$

$$da^{(k)} = W^{(k)} dh^{(k-1)}$$
"""
    assert derive.verify(GRADIENTS + changes).holds


def test_the_letter_of_the_last_layer_counts_none() -> None:
    told = r"$z^L = W^L a^{L-1} + b^L$, $a^L = \mathrm{softmax}(z^L)$, $a^{L-1} = g(z^{L-1})$."
    line = r"$$\frac{\partial a^{L-1}}{\partial z^{L-1}} = \mathrm{ReLU}'(z^{L-1})$$"
    assert derive.verify(f"{told}\n\n{line}\n").holds
