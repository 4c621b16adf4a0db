"""Pictures of networks: every exercise in every target, nothing on top of anything else."""

import re
from dataclasses import replace
from functools import cache
from itertools import combinations
from math import dist
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from pages import by_latex, by_typst

from derive.errors import DeriveError
from derive.resources import exercises
from derive.teaching.exercise import loads, read
from derive.teaching.produce import produce
from derive.teaching.solve import solve
from derive.writing.document import Document, Math
from derive.writing.figures import embedded, figures
from derive.writing.formats import format_of, formats
from derive.writing.notation import styles
from derive.writing.pictures.picture import (
    Circle,
    Label,
    Line,
    Picture,
    Polygon,
    apart,
    crosses,
    distance,
)
from derive.writing.printers import svg
from derive.writing.printers.pieces import accent, letter, sign, total
from derive.writing.printers.signs import ACCENTS, GREEK
from derive.writing.render import compiled, laid_out, page_of
from derive.writing.runs import table

EXERCISES, STYLES = sorted(exercises()), sorted(styles())
MODES = ("network", "values", "deltas")
PAGE = 16.6  # the width of a page between its margins, in centimetres
WITHIN = sorted(name for name in formats() if format_of(name).pictures != "svg")


WANTS = {"network": set(), "values": {"forward"}, "deltas": {"backward", "derivative"}}


def part_drawn(exercise, mode):
    """The number of the first part that has what is wanted; None where none has."""
    wants = WANTS[mode]
    found = (n for n, one in enumerate(exercise.parts) if wants & set(one.ask))
    return next(found, None if wants else 0)


def drawn(exercise, mode, **options):
    """An exercise solved with its network drawn, in the first part that has what is wanted."""
    parts, at = list(exercise.parts), part_drawn(exercise, mode)
    if at is None:
        return None
    ask = ("draw", *(one for one in parts[at].ask if one != "draw"))
    parts[at] = replace(parts[at], ask=ask, draw=mode)
    return solve(replace(exercise, parts=tuple(parts)), check=False, **options)


@cache
def shown(name, style, mode):
    return drawn(read(exercises()[name]), mode, style_name=style)


EVERY = [
    (name, style, mode)
    for name in EXERCISES
    for style in STYLES
    for mode in MODES
    if part_drawn(read(exercises()[name]), mode) is not None
]
every = pytest.mark.parametrize(("name", "style", "mode"), EVERY)


def networks(solved):
    found = [one.picture for one in figures(solved.document().blocks)]
    return [one for one in found if isinstance(one, Picture)]


# Nothing on top of anything else ------------------------------------------------------------------
def segments(line):
    return list(zip(line.points, line.points[1:], strict=False))


def box_of(polygon):
    xs, ys = [x for x, _ in polygon.points], [y for _, y in polygon.points]
    return min(xs), min(ys), max(xs), max(ys)


def inner(box, by):
    return box[0] + by, box[1] + by, box[2] - by, box[3] - by


def holds_point(box, point):
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def faults(picture):
    """What a reader would stumble over."""
    circles = [mark for mark in picture.marks if isinstance(mark, Circle)]
    boxes = [box_of(mark) for mark in picture.marks if isinstance(mark, Polygon)]
    lines = [mark for mark in picture.marks if isinstance(mark, Line)]
    labels = [mark for mark in picture.marks if isinstance(mark, Label)]
    # the frame of a join holds its circles, a unit's box holds none
    cards = [box for box in boxes if not any(holds_point(box, one.center) for one in circles)]
    found = []
    for one, other in combinations(circles, 2):
        if dist(one.center, other.center) < one.radius + other.radius + 0.03:
            found.append(f"circles meet: {one} {other}")
    for one, other in combinations(boxes, 2):
        if not apart(one, other, 0.1):
            found.append(f"boxes meet: {one} {other}")
    for box in cards:
        for one in circles:
            (x, y), r = one.center, one.radius
            if not apart(box, (x - r, y - r, x + r, y + r)):
                found.append(f"a circle meets a box: {one} {box}")
    for line in lines:
        for a, b in segments(line):
            for one in circles:
                if distance(one.center, a, b) < one.radius - 0.01:
                    found.append(f"a line runs through a circle: {line} {one}")
            found += [
                f"a line runs through a box: {line} {box}"
                for box in cards
                if crosses(a, b, inner(box, 0.01))
            ]
        if line.arrow:
            end = line.points[-1]
            on = [abs(dist(end, one.center) - one.radius) < 0.01 for one in circles]
            on += [abs(end[0] - box[0]) < 0.01 and box[1] < end[1] < box[3] for box in cards]
            if sum(on) != 1:
                found.append(f"an arrow ends nowhere: {line}")
    for one, other in combinations(labels, 2):
        if not apart(one.box, other.box):
            found.append(f"labels meet: {one} {other}")
    for label in labels:
        inside = any(dist(label.at, one.center) < one.radius for one in circles)
        inside |= any(holds_point(box, label.at) for box in cards)
        if inside:
            continue
        own = [
            line
            for line in lines
            if label.backed and any(distance(label.at, a, b) < 0.01 for a, b in segments(line))
        ]
        if label.backed and len(own) != 1:
            found.append(f"a number on {len(own)} lines: {label}")
        for line in lines:
            if line not in own and any(crosses(a, b, label.box) for a, b in segments(line)):
                found.append(f"a line runs through a label: {line} {label}")
        for one in circles:
            (x, y), r = one.center, one.radius
            if not apart(label.box, (x - r, y - r, x + r, y + r)):
                found.append(f"a label meets a circle: {label} {one}")
    left, _, right, _ = picture.box
    if (right - left) * picture.scale > PAGE or picture.scale < 0.4:
        found.append(f"too wide: {right - left}")
    return found


@every
def test_nothing_lies_on_anything_else(name, style, mode):
    found = networks(shown(name, style, mode))
    assert found
    for picture in found:
        assert not faults(picture)


@st.composite
def any_network(draw):
    """An exercise file with a network of any widths and shortcuts."""
    depth = draw(st.integers(1, 5))
    wide = draw(st.integers(1, 12))
    widths = [draw(st.sampled_from((wide, draw(st.integers(1, 12))))) for _ in range(depth + 1)]
    layers = []
    for at in range(1, depth + 1):
        sources = draw(st.lists(st.integers(0, at - 1), min_size=1, max_size=3, unique=True))
        if draw(st.booleans()):
            sources = [at - 1]
        alike = len({widths[one] for one in sources}) == 1
        join = draw(st.sampled_from(("add", "concatenate"))) if alike else "concatenate"
        bias = "true" if draw(st.booleans()) else "false"
        layers.append(
            f'{{ units = {widths[at]}, activation = "tanh", from = {sorted(sources)}, '
            f'join = "{join}", bias = {bias} }}'
        )
    x, t = [0] * widths[0], [0] * widths[-1]
    folded = draw(st.booleans())
    b = "" if folded or all("bias = false" in one for one in layers) else "b = 0\n"
    return (
        f"example = [ {{ x = {x}, t = {t} }} ]\n[network]\ninputs = {widths[0]}\n"
        f'loss = "half squared error"\nfold_bias = {str(folded).lower()}\n'
        f"layer = [ {', '.join(layers)} ]\n[numbers]\nW = 0.25\nlearning_rate = 1\n{b}"
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(any_network(), st.sampled_from(("network", "values")))
def test_any_network_is_drawn_clearly(text, mode):
    try:
        exercise = loads(text, "any")
    except DeriveError as error:
        assert "does not reach the output" in str(error)
        reject()
    solved = drawn(exercise, mode)
    for picture in networks(solved):
        assert not faults(picture)


@pytest.mark.parametrize(("depth", "width"), [(12, 3), (30, 2), (2, 784), (1, 1)])
def test_large_networks_are_left_out_in_part(depth, width):
    layer = f'{{ units = {width}, activation = "relu" }}'
    text = (
        f"example = [ {{ x = {[0] * width} }} ]\n[network]\ninputs = {width}\n"
        f'loss = "half squared error"\nlayer = [ {", ".join([layer] * depth)} ]\n'
        "[numbers]\nW = 0.1\nb = 0\n"
    )
    (picture,) = networks(drawn(loads(text, "large"), "network"))
    assert not faults(picture)
    circles = [mark for mark in picture.marks if isinstance(mark, Circle)]
    assert len(circles) < 100
    assert any(one.radius < 0.05 for one in circles) == (depth > 8 or width > 8)


# What stands on it --------------------------------------------------------------------------------
def words(svg_text):
    """The texts of an SVG file, without those that are only a white ground."""
    root = ElementTree.fromstring(svg_text)
    texts = [
        one for one in root.iter() if one.tag.endswith("}text") and "aria-hidden" not in one.attrib
    ]
    return ["".join(one.itertext()).replace("\u200b", "").replace("\u2212", "-") for one in texts]


def test_all_weights_and_units_of_a_small_network_are_on_it():
    exercise = read(exercises()["two-tanh-units"])
    (file,) = drawn(exercise, "network").pictures().values()
    found = words(file)
    typed = [entry.text for matrix in exercise.W for line in matrix for entry in line]
    typed += [entry.text for vector in exercise.b for entry in vector]
    for text in typed:
        assert found.count(text) >= typed.count(text), text
    # h with 1 below and (1) above, the order in which they stand there
    assert {"x1", "x2", "h1(1)", "h2(1)", "y\u0302"} <= {
        one.replace("\u0177", "y\u0302") for one in found
    }
    assert {"tanh", "input"} <= set(found)


@pytest.mark.parametrize("name", EXERCISES)
def test_values_and_deltas_are_those_of_the_key(name):
    solved = shown(name, "lecture", "deltas")
    if solved is None:
        pytest.skip("no deltas in this exercise")
    part = [one for one in solved.key["parts"] if "draw" in one["ask"]][-1]
    texts = part.get("runs", [part])[0]["shown"]
    found = [
        text.rpartition("=")[2].strip()
        for file in solved.pictures().values()
        for text in words(file)
    ]
    of_examples = [value for key, value in texts.items() if key.startswith("example.")] or [texts]
    layers = solved.exercise.network.layers
    seen = 0
    for values in of_examples:
        for key in (
            f"{what}.{layer}" for what in ("z", "a", "delta") for layer in range(1, len(layers) + 1)
        ):
            column = values[key] if isinstance(values[key], list) else [values[key]]
            for text in column if len(column) <= 8 else ():
                entry = text[0] if isinstance(text, list) else text
                assert svg.number(entry).replace("\u2212", "-") in found, key
                seen += 1
    assert seen >= 3


@pytest.mark.parametrize("mode", MODES)
def test_places_do_not_depend_on_numbers(mode):
    """Other numbers of the same length: the same picture, but for its words."""
    exercise = read(exercises()["two-tanh-units"])
    other = replace(
        exercise,
        W=tuple(
            tuple(
                tuple(
                    replace(entry, value=-entry.value, text=_turned(entry.text)) for entry in line
                )
                for line in m
            )
            for m in exercise.W
        ),
    )

    def bare(solved):
        (file,) = solved.pictures().values()
        return re.sub(r"(<text[^>]*>).*?(</text>)", r"\1\2", file)

    first, second = drawn(exercise, mode), drawn(other, mode)
    assert list(first.pictures().values()) != list(second.pictures().values())
    assert bare(first) == bare(second)


def _turned(text):
    return text.removeprefix("-") if text.startswith("-") else f"-{text}"


def test_the_same_sheet_has_the_same_bytes():
    texts = [drawn(read(exercises()["skip-connection"]), "deltas").pictures() for _ in range(2)]
    assert texts[0] == texts[1]


def test_letters_of_every_kind_are_written():
    for name in GREEK:
        assert len(ElementTree.fromstring(svg.text(letter(name))).text) == 1
    for name in ACCENTS:
        assert name in svg.COMBINING
        assert ElementTree.fromstring(svg.text(accent(name, letter("x", True)))).text
    for name in svg.SIGNS:
        assert svg.text(sign(name))
    with pytest.raises(DeriveError, match="total"):
        svg.text(total("k"))


# Who sees it --------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", EXERCISES)
def test_a_question_to_draw_does_not_show_the_answer(name):
    for mode in MODES:
        solved = shown(name, "lecture", mode)
        if solved is not None:
            assert not solved.pictures("question")
            for format in sorted(formats()):
                asked = solved.text(format, "question")
                assert "![" not in asked and "tikz" not in asked and "#figure" not in asked


def test_a_given_network_is_drawn_where_the_file_says_so():
    for name in EXERCISES:
        solved = solve(exercises()[name], check=False)
        joined = any(one.sources != (n,) for n, one in enumerate(solved.exercise.network.layers))
        assert bool(solved.pictures("question")) == (solved.exercise.drawn or joined)
    bare = loads(
        exercises()["relu-paths"].read_text("utf-8").replace("drawn = true", "drawn = false"),
        "bare",
    )
    assert not solve(bare, check=False).pictures("question")


@pytest.mark.parametrize(
    ("ask", "draw", "message"),
    [
        ('["forward"]', "values", '"draw" is not in ask'),
        ('["draw", "forward"]', "deltas", '"deltas" needs "backward" or "derivative" or "update"'),
        ('["draw"]', "values", '"values" needs "forward"'),
        ('["draw"]', "valeus", 'did you mean "values"'),
    ],
)
def test_what_cannot_be_drawn_is_said(ask, draw, message):
    text = (
        f'example = [ {{ x = [1], t = [1] }} ]\npart = [ {{ ask = {ask}, draw = "{draw}" }} ]\n'
        '[network]\ninputs = 1\nloss = "squared error"\n'
        'layer = [ { units = 1, activation = "tanh" } ]\n[numbers]\nW = 1\nb = 0\n'
    )
    with pytest.raises(DeriveError) as error:
        loads(text, "x.toml")
    assert message in str(error.value)
    assert "part[1].draw" in str(error.value)


# Files --------------------------------------------------------------------------------------------
@every
def test_every_picture_is_a_whole_svg_file(name, style, mode):
    solved = shown(name, style, mode)
    for sheet in ("question", "solution"):
        found = solved.pictures(sheet)
        for format in ("md", "github"):
            links = re.findall(r"!\[(.*?)\]\((.*?)\)", solved.text(format, sheet))
            assert [unquote(link) for _, link in links] == list(found)
            assert all(len(told) > 10 for told, _ in links)
        for file in found.values():
            assert not re.search(r"[\x00-\x08\x0b-\x1f]|nan|inf(?!\w)", file)
            root = ElementTree.fromstring(file)
            _, _, width, height = map(float, root.attrib["viewBox"].split())
            for mark in root.iter():
                if mark.tag.endswith("}circle"):
                    x, y, r = (float(mark.attrib[key]) for key in ("cx", "cy", "r"))
                    assert r <= x <= width - r and r <= y <= height - r
            assert "".join(root.itertext())


def test_files_lie_beside_the_sheets(tmp_path):
    source = tmp_path / "my net (1).toml"
    source.write_text(exercises()["relu-paths"].read_text("utf-8"), encoding="utf-8")
    made = produce(source, tmp_path / "out", formats=["md", "github", "json"])
    names = [path.name for path in made]
    for sheet in ("question", "solution"):
        assert names.count(f"my net (1)-{sheet}-1.svg") == 1
        text = (tmp_path / "out" / f"my net (1)-{sheet}.md").read_text("utf-8")
        assert f"(my%20net%20%281%29-{sheet}-1.svg)" in text
    assert all(path.is_file() for path in made)


def test_a_notebook_holds_its_pictures():
    solved = solve(exercises()["relu-paths"], check=False)
    text = solved._repr_markdown_()
    assert ".svg)" not in text
    assert "](data:image/svg+xml;base64," in text
    assert embedded("no picture", {}) == "no picture"


# Typeset ------------------------------------------------------------------------------------------
def only_figures(solved, format):
    """A document in a format that holds the figures of a solution and nothing else."""
    blocks = tuple(figures(solved.document().blocks))
    laid = laid_out(Document("", blocks), page_of(solved.shape, solved.style), table(solved.shape))
    return compiled(laid, format, solved.style).filled(solved._numbers)


# every exercise in every mode, the styles in turn: geometry is checked above for all of them
TYPESET = [
    (name, style, mode)
    for name, style, mode in EVERY
    if (EXERCISES.index(name) + MODES.index(mode)) % len(STYLES) == STYLES.index(style)
]


def every_figure(format, start, end):
    """Figures of all exercises in one document."""
    texts = [only_figures(shown(*one), format) for one in TYPESET]
    head = texts[0].partition(start)[0]
    return head + "\n\n".join(start + text.partition(start)[2].partition(end)[0] for text in texts)


def test_every_picture_compiles_in_latex():
    end = r"\end{document}"
    text = every_figure("tex", "\n\\nopagebreak\n", end) + end
    assert text.count(r"\begin{tikzpicture}") >= len(TYPESET)
    made = by_latex(text)
    assert not made.faults
    assert len(made.read.pages) > 10


def test_latex_without_tikz_says_what_would_be_seen():
    text = drawn(read(exercises()["two-tanh-units"]), "network").latex()
    made = by_latex(text.replace("{tikz.sty}", "{no-such.sty}"))
    assert not made.faults
    assert "2 inputs, then 2 tanh units" in " ".join(made.text.split())


def test_tikz_is_loaded_with_pictures_only():
    assert "tikz" not in solve(exercises()["two-tanh-units"], check=False).latex()
    body = solve(exercises()["relu-paths"], check=False).latex(body=True)
    assert "tikz" in body.splitlines()[1]


def test_every_picture_compiles_in_typst():
    made = by_typst(every_figure("typ", "#figure(", "\0"))
    assert not made.faults
    assert len(made.read.pages) > 10


@pytest.mark.parametrize("format", WITHIN)
def test_every_format_writes_every_picture(format):
    solved = shown("skip-concatenate", "boxed", "deltas")
    text = solved.text(format)
    for one in networks(solved):
        for word in one.words:
            assert isinstance(word, Math | str)
    assert text.count("0.5") > 0
    assert not re.search(r"[\x00-\x08]", text)
