# ruff: noqa: E501 - lines of a sheet are as long as they are
"""Slips in the numbers put in, and in formulas: the slip, and a right line that is true.

All numbers are worked out by plain floating point, apart from the package.
"""

from __future__ import annotations

import math

import pytest

import derive
from derive.teaching.verifying.reporting.report import Claim

X1, X2, T, RATE = 0.4, -0.7, 1.0, 0.2
W = ((0.6, -0.2), (0.3, 0.8))
B = (0.15, -0.35)
V, C = (0.9, -0.4), 0.25
Z = [W[n][0] * X1 + W[n][1] * X2 + B[n] for n in (0, 1)]
H = [math.tanh(one) for one in Z]
U = V[0] * H[0] + V[1] * H[1] + C
Y = math.tanh(U)
D = 2 * (Y - T) * (1 - Y**2)
D1 = V[0] * D * (1 - H[0] ** 2)
G11, GV1 = D1 * X1, D * H[0]
Z1, Z2, H1, H2, U_, Y_, D_, D1_, G11_, GV1_ = (
    f"{one:.4f}" for one in (*Z, *H, U, Y, D, D1, G11, GV1)
)
NEW_V1 = f"{V[0] - RATE * GV1:.4f}"

GIVEN = rf"""Given $x_1={X1}$, $x_2={X2}$, $y=1$, $w_{{11}}={W[0][0]}$, $w_{{12}}={W[0][1]}$, $w_{{21}}={W[1][0]}$, $w_{{22}}={W[1][1]}$, $b_1={B[0]}$, $b_2={B[1]}$, $v_1={V[0]}$, $v_2={V[1]}$, $c={C}$, $\eta={RATE}$.
"""
LINES = {
    "z1": rf"z_1 = w_{{11}}x_1+w_{{12}}x_2+b_1 = 0.6\cdot 0.4 + (-0.2)(-0.7) + 0.15 = {Z1}",
    "z2": rf"z_2 = w_{{21}}x_1+w_{{22}}x_2+b_2 = 0.3\cdot 0.4 + 0.8(-0.7) - 0.35 = {Z2}",
    "h1": rf"h_1 = \tanh(z_1) = \tanh({Z1}) = {H1}",
    "h2": rf"h_2 = \tanh(z_2) = \tanh({Z2}) = {H2}",
    "u": rf"u = v_1h_1+v_2h_2+c = 0.9\cdot {H1} - 0.4({H2}) + 0.25 = {U_}",
    "y": rf"\hat y = \tanh(u) = \tanh({U_}) = {Y_}",
    "L": rf"L = (\hat y - y)^2 = ({Y_}-1)^2 = {(Y - T) ** 2:.4f}",
    "d": rf"\delta = 2(\hat y - y)(1-\hat y^2) = 2({Y_}-1)(1-{Y_}^2) = {D_}",
    "d1": rf"\delta_1 = v_1\delta(1-h_1^2) = 0.9({D_})(1-{H1}^2) = {D1_}",
    "gw": rf"\frac{{\partial L}}{{\partial w_{{11}}}} = \delta_1 x_1 = {D1_}\cdot 0.4 = {G11_}",
    "gv": rf"\frac{{\partial L}}{{\partial v_1}} = \delta h_1 = {D_}\cdot {H1} = {GV1_}",
    "w": rf"w_{{11}}^{{new}} = w_{{11}} - \eta \frac{{\partial L}}{{\partial w_{{11}}}} = 0.6 - 0.2({G11_}) = {W[0][0] - RATE * G11:.4f}",
    "v": rf"v_1^{{new}} = v_1 - \eta \frac{{\partial L}}{{\partial v_1}} = 0.9 - 0.2({GV1_}) = {NEW_V1}",
}


def sheet(lines: dict[str, str]) -> str:
    return GIVEN + "".join(f"\n$${one}$$\n" for one in lines.values())


def put_right(text: str, one: Claim) -> str:
    """The sheet with the right line in the place of the wrong one."""
    assert one.expected is not None and one.expected.startswith(one.left)
    right = one.expected.removeprefix(one.left).strip().removeprefix("=").strip()
    at = text.index(one.right, one.end)
    return text[:at] + right + text[at + len(one.right) :]


def test_the_sheet_is_right() -> None:
    assert derive.verify(sheet(LINES)).holds


@pytest.mark.parametrize(
    ("name", "right", "wrong", "slip"),
    [
        ("w", "0.6 - 0.2(", "0.6 + 0.2(", "sign"),
        ("z1", "(-0.2)(-0.7)", "0.2(-0.7)", "sign"),
        ("d", f"2({Y_}-1)(", f"2(1-{Y_})(", "sign"),
        ("d", "= 2(", "= (", "half"),
        ("L", f"= ({Y_}-1)^2", rf"= \frac12({Y_}-1)^2", "half"),
        ("z1", "(-0.7) + 0.15", "(-0.7)", "bias"),
        ("d1", f"(1-{H1}^2)", "", "slope_missing"),
        ("d1", f"(1-{H1}^2)", f"(1-{Y_}^2)", "slope_of_other_layer"),
        ("d", f"(1-{Y_}^2)", f"(1-{U_}^2)", "slope_at_output"),
        ("d1", f"(1-{H1}^2)", f"(1-{-H[1]:.4f}^2)", "neuron"),
        ("d1", "0.9(", f"{NEW_V1}(", "other_weights"),
        ("w", "0.6 - 0.2(", "-0.2(", "gradient"),
        ("d1", D_, D_[:-3] + D_[-2] + D_[-3] + D_[-1], "digits_exchanged"),
        ("gw", D1_, f"{float(D1_) * 10:.3f}", "point"),
        ("gw", r"\cdot 0.4", r"\cdot (-0.7)", "neuron"),
    ],
)
def test_a_slip_in_the_numbers(name: str, right: str, wrong: str, slip: str) -> None:
    """It is named, and the right line is the one that stood there."""
    whole = LINES[name]
    *before, last, _ = whole.split(" = ")
    changed = f" = {last}".replace(right, wrong)
    assert changed != f" = {last}"
    text = sheet({**LINES, name: " = ".join(before) + changed})
    (found,) = derive.verify(text).findings
    assert (found.verdict, found.slip) == ("wrong", slip)
    assert derive.verify(put_right(text, found)).holds
    kept = " ".join(str(found.expected).split("= ", 1)[1].split())
    if slip not in ("slope_missing",):
        assert kept.replace(r"\cdot ", "") in last.replace(r"\cdot ", "") or slip == "sign"


@pytest.mark.parametrize(
    ("name", "result", "slip"),
    [
        ("w", G11_, "gradient"),
        ("h1", H2, "neuron"),
        ("h1", f"{-H[0]:.4f}", "sign"),
    ],
)
def test_a_slip_in_a_result(name: str, result: str, slip: str) -> None:
    *before, right = LINES[name].split(" = ")
    text = sheet({**LINES, name: " = ".join((*before, result))})
    (found,) = derive.verify(text).findings
    assert (found.verdict, found.slip) == ("wrong", slip)
    assert str(found.expected).endswith(f" = {right}")


def test_two_results_exchanged_are_one_finding() -> None:
    swapped = {"h1": LINES["h1"].replace(f"= {H1}", f"= {H2}"),
               "h2": LINES["h2"].replace(f"= {H2}", f"= {H1}")}  # fmt: skip
    report = derive.verify(sheet({**LINES, **swapped}))
    (found,) = report.findings
    assert found.slip == "exchanged"
    (other,) = (one for one in report.claims if one.verdict == "follows")
    assert (other.slip, report.claims[other.root or 0]) == ("exchanged", found)


def test_z_under_the_name_of_h_is_mislabelled() -> None:
    text = sheet(
        {"z2": LINES["z2"], **LINES, "z1": r"h_1 = 0.6\cdot 0.4 + (-0.2)(-0.7) + 0.15 = " + Z1}
    )
    (found,) = derive.verify(text).findings
    assert found.verdict == "mislabelled"
    assert found.expected == r"z_1 = 0.6\cdot 0.4 + (-0.2)(-0.7) + 0.15"


def test_numbers_without_a_formula_before_them() -> None:
    lines = {name: " = ".join((one.split(" = ")[0], *one.split(" = ")[2:]))
             for name, one in LINES.items()}  # fmt: skip
    assert derive.verify(sheet(lines)).holds
    text = sheet({**lines, "d1": lines["d1"].replace(f"(1-{H1}^2)", f"(1-{-H[1]:.4f}^2)")})
    (found,) = derive.verify(text).findings
    assert (found.slip, found.expected) == ("neuron", rf"\delta_1 = 0.9({D_})(1-{H1}^2)")


@pytest.mark.parametrize(
    ("text", "expected", "slip"),
    [
        (r"Softmax $p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$. For $i=j$: $$\frac{\partial p_i}{\partial z_j} = p_i(1+p_i)$$",
         r"\frac{\partial p_i}{\partial z_j} = p_i(1-p_i)", "sign"),
        (r"$$\frac{d}{dz} \tanh z = \frac{\cosh^2 z + \sinh^2 z}{\cosh^2 z}$$",
         r"\frac{d}{dz} \tanh z = \frac{\cosh^2 z - \sinh^2 z}{\cosh^2 z}", "sign"),
        (r"Given $x=2$, $w=0.5$, $b=0.1$, $t=1$, $\eta=0.1$; $z = wx+b$, $a=\sigma(z)$, $E=\frac12(a-t)^2$, $\delta=(a-t)a(1-a)$. $$w = w + \eta\delta x$$",
         r"w = w - \eta\delta x", "sign"),
        (r"$\tanh'(z) = 1 - \tanh z$", r"\tanh'(z) = 1 - \tanh^2 z", None),
    ],
)  # fmt: skip
def test_a_slip_in_a_formula(text: str, expected: str, slip: str | None) -> None:
    (found,) = derive.verify(text).findings
    assert (found.slip, found.expected) == (slip, expected)
    assert derive.verify(put_right(text, found)).holds


def test_results_of_stated_numbers() -> None:
    text = r"$z = \begin{pmatrix}0.5\\-0.2\\0.1\end{pmatrix}$, $\mathrm{softmax}(z) = \begin{pmatrix}1.6487\\0.8187\\1.1052\end{pmatrix}$"
    powers = [math.exp(one) for one in (0.5, -0.2, 0.1)]
    right = r"\\".join(f"{one / sum(powers):.4f}" for one in powers)
    (found,) = derive.verify(text).findings
    assert found.expected == rf"\mathrm{{softmax}}(z) = \begin{{pmatrix}}{right}\end{{pmatrix}}"
    (found,) = derive.verify("$0.15 \\cdot 0.05 + 0.2 \\cdot 0.1 + 0.35 = 0.375$").findings
    assert str(found.expected).endswith("= 0.378")  # 0.3775 exactly: half goes up


@pytest.mark.parametrize("chain", ["2 + 2 = 5 = 4", r"0.4\cdot 0.1385 = 0.0545 = 0.0554"])
def test_a_chain_of_numbers_that_comes_right_again(chain: str) -> None:
    report = derive.verify(f"${chain}$")
    assert [one.verdict for one in report.claims] == ["wrong", "right again"]


def test_a_right_line_of_numbers_is_true_of_the_numbers_beside_it():
    sheet = "$$n = 0.0149(0.05) = 0.0006 + 0.0074 = 0.0149(0.10)$$"
    *_, found = derive.verify(sheet).findings
    assert found.left == "0.0006 + 0.0074"
    right = found.expected.partition("=")[2]
    assert abs(float(right) - (0.0006 + 0.0074)) < 1e-9
