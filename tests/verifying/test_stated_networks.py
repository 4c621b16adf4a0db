"""Networks as people state them: a bias input, W_0, chains u, v, w, units through both layers."""

import math

import pytest
from verifying.harness import exercise

import derive


def sigma(z):
    return 1 / (1 + math.exp(-z))


def shown(value, digits=4):
    return f"{value + 0.0:.{digits}f}"


def slips(sheet):
    return [one.line for one in derive.verify(sheet).findings]


# the bias as a weight ----------------------------------------------------------------------------
def perceptron(given, slip=0.0):
    z = round(0.1 + 0.5 * 2 + 0.25, 4)
    y = round(sigma(z), 4)
    d = round((y - 1) * y * (1 - y) + slip, 4)
    return rf"""
{given}, target $t = 1$, weights $w_0 = 0.1$, $w_1 = 0.5$, $w_2 = -0.25$, $\eta = 0.5$.
$$z = w_0 + w_1 x_1 + w_2 x_2 = 0.1 + 0.5 \cdot 2 + 0.25 = {z}$$
$$y = \sigma(z) = {shown(y)}$$
$$E = \frac12 (t - y)^2 = {shown((1 - y) ** 2 / 2)}$$
$$\delta = (y - t) y (1 - y) = {shown(d)}$$
$$\frac{{\partial E}}{{\partial w_0}} = \delta, \quad
\frac{{\partial E}}{{\partial w_1}} = \delta x_1 = {shown(2 * d)}$$
$$w_0 \leftarrow w_0 - \eta \delta = {shown(0.1 - 0.5 * d)}$$
"""


@pytest.mark.parametrize("given", ["$x_1 = 2$, $x_2 = -1$", "$x_0 = 1$, $x_1 = 2$, $x_2 = -1$"])
def test_weights_from_index_0(given):
    assert derive.verify(perceptron(given)).holds
    assert slips(perceptron(given, slip=0.01)) == [6]


def test_an_input_that_is_1_is_none_of_an_exercise():
    given = exercise("logistic-regression")
    sheet = r"$\theta = (\theta_0, \theta_1, \theta_2)^T = (0.1, 0.5, -0.25)^T$, $x_0 = 1$, "
    sheet += r"$z = 0.1 + 0.5 \cdot 2 - 0.25 \cdot 1 = 0.85$"
    assert derive.verify(sheet, given).holds
    assert not derive.verify(sheet.replace("0.85$", "0.95$"), given).holds


def with_w0(slip=0.0):
    """W^T x + W_0, a ReLU and a linear output."""
    z = [round(0.2 * 1 + 0.3 * 3 + 0.1 + slip, 4), round(-0.4 + 0.3 - 0.1, 4)]
    h = [max(0.0, one) for one in z]
    y = round(0.5 * h[0] - 1.5 * h[1] + 0.2, 4)
    d = round(2 * (y - 2), 4)
    return rf"""
$x = \begin{{bmatrix}} 1 \\ 3 \end{{bmatrix}}$, $y = 2$,
$W^1 = \begin{{bmatrix}} 0.2 & -0.4 \\ 0.3 & 0.1 \end{{bmatrix}}$,
$W_0^1 = \begin{{bmatrix}} 0.1 \\ -0.1 \end{{bmatrix}}$,
$W^2 = \begin{{bmatrix}} 0.5 \\ -1.5 \end{{bmatrix}}$, $W_0^2 = 0.2$, squared error, step size 0.1

$Z^1 = {{W^1}}^T x + W_0^1 = \begin{{bmatrix}} {shown(z[0])} \\ {shown(z[1])} \end{{bmatrix}}$

$A^1 = \mathrm{{ReLU}}(Z^1) = \begin{{bmatrix}} {shown(h[0])} \\ {shown(h[1])} \end{{bmatrix}}$

$A^2 = {{W^2}}^T A^1 + W_0^2 = {shown(y)}$

$\frac{{\partial L}}{{\partial A^2}} = 2 (A^2 - y) = {shown(d)}$

$W_0^2 = 0.2 - 0.1 \cdot ({shown(d)}) = {shown(0.2 - 0.1 * d)}$
"""


def test_w_0_is_the_bias_beside_a_matrix_w():
    report = derive.verify(with_w0())
    assert report.holds
    assert {"b.2", "grad.a.2"} <= {one.quantity.removeprefix("new.") for one in report.claims
                                   if one.quantity is not None}  # fmt: skip
    assert slips(with_w0(slip=0.05)) == [7]


# letters without an index, and letters that count ------------------------------------------------
def bare(slip=0.0):
    """a is what goes into the output, z_1 and z_2 into the hidden units."""
    z = [round(0.3 * 0.5 - 0.1 + 0.2, 4), round(-0.2 * 0.5 - 0.5 - 0.1, 4)]
    h = [round(sigma(one), 4) for one in z]
    a = round(0.4 * h[0] - 0.6 * h[1] + 0.3 + slip, 4)
    y = round(sigma(a), 4)
    d = round((y - 1) * y * (1 - y), 4)
    return rf"""
$x_1 = 0.5$, $x_2 = -1$, $w_{{11}} = 0.3$, $w_{{12}} = 0.1$, $w_{{21}} = -0.2$, $w_{{22}} = 0.5$,
$b_1 = 0.2$, $b_2 = -0.1$, $v_1 = 0.4$, $v_2 = -0.6$, $c = 0.3$, $t = 1$, $E = \frac12 (y - t)^2$.

$z_1 = {shown(z[0])}$, $z_2 = {shown(z[1])}$, $h_1 = \sigma(z_1) = {shown(h[0])}$,
$h_2 = \sigma(z_2) = {shown(h[1])}$

$z = v_1 h_1 + v_2 h_2 + c = {shown(a)}$

$y = \sigma(z) = {shown(y)}$

$\delta = {shown(d)}$ and with $\delta_j = \partial E / \partial z_j$

$\delta_1 = \delta v_1 h_1 (1 - h_1) = {shown(d * 0.4 * h[0] * (1 - h[0]))}$
"""


def test_what_has_no_index_is_of_the_output():
    assert derive.verify(bare()).holds
    assert slips(bare(slip=0.02)) == [8]


@pytest.mark.parametrize("loss", ["C = (a^{(2)} - y)^2", r"\text{the cost is } (a^{(2)} - y)^2"])
def test_a_number_of_layers_is_no_loss(loss):
    z = [0.88, round(0.5 * sigma(0.88), 4)]
    sheet = rf"""
There are $L = 2$ layers, $x = 0.8$, $w^{{(1)}} = 1.1$, $w^{{(2)}} = 0.5$, $y = 1$.

$z^{{(1)}} = w^{{(1)}} x = {z[0]}$, $a^{{(1)}} = \sigma(z^{{(1)}}) = {shown(sigma(z[0]))}$

$z^{{(2)}} = w^{{(2)}} a^{{(1)}} = {shown(z[1])}$

$a^{{(2)}} = \sigma(z^{{(2)}}) = {shown(sigma(z[1]))}$

${loss} = {shown((sigma(z[1]) - 1) ** 2)}$
"""
    assert derive.verify(sheet).holds


def test_small_letters_of_a_batch_in_capitals():
    given = exercise("mean-batch")
    X, t = [(1, 0), (0, 1), (1, 1)], [1, 0, 0.5]
    first, second = [(0.4, 0.3), (-0.2, 0.5)], (0.5, -0.4)
    b, c = [float(one.value) for one in given.b[0]], float(given.b[1][0].value)
    h = [[math.tanh(x * first[0][k] + y * first[1][k] + b[k]) for k in (0, 1)] for x, y in X]
    y = [sum(v * w for v, w in zip(row, second, strict=True)) + c for row in h]
    loss = sum((one - to) ** 2 for one, to in zip(y, t, strict=True)) / 6

    def column(values):
        return r"\begin{pmatrix} " + r" \\ ".join(shown(one) for one in values) + r" \end{pmatrix}"

    sheet = rf"""
There are $m = 3$ examples.

$$Y = {column(t)}, \quad \hat Y = {column(y)}$$

$$J = \frac{{1}}{{2m}} \sum_{{i=1}}^m (\hat y_i - y_i)^2 = {shown(loss)}$$
"""
    report = derive.verify(sheet, given)
    assert report.holds and "holds" in {one.verdict for one in report.claims}
    wrong = sheet.replace(r"\hat y_i - y_i", r"\hat y_i + y_i")
    assert not derive.verify(wrong, given).holds


# chains and paths --------------------------------------------------------------------------------
def chain(sign="-"):
    a = round(math.tanh(0.63), 4)
    b = round(math.tanh(-1.2 * a), 4)
    c = round(math.tanh(0.5 * b), 4)
    d = round((c + 0.4) * (1 - c**2), 4)
    e = round(d * 0.5 * (1 - b**2 if sign == "-" else 1 + b**2), 4)
    return rf"""
$a = \tanh(u x)$, $b = \tanh(v a)$, $c = \tanh(w b)$, $E = \frac12 (c - t)^2$,
$x = 0.7$, $u = 0.9$, $v = -1.2$, $w = 0.5$, $t = -0.4$, $\eta = 0.2$.

$a = {shown(a)}$, $b = {shown(b)}$, $c = {shown(c)}$

$\delta_w = (c - t) (1 - c^2) = {shown(d)}$

$\delta_v = \delta_w w (1 {sign} b^2) = {shown(e)}$

$\frac{{\partial E}}{{\partial v}} = \delta_v a = {shown(e * a)}$

$v_{{new}} = -1.2 - 0.2 \cdot {shown(e * a)} = {shown(-1.2 - 0.2 * round(e * a, 4))}$
"""


def test_a_chain_with_weights_u_v_w():
    assert derive.verify(chain()).holds
    assert slips(chain("+")) == [9]


def haykin(error=1):
    v = [0.6, -0.3]
    y = [round(math.tanh(one), 4) for one in v]
    out = round(0.2 + 0.6 * y[0] - 0.4 * y[1], 4)
    y.append(round(math.tanh(out), 4))
    e = round(error * (0.9 - y[2]), 4)
    d = round(e * (1 - y[2] ** 2), 4)
    first, second = ("0.9", shown(y[2])) if error == 1 else (shown(y[2]), "0.9")
    return rf"""
$x_1 = 1$, $x_2 = -0.5$, $d = 0.9$, $\eta = 0.25$, $\varphi(v) = \tanh(v)$, $E = \frac12 e^2$
\begin{{align*}}
w_{{10}} &= 0.1 & w_{{11}} &= 0.4 & w_{{12}} &= -0.2 \\
w_{{20}} &= -0.3 & w_{{21}} &= 0.25 & w_{{22}} &= 0.5 \\
w_{{30}} &= 0.2 & w_{{31}} &= 0.6 & w_{{32}} &= -0.4
\end{{align*}}
$v_1 = {shown(v[0])}$, $y_1 = \varphi(v_1) = {shown(y[0])}$

$v_2 = {shown(v[1])}$, $y_2 = \varphi(v_2) = {shown(y[1])}$

$v_3 = w_{{30}} + w_{{31}} y_1 + w_{{32}} y_2 = {shown(out)}$, $y_3 = \varphi(v_3) = {shown(y[2])}$

$e = d - y_3$

$e = {first} - {second} = {shown(e)}$

$\delta_3 = e \varphi'(v_3) = {shown(d)}$

$\delta_1 = \varphi'(v_1) \delta_3 w_{{31}} = {shown((1 - y[0] ** 2) * d * 0.6)}$

$w_{{31}}(n+1) = w_{{31}} + \eta \delta_3 y_1 = {shown(0.6 + 0.25 * d * y[0])}$
"""


def test_columns_of_weights_and_an_error_by_its_formula():
    report = derive.verify(haykin())
    assert report.holds
    assert {"delta.1", "new.W.2"} <= {one.quantity for one in report.claims}
    assert slips(haykin(error=-1)) == [16]


PATH = (
    r"\frac{\partial L}{\partial W^{(1)}_{21}} = \frac{\partial L}{\partial y} "
    r"\frac{\partial y}{\partial p_2} \frac{\partial p_2}{\partial W^{(1)}_{21}}"
)


def test_paths_through_units_that_are_numbered_through():
    given = exercise("relu-paths")
    # layer 1 is p, layer 2 is q, by hand: W1 x + b1 = (-1, 2, 3), W2 p + b2 = (9, 6, -4), y = 5
    units = "$p_1 = 0$, $p_2 = 2$, $p_3 = 3$, $q_1 = 9$, $q_2 = 6$, $q_3 = -4$, $y = 5$\n\n"
    assert derive.verify(f"{units}$${PATH}$$", given).holds
    wrong = PATH.replace(r"{\partial p_2} \frac", r"{\partial p_1} \frac")
    assert not derive.verify(f"{units}$${wrong}$$", given).holds


def two_biases(slip=0.0):
    """Leaky units with biases c, and outputs with biases d beside targets y."""
    s = [round(0.8 * 1.5 - 0.5, 4), round(-1.2 * 1.5 + 0.3, 4)]
    h = [s[0], round(0.1 * s[1], 4)]
    y = [round(0.6 * h[0] + 0.9 * h[1] + 0.05 + slip, 4), round(-0.4 * h[0] + 1.1 * h[1] - 0.15, 4)]
    return rf"""
Leaky ReLU with slope $\alpha = 0.1$ for negative numbers, linear outputs, $x = 1.5$, targets
$y_1 = 1$, $y_2 = -1$, $u_1 = 0.8$, $u_2 = -1.2$, $c_1 = -0.5$, $c_2 = 0.3$,
$v_{{11}} = 0.6$, $v_{{12}} = 0.9$, $v_{{21}} = -0.4$, $v_{{22}} = 1.1$, $d_1 = 0.05$,
$d_2 = -0.15$.

$s_1 = u_1 x + c_1 = {s[0]}$, $s_2 = u_2 x + c_2 = {s[1]}$, $h_1 = {h[0]}$,
$h_2 = \alpha s_2 = {h[1]}$

$\hat y_1 = v_{{11}} h_1 + v_{{12}} h_2 + d_1 = {y[0]}$

$\hat y_2 = v_{{21}} h_1 + v_{{22}} h_2 + d_2 = {y[1]}$

$\frac{{\partial L}}{{\partial \hat y_1}} = \hat y_1 - y_1 = {shown(y[0] - 1)}$
"""


def test_d_is_a_bias_beside_c_and_targets_y():
    assert derive.verify(two_biases()).holds
    assert slips(two_biases(slip=0.05)) == [10]
