"""Which quantity a name is, under a meaning of its letter: its layer, its example, its entry."""

from __future__ import annotations

from dataclasses import replace

from derive.teaching.verifying.naming.notation import (
    ALL,
    ANY,
    Letter,
    Notation,
    Ref,
    Sizes,
    Slot,
    Slots,
)
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.unit_layers import (
    bare,
    between,
    hidden,
    into,
    is_output,
    through,
)
from derive.teaching.written.names import Written

CHANGES = ("change.W", "change.b", "minus.change.W", "minus.change.b")  # Δw
OF_WEIGHTS = ("W", "grad.W", "change.W", "minus.change.W")
LAYERED = frozenset(("W", "b", "shared", "z", "a", "delta", "minus.delta", "minus.grad.a", "slope",
                     "joined", "with one", "grad.W", "grad.b", "grad.a", *CHANGES))  # fmt: skip
SHARED = ("delta", "grad.a")  # of a batch, what its mean loss is derived by
NEW = ("new.W.", "new.b.")
FORWARD = ("W.", "b.", "z.", "a.", "loss")  # what a step changes


def ref_of(slots: Slots, notation: Notation, sizes: Sizes) -> Ref | None:
    """The quantity that a name stands for; None where the notation does not say."""
    found = _before_step(slots, notation, sizes)
    if found is not None and notation.after and found.key.startswith(FORWARD):
        return replace(found, key=f"new.{found.key}")
    if found is not None and notation.current and found.key.startswith(NEW):
        return replace(found, key=found.key.removeprefix("new."))
    return found


def ref_of_layer(name: Written, notation: Notation, sizes: Sizes) -> Ref | None:
    """What a name is below which an index runs: the layer, though alone it is each of equal units,
    o_k beside o = 0.16."""
    slots = slots_of(name)
    single = {one: ref for one, ref in notation.single.items() if one != slots}
    return None if slots is None else ref_of(slots, replace(notation, single=single), sizes)


def _before_step(slots: Slots, notation: Notation, sizes: Sizes) -> Ref | None:
    if slots in notation.single:
        return notation.single[slots]
    letter = notation.letters.get(slots.letter)
    if letter is None:
        return None
    found = lettered(slots, letter, notation.example, sizes)
    if found is not None and letter.role == "W" and not found.entry and found.key[:2] == "b.":
        return replace(found, turned=notation.lying)  # W_0
    return found


def lettered(slots: Slots, letter: Letter, example: str, sizes: Sizes) -> Ref | None:
    """The quantity under one meaning of the letter."""
    role, used = letter.role, set()
    of_example: int = ALL if letter.batch else ANY
    if example and (slot := slots.mark(example)) is not None and example != letter.layer:
        found = example_number(slot)
        if found is None:
            return None
        of_example = found
        used.add(example)
    lowered = list(slots.lowered)
    raised = list(slots.raised)
    layer: int | None = None
    if letter.counted and lowered:
        counted = lowered.pop(0 if letter.counted == "first" else -1)
        if not isinstance(counted, int) or of_example not in (ANY, ALL):
            return None
        of_example = counted
    if role == "numbered":
        return _numbered(lowered, slots, sizes)
    if role in LAYERED:
        layer = _layer(letter, slots, lowered, raised, sizes, used)
        first = 0 if role in ("a", "with one") else 1
        if layer is None or not first <= layer <= sizes.depth:
            return None
    if raised or {bracket for bracket, _ in slots.marks} - used:
        return None
    if letter.turned and role in OF_WEIGHTS and len(lowered) == 2:
        lowered.reverse()
    if role in OF_WEIGHTS and sizes.count_from == (1, 1) and 0 in lowered:
        return _bias(role.replace("W", "b"), lowered, layer or 0, sizes, slots.new)
    entry = _entry(role, lowered, layer, sizes)
    if entry is None:
        return None
    if role == "output":
        role, layer = "a", sizes.depth
    if role == "shared":
        return Ref(f"in.b.{layer}") if layer in sizes.equal and not entry else None
    key = role if layer is None else f"{role}.{layer}"
    key = "x" if key == "a.0" else key
    if slots.new:
        key = f"new.{key}"
    if sizes.shares and of_example == ALL and role in SHARED:
        key = f"share.{key}"
    return Ref(key, of_example, entry, letter.turned and not entry)


def _bias(role: str, lowered: list[Slot], layer: int, sizes: Sizes, new: bool) -> Ref | None:
    """The bias of a unit as the weight of index 0: w_{j0}; that of a layer, W_0."""
    if lowered == [0] and sizes.units[layer] > 1:
        return Ref(f"{'new.' if new else ''}{role}.{layer}")
    if lowered == [0] and sizes.units[layer] == 1:
        lowered = [1, 0]
    if len(lowered) != 2 or lowered[1] != 0 or not isinstance(lowered[0], int):
        return None
    if not 1 <= lowered[0] <= sizes.units[layer]:
        return None
    return Ref(f"{'new.' if new else ''}{role}.{layer}", ANY, (lowered[0] - 1, 0))


def example_number(slot: Slot) -> int | None:
    """The number of an example, or of a query."""
    if isinstance(slot, int):
        return slot
    if slot == "q":
        return 1001
    if isinstance(slot, tuple) and slot[0] == "q":
        return 1000 + slot[1]
    return None


def _layer(
    letter: Letter,
    slots: Slots,
    lowered: list[Slot],
    raised: list[Slot],
    sizes: Sizes,
    used: set[str],
) -> int | None:
    source = letter.layer
    if isinstance(source, int):
        return source
    found: Slot | None = None
    if source == "onward" and letter.role in OF_WEIGHTS and len(lowered) == 2:
        return between(lowered, sizes)
    if source == "apart" and letter.role == "b" and lowered == [0] and sizes.units[-1:] == (1,):
        lowered.clear()
        return sizes.depth
    if source == "toward":
        return into(lowered, sizes, True) if letter.role in OF_WEIGHTS else None
    if source in ("bare", "apart"):
        return bare(slots, lowered, sizes, source == "apart")
    if source in ("through", "onward"):
        said = [(bracket, slot) for bracket, slot in slots.marks if isinstance(slot, int)]
        if len(said) == 1 and len(slots.marks) == 1:  # the layer is said where it is needed
            used.add(said[0][0])
            return said[0][1]
        if letter.role in OF_WEIGHTS:
            return into(lowered, sizes) if source == "through" else None
        return through(lowered, sizes, source == "onward")
    if source == "raised" and raised:
        found = raised.pop(0)
    elif source == "lowered" and lowered:
        found = lowered.pop(0)
    elif source == "unit" and lowered and isinstance(lowered[0], tuple):
        word, unit = lowered[0]
        lowered[0] = unit
        return sizes.depth if word in ("o", "y", "k") else hidden(word, lowered, sizes)
    elif source == "unit" and is_output(slots) and lowered and sizes.units[-1:] == (1,):
        lowered.clear()  # net_y beside net_{h1}
        return sizes.depth
    else:
        found = slots.mark(source)
        used.add(source)
    if isinstance(found, int):
        return found - letter.shift
    return layer_word(found, sizes.depth)


def layer_word(found: Slot | None, depth: int) -> int | None:
    """The layer that a word or a letter names: h is the hidden one, o what comes out."""
    if found in ("L", "o", "O", "out", "output", "y"):
        return depth
    if found in ("h", "H", "hid", "hidden"):
        return 1 if depth == 2 else None
    if isinstance(found, tuple) and found[0] in ("h", "H") and found[1] < depth:
        return found[1]
    return None


def _entry(
    role: str, lowered: list[Slot], layer: int | None, sizes: Sizes
) -> tuple[int, ...] | None:
    """Indices counted from 0; those of weights begin where the exercise begins to count."""
    if role in ("t", "x", "output"):  # target_{o1}: the letter only says which units these are
        lowered = [one[1] if isinstance(one, tuple) else one for one in lowered]
    if role == "loss" and lowered == [0]:  # C_0: of one example
        return ()
    if not all(isinstance(one, int) for one in lowered) or len(lowered) > 2:
        whole = all(isinstance(one, str) for one in lowered)  # E_total, E_n
        return () if role == "loss" and len(lowered) == 1 and whole else None
    numbers = [int(one) for one in lowered if isinstance(one, int)]
    if role in ("t", "output") and len(numbers) == 1:  # t_5, the units counted through all layers
        last = sizes.units[-1] if sizes.units else 1
        counted = (sum(sizes.units[first:-1]) for first in (0, 1))
        numbers = next(([numbers[0] - one] for one in counted if 0 < numbers[0] - one <= last),
                       numbers) if numbers[0] > last else numbers  # fmt: skip
    if role == "rate" or (role == "loss" and sizes.units[-1] != 1):
        return None if numbers else ()
    if role in OF_WEIGHTS and layer is not None:
        rows, columns = sizes.weights[layer - 1]
        if len(numbers) == 2:
            first, second = sizes.count_from
            numbers = [numbers[0] - first, numbers[1] - second]
            fits = 0 <= numbers[0] < rows and 0 <= numbers[1] < columns
            return tuple(numbers) if fits else None
        if len(numbers) == 1:
            first, second = sizes.count_from
            if rows == 1 and 0 <= numbers[0] - second < columns:
                return 0, numbers[0] - second
            fits = columns == 1 and 0 <= numbers[0] - first < rows
            return (numbers[0] - first, 0) if fits else None
        return ()
    most = 999 if layer is None or not sizes.units else sizes.units[layer]
    if role == "with one" and 0 in sizes.count_from:  # x_0 = 1 is the first
        numbers, most = [one + 1 for one in numbers], most + 1
    if len(numbers) > 1 or (numbers and not 1 <= numbers[0] <= most):
        return None
    return (numbers[0] - 1, 0) if numbers else ()


def _numbered(lowered: list[Slot], slots: Slots, sizes: Sizes) -> Ref | None:
    """w_1 to w_12: all weights in a row, layer by layer and row by row."""
    match lowered:
        case [int(tens), int(ones)] if 0 < tens < 10 and 0 <= ones < 10:  # read as two indices
            lowered = [10 * tens + ones]
    if len(lowered) != 1 or not isinstance(lowered[0], int) or slots.marks or slots.raised:
        return None
    at = lowered[0] - 1
    for layer, (rows, columns) in enumerate(sizes.weights, start=1):
        if 0 <= at < rows * columns:
            return Ref("new." * bool(slots.new) + f"W.{layer}", ANY, divmod(at, columns))
        at -= rows * columns
    return None
