"""Formulas that change from piece to piece: every piece is tried, wherever its borders are."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import derive
from derive.errors import DeriveError


def sigmoid_slope(z):
    return 1 / (1 + math.exp(-z)) / (1 + math.exp(z)) if abs(z) < 300 else 0.0


# claim, question, what the claim is, what is right; both as functions of z
WRONG = [
    ("1 if z>0 else 0", "min(max(0,z),6)", lambda z: z > 0, lambda z: 0 < z < 6),
    ("0.2 if z>-2.5 else 0", "max(0,min(1,0.2z+0.5))",
     lambda z: 0.2 * (z > -2.5), lambda z: 0.2 * (-2.5 < z < 2.5)),
    ("1", "max(-10,min(10,z))", lambda z: 1, lambda z: -10 < z < 10),
    ("1 if z>0 else -1", "|z-3|", lambda z: 1 if z > 0 else -1, lambda z: 1 if z > 3 else -1),
    ("y(1-y)+max(0,z-5)", "sigmoid", lambda z: sigmoid_slope(z) + max(0, z - 5), sigmoid_slope),
    ("y(1-y)+max(0,z-5000)", "sigmoid",
     lambda z: sigmoid_slope(z) + max(0, z - 5000), sigmoid_slope),
    ("y(1-y)+max(0,z-10^7)", "sigmoid",
     lambda z: sigmoid_slope(z) + max(0, z - 10**7), sigmoid_slope),
    ("y(1-y)+max(0,-z-3)", "sigmoid", lambda z: sigmoid_slope(z) + max(0, -z - 3), sigmoid_slope),
    ("y(1-y)-min(0,40-|z|)", "sigmoid",
     lambda z: sigmoid_slope(z) - min(0, 40 - abs(z)), sigmoid_slope),
    ("y(1-y)+max(0,z^2-10^6)", "sigmoid",
     lambda z: sigmoid_slope(z) + max(0, z * z - 10**6), sigmoid_slope),
    ("y(1-y)+max(0,z-1005) max(0,2003-z)", "sigmoid",
     lambda z: sigmoid_slope(z) + max(0, z - 1005) * max(0, 2003 - z), sigmoid_slope),
    ("1 if z > 10^{-8} else 0", "relu", lambda z: z > 1e-8, lambda z: z > 0),
    ("1 if z > 10^{-18} else 0", "relu", lambda z: z > 1e-18, lambda z: z > 0),
    ("1 if 2z > 1 else 0", "relu", lambda z: z > 0.5, lambda z: z > 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "of", "mine", "right"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_wrong_on_one_piece_is_wrong(text, of, mine, right):
    answer = derive.check(text, slope_of=of)
    assert not answer.holds
    (z,) = map(float, answer.counterexample.point.values())
    assert mine(z) != right(z)
    told = answer.counterexample
    assert float(told.claimed.mid()) == pytest.approx(float(mine(z)), abs=1e-6)
    assert float(told.right.mid()) == pytest.approx(float(right(z)), abs=1e-6)


@pytest.mark.parametrize("row", WRONG[:4])
def test_no_slip_is_named_that_explains_one_piece_only(row):
    assert derive.check(row[0], slope_of=row[1]).slip is None


RIGHT = [
    ("1 if 0<z<6 else 0", "min(max(0,z),6)"),
    ("0.2 if -2.5<z<2.5 else 0", "max(0,min(1,0.2z+0.5))"),
    ("1 if |z|<10 else 0", "max(-10,min(10,z))"),
    ("1 if z>3 else -1", "|z-3|"),
    ("sign(z-3)", "|z-3|"),
    ("2|z|", "z|z|"),
    ("1 if max(z,2z)>0 else 0", "relu"),
    ("1/(1+|z|)^2", "z/(1+|z|)"),
    ("2z if z^2>2 else 0", "max(2,z^2)"),
]


@pytest.mark.parametrize(("text", "of"), RIGHT)
def test_what_is_right_on_every_piece_is_proved(text, of):
    answer = derive.check(text, slope_of=of)
    assert (answer.holds, answer.method) == (True, "proved")


def test_nothing_is_proved_where_a_border_is_no_root_of_a_polynomial():
    answer = derive.check("e^z if e^z>5 else 0", slope_of="max(5,e^z)")
    assert (answer.holds, answer.method) == (True, "sampled")
    assert not derive.check("e^z if z>1.6 else 0", slope_of="max(5,e^z)").holds


GRADIENTS = [
    ("min(2z,100)", "z^2", "z"),
    ("2(w x-t)x+max(0,x-100)", "(w x-t)^2", "w"),
    ("2(w x-t)x+max(0,x-1000)*max(0,w-1000)", "(w x-t)^2", "w"),
    ("2(w x-t)x+max(0,x w-5t-1000)", "(w x-t)^2", "w"),
    ("2(w x-t)x+|x-50|+x-50", "(w x-t)^2", "w"),
]


@pytest.mark.parametrize(("text", "of", "by"), GRADIENTS)
def test_borders_between_several_names_are_found(text, of, by):
    assert not derive.check(text, gradient_of=of, wrt=by).holds


@pytest.mark.parametrize(
    "extra", ["max(0,z1-100)", "max(0,-z1-1000)", "min(0,50-x_1)", "max(0,b1-30)"]
)
def test_borders_far_out_in_a_network_are_found(extra):
    wrong = f"δ1 = W2^T δ2 ∘ a1(1-a1) + {extra}"
    assert not derive.check(wrong, layers=2).holds


def test_a_network_of_relu_is_tried_on_both_sides_of_each_unit():
    asked = {"layers": 2, "activation": "relu", "output": "identity"}
    answer = derive.check("δ1 = W2^T δ2 ∘ (z1>0)", **asked)
    assert (answer.holds, answer.method) == (True, "sampled")
    assert not derive.check("δ1 = W2^T δ2 ∘ (z1>0) ∘ (z1<200)", **asked).holds


# conditions on indices ---------------------------------------------------------------------------
INDEXED = [
    ("p_i(1-p_i), i=j", True), ("p_i(1-p_i) if i=j", True), (r"p_i(1-p_i) \quad (i=j)", True),
    (r"p_i(1-p_i) \text{ for } i=j", True), ("p_i(1-p_j), i=j", True), ("p_i(1-p_i), i=k", True),
    ("-p_i p_j, i>j", True), (r"-p_k p_i, i\ne k", True), ("-p_1 p_2, i=1, j=2", True),
    ("p_1(1-p_1), i=j=1", True), (r"p_i(1-p_i), i \ne j", False), ("-p_i p_i, i=j", False),
    ("p_i p_j, i≠j", False), ("0, i≠j", False), ("p_1 p_2, i=1, j=2", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right"), INDEXED)
def test_conditions_on_indices_name_the_entry(text, right):
    answer = derive.check(text, slope_of="softmax")
    assert answer.holds is right
    assert derive.check(answer.expected, slope_of="softmax").holds


@pytest.mark.parametrize(
    "text",
    ["diag(p(1-p))", "diag(p)", "∂p_i/∂z_j = p_i(1-p_i)", "∂p_1/∂z_2 = 0", "p_i(1-p_i), i≠j",
     r"\delta_{ij} p_i"],
)  # fmt: skip
def test_the_diagonal_alone_is_named(text):
    answer = derive.check(text, slope_of="softmax")
    assert (answer.holds, answer.slip) == (False, "diagonal")


VALUES = st.sampled_from(
    [
        "p_i",
        "p_j",
        "z_i",
        "y",
        "1",
        "z",
        "a1",
        "δ2",
        "W2",
        "x",
        "n",
        "u",
        "s",
        "b_i",
        "p_i(1-p_i)",
        "p_ip_j",
        "|z|",
    ]
)
SIDES = st.sampled_from(["i", "j", "k", "i+1", "1", "2", "z", "u", "p", "n", "p_i", "0", "W"])
SIGNS = st.sampled_from([*"=<>≠≤≥", r"\ne ", "!=", "<="])
WORDS = st.sampled_from([" if ", " for ", ", ", r" \quad ", r" \text{ if } ", r" \quad (", "; "])
LINEAR = {"W": (2, 3), "x": (3, 1), "t": (2, 1)}
QUESTIONS = st.sampled_from([
    {"slope_of": "softmax"}, {"slope_of": "relu"}, {"layers": 2},
    {"gradient_of": "sum((W x - t)^2)", "wrt": "W", "shapes": LINEAR},
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(VALUES, VALUES, WORDS, SIDES, SIGNS, SIDES, st.sampled_from(["", ")", " else 0"]), QUESTIONS)
def test_conditions_of_any_kind_are_answered_or_refused(a, b, word, left, sign, right, end, asked):
    try:
        answer = derive.check(f"{a} {b}{word}{left}{sign}{right}{end}", **asked)
    except DeriveError:
        return
    assert answer.holds in (True, False)
    assert answer.message
    assert answer.slip is None or isinstance(answer.slip, str)
    assert isinstance(answer.expected, str)


# what is shown as right --------------------------------------------------------------------------
GRADIENT_ROWS = [
    ("sum((W x - t)^2)", "W", LINEAR, {}),
    ("1/2 sum((sigma(W x + b) - t)^2)", "W", {**LINEAR, "b": (2, 1)}, {}),
    ("1/2 sum((V tanh(W x) - t)^2)", "W", {"W": (4, 3), "V": (2, 4), "x": (3, 1), "t": (2, 1)}, {}),
    ("w^T A w", "w", {"w": (3, 1), "A": (3, 3)}, {}),
    ("y^T A B x", "A", {"y": (2, 1), "A": (2, 3), "B": (3, 4), "x": (4, 1)}, {}),
    ("-sum(t*log(softmax(z)))", "z", {"z": (3, 1), "t": (3, 1)}, {}),
    ("-sum(t*log(softmax(z)))", "z", {"z": (3, 1), "t": (3, 1)}, {"sum(t)": "1"}),
    ("max(0, 1 - t w^T x)", "w", {"w": (3, 1), "x": (3, 1)}, {}),
    ("(w x-t)^2", "w", {}, {}),
    ("1/w", "w", {}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("of", "by", "shapes", "given_"), GRADIENT_ROWS)
def test_the_right_gradient_is_a_formula_that_is_accepted(of, by, shapes, given_):
    asked = {"gradient_of": of, "wrt": by, "shapes": shapes, "given": given_}
    answer = derive.check(f"7 {by}", **asked)
    assert not answer.holds
    assert "∂" not in answer.expected
    assert derive.check(answer.expected, **asked).holds


def test_the_right_gradients_are_the_known_ones():
    asked = {
        "gradient_of": "sum((W x - t)^2)",
        "wrt": "W",
        "shapes": LINEAR,
    }
    assert derive.check("W", **asked).expected == "2 (W x - t) xᵀ"
    asked = {
        "gradient_of": "-sum(t*log(softmax(z)))",
        "wrt": "z",
        "shapes": {"z": (3, 1), "t": (3, 1)},
    }
    assert derive.check("z", **asked).expected == "softmax(z) sum(t) - t"
    assert derive.check("z", **asked, given={"sum(t)": "1"}).expected == "softmax(z) - t"


def test_a_counter_example_meets_the_sums_that_are_given():
    answer = derive.check(
        "softmax(z)+t", gradient_of="-sum(t*log(softmax(z)))", wrt="z",
        shapes={"z": (3, 1), "t": (3, 1)}, given={"sum(t)": "1"},
    )  # fmt: skip
    assert sum(row[0] for row in answer.counterexample.point["t"]) == 1


CONSTANTS = [
    ("1/(1+exp(-a*z))", {"wrt": "z"}), ("e^{a z}", {"wrt": "z"}), ("y z^2", {"wrt": "z"}),
    ("z^n", {"wrt": "z"}), ("A sin(w t + p)", {"wrt": "t"}), ("tanh", {"wrt": "y"}),
    ("elu", {"given": {"alpha": "0.5"}}), ("1/(1+exp(-a*z))", {"wrt": "z", "given": {"a": "2.3"}}),
    ("|x|", {}), ("max(0,x)", {}), ("softplus", {}),
]  # fmt: skip


@pytest.mark.parametrize(("of", "more"), CONSTANTS)
def test_the_right_slope_keeps_its_constants(of, more):
    answer = derive.check("7", slope_of=of, **more)
    assert not answer.holds
    assert derive.check(answer.expected, slope_of=of, **more).holds


@pytest.mark.parametrize(
    "text",
    ["∂L/∂x = W1^T δ1", "dx = W1^T δ1", "d1 = W2^T d2 ∘ a1(1-a1)", "d^{(2)} = (a2-t) ∘ a2(1-a2)",
     r"∂L/∂x_i = \sum_j δ_j^{(1)} w_{ji}^{(1)}", "dW2 = d2 a1^T"],
)  # fmt: skip
def test_gradients_by_the_inputs_and_deltas_called_d(text):
    assert derive.check(text, layers=2).holds


@pytest.mark.parametrize(
    ("text", "slip"), [("∂L/∂x = W1 δ1", "transpose"), ("d1 = W2^T d2", "slope_missing")]
)
def test_wrong_ones_of_them_are_told(text, slip):
    answer = derive.check(text, layers=2)
    assert (answer.holds, answer.slip) == (False, slip)
    assert derive.check(answer.expected, layers=2).holds


def test_what_holds_only_where_targets_sum_to_one_says_so():
    asked = {
        "gradient_of": "-sum(t*log(softmax(z)))",
        "wrt": "z",
        "shapes": {"z": (3, 1), "t": (3, 1)},
    }
    answer = derive.check("softmax(z)-t", **asked)
    assert not answer.holds
    assert "sum(t)=1" in answer.message
    assert answer.counterexample is not None
    assert derive.check("softmax(z)-t", **asked, given={"sum(t)": "1"}).holds
    assert "sum(t)=1" not in derive.check("softmax(z)+t", **asked).message
