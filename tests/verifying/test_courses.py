"""Habits of other courses: what is right stays right, a slip counts once."""

from __future__ import annotations

from pathlib import Path

import pytest
from verifying.courses import COURSES
from verifying.handmade import Worked
from verifying.own_findings import BY_HAND, found, found_and_changed

import derive
from derive.teaching.exercise import read

SLIPS = {"z1": "0.9137", "a2": "0.3119", "y": "0.6133"}
EXERCISES = Path(__file__).parents[2] / "exercises"
SOFTMAX = read(EXERCISES / "lecture-softmax.toml")
TANH = read(EXERCISES / "lecture-tanh.toml")


def verdicts(sheet: str, exercise: derive.Exercise | None = None) -> list[str]:
    return [one.verdict for one in derive.verify(sheet, exercise).claims]


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize(("digits", "carry"), [(2, True), (4, False)])
def test_a_right_sheet_has_no_findings(name: str, digits: int, carry: bool) -> None:
    assert found(COURSES[name](Worked(digits, carry))) == []


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_that_is_carried_on_counts_once(name: str, slip: str) -> None:
    findings, changed = found_and_changed(COURSES[name], {slip: SLIPS[slip]})
    assert findings == changed


def test_a_sum_leaves_out_what_stands_below_it() -> None:
    told = verdicts(r"""
$$x^{[0]} = \begin{pmatrix} 1 & 0 & 1 & 0 \end{pmatrix}^T$$
$$\delta_i^{[3]} = -t_i (1 - x_i^{[3]}) + \sum_{k \neq i} t_k x_i^{[3]}$$
$$\delta_i^{[3]} = -t_i (1 - x_i^{[3]}) + \sum_{k = i} t_k x_i^{[3]}$$
""", SOFTMAX)  # fmt: skip
    assert told[1:] == ["holds", "wrong"]


def test_a_condition_goes_on_with_its_chain() -> None:
    sheet = r"""
$$x^{[0]} = \begin{pmatrix} 1 & 0 & 1 & 0 \end{pmatrix}^T$$

Here $x_i = \exp(z_i)/\sum_k \exp(z_k)$. If SIGN then

$$\frac{\partial x_i}{\partial z_j}
= \frac{\partial}{\partial z_j} \frac{\exp(z_i)}{\sum_k \exp(z_k)}$$

$$= x_i (1 - x_j)$$

$$= x_i (1 - x_i)$$
"""
    alike = verdicts(sheet.replace("SIGN", "$i = j$"), SOFTMAX)
    assert alike[-2:] == ["holds", "holds"]
    apart = verdicts(sheet.replace("SIGN", r"$i \neq j$"), SOFTMAX)
    assert apart[-2] == "wrong"


def test_a_formula_is_right_again_by_the_one_before_the_mistake() -> None:
    told = verdicts(r"$$4 \frac{e^{-2z}}{(1 + e^{-2z})^2} = 4 \frac{1 + e^{-2z}}{(1 + e^{-2z})^2}"
                    r" = \frac{4}{1 + e^{-2z}} \left(1 - \frac{1}{1 + e^{-2z}}\right)$$",
                    TANH)  # fmt: skip
    assert told == ["wrong", "right again"]


def test_the_square_of_a_vector_is_that_of_its_length_in_a_loss() -> None:
    told = verdicts(r"""
$$x^{[3]} = \begin{pmatrix} 0.1625 \\ 0.1625 \\ 0.1625 \end{pmatrix}$$
$$E(t, x^{[3]}) = \frac{1}{2} (x^{[3]} - t)^2$$
$$E(t, x^{[3]}) = (x^{[3]} - t)^2$$
""", TANH)  # fmt: skip
    assert told[1:] == ["holds", "wrong"]


@pytest.mark.parametrize(
    "sheet", ["$$1 + 1 = 2\n\nmore $$1 + 2 = 4$$", "\\[1 + 1 = 2\n\n\\[1 + 2 = 4\\]"]
)
def test_what_nothing_closes_is_told_and_the_rest_is_read(sheet: str) -> None:
    report = derive.verify(sheet.replace("more ", ""))
    assert [one.verdict for one in report.claims] == ["unread", "wrong"]
    assert "closes" in report.claims[0].message


def test_the_dash_of_a_list_is_no_sign() -> None:
    assert verdicts("$$- a = 0.3 + 0.4 = 0.7$$\n\n$$- b = 0.1 + 0.4 = 0.5$$")[-1] != "wrong"


def test_about_a_number_in_a_sentence_is_no_claim_on_the_one_before() -> None:
    assert verdicts(r"It is $0.3 \cdot 0.5 = 0.15$, down from $\approx 0.9$.")[1] == "no claim"


def test_the_right_line_is_worked_out_from_the_digits_that_stand_there() -> None:
    (claim,) = derive.verify(r"$\frac12 (0.75 - 0.07)^2 \approx 0.29$", BY_HAND).claims
    assert claim.expected is not None
    assert claim.expected.endswith("0.23")
