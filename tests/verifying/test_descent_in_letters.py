r"""Steps of gradient descent in letters say what the derivative is: w ← w - \eta X."""

import pytest

import derive

UNITS = r"""
$$net_j = \sum_i w_{ji} x_i, \quad h_j = \tanh(net_j), \quad net_k = \sum_j w_{kj} h_j, \quad
o_k = \sigma(net_k), \quad E = \frac12 \sum_k (o_k - t_k)^2$$

$$\delta_k = \frac{\partial E}{\partial net_k} = (o_k - t_k) o_k (1 - o_k)$$

$$\delta_j = \frac{\partial E}{\partial net_j} = (1 - h_j^2) \sum_k w_{kj} \delta_k$$

$$STEP$$
"""
ONE = r"""
$z = w^T x + b$, $\hat y = \sigma(z)$, $L = -y \ln \hat y - (1 - y) \ln(1 - \hat y)$

$STEP$
"""
LAYERS = r"""
$z_1 = W_1 x + b_1$, $h = \tanh(z_1)$, $\hat y = W_2 h + b_2$, $L = \frac12 \|\hat y - y\|^2$

$$STEP$$
"""
RIGHT = [
    (UNITS, r"w_{kj} \leftarrow w_{kj} - \eta \delta_k h_j"),
    (UNITS, r"\Delta w_{ji} = -\eta \delta_j x_i"),
    (UNITS, r"w_{ji}^{new} = w_{ji} - \eta \delta_j x_i"),
    (UNITS, r"w_{ji} := w_{ji} - \alpha \frac{\partial E}{\partial w_{ji}}"),
    (UNITS, r"\Delta w_{kj} = \eta (t_k - o_k) o_k (1 - o_k) h_j"),
    (ONE, r"w \leftarrow w - \alpha (\hat y - y) x"),
    (ONE, r"b := b + \alpha (y - \hat y)"),
    (ONE, r"w_{new} = w - \alpha (\hat y - y) x"),
    (LAYERS, r"W_2 \leftarrow W_2 - \eta (\hat y - y) h^T"),
    (LAYERS, r"b_1 \leftarrow b_1 - \eta \, W_2^T (\hat y - y) \odot (1 - h^2)"),
]
WRONG = [
    (UNITS, r"w_{kj} \leftarrow w_{kj} - \eta \delta_k h_k"),
    (UNITS, r"w_{kj} \leftarrow w_{kj} + \eta \delta_k h_j"),
    (UNITS, r"\Delta w_{ji} = \eta \delta_j x_i"),
    (UNITS, r"\Delta w_{ji} = -\eta \delta_j h_j"),
    (UNITS, r"w_{ji}^{new} = w_{ji} - \eta \delta_j"),
    (ONE, r"w \leftarrow w - \alpha (y - \hat y) x"),
    (ONE, r"b := b - \alpha \hat y"),
    (ONE, r"w_{new} = w - \alpha \hat y x"),
    (LAYERS, r"b_1 \leftarrow b_1 - \eta \, W_2^T (\hat y - y) \odot (1 - z_1^2)"),
    (LAYERS, r"W_2 \leftarrow W_2 + \eta (\hat y - y) h^T"),
]
SILENT = [
    (UNITS, r"w_{kj} \leftarrow w_{kj} - \eta (\delta_k h_j + \lambda w_{kj})"),
    (UNITS, r"\Delta w_{kj} = -\eta \delta_k h_j + \mu v_{kj}"),
    (ONE, r"w \leftarrow w - 2 \alpha (\hat y - y) x"),
    (ONE + "We maximise the log-likelihood.\n", r"w \leftarrow w + \alpha (\hat y - y) x"),
]


def _last(sheet, step):
    return derive.verify(sheet.replace("STEP", step)).claims[-1]


@pytest.mark.parametrize(("sheet", "step"), RIGHT)
def test_a_step_down_holds(sheet, step):
    assert _last(sheet, step).verdict == "holds"


@pytest.mark.parametrize(("sheet", "step"), WRONG)
def test_a_step_by_something_else_is_wrong(sheet, step):
    claims = derive.verify(sheet.replace("STEP", step)).claims
    assert [one.verdict for one in claims if one.root is None].count("wrong") == 1
    assert claims[-1].verdict == "wrong"


@pytest.mark.parametrize(("sheet", "step"), SILENT)
def test_nothing_is_said_of_other_rules(sheet, step):
    assert _last(sheet, step).verdict in ("no claim", "holds")


def test_the_sign_of_a_step_is_named():
    found = _last(UNITS, r"\Delta w_{kj} = \eta \delta_k h_j")
    assert found.slip == "sign"
    assert found.expected == r"\Delta w_{kj} = -\eta \delta_k h_j"
