"""What the quantities of a network are called where they are valued, and what each is made of."""

from __future__ import annotations

from functools import lru_cache

from derive.calculus.network import Network

ALL = "*"  # every example of the batch, one column each
AUXILIARY = frozenset(("joined", "with one", "joined with one"))


def key(role: str, layer: int = 0, example: str = "", new: bool = False) -> str:
    """The name of a quantity; without an example it belongs to all of them together.

    >>> key("activation", 2, "1")
    'activation|2|1|'
    """
    return f"{role}|{layer}|{example}|{'new' if new else ''}"


def jacobian(of: str, by: str, direct: bool = False) -> str:
    """The name of the derivatives of one quantity by another.

    `direct` counts only the way through the definition, where a quantity is used several times.
    """
    return f"{of}{'//' if direct else '/'}{by}"


def source(network: Network, layer: int, example: str, new: bool = False) -> str:
    """The key of what a layer reads."""
    sources = network.layers[layer - 1].sources
    folded = network.folds(layer)
    if len(sources) > 1:
        return key("joined with one" if folded else "joined", layer, example, new)
    role = "with one" if folded else "activation"
    return key(role, sources[0], example, new and sources[0] > 0)


def inputs(network: Network, batch: tuple[str, ...], name: str) -> list[str]:
    """What a quantity is made of, by its definition."""
    role, layer, example, new = name.split("|")
    number, after = int(layer), bool(new)
    if example == ALL:
        return [key(role, number, one, after) for one in batch]
    match role:
        case "preactivation":
            bias = [key("bias", number, "", after)] if network.has_bias(number) else []
            read = source(network, number, example, after)
            return [key("weights", number, "", after), read, *bias]
        case "activation" if number:
            return [key("preactivation", number, example, after)]
        case "with one":
            return [key("activation", number, example, after)]
        case "joined with one":
            return [key("joined", number, example, after)]
        case "joined":
            sources = network.layers[number - 1].sources
            return [key("activation", n, example, after and n > 0) for n in sources]
        case "loss" if example:
            output = key("activation", network.depth, example, after)
            return [output, key("target", 0, example)]
        case "loss":
            return [key("loss", 0, one, after) for one in batch]
    return []


@lru_cache(maxsize=20_000)
def reaches(network: Network, batch: tuple[str, ...], by: str, of: str) -> bool:
    """Whether one quantity depends on another."""
    return by == of or any(reaches(network, batch, by, one) for one in inputs(network, batch, of))
