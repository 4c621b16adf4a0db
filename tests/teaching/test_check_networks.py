"""Formulas against the quantities of a network; what is right is settled by autograd."""

import sys
from pathlib import Path
from types import SimpleNamespace

import autograd
import autograd.numpy as np
import numpy
import pytest

import derive
from derive.errors import DeriveError

sys.path.insert(0, str(Path(__file__).parent))
from network_formulas import sigmoid_rows, softmax_rows

SIGMOID = {"layers": 2, "activation": "sigmoid"}
SOFTMAX = {"layers": 3, "activation": "tanh", "output": "softmax", "loss": "cross-entropy"}
ROWS = [(SIGMOID, *row) for row in sigmoid_rows()] + [(SOFTMAX, *row) for row in softmax_rows()]
# layers of two kinds, where σ may be the activation or the sigmoid; steps; units by their letters
FURTHER = [
    ("δ1 = W2^T δ2 ∘ σ(z1)", "softplus", True), ("δ1 = W2^T δ2 ∘ σ'(z1)", "softplus", True),
    ("δ1 = W2^T δ2 ∘ σ(a1)", "softplus", False),
    ("δ1 = W2^T δ2 ∘ (σ(z1) + z1 σ(z1)(1-σ(z1)))", "silu", True),
    ("δ1 = W2^T δ2 ∘ (σ(z1) + σ(z1)(1-σ(z1)))", "silu", False),
    ("δ1 = W2^T δ2 ∘ H(z1)", "relu", True), ("δ1 = W2^T δ2 ∘ H(-z1)", "relu", False),
    (r"E = \frac12\sum_k (t_k - o_k)^2", "tanh", True),
    (r"E = \sum_k (t_k - o_k)^2", "tanh", False),
]  # fmt: skip
QUANTITY = {"δ": "z", "z": "", "a": ""}


def s(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    return np.exp(z) / np.sum(np.exp(z))


def half_squared(a, t):
    return np.sum((a - t) ** 2) / 2


def cross_entropy(a, t):
    return -np.sum(t * np.log(a))


def network(question):
    """Numbers for every quantity, and the gradients of the loss by autograd."""
    depth = question["layers"]
    random = numpy.random.default_rng(depth)
    widths = [4, 5, 6, 3] if depth == 3 else [4, 5, 3]
    hidden, output = (np.tanh, softmax) if depth == 3 else (s, s)
    loss = cross_entropy if depth == 3 else half_squared
    given = {"x": random.uniform(-1, 1, (widths[0], 1))}
    for layer in range(1, depth + 1):
        given[f"W{layer}"] = random.uniform(-1, 1, (widths[layer], widths[layer - 1]))
        given[f"b{layer}"] = random.uniform(-1, 1, (widths[layer], 1))
    t = random.uniform(0.1, 0.9, (widths[depth], 1))
    t /= t.sum()

    def run(values, nudges):
        found = dict(values)
        a = values["x"]
        for layer in range(1, depth + 1):
            z = values[f"W{layer}"] @ a + values[f"b{layer}"] + nudges.get(f"z{layer}", 0)
            a = (output if layer == depth else hidden)(z) + nudges.get(f"a{layer}", 0)
            found[f"z{layer}"], found[f"a{layer}"] = z, a
        return found, loss(a, t)

    forward, _ = run(given, {})
    gradients = {}
    for key in [*given, *(f"{q}{n}" for q in "za" for n in range(1, depth + 1))]:
        start = np.zeros_like(forward[key])

        def of(step, key=key):
            if key in given:
                return run({**given, key: given[key] + step}, {})[1]
            return run(given, {key: step})[1]

        gradients[key] = autograd.grad(of)(start)
    deltas = {f"d{n}": gradients[f"z{n}"] for n in range(1, depth + 1)}
    return SimpleNamespace(**forward, **deltas, t=t, eta=0.3, s=s, th=np.tanh), gradients


def wanted(text, values, gradients):
    """The value of what the left side names, read off by the first letters."""
    left = text.partition("=")[0].partition(r"\leftarrow")[0]
    plain = left
    for mark in ("\\boldsymbol{\\delta}", "\\delta"):
        plain = plain.replace(mark, "δ")
    layer = next((c for c in plain.translate(str.maketrans("₁₂₃", "123")) if c in "123"), "")
    layer = layer or ("2" if "L" in plain else "")
    turned = "δ1ᵀ" in plain
    if "new" in text or "leftarrow" in text:
        key = next(c for c in plain if c in "Wb") + layer
        return getattr(values, key) - values.eta * gradients[key]
    if plain.strip().startswith("δ"):
        found = gradients[f"z{layer}"]
        return found.T if turned else found
    if "∂" in plain or "partial" in plain or "nabla" in plain or plain[0] in "dg":
        names = plain.replace("partial", "").replace("nabla", "").replace("frac", "")
        names = names.replace("grad", "").replace("E", "").replace("L", "").lower()
        letter = next(c for c in names if c in "wbza")
        return gradients[(letter.upper() if letter == "w" else letter) + layer]
    return getattr(values, plain.strip())


def test_the_table_is_true():
    for question in (SIGMOID, SOFTMAX):
        values, gradients = network(question)
        for asked, text, formula, right in ROWS:
            if asked is not question or formula is None:
                continue
            found, true = formula(values), wanted(text, values, gradients)
            same = found.shape == true.shape and np.allclose(found, true, rtol=1e-9)
            assert same is right, text


@pytest.mark.parametrize("row", ROWS, ids=[row[1] for row in ROWS])
def test_every_row(row):
    question, text, _, right = row
    answer = derive.check(text, **question)
    assert answer.holds is right, answer.message
    assert (answer.counterexample is None) is right
    assert answer.expected


SLIPS = [
    ("δ1 = W2 δ2 ∘ a1(1-a1)", SIGMOID, "transpose"),
    ("dW2 = δ2 a1", SIGMOID, "transpose"),
    ("dW2 = a1 δ2^T", SIGMOID, "transpose"),
    ("δ1 = W2^T δ2", SIGMOID, "slope_missing"),
    ("δ2 = a2 - t", SIGMOID, "slope_missing"),
    ("δ1 = W2^T δ2 ∘ a2(1-a2)", SIGMOID, "slope_of_other_layer"),
    ("δ1 = W2^T δ2 ∘ σ'(a1)", SIGMOID, "slope_at_output"),
    ("δ2 = 2(a2 - t) ∘ a2(1-a2)", SIGMOID, "double"),
    ("δ2 = (t - a2) ∘ a2(1-a2)", SIGMOID, "sign"),
    ("z2 = W2 a1", SIGMOID, "bias"),
    ("a3 = softmax(W3 a2)", SOFTMAX, "bias"),
    ("W2_new = δ2 a1^T", SIGMOID, "gradient"),
    ("W2_new = W2 + η δ2 a1^T", SIGMOID, "sign"),
    ("δ2 = W3^T ∘ δ3 ∘ (1-a2^2)", SOFTMAX, "hadamard"),
    ("δ3 = a3(1-a3)(-t/a3)", SOFTMAX, "diagonal"),
    ("δ3 = (a3 - t)/3", SOFTMAX, "mean"),
    ("δ1 = W2^T δ2 ∘ a1(1-a1)^2", SIGMOID, None),
]


@pytest.mark.parametrize(("text", "question", "name"), SLIPS, ids=[row[0] for row in SLIPS])
def test_the_slip_is_named(text, question, name):
    assert derive.check(text, **question).slip == name


def test_the_right_formula_is_told():
    answer = derive.check("δ1 = W2 δ2 ∘ a1(1-a1)", **SIGMOID)
    assert answer.expected == "δ1 = W2ᵀ δ2 ∘ a1 ∘ (1 - a1)"
    assert "3 x 5" not in answer.expected
    assert answer.place == 5


def test_textbook_notation():
    """a^{(2)} is no square, a product has an order, and w is not b."""
    right = r"\delta^{(2)} = (a^{(2)} - t) \odot a^{(2)} \odot (1-a^{(2)})"
    assert derive.check(right, **SIGMOID).holds
    squared = r"\delta^{(2)} = (a^{(2)} - t) \odot (a^{(2)})^2 \odot (1-a^{(2)})"
    assert not derive.check(squared, **SIGMOID).holds
    assert not derive.check("∂L/∂W2 = δ2", **SIGMOID).holds
    assert not derive.check("∂L/∂b2 = δ2 a1^T", **SIGMOID).holds


def test_weights_as_inputs_by_units():
    question = {"product": "W^T x", **SIGMOID}
    assert derive.check("δ1 = W2 δ2 ∘ a1(1-a1)", **question).holds
    assert derive.check("dW2 = a1 δ2^T", **question).holds
    assert not derive.check("δ1 = W2^T δ2 ∘ a1(1-a1)", **question).holds


BAD = [
    ("W2^T δ2", SIGMOID, "names no quantity"),
    ("δ3 = δ2", SIGMOID, "layer that the network does not have|without its layer"),
    ("δ = a - t", SIGMOID, "without its layer"),
    ("δ1 = W2^T δ2 ∘ q", SIGMOID, 'not known here: "q"'),
    ("δ1", SIGMOID, "only names a quantity"),
    ("δ1 = δ2", {"layers": 0}, "expected a number from 1"),
    ("δ1 = δ2", {"layers": 2, "activation": "sigmoyd"}, "did you mean"),
    ("δ1 = δ2", {"layers": 2, "loss": "hinge"}, "unknown loss"),
    ("δ1 = δ2", {"layers": 2, "wrt": "W"}, "no place"),
    ("δ1 = W2^T δ2; δ2 = 1", SIGMOID, "at a time"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "question", "said"), BAD, ids=[row[0] for row in BAD])
def test_bad_questions(text, question, said):
    with pytest.raises(DeriveError, match=said):
        derive.check(text, **question)


def test_what_is_new_is_not_what_was():
    """A delta that uses the updated weights is wrong, however it is written."""
    right = "δ1 = W2^T δ2 ∘ a1(1-a1)"
    assert derive.check(right, **SIGMOID).holds
    assert not derive.check(right.replace("W2", "W2_new"), **SIGMOID).holds


FORMS = [
    "W2 = W2 - lr*dW2", "W2 := W2 - alpha*dW2", "W2new = W2 - η δ2 a1^T",
    "W_2' = W_2 - η δ_2 a_1^T", "ΔW2 = -η δ2 a1^T", "dW2 = np.outer(δ2, a1)",
    "dW2 = dz2 @ a1.T", "grad_W2 = np.matmul(dz2, a1.T)", "z1 = W1.dot(x) + b1",
    "δ^L = ∇_a C ⊙ σ'(z^L)", "E = ½ Σ(t−y)²", "L = 1/2 ||a2 - t||^2",
    "loss = 0.5*np.sum((a2-t)**2)", "delta1 = (W2^T delta2) .* a1 .* (1-a1)",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMS)
def test_formulas_as_people_type_them(text):
    assert derive.check(text, **SIGMOID).holds
    wrong = text.replace("= ", "= 3 * ", 1)
    if wrong != text:
        assert not derive.check(wrong, **SIGMOID).holds


@pytest.mark.parametrize(("text", "activation", "right"), FURTHER)
def test_letters_of_other_layers(text, activation, right):
    answer = derive.check(text, layers=2, activation=activation, output="identity")
    assert answer.holds is right, answer.message


def test_many_layers_have_values():
    question = {"layers": 12, "activation": "gelu", "output": "softmax", "loss": "cross-entropy"}
    assert not derive.check("δ1 = W2^T W3^T δ3", **question).holds
    assert derive.check("δ12 = a12 - t", **question).holds
