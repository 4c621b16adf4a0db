"""Activations that somebody types, solved from end to end, at usual and at extreme numbers."""

import signal

import mpmath
import oracle
import pytest

from derive.calculus.activations import ACTIVATIONS
from derive.calculus.losses import LOSSES
from derive.errors import CheckError, DeriveError
from derive.teaching.exercise import loads
from derive.teaching.solve import solve

TEXT = """
example = [ { x = [%s], t = [%s] } ]
part = [ { ask = ["forward", "loss", "backward", "update"] } ]
[network]
inputs = 1
loss = "%s"
layer = [ { units = 1, activation = "%s" } ]
[numbers]
learning_rate = 0.5
W = 1
b = 0
"""
# formula, and an input at which it exists
FORMULAS = [
    ("sqrt(z-9)", "10"),
    ("log(z-9)", "10"),
    ("log(z)", "0.25"),
    ("sqrt(1+exp(z))", "0.5"),
    ("sin(exp(z))", "0.5"),
    ("tanh(exp(-z))", "-0.5"),
    ("(1+exp(z))^(1/2)", "1"),
    ("exp(1)*z", "2"),
    ("z^exp(1)", "2"),
    ("log(2)*z", "2"),
    ("sqrt(2)*z", "2"),
    ("2^z", "3"),
    ("z^z", "1.5"),
    ("abs(z)", "-2"),
    ("max(z, 2*z, 1)", "0.75"),
    ("min(z, z^2)", "0.5"),
    ("1/z", "4"),
    ("z if z > 0 else exp(z)-1", "-0.5"),
    ("(z if z > 0 else 0)^2", "3"),
    ("1/(1+exp(-3*z))", "0.2"),
    ("0*z", "1"),
    ("log(1+exp(2*z))/2", "-1"),
    ("erf(z)*cos(z)", "0.3"),
]


@pytest.fixture(autouse=True)
def _comes_to_an_end():
    """A calculation that would never end fails instead of stopping the whole suite."""

    def stop(*_):
        raise TimeoutError("no answer after 20 seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def values(x, t, loss, activation):
    solved = solve(loads(TEXT % (x, t, loss, activation), "x.toml"))
    assert len(solved.markdown()) > 300
    (part,) = solved.key["parts"]
    return part["examples"][0]["values"]


@pytest.mark.parametrize(("formula", "x"), FORMULAS)
def test_a_formula_of_ones_own(formula, x):
    found = values(x, "0.3", "half squared error", formula)
    with mpmath.workdps(60):
        m = oracle._mp()
        z, h = m.number(x), mpmath.mpf(10) ** -25
        a = oracle.formula(formula, z, m)
        slope = (oracle.formula(formula, z + h, m) - oracle.formula(formula, z - h, m)) / (2 * h)
        expected = {"a.1": a, "slope.1": slope, "delta.1": (a - m.number("0.3")) * slope}
        for name, value in expected.items():
            (here,) = found[name]
            assert abs(here - value) <= mpmath.mpf(10) ** -11 * abs(value) + mpmath.mpf(10) ** -30


def _huber(a):
    return (a - 1) ** 2 / 2 if abs(a - 1) <= 1 else abs(a - 1) - mpmath.mpf("0.5")


HUBER = "1/2*(a-t)^2 if abs(a-t) <= 1 else abs(a-t) - 1/2"
# formula, its value where the target is 1, and half of the output
OWN_LOSSES = [
    (HUBER, _huber, "2.5"),
    (HUBER, _huber, "0.9"),
    ("abs(a-t)", lambda a: abs(a - 1), "-0.7"),
    ("max(0, 1-t*a)", lambda a: max(0, 1 - a), "0.4"),
    ("max(0, 1-t*a)", lambda a: max(0, 1 - a), "1.4"),
    ("log((exp(a-t)+exp(t-a))/2)", lambda a: mpmath.log(mpmath.cosh(a - 1)), "1.3"),
    ("(a-t)^4/4", lambda a: (a - 1) ** 4 / 4, "1.5"),
]


@pytest.mark.parametrize(("loss", "value", "x"), OWN_LOSSES)
def test_a_loss_of_ones_own(loss, value, x):
    found = values(x, "1", loss, "2*z")
    with mpmath.workdps(60):
        a, h = 2 * oracle._mp().number(x), mpmath.mpf(10) ** -25
        delta = 2 * (value(a + h) - value(a - h)) / (2 * h)
        assert abs(found["loss"] - value(a)) <= mpmath.mpf(10) ** -11
        assert abs(found["delta.1"][0] - delta) <= mpmath.mpf(10) ** -11


def test_a_loss_that_is_no_formula_in_a_and_t_is_told():
    with pytest.raises(DeriveError, match="unknown loss"):
        values("1", "1", "z^2", "sigmoid")
    with pytest.raises(DeriveError, match=r"network\.loss"):
        values("1", "1", "(a-t", "sigmoid")


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("x", ["20", "36", "50", "-50", "600", "-600"])
def test_a_saturated_sigmoid(loss, x):
    """Far out, doubles say 1 or 0 where the numbers are neither."""
    found = values(x, "1" if loss != "binary cross-entropy" else "0.5", loss, "sigmoid")
    with mpmath.workdps(700):
        m = oracle._mp()
        t = [m.number("1" if loss != "binary cross-entropy" else "0.5")]

        def value(z):
            return oracle.LOSSES[loss]([oracle._sigmoid(z, m)], t, m)

        z, h = m.number(x), mpmath.mpf(10) ** -320
        delta = (value(z + h) - value(z - h)) / (2 * h)
        for here, there in ((found["loss"], value(z)), (found["delta.1"][0], delta)):
            if abs(there) > mpmath.mpf(10) ** -300:
                assert abs(here - there) <= mpmath.mpf(10) ** -11 * abs(there)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("x", ["1e9", "-1e9", "710", "-800", "0", "1e-9"])
@pytest.mark.parametrize("name", [name for name, row in ACTIVATIONS.items() if row.entrywise])
def test_far_out_there_is_an_answer_or_one_clear_line(name, x, loss):
    """Any other exception would be a traceback for whoever typed these numbers."""
    told = None
    try:
        found = values(x, "0.5", loss, name)
    except CheckError:
        raise  # a fault of ours
    except DeriveError as error:
        told = error
    if told is None:
        assert found["a.1"]
        assert found["loss"] == found["loss"]
    else:
        assert told.key
        assert "\n" not in str(told)
