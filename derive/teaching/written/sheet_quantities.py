"""Which quantity a name is: its role by its letter, its layer and example by what is on it."""

from __future__ import annotations

from dataclasses import dataclass

from derive.calculus.network import Network
from derive.calculus.world_keys import ALL, key
from derive.teaching.written import tree
from derive.teaching.written.letters_of_sheet import LAYERED, Letters
from derive.teaching.written.names import NotUnderstood, Written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import OLD_WORDS

SAME = {"output preactivation": "preactivation", "input": "activation", "output": "activation"}


@dataclass(frozen=True)
class Reading:
    """One way to take what a sheet leaves open.

    `batch` are the examples that a bare L is about, `generic` is the function whose value a bare a
    is, z being any number; `slopes` says that ∂a/∂z is a column of slopes, `direct` that a
    derivative goes one way only where there are several, `turned` that Jacobians have their columns
    down, `upright` that ∂z/∂W is what the layer reads as it stands; `stacked` that X, Z, A hold an
    example in each column, `rows` that vectors lie and examples are rows; `layer` is what l stands
    for, `counts` are letters for how many there are.
    """

    batch: tuple[str, ...]
    generic: str | None = None
    slopes: bool = False
    direct: bool = False
    turned: bool = False
    upright: bool = False
    stacked: bool = False
    rows: bool = False
    layer: int = 0
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Quantity:
    """A name understood: what it is, the entry that its indices say, the powers on it."""

    role: str
    layer: int
    example: str
    new: bool
    indices: tuple[Node, ...] = ()
    raised: tuple[Node, ...] = ()

    @property
    def key(self) -> str:
        return key(self.role, self.layer, self.example, self.new)


@dataclass(frozen=True)
class Places:
    """Finds quantities under the letters of a sheet and one reading."""

    letters: Letters
    network: Network
    reading: Reading

    def quantity(self, name: Written) -> Quantity | None:
        """The quantity that a name is; None for a name of something else.

        Raises NotUnderstood for a layer that the network does not have.
        """
        if self.letters.entries:
            found = self._entry(name)
            if found is not None:
                return found
        letter, tilde, bar = self.letter(name)
        roles = self.letters.roles.get(letter)
        if roles is None or name.primes:
            return None
        words = [_word(one) for one in (*name.indices, *name.raised)]
        new = any(word in self.letters.new or word == "+" for word in words)
        skipped = self.letters.new | OLD_WORDS | {"+", "total", "ges"}
        indices = tuple(one for one in name.indices if _word(one) not in skipped)
        raised = tuple(one for one in name.raised if _word(one) not in skipped)
        found = self._placed(name, roles, indices, raised, new)
        if found is None or not (tilde or bar):
            return found
        role = found.role
        if tilde and role in ("activation", "joined"):
            role = "with one" if role == "activation" else "joined with one"
        elif bar and role == "weights":
            role = "inner weights"
        return Quantity(role, found.layer, found.example, new, found.indices, found.raised)

    def _entry(self, name: Written) -> Quantity | None:
        """A name of its own: w_5, net_{h1}."""
        labels = [_label(one) for one in name.indices if _word(one) not in self.letters.new]
        known = self.letters.entries.get(f"{name.letter}_{''.join(labels)}")
        if known is None or name.primes:
            return None
        role, layer, places = known
        new = any(_word(one) in self.letters.new or _word(one) == "+"
                  for one in (*name.indices, *name.raised))  # fmt: skip
        raised = tuple(one for one in name.raised if _word(one) not in {*self.letters.new, "+"})
        shifts = self.network.count_from if role == "weights" and len(places) == 2 else (1, 1)
        at = name.node
        indices = tuple(
            tree.Number(str(place + shift - 1), at.start, at.end)
            for place, shift in zip(places, shifts, strict=False)
        )
        example = "" if role in ("weights", "bias", "loss") else self.of("")
        return Quantity(role, layer, example, new, indices, raised)

    def letter(self, name: Written) -> tuple[str, bool, bool]:
        """The letter with its accents as the roles have it; a tilde or a bar of its own."""
        accents = [one for one in name.accents if one != "vec"]
        whole = " ".join((*accents, name.letter))
        if whole in self.letters.roles or not accents:
            return whole, False, False
        kept = [one for one in accents if one not in ("tilde", "bar")]
        return " ".join((*kept, name.letter)), "tilde" in accents, "bar" in accents

    def layer(self, node: Node) -> int | None:
        """The number of a layer: 2, L, L - 1."""
        match node:
            case tree.Number(text) if text.isdigit():
                return int(text) if int(text) <= self.network.depth else None
            case tree.Name("L"):
                return self.network.depth
            case tree.Name("l" | "ell") if self.reading.layer:
                return self.reading.layer
            case tree.Sum(terms, signs):
                parts = [self.layer(one) for one in terms]
                if None not in parts:
                    return sum(
                        (part or 0) * (1 if sign == "+" else -1)
                        for part, sign in zip(parts, signs, strict=True)
                    )
            case tree.Group(_, (only,)):
                return self.layer(only)
        return None

    def of(self, example: str) -> str:
        """The example that is meant: the one that is said, else the first."""
        return example or (self.reading.batch[0] if self.reading.batch else "1")

    def _all(self, name: Written, example: str) -> str:
        """Of a capital letter all examples side by side, where it is read so."""
        stacked = self.reading.stacked and not example and name.letter[0].isupper()
        return ALL if stacked else self.of(example)

    def _placed(
        self,
        name: Written,
        roles: tuple[str, ...],
        indices: tuple[Node, ...],
        raised: tuple[Node, ...],
        new: bool,
    ) -> Quantity | None:
        main = next((one for one in roles if one in LAYERED), roles[0])
        layer, example = self._marks(name, main)
        if layer is None and self.letters.layer == "plain" and raised and main in LAYERED:
            layer = self.layer(raised[0])
            raised = raised[1:] if layer is not None else raised
        if layer is None and main in LAYERED and self._first_index_is_layer(indices):
            layer, indices = self.layer(indices[0]), indices[1:]
        if main == "rate":
            return Quantity(main, 0, "", False, indices, raised)
        if main == "target":
            return Quantity(main, 0, self._all(name, example), False, indices, raised)
        if main == "loss":
            whole = all(getattr(one, "text", "") in ("0", "n") for one in indices)  # C_0, E_n
            return Quantity(main, 0, example, new, () if whole else indices, raised)
        if layer is None:
            layer = self._unsaid(main, roles, bool(indices))
        if layer is None:
            return None
        lowest = 0 if "input" in roles or main in ("activation", "input", "output") else 1
        if not lowest <= layer <= self.network.depth:
            raise NotUnderstood("a layer that the network does not have", name.node)
        role = SAME.get(main, main)
        if role in ("weights", "bias"):
            return Quantity(role, layer, "", new, indices, raised)
        return Quantity(role, layer, self._all(name, example), new and layer > 0, indices, raised)

    def _marks(self, name: Written, role: str) -> tuple[int | None, str]:
        """The layer and the example that raised brackets say."""
        layer, example = None, ""
        for place, mark in enumerate(name.marks):
            if self.letters.mark_of(mark.bracket, role, len(name.marks), place) == "layer":
                layer = self.layer(mark.inner)
                if layer is None:
                    raise NotUnderstood("a layer that the network does not have", name.node)
            elif isinstance(mark.inner, tree.Number | tree.Name):
                example = mark.inner.text
            else:
                raise NotUnderstood("an example that has no number", mark)
        return layer, example

    def _unsaid(self, main: str, roles: tuple[str, ...], indexed: bool) -> int | None:
        """The layer of a name that says none."""
        depth, generic = self.network.depth, self.reading.generic
        if "output" in roles and "activation" not in roles:
            return depth
        if "input" in roles and "output" in roles and indexed:
            return depth  # one letter for both: only what comes out is derived by entries
        if "input" in roles and (depth == 1 or generic is None):
            return 0
        if main == "output preactivation" or depth == 1:
            return depth
        if main == "preactivation" and (indexed or generic is None):
            return depth
        if main == "activation" and indexed and "output" in roles:
            return depth
        return None

    def _first_index_is_layer(self, indices: tuple[Node, ...]) -> bool:
        if self.letters.layer not in ("index", "any") or not indices:
            return False
        if self.letters.layer == "any" and self.network.depth == 1:
            return False
        return self.layer(indices[0]) is not None


def _label(node: Node) -> str:
    """The characters of an index: h1, o1, 5."""
    match node:
        case tree.Name(text) | tree.Number(text) | tree.Words(text):
            return text
        case tree.Product(factors, _):
            return "".join(map(_label, factors))
        case tree.Scripted(base, lower, _, _):
            return "".join((_label(base), *map(_label, lower)))
    return ""


def _word(node: Node) -> str:
    if isinstance(node, tree.Name):
        return node.text
    return node.text.strip() if isinstance(node, tree.Words) else ""
