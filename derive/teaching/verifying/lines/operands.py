"""The value of an operand of a sheet: by the truth, by the sheet, and as its digits say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_fields import Balls, Undecided
from derive.calculus.term_shapes import ShapeError, number_or_matrix, shape_of
from derive.calculus.terms import value
from derive.teaching.verifying.lines.agreement import agree
from derive.teaching.verifying.lines.place import Place, Roots
from derive.teaching.verifying.lines.reckoning import NO_ROOTS, Missing
from derive.teaching.verifying.naming.bound_names import OWN_NAME, BoundNames, grad_of_d
from derive.teaching.verifying.naming.notation import ALL, ANY, Ref, Slots
from derive.teaching.verifying.naming.printed_names import with_names
from derive.teaching.verifying.statements.printed import Entry, Rounding, decimals_of, opened
from derive.teaching.verifying.statements.statements import is_printed
from derive.teaching.verifying.symbolic.losses_written import bare_losses
from derive.teaching.written import tree
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import UNKNOWN, NotUnderstood, nodes, written
from derive.teaching.written.tree import Node


@dataclass
class Operand:
    """A side of a relation sign, its numbers opened; `term` is None where it means nothing."""

    node: Node
    term: Term | None
    printed: dict[str, tree.Number]
    names: BoundNames
    ref: Ref | None = None
    trouble: NotUnderstood | None = None

    @property
    def symbolic(self) -> bool:
        """Whether quantities or other names stand in it."""
        return bool(self.names.refs or self.names.own_names)

    @property
    def named(self) -> bool:
        """Whether letters stand in it, understood or not."""
        return self.symbolic or self.trouble is not None

    @property
    def own_name(self) -> Slots | None:
        """The name of the sheet that this is; None for a quantity, and for a formula of a name."""
        if not isinstance(self.term, tm.Variable) or self.names.refs:
            return None
        return next(iter(self.names.own_names.values()), None)

    @property
    def is_bare(self) -> bool:
        """Whether this is a name alone, or several in a row."""
        rows = self.term.rows if isinstance(self.term, tm.Rows) else ((self.term,),)
        return all(isinstance(one, tm.Variable) for row in rows for one in row)

    def is_new(self, sheet: Sheet) -> bool:
        """Whether this is one name that the sheet has not used yet, nor said what it is; what a
        derivative is need not be said."""
        told = self.own_name in sheet.own or self.own_name in sheet.derivatives
        told = told or isinstance(self.node, tree.Derivative)
        return self.own_name is not None and not told

    @property
    def known(self) -> bool:
        """Whether all of its names are quantities of the exercise."""
        return bool(self.names.refs) and not self.names.own_names

    @property
    def of_unknown_names(self) -> bool:
        """Whether it was not understood for want of a meaning of its names alone."""
        if self.trouble is None:
            return False
        node = self.trouble.node
        if isinstance(node, tree.Derivative):
            return written(node.by) is not None
        return self.trouble.reason == UNKNOWN


def operand(node: Node, names: BoundNames) -> Operand:
    """An operand under the names of a sheet; each node of the sheet is read once."""
    known = names.read.get(id(node))
    if known is None:
        known = names.read[id(node)] = node, read_operand(node, names)  # the node keeps its id
    found: Operand = known[1]
    return found


def read_operand(node: Node, names: BoundNames) -> Operand:
    """An operand read anew, for whoever changes what its names are."""
    own = BoundNames(names.notation, names.sizes, names.network, names.letters, read=names.read,
                     told=names.told, printed=names.printed)  # fmt: skip
    numbers: dict[str, tree.Number] = {}
    node = bare_losses(grad_of_d(node, own), own)
    inner, term, trouble = with_names(opened(node, numbers), own.printed), None, None
    try:
        term = Meaning(own).term(inner)
    except NotUnderstood as error:
        trouble = error
    ref = None
    if term is not None:
        term = _with_slopes(term, own)
        name = written(inner)
        if name is not None:
            ref = own.ref(name)
        elif isinstance(inner, tree.Derivative):
            ref = own.derived(inner)
        elif isinstance(term, tm.Variable):
            ref = own.refs.get(term.key)
    return Operand(node, term, numbers, own, ref, trouble)


def as_written(one: Operand) -> Operand:
    """The operand for who judges formulas: there, a derivative is one, printed or not."""
    if not one.names.printed:
        return one
    return read_operand(one.node, replace(one.names, printed=frozenset()))


def _with_slopes(term: Any, names: BoundNames) -> Any:
    """The term with f'(z) being a quantity of its own: the sheet may have printed it."""
    if type(term) is tuple:
        return tuple(_with_slopes(one, names) for one in term)
    match term:
        case tm.Slope(function, tm.Variable(key)) if key in names.refs:
            ref = names.refs[key]
            kind, _, layer = ref.key.partition(".")
            if kind == "z" and names.has_slope(int(layer), function):
                return names.variable(Ref(f"slope.{layer}", ref.example, ref.entry, ref.turned))
        case tm.Call("softmax", (inner,)) if _lies(inner, names):  # each example is a row
            return tm.Turned(tm.Call("softmax", (tm.Turned(_with_slopes(inner, names)),)))
    if not hasattr(term, "__dataclass_fields__"):
        return term
    return type(term)(*(_with_slopes(getattr(term, name), names) for name in term.__slots__))


def _lies(term: Any, names: BoundNames) -> bool:
    """Whether examples are rows in a term: it holds a batch that lies, or is one in numbers."""
    if isinstance(term, tm.Rows):
        batches = [one for one in names.notation.letters.values() if one.batch]
        return names.notation.lying and bool(batches) and len(term.rows[0]) > 1
    if isinstance(term, tm.Variable):
        ref = names.refs.get(term.key)
        return ref is not None and ref.turned and ref.example == ALL and not ref.entry
    return False


@dataclass
class Sheet:
    """What reading a sheet has gathered so far: names of its own, and how it rounds.

    Of its own names, some were `worked` out, and some may be anew since a step (`renewable`), or
    are given for `several` examples, or were printed with an entry too many or too few (`unsized`);
    `given` are the first values of parameters, `worked_from` the decimals that one was worked out
    from, `worked_at` the `step` that words had counted up to then. A line may say first what it is
    about, its `label`; `labels` are those under which names got their values. `derivatives` are
    names that stand for a derivative of the loss wherever they stand, `states` those that a rule
    renews, with what it says: v ← 0.9 v - g. What a name would be worth without the wrong results
    before it is in `spared`: that is the truth of it.
    """

    rounding: Rounding
    derivatives: frozenset[Slots] = frozenset()
    own: dict[Slots, tuple[Any, Roots]] = field(default_factory=dict)
    spared: dict[Slots, Any] = field(default_factory=dict)
    balls: dict[tuple[str, bool], Any] = field(default_factory=dict)
    coarse: dict[tuple[Fraction, int], Any] = field(default_factory=dict)  # of rounded numbers
    worked: set[Slots] = field(default_factory=set)
    several: set[Slots] = field(default_factory=set)
    unsized: dict[Slots, Any] = field(default_factory=dict)
    renewable: set[Slots] = field(default_factory=set)
    given: dict[Slots, Any] = field(default_factory=dict)
    worked_from: dict[Slots, frozenset[Any]] = field(default_factory=dict)
    worked_at: dict[Slots, int] = field(default_factory=dict)
    step: int = 0
    label: str | None = None
    labels: dict[Slots, str | None] = field(default_factory=dict)
    states: dict[Slots, Operand] = field(default_factory=dict)
    passed: list[Any] = field(default_factory=list)  # the readings of all lines so far
    told: dict[Any, Any] = field(default_factory=dict)  # what was found out from these
    tried: int = 0  # what was done to find right lines: a formula costs as much as ten numbers

    def take_as_typed(self, numbers: Iterable[tuple[Fraction, int]]) -> None:
        """From here on these numbers, with their decimals, stand for themselves."""
        self.rounding = replace(self.rounding, exact=self.rounding.exact | {*numbers})

    def keep_unsized(self, slots: Slots, value: Any, printed: list[list[Entry]]) -> None:
        """What was worked out for a name, beside a result with more entries or fewer."""
        self.own[slots] = value, NO_ROOTS
        self.spared.pop(slots, None)
        self.worked.add(slots)
        self.unsized[slots] = number_or_matrix([[self.rounding.result(one) for one in row]
                                                for row in printed])  # fmt: skip


def valued(
    one: Operand, place: Place | None, sheet: Sheet, of_sheet: bool
) -> tuple[Any, Roots] | None:
    """The value of an operand and the claims at fault; None where it has none."""
    if one.term is None:
        return None
    values: dict[str, Any] = {}
    roots = NO_ROOTS
    try:
        for key, ref in one.names.refs.items():
            if place is None:
                return None
            values[key], found = place.value(ref, of_sheet)
            roots |= found
        for key, slots in one.names.own_names.items():
            if slots not in sheet.own:
                return None
            values[key], found = sheet.own[slots]
            if not of_sheet:
                values[key] = sheet.spared.get(slots, values[key])
            roots |= found
        result = is_printed(one.node) and not any(type(n) is tree.Over for n in nodes(one.node))
        for key, number in one.printed.items():
            values[key] = ball_of(number, sheet, result)
        return value(one.term, values, Balls()), roots
    except (Missing, ShapeError, Undecided, KeyError, ValueError, ZeroDivisionError,
            OverflowError, RecursionError, AssertionError, TypeError):  # fmt: skip
        return None


def ball_of(number: tree.Number, sheet: Sheet, result: bool = False) -> Any:
    """What a decimal may stand for: itself, where it is a given number and no usual result."""
    found = sheet.balls.get((number.text, result))
    if found is None:
        value, decimals, rounding = number.value, decimals_of(number), sheet.rounding
        exact = (value, decimals) in rounding.exact
        exact = exact and not (result and rounding.rounded(value, decimals))
        if not result and (value, decimals) in rounding.short:
            decimals = rounding.fine
        found = sheet.balls[number.text, result] = rounding.ball(value, 0 if exact else decimals)
        if not (result or exact) and (coarse := sheet.coarse.get((value, decimals))) is not None:
            found = sheet.balls[number.text, result] = coarse
    return found


__all__ = ["ANY", "OWN_NAME", "Operand", "Place", "Sheet", "agree", "as_written", "operand",
           "shape_of", "valued"]  # fmt: skip
