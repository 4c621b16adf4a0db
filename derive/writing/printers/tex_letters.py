"""Letters, marks and signs in TeX: what a quantity or a function is called under a notation."""

from __future__ import annotations

from typing import Any

from derive.calculus import expression as ex
from derive.calculus.activations import ACTIVATIONS
from derive.writing.notation import Notation
from derive.writing.style_check import GREEK


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

    def letter(self, role: str, bold: bool = False) -> str:
        """The letter of a role: a glyph of the notation, bold where asked."""
        *accents, letter = self.notation.letters[role].split()
        glyph = "\\" + letter if letter in GREEK else letter
        if bold and self.notation.bold:
            glyph = (r"\boldsymbol{" if letter in GREEK else r"\mathbf{") + glyph + "}"
        for accent in accents:
            glyph = rf"\{accent}{{{glyph}}}"
        return glyph

    def function(self, function: Any) -> str:
        """The sign of an activation; one without a sign is called by its upright name."""
        sign = self.notation.functions.get(function.name)
        own = [one for one in self.functions if one.name not in ACTIVATIONS]
        alike = [one for one in self.functions if one.name == function.name]
        if sign is None and function.name not in ACTIVATIONS:
            return "fghpqr"[own.index(function) % 6] if function in own else "f"
        if sign is None:
            text = rf"\mathrm{{{function.name.replace(' ', '-')}}}"
        else:
            text = "\\" + sign if sign in GREEK or sign == "tanh" else rf"\mathrm{{{sign}}}"
        if len(alike) > 1:  # the same function with other constants
            text += f"_{{{alike.index(function) + 1}}}"
        return text

    def index(self, e: Any) -> str:
        """The index of an entry as it is counted and printed."""
        matrix, row, column = e.args
        if isinstance(matrix, ex.Partial):
            matrix = matrix.args[1]
        if isinstance(matrix, ex.Named) and matrix.role.endswith("weights"):
            i, j = (
                self.counted(k, first)
                for k, first in zip((row, column), self.count_from, strict=True)
            )
            return f"{i}{j}" if len(i) == len(j) == 1 else f"{i},{j}"
        return self.counted(row, 1)

    def counted(self, place: Any, first: int) -> str:
        """A place as it is counted; an index that runs is called by its name."""
        if place.is_Integer:
            return str(int(place) + first)
        # a running index counts from 1; what is added to it stands for a leading bias
        (symbol,) = place.free_symbols
        letter, _, layer = symbol.name.partition("_")
        return f"{letter}_{{{layer}}}" if layer else letter

    def marked(self, e: Any, index: str = "") -> str:
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
            text = rf"\tilde{{{text}}}"
        below = [index] if index else []
        if e.role.startswith("new "):
            below.append(rf"\mathrm{{{notation.new}}}")
        if below:
            text += "_{" + ",".join(below) + "}"
        above = ""
        if show_layer:
            above += {"brackets": "[{}]", "parentheses": "({})", "plain": "{}"}[
                notation.layer
            ].format(e.layer)
        if e.example != 0:
            # queries are numbered from 1000 and called q
            n = int(e.example)
            shown = f"q{n - 1000}" if self.queries > 1 and n > 1000 else "q" if n > 1000 else n
            above += {"parentheses": "({})", "angles": r"\langle {} \rangle"}[
                notation.example
            ].format(shown)
        return text + (f"^{{{above}}}" if above else "")
