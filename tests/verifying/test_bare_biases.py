"""A bias without an index beside those of hidden units, which have numbers."""

from math import tanh

import pytest

import derive

H = round(tanh(0.4), 4), round(tanh(0.6), 4)
Z = round(1.5 * H[0] - 0.5 * H[1] + 0.3, 4)
SLIPPED = round(1.5 * H[0] - 0.5 * H[1], 4)

LAST = f"z = v_1 h_1 + v_2 h_2 + {{b}} = 1.5*{H[0]} - 0.5*{H[1]} + 0.3 = {Z}"
SHEET = f"""A net of tanh units; its output is linear. Input x_1 = 1, x_2 = 0.5, target t = 1.
Hidden: w_11 = 0.4, w_12 = -0.2, w_21 = 0.6, w_22 = 0.8; {{b}}_1 = 0.1, {{b}}_2 = -0.4
Output: v_1 = 1.5, v_2 = -0.5, {{b}} = 0.3

z_1 = 0.4*1 - 0.2*0.5 + 0.1 = 0.4
z_2 = 0.6*1 + 0.8*0.5 - 0.4 = 0.6
h_1 = tanh(0.4) = {H[0]}
h_2 = tanh(0.6) = {H[1]}
{LAST}
dL/dz = z - t = {round(Z - 1, 4)}
"""


@pytest.mark.parametrize("letter", ["b", "c"])
def test_the_bare_one_is_of_the_output(letter: str) -> None:
    sheet = SHEET.format(b=letter)
    right = derive.verify(sheet)
    assert any("2, 1 units" in one for one in right.inferred)
    assert not [(one.line, one.message) for one in right.findings]
    slipped = sheet.replace(f" + 0.3 = {Z}", f" = {SLIPPED}")
    slipped = slipped.replace(f"z - t = {round(Z - 1, 4)}", f"z - t = {round(SLIPPED - 1, 4)}")
    assert slipped != sheet
    assert [one.line for one in derive.verify(slipped).findings if one.verdict == "wrong"] == [9]
