"""PDF by both engines: the same numbers, the same bytes twice, nothing from outside."""

import json
import os
import re
import subprocess
import sys

import pages
import pytest

from derive.errors import DeriveError
from derive.resources import exercises
from derive.teaching.produce import produce
from derive.teaching.solve import solve
from derive.writing import typeset_latex
from derive.writing.document import Heading
from derive.writing.notation import styles
from derive.writing.typeset import ENGINES, typeset

EXERCISES, STYLES = sorted(exercises()), sorted(styles())
# every exercise in one style, every style in its turn: reading a PDF takes its time
TURNS = [(name, STYLES[place % len(STYLES)]) for place, name in enumerate(EXERCISES)]
MOST_PAGES = 6
by_engine = pytest.mark.parametrize("engine", sorted(ENGINES))
TEX = r"\documentclass{{article}}\begin{{document}}{}\end{{document}}".format


@pytest.mark.parametrize(("name", "style"), TURNS)
def test_both_engines_show_the_same_numbers(name, style):
    sheet = "solution"
    if len(pages.typst_pages(name, style, sheet).read.pages) > MOST_PAGES:
        sheet = "question"  # to read so many pages takes longer than all else here
    by_typst = pages.typst_pages(name, style, sheet).numbers
    by_latex = pages.latex_pages(name, style, sheet).numbers
    assert by_typst == by_latex
    assert by_typst.total() >= 4


@pytest.fixture(scope="module")
def made():
    """One sheet by every engine, once."""
    solved = pages.solved("two-tanh-units", "boxed")
    return {engine: solved.typeset("solution", engine) for engine in ENGINES}


@by_engine
def test_what_is_printed_is_in_the_pdf(made, engine):
    found = pages.Pages(made[engine], ()).numbers
    # tanh 0.27, tanh -0.18 and the squared error, by hand
    assert {"0.2636248355", "0.1780808681", "0.4003769125"} <= set(found)


@by_engine
def test_the_same_sheet_gives_the_same_bytes(made, engine, tmp_path):
    """In this process, and in another one with other hashes and another folder."""
    solved = pages.solved("two-tanh-units", "boxed")
    assert solved.typeset("solution", engine, many=True) == made[engine]
    subprocess.run(
        [sys.executable, "-m", "derive", "solve", "two-tanh-units", "--style", "boxed",
         "--sheet", "solution", "--format", "pdf", "--engine", engine],
        cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": "5"}, check=True, timeout=120,
        capture_output=True,
    )  # fmt: skip
    assert (tmp_path / "out/two-tanh-units-solution.pdf").read_bytes() == made[engine]


def fonts(reader):
    """The font of every page, those within composite ones too."""
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            whole = font.get_object()
            yield from (one.get_object() for one in whole.get("/DescendantFonts", [whole]))


@by_engine
def test_every_font_is_embedded(made, engine):
    found = list(fonts(pages.Pages(made[engine], ()).read))
    assert len(found) > 3
    for font in found:
        inside = {"/FontFile", "/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"])
        assert inside, font["/BaseFont"]


def flat(outline):
    for one in outline:
        if isinstance(one, list):
            yield from flat(one)
        else:
            yield one.title


@by_engine
def test_headings_are_bookmarks_and_the_title_is_told(made, engine):
    reader = pages.Pages(made[engine], ()).read
    solved = pages.solved("two-tanh-units", "boxed")
    headings = [one for one in solved.document().blocks if isinstance(one, Heading)]
    assert list(flat(reader.outline)) == ["".join(one.words) for one in headings]
    assert len(headings) > 5
    assert reader.metadata.title == solved.shape.title
    a4 = reader.pages[0].mediabox
    assert (round(float(a4.width)), round(float(a4.height))) == (595, 842)


def test_a_character_without_a_glyph_is_named(tmp_path):
    path = tmp_path / "han.toml"
    good = exercises()["relu-paths"].read_text("utf-8")
    title = 'title = "Tensor \N{CJK UNIFIED IDEOGRAPH-6570}"'
    path.write_text(re.sub("^title = .*", title, good, flags=re.MULTILINE), "utf-8")
    for engine, said in (("typst", "could not be displayed"), ("latex", "Unicode character")):
        with pytest.raises(DeriveError, match=f"han, solution: .*{said}"):
            solve(path).typeset("solution", engine)


# What goes wrong ----------------------------------------------------------------------------------
FAILING = {
    "typst": {
        "#nonsense": "unknown variable: nonsense",
        '#read("/etc/passwd")': "file not found",
        '#read("../../../../etc/passwd")': "escape",
        '#import "@preview/cetz:0.3.0": *': "package",
        "#while true {}": "always true",
    },
    "latex": {
        TEX(r"\nonsense"): "Undefined control sequence",
        TEX(r"\input{/etc/passwd}"): "passwd",
        TEX(r"\input{../../../../../etc/passwd}"): "passwd",
        r"\documentclass{article}": "Emergency stop",
        "": "Emergency stop",
    },
}


@pytest.mark.parametrize(
    ("engine", "text", "said"),
    [(engine, text, said) for engine, all in FAILING.items() for text, said in all.items()],
)
def test_the_engine_says_what_is_wrong_in_one_line(engine, text, said):
    with pytest.raises(DeriveError) as found:
        typeset(text, engine)
    assert said in str(found.value)
    assert "\n" not in str(found.value)
    assert str(found.value).startswith(("typst: ", "pdflatex: "))


def test_latex_starts_no_program(tmp_path):
    mark = tmp_path / "mark"
    head, begin, _ = pages.solved("elu", "boxed").latex().partition(r"\begin{document}")
    typeset(rf"{head}{begin}a\write18{{touch {mark}}}\end{{document}}", "latex")
    assert not mark.exists()


def test_latex_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(typeset_latex, "SECONDS", 1)
    with pytest.raises(DeriveError, match="did not end within 1 seconds"):
        typeset(TEX(r"\def\a{\a}\a"), "latex")


def test_without_latex_there_is_a_way_told(monkeypatch):
    monkeypatch.setattr(typeset_latex.shutil, "which", lambda name: None)
    monkeypatch.setattr(typeset_latex.importlib.util, "find_spec", lambda name: None)
    typeset_latex.pdflatex.cache_clear()
    try:
        with pytest.raises(DeriveError, match=r"no pdflatex found: .*\[latex\].*--engine typst"):
            typeset(TEX("a"), "latex")
    finally:
        typeset_latex.pdflatex.cache_clear()


def test_a_sheet_beyond_all_measure_is_refused():
    with pytest.raises(DeriveError, match="too long"):
        typeset("a" * 6_000_000, "typst")


# Files --------------------------------------------------------------------------------------------
def test_a_solution_writes_its_pdf(tmp_path):
    solved = solve(exercises()["relu-paths"])
    path = solved.pdf(tmp_path / "new" / "question.pdf", "question")
    assert path.read_bytes() == solved.typeset("question")
    assert [one.name for one in path.parent.iterdir()] == ["question.pdf"]


def test_with_an_engine_that_fails_nothing_is_written(tmp_path, monkeypatch):
    def broken(text, engine, many):
        raise DeriveError("typst: out of ink")

    monkeypatch.setattr("derive.writing.typeset.typeset", broken)
    with pytest.raises(DeriveError, match="relu-paths, question: typst: out of ink"):
        produce(exercises()["relu-paths"], tmp_path / "out", formats=["md", "pdf", "json"])
    assert not (tmp_path / "out").exists()


def test_an_unknown_engine_is_named(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "derive", "solve", "relu-paths", "--format", "pdf", "--engine",
         "latx"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == 'derive: unknown engine "latx": did you mean "latex"?\n'
    assert not list(tmp_path.iterdir())


def test_several_exercises_and_formats_at_once(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "derive", "solve", "relu-paths", "logistic-regression",
         "--format", "typ,pdf,json", "--sheet", "solution"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    stems = ("relu-paths", "logistic-regression")
    endings = ("-solution.typ", "-solution.pdf", ".json")
    assert names == {f"{stem}{ending}" for stem in stems for ending in endings}
    assert json.loads((tmp_path / "out/relu-paths.json").read_text("utf-8"))["title"]
