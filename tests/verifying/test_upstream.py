r"""Functions that a sheet defines itself, and a loss that no formula defines."""

import pytest

import derive

QUOTIENT = r"""
Put $p(t) = e^{2t} - 1$ and $q(t) = e^{2t} + 1$, so that $\tanh t = \frac{p(t)}{q(t)}$.

$$p'(t) = 2 e^{2t}, \qquad q'(t) = 2 e^{2t}$$

\begin{align*}
\tanh' t &= \frac{p'(t) q(t) - p(t) q'(t)}{q(t)^2} \\
 &= \frac{4 e^{2t}}{q(t)^2} \\
 &= 1 - \tanh^2 t
\end{align*}

Later on, $t = U r + v$ is a column and $y = \tanh(t)$.
"""
ABOVE = r"""
A layer computes $t = U r + v$ and $y = \tanh(t)$. From above comes
 $h = \frac{\partial J}{\partial y}$.

$$\epsilon = \frac{\partial J}{\partial t} = h \odot (1 - y \odot y)$$

$$\frac{\partial J}{\partial U} = \epsilon r^T$$

$$\frac{\partial J}{\partial v} = \epsilon$$

$$\frac{\partial J}{\partial r} = U^T \epsilon$$
"""
UNNAMED = r"""
Let $k = M c$ and $o = \sigma(k)$. Then

$$\frac{\partial L}{\partial k} = \frac{\partial L}{\partial o} \odot o \odot (1 - o)$$

$$\frac{\partial L}{\partial c} = M^T \frac{\partial L}{\partial k}$$
"""
SLIPS = [
    (QUOTIENT, "q(t) - p(t) q'", "q(t) + p(t) q'"),
    (QUOTIENT, r"\frac{4 e^{2t}}{q(t)^2}", r"\frac{4 e^{t}}{q(t)^2}"),
    (QUOTIENT, "p'(t) = 2 e", "p'(t) = e"),
    (ABOVE, r"y \odot y", r"t \odot t"),
    (ABOVE, r"U^T \epsilon", r"U \epsilon"),
    (ABOVE, r"\epsilon r^T", r"h r^T"),
    (UNNAMED, r"\odot o \odot (1 - o)", r"\odot o \odot (1 + o)"),
    (UNNAMED, r"M^T \frac", r"M \frac"),
]


@pytest.mark.parametrize("sheet", [QUOTIENT, ABOVE, UNNAMED])
def test_right_lines_hold(sheet):
    claims = derive.verify(sheet).claims
    assert {one.verdict for one in claims} <= {"holds", "no claim"}
    assert sum(one.verdict == "holds" for one in claims) >= 2


@pytest.mark.parametrize(("sheet", "right", "wrong"), SLIPS)
def test_a_slip_is_found_at_its_line(sheet, right, wrong):
    assert sheet.count(right) == 1
    line = sheet[: sheet.index(right)].count("\n") + 1
    report = derive.verify(sheet.replace(right, wrong))
    assert [one.line for one in report.claims if one.verdict == "wrong"] == [line]


def test_what_is_said_of_the_loss_itself_is_no_claim():
    """A loss told in words: whether its derivative is o - c, nothing on the sheet says."""
    told = r"Let $k = M c$ and $o = \sigma(k)$. Then $\frac{\partial L}{\partial o} = o - c$."
    assert {one.verdict for one in derive.verify(told).claims} == {"no claim"}
