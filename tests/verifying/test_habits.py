"""Habits of people who write sheets, each with what a fair lecturer would say of it."""

import pytest

import derive
from derive.teaching.exercise import loads

NEURON = r"""Sigmoid, $x = 2$, $w = 0.5$, $b = 0.1$, $t = 1$, $\eta = 0.5$, $E = \frac12 (t-y)^2$.

$z = w x + b = 1.1$

$y = \sigma(z) = 0.7503$
"""
INTEGERS = loads(
    """
title = "whole numbers"
example = [ { x = [1, 2], t = [1, 0] } ]
[network]
inputs = 2
loss = "half squared error"
[[network.layer]]
units = 2
activation = "relu"
bias = false
[[network.layer]]
units = 2
activation = "identity"
bias = false
[numbers]
W.1 = [[1, 1], [2, 1]]
W.2 = [[2, -1], [-1, 1]]
""",
    "whole.toml",
)


def findings(sheet, exercise=None):
    report = derive.verify(sheet, exercise)
    assert "unread" not in report.summary
    return [one.line for one in report.findings]


def test_spaces_in_a_column_part_factors_and_not_entries():
    sheet = r"$a = 0.5$, $b = 0.4$, $\begin{pmatrix} a b \\ 2 a + b \end{pmatrix} = "
    assert findings(sheet + r"\begin{pmatrix} 0.2 \\ 1.4 \end{pmatrix}$") == []
    assert findings(sheet + r"\begin{pmatrix} 0.2 \\ 1.9 \end{pmatrix}$") == [1]


def test_numbers_that_only_spaces_part_are_entries():
    sheet = r"$\begin{pmatrix} 1 2 \\ -3 0.5 \end{pmatrix} \begin{pmatrix} 1 \\ 2 \end{pmatrix} = "
    assert findings(sheet + r"\begin{pmatrix} 5 \\ -2 \end{pmatrix}$") == []
    assert findings(sheet + r"\begin{pmatrix} 5 \\ -4 \end{pmatrix}$") == [1]


def test_a_wrong_formula_that_numbers_follow_counts_once():
    sheet = NEURON + "\n$\\delta = y - t$\n\n$\\delta = 0.7503 - 1 = -0.2497$\n"
    assert findings(sheet) == [7]
    assert derive.verify(sheet).summary["follows"] == 2


def test_the_same_wrong_formula_again_counts_once():
    sheet = NEURON + "\n$\\delta = y - t$\n\n$\\delta = y - t = 0.7503 - 1 = -0.2497$\n"
    assert findings(sheet) == [7]


def test_an_exact_result_stands_for_itself():
    assert findings(NEURON) == []
    assert findings(NEURON.replace("0.7503", "0.7603")) == [5]


@pytest.mark.parametrize("sign", ["=", ":=", r"\leftarrow"])
def test_a_name_takes_a_new_value(sign):
    sheet = f"$w = 0.4$, $g = 0.5$\n\n$w {sign} w - 0.2 g = "
    assert findings(sheet + "0.3$") == []
    assert findings(sheet + "0.6$") == [3]


def test_a_number_takes_the_place_of_a_name_in_an_update():
    assert findings("$w_5 = 0.4$\n\n$w_5 = 0.4 - 0.5 \\cdot 0.1 = 0.35$") == []
    assert findings("$w_5 = 0.4$\n\n$w_5 = 0.4 - 0.5 \\cdot 0.1 = 0.45$") == [3]


@pytest.mark.parametrize("rate", ["0.25", "0{,}25"])
def test_a_rate_in_prose_with_a_comma(rate):
    sheet = NEURON.replace(", $\\eta = 0.5$", "") + f"\nDie Lernrate ist {rate}.\n"
    assert any("0.25" in one for one in derive.verify(sheet).inferred)


def test_whole_numbers_put_into_a_formula():
    sheet = (
        r"$z = W^{(1)} x = \begin{pmatrix} 3 \\ 4 \end{pmatrix}$, $a = \mathrm{ReLU}(z) = "
        r"\begin{pmatrix} 3 \\ 4 \end{pmatrix}$, $y = W^{(2)} a = \begin{pmatrix} 2 \\ 1 "
        "\\end{pmatrix}$\n\n"
    )
    line = r"$\frac{\partial L}{\partial a_1} = \frac{\partial L}{\partial y_1} \cdot 2 + "
    right = r"\frac{\partial L}{\partial y_2} \cdot (-1) = "
    assert findings(sheet + line + right + "1$", INTEGERS) == []
    assert findings(sheet + line + right.replace("-1", "1") + "3$", INTEGERS) == [3]


@pytest.mark.parametrize("letter", ["S", "F", "Q"])
def test_a_capital_without_an_argument_is_a_quantity(letter):
    assert findings(NEURON + f"\n${letter} = 2 \\cdot 0.7503 = 1.5006$\n") == []
    assert findings(NEURON + f"\n${letter} = 2 \\cdot 0.7503 = 1.6006$\n") == [7]
