"""Formulas within sentences, and formulas of which a part is marked as mathematics or code."""

import math

import pytest

import derive
from derive.teaching.written.documents import Document

SENTENCES = """
The nodes are p = u*v, r = p + k, and h = r^2. So v is used in p.

With k = 4, we get for the loss E = 0.5*(o - t)^2, a number.

Then o = 3*2 + 1 = 7 and e = (7 - 10) * 2 = -6 (two decimals).

The answer = 42 is known, f(s) = s for s > 0, and I = a few.
"""
READ = ["p = u*v", "r = p + k", "h = r^2", "E = 0.5*(o - t)^2", "o = 3*2 + 1 = 7",
        "e = (7 - 10) * 2 = -6", "f(s) = s", "s > 0"]  # fmt: skip
S, T = math.tanh(0.5 * 2 - 0.3), 0.2
TICKS = rf"""
# One tanh unit

One input, one tanh unit, squared error E = (h - t)^2. Step size 0.5.

* x = 2, t = {T}
* s = w\*x + b with w = 0.5, b = -0.3

Forward:

* s = `0.5*2 - 0.3 = 0.7000`, so h = `tanh(0.7000) = {S:.4f}`
* E = `({S:.4f} - 0.2)^2 = {(S - T) ** 2:.4f}`

Backward:

* dE/dh = `2*({S:.4f} - 0.2) = {2 * (S - T):.4f}`
* dE/ds = `{2 * (S - T):.4f}*(1 - {S:.4f}^2) = {2 * (S - T) * (1 - S * S):.4f}`
* dE/dw = `{2 * (S - T) * (1 - S * S):.4f}*2 = {4 * (S - T) * (1 - S * S):.4f}`
"""
BATCH = """
Model: yhat = m*x + c with m = 0.5, c = 1.
Cost: E = (1/N) * sum_i (yhat_i - y_i)^2 over the batch. Let r_i = yhat_i - y_i.
(For i = 1, the input is x_1.)
dE/dm = (2/N) * sum r_i*x_i

dE/dc = (2/N) * sum r_i
"""


def read(text: str) -> list[str]:
    return [" ".join(one.text.split()) for one in Document(text).pieces()]


def wrong(text: str) -> list[int]:
    return [one.line for one in derive.verify(text).claims if one.verdict == "wrong"]


def test_formulas_of_sentences_are_read():
    assert read(SENTENCES) == READ


def test_what_they_calculate_is_judged():
    assert wrong(SENTENCES) == []
    assert wrong(SENTENCES.replace("1 = 7", "1 = 8")) == [6]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (r"- $\delta_1$ = 0.2*0.5 = 0.1", [r"\delta_1 = 0.2*0.5 = 0.1"]),
        (r"dE/dw = $\delta_1 x$ = 0.1*2 = 0.2", [r"dE/dw = \delta_1 x = 0.1*2 = 0.2"]),
        (r"Let $x$ be 3, then $y = 2$ holds", ["x", "y = 2"]),
        (r"$1 = 1$, and so z = 2 = 3", ["1 = 1"]),
        ("so h1 = `2*3 = 6`, and `z = 2 = 3`", ["h1 = 2*3 = 6"]),
        ("call `f = open(name)` with x = `path`", []),
    ],
)
def test_parts_that_are_marked(text, pieces):
    assert read(text) == pieces


def test_calculations_in_ticks_are_judged():
    claims = derive.verify(TICKS).claims
    assert {one.verdict for one in claims} <= {"holds", "holds as shown", "no claim"}
    assert sum(one.verdict.startswith("holds") for one in claims) >= 10
    slope = f"(1 - {S:.4f}^2) = {2 * (S - T) * (1 - S * S):.4f}"
    slipped = TICKS.replace(slope, f"(1 - {S:.4f}) = {2 * (S - T) * (1 - S):.4f}")
    assert slipped != TICKS
    assert [wrong(slipped)[0], len(set(wrong(slipped)))] == [17, 1]


def test_a_sum_without_an_index_runs_over_that_of_its_terms():
    assert [one.verdict for one in derive.verify(BATCH).claims][-2:] == ["holds", "holds"]
    assert wrong(BATCH.replace("(2/N) * sum r_i\n", "2 * sum r_i\n")) == [7]
    assert wrong(BATCH.replace("sum r_i*x_i", "sum r_i*x_i^2")) == [5]


def test_biases_of_a_hidden_layer_alone():
    """b1 and b2 belong to the two hidden units; the output has none."""
    h = [math.tanh(0.4 * 1.5 + 0.1), math.tanh(-0.2 * 1.5 - 0.3)]
    y = 0.7 * h[0] + 0.5 * h[1]
    sheet = f"""
One input, two tanh units, a linear output without bias, squared error L = (y - t)^2.

x = 1.5, t = 1, w1 = 0.4, w2 = -0.2, b1 = 0.1, b2 = -0.3, v1 = 0.7, v2 = 0.5

s1 = w1*x + b1 = 0.4*1.5 + 0.1 = 0.7
s2 = w2*x + b2 = -0.2*1.5 - 0.3 = -0.6
h1 = tanh(s1) = {h[0]:.4f}
h2 = tanh(s2) = {h[1]:.4f}
y = v1*h1 + v2*h2 = 0.7*{h[0]:.4f} + 0.5*({h[1]:.4f}) = {y:.4f}
dL/dy = 2*(y - t) = {2 * (y - 1):.4f}
dL/ds2 = {2 * (y - 1):.4f}*0.5*(1 - h2^2) = {2 * (y - 1) * 0.5 * (1 - h[1] ** 2):.4f}
"""
    claims = derive.verify(sheet).claims
    assert {one.verdict for one in claims} <= {"holds", "holds as shown", "no claim"}
    assert wrong(sheet.replace("v1*h1 + v2*h2", "v1*h1 + v2*h2 + b2")) == [10]


@pytest.mark.parametrize(
    "words",
    ["For the second sample x = -4 we get", "Sample 2:", "After the update", "Next point:", "Now"],
)
def test_another_example_gives_a_name_another_value(words):
    sheet = f"First z = 0.5*2 + 1 = 2, so L = (2 - 1)^2 = 1.\n\n{words} z = 0.5*(-4) + 1 = -1."
    assert wrong(sheet) == []
    assert wrong(sheet.replace(words, "So")) == [3]


def test_a_letter_with_a_bracket_counts_the_lines():
    assert read("b) z = 2*3 = 6\nc) y = 2*4 = 8") == ["z = 2*3 = 6", "y = 2*4 = 8"]


def test_a_rate_in_a_sentence_is_the_learning_rate():
    sheet = """
We minimise J = (wx - y)^2 with x = 2, y = 3, w = 0.5.

wx = 0.5*2 = 1 and J = (1 - 3)^2 = 4.

dJ/dw = 2*(1 - 3)*2 = -8

With rate 0.1 we get w = 0.5 + 0.8 = 1.3.
"""
    assert wrong(sheet) == []


@pytest.mark.parametrize("joined", ["y", "e", "et", "and", "und"])
def test_statements_that_a_word_joins(joined):
    """The word may look like a letter: it stands between two statements."""
    sheet = f"""Given: m1 = 0.1 {joined} m2 = 3, k = 0.4.

u = k*m1 = {{}}
s = 2*k*m2 {joined} t = k + m1 = 0.5
"""
    assert derive.verify(sheet.format("0.04")).holds
    assert [one.line for one in derive.verify(sheet.format("0.4*3 = 1.2")).findings] == [3]
