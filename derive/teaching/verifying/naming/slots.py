"""Names of a sheet taken apart: the letter, and what is written on it, sign by sign."""

from __future__ import annotations

from derive.teaching.verifying.naming.notation import Slot, Slots
from derive.teaching.written import tree
from derive.teaching.written.names import Written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import NEW_WORDS, OLD_WORDS

NEW = NEW_WORDS | {"+", "next"}
OLD = OLD_WORDS | {"-"}
PARAMETERS = frozenset(  # w' is a new w
    ("w", "W", "b", "v", "V", "c", "theta", "Theta", "beta", "gamma", "omega")
)
TRIED = frozenset(("L", "E", "J", "C", "ell"))  # L^+ and L^- are those of a trial
INTO = "in"
LOOKS = frozenset(("vec", "bar"))  # accents that change nothing


def slots_of(name: Written) -> Slots | None:
    """A name taken apart; None where something is written on it that no quantity has."""
    if name.primes > (name.letter in PARAMETERS):
        return None
    accents = [one for one in name.accents if one not in LOOKS]
    letter = " ".join((*accents, name.letter))
    marks, raised, lowered, new = [], [], [], name.primes == 1
    for mark in name.marks:
        slot = slot_of(mark.inner)
        if slot is None:
            return None
        marks.append((mark.bracket, slot))
    for node in name.raised:
        slot = slot_of(node)
        if slot in ("+", "-") and name.letter in TRIED:
            letter = f"{letter} {slot}"
        elif slot in NEW or slot in OLD:
            new = new or slot in NEW
        elif slot is None:
            parts = _in_product(node)
            if parts is None:
                return None
            for bracket, one in parts:
                if bracket:
                    marks.append((bracket, one))
                else:
                    raised.append(one)
        else:
            raised.append(slot)
    for node in name.indices:
        slot = slot_of(node)
        if slot is None:
            return None
        if slot in ("+", "-") and name.letter not in PARAMETERS:
            letter = f"{letter} {slot}"  # z_-: what it is where something is a little less
        elif slot in NEW or slot in OLD:
            new = new or slot in NEW
        else:
            lowered.append(slot)
    if INTO in lowered and len(lowered) > 1:  # what goes into h_1 is called h_{1,in}
        lowered.remove(INTO)
        letter = f"{letter} {INTO}"
    return Slots(letter, tuple(marks), tuple(raised), _paired(lowered), new)


def is_of_trial(name: Written) -> bool:
    """Whether this is the loss of a trial: L^+."""
    return name.letter in TRIED and any(slot_of(one) in ("+", "-") for one in name.raised)


def _paired(lowered: list[Slot]) -> tuple[Slot, ...]:
    """h and 1 side by side are unit 1 of the layer h."""
    found: list[Slot] = []
    for one in lowered:
        if found and isinstance(one, int) and isinstance(found[-1], str):
            found[-1] = (found[-1], one)
        else:
            found.append(one)
    return tuple(found)


def slot_of(node: Node) -> Slot | None:
    """A number, a word, or a word with its number."""
    match node:
        case tree.Number(text) if text.isdigit() and len(text) < 4:
            return int(text)
        case tree.Name(text):
            return text
        case tree.Words(text):
            return text.strip()
        case tree.Scripted(tree.Name(text), (tree.Number(digits),), (), 0) if digits.isdigit():
            return text, int(digits[:4])
        case tree.Group(_, (only,)) if isinstance(only, tree.Number | tree.Name):
            return slot_of(only)
        case tree.Sum((tree.Name(letter), tree.Number(digits)), ("+", sign)):
            return f"{letter}{sign}{digits}"
    return None


def _in_product(node: Node) -> list[tuple[str, Slot]] | None:
    """1<2> in one superscript: a layer and an example."""
    if not isinstance(node, tree.Product) or any(node.signs):
        return None
    found = []
    for factor in node.factors:
        bracket = factor.bracket if isinstance(factor, tree.Group) else ""
        slot = slot_of(factor)
        if slot is None:
            return None
        found.append((bracket, slot))
    return found
