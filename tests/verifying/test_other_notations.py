# ruff: noqa: E501
"""Claims in the notations of other courses, right ones and wrong ones, with their slips."""

from dataclasses import replace

import pytest

from derive.calculus.network import Layer, Network
from derive.teaching.verifying.symbolic.formulas import SheetContext, formula_claim, usual_letters
from derive.teaching.written.read import read


def chain(inputs, loss, *layers, **more):
    made = tuple(Layer(units, name, (n,)) for n, (units, name) in enumerate(layers))
    return Network(inputs, loss, made, **more)


# layers in brackets, examples in round ones, capitals for all examples, a mean
STACKED = SheetContext(
    chain(3, "binary cross-entropy", (4, "tanh"), (1, "sigmoid"), reduction="mean"),
    usual_letters(output=("hat y",), target=("y", "Y"), activation=("a", "A")),
    ("1", "2", "3"),
)
# layers as bare superscripts, the last one L, any one l; everything by entries
SUPERSCRIPTS = SheetContext(
    chain(3, "half squared error", (4, "sigmoid"), (2, "sigmoid")),
    replace(usual_letters(), layer="plain"),
)
# vectors that lie, layers as indices
LYING = SheetContext(
    chain(3, "cross-entropy", (4, "relu"), (2, "softmax"), product="W^T x"),
    usual_letters(output=("hat y",), target=("y",), activation=("h",), preactivation=("z",)),
    unit_targets=True,
    vectors=(False, True),
)
# every weight and neuron has a name of its own
NAMES = {f"w_{n}": ("weights", 1 + (n > 4), (1 + (n - 1) % 4 // 2, 1 + (n - 1) % 2))
         for n in range(1, 9)}  # fmt: skip
for one in (1, 2):
    NAMES |= {
        f"i_{one}": ("activation", 0, (one,)),
        f"net_h{one}": ("preactivation", 1, (one,)),
        f"out_h{one}": ("activation", 1, (one,)),
        f"net_o{one}": ("preactivation", 2, (one,)),
        f"out_o{one}": ("activation", 2, (one,)),
        f"target_o{one}": ("target", 0, (one,)),
        f"b_{one}": ("bias", 1, (one,)),
    }
COMPONENTS = SheetContext(
    chain(2, "half squared error", (2, "sigmoid"), (2, "sigmoid")),
    replace(usual_letters(), entries=NAMES | {"E_total": ("loss", 0, ())}),
)
USUAL = SheetContext(
    chain(4, "cross-entropy", (4, "tanh"), (3, "sigmoid"), (3, "softmax")),
    usual_letters(),
    unit_targets=True,
)


def judged(text, context):
    (statement,) = read(text).statements
    (left, right), (sign,) = statement.operands, statement.relations
    return formula_claim(left, sign.sign, right, context, condition=statement.condition)


RIGHT = {
    "stacked": (STACKED, r"""
        Z^{[1]} = W^{[1]} X + b^{[1]}
        A^{[1]} = \tanh(Z^{[1]})
        A^{[2]} = \sigma(Z^{[2]})
        dZ^{[2]} = A^{[2]} - Y
        dW^{[2]} = \frac{1}{m} dZ^{[2]} A^{[1]T}
        dZ^{[1]} = W^{[2]T} dZ^{[2]} * g^{[1]'}(Z^{[1]})
        dZ^{[1]} = W^{[2]T} dZ^{[2]} \odot (1 - A^{[1]} \odot A^{[1]})
        dW^{[1]} = \frac1m dZ^{[1]} X^T
        db^{[1]} = \frac{1}{m}\sum_{i=1}^{m} dz^{[1](i)}
        J = -\frac{1}{m}\sum_{i=1}^{m}\left(y^{(i)}\log a^{[2](i)} + (1-y^{(i)})\log(1-a^{[2](i)})\right)
        z^{[1](i)} = W^{[1]} x^{(i)} + b^{[1]}
        W^{[1]} := W^{[1]} - \alpha\, dW^{[1]}
        dz^{[2]} = a^{[2]} - y"""),
    "superscripts": (SUPERSCRIPTS, r"""
        \delta^L = \nabla_a C \odot \sigma'(z^L)
        \delta^L = (a^L-y) \odot \sigma'(z^L)
        \delta^1 = ((w^{2})^T \delta^{2}) \odot \sigma'(z^1)
        \frac{\partial C}{\partial b^l_j} = \delta^l_j
        \frac{\partial C}{\partial w^2_{jk}} = a^1_k \delta^2_j
        a^2_j = \sigma\left(\sum_k w^2_{jk} a^1_k + b^2_j\right)
        z^l = w^l a^{l-1} + b^l
        \delta^2_j = \frac{\partial C}{\partial a^2_j}\sigma'(z^2_j)
        \delta^1_j = \sum_k w^2_{kj}\delta^2_k\sigma'(z^1_j)"""),
    "lying": (LYING, r"""
        z_1 = x W_1 + b_1
        h_1 = \mathrm{ReLU}(z_1)
        z_2 = h_1 W_2 + b_2
        \hat y = \mathrm{softmax}(z_2)
        \delta_2 = \hat y - y
        \delta_1 = \delta_2 W_2^T \circ \mathrm{ReLU}'(z_1)
        \frac{\partial L}{\partial W_2} = h_1^T\delta_2
        \frac{\partial L}{\partial b_1} = \delta_1"""),
    "components": (COMPONENTS, r"""
        net_{h1} = w_1 * i_1 + w_2 * i_2 + b_1
        out_{h1} = \frac{1}{1+e^{-net_{h1}}}
        E_{total} = \frac12(target_{o1}-out_{o1})^2 + \frac12(target_{o2}-out_{o2})^2
        \frac{\partial E_{total}}{\partial w_5} = \frac{\partial E_{total}}{\partial out_{o1}} * \frac{\partial out_{o1}}{\partial net_{o1}} * \frac{\partial net_{o1}}{\partial w_5}
        \frac{\partial out_{o1}}{\partial net_{o1}} = out_{o1}(1-out_{o1})
        \frac{\partial E_{total}}{\partial out_{o1}} = -(target_{o1}-out_{o1})
        \frac{\partial E_{total}}{\partial w_1} = \frac{\partial E_{total}}{\partial out_{h1}} * \frac{\partial out_{h1}}{\partial net_{h1}} * \frac{\partial net_{h1}}{\partial w_1}
        \frac{\partial net_{o1}}{\partial w_5} = out_{h1}
        w_5^{+} = w_5 - \eta * \frac{\partial E_{total}}{\partial w_5}"""),
}  # fmt: skip
WRONG = {
    "stacked": (STACKED, r"""
        dZ^{[2]} = Y - A^{[2]}
        dW^{[2]} = dZ^{[2]} A^{[1]T}
        dZ^{[1]} = W^{[2]T} dZ^{[2]}
        dW^{[1]} = \frac1m X dZ^{[1]T}
        W^{[1]} := W^{[1]} + \alpha\, dW^{[1]}
        J = -\sum_{i=1}^{m}\left(y^{(i)}\log a^{[2](i)} + (1-y^{(i)})\log(1-a^{[2](i)})\right)"""),
    "superscripts": (SUPERSCRIPTS, r"""
        \delta^L = (y-a^L) \odot \sigma'(z^L)
        \delta^1 = (w^{2} \delta^{2}) \odot \sigma'(z^1)
        \frac{\partial C}{\partial w^2_{jk}} = a^1_j \delta^2_k
        \delta^1_j = \sum_k w^2_{jk}\delta^2_k\sigma'(z^1_j)"""),
    "lying": (LYING, r"""
        \delta_1 = \delta_2 W_2 \circ \mathrm{ReLU}'(z_1)
        \frac{\partial L}{\partial W_2} = \delta_2 h_1^T"""),
    "components": (COMPONENTS, r"""
        \frac{\partial E_{total}}{\partial out_{o1}} = target_{o1}-out_{o1}
        \frac{\partial net_{o1}}{\partial w_5} = out_{h2}
        w_5^{+} = w_5 + \eta * \frac{\partial E_{total}}{\partial w_5}"""),
}  # fmt: skip


def lines(table):
    return [
        pytest.param(context, line.strip(), id=f"{name} {n}")
        for name, (context, text) in table.items()
        for n, line in enumerate(text.strip().splitlines(), start=1)
    ]


@pytest.mark.parametrize(("context", "text"), lines(RIGHT))
def test_what_is_right_holds(context, text):
    answer = judged(text, context)
    assert answer.holds is True, answer


@pytest.mark.parametrize(("context", "text"), lines(WRONG))
def test_what_is_wrong_does_not(context, text):
    answer = judged(text, context)
    assert answer.holds is False, answer
    assert answer.reason or answer.counterexample is not None


SLIPS = {
    r"\delta^{(1)} = (W^{(2)})^T \delta^{(2)}": "slope_missing",
    r"\delta^{(1)} = W^{(2)} \delta^{(2)} \odot \tanh'(z^{(1)})": "transpose",
    r"\delta^{(1)} = (W^{(2)})^T \delta^{(2)} \odot \tanh'(z^{(2)})": "slope_of_other_layer",
    r"\delta^{(1)} = (W^{(2)})^T \delta^{(2)} \odot \tanh'(a^{(1)})": "slope_at_output",
    r"\delta^{(2)} = (W^{(3)})^T \delta^{(3)} \odot a^{(1)}(1-a^{(1)})": "slope_of_other_layer",
    r"z^{(1)} = W^{(1)} x": "bias",
    r"\delta^{(3)} = y - a^{(3)}": "sign",
    r"\delta^{(3)} = 2(a^{(3)} - y)": "double",
    r"\frac{\partial L}{\partial W^{(2)}} = \delta^{(2)} x^T": "layer",
    r"W^{(2)} \leftarrow W^{(2)} + \eta \delta^{(2)} a^{(1)T}": "sign",
    r"W^{(2)}_{new} = \eta \delta^{(2)} a^{(1)T}": "gradient",
    r"a^{(3)}_i = e^{z_i}": "normalisation",
    r"\frac{\partial a^{(3)}}{\partial z^{(3)}} = \mathrm{diag}(a^{(3)} \odot (1-a^{(3)}))": "diagonal",
    r"\frac{\partial L}{\partial W_{21}^{(2)}} = \delta_2^{(2)} a_2^{(1)}": "neuron",
    r"\delta^{(2)} = (W^{(3)}_{new})^T \delta^{(3)} \odot a^{(2)}(1-a^{(2)})": "other_weights",
    r"\frac{\partial L}{\partial W^{(2)}} = \delta^{(2)} \odot a^{(1)T}": "hadamard",
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_named(text):
    answer = judged(text, USUAL)
    assert answer.holds is False
    assert answer.slip == SLIPS[text]
    assert answer.mislabelled_as is None


LABELS = {
    r"z^{(1)} = \tanh(W^{(1)}x+b^{(1)})": "a^(1)",
    r"\delta^{(2)} = a^{(3)} - y": "δ^(3)",
    r"a^{(3)} = \tanh(z^{(3)})": "softmax",
}


@pytest.mark.parametrize("text", LABELS)
def test_right_mathematics_under_another_name_is_told_apart(text):
    answer = judged(text, USUAL)
    assert answer.holds is False
    assert answer.mislabelled_as == LABELS[text]
    assert answer.slip is None


def test_the_right_formula_is_told():
    answer = judged(r"\delta^{(1)} = (W^{(2)})^T \delta^{(2)}", USUAL)
    assert answer.expected == "W^(2)ᵀ δ^(2) ∘ tanh'(z^(1))"


def test_different_indices_are_different_where_the_text_says_so():
    (statement,) = read(
        r"\frac{\partial a_i^{(3)}}{\partial z_j} = -a_i^{(3)} a_j^{(3)}"
    ).statements
    left, right = statement.operands
    assert formula_claim(left, "=", right, USUAL).holds is False
    assert formula_claim(left, "=", right, USUAL, prose="For $i$ and $j$ different:").holds


@pytest.mark.parametrize(
    "text", [r"\delta^{(9)} = a^{(3)}", r"q^{(1)} = 3", r"a^{(1)} = Q(z^{(1)})", "a^{(1)} > 0"]
)
def test_what_is_not_understood_says_so(text):
    answer = judged(text, USUAL)
    assert answer.holds is None
    assert answer.unread
    assert answer.place is not None


HOSTILE = {
    "powers": "a^{(1)} = 9^{9^{9^9}}",
    "terms": "a^{(1)} = " + "+".join(["x_1"] * 2_000),
    "fractions": "a^{(1)} = " + r"\frac{1}{1+" * 60 + "x" + "}" * 60,
    "bounds": r"a^{(1)} = \sum_{i=1}^{999999999} x_i",
    "nothing": r"a^{(1)} = \begin{pmatrix} \end{pmatrix}",
    "raised": r"a^{(1)} = (((x)^{64})^{64})^{64}",
    "layers": r"z^{(99999999999)} = x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_formulas_are_answered(name):
    answer = judged(HOSTILE[name], USUAL)
    assert answer.holds in (False, None)
    assert answer.unread or answer.reason or answer.counterexample is not None
    assert isinstance(answer.expected, str)
