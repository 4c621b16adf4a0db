"""A run: the same bytes by any road, whole variants only, nothing written over unasked."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from derive.cli import main
from derive.errors import DeriveError
from derive.resources import recipes
from derive.teaching.generating import placing
from derive.teaching.generating.folder import JOURNAL, locked
from derive.teaching.generating.recipe import read
from derive.teaching.generating.run import generate
from derive.teaching.generating.sheet import sheet
from derive.teaching.generating.variant import variant
from derive.teaching.generating.workers import in_processes

RECIPE = recipes()["tanh-2-2-1"]


def files(out):
    return {path.name: path.read_bytes() for path in Path(out).iterdir() if path.name[0] != "."}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    out = tmp_path_factory.mktemp("whole")
    generate(RECIPE, out, count=20, seed=7, workers=1)
    return files(out)


def test_a_run_writes_everything(whole):
    assert len(whole) == 20 * 6 + 3
    rows = json.loads(whole["index.json"])
    assert [row["number"] for row in rows] == list(range(1, 21))
    assert {name for row in rows for name in row["files"]} == {n for n in whole if n[:5] != "index"}
    assert whole["index.csv"].decode().count("\n") == 21


def test_workers_change_no_byte(whole, tmp_path):
    generate(RECIPE, tmp_path, count=20, seed=7, workers=2)
    assert files(tmp_path) == whole


def test_a_variant_does_not_depend_on_how_many_there_are(whole, tmp_path):
    generate(RECIPE, tmp_path, count=2, seed=7, first=5, workers=1)
    found = files(tmp_path)
    assert all(found[name] == whole[name] for name in found if name[:5] != "index")


def test_an_archive_has_the_same_files_and_the_same_bytes(whole, tmp_path):
    for folder in ("a", "b"):
        generate(RECIPE, tmp_path / folder, count=20, seed=7, workers=1, archive=True)
    first, second = (tmp_path / f / "tanh-2-2-1.zip" for f in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == whole
    with pytest.raises(DeriveError, match="--force"):
        generate(RECIPE, tmp_path / "a", count=20, seed=7, workers=1, archive=True)


def test_a_run_goes_on_where_it_was_ended(whole, tmp_path):
    generate(RECIPE, tmp_path, count=20, seed=7, workers=1)
    journal = tmp_path / JOURNAL
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:9]) + lines[9][:20])  # ended while writing a row
    for path in tmp_path.glob("*-00[12]*"):
        if int(path.name.split("-0")[1][:3]) > 8:
            path.unlink()
    (tmp_path / "tanh-2-2-1-0009.toml").write_text("half")
    generate(RECIPE, tmp_path, count=20, seed=7, workers=1, resume=True)
    assert files(tmp_path) == whole


def test_nothing_is_written_over_unasked(tmp_path):
    generate(RECIPE, tmp_path, count=1, seed=7)
    with pytest.raises(DeriveError, match="holds a run already"):
        generate(RECIPE, tmp_path, count=1, seed=8)
    with pytest.raises(DeriveError, match="another seed"):
        generate(RECIPE, tmp_path, count=1, seed=8, resume=True)
    generate(RECIPE, tmp_path, count=2, seed=8, force=True)
    assert len(files(tmp_path)) == 2 * 6 + 3
    generate(RECIPE, tmp_path, count=1, seed=8, formats=("csv",), force=True)
    generate(RECIPE, tmp_path, count=1, seed=8, force=True)
    assert len(files(tmp_path)) == 6 + 3  # no table of the variants that were here
    other = tmp_path / "other"
    other.mkdir()
    (other / "tanh-2-2-1-0001.json").write_text("mine")
    with pytest.raises(DeriveError, match="is there already"):
        generate(RECIPE, other, count=1, seed=8)
    assert (other / "tanh-2-2-1-0001.json").read_text() == "mine"


def test_bad_input_leaves_nothing_behind(tmp_path, capsys):
    never = tmp_path / "never.toml"
    never.write_text(RECIPE.read_text("utf-8") + "[conditions]\nanswer_most = 0\n", "utf-8")
    odd = tmp_path / "odd.toml"
    odd.write_text(RECIPE.read_text("utf-8").replace("inputs = 2", "inputs = 0"), "utf-8")
    for arguments in (
        ["one-neuron", "--style", "nope"],
        ["one-neuron", "--format", "nope"],
        ["find-the-mistake", "--format", "moodle"],
        [str(never)],
        [str(odd)],
    ):
        assert main(["generate", *arguments, "-o", str(tmp_path / "out")]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert Path(arguments[0]).stem in line or "nope" in line
        assert not (tmp_path / "out").exists()


def test_two_runs_in_one_folder(tmp_path):
    with locked(tmp_path), pytest.raises(DeriveError, match="another run writes here"):
        generate(RECIPE, tmp_path, count=1, seed=7)
    generate(RECIPE, tmp_path, count=1, seed=7)


def test_a_folder_that_cannot_be_written(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["generate", "one-neuron", "-o", str(tmp_path / "file")]) == 2
    assert "is a file, not a folder" in capsys.readouterr().err


def test_a_full_disk_leaves_no_half_variant(tmp_path, monkeypatch):
    real = placing.write

    def full(path, content):
        if "tanh-2-2-1-0003-s" in path:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, content)

    monkeypatch.setattr(placing, "write", full)
    with pytest.raises(DeriveError, match="cannot be written"):
        generate(RECIPE, tmp_path, count=5, seed=7, workers=1)
    monkeypatch.undo()
    assert {name[:15] for name in files(tmp_path)} == {"tanh-2-2-1-0001", "tanh-2-2-1-0002"}
    generate(RECIPE, tmp_path, count=5, seed=7, workers=1, resume=True)
    assert len(files(tmp_path)) == 5 * 6 + 3


@pytest.mark.parametrize("force", [False, True])
def test_what_is_of_others_stays_when_a_run_fails(tmp_path, force):
    """Workers are ahead of the variant that finds no place; what they made is taken away again."""
    mine = {f"tanh-2-2-1-{number}-question.md": b"mine" for number in ("0099", "12345")}
    for name, content in mine.items():
        (tmp_path / name).write_bytes(content)
    taken = tmp_path / "tanh-2-2-1-0003-solution.md"
    taken.mkdir()
    with pytest.raises(DeriveError, match=r"0003-solution\.md: (is there|cannot be)"):
        generate(RECIPE, tmp_path, count=40, seed=7, workers=2, force=force)
    taken.rmdir()
    found = files(tmp_path)
    assert {name: found[name] for name in mine} == mine
    assert len(found) == len(mine) + 2 * 6


def started(out, *more, by=("-m", "derive")):
    command = [sys.executable, *by, "generate", "tanh-2-2-1", "-n", "4000", "--seed", "7", "-o",
               str(out), *more]  # fmt: skip
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stderr=pipe, stdout=pipe, text=True)


def waited(out, least=8):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        journal = out / JOURNAL
        if journal.exists() and journal.read_bytes().count(b"\n") > least:
            return
        time.sleep(0.05)
    raise AssertionError("nothing was written in a minute")


def check_whole(out, whole):
    """Only whole variants are there, and they are those of any other run."""
    found = files(out)
    rows = len((out / JOURNAL).read_text().splitlines()) - 1
    assert len(found) in (6 * rows, 6 * (rows + 1))
    shared = found.keys() & whole.keys()
    assert shared
    assert all(found[name] == whole[name] for name in shared if name[:5] != "index")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_leaves_whole_variants(tmp_path, whole, workers):
    run = started(tmp_path, "--workers", workers)
    waited(tmp_path)
    run.send_signal(signal.SIGINT)
    _, told = run.communicate(timeout=60)
    assert run.returncode == 130
    assert told.strip() == "derive: interrupted"
    check_whole(tmp_path, whole)


# the command itself, which loses a worker when told to by a line on its standard input
LOSING = """
import multiprocessing, sys, threading
from derive.cli import main

def lose():
    sys.stdin.readline()
    multiprocessing.active_children()[-1].kill()

threading.Thread(target=lose, daemon=True).start()
sys.exit(main())
"""


def test_a_killed_worker_is_told_in_one_line(tmp_path, whole):
    run = started(tmp_path, "--workers", "2", by=("-c", LOSING))
    waited(tmp_path)
    run.stdin.write("now\n")
    run.stdin.flush()
    _, told = run.communicate(timeout=60)
    assert run.returncode == 2
    assert "ended from outside" in told
    assert len(told.strip().splitlines()) == 1
    check_whole(tmp_path, whole)


def test_a_killed_run_leaves_no_workers(tmp_path, whole):
    """Whoever is left would hold the folder for ever."""
    run = started(tmp_path, "--workers", "2")
    waited(tmp_path)
    run.kill()
    run.communicate(timeout=60)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            generate(RECIPE, tmp_path, count=20, seed=7, force=True, workers=1)
            break
        except DeriveError as error:
            assert "another run writes here" in str(error)
            time.sleep(0.2)
    found = files(tmp_path)
    assert all(found[name] == whole[name] for name in found.keys() & whole.keys()
               if name[:5] != "index")  # fmt: skip
    assert "index.csv" in found


def test_little_is_on_its_way_at_a_time():
    """Chunks are asked for as others are taken, so that memory does not grow with their number."""
    from derive.teaching.generating.making import Job

    job = Job(RECIPE.read_text("utf-8"), "tanh-2-2-1", 7, ("json",))
    asked = []

    def pieces():
        for number in range(1, 10_000):
            asked.append(number)
            yield range(number, number + 1)

    made = in_processes(job, pieces(), 1)
    for _ in range(5):
        next(made)
    made.close()
    assert len(asked) < 20


def test_latex_can_keep_the_preamble_for_all_variants():
    """What differs from one sheet to the next stands after it."""
    recipe = read(RECIPE)
    texts = [sheet(variant(recipe, 7, number)).latex() for number in (1, 2)]
    (first, own, _), (second, other, _) = (text.partition("Variant ") for text in texts)
    assert own == other == "Variant "
    assert first == second
    assert r"\begin{document}" in first
