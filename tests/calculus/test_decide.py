"""The decision: rejections carry a point, proofs are proofs, and nothing passes for want of one."""

import sys
from fractions import Fraction

import mpmath
import oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.calculus import last_resort
from derive.calculus import term as tm
from derive.calculus.decide import decide
from derive.calculus.domain import Domain, Unknown
from derive.calculus.formula import parse
from derive.calculus.term_fields import Balls
from derive.calculus.term_functions import term_of
from derive.calculus.terms import value
from derive.errors import DeriveError

LINE = Domain((Unknown("z"),), along="z")


def term(text):
    return term_of(parse(text, ("z", "c")))


EQUAL = [
    ("exp(z)*exp(-z)", "1"), ("exp(2*z)", "exp(z)^2"), ("tanh(z/2)", "2/(1+exp(-z))-1"),
    ("log(exp(z))", "z"), ("log(1+exp(z))-z", "log(1+exp(-z))"), ("exp(log(1+z^2))", "1+z^2"),
    ("log((1+exp(z))^2)", "2*log(1+exp(z))"), ("log(6)", "log(2)+log(3)"),
    ("sqrt(8)", "2*sqrt(2)"), ("1/sqrt(2)", "sqrt(2)/2"), ("sqrt(2*pi)", "sqrt(2)*sqrt(pi)"),
    ("sqrt(1+z^2)^2", "1+z^2"), ("1/sqrt(1+z^2)", "sqrt(1+z^2)/(1+z^2)"),
    ("sin(z)^2+cos(z)^2", "1"), ("sin(z)^3", "sin(z)-sin(z)*cos(z)^2"),
    ("(z^2-1)/(z-1)", "z+1"), ("abs(z)^2", "z^2"), ("max(z,0)-max(-z,0)", "z"),
    ("exp(z/3)^3", "exp(z)"), ("2^z", "exp(z*log(2))"), ("erf(z)/erf(z)", "1"),
    ("max(0,z)+min(0,z)", "z"), ("abs(z)", "z if z > 0 else -z"),
]  # fmt: skip
DIFFERENT = [
    ("exp(z)", "exp(-z)"), ("tanh(z)", "z"), ("sqrt(z^2)", "z"), ("abs(z)", "z"),
    ("log(z^2)", "log(2)*z"), ("sin(z)^2-cos(z)^2", "1"), ("1+z/10000000000", "1"),
    ("z if z > 3 else z+1", "z"), ("z if z < 5000 else 0", "z"), ("max(0,z)", "max(1/1000,z)"),
    ("0 if z > 1/1000 else 1", "0 if z > 0 else 1"), ("exp(z)", "1+z+z^2/2+z^3/6"),
    ("sqrt(8)", "3*sqrt(2)"), ("log(6)", "log(2)+log(2)"), ("sin(22/7)", "0"),
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_equal_formulas_are_proved(left, right):
    found = decide(term(left), term(right), LINE)
    assert found.holds
    assert found.method == "proved"


def by_mpmath(text, z):
    """The value of a formula by the oracle, which shares nothing with derive."""
    return oracle.formula(text, z, oracle._mp())


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_a_rejection_carries_a_point_that_shows_it(left, right):
    found = decide(term(left), term(right), LINE)
    assert not found.holds
    point = found.point["z"]
    with mpmath.workdps(50):
        z = mpmath.mpf(point.numerator) / point.denominator
        assert abs(by_mpmath(left, z) - by_mpmath(right, z)) > 1e-12
    assert not found.claimed.overlaps(found.found)


def test_what_is_nowhere_defined_is_not_accepted():
    with pytest.raises(DeriveError, match="no point"):
        decide(term("log(-1-z^2)"), term("log(-1-z^2)"), LINE)


def test_a_claim_without_a_value_is_rejected():
    found = decide(term("log(-1-z^2)"), term("z"), LINE)
    assert (found.holds, found.claimed) == (False, None)


def test_no_proof_is_called_sampled():
    """Roots within roots are taken apart by no normal form of ours, nor by SymPy."""
    found = decide(term("sqrt(z^2+2+2*sqrt(z^2+1))"), term("1+sqrt(z^2+1)"), LINE)
    assert (found.holds, found.method) == (True, "sampled")


def test_sympy_proves_in_the_end():
    """erf is odd, which no normal form of ours knows."""
    found = decide(term("erf(-z)"), term("-erf(z)"), LINE)
    assert (found.holds, found.method) == (True, "proved")


def test_the_same_question_has_the_same_answer():
    asked = [decide(term("z^2"), term("z^3"), LINE).point for _ in range(2)]
    assert asked[0] == asked[1]


LEAVES = st.sampled_from(["z", "1", "2", "3/7", "exp(z)", "exp(-z)", "tanh(z)", "z^2"])
FORMULAS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(lambda a, sign, b: f"({a}){sign}({b})", inner, st.sampled_from("+-*"), inner)
        | st.builds(lambda a: f"1/(1+({a})^2)", inner)
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(FORMULAS, FORMULAS)
def test_proofs_and_rejections_agree_with_mpmath(left, right):
    found = decide(term(left), term(right), LINE)
    with mpmath.workdps(60):
        same = all(
            abs(by_mpmath(left, mpmath.mpf(z)) - by_mpmath(right, mpmath.mpf(z))) < 1e-30
            for z in ("0.437", "-0.961", "1.113")
        )
    assert found.holds is same
    again = decide(term(f"({left})*1"), term(left), LINE)
    assert again.holds
    assert again.method == "proved"


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "gelu", "gelu tanh", "silu", "softplus"])
def test_slopes_by_tangents_meet_differences(name):
    """The derivative that claims are held against, against a difference quotient."""
    field = Balls(400)
    for text in ("-1.7", "0.3", "2.2"):
        z = field.number(Fraction(text))
        step = field.number(Fraction(1, 10**40))
        slope = value(tm.Slope(name, tm.Variable("z")), {"z": z}, field)
        call = tm.Call(name, (tm.Variable("z"),))
        high, low = (value(call, {"z": one}, field) for one in (z + step, z - step))
        assert abs((high - low) / (step + step) - slope) < field.number(Fraction(1, 10**30))


def test_the_last_resort_ends():
    def step():
        return None

    def endless():
        while True:
            step()

    before = sys.getprofile()
    assert last_resort._within_steps(endless) is False
    assert sys.getprofile() is before
    assert last_resort._within_steps(lambda: True) is True
