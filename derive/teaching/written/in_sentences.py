"""Formulas within the sentences of plain text: my nodes are q = x·y, s = q + z and f = s².

One begins with a name, holds a relation sign and something that is worked out, and ends at a word
of the language or at a comma.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from derive.teaching.written.letters import GREEK, LOWERED, RAISED, TURNED
from derive.teaching.written.next_statement import begins_next

_SCRIPTS = re.escape("".join((*RAISED, *LOWERED, *TURNED)))
_TOKEN = re.compile(
    rf"(?P<word>[^\W\d_{_SCRIPTS}]+\u0302?)|(?P<number>\d+(?:[.,]\d+)?)|(?P<script>_\w+|[{_SCRIPTS}]+)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<equal>:=|==|[=≈])|(?P<sign>[-−+*/^·×⋅∘⊙'½√‖∂]"
    r"|(?:(?<=[^\W\d_] )|(?<=[^\W\d_]\d ))\.(?= [^\W\d_]\d?(?:[ ]*[-+*/=]|[ ]*$)))"  # w2 . h + b2
    r"|(?P<escaped>\\\*)|(?P<comma>,)|(?P<gap>[ \t]+)|(?P<other>.)"
)
NAME = r"(?:[^\W\d_]\u0302?(?:hat)?'?|net|out|err|delta)(?:_\w+|\d{1,2}|[₀-₉]+)?"
# what only a quantity is called: w6_new, W1_new[1,2], a1'[1], dW2[1,1], w11', out_h1, epsilon2
_MARKED = (
    rf"(?:d?(?:[^\W\d_]|net|out|err|{'|'.join(GREEK)})(?:\d{{1,3}}|[₀-₉]+)?)"
    r"(?:_\w+)?[⁺*]?'{0,2}(?:\[\w{1,3}(?:, ?\w{1,3})*\])?'{0,2}"
)
_LEFT = re.compile(
    rf"(?:(?:d{NAME}/d|∂{NAME}/∂)?{NAME}[⁺]?(?:\((?:{NAME})(?:, ?{NAME})*\))?"
    rf"|(?:d{_MARKED}/d|∂{_MARKED}/∂)?{_MARKED})[ ]*$"
)
_TELLING = re.compile(r"(?=.*[_\[/'])(?=.{4})")  # no number is said of it but as its value
_SUPPOSED = re.compile(r"(?i)\b(?:if|when|for|falls|wenn|für|si|se|quando|pour|para)[ \t]+$")
_PLAIN = re.compile(r"[-−+]?\d+(?:[.,]\d+)?$|\w\u0302?$")  # what is not worked out
_SMALL_WORDS = re.compile(r"(?<=[ \t])[aAI][ \t]*$")
_TAIL = re.compile(r"[ \t*,]*(?:[ \t][-−–][ \t]*)?$")
_ENDS = re.compile(r"[-−+*/^·×⋅∘⊙=≈(\[]$")
_GOES_ON = re.compile(r"[-−+*/·×][ ]*$")
_RAISED_BEHIND = re.compile(r"[ ]*\([^()]*\)[ ]*(?:[\^²³*/·×]|[-−+] )")
_FACTOR = re.compile(r"[^\W\d_]+[ ]?[*·×]")
_IF = "for|if|when|where|falls|für|wenn|si|se|pour|para"
_CASE = re.compile(rf"[ \t,]*(?:{_IF})[ \t]+[^,.;]*[<>≤≥]")
# one case of a function of one number: f(s) = s for s > 0
_OF_ONE = re.compile(r"[^\W\d_]'{0,2}\((?P<of>[^\W\d_])\)[ ]*$")
_COMPARED = re.compile(
    rf"[ \t,]*(?:{_IF})[ \t]+"
    r"(?P<condition>(?P<of>[^\W\d_])[ ]?(?:[<>]=?|[≤≥])[ ]?[-−]?\d+)(?![\w(])"
)
_LIST_MARK = re.compile(r"[ \t>]*[-+•][ \t]+$")
# what makes another name of the one behind it: grad v1, the change of w
OTHER = re.compile(
    r"(?i)\b(?:grad(?:ient)?|delta|change|slope|derivative|ableitung|gradienten?)"
    r"(?:[ \t]+(?:of|for|in|von|für))?[ \t]+$"
)
_BEFORE = re.compile(r"(?:^|[\s(:*])$")
# the weight h1 -> out = ... is none of out
_LED_TO = re.compile(r"(?i)\b(?:weight|gewicht|poids|peso)\w*[ \t]+\w+[ \t]*(?:-{1,2}>|→|⟶)[ \t]*$")

# a wide gap before words that hold no sign: h = tanh(a)      h_0 given
_NEXT = re.compile(rf"(?:[ ]{{3,}}|[ ]*\t)\s*(?={NAME}[ ]*[=≈](?!=))")
_APART = re.compile(r"(?:[ ]{3,}|[ ]*\t)\s*(?=[^\W\d])[^=≈]*$")

IsName: TypeAlias = Callable[["re.Match[str]", str], bool]  # of a word in its line


def unescaped(text: str) -> str:
    r"""The text with w\*x as w *x: as Markdown prints it, every place the same."""
    return text.replace("\\*", " *")


def in_sentences(line: str, is_name: IsName) -> Iterator[tuple[int, int]]:
    """Start and end of each formula in a line, and of the condition behind it."""
    for start, end in _runs(line, is_name):
        found = _formula(line, start, end)
        if found is not None:
            yield found
            if (case := _COMPARED.match(line, found[1])) is not None:
                yield case.span("condition")


def _runs(line: str, is_name: IsName) -> Iterator[tuple[int, int]]:
    """The parts of a line that hold nothing but what formulas are made of."""
    start, depth, opened = 0, 0, 0
    for token in _TOKEN.finditer(line):
        kind = token.lastgroup
        if kind == "open":
            opened = token.start() if not depth else opened
            depth += 1
        breaks = kind == "other" or (kind == "comma" and not depth)
        breaks = breaks or (kind == "word" and not is_name(token, line))
        breaks = breaks or (kind == "close" and not depth)
        apart = kind == "gap" and (
            _APART.match(line, token.start())
            or _NEXT.match(line, token.start())
            or begins_next(line, token.start())
        )
        breaks = breaks or bool(apart)
        if kind == "close":
            depth = max(0, depth - 1)
        if breaks:
            yield start, opened if depth else token.start()
            start, depth = token.end(), 0
    yield start, opened if depth else len(line)


def _formula(line: str, start: int, end: int) -> tuple[int, int] | None:
    """The formula in such a part, where it is one."""
    behind = line[end:]
    text = line[start:end]
    if _GOES_ON.search(text) and _FACTOR.match(behind):
        return None  # W_new = W - lr*dW is more than what is read of it
    if _RAISED_BEHIND.match(behind):
        return None  # so is E = 1/2 (aim - what came)^2
    if behind.lstrip()[:1].isalpha():
        text = _SMALL_WORDS.sub("", text)
    text = _TAIL.sub("", text)
    sign = re.search(r":=|[=≈]", text)
    if sign is None or "==" in text or _ENDS.search(text):
        return None
    left = _LEFT.search(text[: sign.start()])
    right = text[sign.end() :].strip()
    if left is None or not right:
        return None
    case = _is_case(left.group(), line, start + len(text))
    told = _TELLING.match(left.group()) and not _SUPPOSED.search(line[: start + left.start()])
    if _PLAIN.match(right) and not (case or (told and right[-1:].isdigit())):
        return None
    if text.lstrip().startswith("*") and line[:start].rstrip()[-1:].isalnum():
        return None  # a factor of what stands there
    before = line[: start + left.start()]
    if not _BEFORE.search(before) or OTHER.search(before) or _LED_TO.search(before):
        return None
    if not (case or _ends_well(behind)):
        return None
    before = text[: left.start()].strip(" \t*(")
    if before and not (start == 0 and _LIST_MARK.match(text[: left.start()])):
        return None
    return start + left.start(), start + len(text)


def _is_case(left: str, line: str, end: int) -> bool:
    """Whether a formula that ends there is what a function is under a condition."""
    function, case = _OF_ONE.match(left), _COMPARED.match(line, end)
    return function is not None and case is not None and function["of"] == case["of"]


def _ends_well(behind: str) -> bool:
    """Whether a formula can end there: at a mark of the sentence, or before a word of it."""
    if _CASE.match(behind):
        return False  # f(s) = s for s > 0 is one case of several
    return not behind.strip() or behind[0] in ",.;:)* \t([" or behind[0].isalpha()
