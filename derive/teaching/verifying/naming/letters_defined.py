"""Letters that a sheet defines itself: the function f(x) = x σ(x)."""

from __future__ import annotations

from collections.abc import Iterable

from derive.teaching.verifying.statements.statements import Statement, is_printed, is_prose
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.slope_names import FUNCTIONS, OUTPUTS, OwnFunction, OwnLetters
from derive.teaching.written.tree import Node
from derive.teaching.written.words import FUNCTION_WORDS

MOST = 4  # definitions of one letter
SHORT = frozenset(("u", "v", "s", "g", "q"))  # for a part of a formula
CONSTANTS = frozenset(("e", "pi", "sigma"))


def own_letters(chains: Iterable[Statement]) -> OwnLetters:
    """What the letters of functions are said to be, each with all that is said of it.

    A letter that is defined more often than a sheet can mean is left out.
    """
    found: dict[str, tuple[OwnFunction, ...]] = {}
    for one in chains:
        if one.continued or one.signs[0].sign != "=":
            continue
        formula = one.operands[1]
        letter, argument = _applied(one.operands[0])
        if not letter and len(one.operands) == 2:
            letter, argument = _of_one_letter(one.operands[0], formula)
        if letter and not (is_printed(formula) or is_prose(formula)) and _has(formula, argument):
            found[letter] = (*found.get(letter, ()), OwnFunction(letter, argument, formula))
    functions = {letter: told for letter, told in found.items() if len(told) <= MOST}
    return OwnLetters(functions)


def _applied(node: Node) -> tuple[str, str]:
    """The letter of a function and that of its argument, of f(x); empty for anything else."""
    match node:
        case tree.Product((tree.Name(letter), tree.Group("(", (inner,))), ("", "")):
            name = written(inner)
            if name is not None and name.plain and letter in OUTPUTS | FUNCTIONS:
                return letter, name.letter
    return "", ""


def _of_one_letter(node: Node, formula: Node) -> tuple[str, str]:
    """The letter that is said to be a formula in one other letter: u = 1 + e^{-z}."""
    name = written(node)
    letters = {one.text for one in nodes(formula) if isinstance(one, tree.Name)}
    free = letters - CONSTANTS - FUNCTION_WORDS.keys()
    if name is None or not name.plain or name.letter not in SHORT or len(free) != 1:
        return "", ""
    return (name.letter, free.pop()) if name.letter not in free else ("", "")


def _has(formula: Node, argument: str) -> bool:
    """Whether the argument stands in the formula: f(x) = f(2) + 1 defines nothing."""
    return any(isinstance(one, tree.Name) and one.text == argument for one in nodes(formula))
