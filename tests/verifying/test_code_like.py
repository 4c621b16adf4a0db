"""Sheets that write as programs do: do and dz1 for derivatives, ** for powers."""

from math import tanh

import pytest

import derive
from derive.resources import exercises
from derive.teaching.exercise import read

H = [round(tanh(one), 4) for one in (0.5, -0.2)]
OUT = round(0.5 * H[0] - 1.5 * H[1] + 0.2, 4)
DO = round(2 * (OUT - 1), 4)

SHEET = f"""A small net, in plain code. `dq` is the derivative of `E` with respect to `q`.

```
x  = [1.0, 2.0]            y = 1
W  = [[0.3, 0.1],          c = [0.0, 0.2]
      [0.6, -0.5]]
v  = [0.5, -1.5]           d = 0.2
```

```
z1 = 0.3*1.0 + 0.1*2.0 + 0.0 = 0.5
z2 = 0.6*1.0 - 0.5*2.0 + 0.2 = -0.2
h1 = tanh(0.5) = {H[0]}
h2 = tanh(-0.2) = {H[1]}
o  = 0.5*{H[0]} - 1.5*({H[1]}) + 0.2 = {OUT}
E  = (o - y)**2 = {(OUT - 1) ** 2:.4f}
```

Going back:

```
do  = 2*(o - y) = {DO}
dd  = do = {DO}
dv1 = DV1
dh1 = do*v1 = {DO * 0.5:.4f}
dz1 = DZ1
```
"""
DV1 = f"do*h1 = {DO * H[0]:.4f}"
DZ1 = f"dh1*(1 - h1**2) = {DO * 0.5 * (1 - H[0] ** 2):.4f}"


def sheet(first: str = DV1, second: str = DZ1) -> str:
    return SHEET.replace("DV1", first).replace("DZ1", second)


def test_a_sheet_in_code_is_read() -> None:
    report = derive.verify(sheet())
    assert report.holds
    assert {22, 23, 24, 25, 26} <= {one.line for one in report.claims if one.verdict == "holds"}


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [
        (DV1, f"dh1*(1 - h1) = {DO * 0.5 * (1 - H[0]):.4f}", 26),
        (DV1, f"do*(1 - h1**2) = {DO * (1 - H[0] ** 2):.4f}", 26),
        (f"do*h2 = {DO * H[1]:.4f}", DZ1, 24),
    ],
)
def test_slips_are_found_at_their_line(first: str, second: str, line: int) -> None:
    found = derive.verify(sheet(first, second)).findings
    assert [one.line for one in found if one.verdict == "wrong"] == [line]


def sigmoid(z: float) -> float:
    return round(1 / (1 + 2.718281828459045**-z), 4)


A1 = sigmoid(0.75)
A2 = sigmoid(round(-1.5 * A1, 4))
D2 = round(2 * (A2 - 1) * round(A2 * (1 - A2), 4), 4)
CHAIN = f"""A CHAIN

   a0 --w1--> (z1|a1) --w2--> (z2|a2) --> E = (a2 - y)^2

s(z) = 1/(1+exp(-z))
a0 = 1.5   w1 = 0.5   w2 = -1.5   y = 1   rate = 2

z1 = w1*a0 = 0.75     a1 = s(0.75) = {A1}
z2 = w2*a1 = {-1.5 * A1:.4f}   a2 = s({-1.5 * A1:.4f}) = {A2}

s'(z1) = {A1}*(1 - {A1}) = {A1 * (1 - A1):.4f}
s'(z2) = {A2}*(1 - {A2}) = {A2 * (1 - A2):.4f}

backward, dk means dE/dzk
d2 = 2*(a2 - y)*s'(z2) = 2*({A2} - 1)*{A2 * (1 - A2):.4f} = {D2}
d1 = D1
"""


def test_a_loss_at_the_end_of_a_picture() -> None:
    right = round(D2 * -1.5 * A1 * (1 - A1), 4)
    assert derive.verify(CHAIN.replace("D1", f"d2*w2*s'(z1) = {right}")).holds
    (found,) = derive.verify(CHAIN.replace("D1", f"d2*w2 = {D2 * -1.5:.4f}")).findings
    assert found.line == 16


UNITS = """leaky relu, slope 0.1, lr 0.1
x1 = 1, x2 = 2, t = 1
w1 = 0.5, w2 = 0.5, w3 = 1, w4 = -1, w5 = 1, w6 = 2

in1 = 0.5*1+0.5*2-0.5 = 1     h1 = 1
in2 = 1*1-1*2+0 = -1          h2 = 0.1*(-1) = -0.1
y = 1*1+2*(-0.1)-0.3 = 0.5

dy = 0.5-1 = -0.5
dh2 = dy*w6*0.1 = -0.5*2*0.1 = -0.1

w3 = 1-0.1*(-0.1)*{} = {}
"""


def test_derivatives_of_units_may_hold_the_slope() -> None:
    leaky = read(exercises()["leaky-relu"])
    assert derive.verify(UNITS.format(1, 1.01), leaky).holds
    assert not derive.verify(UNITS.format(2, 1.02), leaky).holds
