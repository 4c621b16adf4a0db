"""Derivations in letters: formulas of any layer l, losses by their short names, flat vectors."""

import math

import pytest

import derive

UNITS = r"""$z^l_j = \sum_k w^l_{jk} a^{l-1}_k + b^l_j$, $a^l_j = \sigma(z^l_j)$ and
$\delta^l_j = \frac{\partial C}{\partial z^l_j}$.
"""
MATRICES = r"""$z^{[l]} = W^{[l]} a^{[l-1]} + b^{[l]}$, $a^{[l]} = g(z^{[l]})$ and
$\delta^{[l]} = \frac{\partial C}{\partial z^{[l]}}$.
"""


def verdicts(formula, before):
    report = derive.verify(f"{before}\n$${formula}$$\n")
    line = before.count("\n") + 2
    return [one.verdict for one in report.claims if one.line == line]


RIGHT = [
    (r"\delta^l_j = \sigma'(z^l_j) \sum_k w^{l+1}_{kj} \delta^{l+1}_k", UNITS),
    (r"\frac{\partial z^{l+1}_k}{\partial z^l_j} = w^{l+1}_{kj} \sigma'(z^l_j)", UNITS),
    (r"\frac{\partial C}{\partial w^l_{jk}} = \delta^l_j a^{l-1}_k", UNITS),
    (r"\delta^{[l]} = (W^{[l+1]})^T \delta^{[l+1]} \odot g'(z^{[l]})", MATRICES),
    (r"\frac{\partial C}{\partial W^{[l]}} = \delta^{[l]} (a^{[l-1]})^T", MATRICES),
]


WRONG = [
    (r"\delta^l_j = \sigma(z^l_j) \sum_k w^{l+1}_{kj} \delta^{l+1}_k", UNITS),
    (r"\delta^l_j = \sigma'(z^l_j) \sum_k w^{l+1}_{jk} \delta^{l+1}_k", UNITS),
    (r"\frac{\partial C}{\partial w^l_{jk}} = \delta^l_j a^l_k", UNITS),
    (r"\delta^{[l]} = W^{[l+1]} \delta^{[l+1]} \odot g'(z^{[l]})", MATRICES),
    (r"\delta^{[l]} = (W^{[l+1]})^T \delta^{[l+1]} \odot g'(z^{[l+1]})", MATRICES),
]


@pytest.mark.parametrize(
    ("formula", "before", "verdict"),
    [*((*one, "holds") for one in RIGHT), *((*one, "wrong") for one in WRONG)],
)
def test_formulas_of_any_layer(formula, before, verdict):
    assert verdicts(formula, before) == [verdict]


def test_a_letter_that_the_sheet_does_not_explain_accuses_nobody():
    before = UNITS.partition(" and")[0]
    assert verdicts(WRONG[0][0], before) == ["no claim"]


def test_what_goes_into_a_layer_may_have_any_letter():
    # a and z in each other's place, as some books have them
    other = r"$a^l_j = \sum_k w^l_{jk} z^{l-1}_k$, $z^l_j = h(a^l_j)$, $\delta^l_j = "
    other += r"\frac{\partial C}{\partial a^l_j}$" + "\n"
    right = r"\delta^l_j = h'(a^l_j) \sum_k w^{l+1}_{kj} \delta^{l+1}_k"
    assert verdicts(right, other) == ["holds"]
    assert verdicts(right.replace("h'(a", "h'(z"), other) == ["wrong"]


VECTORS = r"""$\mathbf{z}^{[l]} = \mathbf{W}^{[l]} \mathbf{x}^{[l-1]} + \mathbf{b}^{[l]}$ and
$\mathbf{x}^{[l]} = f^{[l]}(\mathbf{z}^{[l]})$. FUNCTIONS
"""
OF_Z = (
    r"\frac{\partial \mathbf{x}^{[l]}}{\partial \mathbf{z}^{[l]}} \left(\mathbf{z}^{[l]}\right) ="
)
BY_W = r"\frac{\partial \mathbf{z}^{[l]}}{\partial \mathbf{W}^{[l]}}"
OF_W = BY_W + r"(\mathbf{W}^{[l]}, \mathbf{b}^{[l]}) = "
SOFTMAX = r"At the output $x_i = \frac{\exp(z_i)}{\sum_k \exp(z_k)}$ (softmax)."
LOGISTIC = r" \sigma(\mathbf{z}^{[l]}) (1 - \sigma(\mathbf{z}^{[l]}))"


@pytest.mark.parametrize(("formula", "functions"), [
    (OF_Z + LOGISTIC, ""),
    (OF_Z + LOGISTIC, "All units are sigmoid units."),
    (OF_Z + r" 1 - \tanh(\mathbf{z}^{[l]})^2", SOFTMAX),
    (OF_W + r"\mathbf{x}^{[l-1]}", "All units are sigmoid units."),
])  # fmt: skip
def test_brackets_behind_a_derivative_say_where_it_is_taken(formula, functions):
    assert verdicts(formula, VECTORS.replace("FUNCTIONS", functions)) == ["holds"]
    slip = formula.replace("1 -", "1 +").replace("[l-1]", "[l]")
    assert verdicts(slip, VECTORS.replace("FUNCTIONS", functions)) == ["wrong"]


def test_a_slip_that_goes_on_counts_once():
    first = r"\frac{\partial z^{l+1}_k}{\partial z^l_j} = w^{l+1}_{kj} \sigma(z^l_j)"
    report = derive.verify(f"{UNITS}\n$${first}$$\n\n$${WRONG[0][0]}$$\n")
    assert [one.line for one in report.findings] == [4]
    assert report.claims[-1].verdict == "follows"


def test_a_loss_may_have_its_short_name():
    before = r"$\mathrm{MSE}(w) = \frac{1}{n} (X w - y)^T (X w - y)$" + "\n"
    right = r"\nabla_{w} \mathrm{MSE} = \frac{2}{n} X^T (X w - y)"
    assert verdicts(right, before) == ["holds"]
    assert verdicts(right.replace("X^T", "X"), before) == ["wrong"]
    assert verdicts(right.replace("{2}", "{1}"), before) == ["wrong"]


def test_vectors_in_plain_brackets_may_stand():
    y = 1 / (1 + math.exp(-0.1))
    sheet = rf"""$x = (1, 2)$, $w = (0.5, -0.25)$, $b = 0.1$, $t = 1$.

$z = w^T x + b = 0.1$

$y = \sigma(z) = {y:.4f}$

$L = -t \ln y - (1 - t) \ln (1 - y) = {-math.log(y):.4f}$

$\frac{{\partial L}}{{\partial w}} = (y - t) x = ({y - 1:.4f}, {2 * (y - 1):.4f})$
"""
    assert derive.verify(sheet).holds
    slip = sheet.replace("= (y - t) x", "= (y - t) w")
    assert [one.line for one in derive.verify(slip).findings] == [9]


SQUARES = r"C = \frac12 \|y - a^L\|^2"
LOGS = r"C = -\sum_j [y_j \ln a^L_j + (1 - y_j) \ln(1 - a^L_j)]"
TO_THE_LAST = r"""For $l = 1, \dots, L$: $z^l = W^l a^{l-1} + b^l$ and $a^l = \sigma(z^l)$, with
$LOSS$.

$$\delta^L = OUTPUT$$
$$\delta^l = ((W^{l+1})^T \delta^{l+1}) \odot \sigma'(z^l)$$
$$\frac{\partial C}{\partial W^l} = \delta^l (a^{l-1})^T$$
"""


@pytest.mark.parametrize(
    ("loss", "right", "wrong"),
    [
        (SQUARES, r"(a^L - y) \odot \sigma'(z^L)", r"(y - a^L) \odot \sigma'(z^L)"),
        (SQUARES, r"(a^L - y) \odot a^L \odot (1 - a^L)", r"(a^L - y) \odot (1 - a^L)"),
        (LOGS, r"a^L - y", r"y - a^L"),
        (LOGS, r"a^L - y", r"(a^L - y) \odot \sigma'(z^L)"),
    ],
)
def test_the_last_layer_is_judged_with_the_loss_that_is_written(
    loss: str, right: str, wrong: str
) -> None:
    sheet = TO_THE_LAST.replace("LOSS", loss)
    report = derive.verify(sheet.replace("OUTPUT", right))
    assert report.holds
    assert [one.verdict for one in report.claims if one.line == 4] == ["holds"]
    assert [one.line for one in derive.verify(sheet.replace("OUTPUT", wrong)).findings] == [4]


def test_without_a_written_loss_the_last_layer_is_left_open() -> None:
    sheet = TO_THE_LAST.replace("$LOSS$", "some loss $C$").replace("OUTPUT", r"y - a^L")
    assert not list(derive.verify(sheet).findings)


def test_equations_in_lines_of_one_display_are_several():
    rows = (
        r"\frac{\partial C}{\partial b^L} = (a^L - y) \odot \sigma'(z^L)" + "\n"
        r"\delta^L = \frac{\partial C}{\partial z^L}"
    )
    sheet = TO_THE_LAST.replace("LOSS", SQUARES).replace(r"\delta^L = OUTPUT", rows)
    report = derive.verify(sheet)
    assert report.holds
    assert [one.verdict for one in report.claims if one.line in (4, 5)] == ["holds", "holds"]
    slip = sheet.replace(r"(a^L - y)", r"(y - a^L)")
    assert [one.line for one in derive.verify(slip).findings] == [4]
