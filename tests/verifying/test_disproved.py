# ruff: noqa: E501 - lines of a sheet are as long as they are
"""Results that no numbers printed for the names of a formula give; data told in passing."""

import math

import pytest

import derive

BAD = ("wrong", "mislabelled", "right value, wrong line")


def accused(text):
    return [one.line for one in derive.verify(text).claims if one.verdict in BAD]


def sig(x):
    return 1 / (1 + math.exp(-x))


def recurrent(delta):
    """A neuron of a cell whose parts are called by letters that no network has."""
    return f"""A gate of a memory cell, by hand.

$g = \\sigma(0.4) = 0.5987$, $q = \\tanh(-0.3) = -0.2913$

$r = 0.7$ is wanted, with the strength $u = 0.25$.

$\\kappa = u\\,g(1-g)(r-q) = {delta}$

$\\kappa\\,q = {float(delta) * -0.2913:.4f}$
"""


RIGHT = 0.25 * 0.5987 * (1 - 0.5987) * (0.7 + 0.2913)


@pytest.mark.parametrize(
    "slip",
    [
        -RIGHT,
        RIGHT / (1 - 0.5987),
        RIGHT / 0.25,
        0.25 * 0.5987 * (1 - 0.5987) * 0.7,
        2 * RIGHT,
    ],
)
def test_a_result_of_letters(slip):
    assert accused(recurrent(f"{RIGHT:.4f}")) == []
    assert accused(recurrent(f"{slip:.4f}")) == [7]


def momentum(second, given="x = 3, t = 2, η = 0.02, β = 0.8 and w₀ = 0.9"):
    return f"""### Momentum

Given: {given}. The velocity starts at 0.

1. $\\partial C/\\partial w = (0.9\\cdot 3 - 2)\\cdot 3 = 2.1$
2. $v_1 = 0.8\\cdot 0 - 0.02\\cdot 2.1 = -0.042$, $w_1 = 0.9 - 0.042 = 0.858$
3. $\\partial C/\\partial w = (0.858\\cdot 3 - 2)\\cdot 3 = 1.722$
4. $v_2 = \\beta v_1 - \\eta\\,\\partial C/\\partial w = {second}$
"""


def test_numbers_told_in_sentences():
    assert accused(momentum("-0.0680")) == []
    assert accused(momentum("-0.0344")) == [8]
    marked = r"$x$ = 3, $t$ = 2, $\eta$ = 0.02, $\beta$ = 0.8, $w_0$ = 0.9"
    assert accused(momentum("-0.0680", marked)) == []
    assert accused(momentum("-0.0344", marked)) == [8]


def test_an_older_number_may_be_meant():
    """Which of two numbers of a name stands in a formula is the writer's to say."""
    assert accused(momentum(f"{-0.8 * 0.042 - 0.02 * 2.1:.4f}")) == []


def units(weight, result):
    return f"""| neuron | sum | output |
|---|---|---|
| $k_1$ | 0.3·1.0 + 0.1 = 0.4000 | 0.5987 |
| $k_2$ | 0.2·1.0 - 0.5 = -0.3000 | 0.4256 |

| neuron | weight to the output |
|---|---|
| $k_1$ | $u_1$ = 0.9 |
| $k_2$ | $u_2$ = -0.6 |

$e = 0.1500$ at the output. After learning, $u_2$ is -0.6383.

$e_2 = u_2\\,e\\,k_2(1-k_2) = {weight}\\cdot 0.1500\\cdot 0.4256\\cdot 0.5744 = {result}$
"""


def test_one_number_is_not_that_of_its_name():
    assert accused(units("(-0.6)", "-0.0220")) == []
    assert accused(units("(-0.6383)", "-0.0234")) == [13]
    assert accused(units("0.9", "0.0330")) == [13]


def residual(slope, grad):
    return f"""A block gives $r = u + g(s)$ with $s = vu+c$ and $g(s) = s\\,\\sigma(s)$.

So $g'(s) = \\sigma(s) + s\\,\\sigma(s)(1-\\sigma(s))$.

With $u = 2$, $v = 0.3$, $c = 0.2$, target $t = 3$ and $E = \\frac12 (r-t)^2$ we have $s = 0.8$, $\\sigma(s) = 0.6900$, $g(s) = 0.8\\cdot 0.6900 = 0.5520$.

The block gives $r = 2 + 0.5520 = 2.5520$ and $E = 0.1004$.

- $\\frac{{\\partial E}}{{\\partial r}} = r - t = -0.4480$
- $g'(s) = {slope}$
- $\\frac{{\\partial E}}{{\\partial s}} = \\frac{{\\partial E}}{{\\partial r}}\\,g'(s) = {grad}$
- $\\frac{{\\partial E}}{{\\partial v}} = \\frac{{\\partial E}}{{\\partial s}}\\,u = {2 * float(grad):.4f}$
"""


def test_a_unit_with_a_way_around_it():
    assert accused(residual(r"0.6900 + 0.8\cdot 0.6900\cdot 0.3100 = 0.8611", "-0.3858")) == []
    assert accused(residual(r"0.6900 + 0.6900\cdot 0.3100 = 0.9039", "-0.4049")) == [10]


def counted(letter, first):
    return f"""One unit, two cases. Case ${letter}=1$: $(1, 0)$, case ${letter}=2$: $(0, 1)$.

$e_{letter} = o_{letter}(1-o_{letter})(o_{letter} - t_{letter})$

$e_1 = 0.6\\,(1-0.6)(0.6-1) = {first}$

$e_2 = 0.5\\,(1-0.5)(0.5-0) = 0.125$
"""


@pytest.mark.parametrize("letter", ["p", "s", "q"])
def test_letters_that_count(letter):
    assert accused(counted(letter, "-0.096")) == []
    assert accused(counted(letter, "0.096")) == [5]


def batch(data, total):
    z = [0.8 * x + 0.1 for x in (1.5, -0.5, 1.0)]
    p = [sig(one) for one in z]
    e = [one - t for one, t in zip(p, (1, 0, 1), strict=True)]
    return f"""hello,

data: {data}.   start: w = 0.8, b = 0.1, alpha = 0.2

z1 = 0.8*1.5 + 0.1 = {z[0]:.4f}      p1 = sigmoid({z[0]:.4f}) = {p[0]:.4f}
z2 = 0.8*(-0.5) + 0.1 = {z[1]:.4f}      p2 = sigmoid({z[1]:.4f}) = {p[1]:.4f}
z3 = 0.8*1.0 + 0.1 = {z[2]:.4f}      p3 = sigmoid({z[2]:.4f}) = {p[2]:.4f}

J = -(ln({p[0]:.4f}) + ln(1-{p[1]:.4f}) + ln({p[2]:.4f}))/3 = {-(math.log(p[0]) + math.log(1 - p[1]) + math.log(p[2])) / 3:.4f}

dJ/db = 1/3 * (({e[0]:.4f}) + {e[1]:.4f} + ({e[2]:.4f})) = {sum(e) / (3 if total else 1):.4f}
"""


@pytest.mark.parametrize(
    "data",
    [
        "(x,y) = (1.5, 1), (-0.5, 0), (1.0, 1)",
        "(x, y) = (1.5, 1); (-0.5, 0); (1.0, 1)",
        "(x, t) = (1.5, 1), (-0.5, 0) and (1.0, 1)",
    ],
)
def test_examples_listed_behind_their_names(data):
    assert accused(batch(data, True)) == []
    assert accused(batch(data, False)) == [11]


def test_entries_in_brackets_may_be_squared():
    text = "h[0] = 0.5, h[1] = 0.2\n\ns = 1 - h[0]**2 = {}\n"
    assert accused(text.format("0.75")) == []
    assert accused(text.format("0.96")) == [3]
