"""What letters mean where the derivatives of softmax are in question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.written import tree
from derive.teaching.written.letters import words
from derive.teaching.written.names import NotUnderstood, Written, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

OUTPUTS = frozenset(words("p a y s S sigma o h f q g output out"))
Z = tm.Variable("z")
JACOBIAN = tm.Slope("softmax", Z)


@dataclass(frozen=True)
class SoftmaxNames:
    """`argument` is the letter of the argument; every other usual letter is the output."""

    argument: str

    def value(self, name: Written, meaning: Any) -> Term | None:
        if name.letter in FUNCTION_WORDS or name.primes:
            return None
        if name.letter == self.argument:
            base: Term = Z
        elif self._is_output(name):
            base = tm.Call("softmax", (Z,))
        else:
            return None
        if name.indices:
            base = tm.Entry(base, tuple(meaning.index(one) for one in name.indices))
        for one in name.raised:
            base = meaning.raised(base, one)
        return base

    def _is_output(self, name: Written) -> bool:
        return name.letter in OUTPUTS or (name.letter == "x" and self.argument != "x")

    def function(self, name: Written, argument: Node | None) -> str | None:
        if name.letter in FUNCTION_WORDS:
            return FUNCTION_WORDS[name.letter]
        if self._is_output(name) and isinstance(argument, tree.Group) and len(argument.items) == 1:
            inner = written(argument.items[0])
            if inner is not None and inner.letter == self.argument and not inner.indices:
                return "softmax"
        return None

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        raise NotUnderstood("a function that is not known here", name.node)

    def implied(self, name: Written) -> Term | None:
        return Z if name.letter == "softmax" else None

    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        by = written(node.by)
        what = written(node.what) if node.what is not None else None
        if by is None or what is None or by.letter != self.argument or node.order != 1:
            return None
        if what.letter != "softmax" and not self._is_output(what):
            return None
        if not by.indices and not what.indices:
            return JACOBIAN
        return tm.Entry(JACOBIAN, tuple(meaning.index(one) for one in (*what.indices, *by.indices)))
