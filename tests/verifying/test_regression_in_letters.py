"""Linear and logistic regression in letters: a hypothesis of any input, examples, one of them."""

from __future__ import annotations

import pytest

import derive

LINEAR = r"The model is $h_\theta(x) = \theta^T x$."
LOGISTIC = r"The model is $h_\theta(x) = \frac{1}{1 + e^{-\theta^T x}}$."
SQUARES = r"$$J(\theta) = \frac{1}{2m} \sum_{i=1}^m (h_\theta(x^{(i)}) - y^{(i)})^2$$"
ENTROPY = (
    r"$$J(\theta) = -\frac1m \sum_{i=1}^m y^{(i)} \log h_\theta(x^{(i)})"
    r" + (1 - y^{(i)}) \log(1 - h_\theta(x^{(i)}))$$"
)
RESIDUAL = r"(h_\theta(x^{(i)}) - y^{(i)})"
SUM = r"\sum_{i=1}^m "
BY_J = r"\frac{\partial J}{\partial \theta_j} = "
RIGHT = rf"\frac1m {SUM} {RESIDUAL} x_j^{{(i)}}"
SLIPS = (
    rf"\frac1m {SUM} (y^{{(i)}} - h_\theta(x^{{(i)}})) x_j^{{(i)}}",
    rf"\frac{{1}}{{2m}} {SUM} {RESIDUAL} x_j^{{(i)}}",
    rf"{SUM} {RESIDUAL} x_j^{{(i)}}",
    rf"\frac1m {SUM} {RESIDUAL}",
    rf"\frac1m {SUM} {RESIDUAL} \theta_j",
)


def wrong(*lines: str) -> list[int]:
    """The lines with a finding."""
    found = derive.verify("\n".join(lines)).claims
    return [one.line for one in found if one.verdict == "wrong"]


def holds(*lines: str) -> bool:
    """Whether the last line is judged, and nothing is called wrong."""
    found = derive.verify("\n".join(lines)).claims
    last = [one.verdict for one in found if one.line == len(lines)]
    return bool(last) and set(last) == {"holds"} and not wrong(*lines)


@pytest.mark.parametrize(("model", "loss"), [(LINEAR, SQUARES), (LOGISTIC, ENTROPY)])
def test_gradient_of_each_parameter(model: str, loss: str) -> None:
    assert holds(model, loss, f"$${BY_J}{RIGHT}$$")
    for slip in SLIPS:
        assert wrong(model, loss, f"$${BY_J}{slip}$$") == [3]


def test_gradient_as_a_vector_and_with_all_examples() -> None:
    vector = RIGHT.replace("x_j^", "x^")
    assert holds(LINEAR, SQUARES, rf"$$\nabla_\theta J(\theta) = {vector}$$")
    stacked = r"$$\nabla_\theta J(\theta) = \frac1m X^T (X \theta - y)$$"
    whole = SQUARES.replace("^2$$", r"^2 = \frac{1}{2m} (X \theta - y)^T (X \theta - y)$$")
    assert holds(LINEAR, whole, stacked)
    assert wrong(LINEAR, whole, stacked.replace(r"(X \theta - y)$", r"(y - X \theta)$")) == [3]
    assert wrong(LINEAR, whole, stacked.replace("1m", "2m")) == [3]


@pytest.mark.parametrize(
    ("said", "call"),
    [
        (r"$f_{w,b}(x) = w x + b$", r"f_{w,b}(x^{(i)})"),
        (r"$f(x; w, b) = w x + b$", r"f(x^{(i)}; w, b)"),
        (r"$\hat y^{(i)} = w x^{(i)} + b$", r"\hat y^{(i)}"),
        (r"$g(x) = w x + b$", r"g(x^{(i)})"),
    ],
)
def test_a_line(said: str, call: str) -> None:
    loss = rf"$$J(w, b) = \frac{{1}}{{2m}} \sum_{{i=0}}^{{m-1}} ({call} - y^{{(i)}})^2$$"
    by_w = rf"$$\frac{{\partial J(w, b)}}{{\partial w}} = \frac1m \sum_{{i=0}}^{{m-1}} ({call} - y^{{(i)}}) x^{{(i)}}$$"  # noqa: E501
    by_b = by_w.replace(r"\partial w", r"\partial b").replace(" x^{(i)}$$", "$$")
    assert holds(said, loss, by_w, by_b)
    assert wrong(said, loss, by_w.replace(" x^{(i)}$$", "$$"), by_b) == [3]
    assert wrong(said, loss, by_w, by_b.replace(r"\frac1m", r"\frac2m")) == [4]


def test_examples_below() -> None:
    said = r"$f(x) = \sigma(w^T x + b)$"
    loss = r"$$L = -\sum_{i=1}^n [t_i \ln f(x_i) + (1 - t_i) \ln(1 - f(x_i))]$$"
    right = r"$$\frac{\partial L}{\partial w} = \sum_{i=1}^n (f(x_i) - t_i) x_i$$"
    assert holds(said, loss, right)
    assert wrong(said, loss, right.replace("f(x_i) - t_i", "t_i - f(x_i)")) == [3]
    assert wrong(said, loss, right.replace(") x_i$", r") f(x_i) x_i$")) == [3]


def test_regularised() -> None:
    loss = ENTROPY[:-2] + r" + \frac{\lambda}{2m} \sum_{j=1}^n \theta_j^2$$"
    right = rf"$${BY_J}{RIGHT} + \frac{{\lambda}}{{m}} \theta_j$$"
    assert holds(LOGISTIC, loss, right)
    assert wrong(LOGISTIC, loss, right.replace(r"+ \frac{\lambda}", r"- \frac{\lambda}")) == [3]
    assert wrong(LOGISTIC, loss, right.replace(r"}{m} \theta_j", r"}{2m} \theta_j")) == [3]
    assert wrong(LOGISTIC, loss, f"$${BY_J}{RIGHT}$$") == [3]


ONE = (
    r"With $h_\theta(x) = g(\theta^T x)$ and $g(z) = \frac{1}{1 + e^{-z}}$",
    r"$$\ell(\theta) = \sum_{i=1}^m y^{(i)} \log h_\theta(x^{(i)})"
    r" + (1 - y^{(i)}) \log(1 - h_\theta(x^{(i)}))$$",
    r"For one example, $h = h_\theta(x)$:",
    r"$$\frac{\partial}{\partial \theta_j} \log h = \frac1h h (1 - h) x_j = (1 - h) x_j$$",
    r"$$\frac{\partial}{\partial \theta_j} \log(1 - h) = -\frac{1}{1 - h} h (1 - h) x_j$$",
    r"$$\frac{\partial \ell}{\partial \theta_j} = y (1 - h) x_j - (1 - y) h x_j = (y - h) x_j$$",
    r"$$\frac{\partial \ell}{\partial \theta_j} = \sum_{i=1}^m"
    r" (y^{(i)} - h_\theta(x^{(i)})) x_j^{(i)}$$",
)


def test_one_example_and_then_all() -> None:
    assert holds(*ONE)
    for line, right, slip in (
        (3, "h (1 - h) x_j =", "h (1 + h) x_j ="),
        (4, r"= -\frac", r"= \frac"),
        (5, "= (y - h) x_j", "= (h - y) x_j"),
        (5, "= (y - h) x_j", "= y - h"),
        (6, "x_j^{(i)}$", "$"),
        (6, r"\sum", r"\frac1m \sum"),
    ):
        slipped = [*ONE]
        slipped[line] = slipped[line].replace(right, slip)
        assert slipped[line] != ONE[line]
        assert line + 1 in wrong(*slipped)


def test_losses_of_one_example_are_added_up() -> None:
    lines = (
        r"$\hat y^{(i)} = \sigma(w^T x^{(i)} + b)$",
        r"$L(\hat y, y) = -(y \log \hat y + (1 - y) \log(1 - \hat y))$",
        r"$J(w, b) = \frac1m \sum_{i=1}^m L(\hat y^{(i)}, y^{(i)})$",
        r"$\frac{\partial J}{\partial w_j} = \frac1m \sum_{i=1}^m (\hat y^{(i)} - y^{(i)}) x_j^{(i)}$",  # noqa: E501
    )
    assert holds(*lines)
    assert wrong(*lines[:3], lines[3].replace(r"\frac1m", "")) == [4]
    assert wrong(*lines[:3], lines[3].replace(" x_j^{(i)}", "")) == [4]


def test_a_function_of_a_sum_is_no_hypothesis() -> None:
    said = r"$f(x) = a x$, $L = \sum_i (f(x_i + 1) - y_i)^2$"
    assert (
        wrong(said, r"$\frac{\partial L}{\partial a} = 2 \sum_i (f(x_i + 1) - y_i) (x_i + 1)$")
        == []
    )
