"""Every shipped recipe: variants that a lecturer would hand out, in every respect."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import arithmetic
import audit
import jsonschema
import pages
import pytest

from derive.errors import DeriveError
from derive.resources import recipes
from derive.teaching.exercise import loads, tables
from derive.teaching.generating.making import Job, make
from derive.teaching.generating.mistake import planted
from derive.teaching.generating.recipe import read
from derive.teaching.generating.recipe_schema import recipe_schema
from derive.teaching.generating.sheet import sheet
from derive.teaching.generating.variant import variant

COUNT = 24
RECIPES = sorted(recipes())
every_recipe = pytest.mark.parametrize("name", RECIPES)
KNOWN = {name: read(path) for name, path in recipes().items()}


def test_there_are_recipes():
    assert len(RECIPES) >= 10


@every_recipe
def test_variants_pass_the_audit(name):
    told = {}
    for number in range(1, COUNT + 1):
        found = audit.faults(KNOWN[name], *audit.made(KNOWN[name], 11, number))
        if found:
            told[number] = found
    assert not told


@every_recipe
def test_variants_differ(name):
    found = [
        audit.numbers_of(audit.made(KNOWN[name], 3, number)[2]) for number in range(1, COUNT + 1)
    ]
    assert len(set(found)) == COUNT


@every_recipe
def test_a_variant_does_not_depend_on_the_others(name):
    recipe = KNOWN[name]
    assert variant(recipe, 5, 9).exercise == variant(read(recipes()[name]), 5, 9).exercise
    # with few forms, another seed may begin with the same one
    assert [variant(recipe, 5, n).exercise for n in range(1, 9)] != [
        variant(recipe, 6, n).exercise for n in range(1, 9)
    ]


@every_recipe
def test_a_recipe_fits_its_schema(name):
    raw = json.loads(json.dumps(tables(recipes()[name].read_text("utf-8")), default=float))
    jsonschema.Draft202012Validator(recipe_schema()).validate(raw)


@every_recipe
def test_a_recipe_says_what_it_is_for(name):
    text = recipes()[name].read_text("utf-8")
    assert text.startswith("# ")
    assert "title" in tables(text)


@every_recipe
def test_latex_of_a_variant_compiles_without_a_warning(name):
    job = Job(KNOWN[name].text, name, 2, ("tex",))
    texts = [text.decode() for file, text in make(job, 1).files.items() if file.endswith(".tex")]
    with ThreadPoolExecutor(2) as pool:
        for one in pool.map(pages.by_latex, texts):
            assert not one.faults


@every_recipe
def test_the_code_stands_on_both_sheets(name):
    made = make(Job(KNOWN[name].text, name, 2, ("md", "tex", "typ")), 4)
    code, texts = made.row["code"], [f for f in made.files if f.endswith((".md", ".tex", ".typ"))]
    assert len(texts) == 6
    for file in texts:
        whole = made.files[file].decode()
        assert code in whole
        assert "\ue000" not in whole


def test_stories_take_turns_and_names_are_put_in():
    stories = set()
    for number in range(1, COUNT + 1):
        made, solved, text = audit.made(KNOWN["logistic-regression"], 5, number)
        story = made.exercise.story
        (who,) = {"Ada", "Emmy", "Sofia"} & set(re.findall(r"\w+", story))
        assert who in made.exercise.title
        assert f"\n{story}\n" in solved.markdown("question")
        assert loads(text, "exam.toml").story == story
        stories.add(story.replace(who, "").replace("seeds", "").replace("letters", ""))
    assert len(stories) == 3


def test_a_planted_mistake_makes_one_line_false():
    recipe = KNOWN["find-the-mistake"]
    slips = set()
    for number in range(1, COUNT + 1):
        made = variant(recipe, 4, number)
        both = planted(recipe, made, sheet(made))
        slips.add(both.slip)
        digits = arithmetic.Digits(both.right.shape.digits, both.right.shape.kind)
        wrong = [one for one in arithmetic.read(both.wrong.text("md", "mistaken"), digits).claims
                 if not one.holds]  # fmt: skip
        assert len(wrong) == 1, (number, both.slip, both.at, wrong)
        right = arithmetic.read(both.right.text("md", "corrected"), digits).claims
        assert all(one.holds for one in right)
    assert slips == set(recipe.slips)


def test_a_mistake_needs_one_part():
    text = KNOWN["softmax-cross-entropy"].text + '\n[variants]\nslips = ["sign"]\n'
    with pytest.raises(DeriveError, match="one part"):
        make(Job(text, "exam", 1), 1)
