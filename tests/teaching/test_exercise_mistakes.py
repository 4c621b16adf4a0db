"""Mistakes in exercise files, and the one line that each is told in."""

from __future__ import annotations

from pathlib import Path

import pytest

from derive.errors import DeriveError, FormulaError
from derive.teaching.exercise import loads

SAMPLES = Path(__file__).parent / "samples"
BATCH, FOLDED, TABLES, BARE = (
    (SAMPLES / f"{name}.toml").read_text("utf-8") for name in ("batch", "folded", "tables", "bare")
)
# file, what is replaced, by what, and what the line then says
BAD: list[tuple[str, str, str, str]] = [
    # TOML and the shape of the file
    (BARE, "W = 2", "W = ", "is not valid TOML: invalid value (at line 7"),
    (BARE, "W = 2", "W = 2\nW.1 = [[1]]", "is not valid TOML: "),
    (BARE, "W = 2", "W = " + "[" * 5000, "is not valid TOML: "),
    (BARE, "W = 2", "W = " + "9" * 5000, "is not valid TOML: "),
    (BARE, "[network]", "titel = 1\n[network]", 'titel: unknown key, did you mean "title"?'),
    (BARE, "units", "unit", 'network.layer[1].unit: unknown key, did you mean "units"?'),
    (BARE, "inputs = 1", "inputs = 1\nb = 1", "network.b: unknown key here, it belongs in [numb"),
    (BARE, "W = 2", "W = 2\ntitle = 1", "numbers.title: unknown key here, it belongs at the top"),
    (BARE, "inputs = 1", "", "network.inputs: missing"),
    (BARE, "inputs = 1", "inputs = 1.0", "network.inputs: expected a whole number, found 1.0"),
    (BARE, "inputs = 1", "inputs = true", "network.inputs: expected a whole number, found true"),
    (BARE, "inputs = 1", "inputs = 0", "network.inputs: must be at least 1, found 0"),
    (BARE, "units = 1", "units = 1001", "layer[1].units: must be at most 1000, found 1001"),
    (BARE, "units = 1", "units = 0x" + "f" * 9999, "at most 1000, found a number with more than"),
    (BARE, '"sigmoid"', "3", "network.layer[1].activation: expected text, found 3"),
    (BARE, '"sigmoid"', '"a\\nb"', "activation: expected text on one line, found"),
    (BARE, "x = [1]", "x = 1", "query[1].x: expected a list, found 1"),
    (BARE, "x = [1]", "x = []", "query[1].x: expected at least 1 entries, found 0"),
    (BARE, 'b = "-1/2"', "", "numbers.b: missing: layer 1 has a bias"),
    (BARE, "W = 2", "", "numbers.W: missing"),
    (BARE, "query = [ { x = [1] } ]", "", "example: missing: expected an example or a query"),
    (BARE, "W = 2", "W" + ".a" * 9999 + " = 2", "holds a name of more than 30 parts"),
    (BARE, "W = 2", "W" + ".a" * 20 + " = 2", "numbers.W.a.a.a.a.a.a: nested too deeply"),
    (BARE, "[network]", '"a\\nb" = 1\n[network]', "a\\nb...: unknown key"),
    (BARE, "[network]", '"x` - at `y" = 1\n[network]', "net.toml: x` - at `y: unknown key"),
    # numbers
    (BARE, "W = 2", "W = nan", "numbers.W: expected a finite number, found nan"),
    (BARE, "W = 2", "W = -inf", "numbers.W: expected a finite number, found -inf"),
    (BARE, "W = 2", "W = true", "numbers.W: expected a number, found true"),
    (BARE, "W = 2", "W = 1979-05-27", "numbers.W: expected a number, found 1979-05-27"),
    (BARE, "W = 2", 'W = "two"', 'numbers.W: expected a number such as 0.5 or "1/3", found "two"'),
    (BARE, "W = 2", 'W = "1/0"', 'numbers.W: divides by zero: "1/0"'),
    (BARE, "W = 2", "W = 1000000001", "numbers.W: a number is at most 1e9 in magnitude"),
    (BARE, "W = 2", "W = -1e999999999", "numbers.W: a number is at most 1e9 in magnitude"),
    (BARE, "W = 2", "W = 1e-999999999", "numbers.W: a number has at most 40 digits, found more"),
    (BARE, "W = 2", "W = 1e9999999999999999999999", "numbers.W: expected a finite number"),
    (BARE, "W = 2", "W = 0." + "1" * 40, "numbers.W: a number has at most 40 digits"),
    (BARE, "W = 2", "W = [[2]]", "numbers.W: expected one number, or W.1, W.2, ... one for each"),
    (BATCH, "rate = 0.1", "rate = 0", "numbers.learning_rate: must be above 0, found 0"),
    (BATCH, "learning_rate = 0.1", "", 'numbers.learning_rate: missing: part "a" asks update'),
    # shapes
    (FOLDED, "W.2 = [[1], [2], [-4]]", "", "numbers.W.2: missing: expected 3 x 1 (inputs x units"),
    (FOLDED, "[[1], [2], [-4]]", "[[1, 2, -4]]", "numbers.W.2: expected 3 x 1 (inputs x units in "),
    (FOLDED, "[[1], [2], [-4]]", "[[1, 2, -4]]", "found 1 x 3: it is transposed"),
    (FOLDED, "[[1], [2], [-4]]", "[[1], [2, 3], [-4]]", "numbers.W.2[2]: expected 3 x 1"),
    (FOLDED, "[[1], [2], [-4]]", "[[1], 2, [-4]]", "numbers.W.2[2]: expected a list, one row"),
    (FOLDED, "[[1], [2], [-4]]", "[[1], ['x'], [-4]]", "numbers.W.2[2][1]: expected a number"),
    (FOLDED, "[[1], [2], [-4]]", "[]", "numbers.W.2: expected 3 x 1"),
    (FOLDED, "W.2 =", "W.3 = [[1]]\nW.2 =", "numbers.W.3: no such layer, expected W.1 to W.2"),
    (FOLDED, "rate = 2", "rate = 2\nb = 0", "numbers.b: no layer has a bias of its own: leave b"),
    (TABLES, "b.3 = [2, 3]", "", "numbers.b.3: missing: expected 2 numbers, one for each unit"),
    (TABLES, "b.3 = [2, 3]", "b.3 = [2]", "numbers.b.3: expected 2 numbers, one for each unit, f"),
    (TABLES, "b.3 =", "b.2 = [1, 1]\nb.3 =", 'numbers.b.2: layer 2 has no b: it says "bias = f'),
    (BATCH, "x = [1, 0, 1, 0]", "x = [1, 0, 1]", "example[1].x: expected 4 numbers, one for eac"),
    (BATCH, "t = [0, 1, 0]", "t = [1]", "example[1].t: expected 3 numbers, one for each output"),
    (BATCH, ", t = [0, 1, 0]", "", 'example[1].t: missing: part "a" asks backward, which needs'),
    (BATCH, "[1, 1, 1, 0], t = [0, 0, 1]", "[1, 1, 1, 0]", "query[1].t: missing: part "),
    # the network
    (BARE, "sigmoid", "sigmoyd", 'network.layer[1].activation: unknown activation "sigmoyd": did'),
    (BARE, "sigmoid", "2z", 'network.layer[1].activation: missing "*" at character 2: write "2*z"'),
    (BARE, "sigmoid", "z+x", 'network.layer[1].activation: unknown name "x" at character 3'),
    (BARE, "sigmoid", "softmax", "activation: softmax of one unit is always 1: use "),
    (BARE, "squared error", "squared eror", "network.loss: unknown loss"),
    (BARE, "units = 1", "units = 1, slope = 1", 'slope belongs to "leaky relu", found it with'),
    (BARE, "units = 1", "units = 1, alpha = 1", 'layer[1].alpha: alpha belongs to "elu"'),
    (
        BARE,
        "inputs = 1",
        'inputs = 1\nproduct = "Wx"',
        'network.product: unknown word "Wx": known: "W x"',
    ),
    (BARE, "inputs = 1", 'inputs = 1\nreduction = "avg"', "network.reduction: unknown word"),
    (BARE, "inputs = 1", "inputs = 1\ncount_from = [1]", "network.count_from: expected "),
    (BARE, "inputs = 1", "inputs = 1\ncount_from = [0, 2]", "count_from[2]: must be at most 1"),
    (BARE, "inputs = 1", "inputs = 1\nclasses = ['a']", "network.classes: expected 2 classes, one"),
    (BARE, "inputs = 1", "inputs = 1\nclasses = ['a', 'a']", 'classes[2]: "a" stands here twice'),
    (BATCH, "inputs = 4", "inputs = 4\nclasses = ['a', 'b']", "expected 3 classes, one for each o"),
    (BATCH, "inputs = 4", "inputs = 4\nthreshold = 0.5", "network.threshold: a threshold needs on"),
    (TABLES, "from = [0, 1]", "from = [0, 2]", "layer[2].from[2]: must be an earlier layer, 0 "),
    (TABLES, "from = [0, 1]", "from = [0, 0]", "layer[2].from[2]: layer 0 is named twice"),
    (TABLES, "from = [0, 1]", "from = [0]", "network.layer[1]: this layer does not reach the o"),
    (TABLES, "from = [0, 1]", "from = [-1]", "from[1]: must be an earlier layer, 0 (the input)"),
    (TABLES, "inputs = 2", "inputs = 1", "numbers.W.1: expected 2 x 1 (units x inputs in"),
    (TABLES, '"concatenate"', '"concat"', 'join: unknown word "concat": did you mean "concatena'),
    (
        TABLES.replace("inputs = 2", "inputs = 3"),
        '"concatenate"',
        '"add"',
        "network.layer[2].from: layers that are added must be equally wide, found: 0 has 3, 1 has",
    ),
    (TABLES, "t = [1e0, 0]", "t = [1, -1]", "example[1].t[2]: a target of cross-entropy is at le"),
    (
        TABLES.replace("cross-entropy", "binary cross-entropy"),
        "t = [1e0, 0]",
        "t = [1, 1.5]",
        "example[1].t[2]: a target of binary cross-entropy lies from 0 to 1, found 1.5",
    ),
    # what stands round the sheets
    (BARE, "[network]", 'language = "xx"\n[network]', 'net.toml: language: unknown language "xx"'),
    (BARE, "[network]", 'language = "dee"\n[network]', 'language: unknown language "dee": did you'),
    (BARE, "[network]", 'language = "../en"\n[network]', 'language: unknown language "../en": '),
    (
        BARE,
        "[network]",
        'author = ""\n[network]',
        "author: expected at least 1 characters, found 0",
    ),
    (BARE, "[network]", 'autor = "A"\n[network]', 'autor: unknown key, did you mean "author"?'),
    (BARE, "[network]", "date = 2026-03-12\n[network]", "date: expected text, found 2026-03-12"),
    (BARE, "[network]", 'course = "a\\nb"\n[network]', "course: expected text on one line, found"),
    (
        BARE,
        "[network]",
        f'footer = "{"x" * 201}"\n[network]',
        "footer: expected at most 200 characters, found 201",
    ),
    (BATCH, 'id = "b"', 'points = "six"', "part[2].points: expected a number such as 0.5 or"),
    (BATCH, 'id = "b"', "points = -1", "part[2].points: must be from 0 to 1000, found -1"),
    (BATCH, 'id = "b"', "points = true", "part[2].points: expected a number, found true"),
    (BATCH, 'id = "b"', "space = -1", "part[2].space: must be at least 0, found -1"),
    (BATCH, 'id = "b"', "space = 41", "part[2].space: must be at most 40, found 41"),
    (BATCH, 'id = "b"', "space = 1.5", "part[2].space: expected a whole number, found 1.5"),
    (BATCH, "[network]", "points = 1\n[network]", "points: unknown key here, it belongs in [part]"),
    # parts
    (BATCH, '["derive", "forward", ', '["derive", "forwards", ', 'part[1].ask[2]: unknown word "f'),
    (BATCH, '["derive", "forward", ', '["derive", "derive", ', '"derive" is asked twice'),
    (BATCH, '"derive", "forward"', '"forward"', 'part[1].derive: "derive" is not in ask'),
    (BATCH, 'derive = ["slope tanh"], ', "", 'part[1].derive: missing: ask holds "derive"'),
    (BATCH, "slope tanh", "slope tahn", 'part[1].derive[1]: unknown activation "tahn": did you'),
    (BATCH, "slope tanh", "slope softmax", 'softmax is not entrywise: ask for "jacobian softmax'),
    (BATCH, "slope tanh", "jacobian softmx", "unknown derivation"),
    (BATCH, 'id = "b"', 'id = "a"', 'part[2].id: another part is called "a"'),
    (BATCH, 'id = "b"', 'id = "given"', 'part[2].id: "given" cannot be the name of a part'),
    (BATCH, 'id = "b"', "id = 2", "part[2].id: expected text, found 2"),
    (BATCH, "examples = [1, 2]", "examples = [1, 3]", "part[2].examples[2]: no example 3, they "),
    (BATCH, "examples = [1, 2]", "examples = [1, 1]", "examples[2]: example 1 is named twice"),
    (BATCH, "examples = [1, 2]", "examples = []", 'part[2].ask: "backward" needs an example'),
    (BATCH, "queries = [1]", "queries = [0]", "part[3].queries[1]: no query 0, they are 1 to 1"),
    (BATCH, '["a", "b"]', '["a", "c"]', 'part[3].parameters[2]: no earlier part "c" that asks up'),
    (BATCH, '"given"', '"b"', 'part[2].parameters: no earlier part "b" that asks update'),
    (BATCH, "queries = [1]", "steps = 2", "part[3].steps: steps are steps of "),
    (BATCH, "examples = [1, 2]", "steps = 0", "part[2].steps: must be at least 1, found 0"),
    (BATCH, "examples = [1, 2]", 'weights = ["W.9[1,1]"]', "weights[1]: no layer 9, expected W.1"),
    (BATCH, '"classify", ', '"forward again", ', '"forward again" needs "update" before it'),
    (BATCH, "queries = [1]", 'weights = ["W.1[1,1]"]', 'weights: needs "derivative" or "update"'),
    (FOLDED, ', weights = ["W.2[1,1]", "W.1[2,1]"]', "", "part[2].weights: missing: "),
    (FOLDED, "W.2[1,1]", "W.2[1,0]", "no W.2[1,0]: its rows are 0 to 2, its columns 1 to 1"),
    (FOLDED, "W.2[1,1]", "W.2[1]", 'expected a weight such as "W.1[1,1]" or "b.1[1]", found '),
    (FOLDED, "W.2[1,1]", "b.2[1]", "weights[1]: layer 2 has no b: it is in W.2"),
    (FOLDED, "W.2[1,1]", "W.1[2, 1]", "weights[2]: W.1[2,1] is named twice"),
    (TABLES, "b.1[1]", "b.1[3]", "no b.1[3]: it counts 1 to 2"),
    (TABLES, "b.1[1]", "b.2[1]", "layer 2 has no b: bias = false"),
    # rounding
    (TABLES, "digits = 4", "digits = 31", "rounding.digits: must be at most 30, found 31"),
    (TABLES, "digits = 4", "digits = 0", "rounding.digits: must be at least 1 significant digit"),
    (TABLES, '"significant"', '"decimal"', 'rounding.kind: unknown word "decimal": did you mean'),
    (TABLES, '"cut"', '"up"', "rounding.mode: unknown word"),
    (TABLES, '"shown"', '"show"', "rounding.carry: unknown word"),
    (TABLES, '"z.1"', '"z.4"', 'rounding.per."z.4": there is no such layer, they are 1 to 3'),
    (TABLES, '"z.1"', '"z"', 'rounding.per."z": names no layer, expected such as "z.1"'),
    (TABLES, '"z.1"', '"zed.1"', "unknown quantity"),
    (TABLES, '"z.1"', "z.1", "expected a whole number, found a table: write a name with a dot"),
    (TABLES, '"z.1" = 6', '"z.1" = 99', "must be from 0 to 30 digits, found 99"),
]


@pytest.mark.parametrize(("file", "old", "new", "line"), BAD, ids=[row[3][:40] for row in BAD])
def test_bad(file: str, old: str, new: str, line: str) -> None:
    assert old in file
    with pytest.raises(DeriveError) as raised:
        loads(file.replace(old, new, 1), "net.toml")
    told = str(raised.value)
    assert told.startswith("net.toml: ")
    assert line in told
    assert len(told.splitlines()) == 1 and len(told) < 400
    assert "$" not in told


def test_a_formula_is_refused_as_a_formula() -> None:
    with pytest.raises(FormulaError) as raised:
        loads(BARE.replace("sigmoid", "z^65"), "net.toml")
    assert raised.value.key == "network.layer[1].activation"
    assert raised.value.file == "net.toml"


def test_limits_of_lists() -> None:
    layer = '{ units = 1, activation = "tanh" }'
    many = BARE.replace("layer = [ {", "layer = [ " + f"{layer}, " * 64 + "{")
    with pytest.raises(DeriveError, match=r"network.layer: expected at most 64 entries, found 65"):
        loads(many, "x")
    examples = BARE.replace("{ x = [1] }", "{ x = [1] }, " * 1001)
    with pytest.raises(DeriveError, match=r"query: expected at most 1000 entries, found 1001"):
        loads(examples, "x")
