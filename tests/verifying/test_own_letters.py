"""Letters and signs that a sheet uses in ways of its own."""

import math

import pytest

import derive


def sigma(z):
    return 1 / (1 + math.exp(-z))


RIGHT = [
    "$f(w,x) = w x + 1$ with $w = 1.5$ and $x = 2$.\n\n$$f = 1.5 \\cdot 2 + 1 = 4$$",
    "$f(x)=x\\,\\sigma(x)$\n\n$$f'(x) = \\sigma(x)+x\\,\\sigma(x)(1-\\sigma(x))$$",
    "$y = 0.5$, $d = 0.9$.\n\n$$e = d - y = 0.9 - 0.5 = 0.4$$\n\n$E = \\frac12 e^2 = 0.08$",
    "Start: $w = 0.5$, $b = 0$, lr $= 0.1$.",
    "Es ist $c=0,3$ und\n\n$$a = 2 c + 0,1 = 0,7.$$",
    "$w = 1.1$, $x = 0.8$, $L = 3$ layers. $z = w x = 0.88$, $a = \\sigma(z) = 0.7068$, $y = 1$, "
    "$C = (a - y)^2 = 0.0859$.",
]


@pytest.mark.parametrize("sheet", RIGHT)
def test_what_is_right_is_not_called_wrong(sheet):
    report = derive.verify(sheet)
    assert report.holds and "unread" not in report.summary


WRONG = [
    "$y = 0.5$, $d = 0.9$.\n\n$$e = d - y = 0.9 - 0.5 = 0.8$$",
    "$z = 2 \\cdot 0.3$, so $= 0.9$",
    "Es ist $c=0,3$ und\n\n$$a = 2 c + 0,1 = 1,5.$$",
]


@pytest.mark.parametrize("sheet", WRONG)
def test_what_is_wrong_still_is(sheet):
    assert len(list(derive.verify(sheet).findings)) == 1


def test_indices_without_space_behind_them():
    sheet = r"$o_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$" + "\n\n"
    right = r"$$\frac{\partial o_i}{\partial z_j} = -o_io_j \quad (i \neq j)$$"
    told = [one.verdict for one in derive.verify(sheet + right).claims]
    assert told[-1] == "holds"
    wrong = right.replace("-o", "o")
    assert [one.verdict for one in derive.verify(sheet + wrong).claims][-1] == "wrong"


def output_delta(slip=0.0):
    """The output's delta without an index, those of the hidden units with one."""
    z = [0.3 * 0.5 - 0.1, -0.2 * 0.5 - 0.5]
    h = [sigma(one) for one in z]
    net = 0.4 * h[0] - 0.6 * h[1]
    y = sigma(net)
    d = (y - 1) * y * (1 - y)
    hidden = [d * 0.4 * h[0] * (1 - h[0]) + slip, d * -0.6 * h[1] * (1 - h[1])]
    return rf"""
$x_1 = 0.5$, $x_2 = -1$, $w_{{11}} = 0.3$, $w_{{12}} = 0.1$, $w_{{21}} = -0.2$, $w_{{22}} = 0.5$,
$v_1 = 0.4$, $v_2 = -0.6$, $t = 1$, sigmoid.

$z_1 = w_{{11}} x_1 + w_{{12}} x_2 = {z[0]:.4f}$, $z_2 = w_{{21}} x_1 + w_{{22}} x_2 = {z[1]:.4f}$

$h_1 = \sigma(z_1) = {h[0]:.4f}$, $h_2 = \sigma(z_2) = {h[1]:.4f}$

$z = v_1 h_1 + v_2 h_2 = {net:.4f}$

$y = \sigma(z) = {y:.4f}$

$\delta = (y - t) y (1 - y) = {d:.4f}$

$\delta_1 = \delta v_1 h_1 (1 - h_1) = {hidden[0]:.4f}$

$\delta_2 = \delta v_2 h_2 (1 - h_2) = {hidden[1]:.4f}$
"""


def test_the_outputs_delta_may_have_no_index():
    report = derive.verify(output_delta())
    assert report.holds
    assert [one.quantity for one in report.claims][-1] == "delta.1"
    assert [one.line for one in derive.verify(output_delta(slip=0.01)).findings] == [15]


@pytest.mark.parametrize("heading", ["Step 2", "Second step", "2. Schritt", "Zweiter Schritt"])
def test_a_second_step_may_be_called_so(heading):
    w, told = 0.5, []
    for _ in range(2):
        y = round(sigma(w * 2), 4)
        new = round(w - 0.5 * (y - 1) * y * (1 - y) * 2, 4)
        told.append(
            rf"$y = \sigma(w x) = {y:.4f}$, $w \leftarrow w - \eta (y - t) y (1 - y) x = {new}$"
        )
        w = new
    sheet = "Sigmoid, $x = 2$, $w = 0.5$, $t = 1$, $\\eta = 0.5$, $E = \\frac12 (y - t)^2$\n\n"
    assert derive.verify(f"{sheet}{told[0]}\n\n## {heading}\n\n{told[1]}\n").holds
