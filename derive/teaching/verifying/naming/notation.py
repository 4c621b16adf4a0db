"""How one sheet writes its quantities: what each letter means, and where the layer stands.

A name is taken apart into its letter and what is written on it (`Slots`). A notation says for each
letter which quantity it is and what tells its layer; together they give a `Ref`, a quantity of the
exercise. Nothing here knows values.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeAlias

ALL = -2  # the example number of all examples side by side
ANY = -3  # no example is said

Slot: TypeAlias = int | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Slots:
    """A name taken apart: its letter, raised marks by bracket, raised and lowered signs."""

    letter: str
    marks: tuple[tuple[str, Slot], ...]
    raised: tuple[Slot, ...]
    lowered: tuple[Slot, ...]
    new: bool

    def mark(self, bracket: str) -> Slot | None:
        """What a bracket holds."""
        return next((slot for one, slot in self.marks if one == bracket), None)


@dataclass(frozen=True, slots=True)
class Ref:
    """A quantity by its key: of an example (`ANY` where none is said), an entry of it or the whole.

    `turned` says that the sheet writes the transposed matrix.
    """

    key: str
    example: int = ANY
    entry: tuple[int, ...] = ()
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter means: a role, and what tells the layer (a number: always that layer).

    `batch` says that it stands for all examples side by side, `shift` how far the sheet counts
    layers ahead: 1 where the input is layer 1, -1 where it has none and the next one is layer 0.
    With "through", units are numbered through; with "toward" so that the second index of a weight
    is the unit that it leads into; with "bare", what has no number is of the output.
    `counted` is the index that counts the examples: "first" in r_n and x_{n1}, "last" in x_{1n}.
    """

    role: str
    layer: int | str = ""
    batch: bool = False
    turned: bool = False
    shift: int = 0
    counted: str = ""


@dataclass(frozen=True)
class Notation:
    """A sheet's letters, the bracket of the examples, and names that are bound one by one.

    `running` are letters of weights with letters for indices, w_{ij}: whether the unit that the
    weight leads into stands second. `layers` are those in which a letter has been seen. `after` a
    step, parameters are the new ones, and units are worked out with them; where they are `current`,
    w' is that too. `reused` are letters of one unit after the other, `equals` names of any of the
    units of a layer that are all the same.
    """

    letters: dict[str, Letter] = field(default_factory=dict)
    example: str = ""
    single: dict[Slots, Ref] = field(default_factory=dict)
    running: dict[str, bool] = field(default_factory=dict)
    layers: dict[str, frozenset[int]] = field(default_factory=dict)
    after: bool = False
    current: bool = False
    reused: frozenset[str] = frozenset()
    equals: dict[Slots, Ref] = field(default_factory=dict)

    def counts(self, letter: str) -> str:
        """Which index of a letter counts the examples, where one does."""
        return self.letters[letter].counted if letter in self.letters else ""

    @property
    def lying(self) -> bool:
        """Whether vectors lie: x W."""
        return any(one.role in ("x", "z", "a") and one.turned for one in self.letters.values())

    def is_anothers(self, letter: str, layer: int) -> bool:
        """Whether a letter was seen in other layers only, and another one of its kind in this."""
        seen, kind = self.layers.get(letter), _kind(self.letters.get(letter))
        if not seen or layer in seen or (layer == 0 and len(seen) > 1):
            return False
        return any(layer in layers and _kind(self.letters.get(other)) == kind
                   for other, layers in self.layers.items())  # fmt: skip


def _kind(letter: Letter | None) -> str:
    """What letters of one kind are: values of units, weights, ..."""
    role = letter.role if letter is not None else ""
    return {"x": "a", "output": "a", "numbered": "W"}.get(role, role)


@dataclass(frozen=True)
class Sizes:
    """What of a network reading names takes.

    `shares` says that the deltas of a batch are those of its mean loss, divided by their number.
    """

    depth: int
    count_from: tuple[int, int]
    weights: tuple[tuple[int, int], ...]
    indexed: bool
    units: tuple[int, ...] = ()
    examples: int = 0  # in every batch; 0 where batches differ
    equal: frozenset[int] = frozenset()  # layers whose given biases are all the same number
    shares: bool = False

    def holds(self, ref: Ref) -> bool:
        """Whether the entry that is meant is one of the quantity's; E_2 is that of an example."""
        if ref.key in ("loss", "rate", "new.loss"):
            return True
        whole = self.shape(replace(ref, entry=(), turned=False)) if ref.entry else None
        return whole is None or all(at < size for at, size in zip(ref.entry, whole, strict=False))

    def shape(self, ref: Ref) -> tuple[int, int] | None:
        """Rows and columns of a quantity as the sheet writes it; None where that is not said."""
        if ref.entry:
            return 1, 1
        kind, _, layer = (
            ref.key.removeprefix("new.")
            .removeprefix("share.")
            .removeprefix("minus.")
            .removeprefix("change.")
            .removeprefix("grad.")
            .rpartition(".")
        )
        if ref.key in ("loss", "rate", "new.loss"):
            return 1, 1
        if ref.key in ("x", "t"):
            kind, layer = "a", "0" if ref.key == "x" else str(self.depth)
        if not layer.isdigit() or (ref.example == ALL and not self.examples):
            return None
        if kind == "W":
            rows, columns = self.weights[int(layer) - 1]
        elif kind in ("z", "a", "b", "delta", "slope"):
            rows, columns = self.units[int(layer)], 1
            if ref.example == ALL:
                columns = self.examples
        else:
            return None
        return (columns, rows) if ref.turned else (rows, columns)
