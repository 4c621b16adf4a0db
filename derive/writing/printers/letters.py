"""Letters, marks and signs: what a quantity or a function is called under a notation."""

from __future__ import annotations

from typing import Any

from derive.calculus import expression as ex
from derive.calculus.activations import ACTIVATIONS
from derive.writing.notation import Notation
from derive.writing.printers.pieces import (
    Node,
    Piece,
    accent,
    letter,
    marked,
    operator,
    row,
    sign,
    word,
)
from derive.writing.printers.signs import GREEK

BRACKETS = {"brackets": ("[", "]"), "parentheses": ("(", ")"), "plain": ("", "")}


class Letters:
    """How the quantities of one network are called under a notation."""

    def __init__(
        self,
        notation: Notation,
        depth: int,
        count_from: tuple[int, int],
        queries: int,
        functions: tuple[Any, ...],
    ) -> None:
        self.notation, self.depth = notation, depth
        self.count_from, self.queries, self.functions = count_from, queries, functions

    def letter(self, role: str, bold: bool = False) -> Piece:
        """The letter of a role: a glyph of the notation, bold where asked."""
        *accents, name = self.notation.letters[role].split()
        glyph: Piece = letter(name, bold and self.notation.bold)
        for one in accents:
            glyph = accent(one, glyph)
        return glyph

    def function(self, function: Any) -> Piece:
        """The sign of an activation; one without a sign is called by its upright name."""
        name = self.notation.functions.get(function.name)
        own = [one for one in self.functions if one.name not in ACTIVATIONS]
        alike = [one for one in self.functions if one.name == function.name]
        if name is None and function.name not in ACTIVATIONS:
            return letter("fghpqr"[own.index(function) % 6] if function in own else "f")
        text: Piece
        if name is None:
            text = word(function.name.replace(" ", "-"))
        elif name == "tanh":
            text = operator(name)
        else:
            text = letter(name) if name in GREEK else word(name)
        # the same function with other constants
        return marked(text, str(alike.index(function) + 1)) if len(alike) > 1 else text

    def index(self, e: Any) -> Piece:
        """The index of an entry as it is counted and printed."""
        matrix, line, column = e.args
        if isinstance(matrix, ex.Partial):
            matrix = matrix.args[1]
        if isinstance(matrix, ex.Named) and matrix.role.endswith("weights"):
            i, j = (
                self.counted(k, first)
                for k, first in zip((line, column), self.count_from, strict=True)
            )
            short = all((isinstance(k, Node) and k.kind == "letter") or len(k) == 1 for k in (i, j))
            return row(i, "" if short else ",", j)
        return self.counted(line, 1)

    def counted(self, place: Any, first: int) -> Piece:
        """A place as it is counted; an index that runs is called by its name."""
        if place.is_Integer:
            return str(int(place) + first)
        # a running index counts from 1; what is added to it stands for a leading bias
        (symbol,) = place.free_symbols
        name, _, layer = symbol.name.partition("_")
        return marked(letter(name), layer)

    def marked(self, e: Any, index: Piece = "") -> Piece:
        """The name of a quantity, or of its entry at an index: letter, layer, example."""
        role = e.role.removeprefix("new ")
        with_one = role.endswith("with one")
        if with_one:
            role = "joined" if role.startswith("joined") else "activation"
        notation = self.notation
        last = self.depth and e.layer == self.depth
        show_layer = role not in ("target", "loss", "batch loss")
        if role == "activation" and e.layer == 0:
            role, show_layer = "input", notation.input_layer
        elif role == "activation" and last:
            show_layer = notation.letters["output"] == notation.letters["activation"]
            role = "output"
        elif role == "preactivation" and last:
            role = "output preactivation"
        elif role == "batch loss":
            role = "loss"
        text = self.letter(role, bold=not index and e.shape != (1, 1))
        if with_one:
            text = accent("tilde", text)
        below = index
        if e.role.startswith("new "):
            below = row(index, "," if index else "", word(notation.new))
        above: Piece = ""
        if show_layer:
            opening, closing = BRACKETS[notation.layer]
            above = f"{opening}{e.layer}{closing}"
        return marked(text, below, row(above, self.example(int(e.example))))

    def example(self, n: int) -> Piece:
        """The mark of an example; queries are numbered from 1000 and called q."""
        if n == 0:
            return ""
        query = n > 1000
        shown = row(letter("q"), str(n - 1000) if self.queries > 1 else "") if query else str(n)
        if self.notation.example == "angles":
            return row(sign("left angle"), " ", shown, " ", sign("right angle"))
        return row("(", shown, ")")
