"""Results alone: a slip in one of them, and numbers after it that go on from the right one."""

from __future__ import annotations

from math import exp, log

import derive

BAD = ("wrong", "mislabelled", "right value, wrong line")


def accused(text: str) -> list[tuple[int, str | None]]:
    return [(one.line, one.slip) for one in derive.verify(text).claims if one.verdict in BAD]


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def chain() -> str:
    """Three units in a row; each result is worked out from the rounded ones before it."""
    w, b, a = (0.4, -1.3, 0.9), (-0.1, 0.5, 0.6), [1.2]
    rows = ["Given:", "", "- $x = 1.2$"]
    rows += [f"- $w^{{[{k}]}} = {w[k - 1]}$\n- $b^{{[{k}]}} = {b[k - 1]}$" for k in (1, 2, 3)]
    rows += ["- $y = 1$", r"- $\eta = 0.5$", ""]
    rows += ["All units are sigmoid units, the loss is the half squared error.", ""]
    for k in (1, 2, 3):
        z = round(w[k - 1] * a[-1] + b[k - 1], 4)
        a.append(round(sigmoid(z), 4))
        rows += [f"- $z^{{[{k}]}} = {z:.4f}$", f"- $a^{{[{k}]}} = {a[k]:.4f}$"]
    delta = {3: round((a[3] - 1) * a[3] * (1 - a[3]), 4)}
    for k in (2, 1):
        delta[k] = round(w[k] * delta[k + 1] * a[k] * (1 - a[k]), 4)
    rows += [rf"- $\delta^{{[{k}]}} = {delta[k]:.4f}$" for k in (3, 2, 1)]
    grad = {k: round(delta[k] * a[k - 1], 4) for k in (3, 2, 1)}
    rows += [rf"- $\frac{{dL}}{{dw^{{[{k}]}}}} = {grad[k]:.4f}$" for k in (3, 2, 1)]
    rows += [f"- $w^{{[{k}]}}' = {w[k - 1] - 0.5 * grad[k]:.4f}$" for k in (1, 2, 3)]
    return "\n".join(rows) + "\n"


def test_a_new_weight_from_the_right_gradient_is_right_again() -> None:
    right = chain()
    assert accused(right) == []
    line = next(at for at, one in enumerate(right.split("\n"), 1) if r"\frac{dL}{dw^{[3]}}" in one)
    before, after = right.split("\n")[line - 1].split(" = ")
    digits = after.strip("$")
    slip = right.replace(f"{before} = {after}", f"{before} = {digits[:4] + digits[5:]}$")
    assert slip != right
    assert [one for one, _ in accused(slip)] == [line]


def second_pass(formula: str, numbers: str, bias: float) -> str:
    s = round(0.2 - 0.4 * 1.5 - 0.5, 4)
    delta = round(sigmoid(s) - 1, 4)
    w = [round(0.2 - 0.3 * delta, 4), round(-0.4 - 0.3 * delta * 1.5, 4)]
    b = round(-0.5 - 0.3 * delta, 4)
    again = round(w[0] + w[1] * 1.5 + bias * b, 4)
    return rf"""
$x_1 = 1$, $x_2 = 1.5$, $w_1 = 0.2$, $w_2 = -0.4$, $b = -0.5$, $t = 1$, $\eta = 0.3$.

A sigmoid unit $y$, the loss is the binary cross-entropy.

- $s = {s:.4f}$
- $y = {sigmoid(s):.4f}$
- $E = {-log(round(sigmoid(s), 4)):.4f}$
- $\delta = {delta:.4f}$
- $w_1^+ = {w[0]:.4f}$
- $w_2^+ = {w[1]:.4f}$
- $b^+ = {b:.4f}$

## Second forward pass with the new weights

$s = {formula} = {numbers.format(*w, b)} = {again:.4f}$
"""


def test_a_bias_forgotten_in_the_second_pass_is_found() -> None:
    sums = "w_1^+ x_1 + w_2^+ x_2", r"{:.4f} \cdot 1 + ({:.4f}) \cdot 1.5"
    right = second_pass(sums[0] + " + b^+", sums[1] + " + ({:.4f})", 1)
    assert accused(right) == []
    assert accused(second_pass(*sums, 0)) == [(16, "bias")]
