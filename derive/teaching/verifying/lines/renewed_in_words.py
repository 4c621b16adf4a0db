"""Words and headings that speak of new values: Neue Gewichte, Update, after the step."""

from __future__ import annotations

import re

from derive.teaching.verifying.lines.operands import Operand, Sheet, agree
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.stated.data import BIASES, WEIGHTS
from derive.teaching.verifying.statements.printed import entries
from derive.teaching.verifying.statements.statements import Statement

REACH = 1500  # characters before a name, in which its heading may stand
NEAR = 600  # and of the paragraph before its own
_NEW = re.compile(
    r"(?i)\b(?:new|updat\w+|afterwards?|danach|nachher|neue?[mnrs]?|aktualisier\w*|nouve\w+"
    r"|mise à jour|nuev[oa]s?|actuali[sz]a\w*|nov[oa]s?|atualiza\w*|nuov[aeio]|aggiorna\w*"
    r"|adjusted|angepasst\w*|resulting|final|finale[ns]?|finali|finais|finaux|endgültige?[nrs]?"
    r"|corregid[oa]s?|corrigé\w*|corrett[ei]|ajustad[oa]s?|resultantes?"
    r"|(?:after|nach)\W+(?:\w+\W+){0,3}?(?:\w*step|\w*schritt\w*|iteration|update)"
    r"|steps? of (?:\w+ )?descent|schritts? des \w*abstiegs?|pas de (?:la )?descente"
    r"|paso de\w* descenso|passo d\w+ (?:discesa|descida)"
    r"|(?:gradient|descent|learning|lern|abstiegs)\w*[ -]?(?:step|schritt\w*))\b"
)
_HEADING = re.compile(
    r"^[ \t>]*(?:\#{1,6}[ \t]|\*\*|__|\\(?:sub)*(?:section|paragraph|textbf|emph)\b)[^\n]*$"
    r"|^[^\n=]*:[ \t]*$", re.MULTILINE,
)  # fmt: skip


def takes_new_value(
    statement: Statement, operands: list[Operand], verdicts: list[Judged], sheet: Sheet, text: str
) -> bool:
    """Whether a parameter that still has its given value is told by numbers anew, under words that
    speak of new values: no formula says what it should be."""
    slots = operands[0].own_name
    if slots is None or slots.letter not in WEIGHTS | BIASES or len(operands) != 2:
        return False
    if verdicts[0].verdict != "wrong" or entries(operands[1].node) is None:
        return False
    before = sheet.own.get(slots)
    if before is None or slots not in sheet.given:
        return False
    if not agree(before[0], sheet.given[slots]):
        return sheet.worked_at.get(slots, 0) < sheet.step  # a step that words have counted since
    return speaks_of_new(text, statement.operands[0].start)


def speaks_of_new(text: str, place: int) -> bool:
    """Whether the paragraph of a place, the one before it, or the heading above speaks of new
    values.

    >>> speaks_of_new("## Neue Gewichte\\n\\n- w", 20), speaks_of_new("## Weights\\n- w", 13)
    (True, False)
    """
    near = text[max(0, place - NEAR) : place].split("\n\n")[-2:]
    if any(_NEW.search(one) is not None for one in near):
        return True
    headings = [*_HEADING.finditer(text, max(0, place - REACH), place)]
    return bool(headings) and _NEW.search(headings[-1].group()) is not None
