r"""How other hands write: f(w, x), decimal commas at a full stop, e for an error, words as names.

The numbers are worked out here, from the formulas in the sheets.
"""

from __future__ import annotations

from math import exp

import pytest
from verifying.harness import exercise

import derive


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in derive.verify(text).claims]


def wrong_lines(text: str) -> list[int]:
    return [one.line for one in derive.verify(text).claims if one.verdict == "wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "$f(w,x) = w x + 1$ with $w = 1.5$ and $x = 2$.\n\n$$f = 1.5 \\cdot 2 + 1 = 4$$",
        "$g(w,x) = w x + 1$ und $w=2$, $x=3$.\n\n$g = 7$",
        "$\\sigma(a, b) = a b$",
    ],
)
def test_a_letter_before_two_arguments_is_a_function_of_both(text: str) -> None:
    report = derive.verify(text)
    assert report.holds
    assert "unread" not in report.summary


def test_softmax_of_several_numbers_is_that_of_a_column() -> None:
    parts = [exp(1), exp(2), exp(3)]
    right = ", ".join(f"{one / sum(parts):.4f}" for one in parts)
    assert verdicts(rf"$\mathrm{{softmax}}(1, 2, 3) = ({right})$") == ["holds as shown"]
    swapped = ", ".join(reversed(right.split(", ")))
    assert verdicts(rf"$\mathrm{{softmax}}(1, 2, 3) = ({swapped})$") == ["wrong"]


@pytest.mark.parametrize(
    ("function", "slope", "verdict"),
    [
        (r"f(x) = x\,\sigma(x)", r"f'(x) = \sigma(x) + x\,\sigma(x)(1-\sigma(x))", "holds"),
        (r"f(x) = x\,\sigma(x)", r"f'(x) = f(x) + \sigma(x)(1-f(x))", "holds"),
        (r"s(x) = x\,\sigma(x)", r"s'(x) = \sigma(x) + x\,\sigma(x)", "wrong"),
        (r"g(x) = \ln\sigma(x)", r"g'(x) = \frac{\sigma'(x)}{\sigma(x)}", "holds"),
        (r"g(x) = \ln\sigma(x)", r"g'(x) = \sigma(x)", "wrong"),
        (r"f(z) = x \tanh(z)", r"f'(x) = 1 - \tanh^2(x)", "no claim"),
        (r"q(x) = \frac{x}{1+|x|}", r"q'(x) = \frac{1}{(1+x)^2}", "no claim"),
        (r"h = 1", r"f'(x) = \sigma(x) + x\,\sigma(x)(1-\sigma(x))", "no claim"),
    ],
)
def test_the_slope_of_a_function_of_the_sheet(function: str, slope: str, verdict: str) -> None:
    assert verdicts(f"${function}$\n\n$${slope}$$")[-1] == verdict


def test_a_full_stop_behind_a_decimal_comma() -> None:
    assert wrong_lines("Es ist $c=0,31$ und\n\n$$a = 2 c + 0,11 = 0,73.$$") == []
    assert wrong_lines("Es ist $c=0,31$ und\n\n$$a = 2 c + 0,11 = 0,84.$$") == [3]


def test_decimal_commas_in_a_matrix() -> None:
    column = r"\begin{pmatrix}0,5\\1\end{pmatrix}"
    text = rf"$$\begin{{pmatrix}}0,25\\-0,5\end{{pmatrix}} - 0,5 \cdot {column} = X$$"
    for entries, wrong in ((r"0\\-1", []), (r"0\\1", [1])):
        matrix = rf"\begin{{pmatrix}}{entries}\end{{pmatrix}}"
        assert wrong_lines(text.replace("X", matrix)) == wrong


@pytest.mark.parametrize("rate", ["lr $= 0.1$", "learning rate: $= 0.1$", "Schrittweite $=0.1$"])
def test_words_before_a_sign_are_its_left_side(rate: str) -> None:
    assert verdicts(f"$w = 0.5$, $b = 0$, {rate}") == ["no claim"] * 3


@pytest.mark.parametrize("words", ["and so", "das ist", "which gives", ""])
def test_words_that_join_leave_a_chain_whole(words: str) -> None:
    assert verdicts(f"$z = 2 \\cdot 3$, {words} $= 7$")[-1] == "wrong"


ERROR = r"""
$x = 0.5$, $w = 0.8$, $b = 0.1$, $d = 0.9$, $\eta = 0.5$

$$v = w x + b = 0.5$$

$$y = \frac{1}{1+e^{-v}} = 0.6225$$

$$e = d - y = 0.2775$$

$$E = \frac12 e^2 = 0.0385$$

$$\delta = e \, y (1 - y) = 0.0652$$

$$\Delta w = \eta \delta x = 0.0163$$
"""


@pytest.mark.parametrize("letter", ["e", r"\varepsilon"])
def test_an_error_is_no_constant(letter: str) -> None:
    y = 1 / (1 + exp(-0.5))
    error = 0.9 - y
    assert [f"{one:.4f}" for one in (error, error**2 / 2, error * y * (1 - y))] == [
        "0.2775", "0.0385", "0.0652"
    ]  # fmt: skip
    text = ERROR
    for used in ("e = d", "e^2", r"e \, y"):
        text = text.replace(used, letter + used[1:])
    assert list(derive.verify(text).findings) == []
    assert wrong_lines(text.replace("0.2775", "0.2757"))[0] == 8


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"o_i(\delta_{ij} - o_j)", "holds"),
        ("-o_io_j", "holds"),
        ("-o_i o_j", "holds"),
        ("o_io_j", "wrong"),
    ],
)
def test_an_index_ends_where_the_next_name_has_its_own(formula: str, verdict: str) -> None:
    text = r"Let $o_i=\frac{e^{z_i}}{\sum_k e^{z_k}}$. If $i\neq j$: "
    assert verdicts(rf"{text}$\frac{{\partial o_i}}{{\partial z_j}}={formula}$")[-1] == verdict


def test_names_of_letter_and_number_in_plain_text() -> None:
    h1, h2 = (1 / (1 + exp(-one)) for one in (0.3775, 0.3925))
    net = 0.4 * h1 + 0.45 * h2 + 0.6
    sheet = f"""net_h1 = 0.15·0.05 + 0.20·0.10 + 0.35 = 0.37750
net_h2 = 0.25·0.05 + 0.30·0.10 + 0.35 = 0.39250
out_h1 = 1/(1+e^(-0.37750)) = {h1:.5f}
out_h2 = 1/(1+e^(-0.39250)) = {h2:.5f}
net_o = 0.40·{h1:.5f} + 0.45·{h2:.5f} + 0.60 = {net:.5f}
"""
    beside = exercise("notes-sigmoid")
    assert list(derive.verify(sheet, exercise=beside).findings) == []
    slip = sheet.replace(f"{h2:.5f}\nnet_o", f"{h2 + 0.01:.5f}\nnet_o")
    assert next(iter(derive.verify(slip, exercise=beside).findings)).line == 4


MACROS = r"""
\newcommand{\col}[2]{\begin{pmatrix} #1 \\ #2 \end{pmatrix}}
\newcommand{\bp}{\begin{pmatrix}}\newcommand{\ep}{\end{pmatrix}}
"""


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\col{1}{2} + \col{3}{4} = \col{4}{6}", "holds"),
        (r"\col{1}{2} + \col{3}{4} = \col{4}{7}", "wrong"),
        (r"2 \bp 1 \\ 2 \ep = \bp 2 \\ 4 \ep", "holds"),
    ],
)
def test_a_command_of_the_sheet_may_be_a_matrix(formula: str, verdict: str) -> None:
    assert verdicts(rf"{MACROS}\[ {formula} \]") == [verdict]


def test_words_are_names_where_they_are_worked_with() -> None:
    text = r"""$$\text{Predicted}_1 = 0.25 \cdot 6 = 1.50$$

$$\text{Residual}_1 = 2.25 - \text{Predicted}_1 = 2.25 - 1.50 = 0.75$$

$$\text{New } b = \text{Old } b - \text{Step Size} = 0.50 - 0.25 = 0.25$$

$$\frac{d f}{d\text{dot}} = 0.25 \text{ (rounded)}$$
"""
    report = derive.verify(text)
    assert report.holds
    assert "unread" not in report.summary
    assert wrong_lines(text.replace("= 0.75", "= 0.57")) == [3]
    assert set(wrong_lines(text.replace("2.25 - 1.50", "2.25 - 1.05"))) == {3}


@pytest.mark.parametrize("sign", [r"\times", r"\to", r"\cdot", "=", "+", r"f(\cdot)", r"\|\cdot\|"])
def test_a_sign_in_a_sentence_says_nothing(sign: str) -> None:
    assert verdicts(f"Rows ${sign}$ columns, $1 + 1 = 2$") == ["holds"]


def test_greek_letters_side_by_side_are_names_in_plain_text() -> None:
    assert verdicts("Δw_h1 = 0.2*0.5 = 0.1") == ["no claim", "holds as shown"]
    assert wrong_lines("ρ = 0.5\n\nΔw = ηδx = 0.5*0.2*0.13 = 0.31") == [3]


def test_a_name_may_list_its_entries() -> None:
    text = r"$\theta = (\theta_0, \theta_1, \theta_2)^T = (0.1, 0.5, -0.25)^T$"
    report = derive.verify(text, exercise=exercise("logistic-regression"))
    assert report.holds
    assert "unread" not in report.summary
