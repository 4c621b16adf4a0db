r"""Names and functions told in passing: "I call it $e$", sigmoid units s(net_j), k in outputs."""

from __future__ import annotations

import pytest

import derive

CALLED = r"""
A block with a way around: $u=Px+q$, $h=\tanh(u)$, $r=x+Kh$, on top $y=v^Tr$ and $L=\frac12(y-t)^2$.

At the end $\dfrac{\partial L}{\partial y}=y-t$. CALL

$$\frac{\partial L}{\partial v}=NAME\,r$$

$$\frac{\partial L}{\partial h}=NAME\,K^Tv$$

$$\frac{\partial L}{\partial q}=NAME\,(K^Tv)\odot(1-h\odot h)$$

$$\frac{\partial L}{\partial x}=NAME\,v+P^T\big(NAME\,(K^Tv)\odot(1-h\odot h)\big)$$
"""
WAYS = [("We call it $e$.", "e"), ("Nennen wir das $g$.", "g"), ("I shall name this $e$", "e")]

UNITS = """Sigmoid units throughout: o_j = s(net_j), net_j = sum_i w_ji * x_ji

    E = 1/2 * sum_{k in outputs} (t_k - o_k)^2

    do_j/dnet_j = o_j * (1 - o_j)
    dE/do_j = -(t_j - o_j)
    dE/dnet_j = -(t_j - o_j) * o_j * (1 - o_j)
"""

COLUMNS = r"""
$$Z^{[1]}=W^{[1]}X+b^{[1]},\quad A^{[1]}=\tanh(Z^{[1]})$$

$$Z^{[2]}=W^{[2]}A^{[1]}+b^{[2]},\quad A^{[2]}=\sigma(Z^{[2]})$$

$$J=-\frac1m\sum_{i=1}^m\Big(y^{(i)}\log a^{[2](i)}+(1-y^{(i)})\log(1-a^{[2](i)})\Big)$$

For a single one $\frac{\partial\mathcal L}{\partial z}=a-y$, so for all of them

$$dZ^{[2]}=A^{[2]}-Y$$

$$dZ^{[1]}=W^{[2]T}dZ^{[2]}\ast\big(1-(A^{[1]})^2\big)$$

$$dW^{[1]}=\frac1m\,dZ^{[1]}X^T$$
"""


def accused(sheet: str) -> list[int]:
    return [one.line for one in derive.verify(sheet).claims if one.verdict == "wrong"]


def holding(sheet: str) -> int:
    return sum(one.verdict == "holds" for one in derive.verify(sheet).claims)


@pytest.mark.parametrize(("words", "name"), WAYS)
def test_a_name_that_a_formula_gets_in_words(words: str, name: str) -> None:
    right = CALLED.replace("CALL", words).replace("NAME", name)
    assert accused(right) == []
    assert holding(right) >= 4
    assert accused(right.replace(f"{name}\\,K^Tv", f"{name}\\,K v")) == [8]
    assert accused(right.replace(f"={name}\\,v+", "=")) == [12]


def test_a_letter_for_the_function_of_units() -> None:
    assert accused(UNITS) == []
    assert holding(UNITS) == 6
    assert accused(UNITS.replace("dE/do_j = -(t_j", "dE/do_j = (t_j")) == [6]
    assert accused(UNITS.replace("= o_j * (1 - o_j)", "= o_j * (1 + o_j)")) == [5]


def test_one_example_beside_a_batch() -> None:
    assert accused(COLUMNS) == []
    assert holding(COLUMNS) >= 8
    assert accused(COLUMNS.replace("(1-(A^{[1]})^2", "(1-A^{[1]}")) == [12]
    assert accused(COLUMNS.replace("dZ^{[1]}X^T", "dZ^{[1]}X")) == [14]
