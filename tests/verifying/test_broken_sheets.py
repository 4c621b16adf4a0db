"""Sheets from scans: brackets that nothing closes, rows that are cut off, entries run together.

What can be read is judged, and only what cannot is told as unread. All numbers are worked out here.
"""

import math

import pytest

import derive
from derive.teaching.exercise import loads

DATA = r"""
$$x = \begin{pmatrix} 1 \\ 2 \end{pmatrix},\quad W = \begin{pmatrix} 0.1 & 0.2 \\ 0.3 & -0.1 \end{pmatrix}$$

$$z = W x = \begin{pmatrix} 0.5 \\ 0.1 \end{pmatrix}$$
"""
H = [f"{math.tanh(one):.4f}" for one in (0.5, 0.1)]  # 0.4621, 0.0997
RIGHT = r"\begin{pmatrix} " + r" \\ ".join(H) + r" \end{pmatrix}"
SLIPPED = RIGHT.replace(H[1], "0.0979")


def verdicts(sheet, exercise=None):
    return [(one.line, one.verdict) for one in derive.verify(sheet, exercise).claims]


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
$$\begin{split} q &= 0.5 \cdot 0.4 \\ &= 0.2 \\ r &= q + 0.1 \\ &= 0.3 \\
s &= \begin{pmatrix} 0.1 & 0.$$
"""
    )
    assert told(sheet) == ([], 1)
    assert told(sheet.replace("&= 0.3", "&= 0.4")) == ([7], 1)


def test_what_stands_behind_an_unread_row_goes_on_from_before_it():
    sheet = r"""$$\begin{split} q &= 0.5 \cdot 0.4 \\ &= \begin{pmatrix} 0.1 & ? \end{pmatrix} \\
&= 0.2 \end{split}$$"""
    assert told(sheet) == ([], 1)
    assert told(sheet.replace("&= 0.2 ", "&= 0.3 ")) == ([2], 1)


# what parts the entries was lost: minus signs, functions side by side, digits
GLUED = [
    r"$$\begin{pmatrix} 0.5 \\ -0.2 \end{pmatrix} \begin{pmatrix} -0.1 & -0.3 \end{pmatrix} = "
    r"\begin{pmatrix} -0.05 - 0.15 \\ 0.02 & 0.06 \end{pmatrix}$$",
    r"$$\begin{pmatrix} 2 \\ -1 \end{pmatrix} \cdot (101) = "
    r"\begin{pmatrix} 2 & 0 & 2 \\ -1 & 0 & -1 \end{pmatrix}$$",
    r"$$\begin{pmatrix} 1 \\ 2 \end{pmatrix} \cdot \left(\sigma(0)\sigma(0)\right) = "
    r"\begin{pmatrix} 0.5 & 0.5 \\ 1 & 1 \end{pmatrix}$$",
]


@pytest.mark.parametrize(
    ("line", "digit", "slip"), zip(GLUED, ("0.06", "-1 &", "1 & 1"), ("0.04", "-2 &", "1 & 3"))
)
def test_entries_that_lost_what_parts_them(line, digit, slip):
    assert told(line)[0] == []
    assert told(line.replace(digit, slip))[0] == [1]


def test_a_difference_is_no_row_where_it_is_right():
    sheet = r"$$\begin{pmatrix} 0.5 - 0.2 \\ 0.4 - 0.1 \end{pmatrix} = "
    assert told(sheet + r"\begin{pmatrix} 0.3 \\ 0.3 \end{pmatrix}$$") == ([], 0)
    assert told(sheet + r"\begin{pmatrix} 0.3 \\ 0.2 \end{pmatrix}$$")[0] == [1]


# signs and marks that say nothing
def test_a_sign_left_open_and_one_more_before_the_sister_of_what_was_spoken_of():
    sheet = r"""
$$\frac{\partial L}{\partial w_1} = 0.5 \cdot 0.4 = 0.2 =$$

$$= \frac{\partial L}{\partial w_2} = 0.5 \cdot 0.6 = 0.3$$
"""
    assert told(sheet) == ([], 2)
    assert told(sheet.replace("0.3$$", "0.4$$")) == ([4], 2)
    # a sum that goes on in the next line is still one chain
    assert told("$$a = 0.5 + 0.1 =$$\n\n$$= 0.6$$\n")[0] == []
    assert told("$$a = 0.5 + 0.1 =$$\n\n$$= 0.7$$\n")[0] == [3]


def test_footnote_marks_ranges_and_bare_signs_are_no_formulas():
    sheet = r"A name $^1$ and $^{12}$, a layer $l \in \{1, ..., L\}$, the product (symbol $\circ)$."
    assert told(sheet) == ([], 0)


def test_examples_in_braces_are_data():
    sheet = r"""For the example $$\left\{ x = \begin{pmatrix} 1 \\ 0 \end{pmatrix}, t = 0.5 \right\}$$

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
    found = [one.verdict for one in derive.verify(sheet).claims][2:]
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
