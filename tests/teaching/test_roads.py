"""The fast road along a tape and the slow one along the formulas come to the same, and a number
that is wrong is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flint import arb, fmpq
from hypothesis import given
from hypothesis import strategies as st

from derive.calculus.digits import Policy, key_number, show
from derive.calculus.exact import Exact
from derive.calculus.quick import Doubtful, Quick
from derive.calculus.quick_digits import decided, decider
from derive.calculus.tape.check import check_tape, same_gradients, same_values
from derive.errors import CheckError
from derive.resources import exercises
from derive.teaching import calculation as roads
from derive.teaching.exercise import read
from derive.teaching.prepared import prepared
from derive.teaching.shaping import shape_of
from derive.writing.notation import style, styles

every_exercise = pytest.mark.parametrize("name", sorted(exercises()))


@every_exercise
@pytest.mark.parametrize("look", sorted(styles()))
@pytest.mark.parametrize("carry", ["full", "shown"])
def test_both_roads_come_to_the_same(name, look, carry):
    exercise = read(exercises()[name])
    shape = shape_of(exercise, style(look), carry=carry)
    try:
        fast = roads._calculated(exercise, shape, False, Quick())
    except Doubtful:
        pytest.skip("the fast road leaves these numbers to the other")
    slow = roads._calculated(exercise, shape, False, Exact())
    for run in slow.entries:
        assert fast.entries[run].shown == slow.entries[run].shown
        assert fast.entries[run].keyed == slow.entries[run].keyed
    assert fast.facts == slow.facts


def held(name):
    """The first part of an exercise that has gradients, its numbers and what they come to."""
    exercise = read(exercises()[name])
    shape = shape_of(exercise, style("boxed"))
    found = roads._calculated(exercise, shape, False, Exact())
    for ready in prepared(shape):
        if ready.directions is not None:
            start = ready.starts[0]
            return ready, found.values[start.run.id], found.entries[start.run.id]
    pytest.skip("no gradients are asked")


def numbers_of(ready, values):
    cells = [None] * ready.tape.size
    for name, places in ready.tape.inputs:
        matrix = values[name] if isinstance(values[name], list) else [[values[name]]]
        for row, entries in zip(places, matrix):
            for place, entry in zip(row, entries):
                cells[place] = entry
    return cells


@every_exercise
def test_a_wrong_entry_is_seen(name):
    ready, values, entries = held(name)
    numbers = numbers_of(ready, values)
    assert same_values(ready.tape, numbers, entries, ready.rules) is not None
    for at, number in enumerate(entries.keyed):
        if number is None:
            continue
        wrong = [*entries.keyed[:at], number + 1e-6 * (1 + abs(number)), *entries.keyed[at + 1 :]]
        assert same_values(ready.tape, numbers, replace(entries, keyed=wrong), ready.rules) is None


@every_exercise
def test_a_wrong_gradient_is_seen(name):
    ready, values, entries = held(name)
    cells = same_values(ready.tape, numbers_of(ready, values), entries, ready.rules)
    assert same_gradients(cells, ready.directions)
    places = [place for place, _ in ready.directions.gradients]
    places += [place for _, expected in ready.directions.deltas for place, _ in expected]
    assert places
    for place in places:
        wrong = list(cells)
        wrong[place] += 1e-3 * (1 + abs(wrong[place]))
        assert not same_gradients(wrong, ready.directions)


def test_steps_that_are_not_the_formula_are_an_error():
    ready, _, _ = held("two-tanh-units")
    first = ready.tape.segments[0]
    swapped = replace(first, places=tuple(reversed(first.places)))
    with pytest.raises(CheckError, match=r"z\.1"):
        check_tape(replace(ready.tape, segments=(swapped, *ready.tape.segments[1:])))


policies = st.builds(
    Policy,
    st.integers(1, 16),
    st.sampled_from(["decimals", "significant"]),
    st.sampled_from(["half-up", "half-even", "cut"]),
)
rationals = st.one_of(
    st.builds(fmpq, st.integers(-(10**13), 10**13), st.integers(1, 999)),
    st.builds(lambda n, k: fmpq(n, 10**k), st.integers(-(10**9), 10**9), st.integers(0, 14)),
)


@given(rationals, policies)
def test_rationals_are_decided_as_one_by_one(number, policy):
    field = Exact()
    text, key = decided(decider(policy), number, field)
    assert (text, key) == (show(number, policy, field), key_number(number, field))
    assert type(key) is type(key_number(number, field))


@given(rationals, policies, st.sampled_from(["sqrt 2", "near an edge", "exact"]))
def test_balls_are_decided_as_one_by_one(number, policy, kind):
    field = Quick()
    ball = {
        "sqrt 2": lambda: arb(number) * arb(2).sqrt(),
        "near an edge": lambda: arb(number) + arb(10) ** -20,
        "exact": lambda: arb(number),
    }[kind]()

    def answer(decide):
        try:
            return decide()
        except Doubtful:
            return "doubtful"

    both = answer(lambda: decided(decider(policy), ball, field))
    single = answer(lambda: (show(ball, policy, field), key_number(ball, field)))
    assert both == single
