"""What the command puts out: text or JSON, a copy beside the sheet, points, the exit code."""

import argparse
import json
import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from reports import reported

from derive.arguments import _add_presenting
from derive.errors import DeriveError
from derive.teaching.verifying.reporting.annotate import TARGETS
from derive.teaching.verifying.reporting.report import Report
from derive.teaching.verifying.reporting.verify_command import present

TEXT = "Let $a = 1 = 2$ and $b = 3$.\n"


def options(*arguments):
    parser = argparse.ArgumentParser()
    _add_presenting(parser)
    return parser.parse_args(arguments)


@pytest.fixture
def sheet(tmp_path):
    """A sheet on disk and its report: wrong in every sign."""
    path = tmp_path / "mine.md"
    path.write_text(TEXT, encoding="utf-8")
    return reported(TEXT, str(path), loud=1)


def right():
    return reported(TEXT, "mine.md", loud=0)


def test_the_exit_code_says_whether_all_holds(sheet, capsys):
    assert present(right(), options()) == 0
    assert present(sheet, options()) == 1
    told = capsys.readouterr().out
    assert "line 1, column 8: " in told
    assert "\x1b" not in told


def test_what_was_not_read_counts_only_when_strict(capsys):
    half = reported("Let $a = 1$ and $\\frac{1 = 2$.", loud=0)
    assert present(half, options()) == 0
    assert present(half, options("--strict")) == 1
    assert present(reported("$\\frac{1 = 2$"), options()) == 2
    assert present(Report("empty.md", "", ()), options()) == 2
    assert "no formula could be read" in capsys.readouterr().out


def test_the_report_for_programs(sheet, capsys):
    assert present(sheet, options("--json")) == 1
    made = json.loads(capsys.readouterr().out)
    assert [one["verdict"] for one in made["claims"]] == [one.verdict for one in sheet.claims]
    assert "points" not in made
    assert set(made) == {"sheet", "claims", "summary"}


def test_points_stand_in_both_reports_only_when_asked(sheet, tmp_path, capsys):
    points = tmp_path / "points.toml"
    points.write_text('[points]\n"z.1" = 2\n', encoding="utf-8")
    present(sheet, options("--json", "--points", str(points)))
    made = json.loads(capsys.readouterr().out)
    assert made["points"]["most"] == 2
    assert made["points"]["quantities"]["z.1"]["reason"] == "missing"
    present(sheet, options("--points", str(points)))
    assert "Points: 0 of 2" in capsys.readouterr().out


@pytest.mark.parametrize("target", TARGETS)
def test_the_copy_stands_beside_the_sheet(sheet, tmp_path, target, capsys):
    present(sheet, options("--annotate", target))
    made = tmp_path / f"mine-checked.{target}"
    assert made.stat().st_size > 100
    assert str(made) in capsys.readouterr().out
    assert sorted(tmp_path.iterdir()) == sorted([made, tmp_path / "mine.md"])


def test_a_copy_goes_where_it_is_asked_to_go(sheet, tmp_path, capsys):
    place = tmp_path / "deep" / "copy.html"
    present(sheet, options("--annotate", "html", "-o", str(place), "--json"))
    assert place.is_file()
    json.loads(capsys.readouterr().out)
    (tmp_path / "folder").mkdir()
    present(sheet, options("--annotate", "html", "-o", str(tmp_path / "folder")))
    assert (tmp_path / "folder" / "mine-checked.html").is_file()


def test_the_sheet_itself_is_never_overwritten(sheet, tmp_path):
    with pytest.raises(DeriveError, match="would take the place of the sheet"):
        present(sheet, options("--annotate", "md", "-o", str(tmp_path / "mine.md")))
    assert (tmp_path / "mine.md").read_text("utf-8") == TEXT


def test_nothing_is_left_where_nothing_can_be_written(sheet, tmp_path, monkeypatch):
    locked = tmp_path / "locked"
    locked.mkdir()
    # root may write everywhere, so the answer of the system is given here
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place) != locked)
    with pytest.raises(DeriveError, match="no permission"):
        present(sheet, options("--annotate", "html", "-o", str(locked / "a.html")))
    assert not list(locked.iterdir())


def test_a_place_without_a_copy_is_a_mistake(sheet):
    with pytest.raises(DeriveError, match="say --annotate"):
        present(sheet, options("-o", "x.html"))


def test_the_flag_offers_what_there_is():
    parser = argparse.ArgumentParser()
    _add_presenting(parser)
    (action,) = [one for one in parser._actions if "--annotate" in one.option_strings]
    assert set(action.choices) == set(TARGETS)


def test_a_report_in_another_language(sheet, capsys):
    present(sheet, options("--language", "de"))
    assert "Zeile 1, Spalte 8: " in capsys.readouterr().out
    with pytest.raises(DeriveError, match="unknown language"):
        present(sheet, options("--language", "xx"))
