"""How far the numbers of a sheet tell what a letter means, and what else it could be."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.lettered import LAYERED, lettered
from derive.teaching.verifying.naming.notation import ALL, ANY, Letter, Notation, Ref, Sizes, Slots
from derive.teaching.verifying.naming.unit_layers import sources_of
from derive.teaching.verifying.naming.usual import OWN_DELTAS, USUAL

COMES_OUT = frozenset(("a", "z", "output", "with one", "joined"))
WORKED_OUT = frozenset(("a", "z", "delta", "output"))
MODELS = ("f", "F")  # f(x) is what comes out
SEVERAL, CERTAIN = 2, 3.0  # names of a letter, and the weight of their numbers


def rivals(
    letter: str, notation: Notation, told: list[Evidence], sizes: Sizes
) -> tuple[Letter, ...]:
    """What the numbers of a letter allow as well: at two decimals z and tanh z can be the same.

    Where r_1 and r_2 are of two examples, x_1 may be an example or a unit.
    """
    meaning = notation.letters.get(letter)
    if meaning is not None and meaning.role in ("x", "t") and not told:
        return (meaning, replace(meaning, counted="")) if meaning.counted else ()
    if meaning is None or meaning.role not in ("z", "a") or not told:
        return ()
    found = {}
    for role in ("z", "a"):
        one = replace(meaning, role=role)
        refs = tuple(lettered(known.slots, one, notation.example, sizes) for known in told)
        if all(fits(known, one, ref) for known, ref in zip(told, refs, strict=True)):
            found[refs] = one
    return tuple(found.values())


def are_others(told: list[Evidence], roles: tuple[str, ...]) -> bool:
    """Whether several names of a letter, by all of their numbers, have none of these roles: ℓ_1 and
    ℓ_2 with those of what goes into a layer are no losses."""
    if len({one.slots for one in told}) < SEVERAL or sum(one.weight for one in told) < CERTAIN:
        return False
    return all(
        one.fits and not any(role_of(key).removeprefix("new.") in roles for key, *_ in one.fits)
        for one in told
    )


def role_of(key: str) -> str:
    """The role of a quantity, without its layer."""
    return key.rpartition(".")[0] or key


def is_told(letter: str, notation: Notation, told: list[Evidence], sizes: Sizes) -> bool:
    """Whether numbers speak for the meaning of a letter, and none against it."""
    meaning = notation.letters.get(letter)
    if meaning is None:
        return any(one.slots in notation.single for one in told)
    if meaning.role in ("loss", "rate"):
        return True
    refs = (lettered(one.slots, meaning, notation.example, sizes) for one in told)
    fit = (fits(one, meaning, ref) for one, ref in zip(told, refs, strict=True))
    if meaning.role in ("t", "x"):
        return not told or any(fit)
    return bool(told) and all(fit)


def is_guessed(letter: str, notation: Notation, told: list[Evidence]) -> bool:
    """Whether a letter was taken for what it seldom is, by one number of a digit or two."""
    meaning = notation.letters.get(letter)
    if meaning is None or meaning.role in USUAL.get(letter, ()) or len(told) != 1:
        return False
    if meaning.role == "output" and letter in MODELS:
        return False
    return told[0].weight < 1 and meaning.role in ("output", "a", "z", "delta")


def readable(
    letter: str, notation: Notation, names: list[Slots], sizes: Sizes
) -> tuple[Letter, ...]:
    """Every meaning that reads all names of a letter; of those that read them alike, the first."""
    found: dict[tuple[Ref | None, ...], Letter] = {}
    usual, where = USUAL.get(letter, ()), sources_of(names)
    batches = sorted({one.batch for one in notation.letters.values()})
    if any(one.lowered for one in names):
        usual = tuple(one for one in usual if one != "grad.a")  # dh1 has its slope in it
    for role in (*usual, *(one for one in ("z", "a", "W", "b", "delta") if one not in usual)):
        for source in (*where, *range(1, sizes.depth + 1)) if role in LAYERED else ("",):
            for batch, turned in product(batches, (False, True)):
                one = Letter(role, source, batch, turned)
                refs = tuple(lettered(name, one, notation.example, sizes) for name in names)
                if None not in refs:
                    found.setdefault(refs, one)
    return tuple(found.values())


def as_well_told(
    meanings: tuple[Letter, ...], letter: str, notation: Notation, told: list[Evidence],
    sizes: Sizes,
) -> tuple[Letter, ...]:  # fmt: skip
    """Those meanings that half as many numbers speak for as for the one that the letter has.

    That is so of weights only: no slip goes on through numbers that are given.
    """
    kept = notation.letters.get(letter)
    if kept is None or kept.role != "W" or not told:
        return meanings

    def speaking(meaning: Letter) -> float:
        return sum(
            one.weight
            for one in told
            if fits(one, meaning, lettered(one.slots, meaning, notation.example, sizes))
        )

    most = speaking(kept)
    return tuple(one for one in meanings if 2 * speaking(one) >= most)


def fits(known: Evidence, meaning: Letter, ref: Ref | None) -> bool:
    """Whether a printed value could be that of the name, which is `ref` under this meaning."""
    return ref is not None and any(
        key in (ref.key, f"new.{ref.key}")
        and (ref.example == ANY or at in (ref.example, 0) or (at < 0 and ref.example >= 0))
        and (at != ALL or meaning.batch)
        and (turned == meaning.turned or (not turned and (bool(place) or known.shape == (1, 1))))
        and place == ref.entry
        for key, at, place, turned in known.fits
    )


def is_parameter(told: list[Evidence]) -> bool:
    """Whether numbers that are not worked out say of a letter that it is a weight or a bias."""
    return all(not known.worked and any(key[:2] in ("W.", "b.") for key, *_ in known.fits)
               for known in told)  # fmt: skip


def into_units(told: list[Evidence]) -> bool:
    """Whether several numbers of a letter all go into units, as they may be weights."""
    return len(told) > 1 and all(any(key[:2] == "z." for key, *_ in known.fits) for known in told)


def goes_elsewhere(told: list[Evidence], meaning: Letter, example: str, sizes: Sizes) -> bool:
    """Whether formulas say of all numbers of a letter that they go into units of another layer than
    what it is taken for, and no number is that."""
    for known in told:
        ref = lettered(known.slots, meaning, example, sizes)
        layers = {key[2:] for key, *_ in known.formed if key[:2] == "z."}
        if ref is None or fits(known, meaning, ref) or not layers - {ref.key[2:]}:
            return False
    return True


def is_ruled_out(role: str, is_usual: bool, told: list[Evidence], sure: bool) -> bool:
    """Whether what the sheet says of a letter keeps it from being a quantity of this role."""
    if role in ("W", "b") and not is_usual and never_given(told):
        return True  # q = w x
    if role not in COMES_OUT and any(known.applied for known in told):
        return True  # g = tanh(n) is what comes out of a layer, or a name of the sheet's own
    if is_usual and is_other_parameter(role, told):
        return True
    if role not in WORKED_OUT or is_usual:
        return False
    # step with tau = 0.3; beta_1 = 0.5, beta_2 = -0.25
    return not (sure or any(known.computed for known in told)) or are_parameters(told)


def is_other_parameter(role: str, told: list[Evidence]) -> bool:
    """Whether a letter is given one number, which weights or biases have and nothing of this role:
    alpha = 1.5 beside a rate of 0.5. What w or b is given may be a slip."""
    if told and USUAL.get(told[0].slots.letter, ("",))[0] in ("W", "b", "x", "t", "loss"):
        return False
    given = [known for known in told if not known.worked]
    roles = {role_of(key) for known in given for key, _, place, _ in known.fits
             if not (place and key[:2] in ("W.", "b.") and not known.slots.lowered)}  # fmt: skip
    return len(given) == 1 and is_parameter(given) and role not in roles


def are_parameters(told: list[Evidence]) -> bool:
    """Whether several numbers that a letter is given are all weights or biases."""
    given = [known for known in told if not known.worked]
    return len(given) > 1 and is_parameter(given)


def never_given(told: list[Evidence]) -> bool:
    """Whether a letter is only ever worked out, and by no step: it is no parameter."""
    steps = any(key.startswith("new.") for known in told for key, *_ in known.fits)
    return bool(told) and all(known.computed for known in told) and not steps


def are_deltas(told: list[Evidence], meaning: Letter, example: str, sizes: Sizes) -> bool:
    """Whether all numbers but one could be deltas, where a slope is forgotten, that one is not; or
    not all of them what they are taken for, derivatives by what comes out of units.

    dy alone is what its number says.
    """
    if all(one.slots.letter in OWN_DELTAS and not one.slots.lowered for one in told):
        return False

    def others(as_meant: Letter) -> int:
        return sum(not fits(known, as_meant, lettered(known.slots, as_meant, example, sizes))
                   for known in told)  # fmt: skip

    return others(replace(meaning, role="delta")) < 2 or others(meaning) > 0
