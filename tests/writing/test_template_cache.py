"""Compiled templates: kept beside their sources where that is possible, never missed elsewhere."""

import subprocess
import sys

import pytest

from derive.resources import folder

TRY = """
import sys
from pathlib import Path
from jinja2 import Environment, DictLoader
from derive.writing.template_cache import Beside
cache = Beside(Path(sys.argv[1]))
made = Environment(loader=DictLoader({"one": "{{ 1 + 1 }}"}), bytecode_cache=cache)
print(made.get_template("one").render())
"""


def run(place, *flags, **variables):
    done = subprocess.run(
        [sys.executable, *flags, "-c", TRY, place],
        capture_output=True,
        text=True,
        env={"PATH": "", "PYTHONPATH": str(folder("templates").parent), **variables},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")
    return sorted(path.name for path in place.rglob("*.jinja"))


def test_a_template_is_kept_and_taken_again(tmp_path):
    (kept,) = run(tmp_path)
    assert run(tmp_path) == [kept]


def test_what_python_is_told_holds_for_templates(tmp_path):
    assert run(tmp_path, "-B") == []
    assert run(tmp_path, PYTHONDONTWRITEBYTECODE="1") == []
    other = tmp_path / "other"
    assert run(tmp_path, PYTHONPYCACHEPREFIX=str(other)) != []
    assert not (tmp_path / "__pycache__").exists()


def test_a_folder_that_cannot_be_written_to_is_no_fault(tmp_path):
    (tmp_path / "__pycache__").write_text("a file in the way", encoding="utf-8")
    assert run(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"half", b"\x00" * 1000])
def test_a_damaged_file_is_made_anew(tmp_path, content):
    (name,) = run(tmp_path)
    (tmp_path / "__pycache__" / name).write_bytes(content)
    assert run(tmp_path) == [name]
    assert len((tmp_path / "__pycache__" / name).read_bytes()) > 100
