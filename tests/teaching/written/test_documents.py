"""Mathematics found in Markdown and LaTeX documents, with its place."""

import time

import pytest

from derive.errors import DeriveError
from derive.teaching.written.documents import Document, decoded


def found(text):
    document = Document(text)
    pieces = list(document.pieces())
    for piece in pieces:  # a place is a place: what stands there is the piece
        assert text[piece.start : piece.end] == piece.text
    return [piece.text.strip() for piece in pieces]


MARKDOWN = [
    ("Let $a = 1$ and $b$.", ["a = 1", "b"]),
    ("$$\nx\n$$", ["x"]),
    ("```math\nx = 1\n```\n", ["x = 1"]),
    ("~~~ math\nx\n~~~", ["x"]),
    ("$`a_b`$ and $c$", ["a_b", "c"]),
    ("```python\nf('$x$')\n```\n$y$", ["y"]),
    ("`$x$` but $y$", ["y"]),
    (r"costs 5\$ and $y$", ["y"]),
    ("costs $5 a piece.\n\nAnd $y$", ["y"]),
    (r"\(a\) and \[b\]", ["a", "b"]),
    (r"$\text{a \$ b}$ $c$", [r"\text{a \$ b}", "c"]),
    ("<!-- $x$ --> $y$", ["y"]),
    ("> $$\n> x\n> $$", ["> x\n>"]),
    (r"100 % of $x$", ["x"]),
    ("a $ b", []),
    ("$$ never closed\n\nand $y$", ["never closed", "y"]),
]


def test_what_nothing_closes_says_so():
    first, second = Document("$$ never closed\n\nand $y$").pieces()
    assert (first.unclosed, second.unclosed) == ("$$", "")


@pytest.mark.parametrize(("text", "expected"), MARKDOWN, ids=[row[0] for row in MARKDOWN])
def test_markdown(text, expected):
    assert found(text) == expected


PREAMBLE = "\\documentclass{article}\\newcommand{\\x}{$no$}\\begin{document}\n"
LATEX = [
    ("$a$ % $b$\n\\(c\\)", ["a", "c"]),
    (r"\begin{equation}a=1\end{equation}", [r"\begin{equation}a=1\end{equation}"]),
    (
        r"\begin{align*}a&=1\\&=2\end{align*}x",
        [r"\begin{align*}a&=1\\&=2\end{align*}"],
    ),
    (r"\[\begin{aligned}a\end{aligned}\]", [r"\begin{aligned}a\end{aligned}"]),
    (r"5\% and \$3 and $y$", ["y"]),
]


@pytest.mark.parametrize(("text", "expected"), LATEX, ids=[row[0] for row in LATEX])
def test_latex(text, expected):
    assert found(PREAMBLE + text + "\n\\end{document}") == expected


def test_lines_and_columns_count_from_one():
    document = Document("a\nbb $x$\n\n$$y$$")
    places = [document.place(piece.start) for piece in document.pieces()]
    assert places == [(2, 5), (4, 3)]
    assert document.place(0) == (1, 1)


def test_bytes_that_are_no_text_stay_readable():
    assert found(decoded(b"\xef\xbb\xbf$a$\r\n\xff$b$\x00")) == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    ["$" * 100_000, "$$" * 50_000, "`" * 100_000, r"\(" * 50_000, r"\begin{align}" * 5_000,
     "$x" * 50_000, "```math\n" * 10_000, "<!--" * 20_000, "% $\n" * 30_000,
     "\n".join("|" + cell * 60_000 for cell in ("a|", "-|", "1|")), "[ 0.1  -0.3 ]\n" * 8_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_hostile_documents_take_bounded_time(text):
    start = time.process_time()
    list(Document(text).pieces())
    assert time.process_time() - start < 20


def test_a_document_of_five_megabytes_is_refused():
    with pytest.raises(DeriveError, match="at most"):
        list(Document("x" * 5_000_000).pieces())
