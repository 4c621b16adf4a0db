"""Letters and functions as a sheet itself defines or numbers them, whatever they usually are."""

from __future__ import annotations

import math

import pytest

import derive
from derive.teaching.exercise import Exercise, loads
from derive.teaching.verifying.reporting.report import FINDINGS


def exercise(layers: str, numbers: str, x: str = "[1, -0.5]", t: str = "[0.5]") -> Exercise:
    return loads(
        f"""title = "t"
style = "lecture"
example = [ {{ x = {x}, t = {t} }} ]
part = [ {{ ask = ["forward", "loss", "backward", "update"] }} ]
[network]
inputs = 2
loss = "half squared error"
layer = [ {layers} ]
[numbers]
learning_rate = 0.1
{numbers}
[rounding]
digits = 6
""",
        "t",
    )


def found(sheet: str, of: Exercise) -> list[int]:
    claims = derive.verify(sheet, exercise=of).claims
    return [one.line for one in claims if one.verdict in ("wrong", "mislabelled", "unread")]


KINKED = exercise(
    '{ units = 2, activation = "z if z > 0 else z/5" }, { units = 1, activation = "identity" }',
    "W.1 = [[0.4, 0.2], [-0.6, 0.5]]\nb.1 = [0.1, 0]\nW.2 = [[0.7, -0.3]]\nb.2 = [0]",
)
KINKS = """Unit: $r(v)=v$ for $v>0$ and $r(v)=v/5$ otherwise.

$v_1=0.4-0.1+0.1=0.4$, positive, so $r_1=v_1=0.4$.

$v_2=-0.6-0.25=-0.85$, negative, so $r_2=v_2/5=-0.17$.

$o=0.7r_1-0.3r_2=0.331$
"""


def test_a_unit_is_on_one_branch_of_its_function() -> None:
    assert found(KINKS, KINKED) == []
    assert found(KINKS.replace("r_2=v_2/5=-0.17", "r_2=v_2/4=-0.2125"), KINKED) == [5]


SOFTPLUS = exercise(
    '{ units = 2, activation = "softplus" }, { units = 1, activation = "identity" }',
    "W.1 = [[0.4, 0.2], [-0.6, 0.5]]\nb.1 = [0, 0]\nW.2 = [[0.7, -0.3]]\nb.2 = [0]",
)


def smooth(first: float, second: float) -> str:
    h = [math.log(1 + math.exp(z)) for z in (0.3, -0.85)]
    return f"""Let $s(z)=\\ln(1+e^z)$, so $s'(z)=\\frac{{1}}{{1+e^{{-z}}}}=\\sigma(z)$.

$z=(0.4-0.1,\\ -0.6-0.25)=(0.3,\\ -0.85)$

$h=({h[0]:.4f},\\ {h[1]:.4f})$

$\\sigma(z)=({first:.4f},\\ {second:.4f})$
"""


def test_sigma_is_the_function_that_the_sheet_writes_out() -> None:
    right = [1 / (1 + math.exp(-z)) for z in (0.3, -0.85)]
    assert found(smooth(*right), SOFTPLUS) == []
    assert found(smooth(right[0], right[1] + 0.09), SOFTPLUS) == [7]


GELU = exercise(
    '{ units = 2, activation = "silu" }, { units = 1, activation = "gelu" }',
    "W.1 = [[0.4, 0.2], [-0.6, 0.5]]\nb.1 = [0, 0]\nW.2 = [[0.7, -0.3]]\nb.2 = [0]",
)


@pytest.mark.parametrize("density", ["\\varphi", "\\phi"])
def test_the_slope_of_a_named_function_is_its_own(density: str) -> None:
    line = f"$\\operatorname{{gelu}}'(u)=\\Phi(u)+u\\,{density}(u)$ with the normal density.\n"
    assert found(line, GELU) == []
    assert found(line.replace("+u\\,", "+"), GELU) == [1]


SHORTCUT = exercise(
    '{ units = 2, activation = "tanh" }, '
    '{ units = 2, activation = "tanh", from = [0, 1], join = "add" }, '
    '{ units = 1, activation = "identity", from = [1, 2], join = "add" }',
    "W.1 = [[0.4, 0.2], [-0.3, 0.5]]\nb.1 = [0.1, 0]\nW.2 = [[0.5, -0.1], [0.2, 0.6]]\n"
    "b.2 = [0, 0.1]\nW.3 = [[0.7, -0.4]]\nb.3 = [0.2]",
)


def shortcut(source: str = "1", weight: str = "B_{21}") -> str:
    a = [math.tanh(0.4), math.tanh(-0.55)]
    y = [1 + a[0], -0.5 + a[1]]
    z = [0.5 * y[0] - 0.1 * y[1], 0.2 * y[0] + 0.6 * y[1] + 0.1]
    return f"""$p=\\tanh\\alpha$, $\\alpha=Ax+a$, $y=x+p$, $\\beta=By+b$, $q=\\tanh\\beta$, $r=p+q$,
$f=C_1r_1+C_2r_2+c$, $E=\\frac12(f-0.5)^2$, $x=(1,-0.5)$.

$A_{{11}}=0.4$, $A_{{12}}=0.2$, $A_{{21}}=-0.3$, $A_{{22}}=0.5$, $B_{{11}}=0.5$, $B_{{12}}=-0.1$,
$B_{{21}}=0.2$, $B_{{22}}=0.6$, $C=(0.7,-0.4)$, $a=(0.1,0)$, $b=(0,0.1)$, $c=0.2$.

$p_1={a[0]:.5f}$, $p_2={a[1]:.5f}$

$y_1={source}+p_1={y[0]:.5f}$

$y_2=-0.5+p_2={y[1]:.5f}$

$\\beta_1=0.5y_1-0.1y_2={z[0]:.5f}$, $\\beta_2=0.2y_1+0.6y_2+0.1={z[1]:.5f}$

$r_1=p_1+q_1={a[0] + math.tanh(z[0]):.5f}$, $r_2=p_2+q_2={a[1] + math.tanh(z[1]):.5f}$

$$\\frac{{\\partial E}}{{\\partial p_1}}=\\frac{{\\partial E}}{{\\partial r_1}}
+B_{{11}}\\frac{{\\partial E}}{{\\partial\\beta_1}}
+{weight}\\frac{{\\partial E}}{{\\partial\\beta_2}}$$
"""


def test_inputs_are_put_in_where_a_shortcut_adds_them() -> None:
    assert found(shortcut(), SHORTCUT) == []
    assert found(shortcut(source="2"), SHORTCUT) == [9]
    assert found(shortcut(weight="B_{12}"), SHORTCUT) == [17]


ALIKE = exercise(
    '{ units = 3, activation = "tanh" }, { units = 2, activation = "tanh" }, '
    '{ units = 1, activation = "tanh" }',
    "W.1 = [[0.2, 0.2], [0.2, 0.2], [0.2, 0.2]]\nb.1 = [0.1, 0.1, 0.1]\n"
    "W.2 = [[0.2, 0.2, 0.2], [0.2, 0.2, 0.2]]\nb.2 = [0.1, 0.1]\n"
    "W.3 = [[0.2, 0.2]]\nb.3 = [0.1]",
    "[1, 1]",
)


def alike() -> str:
    f = math.tanh(0.5)
    m = 3 * 0.2 * f + 0.1
    g = math.tanh(m)
    k = 2 * 0.2 * g + 0.1
    o = math.tanh(k)
    top = (o - 0.5) * (1 - o * o)
    return f"""All three units of the first layer are alike, and so are the two of the second.

$n=0.2\\cdot(1+1)+0.1=0.5$, $f=\\tanh n={f:.5f}$

$m=3\\cdot0.2\\cdot f+0.1={m:.5f}$, $g=\\tanh m={g:.5f}$

$k=2\\cdot0.2\\cdot g+0.1={k:.5f}$, $o=\\tanh k={o:.5f}$

$\\epsilon=(o-0.5)(1-o^2)={top:.5f}$
"""


def test_one_letter_serves_all_units_that_are_alike() -> None:
    assert found(alike(), ALIKE) == []
    assert found(alike().replace("0.46212", "0.46221"), ALIKE) == [3]


@pytest.mark.parametrize(
    "words", ["for j not k", "if j is not k", "when k is different from j", "für j ungleich k"]
)
def test_words_behind_a_formula_say_that_indices_differ(words: str) -> None:
    softmax = exercise(
        '{ units = 2, activation = "tanh" }, { units = 3, activation = "softmax" }',
        "W.1 = [[0.4, 0.2], [-0.6, 0.5]]\nb.1 = [0, 0]\n"
        "W.2 = [[0.7, -0.3], [0.1, 0.2], [0.3, 0.3]]\nb.2 = [0, 0, 0]",
        t="[0, 1, 0]",
    )
    text = f"p_k = exp(z_k) / sum_j exp(z_j)\n\n  dp_k/dz_j = -p_k p_j  {words}.\n"
    assert found(text, softmax) == []
    assert found(text.replace("-p_k p_j", "p_k p_j"), softmax) == [3]


def test_a_row_of_equations_goes_on_with_no_sum_above_it() -> None:
    rows = """\\begin{align*}
U&: & 0.6-0.2&=0.4, & -0.2\\cdot0.5&=-0.1\\\\
& & -1-0.2&=-1.2, & 0.3-0.2&=0.1
\\end{align*}
"""
    wrong = [one for one in derive.verify(rows).claims if one.verdict in FINDINGS]
    assert wrong == []
    slip = derive.verify(rows.replace("=-1.2", "=-0.8")).claims
    assert [one.line for one in slip if one.verdict == "wrong"] == [3]
