r"""Weights have their indices in one order on a sheet, and a layer above them that is no power."""

import pytest

import derive

FORWARD = r"""
$z^{l}_q = \sum_p w^{l}_{qp} a^{l-1}_p + b^{l}_q$ with $a^{l}_q = \sigma(z^{l}_q)$, and we write
$\delta^{l}_q = \partial C / \partial z^{l}_q$.

"""
STEP = r"$$\frac{\partial z^{l+1}_q}{\partial z^l_p} = w^{l+1}_{qp} \sigma'(z^l_p)$$"
DELTA = r"$$\delta^l_p = \sigma'(z^l_p) \sum_q w^{l+1}_{qp} \delta^{l+1}_q$$"
LOCAL = r"$$\frac{\partial z^{l}_q}{\partial a^{l-1}_p} = w^{l}_{qp}$$"
GLUED = r"$$\frac{\partial C}{\partial a^{l-1}_p} = \sum_qw^l_{qp}\delta^l_q$$"
RIGHT = [STEP, DELTA, LOCAL, GLUED]
TURNED = "w^{l+1}_{qp}", "w^{l+1}_{pq}"


def marked(text, mark):
    """The layer in another bracket."""
    for layer in ("l+1", "l-1", "l"):
        text = text.replace(f"^{{{layer}}}", f"^{{{mark[0]}{layer}{mark[1]}}}")
    return text.replace("^l_", f"^{{{mark[0]}l{mark[1]}}}_")


def wrong(text):
    return [one.line for one in derive.verify(text).claims if one.verdict == "wrong"]


@pytest.mark.parametrize("mark", ["  ", "()", "[]"])
def test_right_lines_hold(mark):
    claims = derive.verify(marked(FORWARD + "\n\n".join(RIGHT), mark)).claims
    assert [one.verdict for one in claims] == ["holds"] * 7


@pytest.mark.parametrize(
    "lines",
    [
        [STEP.replace(*TURNED), DELTA],
        [STEP, DELTA.replace(*TURNED)],
        [LOCAL.replace("w^{l}_{qp}", "w^{l-1}_{qp}")],
        [LOCAL.replace("w^{l}_{qp}", "w^{l}_{pq}")],
    ],
)
def test_another_order_or_layer_is_found(lines):
    at = next(n for n, line in enumerate(lines) if line not in RIGHT)
    assert wrong(FORWARD + "\n\n".join(lines)) == [5 + 2 * at]


def test_a_slip_twice_is_one_finding():
    assert wrong(FORWARD + STEP.replace(*TURNED) + "\n\n" + DELTA.replace(*TURNED)) == [5]


TWO_LAYERS = r"""
$$a_j = \sum_i w^{(1)}_{ji} x_i, \quad z_j = \tanh(a_j), \quad y_k = \sum_j w^{(2)}_{kj} z_j$$

$$E = \frac12 \sum_k (y_k - t_k)^2$$

The errors are $\delta_k = \frac{\partial E}{\partial y_k} = y_k - t_k$ and
$\delta_j = \frac{\partial E}{\partial a_j}$ where

$$\delta_j = (1 - z_j^2) \sum_k w^{(2)}_{kj} \delta_k$$

$$\frac{\partial E}{\partial w^{(1)}_{ji}} = \delta_j x_i, \quad
\frac{\partial E}{\partial w^{(2)}_{kj}} = \delta_k z_j$$
"""


def test_deltas_of_two_layers_are_told_apart_by_their_letters():
    assert {one.verdict for one in derive.verify(TWO_LAYERS).claims} == {"holds"}


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        (r"(1 - z_j^2) \sum", r"(1 - z_j)^2 \sum", 9),
        (r"= y_k - t_k$", r"= t_k - y_k$", 6),
        (r"= \delta_j x_i", r"= \delta_j z_j", 11),
        (r"= \delta_k z_j", r"= \delta_k x_i", 12),
        (r"{kj} \delta_k$$", r"{kj} \delta_j$$", 9),
    ],
)
def test_a_slip_there_is_found_at_its_line(right, slip, line):
    assert TWO_LAYERS.count(right) == 1
    assert wrong(TWO_LAYERS.replace(right, slip)) == [line]
