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

from collections.abc import Callable
from dataclasses import replace
from itertools import islice, product

from derive.calculus import term as tm
from derive.calculus.term import Term
from derive.calculus.term_value import parts, substituted
from derive.calculus.world_keys import key
from derive.errors import DeriveError
from derive.teaching.verifying.lines.readings import Seen, put, readings, seen, summed_out
from derive.teaching.verifying.symbolic.context import SheetContext
from derive.teaching.verifying.symbolic.faults import fault
from derive.teaching.verifying.symbolic.judging import MOST_CHOICES, FormulaAnswer, judged
from derive.teaching.written.layers import layers_meant
from derive.teaching.written.letters_of_sheet import Letters, letters_of, usual_letters
from derive.teaching.written.meaning import Meaning
from derive.teaching.written.names import NotUnderstood
from derive.teaching.written.sheet_names import SheetNames
from derive.teaching.written.sheet_quantities import Reading
from derive.teaching.written.tree import Node

__all__ = [
    "FormulaAnswer",
    "Letters",
    "SheetContext",
    "formula_claim",
    "letters_of",
    "usual_letters",
]


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
    try:
        layers = layers_meant(both.sides, context.network.depth)
    except DeriveError as error:
        return FormulaAnswer(None, unread=str(error), place=both.sides[0].start)
    answer = None
    for layer in layers:
        found = _in_layer(both, layer, relation, context, condition, prose)
        if not found.holds:
            return found
        answer = found
    assert answer is not None
    return answer


def _in_layer(
    both: Seen,
    layer: int,
    relation: str,
    context: SheetContext,
    condition: Node | None,
    prose: str,
) -> FormulaAnswer:
    """The answer where the letter l stands for one layer: the first reading that holds."""
    running = sorted(one for one in both.examples if one.isalpha() and one not in context.examples)
    batches = context.batches or (context.examples,)
    best: FormulaAnswer | None = None
    tried = readings(
        both, context.letters, context.network, batches, context.layouts, context.vectors
    )
    for one in tried:
        reading = replace(one, layer=layer)
        for changed in (_updated,) if relation == "←" else (_as_written, _updated, _in_next_pass):
            found = _under(both, reading, changed, context, running, condition, prose)
            if found is None:
                continue
            if found.holds:
                return found
            if best is None or (best.holds is None and found.holds is False):
                best = found
    if best is None:  # an arrow to what is no parameter
        return FormulaAnswer(None, unread="no parameter is changed", place=both.sides[0].start)
    return best


def _under(
    both: Seen,
    reading: Reading,
    changed: Callable[[tuple[Term, Term]], tuple[Term, Term] | None],
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
        left_over = seen(open_sides[0], open_sides[1], context.letters).examples
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
        meant = changed(terms)
        if meant is None:
            return None
        answer = judged(meant, where, reading, context, examples, prose, right.start)
        if answer.holds is False:
            return replace(
                answer,
                _fault=lambda a=answer: fault(a, context, examples, names),  # type: ignore[misc]
            )
        if not answer.holds:
            return answer
    return answer


def _as_written(terms: tuple[Term, Term]) -> tuple[Term, Term]:
    return terms


def _updated(terms: tuple[Term, Term]) -> tuple[Term, Term] | None:
    """W = W - ...: the parameter on the left is the one after the update."""
    left, right = terms
    inner = left.matrix if isinstance(left, tm.Entry) else left
    if not isinstance(inner, tm.Variable) or not inner.key.startswith(("weights|", "bias|")):
        return None
    role, layer, _, new = inner.key.split("|")
    if new:
        return None
    after = tm.Variable(key(role, int(layer), "", True))
    return (tm.Entry(after, left.indices) if isinstance(left, tm.Entry) else after), right


def _in_next_pass(terms: tuple[Term, Term]) -> tuple[Term, Term] | None:
    """z = W_new x + b_new: what comes forward with new parameters alone is that of the next pass,
    whose units keep their names; so it is what it would be of those before, all of them."""
    used = {one.key for one in parts(terms) if type(one) is tm.Variable}
    known = {one for one in used if one.count("|") == 3}
    parameters = {one for one in known if one.startswith(("weights|", "bias|"))}
    forward = all(one.startswith(("preactivation|", "activation|")) for one in known - parameters)
    rates = any(type(one) is tm.Rate for one in parts(terms))
    if not parameters or rates or not forward:
        return None
    if not all(one.endswith("|new") for one in parameters):
        return None
    before: dict[str, Term] = {one: tm.Variable(one.removesuffix("new")) for one in parameters}
    return substituted(terms[0], before), substituted(terms[1], before)
