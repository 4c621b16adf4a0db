"""The model that a sheet defines in letters, as it stands at one place of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.terms import parts
from derive.teaching.verifying.modelled.forms import Form, is_slope
from derive.teaching.verifying.modelled.last_layer import of_last_layer
from derive.teaching.verifying.modelled.lettering import BY_LETTER, is_loss
from derive.teaching.verifying.modelled.names import ARGUMENT, NO_PATH, ModelNames
from derive.teaching.verifying.modelled.said import Said
from derive.teaching.verifying.modelled.supposing import Supposing, bent, put_in
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood
from derive.teaching.written.tree import Name, Node

MOST_LEVELS = 60


@dataclass
class Model:
    """`at` is the place of the claim; `first` takes the first formula of each name, else the last
    one before the claim; `open_function` is what f is where nothing says it; `free` are names
    that are any number, whatever they are elsewhere. With `beyond`, the loss is of the last layer
    that is named, whatever letter it counts by."""

    said: Said
    at: int = 0
    first: bool = True
    open_function: str = "softplus"
    supposing: Supposing = field(default_factory=Supposing)
    free: frozenset[str] = frozenset()
    beyond: bool = False
    terms: dict[str, Term | None] = field(default_factory=dict)
    unread: dict[str, NotUnderstood] = field(default_factory=dict)
    behind_: dict[str, frozenset[str]] = field(default_factory=dict)
    level: int = 0

    # what names are -------------------------------------------------------------------------------
    def form(self, key: str) -> Form | None:
        """What a name is said to be; of units, that of another layer is moved to theirs."""
        supposed = self.supposing.forms.get(key)
        if supposed is not None:
            return supposed
        several = self.said.forms.get(key, ())
        if several and not is_slope(several[0].node):
            moved = self._moved(key)
            if moved is not None and is_slope(moved.node):
                return moved
        if several:
            if self.first or is_slope(several[0].node):
                return several[0]
            return ([one for one in several if one.start < self.at] or several[:1])[-1]
        return self._moved(key)

    def _moved(self, key: str) -> Form | None:
        base, _, letters = key.partition(BY_LETTER)
        order = self.said.lettering.order
        if not letters:
            return None
        for step in (1, -1, 2, -2):
            places = [order.index(one) + step for one in letters]
            if not all(0 <= one < len(order) for one in places):
                continue
            other = f"{base}{BY_LETTER}{''.join(order[one] for one in places)}"
            form = self.supposing.forms.get(other) or next(
                iter(self.said.forms.get(other, ())), None
            )
            if form is not None:
                new = {order[at]: order[at - step] for at in range(len(order))
                       if 0 <= at - step < len(order)}  # fmt: skip
                moved = _with_letters(form.node, order, new)
                if moved is not None:
                    return Form(form.start, tuple(new.get(one, one) for one in form.letters), moved)
        return None

    def definition(self, key: str) -> Term | None:
        """What a name is as a term; None for one that is free."""
        if key in self.unread:
            raise self.unread[key]
        if key not in self.terms:
            self.terms[key] = None
            form = self.form(key) if key not in self.free else None
            if form is not None and self.beyond and is_loss(key):
                form = of_last_layer(form, self.said.lettering.order)
            if form is not None:
                self.terms[key] = self._read_either(key, form)
        return self.terms[key]

    def _read_either(self, key: str, form: Form) -> Term:
        """The formula, or its own where that of another layer has no counterpart in this one."""
        own = self.said.forms.get(key, ())
        try:
            return self._read(key, form)
        except NotUnderstood as why:
            if why.reason != NO_PATH or not own or form in own:
                raise
        del self.unread[key]
        return self._read(key, own[0])

    def _read(self, key: str, form: Form) -> Term:
        self.level += 1
        try:
            if self.level > MOST_LEVELS:
                raise NotUnderstood("too many names in one another", form.node)
            made: Term = bent(Meaning(ModelNames(self)).term(form.node), self.supposing)
        except NotUnderstood as why:
            self.unread[key] = why
            raise
        finally:
            self.level -= 1
        return made

    def term(self, node: Node) -> Term:
        """A side of a claim."""
        found: Term = Meaning(ModelNames(self)).term(node)
        made: Term = bent(put_in(found, self.supposing), self.supposing)
        return made

    def plain_term(self, node: Node) -> Term:
        """The same, whatever is supposed."""
        found: Term = Meaning(ModelNames(self)).term(node)
        return found

    def applied(self, letter: str, argument: Term, primes: int) -> Term:
        """A function of the sheet's own, or its slope, at an argument."""
        body = self.function(letter)
        if names_in(body) & names_in(argument):
            raise NotUnderstood("a function with its argument in it", Name(letter, 0, 0))
        for _ in range(primes):
            body = tm.Rate(body, ARGUMENT)
        return tm.Put(body, ARGUMENT, argument)

    def function(self, letter: str) -> Term:
        """A function of the sheet's own, in the number that it is of."""
        several = self.said.functions.get(letter, ())
        told = [one for one in several if one.start <= self.at] or several[:1]
        if not told:
            name = "sigmoid" if letter == "sigma" else self.open_function
            generic: Term = bent(tm.Call(name, (tm.Variable(ARGUMENT),)), self.supposing, letter)
            return generic
        one = told[0 if self.first else -1]
        self.level += 1
        if self.level > MOST_LEVELS:
            raise NotUnderstood("a function of itself", one.node)
        body = Meaning(ModelNames(self, one.argument)).term(one.node)
        self.level -= 1
        made: Term = bent(body, self.supposing, letter)
        return made

    # what depends on what -------------------------------------------------------------------------
    def depends(self, term: Any, key: str) -> bool:
        return key in self.behind(names_in(term))

    def behind(self, keys: frozenset[str]) -> frozenset[str]:
        """These names and all that they are defined by."""
        seen, waiting = set(keys), list(keys)
        while waiting:
            body = self.definition(waiting.pop())
            new = names_in(body) - seen if body is not None else set()
            seen |= new
            waiting += new
        return frozenset(seen)

    def letters_of(self, key: str) -> tuple[str, ...]:
        form = self.form(key)
        return form.letters if form is not None else ()


def names_in(term: Any) -> frozenset[str]:
    """The names that stand in a term."""
    found = {one.by if type(one) is tm.Rate else getattr(one, "key", "#") for one in parts(term)}
    return frozenset(one for one in found if one and one[0] not in "#@")


def _with_letters(node: Any, order: tuple[str, ...], new: dict[str, str]) -> Any:
    """The node with the letters of other layers; None where there is no such layer."""
    if isinstance(node, Name) and node.text in order:
        return Name(new[node.text], node.start, node.end) if node.text in new else None
    if isinstance(node, tuple):
        made = tuple(_with_letters(one, order, new) for one in node)
        return None if None in made else made
    if not hasattr(node, "start"):
        return node
    kept = []
    for slot in node.__slots__:
        inner = getattr(node, slot)
        if isinstance(inner, tuple) or hasattr(inner, "start"):
            changed = _with_letters(inner, order, new)
            if changed is None:
                return None
            kept.append(changed)
        else:
            kept.append(inner)
    return type(node)(*kept)
