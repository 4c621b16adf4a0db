"""Formulas of any index that a sheet states, held against the line of each unit."""

import pytest

import derive

GATES = r"""Gates $g_j$ scale the parts of $u = (0.5, -1.2, 2.0)$; given are
$g = (0.8, 0.25, 0.4)$, $c = 0.3$ and $v_j = \frac{g_j}{0.5}\,u_j + c$.

- $v_1 = \frac{0.8}{0.5} \cdot 0.5 + 0.3 = 1.1$
- $v_2 = \frac{0.25}{0.5} \cdot (-1.2) + 0.3 = -0.3$
- $v_3 = \frac{0.4}{0.5} \cdot 2.0 + 0.3 = 1.9$
"""
GATES_SLIPS = [
    (r"\frac{0.25}{0.5} \cdot (-1.2) + 0.3 = -0.3", r"0.25 \cdot (-1.2) + 0.3 = 0", 5),
    (r"\frac{0.4}{0.5} \cdot 2.0 + 0.3 = 1.9", r"\frac{0.4}{0.5} \cdot 2.0 = 1.6", 6),
    (r"\frac{0.8}{0.5} \cdot 0.5 + 0.3 = 1.1", r"\frac{0.25}{0.5} \cdot 0.5 + 0.3 = 0.55", 4),
]

CHAIN = """A chain of functions that are called f_1 to f_3.

s_k = r_k*s_{k-1} + q_k

s_0 = 2, r_1 = 0.5, r_2 = -3, r_3 = 4
q_1 = 0.25, q_2 = 0.5, q_3 = -1

s_1 = 0.5*2 + 0.25 = 1.25
s_2 = -3*1.25 + 0.5 = -3.25
s_3 = r_3*s_2 + q_3 = 4*(-3.25) - 1 = -14
"""
CHAIN_SLIPS = [
    ("r_3*s_2 + q_3 = 4*(-3.25) - 1 = -14", "r_3*s_2 = 4*(-3.25) = -13", 10),
    ("r_3*s_2 + q_3 = 4*(-3.25) - 1 = -14", "4*1.25 - 1 = 4", 10),
]

WINDOW = """| i | 0 | 1 | 2 | 3 |
|---|---|---|---|---|
| x[i] | 2 | 1 | −3 | 4 |

errors: d = [3, 5, −1], and d[0] = 3

dk[j] = Σ_i d[i]·x[i+j]

* dk[0] = 3·2 + 5·1 − 1·(−3) = 14
* dk[1] = 3·1 + 5·(−3) − 1·4 = −16
"""

TABLE = r"""| unit | $z_i$ | $m_i$ | $\tilde z_i$ |
|:-:|:-:|:-:|:-:|
| 1 | 0.4 · 3 = 1.2 | 1 | 1.5 |
| 2 | 0.2 · 3 = 0.6 | 0 | 0 |
| 3 | 0.6 · 3 = 1.8 | 1 | 2.25 |

Going back, $q_i = \tilde z_i - 2\,z_i$:

- $q_1 = 1.5 - 2 \cdot 1.2 = -0.9$
- $q_2 = 0 - 2 \cdot 0.6 = -1.2$
- $q_3 = 2.25 - 2 \cdot 1.8 = -1.35$
"""


def lines(text):
    return {one.line for one in derive.verify(text).claims if one.verdict == "wrong"}


@pytest.mark.parametrize("text", [GATES, CHAIN, WINDOW, TABLE])
def test_lines_that_follow_the_formula_hold(text):
    report = derive.verify(text)
    assert report.holds
    assert any(one.verdict == "holds as shown" and len(one.left) < 8 for one in report.claims)


@pytest.mark.parametrize(
    ("text", "right", "wrong", "line"),
    [(GATES, *one) for one in GATES_SLIPS]
    + [(CHAIN, *one) for one in CHAIN_SLIPS]
    + [
        (WINDOW, "3·1 + 5·(−3) − 1·4 = −16", "3·2 + 5·1 − 1·(−3) = 14", 10),
        (TABLE, r"0 - 2 \cdot 0.6 = -1.2", r"0 - 2 \cdot 1.2 = -2.4", 10),
    ],
)
def test_a_line_that_does_not_is_wrong_where_others_do(text, right, wrong, line):
    assert text.count(right) == 1
    assert lines(text.replace(right, wrong)) == {line}


def test_a_formula_that_no_line_follows_accuses_none():
    assert derive.verify(GATES.replace(r"\frac{g_j}{0.5}\,u_j + c", r"g_j\,u_j + c")).holds


def test_a_formula_that_is_not_of_all_units_accuses_none():
    more = GATES.replace("u_j + c$.", "u_j + c$, but unit 2 has no shift.").replace(
        r"\frac{0.25}{0.5} \cdot (-1.2) + 0.3 = -0.3", r"\frac{0.25}{0.5} \cdot (-1.2) = -0.6"
    )
    assert derive.verify(more).holds


def test_a_line_with_a_formula_of_its_own_that_says_more_is_not_accused():
    more = GATES.replace(
        r"\frac{0.4}{0.5} \cdot 2.0 + 0.3 = 1.9",
        r"\frac{g_3}{0.5}\,u_3 + c + u_1 = \frac{0.4}{0.5} \cdot 2.0 + 0.3 + 0.5 = 2.4",
    )
    assert derive.verify(more).holds


def test_a_name_that_was_given_anew_is_not_used():
    anew = GATES.replace("- $v_3", "Now $g_3 = 0.9$.\n\n- $v_3").replace(
        r"\frac{0.4}{0.5} \cdot 2.0 + 0.3 = 1.9", r"\frac{0.9}{0.5} \cdot 2.0 + 0.3 = 3.9"
    )
    assert derive.verify(anew).holds
