"""What numbers tell of weights: wrong ones beside right ones do not turn their meaning round."""

from pathlib import Path

import pytest

import derive

NET = """
title = "Two layers"
example = [ { x = [1, 2], t = [1] } ]
[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "identity" }, { units = 1, activation = "identity" } ]
[numbers]
learning_rate = 1
W.1 = [[0.5, 0.25], [0.5, 0.75]]
b.1 = [0, 0]
W.2 = [[0.5, 0.25]]
b.2 = [0]
"""


# a1 = (1, 2), output 1, so t = 1 would leave nothing to learn: the target is 0.5, the error 0.5;
# its gradients are 0.5 (1, 2) by W2 and 0.5 (0.5, 0.25)^T (1, 2) by W1
@pytest.fixture
def exercise(tmp_path: Path) -> Path:
    file = tmp_path / "two.toml"
    file.write_text(NET.replace("t = [1]", "t = [0.5]"), encoding="utf-8")
    return file


def test_gradients_in_place_of_weights_are_wrong_and_right_weights_hold(exercise: Path) -> None:
    sheet = r"""
After the step:
$$W^{(1)} = \begin{pmatrix} 0.25 & -0.25 \\ 0.375 & 0.5 \end{pmatrix}$$
$$W^{(2)} = \begin{pmatrix} 0.5 & 1 \end{pmatrix}$$
$$b^{(2)} = 0.5$$
"""
    report = derive.verify(sheet, exercise=exercise)
    assert [one.line for one in report.findings] == [4, 5]
