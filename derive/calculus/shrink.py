"""The same architecture with few units: what is checked there holds at every width."""

from __future__ import annotations

from derive.calculus.network import Layer, Network


def shrunk(network: Network) -> Network:
    """The same architecture with at most 3 units a layer, neighbours of different width."""
    classes = _width_classes(network)
    sizes: dict[int, int] = {}
    for layer in range(network.depth + 1):
        width = network.width(layer)
        sizes.setdefault(classes[layer], 1 if width == 1 else 2 + (len(sizes) + 1) % 2)
    layers = tuple(
        Layer(
            sizes[classes[number]],
            one.activation,
            one.sources,
            one.bias,
            one.slope,
            one.alpha,
            one.join,
        )
        for number, one in enumerate(network.layers, start=1)
    )
    return Network(
        sizes[classes[0]],
        network.loss,
        layers,
        network.fold_bias,
        network.product,
        network.count_from,
        network.reduction,
    )


def _width_classes(network: Network) -> list[int]:
    """Layers that are added have one width: each layer's class is the first layer of that width."""
    classes = list(range(network.depth + 1))
    for one in network.layers:
        if one.join == "add":
            first = min(classes[source] for source in one.sources)
            together = {classes[source] for source in one.sources}
            classes = [first if one_class in together else one_class for one_class in classes]
    return classes
