"""Every TeX sheet compiles with a plain pdflatex, and fits on its page.

All sheets of a style share a preamble, so they are set in one run; one sheet of each style is set
by itself, as a reader would do it.
"""

from concurrent.futures import ThreadPoolExecutor

import pages
import pytest

from derive.resources import exercises
from derive.teaching.furniture import FRONT
from derive.teaching.solve import solve
from derive.writing.language import languages
from derive.writing.notation import styles


@pytest.mark.parametrize("style", sorted(styles()))
@pytest.mark.parametrize("name", sorted(exercises()))
def test_a_sheet_compiles_without_a_warning(name, style):
    pages.solved(name, style)  # before the threads, so that it is done once
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda sheet: pages.latex_pages(name, style, sheet), pages.SHEETS))
    for sheet, one in zip(pages.SHEETS, made, strict=True):
        assert not one.faults, sheet
        assert len(one.pdf) > 5000


def compiles(texts):
    """Each text makes a PDF without a warning."""
    with ThreadPoolExecutor(2) as pool:
        for one in pool.map(pages.by_latex, texts):
            assert not one.faults
            assert len(one.pdf) > 5000


@pytest.mark.parametrize("language", sorted(set(languages()) - {"en"}))
@pytest.mark.parametrize("name", sorted(exercises())[::3])
def test_a_sheet_in_another_language_compiles(name, language):
    solved = solve(exercises()[name], language=language, check=False)
    compiles(map(solved.latex, pages.SHEETS))


HOSTILE = (
    r"\input{/etc/passwd}\end{document} $x$ #1 50% a_b^c {~} & } \\",
    r'[4pt] "quoted" *starred* \par \def\x{\x}\x {',
    "Übung für Größen: naïve, façade, \u2013 \u201equoted\u201c",
    "word " * 39,
    "%",
)


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_compiles(text, language):
    options = dict.fromkeys(("title", *FRONT), text)
    solved = solve(exercises()["logistic-regression"], language=language, **options)
    compiles(map(solved.latex, pages.SHEETS))


def test_bodies_compile_within_a_document_of_ones_own():
    solved = solve(exercises()["lecture-softmax"], author="A", footer="B", space=2)
    bodies = [solved.latex(sheet, body=True) for sheet in pages.SHEETS]
    # where there is no booktabs, its rules are the plain ones
    rules = "".join(rf"\newcommand{{\{one}rule}}{{\hline}}" for one in ("top", "mid", "bottom"))
    packages = (
        r"\usepackage[T1]{fontenc}\usepackage{lmodern,amsmath,tikz}"
        r"\usepackage[margin=2cm]{geometry}\providecommand{\lt}{<}"
    )
    frame = r"\documentclass[11pt,a4paper]{article}" + packages + rules
    compiles(["\n".join([frame, r"\begin{document}", *bodies, r"\end{document}", ""])])


def test_what_is_too_wide_is_noticed():
    body = r"\[ " + " + ".join(f"x_{{{n}}}" for n in range(60)) + r" \]"
    head, begin, _ = pages.solved("elu", "boxed").latex().partition(r"\begin{document}")
    made = pages.by_latex(f"{head}{begin}{body}\\end{{document}}")
    assert made.pdf
    assert any(fault.startswith("Overfull") for fault in made.faults)
