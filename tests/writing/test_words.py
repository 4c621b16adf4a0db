"""Words stand in words files alone: every language says everything, and code says nothing."""

import ast
import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import derive
from derive.resources import exercises, folder
from derive.teaching.solve import solve
from derive.writing.language import ENGLISH, Language, languages
from derive.writing.notation import style, styles

EXERCISES, STYLES, LANGUAGES = sorted(exercises()), sorted(styles()), sorted(languages())
OTHERS = [code for code in LANGUAGES if code != "en"]
SHEETS = ("question", "solution")
PLACE = re.compile(r"\{\w+\}")
by_language = pytest.mark.parametrize("language", LANGUAGES)


def flat(path):
    """Every sentence of a words file by its full name."""
    tables = tomllib.loads(path.read_text("utf-8"))
    return {(top, key): text for top, words in tables.items() for key, text in words.items()}


WORDS = {code: flat(path) for code, path in languages().items()}


def test_there_are_languages():
    assert {"en", "de"} <= set(LANGUAGES)


@by_language
def test_every_language_has_every_sentence(language):
    optional = {("language", "babel")}
    assert set(WORDS[language]) | optional == set(WORDS["en"]) | optional


@by_language
def test_every_sentence_has_the_same_places(language):
    for key, text in WORDS["en"].items():
        if key[0] != "language":
            assert set(PLACE.findall(WORDS[language][key])) == set(PLACE.findall(text)), key


@by_language
def test_a_sentence_says_something_where_the_english_one_does(language):
    for key, text in WORDS["en"].items():
        if key in WORDS[language]:
            assert bool(WORDS[language][key]) == bool(text), key
            assert WORDS[language][key].isprintable(), key


@by_language
def test_a_language_names_itself(language):
    made = style("lecture", language).language
    assert made.code == language
    assert made.name and made.name != language
    assert (made == ENGLISH) == (language == "en")
    assert isinstance(made, Language)


@pytest.mark.parametrize("name", STYLES)
def test_the_own_words_of_a_style_are_in_every_language(name):
    here = {
        code: flat(path)
        for code in LANGUAGES
        if (path := folder("templates") / "styles" / name / f"words.{code}.toml").is_file()
    }
    for words in here.values():
        assert set(here) == set(LANGUAGES)
        assert set(words) == set(here["en"]) <= set(WORDS["en"])


def asked_for():
    """What the code's strings ask of words files: a key, or a pattern where a part is put in; and
    the tables that are taken whole."""
    keys, tables = set(), set()
    for path in Path(derive.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                tables.add(node.slice.value)
            pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
            kinds = [isinstance(piece, ast.Constant) for piece in pieces]
            if any(kinds):
                keys.add(
                    "".join(
                        re.escape(str(piece.value)) if constant else r"[\w -]+"
                        for piece, constant in zip(pieces, kinds, strict=True)
                    )
                )
    return keys, tables


def test_every_sentence_is_asked_for():
    keys, tables = asked_for()
    patterns = [re.compile(key) for key in keys if re.match(r"[a-z]+\\\.", key)]
    # the marks of a notation are found by the value of its key, and a language is its own table
    tables |= {"mark", "language"}
    for table, key in WORDS["en"]:
        name = f"{table}.{key}".removesuffix("_one")
        assert table in tables or any(one.fullmatch(name) for one in patterns), (table, key)


# Sheets -------------------------------------------------------------------------------------------
@cache
def sheet(name, language, which, style_name=None):
    return solve(
        exercises()[name], language=language, title="X", style_name=style_name, check=False
    ).markdown(which)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", EXERCISES)
def test_a_sheet_keeps_to_its_language(name, language):
    """No piece of an English sentence stands there, unless the language says the same."""
    own = "\n".join(WORDS[language].values())
    for which in SHEETS:
        text = re.sub(r"\\mathrm\{.*?\}|\]\([^)]*\.svg\)", "", sheet(name, language, which))
        for key, sentence in WORDS["en"].items():
            for piece in PLACE.split(sentence):
                if len(piece.strip()) >= 8 and piece not in own:
                    assert piece.strip() not in text, key
        for mark in (r"\text{otherwise}", r"_{\mathrm{new}}"):
            assert mark not in sheet(name, language, which)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", EXERCISES)
def test_a_language_changes_words_only(name, language):
    """The formulas are the same ones, in the same order, but for the words in them."""

    def formulas(text):
        for code in ("en", language):
            for mark in ("new", "otherwise"):
                text = text.replace(f"{{{WORDS[code]['mark', mark]}}}", "{}")
        text = re.sub(r"\\text\{[^{}]*\}\\quad ", "", text)
        text = re.sub(r" (?:&& |\\qquad )\\text\{\(.*?\)\}", "", text)
        return re.findall(r"^\$\$\n(.*?)^\$\$", text, flags=re.MULTILINE | re.DOTALL)

    for which in SHEETS:
        found = formulas(sheet(name, language, which))
        assert found
        assert found == formulas(sheet(name, "en", which))


def nonsense(words):
    """The same words with every letter gone: what is left over on a sheet, code has put there."""
    if isinstance(words, dict):
        return {key: nonsense(inner) for key, inner in words.items()}
    return "§" + "".join(PLACE.findall(words)) if words else ""


@pytest.mark.parametrize("which", SHEETS)
@pytest.mark.parametrize("style_name", STYLES)
@pytest.mark.parametrize("name", EXERCISES)
def test_code_says_nothing(name, style_name, which):
    solved = solve(exercises()[name], style_name=style_name, title="X", course="Y", check=False)
    look = replace(solved.style, words=nonsense(solved.style.words))
    text = replace(solved, style=look).markdown(which)
    outside = "\n".join(re.split(r"^\$\$$", text, flags=re.MULTILINE)[::2])
    outside = re.sub(r"\$[^$]*\$|<br>|&\w+;|\]\([^)]*\.svg\)", "", outside)
    for known in (*solved.exercise.classes, *(part.id for part in solved.exercise.parts)):
        outside = re.sub(rf"(?<![A-Za-z]){re.escape(known)}(?![A-Za-z])", "", outside)
    # what is left: the sizes of matrices, the letters of numbered steps
    outside = re.sub(r"^#+ \([a-z]+\) ", "", outside, flags=re.MULTILINE)
    assert not re.findall(r"[A-Za-zÀ-ž]{2,}", outside)
    inside = "\n".join(re.split(r"^\$\$$", text, flags=re.MULTILINE)[1::2])
    told = {re.sub(r"^§\d+$", "(§)", one) for one in re.findall(r"\\text\{(.*?)\}", inside)}
    assert told <= {"(§)", "(§§§)", "otherwise"}
    assert "§" in outside
