"""What a sheet calls the quantities of its network: letters by role, and where marks stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from derive.calculus.activations import ACTIVATIONS
from derive.calculus.network import Network
from derive.teaching.written.letters import words
from derive.teaching.written.words import NEW_WORDS
from derive.writing.notation import Notation

LAYERED = frozenset(
    ("weights", "bias", "preactivation", "output preactivation", "activation", "delta", "joined")
)
# what people call things, where nothing is said: letters with their accents before them
USUAL: dict[str, tuple[str, ...]] = {
    "input": words("x X input"),
    "activation": words("a A h H out act"),
    "output": ("hat y", *words("p o output"), "hat Y", "hat p", "hat t"),
    "preactivation": words("z Z net u s v"),
    "joined": (),
    "weights": words("W w Theta theta"),
    "bias": words("b B"),
    "delta": words("delta Delta"),
    "target": words("t T target y Y"),
    "loss": words("L E J C ell loss cost error"),
    "rate": words("eta alpha epsilon lambda gamma"),
}
BRACKETS = {"brackets": "[", "parentheses": "(", "angles": "langle", "<": "langle"}


@dataclass(frozen=True, eq=False)
class Letters:
    """Roles by letter ("hat y": ("output",)), own functions by letter, and the marks.

    `layer` is "brackets", "parentheses", "angles", "plain" (a bare superscript), "index" (the
    first subscript) or "any"; `example` one of the three brackets, or "any". `entries` are names
    that follow no pattern, "net_h1": ("preactivation", 1, (1,)): role, layer, and place from 1.
    """

    roles: Mapping[str, tuple[str, ...]]
    layer: str = "any"
    example: str = "any"
    functions: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, tuple[str, int, tuple[int, ...]]] = field(default_factory=dict)
    new: frozenset[str] = NEW_WORDS

    def mark_of(self, bracket: str, role: str, marks: int, place: int) -> str:
        """Whether a raised bracket is of the "layer" or the "example"."""
        bracket = {"<": "langle", "lbrack": "["}.get(bracket, bracket)
        layer, example = BRACKETS.get(self.layer), BRACKETS.get(self.example)
        if role in LAYERED and marks > 1 and layer == example:
            return "layer" if place == 0 else "example"
        if role not in LAYERED and role not in ("input", "output"):
            return "example"
        if role in LAYERED and bracket == layer and bracket != example:
            return "layer"
        if bracket == example and bracket != layer:
            return "example"
        if role in ("input", "output") and marks == 1 and bracket != layer:
            return "example"
        return "layer" if place == 0 else "example"


def usual_letters(**other: tuple[str, ...]) -> Letters:
    """The letters of most courses; what is said of a role here goes before them.

    >>> usual_letters(activation=("s",)).roles["s"]
    ('activation',)
    """
    said = {letter for letters in other.values() for letter in letters}
    found: dict[str, tuple[str, ...]] = {}
    for role, letters in USUAL.items():
        for letter in other.get(role, letters):
            if letter not in said or role in other:
                found[letter] = (*found.get(letter, ()), role)
    return Letters(found)


def letters_of(notation: Notation, network: Network) -> Letters:
    """The letters of a style, for the functions that a network has."""
    roles: dict[str, tuple[str, ...]] = {}
    for role, letter in notation.letters.items():
        if role == "output preactivation" and letter == notation.letters["preactivation"]:
            continue
        *accents, name = letter.split()
        said = " ".join((*accents, name))
        roles[said] = (*roles.get(said, ()), role)
    named = tuple(dict.fromkeys(one.activation for one in network.layers))
    own = [name for name in named if name not in ACTIVATIONS]
    functions = {"fghpqr"[place % 6]: name for place, name in enumerate(own)}
    return Letters(
        roles,
        notation.layer,
        notation.example,
        functions | {letter: name for name, letter in notation.functions.items()},
        new=NEW_WORDS | {notation.new},
    )
