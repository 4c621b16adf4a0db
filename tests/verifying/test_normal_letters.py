"""Φ and φ where a sheet explains them in words, or writes a GELU by them."""

from __future__ import annotations

import pytest

import derive

DENSITY = r"\frac{1}{\sqrt{2\pi}} e^{-u^2/2}"
SHEETS = [
    rf"""Our unit is a GELU, $g(u) = u \Phi(u)$, with $\phi$ the bell curve under $\Phi$.

$g'(u) = \Phi(u) + u \phi(u) = \Phi(u) + u {DENSITY}$
""",
    rf"""Let $\Phi$ be the CDF of the standard normal law and $\varphi$ its density.

$\frac{{d}}{{du}} [u \Phi(u)] = \Phi(u) + u \varphi(u) = \Phi(u) + u {DENSITY}$
""",
    rf"""Mit der Verteilungsfunktion $\Phi$, normalverteilt, und der Dichte $\phi(u) = {DENSITY}$:

$g(u) = u \Phi(u)$

$g'(u) = \Phi(u) + u \phi(u) = \Phi(u) + u \phi(u)$
""",
    r"""$\mathrm{GELU}(u) = u \Phi(u)$, $\Phi'(u) = \phi(u)$

$\mathrm{GELU}'(u) = \Phi(u) + u \phi(u)$
""",
]
FEATURES = r"""The Gaussian kernel has a feature map $\Phi$: $k(x, y) = \Phi(x)^T \Phi(y)$.

Normal equations: $\Phi^T \Phi w = \Phi^T t$
"""
NEARLY = r"""$\mathrm{GELU}(u) = u \Phi(u) \approx u \sigma(1.702 u)$

$\mathrm{GELU}(u) \approx 0.5 u (1 + \tanh(\sqrt{2/\pi} (u + 0.044715 u^3)))$
"""


def found(text: str) -> list[int]:
    return [one.line for one in derive.verify(text).findings]


@pytest.mark.parametrize("text", SHEETS)
def test_the_slope_of_a_gelu_holds(text):
    report = derive.verify(text)
    assert report.holds
    assert report.claims[-1].verdict == "holds"


@pytest.mark.parametrize("text", SHEETS)
@pytest.mark.parametrize(
    ("right", "slip"),
    [
        (r"= \Phi(u) + u ", r"= \Phi(u) - u "),
        (r"= \Phi(u) + u \phi(u)", r"= \Phi(u) + \phi(u)"),
        (r"= \Phi(u) + u \varphi(u)", r"= \Phi(u) + u \Phi(u)"),
        (r"u \frac{1}{\sqrt{2\pi}} e^{-u^2/2}", r"u \frac{1}{\sqrt{2\pi}} e^{-u^2}"),
    ],
)
def test_a_slip_in_it_is_found(text, right, slip):
    *before, last = text.splitlines()
    if right in last:
        changed = "\n".join((*before, last.replace(right, slip, 1)))
        assert found(changed) == [len(before) + 1]


def test_numbers_are_worked_out_by_them():
    sheet = r"""A GELU: $f(v) = v \Phi(v)$ and $f'(v) = \Phi(v) + v \phi(v)$.

$\Phi(1) = 0.8413$, $\phi(1) = 0.2420$

$f'(1) = 0.8413 + 0.2420 = 1.0833$
"""
    assert found(sheet) == []
    assert found(sheet.replace(r"\phi(1) = 0.2420", r"\phi(1) = 0.2240")) == [3]


@pytest.mark.parametrize("text", [FEATURES, NEARLY])
def test_other_meanings_and_what_is_nearly_so_are_left_alone(text):
    assert found(text) == []
