"""A symbolic claim on a sheet about a network, decided: `formula_claim`.

How it is used: read a formula (`written.read`), take two operands that stand next to each other
and the sign between them, and ask::

    context = SheetContext(network, letters_of(style("lecture").notation, network), ("1", "2"))
    answer = formula_claim(left, "=", right, context)

`answer.holds` is True, False, or None where a side was not understood (`answer.unread` says what,
`answer.place` where). One context serves all claims of a sheet: its points are valued once. What
is known of one place only goes with the claim: `condition` is the node after "if", `prose` the
text before the formula ("For i and j different:"). Letters come from a style (`letters_of`), from
what is usual (`usual_letters`), or from whoever infers them (`Letters`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice, product
from typing import Any

from derive.calculus import term as tm
from derive.calculus.decide_entries import decide_entries, free_indices
from derive.calculus.domain import Domain, Unknown
from derive.calculus.meeting import values_alike
from derive.calculus.network import Network
from derive.calculus.term import Term
from derive.calculus.term_fields import Undecided
from derive.calculus.term_indexed import reach
from derive.calculus.term_shapes import Matrix, ShapeError, shape_of
from derive.calculus.terms import parts, value
from derive.calculus.world import World, key
from derive.errors import DeriveError
from derive.teaching.check_answer import CounterExample
from derive.teaching.verifying.points import Points
from derive.teaching.verifying.readings import Seen, put, readings, seen, summed_out
from derive.teaching.written.letters_of_sheet import Letters
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood
from derive.teaching.written.sheet_names import Reading, SheetNames
from derive.teaching.written.tree import Node

MOST_CHOICES = 64  # of the indices that nothing binds
DIFFERENT = ("differ", "distinct", "≠", "\\ne", "verschieden", "ungleich", "unequal", "not equal")


@dataclass(frozen=True, eq=False)
class SheetContext:
    """What is known of a sheet: its network, its letters, its examples by their marks.

    `batches` are the groups of examples that a loss without an example can be about; all of them
    together where nothing is said. `unit_targets` says that targets sum to 1. With `layouts` of
    both kinds, Jacobians may be written either way, the same way throughout a claim.
    """

    network: Network
    letters: Letters
    examples: tuple[str, ...] = ("1",)
    batches: tuple[tuple[str, ...], ...] = ()
    unit_targets: bool = False
    layouts: tuple[bool, ...] = (False,)

    @cached_property
    def wider(self) -> SheetContext | None:
        """The same with no layer of one unit, for formulas in running indices; None if it has none.

        With one unit only, y_i and y_j are the same number, and mistakes in indices do not show.
        """
        if all(one.units > 1 for one in self.network.layers):
            return None
        layers = tuple(replace(one, units=3 if one.units == 1 else one.units) for one in self.network.layers)
        return replace(self, network=replace(self.network, layers=layers))

    @cached_property
    def points(self) -> Points:
        """Where claims are tried; valued as they are needed, for all claims together."""
        return Points(self.network, self.unit_targets)


@dataclass(frozen=True)
class FormulaAnswer:
    """`holds` is True or False, None where a side is not understood: then `unread` says why."""

    holds: bool | None
    method: str = ""
    unread: str = ""
    place: int | None = None
    reason: str = ""
    counterexample: CounterExample | None = None
    terms: tuple[Term, ...] = field(default=(), repr=False)
    reading: Reading | None = field(default=None, repr=False)


def formula_claim(
    left: Node,
    relation: str,
    right: Node,
    context: SheetContext,
    *,
    condition: Node | None = None,
    prose: str = "",
) -> FormulaAnswer:
    """Whether the two sides are equal for every network of that shape. Never raises."""
    if relation not in ("=", "≈", "←"):
        return FormulaAnswer(None, unread=f'no rule for the sign "{relation}"', place=right.start)
    try:
        return _decided(seen(left, right, context.letters), relation, context, condition, prose)
    except RecursionError:
        return FormulaAnswer(None, unread="nested too deeply", place=left.start)


def _decided(
    both: Seen,
    relation: str,
    context: SheetContext,
    condition: Node | None,
    prose: str,
) -> FormulaAnswer:
    running = sorted(one for one in both.examples if one.isalpha() and one not in context.examples)
    batches = context.batches or (context.examples,)
    best: FormulaAnswer | None = None
    tried = readings(both, context.letters, context.network, batches, context.layouts)
    for reading in tried:
        for updated in (True,) if relation == "←" else (False, True):
            found = _under(both, reading, updated, context, running, condition, prose)
            if found is None:
                continue
            if found.holds:
                return found
            if best is None or (best.holds is None and found.holds is False):
                best = found
    assert best is not None
    return best


def _under(
    both: Seen,
    reading: Reading,
    updated: bool,
    context: SheetContext,
    running: list[str],
    condition: Node | None,
    prose: str,
) -> FormulaAnswer | None:
    """The answer under one reading; for letters that stand for examples, under each of them."""
    names = SheetNames(context.letters, context.network, reading)
    open_sides, free, examples = both.sides, running, both.examples
    if running:
        open_sides = summed_out(open_sides, frozenset(running), reading.batch)
        left_over = seen(*open_sides, context.letters).examples
        free = [letter for letter in running if letter in left_over]
        examples = frozenset((*left_over, *context.examples)) - set(running)
    answer = None
    for chosen in islice(product(context.examples, repeat=len(free)), MOST_CHOICES):
        left, right = open_sides
        for letter, example in zip(free, chosen, strict=True):
            left, right = put(left, letter, example), put(right, letter, example)
        meaning = Meaning(names)
        try:
            terms = meaning.term(left), meaning.term(right)
            where = meaning.conditions(condition) if condition is not None else ()
        except NotUnderstood as found:
            return FormulaAnswer(None, unread=found.reason, place=found.node.start)
        if updated:
            changed = _updated(terms[0])
            if changed is None:
                return None
            terms = changed, terms[1]
        answer = _judged(terms, where, reading, context, examples, prose, right.start)
        if not answer.holds:
            return answer
    return answer


def _updated(left: Term) -> Term | None:
    """W = W - ...: the parameter on the left is the one after the update."""
    inner = left.matrix if isinstance(left, tm.Entry) else left
    if not isinstance(inner, tm.Variable) or not inner.key.startswith(("weights|", "bias|")):
        return None
    role, layer, _, new = inner.key.split("|")
    if new:
        return None
    after = tm.Variable(key(role, int(layer), "", True))
    return tm.Entry(after, left.indices) if isinstance(left, tm.Entry) else after


def _judged(
    terms: tuple[Term, Term],
    where: tuple[tm.Compare, ...],
    reading: Reading,
    context: SheetContext,
    examples: frozenset[str],
    prose: str,
    place: int,
) -> FormulaAnswer:
    left, right = terms
    used = {one.key for one in parts(terms) if type(one) is tm.Variable}
    used |= {one.by for one in parts(terms) if type(one) is tm.Rate}
    if used <= {"z"}:
        return _in_z(terms, where, reading, place)
    met = 0
    for seed in context.points.seeds:
        world = context.points.world(seed, reading.batch, examples)
        try:
            for chosen in _choices(terms, where, world, prose):
                here = world | chosen if chosen else world
                found = value(left, here, world.field)
                claimed = value(right, here, world.field)
                alike = values_alike(claimed, found) if _finite(found) else None
                met += alike is True
                if alike is False:
                    told = CounterExample({}, claimed, found)
                    return FormulaAnswer(False, "proved", "", place, _shapes(claimed, found), told,
                                         terms, reading)  # fmt: skip
        except ShapeError as error:
            reason = f"shapes do not fit: {error}"
            return FormulaAnswer(False, "proved", "", place, reason, None, terms, reading)
        except Undecided:
            continue
        except KeyError as error:
            return FormulaAnswer(None, unread=f"nothing is known of {error}", place=place)
    if met and context.wider is not None and _runs(terms):
        wide = _judged(terms, where, reading, context.wider, examples, prose, place)
        if wide.holds is False and not wide.reason:
            return wide
    if not met:
        return FormulaAnswer(None, unread="it has no value where it was tried", place=place)
    return FormulaAnswer(True, "sampled", terms=terms, reading=reading)


def _runs(terms: tuple[Term, Term]) -> bool:
    """Whether an index runs that no number of units bounds."""
    return any(type(one) is tm.Variable and one.key.startswith("#") for one in parts(terms))


def _in_z(
    terms: tuple[Term, Term], where: tuple[tm.Compare, ...], reading: Reading, place: int
) -> FormulaAnswer:
    """Formulas in one number: every piece is tried, and proved where that can be."""
    left, right = terms
    domain = Domain((Unknown("z"),), along="z", where=where)
    try:
        found = decide_entries(right, left, domain)
    except ShapeError as error:
        return FormulaAnswer(False, "proved", "", place, f"shapes do not fit: {error}", None, terms,
                             reading)  # fmt: skip
    except DeriveError as error:
        return FormulaAnswer(None, unread=str(error), place=place)
    if found.holds:
        return FormulaAnswer(True, found.method, terms=terms, reading=reading)
    told = CounterExample(dict(found.point or {}), found.claimed, found.found)
    return FormulaAnswer(False, "proved", "", place, "", told, terms, reading)


def _choices(
    terms: tuple[Term, Term], where: tuple[tm.Compare, ...], world: World, prose: str
) -> Iterator[dict[str, Any]]:
    """Every choice of the indices that nothing binds, as far as the conditions allow."""
    free = free_indices(*terms)
    if not free:
        yield {}
        return
    sizes = []
    for index in free:
        size = reach(index, terms, world, world.field)
        if size is None:
            raise ShapeError(f"nothing says how far the index {index[1:]} goes")
        sizes.append(range(1, size + 1))
    apart = len(free) > 1 and any(word in prose for word in DIFFERENT)
    for choice in islice(product(*sizes), MOST_CHOICES):
        chosen = dict(zip(free, choice, strict=True))
        if apart and len(set(choice)) < len(choice):
            continue
        if all(_allowed(one, chosen) for one in where):
            yield chosen


def _allowed(condition: tm.Compare, chosen: dict[str, Any]) -> bool:
    left, right = (
        chosen.get(side.key) if isinstance(side, tm.Variable) else None
        for side in (condition.left, condition.right)
    )
    if left is None or right is None:
        return True
    return bool((left == right) is (condition.sign == "="))


def _finite(found: Any) -> bool:
    entries = found.entries() if type(found) is Matrix else (found,)
    return all(one.is_finite() for one in entries)


def _shapes(claimed: Any, found: Any) -> str:
    mine, right = shape_of(claimed), shape_of(found)
    if mine == right:
        return ""
    return "its shape is {} x {}, and {} x {} is right".format(*mine, *right)
