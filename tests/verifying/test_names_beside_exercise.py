"""Names of a sheet beside its exercise: what formulas, derivatives and words say that they are."""

from math import exp, tanh
from pathlib import Path

import derive

FINE = ("holds", "holds as shown", "no claim", "follows", "right again")
EXERCISES = Path(derive.__file__).parents[1] / "exercises"


def wrong(text, name):
    claims = derive.verify(text, exercise=EXERCISES / f"{name}.toml").claims
    return {one.line for one in claims if one.verdict not in FINE}


def test_a_loss_of_marked_arguments_is_that_of_an_example():
    text = "$$J = \\sum_i \\ell(a^{[2](i)}, y^{(i)})$$\n\n$y^{(1)} = 1$, $y^{(2)} = 0$"
    assert wrong(text, "binary-cross-entropy") == set()


# the alpha of an ELU -----------------------------------------------------------------------------
A2 = 2 * (exp(-0.5) - 1)
ELU = f"""\
Exercise with an ELU (α = 2), step size $\\eta = 0.2$.

$z_2 = -0.3 \\cdot 1 + 0.4 \\cdot (-1) + 0.2 = -0.5$

$a_2 = 2 (e^{{-0.5}} - 1) = {A2:.4f}$

$f'(z_2) = \\alpha e^{{z_2}} = a_2 + \\alpha = {A2:.4f} + 2 = {A2 + 2:.4f}$
"""


def test_alpha_beside_eta_is_that_of_the_function():
    assert wrong(ELU, "elu") == set()
    slip = ELU.replace("a_2 + \\alpha =", "a_2 + 1 =").replace(
        f"+ 2 = {A2 + 2:.4f}", f"+ 1 = {A2 + 1:.4f}"
    )
    assert 7 in wrong(slip, "elu")


# bare letters of units, told by a formula; parameters, told by their derivatives ------------------
U, S = (0.4, -0.2, 0.2), (0.4, 0.6, 0.9)
Y = [0.5 * tanh(u) - 0.4 * tanh(s) + 0.2 for u, s in zip(U, S, strict=True)]
E = [y - t for y, t in zip(Y, (1, 0, 0.5), strict=True)]
G1 = [e * tanh(u) for e, u in zip(E, U, strict=True)]
G2 = [e * tanh(s) for e, s in zip(E, S, strict=True)]


def of_batch(errors, values):
    return " + ".join(
        f"({e:.4f}) \\cdot ({tanh(v):.4f})" for e, v in zip(errors, values, strict=True)
    )


BATCH = f"""\
$u = 0.4 x_1 - 0.2 x_2$ and $s = 0.3 x_1 + 0.5 x_2 + 0.1$

$\\frac{{\\partial J}}{{\\partial v_1}} = \\frac13 ({of_batch(E, U)}) = {sum(G1) / 3:.4f}$

$\\frac{{\\partial J}}{{\\partial v_2}} = \\frac13 ({of_batch(E, S)}) = {sum(G2) / 3:.4f}$
"""


def test_a_formula_of_given_weights_says_which_unit_a_letter_is():
    assert wrong(BATCH, "mean-batch") == set()


def test_a_derivative_says_what_its_parameter_is():
    slip = BATCH.replace(
        f"\\frac13 ({of_batch(E, S)}) = {sum(G2) / 3:.4f}", f"({of_batch(E, S)}) = {sum(G2):.4f}"
    )
    assert slip != BATCH
    assert 5 in wrong(slip, "mean-batch")


# weights between units ----------------------------------------------------------------------------
FOLDED = """\
$$s_1 = -1 - 4 + 5 = 0, \\quad o_1 = \\sigma(0) = 0.5$$

$$s_2 = 2 + 2 + 20 = 24, \\quad o_2 = 1.0000$$

$$s_3 = 1 + 2 \\cdot 0.5 - 4 = -2, \\quad o_3 = \\sigma(-2) = 0.1192$$

$$\\delta_3 = (0.1192 - 1) \\cdot 0.1192 \\cdot (1 - 0.1192) = -0.0925$$

$$\\frac{\\partial E}{\\partial w_{13}} = \\delta_3 o_1 = -0.0925 \\cdot 0.5 = -0.04625$$

$$w_{13}^{new} = 2 + 2 \\cdot 0.04625 = 2.0925$$
"""


def test_a_weight_may_be_named_from_its_source_to_its_unit():
    assert wrong(FOLDED, "worksheet-folded") == set()
    assert 9 in wrong(FOLDED.replace("\\delta_3 o_1", "\\delta_3 o_2"), "worksheet-folded")


PLAIN = """\
h1 = sigma(0) = 0.5
h2 = sigma(24) = 1.0000
out = sigma(-2) = 0.1192
d loss / d out = 0.1192 - 1 = -0.8808
d out / d sum = 0.1192 * (1 - 0.1192) = 0.1050
d loss / d h1 = -0.8808 * 0.1050 * 2 = -0.1850
the new weight h1 -> out = 2 - 2 * (-0.04625) = 2.0925
"""


def test_what_a_weight_leads_to_is_not_its_name():
    assert wrong(PLAIN, "worksheet-folded") == set()


def test_the_loss_may_be_derived_by_its_word():
    slip = PLAIN.replace("0.1050 * 2 = -0.1850", "0.1050 * 1 = -0.0925")
    assert wrong(slip, "worksheet-folded") == {6}


# changes and sums ---------------------------------------------------------------------------------
DELTA = """\
$\\delta_3 = 0.741365 \\cdot 0.186816 = 0.138499$

$\\delta_1 = 0.40 \\cdot 0.138499 \\cdot 0.241301 = 0.013368$

$\\delta_2 = 0.45 \\cdot 0.138499 \\cdot 0.240613 = 0.014996$

Output: $\\Delta = (-0.041084, -0.041334)$
"""


def test_a_capital_delta_beside_deltas_is_a_change():
    assert wrong(DELTA, "notes-sigmoid") == set()
    assert wrong(DELTA.replace("0.240613 = 0.014996", "0.250613 = 0.015619"), "notes-sigmoid") == {
        5
    }


LYING = """\
$m = h + x$, $r = h + k$, $y = W_3 r + b_3$

$h = (0.37995, -0.50052)$, $k = (0.65842, -0.22063)$

$m = (1.37995, -1.00052)$, $r = h + k = (1.03837, -0.72115)$

$y = 0.7 \\cdot 1.03837 - 0.4 \\cdot (-0.72115) + 0.2 = 1.21532$
"""


def test_what_is_joined_may_stand_though_it_is_printed_lying():
    assert wrong(LYING, "skip-connection") == set()
    assert 1 in wrong(LYING.replace("$y = W_3 r", "$y = W_3 m"), "skip-connection")
