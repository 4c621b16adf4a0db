"""The wheel as it is shipped: what is inside, and that it works far from this folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from derive.resources import exercises, folder

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=120,
    )
    (built,) = target.glob("*.whl")
    return built


def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_everything_that_is_needed_is_inside(wheel):
    inside = set(names(wheel))
    here = {
        f"derive/{path.relative_to(ROOT / 'derive').as_posix()}"
        for path in (ROOT / "derive").rglob("*.py")
    }
    here |= {f"derive/_data/exercises/{path.name}" for path in exercises().values()}
    here |= {
        f"derive/_data/templates/{path.relative_to(folder('templates')).as_posix()}"
        for path in folder("templates").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert here <= inside
    assert not [name for name in inside if "__pycache__" in name]
    assert len(here) > 70


def test_nothing_stray_is_inside(wheel):
    for name in names(wheel):
        top = name.split("/")[0]
        assert top == "derive" or top.endswith(".dist-info"), name
        assert not name.endswith((".pyc", ".orig", ".log", ".pdf", "~")), name
        assert "__pycache__" not in name
        if top == "derive":
            assert name.endswith((".py", ".toml", ".j2", "py.typed")), name


def test_the_installed_wheel_solves_an_exercise(wheel, tmp_path):
    target, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", target,
         "--disable-pip-version-check", "--quiet", wheel],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    env = {**os.environ, "PYTHONPATH": str(target)}
    place = subprocess.run(
        [sys.executable, "-c", "import derive; print(derive.__file__)"],
        cwd=empty, env=env, check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert place.stdout.startswith(str(target))
    done = subprocess.run(
        [sys.executable, "-m", "derive", "solve", "two-tanh-units"],
        cwd=empty, env=env, check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = sorted(path.name for path in (empty / "out").iterdir())
    assert found == [
        "two-tanh-units-question.md",
        "two-tanh-units-question.tex",
        "two-tanh-units-solution.md",
        "two-tanh-units-solution.tex",
        "two-tanh-units.json",
    ]
    assert r"\boxed{0.27}" in (empty / "out/two-tanh-units-solution.md").read_text("utf-8")
