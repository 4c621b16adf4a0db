"""Sheets without data: decided by what they define in letters themselves."""

from __future__ import annotations

import pytest

import derive

SOFTMAX = r"""
Let $p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$, $L = -\sum_i t_i \ln p_i$ and $\sum_i t_i = 1$.

If $i = j$:

$$\frac{\partial p_i}{\partial z_j} = p_i (1 - p_j)$$

If $i \neq j$:

$$\frac{\partial p_i}{\partial z_j} = -p_i p_j$$

Together $\frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_j)$, so

$$\frac{\partial L}{\partial z_j} = -\sum_i \frac{t_i}{p_i} \frac{\partial p_i}{\partial z_j}$$

$$= -t_j + p_j \sum_i t_i = p_j - t_j$$
"""
NEURON = r"""
With $z = w x + b$, $a = \sigma(z)$ and $C = \frac{1}{2}(a - y)^2$:

$$\frac{\partial C}{\partial w} = \frac{\partial C}{\partial a} \frac{\partial a}{\partial z} \frac{\partial z}{\partial w} = (a - y) a (1 - a) x$$

$$\frac{\partial C}{\partial b} = (a - y) a (1 - a)$$
"""  # noqa: E501
LINEAR = r"""
$$J(w) = \frac{1}{2m} \sum_{i=1}^m (w x_i + b - y_i)^2$$

$$\frac{\partial J}{\partial w} = \frac{1}{m} \sum_{i=1}^m (w x_i + b - y_i) x_i$$
"""
LAYERS = r"""
Let $a_j = \sum_i w_{ji} x_i$, $h_j = \tanh(a_j)$, $y_k = \sum_j v_{kj} h_j$ and
$E = \frac{1}{2} \sum_k (y_k - t_k)^2$.

$$\frac{\partial E}{\partial v_{kj}} = (y_k - t_k) h_j$$

$$\frac{\partial E}{\partial a_j} = (1 - h_j^2) \sum_k (y_k - t_k) v_{kj}$$
"""
BELL = r"""
A bell $\phi(u) = \exp\left(-\frac{(u - m)^2}{2 r^2}\right)$ in $y = v \phi(u)$, with
$E = \frac{1}{2} (y - t)^2$.

$$\frac{\partial \phi}{\partial u} = -\frac{u - m}{r^2} \phi(u)$$

$$\frac{\partial \phi}{\partial r}(u) = \frac{(u - m)^2}{r^3} \phi(u)$$

$$\frac{\partial E}{\partial m} = (y - t) v \frac{u - m}{r^2} \phi(u)$$
"""
FROM_ZERO = r"""
$$J(\theta_0, \theta_1) = \frac{1}{2m} \sum_{i=1}^m (\theta_0 + \theta_1 x_i - y_i)^2$$

$$\frac{\partial J}{\partial \theta_1} = \frac{1}{m} \sum_{i=1}^m (\theta_0 + \theta_1 x_i - y_i) x_i$$
"""  # noqa: E501
PLACES = r"""
With $z = w x + b$, $a = \sigma(z)$ and $C = \frac{1}{2}(a - y)^2$:

$$\frac{\partial C}{\partial a}(a, y) = a - y$$

$$\frac{\partial a}{\partial z} \left( z \right) = \sigma(z) (1 - \sigma(z))$$

$$\frac{\partial z}{\partial w}(w, x, b) = x$$
"""
SHEETS = {"softmax": SOFTMAX, "neuron": NEURON, "linear": LINEAR, "layers": LAYERS, "bell": BELL,
          "from zero": FROM_ZERO, "places": PLACES}  # fmt: skip
SLIPS = [
    ("softmax", "= p_i (1 - p_j)", "= p_i (1 + p_j)"),
    ("softmax", "= -p_i p_j", "= p_i p_j"),
    ("softmax", "= p_j - t_j", "= t_j - p_j"),
    ("neuron", "(a - y) a (1 - a) x", "(a - y) (1 - a) x"),
    ("neuron", "= (a - y) a (1 - a)$$", "= (a - y) a$$"),
    ("linear", r"= \frac{1}{m} \sum", r"= \frac{2}{m} \sum"),
    ("layers", "(y_k - t_k) h_j", "(y_k - t_k) h_k"),
    ("layers", "t_k) v_{kj}", "t_k) v_{jk}"),
    ("layers", "(1 - h_j^2)", "(1 - h_j)"),
    ("bell", r"= -\frac{u - m}{r^2} \phi", r"= \frac{u - m}{r} \phi"),
    ("bell", "{r^3}", "{r^4}"),
    ("bell", "(y - t) v", "(t - y) v"),
    ("from zero", r"= \frac{1}{m} \sum", r"= \frac{2}{m} \sum"),
    ("places", "= a - y", "= y - a"),
    ("places", "(1 - ", "(1 + "),
    ("places", "= x$$", "= w$$"),
]


@pytest.mark.parametrize("name", SHEETS)
def test_right_ones_hold(name: str) -> None:
    report = derive.verify(SHEETS[name])
    assert report.holds
    assert not any(one.verdict == "unread" for one in report.claims)
    derived = [one for one in report.claims if one.left.startswith(r"\frac{\partial")]
    assert len(derived) > (name == "layers")
    assert {one.verdict for one in derived} == {"holds"}


@pytest.mark.parametrize(("name", "right", "wrong"), SLIPS)
def test_a_slip_is_found_at_its_line(name: str, right: str, wrong: str) -> None:
    assert SHEETS[name].count(right) == 1
    text = SHEETS[name].replace(right, wrong)
    line = text[: text.index(wrong)].count("\n") + 1
    (found,) = derive.verify(text).findings
    assert (found.verdict, found.line) == ("wrong", line)


def test_one_hot_targets_need_no_word() -> None:
    text = SOFTMAX.replace(r" and $\sum_i t_i = 1$", "")
    assert derive.verify(text).holds


def test_a_function_that_nothing_tells_of_is_any_function() -> None:
    text = r"$E = (x - t)^2$, $x = f(u)$, $\frac{\partial E}{\partial u} = 2 (x - t) f'(u)$"
    assert derive.verify(text).claims[-1].verdict == "holds"
    for right, slip in (("f'(u)", "f(u)"), ("2 (x", "(x"), ("(x - t) f", "(t - x) f")):
        assert derive.verify(text.replace(right, slip)).claims[-1].verdict == "wrong"


@pytest.mark.parametrize("text", [
    "$w x + b = 0$",  # a line, not an identity
    r"$C = (a - y)^2$ is least where $\frac{\partial C}{\partial a} = 0$",
    r"$C = (a - y)^2$ and $\frac{\partial C}{\partial z} = \delta$",
    r"$E = (a - t)^2$, then $E = (b - t)^2$, $\frac{\partial E}{\partial a} = 3$",
])  # fmt: skip
def test_what_is_not_said_makes_no_claim(text: str) -> None:
    assert {one.verdict for one in derive.verify(text).claims} == {"no claim"}
