"""Functions beside an activation: σ in h = z σ(z), Φ and φ of the normal distribution."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from derive.calculus.network import Network
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, without_place
from derive.teaching.written.tree import Node

SIGMA = "sigma"
DENSITIES = ("phi", "varphi")  # one of them beside Φ


def is_logistic(sides: Iterable[Node], network: Network) -> bool:
    """Whether σ(z) is multiplied by z itself, as in the formula of SiLU.

    Where the network has a sigmoid it is not asked: there σ is the function of that layer.
    """
    if any(one.activation == "sigmoid" for one in network.layers):
        return False
    return any(
        isinstance(one, tree.Product) and _by_itself(one.factors)
        for side in sides
        for one in nodes(side)
    )


def of_normal(sides: Iterable[Node], network: Network) -> dict[str, str]:
    """Φ and φ as the normal distribution and its density, where GELU is written by them."""
    if all(one.activation != "gelu" for one in network.layers):
        return {}
    letters = {one.text for side in sides for one in nodes(side) if isinstance(one, tree.Name)}
    density = [one for one in DENSITIES if one in letters]
    if "Phi" not in letters or len(density) != 1:
        return {}
    return {"Phi": "normcdf", density[0]: "normpdf"}


def _by_itself(factors: tuple[Node, ...]) -> bool:
    for sign, argument in pairwise(factors):
        named = isinstance(sign, tree.Name) and sign.text == SIGMA
        if named and isinstance(argument, tree.Group) and len(argument.items) == 1:
            of = without_place(argument.items[0])
            return any(without_place(one) == of for one in factors if one not in (sign, argument))
    return False
