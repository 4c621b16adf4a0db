"""Terms about a network in the letters of a sheet, as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from derive.calculus import term as tm
from derive.calculus.activations import ACTIVATIONS
from derive.calculus.term import Term
from derive.calculus.world_keys import ALL, key
from derive.teaching.written.letters_of_sheet import Letters
from derive.teaching.written.sheet_functions import pinned
from derive.teaching.written.sheet_names import SheetNames
from derive.writing.printers.plain import plain

OPEN = {"brackets": "[]", "plain": "  ", "angles": "<>"}
GREEK = {"delta": "δ", "eta": "η", "alpha": "α", "beta": "β", "lambda": "λ", "ell": "ℓ",
         "sigma": "σ", "theta": "θ", "Theta": "Θ", "epsilon": "ε", "Delta": "Δ"}  # fmt: skip

NORMAL = {"normcdf": "Φ", "normpdf": "φ"}


def spelled(term: Term, names: SheetNames) -> str:
    """The text of a term, its quantities called as the sheet calls them.

    >>> from derive.calculus.network import Layer, Network
    >>> from derive.teaching.written.letters_of_sheet import usual_letters
    >>> from derive.teaching.written.sheet_quantities import Reading
    >>> network = Network(2, "half squared error", (Layer(2, "tanh", (0,)), Layer(1, "tanh", (1,))))
    >>> names = SheetNames(usual_letters(), network, Reading(("1",)))
    >>> spelled(tm.Turned(tm.Variable("weights|2||")), names)
    'W^(2)ᵀ'
    """
    return plain(_with_letters(term, names), _Called(names))


def _with_letters(term: Any, names: SheetNames) -> Any:
    """The term with the sheet's letters for functions that are known by a formula."""
    if isinstance(term, tuple):
        return tuple(_with_letters(one, names) for one in term)
    if not hasattr(term, "__dataclass_fields__"):
        return term
    made = type(term)(*(_with_letters(getattr(term, name), names) for name in term.__slots__))
    if isinstance(made, tm.Call | tm.Slope):
        return replace(made, function=_function(made.function, names))
    return made


def _function(formula: str, names: SheetNames) -> str:
    """What a sheet calls a function: by its letter, by its name, or as any is called."""
    if formula in ACTIVATIONS or formula.isidentifier():
        return NORMAL.get(formula, formula)
    for lettered, function in names.letters.functions.items():
        if function == formula:
            letter, _, number = lettered.partition(" ")
            return f"{GREEK.get(letter, letter)}{'_' if number else ''}{number}"
    for layer in names.network.layers:
        if pinned(layer) == formula and layer.activation in ACTIVATIONS:
            return layer.activation
    return "f"


class _Called(Mapping[str, str]):
    """What a key is called; asked for by the printer, one at a time."""

    def __init__(self, names: SheetNames) -> None:
        self.names = names

    def __getitem__(self, name: str) -> str:
        if "/" in name:
            of, _, by = name.partition("/")
            return f"∂{self[of]}/∂{self[by.removeprefix('/')]}"
        if "|" not in name:
            return "η" if name == "rate" else name.removeprefix("#").removeprefix("the ")
        role, layer, example, new = name.split("|")
        return _named(self.names, role, int(layer), example, bool(new))

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0


def _named(names: SheetNames, role: str, layer: int, example: str, new: bool) -> str:
    letters, depth = names.letters, names.network.depth
    wanted = role
    if role == "activation" and layer in (0, depth):
        wanted = "input" if layer == 0 else "output"
    elif role == "preactivation" and layer == depth:
        wanted = "output preactivation"
    stacked = example == ALL
    letter = _letter(letters, wanted, stacked) or _letter(letters, role, stacked) or role
    shown = role not in ("target", "loss", "rate") and not (
        wanted in ("input", "output") and _letter(letters, "activation") != letter
    )
    above = ""
    if shown and (depth > 1 or letters.layer not in ("any", "index")):
        brackets = OPEN.get(letters.layer, "()")
        above = f"{brackets[0]}{layer}{brackets[1]}".strip()
    marked = len(names.reading.batch) > 1 and example and not stacked
    above += f"({example})" if marked and letters.example != "angles" else ""
    above += f"<{example}>" if marked and letters.example == "angles" else ""
    return f"{letter}{'_new' if new else ''}{'^' + above if above else ''}"


def _letter(letters: Letters, role: str, stacked: bool = False) -> str | None:
    """The letter of a role; of what holds all examples a capital, where there is one."""
    told = letters.roles.items()
    for letter, roles in sorted(told, key=lambda one: stacked and not one[0][-1:].isupper()):
        if role in roles:
            *accents, name = letter.split()
            shown = GREEK.get(name, name)
            return "".join((shown, *("\u0302" for one in accents if one == "hat")))
    return None


def told(left: Term, names: SheetNames) -> str:
    """The right formula of a quantity; empty where the left side is no plain one of a chain."""
    entry = isinstance(left, tm.Entry)
    inner = left.matrix if isinstance(left, tm.Entry) else left
    if not isinstance(inner, tm.Variable) or "|" not in inner.key:
        return ""
    found = _formula(inner.key, names)
    if found is None:
        return ""
    indices = left.indices if isinstance(left, tm.Entry) else ()
    return spelled(tm.Entry(found, indices) if entry else found, names)


def _formula(name: str, names: SheetNames) -> Term | None:
    network = names.network
    if any(one.sources != (n,) for n, one in enumerate(network.layers)) or network.fold_bias:
        return None
    of, _, by = name.partition("/")
    role, number, example, new = (by or of).split("|")
    layer, after = int(number), bool(new)
    if by and (not of.startswith("loss") or role not in ("weights", "bias", "preactivation")):
        return None
    role = {"preactivation": "delta"}.get(role, role) if by else role

    def one(what: str, n: int) -> Term:
        mine = what not in ("weights", "bias")
        return tm.Variable(key(what, n, example or names.reading.batch[0] if mine else "", after))

    turned = network.product == "W x"
    match role:
        case "preactivation":
            weights = one("weights", layer)
            product = tm.Multiply(
                (weights if turned else tm.Turned(weights), one("activation", layer - 1)), ("", "")
            )
            if not network.has_bias(layer):
                return product
            return tm.Add((product, one("bias", layer)), (1, 1))
        case "activation" if layer:
            return tm.Call(names.layer_function(layer), (one("preactivation", layer),))
        case "delta" if layer < network.depth:
            weights = one("weights", layer + 1)
            back = tm.Multiply(
                (tm.Turned(weights) if turned else weights, one("delta", layer + 1)), ("", "")
            )
            slope = tm.Slope(names.layer_function(layer), one("preactivation", layer))
            return tm.Multiply((back, slope), ("", "∘"))
        case "delta" if names.network.layers[-1].activation != "softmax":
            a = key("activation", layer, example or names.reading.batch[0], after)
            of_a = tm.Variable(f"{key('loss', 0, a.split('|')[2], after)}/{a}")
            last = tm.Slope(names.layer_function(layer), one("preactivation", layer))
            return tm.Multiply((of_a, last), ("", "∘"))
        case "weights" if by and len(names.reading.batch) == 1:
            delta, read = one("delta", layer), one("activation", layer - 1)
            pair = (delta, tm.Turned(read)) if turned else (read, tm.Turned(delta))
            return tm.Multiply(pair, ("", ""))
        case "bias" if by and len(names.reading.batch) == 1:
            return one("delta", layer)
        case "weights" | "bias" if after and not by:
            old = key(role, layer)
            gradient = tm.Variable(f"{key('loss')}/{old}")
            step = tm.Multiply((tm.Variable("rate"), gradient), ("", ""))
            return tm.Add((tm.Variable(old), step), (1, -1))
    return None
