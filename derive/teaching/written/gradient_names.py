"""What letters mean where a scalar formula is differentiated by one of its letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.written import tree
from derive.teaching.written.letters import words
from derive.teaching.written.names import NotUnderstood, Written, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS, STEPS

LOSSES = frozenset(words("L E J C F S f ell loss cost error Q R MSE SSE RSS BCE NLL"))


@dataclass(frozen=True)
class GradientNames:
    """`keys` are the known names, "W", "b1", "y hat"; `body` the scalar, None while it is read."""

    keys: frozenset[str]
    constants: dict[str, Term]
    body: Term | None = None

    def value(self, name: Written, meaning: Any) -> Term | None:
        if name.letter in FUNCTION_WORDS or name.primes > 1:
            return None
        found = self.known(name)
        if found is None:
            return None
        base, indices, raised = found
        if name.primes:  # A'x: the transposed matrix
            base = tm.Turned(base)
        if indices:
            base = tm.Entry(base, tuple(meaning.index(one) for one in indices))
        for one in raised:
            base = meaning.raised(base, one)
        return base

    def known(self, name: Written) -> tuple[Term, tuple[Node, ...], tuple[Node, ...]] | None:
        """The longest name that is known, and what is left of indices and powers."""
        letter = " ".join((name.letter, *name.accents))
        labels = [_label(one) for one in (*name.indices, *name.marks, *name.raised)]
        low, marks = len(name.indices), len(name.marks)
        if all(labels):
            whole = letter + "".join(map(str, labels))
            if whole in self.keys:
                return tm.Variable(whole), (), ()
        if marks:
            layer = letter + "".join(str(one) for one in labels[low : low + marks])
            if layer in self.keys:
                return tm.Variable(layer), name.indices, name.raised
            return None
        if labels[:1] and labels[0] and letter + labels[0] in self.keys and low:
            return tm.Variable(letter + labels[0]), name.indices[1:], name.raised
        if letter in self.constants:
            return self.constants[letter], name.indices, name.raised
        if letter in self.keys:
            return tm.Variable(letter), name.indices, name.raised
        return None

    def function(self, name: Written, argument: Node | None) -> str | None:
        if self.known(name) is not None:
            return None
        if name.letter in FUNCTION_WORDS:
            return FUNCTION_WORDS[name.letter]
        if name.letter in STEPS and argument is not None and name.plain:
            return "step"
        return "sigmoid" if name.letter == "sigma" else None

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        raise NotUnderstood("a function that is not known here", name.node)

    def implied(self, name: Written) -> Term | None:
        return None

    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        by = written(node.by)
        if by is None or node.order != 1:
            return None
        if by.marks == () and by.raised == () and f"{by.letter}" in self.keys and by.indices:
            found: Any = (tm.Variable(by.letter), by.indices, ())
        else:
            found = self.known(by)
        if found is None or not isinstance(found[0], tm.Variable) or found[2]:
            return None
        body = self.body
        if node.what is not None:
            what = written(node.what)
            if what is None or what.letter not in LOSSES or self.known(what) is not None:
                # a derivative of something else than the scalar
                body = meaning.term(node.what)
        if body is None:
            return None
        rate: Term = tm.Rate(body, found[0].key)
        if found[1]:
            rate = tm.Entry(rate, tuple(meaning.index(one) for one in found[1]))
        return rate


def _label(node: Node) -> str:
    """A script as a part of a name: a number or a letter, else nothing."""
    if isinstance(node, tree.Mark):
        node = node.inner
    if isinstance(node, tree.Number) and node.text.isdigit():
        return node.text
    if isinstance(node, tree.Name) and node.text not in ("T",):
        return node.text
    return ""


def key_of(name: Written) -> str:
    """The key of a name as it is given in shapes: W, W1, y hat."""
    labels = [_label(one) for one in (*name.indices, *name.marks, *name.raised)]
    return " ".join((name.letter, *name.accents)) + "".join(labels)
