"""Habits of writing that hold for a whole sheet, made plain before its lines are judged."""

from __future__ import annotations

from derive.teaching.verifying.naming.adjoints_by_d import with_adjoints
from derive.teaching.verifying.naming.changes_by_d import with_changes
from derive.teaching.verifying.naming.examples_below import with_examples_below
from derive.teaching.verifying.naming.examples_by_letter import with_examples_by_letter
from derive.teaching.verifying.naming.layer_counters import with_layer_counters
from derive.teaching.verifying.naming.lettered_units import with_numbered_units
from derive.teaching.verifying.naming.letters_of_all import with_unit_letters
from derive.teaching.verifying.naming.named_inputs import with_named_inputs
from derive.teaching.verifying.naming.own_letters import with_own_letters
from derive.teaching.verifying.naming.partials_by_index import with_partials
from derive.teaching.verifying.naming.rate_by_steps import with_rate_of_steps
from derive.teaching.verifying.naming.squared_names import with_squared_names
from derive.teaching.verifying.naming.wiring import in_order
from derive.teaching.verifying.statements.barred import with_bars
from derive.teaching.verifying.statements.class_letter import with_class
from derive.teaching.verifying.statements.conditions_in_words import with_conditions_in_words
from derive.teaching.verifying.statements.counted_from_zero import with_counted_from_one
from derive.teaching.verifying.statements.iterations import without_iterations
from derive.teaching.verifying.statements.letter_d import with_letter_d
from derive.teaching.verifying.statements.listed_pairs import with_listed_pairs
from derive.teaching.verifying.statements.normal_letters import with_normal_letters
from derive.teaching.verifying.statements.numbered_examples import with_numbered_examples
from derive.teaching.verifying.statements.primed_pass import without_primes
from derive.teaching.verifying.statements.result_first import with_results_first
from derive.teaching.verifying.statements.rows_by_number import with_rows_by_number
from derive.teaching.verifying.statements.rows_of_matrices import with_rows
from derive.teaching.verifying.statements.statements import Found
from derive.teaching.verifying.statements.steps_below import without_steps_below
from derive.teaching.verifying.statements.steps_counted import without_steps
from derive.teaching.written.piece import Piece


def with_habits(found: list[tuple[Found, Piece]], text: str) -> list[tuple[Found, Piece]]:
    """What a sheet says, with its counters, conditions, examples and letters as all sheets have."""
    found = with_results_first(with_counted_from_one(with_partials(found), text), text)
    found = with_numbered_examples(with_listed_pairs(found, text))
    found = with_conditions_in_words(with_class(with_bars(found), text), text)
    found = with_rows(with_examples_by_letter(with_named_inputs(with_squared_names(found), text)))
    found = with_unit_letters(with_rows_by_number(found))
    found = with_numbered_units(without_iterations(with_layer_counters(found)))
    found = with_letter_d(with_changes(with_adjoints(with_rate_of_steps(found))))
    return with_own_letters(in_order(with_normal_letters(found, text)))


def with_passes(found: list[tuple[Found, Piece]], text: str) -> list[tuple[Found, Piece]]:
    """What a sheet says with w for all of w_0, w_1 and w^{(1)} that its steps lead to, with the
    examples of its only weight, and a new y for y' after a step.

    It is for a sheet whose network is known: without one, such names are told apart by these marks.
    """
    return with_examples_below(without_steps_below(without_steps(without_primes(found)), text))
