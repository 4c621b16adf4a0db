"""Every shipped exercise in every style and format: it renders, cleanly, and its sums are right."""

import re
from contextlib import suppress
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from types import SimpleNamespace

import arithmetic
import mpmath
import oracle
import pytest

from derive.resources import exercises
from derive.teaching.solve import solve
from derive.writing.formats import formats
from derive.writing.notation import styles

EXERCISES, STYLES, FORMATS = sorted(exercises()), sorted(styles()), sorted(formats())
TEXED = [name for name in FORMATS if formats()[name].dialect == "tex"]
SHEETS = ("question", "solution")
CARRIES = ("full", "shown")


@cache
def solved(name, style, carry="full"):
    return solve(exercises()[name], style_name=style, carry=carry)


@cache
def text(name, style, format, sheet, carry="full"):
    return solved(name, style, carry).text(format, sheet)


EVERY = [(name, style) for name in EXERCISES for style in STYLES]
every_sheet = pytest.mark.parametrize(("name", "style"), EVERY)


def math_of(sheet):
    """All displayed and inline mathematics of a Markdown or GitHub sheet."""
    blocks = re.findall(r"^```math\n(.*?)^```", sheet, flags=re.MULTILINE | re.DOTALL)
    blocks += arithmetic.displays(sheet)
    return blocks + re.findall(r"\$([^$\n]+)\$", sheet)


# What must not stand on any sheet -----------------------------------------------------------------
NEVER = {
    "two signs in a row": r"[+-]\s+[+-]\s",
    "a plus before a minus": r"\+ -(?=[\d\\])",
    "two minus signs": r"- -(?=[\d\\])",
    "minus zero": r"-0(?:\.0+)?(?![\d.])",
    "a lost name": r"\bNone\b|\bnan\b|\binf\b",
    "control characters": r"[\x00-\x08\x0b-\x1f\x7f]",
    "a number that runs into the next": r"\d\.\d+\.\d",
    "Python": r"\b(?:Integer|Rational|Symbol|Fraction|fmpq|Named|(?<!\\)lambda(?=[ :]\w*:))\b",
    "a factor 1 before a name": r"(?<![\d.^{_])\b1 \\cdot (?=[A-Za-z\\])(?!\\begin)",
    "a target put in to nothing": r"\(1 - [01]\) (?:\\cdot )?\\ln",
    "a sum that begins with plus": r"=\s*\+",
    "a row of a sum that adds nothing": r"quad\s*(?:\"\")?\s*\+ 0(?![.\d])",
    "a matrix as an entry": r"\\begin\{([bp]matrix)\}(?:(?!\\end\{\1\}).)*\\begin\{\1\}",
}


@every_sheet
def test_nothing_stands_there_that_never_should(name, style):
    for format, sheet in product(FORMATS, SHEETS):
        whole = text(name, style, format, sheet)
        assert len(whole) > 200, (format, sheet)
        faults = [
            f"{what}: {whole[max(0, found.start() - 40) : found.end() + 40]!r}"
            for what, pattern in NEVER.items()
            for found in re.finditer(pattern, whole)
        ]
        assert not faults, (format, sheet)


@pytest.mark.parametrize("sheet", SHEETS)
@every_sheet
def test_something_stands_below_every_heading(name, style, sheet):
    blocks = [one for one in text(name, style, "md", sheet).split("\n\n") if one.strip()]
    for above, below in zip(blocks, [*blocks[1:], "# end"], strict=True):
        if level := len(above) - len(above.lstrip("#")):
            deeper = below.startswith("#" * (level + 1))
            assert deeper or not below.startswith("#"), above
        # a colon promises something, and not the next promise
        assert not (above.endswith(":") and below.endswith(":")), above


@every_sheet
def test_nothing_is_derived_twice(name, style):
    displays = arithmetic.displays(text(name, style, "md", "solution"))
    derived = [
        one for one in displays if one.count("=") > 2 and not re.search(r"\d\.\d|\\eta", one)
    ]
    derived = [one for one in derived if re.search(r"partial|frac\{d\}", one)]
    assert len(derived) == len(set(derived))


@every_sheet
def test_no_form_stands_twice_in_a_row(name, style):
    for one in arithmetic.displays(text(name, style, "md", "solution")):
        chains = re.split(r"\\\\\n(?! *&)", re.sub(r"\\boxed\{(.*)\}", r"\1", one))
        for chain in chains:
            rows = re.sub(r"\\(?:begin|end)\{aligned\}|\\\\\n *&|&", "", chain)
            forms = [form.strip() for form in rows.split(" = ")]
            assert not [a for a, b in pairwise(forms) if a == b], chain


@every_sheet
def test_no_template_is_left_over(name, style):
    marks = ("<<", ">>", "<%", "%>", "<#", "#>", "{{ ", " }}")
    for format, sheet in product(FORMATS, SHEETS):
        whole = text(name, style, format, sheet)
        assert not [mark for mark in marks if mark in whole], (format, sheet)


@every_sheet
def test_words_have_no_places_left_open(name, style):
    for sheet in SHEETS:
        for line in outside_of_math(text(name, style, "md", sheet)):
            assert not re.search(r"\{\w*\}", line), line
            assert "\\" not in re.sub(r"\\([\\`*_\[\]$|#~])", "", line), line


def outside_of_math(sheet):
    """The words of a Markdown sheet, line by line."""
    kept = re.split(r"^\$\$$", sheet, flags=re.MULTILINE)[::2]
    return [re.sub(r"\$[^$]*\$", "", line) for part in kept for line in part.splitlines()]


@every_sheet
def test_numbers_that_are_multiplied_are_kept_apart(name, style):
    """A factor right after a closing bracket, a root or another number needs a sign between."""
    beside = r"(?:\d|\)|\\sqrt\{\d+\}|\\frac\{\d+\}\{\d+\}) ?(?<=[\s)}])(?<!\\cdot )\d"
    faults = []
    for sheet in SHEETS:
        for one in math_of(text(name, style, "md", sheet)):
            faults += [one[max(0, m.start() - 30) : m.end() + 12] for m in re.finditer(beside, one)]
    assert not faults


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("format", TEXED)
@every_sheet
def test_brackets_and_environments_close(name, style, format, sheet):
    whole = text(name, style, format, sheet)
    opened = []
    for kind, what in re.findall(r"\\(begin|end)\{(\w+\*?)\}", whole):
        if kind == "begin":
            opened.append(what)
        else:
            assert opened.pop() == what
    assert not opened
    for one in math_of(whole) if format != "tex" else ():
        plain = re.sub(r"\\[{}]", "", one)
        assert plain.count("{") == plain.count("}"), one
        assert one.count("(") == one.count(")"), one
        assert one.count(r"\left") == one.count(r"\right"), one


# Portable Markdown --------------------------------------------------------------------------------
@pytest.mark.parametrize("sheet", SHEETS)
@every_sheet
def test_portable_markdown(name, style, sheet):
    """Dollars alone on a line between empty lines, and no line of mathematics that Markdown
    would take for a list, a heading or a quotation."""
    lines = text(name, style, "md", sheet).splitlines()
    inside = False
    for number, line in enumerate(lines):
        if "$$" in line:
            assert line == "$$"
            neighbour = (lines[number + 1 :] or [""])[0] if inside else lines[number - 1]
            assert not neighbour, f"no empty line beside line {number + 1}"
            inside = not inside
        elif inside:
            assert line.strip(), f"an empty line in mathematics, line {number + 1}"
            assert not re.match(r"\s*([-+*#>]|\d+[.)])(\s|$)", line), line
            assert not re.match(r"\s*(=+|-+)\s*$", line), line
        else:
            assert line.count("$") % 2 == 0, line
    assert not inside


@pytest.mark.parametrize("sheet", SHEETS)
@every_sheet
def test_github_markdown_has_its_mathematics_fenced(name, style, sheet):
    whole = text(name, style, "github", sheet)
    fences = re.findall(r"^```.*$", whole, flags=re.MULTILINE)
    assert fences[::2] == ["```math"] * (len(fences) // 2)
    assert fences[1::2] == ["```"] * (len(fences) // 2)
    assert "$$" not in whole
    if sheet == "solution":
        assert fences


PICTURE = re.compile(
    r"\\begin\{tikzpicture\}.*?\\end\{tikzpicture\}|^#figure\(.*?^\}\)+\]$",
    re.DOTALL | re.MULTILINE,
)


@every_sheet
def test_the_formats_say_the_same(name, style):
    """Every format of a solution shows the same numbers in the same order, beside its pictures."""

    def numbers(whole):
        return tuple(re.findall(r"\d+\.\d{3,}", PICTURE.sub("", whole)))

    def boxes(whole):
        return tuple(re.findall(r"\\boxed\{(.*?)\}", whole))

    found = {format: text(name, style, format, "solution") for format in FORMATS}
    assert len(set(map(numbers, found.values()))) == 1
    assert len({boxes(found[format]) for format in TEXED}) == 1
    assert numbers(found["md"])


# The sums -----------------------------------------------------------------------------------------
def functions_of(raw):
    """Functions that an exercise sets constants of, and its own, by the letters f, g, h."""
    found, letters = {}, iter("fghpq")
    for layer in raw["network"]["layer"]:
        name = layer["activation"]
        if name == "leaky relu":
            found["LeakyReLU"] = _interval(layer)
        elif name == "elu":
            found["ELU"] = _interval(layer)
        elif name not in oracle.ENTRYWISE and name != "softmax":
            found[next(letters)] = _interval(layer)
    return found


def _interval(layer):
    """Exact where it is a matter of fractions, so that ties are seen; else within a bound."""
    m, exact = oracle._mp(), SimpleNamespace(number=Fraction)
    near = arithmetic.bounded(lambda z: oracle.activate(layer, [mpmath.mpf(z)], m)[0], 3)

    def apply(z):
        if z.low == z.high:
            with suppress(AttributeError):
                return arithmetic.point(oracle.activate(layer, [z.low], exact)[0])
        return near(z)

    return apply


def reading(name, style, carry):
    one = solved(name, style, carry)
    digits = arithmetic.Digits(one.shape.digits, one.shape.kind, carry)
    functions = functions_of(oracle.read(exercises()[name]))
    return arithmetic.read(text(name, style, "md", "solution", carry), digits, functions)


@pytest.mark.parametrize("carry", CARRIES)
@every_sheet
def test_every_sum_is_right(name, style, carry):
    sheet = reading(name, style, carry)
    wrong = [claim.text for claim in sheet.claims if not claim.holds]
    assert not wrong
    assert len(sheet.claims) >= 6
    # what is left over are slopes and partial derivatives whose numbers stand on no other line
    assert sheet.read >= 0.9 * sheet.results - 8, sheet.unread


@pytest.mark.parametrize("carry", CARRIES)
def test_nearly_all_sums_were_read(carry):
    sheets = [reading(name, style, carry) for name, style in EVERY]
    claims = sum(len(sheet.claims) for sheet in sheets)
    read, results = (sum(getattr(one, what) for one in sheets) for what in ("read", "results"))
    assert claims >= 35 * len(sheets), claims
    assert read >= 0.95 * results, (read, results)


@pytest.mark.parametrize("carry", CARRIES)
@every_sheet
def test_a_changed_digit_is_noticed(name, style, carry):
    """The reader is no rubber stamp: with a result moved by five units, a claim fails."""
    one = solved(name, style, carry)
    digits = arithmetic.Digits(one.shape.digits, one.shape.kind, carry)
    functions = functions_of(oracle.read(exercises()[name]))
    whole = text(name, style, "md", "solution", carry)
    pattern = re.compile(r"\d = (?:\\boxed\{)?-?\d+\.\d+(?=\}?(?: \\\\)?$)", flags=re.MULTILINE)
    for found in list(pattern.finditer(whole))[:3]:
        last = (int(found[0][-1]) + 5) % 10
        moved = f"{whole[: found.end() - 1]}{last}{whole[found.end() :]}"
        sheet = arithmetic.read(moved, digits, functions)
        assert not all(claim.holds for claim in sheet.claims), found[0]


def headings(name, style):
    return re.findall(r"^###+ .+", text(name, style, "md", "solution"), re.MULTILINE)


def test_a_section_without_heading_never_stands_under_the_heading_of_another():
    # without headings before it, the way forward speaks for itself
    assert headings("two-tanh-units", "exam") == ["### Backward pass", "### Update"]
    # after those of examples or of shapes, it must not be read as theirs
    batch = headings("mean-batch", "exam")
    assert batch[2:4] == ["#### Example 3", "### Loss"]
    assert batch[7:9] == ["##### Example 3", "#### Gradients"]
    folded = headings("worksheet-folded", "exam")
    assert folded[1:5] == ["### Shapes", "### Forward pass", "### Classification", "### Loss"]


# Which parameters and which examples --------------------------------------------------------------
def test_sheets_say_which_parameters_a_part_works_with():
    """W alone does not show whether it is the given one: after an update, words do."""
    solved = solve(exercises()["lecture-softmax"], style_name="lecture", check=False)
    asked, told = solved.markdown("question"), solved.markdown("solution")
    assert asked.count("Take the given parameters.") == 1
    assert told.count("The parameters are again the given ones.") == 1
    alone = solve(exercises()["softmax-regression"], style_name="exam", check=False)
    assert alone.markdown().count("The parameters are now those that part a left.") == 1
    assert "parameters are" not in solve(exercises()["elu"], check=False).markdown()


def test_examples_are_named_where_numbers_are_first_needed():
    """A derivation that comes first needs no example."""
    asked = solve(exercises()["lecture-softmax"], check=False).markdown("question")
    assert "Do the forward pass. Use training example 1.\n" in asked


def test_what_the_signs_of_a_backward_pass_mean_is_said_where_they_stand():
    told = solve(exercises()["skip-concatenate"], style_name="boxed", check=False).markdown()
    assert r"\right]_{3, 4}" in told
    assert told.count("Numbers at the foot of square brackets") == 1
    assert "foot of square brackets" not in solve(exercises()["elu"], check=False).markdown()


def test_a_comparison_in_which_no_class_is_right_names_no_best_model():
    told = solve(exercises()["binary-cross-entropy"], check=False).markdown()
    assert "No class is right.\n" in told
    assert "Most classes right" not in told
    told = solve(exercises()["lecture-softmax"], check=False).markdown()
    assert "Most classes right (1 of 1): part b.\n" in told
    assert "No class is right" not in told


@every_sheet
def test_a_sheet_ends_in_one_line_end(name, style):
    for format in FORMATS:
        for sheet in SHEETS:
            assert text(name, style, format, sheet)[-2:].strip(), (format, sheet)
            assert text(name, style, format, sheet).endswith("\n"), (format, sheet)


@pytest.mark.parametrize("style", ["boxed", "notes"])  # they have no matrix times a vector
def test_a_matrix_that_fits_on_a_row_of_its_own_is_shown_whole(style):
    """Ten digits in five columns: too wide for a row with another matrix, not for one alone."""
    one = solve(
        exercises()["lecture-sigmoid"], style_name=style, digits=10, kind="decimals", check=False
    )
    assert r"\cdots" not in one.markdown()


# What is true only under a condition says so ------------------------------------------------------
UNIT = [one for one in EXERCISES if "softmax" in one]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", UNIT)
def test_output_minus_target_says_that_targets_sum_to_1(name, style):
    assert "sum to 1" in text(name, style, "md", "solution")


@pytest.mark.parametrize("style", STYLES)
def test_a_network_with_values_is_asked_for_with_its_values(style):
    sheet = text("drawn-step", style, "md", "question")
    assert "write at every unit its pre-activation, its activation and its delta" in sheet
