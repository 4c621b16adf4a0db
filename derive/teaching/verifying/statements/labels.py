"""Words where the first side of a chain would stand: "neuron 1 = ...", "from about ≈ 0.27"."""

from __future__ import annotations

import re

from derive.teaching.written import tree
from derive.teaching.written.letters import words
from derive.teaching.written.piece import Piece


def labelled(chain: tree.Chain, piece: Piece) -> tree.Chain:
    """The chain with words alone, or words and a number, as its first side: "neuron 1" = ..."""
    first = chain.operands[0]
    if not chain.relations or not (first is None or isinstance(first, tree.Number)):
        return chain
    at = chain.relations[0].start if first is None else first.start
    row = piece.text[: at - piece.start].rpartition("\\\\")[2]
    if not _LABEL.search(row):
        return chain
    words = tree.Words(row, at, at if first is None else first.end)
    return tree.Chain((words, *chain.operands[1:]), chain.relations, chain.start, chain.end,
                      chain.condition)  # fmt: skip


def told_in_words(chain: tree.Chain, piece: Piece, between: str) -> tree.Chain:
    """The chain with the words before it as its first side: "from $\\approx 0.27$", "lr $= 1$"."""
    if (
        chain.operands[0] is not None
        or piece.display
        or piece.text[: chain.relations[0].start - piece.start].strip()
    ):
        return chain
    said = _SENTENCE.split(_REMARK.sub(" ", between).rstrip(MARKS))[-1]
    names = _WORD.findall(said)
    joins = chain.relations[0].sign != "≈" and all(one.casefold() in JOINING for one in names)
    if joins or not any(one.isalpha() for one in between):
        return chain
    at = chain.relations[0].start
    first = tree.Words(between.strip(), at, at)
    return tree.Chain((first, *chain.operands[1:]), chain.relations, chain.start, chain.end,
                      chain.condition)  # fmt: skip


def says_nothing(piece: Piece, behind: str) -> bool:
    r"""Whether only a sign stands there, in a sentence: rows $\times$ columns, or $f(\cdot)$; or
    words say the rest of what is not said to be anything: $w - \eta\delta\cdot$(what comes in)."""
    if piece.display or piece.plain:
        return False
    text = _SPACE.sub("", piece.text).strip()
    if _UNFINISHED.search(text) and _IN_WORDS.match(behind):
        return True
    return bool(_ALONE.fullmatch(text) or _PLACEHOLDER.fullmatch(text))


# words that let a formula go on: "$z = 1 + 1$, and so $= 2$"
JOINING = frozenset(
    words(
        """
    again also altogether and are as be because becomes by can comes clearly equal equals finally
    follows for further get gets give gives giving have hence here i.e in is it just namely next now
    of or put rounded simply since so such that the then there therefore this thus to too we which
    with write wholly yields
    also alles aber auch auf bekommt bekommen daher damit dann daraus das dass demnach der die dies
    ebenso einfach ergibt erhalten erhält es folglich folgt gerundet gibt gilt gleich hier ist kurz
    liefert man mit nun nur oder schließlich sich sind so somit und wir wird zu zusammen
    """
    )
)
MARKS = " \t\n,.;:$`\\("
_SENTENCE = re.compile(r"[.;:,]\s|\n\s*\n")
_REMARK = re.compile(r"\([^()\n]{0,80}\)")
_WORD = re.compile(r"[^\W\d_]+")
_SPACE = re.compile(r"\\[,;:! ]|\\(?:q?quad)(?![A-Za-z])|~")
_ALONE = re.compile(
    r"\\[A-Za-z]+\*?[)\]]?|\\?[^\w\s\\{}]{1,2}|\^\{?(?:T|\\(?:top)|\*|\d{1,2}|\\(?:dagger))\}?"
)
_PLACEHOLDER = re.compile(
    r"(?:[A-Za-z]|\\[A-Za-z]+)?[^=<>≈]{0,12}?(?:[(|]|\\\|)\s*(?:\\(?:cdot|bullet)|·|\.)\s*(?:[)|]|\\\|)[^=<>≈]{0,12}"
)
_UNFINISHED = re.compile(r"^[^=<>≈]*(?:\\(?:cdot|times|ast|odot|circ)|[-+*/·×−])[\s{}]*$")
_IN_WORDS = re.compile(r"(?:\$|`|\\\))?[\s(\[\"„“*_]{0,4}[^\W\d_]{2}")
_LABEL = re.compile(r"\\(?:text|mbox|textbf|textit)\s*\{[^{}]*[^\W\d_][^{}]*\}[^=]*$")
_NAMED = re.compile(r"[,.;(]\s+([^\W\d_]+)\s*$")
_JOINING = frozenset(
    ("so", "thus", "hence", "also", "then", "and", "which", "i.e", "giving", "therefore", "is",
     "dann", "und", "daher", "damit", "folglich", "was", "ist", "d.h")
)  # fmt: skip
