"""Small letters of a batch in capitals: y_i is the i-th example of Y."""

from __future__ import annotations

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.notation import Letter, Notation, Sizes, Slots

ONE_A_UNIT = frozenset(("t", "output"))


def with_small(
    notation: Notation, met: dict[str, list[Slots]], told: dict[str, list[Evidence]], sizes: Sizes
) -> Notation:
    """The same with y_i read as an example, where Y holds them all and there is one output.

    No number says what y is; with several outputs, i may count these.
    """
    if sizes.units[-1:] != (1,):
        return notation
    letters = dict(notation.letters)
    for letter, names in met.items():
        batch = _capital(letter, notation, sizes)
        if batch is not None and not told.get(letter) and all(map(_is_counted, names)):
            letters[letter] = batch
    return Notation(letters, notation.example, notation.single)


def _capital(letter: str, notation: Notation, sizes: Sizes) -> Letter | None:
    """The meaning of a capital that is a batch of what there is one of in an example."""
    *accents, last = letter.split(" ")
    if not last.islower() or len(last) != 1:
        return None
    found = notation.letters.get(" ".join((*accents, last.upper())))
    if found is None or not found.batch:
        return None
    last_layer = found.role == "a" and found.layer == sizes.depth
    return found if found.role in ONE_A_UNIT or last_layer else None


def _is_counted(name: Slots) -> bool:
    """Whether a letter is all that stands on a name: y_i."""
    (index,) = name.lowered if len(name.lowered) == 1 else ("",)
    return isinstance(index, str) and index in tuple("ijkmn") and not name.marks + name.raised
