"""What is wrong with a recipe is told in one line that names the file, the key, the right word."""

import pytest

from derive.errors import DeriveError
from derive.teaching.generating.frame import frame
from derive.teaching.generating.recipe import loads
from derive.teaching.generating.variant import variant

GOOD = """
example = [ { x = { decimals = 1, from = -2, to = 2 }, t = { one_of = [0, 1] } } ]
[network]
inputs = 2
loss = "half squared error"
layer = [ { units = 2, activation = "tanh" }, { units = 1, activation = "sigmoid" } ]
[numbers]
learning_rate = 0.5
W = { decimals = 1, from = -1, to = 1, without = [0] }
b = { decimals = 1, from = -1, to = 1, without = [0] }
"""

# what is put in the place of what, and what is told
CHANGES = [
    ("[network]", "[conditions]\ndistnct = true\n[network]", 'did you mean "distinct"?'),
    ("[network]", "[conditions]\ndistinct = 3\n[network]", "expected true or false, found 3"),
    ("[network]", "[conditions]\nno_tie = true\n[network]", "expected a number, found true"),
    ("[network]", "[conditions]\nno_tie = -1\n[network]", "must be at least 0"),
    ("[network]", "conditions = 3\n[network]", "conditions: expected a table, found 3"),
    ("[network]", "[variants]\nattempt = 3\n[network]", 'did you mean "attempts"?'),
    ("[network]", "[variants]\nattempts = 0\n[network]", "variants.attempts: expected a whole"),
    ("[network]", "[variants]\nspread = 0\n[network]", "variants.spread: must be above 0"),
    ("[network]", '[variants]\nslips = ["sine"]\n[network]', 'did you mean "sign"?'),
    ("[network]", "[names]\na = [1]\n[network]", "names.a: expected text or a number, found a"),
    ("[network]", 'title = "{who}"\n[names]\nwo = "x"\n[network]', 'title: no name "who"'),
    ("inputs = 2", "input = 2", 'did you mean "inputs"?'),
    ("learning_rate = 0.5", "learning_rate = { one_of = [0, 1] }", "must be above 0, found 0"),
    ('"tanh"', '{ one_of = ["tanh", "tahn"] }', 'did you mean "tanh"?'),
    ("W = {", "W.1 = {", "numbers.W.2: missing"),
    ("W = { decimals = 1, from = -1", "W = { decimals = 1, fom = -1", 'did you mean "from"?'),
    ("t = { one_of = [0, 1] }", "t = [0, { integers = [0, 1] }]", "expected 1 number"),
    ("example = [ {", "example = [ { repeat = 0, of = 1 }, {", "expected a whole number from 1"),
    ("inputs = 2", "inputs = 1000", "numbers"),
]


def every_form(text):
    recipe = loads(text, "some/exam.toml")
    return [frame(recipe, number) for number in range(recipe.form.count)]


def told(text):
    with pytest.raises(DeriveError) as error:
        every_form(text)
    return str(error.value)


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES, ids=[new for _, new, _ in CHANGES])
def test_a_mistake_is_told_in_one_line(old, new, expected):
    assert old in GOOD
    found = told(GOOD.replace(old, new, 1))
    assert expected in found
    assert "\n" not in found


def test_a_good_recipe_has_variants():
    assert variant(loads(GOOD, "exam.toml"), 1, 1).exercise.name == "exam-0001"


def test_a_recipe_that_cannot_be_met_says_why_and_ends():
    never = GOOD.replace("[network]", "[conditions]\nanswer_most = 0\n[variants]\nattempts = 50\n"
                         "[network]", 1)  # fmt: skip
    with pytest.raises(DeriveError) as error:
        variant(loads(never, "exam.toml"), 1, 1)
    assert "none of its 50 draws" in str(error.value)
    assert "answer_most" in str(error.value)


def test_a_grid_that_is_too_small_says_how_many_there_are():
    small = GOOD.replace("{ decimals = 1, from = -1, to = 1, without = [0] }", "0.3")
    small = small.replace("{ decimals = 1, from = -2, to = 2 }", "{ integers = [1, 2] }")
    relaxed = small.replace("[network]", "[conditions]\ndistinct = false\nslips_show = false\n"
                            "delta_least = 0\nno_tie = 0\n[network]", 1)  # fmt: skip
    recipe = loads(relaxed, "exam.toml")
    made = [variant(recipe, 1, number).exercise for number in range(1, 9)]
    assert len({repr(one.examples) for one in made}) == 8
    with pytest.raises(DeriveError, match=r"there are 8 different draws.*enough for 8"):
        variant(recipe, 1, 9)
