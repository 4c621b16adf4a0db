"""Derivations without an exercise file: a slope, a pair, the gradients of L layers."""

from __future__ import annotations

from typing import Any

from derive.calculus.activations import activation
from derive.calculus.agree import check_network
from derive.calculus.agree_scalar import check_slope
from derive.calculus.graph import function_of
from derive.calculus.losses import loss
from derive.calculus.network import Layer, Network
from derive.errors import DeriveError
from derive.writing.document import Block, Document
from derive.writing.holes import Numbers
from derive.writing.notation import style
from derive.writing.render import compiled, laid_out, page_of
from derive.writing.shape import Shape
from derive.writing.tell.derivations import (
    functions_of,
    jacobian,
    output_delta,
    slope,
    symbolic,
)
from derive.writing.tell.words import Teller

UNITS = 2


def show(options: Any) -> str:
    """What `derive show` prints: every derivation asked for, in a format.

    Raises DeriveError for unknown names, and where nothing is asked.
    """
    look = style(options.style)
    blocks: list[Block] = []
    shape = None
    if options.activation:
        shape = _shape(options.activation, "half squared error", 1)
        blocks += _activation(Teller(shape, look), options.activation)
    if options.pair:
        name, loss_name = options.pair
        shape = _shape(name, loss_name, 1)
        check_network(shape.network, True)
        teller = Teller(shape, look)
        blocks += functions_of(teller)
        blocks += output_delta(teller)
    if options.layers:
        shape = _shape(options.output, options.loss, options.layers, options.hidden)
        check_network(shape.network, True)
        teller = Teller(shape, look)
        for layer in range(options.layers, 0, -1):
            blocks += symbolic(teller, layer, "delta") + symbolic(teller, layer, "weights")
    if shape is None:
        raise DeriveError("nothing to show: give --activation, --pair or --layers")
    document = Document(_title(options), tuple(blocks))
    laid = laid_out(document, page_of(shape, look), {})
    return compiled(laid, options.format, look).filled(_NO_NUMBERS)


def _title(options: Any) -> str:
    if options.activation:
        return f"The slope of {options.activation}"
    if options.pair:
        return f"{options.pair[0]} with {options.pair[1]}"
    return f"The gradients of {options.layers} layers"


def _activation(teller: Teller, name: str) -> list[Block]:
    if not activation(name).entrywise:
        return jacobian(teller)
    function = function_of(Layer(1, name, (0,)))
    check_slope(function)
    return slope(teller, function)


def _shape(output: str, loss_name: str, depth: int, hidden: str = "tanh") -> Shape:
    """A chain of `depth` layers of a few units, with nothing known but its architecture."""
    activation(output), activation(hidden), loss(loss_name)
    for name in (output, hidden):
        function_of(Layer(1, name, (0,)))
    layers = tuple(
        Layer(UNITS + number % 2, hidden if number < depth else output, (number - 1,))
        for number in range(1, depth + 1)
    )
    network = Network(UNITS, loss_name, layers)
    return Shape(
        title="",
        network=network,
        parts=(),
        examples=1,
        queries=0,
        query_targets=(),
        example_targets=(True,),
        unit_targets=True,
        classes=(),
        has_rate=True,
        digits=4,
        kind="decimals",
        mode="half-up",
        carry="full",
        per=(),
    )


_NO_NUMBERS = Numbers([], {}, lambda choice: False)
