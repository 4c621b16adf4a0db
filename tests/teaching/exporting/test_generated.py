"""Variants of recipes in one file: the same however they were made, and read back."""

import csv
import json
import zipfile
from io import BytesIO, StringIO

import course_readers
import pytest
from pypdf import PdfReader

from derive.cli import main
from derive.errors import DeriveError
from derive.resources import recipes
from derive.teaching.exporting.collected import Collected
from derive.teaching.exporting.exporters import EXPORTERS
from derive.teaching.exporting.item import Head
from derive.teaching.generating.folder import JOURNAL
from derive.teaching.generating.run import generate

PLAIN = [name for name in EXPORTERS if not name.startswith("booklet")]
READERS = {
    "moodle": lambda path: course_readers.moodle(path.read_bytes())[1],
    "moodle-choice": lambda path: course_readers.moodle(path.read_bytes())[1],
    "qti": course_readers.qti,
    "canvas": course_readers.canvas,
}


def run(name, out, formats, **options):
    report = generate(
        recipes()[name], out, count=3, seed=5, formats=tuple(formats), workers=1, **options
    )
    return {path.name: path for path in report.files}


@pytest.mark.parametrize("name", ["sigmoid-2-2-1", "softmax-cross-entropy", "fill-the-blanks"])
def test_variants_are_read_back(name, tmp_path):
    made = run(name, tmp_path, PLAIN)
    for format, reader in READERS.items():
        questions = reader(made[f"{name}{EXPORTERS[format].ending}"])
        assert len(questions) == 3
        assert len({one.html for one in questions}) == 3
        assert all(one.fields for one in questions)
    rows = csv.DictReader(StringIO(made[f"{name}.csv"].read_text("utf-8")))
    keys = json.loads(made[f"{name}.answers.json"].read_text("utf-8"))["variants"]
    questions = READERS["moodle"](made[f"{name}.moodle.xml"])
    for number, (row, key, question) in enumerate(zip(rows, keys, questions, strict=True), 1):
        assert row.pop("variant") == key["variant"] == f"{name}-{number:04}"
        told = {box: one["printed"] for box, one in key["answers"].items()}
        assert told == {box: text for box, text in row.items() if text}
        for one, text in zip(question.fields, told.values(), strict=True):
            assert one.grade(text)


def test_an_archive_holds_the_same_files(tmp_path):
    formats = [*PLAIN, "md"]
    made = run("one-neuron", tmp_path / "folder", formats)
    (path,) = run("one-neuron", tmp_path / "zip", formats, archive=True).values()
    with zipfile.ZipFile(path) as archive:
        for format in PLAIN:
            name = f"one-neuron{EXPORTERS[format].ending}"
            assert archive.read(name) == made[name].read_bytes()
    again = run("one-neuron", tmp_path / "again", formats, archive=True)
    assert path.read_bytes() == next(iter(again.values())).read_bytes()


def test_a_run_that_was_ended_goes_on(tmp_path, monkeypatch):
    whole = run("one-neuron", tmp_path / "whole", PLAIN)
    part = tmp_path / "part"
    options = {"seed": 5, "formats": tuple(PLAIN), "workers": 1}
    monkeypatch.setattr(Collected, "finish", ended)
    with pytest.raises(KeyboardInterrupt):
        generate(recipes()["one-neuron"], part, count=2, **options)
    monkeypatch.undo()
    # ended after the parts of a third were kept, before its files were in place
    spool = part / ".derive-run.moodle.jsonl"
    assert spool.read_bytes().count(b"\n") == 2
    spool.write_bytes(spool.read_bytes() + b'"half a li')
    generate(recipes()["one-neuron"], part, count=3, resume=True, **options)
    for name, path in whole.items():
        assert (part / name).read_bytes() == path.read_bytes(), name


def ended(*_):
    raise KeyboardInterrupt


def test_a_complete_run_keeps_no_parts_and_goes_on_all_the_same(tmp_path):
    whole = run("one-neuron", tmp_path / "whole", PLAIN)
    part = tmp_path / "part"
    options = {"seed": 5, "formats": tuple(PLAIN), "workers": 1}
    generate(recipes()["one-neuron"], part, count=2, **options)
    assert [path.name for path in part.glob(".*")] == [JOURNAL]
    before = {path: path.stat().st_mtime_ns for path in part.glob("*.xml")}
    assert before
    generate(recipes()["one-neuron"], part, count=2, resume=True, **options)
    assert before == {path: path.stat().st_mtime_ns for path in part.glob("*.xml")}
    generate(recipes()["one-neuron"], part, count=3, resume=True, **options)
    for name, path in whole.items():
        assert (part / name).read_bytes() == path.read_bytes(), name


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "one-neuron.moodle.xml").write_text("mine")
    with pytest.raises(DeriveError, match="is there already"):
        run("one-neuron", tmp_path, ["moodle"])
    assert [path.read_text() for path in tmp_path.iterdir()] == ["mine"]
    run("one-neuron", tmp_path, ["moodle"], force=True)
    assert (tmp_path / "one-neuron.moodle.xml").read_text() != "mine"


def test_kept_parts_that_are_lost_are_put_again(tmp_path):
    kept = Collected(tmp_path, ["moodle", "md"])
    kept.put({"moodle": "one"})
    assert list(Collected(tmp_path, ["moodle"], 1).parts("moodle")) == ["one"]
    again = Collected(tmp_path, ["moodle"], 2)
    assert again.lacks == 2
    assert list(again.parts("moodle")) == []


def test_a_file_that_cannot_be_made_is_not_left_behind(tmp_path):
    kept = Collected(tmp_path, ["moodle", "booklet-question"])
    kept.put({"moodle": "<!-- -->", "booklet-question": "#panic()"})
    with pytest.raises(DeriveError, match="typst"):
        kept.finish(tmp_path, Head("None", "none"))
    assert not [path for path in tmp_path.iterdir() if not path.name.endswith(".jsonl")]


def test_a_sheet_with_a_mistake_is_for_paper(tmp_path):
    with pytest.raises(DeriveError, match="for paper"):
        run("find-the-mistake", tmp_path, ["moodle"])


# Booklets -----------------------------------------------------------------------------------------
def test_a_booklet_tells_each_page_apart(tmp_path, capsys):
    told = ["generate", "tanh-2-2-1", "-n", "3", "--seed", "5", "--format", "csv", "--booklet"]
    assert main([*told, "--workers", "1", "-o", str(tmp_path)]) == 0
    capsys.readouterr()
    index = csv.DictReader(StringIO((tmp_path / "index.csv").read_text("utf-8")))
    codes = [row["code"] for row in index]
    for sheet in ("question", "solution"):
        pages = PdfReader(tmp_path / f"tanh-2-2-1-booklet-{sheet}.pdf").pages
        texts = [page.extract_text() for page in pages]
        found = [[code for code in codes if code in text] for text in texts]
        assert all(len(one) == 1 for one in found)
        order = [one[0] for one in found]
        assert list(dict.fromkeys(order)) == codes
        assert order == sorted(order, key=codes.index)
        assert all("eed 5" in text for text in texts)
        # the QR code is drawn on every page, and pages are counted within a variant
        last = [text.strip().splitlines()[-1].split()[-1] for text in texts]
        assert last.count("1") == 3


def test_exercises_are_bound_too(tmp_path, capsys):
    told = ["solve", "two-tanh-units", "worksheet-folded", "--format", "json", "--booklet"]
    for out in ("a", "b"):
        assert main([*told, "--sheet", "question", "-o", str(tmp_path / out)]) == 0
    capsys.readouterr()
    name = "booklet-question.pdf"
    assert not (tmp_path / "a" / "booklet-solution.pdf").exists()
    data = (tmp_path / "a" / name).read_bytes()
    assert data == (tmp_path / "b" / name).read_bytes()
    texts = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    assert "two-tanh-units" in texts[0]
    assert "worksheet-folded" in texts[-1]
