"""Every condition of the table: told in words, documented, and it turns down what it names."""

import math
from pathlib import Path

import pytest

import derive
from derive.errors import DeriveError
from derive.teaching.generating.recipe import loads
from derive.teaching.generating.rows import CONDITIONS
from derive.teaching.generating.trial import trial
from derive.teaching.generating.variant import variant
from derive.teaching.solve import solve
from derive.writing.language import languages, table

DOCS = (Path(derive.__file__).parent.parent / "docs" / "generating.md").read_text("utf-8")
EVERY = pytest.mark.parametrize("name", CONDITIONS)

# a recipe of one draw that one condition turns down, all others being off
BASE = """
style = "worksheet"
example = [ {{ x = {x}, t = {t} }} ]
part = [ {{ ask = {ask} }} ]
[network]
inputs = 2
loss = "half squared error"
layer = [ {{ units = 2, activation = "{hidden}" }}, {{ units = 1, activation = "{output}" }} ]
[numbers]
learning_rate = {rate}
W.1 = {W1}
b.1 = {b1}
W.2 = [[0.5, {{ one_of = [-0.4, 0.4] }}]]
b.2 = [{b2}]
[conditions]
"""
USUAL = {
    "x": "[0.6, -0.7]",
    "t": "[1]",
    "ask": '["forward", "loss", "backward", "update", "classify"]',
    "hidden": "tanh",
    "output": "sigmoid",
    "rate": "0.5",
    "W1": "[[0.5, -0.3], [0.2, 0.8]]",
    "b1": "[0.1, -0.2]",
    "b2": "0.3",
}
TURNED_DOWN = {
    "different_units": {
        "W1": "[[0.5, -0.3], { one_of = [[0.5, -0.3], [0.4, 0.4]] }]",
        "b1": "[0.1, 0.1]",
    },
    "different_examples": {"x": "[0.6, { one_of = [0.7, 0.8] }]"},
    "difficulty": {"W1": "[[0.5, { one_of = [1, 0.123456789123456789123456789] }], [0.2, 0.8]]"},
    "slope_least": {"W1": "[[9, -9], [0.2, 0.8]]"},
    "output_margin": {"b2": "9"},
    "kink_distance": {"hidden": "relu", "W1": "[[0.5, 0.5], [0.2, -0.8]]"},
    "dead_units": {"hidden": "relu"},
    "class_margin": {"b2": "0", "W1": "[[0.1, 0.1], [0.2, -0.1]]"},
    "delta_least": {"t": "[0.6]", "W1": "[[0.01, 0.01], [0.2, 0.8]]", "output": "identity"},
    "exact": {},
    "answer_most": {"output": "identity", "t": "[5000]"},
    "answer_least": {},
    "not_zero": {"x": "[0.5, { one_of = [0, 0.5] }]"},
    "distinct": {"x": "[0.5, { one_of = [0.5, 0.7] }]"},
    "no_tie": {"output": "identity", "hidden": "identity", "b2": "0.12345"},
    "loss_falls": {"rate": "900", "output": "identity"},
    "slips_show": {"W1": "[[0.5, { one_of = [0.2, 0.3] }], [0.2, 0.8]]"},
}


def recipe(changes, bounds):
    """The recipe with only these conditions, and one attempt for each variant."""
    off = {
        name: "false" if row.usual is not None else None
        for name, row in CONDITIONS.items()
        if name not in bounds
    }
    lines = [f"{name} = {value}" for name, value in {**off, **bounds}.items() if value is not None]
    text = BASE.format(**(USUAL | changes)) + "\n".join(lines)
    return loads(text + "\n[variants]\nattempts = 1\nspread = 0.1\n", "exam.toml")


BOUNDS = {"exact": "4", "answer_least": "0.5", "delta_least": "0.05", "kink_distance": "0.3",
          "class_margin": "0.2", "no_tie": "0.3"}  # fmt: skip


def bound(name):
    usual = CONDITIONS[name].usual
    return BOUNDS.get(name, str(usual).lower())


@EVERY
def test_a_condition_is_told_in_every_language(name):
    for path in languages().values():
        assert table(path)["condition"][name]


@EVERY
def test_a_condition_is_documented(name):
    assert f"| `{name}` |" in DOCS


def test_every_condition_has_a_draw_that_it_turns_down():
    assert set(TURNED_DOWN) == set(CONDITIONS)


@pytest.mark.parametrize("name", [one for one in CONDITIONS if one != "different_examples"])
def test_a_condition_turns_down_what_it_names(name):
    made = recipe(TURNED_DOWN[name], {name: bound(name)})
    tried = trial(made, 0)
    found = {tried.fault(tried.frame.leaves(n)) for n in range(tried.frame.count)}
    assert name in found
    assert found <= {name, None}
    relaxed = trial(recipe(TURNED_DOWN[name], {}), 0)
    assert {relaxed.fault(relaxed.frame.leaves(n)) for n in range(relaxed.frame.count)} == {None}


def test_two_examples_with_the_same_inputs_are_turned_down():
    text = BASE.format(**USUAL).replace(
        "example = [ { x = [0.6, -0.7], t = [1] } ]",
        "example = [ { repeat = 2, of = { x = [{ one_of = [0.6, 0.7] }, 0.5], t = [1] } } ]",
    )
    tried = trial(loads(text + "difficulty = false", "exam.toml"), 0)
    for number in range(tried.frame.count):
        leaves = tried.frame.leaves(number)
        one, other = tried.frame.filled(leaves, "x").examples
        assert (tried.fault(leaves) == "different_examples") == (one.x == other.x)


def flat(value):
    return [entry for one in value for entry in flat(one)] if isinstance(value, list) else [value]


def test_what_is_accepted_meets_its_bounds():
    """Looked at in the key, which the conditions never see."""
    ranged = {
        "x": "[{ decimals = 1, from = -2, to = 2 }, { decimals = 1, from = -2, to = 2 }]",
        "W1": "{ decimals = 1, from = -2, to = 2 }",
        "t": "{ one_of = [0, 1] }",
    }
    text = BASE.format(**(USUAL | ranged)) + "slope_least = 0.1\nclass_margin = 0.1\n"
    known = loads(text, "exam.toml")
    for number in range(1, 41):
        key = solve(variant(known, 3, number).exercise).key["parts"][0]
        own, one = key["values"], key["examples"][0]["values"]
        assert all(abs(slope) >= 0.1 for layer in (1, 2) for slope in one[f"slope.{layer}"])
        assert abs(one["output"][0] - 0.5) >= 0.1
        answers = [own[f"{kind}.{layer}"] for kind in ("grad.W", "new.W") for layer in (1, 2)]
        for answer in answers:
            shown = [round(entry, 4) for entry in flat(answer)]
            assert 0 not in shown
            assert len(set(shown)) == len(shown)
            for entry in flat(answer):
                away = abs(entry) * 1e4 % 1
                assert math.isclose(away, 0.5, abs_tol=5e-4) is False


# Where printed numbers go on, conditions look at these --------------------------------------------
SHOWN = """
style = "exam"
example = [ { x = { integers = [-3, 3], without = [0] }, t = { one_of = [0, 1] } } ]
part = [ { ask = ["forward", "loss", "backward", "update", "forward again"] } ]
[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "sigmoid" }, { units = 1, activation = "sigmoid" } ]
[numbers]
learning_rate = { one_of = [1, 2] }
W = { decimals = 1, from = -0.9, to = 0.9, without = [0] }
b = { decimals = 1, from = -0.9, to = 0.9, without = [0] }
[rounding]
digits = 3
carry = "shown"
"""


@pytest.mark.parametrize("rounding", ["", 'kind = "significant"', 'mode = "cut"'])
def test_conditions_look_at_what_is_printed_where_that_goes_on(rounding):
    known = loads(SHOWN + rounding, "exam.toml")
    (stage,) = trial(known, 0).stages
    for number in range(1, 21):
        made = variant(known, 1, number)
        solved = solve(made.exercise)
        (part,) = solved.key["parts"]
        (example,) = part["examples"]
        whole = part["values"] | example["values"]
        assert whole["new.loss"] < whole["loss"]
        for key in ("slope.1", "slope.2"):
            assert min(map(abs, whole[key])) >= 0.03
        for key in (one.one.key for one in stage.layout.answers):
            entries = flat(whole[key])
            assert all(entries), key
            assert len({round(one, 9) for one in entries}) == len(entries), key


def test_a_tie_of_printed_numbers_turns_a_draw_down():
    """0.55 · 0.5 + 0.60 lies between 0.87 and 0.88; σ(0.2) / 2 + σ(0.4) = 0.8736 does not."""
    text = SHOWN.replace("digits = 3", "digits = 2").replace(
        "{ integers = [-3, 3], without = [0] }", "[1, { one_of = [0, 0.01] }]"
    )
    drawn = "{ decimals = 1, from = -0.9, to = 0.9, without = [0] }"
    text = text.replace(f"W = {drawn}", "W.1 = [[0.2, 0], [0.4, 0]]\nW.2 = [[0.5, 1]]")
    text = text.replace(f"b = {drawn}", "b = 0")
    off = [name for name, row in CONDITIONS.items() if row.usual is not None and name != "no_tie"]
    text += "[conditions]\n" + "".join(f"{name} = false\n" for name in off)
    assert variant(loads(text.replace('"shown"', '"full"'), "exam.toml"), 1, 1)
    with pytest.raises(DeriveError, match="no_tie"):
        variant(loads(text, "exam.toml"), 1, 1)
