"""Norms, labels and remarks behind wide gaps in plain text: loss:  l = ½ ‖h_2 − y‖²."""

import pytest

import derive

SHEET = """A chain over two steps

  state:   s_t = A r_{t-1} + B x_t + c        t = 1, 2
           r_t = tanh(s_t)                    r_0 is given
  loss:    l = ½ ‖r_2 − y‖²

Put S_t = diag(1 − r_t²), the slopes at step t.

  ∂r_2/∂r_1 = S_2 A
  ∂r_2/∂r_0 = (∂r_2/∂r_1)(∂r_1/∂r_0) = S_2 A S_1 A

The errors g_t = ∂l/∂s_t are

  g_2 = S_2 (r_2 − y)
  g_1 = S_1 Aᵀ g_2

and with them

  ∂l/∂A = g_2 r_1ᵀ + g_1 r_0ᵀ
  ∂l/∂c = g_2 + g_1
"""
TYPED = SHEET.replace("½ ‖r_2 − y‖²", "0.5 * ||r_2 - y||^2").replace("Aᵀ", "A^T").replace("−", "-")


def faults(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.verdict) for one in derive.verify(text).findings]


@pytest.mark.parametrize("text", [SHEET, TYPED])
def test_right_lines_hold(text: str) -> None:
    claims = derive.verify(text).claims
    assert not faults(text)
    assert {9, 10, 19, 20} <= {one.line for one in claims if one.verdict == "holds"}
    assert [one.right for one in claims if one.line == 15] == [
        "S_1 Aᵀ g_2" if text is SHEET else "S_1 A^T g_2"
    ]


@pytest.mark.parametrize(
    ("right", "slip", "line"),
    [
        ("= S_2 A\n", "= A S_2\n", 9),
        ("= S_2 A S_1 A", "= S_2 A S_2 A", 10),
        ("= S_2 A S_1 A", "= S_1 A S_2 A", 10),
        ("g_2 r_1ᵀ + g_1 r_0ᵀ", "g_2 r_2ᵀ + g_1 r_1ᵀ", 19),
        ("= g_2 + g_1", "= g_2 - g_1", 20),
    ],
)
def test_a_slip_is_found_at_its_line(right: str, slip: str, line: int) -> None:
    assert right in SHEET
    assert faults(SHEET.replace(right, slip)) == [(line, "wrong")]


def test_norms_with_commands_of_one_look() -> None:
    text = r"$L = \frac12 \Vert u - v \Vert^2$, so $\partial L/\partial u = u - v$."
    assert [one.verdict for one in derive.verify(text).claims][1:] == ["holds"]
    wrong = text.replace("= u - v$", "= v - u$")
    assert [one.verdict for one in derive.verify(wrong).claims][1:] == ["wrong"]
