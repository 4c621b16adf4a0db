"""From the tree of a written formula to the term that it means, once names are bound."""

from __future__ import annotations

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.written import tree
from derive.teaching.written.applying import (
    applied,
    differential,
    is_of_several,
    normed,
    takes_argument,
)  # fmt: skip
from derive.teaching.written.constants import constant
from derive.teaching.written.indicators import indicated, indicates
from derive.teaching.written.indices_compared import compared_indices
from derive.teaching.written.names import (
    UNKNOWN,  # fmt: skip
    Names,
    NotUnderstood,
    Written,
    apart,
    letter_and_number,
    written,
)
from derive.teaching.written.ones import adds_up, below_one, is_ones, is_row_of_ones
from derive.teaching.written.totals import running, total
from derive.teaching.written.tree import Node

ONE, ZERO, TWO = (tm.Constant(tree.Number(one, 0, 1).value) for one in "102")
INDEX_LETTERS = frozenset("ijklmnpqrsuv")


class Meaning:
    """Reads trees with one set of names; `term` is the door."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.indexed = False  # whether any index was met
        self.bound: list[str] = []  # the indices of the sums around

    def term(self, node: Node) -> Term:
        """The term of a node; NotUnderstood names the part that means nothing here."""
        match node:
            case tree.Number():
                return tm.Constant(node.value)
            case tree.Name() | tree.Scripted():
                return self.scripted(node)
            case tree.Sum(terms, signs):
                if "±" in signs or "pm" in signs:
                    raise NotUnderstood("a sign that can be both", node)
                parts = tuple(self.term(one) for one in terms)
                return tm.Add(parts, tuple(1 if sign == "+" else -1 for sign in signs))
            case tree.Product():
                return self.product(node)
            case tree.Over(top, bottom):
                return tm.Divide(self.term(top), self.term(bottom))
            case tree.Group():
                return self.group(node)
            case tree.Matrix(rows) if rows:
                return tm.Rows(tuple(tuple(map(self.term, row)) for row in rows))
            case tree.Cases(rows):
                return tm.Choice(
                    tuple((self.conditions(when) if when else (), self.term(one))
                          for one, when in rows)
                )  # fmt: skip
            case tree.Big():
                return total(self, node)
            case tree.Root(inner, None):
                return tm.Call("sqrt", (self.term(inner),))
            case tree.Root(inner, degree) if degree is not None:
                return tm.Power(self.term(inner), tm.Divide(ONE, self.term(degree)))
            case tree.Bars(kind, inner):
                return tm.Call(kind, (self.term(inner),))
            case tree.Transposed(inner):
                return tm.Turned(self.term(inner))
            case tree.Derivative():
                found = self.names.derivative(node, self)
                if found is None:
                    raise NotUnderstood("a derivative of something unknown", node)
                return found
            case tree.Chain(_, _, _, _, condition) if condition is None:
                return self.indicator(node)
        raise NotUnderstood("this has no value here", node)

    def scripted(self, node: tree.Name | tree.Scripted) -> Term:
        name = written(node)
        if name is not None:
            return self.named(name)
        assert isinstance(node, tree.Scripted)
        condition = below_one(node)
        if condition is not None:
            return self.indicator(condition)
        if is_ones(node):
            return ONE
        inner = node.base
        if isinstance(inner, tree.Bars) and inner.kind == "norm":
            return normed(self, inner, node)
        return self.dressed(self.term(inner), node)

    def dressed(self, base: Term, node: tree.Scripted) -> Term:
        """A value with an index and a power written on it."""
        if node.primes:
            raise NotUnderstood("a prime at what is no function", node)
        if node.lower and not isinstance(node.base, tree.Bars):  # the 2 of a norm says nothing
            base = tm.Entry(base, tuple(self.index(i) for one in node.lower for i in apart(one)))
        for one in node.upper:
            base = self.raised(base, one)
        return base

    def raised(self, base: Term, exponent: Node) -> Term:
        if isinstance(exponent, tree.Mark):
            exponent = exponent.inner
        return tm.Power(base, self.term(exponent))

    def named(self, name: Written) -> Term:
        """A name that stands for a value."""
        if (index := running(self, name)) is not None:
            return index
        found = self.names.value(name, self)
        if found is not None:
            return found
        condition = indicated(name)
        if condition is not None:
            return self.indicator(condition)
        function = self.names.function(name, None)
        if function is not None:
            argument = self.names.implied(name)
            if argument is not None:
                return applied(self, name, function, argument)
            # a plain letter may as well be a quantity that nothing else tells of
            plain = len(name.letter) == 1 and not name.primes
            raise NotUnderstood(UNKNOWN if plain else "a function without its argument", name.node)
        number = constant(self, name)
        if number is not None:
            return number
        indices = letter_and_number(name.indices) if name.letter == "delta" else ()
        if len(indices) == 2 and not name.marks:
            pair = [self.index_or_none(one) for one in indices]
            if None not in pair and any(isinstance(one, tm.Variable) for one in pair):
                return tm.Call("kronecker", tuple(map(self.index, indices)))
        raise NotUnderstood(UNKNOWN, name.node)

    # products -----------------------------------------------------------------------------------
    def product(self, node: tree.Product) -> Term:
        """Factors from left to right; a function takes what follows as its argument."""
        factors, signs = list(node.factors), list(node.signs)
        terms: list[Term] = []
        kept: list[str] = []
        place = 0
        while place < len(factors):
            sign = signs[place]
            if place + 1 < len(factors) and is_row_of_ones(factors[place]):
                rest = tree.Product(tuple(factors[place + 1 :]), ("", *signs[place + 2 :]),
                                    factors[place + 1].start, node.end)  # fmt: skip
                terms.append(tm.Call("total down", (self.product(rest),)))
                kept.append(sign)
                break
            if adds_up(factors, signs, place):
                kept[0] = ""
                before = tm.Multiply(tuple(terms), tuple(kept)) if terms[1:] else terms[0]
                return tm.Call("total across", (before,))
            one, place = self.factor(factors, signs, place)
            if sign == "/" and terms:
                terms[-1] = tm.Divide(terms[-1], one)
            else:
                terms.append(one)
                kept.append(sign)
        if len(terms) == 1:
            return terms[0]
        return tm.Multiply(tuple(terms), ("", *kept[1:]))

    def factor(self, factors: list[Node], signs: list[str], place: int) -> tuple[Term, int]:
        """The term that starts at a factor, and where the next one starts."""
        name = written(factors[place])
        if name is None:
            return self.term(factors[place]), place + 1
        following = place + 1 < len(factors) and signs[place + 1] == ""
        if name.letter == "d" and name.plain and following:
            found = differential(self, name, factors[place + 1])
            if found is not None:
                return found, place + 2
        if following and indicates(name, factors[place + 1]):
            return self.term(factors[place + 1]), place + 2
        function = self.names.function(name, factors[place + 1] if following else None)
        if function is None and following and is_of_several(name, factors[place + 1]):
            raise NotUnderstood(UNKNOWN, name.node)
        if function is None or not following:
            return self.term(factors[place]), place + 1
        return takes_argument(self, name, function, factors, signs, place + 1)

    def group(self, node: tree.Group) -> Term:
        if len(node.items) == 1:
            (only,) = node.items
            if isinstance(only, tree.Chain):
                return self.indicator(only)
            return self.term(only)
        if not node.items:
            raise NotUnderstood("empty brackets", node)
        if node.bracket == "langle" and len(node.items) == 2:
            both = tuple(map(self.term, node.items))
            return tm.Call("total", (tm.Multiply(both, ("", "∘")),))
        if all(isinstance(one, tree.Group) for one in node.items):
            return tm.Rows(
                tuple(tuple(map(self.term, one.items)) for one in node.items
                      if isinstance(one, tree.Group))
            )  # fmt: skip
        return tm.Rows((tuple(map(self.term, node.items)),))

    # conditions, indices, sums ------------------------------------------------------------------
    def indicator(self, node: tree.Chain) -> Term:
        """1 where the condition holds, else 0."""
        return tm.Choice(((self.conditions(node), ONE), ((), ZERO)))

    def conditions(self, node: Node) -> tuple[tm.Compare, ...]:
        """What a condition compares."""
        if isinstance(node, tree.Group) and (len(node.items) == 1 or node.bracket == "and"):
            return tuple(one for item in node.items for one in self.conditions(item))
        if not isinstance(node, tree.Chain) or None in node.operands:
            raise NotUnderstood("expected a condition", node)
        found = []
        for place, relation in enumerate(node.relations):
            left, right = node.operands[place : place + 2]
            if left is None or right is None or relation.sign not in (">", "<", "≥", "≤", "=", "≠"):
                raise NotUnderstood("expected a comparison", node)
            sides = compared_indices(self, left, relation.sign, right)
            first, second = sides or (self.term(left), self.term(right))
            found.append(tm.Compare(first, relation.sign, second))
        return tuple(found)

    def index(self, node: Node) -> Term:
        """The whole number that an index stands for."""
        found = self.index_or_none(node)
        if found is None:
            raise NotUnderstood("expected an index", node)
        return found

    def index_or_none(self, node: Node) -> Term | None:
        if isinstance(node, tree.Number) and node.text.isdigit():
            return tm.Constant(node.value)
        name = written(node)
        if name is not None and name.plain and name.letter in INDEX_LETTERS:
            self.indexed = True
            return tm.Variable(f"#{name.letter}")
        if isinstance(node, tree.Sum):
            inner = [self.index_or_none(one) for one in node.terms]
            if None not in inner:
                return tm.Add(tuple(inner), tuple(1 if s == "+" else -1 for s in node.signs))  # type: ignore[arg-type]
        return None
