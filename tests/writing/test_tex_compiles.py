"""Every TeX sheet compiles with a plain pdflatex, and fits on its page."""

from concurrent.futures import ThreadPoolExecutor

import pages
import pytest

from derive.resources import exercises
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


def test_what_is_too_wide_is_noticed():
    body = r"\[ " + " + ".join(f"x_{{{n}}}" for n in range(60)) + r" \]"
    head, begin, _ = pages.solved("elu", "boxed").latex().partition(r"\begin{document}")
    made = pages.by_latex(f"{head}{begin}{body}\\end{{document}}")
    assert made.pdf
    assert any(fault.startswith("Overfull") for fault in made.faults)
