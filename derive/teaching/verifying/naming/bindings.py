"""What the names of a sheet mean: by its exercise, by its numbers, by its formulas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from derive.teaching.exercise import Exercise
from derive.teaching.shaping import shape_of
from derive.teaching.verifying.lines.operands import Sheet
from derive.teaching.verifying.lines.place import all_places
from derive.teaching.verifying.lines.understanding import sizes_of
from derive.teaching.verifying.lines.world import World
from derive.teaching.verifying.lines.worlds import worlds
from derive.teaching.verifying.modelled.deciding import judge_of
from derive.teaching.verifying.modelled.derivatives import derivatives
from derive.teaching.verifying.naming.bound_names import BoundNames
from derive.teaching.verifying.naming.constants import constants, without_constants
from derive.teaching.verifying.naming.equal_units import with_equal_units
from derive.teaching.verifying.naming.evidence import values_of
from derive.teaching.verifying.naming.inference import inferred
from derive.teaching.verifying.naming.inferred_words import of_style
from derive.teaching.verifying.naming.letters_applied import by_use
from derive.teaching.verifying.naming.letters_defined import own_letters
from derive.teaching.verifying.naming.notation import Notation, Sizes, Slots
from derive.teaching.verifying.naming.one_rate import without_other_rates
from derive.teaching.verifying.naming.printed_names import printed_names
from derive.teaching.verifying.naming.said_roles import said_roles
from derive.teaching.verifying.naming.spoken_of import spoken_of, without
from derive.teaching.verifying.naming.steps_of_differences import steps_of_differences, typed
from derive.teaching.verifying.running.drawn_network import NAME as DRAWN
from derive.teaching.verifying.running.order import with_order
from derive.teaching.verifying.stated.own_digits import own_rounding
from derive.teaching.verifying.stated.search import NAME as OWN
from derive.teaching.verifying.statements.printed import Rounding
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.verifying.symbolic.batches_by_formulas import batches_by_formulas
from derive.teaching.verifying.symbolic.by_definitions import settled
from derive.teaching.verifying.symbolic.by_formulas import by_formulas
from derive.teaching.verifying.symbolic.context import SheetContext
from derive.teaching.verifying.symbolic.context_of_sheet import context_of, letters_of_notation
from derive.teaching.verifying.symbolic.counts import counted_up_to, dividing
from derive.teaching.verifying.symbolic.definitions import Definitions, definitions
from derive.teaching.verifying.symbolic.functions_said import functions_said
from derive.teaching.verifying.symbolic.named_by_worth import with_worth
from derive.teaching.written.documents import Document
from derive.teaching.written.letters_of_sheet import usual_letters
from derive.writing.notation import style

FORWARD = frozenset(
    ("x", "W", "b", "numbered", "shared", "z", "a", "output", "rate", "with one", "joined")
)
NO_SIZES = Sizes(0, (1, 1), (), False)


@dataclass(frozen=True)
class Bindings:
    """The names of a sheet bound to quantities, what its numbers stand for, and the runs.

    Without an exercise there are no runs, and nothing is bound; `derivatives` are names that the
    sheet says to be derivatives of its loss.
    """

    names: BoundNames
    rounding: Rounding
    worlds: tuple[World, ...] = ()
    context: SheetContext | None = None
    definitions: Definitions | None = None
    derivatives: frozenset[Slots] = frozenset()
    constants: Mapping[Slots, tuple[Any, frozenset[int]]] = field(default_factory=dict)


def bindings(
    chains: list[Statement], document: Document, exercise: Exercise | None,
    look: str | Notation | None, loose: frozenset[str] = frozenset(),
) -> Bindings:  # fmt: skip
    """What the names in these chains mean; `look` is a notation that settles it, or a style.

    Letters that are `loose` stay names of the sheet's own.
    """
    own = own_letters(chains)
    if exercise is None:
        names = BoundNames(Notation(), NO_SIZES, None, usual_letters(), told=own)
        numbers = replace(names, printed=printed_names(chains), refs={}, own_names={}, read={})
        told = settled(definitions(chains, names))
        model = judge_of(chains, told.whole, document.text)
        slopes: frozenset[Slots] = frozenset()
        if model is not None:
            slopes = frozenset(derivatives(chains, model.told))
            told = replace(told, formulas={key: one for key, one in told.formulas.items()
                                           if key not in model.told.adjoints})  # fmt: skip
        return Bindings(numbers, own_rounding(chains, document),
                        definitions=replace(told, model=model), derivatives=slopes)  # fmt: skip
    given = exercise.title not in (OWN, DRAWN)  # else the words were asked for the network
    shape = shape_of(exercise, style(exercise.style, exercise.language))
    runs, sizes, network = worlds(exercise, shape), sizes_of(shape, exercise), shape.network
    exact: frozenset[tuple[Fraction, int]] = frozenset(
        (abs(one.value), len(one.text.partition(".")[2])) for one in exercise.typed
    )
    differences = {} if given else steps_of_differences(chains, document.text)
    exact |= typed(differences.values())
    values = values_of(exercise, shape)
    if network.reduction == "mean" and values.shares(chains):
        sizes = replace(sizes, shares=True)
    said = said_roles(chains, document.text) if given else {}
    found = inferred(chains, values, sizes, said)
    if spoken := spoken_of(chains, found.notation, sizes):
        doubtful = {one: several for one, several in found.doubtful.items() if one not in spoken}
        found = replace(found, notation=without(found.notation, spoken), doubtful=doubtful)
    names = BoundNames(
        found.notation, sizes, network, letters_of_notation(found.notation, network, sizes)
    )
    place = next(all_places(runs))
    plain = Sheet(Rounding(exact))
    notation = by_formulas(found, chains, names, place, plain)
    names = replace(names, notation=notation, refs={}, own_names={}, read={})
    names = batches_by_formulas(chains, names, place, plain, network.reduction == "mean")
    notation, sizes = names.notation, names.sizes
    if isinstance(look, Notation):
        notation = replace(notation, letters={**notation.letters, **look.letters})
    notation = with_order(notation, chains, names, place)
    rate = exercise.learning_rate.value if exercise.learning_rate is not None else None
    if exercise.title == OWN and rate is not None:
        notation = without_other_rates(notation, chains, rate)
    if isinstance(look, str):
        notation = of_style(style(look, exercise.language).notation, notation)
    if not any(one.t for one in exercise.examples):
        notation = _without_targets(notation)
    notation = without_constants(notation, network, chains, rate)
    if given:  # a network that was guessed would take names for what it has
        notation = with_worth(notation, chains, names, place, values.matrices)
    notation = with_equal_units(notation, chains, sizes, list(all_places(runs)))
    notation = replace(without(notation, loose | differences.keys()), reused=found.reused)
    sides = [node for one in chains for node in one.operands]
    letters = letters_of_notation(notation, network, sizes, loose, sides)
    used = by_use(letters.functions, chains, BoundNames(notation, sizes, network, letters))
    letters = replace(letters, functions=functions_said(used, chains, network, notation.letters))
    counted = counted_up_to(sides)
    if exercise.title == DRAWN and network.reduction == "mean":
        counted |= dividing(sides)
    return Bindings(
        BoundNames(notation, sizes, network, letters, told=own),
        values.rounding(chains, exact),
        runs,
        context_of(runs[0], letters, notation.lying, counted - notation.letters.keys()),
        constants=constants(network, notation, chains),
    )


def _without_targets(notation: Notation) -> Notation:
    """The same where nothing is learned: what a loss is made of is not known."""
    kept = {name: one for name, one in notation.letters.items() if one.role in FORWARD}
    single = {
        name: one for name, one in notation.single.items() if one.key.partition(".")[0] in FORWARD
    }
    return replace(notation, letters=kept, single=single)
