"""Batches of rows: softmax of each row, deltas of the mean loss, sums over the examples."""

import math

import pytest

import derive

X = [[0.5, 1.0], [-0.4, 0.6], [1.2, -0.3]]
W = [[0.3, -0.8, 0.2], [0.7, 0.4, -0.5]]
B = [0.1, -0.2, 0.3]
T = [[1, 0, 0], [0, 0, 1], [0, 1, 0]]
N = len(X)


def times(one: list[list[float]], other: list[list[float]]) -> list[list[float]]:
    columns = list(zip(*other, strict=True))
    return [
        [sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in one
    ]


def turned(rows: list[list[float]]) -> list[list[float]]:
    return [list(column) for column in zip(*rows, strict=True)]


def softmax(row: list[float]) -> list[float]:
    powers = [math.exp(z) for z in row]
    return [one / sum(powers) for one in powers]


Z = [[z + b for z, b in zip(row, B, strict=True)] for row in times(X, W)]
P = [softmax(row) for row in Z]
D = [[(p - t) / N for p, t in zip(*rows, strict=True)] for rows in zip(P, T, strict=True)]
DW = times(turned(X), D)
DB = [[sum(column) for column in zip(*D, strict=True)]]


def matrix(rows: list[list[float]], digits: int = 4) -> str:
    lines = (" & ".join(f"{one:.{digits}f}" for one in row) for row in rows)
    inside = r" \\ ".join(lines)
    return rf"\begin{{pmatrix}} {inside} \end{{pmatrix}}"


def sheet(**changed: str) -> str:
    line = {
        "number": "$N = 3$",
        "delta": r"\frac{\partial L}{\partial Z} = \frac{1}{N} (P - T)",
        "sum": r"\sum_i \frac{\partial L}{\partial Z_i}",
        "bias": matrix(DB),
        **changed,
    }
    return rf"""
$$X = {matrix(X, 1)}, \quad W = {matrix(W, 1)}, \quad b = {matrix([B], 1)}$$

$$T = {matrix(T, 0)}$$

The examples are the {line["number"]} rows; the loss is the average cross-entropy.

$$Z = X W + b = {matrix(Z)}$$

$$P = \text{{softmax}}(Z) = {matrix(P)}$$

$${line["delta"]} = {matrix(D)}$$

$$\frac{{\partial L}}{{\partial W}} = X^T \frac{{\partial L}}{{\partial Z}} = {matrix(DW)}$$

$$\frac{{\partial L}}{{\partial b}} = {line["sum"]} = {line["bias"]}$$
"""


def found(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.verdict) for one in derive.verify(text).findings]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"number": "three"},
        {"sum": r"\mathbf{1}^T \frac{\partial L}{\partial Z}"},
    ],
)
def test_a_right_batch_of_rows(changed: dict[str, str]) -> None:
    assert found(sheet(**changed)) == []


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        (12, {"delta": r"\frac{\partial L}{\partial Z} = \frac{1}{N} (T - P)"}),
        (16, {"bias": matrix([[one / N for one in DB[0]]])}),
        (16, {"bias": matrix([[one / N for one in DB[0]]]),
              "sum": r"\mathbf{1}^T \frac{\partial L}{\partial Z}"}),
    ],
)  # fmt: skip
def test_a_slip_is_found_once_at_its_line(line: int, changed: dict[str, str]) -> None:
    assert [one for one, _ in found(sheet(**changed))] == [line]


ADDED = r"""
$X = \begin{bmatrix} 0 & 1 \\ 1 & 1 \end{bmatrix}$,
$W = \begin{bmatrix} 1 & 2 \\ 1 & 1 \end{bmatrix}$,
$c = \begin{bmatrix} 0 \\ -1 \end{bmatrix}$,
$w = \begin{bmatrix} 0.5 \\ -1 \end{bmatrix}$, $b = 0.25$,
$t = (1, 0)^\top$.

$$Z = X W + BIAS = \begin{bmatrix} 1 & 0 \\ 2 & 2 \end{bmatrix}$$
$$H = \max\{0, Z\} = \begin{bmatrix} 1 & 0 \\ 2 & 2 \end{bmatrix}$$
$$y = H w + b = \begin{bmatrix} 0.75 \\ -0.75 \end{bmatrix}$$
$$L = \frac{1}{2} \sum_i (y_i - t_i)^2 = 0.3125$$
"""


@pytest.mark.parametrize(
    ("bias", "holds"),
    [
        (r"\mathbf{1} c^\top", True),
        (r"\bm 1 c^T", True),
        ("c^T", True),
        ("c", True),
        ("2 c^T", False),
        (r"\mathbf 1 w^T", False),
    ],
)
def test_a_bias_that_stands_is_turned_where_it_is_added(bias: str, holds: bool) -> None:
    report = derive.verify(ADDED.replace("BIAS", bias))
    assert [one.line for one in report.findings] == [8] * (not holds)


def test_an_output_that_is_a_weighted_sum_is_linear() -> None:
    sheet = ADDED.replace("BIAS", "c").replace("-1 \\end{bmatrix}$, $b", "0 \\end{bmatrix}$, $b")
    sheet = sheet.replace(r"\\ -0.75", r"\\ 1.25").replace("0.3125", "0.8125")
    # 0.5 and 1, and 0.25: a ReLU gives the same
    report = derive.verify(sheet)
    assert report.holds
    assert any("layer 2 is identity" in one for one in report.inferred)


BATCH_X, BATCH_T, BATCH_W, BATCH_B = ((1, 0.5), (-1, 2), (0.4, -1.5)), (1, 0, 1), (0.6, -0.2), 0.1


def column(numbers):
    return r"\begin{bmatrix} " + r" \\ ".join(numbers) + r" \end{bmatrix}"


def one_output(share):
    z = [BATCH_W[0] * a + BATCH_W[1] * b + BATCH_B for a, b in BATCH_X]
    p = [f"{1 / (1 + math.exp(-one)):.3f}" for one in z]
    plain = [float(one) - t for one, t in zip(p, BATCH_T, strict=True)]
    delta = [f"{one / 3 if share else one:.3f}" for one in plain]
    slope = sum(float(d) * x[0] for d, x in zip(delta, BATCH_X, strict=True))
    slope = slope if share else slope / 3
    third = r"\frac{1}{3}"
    return rf"""Each row of $X$ is an example: $z = X w + b$, $p = \sigma(z)$; the loss is the mean
binary cross-entropy.

$$X = \begin{{bmatrix}} 1 & 0.5 \\ -1 & 2 \\ 0.4 & -1.5 \end{{bmatrix}}, \quad t = {column("101")},
\quad w = {column(("0.6", "-0.2"))}, \quad b = 0.1$$

$$p = {column(p)}$$

$$\delta = {third if share else ""} (p - t) = {column(delta)}$$

$$\frac{{\partial L}}{{\partial w}} = {"" if share else third} X^T \delta$$

$$\frac{{\partial L}}{{\partial w_1}} = {slope:.3f}$$
"""


@pytest.mark.parametrize("share", [True, False])
def test_one_output_for_each_row_may_have_its_share_of_the_mean(share):
    sheet = one_output(share)
    assert derive.verify(sheet).holds
    for right, wrong in ((r"\delta = ", r"\delta = 2 "), ("X^T", "2 X^T")):
        (found, *_) = derive.verify(sheet.replace(right, wrong)).findings
        assert found.left.startswith(r"\delta" if "delta" in right else r"\frac{\partial L}")
