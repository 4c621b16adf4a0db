"""Formulas of units with letters for indices: judged for every unit, and what follows from them."""

from __future__ import annotations

from math import exp

import pytest

import derive

X, T, RATE = (0.5, -1.0, 2.0), (1.0, 0.0), 0.1
W = ((0.3, -0.4, 0.1), (0.2, 0.7, -0.3))
V = ((0.6, -0.5), (0.3, 0.8))
RIGHT = {
    "net": r"a_j = \sum_i w_{ji} x_i",
    "hidden": r"h_j = \sigma(a_j)",
    "out": r"\delta_k = (y_k - t_k) y_k (1 - y_k)",
    "back": r"\delta_j = h_j (1 - h_j) \sum_k \delta_k w_{kj}",
    "weight": r"\frac{\partial E}{\partial w_{ji}} = \delta_j x_i",
    "step": r"\Delta w_{ji} = -\eta \delta_j x_i",
}
WRONG = {
    "net": r"a_j = \sum_i w_{ji} x_j",
    "hidden": r"h_j = \sigma(a_j)^2",
    "out": r"\delta_k = (y_k - t_k) y_k (1 - y_j)",
    "back": r"\delta_j = h_j (1 - h_j) \sum_k \delta_k w_{jk}",
    "weight": r"\frac{\partial E}{\partial w_{ji}} = \delta_i x_i",
    "step": r"\Delta w_{ji} = -\eta \delta_j x_j",
}


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def sheet(formulas: dict[str, str], factor: str = "h_j (1 - h_j)") -> str:
    """Three inputs, two and two sigmoids; hidden deltas are worked out with this factor."""
    a = [sum(w * x for w, x in zip(row, X, strict=True)) for row in W]
    h = [sigmoid(z) for z in a]
    s = [sum(v * one for v, one in zip(row, h, strict=True)) for row in V]
    y = [sigmoid(z) for z in s]
    out = [(o - t) * o * (1 - o) for o, t in zip(y, T, strict=True)]
    slope = {"h_j (1 - h_j)": lambda o: o * (1 - o), "h_j": lambda o: o}[factor]
    back = [slope(h[j]) * sum(out[k] * V[k][j] for k in range(2)) for j in range(2)]
    lines = [
        r"$x = (0.5, -1, 2)^T$, $t = (1, 0)^T$, $\eta = 0.1$",
        r"$W^{(1)} = \begin{pmatrix} 0.3 & -0.4 & 0.1 \\ 0.2 & 0.7 & -0.3 \end{pmatrix}$",
        r"$W^{(2)} = \begin{pmatrix} 0.6 & -0.5 \\ 0.3 & 0.8 \end{pmatrix}$",
        r"$E = \frac{1}{2} \sum_k (y_k - t_k)^2$ and $y_k = \sigma(\sum_j w_{kj} h_j)$",
        *(f"${one}$" for one in formulas.values()),
        *(f"$a_{n + 1} = {one:.4f}$" for n, one in enumerate(a)),
        *(f"$h_{n + 1} = {one:.4f}$" for n, one in enumerate(h)),
        *(rf"$y_{n + 1} = \sigma({s[n]:.4f}) = {one:.4f}$" for n, one in enumerate(y)),
        *(rf"$\delta^{{(2)}}_{n + 1} = {one:.4f}$" for n, one in enumerate(out)),
        *(rf"$\delta^{{(1)}}_{n + 1} = {one:.4f}$" for n, one in enumerate(back)),
    ]
    return "\n\n".join(lines)


def test_right_ones_hold() -> None:
    report = derive.verify(sheet(RIGHT))
    assert report.holds
    told = {one.left + " = " + one.right: one.verdict for one in report.claims}
    assert {told[one] for one in RIGHT.values()} == {"holds"}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_one_is_the_only_finding(name: str) -> None:
    text = sheet({**RIGHT, name: WRONG[name]})
    (found,) = derive.verify(text).findings
    assert found.verdict == "wrong"
    assert f"{found.left} = {found.right}" == WRONG[name]


def test_numbers_that_follow_from_it_are_no_new_findings() -> None:
    slip = r"\delta_j = h_j \sum_k \delta_k w_{kj}"
    report = derive.verify(sheet({**RIGHT, "back": slip}, factor="h_j"))
    (found,) = report.findings
    assert found.right in slip
    follow = [one.left for one in report.claims if one.verdict == "follows"]
    assert follow == [r"\delta^{(1)}_1", r"\delta^{(1)}_2"]


def test_the_other_order_of_indices_is_a_notation_of_its_own() -> None:
    other = {
        **RIGHT,
        "net": r"a_j = \sum_i w_{ij} x_i",
        "back": r"\delta_j = h_j (1 - h_j) \sum_k \delta_k w_{jk}",
        "weight": r"\frac{\partial E}{\partial w_{ij}} = \delta_j x_i",
        "step": r"\Delta w_{ij} = -\eta \delta_j x_i",
    }
    text = sheet(other).replace("w_{kj} h_j", "w_{jk} h_j")
    assert derive.verify(text).holds


def test_one_output_needs_no_index() -> None:
    h = (sigmoid(0.65), sigmoid(-0.8))
    s = 0.6 * h[0] - 0.5 * h[1] + 0.05
    o = sigmoid(s)
    lines = [
        "$x_1 = 0.5$, $x_2 = -1$, $t = 1$",
        "$w_{11} = 0.3$, $w_{12} = -0.4$, $w_{21} = 0.2$, $w_{22} = 0.7$",
        "$v_1 = 0.6$, $v_2 = -0.5$",
        "$b_1 = 0.1$, $b_2 = -0.2$, $c = 0.05$",
        r"$E = \frac12 (o - t)^2$",
        "$u_1 = w_{11} x_1 + w_{12} x_2 + b_1 = 0.65$",
        "$u_2 = w_{21} x_1 + w_{22} x_2 + b_2 = -0.8$",
        rf"$h_1 = \sigma(u_1) = {h[0]:.4f}$, $h_2 = \sigma(u_2) = {h[1]:.4f}$",
        rf"$s = v_1 h_1 + v_2 h_2 + c = {s:.4f}$, $o = \sigma(s) = {o:.4f}$",
        rf"$\delta_o = (o - t) o (1 - o) = {(o - 1) * o * (1 - o):.4f}$",
        "",
    ]
    text = "\n\n".join(lines)
    right = r"$\delta_j = \delta_o v_j h_j (1 - h_j)$"
    assert derive.verify(text + right).claims[-1].verdict == "holds"
    assert derive.verify(text + right.replace("v_j ", "")).claims[-1].verdict == "wrong"
    by = r"$\frac{\partial E}{\partial u_i} = \delta_o v_i h_i (1 - h_i)$"
    assert derive.verify(text + by).claims[-1].verdict == "holds"
    assert derive.verify(text + by.replace("(1 - h_i)", "")).claims[-1].verdict == "wrong"


@pytest.mark.parametrize("marks", [("^{h}", "^{o}"), ("^{(h)}", "^{(o)}"), ("^h", "^o")])
def test_layers_are_named_by_letters_too(marks: tuple[str, str]) -> None:
    hidden, out = marks
    right = rf"\delta{hidden}_j = h_j (1 - h_j) \sum_k \delta{out}_k w{out}_{{kj}}"
    text = sheet({**RIGHT, "back": right})
    text = text.replace("^{(1)}", hidden).replace("^{(2)}", out)
    report = derive.verify(text)
    assert report.holds
    assert any(one.verdict == "holds" and one.right in right for one in report.claims)
    (found,) = derive.verify(text.replace(r"h_j (1 - h_j) \sum", r"h_j \sum")).findings
    assert found.verdict == "wrong"
