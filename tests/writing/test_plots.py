"""Plots: curves lie where the functions do, dots where the numbers are, read off by the ticks."""

import itertools
import re
from dataclasses import replace
from functools import cache
from math import isfinite

import mpmath
import pytest

from derive.calculus.activations import ACTIVATIONS
from derive.calculus.graph import function_of
from derive.calculus.network import Layer
from derive.errors import FormulaError
from derive.resources import exercises
from derive.teaching.exercise import read
from derive.teaching.solve import solve
from derive.writing.figures import figures
from derive.writing.notation import styles
from derive.writing.pictures.axes import ticks
from derive.writing.pictures.loss_plot import loss_plot
from derive.writing.pictures.picture import Circle, Label, Line, Number, Plot, apart
from derive.writing.pictures.slope_plot import slope_plot
from derive.writing.runs import placed, table

ENTRYWISE = sorted(name for name, row in ACTIVATIONS.items() if row.entrywise)
VALUES = {
    "identity": lambda z: z,
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "tanh": mpmath.tanh,
    "relu": lambda z: max(z, mpmath.mpf(0)),
    "leaky relu": lambda z: z if z > 0 else z / 100,
    "elu": lambda z: z if z > 0 else mpmath.exp(z) - 1,
    "softplus": lambda z: mpmath.log(1 + mpmath.exp(z)),
    "silu": lambda z: z / (1 + mpmath.exp(-z)),
    "gelu": lambda z: z * mpmath.ncdf(z),
    "gelu tanh": lambda z: (
        z / 2 * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (z + 0.044715 * z**3)))
    ),
}


@cache
def slopes(name, texts):
    function = function_of(Layer(1, name, (0,)))
    return slope_plot(function, (), "here").draw(list(texts))


def scale(picture, axis):
    """From a place in the picture to what the numbers beside the ticks say, by the outer two."""
    found = []
    for mark in picture.marks:
        if isinstance(mark, Label) and isinstance(mark.words[0], Number):
            below = mark.anchor == "center"
            if below == (axis == 0):
                found.append((mark.at[axis], float(mark.words[0].text)))
    (p, a), (q, b) = min(found), max(found)
    return lambda place: a + (place - p) * (b - a) / (q - p)


def curves(picture):
    """The points of the solid and of the dashed curve, as the ticks say."""
    x, y = scale(picture, 0), scale(picture, 1)
    lines = {"solid": [], "dashed": []}
    for mark in picture.marks:
        if isinstance(mark, Line) and mark.width in (0.9, 0.7) and mark.points[0][0] <= 6.4:
            lines[mark.dash].append([(x(px), y(py)) for px, py in mark.points])
    return lines, (x, y)


PROBES = ("-1.5", "-0.3", "0.7", "2.25")


def test_there_is_a_value_for_every_activation():
    assert set(VALUES) == set(ENTRYWISE)


@pytest.mark.parametrize("name", ENTRYWISE)
def test_curves_and_dots_lie_where_the_functions_do(name):
    picture = slopes(name, PROBES)
    f = VALUES[name]

    def df(z):
        return mpmath.diff(f, z)

    lines, (x, y) = curves(picture)
    near = 0.015 * abs(y(3.8) - y(0))
    for dash, function in (("solid", f), ("dashed", df)):
        points = [point for line in lines[dash] for point in line if abs(point[0]) > 1e-3]
        assert points
        for z, value in points:
            assert abs(value - function(mpmath.mpf(z))) < near, (name, dash, z)
        # between its points a curve is straight: that may not be far off either
        for line in lines[dash]:
            for (z0, y0), (z1, y1) in itertools.pairwise(line):
                middle = function(mpmath.mpf((z0 + z1) / 2))
                assert abs((y0 + y1) / 2 - middle) < near
    dots = [mark for mark in picture.marks if isinstance(mark, Circle) and mark.center[0] < 6.4]
    for function, shade in ((f, 100), (df, 0)):
        own = [(x(one.center[0]), y(one.center[1])) for one in dots if one.shade == shade]
        for text in PROBES:
            z = mpmath.mpf(text)
            found = [value for at, value in own if abs(at - z) < 0.02]
            hidden = shade == 0 and abs(f(z) - df(z)) < near  # below the other dot
            assert hidden or any(abs(value - function(z)) < near for value in found), (name, text)


@pytest.mark.parametrize("name", ["relu", "leaky relu", "elu"])
def test_a_jump_of_a_slope_is_no_line(name):
    lines, _ = curves(slopes(name, ()))
    steep = [
        (a, b)
        for line in lines["dashed"]
        for a, b in itertools.pairwise(line)
        if abs(b[0] - a[0]) < 1e-3 and abs(b[1] - a[1]) > 0.1
    ]
    assert not steep
    assert len(lines["dashed"]) == (2 if name != "elu" else 1)


@pytest.mark.parametrize(
    "formula",
    ["z^3", "exp(z)", "1/(z-1)", "log(z)", "sqrt(z)", "abs(z)", "1/(1+exp(-40*z))", "sin(9*z)",
     "1e9*z", "z/1e9", "0*z", "1/(1+exp(-z))^9", "exp(exp(z))"],
)  # fmt: skip
def test_any_formula_has_a_plot(formula):
    try:
        function = function_of(Layer(1, formula, (0,)))
        plot = slope_plot(function, (), "here")
        picture = plot.draw(["-2", "0", "1/3", "1.5e-7", "100"])
    except FormulaError:
        pytest.skip("no function")
    for mark in picture.marks:
        for point in getattr(mark, "points", ()):
            assert all(map(isfinite, point))
            assert -0.01 <= point[0] <= 10 and -0.01 <= point[1] <= 3.81
    assert sum(len(getattr(mark, "points", ())) for mark in picture.marks) < 500


def test_a_steep_curve_is_one_line():
    function = function_of(Layer(1, "1/(1+exp(-40*z))", (0,)))
    lines, _ = curves(slope_plot(function, (), "here").draw([]))
    assert len(lines["solid"]) == 1


@pytest.mark.parametrize("places", [("0.5",), ("-5.5", "0"), ("11", "1"), ("400", "1")])
def test_the_window_holds_what_it_can(places):
    picture = slopes("tanh", places)
    x = scale(picture, 0)
    inside = [float(one) for one in places if abs(float(one)) <= 12]
    assert x(0) <= min(inside) and max(inside) <= x(6.4)
    assert x(6.4) <= 12.01


# Steps --------------------------------------------------------------------------------------------
def losses(name, steps, parameters=None):
    exercise = read(exercises()[name])
    parts = (replace(exercise.parts[0], steps=steps),)
    return solve(replace(exercise, parts=parts))


@pytest.mark.parametrize("steps", [2, 3, 40])
def test_the_losses_of_all_steps_are_dots(steps):
    solved = losses("several-steps", steps)
    (plot,) = (one.picture for one in figures(solved.document().blocks))
    texts = [part["values"]["loss"] for part in solved.key["parts"][0]["runs"]]
    texts.append(solved.key["parts"][0]["runs"][-1]["values"]["new.loss"])
    picture = plot.draw([str(text) for text in texts])
    x, y = scale(picture, 0), scale(picture, 1)
    line = max((m for m in picture.marks if isinstance(m, Line)), key=lambda m: m.width)
    near = 0.01 * abs(y(3.8) - y(0))
    found = {round(x(px)): y(py) for px, py in line.points}
    assert found[0] == pytest.approx(texts[0], abs=near)
    assert found[steps] == pytest.approx(texts[-1], abs=near)
    dots = [mark for mark in picture.marks if isinstance(mark, Circle)]
    assert len(dots) == (steps + 1 if steps < 30 else 0)
    for number, dot in enumerate(dots):
        assert x(dot.center[0]) == pytest.approx(number, abs=0.02)
        assert y(dot.center[1]) == pytest.approx(texts[number], abs=near)
    # the picture of the sheet is drawn from the same numbers, as shown there
    assert len(solved.pictures()) == 1


def test_models_are_told_apart_by_their_lines():
    plot = loss_plot([("given", (1, 2, 3)), ("part a", (4, 5, 6))], "steps")
    picture = plot.draw(["3", "2", "1", "3", "2.5", "2.25"])
    dashes = {mark.dash for mark in picture.marks if isinstance(mark, Line) and mark.width == 0.7}
    assert dashes == {"solid", "dashed"}
    said = [word for mark in picture.marks if isinstance(mark, Label) for word in mark.words]
    assert {"given", "part a", "steps"} <= {word for word in said if isinstance(word, str)}


@pytest.mark.parametrize(
    "texts", [["0", "0"], ["5", "5"], ["1e30", "2"], ["1/3", "1e-9"], ["-1", "2"]]
)
def test_any_losses_have_a_plot(texts):
    picture = loss_plot([("given", (1, 2))], "steps").draw(texts)
    for mark in picture.marks:
        for x, y in getattr(mark, "points", ()):
            assert -0.01 <= x <= 6.41 and -0.01 <= y <= 3.81


# Looks --------------------------------------------------------------------------------------------
def every_plot():
    for name in sorted(exercises()):
        solved = solve(exercises()[name], check=False)
        for one in figures(solved.document().blocks):
            if isinstance(one.picture, Plot):
                yield name, solved, one.picture


def test_labels_of_plots_are_kept_apart():
    count = 0
    for name, solved, plot in every_plot():
        numbers = solved._numbers.shown
        picture = plot.draw([numbers[placed(table(solved.shape), one)] for one in plot.slots])
        labels = [mark for mark in picture.marks if isinstance(mark, Label)]
        for n, one in enumerate(labels):
            for other in labels[:n]:
                assert apart(one.box, other.box), (name, one, other)
        left, bottom, right, top = picture.box
        assert right - left < 12 and top - bottom < 6
        count += 1
    assert count >= 8


def test_slopes_are_drawn_where_they_are_derived():
    for name in sorted(exercises()):
        for look in sorted(styles()):
            solved = solve(exercises()[name], style_name=look, check=False)
            asked = [one for part in solved.exercise.parts for one in part.derive]
            wanted = sum(one.startswith("slope ") for one in asked) * solved.style.plots
            wanted += sum(part.steps > 1 for part in solved.exercise.parts) * solved.style.plots
            found = [one.picture for one in figures(solved.document().blocks)]
            assert sum(isinstance(one, Plot) for one in found) == wanted
            asked = [one.picture for one in figures(solved.document("question").blocks)]
            assert not any(isinstance(one, Plot) for one in asked)


def test_a_style_can_do_without():
    solved = solve(exercises()["several-steps"], check=False)
    bare = replace(solved, style=replace(solved.style, plots=False))
    assert solved.pictures() and not bare.pictures()


@pytest.mark.parametrize(
    ("low", "high"), [(0, 1), (-4, 4), (0, 0.003), (-1.05, 1.05), (0.24, 0.31), (0, 1e7), (0, 2e-7)]
)
def test_ticks_are_few_round_and_as_written(low, high):
    found = ticks(low, high, 5)
    assert 2 <= len(found) <= 5
    for value, text in found:
        assert float(text) == pytest.approx(value, abs=1e-12 * max(abs(high), abs(low)))
        assert low - 1e-9 <= value <= high + 1e-9
        assert not re.search(r"-0(?![.\d])|\.\d*0$", text)
