"""Habits of pages on the web: fractions of plain TeX, conditions behind commas, functions by other
letters, exercises under headings, examples by letters, words before a name."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

import derive

TANH = Path(__file__).parents[2] / "exercises" / "two-tanh-units.toml"
MEAN = Path(__file__).parents[2] / "exercises" / "mean-batch.toml"


def wrong(sheet: str, exercise: Path | None = None) -> list[int]:
    return [one.line for one in derive.verify(sheet, exercise=exercise).findings]


SOFTMAX = "$$a_j = \\frac{e^{z_j}}{\\sum_k e^{z_k}}$$\n"


@pytest.mark.parametrize("before", [", \\quad", "\\quad", ",\\ "])
def test_a_comparison_of_indices_behind_a_formula_is_its_condition(before: str) -> None:
    same = f"$$\\frac{{\\partial a_j}}{{\\partial z_i}} = a_i(1 - a_i){before} i = j$$\n"
    other = f"$$\\frac{{\\partial a_j}}{{\\partial z_i}} = -a_i a_j{before} i \\neq j$$\n"
    assert wrong(SOFTMAX + same + other) == []
    assert wrong(SOFTMAX + same.replace("1 - a_i", "1 + a_i") + other) == [2]
    assert wrong(SOFTMAX + same + other.replace("-a_i", "a_i")) == [3]


def test_fractions_of_plain_tex_and_marks_with_two_backslashes() -> None:
    sheet = "\\\\(\\sigma(x) = {1 \\over 1 + e^{-x}}\\\\)\n\n"
    sheet += "\\\\[\\sigma'(x) = {e^{-x} \\over (1+e^{-x})^2}\\\\]\n"
    assert wrong(sheet) == []
    assert derive.verify(sheet).claims[-1].verdict == "holds"
    assert wrong(sheet.replace("^2}", "^3}")) == [3]


@pytest.mark.parametrize("letter", ["\\theta", "\\zeta", "\\rho", "\\chi"])
def test_a_letter_that_is_said_to_be_a_function_is_one(letter: str) -> None:
    sheet = (
        f"where ${letter}(s) = 1/(1+e^{{-s}})$.\n\n${letter}'(s) = {letter}(s)(1-{letter}(s))$\n"
    )
    assert wrong(sheet) == []
    assert wrong(sheet.replace("(1-", "(1+")) == [3]


def test_a_function_of_which_nothing_is_said_has_no_value() -> None:
    assert wrong("$h = f(0.755) = \\frac{1}{1 + e^{-0.755}} \\approx 0.68$\n") == []
    assert wrong("$h = f(0.755) = \\frac{1}{1 + e^{-0.755}} \\approx 0.86$\n") == [1]


def test_exercises_under_headings_have_data_of_their_own() -> None:
    first = "### Exercise 7.1: linear\n\n$x = 3$, $w = 2$, $b = 1$\n\n$z = w x + b = 7$\n\n"
    second = "### Exercise 7.2: logistic\n\n$x = 2$, $w = 0.5$, $b = 0.5$\n\n$z = w x + b = 1.5$\n"
    assert wrong(first + second) == []
    assert wrong(first + second.replace("= 1.5", "= 2.5")) == [11]


def test_formulas_of_any_layer_with_vectors_that_lie() -> None:
    sheet = (
        "$$z_l = a_{l-1}W_l + b_l$$\n$$a_l = f_l(z_l)$$ "
        "$$\\delta_l = \\frac{\\partial J}{\\partial z_l}$$\n"
        "$$\\delta_l = (\\delta_{l+1} W_{l+1}^T) \\odot f'_l(z_l)$$\n"
        "$$\\frac{\\partial J}{\\partial W_l} = a_{l-1}^T \\delta_l$$\n"
        "for $l = L-1, L-2, ..., 1$\n"
    )
    report = derive.verify(sheet)
    assert [one.verdict for one in report.claims][:5] == ["holds"] * 5
    assert not list(report.findings)
    assert wrong(sheet.replace("W_{l+1}^T", "W_{l+1}")) == [3]
    assert wrong(sheet.replace("a_{l-1}^T \\delta_l", "\\delta_l a_{l-1}^T")) == [4]


def test_words_before_a_name_say_what_it_is() -> None:
    n1, n2 = 0.3 * 0.5 - 0.1 * -0.2 + 0.1, 0.2 * 0.5 + 0.4 * -0.2 - 0.2
    m = 0.5 * math.tanh(n1) - 0.3 * math.tanh(n2) + 0.2
    sheet = (
        "Eingang $\\mathbf e = (0.5,\\ -0.2)$, Ziel $z = 1$.\n\n"
        f"$n_1 = 0.15 + 0.02 + 0.1 = {n1:.2f}$, $n_2 = 0.1 - 0.08 - 0.2 = {n2:.2f}$\n\n"
        f"$m = 0.5\\cdot {math.tanh(n1):.5f} - 0.3\\cdot({math.tanh(n2):.5f}) + 0.2 = {m:.5f}$, "
        f"$y = \\tanh m = {math.tanh(m):.5f}$\n"
    )
    assert wrong(sheet, TANH) == []
    assert wrong(sheet.replace(f"{m:.5f}", f"{m + 0.01:.5f}"), TANH) == [5]


def test_an_index_that_a_sum_of_examples_runs_over() -> None:
    sheet = "$J=\\frac13\\sum_n\\frac12(\\hat y_n-t_n)^2$\n\n$\\hat y = v_1 h_1 + v_2 h_2 + c$\n"
    assert wrong(sheet, MEAN) == []
    assert wrong(sheet.replace("\\frac13", "\\frac12"), MEAN) == [1]


@pytest.mark.parametrize(("word", "marks"), [("novo", "^{novo}"), ("nouveau", "^{nouveau}")])
def test_new_values_in_other_languages(word: str, marks: str) -> None:
    sheet = "$w = 0.5$, $\\eta = 0.1$, $g = 2$\n\n$w" + marks + " = 0.5 - 0.1 \\cdot 2 = 0.3$\n"
    assert wrong(sheet) == []
    assert wrong(sheet.replace("= 0.3", "= 0.4")) == [3]


def test_conditions_in_other_languages() -> None:
    for word in ("Pour", "Para", "Si"):
        sheet = f"{word} $s>0$, $f(s)=s$. {word} $s\\le 0$, $f(s)=2(e^{{s}}-1)$.\n"
        assert wrong(sheet) == []


def test_examples_that_are_called_by_letters() -> None:
    w = (0.5, -0.25)
    p, q = w[0] * 1 + w[1] * 2, w[0] * -1 + w[1] * 0.5
    sheet = (
        "Examples $p = (1, 2)$ with $t_p = 1$ and $q = (-1, 0.5)$ with $t_q = 0$; "
        "$w = (0.5, -0.25)$.\n\n"
        f"$y_p = 0.5\\cdot 1 - 0.25\\cdot 2 = {p:g}$, $y_q = -0.5 - 0.125 = {q:g}$\n\n"
        f"$e_p = y_p - t_p = {p - 1:g}$, $e_q = y_q - t_q = {q:g}$\n"
    )
    assert wrong(sheet) == []
    assert wrong(sheet.replace(f"t_q = {q:g}", f"t_q = {q + 1:g}")) == [5]
