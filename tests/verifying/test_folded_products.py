r"""\theta^T x where \theta_0 is the bias, and names with their unit behind a space."""

import math

import pytest

import derive

EXERCISE = """
title = "One unit"
[network]
inputs = 2
loss = "binary cross-entropy"
layer = [{ units = 1, activation = "sigmoid" }]
[numbers]
learning_rate = 0.5
W.1 = [[0.5, -0.25]]
b.1 = [0.1]
[[example]]
x = [2, 1]
t = [1]
"""


def sigma(z):
    return 1 / (1 + math.exp(-z))


Z = 0.85
SHEET = rf"""
Here $\theta_0$ is the bias, $\theta_1$ and $\theta_2$ are the weights.

$\theta^T x = 0.1 + 0.5 \cdot 2 - 0.25 \cdot 1 = {Z}$, so $P = \sigma({Z}) = {sigma(Z):.4f}$.

$\partial J/\partial \theta_0 = {sigma(Z):.4f} - 1 = {sigma(Z) - 1:.4f}$

$\theta_0 \leftarrow 0.1 - 0.5 \cdot ({sigma(Z) - 1:.4f}) = {0.1 - 0.5 * (sigma(Z) - 1):.4f}$

$\theta_1 \leftarrow 0.5 - 0.5 \cdot ({sigma(Z) - 1:.4f}) \cdot 2 = {0.5 - (sigma(Z) - 1):.4f}$
"""
PLAIN = f"""\
net 1 = 0.1 + 0.5*2 - 0.25*1 = {Z}
out 1 = 1/(1 + e^-{Z}) = {sigma(Z):.4f}
delta 1 = out 1 - 1 = {sigma(Z) - 1:.4f}
"""


@pytest.fixture(name="exercise")
def _exercise(tmp_path):
    path = tmp_path / "one.toml"
    path.write_text(EXERCISE)
    return str(path)


@pytest.mark.parametrize("sheet", [SHEET, PLAIN])
def test_right_lines_hold(exercise, sheet):
    report = derive.verify(sheet, exercise=exercise)
    assert report.holds and "unread" not in report.summary


@pytest.mark.parametrize(
    ("sheet", "right", "wrong", "line"),
    [
        (SHEET, r"0.1 + 0.5 \cdot 2", r"0.5 \cdot 2", 4),
        (SHEET, r"\theta_0 \leftarrow 0.1 -", r"\theta_0 \leftarrow 0.1 +", 8),
        (PLAIN, "out 1 - 1 =", "2*(out 1 - 1) =", 3),
        (PLAIN, "0.5*2", "0.5*3", 1),
    ],
)
def test_a_slip_is_found(exercise, sheet, right, wrong, line):
    assert sheet.count(right) == 1
    report = derive.verify(sheet.replace(right, wrong), exercise=exercise)
    assert [one.line for one in report.findings] == [line]
