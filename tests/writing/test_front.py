"""What stands round a sheet, in every format: as given, escaped, and nowhere if not given."""

import re

import pytest

from derive.resources import exercises
from derive.teaching.exercise import ASKS, loads
from derive.teaching.furniture import FRONT
from derive.teaching.solve import solve
from derive.writing.document import Space
from derive.writing.formats import formats
from derive.writing.notation import styles
from derive.writing.printers.escapes import ESCAPES
from derive.writing.tell.front import ROOM

FORMATS, STYLES = sorted(formats()), sorted(styles())
MARKDOWN = ("md", "github")
TEXT = """\
{top}
example = [ {{ x = [0.5, -0.2], t = [1] }} ]
part = [ {{ ask = ["forward", "loss"]{a} }}, {{ ask = ["backward", "update"]{b} }} ]
[network]
inputs = 2
loss = "squared error"
layer = [ {{ units = 1, activation = "sigmoid" }} ]
[numbers]
learning_rate = 0.1
W.1 = [[0.3, -0.1]]
b.1 = [0.1]
"""
FULL = """\
title = "Network"
author = "Ada Example"
course = "Machine learning"
date = "12 March 2026"
footer = "Good luck"
"""


def exercise(top="", a="", b=""):
    return loads(TEXT.format(top=top, a=a, b=b), "sheet.toml")


@pytest.mark.parametrize("sheet", ["question", "solution"])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("style", STYLES)
def test_everything_given_stands_there_once(style, format, sheet):
    text = solve(exercise(FULL), style_name=style).text(format, sheet)
    for given in ("Ada Example", "Machine learning", "12 March 2026", "Good luck"):
        assert text.count(given) == 1, given


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", FRONT)
def test_options_go_before_the_file(name, format):
    solved = solve(exercise(FULL), **{name: "Something else"})
    text = solved.text(format)
    assert "Something else" in text
    gone = getattr(exercise(FULL).front, name)
    assert gone not in text
    assert gone not in solve(exercise(FULL), **{name: ""}).text(format)


def test_a_title_goes_into_the_key_too():
    assert solve(exercise(FULL), title="Other").key["title"] == "Other"


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_made_up(format):
    text = solve(exercise()).text(format)
    assert not re.search(r"\b20\d\d\b|today", text)
    for word in ("point", "Name", "Student"):
        assert word not in text


def test_same_bytes_with_other_numbers_between():
    """Sheets of the same network with other furniture are not mistaken for each other."""
    first = solve(exercise(FULL)).text("md")
    assert solve(exercise(FULL), author="B").text("md") == first.replace("Ada Example", "B")
    assert solve(exercise(FULL)).text("md") == first


# The story ----------------------------------------------------------------------------------------
# what every target could take for a list, a tag, a command, a formula or code; it stays text, of
# which LaTeX and Typst would run \input and #eval if it did not
STORY = """1. Ada sorts <b>seeds</b> & letters, 100 % of them: $5 \\\\input{x} #eval(1)
- each_day_ *again* `and` [again](b) ~ ^ {q} {5:NUMERICAL:=3} | "so" y = 3."""


@pytest.mark.parametrize("sheet", ["question", "solution"])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("style", STYLES)
def test_a_story_stands_above_what_is_given(style, format, sheet):
    solved = solve(exercise('story = "Ada sorts seeds."'), style_name=style)
    text = solved.text(format, sheet)
    heading = solved.document(sheet).blocks[1].words[0]
    assert text.count("Ada sorts seeds.") == 1
    assert text.index("Ada sorts seeds.") < text.index(heading)


@pytest.mark.parametrize("format", FORMATS)
def test_a_story_is_one_paragraph_of_plain_text(format):
    story = " ".join(STORY.replace(chr(92) * 2, chr(92)).split())
    solved = solve(exercise(f'story = """{STORY}"""'))
    kind = formats()[format].escape
    assert ESCAPES.get(f"{kind}_line", ESCAPES[kind])(story) in solved.text(format)


def test_a_story_opens_no_list_in_markdown():
    for begin, told in (("1. a", r"1\. a"), ("- a", r"\- a"), ("3.5 a", "3.5 a")):
        assert f"\n{told}\n" in solve(exercise(f'story = "{begin}"')).markdown()


def test_sheets_that_differ_in_their_story_share_their_print():
    one, other = (solve(exercise(f'story = "{text}"')) for text in ("One.", "Another one."))
    assert one.shape is other.shape
    assert one.markdown().replace("One.", "Another one.") == other.markdown()


# Points -------------------------------------------------------------------------------------------
POINTS = {
    "whole numbers": ("6", "2", "6 points", "2 points", "8 points"),
    "one": ("1", "0", "1 point", "0 points", "1 point"),
    "decimals": ("2.5", "0.25", "2.5 points", "0.25 points", "2.75 points"),
    "fractions": ('"1/3"', '"1/3"', "1/3 points", "1/3 points", "2/3 points"),
    "a fraction that ends": ('"1/2"', "1", "1/2 points", "1 point", "1.5 points"),
}


@pytest.mark.parametrize("sheet", ["question", "solution"])
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("case", POINTS)
def test_points_and_their_sum(case, format, sheet):
    a, b, *expected, total = POINTS[case]
    text = solve(exercise(FULL, f", points = {a}", f", points = {b}")).text(format, sheet)
    escape = ESCAPES[formats()[format].escape]
    for part, points in zip("ab", expected):
        assert escape(f"Part {part} ({points})") in text
    assert escape(f"Total: {total}") in text


def test_points_of_some_parts():
    text = solve(exercise(FULL, ", points = 4")).markdown()
    assert "Part a (4 points)" in text
    assert "Part b\n" in text
    assert "Total: 4 points" in text


# Room for answers ---------------------------------------------------------------------------------
def rooms(solved):
    return [one.lines for one in solved.document("question").blocks if isinstance(one, Space)]


def test_every_ask_has_room():
    assert set(ROOM) == set(ASKS)
    assert all(lines > 0 for lines in ROOM.values())


def test_the_file_and_the_options_decide_on_room():
    usual = [ROOM[ask] for ask in ("forward", "loss", "backward", "update")]
    assert rooms(solve(exercise())) == usual
    assert rooms(solve(exercise(a=", space = 7"))) == [7, 7, *usual[2:]]
    assert rooms(solve(exercise(a=", space = 0"))) == usual[2:]
    assert rooms(solve(exercise(a=", space = 7"), space=3)) == [3] * 4
    assert rooms(solve(exercise(a=", space = 7"), space=0)) == []


def test_what_is_to_be_repeated_has_more_room():
    def shipped(name):
        one = solve(exercises()[name], style_name="boxed", check=False)
        asks = [ask for part in one.shape.parts for ask in part.ask]
        return dict(zip(asks[::-1], rooms(one)[::-1], strict=True))  # the first part of each

    one, three = shipped("two-tanh-units"), shipped("mean-batch")
    assert three["forward"] == 2 * one["forward"]  # three examples: the others without formulas
    assert three["loss"] == one["loss"]
    assert shipped("several-steps")["update"] > 2 * one["update"]
    assert shipped("relu-paths")["derivative"] == 3 * ROOM["derivative"]  # three weights
    assert shipped("silu-gelu")["derive"] == 2 * shipped("elu")["derive"]  # two slopes
    known, query, queries = map(shipped, ("worksheet-folded", "lecture-sigmoid", "lecture-softmax"))
    # the class of what went forward already, a query, a query with two models
    rooms_of_classes = [sheet["classify"] for sheet in (known, query, queries)]
    assert rooms_of_classes == [3, 3 + one["forward"], 3 + 2 * one["forward"]]


@pytest.mark.parametrize("format", MARKDOWN)
def test_room_in_markdown(format):
    text = solve(exercise(), space=3).text(format, "question")
    assert text.count("\n\n<br><br><br>\n\n") + text.endswith("\n\n<br><br><br>\n") == 4
    assert "<br>" not in solve(exercise(), space=0).text(format, "question")
    assert "<br>" not in solve(exercise(), space=3).text(format, "solution")


def test_room_in_latex():
    text = solve(exercise(), space=3).latex("question")
    assert text.count(r"\rule{0pt}{3\baselineskip}") == 4
    assert not re.search(r"\\rule\{0pt\}\{\d+\\baselineskip\}", solve(exercise(), space=3).latex())


@pytest.mark.parametrize("format", FORMATS)
def test_a_name_line_on_question_sheets_only(format):
    solved = solve(exercise())
    assert "Name:" in solved.text(format, "question")
    assert "Student number:" in solved.text(format, "question")
    assert "Student number" not in solved.text(format, "solution")
    german = solve(exercise(), language="de").text(format, "question")
    assert "Matrikelnummer:" in german


# Hostile text -------------------------------------------------------------------------------------
HOSTILE = (
    r"\input{/etc/passwd} $x$ #1 50% a_b^c {~} & <b> [a](b) `c` *d* | > \\",
    "1. not a list",
    "12) not a list",
    "- not a list",
    "+ not a list",
    "---",
    "===",
    "# not a heading",
    "> not a quotation",
    "```math",
    "  two spaces",
    "<!-- <% x %> << y >> {{ z }} -->",
)


def plain(text):
    """What a reader of the Markdown sees, by CommonMark, and which blocks there are."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    seen = [
        "".join(child.content for child in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]
    return seen, [token.type for token in tokens if token.type.endswith(("_open", "fence", "hr"))]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["title", *FRONT])
def test_hostile_text_stands_as_itself_in_markdown(name, text):
    part = exercise().parts[0]
    short = exercise().__class__(**{**vars(exercise()), "parts": (part,)})
    written = solve(short, **{name: text}).text("md")
    seen, blocks = plain(written)
    assert any(text.strip() in one for one in seen), seen
    assert blocks == plain(solve(short, **{name: "innocent"}).text("md"))[1]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_escaped_in_latex(text):
    options = dict.fromkeys(("title", *FRONT), text)
    written = solve(exercise(), **options).latex("question")
    calm = solve(exercise(), **dict.fromkeys(options, "calm")).latex("question")
    for sign in "$#%&{}":
        # a sign that is a command stands as often as without the text
        pattern = rf"(?<!\\){re.escape(sign)}"
        extra = 2 * written.count("textbackslash{}") + 0
        extra += 2 * (written.count("textasciicircum{}") + written.count("textasciitilde{}"))
        found = len(re.findall(pattern, written)) - len(re.findall(pattern, calm))
        assert found == (extra // 2 if sign in "{}" else 0), sign
    assert r"\input" not in written


BAD = {
    "two lines": ({"author": "a\nb"}, "author: expected text on one line"),
    "a mark of ours": ({"footer": "a\x02b"}, "footer: expected text on one line"),
    "no title": ({"title": ""}, "title: expected 1 to 2000 characters, found 0"),
    "long": ({"date": "x" * 201}, "date: expected 0 to 200 characters, found 201"),
    "room": ({"space": 41}, "space: must be from 0 to 40 lines, found 41"),
    "less than no room": ({"space": -1}, "space: must be from 0 to 40 lines, found -1"),
    "language": ({"language": "ge"}, 'unknown language "ge"'),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_options(case):
    from derive.errors import DeriveError

    options, line = BAD[case]
    with pytest.raises(DeriveError) as raised:
        solve(exercise(), **options)
    assert line in str(raised.value)
    assert str(raised.value).isprintable()


# LaTeX for somebody's own document, notebooks -----------------------------------------------------
@pytest.mark.parametrize("name", sorted(exercises()))
def test_a_body_is_the_document_without_its_preamble(name):
    solved = solve(exercises()[name], check=False)
    for sheet in ("question", "solution"):
        body, whole = solved.latex(sheet, body=True), solved.latex(sheet)
        assert body.startswith("%")
        assert "amsmath" in body.splitlines()[1]
        for command in (
            r"\documentclass",
            r"\begin{document}",
            r"\end{document}",
            r"\usepackage{b",
        ):
            assert command not in body
        inside = whole.partition("\\begin{document}\n")[2].partition("\n\\end{document}")[0]
        # what names the PDF belongs to a document of its own
        assert re.sub(r"\\hypersetup\{.*\}\n", "", inside).strip() in body


@pytest.mark.parametrize("format", MARKDOWN)
def test_a_body_is_about_latex_alone(format):
    solved = solve(exercise())
    assert solved.text(format, body=True) == solved.text(format)


def test_a_notebook_shows_the_solution():
    solved = solve(exercise())
    assert solved._repr_markdown_() == solved.markdown()
    assert "\n$$\n" in solved._repr_markdown_()
    assert not hasattr(solved, "_repr_html_")
    assert len(repr(solved)) < 100  # a notebook keeps it beside the sheet


def test_a_notebook_shows_derivations():
    import derive

    shown = derive.show(pair=("softmax", "cross-entropy"), layers=2)
    assert shown._repr_markdown_() == shown.markdown()
    assert "\n$$\n" in shown.markdown()
    assert len(repr(shown)) < 100
    assert "```math" in shown.markdown(github=True)
    assert shown.latex().startswith(r"\documentclass")
    assert "Quotientenregel" in derive.show(activation="silu", language="de").markdown()
