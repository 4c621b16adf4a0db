"""The ordered rules that rewrite the formal derivative of the loss by a quantity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sympy import Integer, Rational

from derive.calculus.derivation import Rule
from derive.calculus.expression import (
    Apply,
    Entrywise,
    HadamardProduct,
    Jacobian,
    MatAdd,
    MatMul,
    Named,
    Partial,
    Scale,
    Slope,
    Tail,
    Total,
    Transpose,
    WithoutBias,
)
from derive.calculus.functions import A, N, T, Z
from derive.calculus.graph import Graph, of_example
from derive.calculus.indexed import TARGETS, loss_slope_formula, pair
from derive.calculus.output_form import slope_formula


@dataclass(frozen=True)
class Context:
    """The graph, the quantity that is asked for, and the deltas that are known already."""

    graph: Graph
    asked: Any
    found: dict[Any, Any] = field(default_factory=dict)
    examples: tuple[int, ...] = ()


def examples(node: Any, context: Context) -> Any:
    """The loss of a batch is the sum (or mean) of the losses of its examples."""
    if not isinstance(node, Partial) or node.args[0].role != "batch loss":
        return None
    terms = [Partial(of_example(context.graph.loss, n), node.args[1]) for n in context.examples]
    total = MatAdd(*terms) if len(terms) > 1 else terms[0]
    if context.graph.network.reduction == "mean" and len(terms) > 1:
        return Scale(Rational(1, len(terms)), total)
    return total


def found(node: Any, context: Context) -> Any:
    """A derivative that has a name already is called by its name: a delta."""
    if isinstance(node, Partial) and node.args[1] != context.asked:
        return context.found.get(node.args[1])
    return None


def loss_rule(node: Any, context: Context) -> Any:
    """The derivative of the loss by the output, from the definition of the loss."""
    if not isinstance(node, Partial):
        return None
    quantity, graph = node.args[1], context.graph
    if _plain(quantity) != graph.output:
        return None
    formula = loss_slope_formula(graph.network.loss).xreplace({N: graph.output.shape[0]})
    target = of_example(graph.target, int(quantity.example))
    symbols = tuple(symbol for symbol in (A, T) if formula.has(symbol))
    vectors = tuple({A: quantity, T: target}[symbol] for symbol in symbols)
    return Entrywise(formula, symbols, vectors)


def chain(node: Any, context: Context) -> Any:
    """What a quantity does to the loss, it does through every operation that uses it."""
    if not isinstance(node, Partial):
        return None
    loss, quantity = node.args
    uses = context.graph.uses.get(_plain(quantity), ())
    example = int(loss.example)
    terms = []
    for one, slot in uses:
        gradient = Partial(context.graph.loss, one.output)
        terms.append(of_example(one.page.pull_back(one, slot, gradient), example))
    if not terms:
        return None
    return MatAdd(*terms) if len(terms) > 1 else terms[0]


def slope(node: Any, context: Context) -> Any:
    """The slope of an activation, as it was derived, in terms of its own output if it can be."""
    if not isinstance(node, Slope):
        return None
    function, z = node.args
    formula, symbols = slope_formula(function)
    if not symbols:
        return Entrywise(formula, (Z,), (z,))
    a = of_example(context.graph.quantity("activation", int(z.layer)), int(z.example))
    return Entrywise(formula, symbols, tuple({A: a, Z: z}[symbol] for symbol in symbols))


def ones(node: Any, context: Context) -> Any:
    """A slope that is 1 everywhere changes nothing."""
    if not isinstance(node, HadamardProduct):
        return None
    kept = [one for one in node.args if not (isinstance(one, Entrywise) and one.args[0] == 1)]
    if len(kept) in (0, len(node.args)):
        return None
    return HadamardProduct(*kept) if len(kept) > 1 else kept[0]


def collapse(node: Any, context: Context) -> Any:
    """The Jacobian product of this activation with this loss, worked out, is shorter."""
    graph = context.graph
    z = graph.quantity("preactivation", graph.depth)
    if not (isinstance(node, HadamardProduct | MatMul) and len(node.args) == 2):
        return None
    made = graph.made_by[graph.output]
    of_loss = next((one for one in node.args if _is_loss_slope(one, graph)), None)
    if of_loss is None or not made.function:
        return None
    delta = pair(made.function, graph.network.loss).delta
    if delta is None:
        return None
    example = int(of_loss.args[2][0].example)
    a, t = of_example(graph.output, example), of_example(graph.target, example)
    if isinstance(node, MatMul) and node.args[0] != Transpose(Jacobian(a, of_example(z, example))):
        return None
    delta = delta.xreplace({N: graph.output.shape[0]})
    vectors = {A: a, TARGETS: Total(t), T: t}
    symbols = tuple(symbol for symbol in vectors if delta.has(symbol))
    return Entrywise(delta, symbols, tuple(vectors[symbol] for symbol in symbols))


def _is_loss_slope(node: Any, graph: Graph) -> bool:
    return isinstance(node, Entrywise) and node.args[2][-1].role == "target"


def unit_targets(node: Any, context: Context) -> Any:
    """The targets sum to 1."""
    if not context.graph.unit_targets or not isinstance(node, Entrywise):
        return None
    if not any(isinstance(vector, Total) for vector in node.args[2]):
        return None
    kept = [
        (symbol, vector)
        for symbol, vector in zip(*node.args[1:], strict=True)
        if not isinstance(vector, Total)
    ]
    formula = node.args[0].xreplace({TARGETS: Integer(1)})
    return Entrywise(formula, [symbol for symbol, _ in kept], [vector for _, vector in kept])


def jacobian(node: Any, context: Context) -> Any:
    """The Jacobian of an operation, put in."""
    if not isinstance(node, Jacobian):
        return None
    output, quantity = node.args
    made = context.graph.made_by[_plain(output)]
    page = made.page
    if page.jacobian is None:
        return None
    value = page.jacobian(made, made.inputs.index(_plain(quantity)))
    return of_example(value, int(output.example))


def transpose(node: Any, context: Context) -> Any:
    """A matrix transposed twice is itself, and so is a symmetric one transposed once."""
    if isinstance(node, Transpose):
        inner = node.args[0]
        if isinstance(inner, Transpose):
            return inner.args[0]
        if isinstance(inner, MatAdd):  # only diag(a) - a a^T is ever transposed whole
            return inner
    return None


def without_bias(node: Any, context: Context) -> Any:
    """The first entry of the product comes from the bias alone: leave both out."""
    if not isinstance(node, Tail) or not isinstance(node.args[0], MatMul):
        return None
    matrix, vector = node.args[0].args
    if isinstance(matrix, Transpose) and isinstance(matrix.args[0], Named):
        return MatMul(Transpose(WithoutBias(matrix.args[0], "W x")), vector)
    if isinstance(matrix, Named):
        return MatMul(WithoutBias(matrix, "W^T x"), vector)
    return None


def _plain(quantity: Any) -> Any:
    return of_example(quantity, 0)


RULES: tuple[Rule, ...] = (
    Rule("examples", examples, (Partial,)),
    Rule("found", found, (Partial,)),
    Rule("loss", loss_rule, (Partial,)),
    Rule("chain", chain, (Partial,)),
    Rule("collapse", collapse, (HadamardProduct, MatMul)),
    Rule("unit targets", unit_targets, (Entrywise,)),
    Rule("jacobian", jacobian, (Jacobian,)),
    Rule("slope", slope, (Slope,)),
    Rule("ones", ones, (HadamardProduct,)),
    Rule("transpose", transpose, (Transpose,)),
    Rule("without bias", without_bias, (Tail,)),
)
__all__ = ["RULES", "Apply", "Context"]
