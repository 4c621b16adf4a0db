"""Derivatives of what is itself a derivative, again and again, end in bounded time."""

import time

import pytest

import derive

LAYERS = r"""
$Z_1 = X W_1$, $H = \tanh(Z_1)$, $Z_2 = H W_2$, $L = \frac12 \|Z_2 - Y\|^2$.

"""
RAISED = [
    r"$$\frac{\partial L}{\partial W_2} = H^ \frac{\partial L}{\partial Z_2}$$",
    r"$$\frac{\partial L}{\partial W_2} = H^{\frac{\partial L}{\partial Z_2}}$$",
    r"$$\frac{\partial L}{\partial W_2} = H^{\frac{A}{B}} = W_2^{\frac{\partial L}{\partial H}}$$",
]
NESTED = r"""
$L = \frac12 \| A B \|^2$, $G = \frac{\partial L}{\partial A}$, $J = \|G\|^2$,
$K = \frac{\partial J}{\partial B}$, $E = \|K\|^2$, $P = \frac{\partial E}{\partial A}$,
$C = \|P\|^2$, $Q = \frac{\partial C}{\partial B}$, $L_2 = \|Q\|^2$.

$$\frac{\partial L_2}{\partial A} = A B$$
"""
ROUND = r"""
$L = \frac12 \| A B \|^2$, $A = \frac{\partial L}{\partial B}$, $B = \frac{\partial L}{\partial A}$.

$$\frac{\partial L}{\partial C} = A B, \qquad \frac{\partial L}{\partial A} = B^T A$$
"""


@pytest.mark.parametrize("text", [*(LAYERS + one for one in RAISED), NESTED, ROUND])
def test_what_is_derived_without_end_is_left(text):
    start = time.monotonic()
    derive.verify(text)
    assert time.monotonic() - start < 15


def test_what_is_raised_defines_nothing():
    again = r"$$\frac{\partial L}{\partial W_2} = H^T (Z_2 - Y)$$"
    for text, verdict in ((again, "holds"), (again.replace("H^T", "Z_1^T"), "wrong")):
        claims = derive.verify(f"{LAYERS}{RAISED[0]}\n\n{text}\n").claims
        assert claims[-1].verdict == verdict


def test_a_slope_of_a_slope_is_still_decided():
    text = r"$J = \frac12 x^4$, $g = \frac{\partial J}{\partial x}$, $E = \frac12 g^2$."
    right = rf"{text} So $\frac{{\partial E}}{{\partial x}} = 12 x^5$."
    assert derive.verify(right).claims[-1].verdict == "holds"
    assert derive.verify(right.replace("12", "6")).claims[-1].verdict == "wrong"
