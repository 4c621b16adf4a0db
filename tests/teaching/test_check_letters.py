"""Letters of `derive check`: σ as a spread, a layer's number behind the command of a letter."""

from __future__ import annotations

import pytest

import derive

BELL = r"\frac{1}{\sigma \sqrt{2\pi}} e^{-z^2/(2\sigma^2)}"
SHIFTED = r"\exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)"


@pytest.mark.parametrize(
    ("formula", "slope_of", "wrt", "holds"),
    [
        (rf"-\frac{{z}}{{\sigma^2}} {BELL}", BELL, "z", True),
        (rf"-\frac{{z}}{{\sigma}} {BELL}", BELL, "z", False),
        (rf"-\frac{{x-\mu}}{{\sigma^2}} {SHIFTED}", SHIFTED, "x", True),
        (rf"\frac{{x-\mu}}{{\sigma^2}} {SHIFTED}", SHIFTED, "x", False),
        (r"\sigma(z) + z \sigma(z) (1 - \sigma(z))", r"z \sigma(z)", "z", True),
        (r"-(1 - \sigma(z)) / \sigma(z)", r"1/\sigma(z)", "z", True),
        (r"-1 / \sigma", r"1/\sigma(z)", "z", False),
    ],
)
def test_a_sigma_below_a_line_is_a_number(formula, slope_of, wrt, holds):
    assert derive.check(formula, slope_of=slope_of, wrt=wrt).holds is holds


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        (r"\partial L/\partial x = W1^T \delta1", True),
        (r"\partial L/\partial x = W1 \delta1", False),
        (r"\delta1 = W2^T \delta2 \odot a1 \odot (1 - a1)", True),
        (r"\delta1 = W2^T \delta2 \odot (1 - a1)", False),
    ],
)
def test_a_number_behind_a_command_is_its_layer(formula, holds):
    assert derive.check(formula, layers=2, activation="sigmoid").holds is holds
