"""Letters in place of numbers: L_P and L_Q of two examples, y_R and y_G of classes, u and v."""

import math

import pytest

import derive

FINE = ("holds", "holds as shown", "no claim", "follows", "right again")


def sigma(z):
    return 1 / (1 + math.exp(-z))


HEAD = """\
title = "T"
style = "lecture"
part = [ {{ ask = ["forward", "loss", "backward", "update"] }} ]
example = [ {examples} ]

[network]
inputs = 2
loss = "{loss}"
layer = [ {layers} ]

[numbers]
learning_rate = 0.5
"""


@pytest.fixture(scope="module")
def judge(tmp_path_factory):
    folder = tmp_path_factory.mktemp("letters")

    def judged(text, exercise):
        path = folder / "exercise.toml"
        path.write_text(exercise)
        return derive.verify(text, exercise=str(path))

    return judged


def wrong(report):
    return {one.line for one in report.claims if one.verdict not in FINE}


# two examples -----------------------------------------------------------------------------------
PAIR = HEAD.format(
    examples="{ x = [1, 2], t = [1] }, { x = [2, -1], t = [0] }",
    loss="binary cross-entropy",
    layers='{ units = 1, activation = "sigmoid" }',
)
PAIR += "W.1 = [[0.3, -0.2]]\nb.1 = [0.1]\n"
P, Q = sigma(0.3 - 0.4 + 0.1), sigma(0.6 + 0.2 + 0.1)
LP, LQ = -math.log(P), -math.log(1 - Q)
SUM = f"""\
Example P is (1, 2) with target 1, example Q is (2, -1) with target 0.

z_P = 0.3·1 − 0.2·2 + 0.1 = 0
y_P = σ(0) = {P:.4f}
z_Q = 0.3·2 − 0.2·(−1) + 0.1 = 0.9
y_Q = σ(0.9) = {Q:.4f}

L_P = −ln({P:.4f}) = {LP:.4f}
L_Q = −ln(1 − {Q:.4f}) = {LQ:.4f}
L = L_P + L_Q = {LP:.4f} + {LQ:.4f} = {LP + LQ:.4f}

∂L/∂b = ({P:.4f} − 1) + ({Q:.4f} − 0) = {P - 1 + Q:.4f}
"""


def test_the_losses_of_two_examples_add_up(judge):
    report = judge(SUM, PAIR)
    assert report.holds
    assert [one.quantity for one in report.claims if one.left == "L_Q"] == ["loss"]
    assert [one.quantity for one in report.claims if one.left == "z_Q"] == ["z.1"]


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        ("L = L_P + L_Q", "L = L_P - L_Q", 10),
        (f"L_Q = −ln(1 − {Q:.4f}) = {LQ:.4f}", f"L_Q = −ln({Q:.4f}) = {-math.log(Q):.4f}", 9),
        ("z_Q = 0.3·2 − 0.2·(−1) + 0.1 = 0.9", "z_Q = 0.3·2 + 0.2·(−1) + 0.1 = 0.5", 5),
        (f"= {P - 1 + Q:.4f}", f"= {P + Q:.4f}", 12),
    ],
)
def test_a_slip_in_one_of_them_is_found(right, slip, line, judge):
    assert SUM.count(right) == 1
    assert wrong(judge(SUM.replace(right, slip), PAIR)) == {line}


# three classes ----------------------------------------------------------------------------------
CLASSES = HEAD.format(
    examples="{ x = [1, 3], t = [0, 0, 1] }",
    loss="cross-entropy",
    layers='{ units = 3, activation = "softmax" }',
)
CLASSES += "W.1 = [[0.3, -0.1], [0.2, 0.1], [-0.4, 0.2]]\nb.1 = [0, 0.1, 0.2]\n"
EXPS = [round(math.exp(one), 4) for one in (0, 0.6, 0.4)]
TOTAL = round(sum(EXPS), 4)
Y = [one / TOTAL for one in EXPS]
COLOURS = f"""\
Red, green or blue: the right one is blue.

Red: a = 0.3·1 − 0.1·3 + 0 = 0
Green: b = 0.2·1 + 0.1·3 + 0.1 = 0.6
Blue: c = −0.4·1 + 0.2·3 + 0.2 = 0.4

S = 1 + {EXPS[1]} + {EXPS[2]} = {TOTAL}
y_R = 1/{TOTAL} = {Y[0]:.4f}
y_G = {EXPS[1]}/{TOTAL} = {Y[1]:.4f}
y_B = {EXPS[2]}/{TOTAL} = {Y[2]:.4f}

δ_R = {Y[0]:.4f} − 0 = {Y[0]:.4f}
δ_G = {Y[1]:.4f} − 0 = {Y[1]:.4f}
δ_B = {Y[2]:.4f} − 1 = {Y[2] - 1:.4f}
"""


def test_classes_by_their_letters_hold(judge):
    report = judge(COLOURS, CLASSES)
    assert report.holds
    assert {one.quantity for one in report.claims} >= {"z.1", "a.1", "delta.1"}


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        (f"y_G = {EXPS[1]}/{TOTAL} = {Y[1]:.4f}", f"y_G = {EXPS[1]} = {EXPS[1]}", 9),
        (f"δ_B = {Y[2]:.4f} − 1 = {Y[2] - 1:.4f}", f"δ_B = {Y[2]:.4f}", 14),
        ("b = 0.2·1 + 0.1·3 + 0.1 = 0.6", "b = 0.2·1 + 0.1·3 = 0.5", 4),
    ],
)
def test_a_slip_in_one_class_is_found(right, slip, line, judge):
    assert COLOURS.count(right) == 1
    assert wrong(judge(COLOURS.replace(right, slip), CLASSES)) == {line}


# hidden units under letters of their own --------------------------------------------------------
HIDDEN = HEAD.format(
    examples="{ x = [1, 2], t = [1] }",
    loss="half squared error",
    layers='{ units = 2, activation = "sigmoid" }, { units = 1, activation = "identity" }',
)
HIDDEN += "W.1 = [[0.4, 0.1], [-0.3, 0.2]]\nb.1 = [0.1, 0]\nW.2 = [[0.5, -0.7]]\nb.2 = [0.2]\n"
U, V = sigma(0.7), sigma(0.1)
LETTERS = f"""\
u = 0.4·1 + 0.1·2 + 0.1 = 0.7
v = −0.3·1 + 0.2·2 + 0 = 0.1
r = σ(0.7) = {U:.4f}
s = σ(0.1) = {V:.4f}
y = 0.5·{U:.4f} − 0.7·{V:.4f} + 0.2 = {0.5 * U - 0.7 * V + 0.2:.4f}
"""


def test_units_under_letters_of_their_own(judge):
    report = judge(LETTERS, HIDDEN)
    assert report.holds
    kinds = {one.left: one.quantity for one in report.claims if len(one.left) == 1}
    assert kinds == {"u": "z.1", "v": "z.1", "r": "a.1", "s": "a.1", "y": "a.2"}
    slip = LETTERS.replace("+ 0.2·2 + 0 = 0.1", "+ 0.2·1 + 0 = -0.1")
    assert wrong(judge(slip, HIDDEN)) == {2}


# one letter for all units in turn ---------------------------------------------------------------
NET = 0.5 * U - 0.7 * V + 0.2
IN_TURN = f"""\
Unit 1:

net = 0.4*1 + 0.1*2 + 0.1 = 0.7
out = sigmoid(0.7) = {U:.4f}

Unit 2:

net = -0.3*1 + 0.2*2 + 0 = 0.1
out = sigmoid(0.1) = {V:.4f}

Output:

net = 0.5*{U:.4f} - 0.7*{V:.4f} + 0.2 = {NET:.4f}
"""


def test_one_letter_for_all_units_in_turn(judge):
    report = judge(IN_TURN, HIDDEN)
    assert report.holds
    assert {one.quantity for one in report.claims} == {"z.1", "a.1", "z.2"}


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        ("-0.3*1 + 0.2*2 + 0 = 0.1", "-0.3*1 - 0.2*2 + 0 = -0.7", 8),
        (f"sigmoid(0.7) = {U:.4f}", f"tanh(0.7) = {math.tanh(0.7):.4f}", 4),
        (f"- 0.7*{V:.4f} + 0.2 = {NET:.4f}", f"- 0.7*{V:.4f} = {NET - 0.2:.4f}", 13),
    ],
)
def test_a_slip_in_one_unit_of_them_is_found(right, slip, line, judge):
    assert IN_TURN.count(right) == 1
    assert wrong(judge(IN_TURN.replace(right, slip), HIDDEN)) == {line}
