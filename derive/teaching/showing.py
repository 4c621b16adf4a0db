"""Derivations without an exercise file: a slope, a pair, the gradients of L layers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from derive.calculus.activations import activation
from derive.calculus.agree import check_network
from derive.calculus.agree_scalar import check_slope
from derive.calculus.graph import function_of
from derive.calculus.losses import loss
from derive.calculus.network import Layer, Network
from derive.errors import DeriveError
from derive.writing.document import Block, Document, Front
from derive.writing.holes import Numbers
from derive.writing.notation import Style, style
from derive.writing.render import Laid, compiled, laid_out, page_of
from derive.writing.shape import Shape
from derive.writing.tell.derivations import (
    functions_of,
    jacobian,
    output_delta,
    slope,
    symbolic,
)
from derive.writing.tell.words import Teller, counted

UNITS = 2


@dataclass(frozen=True, repr=False)
class Derivations:
    """Derivations without numbers: `markdown()` and `latex()` are their sheet."""

    document: Document
    laid: Laid
    style: Style

    def text(self, format: str) -> str:
        """The sheet in a format by name; DeriveError where there is no such format."""
        return compiled(self.laid, format, self.style).filled(_NO_NUMBERS)

    def markdown(self, *, github: bool = False) -> str:
        """The sheet as Markdown: portable, or for GitHub."""
        return self.text("github" if github else "md")

    def latex(self) -> str:
        """The sheet as a LaTeX document."""
        return self.text("tex")

    def __repr__(self) -> str:
        return f"<Derivations: {self.document.title[:60]}>"

    def _repr_markdown_(self) -> str:
        """What a notebook shows."""
        return self.markdown()


def show(
    *,
    activation: str | None = None,
    pair: Sequence[str] | None = None,
    layers: int | None = None,
    loss: str = "half squared error",
    hidden: str = "tanh",
    output: str = "sigmoid",
    style_name: str = "lecture",
    language: str = "en",
) -> Derivations:
    """Every derivation asked for: a slope, what a pair gives together, the gradients of layers.

    Raises DeriveError for unknown names, and where nothing is asked.
    """
    look = style(style_name, language)
    blocks: list[Block] = []
    titles: list[str] = []
    shape = None
    if activation:
        shape = _shape(activation, "half squared error", 1)
        teller = Teller(shape, look)
        titles.append(teller.text("show.activation", name=teller.name(activation)))
        blocks += _activation(teller, activation)
    if pair:
        name, loss_name = pair
        shape = _shape(name, loss_name, 1)
        check_network(shape.network, True)
        teller = Teller(shape, look)
        titles.append(
            teller.text("show.pair", activation=teller.name(name), loss=teller.name(loss_name))
        )
        blocks += functions_of(teller)
        blocks += output_delta(teller)
    if layers:
        shape = _shape(output, loss, layers, hidden)
        check_network(shape.network, True)
        teller = Teller(shape, look)
        titles.append(teller.text(counted("show.layers", layers), count=layers))
        for layer in range(layers, 0, -1):
            blocks += symbolic(teller, layer, "delta") + symbolic(teller, layer, "weights")
    if shape is None:
        raise DeriveError("nothing to show: give --activation, --pair or --layers")
    document = Document(titles[0], tuple(blocks), Front(language=look.language))
    return Derivations(document, laid_out(document, page_of(shape, look), {}), look)


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
