r"""Formulas of any index have bounds: letters of a name, and sums that would be written out."""

import pytest

import derive
from derive.teaching.verifying.computed.index_rules import MOST_LETTERS, MOST_SUMS, rules
from derive.teaching.verifying.statements.statements import statements
from derive.teaching.written.documents import Document
from derive.teaching.written.plain_text import WIDEST, plain_formulas

LETTERS = "ijkmnpqr"


def told(formula):
    (chain,) = (one for one, _ in statements(Document(f"${formula}$")))
    return list(rules(chain))


@pytest.mark.parametrize("count", range(1, len(LETTERS) + 1))
def test_a_name_of_many_letters_is_no_rule(count):
    name = f"w_{{{','.join(LETTERS[:count])}}}"
    assert bool(told(f"{name} = 2 a_i")) is (count <= MOST_LETTERS)


@pytest.mark.parametrize("count", range(6))
def test_a_formula_of_many_sums_is_no_rule(count):
    sums = "".join(rf"\sum_{one} a_{one} " for one in LETTERS[:2] * 3)[
        : count * len(r"\sum_i a_i ")
    ]
    assert bool(told(f"y_k = {sums} b_k")) is (count <= MOST_SUMS)


def test_hostile_sheets_of_rules_come_back():
    """Eight indices would be tried in 8^8 ways, and six sums written out have 9^6 terms."""
    names = f"$w_{{{','.join(LETTERS)}}} = 2 a_i$, $a_1 = 3$, $w_{{1,2,3,4,5,6,7,8}} = 2 \\cdot 3$"
    numbers = ", ".join(f"a_{one} = 0.{one}" for one in range(1, 10))
    sums = "".join(rf"\sum_{one} " for one in LETTERS[:6]).replace("k", "l")
    several = rf"${numbers}$, $y_k = {sums} a_i a_j a_l a_m a_n a_p$, $y_1 = 0.5 \cdot 0.3 = 0.15$"
    for sheet in (names, several):
        assert derive.verify(sheet).claims


def test_a_line_wider_than_any_sheet_is_left_alone():
    """Wide gaps are looked through again from each of their places."""
    line = "y = 1*2 {}= 2"
    narrow, wide = line.format(""), line.format(" " * WIDEST)
    assert list(plain_formulas(narrow, 0, len(narrow))) == [(0, len(narrow))]
    assert not list(plain_formulas(wide, 0, len(wide)))
