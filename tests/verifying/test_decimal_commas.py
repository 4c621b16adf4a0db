"""Decimals with a plain comma are read where the whole sheet writes them so."""

import math

import pytest

import derive

Z = 0.4 * 0.8 + 0.3 * -0.5 + 0.1
A = 1 / (1 + math.exp(-Z))


def sheet(a: float = A) -> str:
    points = rf"""
Gegeben: $x_1 = 0.8$, $x_2 = -0.5$, $w_{{1,1}} = 0.4$, $w_{{1,2}} = 0.3$,
$b = 0.1$, $t = 1$, $\eta = 0.5$.

$$z = w_{{1,1}} x_1 + w_{{1,2}} x_2 + b = 0.4 \cdot 0.8 + 0.3 \cdot (-0.5) + 0.1 = {Z:.2f}$$

$$a = \sigma(z) = {a:.4f}$$

$$\delta = (a - t) a (1 - a) = {(a - 1) * a * (1 - a):.4f}$$
"""
    return points.replace(".", ",").replace("$,\n", "$.\n")


def test_a_right_sheet_holds() -> None:
    report = derive.verify(sheet())
    assert report.holds
    assert report.summary["holds as shown"] >= 4


def test_a_slip_counts_once_and_is_corrected_with_a_comma() -> None:
    (found,) = derive.verify(sheet(A + 0.1)).findings
    assert found.expected == rf"\sigma(z) = {A:.4f}".replace(".", ",")


@pytest.mark.parametrize("line", ["$x = (0,1)$, $y = (1,0)$, $a = 0.5 + 0.5 = 1$", "$i = 1,2$"])
def test_lists_stay_lists(line: str) -> None:
    assert not list(derive.verify(line).findings)
