"""Compiled templates: kept beside their sources where that is possible, never missed elsewhere."""

import subprocess
import sys

import pytest
from jinja2 import DictLoader, Environment
from jinja2.sandbox import SandboxedEnvironment

from derive.resources import folder
from derive.writing.template_cache import Beside
from derive.writing.templates import SYNTAX

TRY = """
import sys
from pathlib import Path
from jinja2 import Environment, DictLoader
from derive.writing.template_cache import Beside
cache = Beside(Path(sys.argv[1]), "environment")
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


def test_what_the_sandbox_compiled_is_its_own(tmp_path, monkeypatch):
    """A shipped template is compiled without the sandbox; under a style of one's own with it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    calls = {"text": "<< 'a'.upper() >>"}
    for kind in (Environment, SandboxedEnvironment, Environment):
        cache = Beside(tmp_path, kind.__name__)
        made = kind(loader=DictLoader(calls), bytecode_cache=cache, **SYNTAX)
        assert made.get_template("text").render() == "A"
    assert len(list(tmp_path.rglob("*.jinja"))) == 2
