"""Losses and functions that a sheet states: they are what it says, not what fits its numbers."""

from math import exp, log, tanh

import pytest

import derive


def sigma(z: float) -> float:
    return 1 / (1 + exp(-z))


HUBER = r"""L(r)=\begin{cases}\frac12 r^2 & |r|\le 1,\\ |r|-\frac12 & |r|>1.\end{cases}"""
WIDER = r"""L=\begin{cases}\frac12 r^2 & |r|\le \kappa,\\ \kappa(|r|-\frac12\kappa)
 & \text{otherwise}\end{cases}"""
# the formula, the loss and its slope as functions of the output and the target
LOSSES = {
    "huber": (HUBER, lambda a, t: abs(a - t) - 0.5, lambda a, t: 1 if a > t else -1),
    "wider": (WIDER, lambda a, t: (a - t) ** 2 / 2, lambda a, t: a - t),
    "absolute": ("L = |y - t|", lambda a, t: abs(a - t), lambda a, t: 1 if a > t else -1),
    "fourth": (r"L = \frac14 (y - t)^4", lambda a, t: (a - t) ** 4 / 4, lambda a, t: (a - t) ** 3),
    "log cosh": (
        r"L = \ln\cosh(y - t)",
        lambda a, t: log((exp(a - t) + exp(t - a)) / 2),
        lambda a, t: tanh(a - t),
    ),
    "squared": ("L = (y - t)^2", lambda a, t: (a - t) ** 2, lambda a, t: 2 * (a - t)),
}


def sheet(name: str, factor: float = 1.0) -> str:
    """One hidden layer, a linear output, and the gradients of the loss times a factor."""
    formula, loss, slope = LOSSES[name]
    z = [round(-0.7 * 2 + 0.2, 4), round(0.6 * 2 - 0.5, 4)]
    h = [round(sigma(one), 4) for one in z]
    y = round(0.8 * h[0] + 1.1 * h[1] - 0.2, 4)
    d = round(slope(y, 2.5) * factor, 4)
    b1 = round(d * 0.8 * round(h[0] * (1 - h[0]), 4), 4)
    return rf"""
Input $x=2$, target $t=2.5$, hidden units $h_j=\sigma(w_jx+b_j)$, output $y=v_1h_1+v_2h_2+c$,
where $w_1=-0.7$, $b_1=0.2$, $w_2=0.6$, $b_2=-0.5$, $v_1=0.8$, $v_2=1.1$, $c=-0.2$.
With the residual $r=y-t$ and $\kappa = 3$ the loss is
$${formula}$$

$z_1=-0.7\cdot2+0.2={z[0]:.4f}$, $h_1=\sigma({z[0]:.4f})={h[0]:.4f}$

$z_2=0.6\cdot2-0.5={z[1]:.4f}$, $h_2=\sigma({z[1]:.4f})={h[1]:.4f}$

$y=0.8\cdot{h[0]:.4f}+1.1\cdot{h[1]:.4f}-0.2={y:.4f}$

$L={loss(y, 2.5):.4f}$

$\frac{{\partial L}}{{\partial y}}={d:.4f}$

$\frac{{\partial L}}{{\partial v_1}}={d:.4f}\cdot{h[0]:.4f}={d * h[0]:.4f}$

$\frac{{\partial L}}{{\partial b_1}}={d:.4f}\cdot0.8\cdot{h[0] * (1 - h[0]):.4f}={b1:.4f}$
"""


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_that_is_written_out_is_the_loss(name: str) -> None:
    right = derive.verify(sheet(name))
    assert right.holds
    held = {one.quantity for one in right.claims if one.verdict.startswith("holds")}
    assert held >= {"loss", "z.1", "a.1", "grad.W.2"}
    (found,) = derive.verify(sheet(name, factor=0.5)).findings
    assert "partial y" in found.left


@pytest.mark.parametrize("name", ["huber", "wider"])
def test_a_residual_needs_no_formula(name: str) -> None:
    def told(factor: float) -> str:
        return sheet(name, factor).replace("With the residual $r=y-t$ and", "With residuals and")

    assert derive.verify(told(1.0)).holds
    (found,) = derive.verify(told(0.5)).findings
    assert "partial y" in found.left


def tanh_sheet(words: str, out: float) -> str:
    h, z2 = round(tanh(0.25), 4), round(0.9 * round(tanh(0.25), 4), 4)
    return rf"""
{words} $x = 0.5$, $w_1 = 0.5$, $w_2 = 0.9$, $t = 1$, $E = \frac12 (y - t)^2$.

$z_1 = 0.5 \cdot 0.5 = 0.25$, $h_1 = \tanh(0.25) = {h:.4f}$

$z_2 = 0.9 \cdot {h:.4f} = {z2:.4f}$

$y = {out:.4f}$

$E = {(out - 1) ** 2 / 2:.4f}$
"""


@pytest.mark.parametrize("words", ["Activation: tanh everywhere.", "Alle Neuronen haben tanh."])
def test_a_function_of_all_layers_is_that_of_the_output(words: str) -> None:
    z2 = round(0.9 * round(tanh(0.25), 4), 4)
    assert derive.verify(tanh_sheet(words, round(tanh(z2), 4))).holds
    (found,) = derive.verify(tanh_sheet(words, round(sigma(z2), 4))).findings
    assert found.left == "y"


@pytest.mark.parametrize(
    ("words", "out"),
    [
        ("All layers use ReLU. The output is a sigmoid.", sigma),
        ("ReLU hidden, non-linear output: tanh.", tanh),
        ("All hidden layers use ReLU; the output layer is linear.", lambda z: z),
    ],
)
def test_the_output_may_have_another_function(words: str, out) -> None:
    h = 0.25
    z = round(0.9 * h, 4)
    text = rf"{words} $x = 0.5$, $w_1 = 0.5$, $w_2 = 0.9$, $t = 1$, $E = \frac12 (y - t)^2$. "
    text += rf"$z_1 = 0.5 \cdot 0.5 = 0.25$, $h_1 = {h:.4f}$, $z_2 = 0.9 \cdot {h:.4f} = {z:.4f}$, "
    text += rf"$y = {out(z):.4f}$, $E = {(round(out(z), 4) - 1) ** 2 / 2:.4f}$"
    report = derive.verify(text)
    assert report.holds
    assert "a.2" in {one.quantity for one in report.claims}


def neuron(aim: str, slip: float = 0.0) -> str:
    """A neuron whose target stands in the prose, and a difference that is no rate."""
    z = round(0.9 * 1.5 + 0.4, 4)
    a = round(sigma(z), 4)
    d = round(a * a * (1 - a), 4)
    return rf"""
One sigmoid neuron, $a = \sigma(z)$ and $z = wx + b$, is fed $x = 1.5$. {aim}; the cost is
$C = \frac12 a^2$. It has $w = 0.9$ and $b = 0.4$, and learning rate 2. A difference would take
$\varepsilon = 0.01$.

$z = 0.9 \cdot 1.5 + 0.4 = {z:.4f}$, $a = \sigma({z:.4f}) = {a:.4f}$

$\frac{{\partial C}}{{\partial z}} = {a:.4f}^2 (1 - {a:.4f}) = {d + slip:.4f}$

$\frac{{\partial C}}{{\partial w}} = {d + slip:.4f} \cdot 1.5 = {(d + slip) * 1.5:.4f}$

$w = 0.9 - 2 \cdot {(d + slip) * 1.5:.4f} = {0.9 - 2 * round((d + slip) * 1.5, 4):.4f}$
"""


@pytest.mark.parametrize("aim", ["We want the output $0$", "The target is 0", "Der Zielwert ist 0"])
def test_a_target_in_words(aim: str) -> None:
    right = derive.verify(neuron(aim))
    assert right.holds
    assert "new.W.1" in {one.quantity for one in right.claims}
    (found,) = derive.verify(neuron(aim, slip=0.02)).findings
    assert "partial z" in found.left or "0.8520" in found.left
