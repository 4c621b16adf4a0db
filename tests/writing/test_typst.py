"""Every Typst sheet compiles without a warning and fits on its page; words are only words."""

import io
import random
import re
import string
from xml.etree import ElementTree

import pages
import pypdf
import pytest
import typst

from derive.resources import exercises
from derive.teaching.solve import solve
from derive.writing.notation import styles
from derive.writing.printers import mathml as mathml_dialect
from derive.writing.printers import pieces
from derive.writing.printers import tex as tex_dialect
from derive.writing.printers import typst as typst_dialect
from derive.writing.printers.escapes import ESCAPES
from derive.writing.printers.signs import ACCENTS, GREEK, OPERATORS, SIGNS

HOSTILE = (
    'Net #read("/etc/passwd") $x$ \\input{/etc/passwd} \\write18{id} *a* _b_ @c <d> `e` // ~ '
    "% & ^ {f} [g] ]] = - + / \" h' 1. i #(1+1) \\u{41} https://example.org"
)
# numbers whose squares, products and quotients need brackets and powers of ten
TINY = f"""\
title = '''{HOSTILE}'''
style = "lecture"
example = [ {{ x = ["1/3", "-2e-7"], t = [1] }} ]
part = [ {{ ask = ["forward", "loss", "backward", "update", "forward again"] }} ]
[network]
inputs = 2
loss = "squared error"
layer = [ {{ units = 1, activation = "tanh" }}, {{ units = 1, activation = "tanh" }} ]
[numbers]
learning_rate = 1e-7
W.1 = [["-3e-5", -1e-7]]
b.1 = [0]
W.2 = [["5e-7"]]
b.2 = [0]
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    path = tmp_path_factory.mktemp("tiny") / "tiny.toml"
    path.write_text(TINY, encoding="utf-8")
    return solve(path)


@pytest.mark.parametrize("style", sorted(styles()))
@pytest.mark.parametrize("name", sorted(exercises()))
def test_a_sheet_compiles_without_a_warning_and_fits(name, style):
    for sheet in pages.SHEETS:
        made = pages.typst_pages(name, style, sheet)
        assert not made.faults, sheet
        assert len(made.pdf) > 5000


def test_what_is_too_wide_is_noticed():
    sheet = pages.solved("two-tanh-units", "boxed").typst()
    wide = " + ".join(f"x_({n})" for n in range(60))
    for formula in (f"$ {wide} $", f"#fitted[$ {wide} $]"):
        assert [one for one in pages.by_typst(sheet + formula).faults if one.endswith("pt wide")]


def everything():
    """One piece of every kind, with every letter, sign, accent, operator and bracket."""
    x = pieces.letter("x")
    yield from (pieces.letter(name, bold) for name in sorted(GREEK) for bold in (False, True))
    yield from (pieces.letter(name, bold) for name in ("W", "net") for bold in (False, True))
    yield from (pieces.sign(name) for name in SIGNS)
    yield from (pieces.accent(name, x) for name in ACCENTS)
    yield from (pieces.operator(name) for name in OPERATORS)
    yield from (pieces.word("ReLU"), pieces.prose("otherwise"))
    half = pieces.fraction("1", "2")
    for grows in (False, True):
        yield from (pieces.fenced(half, shape, grows) for shape in tex_dialect.FENCES)
    for shape in ("parentheses", "brackets"):
        yield pieces.grid(((x, half), ("0", "-1")), shape)
    yield pieces.grid(((x, "0"),), "cases")
    yield from (pieces.boxed(half), pieces.root("2"), pieces.enlarged(half))
    yield from (pieces.blank(), pieces.new_row(), pieces.flagged("=", "1"))
    yield from (pieces.total(x, "3"), pieces.total(x), pieces.marked(x, "1,2", "(3)"))
    yield pieces.row(x, "' = ", pieces.brackets(half), pieces.DOT, half)


def test_every_dialect_knows_every_kind_and_sign():
    kinds = {one.kind for one in everything()}
    for dialect in (tex_dialect, typst_dialect, mathml_dialect):
        assert set(dialect.WRITE) == kinds | {"hole"}
        assert set(dialect.SIGNS) == set(SIGNS)


def test_every_piece_compiles_in_both():
    setting = re.search(
        r"#let boxed.*?^\}\)\)$", pages.solved("elu", "boxed").typst(), re.DOTALL | re.MULTILINE
    )[0]
    setting += "\n#let flagged(sign, mark) = math.attach(math.limits(sign), t: mark)"
    lines = [f"$ {typst_dialect.text(one)} $" for one in everything()]
    made = pages.by_typst("\n".join([setting, *lines]))
    assert made.pdf
    assert not made.faults
    body = "\n".join(rf"\[ {tex_dialect.text(one)} \]" for one in everything() if lone(one))
    head, begin, _ = pages.solved("elu", "boxed").latex().partition(r"\begin{document}")
    assert not pages.by_latex(f"{head}{begin}{body}\\end{{document}}").faults


def test_every_piece_is_well_formed_mathml():
    for one in everything():
        written = mathml_dialect.text(one)
        root = ElementTree.fromstring(f"<math>{written}</math>")
        for element in root.iter():
            if element.tag in ("mfrac", "msub", "msup", "mover", "munder"):
                assert len(element) == 2, written
            if element.tag in ("msubsup", "munderover"):
                assert len(element) == 3, written


def lone(piece):
    """TeX wants every tall bracket to be closed on its own; the halves of a cut sum have none."""
    if piece.kind == "new row":
        return False  # it stands between rows
    return piece.kind != "sign" or not piece.parts[0].startswith("big")


def test_letters_of_a_notation_are_no_commands():
    """A style may come from anywhere; what it calls a quantity is a name and nothing else."""
    for name in ("\\input{/etc/passwd}", '#read("/etc/passwd")', 'a") #b', "x$y"):
        for one in (pieces.letter(name), pieces.letter(name, True), pieces.word(name)):
            assert not pages.by_typst(f"$ {typst_dialect.text(one)} $").faults
            written = tex_dialect.text(one).replace("textbackslash", "")
            assert not re.search(r"\\(?!math|boldsymbol)[a-z]|(?<!\\)[$#]", written), written


# Numbers in their holes ---------------------------------------------------------------------------
def test_a_power_of_a_small_number_has_brackets(tiny):
    assert re.search(r"1 - \\\(-?\d\.\d+ dot 10\^\(-\d+\)\\\)\^\(2\)", tiny.typst())
    assert re.search(r"1 - \(-?\d\.\d+ \\cdot 10\^\{-\d+\}\)\^\{2\}", tiny.latex())
    assert not pages.by_latex(tiny.latex()).faults


def test_fractions_and_signs_are_set(tiny):
    text = tiny.typst()
    assert "frac(1, 3)" in text
    assert not re.search(r"[+-] -|1/3|\de-\d", re.sub(r"#set.*|.*title.*|= .*passwd.*", "", text))


# Words --------------------------------------------------------------------------------------------
def test_a_hostile_title_is_text(tiny):
    for sheet in pages.SHEETS:
        made = pages.by_typst(tiny.typst(sheet))
        assert not made.faults
        assert made.read.metadata.title == HOSTILE.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
        shown = "".join(made.text.split())
        assert '#read("/etc/passwd")$x$\\input{/etc/passwd}\\write18{id}*a*_b_@c<d>' in shown
        assert "root:" not in made.text


ELEMENTS = ("math.equation", "heading", "raw", "link", "ref", "strong", "emph")
ELEMENTS += ("list", "enum", "terms")


def test_no_words_are_ever_markup():
    chosen = random.Random(7)
    marks = string.punctuation * 3 + " \n" + "abc123" + "\N{GREEK SMALL LETTER ALPHA}ß"
    texts = ["".join(chosen.choices(marks, k=12)) for _ in range(400)]
    starts = ["= a", "- a", "+ a", "/ a: b", "1. a", "12. a", "// a", "/* a", "https://a.b", "@a"]
    lines = [ESCAPES["typst"](one) for one in [*texts, *starts]]
    source = "\n\n".join(lines).encode()
    _, warnings = typst.compile_with_warnings(source, ignore_system_fonts=True)
    assert not warnings
    for element in ELEMENTS:
        assert typst.query(source, element, ignore_system_fonts=True) == "[]", element


def test_words_come_out_as_they_went_in():
    words = [one for one in HOSTILE.split() if "'" not in one]
    source = "\n\n".join(ESCAPES["typst"](one) for one in words).encode()
    made = typst.compile(source, ignore_system_fonts=True)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert "".join(text.split()) == "".join(words)


# What belongs together stands on one page -------------------------------------------------------
@pytest.mark.parametrize("style", ["boxed", "notes"])
@pytest.mark.parametrize("name", sorted(exercises()))
def test_no_page_ends_with_a_question_without_its_room(name, style):
    for page in pages.typst_pages(name, style, "question").read.pages:
        lines = []

        def seen(text, outer, inner, *rest, lines=lines):
            if re.search(r"^(Do|Give|Calculate|Derive|Draw|Find|Repeat|Update)\b", text):
                lines.append(outer[3] * inner[5] + outer[5])

        page.extract_text(visitor_text=seen)
        # the margin of 22 mm, and three lines: the least room that any question has
        assert min(lines, default=842) > 62 + 3 * 1.35 * 11


# products that are a fraction and a negative number; a rate of 1 leaves a negative gradient alone
EXACT = """\
title = "Exact"
style = "exam"
example = [ { x = [1, "1/3"], t = [0] } ]
part = [ { ask = ["forward", "backward", "update"] } ]
[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 3, activation = "identity" }, { units = 1, activation = "identity" } ]
[numbers]
learning_rate = 1
W.1 = [[0, 1], [-2, 0], [0, -2]]
b.1 = [0, 0, 0]
W.2 = [[1, 0, 0]]
b.2 = [-1]
"""


def test_worked_products_are_numbers_with_a_minus_and_fractions_of_their_own(tmp_path):
    path = tmp_path / "exact.toml"
    path.write_text(EXACT, encoding="utf-8")
    solution = solve(path)
    assert 'mat(delim: "[", frac(1, 3); -2; -frac(2, 3))' in solution.typst()
    assert solution.typeset("solution").startswith(b"%PDF")
    # 1/3 - 1 = -2/3 is the delta, and the rate is 1
    assert r"= -1 - \left(-\frac{2}{3}\right)" in solution.latex()


def test_brackets_grow_round_a_fraction_and_nothing_else(tmp_path):
    path = tmp_path / "grown.toml"
    path.write_text(EXACT.replace('3, activation = "identity"', '3, activation = "tanh"'))
    solution = solve(path)
    for grown in ("tanh lr((frac(1, 3)))", "tanh lr((-frac(2, 3)))", r"tanh \(-2\)"):
        assert grown in solution.typst()
    for grown in (r"\tanh\left(\frac{1}{3}\right)", r"\tanh(-2)"):
        assert grown in solution.latex()
    assert solution.typeset("solution").startswith(b"%PDF")


def test_a_short_table_stays_on_one_page():
    made = pages.typst_pages("skip-concatenate", "exam", "solution")
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.pdf)).pages]
    (first,) = [one for one in texts if "parameter" in one and "shape" in one and "Together" in one]
    assert "Shapes" in first
