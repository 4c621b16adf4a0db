"""A formula against a quantity of a network: δ1 = W2ᵀ δ2 ∘ a1(1 - a1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from derive.calculus import term as tm
from derive.calculus.domain import Domain
from derive.calculus.slip_search import agrees, slip_of
from derive.calculus.term import Term
from derive.errors import DeriveError
from derive.teaching.check_answer import Answer
from derive.teaching.check_claims import Truth, against
from derive.teaching.check_net import LETTERS, Net, net, slipped_forms
from derive.teaching.check_reading import meant, one_chain
from derive.teaching.written import tree
from derive.teaching.written.layers import layers_meant
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import Written, nodes, whole_names, written
from derive.teaching.written.network_names import BIAS, LOSSES, WEIGHTS, NetworkNames, is_new

# a layer's number straight behind the command of a letter, as in W1 and δ1
_GLUED = re.compile(r"(\\(?:delta|Delta|theta|Theta|beta))(\d)(?![\d.])")


def check_network(
    formula: str, layers: int, hidden: str, output: str, loss: str, product: str
) -> Answer:
    """Whether the right side of a formula is the quantity that its left side names.

    Raises DeriveError for what cannot be read, and where the left side names no quantity.
    """
    asked = net(layers, hidden, output, loss, product)

    def alike() -> Net:
        return net(layers, hidden, output, loss, product, True)

    formula = _GLUED.sub(r"\1_\2", formula)
    chain = one_chain(formula)
    targets = {one.text for one in nodes(chain) if isinstance(one, tree.Name)}
    answers = []
    for layer in layers_meant(chain, layers):
        names = NetworkNames(
            layers, asked.functions, asked.gradient, layer, bool(targets & {"t", "target"})
        )
        answer = _against(formula, chain, names, asked, alike)
        if not answer.holds and "sigma" in targets and set(asked.functions) != {"sigmoid"}:
            # σ may be the sigmoid, as in the slope of softplus
            other = _against(formula, chain, replace(names, sigmoid=True), asked, alike)
            answer = other if other.holds else answer
        if not answer.holds:
            return answer
        answers.append(answer)
    for answer in answers:
        if answer.method == "sampled":
            return answer
    return answers[0]


def _against(
    formula: str,
    chain: tree.Chain,
    names: NetworkNames,
    asked: Net,
    alike: Callable[[], Net],
) -> Answer:
    meaning = Meaning(names)
    left = chain.operands[0]
    assert left is not None
    right, of, indices = meant(formula, lambda: _quantity(left, chain, names, asked, meaning))
    keys = {id(one): key for key, one in asked.formulas.items()} | {
        id(one): f"gradient of {key}" for key, one in asked.gradients.items()
    }
    if right is None:
        raise DeriveError(
            "the left side names no quantity: begin with one such as δ1 =, dW2 =, ∂L/∂b1 ="
        )
    truth = right
    if indices:
        truth = tm.Entry(right, indices)
    letters = asked.letters()
    rest = tree.Chain(chain.operands[1:], chain.relations[1:], chain.start, chain.end,
                      chain.condition)  # fmt: skip
    if not rest.operands:
        raise DeriveError("the formula only names a quantity: write what it is equal to")

    def expected() -> str:
        from derive.writing.printers.plain import plain

        return f"{of} = {plain(truth, letters)}"

    domain = asked.domain()

    def slip(claim: Term) -> str | None:
        made: list[tuple[str, Term, Domain]] = []
        if not indices:
            made += slipped_forms(keys.get(id(right), ""), alike())
        match right:
            case tm.Add((_, tm.Multiply((tm.Variable("rate"), gradient), _) as step), _):
                changes = gradient, step, tm.Add((step,), (-1,))
                made += (("gradient", one, domain) for one in changes)
        old = _with_old_parameters(claim, names, asked.graph.depth)
        if old != claim and agrees(old, truth, domain):
            return "other_weights"
        return slip_of(claim, truth, domain, made)

    found = Truth(truth, domain, letters, expected, slip, named=True)
    return against(formula, meaning, found, rest)


def _with_old_parameters(claim: Term, names: NetworkNames, layers: int) -> Term:
    """The claim with every updated parameter as it was before."""
    before = {
        names.updated(role, layer): tm.Variable(f"{role} {layer}")
        for role in (WEIGHTS, BIAS)
        for layer in range(1, layers + 1)
    }

    def back(node: Any) -> Any:
        if type(node) is tuple:
            return tuple(map(back, node))
        if not hasattr(node, "__dataclass_fields__"):
            return node
        return before.get(node) or type(node)(*(back(getattr(node, one)) for one in node.__slots__))

    found: Term = back(claim)
    return found


def _quantity(
    left: tree.Node, chain: tree.Chain, names: NetworkNames, asked: Net, meaning: Meaning
) -> tuple[Term | None, str, tuple[Term, ...]]:
    """The derived formula of what the left side names, what it is called, and an entry of it."""
    updates = chain.relations[:1] and chain.relations[0].sign == "←"
    match left:
        case tree.Product((tree.Name("d" | "grad"), by), ("", "")):
            left = tree.Derivative("nabla", None, by, 1, left.start, left.end)
        case tree.Product((tree.Name("Delta"), by), ("", "")):
            gradient, of, entry = _gradient(
                tree.Derivative("nabla", None, by, 1, left.start, left.end), names, meaning
            )
            change = tm.Add((_step(gradient),), (-1,)) if gradient else None
            return change, of.replace("∂L/∂", "Δ"), entry
        case tree.Product((whole, tree.Name("new")), ("", "")):  # W2new
            left, updates = whole, True
        case tree.Scripted(base, lower, upper, 1):  # W2' before a sign is the next W2
            left, updates = tree.Scripted(base, lower, upper, 0, left.start, left.end), True
    if isinstance(left, tree.Derivative):
        return _gradient(left, names, meaning)
    if isinstance(left, tree.Transposed):
        found, of, entry = _quantity(left.inner, chain, names, asked, meaning)
        return (tm.Turned(found) if found else None), f"{of}ᵀ", entry
    name = written(left)
    if name is not None and name.plain and name.letter in LOSSES:
        return asked.loss(), name.letter, ()
    found_name = names.quantity(name) if name is not None else None
    if name is None or found_name is None:
        return None, "", ()
    role, layer, indices, _ = found_name
    entry = tuple(meaning.index(one) for one in indices)
    of = _called(name, names, "")
    if role in ("weights", "bias"):
        # W2 = W2 - η dW2: what stands on both sides is the old one and the new one
        both = any(
            names.quantity(one) == found_name
            for one in whole_names(chain.operands[1:])
            if one.letter == name.letter
        )
        if not (updates or both or is_new(name)):
            return None, "", ()
        return names.updated(role, layer), of, entry
    if role == "delta":
        return asked.gradient(role, layer), of, entry
    return asked.formulas.get(f"{role} {layer}"), of, entry


def _gradient(
    node: tree.Derivative, names: NetworkNames, meaning: Meaning
) -> tuple[Term | None, str, tuple[Term, ...]]:
    """The gradient that a derivative names, what it is called, and an entry of it."""
    name = written(node.by)
    found = meaning.names.derivative(node, meaning)
    if found is None or name is None:
        return None, "", ()
    of = _called(name, names, "∂L/∂")
    return (found.matrix, of, found.indices) if isinstance(found, tm.Entry) else (found, of, ())


def _step(gradient: Term) -> Term:
    """What is taken from a parameter: η times its gradient."""
    return tm.Multiply((tm.Variable("rate"), gradient), ("", ""))


def _called(name: Written, names: NetworkNames, before: str) -> str:
    found = names.quantity(name)
    if found is None:
        return name.letter
    letter = "x" if found[:2] == ("activation", 0) else LETTERS[found[0]]
    return f"{before}{letter}{found[1] or ''}"
