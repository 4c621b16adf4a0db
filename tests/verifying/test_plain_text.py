"""Sheets without mathematical marks: lines that are formulas, and numbers given in sentences."""

import math

import pytest

import derive
from derive.teaching.written.documents import Document

H = math.tanh(0.7 * 1 + 0.2 * -1 + 0.1)
SHEET = f"""
2 inputs, one tanh unit, sigmoid output

x1 = 1, x2 = -1, w1 = 0.7, w2 = 0.2, b = 0.1 / output: v = -0.9, c = 0.4 / target t = 0.5

loss L = (o - t)^2

z = w1*x1 + w2*x2 + b = 0.7*1 + 0.2*(-1) + 0.1 = 0.6
- h = tanh(z) = tanh(0.6) ≈ {H:.4f}
- s = v*h + c ≈ {-0.9 * H + 0.4:.4f}

dh/dz = SLOPE ≈ {1 - H * H:.4f}
"""


def found(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.verdict) for one in derive.verify(text).findings]


def test_lines_of_plain_text_are_read() -> None:
    assert found(SHEET.replace("SLOPE", "1 - h^2")) == []
    assert len(derive.verify(SHEET).claims) > 15
    assert found(SHEET.replace("SLOPE", "1 + h^2"))[0] == (12, "wrong")


def test_characters_for_indices_and_powers() -> None:
    text = "δ₂ = (ŷ - y) ŷ (1 - ŷ) = 0.6 · 0.6 · 0.4 = 0.144\n\nE = ½ (0.6 - 0)² = 0.28"
    assert found(text) == [(3, "wrong")]


@pytest.mark.parametrize(
    "text",
    [
        "The answer = 42 is well known.",
        "size = width = 3",
        "```python\nz = 2 = 3\n```",
        "A formula $z = 2$ and code:\n\n```\nz = 2 = 3\n```",
        "`z = 2 = 3`",
        "    <!-- z = 2 = 3 -->",
        "if a == b: c = 3",
        "k = 1\n\nz = 0.5\n\nk = 2\n",
        "[see](https://a.b/?x=3&y=4)",
        r"\begin{tikzpicture}" + "\nx = 2 = 3\n" + r"\end{tikzpicture}",
        "$1 = 1$, and so z = 2 = 3",
    ],
)
def test_what_is_no_formula_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_numbers_in_sentences_count_only_where_formulas_have_no_marks() -> None:
    said = "We start from w1 = 0.5, w2 = -0.25 and b = 0.1. Then it goes on.\n"
    pieces = [one.text for one in Document(f"{said}\nz = 0.5 + 0.1 = 0.6").pieces()]
    assert pieces == ["w1 = 0.5", "w2 = -0.25", "b = 0.1", "z = 0.5 + 0.1 = 0.6"]
    assert [one.text for one in Document(f"{said}\n$z = 0.6$").pieces()] == ["z = 0.6"]


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (
            "b1 = -0.5 (first hidden unit), b2 = 0.9 (the 2nd), c = 1 [output]",
            ["b1 = -0.5", "b2 = 0.9", "c = 1"],
        ),
        ("z1 = w1*x + b1 = 0.1 (first unit)", ["z1 = w1*x + b1 = 0.1"]),
        ("y = 0.3 (1 - out)", ["y = 0.3 (1 - out)"]),
        ("y = 0.3 (tanh z)", ["y = 0.3 (tanh z)"]),
    ],
)
def test_remarks_in_brackets_behind_a_number(line: str, read: list[str]) -> None:
    assert [one.text for one in Document(line).pieces()] == read


TWO_UNITS = """
x = 3, t = 0.8

w1 = 0.2, b1 = -0.5 (first hidden unit), w2 = -0.4, b2 = 0.9 (second hidden unit)

w3 = 0.6, w4 = 1.1, b3 = -0.3 (output, linear)

z1 = w1*x + b1 = 0.2*3 - 0.5 = 0.1

h1 = sigmoid(0.1) = 0.5250

h2 = sigmoid(-0.3) = 0.4256

y = w3*h1 + w4*h2 + b3 = 0.6*0.5250 + 1.1*0.4256 - 0.3 = 0.4832

dL/dy = y - t = -0.3168

dL/dw4 = dL/dy * h2 = GRADIENT
"""


def test_data_with_remarks_are_a_network() -> None:
    assert found(TWO_UNITS.replace("GRADIENT", "-0.1348")) == []  # -0.3168 * 0.4256
    assert found(TWO_UNITS.replace("GRADIENT", "-0.1663")) == [(18, "wrong")]  # ... * 0.5250
    unsaid = TWO_UNITS.replace("b1 = -0.5 (", "b1 is (").replace("b2 = 0.9 (", "b2 is (")
    report = derive.verify(unsaid.replace("b3 = -0.3 (", "b3 is (").replace("GRADIENT", "-0.1348"))
    assert list(report.findings) == [] and "unread" not in report.summary


def test_vectors_in_a_sentence_and_headings_with_numbers():
    p = f"{1 / (1 + math.exp(-0.1)):.3f}"
    e = f"{float(p) - 1:.3f}"
    w1, w2, b = (f"{old - 0.1 * float(e) * x:.4f}" for old, x in ((0.2, 1.5), (0.1, -2), (0, 1)))
    z = f"{float(w1) * 1.5 + float(w2) * -2 + float(b):.4f}"
    sheet = f"""We have one example: x = (1.5, −2) with label y = 1. A sigmoid unit, cross-entropy.
Parameters: w = (0.2, 0.1), b = 0. The learning rate is η = 0.1.

**1. Prediction.**

z = 0.2 · 1.5 + 0.1 · (−2) + 0 = 0.1

p = σ(0.1) = {p}

**2. Gradient.** With dL/dz = p − y = {p} − 1 = {e} we go on.

**3. Update.**

* w1 ← 0.2 − 0.1 · ({e}) · 1.5 = {w1}
* w2 ← 0.1 − 0.1 · ({e}) · (−2) = {w2}
* b ← 0 − 0.1 · ({e}) = {b}

**4. Check.** New score with the updated parameters:

z = {w1} · 1.5 + {w2} · (−2) + {b} = {z}
"""
    assert derive.verify(sheet).holds
    (found, *_) = derive.verify(sheet.replace(f"+ {w2}", f"- {w2}")).findings
    assert found.line == 20


UNITS = """Input x = (1, 3), label t = 1, ReLU hidden units, a linear output y.
The loss is L = 0.5·(y − t)².

| unit j | w_j1 | w_j2 | b_j | v_j |
|---|---|---|---|---|
| 1 | 0.5 | 0.1 | 0 | 0.3 |
| 2 | −0.2 | 0.4 | 0.1 | −0.5 |

- z1 = 0.5·1 + 0.1·3 + 0 = 0.8
- z2 = −0.2·1 + 0.4·3 + 0.1 = 1.1
- y = 0.3·0.8 + (−0.5)·1.1 = −0.31
- ∂L/∂y = y − t = −0.31 − 1 = −1.31
- δ1 = −1.31·0.3 = −0.393
- δ2 = −1.31·(−0.5) = 0.655

| j | ∂L/∂w_j1 = δ_j·1 | ∂L/∂w_j2 = δ_j·3 |
|---|---|---|
| 1 | −0.393 | −1.179 |
| 2 | 0.655 | 1.965 |
"""


def test_tables_of_units_without_marks():
    assert derive.verify(UNITS).holds
    for right, wrong, line in (("−1.31·0.3 = −0.393", "−1.31·0.5 = −0.655", 13),
                               ("0.4·3 + 0.1 = 1.1", "0.4·3 = 1.0", 10)):  # fmt: skip
        (found, *_) = derive.verify(UNITS.replace(right, wrong)).findings
        assert found.line == line


def test_the_gradient_of_a_weight_is_not_the_weight():
    sheet = """A sigmoid unit with weights v1 = 1.1 and v2 = 0.6.

grad v1 = 0.148 * 0.711 = 0.105
grad v2 = 0.148 * 0.332 = 0.049
v1 = 1.1 - 2 * 0.105 = 0.890
"""
    assert derive.verify(sheet).holds
    (found,) = derive.verify(sheet.replace("0.890", "0.980")).findings
    assert found.line == 5


def test_what_a_name_is_said_to_be_later_is_not_what_it_was():
    sheet = """A neuron y = w x with x = 1.5 and t = 2. In step 1 it is y = 0.400 * 1.5 = 0.600.

The optimum would be w = t / x = 1.3333.
"""
    assert derive.verify(sheet).holds
    assert [one.line for one in derive.verify(sheet.replace("0.600.", "0.700.")).findings] == [1]


FACTORS = {
    "plain": """δ1 = δ * v1 * slope = {d} * 0.7 * 1 = {first}
δ2 = δ * v2 * slope = {d} * (-0.4) * {at} = {second}""",
    "list": """- δ1 = δ × v1 × slope = {d} × 0.7 × 1 = {first}
- δ2 = δ × v2 × slope = {d} × (-0.4) × {at} = {second}""",
    "marked": r"""
$\delta_1 = \delta \cdot v_1 \cdot \text{{slope}} = {d} \cdot 0.7 \cdot 1 = {first}$

$\delta_2 = \delta \cdot v_2 \cdot \text{{slope}} = {d} \cdot (-0.4) \cdot {at} = {second}$""",
}


@pytest.mark.parametrize("name", FACTORS)
def test_a_word_that_is_multiplied_is_a_name_of_its_own(name: str) -> None:
    """A slope that is said in a word is 1 or 0 in the numbers behind, and no remark."""
    h = 0.3 * 2 + 0.1
    y = 0.7 * h
    d = round(y - 1, 4)
    given = rf"""The hidden units are ReLU units, y is linear, L = 0.5 (y - t)^2.

$x = 2$, $w_1 = 0.3$, $w_2 = -0.5$, $b_1 = 0.1$, $b_2 = 0.2$, $v_1 = 0.7$, $v_2 = -0.4$, $t = 1$

$z_1 = 0.3 \cdot 2 + 0.1 = {h:.1f}$, $h_1 = {h:.1f}$, $z_2 = -0.5 \cdot 2 + 0.2 = -0.8$, $h_2 = 0$

$y = 0.7 \cdot {h:.1f} - 0.4 \cdot 0 = {y:.2f}$, $\delta = y - t = {d}$

"""
    first = round(d * 0.7, 4)
    right = FACTORS[name].format(d=d, first=first, at=0, second=0)
    assert derive.verify(given + right).holds
    slip = FACTORS[name].format(d=d, first=first, at=1, second=round(d * -0.4, 4))
    (found,) = derive.verify(given + slip).findings
    assert "slope" in found.left and "(-0.4)" in found.right
