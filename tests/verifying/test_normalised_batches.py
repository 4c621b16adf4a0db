"""Normalisation of a batch in letters: a square that is a name, and a loss that nothing defines.

The formulas are those of Ioffe and Szegedy, "Batch Normalization" (2015), section 3; the slips are
single changes of them.
"""

from __future__ import annotations

import pytest

import derive

SHEET = r"""The batch $x_1, \dots, x_n$ of one feature:
\begin{align}
m &= \frac1n\sum_{i=1}^n x_i, & s^2 &= \frac1n\sum_{i=1}^n (x_i-m)^2, \\
u_i &= \frac{x_i-m}{\sqrt{s^2+\epsilon}}, & y_i &= \gamma u_i + \beta .
\end{align}
\begin{align}
\frac{\partial L}{\partial \beta} &= \sum_{i=1}^n \frac{\partial L}{\partial y_i} \\
\frac{\partial L}{\partial \gamma} &= \sum_{i=1}^n \frac{\partial L}{\partial y_i}\, u_i \\
\frac{\partial L}{\partial u_i} &= \gamma\,\frac{\partial L}{\partial y_i} \\
\frac{\partial L}{\partial s^2} &= -\frac12 (s^2+\epsilon)^{-3/2}
  \sum_{i=1}^n \frac{\partial L}{\partial u_i}(x_i-m) \\
\frac{\partial L}{\partial m} &= -\frac{1}{\sqrt{s^2+\epsilon}}
  \sum_{i=1}^n \frac{\partial L}{\partial u_i} \\
\frac{\partial L}{\partial x_i} &= \frac{\partial L}{\partial u_i}\frac{1}{\sqrt{s^2+\epsilon}}
  + \frac{\partial L}{\partial s^2}\,\frac{2(x_i-m)}{n} + \frac{1}{n}\frac{\partial L}{\partial m}
\end{align}
"""
DOTS = r"""Forward, for $i = 1, \dots, m$:

- $\mu = \frac1m\sum_i x_i$ and $\sigma^2 = \frac1m\sum_i (x_i-\mu)^2$
- $\hat x_i = \frac{x_i-\mu}{\sqrt{\sigma^2+\epsilon}}$
- $y_i = \gamma\hat x_i + \beta$

With $\dot y_i = \frac{\partial L}{\partial y_i}$:

- $\dot\gamma = \sum_i \dot y_i\hat x_i$
- $\dot\beta = \sum_i \dot y_i$
- $\dot{\hat x}_i = \gamma\,\dot y_i$
- all others held fixed, $\frac{\partial\sigma^2}{\partial x_i} = \frac{2(x_i-\mu)}{m}$
"""


@pytest.mark.parametrize("sheet", [SHEET, DOTS])
def test_the_right_formulas_hold(sheet: str) -> None:
    report = derive.verify(sheet)
    assert report.holds
    assert report.summary["holds"] >= 6


@pytest.mark.parametrize(
    ("sheet", "right", "wrong", "line"),
    [
        (SHEET, r"y_i}\, u_i", r"y_i}", 8),
        (SHEET, r"= \gamma\,", r"= \beta\,", 9),
        (SHEET, r"-\frac12", r"\frac12", 10),
        (SHEET, r"^{-3/2}", r"^{-1/2}", 10),
        (SHEET, r"-\frac{1}{\sqrt", r"\frac{1}{\sqrt", 12),
        (SHEET, r"+ \frac{1}{n}\frac", r"+ \frac", 14),
        (DOTS, r"= \frac{2(x_i-\mu)}{m}", r"= 2(x_i-\mu)", 12),
        (DOTS, r"\gamma\,\dot y_i", r"\dot y_i", 11),
    ],
)
def test_a_slip_is_found_at_its_line(sheet: str, right: str, wrong: str, line: int) -> None:
    assert sheet.count(right) == 1
    (found,) = derive.verify(sheet.replace(right, wrong)).findings
    assert found.line == line


def test_a_square_beside_its_root_is_a_power() -> None:
    report = derive.verify("$r^2 = x^2 + y^2$ with $x = 3$, $y = 4$, so $r = 5$ and $r^2 = 25$")
    assert report.holds
