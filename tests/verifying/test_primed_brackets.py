"""Primes behind brackets, conditions in brackets, columns of ones, stars for what is new."""

import math

import pytest

import derive

NETWORK = r"""
$x = (0.5, -1)^T$, $t = 1$, $W^{(1)} = \begin{pmatrix} 0.3 & 0.1 \\ -0.2 & 0.5 \end{pmatrix}$,
$b^{(1)} = (0.1, -0.1)^T$, $W^{(2)} = (0.4, -0.6)$, $b^{(2)} = 0.2$.

$z = W^{(1)} x + b^{(1)} = (0.15, -0.7)^T$

$h = \text{ReLU}(z) = (0.15, 0)^T$

$y = W^{(2)} h + b^{(2)} = 0.26$
"""


def verdicts(formula, before=""):
    report = derive.verify(f"{before}\n${formula}$\n")
    line = before.count("\n") + 2
    return [one.verdict for one in report.claims if one.line == line]


RIGHT = [
    r"(\tanh z)' = 1 - \tanh^2 z",
    r"(\sigma(z))' = \sigma(z)(1 - \sigma(z))",
    r"\sigma(z)' = \sigma(z)(1 - \sigma(z))",
    r"(\tanh z)' = 1 - h^2",
    r"(x^3)' = 3 x^2",
    r"(e^{2z})' = 2 e^{2z}",
    r"\left(\frac{1}{1+e^{-z}}\right)' = \frac{e^{-z}}{(1+e^{-z})^2}",
]


WRONG = [
    r"(\tanh z)' = 1 - \tanh z",
    r"(\sigma(z))' = \sigma(z)(1 + \sigma(z))",
    r"(e^{2z})' = e^{2z}",
    r"\left(\frac{1}{1+e^{-z}}\right)' = \frac{-e^{-z}}{(1+e^{-z})^2}",
]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [*((one, "holds") for one in RIGHT), *((one, "wrong") for one in WRONG)],
)
def test_a_prime_behind_brackets_is_a_derivative(formula, verdict):
    assert verdicts(formula) == [verdict]


@pytest.mark.parametrize("formula", [r"(A x)' = x^T A^T", "(x^T)' = x", "(u v)' = u' v + u v'"])
def test_what_is_not_said_to_be_derived_by_anything_is_not_wrong(formula):
    assert set(verdicts(formula)) <= {"no claim", "unread"}


@pytest.mark.parametrize("before", ["", NETWORK])
@pytest.mark.parametrize("place", [" (z>0)", r" \quad (z > 0)", r" \text{ if } z > 0"])
def test_the_condition_of_a_slope_may_stand_in_brackets(place, before):
    other = place.replace(">", "<")
    assert verdicts(rf"\text{{ReLU}}'(z) = 1{place}", before) == ["holds"]
    assert verdicts(rf"\text{{ReLU}}'(z) = 0{other}", before) == ["holds"]
    assert verdicts(rf"\text{{ReLU}}'(z) = 0{place}", before) == ["wrong"]


def test_a_condition_of_one_unit_says_nothing_of_its_number():
    assert verdicts(r"\text{ReLU}'(z_2) = 1 \text{ if } z_2 > 0", NETWORK) == ["holds"]
    assert verdicts(r"f'(z_2) = 0 \text{ if } z_2 > 0", NETWORK) == ["wrong"]
    assert verdicts(r"h_2 = z_2 \text{ if } z_2 > 0", NETWORK) == ["no claim"]


def test_an_equation_may_follow_a_condition():
    two = r"\text{ReLU}'(z) = 1 \text{ for } z > 0, \qquad \text{ReLU}'(z) = 0 \text{ for } z < 0"
    assert verdicts(two) == ["holds", "holds"]


def batch(slip=0.0):
    """Two examples in columns through one neuron; `slip` is added to what the ones add up."""
    x, t, w, b = [(0.5, -1.0), (1.0, 2.0)], (1, 0), (0.3, 0.1), 0.1
    z = [w[0] * one[0] + w[1] * one[1] + b for one in x]
    y = [1 / (1 + math.exp(-one)) for one in z]
    d = [(a - b) * a * (1 - a) for a, b in zip(y, t)]
    return rf"""
$X = \begin{{pmatrix}} 0.5 & 1 \\ -1 & 2 \end{{pmatrix}}$, $T = (1, 0)$, $\eta = 0.5$,
$W = (0.3, 0.1)$, $b = 0.1$.

$Z = W X + b \mathbf{{1}}^T = ({z[0]:.4f}, {z[1]:.4f})$

$Y = \sigma(Z) = ({y[0]:.4f}, {y[1]:.4f})$

$L = \frac12 \sum (Y - T)^2$

$\delta = (Y - T) \circ Y \circ (1 - Y) = ({d[0]:.4f}, {d[1]:.4f})$

$\nabla_b L = \delta \mathbf 1 = {sum(d) + slip:.4f}$

$b^* = b - \eta \delta \mathbf 1_m = {0.1 - (sum(d) + slip) / 2:.4f}$
"""


def test_a_column_of_ones_behind_a_batch_adds_up_the_examples():
    right, wrong = derive.verify(batch()), derive.verify(batch(slip=0.01))
    assert right.holds and "unread" not in right.summary
    assert [one.line for one in wrong.findings] == [13]
    assert right.claims[-1].quantity == "new.b.1"


def test_a_star_is_what_a_step_leads_to_and_else_the_best():
    step = NETWORK + "\n$L = \\frac12 (y-t)^2$\n\n$\\eta = 0.5$\n\n"
    # dL/db = y - t = -0.74
    assert derive.verify(step + r"$b^{(2)*} = b^{(2)} - \eta (y - t) = 0.57$").holds
    wrong = derive.verify(step + r"$b^{(2)*} = b^{(2)} + \eta (y - t) = -0.17$")
    assert [one.line for one in wrong.findings] == [15]
    assert derive.verify(NETWORK + r"$b^{(2)*} = 0.94$").holds
