"""The weights of each class given as vectors with its number: w_1 = (0.2, -0.1)."""

import pytest

import derive

SHEET = r"""
Squared error $E = \frac12\sum_k (s_k - t_k)^2$, rate 0.1, scores $s_k = v_k \cdot x + c_k$.

$v_1 = (0.5, -1, 2)$, $c_1 = 0.1$, $v_2 = (1, 0, -0.5)$, $c_2 = 0$. Input $x = (1, 2, 0.5)$,
target $t = (0, 1)$, identity activation.

$s_1 = v_1 \cdot x + c_1 = 0.5 - 2 + 1 + 0.1 = -0.4$, $s_2 = v_2 \cdot x + c_2 = 1 - 0.25 = 0.75$

$\delta_1 = s_1 - t_1 = -0.4$, $\delta_2 = s_2 - t_2 = -0.25$

$\frac{\partial E}{\partial v_1} = \delta_1 x = (-0.4, -0.8, -0.2)$

$\frac{\partial E}{\partial v_2} = (-0.25, -0.5, -0.125)$

$v_1^{new} = v_1 - 0.1 \cdot (-0.4, -0.8, -0.2) = (0.54, -0.92, 2.02)$

$v_2^{new} = (1.025, 0.05, -0.4875)$
"""
SLIPS = [
    (r"x = (-0.4, -0.8, -0.2)$", r"x = (-0.4, -0.8, -0.3)$", 11),
    ("(-0.25, -0.5, -0.125)", "(-0.25, -0.5, -0.25)", 13),
    ("(0.54, -0.92, 2.02)", "(0.54, -1.08, 2.02)", 15),
    ("(1.025, 0.05,", "(1.025, -0.05,", 17),
]
BESIDE = r"""
Logits $a_k = {}$ mit
- Apfel: $w_1 = (0.2, -0.1)$, $b_1 = 0.1$
- Birne: $w_2 = (0.1, 0.3)$, $b_2 = 0$
- Pflaume: $w_3 = (-0.3, 0.2)$, $b_3 = -0.1$

$x = (1, 2)$, $y = (0, 1, 0)$, $L = -\ln p_2 = 0.7156$, $p = (0.2683, 0.4889, 0.2428)$

$\nabla_{{w_1}} L = (0.2683, 0.5366)$, $\nabla_{{w_2}} L = (-0.5111, -1.0222)$

Neu: $w_1 = (0.0659, -0.3683)$, $w_2 = (0.3556, 0.8111)$
"""


def wrong(text, exercise=None):
    bad = ("wrong", "mislabelled", "right value, wrong line", "unread")
    claims = derive.verify(text, exercise=exercise).claims
    return {one.line for one in claims if one.verdict in bad}


@pytest.mark.parametrize("name", ["v", "w", r"\theta"])
def test_vectors_of_units_are_rows_of_the_weights(name):
    text = SHEET.replace("v_", f"{name}_")
    assert wrong(text) == set()
    for right, slip, line in SLIPS:
        assert text.count(right) == 1
        assert wrong(text.replace(right, slip)) == {line}


@pytest.mark.parametrize(
    "formula", [r"w_k^\top x + b_k", r"w_k \cdot x + b_k", r"\langle w_k, x \rangle + b_k"]
)
def test_so_they_are_beside_an_exercise(formula):
    text, exercise = BESIDE.format(formula), "exercises/softmax-regression.toml"
    assert wrong(text, exercise) == set()
    assert wrong(text.replace("(0.2683, 0.5366)", "(0.2683, 0.2683)"), exercise) == {9}
    assert wrong(text.replace("(0.3556,", "(0.4556,"), exercise) == {11}
