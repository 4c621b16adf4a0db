"""Letters below that name layers, whichever they are: net_h and o_h of the hidden units, net_k and
o_k of the outputs, delta_{k1} of the first of these. The numbers that are printed tell which one;
so does the letter of what goes into a layer, r and s in delta_r and delta_s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from derive.teaching.verifying.naming.doubt import fits
from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.lettered import lettered, ref_of
from derive.teaching.verifying.naming.notation import ANY, Letter, Notation, Ref, Sizes, Slots

ROLES = ("z", "a", "delta", "minus.delta", "grad.a", "minus.grad.a")
DELTAS = ("delta", "minus.delta")
FEWEST = 2  # layers that have a letter


def with_layer_letters(
    notation: Notation, met: dict[str, list[Slots]], told: dict[str, list[Evidence]], sizes: Sizes
) -> Notation:
    """The same with such names bound to their layers, where several letters are told apart."""
    outputs = {letter: sizes.depth for letter, one in notation.letters.items()
               if one.role == "output"}  # fmt: skip
    layers = outputs | _layers(told) | _of_sums(notation)
    if len({*layers.values()}) < FEWEST:
        return notation
    letters, single = dict(notation.letters), dict(notation.single)
    for letter, names in met.items():
        meaning, known = letters.get(letter), told.get(letter, ())
        if meaning is None or not _is_any_right(known, meaning, notation, sizes):
            by_layers = _by_layers(known, layers, notation)
            if by_layers is not None and meaning is not None:
                theirs = {layers[word] for one in known if (word := _of_layer(one.slots)[0])}
                if len(theirs) == 1:  # o_1 beside o_k = 0.6
                    letters[letter] = replace(meaning, role=by_layers.role, layer=theirs.pop())
                elif by_layers.role != meaning.role:
                    del letters[letter]  # it was usual for that, and no more
            meaning = by_layers or meaning
        if meaning is None or meaning.role not in ROLES:
            continue
        printed = {one.slots for one in told.get(letter, ())}
        for one in names:
            word, unit = _of_layer(one)
            layer = layers.get(word)
            is_sum = word in notation.letters and notation.letters[word].role == "z"
            if layer is None or one in single or not (unit or is_sum or one in printed):
                continue  # without a number, delta_k may be any
            if unit <= sizes.units[layer] and ref_of(one, notation, sizes) is None:
                key = f"{'new.' if one.new else ''}{meaning.role}.{layer}"
                entry = (unit - 1, 0) if unit else ()
                single[one] = Ref(key, ANY, entry, meaning.turned and not entry)
    return replace(notation, letters=letters, single=single)


def _is_any_right(
    told: Iterable[Evidence], meaning: Letter, notation: Notation, sizes: Sizes
) -> bool:
    """Whether a number of a letter is that of what it was taken for."""
    return any(fits(one, meaning, lettered(one.slots, meaning, notation.example, sizes))
               for one in told)  # fmt: skip


def _of_sums(notation: Notation) -> dict[str, int]:
    """The letters of what goes into one layer each."""
    return {letter: one.layer for letter, one in notation.letters.items()
            if one.role == "z" and isinstance(one.layer, int)}  # fmt: skip


def _by_layers(
    told: Iterable[Evidence], layers: dict[str, int], notation: Notation
) -> Letter | None:
    """What a letter is that several layers have, each by a letter below: a value of theirs."""
    sums = _of_sums(notation)
    roles: Counter[str] = Counter()
    named = set()
    for one in told:
        word, unit = _of_layer(one.slots)
        if word in layers:
            named.add(one.slots)
            here = (unit - 1, 0) if unit else (), str(layers[word])
            fitting = {key.rpartition(".")[0] for key, _, at, _ in one.fits
                       if (at, key.rpartition(".")[2]) == here}  # fmt: skip
            roles.update(fitting.intersection(ROLES))
    if sums.keys() & {_of_layer(one)[0] for one in named}:  # by what goes into a layer
        roles = Counter({role: count for role, count in roles.items() if role in DELTAS})
    found = roles.most_common(2)
    clear = found and (len(found) == 1 or found[0][1] > found[1][1])
    if not clear or 2 * found[0][1] < len(named):
        return None
    lies = any(one.turned for one in notation.letters.values() if one.role in ROLES)
    return Letter(found[0][0], "", turned=lies)


def _layers(told: dict[str, list[Evidence]]) -> dict[str, int]:
    """The layer that each letter below is told to name, by more than any other."""
    votes: dict[str, Counter[int]] = {}
    for known in told.values():
        for one in known:
            word, unit = _of_layer(one.slots)
            if word:
                for layer in {*_fitting(one, unit)}:
                    votes.setdefault(word, Counter())[layer] += 1
    return {word: first[0][0] for word, told_of in votes.items()
            if len(first := told_of.most_common(2)) == 1 or first[0][1] > first[1][1]}  # fmt: skip


def _fitting(one: Evidence, unit: int) -> Iterator[int]:
    for key, _, place, _ in one.fits:
        role, _, layer = key.removeprefix("new.").rpartition(".")
        if role in ROLES and layer.isdigit() and place == ((unit - 1, 0) if unit else ()):
            yield int(layer)


def _of_layer(slots: Slots) -> tuple[str, int]:
    """The letter below a name, and the number behind it; 0 where there is none."""
    if slots.marks or slots.raised:
        return "", 0
    match slots.lowered:
        case (str() as word,) if len(word) == 1 and word.isalpha():
            return word, 0
        case ((str() as word, int() as unit),) if len(word) == 1 and unit > 0:
            return word, unit
    return "", 0
