"""The ways in which one slip in a line may be undone, each as a change of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from derive.teaching.verifying.lines.in_place import Edit, Edits, Spot
from derive.teaching.written import tree
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import written
from derive.teaching.written.tree import Node

Mend = tuple[str | None, Edits]
_SIGN = re.compile(r"[+\-−]")
MOST_TERMS = 12
DOT, CROSS, ODOT = "\\" + "cdot", "\\" + "times", "\\" + "odot"


def rescaled(spot: Spot, number: int) -> Iterator[Edits]:
    """The whole, a term or a factor in brackets times a number, or a mean: 2 or 1/N put in."""
    for node in _scalable(spot.right.node):
        yield times(spot, node, str(number))


def divided(spot: Spot, number: int) -> Iterator[Edits]:
    for node in _scalable(spot.right.node):
        yield times(spot, node, _share(spot, str(number)))


def without_factor(spot: Spot, *numbers: Fraction) -> Iterator[Edits]:
    """A factor left out that is one of these numbers: a 2, a 1/2 or a 1/N."""
    for node in inner(spot.right.node):
        if isinstance(node, tree.Product):
            for at, one in enumerate(node.factors):
                if _number(one) in numbers:
                    yield (_factors_left_out(spot, node, at, at + 1),)
        elif isinstance(node, tree.Over) and _number(node.bottom) in {1 / one for one in numbers}:
            yield (Edit(node.start, spot.end(node), spot.text(node.top)),)


def of_other_sign(spot: Spot) -> Iterator[Edits]:
    """A difference turned round, the sign of one term, or of the whole."""
    for node in inner(spot.right.node):
        if isinstance(node, tree.Sum) and len(node.terms) <= MOST_TERMS:
            if node.signs == ("+", "-"):
                first, second = node.terms
                if not isinstance(second, tree.Sum):
                    yield (Edit(first.start, spot.end(first), spot.text(second)),
                           Edit(second.start, spot.end(second), spot.text(first)))  # fmt: skip
            for at in range(len(node.terms)):
                change = _turned_sign(spot, node, at)
                if change is not None:
                    yield (change,)
    node = spot.right.node
    if not isinstance(node, tree.Sum):
        yield (Edit(node.start, node.start, "-"),)
    elif len(node.terms) > 1:
        yield (Edit(node.start, node.start, "-("), Edit(spot.end(node), spot.end(node), ")"))


def transposed(spot: Spot) -> Iterator[Edits]:
    """A transposition put at a name or a matrix, or taken away."""
    found = list(inner(spot.right.node))
    bases = {id(one.base) for one in found if isinstance(one, tree.Scripted)}
    for node in (one for one in found if id(one) not in bases):
        if isinstance(node, tree.Transposed):
            yield (Edit(node.start, spot.end(node), spot.text(node.inner)),)
        elif _may_turn(node):
            text = spot.text(node)[: spot.end(node) - node.start]
            turned = f"({text})^T" if "^" in text else f"{text}^T"
            yield (Edit(node.start, spot.end(node), turned),)
    whole = spot.right.node
    if isinstance(whole, tree.Product):
        yield (Edit(whole.start, spot.end(whole), f"({spot.source.strip()})^T"),)


def _may_turn(node: Node) -> bool:
    """Whether this is a matrix or a name, but for an entry such as z_j."""
    name = written(node)
    indices = name.indices if name is not None else ()
    letters = [one.text for one in indices if isinstance(one, tree.Name)]
    entry = bool(letters) and all(one in INDEX_LETTERS for one in letters)
    return isinstance(node, tree.Matrix) or (name is not None and not entry)


def squared(spot: Spot) -> Iterator[Edits]:
    """A square put at what is taken from 1, or taken away: 1 - h for 1 - h^2."""
    for node in inner(spot.right.node):
        if isinstance(node, tree.Sum) and len(node.terms) == 2:
            for one in node.terms:
                if isinstance(one, tree.Product) and one.signs[1] == "":
                    one = one.factors[0]  # the function of tanh z
                if (isinstance(one, tree.Number) and one.decimals) or _index_of(one) is not None:
                    end = spot.end(one)
                    yield (Edit(end, end, "^2"),)
        if isinstance(node, tree.Scripted) and node.upper:
            last = node.upper[-1]
            if isinstance(last, tree.Number) and last.text == "2":
                text = re.sub(r"\^(?:2|\{2\})$", "", spot.text(node))
                yield (Edit(node.start, spot.end(node), text),)


def without_factors(spot: Spot) -> Iterator[Edits]:
    """One or two factors that follow each other left out, as h (1 - h) is."""
    for node in inner(spot.right.node):
        if isinstance(node, tree.Product):
            for count in (1, 2):
                for at in range(len(node.factors) - count, -1, -1):
                    if count < len(node.factors):
                        yield (_factors_left_out(spot, node, at, at + count),)


def appended(spot: Spot, text: str) -> Edits:
    """A term put behind the whole."""
    end = spot.end(spot.right.node)
    return (Edit(end, end, f" - {text[1:]}" if text.startswith("-") else f" + {text}"),)


def entrywise(spot: Spot, factor: str) -> Edits:
    """A factor put behind the whole, entry by entry."""
    start, end = spot.right.node.start, spot.end(spot.right.node)
    if isinstance(spot.right.node, tree.Sum) and len(spot.right.node.terms) > 1:
        return Edit(start, start, "("), Edit(end, end, f") {entry_sign(spot)} {factor}")
    return (Edit(end, end, f" {entry_sign(spot)} {factor}"),)


def entry_sign(spot: Spot) -> str:
    """The sign of the entrywise product, as the sheet may write it."""
    return ODOT if "\\" in spot.text(spot.left.node) + spot.source else "∘"


def put_before(spot: Spot, text: str) -> Edits:
    """A term put before the whole, which begins with its sign or is taken away from it."""
    start, negative = spot.right.node.start, spot.source.startswith("-")
    return (Edit(start, start + negative, f"{text} - "),)


def times(spot: Spot, node: Node, factor: str, behind: bool = False) -> Edits:
    """A factor put before a node or behind it."""
    while isinstance(node, tree.Sum) and len(node.terms) == 1:
        node = node.terms[0]
    start, end = node.start, spot.end(node)
    opens, closes = ("(", ")") if isinstance(node, tree.Sum) else ("", "")
    dot = product_sign(spot)
    if behind:
        bare = factor.startswith("(") and "\\" in spot.source + factor  # v(1 - h) may be of 1 - h
        joined = "" if bare else dot
        return tuple(
            one for one in (Edit(start, start, opens), Edit(end, end, closes + joined + factor))
            if one.text
        )  # fmt: skip
    bare = "/" not in factor and (bool(opens) or not spot.text(node)[:1].isdigit())
    joined = "" if bare and (factor[:1] == "\\" or opens or spot.text(node)[:1] == "(") else dot
    before = Edit(start, start, factor + joined + opens)
    return (before, Edit(end, end, closes)) if closes else (before,)


def inner(node: Node) -> Iterator[Node]:
    """A node and all that is worked with in it: no indices, and no exponents of names."""
    yield node
    match node:
        case tree.Sum(parts) | tree.Product(parts) | tree.Group(_, parts):
            held = parts
        case tree.Over(top, bottom):
            held = (top, bottom)
        case tree.Scripted(base):
            held = (base, *(one for one in node.upper if not isinstance(one, tree.Mark)))
        case tree.Transposed(one) | tree.Bars(_, one) | tree.Root(one):
            held = (one,)
        case tree.Matrix(rows):
            held = tuple(one for row in rows for one in row)
        case tree.Big(body=one):
            held = (one,)
        case tree.Chain((one,), ()) if one is not None:
            held = (one,)
        case _:
            held = ()
    for one in held:
        yield from inner(one)


def _scalable(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, tree.Sum) and 1 < len(node.terms) <= MOST_TERMS:
        yield from node.terms
    for one in inner(node):
        if isinstance(one, tree.Group) and len(one.items) == 1:
            (held,) = one.items
            if isinstance(held, tree.Sum) and 1 < len(held.terms) <= MOST_TERMS:
                yield from held.terms


def _turned_sign(spot: Spot, node: tree.Sum, at: int) -> Edit | None:
    term = node.terms[at]
    if at == 0 and node.signs[0] == "+":
        return Edit(term.start, term.start, "-")
    start = spot.end(node.terms[at - 1]) if at else node.start
    gap = spot.edited(())
    assert gap is not None
    first = spot.right.node.start
    found = list(_SIGN.finditer(gap, max(0, start - first), term.start - first))
    if not found:
        return None
    place = first + found[-1].start()
    if at == 0:
        return Edit(place, term.start, "")
    return Edit(place, place + 1, "+" if node.signs[at] == "-" else "-")


def _factors_left_out(spot: Spot, node: tree.Product, first: int, last: int) -> Edit:
    if first == 0:
        return Edit(node.start, node.factors[last].start, "")
    return Edit(spot.end(node.factors[first - 1]), spot.end(node.factors[last - 1]), "")


def _number(node: Node) -> Fraction | None:
    match node:
        case tree.Number():
            return node.value
        case tree.Over(tree.Number() as top, tree.Number() as bottom) if bottom.value:
            return top.value / bottom.value
        case tree.Group(_, (only,)):
            return _number(only)
    return None


def _index_of(node: Node) -> tree.Name | None:
    name = written(node)
    return name.node if name is not None and not name.raised else None  # type: ignore[return-value]


def product_sign(spot: Spot) -> str:
    both = spot.text(spot.left.node) + spot.source
    for mark in (DOT, CROSS, "·", "×", "*"):
        if mark in spot.source:
            return f" {mark} "
    return f" {DOT} " if "\\" in both else " · "


def _share(spot: Spot, number: str) -> str:
    plain = "\\" not in spot.text(spot.left.node) + spot.source
    return f"1/{number}" if plain else "\\" + f"frac{{1}}{{{number}}}"
