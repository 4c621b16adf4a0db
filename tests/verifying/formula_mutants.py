"""Formulas with one fault, made on the tree: faults that no true formula can survive."""

from dataclasses import replace

from derive.teaching.written import tree


def mutants(node):
    """Every tree that differs from this one by one such fault, by its kind."""
    yield from _within(node, lambda found: found)
    two = tree.Number("2", node.start, node.end)
    whole = tree.Group("(", (node,), node.start, node.end)
    yield "factor", tree.Product((two, whole), ("", ""), node.start, node.end)
    yield "sign", tree.Sum((node,), ("-",), node.start, node.end)


def _is_slope(node):
    """Whether a factor is a slope; that of the identity is 1, and can be left out."""
    primed = isinstance(node, tree.Scripted) and node.primes
    return primed and getattr(node.base, "text", "") != "identity"


def _within(node, rebuilt):
    if isinstance(node, tuple):
        for place, one in enumerate(node):
            yield from _within(
                one, lambda found, p=place: rebuilt((*node[:p], found, *node[p + 1 :]))
            )
        return
    if not hasattr(node, "start"):
        return
    if isinstance(node, tree.Product):
        for place, one in enumerate(node.factors):
            if len(node.factors) > 2 and _is_slope(one):
                # the slope is left out, with its argument
                kept = (*node.factors[:place], *node.factors[place + 2 :])
                signs = ("", *(*node.signs[:place], *node.signs[place + 2 :])[1:])
                if kept:
                    yield "slope", rebuilt(tree.Product(kept, signs, node.start, node.end))
    if isinstance(node, tree.Scripted) and isinstance(node.base, tree.Name):
        for place, mark in enumerate(node.upper):
            if isinstance(mark, tree.Mark) and isinstance(mark.inner, tree.Number):
                for step in (1, -1):
                    text = str(int(mark.inner.text) + step)
                    other = replace(mark, inner=replace(mark.inner, text=text.lstrip("-")))
                    upper = (*node.upper[:place], other, *node.upper[place + 1 :])
                    yield "mark", rebuilt(replace(node, upper=upper))
        return
    for name in getattr(node, "__slots__", ()):
        one = getattr(node, name)
        if isinstance(one, tuple) or hasattr(one, "start"):
            yield from _within(one, lambda found, n=name: rebuilt(replace(node, **{n: found})))
