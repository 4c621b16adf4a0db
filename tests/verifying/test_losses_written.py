"""Losses of several examples, or of several outputs, whose sum leaves its index out."""

import pytest

import derive
from derive.teaching.exercise import loads

TASK = loads(
    """
title = "two examples"
example = [{ x = [1], t = [0, 1] }, { x = [2], t = [1, 0] }]
[network]
inputs = 1
loss = "half squared error"
layer = [{ units = 2, activation = "identity" }]
[numbers]
learning_rate = 0.1
W.1 = [[0.5], [0.25]]
b.1 = [0, 0]
""",
    "two",
)
# y = (0.5, 0.25) and (1, 0.5); half squares 0.40625 and 0.125
GIVEN = r"""
$$x^{(1)} = 1, \quad x^{(2)} = 2, \quad
t^{(1)} = \begin{pmatrix} 0 \\ 1 \end{pmatrix}, \quad
t^{(2)} = \begin{pmatrix} 1 \\ 0 \end{pmatrix}$$
$$y^{(1)} = \begin{pmatrix} 0.5 \\ 0.25 \end{pmatrix}, \quad
y^{(2)} = \begin{pmatrix} 1 \\ 0.5 \end{pmatrix}$$

"""


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (r"E = \frac{1}{2} \sum_{i=1}^{2} (y - t)^2", 0),
        (r"E = \frac{1}{2} \sum_{i=1}^{2} (y - t)^2 = 0.53125", 0),
        (r"E = \sum_{i=1}^{2} (y - t)^2", 1),
        (r"E = \frac{1}{2} \sum_{i=1}^{2} (y + t)^2", 1),
        (r"E^{(1)} = \frac{1}{2} \sum_{k=1}^{2} (y^{(1)} - t^{(1)})^2 = 0.40625", 0),
        (r"E^{(1)} = \frac{1}{2} \sum_{k=1}^{2} (y^{(1)} - t^{(1)})^2 = 0.8125", 1),
    ],
)
def test_a_sum_without_its_index(line: str, wrong: int) -> None:
    report = derive.verify(f"{GIVEN}$${line}$$", TASK)
    assert len(list(report.findings)) == wrong
    assert "unread" not in report.summary


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (r"\sigma(z) = \frac{1}{1 + e^{-x}}", "mislabelled"),
        (r"\sigma(z^{(1)}) = \frac{1}{1 + e^{-x}}", "mislabelled"),
        (r"\sigma(x) = \frac{1}{1 + e^{-x}}", "holds"),
        (r"\sigma(z) = \frac{1}{1 - e^{-x}}", "wrong"),
        (r"\sigma'(z) = \sigma(x) (1 - \sigma(x))", "mislabelled"),
    ],
)
def test_the_right_function_of_another_letter(line: str, verdict: str) -> None:
    task = loads(
        """
title = "a neuron"
example = [{ x = [1, 2], t = [1] }]
[network]
inputs = 2
loss = "half squared error"
layer = [{ units = 1, activation = "sigmoid" }]
[numbers]
learning_rate = 0.1
W.1 = [[0.5, 0.25]]
b.1 = [0]
""",
        "neuron",
    )
    given = r"$x = \begin{pmatrix} 1 \\ 2 \end{pmatrix}$, $z = 1$"
    if "^{(1)}" in line:
        given = given.replace("z", "z^{(1)}")
    *_, claim = derive.verify(f"{given}\n\n$${line}$$", task).claims
    assert claim.verdict == verdict
