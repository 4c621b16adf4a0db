"""Sheets without data whose names differ by a number, or by the letter of their index."""

from __future__ import annotations

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS


def verdicts(sheet: str) -> dict[int, set[str]]:
    """What is said of each line."""
    told: dict[int, set[str]] = {}
    for one in derive.verify(sheet).claims:
        told.setdefault(one.line, set()).add(one.verdict)
    return told


CHAIN = r"""$z_1 = w_1 x + b_1$, $a_1 = \sigma(z_1)$, $z_2 = w_2 a_1 + b_2$, $a_2 = \sigma(z_2)$,
$C = \frac{1}{2}(a_2 - y)^2$

$$\frac{\partial C}{\partial b_1} = (a_2 - y)\, FIRST\, w_2\, \sigma'(z_1)$$

$$\frac{\partial C}{\partial w_1} = \frac{\partial C}{\partial b_1}\, x
= (a_2 - y)\, FIRST\, w_2\, \sigma'(z_1)\, x$$
"""


def test_numbered_names_are_differentiated_through() -> None:
    told = verdicts(CHAIN.replace("FIRST", r"\sigma'(z_2)"))
    assert told[4] == told[6] == told[7] == {"holds"}
    told = verdicts(CHAIN.replace("FIRST", r"\sigma(z_2)"))
    assert told[4] == {"wrong"}
    assert told[6] == {"holds"}
    assert told[7] == {"follows"}


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [(r"p_1 - t_1", "holds"), (r"t_2 p_1 - t_1 p_2", "holds"), (r"t_1 - p_1", "wrong")],
)
def test_numbered_targets_may_sum_to_one(formula: str, verdict: str) -> None:
    sheet = (
        r"$p_1 = \frac{e^{z_1}}{e^{z_1} + e^{z_2}}$, $p_2 = \frac{e^{z_2}}{e^{z_1} + e^{z_2}}$, "
        r"$L = -t_1 \ln p_1 - t_2 \ln p_2$" + "\n\n"
        rf"$$\frac{{\partial L}}{{\partial z_1}} = {formula}$$"
    )
    assert verdicts(sheet)[3] == {verdict}


DELTAS = r"""$a_j=\sum_i v_{ji}x_i$, $z_j=\tanh(a_j)$, $y_k=\sum_j w_{kj}z_j$, $\delta_k=y_k-t_k$,
$E=\frac12\sum_k(y_k-t_k)^2$

$$\delta_j=\frac{\partial E}{\partial a_j}=\frac{\partial E}{\partial z_j}
\frac{\partial z_j}{\partial a_j}=(SLOPE)\sum_k w_{kj}\delta_k$$

$$\frac{\partial E}{\partial v_{ji}}=\delta_j x_i = x_i(SLOPE)\sum_k w_{kj}(y_k-t_k)$$
"""


def test_deltas_of_two_layers_are_told_apart_by_their_index() -> None:
    told = derive.verify(DELTAS.replace("SLOPE", "1-z_j^2")).claims
    assert {one.verdict for one in told} == {"holds"}
    told = derive.verify(DELTAS.replace("SLOPE", "1-z_j")).claims
    assert [one.line for one in told if one.verdict in FINDINGS] == [5]
    assert [one.line for one in told if one.verdict == "follows"] == [7]


RULE = r"""$E = \frac{1}{2} \sum_j (t_j - o_j)^2$, $net_j = \sum_i w_{ij} o_i$,
$o_j = f(net_j) = \frac{1}{1+e^{-net_j}}$

$$\frac{\partial o_j}{\partial net_j} = f'(net_j) = o_j (SLOPE)$$

$$\frac{\partial E}{\partial w_{ij}} = -(t_j - o_j)\, o_j (SLOPE)\, o_i$$
"""


def test_the_outputs_of_an_earlier_layer_may_have_the_same_letter() -> None:
    told = verdicts(RULE.replace("SLOPE", "1 - o_j"))
    assert told[4] == {"holds"}
    assert told[6] == {"holds"}
    told = verdicts(RULE.replace("SLOPE", "o_j - 1"))
    assert told[4] == {"holds", "wrong"}
    assert told[6] == {"follows"}
