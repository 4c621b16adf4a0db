"""Sheets that never state their weights: these stand in sums of numbers, 0.4 * 1.5 + 0.1."""

from __future__ import annotations

from math import exp

import derive

X, TARGET, RATE = (1.5, 2.0), 1.0, 0.5
HIDDEN = ((0.4, -0.3, 0.1), (-0.2, 0.6, -0.5))  # two weights and a bias each
OUTPUT = (0.7, -0.8, 0.2)


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def signed(number: float, digits: int = 1) -> str:
    return f"{'-' if number < 0 else '+'} {abs(number):.{digits}f}"


def summed(unit: tuple[float, ...], inputs: list[str]) -> str:
    first, second, bias = unit
    return rf"{first:.1f} \cdot {inputs[0]} {signed(second)} \cdot {inputs[1]} {signed(bias)}"


def sheet(slip: str = "") -> str:
    told = [f"{one:.1f}" for one in X]
    rows = [f"Inputs $x_1 = {told[0]}$, $x_2 = {told[1]}$, target $t = 1$, "
            r"rate $\eta = 0.5$, $f$ the logistic function, $E = \frac12 (t - o)^2$."]  # fmt: skip
    s = [u[0] * X[0] + u[1] * X[1] + u[2] for u in HIDDEN]
    h = [round(sigmoid(one), 4) for one in s]
    for at, unit in enumerate(HIDDEN):
        rows.append(rf"$s_{at + 1} = {summed(unit, told)} = {s[at]:.2f}$, "
                    rf"$h_{at + 1} = f({s[at]:.2f}) = {h[at]:.4f}$")  # fmt: skip
    s_out = round(OUTPUT[0] * h[0] + OUTPUT[1] * h[1] + OUTPUT[2], 4)
    o = round(sigmoid(s_out), 4)
    rows.append(rf"$s = {summed(OUTPUT, [f'{one:.4f}' for one in h])} = {s_out:.4f}$, "
                rf"$o = f({s_out:.4f}) = {o:.4f}$")  # fmt: skip
    delta = round((o - 1) * o * (1 - o), 4)
    rows.append(rf"$\delta = (o - t) \, o (1 - o) = {delta:.4f}$")
    for at in (0, 1):
        weight = OUTPUT[1] if slip == "weight" else OUTPUT[at]
        value = weight * delta * h[at] * (1 - h[at])
        rows.append(rf"$\delta_{at + 1} = {weight:.1f} \cdot ({delta:.4f}) \cdot {h[at]:.4f}"
                    rf" \cdot (1 - {h[at]:.4f}) = {value:.4f}$")  # fmt: skip
    return "\n\n".join(rows) + "\n"


def accused(text: str) -> list[int]:
    bad = ("wrong", "mislabelled", "right value, wrong line")
    return sorted({one.line for one in derive.verify(text).claims if one.verdict in bad})


def test_the_network_is_found() -> None:
    told = derive.verify(sheet())
    assert not told.findings
    assert "2 inputs, then 2, 1 units" in told.inferred[0]


def test_the_weight_of_the_other_unit_is_found() -> None:
    assert accused(sheet("weight")) == [11]


def test_a_slip_in_the_loss_is_found() -> None:
    right = sheet() + r"$E = \frac12 (1 - LAST)^2 = VALUE$"
    o = float(sheet().split("o = f(")[1].split("= ")[1].split("$")[0])
    told = right.replace("LAST", f"{o:.4f}")
    assert accused(told.replace("VALUE", f"{(1 - o) ** 2 / 2:.4f}")) == []
    assert accused(told.replace("VALUE", f"{(1 - o) ** 2:.4f}")) == [14]
