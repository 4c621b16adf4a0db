"""How a sheet reads: sentences lead somewhere, nothing is told twice, answers find their room."""

import re
from functools import cache
from itertools import pairwise

import pages
import pytest

from derive.resources import exercises
from derive.teaching.solve import solve
from derive.writing.notation import styles

EXERCISES, STYLES = sorted(exercises()), sorted(styles())


@cache
def blocks(name, style):
    """The solution in Markdown, cut at empty lines."""
    text = solve(exercises()[name], style_name=style, check=False).markdown()
    return [one.strip() for one in re.split(r"\n\s*\n", text) if one.strip()]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", EXERCISES)
def test_a_colon_announces_something(name, style):
    for one, following in pairwise([*blocks(name, style), "# the end"]):
        if one.endswith(":") and not one.startswith("$$"):
            assert not following.startswith("#"), one
            assert not following.endswith(":"), one


@pytest.mark.parametrize("name", ["lecture-softmax", "several-steps", "binary-cross-entropy"])
def test_a_derivation_is_told_once(name):
    told = [one for one in blocks(name, "lecture") if "rule)}" in one]
    assert len(told) > 3
    assert len(told) == len(set(told))


def test_a_block_of_two_rows_names_both():
    text = "".join(blocks("skip-concatenate", "lecture"))
    assert "_{3, 4}" in text
    assert r"3, \ldots, 4" not in text


def test_what_is_put_together_stands_there_once():
    line = next(
        one for one in blocks("skip-concatenate", "lecture") if r"\mathbf{u}^{[2]} =" in one
    )
    assert line.count("0.379949") == 1


def test_a_column_in_brackets_has_no_second_ones():
    text = "".join(blocks("softmax-regression", "lecture"))
    assert r"\mathrm{softmax}\begin{pmatrix}" in text


@pytest.mark.parametrize("name", ["worksheet-folded", "binary-cross-entropy", "lecture-tanh"])
def test_a_question_stands_on_the_page_of_its_room(name):
    """No question is among the last lines of a page: there would be nowhere to write."""
    read = pages.typst_pages(name, "lecture", "question").read
    asks = 0
    for page in read.pages:
        places = []
        page.extract_text(
            visitor_text=lambda text, ctm, tm, *_, at=places: at.append(
                (text.strip(), tm[5] * ctm[3] + ctm[5])
            )
        )
        for text, height in places:
            if re.match(r"(Do|Calculate|Derive|Give|Draw|Find|Update|Which)\b", text):
                asks += 1
                assert height > 62 + 3 * 14, (name, text, height)
    assert asks >= 4
