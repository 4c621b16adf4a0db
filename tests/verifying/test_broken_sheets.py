"""Sheets from scans: brackets that nothing closes, rows that are cut off, entries run together.

What can be read is judged, and only what cannot is told as unread. All numbers are worked out here.
"""

import math

import pytest

import derive
from derive.teaching.exercise import loads

DATA = r"""
$$x = \begin{pmatrix} 1 \\ 2 \end{pmatrix},\quad
W = \begin{pmatrix} 0.1 & 0.2 \\ 0.3 & -0.1 \end{pmatrix}$$

$$z = W x = \begin{pmatrix} 0.5 \\ 0.1 \end{pmatrix}$$
"""
H = [f"{math.tanh(one):.4f}" for one in (0.5, 0.1)]  # 0.4621, 0.0997
RIGHT = r"\begin{pmatrix} " + r" \\ ".join(H) + r" \end{pmatrix}"
SLIPPED = RIGHT.replace(H[1], "0.0979")


def verdicts(sheet):
    return [one.verdict for one in derive.verify(sheet).claims]


def told(sheet, exercise=None):
    report = derive.verify(sheet, exercise)
    return [one.line for one in report.findings], report.summary.get("unread", 0)


# an outer matrix that nothing ends, \left with a bare bracket, a bare one with \right
UNCLOSED = [
    r"$$h = \tanh \begin{pmatrix} \begin{pmatrix} 0.5 \\ 0.1 \end{pmatrix} = RESULT$$",
    r"$$h = tanh \begin{bmatrix} \begin{pmatrix} 0.5 \\ 0.1 \end{pmatrix} = RESULT$$",
    r"$$h = \tanh\left( \begin{pmatrix} 0.5 \\ 0.1 \end{pmatrix} ) = RESULT$$",
    r"$$h = \tanh( \begin{pmatrix} 0.5 \\ 0.1 \end{pmatrix} \right) = RESULT$$",
    r"""$$\begin{split} h &= \tanh \begin{pmatrix} \begin{pmatrix} 0.5 \\ 0.1 \end{pmatrix} \\
    &= RESULT \end{split}$$""",
]


@pytest.mark.parametrize("line", UNCLOSED)
def test_a_bracket_that_nothing_closes_ends_with_its_side(line):
    assert told(DATA + "\n" + line.replace("RESULT", RIGHT)) == ([], 0)
    findings, unread = told(DATA + "\n" + line.replace("RESULT", SLIPPED))
    assert len(findings) == 1
    assert not unread


def test_a_difference_in_a_bracket_that_nothing_closes_stays_one_factor():
    # 0.5 (1 - 0.04) = 0.48 and 0.5 (1 - 0.09) = 0.455
    sheet = r"""$$d = 0.5 \circ \begin{pmatrix} \begin{pmatrix} 1 \\ 1 \end{pmatrix} -
    \begin{pmatrix} 0.2^2 \\ 0.3^2 \end{pmatrix} = \begin{pmatrix} 0.48 \\ 0.455 \end{pmatrix}$$"""
    assert told(sheet) == ([], 0)
    assert told(sheet.replace("0.455", "0.445"))[0] != []


def test_a_row_that_is_cut_off_leaves_the_others_readable():
    sheet = (
        DATA
        + r"""
$$\begin{split} q &= 0.512 \cdot 0.4 \\ &= 0.2048 \\ r &= q + 0.1 \\ &= 0.3048 \\
s &= \begin{pmatrix} 0.1 & 0.$$
"""
    )
    assert told(sheet) == ([], 1)
    assert told(sheet.replace("0.3048", "0.3084")) == ([7], 1)


def test_what_stands_behind_an_unread_row_goes_on_from_before_it():
    sheet = r"""$$\begin{split} q &= 0.512 \cdot 0.4 \\ &= \begin{pmatrix} 0.1 & ? \end{pmatrix} \\
&= 0.2048 \end{split}$$"""
    assert told(sheet) == ([], 1)
    assert told(sheet.replace("0.2048", "0.2084")) == ([2], 1)


# what parts the entries was lost: minus signs, functions side by side, digits
GLUED = [
    r"$$\begin{pmatrix} 0.5 \\ -0.2 \end{pmatrix} \begin{pmatrix} -0.125 & -0.375 \end{pmatrix} = "
    r"\begin{pmatrix} -0.0625 - 0.1875 \\ 0.0250 & 0.0750 \end{pmatrix}$$",
    r"$$\begin{pmatrix} 2 \\ -1 \end{pmatrix} \cdot (101) = "
    r"\begin{pmatrix} 2 & 0 & 2 \\ -1 & 0 & -1 \end{pmatrix}$$",
    r"$$\begin{pmatrix} 1 \\ 2 \end{pmatrix} \cdot \left(\sigma(0)\sigma(0)\right) = "
    r"\begin{pmatrix} 0.5 & 0.5 \\ 1 & 1 \end{pmatrix}$$",
]


@pytest.mark.parametrize(
    ("line", "digit", "slip"),
    list(zip(GLUED, ("0.0750", "-1 &", "1 & 1"), ("0.0570", "-2 &", "1 & 3"), strict=True)),
)
def test_entries_that_lost_what_parts_them(line, digit, slip):
    assert told(line)[0] == []
    assert told(line.replace(digit, slip))[0] == [1]


def test_a_difference_is_no_row_where_it_is_right():
    sheet = r"$$\begin{pmatrix} 0.512 - 0.125 \\ 0.464 - 0.215 \end{pmatrix} = "
    assert told(sheet + r"\begin{pmatrix} 0.387 \\ 0.249 \end{pmatrix}$$") == ([], 0)
    assert told(sheet + r"\begin{pmatrix} 0.387 \\ 0.294 \end{pmatrix}$$")[0] == [1]


# signs and marks that say nothing
def test_a_sign_left_open_and_one_more_before_the_sister_of_what_was_spoken_of():
    sheet = r"""
$$\frac{\partial L}{\partial w_1} = 0.512 \cdot 0.4 = 0.2048 =$$

$$= \frac{\partial L}{\partial w_2} = 0.512 \cdot 0.6 = 0.3072$$
"""
    assert told(sheet) == ([], 2)
    assert told(sheet.replace("0.3072", "0.3027")) == ([4], 2)
    # a sum that goes on in the next line is still one chain
    assert told("$$a = 0.512 + 0.125 =$$\n\n$$= 0.637$$\n")[0] == []
    assert told("$$a = 0.512 + 0.125 =$$\n\n$$= 0.673$$\n")[0] == [3]


def test_footnote_marks_ranges_and_bare_signs_are_no_formulas():
    sheet = r"A name $^1$ and $^{12}$, a layer $l \in \{1, ..., L\}$, the product (symbol $\circ)$."
    assert told(sheet) == ([], 0)


def test_a_decimal_that_goes_on_is_that_decimal():
    assert verdicts("$1/3 = 0.333...$ and $2/3 = 0.666 ...$") == ["holds as shown"] * 2
    assert verdicts("$1/3 = 0.344...$") == ["wrong"]


def test_examples_in_braces_are_data():
    sheet = r"""Given $$\left\{ x = \begin{pmatrix} 1 \\ 0 \end{pmatrix}, t = 0.5 \right\}$$

$$y = 0.7$$

$$L = (y - t)^2 = (0.7 - 0.5)^2 = 0.04$$
"""
    assert told(sheet) == ([], 0)
    assert told(sheet.replace("(0.7 - 0.5)", "(0.7 - 0.6)"))[0] == [5]


# formulas
@pytest.mark.parametrize(
    ("factor", "right"),
    [(r"\frac{1}{2} [2 (x - t)]", True), (r"x - t", True), (r"\frac{1}{2} (x - t)", False)],
)
def test_derivatives_by_an_expression_are_steps_of_a_chain(factor, right):
    sheet = r"""$$x = 0.8, \quad t = 0.3$$

$$E = \frac{1}{2} (x - t)^2$$

$$\frac{\partial E}{\partial x} = \frac{\partial E}{\partial (x - t)^2}
\frac{\partial (x - t)^2}{\partial (x - t)} \frac{\partial (x - t)}{\partial x} = FACTOR$$
"""
    findings, unread = told(sheet.replace("FACTOR", factor))
    assert bool(findings) is not right
    assert not unread


def test_each_step_from_a_slope_is_held_against_it_though_its_letter_is_the_input():
    sheet = r"""$$\{ x = (1, 0)^T, t = 1 \}$$

$$\frac{\partial}{\partial x} \tanh(x) = 4 \frac{\exp(-2x)}{(1 + \exp(-2x))^2}
= 4 \frac{1 + \exp(-2x)}{(1 + \exp(-2x))^2} = 1 - \tanh(x)^2 = \tanh(x) - \tanh(x)^2$$
"""
    found = verdicts(sheet)[2:]
    assert found == ["holds", "wrong", "right again", "wrong"]


NET = loads(
    """
title = "three layers"
example = [ { x = [1, 0], t = [1] }, { x = [0, 2], t = [0] } ]
query = [ { x = [1, 1], t = [1] } ]
part = [
  { id = "a", ask = ["forward", "backward", "update"], examples = [1, 2] },
  { id = "b", ask = ["classify", "loss"], queries = [1], parameters = ["a"] } ]
[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "tanh" }, { units = 1, activation = "tanh" } ]
[numbers]
learning_rate = 0.5
W = 0.3
b = 0.1
""",
    "three.toml",
)


@pytest.mark.parametrize(
    ("formula", "right"),
    [
        # rows or columns: the chain rule alone does not say which
        (r"\frac{\partial L}{\partial h} = \frac{\partial L}{\partial \hat y} "
         r"\frac{\partial \hat y}{\partial h}", True),
        # one weight, through all units of its layer
        (r"\frac{\partial L}{\partial W^{(1)}_{21}} = \frac{\partial L}{\partial h^{(1)}} "
         r"\frac{\partial h^{(1)}}{\partial W^{(1)}_{21}}", True),
        (r"\frac{\partial L}{\partial W^{(1)}_{21}} = \frac{\partial L}{\partial h^{(1)}} "
         r"\frac{\partial h^{(1)}}{\partial W^{(1)}_{22}}", False),
    ],
)  # fmt: skip
def test_chain_rules_of_whole_layers(formula, right):
    sheet = rf"""$$z^{{(1)}} = W^{{(1)}} x + b^{{(1)}}, \quad h^{{(1)}} = \tanh(z^{{(1)}})$$

$$z^{{(2)}} = W^{{(2)}} h^{{(1)}} + b^{{(2)}}, \quad \hat y = \tanh(z^{{(2)}})$$

$${formula}$$
"""
    assert (told(sheet, NET)[0] == []) is right


def step():
    """The net above worked out by hand: two examples, one step, the query with what is left."""
    w1, b1, w2, b2 = [[0.3, 0.3], [0.3, 0.3]], [0.1, 0.1], [0.3, 0.3], 0.1
    grads = [[[0, 0], [0, 0]], [0, 0], [0, 0], 0]
    for x, t in (((1, 0), 1), ((0, 2), 0)):
        h = [math.tanh(sum(map(math.prod, zip(row, x, strict=True))) + b)
             for row, b in zip(w1, b1, strict=True)]  # fmt: skip
        y = math.tanh(sum(map(math.prod, zip(w2, h, strict=True))) + b2)
        d2 = (y - t) * (1 - y * y)
        d1 = [w * d2 * (1 - one * one) for w, one in zip(w2, h, strict=True)]
        grads[3] += d2
        for i in range(2):
            grads[1][i] += d1[i]
            grads[2][i] += d2 * h[i]
            for j in range(2):
                grads[0][i][j] += d1[i] * x[j]
    new = [[[w1[i][j] - 0.5 * grads[0][i][j] for j in range(2)] for i in range(2)],
           [b1[i] - 0.5 * grads[1][i] for i in range(2)],
           [w2[i] - 0.5 * grads[2][i] for i in range(2)], b2 - 0.5 * grads[3]]  # fmt: skip
    z = [sum(new[0][i]) + new[1][i] for i in range(2)]
    h = [math.tanh(one) for one in z]
    y = math.tanh(sum(map(math.prod, zip(new[2], h, strict=True))) + new[3])
    return grads, new, z, h, y


def column(*numbers):
    return r"\begin{pmatrix} " + r" \\ ".join(f"{one:.5f}" for one in numbers) + r" \end{pmatrix}"


def row(*numbers):
    return column(*numbers).replace(r"\\", "&")


def query_sheet(**other):
    _, (w1, b1, w2, b2), z, h, y = step()
    first = r" \\ ".join(" & ".join(f"{one:.5f}" for one in line) for line in w1)
    parts = {"w2": row(*w2), "b1": column(*b1), "h": "h^{(1)}", "loss": 0.5 * (y - 1) ** 2} | other
    return rf"""
$$W^{{(1)}} = W^{{(1)}} - \eta \frac{{\partial L}}{{\partial W^{{(1)}}}} =
\begin{{pmatrix}} {first} \end{{pmatrix}}$$

$$b^{{(1)}} = b^{{(1)}} - \eta \frac{{\partial L}}{{\partial b^{{(1)}}}} = {column(*b1)}$$

$$W^{{(2)}} = W^{{(2)}} - \eta \frac{{\partial L}}{{\partial W^{{(2)}}}} = {row(*w2)}$$

$$b^{{(2)}} = b^{{(2)}} - \eta \frac{{\partial L}}{{\partial b^{{(2)}}}} = {b2:.5f}$$

We classify the query with these:

$$b^{{(1)}} = {parts["b1"]}$$

$$W^{{(2)}} = {parts["w2"]}$$

$$x = \begin{{pmatrix}} 1 \\ 1 \end{{pmatrix}}$$

$$z^{{(1)}} = {column(*z)}$$

$${parts["h"]} = \tanh{column(*z)} = {column(*h)}$$

$$\hat y = {y:.5f}$$

$$L = \frac{{1}}{{2}} (\hat y - 1)^2 = {parts["loss"]:.5f}$$
"""


def test_the_loss_of_a_query_is_its_own_and_no_batch_s():
    y = step()[-1]
    assert told(query_sheet(), NET) == ([], 0)
    (found,) = derive.verify(query_sheet(loss=(y - 1) ** 2), NET).findings
    assert found.line == 25
    assert found.expected.endswith(f"= {0.5 * (y - 1) ** 2:.5f}")
    assert found.slip == "double"


def test_parameters_said_again_after_a_step_are_those_that_it_left():
    (_, _, grad_w2, _), (_, b1, w2, _), *_ = step()
    (found, *_) = derive.verify(query_sheet(w2=row(*grad_w2)), NET).findings
    assert (found.line, found.slip) == (15, "gradient")
    assert found.expected.endswith(row(*w2))
    (found, *_) = derive.verify(query_sheet(b1=column(*(-one for one in b1))), NET).findings
    assert (found.line, found.slip) == (13, "sign")
    assert found.expected.endswith(column(*b1))


def test_what_comes_out_said_of_what_goes_in_is_mislabelled():
    (found,) = derive.verify(query_sheet(h="z^{(1)}"), NET).findings
    assert (found.line, found.verdict) == (21, "mislabelled")


# sheets without a network
LOSS = r"""
$$t = \begin{pmatrix} 0 \\ 1 \end{pmatrix}$$

$$y = \begin{pmatrix} 0.2134 \\ 0.7046 \end{pmatrix}$$

$$E = FORMULA = RESULT$$
"""
FORMULAS = (
    r"\frac{1}{2} (y - t)^2",
    r"\frac{1}{2} ||y - t||^2",
    r"\frac{1}{2} \sum_{i=1}^{2} (y - t)^2",
)


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_square_of_a_column_in_a_loss_is_that_of_its_length(formula):
    half = 0.5 * (0.2134**2 + 0.2954**2)  # 0.06640
    sheet = LOSS.replace("FORMULA", formula)
    assert told(sheet.replace("RESULT", f"{half:.4f}")) == ([], 0)
    (found, *_) = derive.verify(sheet.replace("RESULT", f"{2 * half:.4f}")).findings
    assert found.line == 6


def test_an_entry_too_many_leaves_what_was_worked_out():
    sheet = r"""
$$d = \begin{pmatrix} 0.512 \\ 0.125 \end{pmatrix} - \begin{pmatrix} 0 \\ 1 \end{pmatrix} =
\begin{pmatrix} 0.512 \\ 0.512 \\ -0.875 \end{pmatrix}$$

$$d = \begin{pmatrix} 0.512 \\ -0.875 \end{pmatrix}$$
"""
    assert verdicts(sheet) == [
        "no claim", "wrong", "holds as shown"]  # fmt: skip
    assert told(sheet.replace(r"0.512 \\ -0.875 \end", r"0.512 \\ -0.857 \end"))[0] == [2, 5]


def test_an_entry_too_many_in_what_is_worked_out_counts_once():
    sheet = r"""
$$h = \tanh \begin{pmatrix} 0.4 \\ 0.4 \\ 0.4 \end{pmatrix} =
\begin{pmatrix} 0.3799 \\ 0.3799 \end{pmatrix}$$

$$h = \tanh \begin{pmatrix} 0.4 \\ 0.4 \end{pmatrix} =
\begin{pmatrix} 0.3799 \\ 0.3799 \end{pmatrix}$$
"""
    assert told(sheet) == ([2], 0)
    slipped = sheet.rstrip()[:-40] + sheet.rstrip()[-40:].replace("0.3799", "0.3979")
    assert told(slipped)[0] == [2, 5]


def test_wide_space_after_a_power_parts_two_equations():
    sheet = r"""
$$u \text{ with } u = 1 + e^{-x} \quad \frac{d}{dx} [(1 + e^{-x})^{-1}] = RIGHT$$
"""
    right = r"-(1 + e^{-x})^{-2} \cdot \frac{d}{dx} (1 + e^{-x})"
    assert told(sheet.replace("RIGHT", right)) == ([], 0)
    assert told(sheet.replace("RIGHT", right[1:]))[0] == [2]


def test_a_letter_for_any_layer_is_not_the_index_of_a_softmax():
    sheet = r"""For the outputs $x_i = \frac{\exp(z_i)}{\sum_{k=1}^d \exp(z_k)}$.

$$\mathbf{x}^{[1]} = \tanh(0.3) = 0.2913$$

$$\frac{\partial \mathbf{x}^{[l]}}{\partial \mathbf{z}^{[l]}} = 1 - \tanh(\mathbf{z}^{[l]})^2$$
"""
    assert told(sheet) == ([], 0)


def test_parameters_summed_up_at_the_end_are_no_data():
    sheet = r"""Sigmoid. $x = \begin{pmatrix} 0.5 \\ 1 \end{pmatrix}$, $t = 0.1$, $\eta = 0.5$,
$W^{(1)} = \begin{pmatrix} 0.1 & 0.2 \\ 0.3 & 0.4 \end{pmatrix}$,
$b^{(1)} = \begin{pmatrix} 0.1 \\ 0.1 \end{pmatrix}$,
$W^{(2)} = \begin{pmatrix} 0.5 & 0.6 \end{pmatrix}$, $b^{(2)} = 0.2$

$$z^{(1)} = W^{(1)} x + b^{(1)} = \begin{pmatrix} 0.35 \\ 0.65 \end{pmatrix}$$

$$a^{(1)} = \sigma(z^{(1)}) = \begin{pmatrix} A \\ B \end{pmatrix}$$

$$z^{(2)} = W^{(2)} a^{(1)} + b^{(2)} = C$$

and so $W_{\text{new}} = \begin{pmatrix} 0.09 & 0.19 \\ 0.29 & 0.38 \end{pmatrix}$ and
$b = \begin{pmatrix} 0.09 \\ 0.08 \end{pmatrix}$
"""
    a, b = (1 / (1 + math.exp(-one)) for one in (0.35, 0.65))
    numbers = f"{a:.5f}", f"{b:.5f}", f"{0.5 * a + 0.6 * b + 0.2:.5f}"
    for letter, number in zip(("A ", "B ", "C$"), numbers, strict=True):
        sheet = sheet.replace(letter, number + letter[1])
    report = derive.verify(sheet)
    assert any("network is the sheet's own" in one for one in report.inferred)
    assert not list(report.findings)
