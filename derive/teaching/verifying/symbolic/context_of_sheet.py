"""What was inferred about a sheet, as the reader of formulas takes it: its letters, its context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from derive.calculus.activations import ACTIVATIONS
from derive.calculus.network import Network
from derive.teaching.verifying.lines.world import World
from derive.teaching.verifying.naming.entry_letters import entries_of
from derive.teaching.verifying.naming.logistic import SIGMA, is_logistic, of_normal
from derive.teaching.verifying.naming.notation import Notation, Sizes
from derive.teaching.verifying.symbolic.context import SheetContext
from derive.teaching.verifying.symbolic.drawn_worlds import aims_at_inputs
from derive.teaching.written.letters_of_sheet import Letters, usual_letters
from derive.teaching.written.tree import Node

SPOKEN = {"W": "weights", "b": "bias", "z": "preactivation", "a": "activation", "t": "target",
          "x": "input"}  # fmt: skip
SELDOM = frozenset(("s", "u", "v", "o", "p", "act", "out", "net"))  # where others have their role
BRACKETS = {"[": "brackets", "(": "parentheses", "<": "angles", "langle": "angles",
            "raised": "plain", "lowered": "index"}  # fmt: skip


def letters_of_notation(
    notation: Notation, network: Network, sizes: Sizes, loose: frozenset[str] = frozenset(),
    sides: Sequence[Node] = (),
) -> Letters:  # fmt: skip
    """What was inferred, as the reader of formulas takes it; nothing of `loose` letters.

    `sides` are all formulas of the sheet.
    """
    usual = usual_letters()
    held = {SPOKEN.get(one.role, one.role) for one in notation.letters.values()}
    roles = {letter: told for letter, told in usual.roles.items() if letter not in loose
             and not (letter in SELDOM and held & {*told})}  # fmt: skip
    sources: list[str] = []
    entries: dict[str, tuple[str, int, tuple[int, ...]]] = {}
    for letter, meaning in notation.letters.items():
        role = SPOKEN.get(meaning.role, meaning.role)
        if role.startswith("minus."):
            roles.pop(letter, None)  # of the other sign: no letter of formulas
        if role not in ("weights", "bias", "preactivation", "activation", "target", "input",
                        "output", "delta", "loss", "rate", "joined"):  # fmt: skip
            continue
        roles[letter] = (role,)
        if role == "activation" and "input" in usual.roles.get(letter, ()):
            roles[letter] = ("input", "activation", "output")
        if isinstance(meaning.layer, str) and meaning.layer:
            sources.append(meaning.layer)
    layer = max(sources, key=sources.count) if sources else ""
    for letter, meaning in notation.letters.items():
        role = SPOKEN.get(meaning.role, meaning.role)
        if isinstance(meaning.layer, int) and role in ("preactivation", "activation", "delta"):
            entries[f"{letter}_"] = role, meaning.layer, ()
            for unit in range(1, network.width(meaning.layer) + 1):
                entries[f"{letter}_{unit}"] = role, meaning.layer, (unit,)
    entries |= dict(_of_fixed_layers(notation, network))
    entries |= entries_of(notation, sizes)
    own = [one.activation for one in network.layers if one.activation not in ACTIVATIONS]
    functions = {"fghpqr"[at % 6]: name for at, name in enumerate(dict.fromkeys(own))}
    if is_logistic(sides, network):
        functions[SIGMA] = "sigmoid"
    functions |= of_normal(sides, network)
    return Letters(roles, BRACKETS.get(layer, "any"), BRACKETS.get(notation.example, "any"),
                   functions, entries)  # fmt: skip


def _of_fixed_layers(
    notation: Notation, network: Network
) -> Iterator[tuple[str, tuple[str, int, tuple[int, ...]]]]:
    """The entries of what is by its letter of one layer of several: B_{12} beside A_{12}, r_1."""
    if network.depth == 1:
        return
    for letter, meaning in notation.letters.items():
        role, layer = SPOKEN.get(meaning.role, meaning.role), meaning.layer
        if not isinstance(layer, int) or meaning.shift or meaning.counted or not letter.isalpha():
            continue
        units, read = network.width(layer), network.fan_in(layer)
        if role in ("bias", "joined"):
            for unit in range(1, (units if role == "bias" else read) + 1):
                yield f"{letter}_{unit}", (role, layer, (unit,))
        elif role == "weights" and not meaning.turned and max(units, read) < 10:
            for unit, of in product(range(1, units + 1), range(1, read + 1)):
                yield f"{letter}_{unit}{of}", (role, layer, (unit, of))


def context_of(
    world: World, letters: Letters, lying: bool = False, counted: frozenset[str] = frozenset()
) -> SheetContext:
    """What is known of the whole sheet, by its first run."""
    shape = world.shape
    queries = ["q"] if shape.queries == 1 else [f"q{n + 1}" for n in range(shape.queries)]
    marks = tuple(str(n + 1) for n in range(shape.examples)) or ("1",)
    batches = dict.fromkeys(tuple(map(str, part.examples)) for part in shape.parts)
    return SheetContext(
        shape.network,
        letters,
        (*marks, *queries),
        (*batches, *[one for one in [marks] if one not in batches]),
        shape.unit_targets,
        vectors=(lying,),
        rebuilt=aims_at_inputs(world),
        counted=counted,
    )
