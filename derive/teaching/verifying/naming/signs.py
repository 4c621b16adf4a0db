"""The sign of deltas, where the gradients that are worked out from them tell it; what Delta is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from derive.teaching.verifying.naming.evidence import Evidence, Values
from derive.teaching.verifying.naming.notation import Letter, Notation
from derive.teaching.verifying.statements.printed import Entry, entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written import tree

TURNED = {"minus.delta": "delta", "minus.grad.a": "grad.a"}
SEVERAL = 2


def with_signs(notation: Notation, found: Iterable[Statement], values: Values) -> Notation:
    """The same with deltas of the usual sign, where several derivatives by parameters are printed
    with the wrong one: then the sign was lost in the delta, and all else follows."""
    turned = [letter for letter, one in notation.letters.items() if one.role in TURNED]
    if not turned or _are_right(found, values):
        return notation
    letters = dict(notation.letters)
    for letter in turned:
        letters[letter] = replace(letters[letter], role=TURNED[letters[letter].role])
    return replace(notation, letters=letters)


def without_second(
    letters: Mapping[str, Letter], told: Mapping[str, list[Evidence]]
) -> dict[str, Letter]:
    """The letters; a capital Delta beside deltas of the small one is none of them unless a number
    says so: it may be the change of anything."""
    deltas = [letters[one].role for one in ("delta", "Delta") if one in letters]
    known = any(fit[0].startswith("delta.") for one in told.get("Delta", ()) for fit in one.fits)
    kept = known or len(deltas) < SEVERAL or deltas[1] != "delta"
    return {letter: one for letter, one in letters.items() if kept or letter != "Delta"}


def is_of_changes(letter: str, told: Iterable[Evidence]) -> bool:
    """Whether a letter may be the change of parameters: Delta w; or Delta alone, of several."""
    return letter.startswith("Delta ") or (
        letter == "Delta" and all(max(one.shape) > 1 for one in told)
    )


def _are_right(found: Iterable[Statement], values: Values) -> bool:
    told = right = wrong = 0
    for one in found:
        first, rows = one.operands[0], entries(one.operands[-1])
        if not isinstance(first, tree.Derivative) or rows is None:
            continue
        if all(entry.value == 0 for row in rows for entry in row):
            continue
        told += 1
        right += _is_gradient(rows, values)
        wrong += _is_gradient([[_turned(entry) for entry in row] for row in rows], values)
    return told < SEVERAL or right >= wrong


def _is_gradient(rows: list[list[Entry]], values: Values) -> bool:
    return any(key.startswith(("grad.W.", "grad.b.")) for key, *_ in values.fits(rows))


def _turned(entry: Entry) -> Entry:
    return replace(entry, value=-entry.value)
