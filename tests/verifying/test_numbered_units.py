"""Networks read from a sheet's own data: one unit a layer, units numbered from the inputs on."""

from __future__ import annotations

from math import atanh, exp, tanh

import pytest

import derive


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def chain(last: str = r"\delta_2 w_2 \sigma'(z_1)") -> str:
    """Three neurons in a row."""
    w, b, a, z = (0.3, -0.5, 0.8), (0.1, 0.2, -0.1), [2.0], []
    for weight, bias in zip(w, b, strict=True):
        z.append(weight * a[-1] + bias)
        a.append(sigmoid(z[-1]))
    d3 = (a[3] - 1) * a[3] * (1 - a[3])
    d2 = d3 * w[2] * a[2] * (1 - a[2])
    d1 = d2 * w[1] * a[1] * (1 - a[1])
    lines = [
        "$x = 2$, $w_1 = 0.3$, $b_1 = 0.1$, $w_2 = -0.5$, $b_2 = 0.2$, $w_3 = 0.8$, $b_3 = -0.1$",
        r"$t = 1$, $\eta = 2$, $C = \frac{1}{2}(a_3 - t)^2$",
        rf"$z_1 = w_1 x + b_1 = {z[0]:.5f}$, $a_1 = \sigma(z_1) = {a[1]:.5f}$",
        rf"$z_2 = w_2 a_1 + b_2 = {z[1]:.5f}$, $a_2 = \sigma(z_2) = {a[2]:.5f}$",
        rf"$z_3 = w_3 a_2 + b_3 = {z[2]:.5f}$, $a_3 = \sigma(z_3) = {a[3]:.5f}$",
        rf"$\delta_3 = (a_3 - t) \sigma'(z_3) = {d3:.5f}$",
        rf"$\delta_2 = \delta_3 w_3 \sigma'(z_2) = {d2:.5f}$",
        rf"$\delta_1 = {last} = {d1:.5f}$",
        rf"$w_1^{{new}} = w_1 - \eta \frac{{\partial C}}{{\partial w_1}} = {w[0] - 4 * d1:.5f}$",
    ]
    return "\n\n".join(lines)


def numbered(turned: bool, factor: str = "y_4") -> str:
    """Inputs 1 and 2, hidden units 3 and 4, output 5; no bias."""
    w = {(1, 3): 0.1, (2, 3): 0.8, (1, 4): 0.4, (2, 4): 0.6, (3, 5): 0.3, (4, 5): 0.9}
    name = {(i, j): f"w_{{{j}{i}}}" if turned else f"w_{{{i}{j}}}" for i, j in w}
    a3, a4 = 0.1 * 0.35 + 0.8 * 0.9, 0.4 * 0.35 + 0.6 * 0.9
    y3, y4 = sigmoid(a3), sigmoid(a4)
    a5 = 0.3 * y3 + 0.9 * y4
    y5 = sigmoid(a5)
    d5 = (y5 - 0.5) * y5 * (1 - y5)
    d4 = d5 * 0.9 * y4 * (1 - y4)
    lines = [
        "$x_1 = 0.35$, $x_2 = 0.9$, $t = 0.5$, $\\eta = 1$",
        ", ".join(f"${name[at]} = {value}$" for at, value in w.items()),
        f"$a_3 = {name[1, 3]} x_1 + {name[2, 3]} x_2 = {a3:.6f}$",
        f"$a_4 = {name[1, 4]} x_1 + {name[2, 4]} x_2 = {a4:.6f}$",
        f"$y_3 = f(a_3) = 1/(1 + e^{{-{a3:.3f}}}) = {y3:.6f}$, $y_4 = f(a_4) = {y4:.6f}$",
        f"$a_5 = {name[3, 5]} y_3 + {name[4, 5]} y_4 = {a5:.6f}$, $y_5 = f(a_5) = {y5:.6f}$",
        rf"$E = \frac{{1}}{{2}}(t - y_5)^2$, $\delta_5 = (y_5 - t) y_5 (1 - y_5) = {d5:.6f}$",
        rf"$\delta_4 = \delta_5 {name[4, 5]} {factor} (1 - y_4) = {d4:.6f}$",
        rf"${name[1, 4]} = 0.4 - \delta_4 x_1 = {0.4 - d4 * 0.35:.6f}$",
    ]
    return "\n\n".join(lines)


@pytest.mark.parametrize("text", [chain(), numbered(False), numbered(True)])
def test_right_sheets_hold_and_their_formulas_are_judged(text: str) -> None:
    report = derive.verify(text)
    assert report.holds
    told = {one.verdict for one in report.claims if r"\delta" in one.left}
    assert told == {"holds", "holds as shown"}


@pytest.mark.parametrize(("text", "slip"), [
    (chain(r"\delta_2 w_1 \sigma'(z_1)"), r"\delta_2 w_1 \sigma'(z_1)"),
    (numbered(False, "y_3"), r"\delta_5 w_{45} y_3 (1 - y_4)"),
    (numbered(True, "y_3"), r"\delta_5 w_{54} y_3 (1 - y_4)"),
])  # fmt: skip
def test_a_slip_is_found_at_its_line(text: str, slip: str) -> None:
    (found,) = derive.verify(text).findings
    assert found.right == slip


def test_outputs_may_be_linear_behind_a_named_function() -> None:
    z = tanh(-0.35)
    y = (0.6 * z - 0.7 * z, 0.2 * z + 0.9 * z)
    d = (y[0] - 0.5, y[1] + 0.5)
    h = (1 - z * z) * (0.6 * d[0] + 0.2 * d[1])
    text = "\n\n".join([
        r"$x_1 = 0.5$, $x_2 = -1$, $t_1 = 0.5$, $t_2 = -0.5$, $E = \frac12 \sum_k (y_k - t_k)^2$",
        r"$w_{11}^{(1)} = 0.1$, $w_{12}^{(1)} = 0.4$, $w_{21}^{(1)} = -0.3$, $w_{22}^{(1)} = 0.2$",
        r"$w_{11}^{(2)} = 0.6$, $w_{12}^{(2)} = -0.7$, $w_{21}^{(2)} = 0.2$, $w_{22}^{(2)} = 0.9$",
        r"$z_j = \tanh(a_j)$ with $a_j = \sum_i w_{ji}^{(1)} x_i$, $y_k = \sum_j w_{kj}^{(2)} z_j$",
        rf"$a_1 = -0.35$, $a_2 = -0.35$, $z_1 = \tanh(-0.35) = {z:.4f}$, $z_2 = {z:.4f}$",
        rf"$y_1 = 0.6 \cdot ({z:.4f}) - 0.7 \cdot ({z:.4f}) = {y[0]:.4f}$, $y_2 = {y[1]:.4f}$",
        rf"$\delta_k = y_k - t_k$, $\delta_1^{{(2)}} = {y[0]:.4f} - 0.5 = {d[0]:.4f}$",
        rf"$\delta_2^{{(2)}} = {d[1]:.4f}$",
        r"$\delta_j = (1 - z_j^2) \sum_k w_{kj}^{(2)} \delta_k$",
        rf"$\delta_1^{{(1)}} = {h:.4f}$",
    ])  # fmt: skip
    assert derive.verify(text).holds
    slip = text.replace("y_k - t_k$, $\\delta_1", "t_k - y_k$, $\\delta_1")
    (found,) = derive.verify(slip).findings
    assert found.right == "t_k - y_k"


def called_alike(turned: bool, o: str = "o", factor: str = "0.5", more: float = 0.0) -> str:
    """Inputs that are called as the units are, 1 and 2 of five; new weights in a table."""
    pairs = ((1, 3), (2, 3), (1, 4), (2, 4), (3, 5), (4, 5))
    w = dict(zip(pairs, (0.3, -0.7, 0.6, 0.2, 0.9, -0.4), strict=True))
    name = {(i, j): f"w_{{{j}{i}}}" if turned else f"w_{{{i}{j}}}" for i, j in w}
    o3, o4 = tanh(0.3 * 0.5 - 0.7 * 0.2), tanh(0.6 * 0.5 + 0.2 * 0.2)
    o5 = tanh(0.9 * o3 - 0.4 * o4)
    d5 = (o5 - 1) * (1 - o5**2)
    d3, d4 = d5 * 0.9 * (1 - o3**2), d5 * -0.4 * (1 - o4**2)
    slopes = (d3 * 0.5, d3 * 0.2, d4 * 0.5, d4 * 0.2, d5 * o3, d5 * o4)
    new = {at: w[at] - 0.5 * slope for at, slope in zip(pairs, slopes, strict=True)}
    new[2, 4] += more
    rule = r"\delta_i {}_j" if turned else r"\delta_j {}_i"
    head = "| " + " | ".join(f"${name[at]}$" for at in pairs) + " |\n" + "|---" * 6 + "|\n"
    lines = [
        rf"Inputs ${o}_1 = 0.5$, ${o}_2 = 0.2$, target $t = 1$, $\eta = 0.5$, "
        rf"$E = \frac12 ({o}_5 - t)^2$, $\tanh$ everywhere.",
        head + "| " + " | ".join(str(value) for value in w.values()) + " |",
        rf"$net_3 = 0.3 \cdot 0.5 - 0.7 \cdot 0.2 = {0.01:.4f}$, ${o}_3 = {o3:.4f}$",
        rf"$net_4 = 0.6 \cdot 0.5 + 0.2 \cdot 0.2 = {0.34:.4f}$, ${o}_4 = {o4:.4f}$",
        rf"${o}_5 = \tanh({atanh(o5):.4f}) = {o5:.4f}$",
        rf"$\delta_5 = ({o}_5 - t)(1 - {o}_5^2) = {d5:.4f}$",
        rf"$\delta_3 = \delta_5 {name[3, 5]} (1 - {o}_3^2) = {d3:.4f}$, $\delta_4 = {d4:.4f}$",
        rf"$\partial E / \partial w_{{ij}} = {rule.format(o)}$",
        rf"$\partial E / \partial {name[1, 3]} = {d3:.4f} \cdot {factor} "
        rf"= {d3 * float(factor):.4f}$",
        "New weights:",
        head + "| " + " | ".join(f"{value:.4f}" for value in new.values()) + " |",
    ]  # fmt: skip
    return "\n\n".join(lines)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("unit", ["o", "y"])
def test_inputs_may_be_called_as_the_units_are(turned: bool, unit: str) -> None:
    right = derive.verify(called_alike(turned, unit))
    assert right.holds
    assert sum(one.verdict.startswith("holds") for one in right.claims) > 15
    wrong = derive.verify(called_alike(turned, unit, factor="0.2"))
    assert [one.left.count("partial") for one in wrong.findings] == [2]
    wrong = derive.verify(called_alike(turned, unit, more=0.01))
    assert [one.line for one in wrong.findings] == [wrong.text.count("\n") + 1]
