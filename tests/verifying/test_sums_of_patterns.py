r"""Losses that add up, or average, those of patterns: E = \sum_n E_n."""

from __future__ import annotations

import pytest

import derive

BELOW = r"""
Units: $a_{nj}=\sum_i w_{ji}x_{ni}$, $z_{nj}=\tanh(a_{nj})$, $y_{nk}=\sum_j v_{kj}z_{nj}$.

Each pattern costs $E_n=\frac12\sum_k(y_{nk}-t_{nk})^2$, so $E=SUM_{n=1}^N E_n$.

With $\delta_{nk}=\frac{\partial E_n}{\partial y_{nk}}=y_{nk}-t_{nk}$ we have

$$\frac{\partial E}{\partial v_{kj}}=SUM_n\delta_{nk} z_{nj}$$

$$\frac{\partial E}{\partial w_{ji}}=SUM_n(1-z_{nj}^2)x_{ni}\sum_k v_{kj}\delta_{nk}$$
"""

LEFT_OUT = r"""
For one pattern $a_j=\sum_{i=0}^{D}w^{(1)}_{ji}x_i$, $z_j=\tanh(a_j)$, $y_k=\sum_{j=0}^{M}w^{(2)}_{kj}z_j$
and $E_n=\frac12\sum_k(y_k-t_k)^2$.

$$\delta_k=\frac{\partial E_n}{\partial y_k}=y_k-t_k$$

$$\delta_j=\frac{\partial E_n}{\partial a_j}=(1-z_j^2)\sum_k w^{(2)}_{kj}\delta_k$$

$$\frac{\partial E_n}{\partial w^{(2)}_{kj}}=\delta_k z_j$$

All of them: $E=SUM_n E_n$, thus

$$\frac{\partial E}{\partial w^{(2)}_{kj}}=SUM_n(y_{nk}-t_{nk})z_{nj}$$
"""  # noqa: E501

RAISED = r"""
$h_j^\mu=\sum_k w_{jk}\xi_k^\mu$, $V_j^\mu=g(h_j^\mu)$, $h_i^\mu=\sum_j W_{ij}V_j^\mu$
and $O_i^\mu=g(h_i^\mu)$

$E^\mu=\frac12\sum_i(\zeta_i^\mu-O_i^\mu)^2$ and $E=SUM_\mu E^\mu$

$$\frac{\partial E}{\partial W_{ij}}=-SUM_\mu(\zeta_i^\mu-O_i^\mu)g'(h_i^\mu)V_j^\mu$$
"""

MEAN = {r"SUM_n": r"\frac{1}{N}\sum_n", r"SUM_{n=1}^N": r"\frac{1}{N}\sum_{n=1}^N",
        r"SUM_\mu": r"\frac{1}{p}\sum_\mu"}  # fmt: skip

SLIPS = (
    (BELOW, r"\delta_{nk} z_{nj}$$", r"\delta_{nk} a_{nj}$$", 8),
    (BELOW, r"(1-z_{nj}^2)", r"(1-z_{nj})^2", 10),
    (BELOW, r"x_{ni}\sum_k v_{kj}", r"x_{ni}\sum_k v_{jk}", 10),
    (LEFT_OUT, r"=\delta_k z_j", r"=\delta_k a_j", 9),
    (LEFT_OUT, r"(y_{nk}-t_{nk})z", r"(t_{nk}-y_{nk})z", 13),
    (RAISED, r"V_j^\mu$$", r"\xi_j^\mu$$", 7),
    (RAISED, r"=-SUM", r"=SUM", 7),
)


def meant(sheet: str, mean: bool) -> str:
    for name, put in MEAN.items():
        sheet = sheet.replace(name, put if mean else name.replace("SUM", r"\sum"))
    return sheet


def accused(sheet: str) -> list[int]:
    return [one.line for one in derive.verify(sheet).claims if one.verdict == "wrong"]


@pytest.mark.parametrize("mean", [False, True])
@pytest.mark.parametrize("sheet", [BELOW, LEFT_OUT, RAISED])
def test_right_sheets_hold(sheet: str, mean: bool) -> None:
    told = derive.verify(meant(sheet, mean)).claims
    assert {one.verdict for one in told[-2:]} == {"holds"} or told[-1].verdict == "holds"
    assert not [one for one in told if one.verdict == "wrong"]


@pytest.mark.parametrize("mean", [False, True])
@pytest.mark.parametrize(("sheet", "right", "slip", "line"), SLIPS)
def test_slips_are_found_alone(sheet: str, right: str, slip: str, line: int, mean: bool) -> None:
    assert right in sheet
    assert accused(meant(sheet.replace(right, slip), mean)) == [line]


def test_a_sum_in_place_of_the_mean_is_found() -> None:
    sheet = meant(BELOW, True)
    slip = sheet.replace(r"\frac{1}{N}\sum_n\delta", r"\sum_n\delta")
    assert slip != sheet
    assert accused(slip) == [8]
