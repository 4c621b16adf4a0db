# ruff: noqa: E501 - lines of a sheet are as long as they are
"""The sheet of `handmade` in more notations, as they are met in other courses.

Each is the text of the sheet for the values that were worked out.
"""

from __future__ import annotations

from collections.abc import Callable

from verifying.handmade import Worked


def rows(w: Worked) -> str:
    """Row vectors, h for hidden, hat y, gradients by nabla."""
    return rf"""
Data: $\mathbf{{x}} = \begin{{pmatrix}} 0.6 & -0.4 \end{{pmatrix}}$, $y = 0.9$, learning rate $\eta = 0.5$.

$$\mathbf{{z}} = \mathbf{{x}} W_1^T + \mathbf{{b}}_1 = \begin{{pmatrix}} {w["z1"]} & {w["z2"]} \end{{pmatrix}}$$

We apply the sigmoid entry by entry:

$$\mathbf{{h}} = \sigma(\mathbf{{z}}) = \begin{{pmatrix}} {w["a1"]} & {w["a2"]} \end{{pmatrix}}$$

$$u = \mathbf{{h}} W_2^T + b_2 = {w["z3"]}$$

$$\hat{{y}} = \sigma(u) = {w["y"]}$$

$$L = \frac12 (\hat{{y}} - y)^2 = {w["L"]}$$

$$\nabla_u L = (\hat y - y)\, \hat y (1 - \hat y) = {w["d3"]}$$

$$\nabla_{{W_2}} L = \nabla_u L \; \mathbf{{h}} = \begin{{pmatrix}} {w["gW21"]} & {w["gW22"]} \end{{pmatrix}}$$

$$\nabla_{{\mathbf h}} L = \nabla_u L \; W_2 = \begin{{pmatrix}} {w["e1"]} & {w["e2"]} \end{{pmatrix}}$$

$$\nabla_{{\mathbf z}} L = \nabla_{{\mathbf h}} L \odot \mathbf h \odot (1 - \mathbf h) = \begin{{pmatrix}} {w["d1"]} & {w["d2"]} \end{{pmatrix}}$$
"""


def o_of_net(w: Worked) -> str:
    """o = f(net), unit by unit, plain lines."""
    return rf"""
# Backpropagation

Inputs $i_1 = 0.6$, $i_2 = -0.4$; target $t = 0.9$; $\eta = 0.5$; $f(net) = \frac{{1}}{{1 + e^{{-net}}}}$

1. $net_1 = 0.15 \cdot 0.6 + 0.2 \cdot (-0.4) + 0.35 = {w["z1"]}$, so $o_1 = f(net_1) = {w["a1"]}$
2. $net_2 = 0.25 \cdot 0.6 - 0.3 \cdot (-0.4) + 0.1 = {w["z2"]}$, so $o_2 = f(net_2) = {w["a2"]}$
3. $net_3 = 0.4 \cdot o_1 + 0.45 \cdot o_2 + 0.6 = {w["z3"]}$, so $o_3 = f(net_3) = {w["y"]}$

Error: $E = \frac12 (t - o_3)^2 = {w["L"]}$

$\delta_3 = (o_3 - t)\, o_3 (1 - o_3) = {w["d3"]}$

$\delta_1 = 0.4 \cdot \delta_3 \cdot o_1 (1 - o_1) = {w["d1"]}$

$\delta_2 = 0.45 \cdot \delta_3 \cdot o_2 (1 - o_2) = {w["d2"]}$
"""


def theta(w: Worked) -> str:
    """theta with raised layers, g for the sigmoid, a^(1) the input."""
    return rf"""
\documentclass{{article}}
\begin{{document}}
\section*{{Forward}}
\[ a^{{(1)}} = \begin{{bmatrix}} 0.6 \\ -0.4 \end{{bmatrix}} \]
\begin{{align}}
z^{{(2)}} &= \Theta^{{(1)}} a^{{(1)}} + b^{{(1)}} = \begin{{bmatrix}} {w["z1"]} \\ {w["z2"]} \end{{bmatrix}} \\
a^{{(2)}} &= g(z^{{(2)}}) = \begin{{bmatrix}} {w["a1"]} \\ {w["a2"]} \end{{bmatrix}} \\
z^{{(3)}} &= \Theta^{{(2)}} a^{{(2)}} + b^{{(2)}} = {w["z3"]} \\
a^{{(3)}} &= g(z^{{(3)}}) = {w["y"]}
\end{{align}}
\section*{{Backward}}
\begin{{align}}
\delta^{{(3)}} &= (a^{{(3)}} - y) \, a^{{(3)}} (1 - a^{{(3)}}) = {w["d3"]} \\
\delta^{{(2)}} &= (\Theta^{{(2)}})^T \delta^{{(3)}} \circ a^{{(2)}} \circ (1 - a^{{(2)}}) = \begin{{bmatrix}} {w["d1"]} \\ {w["d2"]} \end{{bmatrix}}
\end{{align}}
\end{{document}}
"""


def epsilons(w: Worked) -> str:
    """Errors by epsilon, updates with new and arrows."""
    return rf"""
With $x = (0.6, -0.4)^T$ and $t = 0.9$:

$a_1 = 0.15 \cdot 0.6 + 0.2 \cdot (-0.4) + 0.35 = {w["z1"]}$

$a_2 = 0.25 \cdot 0.6 - 0.3 \cdot (-0.4) + 0.1 = {w["z2"]}$

$y_1 = \sigma(a_1) = \sigma({w["z1"]}) = {w["a1"]}$

$y_2 = \sigma(a_2) = {w["a2"]}$

$a_3 = 0.4 \cdot {w["a1"]} + 0.45 \cdot {w["a2"]} + 0.6 = {w["z3"]}$

$y_3 = \sigma(a_3) = {w["y"]}$

$\epsilon_3 = (y_3 - t) y_3 (1 - y_3) = ({w["y"]} - 0.9) \cdot {w["y"]} \cdot (1 - {w["y"]}) = {w["d3"]}$

$\epsilon_1 = 0.4 \cdot {w("d3")} \cdot {w["a1"]} (1 - {w["a1"]}) = {w["d1"]}$

$\epsilon_2 = 0.45 \cdot {w("d3")} \cdot {w["a2"]} (1 - {w["a2"]}) = {w["d2"]}$

$w_{{31}}^{{new}} = 0.4 - 0.5 \cdot {w("d3")} \cdot {w["a1"]} = {w["nW21"]}$
"""


def reversed_order(w: Worked) -> str:
    """w_{ij} from i to j, sums over i, E by one half of a sum."""
    return rf"""
$$z_1^{{[1]}} = \sum_i w_{{i1}}^{{[1]}} x_i + b_1^{{[1]}} = 0.6 \cdot 0.15 + (-0.4) \cdot 0.2 + 0.35 = {w["z1"]}$$

$$z_2^{{[1]}} = 0.6 \cdot 0.25 + (-0.4) \cdot (-0.3) + 0.1 = {w["z2"]}$$

$$h_1 = \sigma(z_1^{{[1]}}) = {w["a1"]}, \qquad h_2 = \sigma(z_2^{{[1]}}) = {w["a2"]}$$

$$z_1^{{[2]}} = \sum_i w_{{i1}}^{{[2]}} h_i + b_1^{{[2]}} = {w["a1"]} \cdot 0.4 + {w["a2"]} \cdot 0.45 + 0.6 = {w["z3"]}$$

$$o_1 = \sigma(z_1^{{[2]}}) = {w["y"]}$$

$$E = \frac{{1}}{{2}} \sum_k (o_k - t_k)^2 = \frac12 ({w["y"]} - 0.9)^2 = {w["L"]}$$

$$\frac{{\partial E}}{{\partial o_1}} = o_1 - t_1 = {w["dy"]}$$

$$\frac{{\partial E}}{{\partial z_1^{{[2]}}}} = \frac{{\partial E}}{{\partial o_1}} \cdot o_1 (1 - o_1) = {w("dy")} \cdot {w["s3"]} = {w["d3"]}$$

$$\frac{{\partial E}}{{\partial w_{{11}}^{{[2]}}}} = \frac{{\partial E}}{{\partial z_1^{{[2]}}}} h_1 = {w["gW21"]}$$

$$\frac{{\partial E}}{{\partial w_{{21}}^{{[2]}}}} = {w["gW22"]}$$

$$w_{{21}}^{{[2]}} := w_{{21}}^{{[2]}} - \eta \frac{{\partial E}}{{\partial w_{{21}}^{{[2]}}}} = 0.45 - 0.5 \cdot {w("gW22")} = {w["nW22"]}$$
"""


def letters_by_layer(w: Worked) -> str:
    """V and W for the two layers, c and b for biases, primes for new weights."""
    return rf"""
Let $V = \begin{{pmatrix}} 0.15 & 0.2 \\ 0.25 & -0.3 \end{{pmatrix}}$, $c = \begin{{pmatrix}} 0.35 \\ 0.1 \end{{pmatrix}}$, $w = \begin{{pmatrix}} 0.4 & 0.45 \end{{pmatrix}}$, $b = 0.6$.

$$p = V x + c = \begin{{pmatrix}} {w["z1"]} \\ {w["z2"]} \end{{pmatrix}}$$

$$q = \sigma(p) = \begin{{pmatrix}} {w["a1"]} \\ {w["a2"]} \end{{pmatrix}}$$

$$r = w q + b = {w["z3"]}$$

$$\hat y = \sigma(r) = {w["y"]}$$

The loss is $\ell = \frac12(\hat y - y)^2 = {w["L"]}$.

$$\frac{{\partial \ell}}{{\partial r}} = (\hat y - y) \hat y (1 - \hat y) = {w["d3"]}$$

$$\frac{{\partial \ell}}{{\partial w}} = \frac{{\partial \ell}}{{\partial r}} q^T = \begin{{pmatrix}} {w["gW21"]} & {w["gW22"]} \end{{pmatrix}}$$

$$\frac{{\partial \ell}}{{\partial p}} = w^T \frac{{\partial \ell}}{{\partial r}} \odot q \odot (1 - q) = \begin{{pmatrix}} {w["d1"]} \\ {w["d2"]} \end{{pmatrix}}$$

$$w' = w - 0.5 \frac{{\partial \ell}}{{\partial w}} = \begin{{pmatrix}} {w["nW21"]} & {w["nW22"]} \end{{pmatrix}}$$
"""


def with_primes(w: Worked) -> str:
    """Chains of derivatives, s for net inputs, sigma'(s)."""
    return rf"""
$s_1 = {w["z1"]}$ and $s_2 = {w["z2"]}$ are the weighted sums, hence $h_1 = \sigma(s_1) = {w["a1"]}$, $h_2 = \sigma(s_2) = {w["a2"]}$.

$s_3 = 0.4 h_1 + 0.45 h_2 + 0.6 = {w["z3"]}$

$\hat{{y}} = \sigma(s_3) = {w["y"]}$

$\frac{{dE}}{{d\hat{{y}}}} = \hat{{y}} - y = {w["dy"]}$

$\frac{{d\hat{{y}}}}{{ds_3}} = \hat{{y}}(1 - \hat{{y}}) = {w["s3"]}$

$\frac{{dE}}{{ds_3}} = \frac{{dE}}{{d\hat{{y}}}} \cdot \frac{{d\hat{{y}}}}{{ds_3}} = {w("dy")} \cdot {w["s3"]} = {w["d3"]}$

$\frac{{dE}}{{dh_1}} = 0.4 \cdot {w("d3")} = {w["e1"]}$

$\frac{{dE}}{{ds_1}} = {w("e1")} \cdot {w["s1"]} = {w["d1"]}$
"""


def units_raised(w: Worked) -> str:
    """Layers lowered in a bracket and units raised."""
    return rf"""
\[ \mathbf{{z}}_1 = \mathbf{{W}}_1 \mathbf{{x}} + \mathbf{{b}}_1 = \left[\begin{{array}}{{c}} {w["z1"]} \\ {w["z2"]} \end{{array}}\right] \]
\[ \mathbf{{a}}_1 = \sigma(\mathbf{{z}}_1) = \left[\begin{{array}}{{c}} {w["a1"]} \\ {w["a2"]} \end{{array}}\right] \]
\[ z_2 = \mathbf{{W}}_2 \mathbf{{a}}_1 + b_2 = \left[\begin{{array}}{{cc}} 0.4 & 0.45 \end{{array}}\right] \left[\begin{{array}}{{c}} {w["a1"]} \\ {w["a2"]} \end{{array}}\right] + 0.6 = {w["z3"]} \]
\[ a_2 = \sigma({w["z3"]}) = {w["y"]} \]
\[ J = \tfrac12 (a_2 - t)^2 = {w["L"]} \]
\[ g_2 = (a_2 - t) \, a_2 (1 - a_2) = {w["d3"]} \]
\[ \mathbf{{g}}_1 = \mathbf{{W}}_2^\top g_2 \odot \mathbf{{a}}_1 \odot (1 - \mathbf{{a}}_1) = \left[\begin{{array}}{{c}} {w["d1"]} \\ {w["d2"]} \end{{array}}\right] \]
\[ \frac{{\partial J}}{{\partial \mathbf{{W}}_2}} = g_2 \mathbf{{a}}_1^\top = \left[\begin{{array}}{{cc}} {w["gW21"]} & {w["gW22"]} \end{{array}}\right] \]
\[ \mathbf{{W}}_2 \leftarrow \mathbf{{W}}_2 - \eta \, g_2 \mathbf{{a}}_1^\top = \left[\begin{{array}}{{cc}} {w["nW21"]} & {w["nW22"]} \end{{array}}\right] \]
"""


def german(w: Worked) -> str:
    """Prose between, x for all activations, w^{neu}."""
    return rf"""
Gegeben: $x^{{(0)}}_1 = 0.6$, $x^{{(0)}}_2 = -0.4$, Soll $t = 0.9$.

Erste Schicht: $z^{{(1)}}_1 = {w["z1"]}$, $z^{{(1)}}_2 = {w["z2"]}$ und damit $x^{{(1)}}_1 = \sigma({w["z1"]}) = {w["a1"]}$, $x^{{(1)}}_2 = \sigma({w["z2"]}) = {w["a2"]}$.

Ausgabe: $z^{{(2)}} = 0.4 \cdot {w["a1"]} + 0.45 \cdot {w["a2"]} + 0.6 = {w["z3"]}$, $x^{{(2)}} = \sigma({w["z3"]}) = {w["y"]}$.

Fehler: $E = \frac12 (x^{{(2)}} - t)^2 = {w["L"]}$.

$\delta^{{(2)}} = (x^{{(2)}} - t) \cdot x^{{(2)}} \cdot (1 - x^{{(2)}}) = {w["d3"]}$

$\delta^{{(1)}}_1 = 0.4 \cdot {w("d3")} \cdot {w["s1"]} = {w["d1"]}$

$\frac{{\partial E}}{{\partial w^{{(2)}}_{{11}}}} = \delta^{{(2)}} \cdot x^{{(1)}}_1 = {w["gW21"]}$

$w^{{(2), neu}}_{{11}} = 0.4 - 0.5 \cdot {w("gW21")} = {w["nW21"]}$
"""


def differences(w: Worked) -> str:
    """Delta w for the change, updates by +."""
    return rf"""
$$z_1 = {w["z1"]}, \quad z_2 = {w["z2"]}$$
$$a_1 = \frac{{1}}{{1 + e^{{-{w["z1"]}}}}} = {w["a1"]}, \quad a_2 = \frac{{1}}{{1 + e^{{-{w["z2"]}}}}} = {w["a2"]}$$
$$z_o = 0.4 \cdot {w["a1"]} + 0.45 \cdot {w["a2"]} + 0.6 = {w["z3"]}$$
$$a_o = \frac{{1}}{{1 + e^{{-{w["z3"]}}}}} = {w["y"]}$$
$$\delta_o = (a_o - t) a_o (1 - a_o) = {w["d3"]}$$
$$\delta_1 = {w("d3")} \cdot 0.4 \cdot {w["a1"]} \cdot (1 - {w["a1"]}) = {w["d1"]}$$
$$\delta_2 = {w("d3")} \cdot 0.45 \cdot {w["a2"]} \cdot (1 - {w["a2"]}) = {w["d2"]}$$
"""


FOREIGN: dict[str, Callable[[Worked], str]] = {
    one.__name__: one
    for one in (
        rows, o_of_net, theta, epsilons, reversed_order, letters_by_layer, with_primes,
        units_raised, german, differences,
    )
}  # fmt: skip
