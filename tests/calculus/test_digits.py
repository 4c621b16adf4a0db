"""Rounding against the decimal module and fractions; digits near a tie; zeros that are exact."""

import decimal
from decimal import Decimal
from fractions import Fraction

import mpmath
import pytest
from flint import fmpq
from hypothesis import example, given, settings
from hypothesis import strategies as st

import derive
from derive.calculus.digits import (
    Policy,
    key_number,
    plain,
    scaled,
    show,
    significant,
    terminating,
    value_of,
)
from derive.calculus.exact import Exact
from derive.calculus.quick import Doubtful, Quick
from derive.teaching.exercise import loads
from derive.teaching.solve import solve

MODES = {
    "half-up": decimal.ROUND_HALF_UP,
    "half-even": decimal.ROUND_HALF_EVEN,
    "cut": decimal.ROUND_DOWN,
}
WIDE = decimal.Context(prec=400)
modes = st.sampled_from(sorted(MODES))
kinds = st.sampled_from(("decimals", "significant"))
fractions = st.builds(Fraction, st.integers(-(10**9), 10**9), st.integers(1, 10**6))
# decimals that end in a 5: where rounding modes part
ties = st.builds(
    lambda n, places: Fraction(10 * n + 5, 10 ** (places + 1)),
    st.integers(-(10**8), 10**8),
    st.integers(0, 8),
)
numbers = fractions | ties


def fmpq_of(value):
    return fmpq(value.numerator, value.denominator)


def fraction_of(value):
    return Fraction(int(value.p), int(value.q))


def by_decimal(value, places, mode):
    """The same rounding by the decimal module, on a quotient with a sticky last digit."""
    scaled_up = abs(value) * Fraction(10) ** places
    whole, rest = divmod(scaled_up.numerator, scaled_up.denominator)
    half = Fraction(rest, scaled_up.denominator)
    sticky = "0" if not half else "5" if half == Fraction(1, 2) else "2" if 2 * half < 1 else "7"
    rounded = Decimal(f"{whole}.{sticky}").quantize(Decimal(1), MODES[mode], WIDE)
    return int(rounded) if value > 0 else -int(rounded)


@given(numbers, st.integers(0, 12), modes)
@example(Fraction(1, 2), 0, "half-up")
@example(Fraction(-1, 2), 0, "half-up")
@example(Fraction(-5, 2), 0, "half-even")
@example(Fraction(-7, 1000), 2, "cut")
def test_scaled_is_the_rounding_of_the_decimal_module(value, places, mode):
    assert scaled(fmpq_of(value), places, mode, Exact()) == by_decimal(value, places, mode)


@given(numbers.filter(bool), st.integers(1, 15), modes)
@example(Fraction(9995, 1000), 3, "half-up")
@example(Fraction(-99999, 100000), 2, "half-up")
def test_significant_digits(value, digits, mode):
    n, places = significant(fmpq_of(value), digits, mode, Exact())
    assert 10 ** (digits - 1) <= abs(n) < 10**digits
    shown = Fraction(n) / Fraction(10) ** places
    with decimal.localcontext(prec=60):
        exponent = (Decimal(abs(value.numerator)) / Decimal(value.denominator)).adjusted()
    expected = Fraction(by_decimal(value, digits - 1 - exponent, mode)) / Fraction(10) ** (
        digits - 1 - exponent
    )
    assert shown == expected


@given(numbers, st.integers(0, 12), kinds, modes)
@settings(max_examples=400)
def test_what_is_shown_is_the_number_to_its_digits(value, digits, kind, mode):
    digits = max(digits, 1) if kind == "significant" else digits
    text = show(fmpq_of(value), Policy(digits, kind, mode), Exact())
    shown = fraction_of(value_of(text))
    assert Fraction(text) == shown
    assert not text.startswith(("-0 ", "+"))
    assert text.count("-", 0, 1) == (shown < 0)
    if not value:
        assert text == "0"
    if kind == "decimals":
        unit = Fraction(1, 10**digits)
        assert len(text.partition(".")[2]) <= digits
    else:
        size = abs(shown) or abs(value)
        with decimal.localcontext(prec=60):
            unit = Fraction(10) ** (
                (Decimal(size.numerator) / Decimal(size.denominator)).adjusted() + 1 - digits
            )
    slack = unit if mode == "cut" else unit / 2
    assert abs(shown - value) <= slack
    if mode == "cut":
        assert abs(shown) <= abs(value)
    if mode == "half-up" and abs(shown - value) == slack:
        assert abs(shown) > abs(value)


@given(numbers, st.integers(1, 12), kinds, modes)
def test_what_is_shown_is_shown_again_the_same(value, digits, kind, mode):
    """Carrying shown digits on does not move them."""
    policy = Policy(digits, kind, mode)
    shown = fraction_of(value_of(show(fmpq_of(value), policy, Exact())))
    again = show(fmpq_of(shown), policy, Exact())
    assert fraction_of(value_of(again)) == shown


@given(st.integers(-(10**6), 10**6), st.integers(0, 9))
def test_what_is_exact_in_its_digits_is_printed_exactly(n, places):
    value = Fraction(n, 10**places)
    text = show(fmpq_of(value), Policy(9), Exact())
    assert Fraction(text) == value
    assert not (text.endswith("0") and "." in text)
    assert terminating(fmpq_of(value)) == max(0, -Decimal(text).as_tuple().exponent)


@given(st.integers(-(10**12), 10**12), st.integers(0, 14))
def test_plain_writes_all_places(n, places):
    text = plain(n, places)
    assert Fraction(text) == Fraction(n, 10**places)
    assert len(text.partition(".")[2]) == places


@given(numbers)
def test_a_key_number_has_twelve_digits(value):
    found = key_number(fmpq_of(value), Exact())
    if value.denominator == 1:
        assert found == value
        assert type(found) is int
        return
    with decimal.localcontext(prec=60, rounding=decimal.ROUND_HALF_UP):
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        twelve = decimal.Context(prec=12, rounding=decimal.ROUND_HALF_UP).plus(quotient)
    assert found == float(twelve)


RATIONALS = st.builds(Fraction, st.integers(-3000, 3000).filter(bool), st.integers(1, 900))


@given(st.sampled_from(("exp", "tanh", "log", "erf", "sin", "cos", "sqrt")), RATIONALS,
       st.integers(1, 25), modes)  # fmt: skip
def test_irrational_numbers_are_decided(name, value, digits, mode):
    if name in ("log", "sqrt"):
        value = abs(value)
    if name == "exp":
        value %= 40
    if name in ("tanh", "erf"):
        value /= 600  # so near to 0 that 120 digits tell them from 1
    exact = Exact()
    number = exact.function(name, fmpq_of(value))
    found = scaled(number, digits, mode, exact)
    with mpmath.workdps(120):
        x = getattr(mpmath, name)(mpmath.mpf(value.numerator) / value.denominator)
        size = abs(x) * mpmath.mpf(10) ** digits
        whole = int(mpmath.floor(size if mode == "cut" else size + mpmath.mpf(1) / 2))
        assert found == (whole if x > 0 else -whole)


@pytest.mark.parametrize("places", [5, 20, 60, 150, 300])
def test_a_number_beside_a_tie_is_looked_at_more_closely(places):
    """1/2 ± something of `places` zeros and then digits: the first ball cannot decide."""
    for sign in (1, -1):
        exact = Exact()
        tiny = exact.multiply(fmpq(sign, 10**places), exact.function("exp", fmpq(1)))
        number = exact.add([fmpq(5, 2), tiny])
        assert scaled(number, 0, "half-up", exact) == (3 if sign > 0 else 2)
        assert scaled(number, 0, "half-even", exact) == (3 if sign > 0 else 2)
        below = exact.add([fmpq(3), tiny])
        assert scaled(below, 0, "cut", exact) == (3 if sign > 0 else 2)
        negative = exact.multiply(fmpq(-1), number)
        assert scaled(negative, 0, "half-up", exact) == (-3 if sign > 0 else -2)


@pytest.mark.parametrize("size", ["1e-300", "1e-30", "3e-9", "0.00099999", "99999", "1e30"])
@pytest.mark.parametrize("kind", ["decimals", "significant"])
def test_small_and_large_numbers(size, kind):
    exact, value = Exact(), Fraction(size)
    number = exact.multiply(fmpq_of(value), exact.function("exp", fmpq(1)))
    text = show(number, Policy(5, kind), exact)
    with mpmath.workdps(50):
        expected = mpmath.mpf(value.numerator) / value.denominator * mpmath.e
        near = mpmath.mpf("5.01e-6") if kind == "decimals" else expected * mpmath.mpf("5.01e-5")
        assert abs(mpmath.mpf(text) - expected) <= near
    assert not text.startswith("-")
    assert key_number(number, exact) == float(mpmath.nstr(expected, 12))


def test_no_minus_zero():
    exact = Exact()
    small = exact.multiply(fmpq(-1, 10**9), exact.function("exp", fmpq(1)))
    for mode in MODES:
        assert show(small, Policy(4, "decimals", mode), exact) == "0.0000"
        assert show(fmpq(-1, 3 * 10**6), Policy(4, "decimals", mode), exact) == "0.0000"
        assert show(fmpq(0), Policy(4, "decimals", mode), exact) == "0"
        assert show(fmpq(0), Policy(4, "significant", mode), exact) == "0"


# Exactness ----------------------------------------------------------------------------------------
def key_of(text):
    (part,) = solve(loads(text, "x.toml")).key["parts"]
    return part


def test_rational_values_of_functions_stay_rational():
    exact = Exact()
    assert exact.function("exp", fmpq(0)) == 1
    assert exact.function("tanh", fmpq(0)) == 0
    assert exact.function("log", fmpq(1)) == 0
    assert exact.function("sqrt", fmpq(9, 4)) == fmpq(3, 2)
    e = exact.function("exp", fmpq(3, 7))
    assert exact.function("log", e) == fmpq(3, 7)
    assert exact.divide(e, e) == 1
    assert exact.add([e, exact.multiply(fmpq(-1), e)]) == 0
    assert exact.sign(exact.add([e, fmpq(-1)])) == 1


HEAD = """
example = [ { x = [1], t = [1, 0] } ]
part = [ { ask = ["forward", "loss", "backward", "update"] } ]
[network]
inputs = 1
"""
TINY = """[numbers]
learning_rate = 1
"""


def test_sigmoid_and_tanh_of_zero_and_softmax_of_equals():
    net = 'loss = "half squared error"\nlayer = [ { units = 2, activation = "%s" } ]\n'
    for name, value, slope in (("sigmoid", 0.5, 0.25), ("tanh", 0, 1)):
        part = key_of(HEAD + net % name + TINY + "W = 1\nb = -1\n")
        values = part["examples"][0]["values"]
        assert values["a.1"] == [value, value]
        assert values["slope.1"] == [slope, slope]
    part = key_of(HEAD + net % "softmax" + TINY + "W = 0.3\nb = 0.1\n")
    assert part["examples"][0]["values"]["a.1"] == [0.5, 0.5]
    assert part["examples"][0]["values"]["jacobian.1"] == [[0.25, -0.25], [-0.25, 0.25]]


def test_equal_weights_give_deltas_of_exactly_zero():
    key = derive.solve("lecture-softmax").key
    for part in key["parts"][:2]:
        assert part["examples"]
        for one in part["examples"]:
            for layer in (1, 2):
                deltas = one["values"][f"delta.{layer}"]
                assert deltas == [0] * len(deltas)
                assert {type(delta) for delta in deltas} == {int}
        for name in ("grad.W.1", "grad.W.2"):
            assert {type(entry) for row in part["values"][name] for entry in row} == {int}
        shown = part["shown"]
        assert shown.get("example.1", shown)["delta.1"] == ["0"] * 4


COLUMN = """
example = [ { x = [1], t = [%s] } ]
part = [ { ask = ["forward", "loss", "backward", "update"] } ]
[network]
inputs = 1
loss = "%s"
layer = [ { units = 2, activation = "tanh" }, { units = %d, activation = "softmax" } ]
[numbers]
learning_rate = 1
W.1 = [[0.3], [0.7]]
b.1 = [0.1, 0.2]
W.2 = %s
b.2 = %s
"""


@pytest.mark.parametrize("loss", ["cross-entropy", "half squared error"])
@pytest.mark.parametrize("targets", [[1, 0], [0, 1, 0], [0.5, 0.3, 0.4]])
def test_equal_weights_into_a_softmax_of_different_outputs(loss, targets):
    """The outputs differ, but they sum to 1, so the entries of delta sum to 0: what reaches a
    unit over equal weights is exactly 0."""
    n = len(targets)
    weights = [[0.5, 0.1 * k] for k in range(1, n + 1)]
    biases = [0.1 * k for k in range(n)]
    text = COLUMN % (", ".join(map(str, targets)), loss, n, weights, [round(b, 1) for b in biases])
    text = text.replace("0.30000000000000004", "0.3")
    part = key_of(text)
    values = part["examples"][0]["values"]
    assert values["grad.a.1"][0] == 0
    assert values["delta.1"][0] == 0
    assert values["delta.1"][1] != 0


def test_the_second_step_from_equal_weights():
    """After one step weights into one output are still equal; a second step is decided, too."""
    text = HEAD.replace('"update"]', '"update"], steps = 2')
    text += 'loss = "cross-entropy"\n'
    text += (
        'layer = [ { units = 2, activation = "tanh" }, { units = 2, activation = "softmax" } ]\n'
    )
    part = key_of(text + TINY + "W = 0.1\nb = 0.1\n")
    first, second = part["runs"]
    assert first["examples"][0]["values"]["delta.1"] == [0, 0]
    assert all(second["examples"][0]["values"]["delta.1"])


# Exact where a rational is short ------------------------------------------------------------------
SHORT = {
    "49/8": "6.125",
    "1/64": "0.015625",
    "1/128": "0.0078",
    "1/3": "1/3",
    "-2/7": "-2/7",
    "998/99": "998/99",
    "1/101": "0.0099",
    "1000/99": "10.1010",
    "12": "12",
}


@pytest.mark.parametrize("number", SHORT)
def test_exact_prints_short_rationals_as_they_are(number):
    value = Fraction(number)
    rational = fmpq(value.numerator, value.denominator)
    assert show(rational, Policy(4, "exact"), Exact()) == SHORT[number]


def test_a_ball_that_may_be_a_fraction_is_decided_on_the_slow_road():
    """Equal parts of e are thirds: balls do not know it, shared exact numbers do."""
    policy = Policy(4, "exact")
    quick, exact = Quick(), Exact()
    for field in (quick, exact):
        e = field.function("exp", field.number(1))
        third = field.divide(e, field.add([e, e, e]))
        if field is quick:
            with pytest.raises(Doubtful):
                show(third, policy, field)
        else:
            assert show(third, policy, field) == "1/3"
