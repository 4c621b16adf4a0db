"""The parts of an exercise file: what is asked, and whether there is all that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import UNSET, UnsetType

from derive.calculus.network import Network
from derive.errors import DeriveError, nearest
from derive.teaching.exercise_check import activation_row, drawing, word
from derive.teaching.exercise_file import PartTable
from derive.teaching.exercise_numbers import typed
from derive.teaching.exercise_tables import shown
from derive.teaching.exercise_values import ASKS, GIVEN, Example, Part, Typed
from derive.teaching.exercise_weights import weights

MOST_POINTS = 1000
DERIVATIONS = ("jacobian softmax", "output delta", "recursion")
_NEEDS_EXAMPLES = ("backward", "derivative", "update")
_NEEDS_VALUES = ("forward", "loss", "classify", "compare")
_NEEDS_TARGETS = ("loss", "compare", *_NEEDS_EXAMPLES)


@dataclass(frozen=True)
class Given:
    """What the parts may ask of."""

    network: Network
    examples: tuple[Example, ...]
    queries: tuple[Example, ...]
    learning_rate: Typed | None


def parts(tables: list[PartTable], given: Given) -> tuple[Part, ...]:
    """The parts in order; DeriveError where one asks what cannot be answered."""
    if not tables:
        return (_whole(given),)
    found: list[Part] = []
    for number, table in enumerate(tables, 1):
        part = _part(table, f"part[{number}]", _letters(number), found, given)
        _check_needs(part, f"part[{number}]", given)
        found.append(part)
    return tuple(found)


def _whole(given: Given) -> Part:
    """What a file without parts asks: everything that its numbers allow."""
    if not given.examples and not given.queries:
        raise DeriveError("missing: expected an example or a query", key="example")
    learns = given.learning_rate and given.examples and all(e.t for e in given.examples)
    ask = ("forward", "loss", "backward", "update") if learns else ("forward",)
    everything = tuple(range(1, len(given.examples) + 1))
    return Part("a", ask, everything, tuple(range(1, len(given.queries) + 1)))


def _letters(number: int) -> str:
    """a, b, ..., z, aa, ab, ..."""
    rest, letter = divmod(number - 1, 26)
    return (_letters(rest) if rest else "") + chr(ord("a") + letter)


def _part(table: PartTable, key: str, letters: str, before: list[Part], given: Given) -> Part:
    name = letters if table.id is UNSET else table.id
    if name in [part.id for part in before]:
        raise DeriveError(f"another part is called {shown(name)}", key=f"{key}.id")
    if name == GIVEN or not name.isprintable() or name != name.strip():
        raise DeriveError(f"{shown(name)} cannot be the name of a part", key=f"{key}.id")
    for at, ask in enumerate(table.ask, 1):
        word(ask, ASKS, f"{key}.ask[{at}]")
        if ask in table.ask[: at - 1]:
            raise DeriveError(f'"{ask}" is asked twice', key=f"{key}.ask[{at}]")
    return Part(
        id=name,
        ask=tuple(table.ask),
        examples=_chosen(table.examples, len(given.examples), "example", f"{key}.examples"),
        queries=_chosen(table.queries, len(given.queries), "query", f"{key}.queries"),
        weights=weights(table, key, given.network),
        parameters=_parameters(table.parameters, f"{key}.parameters", before),
        steps=_steps(table, key),
        derive=_derivations(table, key),
        points=_points(table, f"{key}.points"),
        space=None if table.space is UNSET else table.space,
        draw=drawing(table, key),
    )


def _points(table: PartTable, key: str) -> str:
    if table.points is UNSET:
        return ""
    points = typed(table.points, key)
    if not 0 <= points.value <= MOST_POINTS:
        raise DeriveError(f"must be from 0 to {MOST_POINTS}, found {points.text}", key=key)
    return points.text


def _chosen(chosen: list[int] | UnsetType, count: int, what: str, key: str) -> tuple[int, ...]:
    if chosen is UNSET:
        return tuple(range(1, count + 1))
    for at, index in enumerate(chosen, 1):
        if not 1 <= index <= count:
            there = f"they are 1 to {count}" if count else "there is none"
            raise DeriveError(f"no {what} {shown(index)}, {there}", key=f"{key}[{at}]")
        if index in chosen[: at - 1]:
            raise DeriveError(f"{what} {index} is named twice", key=f"{key}[{at}]")
    return tuple(chosen)


def _parameters(named: str | list[str], key: str, before: list[Part]) -> tuple[str, ...]:
    known = [GIVEN, *(part.id for part in before if "update" in part.ask)]
    names = [named] if isinstance(named, str) else named
    for at, name in enumerate(names, 1):
        place = key if isinstance(named, str) else f"{key}[{at}]"
        if name not in known:
            raise DeriveError(
                f"no earlier part {shown(name)} that asks update: {nearest(name[:100], known)}",
                key=place,
            )
        if name in names[: at - 1]:
            raise DeriveError(f"{shown(name)} is named twice", key=place)
    return tuple(names)


def _steps(table: PartTable, key: str) -> int:
    if table.steps is UNSET:
        return 1
    if "update" not in table.ask:
        raise DeriveError('steps are steps of "update", which is not in ask', key=f"{key}.steps")
    return table.steps


def _derivations(table: PartTable, key: str) -> tuple[str, ...]:
    asked = "derive" in table.ask
    if table.derive is UNSET:
        if asked:
            raise DeriveError('missing: ask holds "derive"', key=f"{key}.derive")
        return ()
    if not asked:
        raise DeriveError('"derive" is not in ask', key=f"{key}.derive")
    for at, text in enumerate(table.derive, 1):
        _check_derivation(text, f"{key}.derive[{at}]")
    return tuple(table.derive)


def _check_derivation(text: str, key: str) -> None:
    verb, _, name = text.partition(" ")
    if verb == "slope" and name:
        if not activation_row(name, key).entrywise:
            raise DeriveError(f'{name} is not entrywise: ask for "jacobian {name}"', key=key)
    elif text not in DERIVATIONS:
        hint = nearest(text[:100], ("slope NAME", *DERIVATIONS))
        raise DeriveError(f"unknown derivation {shown(text)}: {hint}", key=key)


def _check_needs(part: Part, key: str, given: Given) -> None:
    """Whether there are the examples, targets and numbers that what is asked takes."""
    asked = part.ask
    if "update" in asked and given.learning_rate is None:
        raise DeriveError(
            f'missing: part "{part.id}" asks update, which needs it', key="numbers.learning_rate"
        )
    if "forward again" in asked and "update" not in asked[: asked.index("forward again")]:
        raise DeriveError('"forward again" needs "update" before it', key=f"{key}.ask")
    for ask in asked:
        if ask in _NEEDS_EXAMPLES and not part.examples:
            raise DeriveError(f'"{ask}" needs an example', key=f"{key}.ask")
        if ask in _NEEDS_VALUES and not (part.examples or part.queries):
            raise DeriveError(f'"{ask}" needs an example or a query', key=f"{key}.ask")
        # models are compared on what none of them has seen, where there is any of it
        if part.queries and (ask == "compare" or (ask == "loss" and not part.examples)):
            _check_targets(part, ask, part.queries, given.queries, "query")
        elif ask in _NEEDS_TARGETS:
            _check_targets(part, ask, part.examples, given.examples, "example")


def _check_targets(
    part: Part, ask: str, chosen: Sequence[int], there: Sequence[Example], key: str
) -> None:
    for index in chosen:
        if there[index - 1].t is None:
            raise DeriveError(
                f'missing: part "{part.id}" asks {ask}, which needs the target',
                key=f"{key}[{index}].t",
            )
