"""Sheets whose data could be those of a network, and are not; and remarks that claim nothing."""

import math

import pytest

import derive

GRAPH = """f(x, y, z) = k*(x*y + z)^2 + x at x = 3, y = -2, z = 4, with k = 0.5

u = x*y, v = u + z, q = v^2, r = k*q, f = r + x

u = 3*(-2) = -6
v = -6 + 4 = -2
q = v*v = -2*(-2) = 4
r = 0.5*4 = 2

df/dq = 0.5
df/dv = 2*(-2)*0.5 = -2

answer: grad f = (5, -6, -2)
"""


def test_a_graph_of_single_operations_is_no_network():
    assert derive.verify(GRAPH).holds
    (found, *_) = derive.verify(GRAPH.replace("-6 + 4 = -2", "-6 + 4 = 2")).findings
    assert found.line == 6


def penalty(sign):
    p = round(1 / (1 + math.exp(-0.9)), 4)
    slope = p * 2 + (0.2 * 0.5 if sign == "+" else -0.2 * 0.5)
    return rf"""A neuron $p = \sigma(w_1 x_1 + w_2 x_2 + b)$ with $x = (2, -1)$, $y = 0$,
$w = (0.5, -0.3)$, $b = -0.4$, $\lambda = 0.2$.

$$J = -y \ln p - (1-y)\ln(1-p) + \frac{{\lambda}}{{2}}(w_1^2 + w_2^2)$$

$z = 0.9$, $p = \sigma(0.9) = {p}$

$\frac{{\partial J}}{{\partial w_1}} = (p-y) x_1 {sign} \lambda w_1 = {slope:.4f}$
"""


def test_a_loss_with_a_penalty_is_not_that_of_a_network():
    assert derive.verify(penalty("+")).holds
    assert [one.line for one in derive.verify(penalty("-")).findings][:1] == [8]


UNITS = r"""Let $\varphi(z) = \max(0, z)$ and
\[ z_j = \sum_{i=1}^2 w_{ji} x_i + b_j,\quad h_j = \varphi(z_j)\ (j=1,2) \]
\[ y = v_1 h_1 + v_2 h_2 \]
with $x = (1, -2)$, $W = \begin{pmatrix} 0.4 & -0.1 \\ -0.5 & 0.3 \end{pmatrix}$, $b = (0.1, 0)$,
$v = (0.7, -0.9)$.

$z_1 = 0.7$, $z_2 = -1.1$, $h_1 = 0.7$, $h_2 = 0$, $y = 0.49$
"""


def test_indices_in_brackets_behind_a_formula_say_for_which_it_holds():
    assert derive.verify(UNITS).holds
    (found,) = derive.verify(UNITS.replace("y = 0.49", "y = 0.94")).findings
    assert found.right == "0.94"


@pytest.mark.parametrize("words", ["Step $k = {k}$", "## Step $k={k}$"])
def test_a_heading_that_counts_claims_nothing(words):
    sheet = "\n\n".join(
        f"{words.format(k=k)}\n\n$q_{k} = 0.5 + {k} = {k + 0.5}$" for k in (1, 2, 3)
    )
    assert derive.verify(sheet).holds


SYMMETRIC = r"""We minimise $J(w) = \|X w - y\|^2$ with $X \in \mathbb{R}^{n \times d}$,
$y \in \mathbb{R}^n$. For a symmetric matrix $A$ we have $\nabla_w (w^T A w) = 2 A w$."""


def test_what_holds_of_symmetric_matrices_alone_is_not_wrong():
    assert derive.verify(SYMMETRIC).holds
    assert not derive.verify(SYMMETRIC.replace("For a symmetric matrix $A$", "So")).holds


NABLA = r"""The network is $\mathbf a = W \mathbf x + \mathbf b$, $\mathbf h = \tanh(\mathbf a)$, $y = \mathbf v^T \mathbf h + c$,
$L = \tfrac12 (y - t)^2$. Let
\[
W = \begin{pmatrix} 0.3 & 0.4 \\ -0.2 & 0.6 \end{pmatrix},\
\mathbf b = \begin{pmatrix} 0.1 \\ -0.1 \end{pmatrix},\
\mathbf v = \begin{pmatrix} 1.2 \\ -0.7 \end{pmatrix},\
c = 0.05,\ \mathbf x = \begin{pmatrix} 1 \\ -0.5 \end{pmatrix},\ t = 1.
\]
\[ \mathbf a = \begin{pmatrix} 0.2 \\ -0.6 \end{pmatrix}, \quad
\mathbf h = \tanh(\mathbf a) = \begin{pmatrix} 0.1974 \\ -0.5370 \end{pmatrix}, \quad y = 0.6628 \]
\[ \mathbf s = \mathbf 1 - \mathbf h \odot \mathbf h
= \begin{pmatrix} S1 \\ S2 \end{pmatrix} \]
\[ \boldsymbol\delta = (y - t) \mathbf v \odot \mathbf s, \quad \nabla_WL = \boldsymbol\delta \mathbf x^T \]
"""  # noqa: E501


def test_a_letter_of_slopes_beside_that_of_pre_activations():
    """Data whose rows end in a bare backslash, and a nabla whose index is one letter."""
    slopes = [f"{1 - math.tanh(a) ** 2:.4f}" for a in (0.2, -0.6)]
    sheet = NABLA.replace("S1", slopes[0]).replace("S2", slopes[1])
    report = derive.verify(sheet)
    assert report.holds
    assert "unread" not in report.summary
    turned = sheet.replace(r"\boldsymbol\delta \mathbf x^T", r"\mathbf x \boldsymbol\delta^T")
    (found, *_) = derive.verify(turned).findings
    assert found.left == r"\nabla_WL"
