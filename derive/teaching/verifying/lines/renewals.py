"""Names of the sheet's own that take new values after a step, where no network tells them."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from derive.calculus.term_shapes import Matrix
from derive.teaching.verifying.lines.operands import Operand, Sheet, agree, valued
from derive.teaching.verifying.lines.renewed_in_words import takes_new_value
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.naming.notation import Slots
from derive.teaching.verifying.stated.data import (
    BIASES,
    INPUTS,
    RATES,
    TARGETS,
    WEIGHTS,
    is_list,
)
from derive.teaching.verifying.statements.printed import Entry, decimals_of, entries
from derive.teaching.verifying.statements.printed import number as as_number
from derive.teaching.verifying.statements.renewing import is_step
from derive.teaching.verifying.statements.statements import Statement, is_printed
from derive.teaching.written.names import written

if TYPE_CHECKING:
    from derive.teaching.verifying.lines.chain import ChainJudge
    from derive.teaching.verifying.lines.understanding import Reading

KEPT = WEIGHTS | BIASES | RATES
EXAMPLES = frozenset((*INPUTS, *TARGETS)) - KEPT - {"y"}  # y is an output as well
CHOSEN = frozenset(("epsilon", "varepsilon", "lambda", "mu", "gamma", "beta", "alpha", "rho"))
FEW_ANEW = 2
COUNTERS = frozenset((*"ijknl", "ell", "eta"))  # step k = 2, layer l = 1, and with another rate
DEFINES = frozenset((":=", "≔", "\\" + "coloneqq"))
_PLACE = re.compile(
    r"(?i)\b(?:at|for|when|where|if|let|set|take|point|stelle|für|bei|wenn|sei)\W*$"
)
_CHANGED = re.compile(
    r"(?i)\b(?:dropped|drops|fell|falls|decreased|decreases|reduced|improved|now|by now|sinkt|sank"
    r"|gesunken|gefallen|jetzt|nun)\b[^.]{0,30}$"
)
_RENEWED = re.compile(
    r"(?i)\b(?:new|updated?|neue?[nrs]?|aktualisierte?[nrs]?|nouve\w+|nuev[oa]s?|nov[oa]s?|nuov[aeio])\b"
)


def from_other_numbers(slots: Slots | None, formula: Operand, sheet: Sheet) -> bool:
    """Whether a name that was worked out from numbers is worked out anew from others.

    Most decimals have to be new, and no single one: a digit that is copied wrongly is a slip. Where
    words have counted a step since, half of them may do.
    """
    if slots is None or formula.symbolic or is_printed(formula.node):
        return False
    before = sheet.worked_from.get(slots)
    if before is None:
        return slots in sheet.own and _is_made_of_new(formula, sheet)
    numbers = _decimals(formula)
    anew = [one for one in numbers if one not in before]
    if slots is not None and sheet.worked_at.get(slots, 0) < sheet.step:
        return 2 * len(anew) >= len(numbers) > 0
    return len(anew) >= FEW_ANEW and 2 * len(anew) > len(numbers)


def _is_made_of_new(formula: Operand, sheet: Sheet) -> bool:
    """Whether numbers are put in that a step gave to new names, w^{new} = 0.43, and none of those
    that it renewed."""
    values = {slots: abs(known[0]) for slots, known in sheet.own.items()
              if type(known[0]) is not Matrix}  # fmt: skip
    new = {slots: value for slots, value in values.items() if slots.new}
    old = [
        value
        for slots, value in values.items()
        if not slots.new and replace(slots, new=True) in new
    ]
    numbers = [as_number(value) for value, _ in _decimals(formula)]
    met = [one for one in numbers if any(agree(value, one) for value in new.values())]
    others = [one for one in numbers if one not in met]
    return bool(met) and not any(agree(value, one) for one in others for value in old)


def _decimals(formula: Operand) -> list[tuple[Fraction, int]]:
    return [(one.value, decimals_of(one)) for one in formula.printed.values()]


def after_step(sheet: Sheet, stepped: Slots | None = None) -> None:
    """From here on, what is no parameter may be worked out anew, by what `stepped` is now."""
    sheet.renewable |= {one for one in sheet.own if one != stepped
                        and (one.letter not in KEPT or one not in sheet.given)}  # fmt: skip


def note_own(
    reading: Reading, slots: Slots, value: Any, sheet: Sheet, goes_on: bool = False
) -> Any:
    """Looks at the value that a name is about to take: a step, or the first line of a new pass.

    The line `goes_on` from one above. The answer is the value; of what is chosen, as typed.
    """
    known = sheet.own.get(slots)
    anew = known is not None and not agree(known[0], value)
    if (
        anew
        and slots.letter not in KEPT
        and slots not in sheet.worked
        and len(reading.operands) == 2
    ):
        sheet.several.add(slots)  # that of one example, then of another
    if anew and sheet.label is not None and sheet.labels.get(slots, sheet.label) != sheet.label:
        sheet.several.add(slots)
    sheet.labels[slots] = sheet.label
    if known is not None and anew:
        if slots in sheet.renewable:  # what else was worked out before the step holds no more
            for one in sheet.renewable & sheet.worked:
                sheet.own.pop(one, None)
            sheet.renewable -= sheet.worked
        elif (
            reading.verdicts[0].verdict == "no claim"
            or (goes_on and slots.letter in KEPT)
            or slots in sheet.states
        ):
            after_step(sheet, slots)  # of a parameter, or to another example
    elif known is None and slots.letter in KEPT and _is_given(reading):
        sheet.given.setdefault(slots, value)
    if known is None and slots.letter in CHOSEN and _chosen(reading):
        sheet.take_as_typed(_decimals(reading.operands[1]))
        value = as_number(_chosen(reading)[0].value)
    sheet.renewable.discard(slots)
    numbers = [one for one in reading.operands[1:-1] if not one.symbolic]
    if numbers:
        sheet.worked_from[slots] = frozenset(_decimals(numbers[0]))
        sheet.worked_at[slots] = sheet.step
    if len(reading.operands) > 2:
        sheet.worked.add(slots)
    else:
        sheet.worked.discard(slots)
    return value


def _chosen(reading: Reading) -> list[Entry]:
    """The number that is all that is said: epsilon = 0.01; none where it is not so."""
    rows = entries(reading.operands[1].node) or []
    found = [entry for row in rows for entry in row]
    return found if len(reading.operands) == 2 and len(found) == 1 else []


def _is_given(reading: Reading) -> bool:
    """Whether names alone stand before a number: v = (v_0, v_1) = (0.3, -1.1), too."""
    return all(written(one.node) is not None or is_list(one.node) for one in reading.operands[1:-1])


def as_defined(statement: Statement, judge: ChainJudge, text: str) -> list[Judged]:
    """The verdicts on a chain; where no network is known, a name that stands before := is free."""
    verdicts = judge.verdicts()
    sign = statement.signs[0]
    defines = text[sign.start : sign.end].strip() in DEFINES and judge.place is None
    free = written(statement.operands[0]) is not None and not is_step(*statement.operands[:2])
    if defines and verdicts[0].verdict == "wrong" and free:
        return [Judged("no claim", why="unknown"), *verdicts[1:]]
    return verdicts


def goes_to_a_place(
    statement: Statement, operands: list[Operand], verdicts: list[Judged], sheet: Sheet, prose: str
) -> bool:
    """Whether a name that was only said to be a number is said to be another: z = 0, then z = 1.

    An input or a target needs no words for it: it is that of another example.
    """
    slots = operands[0].own_name
    if slots is None or len(operands) != 2 or statement.continued:
        return False
    if slots in sheet.worked and _CHANGED.search(prose) is None:
        return False
    wrong = verdicts[0].verdict == "wrong" and entries(operands[1].node) is not None
    anew = (
        slots.letter in COUNTERS
        or slots.letter in EXAMPLES
        or slots in sheet.worked
        or _PLACE.search(prose) is not None
    )
    return wrong and (anew or _is_class(slots, operands[1], sheet))


def _is_class(slots: Slots, number: Operand, sheet: Sheet) -> bool:
    """Whether a unit that jumps gives another of its values: y = 0, then y = 1."""
    classes = {"-1", "0", "1"}
    told = entries(number.node) or [[]]
    before = sheet.own.get(slots)
    return [[str(entry.value) in classes for entry in row] for row in told] == [[True]] and (
        before is not None and any(agree(before[0], as_number(Fraction(one))) for one in classes)
    )


def is_of_several(operands: list[Operand], verdicts: list[Judged], sheet: Sheet) -> bool:
    """Whether a name stands in a wrong line that has a value for each of several examples."""
    wrong = [at for at, one in enumerate(verdicts) if one.verdict == "wrong"]
    beside = [one for at in wrong for one in operands[at : at + 2]]
    return any(slots in sheet.several for one in beside for slots in one.names.own_names.values())


def restates(
    statement: Statement, operands: list[Operand], verdicts: list[Judged], sheet: Sheet, prose: str
) -> bool:
    """Whether a parameter that went through a step is said to be what it was given as.

    So a second part of an exercise starts from the same numbers; not where the words before it
    speak of new ones.
    """
    slots = operands[0].own_name
    if slots is None or slots not in sheet.given or len(operands) != 2 or statement.continued:
        return False
    if verdicts[0].verdict != "wrong" or entries(operands[1].node) is None:
        return False
    again = valued(operands[1], None, sheet, False)
    given = again is not None and agree(sheet.given[slots], again[0])
    return given and _RENEWED.search(prose) is None


def tells_anew(
    statement: Statement, operands: list[Operand], verdicts: list[Judged], sheet: Sheet,
    prose: str, text: str,
) -> bool:  # fmt: skip
    """Whether a name is given another number rightly: that of another place, the first one, or the
    new one of a step."""
    told = (statement, operands, verdicts, sheet)
    return restates(*told, prose) or goes_to_a_place(*told, prose) or takes_new_value(*told, text)
