r"""Names of the examples of a data set, and of one of them: x^{(i)} beside x, h_\theta(x^{(i)}).

In a regression in letters a hypothesis is told of any input, h_\theta(x) = \theta^T x, and stands
in the loss of each example. Here h_\theta(x^{(i)}) is the name h^{(i)}, and what has no example
beside names that do, x_j beside x_j^{(i)}, is a name of its own, that of one example.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from derive.teaching.verifying.lines.readings import index_of
from derive.teaching.verifying.modelled.example_names import (
    BRACKET,
    ONE,
    STACK,
    Look,
    base_of,
    example_of,
    from_one,
    has_stack,
    inside,
    is_whole,
    last_sum,
    look,
    of_names,
)
from derive.teaching.verifying.modelled.forms import every_name
from derive.teaching.verifying.modelled.lettering import is_index
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.names import ARROWS, Written, nodes, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node


@dataclass(frozen=True)
class Examples:
    """`functions` are names that are of an example in brackets, `letters` those that have one
    somewhere, raised or `below`; `counts` are the letters of the examples, `sums` the losses that
    add them up; `rows`: they are the rows of X. An arrow says that a name is that of them all."""

    functions: frozenset[Look] = frozenset()
    letters: frozenset[Look] = frozenset()
    counts: frozenset[str] = frozenset()
    sums: frozenset[str] = frozenset()
    below: bool = False
    rows: bool = False

    def example(self, name: Written) -> str:
        """The letter of the example that a name is of; empty where it is of none."""
        found = example_of(name, self.below) if look(name) in self.letters else None
        return found.text if found is not None else ""

    def put(self, node: Any) -> Any:
        """The node with the names of examples in place of functions of them."""
        if not (self.functions or self.letters):
            return node
        return self.of_one(self._added_up(self._folded(node)))

    # functions of an example ----------------------------------------------------------------------
    def _folded(self, node: Any) -> Any:
        """h^{(i)} for h_\\theta(x^{(i)})."""
        node = mapped(node, self._folded)
        if isinstance(node, tree.Derivative) or not isinstance(node, tree.Product):
            return node
        factors: list[Any] = []
        signs: list[str] = []
        for one, sign in zip(node.factors, node.signs, strict=True):
            made = self._call(factors[-1], one) if factors and not sign else None
            if made is None:
                factors.append(one)
                signs.append(sign)
            else:
                factors[-1] = made
        if len(factors) == 1:
            return factors[0]
        return replace(node, factors=tuple(factors), signs=("", *signs[1:]))

    def _call(self, first: Any, then: Any) -> Node | None:
        """A function of an example as a name of that example, with a power behind its brackets."""
        if isinstance(first, tree.Derivative) and first.what is not None:
            made = self._call(first.what, then)
            return None if made is None else replace(first, what=made, end=then.end)
        name = written(first)
        inner, powers = then, tuple[Any, ...]()
        if isinstance(then, tree.Scripted) and not (then.lower or then.primes):
            inner, powers = then.base, then.upper
        arguments = of_names(inner)
        if name is None or look(name) not in self.functions or name.marks or name.primes:
            return None
        if not arguments or any(is_index(one) for one in name.indices):
            return None
        scripts = arguments[0].node
        lower = scripts.lower if isinstance(scripts, tree.Scripted) else ()
        upper = scripts.upper if isinstance(scripts, tree.Scripted) else ()
        base = base_of(first)
        here = first.start, then.end
        base = replace(base, start=here[0], end=here[1])
        upper = (*upper, *name.raised, *powers)
        return tree.Scripted(base, lower, upper, 0, *here) if lower or upper else base

    # sums over the examples -----------------------------------------------------------------------
    def _added_up(self, node: Any) -> Any:
        """Sums as they are meant: all that has their index, from the first example on."""
        node = mapped(node, self._added_up)
        if isinstance(node, tree.Sum):
            node = self._joined(node)
        if isinstance(node, tree.Big) and node.kind == "sum":
            node = from_one(node)
            if self._is_of_no_example(node):
                index = node.lower or tree.Name(min(self.counts), node.start, node.start)
                letter = index_of(node) or min(self.counts)
                return replace(node, lower=index, body=self.of_each(node.body, letter))
        return node

    def _joined(self, node: tree.Sum) -> Node:
        """What goes on with the index of the sum before it belongs to it: Σ_i a_i + b_i."""
        terms: list[Any] = []
        signs: list[str] = []
        for term, sign in zip(node.terms, node.signs, strict=True):
            front, total = last_sum(terms[-1]) if terms else ((), None)
            open_ = total is not None and index_of(total) in self.counts & self._free(term)
            if total is not None and open_ and (signs[-1], sign) != ("-", "-"):
                body = total.body
                inner = (body,) if not isinstance(body, tree.Sum) else body.terms
                of_signs = ("+",) if not isinstance(body, tree.Sum) else body.signs
                made = tree.Sum((*inner, term), (*of_signs, sign), body.start, term.end)
                joined = replace(total, body=made, end=term.end)
                terms[-1] = replace(terms[-1], factors=(*front, joined)) if front else joined
            else:
                terms.append(term)
                signs.append(sign)
        if len(terms) == len(node.terms):
            return node
        if terms[1:] == [] and signs == ["+"]:
            only: Node = terms[0]
            return only
        return replace(node, terms=tuple(terms), signs=tuple(signs))

    def _free(self, node: Any) -> frozenset[str]:
        """The letters of examples in a formula that no sum in it binds."""
        bound = {index_of(one) for one in nodes(node) if isinstance(one, tree.Big)}
        return frozenset({self.example(name) for name in every_name(node)} - bound - {""})

    def _is_of_no_example(self, node: tree.Big) -> bool:
        """Whether a sum goes over the examples, which are left out in it: Σ (h - y) x_j."""
        if not self.letters or not self.counts or (node.lower and index_of(node) is None):
            return False
        if node.lower and index_of(node) not in self.counts:
            return False
        names = list(every_name(node.body))
        if any(map(self.example, names)):
            return False
        letters = {index.text for one in names for index in one.indices
                   if isinstance(index, tree.Name)}  # fmt: skip
        return index_of(node) not in letters and any(look(one) in self.letters for one in names)

    # one example ----------------------------------------------------------------------------------
    def of_one(self, node: Any) -> Any:
        """The node with names of their own for what is of one example."""
        name = written(node) if hasattr(node, "start") else None
        if name is None or look(name) not in self.letters:
            return inside(node, self.of_one)
        base = base_of(node)
        if name.marks or (self.below and name.indices) or name.letter in LOSSES or is_whole(base):
            return node
        base = replace(base, text=f"{base.text}{ONE}")
        return replace(node, base=base) if isinstance(node, tree.Scripted) else base

    def of_each(self, node: Any, letter: str) -> Any:
        """The node said of every example, which this letter counts."""
        name = written(node) if hasattr(node, "start") else None
        known = (name.accents, name.letter.removesuffix(ONE)) if name is not None else None
        if name is None or known not in self.letters:
            return inside(node, lambda inner: self.of_each(inner, letter))
        base = base_of(node)
        if name.marks or (self.below and name.indices) or is_whole(base):
            return node
        plain = replace(base, text=base.text.removesuffix(ONE))
        here = node.start, node.end
        index = tree.Name(letter, *here)
        lower, upper = ((index,), ()) if self.below else ((), (tree.Mark(BRACKET, index, *here),))
        if not isinstance(node, tree.Scripted):
            return tree.Scripted(plain, lower, upper, 0, *here)
        return replace(node, base=plain, lower=(*node.lower, *lower), upper=(*upper, *node.upper))

    def of_none(self, node: Any) -> Any:
        """The node said of one example."""
        name = written(node) if hasattr(node, "start") else None
        if name is None or not isinstance(node, tree.Scripted) or not self.example(name):
            return inside(node, self.of_none)
        lower = () if self.below else node.lower
        upper = tuple(one for one in node.upper if not isinstance(one, tree.Mark))
        bare = replace(node, lower=lower, upper=upper) if upper or lower else node.base
        return self.of_one(bare)

    # all of them ----------------------------------------------------------------------------------
    def of_all(self, node: Any) -> Any:
        """The node said of all examples together, where X stands in it: X^T (h - y)."""
        return self._whole(self._folded(node))

    def _whole(self, node: Any) -> Any:
        name = written(node) if hasattr(node, "start") else None
        if name is not None and name.plain and name.letter == STACK and self.rows:
            inner = tree.Name(STACK.lower(), node.start, node.end, ARROWS[:1])
            return tree.Transposed(
                inner, node.start, node.end
            )  # a name has its examples as columns
        if name is None or look(name) not in self.letters:
            return inside(node, self._whole)
        if name.marks or (self.below and name.indices):
            return node
        base = base_of(node)
        base = replace(base, accents=(*base.accents, ARROWS[0]))
        return replace(node, base=base) if isinstance(node, tree.Scripted) else base

    # its loss -------------------------------------------------------------------------------------
    def with_its_loss(self, left: Node, right: Node) -> tuple[Node, Node]:
        """Both sides; where they are of one example, a loss is that of this one alone."""
        if has_stack((left, right)):
            return self.of_all(left), self.of_all(right)
        sides = self.put(left), self.put(right)
        names = [one for side in sides for one in nodes(side) if isinstance(one, tree.Name)]
        if not any(one.text.endswith(ONE) for one in names):
            return left, right
        if any(self._free(one) or _has_sums(one, self.counts) for one in sides):
            return left, right
        return _of_one_loss(sides[0], self.sums), _of_one_loss(sides[1], self.sums)


def _of_one_loss(node: Any, sums: frozenset[str]) -> Any:
    if isinstance(node, tree.Derivative) and node.what is not None:
        return replace(node, what=_of_one_loss(node.what, sums))
    if isinstance(node, tree.Product) and len(node.factors) == 2 and of_names(node.factors[1]):
        name = written(node.factors[0])  # J(θ)
        if name is not None and name.plain and name.letter in sums:
            return _of_one_loss(node.factors[0], sums)
    name = written(node) if hasattr(node, "start") else None
    if name is not None and name.plain and name.letter in sums:
        return tree.Name(f"{name.letter}{ONE}", node.start, node.end)
    return mapped(node, lambda inner: _of_one_loss(inner, sums))


def _has_sums(node: Node, counts: frozenset[str]) -> bool:
    return any(isinstance(one, tree.Big) and index_of(one) in counts for one in nodes(node))
