"""What a sheet without data says of its model: formulas of names, functions, shapes, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from derive.teaching.verifying.lines.readings import cleaned, mapped
from derive.teaching.verifying.modelled.layered import with_layers
from derive.teaching.verifying.modelled.lettering import Lettering, is_index, lettering
from derive.teaching.verifying.statements.statements import Statement, is_printed, is_prose
from derive.teaching.verifying.symbolic.definitions import bare_loss
from derive.teaching.written import tree
from derive.teaching.written.names import NotUnderstood, Written, nodes, whole_names, written
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.slope_names import FUNCTIONS, is_exponential, without_place
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

ANY = frozenset(("f", "g", "phi", "varphi", "psi"))
OWN_LETTERS = FUNCTIONS | {"s", "phi", "psi"}
MOST = 120  # statements of a sheet that is modelled
CIRCLES = (r"\odot", r"\circ", "⊙", "∘")


@dataclass(frozen=True)
class Form:
    """A formula that a name is said to be, from this place of the text on."""

    start: int
    letters: tuple[str, ...]
    node: Node


@dataclass(frozen=True)
class Function:
    """A formula in `argument` that a function is said to be, from this place on."""

    start: int
    argument: str
    node: Node


@dataclass(frozen=True)
class Said:
    """`forms` are what names are said to be, `functions` what functions are; `shapes` are the
    letters in R^{N x d}, `counts` what counts which axis of a name; `circled`: entrywise products
    have their own sign; `variable` is what gradients are by where nothing says it. `others` are
    all formulas that a name is said to be equal to, `called` the letters of functions,
    `numbered` the names that are given numbers."""

    lettering: Lettering
    forms: dict[str, tuple[Form, ...]] = field(default_factory=dict)
    functions: dict[str, tuple[Function, ...]] = field(default_factory=dict)
    shapes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    counts: dict[str, tuple[str, int]] = field(default_factory=dict)
    circled: bool = False
    variable: Node | None = None
    pairs: tuple[tuple[Node, Node], ...] = ()
    called: frozenset[str] = frozenset()
    others: dict[str, tuple[Form, ...]] = field(default_factory=dict)
    numbered: frozenset[str] = frozenset()


def said(chains: Iterable[Statement], text: str) -> Said | None:
    """What these chains say; None where they are too many."""
    chains = list(chains)
    if len(chains) > MOST:
        return None
    made = Said(lettering(chains), variable=_variable(chains))
    sides = [[prepared(node, made) for node in one.operands] for one in chains]
    made = replace(made, lettering=with_layers(made.lettering, chains, sides))
    forms: dict[str, list[Form]] = {}
    functions: dict[str, list[Function]] = {}
    shapes: dict[str, tuple[str, ...]] = {}
    pairs: list[tuple[Node, Node]] = []
    derived_at: dict[str, int] = {}
    others: dict[str, list[Form]] = {}
    head: Written | None = None
    numbered: set[str] = set()
    for one, found in zip(chains, sides, strict=True):
        _note_shape(one, found, made.lettering, shapes)
        for left, sign, right in zip(found, one.signs, found[1:], strict=False):
            if sign.sign in ("=", "≈"):
                pairs.append((left, right))
        head = head if one.continued else written(found[0])
        if head is not None and head.plain:
            others.setdefault(head.letter, []).extend(Form(side.start, (), side)
                                                      for side in found[1:])  # fmt: skip
        numbered |= {_look(left) for left, right in pairwise(found)
                     if written(left) is not None and is_printed(right)}  # fmt: skip
        function = _function(one, found)
        if function is not None:
            functions.setdefault(function[0], []).append(function[1])
        for name, form in _forms(one, found):
            try:
                key, indices = made.lettering.split(name)
            except NotUnderstood:
                continue
            form = replace(form, letters=tuple(map(_text, indices)))
            if _defines(key, indices, form, made.lettering, derived_at):
                forms.setdefault(key, []).append(form)
        for node in nodes(tuple(found)):
            if isinstance(node, tree.Derivative):
                _note_derived(node, made.lettering, derived_at)
    ordered = {key: tuple(sorted(several, key=_is_no_slope)) for key, several in forms.items()}
    return replace(
        made, others={key: tuple(several) for key, several in others.items()},
        forms=ordered, pairs=tuple(pairs), shapes=shapes,
        functions={key: tuple(several) for key, several in functions.items()},
        counts=dict(_counts(sides, made.lettering)),
        circled=any(one in text for one in CIRCLES),
        numbered=frozenset(numbered),
        called=frozenset(_called(sides)),
    )  # fmt: skip


def prepared(node: Node, told: Said) -> Node:
    """A side as the model reads it: losses bare, gradients by what they are by."""
    made: Node = _prepared(cleaned(node), told)
    return made


def _prepared(node: Any, told: Said) -> Any:
    if isinstance(node, tree.Derivative) and node.kind == "nabla":
        by = written(node.by)
        if isinstance(node.by, tree.Group) and node.what is None and told.variable is not None:
            node = replace(node, what=node.by, by=told.variable)
        elif by is not None and by.letter in LOSSES and by.plain:
            inner = node.what.items if isinstance(node.what, tree.Group) else ()
            variable = inner[0] if len(inner) == 1 else told.variable
            if variable is not None and (node.what is None or inner):
                node = replace(node, what=node.by, by=variable)
    made = mapped(node, lambda inner: _prepared(inner, told))
    return bare_loss(made) if hasattr(made, "start") else made


def _variable(chains: list[Statement]) -> Node | None:
    """The w of J(w), or of a gradient that says it, where there is one only."""
    found: dict[str, Node] = {}
    for one in chains:
        for node in nodes(one.operands):
            match node:
                case tree.Product((tree.Name(letter), tree.Group("(", (inner,))), (_, "")):
                    if letter in LOSSES and written(inner) is not None:
                        found.setdefault(_look(inner), inner)
                case tree.Derivative("nabla", what, by) if what is not None:
                    name = written(by)
                    if name is not None and name.letter not in LOSSES:
                        found.setdefault(_look(by), by)
    return next(iter(found.values())) if len(found) == 1 else None


def _look(node: Node) -> str:
    return repr(without_place(node))


def _forms(one: Statement, sides: list[Node]) -> Iterator[tuple[Written, Form]]:
    """The names that a chain says something of."""
    start = sides[0].start
    if one.condition is not None or is_prose(sides[0]):
        return
    name = written(sides[0])
    rest = [node for node, sign in zip(sides[1:], one.signs, strict=True) if sign.sign == "="]
    if name is not None and not one.continued and one.signs[0].sign in ("=", "≈"):
        slopes = [node for node in rest if is_slope(node)]
        formula = slopes[0] if slopes else sides[1]
        if not (is_printed(formula) or is_prose(formula)):
            yield name, Form(start, (), formula)
    for left, right in pairwise(sides):
        name = written(right)
        if is_slope(left) and name is not None and not is_slope(right):
            yield name, Form(left.start, (), left)


def _called(sides: list[list[Node]]) -> Iterator[str]:
    """The letters that stand before brackets as functions do: f, or any with a prime."""
    for node in (one for found in sides for one in nodes(tuple(found))):
        if not isinstance(node, tree.Product):
            continue
        for first, then, sign in zip(node.factors, node.factors[1:], node.signs[1:], strict=False):
            name = written(first)
            if name is None or sign or not isinstance(then, tree.Group) or name.indices:
                continue
            primed = name.primes and name.letter not in FUNCTION_WORDS
            if primed or (name.letter in ANY and name.plain):
                yield name.letter


def every_name(node: Any) -> Iterator[Written]:
    """The names in a node, those in exponents too."""
    found = nodes(node)
    bases = {id(one.base) for one in found if isinstance(one, tree.Scripted)}
    return (name for one in found if id(one) not in bases and (name := written(one)) is not None)


def _text(index: Node) -> str:
    return index.text if isinstance(index, tree.Name) else ""


def is_slope(node: Node) -> bool:
    """Whether this is a derivative of the loss by a name, with either sign, or times a rate."""
    if isinstance(node, tree.Sum) and len(node.terms) == 1:
        node = node.terms[0]
    if isinstance(node, tree.Product) and all(written(one) for one in node.factors[:-1]):
        node = node.factors[-1]
    if not isinstance(node, tree.Derivative) or node.what is None:
        return False
    what = written(node.what)
    return what is not None and what.letter in LOSSES


def _is_no_slope(form: Form) -> bool:
    return not is_slope(form.node)


def _defines(
    key: str, indices: tuple[Node, ...], form: Form, letters: Lettering, derived: dict[str, int]
) -> bool:
    """Whether a formula says what a name is: not by itself, and for all of its indices."""
    if is_index(form.node):
        return False  # i = j: a condition
    if not all(map(is_index, indices)) or len(set(form.letters)) < len(indices):
        return False
    if derived.get(key, form.start) < form.start and not is_slope(form.node):
        return False  # the minimum, after the gradient
    inside = []
    for name in every_name(form.node):
        if name.letter in FUNCTION_WORDS or is_exponential(name):
            continue
        try:
            inside.append(letters.split(name)[0])
        except NotUnderstood:
            return False
    return bool(inside) and key not in inside


def _function(one: Statement, sides: list[Node]) -> tuple[str, Function] | None:
    r"""f(x) = x \sigma(x): the letter, and what it is."""
    if one.continued or one.condition is not None or one.signs[0].sign not in ("=", "≈"):
        return None
    match sides[0]:
        case tree.Product((tree.Name(letter), inner), ("", "")):
            grouped = isinstance(inner, tree.Group) and len(inner.items) == 1
            name = written(inner.items[0] if isinstance(inner, tree.Group) and grouped else inner)
            known = FUNCTION_WORDS.keys() | (OWN_LETTERS if grouped else frozenset())
            if name is None or not name.plain or letter not in known:
                return None
            formula = sides[1]
            names = {found.letter for found in every_name(formula)}
            if name.letter in names and letter not in names and not is_printed(formula):
                return letter, Function(sides[0].start, name.letter, formula)
    return None


def _note_derived(node: tree.Derivative, letters: Lettering, found: dict[str, int]) -> None:
    name = written(node.by)
    if name is not None:
        try:
            found.setdefault(letters.split(name)[0], node.start)
        except NotUnderstood:
            return


def _note_shape(
    one: Statement, sides: list[Node], letters: Lettering, shapes: dict[str, tuple[str, ...]]
) -> None:
    r"""W \in \mathbb{R}^{d \times h}."""
    for left, sign, right in zip(sides, one.signs, sides[1:], strict=False):
        name = written(left)
        match right:
            case tree.Scripted(tree.Name("R"), (), (raised,), 0) if sign.sign == "∈" and name:
                parts = raised.factors if isinstance(raised, tree.Product) else (raised,)
                if not all(isinstance(part, tree.Name | tree.Number) for part in parts):
                    continue
                try:
                    shapes[letters.split(name)[0]] = tuple(part.text for part in parts)
                except NotUnderstood:
                    continue
            case tree.Name("R") if sign.sign == "∈" and name:
                shapes[" ".join((*name.accents, name.letter))] = ()


def _counts(sides: list[list[Node]], letters: Lettering) -> Iterator[tuple[str, tuple[str, int]]]:
    """N in a sum to N, with the name and the axis that it counts."""
    for node in (one for found in sides for one in nodes(tuple(found))):
        match node:
            case tree.Big(_, tree.Chain((tree.Name(index), *_)), tree.Name(count)):
                for name in whole_names(node.body):
                    try:
                        key, indices = letters.split(name)
                    except NotUnderstood:
                        continue
                    for axis, one in enumerate(indices):
                        if isinstance(one, tree.Name) and one.text == index:
                            yield count, (key, axis)
