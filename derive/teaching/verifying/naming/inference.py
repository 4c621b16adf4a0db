"""Which letters are x, W, z, a, ...: inferred from what the sheet says that they are equal to.

Every name that the sheet equates to a printed number or matrix is evidence: the quantities of the
exercise that round to it are looked up, and each letter gets the meaning under which most of its
names fit. Usual meanings only decide where the evidence leaves several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from derive.teaching.verifying.lines.readings import COUNTS
from derive.teaching.verifying.lines.world import SHARE
from derive.teaching.verifying.naming import never_data
from derive.teaching.verifying.naming.called_by_letters import (
    in_numbers,
    renamed,
    reused,
    with_called,
    with_units,
)  # fmt: skip
from derive.teaching.verifying.naming.counted_examples import or_counted, with_counted
from derive.teaching.verifying.naming.doubt import (
    are_deltas,
    are_others,
    as_well_told,
    fits,
    goes_elsewhere,
    into_units,
    is_guessed,
    is_parameter,
    is_ruled_out,
    is_told,
    readable,
    rivals,
)
from derive.teaching.verifying.naming.evidence import Evidence, Values
from derive.teaching.verifying.naming.layer_letters import with_layer_letters
from derive.teaching.verifying.naming.layers_left import apart
from derive.teaching.verifying.naming.lying import flat, lying
from derive.teaching.verifying.naming.meanings import existing, meanings
from derive.teaching.verifying.naming.names_met import (
    bias_inputs,
    definite,
    derived_whole,
    from_zero,
    is_index,
    names_met,
)  # fmt: skip
from derive.teaching.verifying.naming.names_told import by_derivatives, evidence, of_new_value
from derive.teaching.verifying.naming.notation import Letter, Notation, Sizes, Slots
from derive.teaching.verifying.naming.one_rate import with_one_rate
from derive.teaching.verifying.naming.powers import without_squares
from derive.teaching.verifying.naming.put_in import by_numbers_put_in
from derive.teaching.verifying.naming.said_roles import with_said
from derive.teaching.verifying.naming.signs import is_of_changes, with_signs, without_second
from derive.teaching.verifying.naming.single_names import with_single, with_weights_named
from derive.teaching.verifying.naming.small_letters import with_small
from derive.teaching.verifying.naming.unit_layers import sources_of
from derive.teaching.verifying.naming.usual import CLEAR, LATER, SELDOM, UNITS_ON, USUAL
from derive.teaching.verifying.statements.statements import Statement

SURE = 1.5  # three digits


@dataclass(frozen=True)
class Inferred:
    """A notation; `doubtful` are letters that no number tells, with the meanings that read them.

    `flat` are letters of vectors that may as well stand: they are printed as (1, 2) only;
    `reused` are those of one unit after the other.
    """

    notation: Notation
    doubtful: dict[str, tuple[Letter, ...]]
    flat: frozenset[str] = frozenset()
    reused: frozenset[str] = frozenset()


def inferred(
    found: list[Statement], values: Values, sizes: Sizes, said: Mapping[str, str]
) -> Inferred:
    """The notation of a sheet, as far as its numbers tell it, and words what is given."""
    told: dict[str, list[Evidence]] = {}
    ones = bias_inputs(found)
    for one in map(of_new_value, evidence(found, values)):
        if one.slots not in ones:
            told.setdefault(one.slots.letter, []).append(one)
    told, single = never_data.without_one_by_one(told), never_data.one_by_one(told)
    for letter, known in by_derivatives(found, values).items():
        if letter not in told or (len(known) > 1 and not any(one.fits for one in told[letter])):
            told[letter] = known
    told = {**by_numbers_put_in(found, values), **told}
    every = without_squares(names_met(found), found)
    called = in_numbers(every, told, sizes)
    every, told = renamed(every, told, called)
    met = {letter: definite(names) for letter, names in every.items()
           if not is_index(letter, every, told.get(letter, []), sizes.depth)}  # fmt: skip
    zero, whole, made = (
        tuple(from_zero(met)),
        derived_whole(found),
        never_data.worked_out(found, told),
    )
    best: tuple[float, Notation] | None = None
    for example in _examples(met, sizes):
        letters: dict[str, Letter] = {}
        score = 0.0
        for letter in met:
            known = told.get(letter, [])
            chosen, gained = _chosen(
                letter, known, met[letter], example, sizes, zero, letter in whole, letter in made
            )
            score += gained
            if chosen is not None and (chosen.role != "rate" or ("rate", 0) in values.matrices):
                letters[letter] = chosen
        if best is None or score > best[0] + 1e-9:
            best = score, Notation(letters, example)
    assert best is not None
    letters = without_second(best[1].letters, told)
    with_words = replace(best[1], letters=with_said(letters, said, told))
    notation = with_signs(with_one_rate(with_words, told), found, values)
    notation = with_single(lying(apart(notation, told, sizes.depth), told, found), told, sizes)
    notation = with_counted(with_small(notation, every, told, sizes), every, told, sizes)
    notation = with_weights_named(notation, every, told)
    notation = with_units(with_called(notation, called, sizes), every, told, sizes)
    notation = with_layer_letters(notation, every, told, sizes)
    doubtful = {
        letter: as_well_told(
            readable(letter, notation, met[letter], sizes),
            letter,
            notation,
            told.get(letter, []),
            sizes,
        )
        for letter in met
        if not is_told(letter, notation, told.get(letter, []), sizes)
    }
    for letter in met:
        others = rivals(letter, notation, told.get(letter, []), sizes)
        if letter not in doubtful and len(others) > 1:
            doubtful[letter] = others
        elif letter not in doubtful and is_guessed(letter, notation, told.get(letter, [])):
            doubtful[letter] = readable(letter, notation, met[letter], sizes)
            del notation.letters[letter]
    return Inferred(notation, doubtful, frozenset(flat(notation, told)),
                    reused(every, told) | single)  # fmt: skip


def _examples(met: dict[str, list[Slots]], sizes: Sizes) -> list[str]:
    """Which brackets could hold the example."""
    brackets = {bracket for names in met.values() for one in names for bracket, _ in one.marks}
    return ["", *sorted(brackets)] if sizes.indexed else [""]


def _chosen(
    letter: str, told: list[Evidence], names: list[Slots], example: str, sizes: Sizes,
    zero: tuple[str, ...], is_whole: bool, is_made: bool,
) -> tuple[Letter | None, float]:  # fmt: skip
    """The meaning of a letter that fits best, and how well it does."""
    usual = USUAL.get(letter, USUAL.get(letter.removeprefix("tilde "), ()))
    if letter == "g" and not told:
        return None, 0.0  # a function
    if any(key.partition(".")[0] in SELDOM.get(letter, ()) for one in told for key, *_ in one.fits):
        usual = SELDOM[letter]
    if (
        usual == ("z",)
        and told
        and told[0].fits
        and is_parameter(told[:1])
        and not into_units(told)
    ):
        usual = ("W",)  # v = 0.4 is given, and is a weight
    best, best_score = None, float("-inf")
    possible = {key.removeprefix(SHARE).partition(".")[0] for one in told for key, *_ in one.fits}
    kinds = () if are_others(told, CLEAR.get(letter, ())) else CLEAR.get(letter, ())
    sure = len(told) > 1 or any(known.weight >= 1 for known in told)
    every = {*names, *(known.slots for known in told)}
    for one in or_counted(meanings(usual, told, sizes, sources_of(every), zero), every, sizes):
        if usual[:1] in (("W",), ("b",)) and one.role in ("grad.W", "grad.b"):
            continue  # a gradient in its place is a slip
        if "change." in one.role and not is_of_changes(letter, told):
            continue
        if one.role == "grad.a" and "delta" in usual and are_deltas(told, one, example, sizes):
            continue
        if one.role == "rate" and usual and "rate" not in usual:
            continue  # t = 1 is a target
        if one.role in ("rate", "x", "t") and letter in COUNTS and sizes.indexed:
            continue  # N = 3 says how many examples there are, and n = 1 which one it is
        worked = any(known.worked for known in told)
        if "rate" in usual and worked and one.role in usual and one.role not in possible:
            continue  # an error, ε = d - y
        if one.role not in (kinds or (one.role,)):
            continue  # no number makes it anything else
        if one.role == "loss" and not usual and (is_parameter(told) or not sure):
            continue  # c = 0.4, n = 0.3
        clear = letter in CLEAR or one.role != "output" or not told
        if not clear and goes_elsewhere(told, one, example, sizes):
            continue  # p = 0.5 x_1 + 0.5 x_2 - 0.5 goes into a hidden unit
        made = is_made or (bool(told) and all(known.computed for known in told))
        if made and one.role in never_data.DATA:
            continue  # Y = 2 h + 1 = 5
        if is_ruled_out(one.role, one.role in usual, told, sure):
            continue
        seldom = one.role in LATER and len(told) < 2 and not (sure and one.role in usual)
        if usual and (seldom or not (sure or one.role in usual)):
            continue  # one number can be another quantity's by accident, or by a slip
        score, fitting, hits = 0.0, 0.0, 0
        refs = {slots: existing(slots, one, example, sizes) for slots in every}
        for known in told:
            ref = refs[known.slots]
            if ref is None:
                score -= 0.6 * known.weight
                continue
            given = one.role in ("x", "t")  # these are printed as they are
            right = fits(known, one, ref) and (known.is_datum or not given)
            if right and known.whole == 0 and not usual:
                continue  # anything can be zero
            score += known.weight if right else -known.weight * (1 if given else 0.5)
            fitting, hits = fitting + known.weight * right, hits + right
            of_all = right and known.shape == (1, 1)  # one number for all units of a layer
            if sizes.shape(ref) not in (None, known.shape) and not of_all:
                score -= known.weight / 2
        if (
            one.role == "W"
            and one.layer == "onward"
            and not any(fits(known, one, refs[known.slots]) for known in told)
        ):
            continue  # w_{31} with no number to tell it
        if usual and one.role in LATER and fitting < SURE * (one.role not in usual):
            continue  # two digits fit somewhere
        if not usual and one.role in LATER and len(told) > 2 and 2 * hits < len(told):
            continue  # an error ŷ - y that is a gradient, too, of one example by accident
        read = sum(refs[name] is not None for name in names)
        if not read or (score <= 0 and one.role not in usual):
            continue
        score += 1.5 * read / len(names)
        if one.role in usual:
            score += 0.8 - 0.1 * usual.index(one.role)
        if isinstance(one.layer, int):
            score -= 0.4 if told or sizes.depth == 1 else 1.2
        elif sizes.depth == 1 and one.layer == "lowered" and letter.islower():
            score -= 0.5  # w_1 is a weight, where there is one layer
        marked = one.batch or one.turned or one.shift or one.counted or one.layer in UNITS_ON
        score -= 0.2 * bool(marked)
        apart = one.layer == "through" and is_whole  # z beside z_1: of one layer
        score -= 0.5 * apart + 0.3 * (one.role in LATER)
        if score > best_score + 1e-9:
            best, best_score = one, score
    return best, max(best_score, 0.0)
