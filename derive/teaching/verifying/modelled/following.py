"""What follows from a wrong formula of a sheet without data, in the model of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls
from derive.calculus.terms import parts, value
from derive.teaching.verifying.lines.agreement import agree
from derive.teaching.verifying.modelled.core import Core, Sizes, Values
from derive.teaching.verifying.modelled.forms import Form, is_slope
from derive.teaching.verifying.modelled.judge import Judge
from derive.teaching.verifying.modelled.lengths import Misfit
from derive.teaching.verifying.modelled.model import Model, names_in
from derive.teaching.verifying.modelled.model_shapes import shapes_of
from derive.teaching.verifying.modelled.names import ARGUMENT, ModelNames
from derive.teaching.verifying.modelled.prepared_sides import prepared
from derive.teaching.verifying.modelled.supposing import SupposedRate, Supposing
from derive.teaching.verifying.modelled.told import ENTRYWISE
from derive.teaching.verifying.running.readings import UNVALUED
from derive.teaching.written import tree
from derive.teaching.written.mapped import mapped
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood, Written, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

CASES = ("", "≠", "=")
Pair = tuple[Node, Node, int]  # what is wrongly said to be equal, and the claim that says so


def follows(judge: Judge, left: Node, right: Node, pairs: list[Pair]) -> int | None:
    """The claim at fault where a false formula is right, were one before it right, or all."""
    if not pairs:
        return None
    if judge.claim(left, right, None, "").why == ENTRYWISE:
        for true, claimed, root in pairs:
            if judge.claim(true, claimed, None, "").why == ENTRYWISE:
                return root
    together: list[Supposing] = []
    roots: list[int] = []
    for true, claimed, root in reversed(pairs):
        for at, one in enumerate(_supposed(judge, true, claimed)):
            if not at:
                together.insert(0, one)
                roots.append(root)
            if _holds(judge, left, right, one):
                return root
    if len(set(roots)) > 1:
        whole = Supposing()
        for one in together:
            whole = whole.joined(one)
        if _holds(judge, left, right, whole):
            return max(roots)
    return None


def gives(judge: Judge, node: Node, found: Any, pairs: list[Pair]) -> int | None:
    """The claim at fault where a number is what a wrong formula gives: tanh'(1) = 1 + 0.58."""
    for true, claimed, root in reversed(pairs):
        for supposing in _supposed(judge, true, claimed):
            model = Model(judge.told, node.start, supposing=supposing)
            try:
                term = model.term(prepared(node, judge.told))
                if names_in(term):
                    return None
                core = Core(model, Sizes(shapes_of(model, (term,))), 0, Balls(), judge.whole,
                            spent=judge.spent.begin())  # fmt: skip
                if agree(value(term, Values(core), core.numbers), found):
                    return root
            except (*UNVALUED, NotUnderstood, Misfit):
                continue
    return None


def _holds(judge: Judge, left: Node, right: Node, supposing: Supposing) -> bool:
    return any(judge.claim(left, right, None, said, supposing).holds is True
               for said in ("", "i ≠ j"))  # fmt: skip


def _supposed(judge: Judge, true: Node, claimed: Node) -> Iterator[Supposing]:
    """What a wrong formula can be said of: a name, a derivative, a function, any formula."""
    true, claimed = prepared(true, judge.told), prepared(claimed, judge.told)
    if isinstance(true, tree.Sum) and len(true.terms) == 1 and true.signs == ("-",):
        true, claimed = true.terms[0], _minus(claimed)
    model = Model(judge.told, true.start)
    try:
        terms: tuple[tuple[Term, Term], ...] = ((model.term(true), model.term(claimed)),)
    except (*UNVALUED, NotUnderstood):
        terms = ()
    try:
        for one in _meant(model, true, claimed):
            yield one.joined(Supposing(terms=terms))
    except (*UNVALUED, NotUnderstood):
        pass
    if terms:
        yield Supposing(terms=terms)


def _meant(model: Model, true: Node, claimed: Node) -> Iterator[Supposing]:
    name = written(true)
    if name is not None and not name.primes and not name.raised:
        key, indices = model.said.lettering.split(name)
        letters = tuple(_text(one) for one in indices)
        told = model.form(key)
        if all(letters) and len(set(letters)) == len(letters):
            forms = {key: Form(true.start, letters, claimed)}
            if told is not None and is_slope(told.node):
                of, by = _with_letters(told, letters), claimed
                if isinstance(of, tree.Sum):
                    of, by = of.terms[0], _minus(claimed)
                for one in _rates(model, of, by):
                    yield one.joined(Supposing(forms=forms))
            yield Supposing(forms=forms)
    match true:
        case tree.Derivative(_, what, by, 1) if what is not None:
            yield from _rates(model, true, claimed)
            yield from _slopes(model, what, by, claimed)
        case tree.Product((tree.Scripted(tree.Name(letter), (), (), 1),
                           inner), (_, "")):  # fmt: skip
            bracketed = isinstance(inner, tree.Group) and len(inner.items) == 1
            by_name = written(inner.items[0] if isinstance(inner, tree.Group) and bracketed
                              else inner)  # fmt: skip
            if by_name is not None and by_name.plain:
                yield _function(model, letter, by_name.letter, claimed)


def _rates(model: Model, true: Node, claimed: Node) -> Iterator[Supposing]:
    """The derivative of a name by a name."""
    if not isinstance(true, tree.Derivative) or true.what is None:
        return
    what, by = written(true.what), written(true.by)
    if what is None or by is None or what.primes or what.letter in FUNCTION_WORDS:
        return
    letters, keys = [], []
    for one in (what, by):
        key, indices = model.said.lettering.split(one)
        keys.append(key)
        letters.append(tuple(_text(index) for index in indices))
    if not all(map(all, letters)):
        return
    term = Meaning(ModelNames(model)).term(claimed)
    two = bool(letters[0] and letters[1] and not set(letters[0]) & set(letters[1]))
    for case in CASES if two else CASES[:1]:
        rate = SupposedRate(keys[0], keys[1], (letters[0], letters[1]), term, case)
        yield Supposing(rates=(rate,))


def _slopes(model: Model, what: Node, by: Node, claimed: Node) -> Iterator[Supposing]:
    """The derivative of a function of one number, or of a formula."""
    number = written(by)
    if number is None or number.raised or number.primes:
        return
    inner = what.items[0] if isinstance(what, tree.Group) and len(what.items) == 1 else what
    yield from _of_formula(model, inner, number, claimed)
    if not number.plain:
        return
    match what:
        case tree.Product((tree.Name(letter), inner), ("", "")):
            inner = inner.items[0] if isinstance(inner, tree.Group) and inner.items else inner
            name = written(inner)
            if name is not None and name.plain and name.letter == number.letter:
                yield _function(model, letter, number.letter, claimed)


def _of_formula(model: Model, what: Node, by: Written, claimed: Node) -> Iterator[Supposing]:
    """The derivative of a formula: also where it stands in what a name is, or a function."""
    key, indices = model.said.lettering.split(by)
    found = []
    for argument, at in (("", key), (by.letter, ARGUMENT)) if by.plain else (("", key),):
        names = ModelNames(model, argument)
        found.append((Meaning(names).term(what), at, Meaning(names).term(claimed)))
    if indices or not isinstance(
        found[0][0], tm.Add | tm.Multiply | tm.Power | tm.Divide | tm.Call
    ):
        return
    yield Supposing(slopes=tuple(found))
    for name, forms in model.said.others.items():
        for one in forms:
            try:
                inside = parts(Meaning(ModelNames(model)).term(one.node))
            except (*UNVALUED, NotUnderstood):
                continue
            if found[0][0] in inside:
                yield Supposing({name: one}, slopes=tuple(found))


def _function(model: Model, letter: str, argument: str, claimed: Node) -> Supposing:
    slope = Meaning(ModelNames(model, argument)).term(claimed)
    return Supposing(functions={FUNCTION_WORDS.get(letter, letter): slope})


def _minus(node: Node) -> Node:
    inner: Node = node
    if isinstance(node, tree.Sum):
        if len(node.terms) == 1 and node.signs == ("-",):
            return node.terms[0]
        inner = tree.Group("(", (node,), node.start, node.end)
    return tree.Sum((inner,), ("-",), node.start, node.end)


def _with_letters(form: Form, letters: tuple[str, ...]) -> Any:
    new = dict(zip(form.letters, letters, strict=True))

    def changed(node: Any) -> Any:
        if isinstance(node, tree.Name) and node.text in new:
            return tree.Name(new[node.text], node.start, node.end)
        return mapped(node, changed)

    return changed(form.node)


def _text(index: Node) -> str:
    return index.text if isinstance(index, tree.Name) else ""
