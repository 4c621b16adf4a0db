"""Biases called β beside the weights of their layer: an input of 1 makes their gradients equal."""

import pytest

import derive

EXERCISE = """title = "linear"
example = [{ x = [1, 2], t = [2] }]
part = [{ ask = ["forward", "backward", "update"] }]

[network]
inputs = 2
loss = "half squared error"
layer = [
    { units = 2, activation = "identity" },
    { units = 1, activation = "identity" },
]

[numbers]
W.1 = [[0.2, 0.4], [-0.6, 0.3]]
b.1 = [0.1, 0.5]
W.2 = [[0.5, -0.3]]
b.2 = [0.4]
learning_rate = 0.1
"""

# u = (1.1, 0.5), v = 0.55 - 0.15 + 0.4 = 0.8, y - t = -1.2
SHEET = r"""
$u_1 = 0.2 + 0.8 + 0.1 = 1.1$
$u_2 = -0.6 + 0.6 + 0.5 = 0.5$
$v = 0.5 \cdot 1.1 - 0.3 \cdot 0.5 + 0.4 = 0.8$

$\delta_1 = -1.2 \cdot 0.5 = -0.6$
$\delta_2 = -1.2 \cdot (-0.3) = 0.36$

$\frac{\partial E}{\partial w_{11}} = \delta_1 \cdot x_1 = -0.6$
$\frac{\partial E}{\partial w_{12}} = \delta_1 \cdot x_2 = -1.2$
$\frac{\partial E}{\partial \beta_1} = \delta_1 = -0.6$
$\frac{\partial E}{\partial w_{21}} = \delta_2 \cdot x_1 = 0.36$
$\frac{\partial E}{\partial w_{22}} = \delta_2 \cdot x_2 = 0.72$
$\frac{\partial E}{\partial \beta_2} = \delta_2 = 0.36$

$w_{11}^* = 0.2 + 0.06 = 0.26$
$\beta_1^* = 0.1 + 0.06 = 0.16$
$\beta_2^* = 0.5 - 0.036 = 0.464$
"""


def test_gradients_of_beta_hold(tmp_path) -> None:
    exercise = tmp_path / "linear.toml"
    exercise.write_text(EXERCISE)
    report = derive.verify(SHEET, exercise=exercise)
    assert report.holds
    assert "beta is the bias" in report.inferred


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        (r"\beta_1} = \delta_1 = -0.6", r"\beta_1} = \delta_2 = 0.36", 11),
        (r"\beta_2} = \delta_2 = 0.36", r"\beta_2} = \delta_2 = 0.72", 14),
    ],
)
def test_slips_beside_them_are_found(right: str, wrong: str, line: int, tmp_path) -> None:
    assert right in SHEET
    exercise = tmp_path / "linear.toml"
    exercise.write_text(EXERCISE)
    found = derive.verify(SHEET.replace(right, wrong), exercise=exercise).findings
    assert [one.line for one in found] == [line]
