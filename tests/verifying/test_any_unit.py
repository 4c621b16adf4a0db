"""One line for any of several units that are alike, h_i, and what stands in it: a common factor
taken out, a mark of new values, a number that was right of one name and wrong of another."""

from math import exp

import pytest

import derive

EXERCISE = """\
title = "T"
style = "lecture"
part = [ { ask = ["forward", "backward", "update"] } ]
example = [ { x = [2, 1], t = [0, 1] } ]

[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 3, activation = "sigmoid" }, { units = 2, activation = "sigmoid" } ]

[numbers]
learning_rate = 1
W = 0.3
b = 0
"""


def sigma(z):
    return 1 / (1 + exp(-z))


A = sigma(0.9)
Y = sigma(0.9 * A)
S = Y * (1 - Y)
D1, D2 = Y * S, (Y - 1) * S
D = A * (1 - A) * 0.3 * (D1 + D2)
LAST = f"({D1:.5f} - {-D2:.5f})"
SHEET = f"""\
Every weight is $0.3$, every bias $0$, $x = (2, 1)$, $t = (0, 1)$, step size 1.

$z_i = 0.3 \\cdot 2 + 0.3 \\cdot 1 = 0.9$, $h_i = \\sigma(0.9) = {A:.5f}$

$y_1 = y_2 = \\sigma({0.9 * A:.5f}) = {Y:.5f}$

$\\delta_1^{{o}} = {Y:.5f} \\cdot {S:.5f} = {D1:.5f}$

$\\delta_2^{{o}} = ({Y:.5f} - 1) \\cdot {S:.5f} = {D2:.5f}$

$\\delta_i^{{h}} = h_i (1 - h_i) (0.3 \\delta_1^{{o}} + 0.3 \\delta_2^{{o}}) = \
{A * (1 - A):.5f} \\cdot 0.3 \\cdot {LAST} = {D:.5f}$
"""


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    path = tmp_path_factory.mktemp("any") / "exercise.toml"
    path.write_text(EXERCISE)
    return lambda sheet: [one.line for one in derive.verify(sheet, exercise=str(path)).claims
                          if one.verdict not in ("holds", "holds as shown", "no claim", "follows",
                                                 "right again")]  # fmt: skip


def test_one_name_for_any_unit_is_each_of_them(wrong):
    assert wrong(SHEET) == []


def test_a_summand_forgotten_for_any_unit_is_found(wrong):
    one = A * (1 - A) * 0.3 * D1
    slip = SHEET.replace("(0.3 \\delta_1^{o} + 0.3 \\delta_2^{o})", "0.3 \\delta_1^{o}")
    slip = slip.replace(LAST, f"{D1:.5f}").replace(f"{D:.5f}", f"{one:.5f}")
    assert slip != SHEET
    assert set(wrong(slip)) == {11}


def test_another_factor_than_the_common_one_is_found(wrong):
    slip = SHEET.replace(f"\\cdot 0.3 \\cdot {LAST} = {D:.5f}",
                         f"\\cdot 0.9 \\cdot {LAST} = {3 * D:.5f}")  # fmt: skip
    assert slip != SHEET
    assert set(wrong(slip)) == {11}


@pytest.mark.parametrize("times", [" \\cdot ", " \\times ", " "])
def test_a_raised_plus_ends_before_what_it_is_multiplied_by(times):
    found = derive.verify(
        f"$h = 0.5$, $q = h \\cdot w^+{times}h$, $2 + w^+{times}h = w^+{times}h + 2$"
    )
    assert len(found.claims) == 3
    assert not [one for one in found.claims if one.verdict == "unread"]


def test_a_number_that_was_right_of_another_name_follows_where_it_was_wrong():
    up, down = f"{sigma(0.5):.4f}", f"{sigma(-0.5):.4f}"
    sheet = ("$z_1 = 0.5$, $z_2 = -0.5$\n\n$s_1 = \\sigma(z_1) = U$, $s_2 = \\sigma(z_2) = V$\n\n"
             "$2 s_2 = 2 \\cdot V$\n")  # fmt: skip
    right = derive.verify(sheet.replace("U", up).replace("V", down))
    assert not [one for one in right.claims if one.verdict in ("wrong", "unread")]
    slip = derive.verify(sheet.replace("U", up).replace("V", up))
    assert [one.line for one in slip.claims if one.verdict == "wrong"] == [3]


def test_commas_in_brackets_are_no_decimals_where_these_have_braces():
    sheet = ("$x = (2,1)$, $t = 0{,}5$\n\n$\\max(0,2) = 2$, $\\max(0,3) = 3$\n\n"
             "$x_1 + x_2 = 3$, $2 t = 1{,}0$")  # fmt: skip
    assert not [one for one in derive.verify(sheet).claims if one.verdict in ("wrong", "unread")]
    slip = derive.verify(sheet.replace("\\max(0,3) = 3", "\\max(0,3) = 0"))
    assert [one.line for one in slip.claims if one.verdict == "wrong"] == [3]
