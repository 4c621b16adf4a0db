"""Names of a sheet without data as terms: what is defined in letters is differentiated through."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.terms import parts
from derive.teaching.verifying.symbolic.definitions import Definitions, indices_of, key_of
from derive.teaching.written import tree
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood, Written, written
from derive.teaching.written.slope_names import is_exponential
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

SIZE = 3  # entries of every column
MOST_PUT_IN = 200  # definitions, in one formula
NO_PATH = "a derivative by what it does not depend on"


@dataclass
class DefinedNames:
    """Binds names to variables by what is written on them; `met` are those that were met."""

    told: Definitions
    met: set[str] = field(default_factory=set)
    fresh: int = 0

    # the protocol of names ----------------------------------------------------------------------
    def value(self, name: Written, meaning: Any) -> Term | None:
        if name.plain and name.letter in self.told.counts:
            return tm.Constant(Fraction(SIZE))
        key, indices = self._known(name)
        if key is None:
            return None
        base = self._entry(tm.Variable(key), key, indices, name, meaning)
        for one in name.raised:
            base = meaning.raised(base, one)
        return base

    def function(self, name: Written, argument: Node | None) -> str | None:
        if name.letter == "sigma" and "sigma" not in self.told.formulas:
            return "sigmoid"
        return FUNCTION_WORDS.get(name.letter)

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        raise NotUnderstood("a function that is not known here", name.node)

    def implied(self, name: Written) -> Term | None:
        return None

    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        by = written(node.by)
        key, indices = self._known(by) if by is not None else (None, ())
        if by is None or key is None or by.raised or node.order != 1 or node.what is None:
            return None
        body = self.through(meaning.term(node.what), key)
        if not any(one == tm.Variable(key) for one in parts(body)):
            raise NotUnderstood(NO_PATH, node)
        return self._as_supposed(
            node, by, self._entry(tm.Rate(body, key), key, indices, by, meaning), meaning
        )

    def _as_supposed(
        self, node: tree.Derivative, by: Written, true: Term, meaning: Any
    ) -> Term:  # fmt: skip
        """A derivative; where the sheet is supposed to be right about it, what it says."""
        told, what = self.told.supposed, written(node.what) if node.what is not None else None
        if told is None or what is None or (key_of(what), key_of(by)) != (told.what, told.by):
            return true
        places = [meaning.index(one) for one in (*indices_of(what), *indices_of(by))]
        if len(places) != len(told.letters):
            return true
        self.fresh += 1
        new = dict(zip((f"#{one}" for one in told.letters), places, strict=True))
        claimed: Term = _renamed(Meaning(self).term(told.formula), new, self.fresh)
        if not told.case:
            return claimed
        where = tm.Compare(places[0], told.case, places[1])
        return tm.Choice((((where,), claimed), ((), true)))

    # what is defined ----------------------------------------------------------------------------
    def through(self, term: Term, by: str) -> Term:
        """The term with everything that is defined put in, down to what it is derived by."""
        made: Term = self._put_in(term, by)
        return made

    def definition(self, key: str) -> Term | None:
        """What a name is defined as; None for one that is free."""
        told = self.told.formulas.get(key)
        if told is None:
            return None
        terms = self.told.terms
        if key not in terms:
            terms[key] = None
            terms[key] = Meaning(self).term(told.formula)
        found: Term | None = terms[key]
        if found is None:
            raise NotUnderstood("a name that is defined by itself", told.formula)
        return found

    def _known(self, name: Written) -> tuple[str | None, tuple[Node, ...]]:
        key, indices = key_of(name), indices_of(name)
        if key is None or name.letter in FUNCTION_WORDS or name.letter == "pi":
            return None, ()
        if is_exponential(name):
            return None, ()
        if name.letter in self.told.functions or (name.letter == "sigma" and key == "sigma"):
            return None, ()
        if name.letter == "delta" and len(indices) == 2 and key not in self.told.formulas:
            return None, ()
        if len(indices) not in (0, self.told.indices.get(key)):
            raise NotUnderstood("another number of indices than before", name.node)
        self.met.add(key)
        self.definition(key)
        return key, indices

    def _entry(
        self, base: Term, key: str, indices: tuple[Node, ...], name: Written, meaning: Any
    ) -> Term:
        if not indices:
            return base
        return tm.Entry(base, tuple(map(meaning.index, indices)))

    def _put_in(self, term: Any, by: str) -> Any:
        match term:
            case tuple():
                return tuple(self._put_in(one, by) for one in term)
            case tm.Entry(tm.Variable(key), indices) if key != by and key in self.told.formulas:
                return self._put_in(self._at(key, indices), by)
            case tm.Variable(key) if key != by and key in self.told.formulas:
                count = len(self.told.formulas[key].indices)
                if not count:
                    return self._put_in(self._at(key, ()), by)
                if count == 1:
                    rows = [(self._at(key, (tm.Constant(Fraction(n)),)),)
                            for n in range(1, SIZE + 1)]  # fmt: skip
                    return self._put_in(tm.Rows(tuple(rows)), by)
                raise NotUnderstood("a whole matrix", tree.Name(key, 0, 0))
        if not hasattr(term, "__dataclass_fields__"):
            return term
        return type(term)(*(self._put_in(getattr(term, one.name), by) for one in fields(term)))

    def _at(self, key: str, indices: tuple[Term, ...]) -> Term:
        """A definition with these indices in place of its own; its sums have indices anew."""
        body = self.definition(key)
        letters = self.told.formulas[key].indices
        self.fresh += 1
        if body is None or len(letters) != len(indices) or self.fresh > MOST_PUT_IN:
            raise NotUnderstood("a definition that does not fit", tree.Name(key, 0, 0))
        new = dict(zip((f"#{one}" for one in letters), indices, strict=True))
        made: Term = _renamed(body, new, self.fresh)
        return made


def _renamed(term: Any, new: dict[str, Term], fresh: int) -> Any:
    """The term with other indices; those that a sum binds get names of their own."""
    match term:
        case tuple():
            return tuple(_renamed(one, new, fresh) for one in term)
        case tm.Variable(key):
            return new.get(key, term)
        case tm.Total(index, low, high, body, product):
            own = f"{index}'{fresh}"
            inner = {**new, index: tm.Variable(own)}
            return tm.Total(own, _renamed(low, new, fresh), _renamed(high, new, fresh),
                            _renamed(body, inner, fresh), product)  # fmt: skip
    if not hasattr(term, "__dataclass_fields__"):
        return term
    return type(term)(*(_renamed(getattr(term, one.name), new, fresh) for one in fields(term)))
