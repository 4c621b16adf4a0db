"""A gallery: every style and format by itself, links that lead somewhere, all files or none."""

import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest

from derive.errors import DeriveError
from derive.listing import LISTS
from derive.resources import exercises
from derive.teaching import gallery
from derive.teaching.gallery import USUAL, exhibit, hall, write_index
from derive.writing.notation import styles

SMALL = """\
title = '{title}'
example = [ {{ x = [1] }} ]
[network]
inputs = 1
loss = "squared error"
layer = [ {{ units = 1, activation = "{activation}" }} ]
[numbers]
W = 2
b = 1
"""


@pytest.fixture
def small(tmp_path):
    def write(name="small.toml", title="Small", activation="sigmoid"):
        path = tmp_path / name
        path.write_text(SMALL.format(title=title, activation=activation), encoding="utf-8")
        return path

    return write


class Links(HTMLParser):
    """The places that a page leads to, and its text."""

    def __init__(self, page):
        super().__init__()
        self.places, self.text, self.tags = [], "", set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.places += [value for name, value in attributes if name in ("href", "src")]

    def handle_data(self, data):
        self.text += data


def everything(out):
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def test_every_style_and_the_usual_formats_by_themselves(tmp_path):
    whole = hall(tmp_path / "g")
    assert set(whole.styles) == set(styles())
    assert list(whole.formats) == [name for name in USUAL if name in LISTS["formats"]()]


def test_both_pages_lead_to_every_file(tmp_path, small):
    whole = hall(tmp_path / "g", formats := (), sorted({"md", "tex", "github"}))
    assert not formats
    exhibits = [exhibit(whole, path) for path in (small(), exercises()["relu-paths"])]
    write_index(whole, exhibits)
    found = everything(whole.out)
    pictures = {name for name in found if name.endswith(".svg")}
    assert {name.rpartition("/")[2] for name in pictures} == {
        f"relu-paths-{sheet}-1.svg" for sheet in ("question", "solution")
    }
    sheets = found - pictures - {"index.md", "index.html"}
    # two exercises: three formats of two sheets and a key, in every style
    assert len(sheets) == 2 * len(styles()) * 7
    html = Links((whole.out / "index.html").read_text("utf-8"))
    markdown = (whole.out / "index.md").read_text("utf-8")
    for places in (html.places, re.findall(r"\]\((.*?)\)", markdown)):
        assert sorted(map(unquote, places)) == sorted(sheets)
    assert html.tags.isdisjoint({"script", "link", "img", "iframe"})
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 2
    assert {row.replace("\\|", "").count("|") for row in rows} == {len(styles()) + 2}


def test_only_what_is_named(tmp_path, small):
    whole = hall(tmp_path / "g", ["boxed"], ["md"], "de")
    made = exhibit(whole, small())
    write_index(whole, [made])
    assert everything(whole.out) == {
        "boxed/small-question.md",
        "boxed/small-solution.md",
        "boxed/small.json",
        "index.html",
        "index.md",
    }
    assert "Vorwärtsschritt" in (whole.out / "boxed/small-solution.md").read_text("utf-8")
    assert "Galerie" in (whole.out / "index.html").read_text("utf-8")
    assert json.loads((whole.out / "boxed/small.json").read_text("utf-8"))["style"] == "boxed"


def test_hostile_titles_and_names(tmp_path, small):
    path = small("a b#?%(1).toml", '</td><script>alert("x")</script> | [a](b) {{ 7*7 }} << x >>')
    whole = hall(tmp_path / "g", ["boxed"], ["md"])
    write_index(whole, [exhibit(whole, path)])
    page = (whole.out / "index.html").read_text("utf-8")
    html = Links(page)
    assert "script" not in html.tags
    assert '</td><script>alert("x")</script> | [a](b) {{ 7*7 }} << x >>' in html.text
    markdown = (whole.out / "index.md").read_text("utf-8")
    assert "<script" not in markdown
    for places in (html.places, re.findall(r"(?<!\\)\]\((.*?)\)", markdown)):
        assert {(whole.out / unquote(place)).is_file() for place in places} == {True}
        assert len(places) == 3


def test_all_files_of_an_exercise_or_none(tmp_path, small, monkeypatch):
    """What fails in the last style leaves nothing of the first."""
    made = []

    def fails_at_last(path, out, **options):
        if len(made) == len(styles()) - 1:
            raise DeriveError("no more")
        made.append(real(path, out, **options))
        return made[-1]

    real = gallery.produce
    monkeypatch.setattr(gallery, "produce", fails_at_last)
    with pytest.raises(DeriveError, match="no more"):
        exhibit(hall(tmp_path / "new" / "g"), small())
    assert made
    assert not (tmp_path / "new").exists()


def test_an_interrupt_leaves_what_was_whole(tmp_path, small, monkeypatch):
    whole = hall(tmp_path / "g", (), ["md"])
    exhibit(whole, small())
    before = {name: (whole.out / name).read_bytes() for name in everything(whole.out)}

    def interrupted(path, out, **options):
        real(path, out, **options)
        raise KeyboardInterrupt

    real = gallery.produce
    monkeypatch.setattr(gallery, "produce", interrupted)
    with pytest.raises(KeyboardInterrupt):
        exhibit(whole, small("other.toml"))
    assert {name: (whole.out / name).read_bytes() for name in everything(whole.out)} == before
    assert sorted(one.name for one in whole.out.iterdir()) == sorted(styles())


BAD = {
    "style": ({"chosen": ["boxd"]}, 'unknown style "boxd": did you mean "boxed"?'),
    "the same style twice": ({"chosen": ["boxed", "boxed"]}, 'two styles are called "boxed"'),
    "format": ({"wanted": ["mdd"]}, 'unknown format "mdd": did you mean "md"?'),
    "language": ({"language": "xx"}, 'unknown language "xx"'),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_requests(case, tmp_path):
    options, line = BAD[case]
    with pytest.raises(DeriveError) as raised:
        hall(tmp_path / "g", **options)
    assert line in str(raised.value)
    assert not (tmp_path / "g").exists()


def test_a_place_that_cannot_be_written_to(tmp_path, small):
    path = small()
    with pytest.raises(DeriveError, match="cannot be written"):
        exhibit(hall(path / "g", ["boxed"], ["md"]), path)
    with pytest.raises(DeriveError, match="cannot be written"):
        exhibit(hall(path, ["boxed"], ["md"]), path)
