"""Sheets that go through their network more than once: steps, online training, names anew."""

from __future__ import annotations

import math

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS


def found(sheet: str) -> list[int]:
    """The lines at which something is wrong."""
    return [one.line for one in derive.verify(sheet).claims if one.verdict in FINDINGS]


def two_steps(heading: str, sign: str = "\\leftarrow", slip: str = "") -> str:
    """One sigmoid unit, two steps, rounded to four decimals as it goes on; a slip is carried on."""
    x, t, rate, w, b = 2.0, 1.0, 0.5, 0.4, -0.3
    lines = ["$x = 2$, $t = 1$, $w = 0.4$, $b = -0.3$, $\\eta = 0.5$, $E = \\frac12 (y - t)^2$"]

    def told(name: str, formula: str, value: float) -> float:
        value = round(value + (0.05 if slip == f"{step} {name}" else 0.0), 4)
        lines.append(f"${name} {formula} = {value:.4f}$")
        return value

    for step in (1, 2):
        lines.append(f"## {heading if step == 2 else 'The start'}")
        z = told("z", f"= {w:.4f} \\cdot 2 + ({b:.4f})", w * x + b)
        y = told("y", "= \\sigma(z)", 1 / (1 + math.exp(-z)))
        d = told("\\delta", "= (y - t) y (1 - y)", (y - t) * y * (1 - y))
        new = told("w", f"{sign} {w:.4f} - 0.5 \\cdot ({d:.4f}) \\cdot 2", w - rate * d * x)
        w, b = new, told("b", f"{sign} {b:.4f} - 0.5 \\cdot ({d:.4f})", b - rate * d)
    return "\n\n".join(lines)


@pytest.mark.parametrize("sign", ["\\leftarrow", "="])
@pytest.mark.parametrize(
    "heading", ["Step 2", "Second step", "2. Schritt", "Zweiter Schritt", "Epoche 2", "Once more"]
)
def test_a_pass_after_a_step_goes_on_from_its_weights(heading: str, sign: str) -> None:
    assert found(two_steps(heading, sign)) == []


@pytest.mark.parametrize(
    ("slip", "line"), [("1 w", 11), ("2 z", 17), ("2 y", 19), ("2 \\delta", 21), ("2 w", 23)]
)
def test_a_slip_of_either_pass_is_found_once(slip: str, line: int) -> None:
    assert found(two_steps("Again", slip=slip)) == [line]


ONLINE = """A linear unit $y = w_1 x_1 + w_2 x_2$ with $\\Delta w_i = \\eta (t - y) x_i$,
$\\eta = 0.1$, $w_1 = 0.2$, $w_2 = -0.3$.

**Pattern 1:** $x = (1, 0.5)$, $t = 1$

$y = 0.2 \\cdot 1 - 0.3 \\cdot 0.5 = 0.05000$

$\\Delta w_1 = 0.1 \\cdot 0.95 \\cdot 1 = 0.09500$, $\\Delta w_2 = 0.04750$

$w_1 \\leftarrow 0.2 + 0.09500 = 0.29500$, $w_2 \\leftarrow -0.3 + 0.04750 = -0.25250$

**Pattern 2:** $x = (0.5, -2)$, $t = -1$

$y = 0.29500 \\cdot 0.5 + (-0.25250) \\cdot (-2) = 0.65250$

$\\Delta w_1 = SECOND$, $\\Delta w_2 = 0.33050$

$w_1 \\leftarrow 0.29500 + (LAST)$
"""


def test_online_training_has_changes_of_its_own_for_each_pattern() -> None:
    right = ONLINE.replace("SECOND", "0.1 \\cdot (-1.6525) \\cdot 0.5 = -0.08263")
    assert found(right.replace("(LAST)", "(-0.08263) = 0.21237")) == []
    wrong = ONLINE.replace("SECOND", "0.1 \\cdot (-1.6525) \\cdot (-2) = 0.33050")
    assert found(wrong.replace("(LAST)", "0.33050 = 0.62550")) == [16]


def test_without_a_network_names_are_worked_out_anew_after_a_step() -> None:
    sheet = (
        "Model $\\hat y_i = w x_i + b$, $x_1 = 1$, $x_2 = 3$, $w = 0.5$, $b = 0$.\n\n"
        "$\\hat y_1 = 0.5$\n\n$w \\leftarrow 0.5 + 0.2 = 0.7$\n\n"
        "$\\hat y_1 = 0.7 \\cdot 1 + 0 = {}$"
    )
    assert found(sheet.format("0.7")) == []
    assert found(sheet.format("0.9")) == [7]
    without = sheet.replace("$w \\leftarrow 0.5 + 0.2 = 0.7$", "").format("0.7")
    assert found(without) == [7]


def test_a_loss_written_out_says_what_is_averaged() -> None:
    r"""A forgotten 1/m in one gradient does not make the loss a sum."""
    z = (0.3 + 2 * -0.2 + 0.1, -0.3 + 0.5 * -0.2 + 0.1)
    a = [1 / (1 + math.exp(-one)) for one in z]
    loss = -(math.log(a[0]) + math.log(1 - a[1])) / 2
    d = (a[0] - 1, a[1])
    sheet = f"""$$X = \\begin{{bmatrix}} 1.0 & -1.0 \\\\ 2.0 & 0.5 \\end{{bmatrix}}, \\quad
Y = \\begin{{bmatrix}} 1 & 0 \\end{{bmatrix}}, \\quad
w = \\begin{{bmatrix}} 0.3 \\\\ -0.2 \\end{{bmatrix}}, \\quad b = 0.1$$

$$Z = w^T X + b = \\begin{{bmatrix}} {z[0]:.4f} & {z[1]:.4f} \\end{{bmatrix}}$$

$$A = \\sigma(Z) = \\begin{{bmatrix}} {a[0]:.4f} & {a[1]:.4f} \\end{{bmatrix}}$$

$$J = -\\frac{{1}}{{m}} \\sum_{{i=1}}^{{m}} \\left[ y^{{(i)}} \\log a^{{(i)}}
+ (1 - y^{{(i)}}) \\log (1 - a^{{(i)}}) \\right] = {loss:.4f}$$

$$dZ = A - Y = \\begin{{bmatrix}} {d[0]:.4f} & {d[1]:.4f} \\end{{bmatrix}}$$

$$dw = X\\, dZ^T = \\begin{{bmatrix}} {d[0] - d[1]:.4f} \\\\
{2 * d[0] + d[1] / 2:.4f} \\end{{bmatrix}}$$

$$db = \\frac{{1}}{{m}} \\sum_{{i=1}}^{{m}} dz^{{(i)}} = {(d[0] + d[1]) / 2:.4f}$$
"""
    assert found(sheet) == [14]


def test_a_forgotten_slope_leaves_a_delta_a_delta() -> None:
    r"""δ_1 without its slope has the value of ∂L/∂h_1; what goes on from it follows."""
    sheet = (
        "$h_1=\\varphi(w_1x+b_1)$, $h_2=\\varphi(w_2h_1+b_2)$, $\\hat y=w_3h_2+b_3$ with the leaky "
        "ReLU $\\varphi$ of slope 0.2, $L=\\frac12(\\hat y-y)^2$. Take $x=2$, $y=1$, $w_1=-0.75$, "
        "$b_1=0.5$, $w_2=1.5$, $b_2=0.8$, $w_3=0.6$, $b_3=-0.1$, $\\eta=0.1$.\n\n"
        "$\\varphi(z) = \\max(0.2 z, z)$\n\n$z_1=-0.75\\cdot 2+0.5=-1.0$, $h_1=-0.2$\n\n"
        "$z_2=1.5\\cdot(-0.2)+0.8=0.5$, $h_2=0.5$\n\n$\\hat y=z_3=0.6\\cdot0.5-0.1=0.2$\n\n"
        "$\\delta_3=\\hat y-y=-0.8$, $\\delta_2=\\delta_3 w_3\\varphi'(z_2)=-0.48$\n\n"
        "$\\delta_1=\\delta_2w_2\\varphi'(z_1)=-0.48\\cdot1.5\\cdot1=-0.72$\n\n"
        "$b_1\\leftarrow0.5-0.1\\cdot(-0.72)=0.572$"
    )
    assert found(sheet) == [13]


ANEW = """$\\text{SSR} = 0.8^2 + 0.22^2 + 1.16^2 = 2.034$

With the new line, $\\text{SSR} = 0.7137^2 + (-0.0200)^2 + 0.8687^2 \\approx 1.2644$

$E = \\frac12 (0.31^2 + 0.42^2) = 0.136$

$E = \\frac12 (0.21^2 + 0.35^2) = 0.083$
"""


@pytest.mark.parametrize(
    ("right", "slip", "lines"),
    [
        ("", "", []),
        ("1.2644", "1.6244", [3]),
        ("= 0.083", "= 0.093", [7]),
        ("0.21^2 + 0.35^2", "0.31^2 + 0.35^2", [7, 7]),  # one number alone: the first is meant
        ("(0.21^2 + 0.35^2) = 0.083", "0.185 = 0.0925", [7]),
    ],
)
def test_a_name_is_worked_out_anew_from_other_numbers(
    right: str, slip: str, lines: list[int]
) -> None:
    assert found(ANEW.replace(right, slip) if right else ANEW) == lines


def again(symbols: bool = False, **slips: float) -> str:
    """A step whose new weights have no names, and a second pass; five decimals as it goes on."""
    w, v, t, lines = [[0.15, 0.20, 0.35], [0.25, 0.30, 0.35]], [0.40, 0.45, 0.60], 0.01, []

    def told(key: str, formula: str, value: float) -> float:
        value = round(value + slips.get(key, 0.0), 5)
        lines.append(f"${formula} = {value:.5f}$")
        return value

    def sigmoid(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    def forward(turn: int) -> tuple[list[float], float]:
        hidden = []
        for at, (one, other, bias) in enumerate(w, start=1):
            name = (
                f"\\xi_{at} = w_{{{at}1}} i_1 + w_{{{at}2}} i_2 + b_{at}"
                if symbols
                else f"\\xi_{at}"
            )
            z = told(
                f"{turn} z{at}",
                f"{name} = {one:.5f} (0.05) + {other:.5f} (0.10) + {bias:.5f}",
                one * 0.05 + other * 0.10 + bias,
            )
            hidden.append(told(f"{turn} V{at}", f"V_{at} = g(\\xi_{at})", sigmoid(z)))
        put_in = f"{v[0]:.5f} ({hidden[0]:.5f}) + {v[1]:.5f} ({hidden[1]:.5f}) + {v[2]:.5f}"
        z = told(f"{turn} z3", f"\\xi_3 = {put_in}", v[0] * hidden[0] + v[1] * hidden[1] + v[2])
        out = told(f"{turn} O", "O = g(\\xi_3)", sigmoid(z))
        told(f"{turn} E", "E = \\frac12 (O - 0.01)^2", (out - t) ** 2 / 2)
        return hidden, out

    hidden, out = forward(1)
    last = told("d3", f"\\delta_3 = ({out:.5f} - 0.01) ({out:.5f}) (1 - {out:.5f})",
                (out - t) * out * (1 - out))  # fmt: skip
    deltas = [
        told(f"d{at + 1}",
             f"\\delta_{at + 1} = {v[at]:.2f} ({last:.5f}) ({one:.5f}) (1 - {one:.5f})",
             v[at] * last * one * (1 - one))
        for at, one in enumerate(hidden)
    ]  # fmt: skip

    def step(key: str, old: float, delta: float, by: float) -> float:
        formula = f"{old:.2f} - 0.5 \\times {delta:.5f} \\times {by:.5f}"
        return told(key, formula, old - 0.5 * delta * by)

    v = [
        step(f"v{at}", old, last, by)
        for at, (old, by) in enumerate(zip(v, (*hidden, 1), strict=True))
    ]
    w = [
        [step(f"w{unit}{at}", old, delta, by)
         for at, (old, by) in enumerate(zip(row, (0.05, 0.10, 1), strict=True))]
        for unit, (row, delta) in enumerate(zip(w, deltas, strict=True))
    ]  # fmt: skip
    lines.append("Forward again.")
    forward(2)
    return "\n\n".join(lines)


@pytest.mark.parametrize("symbols", [False, True])
@pytest.mark.parametrize(
    ("slip", "line"),
    [("", None), ("2 z1", 41), ("2 V2", 47), ("2 z3", 49), ("2 O", 51), ("2 E", 53), ("d2", 19)],
)
def test_the_pass_after_a_step_without_names(symbols: bool, slip: str, line: int | None) -> None:
    sheet = again(symbols, **{slip: 0.013})
    claims = derive.verify(sheet, exercise="notes-sigmoid").claims
    assert [one.line for one in claims if one.verdict in FINDINGS] == ([line] if line else [])
