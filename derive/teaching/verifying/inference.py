"""Which letters are x, W, z, a, ...: inferred from what the sheet says that they are equal to.

Every name that the sheet equates to a printed number or matrix is evidence: the quantities of the
exercise that round to it are looked up, and each letter gets the meaning under which most of its
names fit. Usual meanings only decide where the evidence leaves several.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from derive.teaching.verifying.notation import (
    ALL,
    ANY,
    LAYERED,
    Letter,
    Notation,
    Ref,
    Sizes,
    Slots,
    lettered,
    slots_of,
)
from derive.teaching.verifying.printed import Entry, entries
from derive.teaching.verifying.statements import Statement
from derive.teaching.verifying.world import Missing, World
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, whole_names, written
from derive.teaching.written.words import FUNCTION_WORDS

USUAL = {
    "W": ("W",), "w": ("W",), "Theta": ("W",), "theta": ("W",), "b": ("b",), "B": ("b",),
    "z": ("z",), "Z": ("z",), "net": ("z",), "u": ("z",), "s": ("z",), "v": ("z",),
    "alpha": ("z",), "a": ("a",), "A": ("a",), "h": ("a",), "H": ("a",), "o": ("a",),
    "out": ("a",), "beta": ("a",), "x": ("x", "a"), "X": ("x", "a"),
    "input": ("x",), "hat y": ("output",), "hat Y": ("output",), "y": ("t",), "Y": ("t",),
    "output": ("output",), "p": ("output",), "t": ("t",), "T": ("t",), "target": ("t",),
    "delta": ("delta",), "Delta": ("delta",), "L": ("loss",), "E": ("loss",), "J": ("loss",),
    "C": ("loss",), "ell": ("loss",), "loss": ("loss",), "eta": ("rate",), "lambda": ("rate",),
    "epsilon": ("rate",), "tilde x": ("with one",), "tilde h": ("with one",),
    "tilde a": ("with one",), "tilde beta": ("with one",), "tilde z": ("with one",),
    "tilde y": ("with one",),
}  # fmt: skip
ROLES = ("x", "t", "W", "b", "z", "a", "output", "delta", "loss", "rate", "with one", "joined")
LATER = ("grad.W", "grad.b", "grad.a", "slope", "numbered")
SOURCES = ("[", "(", "<", "langle", "raised", "lowered", "unit")


@dataclass(frozen=True)
class Evidence:
    """A name that the sheet equates to a printed value, and the quantities that this could be."""

    slots: Slots
    fits: frozenset[tuple[str, int, tuple[int, ...], bool]]
    weight: float


class Values:
    """Every number of the exercise, to be looked up by its value."""

    def __init__(self, worlds: Iterable[World]) -> None:
        self.matrices: dict[tuple[str, int], list[tuple[tuple[float, ...], ...]]] = {}
        for world in worlds:
            for key, example in _keys(world):
                try:
                    rows, _ = world.value(key, example, False)
                except Missing:
                    continue
                if not isinstance(rows, list):
                    rows = [[rows]]
                table = tuple(tuple(float(one) for one in row) for row in rows)
                known = self.matrices.setdefault((key, example), [])
                if table not in known:
                    known.append(table)
            self._side_by_side(world)
        found = [
            (value, key, example, (i, j))
            for (key, example), tables in self.matrices.items()
            if example != ALL
            for table in tables
            for i, row in enumerate(table)
            for j, value in enumerate(row)
        ]
        self.sorted = sorted(found)
        self.plain = [one[0] for one in self.sorted]

    def _side_by_side(self, world: World) -> None:
        """The columns of all examples, as people write a batch."""
        examples = [n for n in world.examples() if 0 < n < 1000]
        if len(examples) < 2:
            return
        for key in {key for key, example in self.matrices if example == examples[0]}:
            columns = [self.matrices.get((key, n), []) for n in examples]
            if all(len(one) >= 1 and len(one[0][0]) == 1 for one in columns):
                rows = zip(*(one[-1] for one in columns), strict=True)
                table = tuple(tuple(entry[0] for entry in row) for row in rows)
                self.matrices.setdefault((key, ALL), []).append(table)

    def fits(self, rows: list[list[Entry]]) -> Iterator[tuple[str, int, tuple[int, ...], bool]]:
        """The quantities that a printed value could be: key, example, entry, turned."""
        if len(rows) == 1 and len(rows[0]) == 1:
            entry = rows[0][0]
            value, slack = float(entry.value), _slack(entry)
            at = bisect_left(self.plain, value - slack)
            while at < len(self.plain) and self.plain[at] <= value + slack:
                exact, key, example, place = self.sorted[at]
                if _is_given(key) and abs(exact - value) > 1e-9:
                    at += 1
                    continue
                yield key, example, place, False
                if all(len(t) == len(t[0]) == 1 for t in self.matrices[key, example]):
                    yield key, example, (), False
                at += 1
            return
        size, turned = (len(rows), len(rows[0])), list(zip(*rows, strict=True))
        for (key, example), tables in self.matrices.items():
            for table in tables:
                shape = len(table), len(table[0])
                if shape == size and _alike(table, rows):
                    yield key, example, (), False
                if shape == size[::-1] and shape != (1, 1) and _alike(table, turned):
                    yield key, example, (), True


def _is_given(key: str) -> bool:
    """Whether a quantity is given, and so printed as it was typed."""
    return key in ("x", "t", "rate") or key[:2] in ("W.", "b.")


def _slack(entry: Entry) -> float:
    value = abs(float(entry.value))
    return 1e-9 * (1 + value) if entry.decimals == 0 else 1.0001 * 10.0**-entry.decimals


def _alike(table: tuple[tuple[float, ...], ...], rows: Iterable[Iterable[Entry]]) -> bool:
    return all(
        abs(value - float(entry.value)) <= _slack(entry)
        for numbers, row in zip(table, rows, strict=True)
        for value, entry in zip(numbers, row, strict=True)
    )


def _keys(world: World) -> Iterator[tuple[str, int]]:
    yield from world.plan
    yield "rate", 0
    for layer in range(1, world.graph.depth + 1):
        yield f"W.{layer}", 0
        yield f"b.{layer}", 0
    for example in world.examples():
        yield "x", example
        yield "t", example


def evidence(found: Iterable[Statement], values: Values) -> Iterator[Evidence]:
    """Every name with each printed value of its chain."""
    seen: set[tuple[Slots, str]] = set()
    for one in found:
        results = [rows for node in one.operands if (rows := entries(node)) is not None]
        if not results:
            continue
        for node in one.operands:
            inner = node.inner if isinstance(node, tree.Transposed) else node
            name = written(inner)
            slots = slots_of(name) if name is not None else None
            if slots is None:
                continue
            rows = results[-1]
            told = (slots, str([[entry.value for entry in row] for row in rows]))
            if told in seen:
                continue
            seen.add(told)
            numbers = {entry.value for row in rows for entry in row}
            weight = sum(min(len(str(abs(one.numerator))), 4) for one in numbers) / 2
            yield Evidence(slots, frozenset(values.fits(rows)), min(weight, 6.0))


def inferred(found: list[Statement], values: Values, sizes: Sizes) -> Notation:
    """The notation of a sheet."""
    told: dict[str, list[Evidence]] = {}
    for one in evidence(found, values):
        told.setdefault(one.slots.letter, []).append(one)
    met = _met(found)
    best: tuple[float, Notation] | None = None
    for example in _examples(met, sizes):
        letters: dict[str, Letter] = {}
        score = 0.0
        for letter in met:
            chosen, gained = _chosen(letter, told.get(letter, []), met[letter], example, sizes)
            score += gained
            if chosen is not None:
                letters[letter] = chosen
        if best is None or score > best[0] + 1e-9:
            best = score, Notation(letters, example)
    assert best is not None
    return _with_single(_apart(best[1], told), told, sizes)


def _apart(notation: Notation, told: dict[str, list[Evidence]]) -> Notation:
    """Letters of no evidence take the layers that other letters of their role leave: W, then V."""
    letters = dict(notation.letters)
    for letter, meaning in notation.letters.items():
        if told.get(letter) or not isinstance(meaning.layer, int):
            continue
        taken = {
            one.layer
            for other, one in letters.items()
            if other != letter and one.role == meaning.role
        }
        if meaning.layer in taken:
            free = next((n for n in range(1, 100) if n not in taken), meaning.layer)
            letters[letter] = replace(meaning, layer=free)
    return Notation(letters, notation.example, notation.single)


def _met(found: list[Statement]) -> dict[str, list[Slots]]:
    """Every letter of the sheet with the names that it stands in."""
    met: dict[str, list[Slots]] = {}
    for one in found:
        for node in one.operands:
            for part in nodes(node):
                if isinstance(part, tree.Derivative):
                    names = [written(end) for end in (part.what, part.by) if end is not None]
                else:
                    names = [written(part)]
                for name in names:
                    slots = slots_of(name) if name is not None else None
                    if slots is None or (
                        slots.letter in FUNCTION_WORDS and slots.letter not in USUAL
                    ):
                        continue
                    known = met.setdefault(slots.letter, [])
                    if slots not in known and len(known) < 60:
                        known.append(slots)
    return met


def _examples(met: dict[str, list[Slots]], sizes: Sizes) -> list[str]:
    """Which brackets could hold the example."""
    brackets = {bracket for names in met.values() for one in names for bracket, _ in one.marks}
    return ["", *sorted(brackets)] if sizes.indexed else [""]


def _chosen(
    letter: str, told: list[Evidence], names: list[Slots], example: str, sizes: Sizes
) -> tuple[Letter | None, float]:
    """The meaning of a letter that fits best, and how well it does."""
    usual = USUAL.get(letter, USUAL.get(letter.removeprefix("tilde "), ()))
    best: Letter | None = None
    best_score = float("-inf")
    for one in _meanings(letter, usual, told, sizes):
        score = 0.0
        for known in told:
            ref = lettered(known.slots, one, example, sizes)
            if ref is None:
                score -= 0.6 * known.weight
                continue
            fits = any(
                key in (ref.key, f"new.{ref.key}")
                and (ref.example == ANY or at in (ref.example, 0) or at < 0 and ref.example >= 0)
                and (at != ALL or one.batch)
                and (turned == one.turned or not turned and bool(place))
                and (place == ref.entry)
                for key, at, place, turned in known.fits
            )
            score += known.weight if fits else -known.weight / 2
        read = sum(lettered(name, one, example, sizes) is not None for name in names)
        if not read or (score <= 0 and one.role not in usual):
            continue
        score += 1.5 * read / len(names)
        if one.role in usual:
            score += 0.8 - 0.1 * usual.index(one.role)
        if isinstance(one.layer, int):
            score -= 0.4 if told or sizes.depth == 1 else 1.2
        if one.batch or one.turned:
            score -= 0.2
        if one.role in LATER:
            score -= 0.3
        if score > best_score + 1e-9:
            best, best_score = one, score
    return best, max(best_score, 0.0)


def _meanings(
    letter: str, usual: tuple[str, ...], told: list[Evidence], sizes: Sizes
) -> Iterator[Letter]:
    possible = {key.removeprefix("new.").rpartition(".")[0] or key
                for one in told for key, _, _, _ in one.fits}  # fmt: skip
    turns = {turned for one in told for _, _, _, turned in one.fits}
    batches = any(at == ALL for one in told for _, at, _, _ in one.fits)
    for role in (*ROLES, *LATER):
        plain = {"output": "a", "numbered": "W"}.get(role, role)
        if role not in usual and plain not in possible:
            continue
        sources: list[int | str] = [""]
        if role in LAYERED:
            fixed = range(0 if role == "with one" else 1, sizes.depth + 1)
            sources = [*SOURCES, *fixed]
        for source in sources:
            for batch in (False, True) if batches else (False,):
                for turned in (False, True) if True in turns else (False,):
                    yield Letter(role, source, batch, turned)


def _with_single(
    notation: Notation, told: dict[str, list[Evidence]], sizes: Sizes
) -> Notation:
    """Names that no meaning of their letter reads, bound one by one where one value fits."""
    single: dict[Slots, Ref] = {}
    for letter, known in told.items():
        meaning = notation.letters.get(letter)
        for one in known:
            if meaning is not None and lettered(one.slots, meaning, notation.example, sizes):
                continue
            given = {(key, place) for key, _, place, _ in one.fits if key[:2] in ("W.", "b.", "x")}
            other = {(key, place) for key, _, place, _ in one.fits if place}
            for choice in (given, other):
                if len(choice) == 1 and (choice is given or one.weight >= 2):
                    ((key, place),) = choice
                    single[one.slots] = Ref(key, ANY, place)
                    break
    return Notation(notation.letters, notation.example, single)
