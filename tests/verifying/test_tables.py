"""Values in tables count as printed; a wrong one is a claim where its name is said."""

import math

import pytest

import derive

A = 1 / (1 + math.exp(-0.27))
DATA = r"""
| $x_1$ | $x_2$ | $w_1$ | $w_2$ | $b$ | $t$ |
|---|:-:|---|---|---|---|
| 0.8 | -0.5 | 0.4 | 0.3 | 0.1 | 1 |

A sigmoid unit: $z = w_1 x_1 + w_2 x_2 + b$, $a = \sigma(z)$.
"""
DOWN = """
| quantity | value |
| --- | --- |
| $z$ | {z} |
| $a$ | {a} |
"""
TABULAR = r"""
\begin{{tabular}}{{l|l}} \hline
$z$ & $a$ \\ \hline
$ {z} $ & {a} \\ \hline
\end{{tabular}}
"""
# worked out from 0.57, not from 0.5671
DELTA = f"\n$$\\delta = (a - t) a (1 - a) = {(0.57 - 1) * 0.57 * 0.43:.4f}$$\n"


@pytest.mark.parametrize("table", [DOWN, TABULAR])
def test_later_lines_go_on_from_the_values_of_a_table(table: str) -> None:
    report = derive.verify(DATA + table.format(z="0.27", a=f"{A:.2f}") + DELTA)
    assert report.holds
    assert report.summary["holds as shown"] == 3


@pytest.mark.parametrize("table", [DOWN, TABULAR])
def test_a_wrong_value_in_a_table_is_found(table: str) -> None:
    text = DATA + table.format(z="0.37", a=f"{1 / (1 + math.exp(-0.37)):.4f}")
    (found,) = derive.verify(text).findings
    assert (found.verdict, found.left, found.expected) == ("wrong", "z", "z = 0.27")


@pytest.mark.parametrize(
    "table",
    [
        "| step | $w_1$ | $w_2$ |\n|---|---|---|\n| 1 | 0.9 | 0.7 |\n",
        "| | $w_1$ | $w_2$ |\n|---|---|---|\n| gradient | 0.9 | 0.7 |\n",
        "| parameter | gradient |\n|---|---|\n| $w_1$ | 0.9 |\n",
        "| $w_1$ | $w_2$ |\n|---|---|\n| 0.9 | 0.7 |\n| 0.8 | 0.6 |\n",
    ],
)
def test_other_tables_are_left_alone(table: str) -> None:
    assert not list(derive.verify(DATA + "\n" + table).findings)


X, V, S = (0.5, -1.0), (0.9, -0.7), -0.2
ROWS = ((0.4, 0.1, 0.2), (-0.6, 0.5, 0.3))
H = [math.tanh(one * X[0] + other * X[1] + bias) for one, other, bias in ROWS]
OUT = sum(v * h for v, h in zip(V, H, strict=True)) + S
UNITS = rf"""
Two tanh units, a linear output. Input $x = (0.5, -1)$, target $t = 0.8$.

| unit $j$ | $w_{{j1}}$ | $w_{{j2}}$ | $b_j$ | $v_j$ |
|---|---|---|---|---|
| 1 | 0.4 | 0.1 | 0.2 | 0.9 |
| 2 | -0.6 | 0.5 | 0.3 | -0.7 |

The output bias is $c = -0.2$.
Forward pass with $z_j = w_{{j1}} x_1 + w_{{j2}} x_2 + b_j$ and $h_j = \tanh(z_j)$:

| $j$ | $h_j$ | $1 - h_j^2$ |
|---|---|---|
| 1 | {H[0]:.4f} | {1 - H[0] ** 2:.4f} |
| 2 | {H[1]:.4f} | SLOPE |

$$o = v_1 h_1 + v_2 h_2 + c = {OUT:.4f}$$

$$L = \frac{{1}}{{2}} (o - t)^2 = {(OUT - 0.8) ** 2 / 2:.4f}$$

$$\delta_2 = (o - t) v_2 (1 - h_2^2) = {(OUT - 0.8) * V[1] * (1 - H[1] ** 2):.4f}$$
"""


def test_a_row_for_each_unit() -> None:
    report = derive.verify(UNITS.replace("SLOPE", f"{1 - H[1] ** 2:.4f}"))
    assert report.holds
    assert report.summary["holds as shown"] >= 6
    (found,) = derive.verify(UNITS.replace("SLOPE", f"{1 + H[1] ** 2:.4f}")).findings
    assert (found.line, found.verdict) == (15, "wrong")


def test_a_row_for_each_step_is_left_alone() -> None:
    text = "| step $j$ | $w_j$ |\n|---|---|\n| 1 | 0.9 |\n| 2 | 0.7 |\n"
    assert not derive.verify(text).claims


def test_the_value_of_a_formula_is_not_that_of_the_name_in_it() -> None:
    text = "$h = 0.5$\n\n$1 - h^2 = 0.75$\n\n$2 h + 1 = 2 \\cdot 0.5 + 1 = 2$"
    assert derive.verify(text).holds


def test_the_head_of_a_column_may_say_what_its_name_is() -> None:
    z = (0.7, 0.1, -0.4)
    powers = [f"{math.exp(one):.2f}" for one in z]
    whole = f"{sum(map(float, powers)):.2f}"
    p = [f"{float(one) / float(whole):.2f}" for one in powers]
    rows = "".join(f"| {at + 1} | {z[at]} | {powers[at]} | {p[at]} |\n" for at in range(3))
    sheet = rf"""$$x = (1, 0), \quad W = \begin{{pmatrix}} 0.7 & 0.1 & -0.4 \\ 0 & 1 & 2
\end{{pmatrix}}, \quad b = (0, 0, 0), \quad y = (0, 1, 0)$$

$z = x W + b$, $p = \mathrm{{softmax}}(z)$, $L = -\sum_k y_k \ln p_k$.

| $k$ | $z_k$ | $e^{{z_k}}$ | $p_k = e^{{z_k}}/{whole}$ |
|---|---|---|---|
{rows}"""
    assert derive.verify(sheet).holds
    slipped = sheet.replace(f"| {p[1]} |", "| 0.81 |")
    assert [one.right for one in derive.verify(slipped).findings] == ["0.81"]


def steps() -> list[list[str]]:
    """Four steps of a sigmoid unit that learns to say 0, each number rounded before it is used."""
    rows, w, b = [], 0.9, 0.4
    for at in range(1, 5):
        z = round(1.5 * w + b, 4)
        a = round(1 / (1 + math.exp(-z)), 4)
        delta = round(a * a * (1 - a), 4)
        slope = round(1.5 * delta, 4)
        rows.append([str(at), *(f"{one:.4f}" for one in (w, b, z, a, a * a / 2, delta, slope))])
        w, b = round(w - 2 * slope, 4), round(b - 2 * delta, 4)
    return rows


def step_sheet(rows: list[list[str]]) -> str:
    told = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return rf"""One unit, $a = \sigma(z)$, $z = w x + b$, $x = 1.5$; the cost is $C = \frac12 a^2$.
We start from $w = 0.9$, $b = 0.4$; the learning rate is $\eta = 2$.

$$\delta = \frac{{\partial C}}{{\partial z}} = a^2 (1 - a)$$

| step | $w$ | $b$ | $z$ | $a$ | $C$ | $\delta$ | $\partial C/\partial w$ |
|---|---|---|---|---|---|---|---|
{told}
"""


def test_a_row_for_each_step() -> None:
    rows = steps()
    assert derive.verify(step_sheet(rows)).holds
    for row, column, wrong in ((1, 7, "0.2233"), (2, 3, "0.1726"), (3, 1, "-0.2640")):
        changed = [list(one) for one in rows]
        changed[row][column] = wrong
        (found, *more) = derive.verify(step_sheet(changed)).findings
        assert found.right == wrong
        assert not more


def parameters() -> str:
    """One step of a tanh unit behind a linear output, and the way forward with what is new."""
    x, t, w, b, v, c, rate = 0.8, 0.3, 0.9, -0.1, 1.4, 0.2, 0.1
    h = round(math.tanh(w * x + b), 5)
    y = round(v * h + c, 5)
    e = round(2 * (y - t), 5)
    z = round(e * v * (1 - h * h), 5)
    slopes = [round(one, 5) for one in (z * x, z, e * h, e)]
    old = (w, b, v, c)
    new = [round(one - rate * slope, 5) for one, slope in zip(old, slopes, strict=True)]
    cells = zip("wbvc", old, slopes, new, strict=True)
    rows = "\n".join(
        f"| ${name}$ | {one} | {d:.5f} | {after:.5f} |" for name, one, d, after in cells
    )
    a = round(new[0] * x + new[1], 5)
    return rf"""$$a = w x + b,\quad h = \tanh(a),\quad y = v h + c,\quad L = (y - t)^2$$

$x = 0.8$, $t = 0.3$, $w = 0.9$, $b = -0.1$, $v = 1.4$, $c = 0.2$, $\eta = 0.1$.

$h = {h:.5f}$, $y = {y:.5f}$

$\partial L/\partial y = {e:.5f}$, $\partial L/\partial a = {z:.5f}$

| parameter | old | gradient | new |
|---|---|---|---|
{rows}

With the new parameters $a = {new[0]:.5f} \cdot 0.8 + ({new[1]:.5f}) = {a:.5f}$.
"""


def test_a_row_for_each_parameter() -> None:
    sheet = parameters()
    assert derive.verify(sheet).holds
    (row,) = (line for line in sheet.splitlines() if line.startswith("| $v$"))
    for at in (3, 4):
        cells = row.split("|")
        cells[at] = " 0.98765 "
        (found, *_) = derive.verify(sheet.replace(row, "|".join(cells))).findings
        assert found.right == "0.98765"
