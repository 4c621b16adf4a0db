"""The prose of a sheet as plain paragraphs: commands and marks of Markdown and LaTeX left out.

Formulas are stood in for by one character each, so that they stay where they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.teaching.written.documents import LATEX_STARTS

FIRST = 0xF0000  # a plane for private use: one character for each formula
MOST = 0xFFFD
HEADINGS = {
    "part": 2, "chapter": 2, "title": 2, "section": 2, "subsection": 3, "subsubsection": 4,
    "paragraph": 4,
}  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A paragraph, or with a level a heading; formulas in it are characters from FIRST on."""

    text: str
    level: int = 0


def stand_in(place: int) -> str:
    """The character for the formula of this place."""
    return chr(FIRST + place)


_STAND_IN = re.compile(f"([{chr(FIRST)}-{chr(FIRST + MOST)}])")


def in_parts(text: str) -> Iterator[str | int]:
    """The words of a text, and the places of the formulas between them."""
    for at, part in enumerate(_STAND_IN.split(text)):
        if at % 2:
            yield ord(part) - FIRST
        elif part:
            yield part


def without_stand_ins(text: str) -> str:
    """Somebody's own text, with none of these characters in it, each place kept."""
    return _STAND_IN.sub("\ufffd", text)


def passages(text: str, latex: bool) -> Iterator[Passage]:
    """The paragraphs and headings of a text in the order in which they stand there."""
    blocks = _from_latex(text) if latex else _from_markdown(text)
    for level, words in blocks:
        words = " ".join(_printable(words).split())
        if words:
            yield Passage(words, level)


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() or _STAND_IN.match(one) else " " for one in text)


# Markdown -----------------------------------------------------------------------------------------
_RULE = re.compile(r"[-*_=\s|:]+")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"\s*(?:[-*+]|(\d{1,9}[.)]))\s+(.*)")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_EMPHASIS = re.compile(r"(\*\*|__|\*)(?=\S)(.{1,2000}?)(?<=\S)\1")


def _from_markdown(text: str) -> Iterator[tuple[int, str]]:
    text = re.sub(r"<!--.{0,20000}?-->", "", text, flags=re.DOTALL)
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        line = line.lstrip("> ") if line.startswith(">") else line
        heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        alone = (
            heading
            or item
            or _FENCE.match(line)
            or not line.strip()
            or line.lstrip().startswith("|")
        )
        if alone:
            yield 0, _plain(" ".join(lines))
            lines = []
        if _RULE.fullmatch(line) or _FENCE.match(line):
            continue
        if heading:
            yield min(len(heading[1]) + 1, 4), _plain(heading[2])
        elif item:
            lines = [f"{item[1] or '•'} {item[2]}"]
        else:
            lines.append(line.strip().strip("|"))
            if line.lstrip().startswith("|"):
                yield 0, _plain(lines.pop())
    yield 0, _plain(" ".join(lines))


def _plain(text: str) -> str:
    text = re.sub(r"!?\[([^\[\]]{0,500})\]\([^()]{0,500}\)", r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = re.sub(r"<br\s*/?>", " ", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


# LaTeX --------------------------------------------------------------------------------------------
_NAMES = "|".join(sorted(HEADINGS, key=len, reverse=True))
_TITLED = re.compile(rf"\\({_NAMES})\*?\s*\{{((?:[^{{}}]|\{{[^{{}}]{{0,200}}\}}){{0,2000}})\}}")
_BEGIN = re.compile(r"\\(?:begin|end)\s*\{[^{}]{0,60}\}(?:\[[^\]]{0,200}\])?(?:\{[^{}]{0,200}\})?")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?(?:\[[^\]\n]{0,200}\])?|.)", re.DOTALL)
_SILENT = re.compile(r"\\(?:[vh]space|label|ref|cite|include|includegraphics|input|usepackage)"
                     r"\*?(?:\[[^\]]{0,200}\])?\s*\{[^{}]{0,200}\}")  # fmt: skip
_BREAK = "\x00"
_END = "\\" + "end{document}"


def _from_latex(text: str) -> Iterator[tuple[int, str]]:
    start = text.find(LATEX_STARTS)
    if start >= 0:
        text = text[start + len(LATEX_STARTS) :]
    text = text.partition(_END)[0].replace(_BREAK, " ")
    text = re.sub(r"(?<!\\)%[^\n]*\n?", "", text)
    text = _SILENT.sub("", text)
    text = _TITLED.sub(lambda found: f"\n\n{_BREAK}{found[1]}{_BREAK}{found[2]}\n\n", text)
    text = re.sub(r"\\(?:item)\b", "\n\n• ", text)
    text = re.sub(r"\\(?:par)\b|\\\\(?:\[[^\]]{0,20}\])?", "\n\n", _BEGIN.sub("\n\n", text))
    text = _COMMAND.sub(lambda found: found[0][1] if found[0][1:] in "%$&#_{}" else " ", text)
    text = re.sub(r"[{}]", "", text).replace("~", " ").replace("``", "“").replace("''", "”")
    text = text.replace("---", "—").replace("--", "–")
    for block in re.split(r"\n\s*\n", text):
        block = block.strip(" \n\t")
        if block.startswith(_BREAK):
            _, name, words = block.split(_BREAK, 2)
            yield HEADINGS[name], words
        else:
            yield 0, block
