"""Names of plain text that are words: score = ..., total loss = ..., grad w1 = ..., w1 new = ...

A sheet that begins a line with words and a sign has a name in them, on the whole sheet and never a
product of letters. Words with a settled meaning are written as that; all others are letters of
their own, known by their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from derive.teaching.written.letters import GREEK, IF
from derive.teaching.written.macros import MOST_MACROS, Macro
from derive.teaching.written.slopes_at import slope_at
from derive.teaching.written.words import FUNCTION_WORDS, WORDS

_LOSS = (r"loss|cost|verlust|kosten|coste|costo|custo|co[uû]t|perte|p[eé]rdida|perda|perdita|"
         r"(?:cost|loss) function")  # fmt: skip
_WHOLE = "total|overall|whole|summed|totale|gesamte?r?"
_ERROR = "error|fehler|erreur|errore|erro"
_RATE = ("lr|learning rate|lernrate|step size|schrittweite|tasa de aprendizaje|"
         "taxa de aprendizado|taux d.apprentissage")  # fmt: skip
_TARGET = "target|desired(?: output)?|label|soll(?:wert)?|zielwert|cible|deseada|objetivo"
_NEW = r"(?:new|neu(?:e[rs]?)?|updated|nouve(?:au|l|lle)|nuev[oa]|nov[oa]|nuov[oa])"
_PARAMETER = (r"(?:[Bb]ias(?:[ _]\w{1,2})?|[wWbBvVuUc](?:_?\d{1,2}|[₀-₉]{1,2}|_[a-z]\d?|"
              r"[A-Z]{1,2}|\d?[A-Z])?)(?!\w)")  # fmt: skip
# the whole of a worded name, and what it is written as
_SETTLED = tuple((re.compile(pattern, re.IGNORECASE), body) for pattern, body in (
    (rf"(?:{_WHOLE})[ _](?:{_LOSS}|{_ERROR})|(?:{_LOSS}|{_ERROR})[ _](?:{_WHOLE})|"
     rf"gesamt(?:fehler|verlust|kosten)", "loss_{total}"),
    (rf"(?:{_LOSS})(?:[ _]?(\d{{1,2}}))?", "loss"),
    (_ERROR, "error"),
    (_RATE, "eta"),
    (_TARGET, "target"),
))  # fmt: skip
_GRADIENT = re.compile(
    r"(?:(?i:grad(?:ient[es]?)?|deriv(?:ative)?|ableitung|d[eé]riv[eé]e|derivada)"
    r"(?:[ ](?i:of|for|by|wrt|w\.r\.t\.|nach|von|f[uü]r|de|di|du|da|do|para)[ ](?:the[ ])?|[ _])"
    rf")(?P<of>{_PARAMETER})"
)
_RENEWED = re.compile(
    rf"(?i:{_NEW})[ ](?P<first>{_PARAMETER})|(?P<last>{_PARAMETER[:-6]})[ _]\(?(?i:{_NEW})\)?"
)
_BIAS = re.compile(r"[Bb]ias(?:[ _](?P<unit>\w{1,2}))?")
_OWN = re.compile(r"(?P<word>[A-Za-zÀ-ÿ][a-zà-ÿ]{2,}|in)_?(?P<below>\d{1,2}|[A-Z])?")
# differentials, deltas of what comes out, estimates: letters with something on them
_MADE_OF_LETTERS = re.compile(r"d(?:elta)?(?:\w{1,2}|out|net|in|[a-z]hat)|[a-z]?hat|[a-z]bar")
_LINES = ("(?:(?P<{0}row>row|zeile|ligne|fila|linha|riga)|column|col|spalte|colonne|columna|coluna)"
          r"[ ](?P<{0}at>\d)")  # fmt: skip
_ROW = re.compile(
    rf"(?i:(?P<m>d?[A-Z]_?\d?),?[ ]{_LINES.format('')}"
    rf"|{_LINES.format('first_')}[ ](?:of|von|de|di)[ ](?P<of>d?[A-Z]_?\d?))"
)
_START = re.compile(
    r"(?:^[ \t>]*(?:(?:[-*+•]|\d{1,2}[.)]|[a-z]\))[ \t]+)?(?:[^\W\d_][\w .]{0,20}:[ \t]+)?"
    r"|(?<=[;,|:][ ])|(?<=[ ]{2})|(?<=\t))"
    rf"(?P<name>{re.sub('[?]P<[a-z_]+>', '?:', _ROW.pattern)}"
    r"|[^\W\d_]\w+(?:[ ][^\W\d_]\w*|[ ]\w\.\w\.\w\.){0,3}(?:[ ]\d{1,2})?(?:[ ]\(\w+\))?)"
    r"(?=[ \t]*(?::=|=|≈|←|:[ \t]+[-−]?[ ]?[\d(])(?![=>]))(?=(?P<right>[^\n]{0,80}))",
    re.MULTILINE,
)
# a function that a line defines, sp(z) = ln(1 + e^z)
_FUNCTION = re.compile(
    r"(?:^[ \t>]*(?:(?:[-*+•]|\d{1,2}[.)]|[a-z]\))[ \t]+)?|(?<=[;,:][ ])|(?<=[ ]{2}))"
    r"(?P<name>[A-Za-z]{2,6})\([a-zα-ω]\)(?=[ \t]*=(?![=>]))", re.MULTILINE,
)  # fmt: skip
_WORKED_OUT = re.compile(r"[ \t]*(?::=|=|≈)(?:[ \t]*[-−]?[ ]?[\d(\[½]|[^\n]*[=≈][ \t]*[-−]?\d)")
_NO_NAMES = frozenset(
    (*GREEK, *FUNCTION_WORDS, *IF, "net", "out", "err", "target", "input", "output", "and", "und",
     "that", "this", "which", "hence", "thus", "then", "also", "therefore", "old", "new", "row",
     "MSE", "SSE", "BCE", "RSS", "NLL", "act", "pre")
)  # fmt: skip
_NO_FUNCTIONS = frozenset(one.casefold() for one in (*_NO_NAMES, *WORDS, "dL", "dE", "dC", "sum"))


@lru_cache(maxsize=8)
def worded_quantities(text: str) -> dict[str, Macro]:
    """What the worded names of a sheet stand for, as commands without a backslash.

    >>> sorted((name, one.body) for name, one in worded_quantities(
    ...     "score = 0.5 * 2\\nnew w1 = 0.3 * 2\\nVerlust = 0.5 * 0.2\\n").items())
    [('Verlust', 'loss'), ('new w1', 'w_{1}^{new}'), ('score', 'Score')]
    """
    found = {
        f"{one['name']}(": Macro(0, one["name"].capitalize(), worded=True)
        for one in _FUNCTION.finditer(text)
        if one["name"].casefold() not in _NO_FUNCTIONS
    }
    for match in _START.finditer(text):
        name = match["name"]
        apart = text[match.start("name") - 2 : match.start("name")] not in (", ", "; ")
        body = _settled(name, text) or (_own(name, match["right"]) if apart else "")
        if body and len(found) < MOST_MACROS:
            found[name] = Macro(0, body, worded=True)
    return found


def is_settled(name: str, text: str) -> bool:
    """Whether words are a name of one quantity on a sheet: gradient of w1, slope at z2."""
    return " " in name and bool(_settled(name, text))


def _settled(name: str, text: str) -> str:
    """What a name of words with a settled meaning is written as."""
    for pattern, body in _SETTLED:
        if told := pattern.fullmatch(name):
            number = told[1] if pattern.groups else None
            return f"{body}_{{{number}}}" if number else body
    if of := _GRADIENT.fullmatch(name):
        return f"∂loss/∂{_parameter(of['of'])}"
    if new := _RENEWED.fullmatch(name):
        return _parameter(new["first"] or new["last"]) + "^{new}"
    if (bias := _BIAS.fullmatch(name)) and not (bias["unit"] or "").islower():
        return _parameter(name)
    if row := _ROW.fullmatch(name):
        matrix, at = row["m"] or row["of"], row["at"] or row["first_at"]
        index = f"{at},:" if row["row"] or row["first_row"] else f":,{at}"
        return re.sub(r"_?(\d)", r"_\1", matrix) + f"[{index}]"
    return slope_at(name, text)


def _parameter(name: str) -> str:
    """A parameter with its number below: w_{1}; bias O is b_{O}."""
    if bias := _BIAS.fullmatch(name):
        letter, below = "b", bias["unit"]
    else:
        letter, below = name[0], name[1:].removeprefix("_")
    return f"{letter}_{{{below}}}" if below else letter


def _own(name: str, right: str) -> str:
    """The letter that a word is by itself, where something is worked out for it."""
    parts = _OWN.fullmatch(name)
    if parts is None or parts["word"].casefold() in _NO_NAMES or not _WORKED_OUT.match(right):
        return ""
    if _MADE_OF_LETTERS.fullmatch(parts["word"]):
        return ""
    word = parts["word"].capitalize()
    return "\\" + f"text{{{word}}}_{{{parts['below']}}}" if parts["below"] else word


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(names, key=len, reverse=True)
    plain = [re.escape(one) for one in longest if not one.endswith("(")]
    called = [re.escape(one[:-1]) for one in longest if one.endswith("(")]
    kinds = [rf"(?:{'|'.join(plain)})(?![\w({{])"] * bool(plain)
    kinds += [rf"(?P<function>{'|'.join(called)})(?='{{0,2}}\()"] * bool(called)
    return re.compile(rf"(?<![\w\\{{])(?:{'|'.join(kinds)})")


def worded_in(text: str, names: Mapping[str, Macro]) -> Iterator[tuple[re.Match[str], str]]:
    """Each worded name in a formula, and what it is called in the names of its sheet."""
    words = tuple(name for name, one in names.items() if one.worded)
    for match in _pattern(words).finditer(text) if words else ():
        yield match, match[0] if match[0] in names else match[0] + "("
