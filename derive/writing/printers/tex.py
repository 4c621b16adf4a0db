"""Expressions in TeX under a notation: with their names, or with holes for their numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy import Integer, Mul, Number, Symbol
from sympy.tensor.indexed import Indexed

from derive.calculus import expression as ex
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.functions import A, N, T, Z, loss_parts
from derive.calculus.indexed import TARGETS
from derive.writing.holes import CLOSE, OPEN, Choice, Coefficient, Hole, Products, Slot, Value
from derive.writing.notation import Notation
from derive.writing.printers.tex_scalar import (
    ATOM,
    FRACTION,
    PRODUCT,
    SUM,
    TEX_COMPARISONS,
    Scalars,
    brackets,
)

GREEK = frozenset(
    ("alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau phi "
     "chi psi omega ell").split()
)
ACCENTS = ("hat", "bar", "tilde")
PRODUCTS = {"dot": r" \cdot ", "none": " "}
HADAMARDS = {"circ": r" \circ ", "odot": r" \odot "}
TRANSPOSES = {"T": "T", "top": r"\top"}
MATRICES = {"parentheses": "pmatrix", "brackets": "bmatrix"}
PARTIALS = {"partial": r"\partial", "d": "d"}
MOST_CELLS = 8
WIDEST_MATRIX = 34.0
KINDS: dict[type, Callable[[Tex, Any], tuple[str, int]]] = {}


def prints(*classes: type) -> Callable[[Any], Any]:
    """Registers the printing, with names, of a class of matrix expressions."""

    def register(function: Any) -> Any:
        for one in classes:
            KINDS[one] = function
        return function

    return register


class Tex:
    """The printing of one document: its notation, the network's facts, and the holes made."""

    def __init__(self, notation: Notation, depth: int = 0, hole_width: float = 4.0,
                 count_from: tuple[int, int] = (1, 1), product: str = "W x") -> None:
        self.notation, self.depth, self.hole_width = notation, depth, hole_width
        self.count_from, self.product = count_from, product
        self.holes: list[Hole] = []
        self._places: dict[Hole, int] = {}
        self._made: dict[Any, tuple[str, int]] = {}

    # holes --------------------------------------------------------------------------------------
    def hole(self, hole: Hole) -> str:
        """The mark of a hole; equal holes are one."""
        if hole not in self._places:
            self._places[hole] = len(self.holes)
            self.holes.append(hole)
        return f"{OPEN}{self._places[hole]}{CLOSE}"

    # names --------------------------------------------------------------------------------------
    def names(self, e: Any) -> str:
        """The expression with the names of its quantities."""
        return self.named(e)[0]

    def named(self, e: Any) -> tuple[str, int]:
        """The same, and how strongly it binds."""
        made = self._made.get(e)
        if made is None:
            for one in type(e).__mro__:
                if one in KINDS:
                    made = KINDS[one](self, e)
                    break
            else:
                made = Scalars(self.leaf, logarithm=self.logarithm).printed(e, False)
            self._made[e] = made
        return made

    @property
    def logarithm(self) -> str:
        return "\\" + self.notation.logarithm

    def leaf(self, e: Any, bracket: bool) -> str | None:
        """The name of a scalar that has one."""
        if isinstance(e, ex.Rate):
            return self.letter("rate")
        if isinstance(e, ex.Entry):
            return self.entry(e.args[0], self.index(e))
        if isinstance(e, ex.Call):
            return f"{self.function(e.args[0])}({self.names(e.args[1])})"
        if isinstance(e, Indexed):
            role = {"z": "preactivation", "a": "activation", "t": "target"}[str(e.base)]
            return self.letter(role) + f"_{{{e.indices[0]}}}"
        if isinstance(e, Symbol):
            return {Z: "z", A: self.letter("activation"), T: self.letter("target"), N: "n",
                    TARGETS: rf"\sum_{{k}} {self.letter('target')}_{{k}}"}.get(e)
        if isinstance(e, ex.MatrixExpr):
            return self.names(e)
        return None

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
        if sign is None:
            if function.name not in ACTIVATIONS:
                return "f"
            return rf"\mathrm{{{function.name.replace(' ', '-')}}}"
        return "\\" + sign if sign in GREEK or sign == "tanh" else rf"\mathrm{{{sign}}}"

    def index(self, e: Any) -> str:
        """The index of an entry as it is counted and printed."""
        matrix, row, column = e.args
        if matrix.role.endswith("weights"):
            i, j = int(row) + self.count_from[0], int(column) + self.count_from[1]
            return f"{i}{j}" if i < 10 and j < 10 else f"{i},{j}"
        return str(int(row) + 1)

    def entry(self, matrix: Any, index: str) -> str:
        """The name of one entry of a named matrix."""
        if matrix.shape == (1, 1):
            return self.names(matrix)
        return self._marked(matrix, index)

    def _marked(self, e: Any, index: str = "") -> str:
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
            above += {"parentheses": "({})", "angles": r"\langle {} \rangle"}[
                notation.example
            ].format(e.example)
        return text + (f"^{{{above}}}" if above else "")

    # numbers ------------------------------------------------------------------------------------
    def numbers(self, e: Any, run: str) -> str:
        """The expression with holes where its numbers go."""
        return self._numbered(e, run)[0]

    def _numbered(self, e: Any, run: str) -> tuple[str, int]:
        if isinstance(e, ex.MatAdd):
            return self._added(e, lambda part: self._numbered(part, run)), SUM
        if isinstance(e, ex.MatMul | ex.HadamardProduct):
            if all(part.shape == (1, 1) for part in e.args):
                return r" \cdot ".join(self._cell(p, 0, 0, run, True) for p in e.args), PRODUCT
            sign = HADAMARDS[self.notation.hadamard]
            if isinstance(e, ex.MatMul):
                sign = PRODUCTS[self.notation.product]
            return sign.join(self._factor(part, run) for part in e.args), PRODUCT
        if isinstance(e, ex.Scale):
            front = self._front(e.args[0], run)
            text, strength = self._numbered(e.args[1], run)
            if e.args[1].shape == (1, 1):
                text = self._cell(e.args[1], 0, 0, run, True) if strength == ATOM else brackets(text)
                return front + (r" \cdot " if front and not front.endswith("}") else "") + text, PRODUCT
            return front + " " + (brackets(text) if strength == SUM else text), PRODUCT
        if isinstance(e, ex.LossOf):
            return self._loss(e, run), PRODUCT
        if e.shape == (1, 1):
            return self._cell(e, 0, 0, run), ATOM
        return self._grid(e, run), ATOM

    def _factor(self, e: Any, run: str) -> str:
        if e.shape == (1, 1):
            return self._cell(e, 0, 0, run, True)
        text, strength = self._numbered(e, run)
        return brackets(text) if strength < ATOM else text

    def _front(self, e: Any, run: str) -> str:
        """A number in front of a matrix."""
        if isinstance(e, ex.Rate):
            return self.hole(Coefficient(Slot(run, e, 0, 0)))
        if isinstance(e, Mul) and e.args[0] == -1:
            return "-" + self._front(-e, run)
        if e == -1:
            return "-"
        return self.names(e)

    def _grid(self, e: Any, run: str) -> str:
        """A matrix of cells, its middle left out where it is long or wide."""
        rows, columns = int(e.shape[0]), int(e.shape[1])
        probe = self.hole_width + 1.0
        widest = max(3, min(MOST_CELLS, int(WIDEST_MATRIX / probe)))
        across, down = _kept(columns, widest), _kept(rows, MOST_CELLS)
        lines = []
        for i in down:
            cells = [
                (r"\vdots" if i < 0 and j >= 0 else r"\ddots" if i < 0 else r"\cdots")
                if i < 0 or j < 0
                else self._cell(e, i, j, run)
                for j in across
            ]
            lines.append(" & ".join(cells))
        kind = MATRICES[self.notation.matrix]
        return rf"\begin{{{kind}}} " + r" \\ ".join(lines) + rf" \end{{{kind}}}"

    def _cell(self, e: Any, i: int, j: int, run: str, bracket: bool = False) -> str:
        """One entry with its numbers."""
        if isinstance(e, ex.Named | ex.Partial | ex.Slope | ex.Jacobian):
            return self.hole(Value(Slot(run, e, i, j), bracket))
        if isinstance(e, ex.Transpose):
            return self._cell(e.args[0], j, i, run, bracket)
        if isinstance(e, ex.WithoutBias):
            shift = (0, 1) if e.args[1].name == "W x" else (1, 0)
            return self._cell(e.args[0], i + shift[0], j + shift[1], run, bracket)
        if isinstance(e, ex.Prepend):
            return "1" if i == 0 else self._cell(e.args[0], i - 1, 0, run, bracket)
        if isinstance(e, ex.Tail):
            return self._cell(e.args[0], i + 1, 0, run, bracket)
        if isinstance(e, ex.Block):
            return self._cell(e.args[0], i + int(e.args[1]), 0, run, bracket)
        if isinstance(e, ex.Diagonal):
            return self._cell(e.args[0], i, 0, run, bracket) if i == j else "0"
        if isinstance(e, ex.Stack):
            for part in e.args:
                if i < part.shape[0]:
                    return self._cell(part, i, 0, run, bracket)
                i -= int(part.shape[0])
        if isinstance(e, ex.Apply):
            return f"{self.function(e.args[0])}({self._cell(e.args[1], i, 0, run)})"
        if isinstance(e, ex.Entrywise):
            text, strength = self._formula(e, i, run).printed(e.args[0], bracket)
            return brackets(text) if bracket and strength == SUM else text
        if isinstance(e, ex.Total):
            parts = tuple((Slot(run, e.args[0], k, 0),) for k in range(int(e.args[0].shape[0])))
            return brackets(self.hole(Products(parts)))
        text, strength = self._numbered(e, run)
        return brackets(text) if bracket and strength < ATOM else text

    def _formula(self, e: Any, i: int, run: str) -> Scalars:
        """The scalar printer of an entrywise formula at entry i."""
        vectors = dict(zip(e.args[1], e.args[2], strict=True))

        def leaf(part: Any, bracket: bool) -> str | None:
            if isinstance(part, ex.Cases):
                return self._choice(part, leaf, vectors, i, run)
            if part in vectors:
                vector = vectors[part]
                return self._cell(vector, 0 if vector.shape == (1, 1) else i, 0, run, bracket)
            return None

        return Scalars(leaf, logarithm=self.logarithm)

    def _choice(self, e: Any, leaf: Any, vectors: Any, i: int, run: str) -> str:
        then, left, comparison, right, otherwise = e.args
        scalars = Scalars(leaf, logarithm=self.logarithm)
        names = {s: ex.Entry(v, 0 if v.shape == (1, 1) else i, 0) for s, v in vectors.items()}
        return self.hole(
            Choice(
                left.xreplace(names), comparison.name, right.xreplace(names), run,
                scalars.text(then), scalars.text(otherwise),
            )
        )

    def _loss(self, e: Any, run: str) -> str:
        """The loss of one example with its terms written out."""
        factor, term = loss_parts(e.args[0].name)
        n = int(e.args[1].shape[0])
        parts = []
        for i in range(n):
            entrywise = ex.Entrywise(term, (A, T), (e.args[1], e.args[2]))
            parts.append(self._formula(entrywise, i, run).printed(term, True))
        kept = _kept(n, MOST_CELLS)
        texts = [parts[i][0] if i >= 0 else r"\cdots" for i in kept]
        return _fronted(self.names(factor.xreplace({N: Integer(n)})), " + ".join(texts),
                        n > 1 or parts[0][1] == SUM)

    def _added(self, e: Any, part: Callable[[Any], tuple[str, int]]) -> str:
        text = ""
        terms = list(e.args)
        for place in _kept(len(terms), MOST_CELLS):
            if place < 0:
                text += r" + \cdots"
                continue
            term = terms[place]
            if text and isinstance(term, ex.Scale) and _negative(term.args[0]):
                text += " - " + part(ex.Scale(-term.args[0], term.args[1])
                                     if term.args[0] != -1 else term.args[1])[0]
            elif text and term.shape == (1, 1) and isinstance(term, ex.Named) and part(term)[0][:1] == OPEN:
                text += " + " + self._bracketed(term, part)
            else:
                text += (" + " if text else "") + part(term)[0]
        return text

    def _bracketed(self, term: Any, part: Any) -> str:
        """A single number added: brackets if it is negative."""
        hole = self.holes[int(part(term)[0][1:-1])]
        return self.hole(Value(hole.slot, True)) if isinstance(hole, Value) else part(term)[0]


def _negative(e: Any) -> bool:
    return bool(e == -1 or (isinstance(e, Mul) and e.args[0] == -1) or (isinstance(e, Number) and e < 0))


def _fronted(factor: str, body: str, several: bool) -> str:
    """factor times body; a factor 1 is left out."""
    if factor == "1":
        return body
    return f"{factor}{'' if factor == '-' else ' '}" .replace("-1 ", "-") + (
        brackets(body) if several else body
    )


def _kept(count: int, most: int) -> list[int]:
    """The places that are shown; -1 stands for the dots in between."""
    if count <= most:
        return list(range(count))
    first = (most - 1) // 2 + (most - 1) % 2
    return [*range(first), -1, *range(count - (most - 1 - first), count)]


__all__ = ["ACCENTS", "FRACTION", "TEX_COMPARISONS", "TRANSPOSES", "Tex"]
