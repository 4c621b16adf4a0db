"""A line that is right of another function than the one it writes."""

import math

import pytest

import derive

Z = (0.5, 0.1)
POWERS = [math.exp(one) for one in Z]
SHARES = [f"{one / sum(POWERS):.4f}" for one in POWERS]
TANH = [f"{math.tanh(one):.4f}" for one in Z]
SHEET = r"""$x = (1, 2)^T$, $W = \begin{pmatrix} 0.1 & 0.2 \\ 0.3 & -0.1 \end{pmatrix}$, 
$b = (0, 0)^T$, $t = (1, 0)^T$. The output is a softmax, the loss is the cross-entropy.

$z = W x + b = \begin{pmatrix} 0.5 \\ 0.1 \end{pmatrix}$

$y = NAME\begin{pmatrix} 0.5 \\ 0.1 \end{pmatrix} = \begin{pmatrix} FIRST \\ SECOND \end{pmatrix}$
"""
BARE = """The output should be a softmax.

$$q = NAME\\begin{pmatrix} 0.5 \\\\ 0.1 \\end{pmatrix} = \\begin{pmatrix} FIRST \\\\ SECOND \\end{pmatrix}$$
"""  # noqa: E501


def findings(sheet, name, numbers):
    text = sheet.replace("NAME", name)
    for place, number in zip(("FIRST", "SECOND"), numbers, strict=True):
        text = text.replace(place, number)
    return [(one.verdict, one.message) for one in derive.verify(text).findings]


@pytest.mark.parametrize("sheet", [SHEET, BARE], ids=["network", "numbers alone"])
def test_the_function_that_is_meant_is_told(sheet):
    assert findings(sheet, r"\operatorname{softmax}", SHARES) == []
    ((verdict, message),) = findings(sheet, r"\tanh", SHARES)
    assert (verdict, message.rpartition(": ")[2]) == ("mislabelled", "softmax.")


def test_a_function_of_which_nothing_is_said_is_not_meant():
    ((verdict, _),) = findings(BARE.replace("softmax", "vector"), r"\tanh", SHARES)
    assert verdict == "wrong"
    assert findings(SHEET, r"\operatorname{softmax}", TANH)[0][0] == "wrong"
