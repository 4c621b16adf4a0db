"""Written mathematics cut into tokens, each with its place; nothing is understood yet."""

from __future__ import annotations

import re

from derive.teaching.written.characters import beyond_ascii
from derive.teaching.written.letters import ELSE, FRACTIONS, GREEK, IF, UPRIGHT
from derive.teaching.written.token import FOR_ALL, Strange, Token
from derive.teaching.written.worded_factors import is_factor
from derive.teaching.written.words import (
    CALLED,
    CODE_WORDS,
    NUMBERED,
    WORDS,
    ends_in_name,
    is_condition,
    word_there,
)  # fmt: skip

MOST_DIGITS = 60
MOST_LETTERS = 30  # of a name that is a word

_BETWEEN = r"(?:\\[, ]|[~\u00a0\u2009\u202f])"  # between thousands: 12 000
_THIN = re.compile(_BETWEEN)
_PIECE = re.compile(
    r"(?P<space>\s+|\\\n|(?<!\\)%[^\n]*|\\(?:(?:no)?(?:display|page|line)break|allowdisplaybreaks)"
    r"(?![A-Za-z])(?:\[[0-4]\])?)"
    r"|(?P<number>(?:[1-9][0-9]{0,2}(?:" + _BETWEEN + r"[0-9]{3})+(?![0-9])|[0-9]+)"
    r"(?:(?:\.|\{,\})[0-9]+)?(?:[eE][+-]?[0-9]+(?![\w.]))?|\.[0-9]+)"
    r"|\\(?P<upright>[A-Za-z]+)\*?\s*\{(?P<words>[^{}]*)\}"
    r"|(?P<command>\\(?:[A-Za-z]+\*?|\\\*|.))"
    r"|(?P<turned>\.T(?![A-Za-z]))"
    r"|(?P<among>(?<=_\{[a-z][ ])in[ ]+[A-Za-z][A-Za-z ]*(?=\}))"  # sum_{k in outputs}
    r"|(?P<letters>[A-Za-z]+)"
    r"|(?P<pair>\*\*|\.\.\.|\.\*|:=|=:(?!=)|==|!=|<=|>=|<-|->|=>|~=)"
    r"|(?P<dot>(?:(?<=[^\W\d][ ])|(?<=[A-Za-z]\d[ ])|(?<=[)\]}][ ]))\.(?=[ ][^\W\d_]))"  # u . h
    r"|(?P<sign>[-+*/^_=<>()\[\]{}|&,;:.'!~])"
    r"|(?P<other>.)",
    re.DOTALL,
)
_INDEX = re.compile(r"_(?:\{|[A-Za-z0-9](?![A-Za-z]))")
_PAIRS = {"**": "^"}
_OVER = ("sum", "prod", "log", "max", "min", "int")
# commands of one sign, that are not that sign
_SIGNS = {"{": "lbrace", "}": "rbrace", "&": "amp", "_": "underscore", "(": "lparen"}


def tokens(text: str, offset: int = 0) -> list[Token]:
    """The tokens of the text, the end as the last; `offset` is added to every place.

    >>> [one.text for one in tokens("W2^T x")]
    ['W', '_', '2', '^', 'T', 'x', '']

    Raises Strange at a character that stands in no formula.
    """
    found: list[Token] = []
    gap = False
    for match in _PIECE.finditer(text):
        kind, piece = match.lastgroup, match.group()
        start, end = match.start() + offset, match.end() + offset
        if kind == "space":
            gap = True
            continue
        if kind == "words":
            if match["upright"] in UPRIGHT:
                _upright(match, offset, gap, found)
            else:  # a command with a short argument: the argument is cut by itself
                found.append(Token("command", match["upright"], start, end, gap))
                inside = match.start("words")
                found.append(Token("sign", "{", inside - 1 + offset, inside + offset, False))
                found += tokens(match["words"], inside + offset)[:-1]
                found.append(Token("sign", "}", end - 1, end, False))
            gap = False
            continue
        if kind == "number":
            piece = _THIN.sub("", piece)
            if piece.isdigit() and not gap and _is_lowered(found, start):
                found.insert(-1, Token("sign", "{", start, start, False))  # net_h1: unit h1
                behind = Token("sign", "_", start, start, False)
                found += [behind, Token("number", piece, start, end, False)]
                found.append(Token("sign", "}", end, end, False))
                gap = False
                continue
            if found and not gap and _takes_index(found, start):
                found.append(Token("sign", "_", start, start, False))
            if found and not gap and piece[0] == "." and found[-1].kind == "number":
                raise Strange(piece, start)  # 1.2.3
            digits, _, power = piece.lower().partition("e")
            if len(digits) > MOST_DIGITS or len(power) > 4:
                raise Strange(piece, start)
            found.append(Token("number", piece.replace("{,}", "."), start, end, gap))
        elif kind == "command":
            name = piece[1:].rstrip("*") or "*"
            kind, said = (
                ("text", FOR_ALL) if name == "forall" else ("command", _SIGNS.get(name, name))
            )
            found.append(Token(kind, said, start, end, gap))
        elif kind == "letters":
            called = word_there(piece, text, *match.span())
            if called is not None:
                found.append(Token("word", called, start, end, gap))
            elif piece not in WORDS and is_factor(text, *match.span(), piece):
                found.append(Token("letter", piece.capitalize(), start, end, gap))
            else:
                if ends_in_name(piece, text, match.end()) and found and found[-1].text == "_":
                    _letters(piece[:-1], start, gap, found)
                    piece, start, gap = piece[-1], end - 1, False
                _letters(piece, start, gap, found)
        elif kind == "among":
            found.append(Token("command", "in", start, start + 2, gap))
            found.append(Token("text", piece[2:].strip(), start + 2, end, True))
        elif kind in ("turned", "dot"):
            command = "transposed" if kind == "turned" else "cdot"
            found.append(Token("command", command, start, end, gap))
        elif piece == "...":
            if not found or found[-1].kind in ("sign", "command"):  # 0.333... is that number
                found.append(Token("letter", "dots", start, end, gap))
        elif kind == "pair" or kind == "sign":
            found.append(Token("sign", _PAIRS.get(piece, piece), start, end, gap))
        else:
            beyond_ascii(piece, start, gap, found)
        gap = False
    found.append(Token("end", "", offset + len(text), offset + len(text), gap))
    return found


def _upright(match: re.Match[str], offset: int, gap: bool, found: list[Token]) -> None:
    """Upright text: a word that is known is that word; "if z > 0" is read on; else it is prose."""
    words, inside = match["words"], match.start("words") + offset
    start, end = match.start() + offset, match.end() + offset
    joined = words.strip().rstrip(",.:").replace(" ", "").replace("-", "").replace("_", "")
    known = WORDS.get(joined) or WORDS.get(joined.casefold()) or CALLED.get(joined.casefold())
    behind = match.string[match.end() :].lstrip()[:1]
    if known is not None and (joined not in CODE_WORDS or behind == "("):
        found.append(Token("letter" if known in GREEK else "word", known, start, end, gap))
    elif len(joined) == 1 and joined.isalnum():
        found.append(Token("number" if joined.isdigit() else "letter", joined, start, end, gap))
    elif words.strip().casefold() in (*IF, *ELSE):
        found.append(Token("word", words.strip().casefold(), start, end, gap))
    elif is_condition(words):
        found += tokens(words.replace("$", " "), inside)[:-1]
    elif len(joined) < MOST_LETTERS and joined.isalpha() and _names(match, behind, joined):
        found.append(Token("letter", joined[0].upper() + joined[1:], start, end, gap))
    else:
        found.append(Token("text", " ".join(words.split()), start, end, gap))


def _names(match: re.Match[str], behind: str, word: str) -> bool:
    """Whether a word is a name by what stands around it; as a function is in sp(x), sp'(x)."""
    called = match["upright"] in ("operatorname", "mathrm") and behind in ("(", "'")
    return behind == "_" or called or is_factor(match.string, *match.span(), word)


def _is_lowered(found: list[Token], start: int) -> bool:
    """Whether a number stands straight after an index of one letter or word."""
    if len(found) < 2 or found[-2].text != "_":
        return False
    return found[-1].kind in ("letter", "word") and found[-1].end == start


def _takes_index(found: list[Token], start: int) -> bool:
    """Whether a number straight after a letter is an index: W2, net_h1; but not x^a2."""
    last = found[-1]
    if (last.kind != "letter" and last.text not in NUMBERED) or last.end != start:
        return False
    before = found[-2].text if len(found) > 1 else ""
    if before == "_":  # net_h1
        return len(found) > 2 and found[-3].kind != "sign" and found[-3].text not in _OVER
    return before not in ("^", *FRACTIONS) and last.text not in ("T", "dots")


def _is_hatted(run: str) -> bool:
    """Whether it is a letter with its hat in words: yhat."""
    return run.endswith("hat") and len(run) == 4


def _letters(run: str, start: int, gap: bool, found: list[Token]) -> None:
    """A run of ASCII letters: a known word, else a letter each."""
    if len(run) == 1:
        return found.append(Token("letter", run, start, start + 1, gap))
    word = WORDS.get(run) or WORDS.get(run.casefold())
    if run == "in" and len(found) > 1 and found[-1].text == "_" and found[-2].kind != "letter":
        word = run  # h1_in, what goes into it
    if word is not None:
        kind = "letter" if word in GREEK else "word"
        found.append(Token(kind, word, start, start + len(run), gap))
        return
    if _is_hatted(run):
        found.append(Token("command", "hat", start + 1, start + 4, gap))
        found.append(Token("letter", run[0], start, start + 4, False))
        return
    if run[0] == "d" and (run[1:].casefold() in WORDS or _is_hatted(run[1:])):
        found.append(Token("letter", "d", start, start + 1, gap))
        _letters(run[1:], start + 1, False, found)
        return
    # δ_ij: people who leave the braces out mean both; not of \\nabla_wL
    before = [one.text for one in found[-2:]]
    lowered = before[-1:] == ["_"] and before[0] != "nabla" and len(run) < 4
    if lowered:
        found.append(Token("sign", "{", start, start, False))
    for place, letter in enumerate(run, start):
        found.append(Token("letter", letter, place, place + 1, gap and place == start))
    if lowered:
        found.append(Token("sign", "}", start + len(run), start + len(run), False))
