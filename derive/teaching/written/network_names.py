"""What letters mean in the formulas of a network of several layers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.teaching.written import tree
from derive.teaching.written.letters import words
from derive.teaching.written.names import NotUnderstood, Written, whole_names, written
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS, STEPS

WEIGHTS, BIAS, Z, A, DELTA = "weights", "bias", "preactivation", "activation", "delta"
ROLES = {
    **dict.fromkeys(("W", "w", "Theta", "theta"), WEIGHTS),
    **dict.fromkeys(("b", "B"), BIAS),
    **dict.fromkeys(("z", "Z", "net", "u", "s", "v"), Z),
    **dict.fromkeys(("a", "A", "h", "H", "o", "out", "x", "X", "output", "input", "p"), A),
    **dict.fromkeys(("delta", "Delta", "d"), DELTA),
    **dict.fromkeys(("t", "target", "T"), "target"),
}
LOSSES = frozenset(words("L E J C ell loss cost error total MSE SSE RSS BCE NLL"))
FUNCTIONS = frozenset(words("sigma f g phi psi act F S"))
INPUTS = frozenset(words("x X input"))
OUTPUTS = frozenset(words("output p"))
OUT = frozenset(words("o out"))  # the outputs, where no layer is said
RATES = frozenset(words("eta alpha epsilon lambda"))
NEW = frozenset(words("new neu + updated"))


@dataclass(frozen=True)
class NetworkNames:
    """`depth` layers; `functions` their activations; `rows` the number of units by layer.

    `gradient` answers the derived formula of a loss's derivative by a quantity. `layer` is what
    the letter l stands for; `y_is_output`, since t is the target; `sigmoid`, that σ is that,
    and not the activation.
    """

    depth: int
    functions: tuple[str, ...]
    gradient: Callable[[str, int], Term | None]
    layer: int = 0
    y_is_output: bool = False
    sigmoid: bool = False

    # quantities ---------------------------------------------------------------------------------
    def quantity(self, name: Written) -> tuple[str, int, tuple[Node, ...], tuple[Node, ...]] | None:
        """Role and layer of a name, its indices as an entry, and the powers on it."""
        role = ROLES.get(name.letter)
        if name.letter in ("y", "Y"):
            role = A if "hat" in name.accents or self.y_is_output else "target"
        if role is None or name.primes or set(name.accents) - {"hat", "vec", "tilde"}:
            return None
        raised = tuple(one for one in name.raised if _word(one) not in NEW)
        indices = tuple(one for one in name.indices if _word(one) not in NEW)
        if role == "target":
            return role, 0, indices, raised
        layers = [found for one in name.marks if (found := self._layer(one.inner)) is not None]
        if layers:
            if len(name.marks) > 1 or not 0 <= layers[0] <= self.depth:
                raise NotUnderstood("a layer that the network does not have", name.node)
            return role, layers[0], indices, raised
        if name.letter in ("y", "Y", *OUTPUTS):
            return role, self.depth, indices, raised
        if role == A and name.letter in INPUTS:
            return role, 0, indices, raised
        whole = _two_digits(name)
        if 10 <= whole <= self.depth:  # a12 of twelve layers is no entry of a1
            return role, whole, indices[2:], raised
        for place in (indices[:1], raised[:1]):
            found = self._layer(place[0]) if place else None
            if found is not None and 0 <= found <= self.depth and self.depth > 1:
                if place == indices[:1]:
                    return role, found, indices[1:], raised
                return role, found, indices, raised[1:]
        if self.depth == 1:
            first = self._layer(indices[0]) if indices else None
            if first == 1 and len(indices) == 1 and role in (WEIGHTS, Z, A, DELTA):
                return role, 1, (), raised
            return role, 1, indices, raised
        if name.letter in OUT:
            return role, self.depth, indices, raised
        raise NotUnderstood("a name without its layer", name.node)

    def _layer(self, node: Node) -> int | None:
        """The number of a layer: 2, L, l + 1, L - 1."""
        match node:
            case tree.Number(text) if text.isdigit():
                return int(text)
            case tree.Name("L"):
                return self.depth
            case tree.Name("l" | "ell") if self.layer:
                return self.layer
            case tree.Sum(terms, signs):
                parts = [self._layer(one) for one in terms]
                if None not in parts:
                    return sum(
                        (part or 0) * (1 if sign == "+" else -1)
                        for part, sign in zip(parts, signs, strict=True)
                    )
            case tree.Group(_, (only,)):
                return self._layer(only)
        return None

    def value(self, name: Written, meaning: Any) -> Term | None:
        if name.letter in FUNCTION_WORDS and name.letter not in ROLES:
            return None
        if name.letter in RATES and name.plain:
            return tm.Variable("rate")
        if self.is_kronecker(name):
            return None
        found = self.quantity(name)
        if found is None:
            return None
        role, layer, indices, raised = found
        if layer == 0 and role in (WEIGHTS, BIAS, Z, DELTA):
            raise NotUnderstood("a layer that the network does not have", name.node)
        base: Term = tm.Variable(f"{role} {layer}")
        if role in (WEIGHTS, BIAS) and is_new(name):
            base = self.updated(role, layer) or base
        if indices:
            base = tm.Entry(base, tuple(meaning.index(one) for one in indices))
        for one in raised:
            base = meaning.raised(base, one)
        return base

    def updated(self, role: str, layer: int) -> Term | None:
        """A parameter after the update, in what it is made of."""
        gradient = self.gradient(role, layer)
        if gradient is None:
            return None
        step = tm.Multiply((tm.Variable("rate"), gradient), ("", ""))
        return tm.Add((tm.Variable(f"{role} {layer}"), step), (1, -1))

    def is_kronecker(self, name: Written) -> bool:
        return (
            name.letter == "delta"
            and not name.marks
            and len(name.indices) == 2
            and all(isinstance(one, tree.Name) for one in name.indices)
        )

    # functions ----------------------------------------------------------------------------------
    def function(self, name: Written, argument: Node | None) -> str | None:
        if name.letter in FUNCTION_WORDS and name.letter not in ROLES:
            return FUNCTION_WORDS[name.letter]
        if name.letter in STEPS and name.plain and isinstance(argument, tree.Group):
            return "step"
        if name.letter not in FUNCTIONS:
            return None
        if name.letter == "sigma" and self.sigmoid:
            return "sigmoid"
        for one in name.marks:
            layer = self._layer(one.inner)
            if layer is not None and 1 <= layer <= self.depth:
                return self.functions[layer - 1]
        for inner in whole_names(argument) if argument is not None else ():
            found = self.quantity(inner) if inner.letter in ROLES else None
            if found is not None and found[0] in (Z, A, WEIGHTS, BIAS) and found[1]:
                return self.functions[found[1] - 1]
        return self.functions[0] if len(set(self.functions)) == 1 else None

    def own(self, name: Written, arguments: tuple[Term, ...]) -> Term:
        raise NotUnderstood("a function that is not known here", name.node)

    def implied(self, name: Written) -> Term | None:
        """f' with nothing after it is taken at its layer's z, where a mark says which."""
        for one in (*name.marks, *name.indices):
            layer = self._layer(one.inner if isinstance(one, tree.Mark) else one)
            if layer is not None and 1 <= layer <= self.depth:
                return tm.Variable(f"{Z} {layer}")
        return None

    # derivatives --------------------------------------------------------------------------------
    def derivative(self, node: tree.Derivative, meaning: Any) -> Term | None:
        by = written(node.by)
        if by is None or node.order != 1:
            return None
        what = written(node.what) if node.what is not None else None
        of_loss = what is not None and what.letter in LOSSES
        if of_loss and by.plain and ROLES.get(by.letter) == A and by.letter not in INPUTS:
            return self.gradient(A, self.depth)  # ∇_a C speaks of the outputs
        found = self.quantity(by)
        if found is None or found[3]:
            return None
        role, layer, indices, _ = found
        if node.what is None or of_loss:
            rate = self.gradient(role, layer)
        else:
            rate = self._local(what, role, layer)
        if rate is None:
            return None
        if indices:
            rate = tm.Entry(rate, tuple(meaning.index(one) for one in indices))
        return rate

    def _local(self, what: Written | None, role: str, layer: int) -> Term | None:
        """Derivatives within a layer: of a by its z the slope, of z by what it is made of."""
        found = self.quantity(what) if what is not None else None
        if found is None or found[2] or found[3]:
            return None
        if (found[0], role) == (A, Z) and found[1] == layer:
            return tm.Slope(self.functions[layer - 1], tm.Variable(f"{Z} {layer}"))
        if (found[0], role) == (Z, A) and found[1] == layer + 1:
            return tm.Variable(f"{WEIGHTS} {layer + 1}")
        return None


def _two_digits(name: Written) -> int:
    """The number of two digits that stands first below a letter; 0 where none does."""
    match name.node:
        case tree.Scripted(_, (tree.Number(text), *_)) if text.isdigit() and len(text) == 2:
            return int(text)
    return 0


def _word(node: Node) -> str:
    if isinstance(node, tree.Name):
        return node.text
    return node.text.strip() if isinstance(node, tree.Words) else ""


def is_new(name: Written) -> bool:
    """Whether a name is that of an updated parameter."""
    return any(_word(one) in NEW for one in (*name.indices, *name.raised)) or (
        "tilde" in name.accents
    )
