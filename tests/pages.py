"""Sheets set in pages for the tests, each once: by Typst with a rule of our own, and by LaTeX."""

import io
import json
import os
import re
import subprocess
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdf
import typst

from derive.resources import exercises
from derive.teaching.solve import solve
from derive.writing.typeset_latex import pdflatex

SHEETS = ("question", "solution")
FOLDER = TemporaryDirectory()
# measures every display, whatever the sheet itself does about those that it takes for wide
RULE = """\
#show math.equation.where(block: true): it => layout(room => {
  if measure(it).width > room.width { [#metadata(measure(it).width / 1pt) <over>] }
  it
})
"""


@dataclass(frozen=True)
class Pages:
    """A PDF, and what its engine found to complain about."""

    pdf: bytes
    faults: tuple[str, ...]

    @property
    def read(self):
        return pypdf.PdfReader(io.BytesIO(self.pdf))

    @property
    def text(self):
        return "\n".join(page.extract_text() for page in self.read.pages)

    @property
    def numbers(self):
        """How often each decimal stands there."""
        return Counter(re.findall(r"\d+\.\d+", self.text))


@cache
def solved(name, style):
    return solve(exercises()[name], style_name=style)


def by_typst(text):
    """Any Typst text in pages; a display that is wider than the page is a fault."""
    path = Path(FOLDER.name) / "sheet.typ"
    path.write_text(RULE + text, encoding="utf-8")
    compiler = typst.Compiler(path, root=FOLDER.name, ignore_system_fonts=True)
    pdf, warnings = compiler.compile_with_warnings(format="pdf")
    wide = json.loads(compiler.query("<over>", field="value"))
    wide += json.loads(compiler.query("<too-wide>", field="value"))
    return Pages(pdf, (*(one.message for one in warnings), *(f"{w} pt wide" for w in wide)))


FAULTS = ("Overfull", "Underfull", "LaTeX Warning", "Package inputenc", "Missing character", "!")


def by_latex(text):
    """Any LaTeX text in pages: without a shell and without files from elsewhere."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "sheet.tex").write_text(text, encoding="utf-8")
        done = subprocess.run(
            [pdflatex(), "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape",
             "sheet.tex"],
            cwd=folder,
            env={**os.environ, "openin_any": "p", "openout_any": "p", "max_print_line": "1000"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )  # fmt: skip
        log = (folder / "sheet.log").read_text("latin-1")
        faults = [line for line in log.splitlines() if line.startswith(FAULTS)]
        if done.returncode:
            return Pages(b"", (f"exit code {done.returncode}", *faults))
        return Pages((folder / "sheet.pdf").read_bytes(), tuple(faults))


@cache
def typst_pages(name, style, sheet):
    return by_typst(solved(name, style).typst(sheet))


@cache
def latex_pages(name, style, sheet):
    return by_latex(solved(name, style).latex(sheet))
