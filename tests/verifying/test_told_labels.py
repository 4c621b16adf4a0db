"""Lines whose words before a colon name a quantity: slope at z1, gradient of w1, new w1."""

import math

import pytest

import derive

BAD = ("wrong", "mislabelled", "right value, wrong line")


def _sheet(slope: str, words: tuple[str, str, str], kept: float) -> str:
    """A net of one tanh unit, by hand: the slope of the unit goes into its delta."""
    h = round(math.tanh(0.7), 4)
    y = round(0.5 * h + 0.1, 4)
    e = round(y - 0.9, 4)
    d = round(e * 0.5 * kept, 4)
    g = round(d * 2, 4)
    new = round(0.3 - 0.1 * g, 4)
    at, of, after = words
    return f"""One input, one tanh unit, one linear output, half squared error.

x = 2, target t = 0.9
w = 0.3, b = 0.1
v = 0.5, c = 0.1
learning rate 0.1

z = 0.3*2 + 0.1 = 0.7
h = tanh(0.7) = {h}
y = 0.5*{h} + 0.1 = {y}
E = 1/2 (y - t)^2 = 1/2 ({e})^2 = {round(e * e / 2, 4)}

dE/dy = y - t = {e}
{at}: {slope} = {kept}
dE/dz = {e} * 0.5 * {kept} = {d}
{of}: {d} * 2 = {g}
{after}: 0.3 - 0.1 * ({g}) = {new}
"""


H = round(math.tanh(0.7), 4)
RIGHT, SLIPPED = round(1 - H * H, 4), round(1 - H, 4)
WORDS = [
    ("slope at z", "gradient of w", "new w"),
    ("Ableitung bei z", "Ableitung nach w", "neues w"),
    ("derivative at z", "grad w", "updated w"),
    ("tanh slope at z", "derivative wrt w", "new w"),
    ("dérivée en z", "dérivée de w", "nouveau w"),
    ("pendiente en z", "derivada de w", "nuevo w"),
]


@pytest.mark.parametrize("words", WORDS)
def test_a_right_sheet_has_no_finding(words: tuple[str, str, str]) -> None:
    report = derive.verify(_sheet(f"1 - {H}^2", words, RIGHT))
    assert [one for one in report.claims if one.verdict in (*BAD, "follows", "unread")] == []


@pytest.mark.parametrize("words", WORDS)
def test_a_slip_behind_the_words_is_found_once_at_its_line(words: tuple[str, str, str]) -> None:
    sheet = _sheet(f"1 - {H}", words, SLIPPED)
    report = derive.verify(sheet)
    line = 1 + next(n for n, one in enumerate(sheet.split("\n")) if one.startswith(words[0]))
    assert {one.line for one in report.claims if one.verdict in BAD} == {line}


@pytest.mark.parametrize("words", WORDS)
def test_a_gradient_and_a_new_value_behind_words_are_held_against_the_network(
    words: tuple[str, str, str],
) -> None:
    sheet = _sheet(f"1 - {H}^2", words, RIGHT)
    kept = sheet.split("\n")
    at = next(n for n, one in enumerate(kept) if one.startswith(words[2]))
    number = float(kept[at].partition("(")[2].partition(")")[0])
    kept[at] = f"{words[2]}: 0.3 + 0.1 * ({number}) = {round(0.3 + 0.1 * number, 4)}"
    report = derive.verify("\n".join(kept))
    assert {one.line for one in report.claims if one.verdict in BAD} == {at + 1}


def test_a_slope_at_what_a_function_gives_is_arithmetic_alone() -> None:
    """The slope "at h" of others is that of the unit h: its words say no place."""
    words = ("slope at h", "gradient of w", "new w")
    report = derive.verify(_sheet(f"1 - {H}^2", words, RIGHT))
    assert report.holds
