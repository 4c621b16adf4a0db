"""All gradients of a network as formulas in LaTeX, against scalar SymPy in the same run.

    python bench/gradients.py [--repeats 15] [--without-sympy]

What is known once per process (the slopes of activations, the softmax Jacobian) stays known; what
belongs to a network is forgotten before each repeat, SymPy's own cache included.
"""

from __future__ import annotations

import argparse
from statistics import median
from typing import Any

from interleave import milliseconds, ratio, rounds, seconds
from plain_sympy import gradients_of
from sympy.core.cache import clear_cache

from derive.calculus import engine, graph, numeric, paths, plan
from derive.calculus.agree import check_network
from derive.calculus.network import Layer, Network
from derive.writing.notation import style
from derive.writing.printers import names
from derive.writing.printers.page import Page
from derive.writing.printers.tex import text

PER_NETWORK = (graph, engine, plan, paths, numeric)
CROSS, SQUARED = "cross-entropy", "half squared error"


def network(sizes: tuple[int, ...], activations: tuple[str, ...], loss: str) -> Network:
    """A chain of layers."""
    pairs = enumerate(zip(sizes[1:], activations, strict=True))
    layers = (Layer(units, name, (number,)) for number, (units, name) in pairs)
    return Network(sizes[0], loss, tuple(layers))


def forget() -> None:
    """Clears every cache that holds something of a network."""
    for module in PER_NETWORK:
        for one in vars(module).values():
            if hasattr(one, "cache_clear") and one.__module__ == module.__name__:
                one.cache_clear()
    clear_cache()


def formulas(net: Network) -> dict[str, list[str]]:
    """LaTeX of what was derived: gradients, the deltas that they name, and every line."""
    built = graph.build(net, net.loss == CROSS)
    found = engine.backward(built)
    functions = tuple(dict.fromkeys(one.function for one in built.applications if one.function))
    page = Page(style("lecture").notation, depth=built.depth, functions=functions)
    gradients, deltas = [], []
    lines = [chained(page, one.lines) for one in found.activations.values()]
    for layer, one in found.deltas.items():
        name = text(page.names(built.delta(layer)))
        deltas.append(f"{name} = {text(page.names(one.last))}")
        lines.append(f"{name} = {chained(page, one.lines)}")
    for table in (found.weights, found.biases):
        for one in table.values():
            gradients.append(f"{text(page.names(one.first))} = {text(page.names(one.last))}")
            lines.append(chained(page, one.lines))
    return {"gradients": gradients, "deltas": deltas, "lines": lines}


def chained(page: Page, lines: Any) -> str:
    """The lines of a derivation, an equals sign between them."""
    return " = ".join(text(page.names(line.value)) for line in lines)


def fresh(net: Network) -> float:
    """Seconds for a network that nothing is known of."""
    forget()
    return seconds(lambda: formulas(net))


def repeated(net: Network, repeats: int) -> list[float]:
    """The same, again and again, after one warm-up."""
    formulas(net)
    return [fresh(net) for _ in range(repeats)]


def against_sympy(name: str, net: Network, repeats: int, peer_repeats: int) -> None:
    """One network both ways, the gradients of every weight and bias."""
    times = repeated(net, repeats)
    texts = {part: sum(map(len, found)) for part, found in formulas(net).items()}
    shown = " ".join(f"{part} {count}" for part, count in texts.items())
    print(f"{name}\n  derive {milliseconds(times)}; LaTeX characters: {shown}")
    checks = seconds(lambda: check_network(net, net.loss == CROSS))
    print(f"  the checks of every line, once: {1000 * checks:.0f} ms")
    peer, ours = [], []
    for _ in range(peer_repeats):
        clear_cache()
        ours.append(fresh(net))
        clear_cache()
        peer.append(seconds(lambda: texts_of_sympy.append(gradients_of(net))))
    if peer:
        common = len(texts_of_sympy[-1])
        print(f"  SymPy  {milliseconds(peer)}; LaTeX characters: {common} after cse")
        longer = median(peer) / median(times + ours)
        more = common / (texts["gradients"] + texts["deltas"])
        print(f"  SymPy takes {longer:.0f} times as long, for {more:.1f} times as much LaTeX")


texts_of_sympy: list[str] = []


def growth(repeats: int) -> None:
    """Layers from 5 to 50, widths from 2 to 200: all in turn, as ratios to the smallest."""
    depths = {f"{n} layers": network((3,) * (n + 1), deep(n), CROSS) for n in (5, 10, 20, 50)}
    widths = {f"width {n}": network((n,) * 4, deep(3), CROSS) for n in (2, 20, 200)}
    for family in (depths, widths):
        for net in family.values():
            formulas(net)
        peers = {name: forgetful(net) for name, net in family.items()}
        times = rounds(peers, repeats)
        first = next(iter(family))
        for name, net in family.items():
            per = 1000 * median(times[name]) / net.depth
            grown = ratio(times, name, first)
            print(f"  {name:10} {milliseconds(times[name])}; {per:.2f} ms a layer; x {grown:.2f}")


def deep(layers: int) -> tuple[str, ...]:
    """tanh everywhere, a softmax at the end."""
    return ("tanh",) * (layers - 1) + ("softmax",)


def forgetful(net: Network) -> Any:
    """A call that forgets first: forgetting is a small part of it."""

    def work() -> None:
        forget()
        formulas(net)

    return work


def main() -> None:
    """Runs everything and prints it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--without-sympy", action="store_true")
    options = parser.parse_args()
    with_sympy = 0 if options.without_sympy else 1
    softmax = network((4, 4, 3, 3), ("tanh", "tanh", "softmax"), CROSS)
    small = network((2, 2, 1), ("tanh", "tanh"), SQUARED)
    against_sympy("4-4-3-3 softmax, cross-entropy", softmax, options.repeats, with_sympy)
    against_sympy("2-2-1 tanh, half squared error", small, options.repeats, 5 * with_sympy)
    print("growth")
    growth(max(3, options.repeats // 3))


if __name__ == "__main__":
    main()
