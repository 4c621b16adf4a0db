"""The right formula beside a wrong one is told in the names that the sheet has, and holds there."""

from __future__ import annotations

import pytest

import derive
from derive.teaching.exercise import loads

EXERCISE = loads(
    """
title = "two hidden units"
example = [{ x = [0.4, 0.9], t = [0] }]
[network]
inputs = 2
loss = "half squared error"
layer = [{ units = 2, activation = "sigmoid" }, { units = 1, activation = "sigmoid" }]
[numbers]
learning_rate = 0.8
W.1 = [[0.7, -0.2], [0.3, 0.6]]
b.1 = [0.1, -0.5]
W.2 = [[-0.8, 0.5]]
b.2 = [0.3]
""",
    "e",
)
D = r"\frac{\partial E}{\partial w_{11}}"
# worked out by hand, each from the printed ones before it
SHEET = r"""
Sigmoid in both layers, half squared error. $x_1 = 0.4$, $x_2 = 0.9$, $t = 0$, $\eta = 0.8$,
$w_{11} = 0.7$, $w_{12} = -0.2$, $w_{21} = 0.3$, $w_{22} = 0.6$, $b_1 = 0.1$, $b_2 = -0.5$,
$v_1 = -0.8$, $v_2 = 0.5$, $c = 0.3$

$$n_1 = w_{11} x_1 + w_{12} x_2 + b_1 = 0.2000$$
$$n_2 = w_{21} x_1 + w_{22} x_2 + b_2 = 0.1600$$
$$h_1 = \sigma(n_1) = 0.5498$$
$$h_2 = \sigma(n_2) = 0.5399$$
$$s = v_1 h_1 + v_2 h_2 + c = 0.1301$$
$$o = \sigma(s) = 0.5325$$
$$\frac{\partial E}{\partial o} = o - t = 0.5325$$
$$\delta_o = \frac{\partial E}{\partial o} \cdot o \cdot (1 - o) = 0.1326$$
$$\delta_1 = \delta_o \cdot v_1 \cdot h_1 \cdot (1 - h_1) = -0.0263$$
$$\delta_2 = \delta_o \cdot v_2 \cdot h_2 \cdot (1 - h_2) = 0.0165$$
$$\frac{\partial E}{\partial w_{11}} = \delta_1 \cdot x_1 = -0.0105$$
"""
RIGHT = {
    "slope_of_other_layer": (
        r"\delta_1 = \delta_o \cdot v_1 \cdot o \cdot (1 - o) = -0.0264",
        r"\delta_1 = \delta_o \cdot v_1 \cdot h_1 \cdot (1 - h_1)",
    ),
    "slope_at_output": (
        r"\delta_1 = \delta_o \cdot v_1 \cdot n_1 \cdot (1 - n_1) = -0.0170",
        r"\delta_1 = \delta_o \cdot v_1 \cdot h_1 \cdot (1 - h_1)",
    ),
    "slope_missing": (
        r"\delta_2 = \delta_o \cdot v_2 = 0.0663",
        r"\delta_2 = \delta_o \cdot v_2 \cdot h_2 \cdot (1 - h_2)",
    ),
    "slope_extra": (
        rf"{D} = \delta_1 \cdot x_1 \cdot h_1 \cdot (1 - h_1) = -0.0026",
        rf"{D} = \delta_1 \cdot x_1",
    ),
    "layer": (
        r"\frac{\partial E}{\partial w_{11}} = \delta_o \cdot x_1 = 0.0530",
        r"\frac{\partial E}{\partial w_{11}} = \delta_1 \cdot x_1",
    ),
    "bias": (
        r"n_2 = w_{21} x_1 + w_{22} x_2 = 0.6600",
        r"n_2 = w_{21} x_1 + w_{22} x_2 + b_2",
    ),
}  # fmt: skip


def lines(slip: str) -> tuple[str, int]:
    """The sheet up to the wrong line, and where that is."""
    wrong, right = RIGHT[slip]
    before, _, _ = SHEET.partition(f"$${right} = ")
    return f"{before}$${wrong}$$\n", before.count("\n") + 1


def test_the_right_sheet_holds() -> None:
    assert derive.verify(SHEET).holds
    assert derive.verify(SHEET, EXERCISE).holds


@pytest.mark.parametrize(
    ("slip", "beside"),
    [(one, way) for one in RIGHT for way in (True, False) if way or one != "bias"],
)
def test_the_right_formula_is_told_in_the_names_of_the_sheet(slip: str, beside: bool) -> None:
    text, line = lines(slip)
    (found,) = derive.verify(text, EXERCISE if beside else None).findings
    assert (found.line, found.slip) == (line, slip)
    assert found.expected is not None
    told = found.expected.replace(r" \cdot ", "").replace(" ", "")
    assert told == RIGHT[slip][1].replace(r" \cdot ", "").replace(" ", "")
    mended = text.splitlines()
    result = SHEET.splitlines()[line - 1].rpartition(" = ")[2]
    mended[line - 1] = f"$${found.expected} = {result}"
    assert derive.verify("\n".join(mended), EXERCISE if beside else None).holds
