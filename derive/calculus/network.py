"""A network as it was asked for: sizes, names and conventions, no numbers and no formulas."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from derive.calculus.hashed import hashed_once


@dataclass(frozen=True)
class Layer:
    """One weight layer: `units` outputs, an activation (a name of the table, or a formula in z).

    `sources` are the layers that it reads (0 is the input); several are joined by `join`.
    `slope` belongs to leaky ReLU, `alpha` to ELU; `bias` says whether there is a bias vector.
    """

    units: int
    activation: str
    sources: tuple[int, ...]
    bias: bool = True
    slope: Fraction = Fraction(1, 100)
    alpha: Fraction = Fraction(1)
    join: str = "add"


@hashed_once
@dataclass(frozen=True)
class Network:
    """Layers, loss and the conventions that change formulas (never only their looks).

    `product` is "W x" (W is units x inputs) or "W^T x" (W is inputs x units); with `fold_bias`
    the bias is a part of W and a leading 1 a part of the input; `count_from` says what the first
    row and the first column of W are called; `reduction` joins the examples of a batch.
    """

    inputs: int
    loss: str
    layers: tuple[Layer, ...]
    fold_bias: bool = False
    product: str = "W x"
    count_from: tuple[int, int] = (1, 1)
    reduction: str = "sum"

    @property
    def depth(self) -> int:
        """The number of weight layers, L."""
        return len(self.layers)

    def width(self, layer: int) -> int:
        """The number of activations of `layer`; layer 0 is the input."""
        return self.inputs if layer == 0 else self.layers[layer - 1].units

    def fan_in(self, layer: int) -> int:
        """The number of values that `layer` reads, after joining, without a folded-in 1."""
        widths = [self.width(source) for source in self.layers[layer - 1].sources]
        return sum(widths) if self.layers[layer - 1].join == "concatenate" else widths[0]

    def weights_shape(self, layer: int) -> tuple[int, int]:
        """The shape of W of `layer` as it is typed and printed, the folded bias included."""
        units = self.layers[layer - 1].units
        inputs = self.fan_in(layer) + (1 if self.folds(layer) else 0)
        return (units, inputs) if self.product == "W x" else (inputs, units)

    def folds(self, layer: int) -> bool:
        """Whether the bias of `layer` is a part of its weights."""
        return self.fold_bias and self.layers[layer - 1].bias

    def has_bias(self, layer: int) -> bool:
        """Whether `layer` has a bias vector of its own."""
        return self.layers[layer - 1].bias and not self.fold_bias
