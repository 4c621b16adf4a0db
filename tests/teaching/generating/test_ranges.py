"""Ranges: counted exactly, every value once, and told in one line where they are wrong."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.errors import DeriveError
from derive.teaching.exercise import tables
from derive.teaching.generating.permutation import permuted
from derive.teaching.generating.range_tables import KINDS, choice

# a range, and all that it may come to
RANGES = {
    "integers": ("{ integers = [-2, 2], without = [0] }", ["-2", "-1", "1", "2"]),
    "step": ("{ from = -0.5, to = 0.5, step = 0.25 }", ["-0.5", "-0.25", "0", "0.25", "0.5"]),
    "decimals": ("{ decimals = 1, from = 0.9, to = 1.1 }", ["0.9", "1", "1.1"]),
    "fractions": (
        "{ fractions = [2, 3], from = 0, to = 1 }",
        ["0", "1/3", "0.5", "2/3", "1"],
    ),
    "one_of": ('{ one_of = ["b", { integers = [1, 2] }] }', ["b", "1", "2"]),
    "shuffle": ("{ shuffle = [1, 0, 0] }", [[0, 0, 1], [0, 1, 0], [1, 0, 0]]),
    "choose": ("{ choose = 2, of = [1, 2, 3] }", [[1, 2], [1, 3], [2, 3]]),
    "repeat": (
        "[ { repeat = { integers = [0, 2] }, of = { one_of = [7, 8] } }, 9 ]",
        [[9], [7, 9], [8, 9], [7, 7, 9], [7, 8, 9], [8, 7, 9], [8, 8, 9]],
    ),
}


def plain(value):
    """Numbers as typed, lists as lists."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    return getattr(value, "text", value)


def ranged(text):
    return choice(tables(f"k = {text}")["k"], "k")


def test_every_kind_of_range_is_tried():
    assert set(RANGES) == set(KINDS)


@pytest.mark.parametrize("kind", RANGES)
def test_a_range_has_every_value_once(kind):
    text, expected = RANGES[kind]
    made = ranged(text)
    found = [plain(made.pick(number)) for number in range(made.count)]
    assert len(found) == len(expected)
    assert sorted(map(str, found)) == sorted(map(str, expected))


@given(st.lists(st.integers(0, 2), min_size=1, max_size=6))
def test_a_shuffle_counts_orders_that_look_different(values):
    made = choice({"shuffle": values}, "k")
    assert made.count == len(set(permutations(values)))
    assert len({tuple(made.pick(n)) for n in range(made.count)}) == made.count


@given(st.integers(1, 400), st.binary(min_size=1, max_size=20))
def test_a_permutation_meets_every_number_once(size, key):
    assert sorted(permuted(n, size, key) for n in range(size)) == list(range(size))


@given(st.integers(2**400, 2**800), st.integers(0, 2**399))
def test_a_permutation_of_a_huge_grid_stays_within_it(size, number):
    first, second = permuted(number, size, b"a"), permuted(number + 1, size, b"a")
    assert 0 <= first < size
    assert first != second
    assert first == permuted(number, size, b"a")


WRONG = {
    "{ from = 1, to = 0, step = 1 }": "k.to: ends below its beginning 1: 0",
    "{ from = 0, to = 1, step = 0 }": "k.step: must be above 0, found 0",
    "{ from = 0, to = 1 }": "k.step: missing",
    "{ from = 0, to = 1, stp = 0.1, step = 0.1 }": 'did you mean "step"?',
    "{ integers = [1] }": "k.integers: expected [least, most]",
    "{ integers = [1, 2], without = [1, 2] }": "no value is left",
    "{ integers = [0.5, 2] }": "expected a whole number, found 0.5",
    "{ integers = [3, 1] }": "ends below its beginning 3",
    "{ one_of = [] }": "expected a list that is not empty",
    "{ one_of = [1, 2, 1] }": "k.one_of[3]: stands here twice",
    '{ one_of = ["a"], from = 1 }': 'k.from: does not go with "one_of"',
    "{ shuffle = [{ integers = [1, 2] }] }": "k.shuffle[1]: expected values, found a range",
    "{ choose = 3, of = [1, 2] }": "must be from 1 to 2, found 3",
    "{ decimals = 9, from = 0, to = 1 }": "has 1000000001 values, expected at most",
    "{ fractions = [0], from = 0, to = 1 }": "must be from 1 to 1000, found 0",
    "[{ repeat = 64, of = { repeat = 64, of = { integers = [0, 99999] } } }]": "can be counted",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_range_is_told_in_one_line(text):
    with pytest.raises(DeriveError) as error:
        ranged(text).count  # noqa: B018
    assert WRONG[text] in str(error.value)
    assert "\n" not in str(error.value)
