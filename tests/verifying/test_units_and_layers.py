"""Data of a network in other people's letters: a^1 into w^2, biases b and c, units through."""

from __future__ import annotations

import math

import pytest

import derive


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def one_slip(right: str, good: str, bad: str) -> None:
    """Nothing is wrong on the sheet; with the slip, the line of it alone."""
    assert right.count(good) == 1
    report = derive.verify(right)
    assert [(one.left, one.right) for one in report.findings] == []
    assert any(one.quantity for one in report.claims if one.verdict.startswith("holds"))
    (found,) = derive.verify(right.replace(good, bad)).findings
    assert (found.verdict, found.line) == ("wrong", right[: right.index(good)].count("\n") + 1)


def column(*numbers: float) -> str:
    return r"\begin{bmatrix} " + r" \\ ".join(f"{one:.4f}" for one in numbers) + r"\end{bmatrix}"


def test_a_formula_of_one_name_is_not_the_name() -> None:
    z, y = (0.0646, 0.7905), (1, 0)
    a = [sigma(one) for one in z]
    slope = [one * (1 - one) for one in a]
    error = [one - t for one, t in zip(a, y, strict=True)]
    text = (
        rf"$z = {column(*z)}$, $a = \sigma(z) = {column(*a)}$, $y = {column(*y)}$" + "\n\n"
        rf"With $\sigma'(z) = {column(*slope)}$ we get $$\delta = (a - y) \odot \sigma'(z) = "
        rf"{column(*error)} \odot {column(*slope)}$$"
    )
    assert derive.verify(text).holds


def nielsen() -> str:
    x, t = (0.6, 0.9), (1, 0)
    w2, b2, w3, b3 = ((0.5, -0.3), (0.8, 0.2)), (0.1, -0.4), ((0.7, -0.9), (0.4, 1.2)), (0.2, -0.1)
    z2 = [row[0] * x[0] + row[1] * x[1] + b for row, b in zip(w2, b2, strict=True)]
    a2 = [sigma(one) for one in z2]
    z3 = [row[0] * a2[0] + row[1] * a2[1] + b for row, b in zip(w3, b3, strict=True)]
    a3 = [sigma(one) for one in z3]
    d3 = [(a - y) * a * (1 - a) for a, y in zip(a3, t, strict=True)]
    d2 = [(w3[0][k] * d3[0] + w3[1][k] * d3[1]) * a2[k] * (1 - a2[k]) for k in (0, 1)]
    return "\n\n".join((
        r"$w^2 = \begin{bmatrix} 0.5 & -0.3 \\ 0.8 & 0.2 \end{bmatrix}$,"
        r" $b^2 = \begin{bmatrix} 0.1 \\ -0.4 \end{bmatrix}$,"
        r" $w^3 = \begin{bmatrix} 0.7 & -0.9 \\ 0.4 & 1.2 \end{bmatrix}$,"
        r" $b^3 = \begin{bmatrix} 0.2 \\ -0.1 \end{bmatrix}$, $L = 3$",
        r"$x = a^1 = \begin{bmatrix} 0.6 \\ 0.9 \end{bmatrix}$,"
        r" $y = \begin{bmatrix} 1 \\ 0 \end{bmatrix}$, $C = \frac12 \|y - a^L\|^2$",
        rf"$z^2 = w^2 a^1 + b^2 = {column(*z2)}$, $a^2 = \sigma(z^2) = {column(*a2)}$",
        rf"$z^3 = w^3 a^2 + b^3 = {column(*z3)}$, $a^3 = \sigma(z^3) = {column(*a3)}$",
        rf"$\delta^3 = (a^3 - y) \odot \sigma'(z^3) = {column(*d3)}$",
        rf"$\delta^2 = \left((w^3)^T \delta^3\right) \odot \sigma'(z^2) = {column(*d2)}$",
    ))  # fmt: skip


def test_layers_are_counted_from_the_inputs_on() -> None:
    one_slip(nielsen(), r"(w^3)^T \delta^3", r"w^3 \delta^3")


def lettered_biases() -> str:
    net = 0.6 * 0.7 - 0.4 * -0.2 + 0.1, -0.3 * 0.7 + 0.9 * -0.2 + 0.2
    h = [sigma(one) for one in net]
    out = 0.8 * h[0] - 0.5 * h[1] + 0.3
    o = sigma(out)
    delta = o * o * (1 - o)
    return "\n\n".join((
        "$x_1 = 0.7$, $x_2 = -0.2$, $t = 0$, $w_{11} = 0.6$, $w_{12} = -0.4$, $w_{21} = -0.3$,"
        " $w_{22} = 0.9$, $b_1 = 0.1$, $b_2 = 0.2$, $v_1 = 0.8$, $v_2 = -0.5$, $c = 0.3$",
        rf"$net_1 = w_{{11}} x_1 + w_{{12}} x_2 + b_1 = {net[0]:.4f}$",
        rf"$h_1 = \sigma(net_1) = {h[0]:.4f}$, $h_2 = \sigma({net[1]:.4f}) = {h[1]:.4f}$",
        rf"$net_o = v_1 h_1 + v_2 h_2 + c = {out:.4f}$, $o = \sigma(net_o) = {o:.4f}$",
        rf"$E = \frac12 (o - t)^2 = {o * o / 2:.4f}$",
        rf"$\delta_o = (o - t) o (1 - o) = {delta:.4f}$",
    ))  # fmt: skip


def test_a_bias_may_have_a_letter_of_its_own() -> None:
    one_slip(lettered_biases(), "(o - t) o", "(t - o) o")


def through() -> str:
    v = 0.35 + 0.15 * 0.9 - 0.45 * 0.4, -0.2 + 0.65 * 0.9 + 0.25 * 0.4
    y = [sigma(one) for one in v]
    last = 0.1 + 0.85 * y[0] - 0.55 * y[1]
    out = sigma(last)
    delta = (1 - out) * out * (1 - out)
    back = y[0] * (1 - y[0]) * delta * 0.85
    return "\n\n".join((
        "$w_{10} = 0.35$, $w_{11} = 0.15$, $w_{12} = -0.45$, $w_{20} = -0.20$, $w_{21} = 0.65$,"
        " $w_{22} = 0.25$, $w_{30} = 0.10$, $w_{31} = 0.85$, $w_{32} = -0.55$",
        r"$x_1 = 0.9$, $x_2 = 0.4$, $d_3(n) = 1$, $\eta = 0.8$, $\varphi(v) = \frac{1}{1+e^{-v}}$",
        rf"$v_1 = {v[0]:.4f}$, $y_1 = \varphi(v_1) = {y[0]:.4f}$",
        rf"$v_2 = {v[1]:.4f}$, $y_2 = \varphi(v_2) = {y[1]:.4f}$",
        rf"$v_3 = w_{{30}} + w_{{31}} y_1 + w_{{32}} y_2 = {last:.4f}$,"
        rf" $y_3 = \varphi(v_3) = {out:.4f}$",
        rf"$e_3 = d_3 - y_3 = {1 - out:.4f}$, $\mathcal{{E}} = \frac12 e_3^2$",
        rf"$\delta_3 = e_3 y_3 (1 - y_3) = {delta:.4f}$",
        rf"$\delta_1 = y_1 (1 - y_1) \delta_3 w_{{31}} = {back:.4f}$",
        r"$w_{31}(n+1) = w_{31}(n) + \eta \delta_3 y_1$",
        rf"$w_{{11}}(n+1) = w_{{11}}(n) + \eta \delta_1 x_1 = {0.15 + 0.8 * back * 0.9:.4f}$",
    ))  # fmt: skip


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (r"w_{31}(n) + \eta", r"w_{31}(n) - \eta"),
        (r"(1 - y_1) \delta_3 w_{31}", r"(1 - y_1) \delta_3 w_{32}"),
        (r"e_3 y_3 (1 - y_3) = ", r"e_3 (1 - y_3) = "),
    ],
)
def test_weights_of_units_through_all_layers(good: str, bad: str) -> None:
    one_slip(through(), good, bad)


def classes() -> str:
    z = 0.2 * 1.5 - 0.5 * 0.6 + 0.1, 0.7 * 1.5 + 0.3 * 0.6 - 0.2, -0.4 * 1.5 + 0.9 * 0.6
    total = sum(map(math.exp, z))
    p = [math.exp(one) / total for one in z]
    return "\n\n".join((
        r"$W = \begin{pmatrix} 0.2 & -0.5 \\ 0.7 & 0.3 \\ -0.4 & 0.9 \end{pmatrix}$,"
        r" $b = \begin{pmatrix} 0.1 \\ -0.2 \\ 0.0 \end{pmatrix}$,"
        r" $x = \begin{pmatrix} 1.5 \\ 0.6 \end{pmatrix}$, $c = 1$",
        r"$z = W x + b$, $p = \operatorname{softmax}(z)$, $L = -\ln p_c$, $y = (1, 0, 0)^T$",
        rf"$z_1 = {z[0]:.2f}$, $z_2 = {z[1]:.2f}$, $z_3 = {z[2]:.2f}$",
        rf"$p_1 = {p[0]:.5f}$, $p_2 = {p[1]:.5f}$, $p_3 = {p[2]:.5f}$, $L = {-math.log(p[0]):.5f}$",
        rf"$\frac{{\partial L}}{{\partial W_{{11}}}} = (p_1 - 1) x_1 = {(p[0] - 1) * 1.5:.5f}$",
        rf"$\frac{{\partial L}}{{\partial W_{{21}}}} = p_2 x_1 = {p[1] * 1.5:.5f}$",
    ))  # fmt: skip


@pytest.mark.parametrize(("good", "bad"), [("p_2 x_1", "p_3 x_1"), ("(p_1 - 1)", "(p_1 + 1)")])
def test_the_targets_of_a_class_may_be_put_in(good: str, bad: str) -> None:
    one_slip(classes(), good, bad)


def test_a_slope_at_the_wrong_place() -> None:
    a = sigma(0.7)
    right, wrong = a * (1 - a), sigma(a) * (1 - sigma(a))
    text = rf"$z_A = 0.9 \cdot 1 - 0.3 \cdot 2 + 0.4 = 0.7$, $a_A = \sigma(z_A) = {a:.5f}$" + "\n\n"
    good = rf"$\sigma'(z_A) = a_A (1 - a_A) = {right:.5f}$"
    assert derive.verify(text + good).holds
    bad = rf"$\sigma'(z_A) = \sigma(a_A) (1 - \sigma(a_A)) = {wrong:.5f}$"
    (found,) = derive.verify(text + bad).findings
    assert found.line == 3


def test_layers_by_letters_in_a_loss() -> None:
    text = r"$C_0 = (a^{(L)} - y)^2$ and $a^{(L)} = \sigma(z^{(L)})$" + "\n\n"
    slope = r"$\frac{\partial C_0}{\partial a^{(L)}} = 2 (a^{(L)} - y)$"
    assert derive.verify(text + slope).claims[-1].verdict == "holds"
    (found,) = derive.verify(text + slope.replace("2 (", "(")).findings
    assert found.line == 3


BISHOP = r"""Hidden units $a_j=\sum_i w_{ji}x_i$, $z_j=\tanh(a_j)$, linear outputs
$y_k=\sum_j w_{kj}z_j$, and $E=\frac12\sum_k(y_k-t_k)^2+\frac{\lambda}{2}\sum_{k,j}w_{kj}^2$.

$\delta_k=\frac{\partial E}{\partial y_k}=y_k-t_k$

$\delta_j=\frac{\partial E}{\partial a_j}=(1-z_j^2)\sum_k w_{kj}\delta_k$

$\frac{\partial E}{\partial w_{kj}}=\delta_k z_j+\lambda w_{kj}$

$\frac{\partial E}{\partial w_{ji}}=\delta_j x_i$
"""


def test_one_letter_of_weights_serves_two_layers():
    report = derive.verify(BISHOP)
    assert report.holds
    assert {one.line for one in report.claims if one.verdict == "holds"} >= {4, 6, 8, 10}
    for right, wrong, line in (
        (r"=\delta_j x_i", r"=\delta_j z_j", 10),
        (r"=\delta_j x_i", r"=\delta_k x_i", 10),
        (r"+\lambda w_{kj}$", "$", 8),
        (r"(1-z_j^2)\sum", r"z_j(1-z_j)\sum", 6),
    ):
        assert BISHOP.count(right) == 1
        assert [one.line for one in derive.verify(BISHOP.replace(right, wrong)).findings] == [line]
