"""How a batch is written where no number tells: what makes the most formulas true.

Capitals stand for all examples, side by side or below one another (Z = X W + b), and their deltas
may be those of the mean loss, 1/n (P - Y).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from derive.teaching.verifying.lines.operands import Place, Sheet
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.notation import Notation
from derive.teaching.verifying.naming.usual import VECTORS
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.verifying.symbolic.by_formulas import formulas, letters_of, true_of

MOST_FORMULAS = 12


def batches_by_formulas(
    chains: list[Statement], names: BoundNames, place: Place, sheet: Sheet, mean: bool
) -> BoundNames:
    """The names with all vectors lying, or capitals for batches, where more formulas hold so.

    `mean` says that the losses of the examples are averaged.
    """
    notation = names.notation
    vectors = {letter for letter, one in notation.letters.items() if one.role in VECTORS}
    told = [one for one in formulas(chains) if letters_of(one) & vectors][:MOST_FORMULAS]
    best, most = names, true_of(notation, told, names, place, sheet, {})
    if notation.lying or any(one.batch for one in notation.letters.values()):
        return names
    for shares, batch, lies in product((False, True), (False, True), (False, True)):
        if most == len(told):
            break
        if (shares and not mean) or not (lies or batch or shares):
            continue
        letters = {
            letter: replace(one, turned=lies, batch=batch and letter[-1].isupper()
                            and one.role != "b") if letter in vectors else one
            for letter, one in notation.letters.items()
        }  # fmt: skip
        tried = Notation(letters, notation.example, notation.single)
        own = replace(names, sizes=replace(names.sizes, shares=names.sizes.shares or shares))
        found = true_of(tried, told, own, place, sheet, {}, most)
        if found > most:
            best, most = replace(own, notation=tried), found
    return best
