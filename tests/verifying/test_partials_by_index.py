"""Partial derivatives by a lower index, E_y for that of E by y, of what the sheet defines."""

import pytest

import derive

LETTERS = r"""We have $z = wx + b$, $p = \tanh(z)$, $q = kp$ and $C = (q - t)^2$.

$C_q = 2(q - t)$

$C_k = C_q\, p$

$C_p = C_q\, k$

$C_z = C_p {slope} = 2k(q - t) {slope}$

$C_w = C_z\, {by}$, and $C_b = C_z$
"""
PLAIN = """s = a*x, h = sigmoid(s), y = c*h, J = 0.5*(y - t)^2

J_y = y - t
J_c = J_y*h
J_h = J_y*{by}
J_s = J_h*h*(1 - h)
J_a = J_s*x = (y - t)*{by}*h*(1 - h)*x
"""
NUMBERS = """s = a*x, h = s^2, y = c*h, J = 0.5*(y - t)^2
a = 0.5, x = 2, c = 3, t = 1

s = 1
h = 1
y = 3
J_y = y - t = 2
J_c = J_y*h = 2
J_h = J_y*c = 6
J_s = J_h*2*s = {result}
"""


def found(sheet: str) -> list[int]:
    return [one.line for one in derive.verify(sheet).findings]


def test_such_derivatives_in_letters() -> None:
    assert derive.verify(LETTERS.format(slope="(1 - p^2)", by="x")).holds
    assert found(LETTERS.format(slope="(1 - p)", by="x"))[:1] == [9]
    assert found(LETTERS.format(slope="(1 - p^2)", by="w")) == [11]


@pytest.mark.parametrize(("by", "lines"), [("c", []), ("h", [5])])
def test_such_derivatives_in_plain_text(by: str, lines: list[int]) -> None:
    assert found(PLAIN.format(by=by))[:1] == lines


def test_such_derivatives_with_numbers() -> None:
    assert found(NUMBERS.format(result=12)) == []
    assert found(NUMBERS.format(result=6)) == [10]
