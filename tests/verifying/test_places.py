"""Which example a line is about, and values that are all but nothing."""

from __future__ import annotations

import pytest

import derive
from derive.teaching.exercise import loads

AT_ZERO = loads(
    """
title = "at zero"
example = [ { x = [1, 1], t = [1] } ]
[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 1, activation = "tanh" } ]
[numbers]
learning_rate = 0.5
W.1 = [[0.3, -0.4]]
b.1 = [0.1]
""",
    "at-zero",
)


def verdicts(text: str, exercise: str, style: str | None = None) -> list[str]:
    return [one.verdict for one in derive.verify(text, exercise, style=style).claims]


@pytest.mark.parametrize(("entries", "verdict"), [("1, 0", "no claim"), ("1, 5", "wrong"),
                                                  ("0, 1", "wrong")])  # fmt: skip
def test_a_given_target_is_not_excused_by_a_query_without_one(entries: str, verdict: str) -> None:
    data = rf"$x^{{[0]}} = (1, 1, 0, 0, 0)^T$, $t = ({entries})^T$"
    assert verdicts(data, "lecture-sigmoid", "lecture") == ["no claim", verdict]


@pytest.mark.parametrize(("last", "verdict"), [("1.1", "holds as shown"), ("1.2", "wrong")])
def test_an_example_of_a_later_part_is_judged_there(last: str, verdict: str) -> None:
    line = rf"$z^{{(1)\langle 2 \rangle}} = (1.1, 1.1, 1.1, {last})^T$"
    assert verdicts(line, "lecture-tanh", "notes") == [verdict]


@pytest.mark.parametrize(("first", "verdict"), [("0.1", "holds as shown"), ("0.0", "wrong")])
def test_an_integer_beside_a_decimal_leaves_its_digits(first: str, verdict: str) -> None:
    line = rf"$z^{{[1]}} = W^{{[1]}} x^{{[0]}} + b^{{[1]}} = ({first}, 0.7, 0)^T$"
    assert verdicts(line, "softmax-regression", "lecture") == ["holds", verdict]


@pytest.mark.parametrize(("slope", "delta", "told"), [
    ("1", "-1", ["holds", "holds", "holds", "holds"]),
    ("0.9", "-1", ["wrong", "holds", "right again", "holds"]),
    ("1", "-2", ["holds", "holds", "holds", "wrong"]),
])  # fmt: skip
def test_a_sum_that_is_zero_has_a_slope(slope: str, delta: str, told: list[str]) -> None:
    text = rf"$\tanh'(z) = {slope}$ and $\delta = (a - t) \tanh'(z) = (0 - 1) \cdot 1 = {delta}$"
    assert [one.verdict for one in derive.verify(text, AT_ZERO).claims] == told
