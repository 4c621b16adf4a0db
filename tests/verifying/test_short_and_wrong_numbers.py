"""What short numbers stand for, and where a wrong number goes on."""

from __future__ import annotations

from math import exp, log, tanh
from pathlib import Path

import derive

EXERCISES = Path(__file__).parents[2] / "exercises"
BAD = ("wrong", "right value, wrong line", "mislabelled")


def accused(sheet: str, exercise: str | None = None) -> list[int]:
    told = derive.verify(sheet, exercise=exercise and EXERCISES / f"{exercise}.toml")
    return [one.line for one in told.claims if one.verdict in BAD]


def test_a_weight_that_stays_is_no_rounded_result() -> None:
    rows = [f"w{i} = 0.2 + {step} = {0.2 + step:.5f}" for i, step in enumerate((0.01532, 0.04127))]
    sheet = "\n".join(["all weights start at 0.2", *rows, "w7 = 0.2", ""])
    assert accused(sheet) == []
    assert accused(sheet.replace("= 0.21532", "= 0.21352")) == [2]
    assert accused(sheet.replace("= 0.24127", "= 0.24217")) == [3]


def softmax(total: float | None = None) -> str:
    powers = [round(exp(one), 4) for one in (0.1, 0.7, 0)]
    whole = round(sum(powers), 4) if total is None else total
    shares = [one / whole for one in powers]
    told = [f"{one:.4f}" for one in powers[:2]] + ["1"]
    rows = [rf"p_{k} = \frac{{{told[k - 1]}}}{{{whole:.4f}}} = {shares[k - 1]:.4f}"
            for k in (1, 2, 3)]  # fmt: skip
    return "\n\n".join([
        "Scores $z = (0.1, 0.7, 0)$.",
        rf"The powers are $e^{{0.1}} = {told[0]}$, $e^{{0.7}} = {told[1]}$, $e^0 = 1$.",
        f"Together ${told[0]} + {told[1]} + 1 = {whole:.4f}$.",
        *(f"${row}$" for row in rows),
        f"$L = -\\ln p_2 = {-log(shares[1]):.4f}$",
        "",
    ])  # fmt: skip


def test_a_quotient_by_a_sum_of_rounded_numbers_holds() -> None:
    assert accused(softmax(), "softmax-regression") == []


def test_a_wrong_sum_below_a_fraction_is_one_mistake() -> None:
    assert accused(softmax(3.1190), "softmax-regression") == [5]


def two_examples(weight: str) -> str:
    rows = []
    for name, x, t in (("one", (1, 0.5), 1), ("two", (-0.5, 1), 0)):
        z = 0.4 * x[0] - 0.3 * x[1] + 0.1, 0.2 * x[0] + 0.5 * x[1]
        a = [round(tanh(one), 4) for one in z]
        y = 1 / (1 + exp(-(0.8 * a[0] - 0.6 * a[1] + 0.1)))
        delta = round(y - t, 4)
        factor = weight if name == "two" else "-0.6"
        rows += [
            f"## Example {1 + (name == 'two')}: $x = ({x[0]}, {x[1]})$, $t = {t}$",
            *(f"$a_{i + 1} = {a[i]:.4f}$" for i in (0, 1)),
            rf"$y = {y:.4f}$",
            rf"$\delta_{{out}} = y - t = {delta:.4f}$",
            rf"$\delta_1 = 0.8 \cdot ({delta:.4f}) \cdot (1 - ({a[0]:.4f})^2)"
            rf" = {0.8 * delta * (1 - a[0] ** 2):.4f}$",
            rf"$\delta_2 = {factor} \cdot ({delta:.4f}) \cdot (1 - ({a[1]:.4f})^2)"
            rf" = {float(factor) * delta * (1 - a[1] ** 2):.4f}$",
        ]
    return "\n\n".join(rows)


def test_a_line_below_an_example_is_not_of_another_one_after_a_step() -> None:
    assert accused(two_examples("-0.6"), "binary-cross-entropy") == []
    assert accused(two_examples("0.6"), "binary-cross-entropy") == [27]


def test_a_small_w_with_a_number_is_no_matrix() -> None:
    sheet = "\n".join([
        "x = (1, 2), t = 1",
        "z1 = 0.5*1 + 0.5*2 - 0.5 = 1.0 -> h1 = 1.0",
        "z2 = 1*1 + (-1)*2 + 0 = -1 -> h2 = 0.1*(-1) = -0.1",
        "y = 1*1.0 + 2*(-0.1) - 0.3 = 0.5",
        "dL/dy = 0.5 - 1 = -0.5",
        "for the second layer: dL/dw1 = -0.5 * 1.0 = -0.5",
        "",
    ])  # fmt: skip
    assert accused(sheet, "leaky-relu") == []
    assert accused(sheet.replace("= 0.5 - 1 = -0.5", "= 0.5 - 1 = 0.5"), "leaky-relu") == [5]
