"""Every exporter with every shipped exercise, read back by readers that know no writer of ours."""

import csv
import json
import re
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO

import course_readers
import pytest

from derive.errors import DeriveError
from derive.resources import exercises
from derive.teaching.exercise import read
from derive.teaching.exporting.exporters import EXPORTERS, exported
from derive.teaching.exporting.item import Head, Item
from derive.teaching.exporting.slips import slips
from derive.teaching.solve import solve
from derive.writing.notation import styles

EXERCISES, STYLES = sorted(exercises()), sorted(styles())
by_exercise = pytest.mark.parametrize("name", EXERCISES)


def _moodle(data):
    return course_readers.moodle(data)[1]


READERS = {
    "moodle": _moodle,
    "moodle-choice": _moodle,
    "qti": lambda data: course_readers.qti(BytesIO(data)),
    "canvas": lambda data: course_readers.canvas(BytesIO(data)),
}
ALL_BOXES = [name for name in READERS if name != "moodle-choice"]


@cache
def solved(name, carry=None, style=None, digits=None):
    return solve(exercises()[name], carry=carry, style_name=style, digits=digits)


@cache
def solved_again(name):
    return solve(exercises()[name])


@cache
def fields(format, name, carry=None):
    (question,) = READERS[format](exported(format, solved(name, carry)))
    return question.fields


def table(name, carry=None, style=None):
    header, row = csv.reader(StringIO(exported("csv", solved(name, carry, style)).decode()))
    return dict(zip(header, row, strict=True))


def keyed(solution, box):
    """The number of the answer key that a box is named after."""
    *place, last = box.split("/")
    parts = solution.key["parts"]
    (part,) = [one for one in parts if one["id"] == place[0]] if len(parts) > 1 else parts
    place = dict(one.split(".") for one in place[len(parts) > 1 :])
    for run in part.get("runs", [part]):
        fits = run is part or (
            place.get("with", run["parameters"]) == run["parameters"]
            and int(place.get("step", run["step"])) == run["step"]
        )
        if fits:
            break
    if "query" in place or "example" in place:
        kind = "query" if "query" in place else "example"
        among = run["queries" if kind == "query" else "examples"]
        (values,) = [one["values"] for one in among if one["index"] == int(place[kind])]
    else:
        values = run["examples"][0]["values"] | run["values"] if run["examples"] else run["values"]
        values |= part["values"]
    if last in values:
        return values[last]
    key, indices = re.fullmatch(r"(.*)\[([\d,]+)\]", last).groups()
    found = values[key]
    first, second = solution.exercise.network.count_from
    starts = (first, second) if key.startswith(("grad.W", "new.W")) else (1, 1)
    for index, start in zip(indices.split(","), starts):
        found = found[int(index) - start]
    return found


# Every exporter -----------------------------------------------------------------------------------
def test_the_table_is_complete():
    assert set(READERS) <= set(EXPORTERS)
    assert all(row.name == name for name, row in EXPORTERS.items())
    assert len({row.ending for row in EXPORTERS.values()}) == len(EXPORTERS)


@pytest.mark.parametrize("format", EXPORTERS)
@by_exercise
def test_the_same_exercise_gives_the_same_file(format, name):
    try:
        assert exported(format, solved(name)) == exported(format, solved_again(name))
    except DeriveError as error:
        assert format == "moodle-choice" and "slips" in error.message


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("format", READERS)
def test_every_style_is_read_back(format, style):
    for name in ("two-tanh-units", "worksheet-folded", "lecture-softmax", "relu-paths"):
        (question,) = READERS[format](exported(format, solved(name, style=style)))
        assert solved(name).exercise.title in question.name
        assert question.html and len(question.feedback) > 500


# What is right ------------------------------------------------------------------------------------
@pytest.mark.parametrize("format", ALL_BOXES)
@by_exercise
def test_the_answers_of_the_key_are_right(format, name):
    found = fields(format, name)
    boxes = table(name)
    del boxes["variant"]
    assert len(found) == len(boxes)
    for box, one in zip(boxes, found, strict=True):
        value = keyed(solved(name), box)
        if not one.choices:
            assert one.grade(boxes[box])
            value = Decimal(value)
        assert one.grade(str(value)), (box, value)


@pytest.mark.parametrize(("carry", "other"), [("full", "shown"), ("shown", "full")])
@by_exercise
def test_numbers_carried_in_either_way_are_right(name, carry, other):
    found = fields("moodle", name, carry)
    shown = table(name, other)
    if any("/" in text for text in solved(name, carry).calculation.texts):
        pytest.skip("fractions go on as they are")
    del shown["variant"]
    for (box, text), one in zip(shown.items(), found, strict=True):
        assert one.choices or one.grade(text), box


@pytest.mark.parametrize("format", ALL_BOXES)
@by_exercise
def test_other_numbers_are_wrong(format, name):
    for one in fields(format, name):
        if one.choices:
            assert sum(map(one.grade, one.choices)) == 1
            continue
        low, high = min(low for low, _ in one.ranges), max(high for _, high in one.ranges)
        wide = max(high - low, Decimal("1e-12"))
        assert not one.grade(str(high + wide))
        assert not one.grade(str(low - wide))
        # no wider than a few of the last digits printed
        assert wide <= max(abs(high), abs(low), Decimal(1)) * Decimal("0.02")


def test_a_tolerance_is_half_of_the_last_place_or_all_of_it_where_digits_are_cut():
    shown = {"half-up": Decimal("0.0005"), "half-even": Decimal("0.0005"), "cut": Decimal("0.001")}
    for mode, slack in shown.items():
        one = solve(exercises()["two-tanh-units"], digits=3, mode=mode)
        (question,) = READERS["moodle"](exported("moodle", one))
        low, high = question.fields[2].ranges[0]
        assert (high - low) / 2 == slack


def test_wrong_choices_say_which_slip_they_show():
    data = exported("moodle-choice", solved("two-tanh-units", digits=4)).decode()
    (question,) = _moodle(data)
    assert question.fields[0].right == r"\(0.3095\)"
    wrong = re.findall(r'fraction="0".*?<feedback[^>]*><text><!\[CDATA\[(.*?)\]\]>', data)
    assert len(wrong) == 4 and all(wrong)


@by_exercise
def test_slips_are_known_for_all_that_is_asked_of_the_first_run(name):
    """Every number that comes from others has slips, whichever example it belongs to."""
    one = solved(name)
    for (asked, _, box, _), known in zip(Item(name, one).boxes(), slips(one), strict=True):
        calculated = not box.rpartition("/")[2].startswith(("shape.", "label"))
        if calculated and asked.run == asked.part.runs[0]:
            assert known, box


# One file for many --------------------------------------------------------------------------------
@pytest.mark.parametrize("format", READERS)
def test_many_exercises_stand_in_one_file(format):
    names = ("two-tanh-units", "worksheet-folded", "notes-sigmoid")
    file = BytesIO()
    row = EXPORTERS[format]
    parts = (row.made(Item(f"v {name}", solved(name))) for name in names)
    row.write(parts, Head("All of them", "all"), file)
    assert [one.html for one in READERS[format](file.getvalue())]
    assert len(READERS[format](file.getvalue())) == 3


def test_a_table_has_the_columns_of_all_variants():
    file = BytesIO()
    names = ("two-tanh-units", "worksheet-folded", "two-tanh-units")
    row = EXPORTERS["csv"]
    row.write((row.made(Item(n, solved(n))) for n in names), Head("All", "all"), file)
    header, *rows = csv.reader(StringIO(file.getvalue().decode()))
    assert len(set(header)) == len(header)
    assert [len(row) for row in rows] == [len(header)] * 3
    assert rows[0] == rows[2]
    assert rows[1][header.index("1/loss")] == "0.3879" and not rows[0][header.index("1/loss")]


def test_the_answers_as_json_hold_the_key():
    found = json.loads(exported("answers", solved("two-tanh-units")))
    (variant,) = found["variants"]
    assert variant["key"] == solved("two-tanh-units").key
    assert list(variant["answers"]) == list(table("two-tanh-units"))[1:]


# Somebody else's words ----------------------------------------------------------------------------
HOSTILE = "a ]]> & <b onclick='x'> {1:NUMERICAL:=1} \\(x\\) $$ \"q\" ~%=#:}\\"
NASTY = f"""
title = {json.dumps(HOSTILE)}
author = "{{1:SA:=a}}"
example = [ {{ x = [1], t = [0, 1] }} ]
part = [ {{ ask = ["forward", "classify"] }} ]
[network]
inputs = 1
classes = ["yes ~}}{{1:MC:=b}}", "=no <i>&"]
loss = "half squared error"
layer = [ {{ units = 2, activation = "sigmoid" }} ]
[numbers]
W = 0.5
b = 0.25
"""


@pytest.mark.parametrize("format", READERS)
def test_words_of_people_stay_words(format, tmp_path):
    path = tmp_path / "nasty name & co.toml"
    path.write_text(NASTY, encoding="utf-8")
    one = solve(read(path))
    if format == "moodle-choice":
        (question,) = READERS[format](exported(format, one))
        return
    (question,) = READERS[format](exported(format, one))
    assert question.fields[-1].choices == ["yes ~}{1:MC:=b}", "=no <i>&"]
    assert len(question.fields) == 5
    assert HOSTILE in question.name


def test_what_asks_for_no_number_is_a_description(tmp_path):
    path = tmp_path / "words.toml"
    path.write_text(NASTY.replace('"forward", "classify"', '"draw"'), encoding="utf-8")
    (question,) = READERS["moodle"](exported("moodle", solve(read(path))))
    assert question.kind == "description"
    with pytest.raises(DeriveError, match="no number that known slips change"):
        exported("moodle-choice", solve(read(path)))


def test_a_single_number_is_a_numerical_question(tmp_path):
    path = tmp_path / "one.toml"
    path.write_text(
        NASTY.replace('"forward", "classify"', '"loss"').replace(json.dumps(HOSTILE), '"One"'),
        encoding="utf-8",
    )
    one = solve(read(path))
    path_of, (question,) = course_readers.moodle(exported("moodle", one))
    assert path_of == "$course$/top/One"
    assert question.kind == "numerical"
    assert question.fields[0].grade(str(one.values["a"]["values"]["loss"]))
