"""Models in letters whose parts get names later, and derivatives with other names held fixed."""

import pytest

import derive

TIED = r"""Encoder: $u = \tanh(A v + p)$ with $A \in \mathbb R^{m \times d}$. Decoder: $\hat v = A^\top u + q$.

Loss $L = \frac12 \lVert \hat v - v \rVert^2$.

Let $r = \partial L/\partial \hat v = \hat v - v$, and so $\partial L/\partial q = r$.

$$\frac{\partial L}{\partial u} = A r$$

With $n = A v + p$,

$$\epsilon := \frac{\partial L}{\partial n} = (A r) \odot SLOPE$$

As $\hat v_i = \sum_j A_{ji} u_j + q_i$, $\partial \hat v_i / \partial A_{ji} = DIRECT$. Together

$$\frac{\partial L}{\partial A} = \epsilon v^\top + u r^\top$$
"""  # noqa: E501


def sheet(slope: str = r"(1 - u \odot u)", direct: str = "u_j") -> str:
    return TIED.replace("SLOPE", slope).replace("DIRECT", direct)


def test_what_is_derived_by_a_part_goes_through_it() -> None:
    report = derive.verify(sheet())
    assert report.holds, report.findings
    told = {one.line: one.verdict for one in report.claims}
    assert told[11] == told[15] == "holds"


@pytest.mark.parametrize("slope", [r"(1 - n \odot n)", r"(1 + u \odot u)", r"(1 - u)"])
def test_a_wrong_slope_of_a_part_is_found(slope: str) -> None:
    assert [one.line for one in derive.verify(sheet(slope)).findings] == [11]


@pytest.mark.parametrize("direct", ["u_i", "2 u_j", "v_j"])
def test_a_derivative_that_is_wrong_either_way_is_found(direct: str) -> None:
    assert [one.line for one in derive.verify(sheet(direct=direct)).findings] == [13]
