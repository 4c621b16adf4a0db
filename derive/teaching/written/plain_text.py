"""Formulas that stand in plain text, without mathematical marks: lines of them, and given numbers.

A line counts where it holds a relation sign and no word of a language; a given number in a
sentence, `w1 = 0.5`, where a name stands alone before it and nothing goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from derive.teaching.written.columns import in_columns
from derive.teaching.written.glued_names import glued_names
from derive.teaching.written.in_sentences import OTHER, in_sentences
from derive.teaching.written.letters import LOWERED, RAISED, TURNED
from derive.teaching.written.macros import Macro
from derive.teaching.written.next_statement import statements_of
from derive.teaching.written.numpy_calls import without_calls
from derive.teaching.written.parameters_of_units import is_of_unit
from derive.teaching.written.words_of_formulas import NONE, WORDS, is_word_of_formula

_AMONG = re.compile(r"_\{[a-z] in +[A-Za-z][A-Za-z ]*\}")  # sum_{k in outputs}
LONGEST = 400  # characters of a line
WIDEST = 4000  # the same with all its columns
REACH = 4000  # characters before a line, in which a name may have its number
_LINE = re.compile(r"^[^\n]+$", re.MULTILINE)
LIST_MARK = re.compile(r"[ \t>]*(?:(?:[-*+•]|\d{1,2}[.)]|[a-z]\))[ \t]+)?")
# loss:   L = ...; I : D = ...; (2) z = ...; n1 : z = ...; pair 1:  z = ...
_LABEL = re.compile(
    r"[^\W\d_]{2}[^\W\d_ ]*(?: [^\W\d_]+){0,2}:[ \t]+"
    r"|(?:[^\W\d_]{2,12}[ ])?(?:\w{1,4}[ ]?:|\(\w{1,4}\)[ ]?:?|\w{1,4}[ ]?\))[ \t]+"
    r"(?=[^\W\d_]\w{0,7}'?[ \t]*[=≈](?!=))"
)
_SUBJECT = re.compile(  # what a row is about, and then its numbers: a->h  0.5 - 0.1 * 0.2 = 0.48
    r"[^\W\d_]\w{0,3}(?:[ ]?(?:-{1,2}>|→)[ ]?\w{1,4})?(?:[ ]{2,}|\t+)(?=[-−]?\d)"
)
_SIGN = re.compile(r"(?<![<>=!~])(?::=|=|≈|←)(?![=>])")
_NEVER = re.compile(
    r"[$|`\\#@&\"„“”?!%]|https?:|(?<![\w)\]])\*\*|\*\*(?!\d)|__|==|(?<!\w)d2\w{1,4}/d"
)
_NORM = re.compile(
    r"\|(?=[^\s|])[^|<>=]{0,60}[^\s|<>=]\|"  # |y - d|; cells have spaces at their bars
    r"|(?<!\|)\|\|(?!\|)(?=[^|]*\|\|(?!\|))|(?<=[^|\s])\|\|(?=[²^_ ]|$)"
)
_SMALL = re.escape("".join((*RAISED, *LOWERED, *TURNED)))
_WORD = re.compile(rf"[^\W\d_{_SMALL}]+")
_LEADING = re.compile(r"(?:[^\W\d_]{2,}[ \t]+){1,4}(?=[^\W\d_]{1,2}\W)")
NUMBER = r"[-−+]?\d+(?:[.,]\d+)?"
_VALUE = rf"(?:{NUMBER}|[(\[][ ]?{NUMBER}(?:[ ]?[,;][ ]?{NUMBER})+[ ]?[)\]])"
LETTER = r"(?:[^\W\d_]\u0302?|eta|mu|alpha|beta|gamma|lambda|rho|epsilon)"
# a remark in brackets behind a number: b = 0.1 (first hidden unit)
_SAYS = "|".join(sorted(filter(str.isalpha, WORDS)))
_REMARK = (rf"[ \t]+[(\[](?=[^()\[\]\n]*?\b(?!(?:{_SAYS})\b)[^\W\d_]{{3}})"
           r"(?![^)\]\n]*[-−][ ])[^()\[\]=*/^+·∘\n]{2,60}[)\]]")  # fmt: skip
# between which units a weight stands: w1 = 0.3 (x1->h1)
_UNIT = r"[^\W\d_]\w{0,11}"
_LEADS = rf"[ \t]*[(\[][ ]?{_UNIT}[ ]?(?:-{{1,2}}>|→|⟶|(?<= )(?:to|nach)(?= ))[ ]?{_UNIT}[ ]?[)\]]"
# where it leads to: w1 = 0.3 (to h1)
_TO = rf"[ \t]+\((?:in)?(?:to|from|nach|zu|von|vers|de|para|a)[ ]{_UNIT}\)"
_ARROW = re.compile(_LEADS)
_REMARKS = re.compile(rf"(?:{_REMARK}|{_LEADS}|{_TO})[ \t.,;]*$")
_GIVEN = re.compile(
    r"(?:(?<=^[-*+] )|(?<![\w)\]}.·*/^+−-])(?<![·*/^+−-] ))"
    rf"({LETTER}(?:_\d{{1,2}}|[\d₀-₉]{{0,2}})[ ]?=[ ]?{_VALUE})"
    r"(?=\s*(?:$|[,;:)]|\.(?!\d)|/ [^\W\d_]{2}"
    r"| (?:and|und|is|as|for|with|ist|als|für|mit|sowie)\b"
    r"|[ ]+(?:(?:y|e|i|et|og|en)[ ]+)?[^\W\d_]\w{0,3}[ ]?=)"
    rf"|{_REMARK}|{_LEADS}|{_TO})",
    re.MULTILINE,
)
# what wide gaps set apart, before a name at the latest: x1  = 0.5   x2 = -1
_APART = re.compile(r"\S(?:(?!(?:[ ]{2,}|\t+)(?![ \t]|[:=≈])).|(?<==)[ ]{2,}(?=\S))*")
_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")  # of a table in Markdown
_RULE = re.compile(r"\n[ \t]*\|[ \t:|-]+(?:\n|\Z)")
_CELL = re.compile(r"[^|\s][^|]{0,400}(?=\|)")
# given numbers side by side, those in brackets left out: w1=0.5 w2=-1 (b=0.1) x1=1
_ITEM = rf"(?:(?!\d)\w{{1,8}}={_VALUE})"
_DATA = re.compile(rf"(?:{_ITEM}|\({_ITEM}\))(?:[ \t,;]+(?:{_ITEM}|\({_ITEM}\)))+")
_DATUM = re.compile(rf"(?<!\()(?<!\w)({_ITEM})(?!\))")
_SAYS_EQUAL = re.compile(r"[^=≈\s].*=")  # a part of its own; "= 1.91" goes on
_DRAWN = re.compile(r"[(\[]\w{1,6}[ ]?\|[ ]?\w{1,6}[)\]]")  # a unit in a picture: --> (z1|a1) -->
_SAID_BEFORE = re.compile(r"(?:[^\W\d_]{2,}[ ]+){1,3}(?=[^\W\d_]{1,3}\d{0,2}[ ]*=)")  # bias b = 1
_WORDS_ALONE = re.compile(r"(?:\(?[a-z0-9]\)[ ]+)?[^\W\d_]{2,}(?:[ ,/-]+[^\W\d_]+)*[:,]?")
# (x, y) = (1, 2), (2, 3), so N = 2
_SO = re.compile(
    r",[ ](?:so|thus|hence|therefore|i\.e\.|also|somit|d\.h\.|donc|quindi|logo|luego)[ ]+(?=\S)"
)
MOST_WORDS = 3  # in a line of data
_DATALETTERS = frozenset("wbxityvuaWXθ")
_COUNTER = re.compile(r"[i-nN]\s*=\s*\d+\s*:?$")  # a heading that counts: k = 2


def plain_formulas(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line, within a part of a text, that is a formula without marks."""
    own = glued_names(text)
    for line in _LINE.finditer(text, start, end):
        if line.end() - line.start() > WIDEST:
            continue
        whole = text[line.start() - 1 : line.start()] in ("", "\n") and (
            text[line.end() : line.end() + 1] in ("", "\n")
        )
        mark = LIST_MARK.match(text, line.start(), line.end())
        first = mark.end() if mark else line.start()
        row = _SUBJECT.match(text, first, line.end())
        first = row.end() if row else first
        label = _LABEL.match(text, first, line.end())
        first = label.end() if label else first
        inside = text[first : line.end()]
        if len(inside) <= LONGEST:
            inside = _REMARKS.sub("", inside)
        inside = inside.rstrip(" \t.,;")
        if whole and _TABLE_ROW.match(line.group()):
            if _RULE.match(text, line.end()):
                continue  # a head says what its column is
            yield from ((line.start() + first, line.start() + last)
                        for first, last in _cells(line.group(), own))  # fmt: skip
            continue
        if whole and _DATA.fullmatch(inside):
            given = [one for one in _DATUM.finditer(inside) if is_formula(one[1], own)]
            yield from ((first + one.start(1), first + one.end(1)) for one in given)
            continue
        parts = list(_APART.finditer(inside))
        equal = [one for one in parts if _SAYS_EQUAL.match(one.group())]
        words = len(parts) - sum(map(_is_said, parts)) - len(equal)
        told = [span for part in equal if (span := _of_part(part, own)) is not None]
        if whole and len(parts) > 1 and equal and (not words or len(told) > 1):
            for start, end in told:
                yield from _one_by_one(text, first + start, first + end)
        elif whole:
            for start, end in _joined(inside):
                if is_formula(inside[start:end], own):
                    yield from _one_by_one(text, first + start, first + end)


def _joined(line: str) -> Iterator[tuple[int, int]]:
    """Start and end of what a line says, and of what it says that this comes to."""
    cut = _SO.search(line)
    yield 0, cut.start() if cut else len(line)
    if cut:
        yield cut.end(), len(line)


def _one_by_one(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each statement in a part of a line that holds nothing else."""
    before = text[max(0, start - REACH) : start]
    for first, last in statements_of(text[start:end], before):
        yield start + first, start + last


def _of_part(part: re.Match[str], own: Mapping[str, Macro]) -> tuple[int, int] | None:
    """Start and end of the formula in a part of a line, behind words before it: bias b = 1."""
    said = _SAID_BEFORE.match(part.group())
    skipped = said.end() if said else 0
    if said is not None and is_of_unit(said.group(), part.group()[skipped]):
        return None
    return (part.start() + skipped, part.end()) if is_formula(part.group()[skipped:], own) else None


def _is_said(part: re.Match[str]) -> bool:
    """Whether a part of a line is words alone: "given" before x = 2, "(a) logistic"."""
    return _WORDS_ALONE.fullmatch(part.group()) is not None


def given_in_lists(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each name with its number in lines that give several of them."""
    for line in _LINE.finditer(text, start, end):
        found = list(_GIVEN.finditer(text, line.start(), line.end()))
        words = [one for one in _WORD.findall(_GIVEN.sub("", line.group())) if len(one) > 1]
        short = len(words) <= MOST_WORDS and len(line.group()) <= LONGEST
        if len(found) > 1 and short and "|" not in line.group():
            yield from (one.span(1) for one in found if one[1][0] in _DATALETTERS)


def _cells(row: str, own: Mapping[str, Macro]) -> Iterator[tuple[int, int]]:
    """Start and end of each formula that is all of a cell of a table."""
    for cell in _CELL.finditer(row):
        inside = _REMARKS.sub("", cell.group()).rstrip(" \t.,;")
        if is_formula(inside, own):
            yield cell.start(), cell.start() + len(inside)


def is_formula(line: str, own: Mapping[str, Macro] = NONE) -> bool:
    """Whether a line without mathematical marks is a formula, and holds no words.

    `own` are the glued names of its sheet.

    >>> is_formula("h = tanh(z) = tanh(0.60) ≈ 0.54"), is_formula("so h = 0.54"), is_formula("---")
    (True, False, False)
    """
    line = "" if in_columns(line) else _AMONG.sub("_k", without_calls(line))
    if not 3 <= len(line) <= LONGEST or _NEVER.search(_NORM.sub("", line)) or _ARROW.search(line):
        return False
    sign = _SIGN.search(line)
    if _COUNTER.match(line):
        return False
    if sign is None or not line[: sign.start()].strip() or not line[sign.end() :].strip():
        return False
    return all(is_word_of_formula(word, line, own) for word in _WORD.finditer(line))


def spoken_formulas(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each formula in the sentences of a part of a text, and of each name with its
    number; of a formula at the end of a line behind a few words, too: `loss L = (o - t)^2`."""
    own = glued_names(text)
    for line in _LINE.finditer(text, start, end):
        cells = "|" in _DRAWN.sub("", line.group()) or in_columns(line.group())  # a table's row
        if len(line.group()) <= LONGEST and "=" in line.group() and not cells:
            said = _LEADING.match(text, line.start(), line.end())
            if (
                said is not None
                and not OTHER.search(said.group())
                and not is_of_unit(said.group(), text[said.end()])
                and is_formula(rest := text[said.end() : line.end()].rstrip(" .,;"), own)
            ):
                yield said.end(), said.end() + len(rest)
                continue
            found = in_sentences(line.group(), partial(is_word_of_formula, own=own))
            said_of = line.group()
            within = [(line.start() + first, line.start() + last) for first, last in found
                      if not is_of_unit(said_of[:first], said_of[first])]  # fmt: skip
            yield from within
            for one in _GIVEN.finditer(text, line.start(), line.end()):
                inside = any(first <= one.start(1) < last for first, last in within)
                renamed = OTHER.search(text[line.start() : one.start(1)]) is not None
                if not (_COUNTER.match(one[1]) or inside or renamed):
                    yield one.span(1)
