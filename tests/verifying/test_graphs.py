"""Graphs of arithmetic whose inputs are called x and y: no network, whatever function ends them."""

import pytest

import derive

SUM = r"""A small graph: $f = \frac{1}{1 + e^{-(x + y) w}}$ with $x = 2$, $y = -1$, $w = 0.5$.

$s = x + y = 1$
$m = s\,w = 0.5$
$f = \sigma(m) = 0.6225$

$\frac{\partial f}{\partial m} = f (1 - f) = 0.2350$
$\frac{\partial f}{\partial s} = w\,\frac{\partial f}{\partial m} = 0.1175$
$\frac{\partial f}{\partial w} = s\,\frac{\partial f}{\partial m} = 0.2350$
$\frac{\partial f}{\partial y} = \frac{\partial f}{\partial s} = 0.1175$
"""
PRODUCT = """Backprop by hand, x = 3, y = -2, b = 1

u = x*y = -6
v = u + b = -5
f = tanh(v/10) = -0.4621

df/dv = (1 - f^2)/10 = 0.0786
df/du = df/dv = 0.0786
df/dx = y*df/du = -0.1573
df/dy = x*df/du = 0.2359
"""
SLIPS = [
    (SUM, r"s\,\frac{\partial f}{\partial m} = 0.2350",
     r"s\,\frac{\partial f}{\partial m} = 0.1175", 9),
    (SUM, r"\partial m} = 0.1175", r"\partial m} = 0.2350", 8),
    (PRODUCT, "x*df/du = 0.2359", "x*df/du = -0.1573", 10),
    (PRODUCT, "y*df/du = -0.1573", "y*df/du = 0.2359", 9),
]  # fmt: skip


@pytest.mark.parametrize("sheet", [SUM, PRODUCT])
def test_nothing_is_taken_for_a_target(sheet: str) -> None:
    report = derive.verify(sheet)
    assert not [(one.line, one.left, one.right) for one in report.findings]


@pytest.mark.parametrize(("sheet", "old", "new", "line"), SLIPS)
def test_a_wrong_factor_is_found(sheet: str, old: str, new: str, line: int) -> None:
    assert old in sheet
    report = derive.verify(sheet.replace(old, new))
    assert [one.line for one in report.findings if one.verdict == "wrong"] == [line]
