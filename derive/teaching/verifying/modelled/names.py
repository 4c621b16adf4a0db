"""Names of a sheet without data as terms of its model."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.verifying.modelled.applied import without_scripts
from derive.teaching.verifying.modelled.lettering import BY_LETTER
from derive.teaching.written import tree
from derive.teaching.written.names import OWN, NotUnderstood, Written, apart, written
from derive.teaching.written.slope_names import is_exponential
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

if TYPE_CHECKING:
    from derive.teaching.verifying.modelled.model import Model

ZERO = tm.Constant(Fraction(0))
ARGUMENT = "@"  # the number that a function of the sheet's own is of
NO_PATH = "a derivative by what it does not depend on"


@dataclass
class ModelNames:
    """The names within one formula; `argument` is the letter that a function is of."""

    model: Model
    argument: str = ""
    met: set[str] = field(default_factory=set)

    def value(self, name: Written, meaning: Any) -> Term | None:
        indices: tuple[Node, ...] = ()
        if name.plain and name.letter == self.argument:
            return tm.Variable(ARGUMENT)
        if name.letter == self.argument and not (name.indices or name.marks or name.primes):
            key = ARGUMENT
        elif name.primes or self._is_no_name(name):
            return None
        else:
            key, indices = self.model.said.lettering.split(name)
            if name.letter == "delta" and len(indices) == 2 and not self.model.form(key):
                return None
            self.met.add(key)
        base: Term = tm.Variable(key)
        if len(indices) == 1 and key in self.model.said.lettering.columns:
            base = tm.Turned(base)  # its rows are the vectors
        if indices:
            base = tm.Entry(base, tuple(map(meaning.index, indices)))
        for one in name.raised:
            base = meaning.raised(base, one)
        return base

    def function(self, name: Written, argument: Node | None) -> str | None:
        if name.letter == self.argument or (name.indices and name.letter != "log"):
            return None
        if self._is_function(name) and isinstance(without_scripts(argument), tree.Group):
            return OWN
        if self.model.supposing and name.letter in self.model.said.functions:
            return OWN
        return FUNCTION_WORDS.get(name.letter)

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        if len(arguments) != 1 or name.primes > 2:
            raise NotUnderstood("a function of several arguments", name.node)
        return self.model.applied(name.letter, arguments[0], name.primes)

    def implied(self, name: Written) -> Term | None:
        return None

    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        by, further = _entry(node.by)
        if by is None or by.raised or by.primes or node.order != 1 or node.what is None:
            return None
        if by.plain and by.letter == self.argument:
            return tm.Rate(meaning.term(node.what), ARGUMENT)
        key, indices = self.model.said.lettering.split(by)
        indices = (*indices, *further)
        body = meaning.term(node.what)
        self.met.add(key)
        if not self.model.depends(body, key):
            key = self._other_name(key)
        if not self.model.depends(body, key):
            if self._comes_later(key, body):
                return ZERO
            raise NotUnderstood(NO_PATH, node)
        rate: Term = tm.Rate(body, key)
        return tm.Entry(rate, tuple(map(meaning.index, indices))) if indices else rate

    def _comes_later(self, key: str, body: Term) -> bool:
        """Whether a unit is of a later layer than the one that is derived."""
        order = self.model.said.lettering.order
        match body:
            case tm.Entry(tm.Variable(what), _):
                letters = [one.partition(BY_LETTER)[2] for one in (what, key)]
                return all(one in order for one in letters) and (
                    order.index(letters[0]) < order.index(letters[1]))  # fmt: skip
        return False

    def _other_name(self, key: str) -> str:
        """The name that one is said to be and nothing else: y of a_k = y_k, for linear outputs."""
        letters = tuple(tm.Variable(f"#{one}") for one in self.model.letters_of(key))
        match self.model.definition(key):
            case tm.Variable(other) if not letters:
                return other
            case tm.Entry(tm.Variable(other), indices) if indices == letters:
                return other
        return key

    def _is_no_name(self, name: Written) -> bool:
        known = name.letter in FUNCTION_WORDS or name.letter == "pi" or is_exponential(name)
        return known or self._is_function(name)

    def _is_function(self, name: Written) -> bool:
        """Whether a letter is a function's: of the sheet's own, σ, or f."""
        if name.indices or name.marks or name.accents:
            return False
        told = self.model.said
        if name.letter in FUNCTION_WORDS:
            return False
        if name.letter in told.functions or name.letter == "sigma":
            return True
        return name.letter in told.called and name.letter not in told.forms


def _entry(node: Node) -> tuple[Written | None, tuple[Node, ...]]:
    """A name, and the indices behind its brackets: (W_1)_{ij}."""
    match node:
        case tree.Scripted(tree.Group("(", (inner,)), lower, (), 0):
            return written(inner), tuple(one for index in lower for one in apart(index))
    return written(node), ()
