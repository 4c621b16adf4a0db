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


SOFTMAX = r"""
$$q_i = \frac{e^{s_i}}{\sum_k e^{s_k}}, \qquad \ell = - \sum_i y_i \log q_i, \qquad \sum_i y_i = 1$$

For $i = j$: $\frac{\partial q_i}{\partial s_i} = q_i (1 - q_i)$.

For $i \ne j$: $\frac{\partial q_i}{\partial s_j} = - q_i q_j$.

$$\frac{\partial \ell}{\partial s_j} = - \sum_i \frac{y_i}{q_i} \frac{\partial q_i}{\partial s_j}$$

$$- \sum_i \frac{y_i}{q_i} \frac{\partial q_i}{\partial s_j}
= - y_j (1 - q_j) + \sum_{i \ne j} y_i q_j = q_j - y_j$$
"""


def told(*changes: tuple[str, str]) -> list[tuple[int, str]]:
    """Line and verdict of all that does not hold on the sheet with these changes."""
    sheet = SOFTMAX
    for right, slip in changes:
        assert right in sheet
        sheet = sheet.replace(right, slip)
    claims = derive.verify(sheet).claims
    return [(one.line, one.verdict) for one in claims
            if one.verdict not in ("holds", "no claim")]  # fmt: skip


def test_a_wrong_derivative_goes_on_into_the_sums_where_it_is_put_in() -> None:
    assert told() == []
    slip = ("= - q_i q_j", "= q_i q_j")
    sums = ("+ \\sum_{i \\ne j} y_i q_j = q_j - y_j", "- \\sum_{i \\ne j} y_i q_j")
    assert told(slip, sums) == [(6, "wrong"), (11, "follows")]
    alone = ("+ \\sum_{i \\ne j} y_i q_j = q_j - y_j", "- \\sum_{i \\ne j} y_i q_j")
    assert told(alone) == [(11, "wrong")]
    more = ("- y_j (1 - q_j) + \\sum_{i \\ne j} y_i q_j = q_j - y_j",
            "- y_j (1 + q_j) - \\sum_{i \\ne j} y_i q_j")  # fmt: skip
    assert told(slip, more) == [(6, "wrong"), (11, "wrong")]


def test_a_wrong_case_of_equal_indices_goes_on_as_well() -> None:
    slip = ("= q_i (1 - q_i)", "= q_i (1 + q_i)")
    goes_on = ("- y_j (1 - q_j) + \\sum_{i \\ne j} y_i q_j = q_j - y_j",
               "- y_j (1 + q_j) + \\sum_{i \\ne j} y_i q_j")  # fmt: skip
    assert told(slip, goes_on) == [(4, "wrong"), (11, "follows")]
