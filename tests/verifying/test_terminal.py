"""The report in a terminal: carets under their places, right lines, nothing that steers it."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from derive.teaching.verifying.reporting.remarks import QUIET, remarks
from derive.teaching.verifying.reporting.report import VERDICTS, Claim, Report
from derive.teaching.verifying.reporting.terminal import Look, clean, clipped, columns, told
from derive.writing.language import languages
from derive.writing.notation import style

sys.path.insert(0, str(Path(__file__).parent))

WORDS = style("lecture").words


def report(text, sign, **more):
    place = text.index(sign)
    line = text.count("\n", 0, place) + 1
    column = place - text.rfind("\n", 0, place)
    values = {"verdict": "wrong", "left": "a", "right": "b"} | more
    return Report("s.md", text, (Claim(place, place + len(sign), line, column, **values),))


def test_the_caret_stands_under_the_sign_and_the_right_line_beside_it():
    made = told(report("Let\n$a = 1 \\approx 3$", "\\approx", expected="2"), WORDS, Look())
    assert made.split("\n") == [
        "line 2, column 8: wrong",
        "  $a = 1 \\approx 3$",
        "         ^^^^^^^  right: 2",
        "",
        "s.md: wrong: 1",
    ]


def test_a_right_line_without_room_stands_below():
    made = told(report("$a = 1$", "=", expected="b" * 40), WORDS, Look(40)).split("\n")
    assert made[2:4] == ["     ^", "  right: " + "b" * 40]


@pytest.mark.parametrize("before", ["日本語 ", "z\u0302\u0302 ", "\t", "\x1b[31m", "\u200b"])
def test_the_caret_counts_columns_and_not_characters(before):
    lines = told(report(f"{before}$a = 1$", "="), WORDS, Look()).split("\n")
    assert columns(lines[1][: lines[1].index("=")]) == lines[2].index("^")


def test_what_holds_is_told_only_when_asked():
    sheet = report("$a = 1$", "=", verdict="holds")
    assert told(sheet, WORDS, Look()) == "s.md: holds: 1"
    assert "line 1, column 4: holds" in told(sheet, WORDS, Look(all=True))


def test_a_consequence_names_the_place_of_its_root():
    text = "$a = 1$ $b = 2$"
    first = Claim(3, 4, 1, 4, "wrong", "a", "1", slip="digit_dropped")
    then = Claim(11, 12, 1, 12, "follows", "b", "2", root=0)
    made = told(Report("s.md", text, (first, then)), WORDS, Look())
    assert "the slip: a digit is dropped" in made
    assert "follows from line 1, column 4" in made


def test_colours_only_where_they_are_asked_for():
    sheet = report("$a = 1$", "=", expected="2")
    plain = told(sheet, WORDS, Look())
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", told(sheet, WORDS, Look(colours=True))) == plain


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_a_word(language, verdict):
    words = style("lecture", language).words
    made = told(report("$a = 1$", "=", verdict=verdict), words, Look(all=True))
    assert words["verdict"][verdict] in made
    remark = remarks(report("$a = 1$", "=", verdict=verdict))
    assert bool(remark) == (verdict not in QUIET)


@given(st.text(max_size=300), st.integers(0, 299), st.integers(1, 5), st.integers(40, 120))
def test_a_line_of_any_kind_is_cut_to_the_width(line, place, extent, width):
    line, place = line.replace("\n", " "), min(place, max(0, len(line) - 1))
    shown, before, marked = clipped(line, place, extent, width)
    assert columns(shown) <= width + 2 * extent
    assert shown.isprintable() or not shown
    assert before + marked <= width + 2 * extent
    if line and columns(clean(line[place])) == 1:
        # the character at the place stands where the caret does
        seen, at = 0, 0
        while seen < before or columns(shown[at]) == 0:
            seen += columns(shown[at])
            at += 1
        assert shown[at] == clean(line[place])
