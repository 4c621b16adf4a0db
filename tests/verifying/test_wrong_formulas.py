r"""On a sheet of letters alone a slip counts once: what goes on from it differs as it does."""

from __future__ import annotations

import derive

SIGMOID = r"""
Let $\sigma(z) = \frac{1}{1+e^{-z}}$.

$$\sigma'(z) = \frac{e^{-z}}{(1+e^{-z})^2} = \frac{1}{1+e^{-z}} \cdot \frac{e^{-z}}{1+e^{-z}}$$

$$\frac{e^{-z}}{1+e^{-z}} = 1 + \frac{1}{1+e^{-z}} = 1 + \sigma(z)$$

So $\sigma'(z) = \sigma(z) (1 + \sigma(z))$, and $\sigma'(0) = \frac12 \cdot \frac32 = \frac34$.
"""

ENTROPY = r"""
$a = \sigma(z)$, $z = w x + b$, $L = -\left( y \ln a + (1-y) \ln(1-a) \right)$

$$\frac{\partial L}{\partial a} = -\frac{y}{a} - \frac{1-y}{1-a}$$

$$\frac{\partial a}{\partial z} = a (1-a)$$

$$\frac{\partial L}{\partial z} = \frac{\partial L}{\partial a} \cdot \frac{\partial a}{\partial z}
= -y (1 - a) - (1 - y) a$$
"""


def verdicts(text: str) -> list[str]:
    return [one.verdict for one in derive.verify(text).findings]


def test_what_goes_on_from_a_wrong_factor_follows() -> None:
    (found,) = derive.verify(SIGMOID).findings
    assert (found.verdict, found.line) == ("wrong", 6)
    (found,) = derive.verify(ENTROPY).findings
    assert (found.verdict, found.line) == ("wrong", 4)


def test_another_slip_is_another_finding() -> None:
    assert verdicts(SIGMOID.replace(r"\sigma(z) (1 +", r"\sigma(z) (2 +")) == ["wrong"] * 3
    assert verdicts(SIGMOID.replace(r"\frac32 = \frac34", r"\frac52 = \frac54")) == ["wrong"] * 2
    assert verdicts(ENTROPY.replace("- (1 - y) a", "+ y a")) == ["wrong"] * 2


def test_two_slips_by_the_same_number_are_two() -> None:
    told = r"$a = \tanh z$, $L = a^3$, $$\frac{\partial a}{\partial z} = 2 (1 - a^2)$$" + "\n\n"
    assert verdicts(told + r"$$\frac{\partial L}{\partial a} = 6 a^2$$") == ["wrong"] * 2
