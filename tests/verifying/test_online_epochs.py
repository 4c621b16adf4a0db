"""Weights that are changed after each example, over two epochs."""

from __future__ import annotations

import derive

EXAMPLES = ((1.0, 2.0), (2.0, 1.0))
HEAD = r"""
A linear unit $y = wx + b$ with $E = \frac12 (y-t)^2$
starts from $w = 1$, $b = 0$, learning rate $\eta = 0.1$.
Data: $(x,t) = (1, 2), (2, 1)$. After each example its weights are changed.
"""


def sheet() -> str:
    w, b, rows = 1.0, 0.0, [HEAD]
    for epoch in (1, 2):
        rows.append(f"### Epoch {epoch}")
        for number, (x, t) in enumerate(EXAMPLES, start=1):
            y = w * x + b
            error = y - t
            new, then = w - 0.1 * error * x, b - 0.1 * error
            rows += [
                rf"Example {number}: $y = {w:.4f} \cdot {x:.0f} + ({b:.4f}) = {y:.4f}$",
                rf"so $y - t = {y:.4f} - {t:.0f} = {error:.4f}$",
                rf"$w = {w:.4f} - 0.1 \cdot ({error:.4f}) \cdot {x:.0f} = {new:.4f}$",
                rf"$b = {b:.4f} - 0.1 \cdot ({error:.4f}) = {then:.4f}$",
            ]
            w, b = new, then
    return "\n".join(rows) + "\n"


def accused(text: str) -> list[int]:
    bad = ("wrong", "mislabelled", "right value, wrong line")
    return [one.line for one in derive.verify(text).claims if one.verdict in bad]


def test_the_second_epoch_goes_on_from_the_first() -> None:
    told = derive.verify(sheet())
    assert not told.findings
    assert "network" in told.inferred[0]


def test_a_slip_in_the_second_epoch_is_found() -> None:
    right = r"$w = 0.9590 - 0.1 \cdot (1.0070) \cdot 2 = 0.7576$"
    assert right in sheet()
    line = sheet()[: sheet().index(right)].count("\n") + 1
    for slip in (right.replace("2 = 0.7576", "1 = 0.8583"), right.replace("0.7576", "0.7567")):
        assert accused(sheet().replace(right, slip)) == [line]


def test_a_rate_behind_a_semicolon_and_a_linear_output_in_portuguese() -> None:
    right = """Rede: x -> h sigmoide (w, b) -> saída linear (v, c), custo C = (d - y)^2 / 2
Valores: x = 2 ; d = 1 ; w = 0,5 ; b = 0,1 ; v = -0,8 ; c = 0,3 ; taxa 0,1

h = sigmoide(0,5*2 + 0,1) = 0,7503
y = -0,8*0,7503 + 0,3 = -0,3002
dC/dy = y - d = -1,3002
dC/dv = -1,3002*0,7503 = -0,9755
v = -0,8 - 0,1*(-0,9755) = -0,7025
"""
    assert accused(right) == []
    assert accused(right.replace("-1,3002*0,7503 = -0,9755", "-1,3002*0,8 = -1,0402")) == [7]
