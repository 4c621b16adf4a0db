"""What a batch's sheet says outright: its functions, its mean, examples as rows or as columns."""

from __future__ import annotations

from math import exp, log, tanh

import pytest

import derive

X = [[1.2, -0.4, 0.6], [0.2, 0.9, -1.1]]  # examples as columns
W1 = [[0.3, -0.5], [0.7, 0.2]]
W2 = [[0.4, -0.3], [-0.6, 0.5], [0.1, 0.8]]
T = [[0, 1, 0], [0, 0, 1], [1, 0, 0]]


def times(one, other):
    return [[sum(a * b for a, b in zip(row, column)) for column in zip(*other)] for row in one]


def turned(one):
    return [list(row) for row in zip(*one)]


def entrywise(change, *tables):
    return [[change(*cells) for cells in zip(*rows)] for rows in zip(*tables)]


def softmax(z):
    powers = entrywise(exp, z)
    sums = [sum(column) for column in zip(*powers)]
    return [[one / total for one, total in zip(row, sums)] for row in powers]


def sheet(rows=False, mean=True, forget=False, slip="", letters="ZHGY") -> str:
    """Two layers without biases; `forget`: the third is left out of the deltas' numbers."""
    a, h, g, y = letters
    share = 1 / 3 if mean else 1
    z1 = times(W1, X)
    a1 = entrywise(tanh, z1)
    z2 = times(W2, a1)
    out = softmax(z2)
    if slip == "output":
        out[0][1] += 0.03
    loss = -share * sum(t * log(p) for ts, ps in zip(T, out) for t, p in zip(ts, ps))
    kept = 1 if forget else share
    delta = entrywise(lambda p, t: kept * (p - t), out, T)
    if slip == "delta":
        delta[1][0] += 0.04
    grad = times(delta, turned(a1))
    back = times(turned(W2), delta)
    before = entrywise(lambda d, v: d * (1 - v * v), back, a1)
    first = times(before, turned(X))

    def shown(table, digits=4):
        table = turned(table) if rows else table
        cells = r" \\ ".join(" & ".join(f"{one:.{digits}f}" for one in row) for row in table)
        return rf"\begin{{bmatrix}} {cells} \end{{bmatrix}}"

    part = r"\frac13 " if mean else ""
    product = (lambda w, v: f"{v} {w}") if rows else (lambda w, v: f"{w} {v}")
    back_said = rf"{g}_2 W_2^\top" if rows else rf"W_2^\top {g}_2"
    outer = (lambda d, v: rf"{v}^\top {d}") if rows else (lambda d, v: rf"{d} {v}^\top")
    lines = [
        rf"X = {shown(X, 1)}, \quad T = {shown(T, 0)}",
        rf"W_1 = {shown(W1, 1)}, \quad W_2 = {shown(W2, 1)}",
        rf"{a}_1 = {product('W_1', 'X')} = {shown(z1)}",
        rf"{h}_1 = \tanh({a}_1) = {shown(a1)}",
        rf"{a}_2 = {product('W_2', f'{h}_1')} = {shown(z2)}",
        rf"{y} = \mathrm{{softmax}}({a}_2) = {shown(out)}",
        rf"L = -{part}\sum_n \sum_k t_{{kn}} \ln \hat y_{{kn}} = {loss:.4f}",
        rf"{g}_2 = \frac{{\partial L}}{{\partial {a}_2}} = {part}({y} - T) = {shown(delta)}",
        rf"\frac{{\partial L}}{{\partial W_2}} = {outer(f'{g}_2', f'{h}_1')} = {shown(grad)}",
        rf"{g}_1 = {back_said} \odot (1 - {h}_1^2) = {shown(before)}",
        rf"\frac{{\partial L}}{{\partial W_1}} = {outer(f'{g}_1', 'X')} = {shown(first)}",
    ]
    return "\n\n".join(f"$${one}$$" for one in lines) + "\n"


def found(text: str) -> list[int]:
    return [one.line for one in derive.verify(text).findings]


NAMES = [("Z", "A", r"\Delta", r"\hat Y"), ("Z", "H", "D", r"\hat Y"), ("S", "A", r"\Delta", "A_2")]


@pytest.mark.parametrize("letters", NAMES)
@pytest.mark.parametrize("rows", [False, True])
@pytest.mark.parametrize("mean", [False, True])
def test_a_right_batch_holds(letters, rows, mean):
    text = sheet(rows, mean, letters=letters)
    assert found(text) == []
    assert "4 units" not in derive.verify(text).inferred[0]


@pytest.mark.parametrize(("letters", "rows"), [*zip(NAMES, (False, True, False), strict=True)])
def test_a_third_left_out_of_the_numbers_is_the_one_slip(letters, rows):
    assert found(sheet(rows, forget=True, letters=letters)) == [15]


@pytest.mark.parametrize(("rows", "slip", "line"), [(False, "output", 11), (True, "delta", 15)])
def test_a_slip_does_not_change_what_the_sheet_says(rows, slip, line):
    text = sheet(rows, slip=slip, letters=NAMES[0])
    assert found(text) == [line]
    told = derive.verify(text).inferred
    assert any("layer 1 is tanh" in one for one in told)
