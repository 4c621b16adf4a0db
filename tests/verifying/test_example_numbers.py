"""Numbers below a name that count examples: p_1 and p_2 of the one output of two examples.

The exercise has w = (0.5, -0.25), b = 0.1, the inputs (2, 1) and (1, 3), the targets 1 and 0.
"""

import math

import pytest
from verifying.harness import exercise

import derive

Z = [0.5 * 2 - 0.25 * 1 + 0.1, 0.5 * 1 - 0.25 * 3 + 0.1]
P = [round(1 / (1 + math.exp(-z)), 4) for z in Z]
E = [P[0] - 1, P[1]]
FORWARD = rf"""
$$z_1 = 0.85, \quad z_2 = -0.15$$
$$p_1 = \sigma(z_1) = {P[0]:.4f}, \quad p_2 = \sigma(z_2) = {P[1]:.4f}$$
"""
GIVEN = r"""
$\beta_1 = 0.5$, $\beta_2 = -0.25$, $\beta_0 = 0.1$
"""


@pytest.mark.parametrize(
    ("line", "right", "slipped"),
    [
        (
            f"$$e_1 = {P[0]:.4f} - 1 = {E[0]:.4f}, e_2 = TERM$$",
            f"{P[1]:.4f} - 0",
            f"{P[1]:.4f} - 1",
        ),
        (
            rf"$$r_1 = {E[0]:.4f}, r_2 = {E[1]:.4f}$$ $$\sum_n r_n x_{{n1}} = TERM$$",
            rf"{E[0]:.4f} \cdot 2 + {E[1]:.4f} \cdot 1 = {2 * E[0] + E[1]:.4f}",
            rf"{E[0]:.4f} \cdot 1 + {E[1]:.4f} \cdot 1 = {E[0] + E[1]:.4f}",
        ),
        (
            r"$$\frac{\partial L}{\partial w_2} = \sum_n (p_n - t_n) x_{n2} = TERM$$",
            f"{E[0] + 3 * E[1]:.4f}",
            f"{E[0] + E[1]:.4f}",
        ),
        (
            r"$$\frac{\partial L}{\partial w_1} = TERM$$",
            rf"{E[0]:.4f} \cdot 2 + {E[1]:.4f} \cdot 1",
            rf"{E[0]:.4f} \cdot 2 + {E[1]:.4f} \cdot 3",
        ),
        (r"$$E_2 = TERM$$", rf"-\ln (1 - p_2) = {-math.log(1 - P[1]):.4f}", r"-\ln p_2 = 0.7709"),
        (
            GIVEN + r"$$\beta_0 \leftarrow TERM$$",
            rf"0.1 - 0.5 \cdot {E[0] + E[1]:.4f} = {0.1 - 0.5 * (E[0] + E[1]):.4f}",
            rf"0.1 - 0.5 \cdot {E[0] + E[1]:.4f} = {0.1 + 0.5 * (E[0] + E[1]):.4f}",
        ),
    ],
)
def test_an_index_that_counts_examples(line: str, right: str, slipped: str) -> None:
    given = exercise("logistic-regression")
    sheet = FORWARD + line
    assert not list(derive.verify(sheet.replace("TERM", right), given).findings)
    found = [one.line for one in derive.verify(sheet.replace("TERM", slipped), given).findings]
    assert found == [len(sheet.splitlines())]


def test_what_follows_from_the_error_of_an_example() -> None:
    wrong = [E[0], P[1] - 1]
    sheet = (
        FORWARD
        + rf"""
$$e_1 = {P[0]:.4f} - 1 = {wrong[0]:.4f}$$
$$e_2 = {P[1]:.4f} - 1 = {wrong[1]:.4f}$$
$$\sum_n e_n = {wrong[0]:.4f} - {-wrong[1]:.4f} = {sum(wrong):.4f}$$
$$b \leftarrow 0.1 - 0.5 \cdot ({sum(wrong):.4f}) = {0.1 - 0.5 * sum(wrong):.4f}$$
"""
    )
    report = derive.verify(sheet, exercise("logistic-regression"))
    assert [one.line for one in report.findings] == [6]


def test_an_index_that_counts_layers_stays() -> None:
    sheet = r"""$x^{(1)} = 1$, $t^{(1)} = 0$, $x^{(2)} = 2$, $t^{(2)} = 1$, $w_1 = 0.5$, $w_2 = -1$.
First example: $$z_1 = w_1 x = 0.5, \quad a_1 = \tanh(z_1) = 0.4621, \quad z_2 = w_2 a_1 = RESULT$$
"""
    assert derive.verify(sheet.replace("RESULT", "-0.4621")).holds
    assert not derive.verify(sheet.replace("RESULT", "0.4621")).holds
