"""Weights in words of units that are numbered through all layers, and names behind numbers."""

from math import exp, tanh

import pytest

import derive
from derive.teaching.written.glued_names import glued_names
from derive.teaching.written.read import read

UNITS = {
    "en": "The weights are, unit 1: (0.6, -0.2), bias 0.3; unit 2: (-0.5, 0.1), bias -0.2; "
    "unit 3: v = (0.4, -0.9), bias 0.1.",
    "de": r"Gewichte: Neuron 1: $(0.6;\, -0.2)$, Schwelle $0.3$; Neuron 2: $(-0.5;\, 0.1)$, "
    r"Schwelle $-0.2$; Neuron 3: $v=(0.4;\,-0.9)$, Schwelle $0.1$.",
}
SHEET = r"""A net 2-2-1 with tanh, $E = \frac12 (y_3 - t)^2$, $x = (1, 1)$ and $t = 0.5$.
UNITS

- $s_1 = 0.6 \cdot 1 - 0.2 \cdot 1 + 0.3 = 0.7$
- $s_2 = -0.5 \cdot 1 + 0.1 \cdot 1 - 0.2 = -0.6$
- $y_1 = \tanh(0.7) = Y1$, $y_2 = \tanh(-0.6) = Y2$
- $s_3 = 0.4 \cdot Y1 - 0.9 \cdot (Y2) + 0.1 = S3$
- $y_3 = \tanh(S3) = Y3$
- $\delta_3 = (y_3 - t)(1 - y_3^2) = D3$
- $\delta_1 = \delta_3 \cdot 0.4 \cdot (1 - SQUARE) = D1$
"""


def sheet(units: str, square: str = "Y1^2", comma: bool = False) -> str:
    first, second = round(tanh(0.7), 4), round(tanh(-0.6), 4)
    into = round(0.4 * first - 0.9 * second + 0.1, 4)
    out = round(tanh(into), 4)
    third = round((out - 0.5) * (1 - out**2), 4)
    slope = 1 - (first**2 if "^" in square else first)
    text = SHEET.replace("UNITS", units).replace("SQUARE", square)
    for name, number in {"Y1": first, "Y2": second, "S3": into, "Y3": out, "D3": third}.items():
        text = text.replace(name, str(number))
    text = text.replace("D1", f"{third * 0.4 * slope:.4f}")
    return text.replace(".", "{,}").replace("{,}\n", ".\n") if comma else text


@pytest.mark.parametrize("units", UNITS.values(), ids=UNITS)
@pytest.mark.parametrize("comma", [False, True])
def test_units_are_numbered_through_all_layers(units: str, comma: bool) -> None:
    text = sheet(units) if not comma else sheet(UNITS["de"], comma=True)
    report = derive.verify(text)
    assert any("2 inputs, then 2, 1 units" in one for one in report.inferred)
    assert report.holds, report.findings


def test_a_slip_in_such_a_net_is_found() -> None:
    report = derive.verify(sheet(UNITS["de"], "Y1"))
    assert {one.line for one in report.findings} == {10}


ENDS = r"""
$h = \tanh(W x + b)$, $p = \mathrm{softmax}(o)$ with $o = V h + c$, $L = -\sum_k y_k \ln p_k$, and
$x = \begin{pmatrix} 1 \\ 0.5 \end{pmatrix}$,
$W = \begin{pmatrix} 0.2 & 0.4 \\ -0.3 & 0.2 \end{pmatrix}$, $b = \begin{pmatrix} 0.1 \\ 0 \end{pmatrix}$,
$V = \begin{pmatrix} 0.5 & 1 \\ 0.7 & -0.4 \end{pmatrix}$, $c = \begin{pmatrix} 0.1 \\ 0.3 \end{pmatrix}$,
$y = \begin{pmatrix} 1 \\ 0 \end{pmatrix}$.

$h = \begin{pmatrix} H1 \\ H2 \end{pmatrix}$, $o = \begin{pmatrix} O1 \\ O2 \end{pmatrix}$,
$p = \begin{pmatrix} P1 \\ P2 \end{pmatrix}$

$\frac{\partial L}{\partial o} = p - y = \begin{pmatrix} -D1 \\ D1 \end{pmatrix} = \frac{\partial L}{\partial c}$
"""  # noqa: E501


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_a_name_behind_numbers_has_what_the_sheet_goes_on_from(digits: int) -> None:
    h = [round(tanh(one), digits) for one in (0.5, -0.2)]
    o = [round(0.5 * h[0] + h[1] + 0.1, digits), round(0.7 * h[0] - 0.4 * h[1] + 0.3, digits)]
    p = round(1 / (1 + exp(o[1] - o[0])), digits)
    told = {"H1": h[0], "H2": h[1], "O1": o[0], "O2": o[1], "P1": p, "P2": 1 - p, "D1": 1 - p}
    text, wrong = ENDS, ENDS.replace("-D1", "-WRONG")
    told["WRONG"] = told["D1"] + 20 * 10**-digits
    for name, number in told.items():
        text = text.replace(name, f"{number:.{digits}f}")
        wrong = wrong.replace(name, f"{number:.{digits}f}")
    assert derive.verify(text).holds
    assert [one.line for one in derive.verify(wrong).findings] == [11]


CALLS = r"""Examples are the columns of $X$, $m$ of them, $A^{[0]} = X$.

$Z^{[1]} = W^{[1]} X + b^{[1]}$, $A^{[1]} = \tanh(Z^{[1]})$

$Z^{[2]} = W^{[2]} A^{[1]} + b^{[2]}$, $A^{[2]} = \sigma(Z^{[2]})$

$J = -\frac1m \sum_{i=1}^m (y^{(i)} \log a^{[2](i)} + (1 - y^{(i)}) \log(1 - a^{[2](i)}))$

$dZ^{[2]} = A^{[2]} - Y$

$dW^{[2]} = \frac{1}{m} dZ^{[2]} A^{[1]T}$

$db^{[2]} = FACTOR$ `np.sum(dZ2, axis=1, keepdims=True)`

$dZ^{[1]} = W^{[2]T} dZ^{[2]} * (1 - A^{[1]} * A^{[1]})$

$dW^{[1]} = \frac{1}{m}$ `np.dot(dZ1, X.T)`
"""


@pytest.mark.parametrize("factor", [r"\frac{1}{m}", r"\frac1m\,", r"\frac 1m \cdot"])
def test_a_formula_goes_on_in_code(factor: str) -> None:
    report = derive.verify(CALLS.replace("FACTOR", factor))
    assert report.holds, report.findings
    assert [one.verdict for one in report.claims if one.line in (13, 17)] == ["holds"] * 2


def test_slips_beside_code_are_found() -> None:
    text = CALLS.replace("FACTOR", r"\frac1m")
    for old, new, line in (
        (r"$db^{[2]} = \frac1m$", r"$db^{[2]} = 2$", 13),
        ("dZ1, X.T", "dZ1, X", 17),
        ("dZ^{[2]} A^{[1]T}", "dZ^{[2]} A^{[1]}", 11),
    ):
        report = derive.verify(text.replace(old, new))
        assert [one.line for one in report.findings] == [line], old


def test_a_unit_below_is_no_layer() -> None:
    text = "$z_1^{[1]} = 0.5$, $z_2^{[1]} = 0.25$, $a^{[2]} = z_2^{[1]} + z_1^{[2]} + z^{[2]}$"
    (name,) = (one.left for one in derive.verify(text).claims if one.left.startswith("a"))
    assert name == "a^{[2]}"
    assert "z2" in glued_names(text)
    assert read("z_2", 0, glued_names(text)) == read("z_2", 0)
