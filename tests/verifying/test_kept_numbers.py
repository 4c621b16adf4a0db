"""Formulas with numbers put in, where no network is known: by what was printed for each name."""

import pytest

import derive

SHEET = """Nesterov-free descent on f(s) = (s - 4)^2, f'(s) = 2 (s - 4)

mu = 0.5, u_0 = 0, s_0 = 1

f'(s_0) = 2*(1 - 4) = -6
u_1 = 0.5*0 - 6 = -6
s_1 = 1 - 0.1*(-6) = 1.6

f'(s_1) = 2*(1.6 - 4) = -4.8
u_2 = mu*u_1 + f'(s_1) = {numbers} = {result}
s_2 = 1.6 - 0.1*({result}) = {then}
"""


def sheet(numbers: str, result: float) -> str:
    return SHEET.format(numbers=numbers, result=result, then=round(1.6 - 0.1 * result, 3))


def test_functions_of_names_have_the_numbers_that_were_printed() -> None:
    report = derive.verify(sheet("0.5*(-6) - 4.8", -7.8))
    assert report.holds
    assert any(one.left.startswith("mu*u_1") and one.verdict.startswith("holds")
               for one in report.claims)  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "result"), [("-6 - 4.8", -10.8), ("0.5*(-6) + 4.8", 1.8), ("-6 - 0.5*4.8", -8.4)]
)
def test_numbers_that_do_not_follow_the_formula_are_found(numbers: str, result: float) -> None:
    (found,) = derive.verify(sheet(numbers, result)).findings
    assert (found.line, found.verdict) == (10, "wrong")


DERIVATIVES = r"""$\frac{\partial L}{\partial b} = 0.4 \cdot 0.5 = 0.2$ and $r = 3$.

$\frac{\partial L}{\partial a} = r \frac{\partial L}{\partial b} = NUMBERS$"""


def test_derivatives_have_the_numbers_that_were_printed() -> None:
    assert derive.verify(DERIVATIVES.replace("NUMBERS", r"3 \cdot 0.2 = 0.6")).holds
    (found,) = derive.verify(DERIVATIVES.replace("NUMBERS", "3 + 0.2 = 3.2")).findings
    assert found.line == 3


def test_a_number_that_was_not_printed_says_nothing() -> None:
    assert derive.verify(
        DERIVATIVES.replace("NUMBERS", r"3 \cdot 0.3 = 0.9")
    ).holds  # it may be new


@pytest.mark.parametrize(
    ("other", "numbers"), [("r = 2 + 2 = 4", r"4 \cdot 0.2 = 0.8"), ("r = 4", "4 + 0.2 = 4.2")]
)
def test_a_name_with_two_numbers_says_nothing(other: str, numbers: str) -> None:
    sheet = DERIVATIVES.replace("NUMBERS", numbers)
    assert not any(one.line == 5 for one in derive.verify(
        sheet.replace("$r = 3$.", f"$r = 3$.\n\n${other}$")).findings)  # fmt: skip
