"""Sheets without an exercise: their own data define the network; without any, they are judged for
what they say themselves."""

import math

import pytest
from verifying import handmade
from verifying.harness import own_sheet, student

import derive


def sigma(z):
    return 1 / (1 + math.exp(-z))


def neuron(digits, slip=0.0, function=r"\sigma(z)", work_out=sigma):
    """One neuron with w_1 and w_2, worked out with rounded values; `slip` is added to a."""

    def shown(value):
        return f"{value:.{digits}f}"

    z = float(shown(0.4 * 1.5 - 0.3 * 2 + 0.1))
    a = float(shown(work_out(z) + slip))
    delta = float(shown((a - 1) * a * (1 - a)))
    gradient = float(shown(delta * 1.5))
    return rf"""
A neuron: $x_1 = 1.5$, $x_2 = 2$, $w_1 = 0.4$, $w_2 = -0.3$, $b = 0.1$, $t = 1$, $\eta = 0.5$.

$$z = w_1 x_1 + w_2 x_2 + b = 0.4 \cdot 1.5 - 0.3 \cdot 2 + 0.1 = {shown(z)}$$
$$a = {function} = {shown(a)}$$
$$L = \frac12 (a - t)^2 = {shown((a - 1) ** 2 / 2)}$$
$$\frac{{\partial L}}{{\partial z}} = (a - t) a (1 - a) = {shown(delta)}$$
$$\frac{{\partial L}}{{\partial w_1}} = \frac{{\partial L}}{{\partial z}} x_1 = {shown(gradient)}$$
$$w_1^{{new}} = w_1 - \eta \frac{{\partial L}}{{\partial w_1}} = {shown(0.4 - 0.5 * gradient)}$$
"""


def batch(digits, slip=0.0):
    """Row vectors, two examples below each other, no bias, tanh and then a sigmoid."""

    def rows(values):
        body = r" \\ ".join(" & ".join(f"{v + 0.0:.{digits}f}" for v in row) for row in values)
        return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"

    def rounded(values):
        return [[round(v, digits) for v in row] for row in values]

    def times(a, b):
        return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]

    x, t, first, second = (
        [[1, 2], [0.5, -1]],
        [[1], [0]],
        [[0.1, -0.2], [0.3, 0.4]],
        [[0.5], [-0.6]],
    )
    z1 = rounded(times(x, first))
    h = rounded([[math.tanh(v) for v in row] for row in z1])
    h[0][1] += slip
    z2 = rounded(times(h, second))
    y = rounded([[sigma(v) for v in row] for row in z2])
    d2 = rounded([[v - w for v, w in zip(*pair)] for pair in zip(y, t)])
    g2 = rounded([[v / 2 for v in row] for row in times([list(c) for c in zip(*h)], d2)])
    return rf"""
$$X = \begin{{pmatrix}} 1 & 2 \\ 0.5 & -1 \end{{pmatrix}}, \quad T = (1, 0)^T$$
$$W_1 = \begin{{pmatrix}} 0.1 & -0.2 \\ 0.3 & 0.4 \end{{pmatrix}}$$
$$W_2 = \begin{{pmatrix}} 0.5 \\ -0.6 \end{{pmatrix}}$$
$$Z_1 = X W_1 = {rows(z1)}$$
$$H = \tanh(Z_1) = {rows(h)}$$
$$Z_2 = H W_2 = {rows(z2)}$$
$$Y = \sigma(Z_2) = {rows(y)}$$

The mean of the binary cross-entropy gives
$$\frac{{\partial L}}{{\partial Z_2}} = Y - T = {rows(d2)}$$
$$\nabla_{{W_2}} L = \frac12 H^T \frac{{\partial L}}{{\partial Z_2}} = {rows(g2)}$$
"""


def found(text):
    return [(one.line, one.verdict) for one in derive.verify(text).findings]


def is_own(text):
    return any("the network is the sheet's own" in one for one in derive.verify(text).inferred)


@pytest.mark.parametrize("digits", [2, 3, 4, 6])
def test_a_neuron_that_states_its_data(digits):
    assert is_own(neuron(digits))
    assert found(neuron(digits)) == []
    assert found(neuron(digits, slip=0.07)) == [(5, "wrong")]


def test_what_was_inferred_is_told_with_its_lines():
    told = "; ".join(derive.verify(neuron(4)).inferred)
    assert "2 inputs, then 1 units (lines 2)" in told
    assert "the activation of layer 1 is sigmoid (line 5)" in told
    assert "the loss is the half squared error (line 6)" in told
    assert "the learning rate is 0.5 (line 2)" in told


def test_an_activation_that_is_not_named_is_the_one_that_gives_the_results():
    told = derive.verify(neuron(4, function="f(z)")).inferred
    assert "the activation of layer 1 is sigmoid, by the results" in told


@pytest.mark.parametrize("digits", [3, 4, 6])
def test_a_batch_of_rows_without_a_bias(digits):
    assert is_own(batch(digits))
    assert found(batch(digits)) == []
    assert found(batch(digits, slip=0.05)) == [(6, "wrong")]


@pytest.mark.parametrize("seed", [1, 2, 6, 8, 12, 20, 25])
def test_students_sheets_hold_by_their_own_data(seed):
    made, _ = student(seed)
    right = made.sheet().text
    assert is_own(right)
    assert found(right) == []


@pytest.mark.parametrize(("seed", "slip"), [(1, "delta.1"), (2, "z.1"), (6, "new.b.1"), (8, "a.1")])
def test_a_slip_of_a_student_is_found_once(seed, slip):
    made, _ = student(seed)
    sheet = made.sheet(slip)
    (one,) = derive.verify(sheet.text).findings
    assert sheet.slip_start <= one.offset < sheet.slip_end


@pytest.mark.parametrize(
    ("name", "style", "format"),
    [
        ("two-tanh-units", "lecture", "md"),
        ("worksheet-folded", "worksheet", "md"),
        ("leaky-relu", "exam", "tex"),
        ("softmax-regression", "boxed", "md"),
        ("own-activation", "notes", "md"),
    ],
)
def test_own_sheets_hold_by_their_own_data(name, style, format):
    report = derive.verify(own_sheet(name, style, format, "full").text)
    assert report.holds
    assert "unread" not in report.summary


def test_data_that_do_not_give_the_results_are_not_taken():
    report = derive.verify(own_sheet("skip-connection", "lecture", "md", "full").text)
    assert report.holds
    assert "do not give its first results" in report.inferred[0]


# without data -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (r"$0.3 \cdot 0.5 = 0.17$", False),
        (r"$0.3 \cdot 0.5 = 0.15$", True),
        (r"$0.3 \cdot 0.5 = 0.2$", True),
        (r"$\sigma(0.273) = 0.5678$, so $0.57 \cdot 2 = 1.1356$", True),
        (r"$x = 0.35$ and $2 x = 0.71$", False),
    ],
)
def test_typed_numbers_are_exact_and_results_stand_for_what_rounds_to_them(text, holds):
    assert derive.verify(text).holds is holds


@pytest.mark.parametrize("name", handmade.NOTATIONS)
@pytest.mark.parametrize(("digits", "cut"), [(2, False), (4, True), (6, False)])
def test_right_sheets_without_data_hold(name, digits, cut):
    sheet = handmade.NOTATIONS[name](handmade.Worked(digits, digits != 4, None, cut))
    assert found(sheet) == []


def test_what_a_formula_gives_is_no_target_though_it_has_its_value():
    sheet = r"""$x = 2$, $w = 0.5$, $t = 1$, $\eta = 0.1$. Linear, $L = \frac12 (y - t)^2$.

$y = w x = 1$

$L = \frac{1}{2} (y - t)^2 = 0$

$w^{new} = w - \eta (y - t) x = 0.5$
"""
    assert derive.verify(sheet).holds
    slip = derive.verify(sheet.replace("(y - t) x", "(y - t) w"))
    assert [one.line for one in slip.findings] == [7]


# h = sigma(0.15, -0.7), y = 0.4 h_1 - 0.6 h_2 + 0.2, L = (y - 1)^2 / 2
HIDDEN = [1 / (1 + math.exp(-0.15)), 1 / (1 + math.exp(0.7))]
OUTPUT = 0.4 * HIDDEN[0] - 0.6 * HIDDEN[1] + 0.2
DATA = [
    r"$c = 0.2$, $v = (0.4, -0.6)^T$; $W = \begin{pmatrix} 0.3 & 0.1 \\ -0.2 & 0.5 "
    r"\end{pmatrix}$, $b = (0.1, -0.1)^T$|W x + b|v^T h + c",
    r"$b_y = 0.2$, $W_y = (0.4, -0.6)$; $W_h = \begin{pmatrix} 0.3 & 0.1 \\ -0.2 & 0.5 "
    r"\end{pmatrix}$, $b_h = (0.1, -0.1)^T$|W_h x + b_h|W_y h + b_y",
]


@pytest.mark.parametrize("data", DATA)
def test_the_output_may_be_stated_before_the_hidden_layer(data):
    data, hidden, output = data.split("|")
    sheet = rf"""Given $x = (0.5, -1)^T$, $t = 1$. {data}

$h = \sigma({hidden}) = ({HIDDEN[0]:.4f}, {HIDDEN[1]:.4f})^T$

$y = {output} = OUT$

$\delta = y - t = {OUTPUT - 1:.4f}$

$L = \frac12 (y - t)^2 = {(OUTPUT - 1) ** 2 / 2:.4f}$
"""
    report = derive.verify(sheet.replace("OUT", f"{OUTPUT:.4f}"))
    assert report.holds
    assert report.claims[-1].quantity == "loss"
    assert [
        one.line for one in derive.verify(sheet.replace("OUT", f"{OUTPUT + 0.02:.4f}")).findings
    ] == [5]


@pytest.mark.parametrize(
    ("name", "style"), [("four-layers", "lecture"), ("silu-gelu", "worksheet")]
)
def test_two_digits_and_letters_of_other_things_leave_the_functions_known(name, style):
    solved = derive.solve(name, style_name=style, digits=2)
    report = derive.verify(solved.markdown())
    assert list(report.findings) == []
    assert any("network" in one for one in report.inferred)


LETTER_TWICE = r"""A unit $h = \tanh(s)$ with $s = u_1 x_1 + u_2 x_2$, $\sigma(u) = 1/(1+e^{-u})$,
$y = \sigma(v h)$, $E = \frac12 (y-t)^2$, with $x_1 = 1$, $x_2 = 2$, $u_1 = 0.5$, $u_2 = 0.25$,
$v = 0.8$, $t = 1$, $\eta = 0.5$.

$s = 0.5 \cdot 1 + 0.25 \cdot 2 = 1$, $h = \tanh(1) = 0.7616$

$y = \sigma(0.8 \cdot 0.7616) = 0.6478$

$\frac{\partial E}{\partial u_1} = (y - t) y (1 - y) v (1 - h^2) x_1 = -0.0270$

$$u_1' = u_1 - \eta \frac{\partial E}{\partial u_1} = 0.5 - 0.5 (-0.0270) = 0.5135$$
"""


def test_a_function_may_be_told_with_the_letter_of_the_weights():
    # tanh 1 = 0.76159, 1/(1 + e^{-0.8 · 0.76159}) = 0.64778, and the product is -0.027001
    assert list(derive.verify(LETTER_TWICE).findings) == []
    for right, wrong, line in (("1+e^{-u}", "1-e^{-u}", 1), ("0.5135", "0.4865", 11)):
        found = [one.line for one in derive.verify(LETTER_TWICE.replace(right, wrong)).findings]
        assert found == [line]


def test_a_step_may_stand_behind_its_result():
    sheet = """Fit with w = 0.5, b = 0.5 and learning rate 0.05.

    w = 1  (= 0.5 - 0.05*(-10))
    b = 0.6667  (= 0.5 - 0.05*(-3.3333))
    r = 1*1 + 0.6667 - 2 = -0.3333
"""
    assert derive.verify(sheet).holds
    (found,) = derive.verify(sheet.replace("0.6667  (", "0.3333  (")).findings
    assert found.line == 4
