"""Entries in square brackets behind their name, as code has them: W1[2,1], b1[2], h[0]."""

import math

import pytest

import derive


def sigma(z):
    return 1 / (1 + math.exp(-z))


W, B, V, C = [[0.5, -0.3], [0.2, 0.4]], [0, 0.1], [0.6, -0.2], 0.1
X, T, RATE = (1, 0.5), 1, 0.5
Z = [W[j][0] * X[0] + W[j][1] * X[1] + B[j] for j in (0, 1)]
H = [sigma(one) for one in Z]
Y = V[0] * H[0] + V[1] * H[1] + C
D = Y - T
E = [D * V[j] * H[j] * (1 - H[j]) for j in (0, 1)]


def sheet(first):
    """One step on the first example, entries counted from `first`."""
    a, b = first, first + 1
    return f"""\
x = (1, 0.5), t = 1

z[{a}] = 0.5*1 - 0.3*0.5 + 0 = {Z[0]:.4f}
z[{b}] = 0.2*1 + 0.4*0.5 + 0.1 = {Z[1]:.4f}
h[{a}] = sigmoid({Z[0]:.4f}) = {H[0]:.4f}
h[{b}] = sigmoid({Z[1]:.4f}) = {H[1]:.4f}
y = 0.6*{H[0]:.4f} - 0.2*{H[1]:.4f} + 0.1 = {Y:.4f}

delta2 = {Y:.4f} - 1 = {D:.4f}
delta1[{a}] = 0.6*({D:.4f})*{H[0]:.4f}*(1 - {H[0]:.4f}) = {E[0]:.4f}
delta1[{b}] = -0.2*({D:.4f})*{H[1]:.4f}*(1 - {H[1]:.4f}) = {E[1]:.4f}

W1[{b},{a}] = 0.2 - 0.5*{E[1]:.4f}*1 = {0.2 - 0.5 * E[1]:.4f}
W1[{b}][{b}] = 0.4 - 0.5*{E[1]:.4f}*0.5 = {0.4 - 0.25 * E[1]:.4f}
b1[{b}] = 0.1 - 0.5*{E[1]:.4f} = {0.1 - 0.5 * E[1]:.4f}
"""


EXERCISE = """\
title = "Two and one"
style = "lecture"
example = [ { x = [1, 0.5], t = [1] } ]
part = [ { ask = ["forward", "loss", "backward", "update"] } ]

[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "sigmoid" }, { units = 1, activation = "identity" } ]

[numbers]
learning_rate = 0.5
W.1 = [[0.5, -0.3], [0.2, 0.4]]
b.1 = [0, 0.1]
W.2 = [[0.6, -0.2]]
b.2 = [0.1]
"""


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    path = tmp_path_factory.mktemp("brackets") / "two-one.toml"
    path.write_text(EXERCISE)
    return str(path)


FINE = ("holds", "holds as shown", "no claim", "follows", "right again")


def wrong(text, exercise):
    claims = derive.verify(text, exercise=exercise).claims
    return {one.line for one in claims if one.verdict not in FINE}


@pytest.mark.parametrize("first", [0, 1])
def test_a_right_sheet_holds_and_its_names_are_known(first, exercise):
    report = derive.verify(sheet(first), exercise=exercise)
    assert report.holds
    known = {"z.1", "a.1", "delta.1", "new.W.1", "new.b.1"}
    assert {one.quantity for one in report.claims} >= known


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        ("z[B] = 0.2*1 + 0.4*0.5 + 0.1 = 0.5000", "z[B] = 0.2*1 + 0.4*0.5 = 0.4000", 4),
        (f"delta1[A] = 0.6*({D:.4f})", f"delta1[A] = -0.2*({D:.4f})", 10),
        ("W1[B][B] = 0.4", "W1[B][B] = 0.2", 14),
        ("b1[B] = 0.1 - ", "b1[B] = 0.1 + ", 15),
    ],
)
def test_a_slip_is_found_at_its_line(first, right, slip, line, exercise):
    def counted(text):
        return text.replace("[A]", f"[{first}]").replace("[B]", f"[{first + 1}]")

    text = sheet(first)
    assert text.count(counted(right)) == 1
    assert wrong(text.replace(counted(right), counted(slip)), exercise) == {line}


PATHS = r"""
The forward pass gives $h_1 = \sigma(0.35) = {h:.4f}$ and $y = {y:.4f}$, so
\[\frac{{\partial L}}{{\partial y}} = {y:.4f} - 1 = {d:.4f}.\]
Each weight $w$ becomes $w - 0.5\cdot$(its derivative), and with $0.5 \cdot$ the first
\[\frac{{\partial L}}{{\partial W_2[1]}} = {d:.4f}\cdot h_1 = {d:.4f}\cdot {h:.4f} = {g:.4f}.\]
\[\frac{{\partial L}}{{\partial W_1[1,2]}}={d:.4f}\cdot 0.6\cdot h_1(1-h_1)\cdot x_2={f:.4f}.\]
"""


def test_entries_below_a_derivative_and_words_behind_a_sign(exercise):
    told = {"h": H[0], "y": Y, "d": D, "g": D * H[0], "f": E[0] * 0.5}
    text = PATHS.format(**told)
    report = derive.verify(text, exercise=exercise)
    assert report.holds and "unread" not in report.summary
    assert {"grad.W.1", "grad.W.2"} <= {one.quantity for one in report.claims}
    assert wrong(text.replace("W_2[1]", "W_2[2]"), exercise) == {5}
    assert wrong(text.replace(r"(1-h_1)\cdot x_2", r"(1-h_1)\cdot x_1"), exercise) == {6}
