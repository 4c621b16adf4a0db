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
