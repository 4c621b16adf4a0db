"""What letters mean where one function and its derivative are in question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.written import tree
from derive.teaching.written.letters import words
from derive.teaching.written.names import OWN, NotUnderstood, Written, without_place, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS, STEPS

MOST_PRIMES = 2  # a slope, and the slope of that
# letters of a function's value, and of a function; the argument is taken out before
OUTPUTS = frozenset(words("y a f g h s p o x S sigma phi psi rho Phi out output F A q u v"))
# those that are a function before brackets, whatever the brackets hold
FUNCTIONS = frozenset(words("f g h F sigma phi psi Phi S"))


@dataclass(frozen=True)
class OwnFunction:
    """A function that a sheet defines: its letter, that of its number, the formula in that."""

    letter: str
    argument: str
    formula: Node


@dataclass(frozen=True)
class OwnLetters:
    """What a sheet defines: functions of one number."""

    functions: Mapping[str, tuple[OwnFunction, ...]] = field(default_factory=dict)


def is_exponential(name: Written) -> bool:
    """Whether a name is e, or a power of it."""
    return name.letter == "e" and not (name.indices or name.primes or name.accents)


@dataclass(frozen=True)
class SlopeNames:
    """`argument` is the letter of the argument, `body` the function as a term in z.

    The body is None while the function itself is read.

    `constants` say what other letters stand for; σ is the sigmoid unless `sigma_is_own`;
    `normal` are the letters of the normal distribution, Φ and with it φ.
    """

    argument: str
    body: Term | None
    constants: dict[str, Term]
    sigma_is_own: bool
    scripts: dict[str, str]
    normal: frozenset[str] = frozenset()

    def value(self, name: Written, meaning: Any) -> Term | None:
        if name.letter in FUNCTION_WORDS or name.accents not in ((), ("hat",)):
            return None
        if name.letter in self.constants and not name.primes:
            base = self.constants[name.letter]
        elif name.letter == self.argument and not name.primes:
            self._same_script(name)
            base = tm.Variable("z")
        elif self._is_own(name) and name.primes <= MOST_PRIMES:
            self._same_script(name)
            assert self.body is not None
            base = self._slope(name.primes)
        else:
            return None
        for one in name.raised:
            base = meaning.raised(base, one)
        return base

    def _is_own(self, name: Written) -> bool:
        """Whether a letter is the function's value."""
        if self.body is None or name.letter not in OUTPUTS or name.letter in self.normal:
            return False
        if name.letter == self.argument or name.letter in self.constants:
            return False
        return name.letter != "sigma" or self.sigma_is_own

    def _same_script(self, name: Written) -> None:
        """One neuron is spoken of: z_1 and z_2 in one formula are not the same."""
        written_on = (*name.indices, *name.marks)
        said = repr([without_place(one) for one in written_on]) if written_on else ""
        if self.scripts.setdefault(name.letter, said) != said:
            raise NotUnderstood("another index than before", name.node)

    def function(self, name: Written, argument: Node | None) -> str | None:
        if name.letter in self.constants or name.letter == self.argument:
            return None
        if name.letter in FUNCTION_WORDS:
            return FUNCTION_WORDS[name.letter]
        if name.letter == "sigma" and not self.sigma_is_own:
            return "sigmoid"
        if name.letter in STEPS and argument is not None:
            return "step"
        if name.letter in self.normal:
            return "normcdf" if name.letter == "Phi" else "normpdf"
        if self._is_own(name) and argument is not None:
            inner = _in_brackets(argument)
            at = written(inner) if inner is not None else None
            if at is not None and at.letter == self.argument:
                return OWN
            if inner is not None and name.letter in FUNCTIONS:
                return OWN
        return None

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        assert self.body is not None
        if len(arguments) != 1 or name.primes > MOST_PRIMES:
            raise NotUnderstood("a derivative of higher order", name.node)
        body = self._slope(name.primes)
        return body if arguments[0] == tm.Variable("z") else tm.Put(body, "z", arguments[0])

    def _slope(self, order: int) -> Term:
        """The function, its slope, or the slope of that."""
        assert self.body is not None
        found: Term = self.body
        for _ in range(order):
            found = tm.Rate(found, "z")
        return found

    def implied(self, name: Written) -> Term | None:
        return tm.Variable("z")

    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        by = written(node.by)
        if by is None or by.letter != self.argument or node.order != 1:
            return None
        if node.what is None:
            return None
        return tm.Rate(meaning.term(node.what), "z")


def _in_brackets(node: Node) -> Node | None:
    """What brackets hold, through powers and indices written on them."""
    while isinstance(node, tree.Scripted) and not isinstance(node.base, tree.Name):
        node = node.base
    if isinstance(node, tree.Group) and len(node.items) == 1:
        return node.items[0]
    return None
