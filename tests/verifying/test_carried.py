"""A slip that is carried consistently through the rest of a sheet is one finding, at its line."""

from __future__ import annotations

import math

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS

GIVEN = r"""Given $x_1=0.5$, $x_2=-0.2$, $y=1$, $w_{11}=0.3$, $w_{12}=-0.1$, $w_{21}=0.2$,
$w_{22}=0.4$, $b_1=0.1$, $b_2=-0.2$, $v_1=0.5$, $v_2=-0.3$, $c=0.2$, $\eta=0.1$. Both layers
use tanh; the loss is $L=(\hat y-y)^2$.
"""


def carried(digits: int, slip: str) -> str:
    """A sheet of tanh units, worked out from rounded values, with a slip that goes on."""

    def shown(value: float) -> float:
        return round(value + 0.0, digits)

    def text(value: float) -> str:
        return f"({value:.{digits}f})" if value < 0 else f"{value:.{digits}f}"

    z1 = shown(0.3 * 0.5 + 0.1 * 0.2 + (0 if slip == "bias" else 0.1))
    bias = "" if slip == "bias" else " + 0.1"
    h1, h2 = shown(math.tanh(z1)), shown(math.tanh(-0.18))
    h1 = 0.31 if slip == "result" else h1
    u = shown(0.5 * h1 - 0.3 * h2 + 0.2)
    y = shown(math.tanh(u))
    delta = shown(2 * (y - 1) * (1 if slip == "slope" else 1 - y * y))
    error, slope = f"2({text(y)}-1)", f"(1-{text(y)}^2)"
    if slip == "sign":
        delta, error = -delta, f"2(1-{text(y)})"
    if slip == "slope":
        slope = ""
    d1, d2 = shown(0.5 * delta * (1 - h1 * h1)), shown(-0.3 * delta * (1 - h2 * h2))
    gw, gv = shown(d1 * 0.5), shown(delta * h1)
    lines = [
        rf"z_1 = 0.3\cdot 0.5 + (-0.1)\cdot (-0.2){bias} = {text(z1)}",
        rf"z_2 = 0.2\cdot 0.5 + 0.4\cdot (-0.2) - 0.2 = {text(shown(-0.18))}",
        rf"h_1 = \tanh({text(z1)}) = {text(h1)}",
        rf"h_2 = \tanh({text(shown(-0.18))}) = {text(h2)}",
        rf"u = 0.5\cdot {text(h1)} - 0.3\cdot {text(h2)} + 0.2 = {text(u)}",
        rf"\hat y = \tanh({text(u)}) = {text(y)}",
        rf"\delta = {error}{slope} = {text(delta)}",
        rf"\delta_1 = 0.5\cdot {text(delta)}(1-{text(h1)}^2) = {text(d1)}",
        rf"\delta_2 = -0.3\cdot {text(delta)}(1-{text(h2)}^2) = {text(d2)}",
        rf"\frac{{\partial L}}{{\partial w_{{11}}}} = {text(d1)}\cdot 0.5 = {text(gw)}",
        rf"\frac{{\partial L}}{{\partial v_1}} = {text(delta)}\cdot {text(h1)} = {text(gv)}",
        rf"w_{{11}}^{{new}} = 0.3 - 0.1\cdot {text(gw)} = {text(shown(0.3 - 0.1 * gw))}",
        rf"v_1^{{new}} = 0.5 - 0.1\cdot {text(gv)} = {text(shown(0.5 - 0.1 * gv))}",
    ]
    return GIVEN + "\n" + "\n\n".join(f"$${one}$$" for one in lines) + "\n"


LINES = {"": None, "bias": 5, "result": 9, "slope": 17, "sign": 17}


def findings(sheet: str) -> list[int]:
    return [one.line for one in derive.verify(sheet).claims if one.verdict in FINDINGS]


@pytest.mark.parametrize("slip", LINES)
@pytest.mark.parametrize("digits", [2, 3, 4])
def test_a_slip_that_goes_on_is_one_finding(digits: int, slip: str) -> None:
    line = LINES[slip]
    assert findings(carried(digits, slip)) == ([] if line is None else [line])


STEPS = r"""We fit $\hat y = w x + b$ on $J = \frac1n \sum_{i=1}^{n} (w x_i + b - y_i)^2$, $n = 4$,
from $w = 0.5$, $b = 0$, with learning rate $0.02$.

\begin{tabular}{c|cccc}
$x_i$ & 1 & 2 & 3 & 4 \\
$y_i$ & 2 & 3 & 5 & 6
\end{tabular}

The cost is $J = \frac14 (2.25 + 4 + 12.25 + 16) = 8.625$.
\begin{align*}
\frac{\partial J}{\partial w} &= FIRST \\
\frac{\partial J}{\partial b} &= \frac{2}{4} \cdot (-11) = -5.5 \\
w &\leftarrow 0.5 - 0.02 \cdot (STEP) = NEW \\
b &\leftarrow 0 - 0.02 \cdot (-5.5) = 0.11
\end{align*}
Step 2:
\begin{align*}
\frac{\partial J}{\partial w} &= \frac{2}{4} \cdot (SUM) = LAST
\end{align*}
"""


def test_a_slip_in_a_step_goes_on_in_the_next() -> None:
    def sheet(*parts: str) -> str:
        told = STEPS
        for name, part in zip(("FIRST", "STEP", "NEW", "SUM", "LAST"), parts):
            told = told.replace(name, part)
        return told

    right = sheet(r"\frac{2}{4} \cdot (-32) = -16", "-16", "0.82", "-21.3", "-10.65")
    assert findings(right) == []
    assert findings(sheet(r"2 \cdot (-32) = -64", "-64", "1.78", "7.5", "3.75")) == [11]


TWO = r"""$z^{(1)} = (1, 0.5)^T$

$a^{(1)} = (0.6580, 0.6225)^T$

$\delta^{(1)} = (-0.0368, -0.0513)^T$

$\frac{\partial L}{\partial W^{(1)}} = \delta^{(1)} x^T = \begin{pmatrix} FIRST & 0 \\ -0.0513 & LAST \end{pmatrix}$
"""  # noqa: E501


@pytest.mark.parametrize(("first", "last", "lines"), [
    ("-0.0368", "0", [3]), ("0.0343", "0", [3, 7]), ("-0.0368", "0.7", [3, 7]),
])  # fmt: skip
def test_beside_an_entry_that_goes_on_another_can_be_wrong(first, last, lines):
    report = derive.verify(TWO.replace("FIRST", first).replace("LAST", last), exercise="drawn-step")
    assert [one.line for one in report.findings] == lines
