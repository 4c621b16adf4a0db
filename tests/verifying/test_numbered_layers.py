"""Networks in letters alone, layer by layer: batches in columns or rows, and single examples."""

import pytest

import derive

COLUMNS = r"""
$Z^{[1]} = W^{[1]}X + b^{[1]}$, $A^{[1]} = \tanh(Z^{[1]})$

$Z^{[2]} = W^{[2]}A^{[1]} + b^{[2]}$, $A^{[2]} = \sigma(Z^{[2]})$

$J = -\frac1m\sum_{i=1}^m \left(y^{(i)}\log a^{[2](i)} + (1-y^{(i)})\log(1-a^{[2](i)})\right)$

- $dZ^{[2]} = A^{[2]} - Y$
- $dW^{[2]} = \frac1m dZ^{[2]} A^{[1]T}$
- $db^{[2]} = \frac1m \text{np.sum}(dZ^{[2]}, axis=1, keepdims=True)$
- $dZ^{[1]} = W^{[2]T} dZ^{[2]} * (1 - (A^{[1]})^2)$
- $dW^{[1]} = \frac1m dZ^{[1]} X^T$
- $db^{[1]} = \frac1m \sum_i dZ^{[1]}$
"""
ROWS = r"""
$Z_1 = X W_1 + b_1$, $H = \mathrm{ReLU}(Z_1)$, $Z_2 = H W_2 + b_2$, $P = \mathrm{softmax}(Z_2)$

$L = -\frac1N \sum_n \sum_k Y_{nk} \log P_{nk}$

$\frac{\partial L}{\partial Z_2} = \frac1N (P - Y)$

$\frac{\partial L}{\partial W_2} = H^\top \frac{\partial L}{\partial Z_2}$

$\frac{\partial L}{\partial H} = \frac{\partial L}{\partial Z_2} W_2^\top$

$\frac{\partial L}{\partial Z_1} = \frac{\partial L}{\partial H} \odot \mathbf{1}[Z_1 > 0]$

$\frac{\partial L}{\partial W_1} = X^\top \frac{\partial L}{\partial Z_1}$
"""
TYPED = """
Z1 = W1 X + b1
A1 = tanh(Z1)
Z2 = W2 A1 + b2
A2 = sigmoid(Z2)

J = -1/m * sum(Y * log(A2) + (1 - Y) * log(1 - A2))

dZ2 = A2 - Y
dW2 = 1/m * dZ2 A1^T
db2 = 1/m * np.sum(dZ2, axis=1, keepdims=True)
dZ1 = (W2^T dZ2) * (1 - A1^2)
dW1 = 1/m * dZ1 X^T
"""
SINGLE = r"""
$z^{(1)} = W^{(1)} x + b^{(1)}$, $a^{(1)} = \sigma(z^{(1)})$

$z^{(2)} = W^{(2)} a^{(1)} + b^{(2)}$, $a^{(2)} = \sigma(z^{(2)})$

$L = \frac12 \|a^{(2)} - y\|^2$

$\delta^{(2)} = (a^{(2)} - y) \odot a^{(2)} \odot (1 - a^{(2)})$

$\delta^{(1)} = (W^{(2)\top} \delta^{(2)}) \odot a^{(1)} \odot (1 - a^{(1)})$

$\frac{\partial L}{\partial W^{(2)}} = \delta^{(2)} a^{(1)\top}$

$\frac{\partial L}{\partial W^{(1)}} = \delta^{(1)} x^\top$
"""
SLIPS = [
    (COLUMNS, r"dW^{[2]} = \frac1m", "dW^{[2]} =", 9),
    (COLUMNS, r"db^{[2]} = \frac1m", "db^{[2]} =", 10),
    (COLUMNS, r"= W^{[2]T}", "= W^{[2]}", 11),
    (COLUMNS, r"(1 - (A", "(1 + (A", 11),
    (COLUMNS, r"dZ^{[1]} X^T", "dZ^{[1]} X", 12),
    (COLUMNS, r"db^{[1]} = \frac1m", "db^{[1]} =", 13),
    (COLUMNS, r"W^{[2]}A^{[1]} +", "W^{[2]}X +", 4),
    (ROWS, r"\frac1N (P", "(P", 6),
    (ROWS, "Z_1 > 0", "Z_1 < 0", 12),
    (TYPED, "dW2 = 1/m *", "dW2 =", 10),
    (TYPED, "1/m * np", "np", 11),
    (TYPED, "X^T", "A1^T", 13),
    (SINGLE, r"\odot (1 - a^{(2)})", r"\odot (1 + a^{(2)})", 8),
    (SINGLE, r"\delta^{(2)} a^{(1)\top}", r"\delta^{(2)} a^{(1)}", 12),
]


@pytest.mark.parametrize("sheet", [COLUMNS, ROWS, TYPED, SINGLE])
def test_right_lines_hold(sheet):
    assert set(derive.verify(sheet).summary) == {"holds"}


@pytest.mark.parametrize(("sheet", "right", "wrong", "line"), SLIPS)
def test_a_slip_is_found(sheet, right, wrong, line):
    assert sheet.count(right) == 1
    claims = derive.verify(sheet.replace(right, wrong)).claims
    assert [one.line for one in claims if one.verdict == "wrong"] == [line]


@pytest.mark.parametrize(("right", "other"), [
    # weights pulled towards zero, layers that go past one another, dropout
    (r"dW^{[1]} = \frac1m dZ^{[1]} X^T",
     r"dW^{[1]} = \frac1m dZ^{[1]} X^T + \frac{\lambda}{m} W^{[1]}"),
    (r"Z^{[2]} = W^{[2]}A^{[1]} + b^{[2]}", r"Z^{[2]} = W^{[2]}A^{[1]} + b^{[2]} + X"),
    (r"- $dZ^{[1]} =", r"- $dA^{[1]} = W^{[2]T} dZ^{[2]} \odot D^{[1]} / k$" "\n- $dZ^{[1]} ="),
])  # fmt: skip
def test_other_networks_are_not_accused_of_being_others(right, other):
    claims = derive.verify(COLUMNS.replace(right, other)).claims
    lines = [one.line for one in claims if one.verdict == "wrong"]
    assert len(lines) <= 1  # the line itself, where nothing else is said of it
