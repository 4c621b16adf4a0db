"""Annotated copies: every remark is there, the student's own text stays, and nothing gets loose."""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

import pages
import pytest
from markdown_it import MarkdownIt

sys.path.insert(0, str(Path(__file__).parent))

from reports import reported

import derive
from derive.errors import DeriveError
from derive.resources import exercises
from derive.teaching.solve import solve
from derive.teaching.verifying.reporting.annotate import TARGETS, annotated
from derive.teaching.verifying.reporting.checked_sheet import Formula, checked_sheet
from derive.teaching.verifying.reporting.marks import marks
from derive.teaching.verifying.reporting.remarks import circled, remarks
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.reporting.sheet_pieces import RELATIONS, piece
from derive.teaching.written import letters, tree
from derive.teaching.written.documents import Document
from derive.writing.language import languages
from derive.writing.notation import style

LOOK = style("lecture")
STUDENT = r"""# Exercise 3, *by hand*

Let $x = 0.5$ and $w = 2$, so that $z = w x = 1.1$. A price is \$5.

- first, $a = \sigma(z) = 0.7$
- then:

  $$
  \delta = (a - t) a (1 - a) = 0.1 \ne 0.2
  $$

```math
W^{[2]} = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} = b
```

| quantity | value |
| --- | --- |
| loss | $L = 0.25$ |

```python
print("$a = 1$")

done()
```
The end, $\frac{1 = 2$.
"""
LATEX = r"""\documentclass[12pt]{article}
\usepackage{lmodern}
\usepackage{amsmath}
\newcommand{\half}{\frac12}
\begin{document}
\section*{Forward pass of \emph{layer} $l = 1$}
We get % a comment with $a = 1$
\begin{align*}
  z &= w x = 1.1 \\
  a &= \tanh(z) \approx 0.8
\end{align*}
so that \(L = 0.5 (a - t)^2 = 0.02\) holds, see $\half = 0.5$.
\begin{itemize}\item $b \le 2$ \[ c = 3 \] \end{itemize}
\begin{tabular}{ll} a & $d = 4$ \\ \end{tabular}
\begin{minipage}{5cm} $e = 5$ \end{minipage}
\end{document}
"""
HOSTILE = (
    '<script>alert(1)</script> #read("/etc/passwd") \\write18{id} \\input{/etc/passwd} `x` ]] '
    "*b* _i_ @c & % ~ ^ { } $ \x00\x1b[31m 日本 😀 \u202e --- | ```"
)


def sheets():
    yield "student.md", STUDENT
    yield "student.tex", LATEX
    yield "plain.md", "z = 2 = 3\n"
    yield "empty.md", "Nothing here.\n"
    solved = solve(exercises()["worksheet-folded"])
    yield "own.md", solved.text("md", "solution")
    yield "own.tex", solved.text("tex", "solution")


SHEETS = dict(sheets())
every = pytest.mark.parametrize("name", SHEETS)


def report(name, loud=0.5):
    if name == "plain.md":
        claim = Claim(6, 7, 1, 7, "wrong", "2", "3", expected="z = 2 = 2")
        return Report(name, SHEETS[name], (claim,))
    return reported(SHEETS[name], name, loud=loud)


def copy(name, target):
    return annotated(report(name), target, LOOK)


def test_the_sheets_of_these_tests_have_remarks():
    for name in SHEETS:
        assert len(remarks(report(name))) >= (0 if name == "empty.md" else 1), name


@every
def test_every_remark_belongs_to_one_formula(name):
    blocks = checked_sheet(report(name))
    found = [one.number for block in blocks for one in block.remarks]
    assert found == [one.number for one in remarks(report(name))]


@pytest.mark.parametrize("node", tree.Node.__args__, ids=lambda node: node.__name__)
def test_every_kind_of_written_node_can_be_shown(node):
    assert node in piece.__globals__["_WRITE"]


def test_every_relation_sign_that_is_read_can_be_shown():
    assert set(letters.RELATIONS.values()) <= set(RELATIONS)


# HTML ---------------------------------------------------------------------------------------------
VOID = {"meta", "mspace", "br"}


class Page(HTMLParser):
    """Checks that tags are balanced; keeps their names, attributes and text."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def harmless(page):
    for tag, attributes in page.tags:
        assert tag not in ("script", "iframe", "object", "img", "link", "a", "form", "base")
        assert not {name for name in attributes if name.startswith(("on", "src", "href"))}


@every
def test_the_html_is_whole_by_itself_and_has_every_remark(name):
    page = Page(copy(name, "html"))
    harmless(page)
    for one in remarks(report(name)):
        assert page.text.count(one.mark) >= (1 if one.claim.verdict == "unread" else 2)
    assert len([1 for tag, _ in page.tags if tag == "aside"]) == len(remarks(report(name)))


# PDF ----------------------------------------------------------------------------------------------
@every
def test_the_pdf_has_every_remark(name):
    made = annotated(report(name), "pdf", LOOK)
    assert made.startswith(b"%PDF")
    text = pages.Pages(made, ()).text
    for one in remarks(report(name)):
        assert one.mark in text


# Markdown -----------------------------------------------------------------------------------------
def without_marks(text):
    text = re.sub(
        r"\\overset\{\\color\{red\}\{\\text\{[^{}]*\}\}\}\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1", text
    )
    text = text.replace("$=$", "=")  # a sign in plain text becomes a formula
    return re.sub(
        r"\s+", " ", "\n".join(one for one in text.split("\n") if not one.startswith(">"))
    )


@pytest.mark.parametrize("name", ["student.md", "plain.md", "empty.md", "own.md"])
def test_a_markdown_sheet_stays_what_it_was(name):
    made = copy(name, "md")
    assert re.sub(r"\s+", " ", SHEETS[name]).strip() in without_marks(made)


@pytest.mark.parametrize("name", ["student.md", "own.md"])
def test_remarks_stand_outside_code_tables_and_formulas(name):
    """What Markdown takes for code or a table is the same as before; each remark is a quotation."""
    before, after = (
        MarkdownIt("commonmark").enable("table").parse(one)
        for one in (SHEETS[name], copy(name, "md"))
    )
    for kind in ("td_open", "tr_open", "table_open", "hr", "fence"):
        count = [sum(one.type == kind for one in tokens) for tokens in (before, after)]
        assert count[1] - count[0] == (kind == "hr")
    code = [one.content for one in before if one.type == "fence" and one.info == "python"]
    assert code == [one.content for one in after if one.type == "fence" and one.info == "python"]
    quoted, level = "", 0
    for one in after:
        level += {"blockquote_open": 1, "blockquote_close": -1}.get(one.type, 0)
        quoted += one.content if level and one.type == "inline" else ""
    for one in remarks(report(name)):
        assert one.mark in quoted


# LaTeX --------------------------------------------------------------------------------------------
@every
def test_the_latex_compiles_without_complaint(name):
    made = pages.by_latex(copy(name, "tex"))
    assert made.pdf, made.faults
    assert not [one for one in made.faults if not one.startswith(("Overfull", "Underfull"))]


def test_a_latex_sheet_stays_what_it_was():
    made = without_marks(copy("student.tex", "tex"))
    for line in (
        r"\newcommand{\half}{\frac12}",
        r"$\half = 0.5$.",
        r"\end{document}",
        "% a comment with $a = 1$",
    ):
        assert line in made


def test_a_fragment_gets_a_preamble():
    fragment = "We have \\[ a = 1 \\]\n"
    made = annotated(reported(fragment, "part.tex", loud=1), "tex", LOOK)
    assert made.count(r"\begin{document}") == made.count(r"\end{document}") == 1
    assert pages.by_latex(made).pdf


# All of them --------------------------------------------------------------------------------------
@pytest.mark.parametrize("target", TARGETS)
def test_words_of_people_are_words_in_every_target(target):
    text = f"{HOSTILE}\n\nLet $a = {HOSTILE} = 1$ and\n\n$$\nb = 2\n$$\n\n{HOSTILE}\n"
    place = text.index("b = 2") + 2
    claim = Claim(
        place, place + 1, 7, 3, "wrong", HOSTILE, HOSTILE, expected=HOSTILE, message=HOSTILE,
        slip=HOSTILE,
    )  # fmt: skip
    strange = Claim(3, 9, 1, 4, "unread", HOSTILE, "", message=HOSTILE)
    for name in ("sheet.md", f"{HOSTILE.replace('/', '')[:60]}.md"):
        sheet = Report(name, text, (strange, claim), (HOSTILE,))
        made = annotated(sheet, target, LOOK)
        if target == "html":
            harmless(Page(made))
        elif target == "pdf":
            assert "root:" not in pages.Pages(made, ()).text
        elif target == "tex":
            done = pages.by_latex(made)
            assert done.pdf, done.faults
        else:
            # the student's own text is the student's: what we add holds no markup of theirs
            ours = "\n".join(one for one in made.split("\n") if one.startswith("> "))
            tokens = MarkdownIt("commonmark", {"html": True}).parse(ours)
            inner = [child for one in tokens for child in one.children or ()]
            assert inner
            assert not {"html_inline", "html_block", "link_open", "image"} & {
                one.type for one in (*tokens, *inner)
            }


@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("target", [one for one in TARGETS if one != "pdf"])
def test_copies_speak_every_language(language, target):
    look = style("lecture", language)
    made = annotated(report("student.md"), target, look)
    assert look.words["verdict"]["wrong"] in made


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_report_gives_the_same_bytes_and_points_are_told(target):
    assert copy("student.md", target) == copy("student.md", target)
    earned = marks(report("student.md"), {"z.1": 2})
    if target != "pdf":
        assert "z.1" in annotated(report("student.md"), target, LOOK, earned)


def test_a_target_that_there_is_not():
    with pytest.raises(DeriveError, match='unknown kind of copy "htm": did you mean "html"'):
        annotated(report("student.md"), "htm", LOOK)


def test_numbers_beyond_the_circles():
    assert circled(20) == "⑳"
    assert circled(21) == "(21)"


def test_a_large_sheet_is_annotated_in_reasonable_time():
    text = "".join(f"Line {n}: $a_{n} = {n} = 0.5$\n\n" for n in range(1500))
    for target in ("md", "tex", "html"):
        assert annotated(reported(text, loud=0.2), target, LOOK)
    assert len(list(Document(text).pieces())) == 1500


def test_lines_of_plain_text_stay_lines():
    report = derive.verify("a = 2*3 = 6\nloss = 1 + 1 = 2\n\nwords, and b = 2*2 = 4, then more\n")
    blocks = checked_sheet(report)
    assert [sum(isinstance(one, Formula) for one in block.parts) for block in blocks] == [1, 1, 1]
