"""Every TeX sheet compiles with a plain pdflatex, and fits on its page."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pdflatex import FAULTS, typeset

from derive.resources import exercises
from derive.teaching.furniture import FRONT
from derive.teaching.solve import solve
from derive.writing.language import languages
from derive.writing.notation import styles

SHEETS = ("question", "solution")


def compiles(tmp_path, texts):
    """Each sheet makes a PDF without a warning."""
    for sheet, text in zip(SHEETS, texts, strict=True):
        (tmp_path / f"{sheet}.tex").write_text(text, encoding="utf-8")
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda sheet: typeset(tmp_path, f"{sheet}.tex"), SHEETS))
    for sheet, (code, log) in zip(SHEETS, runs, strict=True):
        errors = [line for line in log.splitlines() if line.startswith("!")]
        assert code == 0, (sheet, errors)
        assert (tmp_path / f"{sheet}.pdf").stat().st_size > 5000
        faults = [line for line in log.splitlines() if line.startswith(FAULTS)]
        assert not faults, sheet


@pytest.mark.parametrize("style", sorted(styles()))
@pytest.mark.parametrize("name", sorted(exercises()))
def test_a_sheet_compiles_without_a_warning(name, style, tmp_path):
    solved = solve(exercises()[name], style_name=style)
    compiles(tmp_path, map(solved.latex, SHEETS))


@pytest.mark.parametrize("language", sorted(set(languages()) - {"en"}))
@pytest.mark.parametrize("name", sorted(exercises()))
def test_a_sheet_in_another_language_compiles(name, language, tmp_path):
    solved = solve(exercises()[name], language=language, check=False)
    compiles(tmp_path, map(solved.latex, SHEETS))


HOSTILE = (
    r"\input{/etc/passwd}\end{document} $x$ #1 50% a_b^c {~} & } \\",
    r'[4pt] "quoted" *starred* \par \def\x{\x}\x {',
    "Übung für Größen: naïve, façade, \u2013 \u201equoted\u201c",
    "word " * 39,
    "%",
)


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_compiles(text, language, tmp_path):
    options = dict.fromkeys(("title", *FRONT), text)
    solved = solve(exercises()["logistic-regression"], language=language, **options)
    compiles(tmp_path, map(solved.latex, SHEETS))


def test_bodies_compile_within_a_document_of_ones_own(tmp_path):
    solved = solve(exercises()["lecture-softmax"], author="A", footer="B", space=2)
    bodies = [solved.latex(sheet, body=True) for sheet in SHEETS]
    # where there is no booktabs, its rules are the plain ones
    rules = "".join(rf"\newcommand{{\{one}rule}}{{\hline}}" for one in ("top", "mid", "bottom"))
    packages = (
        r"\usepackage[T1]{fontenc}\usepackage{lmodern,amsmath}\usepackage[margin=2cm]{geometry}"
    )
    frame = r"\documentclass[11pt,a4paper]{article}" + packages + rules
    text = "\n".join([frame, r"\begin{document}", *bodies, r"\end{document}", ""])
    compiles(tmp_path, (text, text))
