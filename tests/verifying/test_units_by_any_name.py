"""Units called by any letters: what their formulas come to says which they are."""

from math import exp, tanh

import pytest

import derive

FINE = ("holds", "holds as shown", "no claim")
HEAD = """\
title = "T"
style = "lecture"
part = [ {{ ask = ["forward", "loss", "backward", "update", "forward again"] }} ]
example = [ {{ x = [1, 0.5], t = [{target}] }} ]

[network]
inputs = 2
loss = "half squared error"
layer = [ {{ units = 2, activation = "{activation}" }}, {{ units = 1, activation = "{last}" }} ]

[numbers]
learning_rate = 0.5
W.1 = [[0.4, 0.6], [-0.3, 0.8]]
b.1 = [0.1, 0.2]
W.2 = [[0.7, -0.9]]
b.2 = [0.3]
"""


@pytest.fixture(scope="module")
def verify(tmp_path_factory):
    path = tmp_path_factory.mktemp("named")

    def verified(text, activation, last, target=1):
        exercise = path / f"{activation.replace(' ', '')}.toml"
        exercise.write_text(HEAD.format(activation=activation, last=last, target=target))
        report = derive.verify(text, exercise=exercise)
        return [one for one in report.claims if one.verdict not in FINE]

    return verified


def wrong_lines(claims):
    return {one.line for one in claims if one.verdict not in ("follows", "right again")}


def sigma(z):
    return 1 / (1 + exp(-z))


Z = 0.4 + 0.3 + 0.1, -0.3 + 0.4 + 0.2  # 0.8, 0.3


def table(weight=-0.9, bias=0.2):
    """A row for each unit, P and Q hidden and R the output, with the deltas and new weights."""
    p, q = sigma(Z[0]), sigma(Z[1] - 0.2 + bias)
    net = 0.7 * p - 0.9 * q + 0.3
    r = sigma(net)
    d = (r - 1) * r * (1 - r)
    dp, dq = 0.7 * d * p * (1 - p), weight * d * q * (1 - q)
    return rf"""| unit | sum $g$ | output $o$ |
|--|--|--|
| P | $0.4\cdot1+0.6\cdot0.5+0.1={Z[0]:.4f}$ | {p:.5f} |
| Q | $-0.3\cdot1+0.8\cdot0.5{"+0.2" if bias else ""}={Z[1] - 0.2 + bias:.4f}$ | {q:.5f} |
| R | $0.7o_P-0.9o_Q+0.3={net:.5f}$ | {r:.5f} |

$\beta_R = (o_R-1)\,o_R(1-o_R) = {d:.5f}$

$\beta_P = 0.7\,\beta_R\,o_P(1-o_P) = {dp:.5f}$

$\beta_Q = {weight}\,\beta_R\,o_Q(1-o_Q) = {dq:.5f}$

To Q: $-0.3-0.5\,\beta_Q = {-0.3 - 0.5 * dq:.5f}$, bias $0.2-0.5\,\beta_Q = {0.2 - 0.5 * dq:.5f}$
"""


def test_a_table_has_a_row_for_each_unit_with_a_letter(verify):
    assert verify(table(), "sigmoid", "sigmoid") == []


@pytest.mark.parametrize(("slip", "line"), [({"weight": 0.7}, 11), ({"bias": 0}, 4)])
def test_a_slip_at_such_a_unit_is_found_where_it_is_made(verify, slip, line):
    assert wrong_lines(verify(table(**slip), "sigmoid", "sigmoid")) == {line}


def capitals(slope=True, weight=0.6):
    """Units that are called L and B, letters of losses and biases elsewhere."""
    left = tanh(0.5 + 0.5 * weight)
    b = tanh(Z[1])
    y = 0.7 * left - 0.9 * b + 0.3
    e = y - 1
    inner = 0.7 * e * (1 - left**2 if slope else 1 - left)
    return rf"""$L = \tanh(0.4\cdot1+{weight}\cdot0.5+0.1) = {left:.4f}$

$B = \tanh(-0.3\cdot1+0.8\cdot0.5+0.2) = {b:.4f}$

$Y = 0.7L - 0.9B + 0.3 = {y:.4f}$

$e_Y = Y - 1 = {e:.4f}$

$e_L = 0.7\,e_Y\,(1-L^{"2" if slope else "1"}) = {inner:.4f}$
"""


def test_letters_of_other_things_may_be_units(verify):
    assert verify(capitals(), "tanh", "identity") == []


@pytest.mark.parametrize(("slip", "line"), [({"slope": False}, 9), ({"weight": 0.5}, 1)])
def test_a_slip_at_a_capital_is_found(verify, slip, line):
    assert wrong_lines(verify(capitals(**slip), "tanh", "identity")) == {line}


def primed(weight=-0.9):
    """Plain text with J'(s) for dJ/ds."""
    h = tanh(Z[0]), tanh(Z[1])
    y = 0.7 * h[0] - 0.9 * h[1] + 0.3
    e = y - 1
    back = 0.7 * e, weight * e
    return f"""J = (y - 1)^2 / 2

s1 = 0.4*1 + 0.6*0.5 + 0.1 = {Z[0]:.4f}
s2 = -0.3*1 + 0.8*0.5 + 0.2 = {Z[1]:.4f}
v1 = tanh(s1) = {h[0]:.4f}
v2 = tanh(s2) = {h[1]:.4f}
y = 0.7*v1 - 0.9*v2 + 0.3 = {y:.4f}
J'(y) = y - 1 = {e:.4f}
J'(v1) = 0.7*J'(y) = {back[0]:.4f}
J'(v2) = {weight}*J'(y) = {back[1]:.4f}
J'(s2) = J'(v2)*(1 - v2^2) = {back[1] * (1 - h[1] ** 2):.4f}
"""


def test_a_prime_at_a_loss_says_what_is_derived_by(verify):
    assert verify(primed(), "tanh", "identity") == []
    assert wrong_lines(verify(primed(0.7), "tanh", "identity")) == {10}


@pytest.mark.parametrize("alpha", [2, 3])
def test_alpha_may_be_the_constant_of_an_activation(alpha):
    text = rf"""An ELU has $\alpha={alpha}$.

$z_2 = -0.3(1) + 0.4(-1) + 0.2 = -0.5$

$a_2 = 2(e^{{-0.5}} - 1) = -0.7869$
"""
    report = derive.verify(text, exercise="elu")
    assert [one.line for one in report.findings] == ([] if alpha == 2 else [1])


EQUAL = """\
title = "E"
style = "lecture"
part = [ { ask = ["forward", "backward", "update"] } ]
example = [ { x = [1, 1], t = [1, 0] } ]

[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 3, activation = "sigmoid" }, { units = 2, activation = "sigmoid" } ]

[numbers]
learning_rate = 1
W = 0.2
b = 0
"""


@pytest.mark.parametrize(("target", "lines"), [(0, set()), (1, {11})])
def test_one_of_several_equal_units_stands_for_all(tmp_path, target, lines):
    path = tmp_path / "equal.toml"
    path.write_text(EQUAL)
    g = sigma(0.4)
    out = sigma(0.6 * g)
    first, second = (out - 1) * out * (1 - out), (out - target) * out * (1 - out)
    text = rf"""Each hidden unit: $G = \sigma(0.4) = {g:.5f}$

Each output gets $3\cdot0.2\cdot G = {0.6 * g:.5f}$, so $P = \sigma({0.6 * g:.5f}) = {out:.5f}$

$e = \partial E/\partial\text{{input}}$

$P(1-P) = {out * (1 - out):.5f}$

$e_1 = (P-1)\,P(1-P) = {first:.5f}$

$e_2 = (P-{target})\,P(1-P) = {second:.5f}$
"""
    report = derive.verify(text, exercise=path)
    assert {one.line for one in report.findings} == lines
