"""Names bound one after the other by what their formulas come to in the true network.

Units may be called by any letters, A, K, ε_B, and letters that are usually something else, L or
ℓ_1, may be units: with the numbers of the exercise put in, what is defined says itself which
quantity it is, whatever the sheet printed for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite

from derive.calculus import term as tm
from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, operand, valued
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.lettered import ref_of
from derive.teaching.verifying.naming.notation import ANY, Notation, Ref, Sizes, Slots
from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.naming.weighted import Tables, by_formula
from derive.teaching.verifying.statements.printed import Rounding, decimals_of, entries
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.verifying.symbolic.named_alike import ROLES, Named, with_alike
from derive.teaching.verifying.symbolic.signs_alike import with_one_sign
from derive.teaching.written import tree
from derive.teaching.written.meaning import INDEX_LETTERS
from derive.teaching.written.names import nodes, written
from derive.teaching.written.tree import Node

FORWARD = ("a", "z")
OTHERS = ("loss", "rate", "b", "W")  # what the letter of a unit may be taken for
OUTPUT = "output"
FUNCTIONS = frozenset(("sigmoid", "tanh", "relu", "max", "elu", "leaky relu", "softplus"))
EXACT, NEAR = 1e-9, 3e-4
DIGITS = 3  # of decimals that were worked out before


@dataclass(frozen=True)
class Truth:
    """The true network at a place, and how the sheet's formulas are worked out in it."""

    names: BoundNames
    place: Place
    tables: Tables
    sheet: Sheet

    def under(self, notation: Notation) -> Truth:
        names = replace(self.names, notation=notation, refs={}, own_names={}, read={})
        return replace(self, names=names)

    @property
    def sizes(self) -> Sizes:
        return self.names.sizes

    def worth(self, ref: Ref) -> float | None:
        """The value of one number of the network; None of a matrix."""
        try:
            found = self.place.value(ref, False)[0]
        except Missing:
            return None
        return None if type(found) is Matrix else float(found)

    def comes_to(self, told: Operand) -> float | None:
        found = valued(told, self.place, self.sheet, False)
        value = None if found is None or type(found[0]) is Matrix else float(found[0])
        return value if value is not None and isfinite(value) else None

    def units(self, roles: tuple[str, ...]) -> Iterator[Ref]:
        for role in roles:
            for layer in range(self.sizes.depth, 0, -1):
                for unit in range(self.sizes.units[layer]):
                    yield Ref(f"{role}.{layer}", ANY, (unit, 0))


def with_worth(
    notation: Notation, chains: list[Statement], names: BoundNames, place: Place, tables: Tables
) -> Notation:
    """The notation with such names bound."""
    truth, bound = Truth(names, place, tables, Sheet(Rounding(plain=True))), dict[Slots, Ref]()
    named, several = defined(chains), set[Slots]()
    notation = with_one_of_equals(notation, named, truth)
    for slots, one in named:
        now = truth.under(notation)
        there = operand(one.operands[0], now.names).ref
        open_ = there is None or _may_be_other(there) or _is_bare_output(slots, notation)
        if slots not in bound and not open_:
            continue
        found, value = _meant(one, now)
        if found is None or slots in several:
            continue
        if slots in bound:
            if bound[slots] != found:  # one unit after the other
                several.add(slots)
        elif there is None or there.key.startswith("new.") or _is_other(there, found, value, now):
            bound[slots] = found
            notation = _bound(notation, slots, found)
    single = {slots: ref for slots, ref in notation.single.items() if slots not in several}
    told = {slots: ref for slots, ref in bound.items() if slots not in several}
    single, told = with_one_sign(single), with_one_sign(told)
    return with_alike(replace(notation, single=single), told, named, chains, names.sizes)


def defined(chains: list[Statement]) -> Named:
    """Every name that a line begins with, and the line."""
    return [(slots, one) for one in chains if not one.continued
            and (name := written(one.operands[0])) is not None
            and (slots := slots_of(name)) is not None and not slots.new
            and not INDEX_LETTERS & {*slots.lowered}]  # fmt: skip


def with_one_of_equals(notation: Notation, named: Named, truth: Truth) -> Notation:
    """The notation with bare letters of layers whose units are all the same bound to the first of
    them, where the sheet only works out one: H = 0.55, 3 · 0.1 H = 0.165."""
    for slots in dict.fromkeys(slots for slots, _ in named):
        ref = ref_of(slots, notation, truth.sizes)
        if ref is None or ref.entry or ref.key.rpartition(".")[0] not in ROLES:
            continue
        units = truth.sizes.units[int(ref.key.rpartition(".")[2])]
        results = [rows for other, one in named if other == slots
                   if (rows := entries(one.operands[-1])) is not None]  # fmt: skip
        alone = bool(results) and all(len(rows) == len(rows[0]) == 1 for rows in results)
        first = replace(ref, entry=(0, 0), turned=False)
        worths = {truth.worth(replace(ref, entry=(unit, 0))) for unit in range(units)}
        if units > 1 and alone and len(worths) == 1 and None not in worths:
            notation = replace(
                notation,
                single={**notation.single, slots: first},
                equals={**notation.equals, slots: first},
            )
    return notation


def _bound(notation: Notation, slots: Slots, ref: Ref) -> Notation:
    letters = dict(notation.letters)
    taken = slots.letter in letters and letters[slots.letter].role in OTHERS
    if taken or _is_bare_output(slots, notation):
        del letters[slots.letter]
    return replace(notation, letters=letters, single={**notation.single, slots: ref})


def _meant(one: Statement, truth: Truth) -> tuple[Ref | None, float | None]:
    """The unit that the formulas of a line come to, and what that is."""
    for node in one.operands[1:]:
        if is_printed(node):
            continue
        told = operand(node, truth.names)
        value = truth.comes_to(told)
        found = _formed(node, truth) or _by_value(told, value, truth)
        if found is not None:
            return found, value
    return None, None


def _is_other(there: Ref, found: Ref, value: float | None, truth: Truth) -> bool:
    """Whether a name goes forward, and does not come to what it is taken for."""
    return found.key[:2] in ("a.", "z.") and _alike(truth.worth(there), value, EXACT) is not True


def _is_bare_output(slots: Slots, notation: Notation) -> bool:
    """Whether a letter alone, with no hat, is taken for what comes out of the network."""
    meaning = notation.letters.get(slots.letter)
    bare = not (slots.marks or slots.raised or slots.lowered) and slots.letter.isalpha()
    return bare and meaning is not None and meaning.role == OUTPUT


def _may_be_other(ref: Ref) -> bool:
    role = ref.key.rpartition(".")[0] or ref.key
    return role in OTHERS or (ref.key.startswith("new.") and ref.key[4:6] in ("a.", "z."))


def _alike(first: float | None, second: float | None, near: float) -> bool | None:
    if first is None or second is None:
        return None
    return abs(first - second) <= near * max(abs(first), near)


def _formed(node: Node, truth: Truth) -> Ref | None:
    """The unit whose weights stand in a sum of numbers, or in a function of one."""
    role, inner = "z", node
    match node:
        case tree.Product((tree.Name() | tree.Scripted(), tree.Group(_, items)), ("", "")):
            role, inner = "a", items[-1]
        case tree.Chain((only,), ()) if only is not None:
            inner = only
    while isinstance(inner, tree.Chain) and not inner.relations and inner.operands[0] is not None:
        inner = inner.operands[0]
    fits = {(key, place) for key, _, place, _ in by_formula((inner,), truth.tables)
            if key[:2] == "z." and place}  # fmt: skip
    if len(fits) != 1:
        return None
    ((key, place),) = fits
    return Ref(f"{role}.{key[2:]}", ANY, place)


def _by_value(told: Operand, value: float | None, truth: Truth) -> Ref | None:
    """The first unit that a formula comes to; one of decimals that were worked out comes near."""
    if value is None or not isinstance(told.term, tm.Add | tm.Multiply | tm.Divide | tm.Call):
        return None
    applied = isinstance(told.term, tm.Call) and told.term.function in FUNCTIONS
    backward = any(_is_backward(one) for one in told.names.refs.values())
    roles = FORWARD[:1] if applied else ROLES[2:] if backward else ROLES
    units = [(one, worth) for one in truth.units(roles) if (worth := truth.worth(one)) is not None]
    fit = [one for one, worth in units if abs(worth) > EXACT and _alike(worth, value, EXACT)]
    if not fit and any(decimals_of(one) >= DIGITS for one in nodes(told.node)
                       if isinstance(one, tree.Number)):  # fmt: skip
        fit = [one for one, worth in units if abs(worth) > NEAR and _alike(worth, value, NEAR)]
    if float(value).is_integer() and not applied and not told.names.refs:
        return None  # 2 + 1 - 1 can be anything
    return fit[0] if fit else None


def _is_backward(ref: Ref) -> bool:
    return ref.key.removeprefix("minus.").startswith(("delta.", "grad.", "slope."))
