"""Numbers that sentences give to names between the formulas of a sheet: with β = 0.9 and x = 2.

In a sheet whose formulas stand between marks, what stands without them is no formula, but it is
said all the same. So is the number of a word: target $= 1$.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from derive.teaching.verifying.statements.statements import Found, Statement, statements
from derive.teaching.verifying.statements.tables import tables
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.piece import Piece
from derive.teaching.written.tree import Node

_GIVEN = re.compile(
    r"(?:(?<![\w\\$^}+*/·=.-])(?P<name>[^\W\d_](?:_?\d{1,2}|[₀-₉]|_[a-z])?)|\$(?P<marked>[^$\n]{1,30})\$)"
    r"[ ]?=[ ]?"
    r"(?P<number>[-−]?\d+(?:\.\d+)?)(?=$|[\s;,.)|](?![\d+*/·×=−-]|[ ]?[+*/·×=−-]))",
    re.MULTILINE,
)
_OUTPUT = re.compile(
    r"(?i)\W*(?:activations?|outputs?|out|aktivierung(?:en)?|ausgaben?|ausgang|sorties?|salidas?"
    r"|saídas?|uscit[ae])\W*$"
)
_NAME = re.compile(r"[^\W\d_](?:_?\{?\w{1,2}\}?)?$")
_NUMBER = re.compile(r"[-−]?\d+\.\d+$")
_WORD = re.compile(r"(?P<word>[^\W\d_]{2,})\W*$")
MOST = 40  # names given so


def given_in_passing(
    text: str, found: list[tuple[Found, Piece]]
) -> Iterator[tuple[int, Statement]]:
    """What sentences say outside of all that was read, each with its place."""
    read = [(piece.start, piece.end) for _, piece in found]
    told = ((one.start(), one["name"] or one["marked"], one["number"])
            for one in _GIVEN.finditer(text))  # fmt: skip
    for _, (start, name, number) in zip(range(MOST), (*told, *_in_rows(text)), strict=False):
        if not any(first <= start < end for first, end in read):
            for chain, _ in statements(Document(f"${name} = {number}$")):
                if isinstance(chain, Statement):
                    yield start, chain


def _in_rows(text: str) -> Iterator[tuple[int, str, str]]:
    """What the units of a table give, each row being of one: h_1 | 0.2 - 0.1 = 0.1 | 0.525."""
    for head, *rows in tables(text):
        if head and _OUTPUT.match(head[-1].text):
            for row in rows:
                name, number = row[0].text.strip(" $"), row[-1].text.strip(" $")
                if len(row) == len(head) > 2 and _NAME.match(name) and _NUMBER.match(number):
                    yield row[-1].start, name, number


def named(node: Node) -> Node:
    """The name that a word before a sign is, as formulas have it; else the node."""
    if isinstance(node, tree.Words) and (word := _WORD.search(node.text)) is not None:
        return tree.Name(word["word"], node.start, node.end)
    return node
