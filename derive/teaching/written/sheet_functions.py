"""Functions on a sheet: by name, by the sheet's own letter, with the constants of their layer."""

from __future__ import annotations

from functools import lru_cache

from derive.calculus.activations import ACTIVATIONS
from derive.calculus.network import Layer, Network
from derive.teaching.written import tree
from derive.teaching.written.letters import words
from derive.teaching.written.letters_of_sheet import Letters
from derive.teaching.written.names import Written
from derive.teaching.written.words import FUNCTION_WORDS

# letters for the activation in question, whichever it is
ANY = frozenset(words("sigma f g phi psi act F S s varphi h"))


@lru_cache(maxsize=256)
def pinned(layer: Layer) -> str:
    """The activation of a layer; one with constants that are not the usual ones as a formula."""
    row = ACTIVATIONS.get(layer.activation)
    if row is None or not row.constants:
        return layer.activation
    formula = row.value
    for constant in row.constants:
        value = layer.slope if constant == "slope" else layer.alpha
        formula = formula.replace(constant, f"({value.numerator}/{value.denominator})")
    return formula


def numbered(name: Written) -> str:
    """A letter with the number at it, f_2 and f^{(2)} as "f 2"; the letter where there is none."""
    match (*name.indices, *(one.inner for one in name.marks)):
        case (tree.Number(text),):
            return f"{name.letter} {text}"
    return name.letter


def function_named(
    letters: Letters, network: Network, name: Written, layers: list[int], generic: str | None
) -> str | None:
    """The function that a name is: its own name, or that of a layer it is met with."""
    known = letters.functions.get(numbered(name)) or letters.functions.get(name.letter)
    known = known or FUNCTION_WORDS.get(name.letter)
    known = known or (name.letter if name.letter in ACTIVATIONS else None)
    if known is None and name.letter not in ANY:
        return None
    if known is None:
        if layers:
            return pinned(network.layers[layers[0] - 1])
        if generic is not None:
            return generic
        found = {pinned(one) for one in network.layers}
        return found.pop() if len(found) == 1 else None
    row = ACTIVATIONS.get(known)
    if row is None or not row.constants:
        return known
    alike = [one for one in network.layers if one.activation == known]
    apart = list(dict.fromkeys(pinned(one) for one in alike))
    if len(apart) > 1:
        # several with other constants are told apart by a raised number, or by their layer
        for one in name.raised:
            text = getattr(one, "text", "")
            if text.isdigit() and 1 <= int(text) <= len(apart):
                return apart[int(text) - 1]
        for layer in layers:
            if network.layers[layer - 1].activation == known:
                return pinned(network.layers[layer - 1])
    return apart[0] if apart else known
