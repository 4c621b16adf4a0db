"""Tables with a row for each quantity: its name, how it is worked out, what it comes to."""

from math import tanh

import pytest

import derive

H = [round(tanh(one), 3) for one in (0.5, -0.8)]
Y = round(2 * H[0] - H[1] + 0.5, 3)
HEADS = {
    "en": "| quantity | computation | value |",
    "de": "| Größe | Rechnung | Ergebnis |",
    "fr": "| grandeur | calcul | valeur |",
}
SHEET = f"""A network 1-2-1, hidden units tanh, output linear, $E=(y-t)^2$, $x=1.5$ and $t=3$.
The weights are $w_1=0.6$, $b_1=-0.4$, $w_2=-0.4$, $b_2=-0.2$, and $v_1=2$, $v_2=-1$, $c=0.5$.

HEAD
|---|---|---|
| $z_1$ | $0.6 \\cdot 1.5 - 0.4$ | 0.5 |
| $z_2$ | $-0.4 \\cdot 1.5 - 0.2$ | -0.8 |
| $h_1$ | $\\tanh(0.5)$ | {H[0]} |
| $h_2$ | $\\tanh(-0.8)$ | {H[1]} |
| $y$ | $2 h_1 - h_2 + 0.5$ | {Y} |

$\\frac{{\\partial E}}{{\\partial y}} = 2 (y - t) = 2 ({Y} - 3) = {2 * (Y - 3):.3f}$
"""


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_each_row_is_a_chain(head: str) -> None:
    report = derive.verify(SHEET.replace("HEAD", head))
    assert any("1 inputs, then 2, 1 units" in one for one in report.inferred)
    assert report.holds, report.findings
    assert len([one for one in report.claims if 6 <= one.line <= 10]) == 10


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("1.5 - 0.4$ | 0.5", "1.5 - 0.4$ | 0.6", 6),
        ("$-0.4 \\cdot 1.5 - 0.2$ | -0.8", "$0.4 \\cdot 1.5 - 0.2$ | 0.4", 7),
        ("2 h_1 - h_2 + 0.5", "2 h_1 + h_2 + 0.5", 10),
    ],
)
def test_a_slip_in_a_row_is_found_there(old: str, new: str, line: int) -> None:
    text = SHEET.replace("HEAD", HEADS["en"])
    assert old in text
    assert line in [one.line for one in derive.verify(text.replace(old, new)).findings]


def test_without_marks() -> None:
    text = "| what | how | value |\n|---|---|---|\n| z_1 | 2*0.5 + 1 | 2 |\n| z_2 | 3*2 - 1 | 4 |\n"
    assert [one.line for one in derive.verify(text).findings] == [4]
