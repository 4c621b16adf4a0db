"""Units that are called by letters, w_{ca} from a to c or from c to a, beside inputs a and b."""

import math

import pytest

import derive


def sigma(z):
    return 1 / (1 + math.exp(-z))


def sheet(forward, slope=True):
    """Two inputs, one hidden unit c, one output d; without `slope` the hidden delta is wrong."""

    def w(to, source):
        return f"w_{{{source + to if forward and source != '0' else to + source}}}"

    net = 0.3 * 1 - 0.2 * 0.5 + 0.1
    c = sigma(net)
    net_d = 0.4 * c + 0.2
    d = sigma(net_d)
    delta = d * (1 - d) * (1 - d)
    hidden = 0.4 * delta * (c * (1 - c) if slope else 1)
    formula = rf"o_c (1 - o_c) {w('d', 'c')} \delta_d" if slope else rf"{w('d', 'c')} \delta_d"
    return rf"""
$a = 1$, $b = 0.5$, ${w("c", "a")} = 0.3$, ${w("c", "b")} = -0.2$, ${w("c", "0")} = 0.1$,
${w("d", "c")} = 0.4$, ${w("d", "0")} = 0.2$, $t_d = 1$, $\eta = 0.3$, all units are sigmoid.

$net_c = {w("c", "a")} a + {w("c", "b")} b + {w("c", "0")} = {net:.4f}$

$o_c = \sigma(net_c) = {c:.4f}$

$net_d = {w("d", "c")} o_c + {w("d", "0")} = {net_d:.4f}$

$o_d = \sigma(net_d) = {d:.4f}$

$\delta_d = o_d (1 - o_d)(t_d - o_d) = {delta:.4f}$

$\delta_c = {formula} = {hidden:.4f}$

$\Delta {w("c", "b")} = \eta \delta_c b = {0.3 * hidden * 0.5:.4f}$
"""


@pytest.mark.parametrize("forward", [False, True])
def test_units_may_be_called_by_letters(forward):
    report = derive.verify(sheet(forward))
    assert report.holds and "unread" not in report.summary
    assert {one.quantity for one in report.claims} >= {"x", "W.1", "W.2", "z.1", "a.2", "delta.1"}


@pytest.mark.parametrize("forward", [False, True])
def test_a_missing_slope_at_such_a_unit_counts_once(forward):
    report = derive.verify(sheet(forward, slope=False))
    assert [(one.line, one.slip) for one in report.findings] == [(15, "slope_missing")]


def test_letters_that_run_stay_letters():
    told = derive.verify(r"$x_i = 1$, $w_{ij} = 0.1$, $w_{jk} = 0.2$, $w_{ik} = 0.3$")
    assert told.holds
