"""A sheet's own model with numbers for vectors and capital letters: derivatives held against it."""

from math import tanh

import pytest

import derive

# s = g·x = 0.5·2 + 0.25·4 = 2, q = p s = (0.6, 0.4), r = q - x = (-1.4, -3.6)
TIED = r"""Code $s=\bm g^{\top}\bm x$, output $\bm q=\bm p\,s$, loss $J=\frac12\|\bm q-\bm x\|^2$
with $\bm g=(0.5,0.25)^\top$, $\bm p=(0.3,0.2)^\top$ and $\bm x=(2,4)^\top$.

$s = 0.5\cdot 2+0.25\cdot 4=2$, $q_1=0.6$, $q_2=0.4$, $r_1=0.6-2=-1.4$, $r_2=0.4-4=-3.6$.

$\partial J/\partial p_i=r_i\,s$

$\frac{\partial J}{\partial p_1}=PONE$

$\frac{\partial J}{\partial s}=r_1p_1+r_2p_2=PS$
"""
P_ONE, P_S = r"-1.4\cdot 2=-2.8", r"-1.4\cdot 0.3-3.6\cdot 0.2=-1.14"


def tied(one: str = P_ONE, by_code: str = P_S) -> str:
    return TIED.replace("PONE", one).replace("PS", by_code)


def test_derivatives_by_numbers_and_by_entries() -> None:
    assert derive.verify(tied()).holds


@pytest.mark.parametrize(
    ("one", "by_code", "line"),
    [
        (P_ONE, r"-1.4\cdot 0.2-3.6\cdot 0.3=-1.36", 10),
        (P_ONE, r"-1.4\cdot 0.3+3.6\cdot 0.2=0.3", 10),
        (r"-3.6\cdot 2=-7.2", P_S, 8),
    ],
)
def test_what_differs_from_the_model_is_found(one: str, by_code: str, line: int) -> None:
    assert [found.line for found in derive.verify(tied(one, by_code)).findings] == [line]


# capital letters that are given numbers are no matrices
H1 = tanh(0.5 * 1 + 0.8 * 0.2)
H2 = tanh(0.5 * -0.5 + 0.8 * H1)
RECURRENT = r"""$z_t = A x_t + B h_{t-1}$, $h_t = \tanh z_t$, $o = C h_2$, and
$E = \frac12 (o - y)^2$.

$A = 0.5$, $B = 0.8$, $C = 1.5$, $h_0 = 0.2$, $x_1 = 1$, $x_2 = -0.5$, $y = 0.6$

$\frac{\partial E}{\partial B} = GRADIENT$"""


def test_steps_in_time_with_numbers() -> None:
    second = (1.5 * H2 - 0.6) * 1.5 * (1 - H2**2)
    first = second * 0.8 * (1 - H1**2)
    right, wrong = second * H1 + first * 0.2, second * H2 + first * 0.2
    assert derive.verify(RECURRENT.replace("GRADIENT", f"{right:.5f}")).holds
    (found,) = derive.verify(RECURRENT.replace("GRADIENT", f"{wrong:.5f}")).findings
    assert found.line == 6


def test_what_goes_on_from_a_wrong_number_is_not_told_again() -> None:
    model = "$q = 2 p + 1$ and $f = (q - 2)^2$ with $u = 2$.\n\n"
    slip = "$p = 0.1 \\cdot 2 = 0.45$\n\n$q = 0.9 + 1 = 1.9$\n\n$f = (1.9 - 2)^2 = 0.01$"
    (found,) = derive.verify(model + slip).findings
    assert found.line == 3


ROWS = """R  2 + 0.5 * 0.5 = {}
b    -0.1 + 0.5 * 2 = 0.9
a->h  0.25 - 0.5 * 0.5 = 0
x -> h   1 - 0.5 * 0.5 = 0.75
"""


def test_rows_that_begin_with_what_they_are_about() -> None:
    report = derive.verify(ROWS.format("2.25"))
    assert report.holds and len(report.claims) == 4
    (found,) = derive.verify(ROWS.format("2.52")).findings
    assert (found.line, found.left) == (1, "2 + 0.5 * 0.5")
