"""Exercise files: what they are read into, and that nothing else ever happens to them."""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from derive.calculus.network import Layer
from derive.errors import DeriveError
from derive.teaching import exercise_values as words
from derive.teaching.exercise import Exercise, Part, Rounding, Typed, _checked, loads, read, schema
from derive.teaching.exercise_numbers import typed
from derive.teaching.exercise_tables import described

SAMPLES = Path(__file__).parent / "samples"
GOOD = {path.stem: path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.toml"))}
BATCH, FOLDED, TABLES, BARE = (GOOD[name] for name in ("batch", "folded", "tables", "bare"))


def texts(numbers: Any) -> Any:
    """The numbers as typed, in the same nesting."""
    return numbers.text if isinstance(numbers, Typed) else [texts(number) for number in numbers]


def test_batch() -> None:
    exercise = loads(BATCH, "batch.toml")
    assert exercise.name == "batch" and exercise.title.startswith("Three tanh")
    assert exercise.network.layers[1] == Layer(3, "tanh", (1,))
    assert [part.id for part in exercise.parts] == ["a", "b", "c"]
    assert exercise.parts[0] == Part(
        id="a",
        ask=("derive", "forward", "backward", "update"),
        examples=(1,),
        queries=(1,),
        derive=("slope tanh",),
    )
    assert exercise.parts[2].parameters == ("a", "b") and exercise.parts[2].examples == (1, 2)
    assert texts(exercise.W[1]) == [["0.1"] * 4] * 3
    assert exercise.b[2] == (Typed(Fraction(1, 10), "0.1"),) * 3
    assert exercise.learning_rate == Typed(Fraction(1, 10), "0.1")
    assert exercise.rounding == Rounding()


def test_folded() -> None:
    exercise = loads(FOLDED, "folded")
    assert exercise.network.fold_bias and exercise.network.count_from == (0, 1)
    assert exercise.b == (None, None) and texts(exercise.W[1]) == [["1"], ["2"], ["-4"]]
    assert [(ref.text, ref.place) for ref in exercise.parts[1].weights] == [
        ("W.2[1,1]", (1, 0)),
        ("W.1[2,1]", (2, 0)),
    ]
    assert exercise.classes == ("0", "1")
    assert exercise.threshold == Typed(Fraction(1, 2), "0.5")


def test_tables() -> None:
    exercise = loads(TABLES, "deep/tables.toml")
    assert (exercise.name, exercise.title, exercise.style) == ("tables", "tables", "lecture")
    assert texts(exercise.examples[0].x) == ["1/3", "0.10"]
    assert texts(exercise.W[2]) == [["1/2", "0"], ["0.015", "-2"]]
    assert exercise.b[1] is None and exercise.network.layers[1].sources == (0, 1)
    assert exercise.network.layers[0].slope == Fraction(1, 5)
    assert [part.id for part in exercise.parts] == ["a", "b"]
    assert [ref.text for ref in exercise.parts[0].weights] == ["W.1[2,1]", "b.1[1]"]
    assert exercise.parts[0].weights[1].place == (0, 0)
    per = (("z.1", 6), ("grad.W.2", 3), ("loss", 5))
    assert exercise.rounding == Rounding(4, "significant", "cut", "shown", per)


def test_a_file_without_parts_asks_what_its_numbers_allow() -> None:
    assert loads(BARE, "x").parts == (Part("a", ("forward",), (), (1,)),)
    whole = BATCH[: BATCH.index("part =")] + BATCH[BATCH.index("[network]") :]
    asked = loads(whole, "x").parts
    assert asked == (Part("a", ("forward", "loss", "backward", "update"), (1, 2), (1,)),)
    assert loads(whole.replace("learning_rate = 0.1", ""), "x").parts[0].ask == ("forward",)


NUMBERS = {
    "0.10": "0.10",
    "1e-3": "0.001",
    "1.50e2": "150",
    "-0.0": "0",
    "0.00": "0.00",
    "0e999": "0",
    "+1.5": "1.5",
    "-7": "-7",
    "1_000": "1000",
    '"1/3"': "1/3",
    '" -2 / 4 "': "-2/4",
    '"-0/5"': "0/5",
    '"0.5"': "0.5",
    '"2e-2"': "0.02",
    "1_000_000_000": "1000000000",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_print_as_typed(text: str) -> None:
    number = loads(BARE.replace("W = 2", f"W = {text}"), "x").W[0][0][0]
    assert number.text == NUMBERS[text]
    assert number.value == Fraction(number.text)


def test_read(tmp_path: Path) -> None:
    path = tmp_path / "net.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BARE.replace("\n", "\r\n").encode())
    assert read(path) == loads(BARE, "net.toml")


def test_read_refuses(tmp_path: Path) -> None:
    large, latin = tmp_path / "large.toml", tmp_path / "latin.toml"
    large.write_bytes(b"#" * 1_000_001)
    latin.write_bytes(b"# good\n# \xe9\n")
    table = {
        tmp_path: "is a folder, expected an exercise file",
        tmp_path / "none.toml": "no such file",
        tmp_path / "n\0ne.toml": "cannot be read: ",
        latin / "x.toml": "cannot be read: not a directory",
        large: "is larger than 1 MB",
        latin: "is not UTF-8 text (at line 2)",
    }
    for path, line in table.items():
        with pytest.raises(DeriveError) as raised:
            read(path)
        assert raised.value.file == str(path)
        assert line in raised.value.message


@pytest.mark.parametrize("name", GOOD)
def test_the_schema_accepts(name: str) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    data = json.loads(json.dumps(tomllib.loads(GOOD[name])))
    validator.validate(data)
    assert loads(GOOD[name], name) == loads(GOOD[name], name)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("units", "unit"),
        ("inputs = 4", "inputs = 0"),
        ('"derive", "forward"', '"derive", "forwards"'),
        ("W = 0.1", 'W = "a"'),
        ("W = 0.1", "W.x = [[1]]"),
        ("W = 0.1", "W = [[1]]"),
        ("learning_rate = 0.1", "learning_rate = true"),
    ],
)
def test_the_schema_refuses(old: str, new: str) -> None:
    data = tomllib.loads(BATCH.replace(old, new, 1))
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(data))


def test_the_schema_has_the_words() -> None:
    text = json.dumps(schema())
    for known in (words.ASKS, words.PRODUCTS, words.KINDS, words.MODES, words.CARRIES, words.JOINS):
        assert json.dumps(known) in text
    assert schema()["title"] and schema()["description"]


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_text_as_a_number_is_read_or_refused(text: str) -> None:
    try:
        number = typed(text, "numbers.W")
    except DeriveError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert number.value == Fraction(number.text)


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("z.1")
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_value_at_any_key_is_read_or_refused(data: st.DataObject) -> None:
    tree: Any = tomllib.loads(TABLES, parse_float=str)
    place = tree
    while True:
        keys = list(range(len(place))) if isinstance(place, list) else list(place)
        key = data.draw(st.sampled_from(keys))
        if not (isinstance(place[key], list | dict) and place[key]) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(VALUES)
    try:
        assert isinstance(_checked(described(tree), "x"), Exercise)
    except DeriveError as error:
        assert len(str(error).splitlines()) == 1
