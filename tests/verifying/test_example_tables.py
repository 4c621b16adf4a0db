"""Tables with a row for each example: data, and results that are judged."""

import math

import derive

X = [(1.0, 2.0), (0.5, -1.0), (-1.5, 0.4), (2.0, 1.2)]
T = [1, 0, 0, 1]
W = (0.5, -0.25)


def sigma(z):
    return 1 / (1 + math.exp(-z))


def logistic(slip=False):
    """A neuron on four examples, to 4 decimals; with a slip one delta has a slope too many."""
    z = [W[0] * x[0] + W[1] * x[1] + 0.1 for x in X]
    a = [round(sigma(one), 4) for one in z]
    d = [p - t for p, t in zip(a, T)]
    formulas = [f"a_{n} - y_{n}" for n in range(1, 5)]
    if slip:
        d[1] *= a[1] * (1 - a[1])
        formulas[1] = "(a_2 - y_2) a_2 (1 - a_2)"
    d = [round(one, 4) for one in d]
    g = [round(sum(e * x[at] for e, x in zip(d, X)) / 4, 4) for at in (0, 1)]
    rows = "\n".join(
        f"| {n} | {x[0]} | {x[1]} | {t} | {one:.4f} | {p:.4f} |"
        for n, (x, t, one, p) in enumerate(zip(X, T, z, a), start=1)
    )
    deltas = "\n\n".join(
        f"$dz_{n} = {formula} = {e:.4f}$" for n, (formula, e) in enumerate(zip(formulas, d), 1)
    )
    loss = -sum(math.log(p if t else 1 - p) for p, t in zip(a, T)) / 4
    return rf"""One sigmoid neuron, cross-entropy averaged over the examples.

$w_1 = 0.5$, $w_2 = -0.25$, $b = 0.1$, $\alpha = 0.2$

| i | x1 | x2 | y | z = w1 x1 + w2 x2 + b | a = σ(z) |
|---|----|----|---|-----------------------|----------|
{rows}

$J = -\frac{{1}}{{4}} \sum (y \ln a + (1 - y) \ln (1 - a)) = {loss:.4f}$

{deltas}

$\frac{{\partial J}}{{\partial w_1}} = {g[0]:.4f}$

$\frac{{\partial J}}{{\partial w_2}} = {g[1]:.4f}$
"""


def test_a_row_for_each_example_is_data_and_results():
    report = derive.verify(logistic())
    assert report.holds and "unread" not in report.summary
    told = [one.quantity for one in report.claims]
    assert told.count("a.1") == told.count("t") == 4
    assert told.count("x") == 8


def test_a_slip_at_one_example_counts_once():
    report = derive.verify(logistic(slip=True))
    line = logistic(slip=True).split("$dz_2")[0].count("\n") + 1
    assert [(one.line, one.slip) for one in report.findings] == [(line, "slope_extra")]


def test_a_wrong_result_in_a_row_is_found_there():
    sheet = logistic().replace("| 0.6457 |", "| 0.6357 |").split("$J")[0]
    report = derive.verify(sheet)
    assert [one.line for one in report.findings] == [8]


STEPS = """$\\eta = 1$, $w = (0, 0)$, $b = 0$

| x1 | x2 | t | w1 | w2 | b |
|----|----|---|----|----|---|
| 0 | 1 | 0 | 0 | 0 | -1 |
| 1 | 1 | 1 | 1 | 1 | 0 |

$y = w^T x + b$
"""


def test_the_steps_of_a_learning_rule_are_no_examples():
    assert {one.verdict for one in derive.verify(STEPS).claims} == {"no claim"}
