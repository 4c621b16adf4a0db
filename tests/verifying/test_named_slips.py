# ruff: noqa: E501 - lines of a sheet are as long as they are
"""Classic slips by their names, at their own line; what goes on from them follows.

All numbers are worked out by plain floating point, apart from the package.
"""

from __future__ import annotations

import math
from pathlib import Path

import pytest

import derive
from derive.errors import DeriveError
from derive.teaching.exercise import Exercise, loads
from derive.teaching.verifying.reporting.report import Report


def net(loss: str, output: str, hidden: str = "sigmoid") -> Exercise:
    return loads(
        f"""
title = "e"
example = [{{ x = [0.6, 0.9], t = [1] }}]
[network]
inputs = 2
loss = "{loss}"
layer = [{{ units = 2, activation = "{hidden}" }}, {{ units = 1, activation = "{output}" }}]
[numbers]
learning_rate = 0.5
W.1 = [[0.2, -0.4], [0.7, 0.1]]
b.1 = [0.1, -0.2]
W.2 = [[0.5, -0.3]]
b.2 = [0.2]
""",
        "e",
    )


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


H = [sigma(0.2 * 0.6 - 0.4 * 0.9 + 0.1), sigma(0.7 * 0.6 + 0.1 * 0.9 - 0.2)]
Y = sigma(0.5 * H[0] - 0.3 * H[1] + 0.2)
GIVEN = r"""
$x_1 = 0.6$, $x_2 = 0.9$, $t = 1$, $w_{11} = 0.2$, $w_{12} = -0.4$, $w_{21} = 0.7$, $w_{22} = 0.1$,
$v_1 = 0.5$, $v_2 = -0.3$
"""


def findings(text: str, exercise: Exercise | None = None) -> list[tuple[str, str | None]]:
    return [(one.verdict, one.slip) for one in derive.verify(text, exercise).findings]


def forward() -> str:
    return GIVEN + f"\n$h_1 = {H[0]:.6f}$, $h_2 = {H[1]:.6f}$, $y = {Y:.6f}$\n\n"


@pytest.mark.parametrize(
    ("loss", "line", "slip"),
    [
        ("half squared error", rf"\delta_o = y - t = {Y - 1:.6f}", "slope_missing"),
        ("binary cross-entropy", rf"\delta_o = (y - t) y (1 - y) = {(Y - 1) * Y * (1 - Y):.6f}",
         "slope_extra"),
        ("half squared error", rf"\frac{{\partial L}}{{\partial y}} = t - y = {1 - Y:.6f}", "sign"),
        ("binary cross-entropy", rf"\frac{{\partial L}}{{\partial v_1}} = 2 (y - t) h_1 = "
         rf"{2 * (Y - 1) * H[0]:.6f}", "double"),
    ],
)  # fmt: skip
def test_the_slip_of_a_formula(loss: str, line: str, slip: str) -> None:
    assert findings(f"{forward()}$${line}$$", net(loss, "sigmoid")) == [("wrong", slip)]


@pytest.mark.parametrize(
    ("line", "slip"),
    [
        (rf"\frac{{\partial L}}{{\partial v_1}} = ({Y - 1:.6f}) \cdot {H[0]:.6f} = "
         rf"{(Y - 1) * H[0]:.6f}", "slope_missing"),
        (r"z_1 = w_{11} x_1 + w_{12} x_2 + b_1 = 0.2 \cdot 0.6 - 0.4 \cdot 0.9 = -0.240",
         "bias"),
    ],
)  # fmt: skip
def test_the_slip_of_numbers_put_in(line: str, slip: str) -> None:
    exercise = net("half squared error", "sigmoid")
    assert findings(f"{forward()}$${line}$$", exercise) == [("wrong", slip)]


def columns(*rows: tuple[float, ...]) -> str:
    inside = r" \\ ".join(" & ".join(f"{one:.4f}" for one in row) for row in rows)
    return rf"\begin{{pmatrix}} {inside} \end{{pmatrix}}"


def test_the_mean_forgotten_in_one_of_two_gradients() -> None:
    x = [(1.0, -1.0), (0.5, 2.0)]
    w, b, v, c = [(0.3, -0.2), (0.1, 0.4)], (0.1, 0.2), (0.7, -0.5), 0.3
    z = [
        tuple(p * x[0][n] + q * x[1][n] + s for n in range(2))
        for (p, q), s in zip(w, b, strict=True)
    ]
    a = [tuple(map(math.tanh, row)) for row in z]
    y = [sigma(v[0] * a[0][n] + v[1] * a[1][n] + c) for n in range(2)]
    d = (y[0] - 1, y[1])
    cost = -(math.log(y[0]) + math.log(1 - y[1])) / 2
    dv = [d[0] * row[0] + d[1] * row[1] for row in a]
    db = sum(d) / 2
    text = rf"""
$m = 2$ examples: $$X = \begin{{pmatrix}} 1 & -1 \\ 0.5 & 2 \end{{pmatrix}}, \quad Y = \begin{{pmatrix}} 1 & 0 \end{{pmatrix}}$$
$$W^{{[1]}} = \begin{{pmatrix}} 0.3 & -0.2 \\ 0.1 & 0.4 \end{{pmatrix}}, \quad b^{{[1]}} = \begin{{pmatrix}} 0.1 \\ 0.2 \end{{pmatrix}}, \quad W^{{[2]}} = \begin{{pmatrix}} 0.7 & -0.5 \end{{pmatrix}}, \quad b^{{[2]}} = 0.3$$
$$Z^{{[1]}} = W^{{[1]}} X + b^{{[1]}} = {columns(*z)}$$
$$A^{{[1]}} = \tanh(Z^{{[1]}}) = {columns(*a)}$$
$$A^{{[2]}} = \sigma(W^{{[2]}} A^{{[1]}} + b^{{[2]}}) = {columns(tuple(y))}$$
$$J = -\frac{{1}}{{m}} \sum_{{i=1}}^{{m}} \left( y^{{(i)}} \log a^{{[2](i)}} + (1 - y^{{(i)}}) \log (1 - a^{{[2](i)}}) \right) = {cost:.4f}$$
$$dZ^{{[2]}} = A^{{[2]}} - Y = {columns(d)}$$
$$db^{{[2]}} = \frac{{1}}{{m}} \sum_i dZ^{{[2](i)}} = {db:.4f}$$
"""
    right = rf"$$dW^{{[2]}} = \frac{{1}}{{m}} dZ^{{[2]}} A^{{[1]T}} = {columns((dv[0] / 2, dv[1] / 2))}$$"
    wrong = rf"$$dW^{{[2]}} = dZ^{{[2]}} A^{{[1]T}} = {columns((dv[0], dv[1]))}$$"
    assert findings(text + right) == []
    assert findings(text + wrong) == [("wrong", "mean")]


DATA = r"""
$x = \begin{pmatrix} 1 \\ 2 \end{pmatrix}$, $W_1 = \begin{pmatrix} 1 & -1 \\ 2 & 1 \end{pmatrix}$,
$W_2 = \begin{pmatrix} 1 & 2 \\ 3 & -1 \end{pmatrix}$, $W_3 = \begin{pmatrix} 2 & -1 \end{pmatrix}$, $t = 10$;
hidden layers ReLU, output linear, no biases, $L = (y - t)^2$.

$$z_1 = W_1 x = \begin{pmatrix} -1 \\ 4 \end{pmatrix}$$ $$a_1 = \mathrm{ReLU}(z_1) = \begin{pmatrix} 0 \\ 4 \end{pmatrix}$$
$$z_2 = W_2 a_1 = \begin{pmatrix} 8 \\ -4 \end{pmatrix}$$ $$a_2 = \mathrm{ReLU}(z_2) = \begin{pmatrix} 8 \\ 0 \end{pmatrix}$$
$$y = W_3 a_2 = 16$$ $$\delta_3 = 2(y - t) = 12$$
$$\delta_2 = W_3^T \delta_3 \odot \mathrm{ReLU}'(z_2) = \begin{pmatrix} 24 \\ 0 \end{pmatrix}$$
"""


def test_units_that_are_off_hide_no_missing_transpose() -> None:
    right = r"""$$\delta_1 = W_2^T \delta_2 \odot \mathrm{ReLU}'(z_1) = \begin{pmatrix} 0 \\ 48 \end{pmatrix}$$
$$\frac{\partial L}{\partial W_1} = \delta_1 x^T = \begin{pmatrix} 0 & 0 \\ 48 & 96 \end{pmatrix}$$"""
    wrong = right.replace("W_2^T", "W_2").replace("48", "72").replace("96", "144")
    assert findings(DATA + right) == []
    assert findings(DATA + wrong) == [("wrong", "transpose")]


def test_what_goes_on_from_a_product_without_a_name_follows() -> None:
    h = [math.tanh(0.3), math.tanh(-0.6)]
    z = [0.9 * h[0] - 0.4 * h[1], 0.2 * h[0] + 0.7 * h[1]]
    p = math.exp(z[0]) / (math.exp(z[0]) + math.exp(z[1]))
    g = (0.9 * p + 0.4 * p, 0.2 * p - 0.7 * p)  # W δ, where W^T δ belongs
    d = (g[0] * (1 - h[0] ** 2), g[1] * (1 - h[1] ** 2))
    text = rf"""
$x = \begin{{pmatrix}} 1 \\ 0 \end{{pmatrix}}$, $t = \begin{{pmatrix}} 0 \\ 1 \end{{pmatrix}}$,
$W^{{(1)}} = \begin{{pmatrix}} 0.3 & 0.8 \\ -0.6 & 0.2 \end{{pmatrix}}$,
$W^{{(2)}} = \begin{{pmatrix}} 0.9 & -0.4 \\ 0.2 & 0.7 \end{{pmatrix}}$, no biases, tanh, then softmax,
cross-entropy.

$$h = \tanh(W^{{(1)}} x) = {columns((h[0],), (h[1],))}$$
$$y = \mathrm{{softmax}}(W^{{(2)}} h) = {columns((p,), (1 - p,))}$$
$$\delta^{{(2)}} = y - t = {columns((p,), (-p,))}$$
$$(W^{{(2)}})^T \delta^{{(2)}} = \begin{{pmatrix}} 0.9 & -0.4 \\ 0.2 & 0.7 \end{{pmatrix}} {columns((p,), (-p,))} = {columns((g[0],), (g[1],))}$$
$$\delta^{{(1)}} = (W^{{(2)}})^T \delta^{{(2)}} \odot (1 - h \odot h) = {columns((d[0],), (d[1],))}$$
"""
    assert findings(text) == [("wrong", "transpose")]


LINEAR = """
title = "l"
example = [{ x = [1, 2], t = [1, 3] }]
[network]
inputs = 2
loss = "squared error"
layer = [{ units = 2, activation = "relu" }, { units = 2, activation = "identity" }]
[numbers]
learning_rate = 0.1
W.1 = [[1, -1], [0.5, 1]]
b.1 = [0.5, -0.5]
W.2 = [[2, 0.5], [-1, 1]]
b.2 = [0.5, 0]
"""
VALUES = "$a_1 = 0$, $a_2 = 2$, $y_1 = 1.5$, $y_2 = 2$, $t_1 = 1$, $t_2 = 3$\n\n"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [("y_2 = -a_1 + a_2 = 2", 0), ("y_2 = a_2 - a_1", 0), ("y_2 = a_1 + a_2 = 2", 1),
     ("y_2 = a_1 - a_2", 1), ("y_2 = -3 a_1 + a_2 = 2", 1)],
)  # fmt: skip
def test_weights_that_are_put_in(line: str, wrong: int) -> None:
    assert len(findings(f"{VALUES}$${line}$$", loads(LINEAR, "l"))) == wrong


def test_a_fraction_of_decimals_is_corrected_in_its_decimals() -> None:
    report: Report = derive.verify(
        f"{VALUES}$$y_1 = \\frac{{2.500}}{{1.000}}$$", loads(LINEAR, "l")
    )
    assert [one.expected for one in report.findings] == ["y_1 = 1.500"]


def test_a_picture_is_no_sheet(tmp_path: Path) -> None:
    path = tmp_path / "sheet.md"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    with pytest.raises(DeriveError, match="is no text"):
        derive.verify(path)
