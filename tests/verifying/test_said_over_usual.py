"""What a sheet says of its letters counts for more than what they usually are."""

from math import exp, log, tanh
from pathlib import Path

import pytest

import derive

FINE = ("holds", "holds as shown", "no claim", "follows", "right again")
EXERCISES = Path(derive.__file__).parents[1] / "exercises"


def wrong(text, name=None):
    told = {} if name is None else {"exercise": EXERCISES / f"{name}.toml"}
    claims = derive.verify(text, **told).claims
    return {one.line for one in claims if one.verdict not in FINE}


def verdicts(text, line, name):
    claims = derive.verify(text, exercise=EXERCISES / f"{name}.toml").claims
    return [one.verdict for one in claims if one.line == line]


# the slope of a function with branches, of a unit that is on one of them -------------------------
V2 = 2 * (exp(-0.5) - 1)
BRANCH = f"""\
Net inputs: $s_1 = 0.6 - 0.2 + 0.1 = 0.5$ and $s_2 = -0.3 - 0.4 + 0.2 = -0.5$

Outputs: $r_1 = 0.5$, $r_2 = 2 (e^{{-0.5}} - 1) = {V2:.4f}$

Slopes: $f'(s_1) = 1$, $f'(s_2) = r_2 + 2 = {V2 + 2:.4f}$
"""


def test_the_slope_of_a_unit_is_that_of_its_branch():
    assert wrong(BRANCH, "elu") == set()
    slip = BRANCH.replace("r_2 + 2", "r_2 + 1").replace(f"{V2 + 2:.4f}", f"{V2 + 1:.4f}")
    assert wrong(slip, "elu") == {5}


ROWS = r"""
The new numbers are
\begin{align*}
 & 0.5 - 0.1 \cdot 0.2 = 0.48, \\
 & -0.5 - 0.1 \cdot 0.3 = -0.53; \\
 & -0.1 + 0.1 \cdot 0.4 = -0.06.
\end{align*}
"""


def test_a_row_that_ends_with_a_comma_does_not_go_on():
    assert wrong(ROWS) == set()
    assert wrong(ROWS.replace("-0.53", "-0.47")) == {5}


def test_a_row_without_one_does():
    text = "\\begin{align*}\n x &= 1 + 2 \\\\\n & - 4 = -1\n\\end{align*}"
    assert wrong(text) == set()
    assert wrong(text.replace("= -1", "= 1")) != set()


# functions beside those of the network -----------------------------------------------------------
A = [log(1 + exp(u)) for u in (0, -0.5, 0.5)]
S = [1 / (1 + exp(-u)) for u in (0, -0.5, 0.5)]
R1 = 0.5 * A[0] - 0.2 * A[1] + 0.3 * A[2] + 0.1
R2 = 0.1 * A[0] + 0.4 * A[1] - 0.3 * A[2]
D = 0.5 * (R1 - 1) + 0.1 * R2
LOGISTIC = f"""\
The slope of $f(v) = \\ln(1 + e^v)$ is $f'(v) = \\frac{{e^v}}{{1 + e^v}} = \\sigma(v)$.

$v_1 = 0$, $v_2 = -0.5$, $v_3 = 0.5$

$y_1 = {R1:.4f}$, $y_2 = {R2:.4f}$

$\\frac{{\\partial L}}{{\\partial v_1}} = \\sigma(v_1) (0.5 \\cdot ({R1 - 1:.4f}) \
+ 0.1 \\cdot ({R2:.4f})) = {D * S[0]:.4f}$
"""


def test_sigma_is_the_sigmoid_where_the_sheet_says_so():
    assert wrong(LOGISTIC, "softplus") == set()
    slip = LOGISTIC.replace("+ 0.1 \\cdot", "- 0.1 \\cdot")
    slip = slip.replace(f"{D * S[0]:.4f}", f"{(D - 0.2 * R2) * S[0]:.4f}")
    assert wrong(slip, "softplus") == {7}


@pytest.mark.parametrize("density", ["\\varphi", "\\phi"])
@pytest.mark.parametrize("letter", ["G", "q"])
def test_the_slope_of_a_gelu_by_the_normal_distribution(density, letter):
    text = (f"$S(u) = u \\sigma(u)$ and ${letter}(u) = u \\Phi(u)$, ${density} = \\Phi'$.\n\n"
            f"${letter}'(u) = \\Phi(u) + u {density}(u)$\n")  # fmt: skip
    assert wrong(text, "silu-gelu") == set()
    assert wrong(text.replace(f"u {density}(u)$\n", f"{density}(u)$\n"), "silu-gelu") == {3}
    assert wrong(text.replace("+ u", "- u"), "silu-gelu") == {3}


# a sign that is lost in one of several deltas ----------------------------------------------------
OUT, TOP = -0.4642, (0.58705, 0.5025)
E3 = TOP[0] * (1 - TOP[0]) * OUT, TOP[1] * (1 - TOP[1]) * -0.5 * OUT
SIGNS = f"""\
$y = 0.5358$ comes out.

$d^{{IV}} = y - 1 = {OUT}$

$d^{{III}}_1 = {TOP[0]} \\cdot (1 - {TOP[0]}) \\cdot 1 \\cdot ({OUT}) = {E3[0]:.5f}$

$d^{{III}}_2 = {TOP[1]} \\cdot (1 - {TOP[1]}) \\cdot (-0.5) \\cdot ({OUT}) = {E3[1]:.5f}$
"""


def test_deltas_of_one_letter_have_one_sign():
    assert wrong(SIGNS, "four-layers") == set()
    slip = SIGNS.replace("(-0.5)", "0.5").replace(f"{E3[1]:.5f}", f"{-E3[1]:.5f}")
    assert wrong(slip, "four-layers") == {7}


# indicators of indices ---------------------------------------------------------------------------
SHARES = """\
$p_k = e^{u_k} / \\sum_m e^{u_m}$, $L = -\\sum_k y_k \\log p_k$, $\\sum_k y_k = 1$

$$\\frac{\\partial L}{\\partial u_m} = -\\sum_k y_k (ONE - p_m) = p_m - y_m$$
"""
FORMS = ("\\mathbb 1[k = m]", "\\mathbf{1}_{\\{k = m\\}}", "[k = m]", "I(m = k)")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["softmax-regression", None])
def test_any_two_indices_may_be_compared(form, name):
    text = SHARES.replace("ONE", form)
    assert wrong(text, name) == set()
    assert wrong(text.replace("= -\\sum_k y_k (", "= \\sum_k y_k ("), name) == {3}


# new weights that have no name -------------------------------------------------------------------
P = [exp(u) / sum(map(exp, (0.1, 0.7, 0))) for u in (0.1, 0.7, 0)]
G = [round(P[0], 4), round(P[1] - 1, 4), round(P[2], 4)]
W = [(0.2, -0.1, 0.1), (0.1, 0.3, 0), (-0.3, 0.2, -0.1)]
NEW = [[round(w - 0.5 * g * x, 4) for w, x in zip(row, (1, 2, 1), strict=True)]
       for row, g in zip(W, G, strict=True)]  # fmt: skip
U = [2 * a + b + c for a, b, c in NEW]
NAMELESS = "The inputs are $x = (1, 2)$.\n\n" + "".join(
    f"Class {n}: $({w[0]} - 0.5 \\cdot ({g:.4f}) \\cdot 1, {w[1]} - 0.5 \\cdot ({g:.4f}) \\cdot 2) "
    f"= ({new[0]:.4f}, {new[1]:.4f})$, bias ${w[2]} - 0.5 \\cdot ({g:.4f}) = {new[2]:.4f}$\n\n"
    for n, w, g, new in zip("ABC", W, G, NEW, strict=True)
) + f"Now $x = (2, 1)$: $u = ({U[0]:.4f}, {U[1]:.4f}, {U[2]:.4f})$\n"  # fmt: skip


def test_what_is_worked_out_from_weights_without_names():
    assert wrong(NAMELESS, "softmax-regression") == set()
    slip = NAMELESS.replace(f"u = ({U[0]:.4f}", f"u = ({U[0] + 0.1:.4f}")
    assert wrong(slip, "softmax-regression") == {9}


# letters that are said to be functions or summands -----------------------------------------------
H = [tanh(0.4), tanh(-0.55)]
M = [x + h for x, h in zip((1, -0.5), H, strict=True)]
Q = [0.5 * M[0] - 0.1 * M[1], 0.2 * M[0] + 0.6 * M[1] + 0.1]
T = [tanh(one) for one in Q]
E = 0.7 * (H[0] + T[0]) - 0.4 * (H[1] + T[1]) + 0.2 - 1
DQ = [0.7 * E * (1 - T[0] ** 2), -0.4 * E * (1 - T[1] ** 2)]
DH = [0.7 * E + 0.5 * DQ[0] + 0.2 * DQ[1], -0.4 * E - 0.1 * DQ[0] + 0.6 * DQ[1]]
DN = [d * (1 - h * h) for d, h in zip(DH, H, strict=True)]


def shortcut(first=DH[0]):
    """The sheet; `first` is the derivative by the first h that it goes on from."""
    dn = first * (1 - H[0] ** 2), DN[1]
    rows = " \\\\ ".join(
        f"{w[0] - 0.1 * d:.5f} & {w[1] + 0.05 * d:.5f}"
        for w, d in zip(((0.4, 0.2), (-0.3, 0.5)), dn, strict=True)
    )
    return f"""\
$h = \\tanh(Kx + k)$, $g = \\tanh(\\ell)$, $e = y - 1$

$n = Kx + k = (0.4, -0.55)$, $h = \\tanh n = ({H[0]:.5f}, {H[1]:.5f})$

$\\ell_1 = {Q[0]:.5f}$, $\\ell_2 = {Q[1]:.5f}$, $g = \\tanh \\ell = ({T[0]:.5f}, {T[1]:.5f})$

$y = {E + 1:.5f}$, $e = y - 1 = {E:.5f}$

$\\frac{{\\partial E}}{{\\partial \\ell_1}} = 0.7 e (1 - g_1^2) = {DQ[0]:.5f}$

$\\frac{{\\partial E}}{{\\partial \\ell_2}} = -0.4 e (1 - g_2^2) = {DQ[1]:.5f}$

$\\frac{{\\partial E}}{{\\partial h_1}} = {first:.5f}$

$\\frac{{\\partial E}}{{\\partial h_2}} = {DH[1]:.5f}$

$\\frac{{\\partial E}}{{\\partial n}} = ({dn[0]:.5f}, {dn[1]:.5f})$

$K = \\begin{{pmatrix}} {rows} \\end{{pmatrix}}$ and
$k = ({0.1 - 0.1 * dn[0]:.5f}, {-0.1 * dn[1]:.5f})$
"""


def test_what_is_a_function_is_no_delta_and_what_is_added_is_a_bias():
    assert wrong(shortcut(), "skip-connection") == set()
    assert wrong(shortcut(DH[0] - 0.7 * E), "skip-connection") == {13}


# units that are all the same, in plain text ------------------------------------------------------
HID = 1 / (1 + exp(-0.2))
Y = 1 / (1 + exp(-0.3 * HID))
E1, E2 = (Y - 1) * Y * (1 - Y), Y * Y * (1 - Y)
BACK = HID * (1 - HID) * (0.1 * E1 + 0.1 * E2)
EQUAL = f"""\
x = (1,1,0,0,0)

h = 1/(1+e^-0.2) = {HID:.6f}
y1 = y2 = {Y:.6f}

With E = 1/2 sum (t - y)^2

err_1 = (y1 - 1) * y1 * (1 - y1) = {E1:.6f}
err_2 = (y2 - 0) * y2 * (1 - y2) = {E2:.6f}
err_h = h * (1 - h) * (0.1*err_1 + 0.1*err_2) = {BACK:.6f}
"""


def test_the_delta_of_units_that_are_the_same():
    assert wrong(EQUAL, "lecture-sigmoid") == set()
    slip = EQUAL.replace(f"{BACK:.6f}", f"{0.1 * (E1 + E2):.6f}")
    assert wrong(slip, "lecture-sigmoid") == {10}
    assert wrong(EQUAL.replace("E = 1/2 sum", "E = sum"), "lecture-sigmoid") == {6}


# letters of one digit, and parameters told by their derivatives ---------------------------------
TS = (1, 0, 0.5)
RS = [tanh(u) for u in (0.4, -0.2, 0.2)], [tanh(u) for u in (0.4, 0.6, 0.9)]
ES = [0.5 * a - 0.4 * b + 0.2 - t for a, b, t in zip(*RS, TS, strict=True)]
GC = [sum(e * r for e, r in zip(ES, row, strict=True)) / 3 for row in RS]


def averaged(first=GC[0]):
    return f"""\
The examples are $n = 1, 2, 3$, and $y = c \\cdot s + d$.

$\\frac{{\\partial C}}{{\\partial c_1}} = {first:.4f}$, \
$\\frac{{\\partial C}}{{\\partial c_2}} = {GC[1]:.4f}$

Step with $\\tau = 0.3$: $c = ({0.5 - 0.3 * first:.4f}, {-0.4 - 0.3 * GC[1]:.4f})$
"""


def test_parameters_are_what_their_derivatives_say():
    assert wrong(averaged(), "mean-batch") == set()
    assert wrong(averaged(3 * GC[0]), "mean-batch") == {3}
    claims = derive.verify(averaged(), exercise=EXERCISES / "mean-batch.toml")
    assert any("tau is the learning rate" in one for one in claims.inferred)
    assert wrong(averaged().replace("= 0.3", "= 0.4"), "mean-batch") == {5}
