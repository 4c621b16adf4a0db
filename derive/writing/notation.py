"""A notation read from data: how quantities are called, marked and bracketed. No glyph is TeX."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from os.path import isfile
from pathlib import Path
from typing import Any, Literal

from derive.errors import DeriveError, nearest
from derive.resources import folder
from derive.writing.language import Language, words_file
from derive.writing.style_check import check_letters, check_words, checked
from derive.writing.style_file import merged, own_words, table, whole

ROLES = (
    "input",
    "activation",
    "output",
    "preactivation",
    "output preactivation",
    "joined",
    "weights",
    "bias",
    "delta",
    "target",
    "loss",
    "rate",
)


@dataclass(frozen=True, eq=False)
class Notation:
    """Letters by role ("hat y", "delta"), and the few choices that every printer understands."""

    letters: dict[str, str]
    functions: dict[str, str]
    layer: Literal["brackets", "parentheses", "plain"] = "brackets"
    example: Literal["parentheses", "angles"] = "parentheses"
    transpose: Literal["T", "top"] = "T"
    hadamard: Literal["circ", "odot"] = "circ"
    product: Literal["dot", "none"] = "dot"
    matrix: Literal["parentheses", "brackets"] = "parentheses"
    bold: bool = True
    input_layer: bool = True
    derivative: Literal["partial", "d"] = "partial"
    logarithm: Literal["ln", "log"] = "ln"
    new: str = "new"
    otherwise: str = "otherwise"


@dataclass(frozen=True, eq=False)
class Style:
    """A folder of data: notation, words, order of telling, digits, boxes."""

    name: str
    folder: Path
    notation: Notation
    words: dict[str, Any]
    digits: int
    kind: Literal["decimals", "significant", "exact"]
    telling: Literal["sections", "questions"]
    numbered: bool
    align: Literal["center", "left"]
    boxes: bool
    rows: bool
    products: bool
    forward: Literal["vectors", "entries", "neurons"]
    notes: bool
    deltas_first: bool
    derivations: bool
    functions: Literal["first", "met", "asked"]
    weights: Literal["factors", "chains"]
    falls: bool
    language: Language
    plots: bool = True
    headings: Literal["all", "needed"] = "all"
    repeats: bool = True


# what a style.toml does not hold itself
MADE = ("name", "folder", "notation", "words", "language")
# what a notation takes from the words of its language
MARKS = ("otherwise",)


def styles() -> dict[str, Path]:
    """The shipped styles by name."""
    return {
        path.parent.name: path
        for path in sorted((folder("templates") / "styles").glob("*/style.toml"))
    }


def has_style(place: Path) -> bool:
    """Whether a folder holds a style; a name that no folder can have holds none.

    >>> has_style(Path("x" * 5000))
    False
    """
    return isfile(place / "style.toml")


@lru_cache(maxsize=64)
def style(name: str, language: str = "en") -> Style:
    """The style of a name, or of a folder of one's own, in a language.

    Raises DeriveError, naming file and key, for what is missing, unknown or of the wrong kind.
    """
    known = styles()
    path = known.get(name) or Path(name) / "style.toml"
    if name not in known and not has_style(Path(name)):
        raise DeriveError(f'unknown style "{name}": {nearest(name, known)}')
    try:
        data, files = whole(path, known)
        shared = table(words_file(language))
        words = shared
        for file in files:
            own = own_words(file, language)
            check_words(own, shared, str(file.with_name(f"words.{language}.toml")))
            words = merged(words, own)
        notation = data.pop("notation", {})
        look = checked(Style, data, MADE)
        letters = Notation(**checked(Notation, notation, MARKS, "notation"))
        check_letters(letters, ROLES)
    except DeriveError as error:
        raise error.at(file=str(path)) from None
    spoken = Language(code=language, **words.pop("language"))
    # a mark that is a word, such as "new", is put into the language
    marks = words["mark"]
    letters = replace(
        letters, new=marks.get(letters.new, letters.new), otherwise=marks["otherwise"]
    )
    return Style(
        name=path.parent.resolve().name,
        folder=path.parent,
        notation=letters,
        words=words,
        language=spoken,
        **look,
    )
