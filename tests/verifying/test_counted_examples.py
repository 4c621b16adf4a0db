"""Examples that an index counts: r_1 and r_2, x_{n1}, h_{jn}; every number worked out here."""

from __future__ import annotations

import math

import pytest

import derive
from derive.teaching.verifying.reporting.report import FINDINGS

INPUTS, TARGETS = [(1, 0), (0, 1), (1, 1)], [1, 0, 0.5]
HIDDEN = [
    [math.tanh(0.4 * x - 0.2 * y), math.tanh(0.3 * x + 0.5 * y + 0.1)] for x, y in INPUTS
]  # fmt: skip
OUTPUTS = [0.5 * h - 0.4 * k + 0.2 for h, k in HIDDEN]
ERRORS = [y - t for y, t in zip(OUTPUTS, TARGETS, strict=True)]


def found(sheet: str, exercise: str | None = None) -> list[int]:
    """The lines at which something is wrong, or not read."""
    claims = derive.verify(sheet, exercise=exercise).claims
    return [one.line for one in claims if one.verdict in (*FINDINGS, "unread")]


def batch(last: bool = False, **slips: float) -> str:
    """Three examples of a network with two hidden units; what is in `slips` is added to a value."""

    def h(n: object, j: int) -> str:
        return f"h_{{{j}{n}}}" if last else f"h_{{{n}{j}}}"

    lines = []
    for n, (hidden, y) in enumerate(zip(HIDDEN, OUTPUTS, strict=True), start=1):
        units = ", ".join(f"${h(n, j)} = {one:.4f}$" for j, one in enumerate(hidden, start=1))
        lines.append(f"{units}, $y_{n} = {y + slips.get(f'y{n}', 0):.4f}$")
    for n, e in enumerate(ERRORS, start=1):
        lines.append(f"$e_{n} = y_{n} - t_{n} = {e + slips.get(f'e{n}', 0):.4f}$")
    for j in (1, 2):
        pairs = [(e, hidden[j - 1]) for e, hidden in zip(ERRORS, HIDDEN, strict=True)]
        put_in = " + ".join(f"({e:.4f}) \\cdot ({one:.4f})" for e, one in pairs)
        mean = sum(e * one for e, one in pairs) / 3 + slips.get(f"v{j}", 0)
        lines.append(
            f"$\\frac{{\\partial L}}{{\\partial v_{j}}} = \\frac13 \\sum_n e_n {h('n', j)}"
            f" = \\frac13 ({put_in}) = {mean:.4f}$"
        )
    lines.append(
        f"$\\frac{{\\partial L}}{{\\partial c}} = \\frac13 \\sum_n e_n = {sum(ERRORS) / 3:.4f}$"
    )
    return "\n\n".join(lines)


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(
    ("slips", "line"),
    [({}, None), ({"y2": 0.01}, 3), ({"e3": 0.1}, 11), ({"v1": 0.02}, 13), ({"v2": 0.3}, 15)],
)
def test_an_index_may_count_the_examples(
    last: bool, slips: dict[str, float], line: int | None
) -> None:
    assert found(batch(last, **slips), "mean-batch") == ([] if line is None else [line])


SCORES = [0.5 * 2 - 0.25 * 1 + 0.1, 0.5 * 1 - 0.25 * 3 + 0.1]
CHANCES = [1 / (1 + math.exp(-z)) for z in SCORES]
FIRST, SECOND = CHANCES[0] - 1, CHANCES[1]
LOSSES = [-math.log(CHANCES[0]), -math.log(1 - CHANCES[1])]
BY_WEIGHTS = f"({2 * FIRST + SECOND:.4f}, {FIRST + 3 * SECOND:.4f})"
DATA = """The activation is the sigmoid, the loss is the cross-entropy.

$x_1 = (2, 1)^T$, $x_2 = (1, 3)^T$, $t_1 = 1$, $t_2 = 0$, $w = (0.5, -0.25)^T$, $b = 0.1$

"""
LOGISTIC = f"""$z_1 = w^T x_1 + b = 0.85$, $z_2 = w^T x_2 + b = -0.15$

$p_1 = \\sigma(z_1) = {CHANCES[0]:.4f}$, $p_2 = \\sigma(z_2) = {CHANCES[1]:.4f}$

$L_1 = -\\ln p_1 = {LOSSES[0]:.4f}$, $L_2 = -\\ln(1 - p_2) = {LOSSES[1]:.4f}$

$r_1 = p_1 - t_1 = {FIRST:.4f}$, $r_2 = p_2 - t_2 = {SECOND:.4f}$

$\\frac{{\\partial L}}{{\\partial w}} = \\sum_n r_n x_n = {BY_WEIGHTS}$

$\\frac{{\\partial L}}{{\\partial b}} = \\sum_n r_n = r_1 + r_2 = {FIRST + SECOND:.4f}$
"""


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        ("", "", None),
        ("-0.15$", "-0.25$", 1),
        ("p_2 - t_2 =", "t_2 - p_2 = -", 7),
        (f"r_1 + r_2 = {FIRST + SECOND:.4f}", f"r_1 - r_2 = {FIRST - SECOND:.4f}", 11),
    ],
)
@pytest.mark.parametrize("data", ["", DATA])
def test_inputs_may_be_counted_whole(data: str, right: str, slip: str, line: int | None) -> None:
    sheet = data + LOGISTIC.replace(right, slip)
    before = data.count("\n")
    assert found(sheet, None if data else "logistic-regression") == (
        [] if line is None else [line + before]
    )


def test_components_of_counted_examples() -> None:
    sums = """$r_1 = 0.701 - 1 = -0.299$, $r_2 = 0.463 - 0 = 0.463$

$\\sum_n r_n x_{n1} = -0.299 \\cdot 2 + 0.463 \\cdot 1 = -0.135$

$\\sum_n r_n x_{n2} = -0.299 \\cdot 1 + 0.463 \\cdot 3 = 1.090$
"""
    assert found(sums, "logistic-regression") == []
    assert found(sums.replace("0.463 \\cdot 3", "0.463 \\cdot 2"), "logistic-regression") == [5]
    assert found(sums.replace("0.463 - 0 = 0.463", "0.463 - 1 = -0.537"), "logistic-regression")[
        :1
    ] == [1]
