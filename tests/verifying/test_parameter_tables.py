"""Networks whose weights stand in tables of units, in tables and lists of connections, in words."""

from math import exp

import pytest

import derive

X = (0.4, -0.7)
W = ((0.3, -0.6), (0.8, 0.2))
B = (0.1, -0.2)
V, C = (0.9, -0.5), 0.15


def sigma(z: float) -> float:
    return 1 / (1 + exp(-z))


UNITS = """
| neuron | weight 1 | weight 2 | bias |
|---|---|---|---|
| hidden 1 | 0.3 | -0.6 | 0.1 |
| hidden 2 | 0.8 | 0.2 | -0.2 |
| output | 0.9 | -0.5 | 0.15 |
"""
SCHICHTEN = """
| Schicht | Neuron | Gewichte $w_1$ | $w_2$ | Schwelle |
|---|---|---|---|---|
| verdeckt | 1 | 0.3 | -0.6 | 0.1 |
| verdeckt | 2 | 0.8 | 0.2 | -0.2 |
| Ausgabe | 1 | 0.9 | -0.5 | 0.15 |
"""
NAMES = """
| | $w_1$ | $w_2$ | $b$ |
|---|---|---|---|
| $h_1$ | 0.3 | -0.6 | 0.1 |
| $h_2$ | 0.8 | 0.2 | -0.2 |
| $y$ | 0.9 | -0.5 | 0.15 |
"""
CONNECTIONS = """
| from | to | weight |
|---|---|---|
| x1 | h1 | 0.3 |
| x2 | h1 | -0.6 |
| 1 | h1 | 0.1 |
| x1 | h2 | 0.8 |
| x2 | h2 | 0.2 |
| 1 | h2 | -0.2 |
| h1 | y | 0.9 |
| h2 | y | -0.5 |
| 1 | y | 0.15 |
"""
LIST = """
- x1 -> h1: 0.3, x2 -> h1: -0.6, b -> h1: 0.1
- x1 -> h2: 0.8, x2 -> h2: 0.2, b -> h2: -0.2
- h1 -> y: 0.9, h2 -> y: -0.5, b -> y: 0.15
"""
FROM = """
| | from $x_1$ | from $x_2$ | bias |
|---|---|---|---|
| hidden 1 | 0.3 | -0.6 | 0.1 |
| hidden 2 | 0.8 | 0.2 | -0.2 |
| output | 0.9 | -0.5 | 0.15 |
"""
COUNTED_FROM_0 = """
| | from 0 | from 1 | from 2 |
|---|---|---|---|
| hidden 1 | 0.1 | 0.3 | -0.6 |
| hidden 2 | -0.2 | 0.8 | 0.2 |
| output | 0.15 | 0.9 | -0.5 |
"""
ONWARD = """
| hidden unit | weight from x1 | weight from x2 | bias | output weight |
|---|---|---|---|---|
| 1 | 0.3 | -0.6 | 0.1 | 0.9 |
| 2 | 0.8 | 0.2 | -0.2 | -0.5 |

The bias of the output is $c = 0.15$.
"""
TABULAR = r"""
\begin{tabular}{l|ccc}
Neuron & Gewicht 1 & Gewicht 2 & Bias \\ \hline
verdeckt 1 & $0{,}3$ & $-0{,}6$ & $0{,}1$ \\
verdeckt 2 & $0{,}8$ & $0{,}2$ & $-0{,}2$ \\
Ausgabe & $0{,}9$ & $-0{,}5$ & $0{,}15$
\end{tabular}
"""
SENTENCE = """
Hidden neuron 1 has the weights 0.3 and -0.6 and the bias 0.1, hidden neuron 2 has the weights 0.8
and 0.2 and the bias -0.2. The output neuron has the weights 0.9 and -0.5 and the bias 0.15.
"""
GIVEN = {"units": UNITS, "schichten": SCHICHTEN, "names": NAMES, "connections": CONNECTIONS,
         "list": LIST, "from": FROM, "counted from 0": COUNTED_FROM_0, "onward": ONWARD,
         "tabular": TABULAR, "sentence": SENTENCE}  # fmt: skip


def sheet(given: str, weight: float = V[0]) -> str:
    z = [round(sum(w * v for w, v in zip(row, X, strict=True)) + b, 4)
         for row, b in zip(W, B, strict=True)]  # fmt: skip
    h = [round(sigma(one), 4) for one in z]
    u = round(V[0] * h[0] + V[1] * h[1] + C, 4)
    y = round(sigma(u), 4)
    d = round((y - 1) * y * (1 - y), 4)
    slope = round(h[0] * (1 - h[0]), 4)
    return rf"""# Exercise

A network of sigmoid units, $x_1 = 0.4$, $x_2 = -0.7$, $t = 1$, $E = \frac12 (y - t)^2$.
{given}
$z_1 = 0.3 \cdot 0.4 - 0.6 \cdot (-0.7) + 0.1 = {z[0]:.4f}$, $h_1 = {h[0]:.4f}$

$z_2 = 0.8 \cdot 0.4 + 0.2 \cdot (-0.7) - 0.2 = {z[1]:.4f}$, $h_2 = {h[1]:.4f}$

$y = \sigma(0.9 \cdot {h[0]:.4f} - 0.5 \cdot {h[1]:.4f} + 0.15) = \sigma({u:.4f}) = {y:.4f}$

$\delta_y = (y - t) y (1 - y) = {d:.4f}$

$\delta_1 = {d:.4f} \cdot {weight} \cdot {slope:.4f} = {d * weight * slope:.4f}$
"""


@pytest.mark.parametrize("name", GIVEN)
def test_the_network_that_is_told_is_the_network(name: str) -> None:
    right = derive.verify(sheet(GIVEN[name]))
    assert right.holds
    held = {one.quantity for one in right.claims if one.verdict.startswith("holds")}
    assert held >= {"z.1", "a.1", "a.2", "delta.1"}
    (found,) = derive.verify(sheet(GIVEN[name], weight=0.15)).findings
    assert found.left == r"\delta_1"


@pytest.mark.parametrize("name", GIVEN)
def test_data_that_the_results_contradict_are_not_taken(name: str) -> None:
    given = GIVEN[name].replace("0.3", "0.7").replace("0.8", "0.4")
    assert derive.verify(sheet(given)).holds


def test_a_table_of_new_weights_is_not_the_network() -> None:
    """Only what is given is: the network is not known where a table tells the results alone."""
    given = "\nThe new weights:\n" + ONWARD
    report = derive.verify(sheet(given))
    assert report.holds and not any("own" in one for one in report.inferred)


def test_hidden_biases_alone() -> None:
    """b_1 and b_2 are of the two hidden units where the output has none."""
    z = [round(0.3 * 0.5 + 0.1, 4), round(0.8 * 0.5 - 0.2, 4)]
    y = round(0.9 * z[0] - 0.5 * z[1], 4)
    text = rf"""
$x = 0.5$, $w_1 = 0.3$, $w_2 = 0.8$, $b_1 = 0.1$, $b_2 = -0.2$, $v_1 = 0.9$, $v_2 = -0.5$, $t = 1$.
$h_1 = \max(0, 0.3 \cdot 0.5 + 0.1) = {z[0]:.4f}$, $h_2 = \max(0, 0.8 \cdot 0.5 - 0.2) = {z[1]:.4f}$

$y = 0.9 \cdot {z[0]:.4f} - 0.5 \cdot {z[1]:.4f} = {y:.4f}$

$\frac{{\partial L}}{{\partial y}} = y - t = {y - 1:.4f}$

$\frac{{\partial L}}{{\partial b_1}} = {y - 1:.4f} \cdot FACTOR = PRODUCT$
"""
    for factor, holds in (("0.9", True), ("(-0.5)", False)):
        product = f"{(y - 1) * float(factor.strip('()')):.4f}"
        report = derive.verify(text.replace("FACTOR", factor).replace("PRODUCT", product))
        assert report.holds is holds


def in_lines(back: float = V[0]) -> str:
    """The network in lines of plain text, its inputs called p and b."""
    z = [round(sum(w * v for w, v in zip(row, X, strict=True)) + b, 3)
         for row, b in zip(W, B, strict=True)]  # fmt: skip
    h = [round(sigma(one), 3) for one in z]
    u = round(V[0] * h[0] + V[1] * h[1] + C, 3)
    o = round(sigma(u), 3)
    d = round((o - 1) * o * (1 - o), 3)
    v1 = round(V[0] - 0.5 * d * h[0], 3)
    name = "v1" if back == V[0] else "v1_new"
    used = back if back == V[0] else v1
    return f"""All units are sigmoid, learning rate = 0.5.
Input (p, b) = (0.4, -0.7), and the target is t = 1.

hidden 1: weights 0.3 (from p) and -0.6 (from b), bias 0.1
hidden 2: weights 0.8 (from p) and 0.2 (from b), bias -0.2
output: weights v1 = 0.9, v2 = -0.5, bias c = 0.15

net1 = 0.3 * 0.4 - 0.6 * (-0.7) + 0.1 = {z[0]:.3f}
h1 = sigmoid({z[0]:.3f}) = {h[0]:.3f}
net2 = 0.8 * 0.4 + 0.2 * (-0.7) - 0.2 = {z[1]:.3f}
h2 = sigmoid({z[1]:.3f}) = {h[1]:.3f}
o = sigmoid({u:.3f}) = {o:.3f}

Here b = -0.7 is the second input.
delta_o = (o - t) * o * (1 - o) = {d:.3f}
v1_new = 0.9 - 0.5 * {d:.3f} * {h[0]:.3f} = {v1:.3f}
delta_1 = delta_o * {name} * h1 * (1 - h1) = {d * used * h[0] * (1 - h[0]):.3f}
"""


def test_units_and_inputs_in_lines_of_text() -> None:
    right = derive.verify(in_lines())
    assert right.holds and any("own" in one for one in right.inferred)
    assert derive.verify(in_lines().replace("h2 = sigmoid(-", "h2 = sigmoid(")).findings
    (found,) = derive.verify(in_lines(back=0.0)).findings
    assert found.left == "delta_1"


def test_a_control_with_the_new_weights_is_a_second_pass() -> None:
    """With values of its own, where the step is said in words alone."""
    x, w, t = 2.0, 0.4, 1.0
    h, d = w * x, w * x - t
    new = w - 0.1 * d * x
    text = rf"""A linear neuron, $h = w x$, $E = \frac12 (h - t)^2$, $\eta = 0.1$.

$x = 2$, $w = 0.4$, $t = 1$

$h = 0.4 \cdot 2 = {h:.2f}$, $\delta = h - t = {d:.2f}$

Control: with the new weights $h = {new * x:.2f}$ and $E = {(new * x - t) ** 2 / 2:.4f}$.
"""
    assert derive.verify(text).holds
    (found,) = derive.verify(text.replace(f"h = {new * x:.2f}", "h = 0.98")).findings
    assert found.left == "h" and found.line == 7
