"""Names that follow no pattern of layer and unit, told to the reader of formulas one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from derive.teaching.verifying.naming.lettered import lettered
from derive.teaching.verifying.naming.notation import Letter, Notation, Sizes, Slot, Slots
from derive.teaching.verifying.naming.unit_layers import LAST_UNIT

Entry = tuple[str, int, tuple[int, ...]]  # a role, a layer, and the place from 1
ROLES = {"z": "preactivation", "a": "activation", "delta": "delta", "b": "bias", "W": "weights"}
MOST_NAMES = 200


def entries_of(notation: Notation, sizes: Sizes) -> dict[str, Entry]:
    """Units that are numbered through layers, and letters that are the output's where they stand
    alone: what each name is."""
    found = {}
    for letter, meaning in notation.letters.items():
        if meaning.layer not in ("through", "onward", "bare", "apart") or meaning.role not in ROLES:
            continue
        for lowered in _indices(meaning, sizes):
            ref = lettered(Slots(letter, (), (), lowered, False), meaning, "", sizes)
            kind, _, layer = ref.key.rpartition(".") if ref is not None else ("", "", "")
            if ref is None or kind not in ROLES:
                continue
            place = tuple(at + 1 for at in ref.entry)
            name = f"{letter}_{''.join(map(str, lowered))}"
            places = place if kind == "W" else place[:1]
            found[name] = ROLES[kind], int(layer), places
    return found


def _indices(meaning: Letter, sizes: Sizes) -> Iterator[tuple[Slot, ...]]:
    numbers = range(1, min(sum(sizes.units), MOST_NAMES) + 1)
    if meaning.role == "W":
        yield from product(numbers[:9], repeat=2)
        return
    yield from ((), *((one,) for one in sorted(LAST_UNIT)))
    yield from ((one,) for one in numbers)
