"""The documents are true: every command, flag and key is named, and what they name is there."""

import argparse
import re
from pathlib import Path

import pytest

from derive.arguments import parser
from derive.cli import VERBS
from derive.resources import exercises, recipes
from derive.teaching.exercise_file import TABLES
from derive.teaching.exercise_values import ASKS
from derive.teaching.furniture import FRONT
from derive.teaching.generating.codes import decoded
from derive.teaching.generating.recipe import read
from derive.writing.language import languages
from derive.writing.notation import styles

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
WORDS = "\n".join(page.read_text("utf-8") for page in PAGES)
KEYS = (ROOT / "docs" / "exercise-files.md").read_text("utf-8")


def commands():
    made = parser(VERBS)
    (action,) = [one for one in made._actions if isinstance(one, argparse._SubParsersAction)]
    return action.choices


FLAGS = sorted(
    (name, flag)
    for name, one in commands().items()
    for action in one._actions
    for flag in action.option_strings
    if flag.startswith("--") and flag != "--help"
)


def test_there_are_commands_and_flags():
    assert set(commands()) == set(VERBS)
    assert len(FLAGS) > 20


def test_codes_in_the_documents_are_those_of_shipped_recipes():
    digests = {read(path).digest for path in recipes().values()}
    codes = re.findall(r"\b[0-9A-Z]{5}-\d+-\d+-[0-9A-Z]\b", WORDS)
    assert codes
    assert {decoded(one).digest for one in codes} <= digests


@pytest.mark.parametrize("name", sorted(VERBS))
def test_every_command_is_documented(name):
    assert re.search(rf"derive {name}\b", WORDS)
    assert commands()[name].get_default("run") is VERBS[name]


@pytest.mark.parametrize(("command", "flag"), FLAGS)
def test_every_flag_is_documented(command, flag):
    assert re.search(rf"{flag}(?![\w-])", WORDS), f"derive {command} {flag}"


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_key_of_exercise_files_is_documented(table):
    for key in TABLES[table].__struct_encode_fields__:
        assert re.search(rf"`(?:\[)?{key}(?:\])?(?:\.1)?`", KEYS), f"{table}: {key}"


def test_every_ask_and_language_is_documented():
    for ask in ASKS:
        assert f"| `{ask}` |" in KEYS
    for code in languages():
        assert f"`{code}`" in WORDS
    for name in FRONT:
        assert f"`--{name}`" in WORDS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for place in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / place).exists(), place


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_are_shown_are_understood(page):
    """Every shown command line has flags that there are, and names shipped exercises rightly."""
    made = parser(VERBS)
    for block in re.findall(r"^```sh\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
        for line in re.findall(r"^derive .*$", block, re.M):
            words = [word.strip("'\"") for word in re.findall(r"\"[^\"]*\"|'[^']*'|\S+", line)]
            words = words[1 : words.index(">") if ">" in words else None]
            options = made.parse_args(words)
            for name in getattr(options, "files", []):
                assert name.endswith(".toml") or name in exercises(), line
            style = getattr(options, "style", None)
            assert style in (None, *styles()) or "/" in style, line


@pytest.mark.parametrize("style", sorted(styles()))
def test_the_readme_shows_a_page_of_every_style(style):
    readme = (ROOT / "README.md").read_text("utf-8")
    (told,) = re.findall(rf"!\[([^\]]+)\]\(docs/pages/{style}\.png\)", readme)
    assert style in told
    assert f"page {style} " in (ROOT / "docs" / "pages" / "make.sh").read_text("utf-8")
    picture = (ROOT / "docs" / "pages" / f"{style}.png").read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) < 120_000
