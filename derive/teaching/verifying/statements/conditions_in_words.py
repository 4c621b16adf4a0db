"""Conditions that a sentence puts beside a formula: f(z) = z for z > 0."""

from __future__ import annotations

import re
from dataclasses import replace

from derive.teaching.verifying.statements.conditions_beside import ORDER
from derive.teaching.verifying.statements.statements import Found, Statement
from derive.teaching.written import tree
from derive.teaching.written.piece import Piece

# what stands between a formula and its condition, before a condition, and before all other cases
_IF = (
    "for|if|when|whenever|where|für|wenn|falls|sofern|pour|si|quand|lorsque|para|se|cuando|quando"
    "|donde|onde|où|per"
)
_CASE = f"{_IF}|case|all|fall|alle|bei|cas|caso"
_OTHER = (
    "else|otherwise|sonst|ansonsten|andernfalls|sinon|autrement|altrimenti|senão"
    "|(?:en|em) (?:otro|outro) caso|caso contr[aá]rio"
)
_BESIDE = re.compile(rf"(?i)^[$\\)\s,]*(?:{_IF})[$\\(\s]*$")
_BEFORE = re.compile(rf"(?i)\b(?:{_CASE})[$\\(\s]*$")
_ELSE = re.compile(rf"(?i)^[$\\)\s,;]*(?:and|und|et|y|e)?\s*(?:{_OTHER})[$\\(\s,]*$")
_ELSE_BEHIND = re.compile(rf"(?i)^[$\\)\s,;]*(?:\\(?:text)\{{\s*)?(?:{_OTHER})\b")
# for j not k, where i is different from j
_NOT_THE_SAME = re.compile(
    rf"(?i)[$\\)\s,]*\(?(?:{_IF})[$\\(\s]+([i-n])[$\\)\s]+(?:(?:is|ist|est|es|é) )?"
    r"(?:not(?: equal to)?|nicht(?: gleich)?|unlike|other than|ungleich|different from"
    r"|verschieden von|différent de|distinto de|diferente de|diverso da)[$\\(\s]+([i-n])\b"
)
_NOTHING = re.compile(r"^[$\\()\[\]\s,:]*$")
_END = re.compile(r"[.:;](?:\W|$)|\n\s*\n")
INDICES = frozenset("ijklmn")
REACH = 40  # characters before a condition that are looked at
OTHERWISE = {"<": "≥", ">": "≤", "≤": ">", "≥": "<", "=": "≠", "≠": "="}

Sheet = list[tuple[Found, Piece]]


def with_conditions_in_words(found: Sheet, text: str) -> Sheet:
    """What a sheet says, where comparisons behind such words are conditions, which claim nothing.

    The formula right before the words holds under the condition; where the sentence begins with
    it, all that it says.
    """
    told: Sheet = []
    opened: tree.Chain | None = None  # the condition that a sentence began with
    latest: tree.Chain | None = None  # the one that was met last in it
    end = 0
    for one, piece in found:
        between = text[end : piece.start]
        ahead = latest if piece.display and _NOTHING.match(between) else None
        opened, latest = (None, None) if _END.search(between) else (opened, latest)
        condition = _condition(one, piece, text)
        if isinstance(one, Statement) and one.condition is None and not piece.display:
            before = told[-1][0] if told else None
            if condition is not None:
                latest = condition
                if (
                    isinstance(before, Statement)
                    and before.condition is None
                    and _BESIDE.match(between)
                    and not _END.search(between)
                ):
                    told[-1] = replace(before, condition=condition), told[-1][1]
                elif not told or _END.search(between):
                    opened = condition
                one = _claiming_nothing(one, text)
            elif latest is not None and (
                _ELSE.match(between) or _ELSE_BEHIND.match(text[piece.end : piece.end + REACH])
            ):
                one = replace(one, condition=_otherwise(latest))
            elif opened is not None:
                one = replace(one, condition=opened)
            else:
                one = replace(one, condition=_apart(piece.end, text))
        if isinstance(one, Statement) and one.condition is None and ahead is not None:
            one = replace(one, condition=ahead)  # for z > 0, and then a display
        told.append((one, piece))
        end = piece.end
    return told


def _otherwise(condition: tree.Chain) -> tree.Chain | None:
    """The condition of all other cases, of one comparison."""
    if len(condition.relations) != 1:
        return None
    (sign,) = condition.relations
    if sign.sign not in OTHERWISE:
        return None
    return replace(condition, relations=(replace(sign, sign=OTHERWISE[sign.sign]),))


def _apart(end: int, text: str) -> tree.Chain | None:
    """The condition of two indices that words behind a formula say not to be the same."""
    found = _NOT_THE_SAME.match(text, end)
    if found is None:
        return None
    first, second = (tree.Name(found[n], found.start(n), found.end(n)) for n in (1, 2))
    sign = tree.Relation("≠", first.end, second.start)
    return tree.Chain((first, second), (sign,), first.start, second.end)


def _condition(one: Found, piece: Piece, text: str) -> tree.Chain | None:
    """The comparison of a letter that such words stand before."""
    if not isinstance(one, Statement) or piece.display or one.continued or one.condition:
        return None
    signs = [sign.sign for sign in one.signs]
    of_indices = {*signs} <= {"=", "≠"} and all(_is_index(node) for node in one.operands)
    if not of_indices and (signs[-1] not in ORDER or not {*signs} <= {"=", *ORDER}):
        return None
    if not any(_is_name(node) for node in one.operands):
        return None
    if not _BEFORE.search(text[max(0, piece.start - REACH) : piece.start]):
        return None
    if "=" in signs and not of_indices:  # if a = w x + b >= 0
        sides, last = (one.operands[0], one.operands[-1]), one.signs[-1:]
        return tree.Chain(sides, last, one.operands[0].start, one.operands[-1].end)
    return tree.Chain(one.operands, one.signs, one.operands[0].start, one.operands[-1].end)


def _is_name(node: tree.Node) -> bool:
    """Whether this is a letter, or one with a number: u_2."""
    match node:
        case tree.Name() | tree.Scripted(tree.Name(), (tree.Number(),), ()):
            return True
    return False


def _is_index(node: tree.Node) -> bool:
    return isinstance(node, tree.Name) and node.text in INDICES


def _claiming_nothing(one: Statement, text: str) -> Statement:
    """A comparison that is a condition; what is said to be equal in it is said all the same."""
    if any(sign.sign == "=" for sign in one.signs):
        return one
    first = one.operands[0]
    words = tree.Words(text[first.start : first.end], first.start, first.end)
    return replace(one, operands=(words, *one.operands[1:]))
