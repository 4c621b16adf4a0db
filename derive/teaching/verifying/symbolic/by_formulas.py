"""Letters that no number tells: the meaning under which most formulas of the sheet are true."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from derive.teaching.verifying.lines.operands import Place, Sheet, agree, operand, valued
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.inference import Inferred
from derive.teaching.verifying.naming.notation import Letter, Notation
from derive.teaching.verifying.naming.usual import VECTORS
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.verifying.symbolic.formula_sign import by_other_numbers
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node

MOST_FORMULAS = 4  # of a letter, the first ones
MOST_MEANINGS = 24
MOST_FLAT = 12
ROUNDS = 2
NAMED_FREELY = frozenset(("z", "a"))
SIGNED = {"delta": "minus.delta", "minus.delta": "delta",
          "grad.a": "minus.grad.a", "minus.grad.a": "grad.a"}  # fmt: skip

Pair = tuple[Node, Node]
Known = dict[tuple[frozenset[tuple[str, Letter]], int], bool]  # whether a pair is true then


def by_formulas(
    found: Inferred, chains: list[Statement], names: BoundNames, place: Place, sheet: Sheet
) -> Notation:
    """The notation with doubtful letters settled by the formulas that they stand in."""
    notation, known = found.notation, Known()
    pairs = [(one, letters_of(one)) for one in formulas(chains)]
    signed = [letter for letter, one in notation.letters.items() if one.role in SIGNED]
    together = [signed] if len(signed) > 1 else []  # an error and its deltas
    for turned in (*([letter] for letter in signed), *together):
        # a slip goes through all deltas: their formulas know better
        told = [one for one, letters in pairs if letters & set(turned)]
        tried = _other_signs(notation, turned)
        kept, other = (true_of(one, told, names, place, sheet, known) for one in (notation, tried))
        notation = tried if other > kept else notation
    for _ in range(ROUNDS):
        before = notation
        for letter, meanings in found.doubtful.items():
            told = [one for one, letters in pairs if letter in letters][:MOST_FORMULAS]
            if not told or set(meanings) <= {notation.letters.get(letter)}:
                continue
            settled = _settled(notation, letter, meanings, told, names, place, sheet, known)
            if not _is_against(settled, notation, letter, chains, names, place, sheet):
                notation = settled
        if notation == before:
            break
    told = [one for one, letters in pairs if letters & found.flat][:MOST_FLAT]
    notation = _standing(notation, found.flat, told, names, place, sheet, known)
    bound = replace(names, notation=notation, refs={}, own_names={}, read={})
    free = dict(notation.letters)
    for letter, meaning in notation.letters.items():
        if meaning.role not in NAMED_FREELY:
            continue
        alike = [one for one, other in free.items() if other.role == meaning.role and one != letter]
        if _is_printed(letter, chains):  # then another letter has to have the right numbers
            alike = [one for one in alike if free[one].layer == meaning.layer
                     and _is_right(one, chains, bound, place, sheet)]  # fmt: skip
        if not alike or _is_right(letter, chains, bound, place, sheet):
            continue
        own = [one for one, letters in pairs if letter in letters and _is_of(one[0], letter)]
        if own and true_of(notation, own, names, place, sheet, known) == 0:
            del free[letter]  # u = 1 + e^{-x}, beside z
    return replace(notation, letters=free)


def _is_right(
    letter: str, chains: list[Statement], names: BoundNames, place: Place, sheet: Sheet
) -> bool:
    """Whether a number that is said of a name with this letter is the right one."""
    for one in chains:
        name = written(one.operands[0])
        if name is None or name.letter != letter or not is_printed(one.operands[-1]):
            continue
        sides = (operand(node, names) for node in (one.operands[0], one.operands[-1]))
        first, second = (valued(side, place, sheet, False) for side in sides)
        if first is not None and second is not None and agree(first[0], second[0]):
            return True
    return False


def _is_printed(letter: str, chains: list[Statement]) -> bool:
    """Whether a number is said of a name with this letter."""
    for one in chains:
        name = written(one.operands[0])
        if name is not None and name.letter == letter and any(map(is_printed, one.operands)):
            return True
    return False


def _other_signs(notation: Notation, turned: list[str]) -> Notation:
    """The same with deltas of the other sign."""
    letters = dict(notation.letters)
    for letter in turned:
        letters[letter] = replace(letters[letter], role=SIGNED[letters[letter].role])
    return Notation(letters, notation.example, notation.single)


def _standing(
    notation: Notation, flat: frozenset[str], told: list[Pair], names: BoundNames, place: Place,
    sheet: Sheet, known: Known,
) -> Notation:  # fmt: skip
    """The same with vectors that are printed as (1, 2) standing, where more formulas hold so."""
    best, most = notation, true_of(notation, told, names, place, sheet, known)
    if most == len(told):
        return notation
    for weights in (False, True):
        letters = {
            letter: replace(one, turned=False) if one.role in VECTORS and not one.batch
            else replace(one, turned=not one.turned) if weights and letter in flat
            and one.role == "W" else one
            for letter, one in notation.letters.items()
        }  # fmt: skip
        tried = Notation(letters, notation.example, notation.single)
        score = true_of(tried, told, names, place, sheet, known, most)
        if score > most:
            best, most = tried, score
    return best


def _settled(
    notation: Notation, letter: str, meanings: tuple[Letter, ...], told: list[Pair],
    names: BoundNames, place: Place, sheet: Sheet, known: Known,
) -> Notation:  # fmt: skip
    best, most = notation, true_of(notation, told, names, place, sheet, known)
    if most == len(told):
        return notation
    for meaning in meanings[:MOST_MEANINGS]:
        tried = Notation({**notation.letters, letter: meaning}, notation.example, notation.single)
        score = true_of(tried, told, names, place, sheet, known, most)
        if score > most:
            best, most = tried, score
    if letter not in notation.letters:  # m = w x is not z for the sake of ∂L/∂m
        own = [pair for pair in told if _is_of(pair[0], letter)]
        if own and true_of(best, own, names, place, sheet, known) == 0:
            return notation
    return best


def _is_against(
    settled: Notation, before: Notation, letter: str, chains: list[Statement], names: BoundNames,
    place: Place, sheet: Sheet,
) -> bool:  # fmt: skip
    """Whether a result shows that weights stand on the sheet as in the exercise: it is what their
    formula comes to so, and is not where they lie. Then the formula is wrong."""
    lies, lay = (one.letters.get(letter) for one in (settled, before))
    if lies is None or lay is None or lies.role != "W" or lies.turned is lay.turned:
        return False
    for one in chains:
        formula, result = one.operands[-2:]
        if not (is_printed(result) and letter in letters_of((formula, formula))):
            continue
        fits = []
        for notation in (settled, before):
            bound = replace(names, notation=notation, refs={}, own_names={}, read={})
            found = [
                valued(operand(node, bound), place, sheet, False) for node in (formula, result)
            ]
            fits.append(None not in found and agree(*(told[0] for told in found if told)))
        if fits == [False, True]:
            return True
    return False


def _is_of(node: Node, letter: str) -> bool:
    """Whether this is the letter alone."""
    name = written(node)
    return name is not None and name.plain and " ".join((*name.accents, name.letter)) == letter


def true_of(
    notation: Notation, told: list[Pair], names: BoundNames, place: Place, sheet: Sheet,
    known: Known, most: int = -1,
) -> int:  # fmt: skip
    """How many formulas are true; counted as long as it can be more than `most`."""
    bound = replace(names, notation=notation, refs={}, own_names={}, read={})
    letters = frozenset(notation.letters.items())
    score = 0
    for at, pair in enumerate(told):
        if score + len(told) - at <= most:
            break
        is_true = known.get((letters, id(pair)))
        if is_true is None:
            sides = operand(pair[0], bound), operand(pair[1], bound)
            is_true = by_other_numbers(*sides, place, sheet) is True
            known[letters, id(pair)] = is_true
        score += is_true
    return score


def formulas(chains: list[Statement]) -> list[Pair]:
    """Formulas side by side, numbers between them left out."""
    found = []
    for one in chains:
        named = [node for node in one.operands if not is_printed(node) and _is_formula(node)]
        found += list(pairwise(named))
    return found


def _is_formula(node: Node) -> bool:
    """Whether no decimals stand in it."""
    return not any(isinstance(one, tree.Number) and "." in one.text for one in nodes(node))


def letters_of(pair: Pair) -> frozenset[str]:
    """The letters of all names in two formulas."""
    names = (written(node) for node in nodes(pair))
    return frozenset(" ".join((*one.accents, one.letter)) for one in names if one is not None)
