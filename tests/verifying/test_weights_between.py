"""Weights in a row, each with the units that it stands between: w1 = 0.3 (x1->h1)."""

from math import exp

import pytest

import derive

INPUTS = (0.6, 0.1, -0.4)
HIDDEN = ((0.3, -0.2, 0.5), (0.8, 0.6, -0.1))
OUTPUT = (0.7, -0.4)


def sigma(z: float) -> float:
    return 1 / (1 + exp(-z))


def summed(weights: tuple[float, ...], values: tuple[float, ...]) -> str:
    parts = (f"{w}*{v}" if w > 0 else f"({w})*{v}" for w, v in zip(weights, values, strict=True))
    return " + ".join(parts)


def sheet(count: int, into: bool, remark: str, slip: bool = False) -> str:
    """A network of so many inputs, weights by the unit that they lead `into`, or from."""
    x = INPUTS[:count]
    W = [row[:count] for row in HIDDEN]
    pairs = [(i, j) for j in range(2) for i in range(count)]
    pairs = pairs if into else sorted(pairs)
    number = {pair: at for at, pair in enumerate(pairs, 1)}
    last = len(pairs)
    given = [f"w{number[i, j]} = {W[j][i]} ({remark.format(f'x{i + 1}', f'h{j + 1}')})"
             for i, j in pairs]  # fmt: skip
    given += [f"w{last + 1 + j} = {OUTPUT[j]} ({remark.format(f'h{j + 1}', 'y')})" for j in (0, 1)]
    z = [round(sum(w * v for w, v in zip(row, x, strict=True)), 4) for row in W]
    h = tuple(round(sigma(one), 4) for one in z)
    net = round(sum(w * v for w, v in zip(OUTPUT, h, strict=True)), 4)
    y = round(sigma(net), 4)
    d = round((y - 1) * y * (1 - y), 4)
    slope = [round(one * (1 - one), 4) for one in h]
    d2 = round(d * OUTPUT[1] * slope[1], 4) if not slip else round(d * OUTPUT[1], 4)
    grown = f"{d:.4f} * ({OUTPUT[1]})" + ("" if slip else f" * {slope[1]:.4f}")
    first = number[0, 1]
    lines = [
        "sigmoid units, no biases, E = 1/2 (t - y)^2, learning rate 0.5",
        "- " + ", ".join(f"x{at} = {one}" for at, one in enumerate(x, 1)) + ", target t = 1",
        "- " + ", ".join(given[:3]),
        *(f"- {one}" for one in given[3:]),
        f"net_h1 = {summed(W[0], x)} = {z[0]:.4f}",
        f"h1 = sigmoid({z[0]:.4f}) = {h[0]:.4f}",
        f"net_h2 = {summed(W[1], x)} = {z[1]:.4f}",
        f"h2 = sigmoid({z[1]:.4f}) = {h[1]:.4f}",
        f"net_y = {summed(OUTPUT, h)} = {net:.4f}",
        f"y = sigmoid({net:.4f}) = {y:.4f}",
        f"delta_y = (y - t) * y*(1 - y) = {d:.4f}",
        f"delta_h2 = {grown} = {d2:.4f}",
        f"dE/dw{first} = {d2:.4f} * 0.6 = {d2 * 0.6:.4f}",
        f"w{first} = 0.8 - 0.5*({d2 * 0.6:.4f}) = {0.8 - 0.5 * round(d2 * 0.6, 4):.4f}",
    ]
    return "\n".join(lines)


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("into", [True, False])
@pytest.mark.parametrize("remark", ["{}->{}", "{} → {}", "{} to {}", "von {} nach {}"])
def test_weights_say_between_which_units_they_stand(count: int, into: bool, remark: str) -> None:
    right = derive.verify(sheet(count, into, remark))
    assert right.holds
    assert sum(one.verdict.startswith("holds") for one in right.claims) > 15
    wrong = derive.verify(sheet(count, into, remark, slip=True))
    (found,) = wrong.findings
    assert found.left == "delta_h2"
