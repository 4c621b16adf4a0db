"""Names that are usual for data and worked out, and letters for one number after the other."""

from math import exp, tanh

import pytest

import derive

FINE = ("holds", "holds as shown", "no claim", "follows", "right again")
LINEAR = """\
title = "T"
style = "boxed"
part = [ { ask = ["forward", "backward", "update"] } ]
example = [ { x = [1, 2], t = [1] } ]

[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "tanh" }, { units = 1, activation = "identity" } ]

[numbers]
learning_rate = 0.5
W.1 = [[0.3, -0.1], [0.2, 0.4]]
b.1 = [0, 0]
W.2 = [[0.6, -0.5]]
b.2 = [0.1]
"""
EQUAL = """\
title = "T"
style = "lecture"
part = [ { ask = ["forward", "backward", "update"] } ]
example = [ { x = [1, 1, 0], t = [1, 0] } ]

[network]
inputs = 3
loss = "half squared error"
layer = [ { units = 3, activation = "sigmoid" }, { units = 2, activation = "sigmoid" } ]

[numbers]
learning_rate = 1
W = 0.2
b = 0
"""
DRAWN = """\
title = "T"
style = "lecture"
part = [ { ask = ["forward", "backward", "update"] } ]
example = [ { x = [1, 2], t = [0] } ]

[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "sigmoid" }, { units = 1, activation = "sigmoid" } ]

[numbers]
learning_rate = 0.25
W.1 = [[0.5, -0.2], [0.3, 0.4]]
b.1 = [0, -0.6]
W.2 = [[0.7, -1.2]]
b.2 = [0.1]
"""


def sigma(z):
    return 1 / (1 + exp(-z))


@pytest.fixture(scope="module")
def wrong(tmp_path_factory):
    folder = tmp_path_factory.mktemp("one")
    for name, exercise in (("linear", LINEAR), ("equal", EQUAL), ("drawn", DRAWN)):
        (folder / f"{name}.toml").write_text(exercise)

    def judged(name, text):
        claims = derive.verify(text, exercise=str(folder / f"{name}.toml")).claims
        return {one.line for one in claims if one.verdict not in FINE}

    return judged


H1, H2 = tanh(0.3 - 0.2), tanh(0.2 + 0.8)
Y = 0.6 * H1 - 0.5 * H2 + 0.1
E = Y - 1
WORKED_OUT = f"""\
$s = W x + b$, $h = \\tanh s$, $y = v^\\top h + c$ with $v = (0.6, -0.5)$ and $c = 0.1$

$h_1 = {H1:.4f}$, $h_2 = {H2:.4f}$

The error is $y - t = {E:.4f}$.

$\\frac{{\\partial L}}{{\\partial v_1}} = (y - t) h_1 = {E * H1:.4f}$

$\\frac{{\\partial L}}{{\\partial v_2}} = (y - t) h_2 = {E * H2:.4f}$

$v_1 \\leftarrow 0.6 - 0.5 \\cdot ({E * H1:.4f}) = {0.6 - 0.5 * E * H1:.4f}$
"""


def test_what_a_formula_works_out_is_no_target_though_its_letter_is_usual_for_one(wrong):
    assert wrong("linear", WORKED_OUT) == set()
    slipped = WORKED_OUT.replace(f"h_2 = {E * H2:.4f}", f"h_2 = {-E * H2:.4f}")
    assert wrong("linear", slipped) == {9}


H = sigma(0.4)
O = sigma(0.6 * H)  # noqa: E741
D1, D2 = (O - 1) * O * (1 - O), O * O * (1 - O)
DH = H * (1 - H) * 0.2 * (D1 + D2)
ALIKE = f"""\
All weights are 0.2, the targets are $t = (1, 0)$, and $E = \\frac12 \\sum (o_k - t_k)^2$.

The units of the hidden layer are alike: $h = \\sigma(0.4) = {H:.4f}$

and so are the outputs: $o = \\sigma(0.6 \\cdot {H:.4f}) = {O:.4f}$
"""


def test_an_index_below_the_letter_of_equal_units_runs_over_them(wrong):
    assert wrong("equal", ALIKE) == set()
    assert wrong("equal", ALIKE.replace("(o_k - t_k)^2", "(o_k + t_k)^2")) == {1}


BY_INDEX = f"""\
For each hidden unit $a_j = 0.2 + 0.2 = 0.4$ and $z_j = \\sigma(0.4) = {H:.4f}$.

For each output $a_k = 3 \\cdot 0.2 \\cdot {H:.4f} = {0.6 * H:.4f}$ and $o_k = {O:.4f}$.

$\\delta_1 = (o_1 - 1) o_1 (1 - o_1) = {D1:.4f}$, $\\delta_2 = o_2 \\cdot o_2 (1 - o_2) = {D2:.4f}$

New parameters:

- into output 1: $w = 0.2 - ({D1:.4f}) \\cdot {H:.4f} = {0.2 - D1 * H:.4f}$
- into output 2: $w = 0.2 - {D2:.4f} \\cdot {H:.4f} = {0.2 - D2 * H:.4f}$
- from the inputs 1 and 2: $w = 0.2 - ({DH:.5f}) \\cdot 1 = {0.2 - DH:.5f}$
"""


def test_letters_of_layers_are_told_by_their_numbers_before_what_is_usual(wrong):
    assert wrong("equal", BY_INDEX) == set()
    slipped = BY_INDEX.replace(f"{0.6 * H:.4f}", f"{0.4 * H:.4f}")
    assert 3 in wrong("equal", slipped)


def test_a_bare_letter_is_one_weight_after_the_other(wrong):
    taken = BY_INDEX.replace(f"0.2 - {D2:.4f} \\cdot {H:.4f} = {0.2 - D2 * H:.4f}",
                             f"0.2 - {D2:.4f} \\cdot {O:.4f} = {0.2 - D2 * O:.4f}")  # fmt: skip
    assert taken != BY_INDEX
    assert wrong("equal", taken) == {10}


def test_one_of_the_numbers_of_a_bare_letter_alone_says_nothing(wrong):
    steps = f"""\
$b = 0 - 1 \\cdot ({D1:.4f}) = {-D1:.4f}$

$b = 0 - 1 \\cdot {D2:.4f} = {-D2:.4f}$

The hidden units: $b = {-DH:.4f}$
"""
    assert wrong("equal", steps) == set()
    assert wrong("equal", steps.replace(f"= {-D2:.4f}", f"= {-D2 + 0.1:.4f}")) == {3}


P, Q = sigma(0.5 - 0.4), sigma(0.3 + 0.8 - 0.6)
R = sigma(0.7 * P - 1.2 * Q + 0.1)
DR = R * R * (1 - R)
BY_LETTER = f"""\
The hidden units are $P$ and $Q$, the output is $R$; the arrow $P \\to R$ carries $\\alpha = 0.7$
and the arrow $Q \\to R$ carries $\\beta = -1.2$. We learn with $\\eta = 0.25$.

$p = \\sigma(0.1) = {P:.4f}$

$q = \\sigma(0.5) = {Q:.4f}$

$r = \\sigma(\\alpha p + \\beta q + 0.1) = \\sigma({0.7 * P - 1.2 * Q + 0.1:.4f}) = {R:.4f}$

$\\delta_R = r \\cdot r (1 - r) = {DR:.4f}$

$\\delta_P = \\alpha \\delta_R p (1 - p) = {0.7 * DR * P * (1 - P):.5f}$

$\\delta_Q = \\beta \\delta_R q (1 - q) = {-1.2 * DR * Q * (1 - Q):.5f}$
"""


def test_the_delta_of_a_capital_is_that_of_the_unit_whose_small_letter_it_gives_out(wrong):
    assert wrong("drawn", BY_LETTER) == set()
    right = f"\\alpha \\delta_R p (1 - p) = {0.7 * DR * P * (1 - P):.5f}"
    taken = BY_LETTER.replace(right, f"\\beta \\delta_R p (1 - p) = {-1.2 * DR * P * (1 - P):.5f}")
    assert taken != BY_LETTER
    assert wrong("drawn", taken) == {12}


COLUMNS = f"""\
                 first step      second step
sum of P         0.1             0.12
p = sigmoid      {P:.4f}          {sigma(0.12):.4f}
"""


def test_numbers_in_columns_behind_a_name_are_no_factors(wrong):
    assert wrong("drawn", COLUMNS) == set()
    line = f"\nq = sigmoid(0.5) = {Q:.4f}\n"
    assert wrong("drawn", COLUMNS + line) == set()
    assert wrong("drawn", COLUMNS + line.replace(f"{Q:.4f}", f"{Q + 0.01:.4f}")) == {5}
