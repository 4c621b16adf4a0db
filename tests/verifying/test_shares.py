"""Shares of exponentials, each divided by the sum of all, where no network is known."""

from math import exp

import pytest

import derive

SCORES = {"red": 0.2, "tan": 1.1, "sky": -0.5}
E = {name: round(exp(one), 4) for name, one in SCORES.items()}
TOTAL = round(sum(E.values()), 4)

WORDS = f"""Three colours and their scores

{"".join(f"e^({one}) = {E[name]}{chr(10)}" for name, one in SCORES.items())}
T = {E["red"]} + {E["tan"]} + {E["sky"]} = {TOTAL}

p_red = {E["red"]} / {TOTAL} = {E["red"] / TOTAL:.4f}
p_tan = {E["tan"]} / ({E["red"]} + {E["tan"]} + {E["sky"]}) = {E["tan"] / TOTAL:.4f}
p_sky = {E["sky"]} / T = {E["sky"] / TOTAL:.4f}
"""

MARKS = rf"""$\exp(0.2) = {E["red"]}$, $\exp(1.1) = {E["tan"]}$ and $\exp(-0.5) = {E["sky"]}$, so

$$p(a) = \frac{{{E["red"]}}}{{{TOTAL}}} = {E["red"] / TOTAL:.4f}$$

$$p(b) = \frac{{{E["tan"]}}}{{{TOTAL}}} = {E["tan"] / TOTAL:.4f}$$

$$p(c) = \frac{{{E["sky"]}}}{{{TOTAL}}} = {E["sky"] / TOTAL:.4f}$$
"""


def lines(text):
    return {one.line for one in derive.verify(text).claims if one.verdict == "wrong"}


@pytest.mark.parametrize("text", [WORDS, MARKS])
def test_shares_of_the_whole_hold(text):
    assert derive.verify(text).holds


def test_a_share_of_the_others_alone_is_wrong():
    others = round(E["tan"] + E["sky"], 4)
    right = f"p_red = {E['red']} / {TOTAL} = {E['red'] / TOTAL:.4f}"
    wrong = f"p_red = {E['red']} / ({E['tan']} + {E['sky']}) = {E['red'] / others:.4f}"
    assert lines(WORDS.replace(right, wrong)) == {9}
    right = rf"\frac{{{E['tan']}}}{{{TOTAL}}} = {E['tan'] / TOTAL:.4f}"
    wrong = rf"\frac{{{E['tan']}}}{{{E['red']} + {E['sky']}}}"
    wrong += f" = {E['tan'] / (E['red'] + E['sky']):.4f}"
    assert lines(MARKS.replace(right, wrong)) == {5}


def test_ratios_of_other_numbers_are_left_alone():
    assert derive.verify("r_1 = 2/5 = 0.4\n\nr_2 = 3/4 = 0.75\n\ne^0 = 1\n").holds


def test_shares_of_two_groups_are_not_mixed():
    assert derive.verify(WORDS.replace("p_sky", "q_sky")).holds


def test_a_decimal_in_brackets_above_is_a_power():
    told = [one.verdict for one in derive.verify("e^(0.4) = 1.4918\n\ne^(-0.4) = 0.7603\n").claims]
    assert told == ["holds as shown", "wrong"]
