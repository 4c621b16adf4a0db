"""What a person wrote, as pieces that every dialect can spell: nothing is tidied or worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from derive.teaching.written import tree
from derive.writing.printers import pieces
from derive.writing.printers.pieces import ABOVE, BELOW, TALL, Piece
from derive.writing.printers.signs import ACCENTS, GREEK, OPERATORS


@dataclass(frozen=True)
class Marks:
    """What stands over relation signs, by their places; and the word for "otherwise"."""

    over: Mapping[int, str] = field(default_factory=dict)
    otherwise: str = "otherwise"


RELATIONS = {
    "=": "=", "≈": "approximately", "≠": "not equal", "<": "less", ">": "greater",
    "≤": "at most", "≥": "at least", "←": "becomes", "∝": "proportional", "∈": "element",
    "∼": "similar",
}  # fmt: skip
_FACTOR_SIGNS = {"·": "dot", "*": "dot", "×": "times", "∘": "circ"}
_NAMES = {"infty": "infinity", "nabla": "nabla", "partial": "partial", "T": "top"}
_DOTS = {"dots": "low dots", "ldots": "low dots", "cdots": "dots", "vdots": "vertical dots"}
_FENCES = {"(": "round", "[": "square", "{": "curly", "lbrace": "curly", "lbrack": "square"}


def relation(one: tree.Relation, marks: Marks) -> Piece:
    """A relation sign, with its mark over it if it has one."""
    name = RELATIONS.get(one.sign, one.sign)
    made: Piece = name if name == "=" or name not in RELATIONS.values() else pieces.sign(name)
    return pieces.flagged(made, marks.over[one.start]) if one.start in marks.over else made


def piece(node: tree.Node | None, marks: Marks) -> Piece:
    """A tree as pieces; None, an operand that was left out, is empty."""
    return "" if node is None else _WRITE[type(node)](node, marks)


def _number(node: tree.Number, _: Marks) -> Piece:
    mantissa, e, exponent = node.text.lower().replace("{,}", ".").partition("e")
    if not e:
        return mantissa
    return pieces.row(mantissa, pieces.DOT, pieces.marked("10", "", exponent.lstrip("+")))


def _name(node: tree.Name, _: Marks) -> Piece:
    text = node.text
    if text in _DOTS:
        return pieces.sign(_DOTS[text])
    if text in _NAMES and text != "T":
        return pieces.sign(_NAMES[text])
    if text in GREEK or len(text) == 1:
        made: Piece = pieces.letter(text, node.bold)
    else:
        made = pieces.operator(text) if text in OPERATORS else pieces.word(text)
    for one in node.accents:
        made = pieces.accent(one if one in ACCENTS else "bar", made)
    return made


def _scripted(node: tree.Scripted, marks: Marks) -> Piece:
    base = piece(node.base, marks)
    if isinstance(base, pieces.Node) and base.kind == "marked":
        base = pieces.row(base)
    below = pieces.joined(",", (piece(one, marks) for one in node.lower))
    above = pieces.joined(",", (piece(one, marks) for one in node.upper))
    return _raised(base, below, pieces.row(*[pieces.sign("prime")] * node.primes, above))


def _raised(base: Piece, below: Piece, above: Piece) -> Piece:
    """Scripts join those that the base has already: one letter has one place above it."""
    if isinstance(base, pieces.Node) and base.kind == "marked":
        core, low, high = base.parts
        if not (low and below):
            return pieces.marked(core, low or below, pieces.row(high, above))
        base = pieces.fenced(base)
    elif pieces.holds(base, ABOVE | BELOW) and isinstance(base, pieces.Node):
        base = base if base.kind in ("fenced", "grid") else pieces.fenced(base)
    return pieces.marked(base, below, above)


def _mark(node: tree.Mark, marks: Marks) -> Piece:
    inner = piece(node.inner, marks)
    if node.bracket == "<":
        return pieces.row(pieces.sign("left angle"), inner, pieces.sign("right angle"))
    return pieces.fenced(inner, _FENCES.get(node.bracket, "round"))


def _transposed(node: tree.Transposed, marks: Marks) -> Piece:
    return _raised(piece(node.inner, marks), "", pieces.sign("top"))


def _sum(node: tree.Sum, marks: Marks) -> Piece:
    made: list[Piece] = []
    for sign, term in zip(node.signs, node.terms, strict=True):
        shown: Piece = pieces.sign("plus minus") if sign == "±" else sign
        if made:
            shown = pieces.row(" ", shown, " ")
        elif sign == "+":
            shown = ""
        made += [shown, piece(term, marks)]
    return pieces.row(*made)


def _product(node: tree.Product, marks: Marks) -> Piece:
    made: list[Piece] = []
    for sign, factor in zip(node.signs, node.factors, strict=True):
        if sign in _FACTOR_SIGNS:
            made += [" ", pieces.sign(_FACTOR_SIGNS[sign]), " "]
        elif sign:
            made.append(sign)
        elif made:
            made.append(" ")
        made.append(piece(factor, marks))
    return pieces.row(*made)


def _over(node: tree.Over, marks: Marks) -> Piece:
    return pieces.fraction(piece(node.top, marks), piece(node.bottom, marks))


def _derivative(node: tree.Derivative, marks: Marks) -> Piece:
    by = piece(node.by, marks)
    if node.kind == "nabla":
        nabla = pieces.marked(pieces.sign("nabla"), by)
        return pieces.row(nabla, " ", piece(node.what, marks))
    sign: Piece = pieces.sign("partial") if node.kind == "partial" else "d"
    order = str(node.order) if node.order > 1 else ""
    below = pieces.marked(by, "", order) if order else by
    above = pieces.row(pieces.marked(sign, "", order), " ", piece(node.what, marks))
    return pieces.fraction(above, pieces.row(sign, " ", below))


def _partial(node: tree.Partial, marks: Marks) -> Piece:
    order = str(node.order) if node.order > 1 else ""
    sign = pieces.marked(pieces.sign("partial"), "", order)
    return pieces.row(sign, " ", piece(node.inner, marks))


def _group(node: tree.Group, marks: Marks) -> Piece:
    body = pieces.joined(", ", (piece(one, marks) for one in node.items))
    if node.bracket not in _FENCES:
        return body
    return pieces.fenced(body, _FENCES[node.bracket], pieces.holds(body, TALL))


def _bars(node: tree.Bars, marks: Marks) -> Piece:
    shape = "bars" if node.kind == "abs" else "double bars"
    return pieces.fenced(piece(node.inner, marks), shape)


def _at(node: tree.At, marks: Marks) -> Piece:
    bar = pieces.marked(pieces.sign("bar"), piece(node.where, marks))
    return pieces.row(piece(node.base, marks), " ", bar)


def _matrix(node: tree.Matrix, marks: Marks) -> Piece:
    return pieces.grid(((piece(one, marks) for one in line) for line in node.rows), "brackets")


def _cases(node: tree.Cases, marks: Marks) -> Piece:
    def condition(when: tree.Node | None) -> Piece:
        return pieces.prose(marks.otherwise) if when is None else piece(when, marks)

    return pieces.grid(((piece(one, marks), condition(when)) for one, when in node.rows), "cases")


def _big(node: tree.Big, marks: Marks) -> Piece:
    below, above = piece(node.lower, marks), piece(node.upper, marks)
    if node.kind == "prod":
        return pieces.row(
            pieces.marked(pieces.sign("product"), below, above), " ", piece(node.body, marks)
        )
    return pieces.row(pieces.total(below, above), " ", piece(node.body, marks))


def _root(node: tree.Root, marks: Marks) -> Piece:
    made: Piece = pieces.root(piece(node.inner, marks))
    return (
        pieces.row(pieces.marked("", "", piece(node.degree, marks)), made) if node.degree else made
    )


def _chain(node: tree.Chain, marks: Marks) -> Piece:
    made: list[Piece] = []
    for place, one in enumerate(node.operands):
        if place:
            made += [" ", relation(node.relations[place - 1], marks), " "]
        made.append(piece(one, marks))
    if node.condition is not None:
        made += [pieces.sign("quad"), piece(node.condition, marks)]
    return pieces.row(*made)


_WRITE: dict[type, Callable[[Any, Marks], Piece]] = {
    tree.Number: _number,
    tree.Name: _name,
    tree.Words: lambda node, _: pieces.prose(node.text) if node.text else "",
    tree.Mark: _mark,
    tree.Scripted: _scripted,
    tree.Transposed: _transposed,
    tree.Sum: _sum,
    tree.Product: _product,
    tree.Over: _over,
    tree.Derivative: _derivative,
    tree.Partial: _partial,
    tree.Group: _group,
    tree.Bars: _bars,
    tree.At: _at,
    tree.Matrix: _matrix,
    tree.Cases: _cases,
    tree.Big: _big,
    tree.Root: _root,
    tree.Chain: _chain,
}
