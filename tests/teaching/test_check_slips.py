"""Every slip that a formula can hold, made in three notations, and named by `derive check`."""

import pytest

import derive
from derive.calculus.slips import SLIPS

SIGMOID = {"layers": 2, "activation": "sigmoid"}
ENTROPY = {**SIGMOID, "loss": "binary cross-entropy"}
SOFTMAX = {"layers": 3, "activation": "tanh", "output": "softmax", "loss": "cross-entropy"}
# letters with ∘, LaTeX with layers in brackets, code
MADE = {
    "double": (SIGMOID, [
        "δ2 = 2(a2 - t) ∘ a2(1-a2)",
        r"\delta^{(2)} = 2(\mathbf{a}^{(2)} - \mathbf{t}) \odot a^{(2)} \odot (1-a^{(2)})",
        "dz2 = 2*(a2 - t) * a2 * (1 - a2)",
    ]),
    "half": (SIGMOID, [
        "δ1 = 1/2 W2^T δ2 ∘ a1(1-a1)",
        r"\delta^{[1]} = \frac12 W^{[2]\top}\delta^{[2]} \odot \sigma'(z^{[1]})",
        "dz1 = 0.5 * (W2.T @ dz2) * a1 * (1 - a1)",
    ]),
    "sign": (SIGMOID, [
        "δ2 = (t - a2) ∘ a2(1-a2)",
        r"\delta^{(2)} = -(a^{(2)} - t) \odot a^{(2)} \odot (1-a^{(2)})",
        "dz2 = (a2 - t) * a2 * (1 + a2)",
    ]),
    "slope_missing": (SIGMOID, [
        "δ1 = W2^T δ2",
        r"\delta^{[1]} = W^{[2]\top}\delta^{[2]}",
        "dz1 = np.dot(W2.T, dz2)",
    ]),
    "slope_extra": (ENTROPY, [
        "δ2 = (a2 - t) ∘ a2(1-a2)",
        r"\delta^{(2)} = (a^{(2)} - t) \odot \sigma'(z^{(2)})",
        "dz2 = (a2 - t) * a2 * (1 - a2)",
    ]),
    "slope_of_other_layer": (SIGMOID, [
        "δ1 = W2^T δ2 ∘ a2(1-a2)",
        r"\delta^{(1)} = (W^{(2)})^T \delta^{(2)} \odot \sigma'(z^{(2)})",
        "dz1 = (W2.T @ dz2) * sigmoid(z2) * (1 - sigmoid(z2))",
    ]),
    "slope_at_output": (SIGMOID, [
        "δ1 = W2^T δ2 ∘ σ'(a1)",
        r"\delta^{(1)} = (W^{(2)})^T \delta^{(2)} \odot \sigma'(a^{(1)})",
        "dz1 = (W2.T @ dz2) * sigmoid(a1) * (1 - sigmoid(a1))",
    ]),
    "transpose": (SIGMOID, [
        "δ1 = W2 δ2 ∘ a1(1-a1)",
        r"\delta^{(1)} = W^{(2)} \delta^{(2)} \odot \sigma'(z^{(1)})",
        "dW2 = dz2 @ a1",
    ]),
    "hadamard": (SOFTMAX, [
        "δ2 = W3^T ∘ δ3 ∘ (1-a2^2)",
        r"\delta^{(2)} = (W^{(3)})^T \odot \delta^{(3)} \odot (1-(a^{(2)})^2)",
        "dz2 = (W3.T .* dz3) * (1 - a2**2)",
    ]),
    "bias": (SIGMOID, [
        "z2 = W2 a1",
        r"\mathbf{z}^{(2)} = \mathbf{W}^{(2)} \mathbf{a}^{(1)}",
        "z2 = W2 @ a1",
    ]),
    "other_weights": (SIGMOID, [
        "δ1 = W2_new^T δ2 ∘ a1(1-a1)",
        r"\delta^{(1)} = (W^{(2)}_{\text{new}})^T \delta^{(2)} \odot \sigma'(z^{(1)})",
        "dz1 = W2_new.T @ dz2 * a1 * (1 - a1)",
    ]),
    "gradient": (SIGMOID, [
        "W2_new = δ2 a1^T",
        r"W^{(2)} \leftarrow \eta\, \delta^{(2)} (a^{(1)})^T",
        "W2_new = dz2 @ a1.T",
    ]),
    "mean": (SOFTMAX, [
        "δ3 = (a3 - t)/3",
        r"\delta^{(3)} = \frac{1}{3}(a^{(3)} - t)",
        "dz3 = (a3 - t) / 3",
    ]),
    "normalisation": (SOFTMAX, [
        "a3 = exp(z3)",
        "a^{(3)} = e^{z^{(3)}}",
        "a3 = np.exp(z3)",
    ]),
    "diagonal": (SOFTMAX, [
        "δ3 = a3(1-a3)(-t/a3)",
        r"\delta^{(3)} = -\frac{t}{a^{(3)}} \odot a^{(3)} \odot (1-a^{(3)})",
        "dz3 = -(t/a3) * a3 * (1 - a3)",
    ]),
    "neuron": (SIGMOID, [
        "∂L/∂W2_{12} = δ2_1 a1_1",
        r"\frac{\partial L}{\partial w^{(2)}_{12}} = \delta^{(2)}_1 a^{(1)}_1",
        "dL/dW2_{12} = δ2_2 * a1_2",
    ]),
    "layer": (SIGMOID, [
        "∂L/∂W2 = δ2 a2^T",
        r"\frac{\partial L}{\partial W^{(2)}} = \delta^{(1)} (a^{(1)})^T",
        "dW1 = dz1 @ a1.T",
    ]),
}  # fmt: skip
ROWS = [(name, text, asked) for name, (asked, texts) in MADE.items() for text in texts]


def test_every_slip_of_formulas_is_in_the_table():
    of_numbers = {"digit_dropped", "digits_exchanged", "point", "exchanged"}
    assert set(MADE) == set(SLIPS) - of_numbers
    assert all(len(texts) == 3 for _, texts in MADE.values())


@pytest.mark.parametrize(("name", "text", "asked"), ROWS, ids=[row[1] for row in ROWS])
def test_the_slip_is_named(name, text, asked):
    answer = derive.check(text, **asked)
    assert (answer.holds, answer.slip) == (False, name)
