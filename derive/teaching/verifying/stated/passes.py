"""How often a sheet goes through its network: steps that it counts, and weights worked out anew."""

from __future__ import annotations

import re

from derive.teaching.verifying.naming.slots import slots_of
from derive.teaching.verifying.stated.data import BIASES, WEIGHTS
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import written

MOST_SAID = 5
MOST_PASSES = 12
_PASS = (
    r"(?:step|iteration|epoch|pass|round|update|cycle"
    r"|schritt|epoche|durchlauf|durchgang|runde|iterationsschritt|lernschritt"
    r"|itération|époque|passe|iteración|iteracion|época|pasada)"
)
_PASSED = rf"(?:{_PASS}|paso|propagation)"  # fmt: skip
_COUNTED = re.compile(
    rf"(?i)\b{_PASS}s?\s*(?:no\.?|nr\.?|number|nummer|\#)?\s*\$?\s*[k=n]*\s*(\d{{1,2}})\b"
    rf"|(?<![\w^.,=])(\d{{1,2}})\s*(?:\.(?!\s+(?:update|pass|cycle)\b)|st|nd|rd|th)\s+"
    rf"[a-zäöü-]*?{_PASS}\b(?![- ](?:size|width))"
)  # "4. Update" is a heading with its number
_AGAIN = re.compile(r"(?i)\b(?:with (?:the |these |our )?(?:new|updated) (?:weights|parameters)"
                    r"|mit den (?:neuen|geänderten) (?:gewichten|parametern)"
                    r"|con (?:los )?(?:nuevos pesos|pesos nuevos)"
                    r"|avec les nouveaux poids)\b")  # fmt: skip
_ORDINALS = {"second": 2, "zweite[rns]?": 2, "third": 3, "dritte[rns]?": 3, "fourth": 4,
             "vierte[rns]?": 4, "fifth": 5, "fünfte[rns]?": 5, "deuxième": 2, "seconde": 2,
             "troisième": 3, "segund[oa]": 2, "tercer[oa]?": 3}  # fmt: skip
_NAMED = [(re.compile(rf"(?i)\b{word}\s+(?:[a-zäöü-]+\s+)?[a-zäöü-]*?{_PASSED}\b"), number)
          for word, number in _ORDINALS.items()]  # fmt: skip


def passes(chains: list[Statement], text: str) -> int:
    """How many steps a sheet may show, one at least: as its words count, or its numbers.

    A parameter that has another value in two lines has been through a step; what is printed of
    units with another value after that is a pass of its own.
    """
    return max(1, min(_said(text), MOST_SAID), min(_shown(chains), MOST_PASSES))


def counts_steps(text: str) -> bool:
    """Whether words count a step: Step 2, the second epoch.

    >>> counts_steps("## 2. Schritt"), counts_steps("## Exercise 2")
    (True, False)
    """
    return bool(_COUNTED.search(text)) or any(word.search(text) for word, _ in _NAMED)


def first_step(text: str) -> int | None:
    """Where words begin to count steps.

    >>> first_step("w_0 = 0.5. Iteration 1: w_1 = 0.7"), first_step("w_0 = 0.5")
    (11, None)
    """
    found = _COUNTED.search(text)
    return None if found is None else found.start()


def step_said(text: str) -> int | None:
    """The number of the step that words name last.

    >>> step_said("### Iteration 2"), step_said("after the second update:"), step_said("4. Update")
    (2, 2, None)
    >>> step_said("E = (h - t)^2. Step size 0.5")
    """
    found = [(one.start(), int(one[1] or one[2])) for one in _COUNTED.finditer(text)]
    found += [(one.start(), number) for word, number in _NAMED for one in word.finditer(text)]
    return max(found)[1] if found else None


def _said(text: str) -> int:
    """The highest number of a step that the words name.

    >>> _said("## 2. Schritt"), _said("The second update"), _said("Epoche 3"), _said("in 2 steps")
    (2, 2, 3, 1)
    >>> _said("With the new weights s_1 = 0.2"), _said("The new weights are")
    (2, 1)
    """
    counted = [int(one[1] or one[2]) for one in _COUNTED.finditer(text)]
    named = [number for word, number in _NAMED if word.search(text)]
    again = 2 if _AGAIN.search(text) else 1
    return max([again, *counted, *named])


def _shown(chains: list[Statement]) -> int:
    """One more than the values that a parameter is given after its first, if units follow."""
    parameters: dict[object, list[object]] = {}
    units: dict[object, set[object]] = {}
    again = False
    for one in chains:
        name = written(one.operands[0])
        slots = slots_of(name) if name is not None else None
        rows = entries(one.operands[-1])
        if slots is None or rows is None:
            continue
        value = tuple(tuple(entry.value for entry in row) for row in rows)
        key = slots.letter, slots.marks, slots.raised, slots.lowered
        if slots.letter in WEIGHTS | BIASES:
            known = parameters.setdefault(key, [])
            if value not in known:
                known.append(value)
                again = False
        else:
            again = again or value not in units.get(key, {value})
            units.setdefault(key, set()).add(value)
    return max([1, *map(len, parameters.values())]) - 1 + again
