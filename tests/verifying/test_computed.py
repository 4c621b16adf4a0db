"""Sheets that compute with a model of their own: no network, but formulas and numbers."""

import math

import pytest

import derive

# p = 3 · (-2) = -6, r = p + c = -5, h = r² = 25, F = h v = -50
GRAPH = """
The graph of F(u, v, c) = (u·v + c)² · v at u = 3, v = -2, c = 1.

My nodes are p = u·v, r = p + c, h = r² and F = h·v.

    p = 3 * (-2)  = -6
    r = -6 + 1    = -5
    h = (-5)^2    = 25
    F = 25 * (-2) = -50

    dF/dh = -2
    dF/dr = -2 * 2 * (-5) = 20
    dF/dp = 20
    dF/dc = 20
    dF/du = 20 * (-2) = -40
    dF/dv = 25 + 20 * 3 = 85

One step with rate 0.01:

    u = 3 - 0.01 * (-40) = 3.4
    v = -2 - 0.01 * 85   = -2.85
    c = 1 - 0.01 * 20    = 0.8

    p = 3.4 * (-2.85) = -9.69
    r = -9.69 + 0.8   = -8.89
"""
SLIPS = [
    ((("25 + 20 * 3 = 85", "20 * 3 = 60"), ("0.01 * 85   = -2.85", "0.01 * 60   = -2.6"),
      ("3.4 * (-2.85) = -9.69", "3.4 * (-2.6) = -8.84"), ("-9.69 + 0.8   = -8.89",
                                                         "-8.84 + 0.8   = -8.04")), 16, []),
    ((("-2 * 2 * (-5) = 20", "-2 * (-5) = 10"), ("dF/dp = 20", "dF/dp = 10"),
      ("dF/dc = 20", "dF/dc = 10"), ("= 20 * (-2) = -40", "= 10 * (-2) = -20"),
      ("25 + 20 * 3 = 85", "25 + 10 * 3 = 55")), 12, [13, 14, 15, 16]),
    ((("dF/dh = -2", "dF/dh = 2"),), 11, []),
    ((("dF/du = 20 * (-2) = -40", "dF/du = 20 * 3 = 60"),), 15, []),
    ((("    F = 25 * (-2) = -50", "    F = 25 * 3 = 75"),), 9, []),
]  # fmt: skip


def recurrent(slip: bool = False, digits: int = 4) -> str:
    """Two steps of h_t = tanh(a i_t + c h_{t-1}); with a slip, h_1 and h_2 are one step late."""

    def r(x: float) -> str:
        return f"{x:.{digits}f}"

    a, c, x1, x2, t = 0.5, 0.8, 1.0, -0.4, 0.1
    h1 = math.tanh(a * x1)
    h2 = math.tanh(a * x2 + c * h1)
    d2 = (h2 - t) * (1 - h2**2)
    d1 = d2 * c * (1 - h1**2)
    dc = f"({r(d2)})·({r(h2)}) = {r(d2 * h2)}" if slip else f"({r(d2)})·({r(h1)}) = {r(d2 * h1)}"
    return rf"""
$z_t = a x_t + c h_{{t-1}}$, $h_t = \tanh(z_t)$, $h_0 = 0$, $E = \frac12 (h_2 - d)^2$
with $d = {t}$.

$x_1 = 1$, $x_2 = -0.4$, $a = 0.5$, $c = 0.8$

- $z_1$ = 0.5·1 + 0.8·0 = {r(a * x1)}, so $h_1$ = {r(h1)}
- $z_2$ = 0.5·(-0.4) + 0.8·{r(h1)} = {r(a * x2 + c * h1)}
- $h_2$ = tanh({r(a * x2 + c * h1)}) = {r(h2)}

Let $\epsilon_t = \partial E/\partial z_t$.

- $\epsilon_2$ = ({r(h2)} - 0.1)·(1 - {r(h2)}²) = {r(d2)}
- $\epsilon_1$ = ({r(d2)})·0.8·(1 - {r(h1)}²) = {r(d1)}
- dE/da = {r(d1)}·1 + ({r(d2)})·(-0.4) = {r(d1 - 0.4 * d2)}
- dE/dc = {dc}
"""


def wrong(text: str) -> list[int]:
    return [one.line for one in derive.verify(text).claims if one.verdict == "wrong"]


def test_a_graph_with_numbers_holds():
    claims = derive.verify(GRAPH).claims
    assert {one.verdict for one in claims} <= {"holds", "holds as shown", "no claim"}
    assert all(one.verdict != "no claim" for one in claims if one.left.startswith("dF"))


@pytest.mark.parametrize(("changes", "line", "follow"), SLIPS)
def test_a_slip_is_found_at_its_line(changes, line, follow):
    sheet = GRAPH
    for right, slip in changes:
        assert right in sheet
        sheet = sheet.replace(right, slip)
    claims = derive.verify(sheet).claims
    assert [one.line for one in claims if one.verdict == "wrong"] == [line]
    assert sorted({one.line for one in claims if one.verdict == "follows"}) == follow


@pytest.mark.parametrize("digits", [3, 4])
def test_steps_in_time_are_written_out(digits):
    claims = derive.verify(recurrent(digits=digits)).claims
    assert {one.verdict for one in claims} <= {"holds", "holds as shown", "no claim"}
    derived = [one for one in claims if one.left.startswith(("dE", r"\epsilon_1", r"\epsilon_2"))]
    assert len(derived) == 4
    assert all(one.verdict == "holds as shown" for one in derived)


def test_a_hidden_state_of_another_step_is_found():
    assert wrong(recurrent(slip=True)) == [recurrent().count("\n")]


def test_nothing_is_said_where_a_number_is_missing():
    sheet = GRAPH.replace(", c = 1.", ".").replace("25 + 20 * 3 = 85", "20 * 3 = 60")
    assert wrong(sheet) == []


def test_a_second_point_is_no_slip_of_the_first():
    again = "\nAt another point:\n\n    dF/dh = 5\n"
    assert wrong(GRAPH + again) == []


def test_decimals_with_commas_in_sentences():
    sheet = """
Gegeben ist f(a, b) = a·b + a² mit a = 2 und b = 3. Mit p = a·b und s = a² ist f = p + s.

df/db = a = 2 und df/da = b + 2a = 3 + 4 = 7.

Ein Schritt mit Lernrate 0,1: a = 2 - 0,1·7 = 1,3 und b = 3 - 0,1·2 = 2,8.

Nun ist f = 1,3·2,8 + 1,69 = 5,33.
"""
    assert wrong(sheet) == []
    assert wrong(sheet.replace("df/da = b + 2a = 3 + 4 = 7", "df/da = b + a = 3 + 2 = 5")) == [4]


def penalised(sign: str = "+", list_of: str = "s=(0.6,-0.9)") -> str:
    """A loss with a penalty, its numbers given in lists; the slope by m_1 has a slip by `sign`."""
    x, w, share = (0.6, -0.9), (0.7, -0.4), 0.3
    p = w[0] * w[1] * x[0] + x[1]
    first = 2 * p * w[1] * x[0] + (share * w[0] if sign == "+" else -share * w[0])
    second = 2 * p * w[0] * x[0] + share * w[1]
    return rf"""
Let ${list_of}$, $m=(0.7,-0.4)$, $\lambda=0.3$.

\[ F=p^2+\tfrac{{\lambda}}{{2}}(m_1^2+ m_2^2),\qquad p=m_1 m_2 s_1+s_2 \]

$p = 0.7\cdot(-0.4)\cdot 0.6 - 0.9 = {p:.4f}$

\[ \frac{{\partial F}}{{\partial m_1}} = 2 p m_2 s_1{sign}\lambda m_1
= 2\cdot({p:.4f})\cdot(-0.4)\cdot 0.6 {sign} 0.3\cdot 0.7 = {first:.4f} \]

\[ \frac{{\partial F}}{{\partial m_2}} = 2 p m_1 s_1+\lambda m_2
= 2\cdot({p:.4f})\cdot 0.7\cdot 0.6 + 0.3\cdot(-0.4) = {second:.4f} \]
"""


def test_numbers_in_lists_are_those_of_the_entries():
    report = derive.verify(penalised())
    assert not [one for one in report.claims if one.verdict in ("wrong", "follows")]
    (found,) = derive.verify(penalised("-")).findings
    assert (found.verdict, found.right) == ("wrong", r"2 p m_2 s_1-\lambda m_1")


def test_a_list_whose_entries_are_counted_from_0_is_none_of_these():
    sheet = penalised(list_of="s=(1,0.6,-0.9)").replace("s_2 \\]", "s_2 s_0 \\]")
    assert "s_2 s_0" in sheet
    assert not list(derive.verify(sheet).findings)
