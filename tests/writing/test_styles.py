"""Styles: the shipped ones say everything and can be told apart; one's own say only differences."""

import re
from dataclasses import fields
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import arithmetic
import pytest
from pypdf import PdfReader

from derive.calculus.expression import Named
from derive.errors import DeriveError
from derive.resources import exercises
from derive.teaching.solve import solve
from derive.writing.document import Space, Together
from derive.writing.notation import MADE, MARKS, ROLES, Notation, Style, style, styles
from derive.writing.printers.page import Page
from derive.writing.printers.tex import text

STYLES, EXERCISES = sorted(styles()), sorted(exercises())
by_style = pytest.mark.parametrize("name", STYLES)
by_exercise = pytest.mark.parametrize("exercise", EXERCISES)


def own(folder, text, words=None):
    """A style of one's own in a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "style.toml").write_text(text, encoding="utf-8")
    if words is not None:
        (folder / "words.en.toml").write_text(words, encoding="utf-8")
    return str(folder)


# The shipped styles -------------------------------------------------------------------------------
def test_there_are_five():
    assert STYLES == ["boxed", "exam", "lecture", "notes", "worksheet"]


@by_style
def test_every_quantity_of_a_network_has_a_name_of_its_own(name):
    """Three layers, two examples: no two quantities, and no two entries, are printed alike."""
    look = style(name)
    assert set(look.notation.letters) == set(ROLES)
    page = Page(look.notation, depth=3)
    names = [Named("loss", 0, n, 1, 1) for n in (0, 1, 2)]
    for n in (1, 2):
        names += [Named("activation", layer, n, 2, 1) for layer in range(4)]
        names += [Named("target", 3, n, 2, 1)]
        for role in ("preactivation", "joined", "delta", "with one"):
            names += [Named(role, layer, n, 2, 1) for layer in (1, 2, 3)]
    for layer in (1, 2, 3):
        names += [Named("weights", layer, 0, 2, 2), Named("bias", layer, 0, 2, 1)]
        names += [Named("new weights", layer, 0, 2, 2), Named("new bias", layer, 0, 2, 1)]
    # the longer vector of the last layer is never made, and shares its letter with the output
    names = [one for one in names if not (one.role == "with one" and one.layer == 3)]
    printed = [text(page.names(one)) for one in names] + [look.notation.letters["rate"]]
    entries = [text(page.entry(one, "1")) for one in names if one.shape != (1, 1)]
    assert len(set(printed)) == len(printed)
    assert len(set(entries)) == len(entries)


@pytest.mark.parametrize(("one", "other"), list(combinations(STYLES, 2)))
def test_two_styles_look_different(one, other):
    texts = [
        solve(exercises()["two-tanh-units"], style_name=name).markdown() for name in (one, other)
    ]
    assert texts[0] != texts[1]


@by_exercise
def test_a_style_changes_no_value(exercise):
    """With the same digits, keys differ in the name of the style alone."""
    keys = []
    for name in STYLES:
        key = solve(exercises()[exercise], style_name=name, digits=4, kind="decimals").key
        assert key.pop("style") == name
        keys.append(key)
    assert all(key == keys[0] for key in keys)


# notes --------------------------------------------------------------------------------------------
def test_notes_go_neuron_by_neuron():
    text = solve(exercises()["notes-sigmoid"], style_name="notes").markdown()
    lines = [line for line in text.splitlines() if "neuron" in line]
    # two sums and two values of the hidden layer, before the update and after it
    assert [re.search(r"neuron (\d)", line)[1] for line in lines] == ["1", "2"] * 4
    assert "= 0.593270" in text and "= 0.596884" in text
    assert text.count(r"\frac{d}{d z} \frac{1}{1 + e^{-z}}") == 1


@pytest.mark.parametrize("digits", [1, 2, 6])
@pytest.mark.parametrize("exercise", ["notes-sigmoid", "mean-batch", "several-steps"])
def test_the_comparison_of_losses_is_true_as_printed(exercise, digits):
    solved = solve(exercises()[exercise], style_name="notes", digits=digits, kind="decimals")
    (line,) = [line for line in solved.markdown().splitlines() if r" \lt " in line and "L" in line]
    assert line.startswith(r"L_{\mathrm{new}}") and line.endswith("L")
    numbers = re.findall(r"\d+\.?\d*", line)
    assert not numbers or float(numbers[0]) < float(numbers[1])


def test_losses_that_are_shown_alike_are_compared_by_name():
    solved = solve(exercises()["notes-sigmoid"], style_name="notes", digits=1, kind="decimals")
    assert "\n" + r"L_{\mathrm{new}} \lt L" + "\n" in solved.markdown()


RISE = """
title = "Too long a step"
example = [ { x = [1], t = [0] } ]
part = [ { ask = ["forward", "loss", "backward", "update", "forward again"] } ]
[network]
inputs = 1
loss = "squared error"
layer = [ { units = 1, activation = "identity", bias = false } ]
[numbers]
learning_rate = 2
W = 1
"""


@pytest.mark.parametrize("name", ["notes", "exam", "worksheet"])
def test_a_loss_that_rises_is_told_so(name, tmp_path):
    (tmp_path / "rise.toml").write_text(RISE, encoding="utf-8")
    text = solve(tmp_path / "rise.toml", style_name=name).markdown()
    assert re.search(r"= 9 > 1 = ", text)  # w = 1 - 2 * 2, and its square
    assert r" \lt " not in text


# exam ---------------------------------------------------------------------------------------------
THIRDS = """
title = "Thirds"
example = [ { x = ["1/3", "-1/7"], t = [1] } ]
part = [ { ask = ["forward", "loss", "backward", "update"] } ]
[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "z^3" }, { units = 1, activation = "identity" } ]
[numbers]
learning_rate = 0.5
W.1 = [[1, 0], [0, 1]]
b.1 = [0, 0]
W.2 = [[1, 1]]
b.2 = [0]
"""


def test_an_exam_is_exact_where_numbers_are_short_fractions(tmp_path):
    (tmp_path / "thirds.toml").write_text(THIRDS, encoding="utf-8")
    solved = solve(tmp_path / "thirds.toml", style_name="exam")
    shown = solved.values["a"]["examples"][0]["values"]
    assert shown["z.1"] == [pytest.approx(1 / 3), pytest.approx(-1 / 7)]
    text = solved.markdown()
    assert r"= \begin{bmatrix} \frac{1}{27} \\ -0.0029 \end{bmatrix}" in text  # 1/343 is long
    assert r"3 \cdot \left(\frac{1}{3}\right)^{2}" in text
    assert r"\begin{bmatrix} \frac{1}{3} \\ \frac{3}{49} \end{bmatrix}" in text


def test_products_are_worked_out_where_all_is_exact():
    rows = solve(exercises()["relu-paths"], style_name="exam").markdown().splitlines()
    # and the result beside them
    assert (
        r" &= \begin{bmatrix} 1 \\ 3 \\ 2 \end{bmatrix}"
        r" + \begin{bmatrix} -2 \\ -1 \\ 1 \end{bmatrix}"
        r" = \begin{bmatrix} -1 \\ 2 \\ 3 \end{bmatrix}"
    ) in rows


def test_products_of_rounded_numbers_are_not_worked_out():
    """z of the second layer comes from rounded outputs: no product of these is its product."""
    text = solve(exercises()["notes-sigmoid"], style_name="exam", carry="full").markdown()
    (display,) = [
        one for one in arithmetic.displays(text) if "z^{(2)} &=" in one and "sigma" not in one
    ]
    assert display.count("=") == 3  # the formula, its numbers, the result


def test_products_of_shown_numbers_are_exact():
    text = solve(exercises()["notes-sigmoid"], style_name="exam", carry="shown").markdown()
    (display,) = [
        one for one in arithmetic.displays(text) if "z^{(2)} &=" in one and "sigma" not in one
    ]
    # 0.40 * 0.593270 + 0.45 * 0.596884, all of its digits
    assert "= 0.5059058 + 0.60" in display


@by_style
def test_later_steps_say_whose_parameters_they_have(name):
    text = solve(exercises()["several-steps"], style_name=name).markdown()
    said = re.findall(r"Step (\d)\n\nThe parameters are now those that step (\d) left\.", text)
    assert said == [("2", "1"), ("3", "2")]


# worksheet ----------------------------------------------------------------------------------------
def asked(text):
    """The numbered questions of a Markdown sheet, up to what is filled in."""
    return re.findall(r"^(\d+)\. (.*)$", text, flags=re.MULTILINE)


@by_exercise
def test_a_solved_worksheet_is_the_same_sheet_filled_in(exercise):
    solved = solve(exercises()[exercise], style_name="worksheet")
    sheet, filled = solved.markdown("question"), solved.markdown()
    assert asked(sheet) == asked(filled)
    assert len(asked(sheet)) >= 6
    assert "<br>" in sheet and "<br>" not in filled
    assert r"\underline" in sheet and r"\underline" not in filled
    numbers = [int(number) for number, _ in asked(sheet)]
    assert all(b in (a + 1, 1) for a, b in pairwise(numbers))


@by_exercise
def test_a_worksheet_gives_no_answer_away(exercise):
    """No result that is not among the given numbers stands on the question sheet."""
    solved = solve(exercises()[exercise], style_name="worksheet")
    sheet = solved.markdown("question")
    given = sheet.partition("\n1. ")[0]
    results = set(re.findall(r"\d+\.\d{3,}", solved.markdown())) - set(
        re.findall(r"\d+\.\d+", given)
    )
    assert not results & set(re.findall(r"\d+\.\d{3,}", sheet))


@by_exercise
def test_the_room_of_a_worksheet_stays_with_its_question(exercise):
    solved = solve(exercises()[exercise], style_name="worksheet")
    blocks = solved.document("question").blocks
    assert not any(isinstance(one, Space) for one in blocks)
    kept = [one.blocks for one in blocks if isinstance(one, Together)]
    assert len(kept) >= len(asked(solved.markdown()))
    assert all(one[0].role == "question" for one in kept)


@pytest.mark.parametrize("lines", [0, 7])
def test_the_room_of_a_worksheet_can_be_asked_for(lines):
    solved = solve(exercises()["worksheet-folded"], style_name="worksheet", space=lines)
    blocks = [
        block
        for one in solved.document("question").blocks
        if isinstance(one, Together)
        for block in one.blocks
    ]
    rooms = {block.lines for block in blocks if isinstance(block, Space)}
    assert rooms == ({lines} if lines else set())


def test_no_question_of_a_worksheet_is_parted_from_its_blank_in_pdf():
    solved = solve(exercises()["worksheet-folded"], style_name="worksheet")
    pages = [page.extract_text() for page in PdfReader(BytesIO(solved.typeset("question"))).pages]
    assert len(pages) > 2
    for page in pages:
        lines = page.strip().splitlines()
        assert not re.match(r"\d+\. What", lines[-2]), lines[-3:]


# A style of one's own -----------------------------------------------------------------------------
def test_a_style_may_be_a_few_differences_to_another(tmp_path):
    path = own(
        tmp_path / "mine",
        'base = "lecture"\ndigits = 3\n[notation]\nmatrix = "brackets"\n'
        '[notation.letters]\nweights = "V"\n',
        '[heading]\nforward = "Way forward"\n',
    )
    mine, lecture = style(path), style("lecture")
    assert (mine.name, mine.digits, mine.kind) == ("mine", 3, lecture.kind)
    assert mine.notation.letters == lecture.notation.letters | {"weights": "V"}
    assert mine.words["heading"]["forward"] == "Way forward"
    assert mine.words["heading"]["loss"] == lecture.words["heading"]["loss"]
    text = solve(exercises()["two-tanh-units"], style_name=path).markdown()
    assert "Way forward" in text and r"\mathbf{V}^{[1]}" in text and "bmatrix" in text


def test_words_of_the_base_are_kept(tmp_path):
    path = own(tmp_path / "mine", 'base = "exam"\n')
    assert style(path).words["heading"]["part"] == style("exam").words["heading"]["part"] == "{id})"


def test_a_style_is_looked_for_beside_the_exercise_first(tmp_path, monkeypatch):
    (tmp_path / "course").mkdir()
    for place, digits in (("course", 3), (".", 4)):
        own(tmp_path / place / "mine", f'base = "boxed"\ndigits = {digits}\n')
    own(tmp_path / "other", 'base = "boxed"\ndigits = 5\n')
    text = exercises()["elu"].read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    for name, digits in (("mine", 3), ("../mine", 4), ("other", 5), ("lecture", 5)):
        file = tmp_path / "course" / "elu.toml"
        file.write_text(re.sub('^style = ".*"$', f'style = "{name}"', text, flags=re.MULTILINE))
        solved = solve(file)
        assert (solved.style.digits, solved.style.name) == (digits, Path(name).name)


DOCS = Path(__file__).parents[2] / "docs" / "styles.md"


def test_the_documentation_has_every_key():
    text = DOCS.read_text("utf-8")
    keys = {field.name for field in fields(Style)} - set(MADE)
    keys |= {field.name for field in fields(Notation)} - {"letters", "functions", *MARKS}
    told = set(re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE))
    assert keys | {"base"} <= told
    assert all(f"`{role}`" in text for role in ROLES)
    for key, hint in [*get_type_hints(Style).items(), *get_type_hints(Notation).items()]:
        if get_origin(hint) is Literal:
            rows = re.findall(rf"^\| `{key}` \|.*$", text, flags=re.MULTILINE)
            assert any(all(f"`{one}`" in row for one in get_args(hint)) for row in rows), key


def test_the_example_of_the_documentation_works(tmp_path):
    look, words = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), flags=re.DOTALL)
    mine = style(own(tmp_path / "mine", look, words))
    assert (mine.boxes, mine.notation.layer, mine.words["forward"]["start"]) == (
        (True, "parentheses", "")
    )
    text = solve(exercises()["two-tanh-units"], style_name=str(mine.folder)).markdown()
    assert r"\mathbf{a}^{(1)}" in text and "Forwards" in text and r"\boxed" in text


BASE = 'base = "lecture"\n'
BAD = {
    "unknown key": (BASE + "digit = 3\n", ["digit", 'did you mean "digits"']),
    "unknown notation": (BASE + '[notation]\nlayr = "plain"\n', ["notation.layr", '"layer"']),
    "no choice": (BASE + '[notation]\nlayer = "bracket"\n', ["notation.layer", '"brackets"']),
    "no text": (BASE + "[notation]\nlayer = 3\n", ["notation.layer", "3"]),
    "no number": (BASE + 'digits = "3"\n', ["digits", "whole number"]),
    "a truth for a number": (BASE + "digits = true\n", ["digits", "whole number"]),
    "too many digits": (BASE + "digits = 300\n", ["digits", "30"]),
    "no truth": (BASE + "boxes = 1\n", ["boxes", "true or false"]),
    "no table": (BASE + "notation = 3\n", ["notation"]),
    "unknown base": ('base = "lectur"\n', ["base", '"lecture"']),
    "no base": ("base = 3\n", ["base", "3"]),
    "missing": ('[notation]\nlayer = "plain"\n', ["digits", "missing", "base"]),
    "unknown role": (BASE + '[notation.letters]\nweight = "W"\n', ["weight", '"weights"']),
    "no letter": (BASE + '[notation.letters]\nweights = "omga"\n', ["weights", '"omega"']),
    "empty letter": (BASE + '[notation.letters]\nweights = ""\n', ["weights", "letter"]),
    "a number for a letter": (BASE + "[notation.letters]\nweights = 3\n", ["weights", "3"]),
    "a command": (BASE + "[notation.letters]\nweights = '\\input'\n", ["weights"]),
    "a command as a sign": (BASE + "[notation.functions]\ntanh = '\\input'\n", ["tanh"]),
    "a command as a mark": (BASE + "[notation]\nnew = '}\\input{x'\n", ["notation.new"]),
    "alike": (BASE + '[notation.letters]\nbias = "W"\n', ["bias", '"weights"', "alike"]),
    "alike without marks": (BASE + "[notation]\ninput_layer = false\n", ["activation", "alike"]),
    "alike as a function": (BASE + '[notation.letters]\ndelta = "sigma"\n', ["sigma", "alike"]),
    "not TOML": ("digits = \n", ["style.toml"]),
}


@pytest.mark.parametrize("what", BAD)
def test_a_faulty_style_is_told_in_one_line(what, tmp_path):
    text, expected = BAD[what]
    with pytest.raises(DeriveError) as caught:
        style(own(tmp_path / "mine", text))
    told = str(caught.value)
    assert "\n" not in told.strip() and "style.toml" in told
    assert all(part in told for part in expected), told


BAD_WORDS = {
    "unknown section": ('[headings]\nloss = ""\n', ["headings", '"heading"']),
    "unknown words": ('[heading]\nlos = ""\n', ["heading.los", '"loss"']),
    "no text": ("[heading]\nloss = 3\n", ["heading.loss", "3"]),
    "no table": ("heading = 3\n", ["heading", "table"]),
}


@pytest.mark.parametrize("what", BAD_WORDS)
def test_faulty_words_are_told_in_one_line(what, tmp_path):
    words, expected = BAD_WORDS[what]
    with pytest.raises(DeriveError) as caught:
        style(own(tmp_path / "mine", BASE, words))
    told = str(caught.value)
    assert "words.en.toml" in told
    assert all(part in told for part in expected), told


def test_words_that_ask_for_what_is_not_there(tmp_path):
    path = own(tmp_path / "mine", BASE, '[forward]\nstart = "Hello {nobody}"\n')
    with pytest.raises(DeriveError, match="nobody"):
        solve(exercises()["two-tanh-units"], style_name=path).markdown()


# Templates of one's own ---------------------------------------------------------------------------
def templated(folder, template, format="md"):
    path = own(folder / "mine", BASE)
    (Path(path) / format).mkdir()
    (Path(path) / format / "document.j2").write_text(template, encoding="utf-8")
    return solve(exercises()["two-tanh-units"], style_name=path)


def test_a_style_may_have_a_template_for_a_format(tmp_path):
    solved = templated(tmp_path, "Mine: << title >>, << blocks | length >> blocks\n")
    assert solved.markdown().startswith("Mine: ")
    assert (
        solved.latex()
        == solve(exercises()["two-tanh-units"], style_name=own(tmp_path / "plain", BASE)).latex()
    )


TEMPLATES = {
    "syntax": "<% if %>",
    "an unknown name": "<< nothing >>",
    "an unknown filter": "<< title | nothing >>",
    "the insides of Python": "<< title.__class__.__mro__ >>",
    "a call of them": "<< ''.__class__.__base__.__subclasses__() >>",
    "a division by zero": "<< 1 // 0 >>",
    "a wrong kind": "<< title + 1 >>",
    "too many": "<% for i in range(1000000000) %>x<% endfor %>",
    "itself": "<% include 'md/document.j2' %>",
    "another file": "<% include '../style.toml' %>",
    "a name that is missing": "<% include 'other.j2' %>",
}


@pytest.mark.parametrize("what", TEMPLATES)
def test_a_faulty_template_is_told_in_one_line(what, tmp_path):
    solved = templated(tmp_path, TEMPLATES[what])
    with pytest.raises(DeriveError) as caught:
        solved.markdown()
    told = str(caught.value)
    assert "\n" not in told and "document.j2" in told


@pytest.mark.parametrize("look", ["exam", "worksheet"])
def test_what_an_earlier_part_told_is_not_told_again(look):
    """Part b of this exercise begins with the example and the parameters of part a."""
    sheet = solve(exercises()["lecture-softmax"], style_name=look)
    again = solve(exercises()["lecture-softmax"], style_name="lecture")
    letter = {
        "exam": r"\tanh(z^{(2)\langle %d \rangle})",
        "worksheet": r"\tanh(\boldsymbol{\alpha}^{2\langle %d \rangle})",
    }[look]
    whole = sheet.markdown()
    assert [whole.count(letter % n) for n in (1, 2)] == [1, 1]
    assert again.markdown().count(r"\tanh(\mathbf{z}^{[2](1)})") == 2
    assert "part a." in whole
    assert [one["index"] for one in sheet.key["parts"][1]["examples"]] == [1, 2]
