# ruff: noqa: E501 - lines of a sheet are as long as they are
"""Results that one slip explains: it is named, and the right line is true as it stands.

The sheets work with the numbers that they print. All of these are worked out here, apart from the
package.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest

import derive
from derive.teaching.exercise import loads

Matrix = list[list[float]]
X, T, RATE = [[0.8], [-0.3]], [[0.0], [0.0], [1.0]], 0.4
W1, B1 = [[0.5, -0.7], [0.2, 0.9]], [[0.3], [-0.4]]
W2, B2 = [[0.4, -0.6], [-0.2, 0.7], [0.9, 0.3]], [[0.2], [-0.1], [0.3]]


def shown(value: float, digits: int = 4, how: str = ROUND_HALF_UP) -> float:
    return float(Decimal(repr(round(value, 12))).quantize(Decimal(1).scaleb(-digits), how))


def of(change: Callable[..., float], *several: Matrix) -> Matrix:
    return [
        [shown(change(*entries)) for entries in zip(*rows, strict=True)]
        for rows in zip(*several, strict=True)
    ]


def times(a: Matrix, b: Matrix) -> Matrix:
    return [
        [sum(p * q for p, q in zip(row, column, strict=True)) for column in zip(*b, strict=True)]
        for row in a
    ]


def turned(a: Matrix) -> Matrix:
    return [list(row) for row in zip(*a, strict=True)]


def plus(a: Matrix, b: Matrix) -> Matrix:
    return of(lambda p, q: p + q, a, b)


def softmax(z: Matrix) -> Matrix:
    total = sum(math.exp(row[0]) for row in z)
    return of(lambda p: math.exp(p) / total, z)


def step(a: Matrix, b: Matrix) -> Matrix:
    return of(lambda p, q: p - RATE * q, a, b)


def p(matrix: Matrix, digits: int = 4) -> str:
    rows = r" \\ ".join(" & ".join(f"{one:.{digits}f}" for one in row) for row in matrix)
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"


GIVEN = rf"""
Hidden layer: tanh. Output: softmax with cross-entropy. $\eta = {RATE}$.
$x = {p(X, 1)}$, $t = {p(T, 0)}$, $W_1 = {p(W1, 1)}$, $b_1 = {p(B1, 1)}$, $W_2 = {p(W2, 1)}$, $b_2 = {p(B2, 1)}$
"""
LINES = {
    "z1": "z_1 = W_1 x + b_1",
    "h": r"h = \tanh(z_1)",
    "z2": "z_2 = W_2 h + b_2",
    "y": r"y = \mathrm{softmax}(z_2)",
    "d2": r"\delta_2 = y - t",
    "dW2": r"\frac{\partial L}{\partial W_2} = \delta_2 h^T",
    "nW2": r"W_2^{neu} = W_2 - \eta \frac{\partial L}{\partial W_2}",
    "d1": r"\delta_1 = W_2^T \delta_2 \odot (1 - h \odot h)",
    "dW1": r"\frac{\partial L}{\partial W_1} = \delta_1 x^T",
    "nW1": r"W_1^{neu} = W_1 - \eta \frac{\partial L}{\partial W_1}",
    "nb1": r"b_1^{neu} = b_1 - \eta \delta_1",
}


def slope(h: Matrix) -> Matrix:
    return of(lambda q: 1 - q * q, h)


SLIPPED: dict[str, tuple[str, Callable[..., Matrix]]] = {
    "bias": ("z1", lambda v: times(W1, X)),
    "transpose": ("z1", lambda v: plus(times(turned(W1), X), B1)),
    "normalisation": ("y", lambda v: of(math.exp, v["z2"])),
    "slope_extra": ("d2", lambda v: of(lambda y, t: (y - t) * y * (1 - y), v["y"], T)),
    "diagonal": ("d2", lambda v: of(lambda y, t: -t * (1 - y), v["y"], T)),
    "sign": ("nb1", lambda v: of(lambda b, d: b + RATE * d, B1, v["d1"])),
    "slope_missing": ("d1", lambda v: times(turned(W2), v["d2"])),
    "other_weights": ("d1", lambda v: of(lambda g, s: g * s, times(turned(v["nW2"]), v["d2"]), slope(v["h"]))),
    "gradient": ("nW1", lambda v: v["dW1"]),
    "outer": ("dW1", lambda v: turned(v["dW1"])),
}  # fmt: skip


def values(slip: str | None) -> dict[str, Matrix]:
    v: dict[str, Matrix] = {}
    right: dict[str, Callable[[], Matrix]] = {
        "z1": lambda: plus(times(W1, X), B1),
        "h": lambda: of(math.tanh, v["z1"]),
        "z2": lambda: plus(times(W2, v["h"]), B2),
        "y": lambda: softmax(v["z2"]),
        "d2": lambda: of(lambda y, t: y - t, v["y"], T),
        "dW2": lambda: times(v["d2"], turned(v["h"])),
        "nW2": lambda: step(W2, v["dW2"]),
        "d1": lambda: of(lambda g, h: g * (1 - h * h), times(turned(W2), v["d2"]), v["h"]),
        "dW1": lambda: times(v["d1"], turned(X)),
        "nW1": lambda: step(W1, v["dW1"]),
        "nb1": lambda: step(B1, v["d1"]),
    }
    for name, make in right.items():
        v[name] = of(lambda q: q, make())
        if slip is not None and SLIPPED[slip][0] == name:
            v[name] = of(lambda q: q, SLIPPED[slip][1](v))
    return v


def sheet(slip: str | None, formulas: bool) -> str:
    found = values(slip)
    lines = []
    for name, said in LINES.items():
        left = said if formulas else said.split(" = ")[0]
        lines.append(f"$${left} = {p(found[name])}$$")
    return GIVEN + "\n\n".join(lines)


NET = loads(
    f"""
title = "net"
example = [{{ x = [0.8, -0.3], t = [0, 0, 1] }}]
[network]
inputs = 2
loss = "cross-entropy"
layer = [{{ units = 2, activation = "tanh" }}, {{ units = 3, activation = "softmax" }}]
[numbers]
learning_rate = {RATE}
W.1 = {W1}
b.1 = {[row[0] for row in B1]}
W.2 = {W2}
b.2 = {[row[0] for row in B2]}
""",
    "net",
)


@pytest.mark.parametrize("way", ["alone", "beside", "numbers only"])
@pytest.mark.parametrize("slip", [None, *SLIPPED])
def test_the_slip_of_a_matrix_line_is_named(slip: str | None, way: str) -> None:
    formulas, exercise = way != "numbers only", None if way == "alone" else NET
    text = sheet(slip, formulas)
    report = derive.verify(text, exercise)
    if slip is None:
        assert [*report.findings] == []
        return
    (found,) = report.findings
    name = SLIPPED[slip][0]
    left = LINES[name] if formulas else LINES[name].split(" = ")[0]
    assert text.splitlines()[found.line - 1].startswith(f"$${left} = ")
    assert found.slip == {"outer": "transpose"}.get(slip, slip)
    # the right line is what stands there on a sheet that follows from what this one has printed
    before = values(slip) | {name: values(None)[name]}
    mended = text.splitlines()
    mended[found.line - 1] = f"$${left.rpartition(found.left)[0]}{found.expected}$$"
    again = derive.verify("\n".join(mended[: found.line]), exercise)
    assert [*again.findings] == []
    assert p(before[name]) in mended[found.line - 1].replace("-0.0000", "0.0000")


EXERCISE = """
title = "one unit behind one"
example = [{ x = [0.7], t = [1] }]
[network]
inputs = 1
loss = "squared error"
layer = [{ units = 1, activation = "tanh" }, { units = 1, activation = "tanh" }]
[numbers]
learning_rate = 0.3
W.1 = [[0.83]]
b.1 = [-0.37]
W.2 = [[1.13]]
b.2 = [0.29]
"""


def unit(
    slip: Callable[[str, str], str], digits: int = 3, how: str = ROUND_HALF_UP
) -> tuple[str, str]:
    """A chain of one unit behind one; `slip` changes what is printed. Also the last right line."""
    z = shown(0.83 * 0.7 - 0.37, digits, how)
    h = shown(math.tanh(z), digits, how)
    s = shown(1.13 * h + 0.29, digits, how)
    y = shown(math.tanh(s), digits, how)
    g = shown(2 * (y - 1), digits, how)
    d = shown(g * (1 - y * y), digits, how)
    lines = [
        ("z", f"z = w x + b = 0.83*0.7 - 0.37 = {z:.{digits}f}"),
        ("h", f"h = tanh(z) = tanh({z:.{digits}f}) = {h:.{digits}f}"),
        ("s", f"s = v h + c = 1.13*{h:.{digits}f} + 0.29 = {s:.{digits}f}"),
        ("y", f"y = tanh(s) = tanh({s:.{digits}f}) = {y:.{digits}f}"),
        ("g", f"dE/dy = 2 (y - t) = 2*({y:.{digits}f} - 1) = {g:.{digits}f}"),
        (
            "d",
            f"dE/ds = dE/dy*(1 - y*y) = ({g:.{digits}f})*(1 - {y:.{digits}f}*{y:.{digits}f}) = {d:.{digits}f}",
        ),
    ]
    given = "x = 0.7, t = 1, eta = 0.3, w = 0.83, b = -0.37, v = 1.13, c = 0.29\n\n"
    right = lines[-1][1].rsplit(" = ", 2)
    body = "\n\n".join(slip(name, line) for name, line in lines)
    return given + body + "\n", f"{right[-2]} = {right[-1]}"


def other_end(line: str, change: Callable[[str], str]) -> str:
    start, _, result = line.rpartition(" = ")
    return f"{start} = {change(result)}"


def exchanged(text: str) -> str:
    point = text.index(".")
    return text[: point + 1] + text[point + 2] + text[point + 1] + text[point + 3 :]


def shifted(text: str) -> str:
    return f"{float(text) * 10:.{len(text.partition('.')[2])}f}"


@pytest.mark.parametrize("how", [ROUND_HALF_UP, ROUND_DOWN])
@pytest.mark.parametrize("digits", [2, 3, 4, 5])
@pytest.mark.parametrize(
    ("change", "slip"),
    [(lambda text: text.lstrip("-"), "sign"), (exchanged, "digits_exchanged"), (shifted, "point")],
)
def test_the_right_result_is_that_of_the_numbers_that_stand_there(
    change: Callable[[str], str], slip: str, digits: int, how: str
) -> None:
    exercise = loads(EXERCISE, "e")
    right, _ = unit(lambda name, line: line, digits, how)
    assert [*derive.verify(right, exercise).findings] == []
    text, expected = unit(
        lambda name, line: other_end(line, change) if name == "d" else line, digits, how
    )
    (found,) = derive.verify(text, exercise).findings
    assert found.line == text.count("\n")
    assert found.expected == expected
    assert found.slip == slip or (slip == "point" and expected.endswith("-0.800"))  # one digit


def test_a_point_is_misplaced_in_the_result_of_a_function() -> None:
    (found,) = derive.verify("$e^{0.7} = 0.20138$").findings
    assert (found.slip, found.expected) == ("point", "e^{0.7} = 2.01375")


def test_a_transposed_weight_is_a_slip_of_the_formula_where_the_numbers_follow_from_it() -> None:
    wrong, right = times(turned(W1), X), times(W1, X)
    line = "$$z^{{(1)}} = (W^{{(1)}})^T x + b^{{(1)}} = {}$$"
    (found,) = derive.verify(line.format(p(plus(wrong, B1))), NET).findings
    assert (found.right, found.slip) == ("(W^{(1)})^T x + b^{(1)}", "transpose")
    assert found.expected == "z^{(1)} = (W^{(1)}) x + b^{(1)}"
    # who writes the matrix the other way round is right, and so are the numbers then
    assert derive.verify(line.format(p(plus(right, B1))), NET).holds
    assert derive.verify("$$z^{(1)} = (W^{(1)})^T x + b^{(1)}$$", NET).holds


V = values(None)
PUT_IN = {
    "other_weights": (
        "d1",
        rf"{p(turned(V['nW2']))} {p(V['d2'])} \odot {p(slope(V['h']))} = ",
        of(lambda g, s: g * s, times(turned(V["nW2"]), V["d2"]), slope(V["h"])),
    ),
    "bias": ("z1", rf"{p(W1, 1)} {p(X, 1)} = ", times(W1, X)),
    "slope_missing": ("d1", rf"{p(turned(W2), 1)} {p(V['d2'])} = ", times(turned(W2), V["d2"])),
}


@pytest.mark.parametrize("slip", PUT_IN)
def test_the_slip_of_matrices_put_in(slip: str) -> None:
    name, said, result = PUT_IN[slip]
    lines = [f"$${left} = {p(V[one])}$$" for one, left in LINES.items()]
    at = list(LINES).index(name)
    text = GIVEN + "\n\n".join((*lines[:at], f"$${LINES[name]} = {said}{p(result)}$$"))
    (found,) = derive.verify(text, NET).findings
    assert (found.line, found.slip) == (text.count("\n") + 1, slip)


def test_the_right_formula_of_a_whole_layer_is_entry_by_entry() -> None:
    lines = [f"$${left} = {p(V[one])}$$" for one, left in LINES.items() if one < "e" or one > "o"]
    text = GIVEN + "\n\n".join([f"$${LINES['h']} = {p(V['h'])}$$", *lines])
    wrong = r"$$\delta_1 = W_2^T \delta_2$$"
    (found,) = derive.verify(f"{text}\n\n{wrong}", NET).findings
    assert (found.slip, found.expected) == (
        "slope_missing",
        r"\delta_1 = W_2^T \delta_2 \odot (1 - h \odot h)",
    )
