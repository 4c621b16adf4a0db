# ruff: noqa: E501 - lines of a sheet are as long as they are
"""The sheet of `handmade` in the notations of textbooks and lectures that have their own habits."""

from __future__ import annotations

from collections.abc import Callable

from verifying.handmade import Worked


def minus(text: str) -> str:
    """The same number with the other sign."""
    return text.removeprefix("-") if text.startswith("-") else f"-{text}"


def corrections(w: Worked) -> str:
    """Errors t - o, so that deltas have the other sign; units numbered from the inputs on; Δw."""
    return rf"""
Netzeingabe $net_j = \sum_i w_{{ij}} o_i + \theta_j$, Aktivierung $o_j = \frac{{1}}{{1+e^{{-net_j}}}}$.

- $net_3 = {w["z1"]}$, also $o_3 = {w["a1"]}$
- $net_4 = {w["z2"]}$, also $o_4 = {w["a2"]}$
- $net_5 = 0.4 \cdot {w["a1"]} + 0.45 \cdot {w["a2"]} + 0.6 = {w["z3"]}$, also $o_5 = {w["y"]}$

$$\delta_5 = o_5 (1 - o_5)(t_5 - o_5) = {minus(w["d3"])}$$

$$\delta_3 = o_3 (1 - o_3) \cdot w_{{35}} \cdot \delta_5 = {minus(w["d1"])}$$

$$\delta_4 = o_4 (1 - o_4) \cdot w_{{45}} \cdot \delta_5 = {minus(w["d2"])}$$

$$\Delta w_{{35}} = \eta \cdot \delta_5 \cdot o_3$$
"""


def local_fields(w: Worked) -> str:
    """v, φ and an error signal e, as engineers write it."""
    return rf"""
$$v_1 = 0.15(0.6) + 0.2(-0.4) + 0.35 = {w["z1"]}$$
$$v_2 = 0.25(0.6) - 0.3(-0.4) + 0.1 = {w["z2"]}$$
$$y_1 = \varphi(v_1) = {w["a1"]}, \quad y_2 = \varphi(v_2) = {w["a2"]}$$
$$v_3 = 0.4({w["a1"]}) + 0.45({w["a2"]}) + 0.6 = {w["z3"]}$$
$$y_3 = \varphi(v_3) = {w["y"]}$$

Error signal $e_3 = d_3 - y_3 = 0.9 - {w["y"]} = {minus(w["dy"])}$, error energy $\mathcal{{E}} = \frac{{1}}{{2}} e_3^2 = {w["L"]}$.

$$\delta_1 = \varphi'(v_1) \, \delta_3 w_{{31}}$$
"""


def greek_weights(w: Worked) -> str:
    """α and β for the weights, their index 0 for the bias."""
    return rf"""
\begin{{align}}
a_1 &= \alpha_{{10}} + \alpha_{{11}} x_1 + \alpha_{{12}} x_2 = 0.35 + 0.15 \cdot 0.6 - 0.2 \cdot 0.4 = {w["z1"]} \\
a_2 &= {w["z2"]} \\
z_1 &= s(a_1) = {w["a1"]} \\
z_2 &= s(a_2) = {w["a2"]} \\
b &= \beta_{{10}} + \beta_{{11}} z_1 + \beta_{{12}} z_2 = 0.6 + 0.4 \cdot {w["a1"]} + 0.45 \cdot {w["a2"]} = {w["z3"]} \\
\hat{{y}} &= s(b) = {w["y"]}
\end{{align}}

$$E_n = \frac{{1}}{{2}} (\hat{{y}} - 0.9)^2 = {w["L"]}$$
"""


def of_arguments(w: Worked) -> str:
    """E(t, y) and C_0; two equations side by side; ∂z/∂W in either layout."""
    return rf"""
$$E(t, y) = \frac{{1}}{{2}}(y - t)^2$$

$$\mathbf{{W}}^{{[1]}} = \begin{{pmatrix}} 0.15 & 0.2 \\ 0.25 & -0.3 \end{{pmatrix}} \mathbf{{b}}^{{[1]}} = \begin{{pmatrix}} 0.35 \\ 0.1 \end{{pmatrix}}$$

$$\mathbf{{z}}^{{[1]}} = \mathbf{{W}}^{{[1]}} \mathbf{{x}} + \mathbf{{b}}^{{[1]}} = \begin{{pmatrix}} {w["z1"]} \\ {w["z2"]} \end{{pmatrix}}$$

$$\mathbf{{a}}^{{[1]}} = \sigma(\mathbf{{z}}^{{[1]}}) = \left({w["a1"]}\ {w["a2"]}\right)^T$$

$$z^{{[2]}} = \mathbf{{W}}^{{[2]}} \mathbf{{a}}^{{[1]}} + b^{{[2]}} = {w["z3"]}$$

$$y = \sigma(z^{{[2]}}) = {w["y"]}$$

$$E(t, y) = {w["L"]}$$

$$\delta^{{[2]}} = (y - t) \circ \sigma'(z^{{[2]}}) = {w["d3"]}$$

$$\frac{{\partial E}}{{\partial \mathbf{{W}}^{{[2]}}}} = \delta^{{[2]}} \cdot \frac{{\partial z^{{[2]}}}}{{\partial \mathbf{{W}}^{{[2]}}}}^T$$

$$= \delta^{{[2]}} \cdot \left(\mathbf{{a}}^{{[1]}}\right)^T = \begin{{pmatrix}} {w["gW21"]} & {w["gW22"]} \end{{pmatrix}}$$
"""


COURSES: dict[str, Callable[[Worked], str]] = {
    one.__name__: one for one in (corrections, local_fields, greek_weights, of_arguments)
}
