"""A printed text filled: every hole in its order, so that a hole finds those inside it filled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from derive.writing.holes import (
    FENCE,
    FENCE_END,
    NEVER,
    STAMP,
    Beside,
    Block,
    Broken,
    Choice,
    Coefficient,
    Compiled,
    Drawn,
    Fact,
    Hole,
    Numbers,
    Once,
    Products,
    Slot,
    Stamp,
    Sums,
    Value,
    joined,
    split,
)
from derive.writing.printers.dialect import Dialect
from derive.writing.products import needs_brackets, products
from derive.writing.sums import sums

Shown = list[str]
# what a hole comes to, from the shown numbers, the facts and the texts of the holes before it
Filler = Callable[[Shown, Numbers, list[str]], str]


@dataclass(frozen=True, eq=False)
class Fillers:
    """How holes are filled: plain numbers by their `places` (0 for the others), then the others."""

    places: tuple[int, ...]
    others: tuple[tuple[int, Filler], ...]

    def __len__(self) -> int:
        return len(self.places)

    def texts(self, shown: Shown, numbers: Numbers) -> list[str]:
        """What every hole comes to, in their order."""
        texts = [shown[at] for at in self.places] if shown else [""] * len(self)
        for at, fill in self.others:
            texts[at] = fill(shown, numbers, texts)
        return texts


@dataclass(frozen=True)
class Printed:
    """A document printed in a format: its text with holes, and how each hole is filled."""

    text: Compiled
    shared: Fillers
    own: tuple[Filler, ...]
    dialect: Dialect

    def filled(self, numbers: Numbers) -> str:
        """The text with every hole filled."""
        whole = filled(self.text, self.shared, self.own, self.dialect, numbers)
        return whole.rstrip("\n") + "\n"  # what stands only sometimes may end it


def fillers(
    holes: Iterable[Hole],
    place: Callable[[Slot], int],
    dialect: Dialect,
    escape: Callable[[str], str] = str,
    opening: Callable[[str], str] = str,
) -> tuple[Filler, ...]:
    """One function a hole, in the order of the holes; `place` finds a slot's number, `escape` makes
    words safe, `opening` those that open a line."""
    return tuple(_filler(hole, place, dialect, escape, opening) for hole in holes)


def shared_fillers(
    holes: Iterable[Hole], place: Callable[[Slot], int], dialect: Dialect
) -> Fillers:
    """The same for the holes that come before all others, which formats share."""
    places: list[int] = []
    others: list[tuple[int, Filler]] = []
    for at, hole in enumerate(holes):
        if isinstance(hole, Value) and hole.bracket == NEVER:
            places.append(place(hole.slot))
        else:
            places.append(0)
            others.append((at, _filler(hole, place, dialect, str, str)))
    return Fillers(tuple(places), tuple(others))


def filled(
    text: Compiled,
    shared: Fillers,
    own: tuple[Filler, ...],
    dialect: Dialect,
    numbers: Numbers,
) -> str:
    """The text with every hole filled: those that formats share only once for the same numbers."""
    known = numbers.made.get(id(shared))
    if known is None or known[0] is not shared:
        known = numbers.made[id(shared)] = (shared, shared.texts(_shown(dialect, numbers), numbers))
    texts = list(known[1])
    for fill in own:
        texts.append(fill([], numbers, texts))
    # the innermost brackets first
    *before, whole = joined(text, texts).split(FENCE)
    for piece in reversed(before):
        inner, _, rest = whole.partition(FENCE_END)
        whole = f"{piece}{dialect.bracketed(inner)}{rest}"
    return whole


def _shown(dialect: Dialect, numbers: Numbers) -> Shown:
    """The shown numbers in a dialect, written once for all sheets."""
    known = numbers.made.get(id(dialect))
    if known is None or known[0] is not dialect:
        shown, number = numbers.shown, dialect.number
        whole = "".join(shown)
        if not dialect.decimals or "/" in whole or "e" in whole:
            shown = [number(text) for text in shown]
        known = numbers.made[id(dialect)] = (dialect, shown)
    return known[1]


def _filler(
    hole: Hole,
    place: Callable[[Slot], int],
    dialect: Dialect,
    escape: Callable[[str], str],
    opening: Callable[[str], str],
) -> Filler:
    match hole:
        case Value(slot, bracket):
            return _value(place(slot), bracket, dialect)
        case Products():
            return products(hole, place, dialect)
        case Coefficient(slot):
            at = place(slot)
            return lambda shown, numbers, texts: "" if shown[at] == "1" else shown[at]
        case Choice():
            then, otherwise = split(dialect.text(hole.then)), split(dialect.text(hole.otherwise))
            return lambda shown, numbers, texts: joined(
                then if numbers.holds(hole) else otherwise, texts
            )
        case Fact(run, fact, opens):
            key, safe = (run, fact), opening if opens else escape
            return lambda shown, numbers, texts: safe(str(numbers.facts.get(key, "")))
        case Once():
            return _once(hole, dialect)
        case Broken():
            return _broken(hole, dialect)
        case Sums():
            return sums(hole, place, dialect)
        case Block(run, fact, text):
            key, inner = (run, fact), split(text)
            return lambda shown, numbers, texts: (
                joined(inner, texts) if numbers.facts.get(key) else ""
            )
        case Drawn(slots, draw):
            places = [place(slot) for slot in slots]
            return lambda shown, numbers, texts: draw([numbers.shown[at] for at in places])
        case Beside(ending):
            return lambda shown, numbers, texts: _address(numbers.stem) + ending
        case Stamp():
            return lambda shown, numbers, texts: numbers.stamp or STAMP
    raise TypeError(f"no filling for {type(hole).__name__}")


def _address(stem: str) -> str:
    from urllib.parse import quote  # only sheets with pictures need it

    return quote(stem)


def _value(at: int, bracket: int, dialect: Dialect) -> Filler:
    def bracketed(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        text = shown[at]
        return dialect.bracketed(text) if needs_brackets(bracket, text, dialect.minus) else text

    return bracketed


def _once(hole: Once, dialect: Dialect) -> Filler:
    pieces = (hole.before, hole.after, hole.both, hole.last)
    before, after, both, last = (split(dialect.text(one)) for one in pieces)

    fixed = max(before.pieces, key=len)

    def once(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        alone = joined(after, texts)
        alike = fixed in alone and joined(before, texts) == alone
        return joined(last if alike else both, texts)

    return once


def _broken(hole: Broken, dialect: Dialect) -> Filler:
    whole, between = (split(dialect.text(one)) for one in (hole.whole, hole.between))
    parts = [split(dialect.text(one)) for one in hole.parts]
    minus = dialect.minus

    def broken(shown: Shown, numbers: Numbers, texts: list[str]) -> str:
        text = joined(whole, texts)
        if 0.5 * len(text.replace(dialect.product, " . ")) <= hole.room:
            return text
        kept = [one for one in (joined(part, texts) for part in parts) if one not in ("0", "+ 0")]
        # a sum does not begin with the sign that goes on from a row above
        kept[0] = kept[0].removeprefix("+ ")
        if kept[0].startswith(f"{minus} "):
            kept[0] = minus + kept[0].removeprefix(f"{minus} ")
        return joined(between, texts).join(kept)

    return broken
