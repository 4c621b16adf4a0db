"""Traces in the comments of code: u . h as a product, dL/dyhat, entries beside whole vectors."""

import pytest

import derive

TRACE = """# one step by hand
# model: s = A @ x + c ; h = relu(s) ; yhat = v . h + d ; L = (yhat - y)**2

x = [2, -1]
A = [[0.5, 1.5], [1, -0.5], [-0.25, 0.5]]
c = [0, 0.5, 0.25]
v = [2, 0.4, -1]
d = 0.1
y = 2

s[0] = 0.5*2 + 1.5*(-1) + 0 = -0.5
s[1] = 1*2 - 0.5*(-1) + 0.5 = 3
s[2] = -0.25*2 + 0.5*(-1) + 0.25 = -0.75
h = [0, 3, 0]
yhat = 2*0 + 0.4*3 - 1*0 + 0.1 = 1.3

dL/dyhat = 2*(yhat - y) = -1.4
dL/dh = dL/dyhat * v = [-2.8, -0.56, 1.4]
dL/ds = dL/dh * (s > 0) = [0, -0.56, 0]
dL/dA = outer(dL/ds, x) = [[0, 0], [-1.12, 0.56], [0, 0]]
"""
NUMBERED = TRACE.replace("A", "W1").replace("c =", "b1 =").replace("+ c", "+ b1")
NUMBERED = NUMBERED.replace("v", "w2").replace("d =", "b2 =").replace("+ d", "+ b2")
NUMBERED = NUMBERED.replace("s[", "z[").replace("dL/ds", "dL/dz").replace("(s", "(z")
NUMBERED = NUMBERED.replace(" s =", " z =")
SLIPS = [
    ("[0, -0.56, 0]", "[-2.8, -0.56, 0]", 19),
    ("= -1.4\n", "= -0.7\n", 17),
    ("[-2.8, -0.56, 1.4]", "[-2.8, -0.56, -1.4]", 18),
    ("[-1.12, 0.56]", "[-1.12, -0.56]", 20),
]


def test_a_right_trace_holds() -> None:
    report = derive.verify(NUMBERED)
    assert not [(one.line, one.left, one.right) for one in report.findings]
    told = {one.line: one.verdict for one in report.claims if one.right.startswith("[")}
    assert {told[line] for line in (18, 19, 20)} <= {"holds", "holds as shown"}


@pytest.mark.parametrize(("old", "new", "line"), SLIPS)
def test_a_slip_is_found_at_its_line(old: str, new: str, line: int) -> None:
    assert NUMBERED.count(old) == 1
    report = derive.verify(NUMBERED.replace(old, new))
    assert [one.line for one in report.findings if one.verdict == "wrong"] == [line]
