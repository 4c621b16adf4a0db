r"""An index that says a derivative, on a sheet of letters: D_Q for \partial E/\partial Q."""

import pytest

import derive

SHEET = r"""
The rows of $X$ are $N$ examples, $\mathbf 1$ is a column of ones.

$$S = X U + \mathbf 1 a, \qquad R = g(S), \qquad P = R V + \mathbf 1 c$$

$$E = \frac{1}{2 N} \lVert P - T \rVert_F^2$$

SAID

1. $D_P = \frac{1}{N} (P - T)$
2. $D_V = R^\top D_P$
3. $D_c = \mathbf 1^\top D_P$
4. $D_R = D_P V^\top$
5. $D_S = D_R \odot g'(S)$
6. $D_U = X^\top D_S$
"""
SAID = [
    r"We write $D_Q$ for $\partial E / \partial Q$.",
    r"Here $D_Q$ denotes the derivative $\partial E / \partial Q$.",
    r"Es steht $D_Q$ für $\partial E / \partial Q$.",
    r"For every name $Q$ let $D_Q = \frac{\partial E}{\partial Q}$.",
    r"$D_M$ stands for $\frac{\partial E}{\partial M}$, shaped like $M$.",
]
SLIPS = [
    (r"R^\top D_P", r"D_P^\top R"),
    (r"D_P V^\top", r"D_P V"),
    (r"\frac{1}{N} (P - T)", r"\frac{1}{N} (T - P)"),
    (r"D_R \odot g'(S)", r"D_R \odot g(S)"),
    (r"X^\top D_S", r"X^\top D_R"),
]


def steps(report):
    return [one.verdict for one in report.claims if one.left.startswith("D_")][-6:]


@pytest.mark.parametrize("said", SAID)
def test_every_name_with_an_index_is_a_derivative(said):
    assert steps(derive.verify(SHEET.replace("SAID", said))) == ["holds"] * 6


@pytest.mark.parametrize("said", SAID[:2])
@pytest.mark.parametrize(("right", "slipped"), SLIPS)
def test_a_slip_in_one_is_found_alone(said, right, slipped):
    assert SHEET.count(right) == 1
    (found,) = derive.verify(SHEET.replace(right, slipped).replace("SAID", said)).findings
    assert found.right == slipped


@pytest.mark.parametrize(
    "said",
    [
        "",
        r"We write $D_U$ for $\partial E / \partial V$.",
        r"The gradient $D_U$ and $\partial E / \partial U$ are compared.",
    ],
)
def test_nothing_is_claimed_where_it_is_not_said(said):
    assert not list(derive.verify(SHEET.replace("SAID", said)).findings)
