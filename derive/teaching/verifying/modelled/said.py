"""What a sheet without data says of its model: formulas of names, functions, shapes, counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from derive.teaching.verifying.modelled.adjoints import adjoints
from derive.teaching.verifying.modelled.applied import always_applied, makes_units
from derive.teaching.verifying.modelled.counted import counts_in
from derive.teaching.verifying.modelled.examples import Examples
from derive.teaching.verifying.modelled.examples_found import examples_of, with_examples
from derive.teaching.verifying.modelled.forms import (
    Form,
    Function,
    called,
    defines,
    every_name,
    forms,
    is_no_slope,
    label,
)
from derive.teaching.verifying.modelled.forms import functions as functions_said
from derive.teaching.verifying.modelled.layered import with_layers
from derive.teaching.verifying.modelled.lettering import Lettering, lettering
from derive.teaching.verifying.modelled.named_parts import with_parts_named
from derive.teaching.verifying.modelled.one_of_batch import with_one_example
from derive.teaching.verifying.modelled.prepared_sides import prepared
from derive.teaching.verifying.modelled.shapes_in_words import shapes_in_words
from derive.teaching.verifying.modelled.slopes_by_index import SlopeByIndex, slope_by_index
from derive.teaching.verifying.modelled.steps import Steps, steps_of
from derive.teaching.verifying.modelled.unrolled import unrolled
from derive.teaching.verifying.modelled.upstream import with_open_loss
from derive.teaching.verifying.modelled.zeroth import of_unit_zero, with_biases_apart
from derive.teaching.verifying.statements.seeds import seeds
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written import tree
from derive.teaching.written.names import (
    NotUnderstood,
    Written,
    nodes,
    whole_names,
    without_place,
    written,
)
from derive.teaching.written.network_names import LOSSES
from derive.teaching.written.tree import Node

MOST = 120  # statements of a sheet that is modelled
RISING = re.compile(r"\b(?:maxim|ascen|likelihood|reward|aufstieg|montée|aumento)", re.IGNORECASE)
CIRCLES = re.compile(r"\\(?:odot|circ)\b|[⊙∘]")


@dataclass(frozen=True)
class Said:
    """`forms` are what names are said to be, `functions` what functions are; `shapes` are the
    letters in R^{N x d}, `counts` what counts which axis of a name; `circled`: entrywise products
    have their own sign; `variable` is what gradients are by where nothing says it. `others` are
    all formulas that a name is said to be equal to, `called` the letters of functions,
    `numbered` the names that are given numbers; `upstream` is the derivative that arrives from a
    loss that no formula defines; `adjoints` are names with an accent that says a derivative,
    `dividing` letters that something is divided by, as by a count; `slopes` an index that says
    a derivative, `ones` units of which the one numbered 0 is 1, for biases; `steps` counts steps
    in time, `derived` is what is derived by somewhere, `examples` what is of examples;
    `rising`: what is derived may be what is to grow."""

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
    upstream: str = ""
    adjoints: frozenset[str] = frozenset()
    dividing: frozenset[str] = frozenset()
    slopes: SlopeByIndex | None = None
    ones: frozenset[str] = frozenset()
    steps: Steps | None = None
    derived: frozenset[str] = frozenset()
    examples: Examples = field(default_factory=Examples)
    rising: bool = False


def said(chains: Iterable[Statement], text: str) -> Said | None:
    """What these chains say; None where they are too many."""
    chains = list(chains)
    steps = steps_of(chains)
    chains = (
        unrolled(chains)
        if steps is None
        else [made for one in chains for made in steps.at_each(one)]
    )
    if len(chains) > MOST:
        return None
    chains = with_one_example(chains)
    examples = examples_of(chains) if steps is None else Examples()
    chains = with_examples(chains, examples)
    slopes, ones = slope_by_index(chains, text), of_unit_zero(chains)
    apart = [replace(one, operands=with_biases_apart(one.operands, ones)) for one in chains]
    made = Said(
        lettering(apart),
        variable=_variable(chains),
        slopes=slopes,
        ones=ones,
        steps=steps,
        examples=examples,
    )
    sides = [[prepared(node, made) for node in one.operands] for one in chains]
    made = replace(made, lettering=with_layers(made.lettering, chains, sides))
    said_of: dict[str, list[Form]] = {}
    functions: dict[str, list[Function]] = {}
    shapes: dict[str, tuple[str, ...]] = {}
    pairs: list[tuple[Node, Node]] = []
    derived_at: dict[str, int] = {}
    others: dict[str, list[Form]] = {}
    head: Written | None = None
    numbered: set[str] = set()
    met: set[str] = set()
    applied = always_applied(sides)
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
        for letter, own in functions_said(one, found, applied):
            functions.setdefault(letter, []).append(own)
        for name, form in forms(one, found):
            try:
                key, indices = made.lettering.split(name)
            except NotUnderstood:
                continue
            form = replace(form, letters=tuple(map(label, indices)))
            if defines(key, indices, form, made.lettering, derived_at, met):
                said_of.setdefault(key, []).append(form)
        for node in nodes(tuple(found)):
            if isinstance(node, tree.Derivative):
                _note_derived(node, made.lettering, derived_at)
        met |= set(_keys(found, made.lettering))
    shapes = {**dict(shapes_in_words(text)), **shapes}
    for name, node in seeds(zip(chains, sides, strict=True)):
        said_of.setdefault(made.lettering.split(name)[0], [Form(node.start, (), node)])
    ordered = {key: tuple(sorted(several, key=is_no_slope)) for key, several in said_of.items()}
    accented = adjoints(chains, sides, made.lettering)
    ordered |= {key: (one,) for key, one in accented.items()}
    ordered = with_parts_named(ordered, pairs, derived_at, made.lettering)
    ordered, upstream = with_open_loss(ordered, sides, made.lettering)
    indexed = made.lettering.indexed | {(upstream, 1)}
    return replace(
        made, lettering=replace(made.lettering, indexed=indexed),
        upstream=upstream, adjoints=frozenset(accented),
        others={key: tuple(several) for key, several in others.items()},
        forms=ordered, pairs=tuple(pairs), shapes=shapes,
        functions={key: tuple(several) for key, several in functions.items()},
        counts=dict(counts_in(sides, made.lettering, text)),
        circled=CIRCLES.search(text) is not None, rising=RISING.search(text) is not None,
        numbered=frozenset(numbered), dividing=frozenset(_dividing(sides)),
        called=frozenset(called(sides)) | makes_units(sides, applied),
        derived=frozenset(derived_at),
    )  # fmt: skip


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


def _keys(sides: list[Node], letters: Lettering) -> Iterator[str]:
    """The keys of all names in a chain."""
    for name in every_name(tuple(sides)):
        try:
            yield letters.split(name)[0]
        except NotUnderstood:
            continue


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
                told = [one.text for one in parts if isinstance(one, tree.Name | tree.Number)]
                if len(told) < len(parts):
                    continue
                try:
                    shapes[letters.split(name)[0]] = tuple(told)
                except NotUnderstood:
                    continue
            case tree.Name("R") if sign.sign == "∈" and name:
                shapes[" ".join((*name.accents, name.letter))] = ()


def _dividing(sides: list[list[Node]]) -> Iterator[str]:
    """The M of 1 / 2M: no matrix stands below."""
    for node in (one for found in sides for one in nodes(tuple(found))):
        below = [node.bottom] if isinstance(node, tree.Over) else []
        if isinstance(node, tree.Product):
            below = [one for one, sign in zip(node.factors, node.signs, strict=True) if sign == "/"]
        for name in whole_names(tuple(below)):
            if name.plain:
                yield name.letter
