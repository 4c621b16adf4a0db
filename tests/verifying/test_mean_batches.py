r"""Batches in letters beside an exercise: dW = \frac1m dZ A^\top, where dZ is of each example."""

import pytest

import derive

EXERCISE = """
title = "A batch of three"
[network]
inputs = 2
loss = "binary cross-entropy"
reduction = "mean"
layer = [{ units = 3, activation = "tanh" }, { units = 1, activation = "sigmoid" }]
[numbers]
learning_rate = 0.1
W.1 = [[0.1, 0.2], [0.3, -0.4], [0.5, 0.6]]
W.2 = [[0.1, 0.2, -0.3]]
b.1 = [0.1, 0.2, 0.3]
b.2 = [0.1]
[[example]]
x = [1, 2]
t = [1]
[[example]]
x = [0.5, -1]
t = [0]
[[example]]
x = [0.3, 0.7]
t = [1]
"""
SHEET = r"""
$Z^{[1]} = W^{[1]}X + b^{[1]}$, $A^{[1]} = \tanh(Z^{[1]})$,
$Z^{[2]} = W^{[2]}A^{[1]} + b^{[2]}$, $A^{[2]} = \sigma(Z^{[2]})$

- $dZ^{[2]} = A^{[2]} - Y$
- $dW^{[2]} = \frac1m dZ^{[2]} A^{[1]\top}$
- $db^{[2]} = \frac1m \sum_{i=1}^m dz^{[2](i)}$
- $dZ^{[1]} = \left(W^{[2]\top} dZ^{[2]}\right) \odot (1 - A^{[1]} \odot A^{[1]})$
- $dW^{[1]} = \frac1m dZ^{[1]} X^\top$
- $db^{[1]} = \frac1m \sum_{i=1}^m dz^{[1](i)}$
"""
SLIPS = [
    (r"dW^{[1]} = \frac1m", "dW^{[1]} =", 9),
    (r"db^{[1]} = \frac1m", "db^{[1]} =", 10),
    (r"A^{[1]\top}$", "A^{[1]}$", 6),
]


@pytest.fixture(name="exercise")
def _exercise(tmp_path):
    path = tmp_path / "three.toml"
    path.write_text(EXERCISE)
    return str(path)


def test_right_lines_hold(exercise):
    report = derive.verify(SHEET, exercise=exercise)
    assert set(report.summary) == {"holds"}


@pytest.mark.parametrize(("right", "wrong", "line"), SLIPS)
def test_a_slip_is_found(exercise, right, wrong, line):
    assert SHEET.count(right) == 1
    claims = derive.verify(SHEET.replace(right, wrong), exercise=exercise).claims
    assert [one.line for one in claims if one.verdict == "wrong"] == [line]
