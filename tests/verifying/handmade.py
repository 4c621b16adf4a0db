# ruff: noqa: E501 - lines of a sheet are as long as they are
"""Sheets as students write them, in notations of other courses, worked out by plain arithmetic.

One network, 2-2-1 with sigmoid and half the squared error, told in six ways. Each value is rounded
to `digits` decimals; with `carry` the rounded value goes on. A slip is put in at a quantity by its
name, and what comes after it goes on from there. Nothing of derive is used here.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 40

EXERCISE = """
title = "by hand"
example = [ { x = [0.6, -0.4], t = [0.9] } ]
[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "sigmoid" }, { units = 1, activation = "sigmoid" } ]
[numbers]
learning_rate = 0.5
W.1 = [[0.15, 0.2], [0.25, -0.3]]
W.2 = [[0.4, 0.45]]
b.1 = [0.35, 0.1]
b.2 = [0.6]
"""
X, T, RATE = (Decimal("0.6"), Decimal("-0.4")), Decimal("0.9"), Decimal("0.5")
W1 = ((Decimal("0.15"), Decimal("0.2")), (Decimal("0.25"), Decimal("-0.3")))
W2, B1, B2 = (Decimal("0.4"), Decimal("0.45")), (Decimal("0.35"), Decimal("0.1")), Decimal("0.6")


class Worked:
    """The values of one training step as the sheet prints them: `v["z1"]` is a text."""

    def __init__(
        self, digits: int, carry: bool = True, slips: dict[str, str] | None = None,
        cut: bool = False,
    ) -> None:  # fmt: skip
        self.digits, self.carry, self.slips = digits, carry, slips or {}
        self.mode = ROUND_DOWN if cut else ROUND_HALF_UP
        self.v: dict[str, str] = {}
        self.n: dict[str, Decimal] = {}
        for j in (0, 1):
            self.put(f"z{j + 1}", W1[j][0] * X[0] + W1[j][1] * X[1] + B1[j])
            self.put(f"a{j + 1}", 1 / (1 + (-self.n[f"z{j + 1}"]).exp()))
        n = self.n
        self.put("z3", W2[0] * n["a1"] + W2[1] * n["a2"] + B2)
        self.put("y", 1 / (1 + (-n["z3"]).exp()))
        self.put("L", (n["y"] - T) ** 2 / 2)
        self.put("dy", n["y"] - T)
        self.put("s3", n["y"] * (1 - n["y"]))
        self.put("d3", n["dy"] * n["s3"])
        for j in (0, 1):
            self.put(f"gW2{j + 1}", n["d3"] * n[f"a{j + 1}"])
        for j in (0, 1):
            self.put(f"e{j + 1}", W2[j] * n["d3"])
            self.put(f"s{j + 1}", n[f"a{j + 1}"] * (1 - n[f"a{j + 1}"]))
            self.put(f"d{j + 1}", n[f"e{j + 1}"] * n[f"s{j + 1}"])
            for i in (0, 1):
                self.put(f"gW1{j + 1}{i + 1}", n[f"d{j + 1}"] * X[i])
                self.put(f"nW1{j + 1}{i + 1}", W1[j][i] - RATE * n[f"gW1{j + 1}{i + 1}"])
            self.put(f"nb1{j + 1}", B1[j] - RATE * n[f"d{j + 1}"])
            self.put(f"nW2{j + 1}", W2[j] - RATE * n[f"gW2{j + 1}"])
        self.put("nb2", B2 - RATE * n["d3"])

    def put(self, name: str, value: Decimal) -> None:
        printed = value.quantize(Decimal(1).scaleb(-self.digits), rounding=self.mode)
        if name in self.slips:
            printed = value = Decimal(self.slips[name])
        self.v[name] = f"{printed + 0:f}"
        self.n[name] = printed if self.carry else value

    def __getitem__(self, name: str) -> str:
        return self.v[name]

    def __call__(self, name: str) -> str:
        """In brackets where it is negative."""
        return f"({self.v[name]})" if self.v[name].startswith("-") else self.v[name]


def nielsen(w: Worked) -> str:
    """Superscripts for layers, everything by components; w^l_{jk}."""
    return rf"""
Given $x_1 = 0.6$, $x_2 = -0.4$, $y = 0.9$ and $\eta = 0.5$.

$$z^1_1 = w^1_{{11}} x_1 + w^1_{{12}} x_2 + b^1_1 = 0.15 \cdot 0.6 + 0.2 \cdot (-0.4) + 0.35 = {w["z1"]}$$
$$z^1_2 = w^1_{{21}} x_1 + w^1_{{22}} x_2 + b^1_2 = 0.25 \cdot 0.6 - 0.3 \cdot (-0.4) + 0.1 = {w["z2"]}$$
$$a^1_1 = \sigma(z^1_1) = \sigma({w["z1"]}) = {w["a1"]}, \quad a^1_2 = \sigma({w["z2"]}) = {w["a2"]}$$
$$z^2_1 = w^2_{{11}} a^1_1 + w^2_{{12}} a^1_2 + b^2_1 = 0.4 \cdot {w["a1"]} + 0.45 \cdot {w["a2"]} + 0.6 = {w["z3"]}$$
$$a^2_1 = \sigma({w["z3"]}) = {w["y"]}$$
$$C = \frac{{1}}{{2}} (a^2_1 - y)^2 = \frac{{1}}{{2}} ({w["y"]} - 0.9)^2 = {w["L"]}$$
$$\delta^2_1 = (a^2_1 - y) \sigma'(z^2_1) = {w["dy"]} \cdot {w["s3"]} = {w["d3"]}$$
$$\delta^1_1 = w^2_{{11}} \delta^2_1 \sigma'(z^1_1) = 0.4 \cdot {w("d3")} \cdot {w["s1"]} = {w["d1"]}$$
$$\frac{{\partial C}}{{\partial w^2_{{11}}}} = a^1_1 \delta^2_1 = {w["a1"]} \cdot {w("d3")} = {w["gW21"]}$$
"""


def ng(w: Worked) -> str:
    """Square brackets, matrices, dZ and dW."""
    return rf"""
$$x = \begin{{bmatrix}} 0.6 \\ -0.4 \end{{bmatrix}}, \quad y = 0.9, \quad \alpha = 0.5$$
$$W^{{[1]}} = \begin{{bmatrix}} 0.15 & 0.2 \\ 0.25 & -0.3 \end{{bmatrix}}, \quad b^{{[1]}} = \begin{{bmatrix}} 0.35 \\ 0.1 \end{{bmatrix}}$$
$$Z^{{[1]}} = W^{{[1]}} x + b^{{[1]}} = \begin{{bmatrix}} {w["z1"]} \\ {w["z2"]} \end{{bmatrix}}$$
$$A^{{[1]}} = g(Z^{{[1]}}) = \begin{{bmatrix}} {w["a1"]} \\ {w["a2"]} \end{{bmatrix}}$$
$$Z^{{[2]}} = W^{{[2]}} A^{{[1]}} + b^{{[2]}} = \begin{{bmatrix}} 0.4 & 0.45 \end{{bmatrix}} \begin{{bmatrix}} {w["a1"]} \\ {w["a2"]} \end{{bmatrix}} + 0.6 = {w["z3"]}$$
$$A^{{[2]}} = \sigma({w["z3"]}) = {w["y"]}$$
$$dZ^{{[2]}} = (A^{{[2]}} - y) * g'(Z^{{[2]}}) = ({w["y"]} - 0.9) \cdot {w["s3"]} = {w["d3"]}$$
$$dW^{{[2]}} = dZ^{{[2]}} A^{{[1]T}} = \begin{{bmatrix}} {w["gW21"]} & {w["gW22"]} \end{{bmatrix}}$$
$$W^{{[2]}} = W^{{[2]}} - \alpha \, dW^{{[2]}} = \begin{{bmatrix}} {w["nW21"]} & {w["nW22"]} \end{{bmatrix}}$$
"""


def net_out(w: Worked) -> str:
    """net and out by unit, weights numbered through, E_total."""
    return rf"""
$w_1 = 0.15$, $w_2 = 0.2$, $w_3 = 0.25$, $w_4 = -0.3$, $w_5 = 0.4$, $w_6 = 0.45$

$$net_{{h1}} = w_1 \cdot x_1 + w_2 \cdot x_2 + b_{{h1}} = 0.15 * 0.6 + 0.2 * (-0.4) + 0.35 = {w["z1"]}$$
$$out_{{h1}} = \frac{{1}}{{1 + e^{{-net_{{h1}}}}}} = \frac{{1}}{{1 + e^{{-{w["z1"]}}}}} = {w["a1"]}$$
$$net_{{h2}} = 0.25 * 0.6 + (-0.3) * (-0.4) + 0.1 = {w["z2"]}$$
$$out_{{h2}} = {w["a2"]}$$
$$net_{{o1}} = w_5 \cdot out_{{h1}} + w_6 \cdot out_{{h2}} + b_{{o1}} = 0.4 * {w["a1"]} + 0.45 * {w["a2"]} + 0.6 = {w["z3"]}$$
$$out_{{o1}} = \frac{{1}}{{1 + e^{{-{w["z3"]}}}}} = {w["y"]}$$
$$E_{{total}} = \frac{{1}}{{2}} (target - out_{{o1}})^2 = \frac{{1}}{{2}} (0.9 - {w["y"]})^2 = {w["L"]}$$
$$\frac{{\partial E_{{total}}}}{{\partial out_{{o1}}}} = -(target - out_{{o1}}) = -(0.9 - {w["y"]}) = {w["dy"]}$$
$$\frac{{\partial out_{{o1}}}}{{\partial net_{{o1}}}} = out_{{o1}} (1 - out_{{o1}}) = {w["y"]} (1 - {w["y"]}) = {w["s3"]}$$
$$\frac{{\partial E_{{total}}}}{{\partial w_5}} = {w["dy"]} * {w["s3"]} * {w["a1"]} = {w["gW21"]}$$
$$w_5^{{+}} = w_5 - \eta * \frac{{\partial E_{{total}}}}{{\partial w_5}} = 0.4 - 0.5 * {w("gW21")} = {w["nW21"]}$$
"""


def by_lines(w: Worked) -> str:
    """h = f(W x + b), one chain over rows, V for the second layer's weights."""
    return rf"""
$$
\begin{{align}}
u &= W x + b \\
  &= \begin{{pmatrix}} 0.15 & 0.2 \\ 0.25 & -0.3 \end{{pmatrix}} \begin{{pmatrix}} 0.6 \\ -0.4 \end{{pmatrix}} + \begin{{pmatrix}} 0.35 \\ 0.1 \end{{pmatrix}} \\
  &= \begin{{pmatrix}} {w["z1"]} \\ {w["z2"]} \end{{pmatrix}}
\end{{align}}
$$
$$h = f(u) = \begin{{pmatrix}} \sigma({w["z1"]}) \\ \sigma({w["z2"]}) \end{{pmatrix}} = \begin{{pmatrix}} {w["a1"]} \\ {w["a2"]} \end{{pmatrix}}$$
$$V = \begin{{pmatrix}} 0.4 & 0.45 \end{{pmatrix}}, \quad c = 0.6$$
$$s = V h + c = 0.4 \cdot {w["a1"]} + 0.45 \cdot {w["a2"]} + 0.6 = {w["z3"]}$$
$$\hat{{y}} = \sigma(s) = {w["y"]}$$
$$L = \frac{{(\hat{{y}} - 0.9)^2}}{{2}} = {w["L"]}$$
"""


def rows(w: Worked) -> str:
    """Row vectors: z = x W + b with W inputs by units."""
    return rf"""
$$x = \begin{{bmatrix}} 0.6 & -0.4 \end{{bmatrix}}, \quad W_1 = \begin{{bmatrix}} 0.15 & 0.25 \\ 0.2 & -0.3 \end{{bmatrix}}, \quad b_1 = \begin{{bmatrix}} 0.35 & 0.1 \end{{bmatrix}}$$
$$W_2 = \begin{{bmatrix}} 0.4 \\ 0.45 \end{{bmatrix}}, \quad b_2 = 0.6$$
$$z_1 = x W_1 + b_1 = \begin{{bmatrix}} {w["z1"]} & {w["z2"]} \end{{bmatrix}}$$
$$a_1 = \sigma(z_1) = \begin{{bmatrix}} {w["a1"]} & {w["a2"]} \end{{bmatrix}}$$
$$z_2 = a_1 W_2 + b_2 = \begin{{bmatrix}} {w["a1"]} & {w["a2"]} \end{{bmatrix}} \begin{{bmatrix}} 0.4 \\ 0.45 \end{{bmatrix}} + 0.6 = {w["z3"]}$$
$$a_2 = \sigma(z_2) = {w["y"]}$$
"""


def deltas(w: Worked) -> str:
    """Superscripts in round brackets, deltas as vectors, updates by arrows."""
    return rf"""
Forward: $z^{{(1)}} = W^{{(1)}} x + b^{{(1)}} = ({w["z1"]}, {w["z2"]})^T$ and
$a^{{(1)}} = \sigma(z^{{(1)}}) = ({w["a1"]}, {w["a2"]})^T$, then $z^{{(2)}} = W^{{(2)}} a^{{(1)}} + b^{{(2)}} = {w["z3"]}$,
$\hat y = \sigma(z^{{(2)}}) = {w["y"]}$.

\[ \delta^{{(2)}} = (\hat y - y) \cdot \hat y (1 - \hat y) = ({w["y"]} - 0.9) \cdot {w["y"]} \cdot (1 - {w["y"]}) = {w["d3"]} \]
\[ \delta^{{(1)}} = (W^{{(2)}})^T \delta^{{(2)}} \odot a^{{(1)}} \odot (1 - a^{{(1)}}) = \begin{{bmatrix}} {w["e1"]} \\ {w["e2"]} \end{{bmatrix}} \odot \begin{{bmatrix}} {w["s1"]} \\ {w["s2"]} \end{{bmatrix}} = \begin{{bmatrix}} {w["d1"]} \\ {w["d2"]} \end{{bmatrix}} \]
\[ \frac{{\partial E}}{{\partial W^{{(1)}}}} = \delta^{{(1)}} x^T = \begin{{bmatrix}} {w["gW111"]} & {w["gW112"]} \\ {w["gW121"]} & {w["gW122"]} \end{{bmatrix}} \]
\[ W^{{(1)}} \leftarrow W^{{(1)}} - \eta \frac{{\partial E}}{{\partial W^{{(1)}}}} = \begin{{bmatrix}} {w["nW111"]} & {w["nW112"]} \\ {w["nW121"]} & {w["nW122"]} \end{{bmatrix}} \]
\[ b^{{(1)}} \leftarrow b^{{(1)}} - \eta \delta^{{(1)}} = \begin{{bmatrix}} {w["nb11"]} \\ {w["nb12"]} \end{{bmatrix}} \]
"""


NOTATIONS: dict[str, Callable[[Worked], str]] = {
    one.__name__: one for one in (nielsen, ng, net_out, by_lines, rows, deltas)
}
