"""Batches of sheets of their own: a rate that is not written, d as a name, units told in words."""

from math import exp, log

import pytest

import derive

BAD = ("wrong", "mislabelled", "right value, wrong line")


def accused(text):
    return sorted({one.line for one in derive.verify(text).claims if one.verdict in BAD})


def shown(rows, digits=4):
    return r"\\".join("&".join(f"{one:.{digits}f}" for one in row) for row in rows)


X, W, C = [[2, 1], [0.5, -1]], [[0.2, -0.4], [0.3, 0.5]], [0.1, -0.2]
Y = [[1, 0], [0, 1]]
Z = [[sum(x[i] * W[i][k] for i in (0, 1)) + C[k] for k in (0, 1)] for x in X]
P = [[exp(one) / sum(map(exp, z)) for one in z] for z in Z]
R = [[p - y for p, y in zip(row, hot, strict=True)] for row, hot in zip(P, Y, strict=True)]
GRADIENT = [[sum(X[n][i] * R[n][k] for n in (0, 1)) / 2 for k in (0, 1)] for i in (0, 1)]


def in_french(gradient):
    new = [[w - g for w, g in zip(*rows, strict=True)] for rows in zip(W, gradient, strict=True)]
    cost = -(log(P[0][0]) + log(P[1][1])) / 2
    return rf"""
On donne, \`a deux exemples (en lignes), une r\'egression softmax :
\[ X=\begin{{bmatrix}}2&1\\0.5&-1\end{{bmatrix}},\
W=\begin{{bmatrix}}0.2&-0.4\\0.3&0.5\end{{bmatrix}},\ c=\begin{{bmatrix}}0.1&-0.2\end{{bmatrix}},\
Y=\begin{{bmatrix}}1&0\\0&1\end{{bmatrix}}. \]
Le co\^ut est $J=-\frac1N\sum_{{n,k}}Y_{{nk}}\ln P_{{nk}}$ avec $N=2$. On arrondit \`a $10^{{-4}}$.
Puis $Z=XW+\mathbf 1c$ :
\[ Z=\begin{{bmatrix}}{shown(Z)}\end{{bmatrix}} \]
et, ligne par ligne,
\[ P=\begin{{bmatrix}}{shown(P)}\end{{bmatrix}} \]
\[ J={cost:.4f} \]
\[ R=P-Y=\begin{{bmatrix}}{shown(R)}\end{{bmatrix}} \]
\[ \frac{{\partial J}}{{\partial W}}=\frac1N X^\top R
=\begin{{bmatrix}}{shown(gradient)}\end{{bmatrix}} \]
Mise \`a jour :
\[ W^{{+}}=W-\frac{{\partial J}}{{\partial W}}=\begin{{bmatrix}}{shown(new)}\end{{bmatrix}} \]
"""


def test_a_step_of_rate_one():
    assert accused(in_french(GRADIENT)) == []
    forgotten = [[2 * one for one in row] for row in GRADIENT]
    assert accused(in_french(forgotten)) == [14]


def rows_with_a_name_d(hidden, below, name="d"):
    return rf"""
Rows are examples:
\[ X=\begin{{pmatrix}}2&1\\1&-1\end{{pmatrix}},\ t=\begin{{pmatrix}}0\\1\end{{pmatrix}},
A=\begin{{pmatrix}}0.5&0.2\\0.1&-0.6\end{{pmatrix}},\ v=\begin{{pmatrix}}0.4\\-0.3\end{{pmatrix}} \]
$Z=XA$, $H=\max(Z,0)$, $y=Hv$, $J=\frac12\lVert y-t\rVert^2$.
\[ Z=\begin{{pmatrix}}1.1&-0.2\\0.4&0.8\end{{pmatrix}} \]
\[ H=\begin{{pmatrix}}1.1&0\\0.4&0.8\end{{pmatrix}} \]
\[ y=\begin{{pmatrix}}0.44\\-0.08\end{{pmatrix}} \]
\[ {name}=y-t=\begin{{pmatrix}}0.44\\-1.08\end{{pmatrix}} \]
\[ G=({name}\,v^\top)\odot[Z>0]=\begin{{pmatrix}}{hidden}\\-0.432&0.324\end{{pmatrix}} \]
\[ \nabla_A J=X^\top G=\begin{{pmatrix}}{below}\end{{pmatrix}} \]
"""


@pytest.mark.parametrize("name", ["d", "r"])
def test_a_product_with_the_name_d(name):
    right = rows_with_a_name_d("0.176&0", r"-0.08&0.324\\0.608&-0.324", name)
    assert accused(right) == []
    unmasked = rows_with_a_name_d("0.176&-0.132", r"-0.08&0.06\\0.608&-0.456", name)
    assert accused(unmasked) == [10]


def sigma(z):
    return 1 / (1 + exp(-z))


def units_in_lists(words, old="0.6"):
    hidden, weights, bias, output = words
    n1, n2 = 0.3 * 0.5 + 0.1 * 1 + 0.2, -0.2 * 0.5 + 0.4 * 1 - 0.1
    h1, h2 = round(sigma(n1), 4), round(sigma(n2), 4)
    net = round(0.6 * h1 - 0.5 * h2 + 0.3, 4)
    o = round(sigma(net), 4)
    d = round((0.8 - o) * o * (1 - o), 4)
    numbers = f"{h1:.4f}\\cdot{1 - h1:.4f}\\cdot{d:.4f}"
    d1 = h1 * (1 - h1) * d * float(old)
    return f"""
$x_1=0.5$, $x_2=1$, $t=0.8$, $\\alpha=0.5$, sigmoid.

- {hidden} 1: {weights} $0.3,\\ 0.1$, {bias} $0.2$
- {hidden} 2: {weights} $-0.2,\\ 0.4$, {bias} $-0.1$
- {output}: $v_1=0.6$, $v_2=-0.5$, {bias} $0.3$

$net_1 = 0.3\\cdot0.5+0.1\\cdot1+0.2 = {n1:.4f}$, $out_1 = {h1:.4f}$

$net_2 = -0.2\\cdot0.5+0.4\\cdot1-0.1 = {n2:.4f}$, $out_2 = {h2:.4f}$

$net_o = 0.6\\cdot{h1:.4f}-0.5\\cdot{h2:.4f}+0.3 = {net:.4f}$, $o = {o:.4f}$

$E=\\frac12(t-o)^2$

$\\delta_o = (t-o)o(1-o) = (0.8-{o:.4f})\\cdot{o:.4f}\\cdot(1-{o:.4f}) = {d:.4f}$

$\\delta_1 = out_1(1-out_1)\\delta_o v_1 = {numbers}\\cdot{old} = {d1:.5f}$
"""


@pytest.mark.parametrize(
    "words",
    [
        ("oculta", "pesos", "sesgo", "salida"),
        ("cachée", "poids", "biais", "sortie"),
        ("hidden", "weights", "bias", "output"),
    ],
)
def test_units_in_lists(words):
    assert accused(units_in_lists(words)) == []
    assert accused(units_in_lists(words, "0.612")) == [18]
