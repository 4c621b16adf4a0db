"""Sheets of several exercises, and parts of one that start from its numbers again."""

import math

import pytest

import derive


def exercise(head, x, w, b, function, rate=0.5, slip=0.0):
    """A neuron with two weights, worked out to four decimals."""
    z = w[0] * x[0] + w[1] * x[1] + b
    h = function[1](z) + slip
    return f"""{head}

The learning rate is $\\eta = {rate}$.

$$w_1 = {w[0]}$$

$$w_2 = {w[1]}$$

$$b = {b}$$

$$x_1 = {x[0]}, \\quad x_2 = {x[1]}$$

$$z = w_1 x_1 + w_2 x_2 + b = {z:.4f}$$

$$h = {function[0]}(z) = {h:.4f}$$
"""


TANH = r"\tanh", math.tanh
SIGMOID = r"\sigma", lambda z: 1 / (1 + math.exp(-z))
HEADS = [
    ("# Exercise 1", "# Exercise 2"),
    ("**Aufgabe 1**", "**Aufgabe 2**"),
    ("- **1)** Consider a neuron:", "- **2)** Consider another neuron:"),
    (r"\section*{Problem 1}", r"\section*{Problem 2}"),
    ("1. A network with one unit.", "2. The same network with other numbers."),
]


def sheet(heads, first=0.0, second=0.0):
    return exercise(heads[0], (1, 2), (0.3, -0.1), 0.25, TANH, slip=first) + exercise(
        heads[1], (3, 1), (0.2, 0.4), -0.15, SIGMOID, rate=0.1, slip=second
    )


@pytest.mark.parametrize("heads", HEADS, ids=[one for one, _ in HEADS])
def test_each_exercise_has_its_own_numbers(heads):
    assert list(derive.verify(sheet(heads)).findings) == []


@pytest.mark.parametrize("heads", HEADS, ids=[one for one, _ in HEADS])
def test_slips_in_both_are_found_in_their_lines(heads):
    text = sheet(heads, 0.03, 0.04)
    lines = [at for at, line in enumerate(text.split("\n"), 1) if line.startswith("$$h")]
    report = derive.verify(text)
    assert [one.line for one in report.findings] == lines
    assert [one.offset for one in report.claims] == sorted({one.offset for one in report.claims})


@pytest.mark.parametrize("head", ["## 2. Step", "Exercise 2", "Step 2"])
def test_one_other_parameter_is_no_new_exercise(head):
    text = exercise("# Exercise 1", (1, 2), (0.3, -0.1), 0.25, TANH)
    report = derive.verify(f"{text}\n{head}\n\nWith $$w_1 = 0.4$$ again.\n")
    assert [one.verdict for one in report.findings] == ["wrong"]


STEP = r"""
$$b = \begin{pmatrix} 0.2 \\ 0.3 \end{pmatrix}$$

$$b = b - \eta \frac{\partial E}{\partial b}$$

$$= \begin{pmatrix} 0.2 \\ 0.3 \end{pmatrix} - 0.5 \begin{pmatrix} -0.4 \\ 0.1 \end{pmatrix}$$

$$= \begin{pmatrix} 0.4 \\ 0.25 \end{pmatrix}$$

SAID

$$b = \begin{pmatrix} FIRST \\ SECOND \end{pmatrix}$$
"""


@pytest.mark.parametrize(
    ("said", "first", "second", "found"),
    [
        ("We use the new biases:", "0.4", "0.25", []),
        ("We use the new biases:", "0.2", "0.3", ["wrong"]),
        ("b) We start from the same numbers:", "0.2", "0.3", []),
        ("b) We start from the same numbers:", "0.2", "0.4", ["wrong"]),
    ],
)
def test_a_step_over_several_displays(said, first, second, found):
    text = STEP.replace("SAID", said).replace("FIRST", first).replace("SECOND", second)
    assert [one.verdict for one in derive.verify(text).findings] == found
    assert derive.verify(text.replace("0.25", "0.35", 1)).findings  # 0.3 - 0.5 (0.1)


HEADED = """# Sheet 3

### Exercise 7.1

**Given:** x = 2, w = 0.5, y = 1, b = 0.5

z = w x + b = 1.5
p = sigma(z) = 0.8176

### Exercise 7.2: three classes

**Given:** z = [2, 1, 0.5], y = [1, 0, 0]

p = [0.6285, 0.2312, 0.1402]
e = p - y = [-0.3715, 0.2312, 0.1402]
"""


def test_an_exercise_under_its_own_heading_has_inputs_and_targets_of_its_own():
    assert list(derive.verify(HEADED).findings) == []
    slipped = derive.verify(HEADED.replace("-0.3715, 0.2312", "-0.3715, 0.2321"))
    assert [one.line for one in slipped.findings] == [15]
