"""Formulas as a lecturer would put them on the board."""

import re
from functools import cache

from derive.resources import exercises
from derive.teaching.solve import solve


@cache
def blocks(name, style):
    """The solution in Markdown, cut at empty lines."""
    text = solve(exercises()[name], style_name=style, check=False).markdown()
    return [one.strip() for one in re.split(r"\n\s*\n", text) if one.strip()]


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
