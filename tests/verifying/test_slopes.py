"""Slopes of functions of one number, written in every way, beside a network and without one."""

from __future__ import annotations

import pytest

import derive

RIGHT = [
    r"\sigma' = \sigma(1 - \sigma)",
    r"\sigma' = a(1 - a)",
    r"\tanh' = 1 - \tanh^2",
    r"\sigma'(x) = \sigma(x)(1 - \sigma(x))",
    r"\frac{d}{dz} \tanh z = 1 - \tanh^2 z",
    r"\frac{d}{dx} \sigma(x) = \sigma(x) - \sigma(x)^2",
    r"\frac{d\sigma}{dz} = \sigma(1 - \sigma)",
    r"\frac{d}{dz} e^{-z} = -e^{-z}",
    r"\frac{d}{dz} \ln(1 + e^z) = \sigma(z)",
    r"\text{ReLU}'(z) = 1 \text{ if } z > 0",
]
WRONG = [
    r"\sigma' = \sigma(1 + \sigma)",
    r"\sigma' = a(a - 1)",
    r"\tanh' = 1 - \tanh",
    r"\sigma'(x) = \sigma(x)(1 + \sigma(x))",
    r"\frac{d}{dz} \tanh z = 1 - \tanh z",
    r"\frac{d}{dx} \sigma(x) = \sigma(x) + \sigma(x)^2",
    r"\frac{d\sigma}{dz} = \sigma(\sigma - 1)",
    r"\frac{d}{dz} e^{-z} = e^{-z}",
    r"\frac{d}{dz} \ln(1 + e^z) = \sigma(z)(1 - \sigma(z))",
    r"\text{ReLU}'(z) = 0 \text{ if } z > 0",
]
NETWORK = r"""
$x_1 = 0.5$, $x_2 = -1$, $w_1 = 0.4$, $w_2 = 0.2$, $t = 1$

$z = w_1 x_1 + w_2 x_2 = 0$, $a = \sigma(z) = 0.5$

"""


@pytest.mark.parametrize("before", ["", NETWORK], ids=["alone", "beside a network"])
@pytest.mark.parametrize(("formula", "verdict"), [
    *((one, "holds") for one in RIGHT), *((one, "wrong") for one in WRONG)
])  # fmt: skip
def test_a_slope_is_judged(formula: str, verdict: str, before: str) -> None:
    count = len(derive.verify(before).claims) if before else 0
    told = derive.verify(f"{before}We use ${formula}$.").claims[count]
    assert told.verdict == verdict


def test_what_comes_after_a_wrong_step_is_told_apart() -> None:
    report = derive.verify(r"""
$$\begin{aligned}
\sigma'(z) &= \frac{d}{dz} \frac{1}{1 + e^{-z}} \\
&= -\frac{1}{(1 + e^{-z})^2} \cdot e^{-z} \\
&= \frac{e^{-z}}{(1 + e^{-z})^2} \\
&= \sigma(z)(1 - \sigma(z))
\end{aligned}$$
""")
    assert [one.verdict for one in report.claims] == ["holds", "wrong", "right again", "holds"]


def test_a_function_that_nothing_tells_of_makes_no_claim() -> None:
    assert [one.verdict for one in derive.verify("$f' = f(1 - f)$").claims] == ["no claim"]
