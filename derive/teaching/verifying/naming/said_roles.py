"""What words right before a name say that it is: "target $z = 1$", "input $e = (0.5, -0.2)$"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from derive.teaching.verifying.naming.evidence import Evidence
from derive.teaching.verifying.naming.notation import Letter
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.written.names import written

REACH = 40  # characters before a name
_ROLES = {
    "t": r"target|label|desired (?:output|value)|true value|ground truth|ziel(?:wert|ausgabe)?"
         r"|soll(?:wert|ausgabe)?|cible|sortie (?:désirée|attendue)|objetivo|salida deseada|alvo"
         r"|saída desejada",
    "x": r"inputs?|input (?:vector|pattern)|eing[aä]nge?|eingabe(?:vektor)?|entrée|entrada|ingresso"
         r"|muster|pattern",
    "rate": r"learning[ -]rate|step(?:[ -]?size)?|rate|lernrate|schrittweite|pas|paso|passo"
            r"|taux(?: d.apprentissage)?|tasa(?: de aprendizaje)?|taxa(?: de aprendizado)?",
    "loss": r"loss|cost|verlust|kosten|perte|coût|pérdida|perda|costo|custo",
}  # fmt: skip
_SAID = {role: re.compile(rf"(?i)\b(?:{words})\b[\s:*_,($\\]*(?:(?:is|ist|von|of|with|mit|avec"
                          r"|con|com|est|es|é)\b[\s$(\\]*)?$")
         for role, words in _ROLES.items()}  # fmt: skip
_LOOKS = re.compile(r"(?:\\(?:mathbf|boldsymbol|vec|mathcal|bm)\b\W*)+$")


def said_roles(found: Iterable[Statement], text: str) -> dict[str, str]:
    """The roles of bare letters by the words before the line that gives them; a letter that is said
    to be several things is left out."""
    told: dict[str, set[str]] = {}
    for one in found:
        name = written(one.operands[0])
        if name is None or not name.plain or one.continued:
            continue
        start = one.operands[0].start
        before = _LOOKS.sub("", text[max(0, start - REACH) : start].rpartition("\n")[2])
        for role, words in _SAID.items():
            if words.search(before):
                told.setdefault(" ".join((*name.accents, name.letter)), set()).add(role)
    return {letter: roles.pop() for letter, roles in told.items() if len(roles) == 1}


def with_said(
    letters: Mapping[str, Letter], said: Mapping[str, str], known: Mapping[str, list[Evidence]]
) -> dict[str, Letter]:
    """The letters, each that is said to be given data meaning that where its numbers are that."""
    found = dict(letters)
    for letter, role in said.items():
        there = found.get(letter)
        if there is not None and there.role in (role, "loss"):
            continue
        told = known.get(letter, [])
        if role == "loss":
            if there is None:
                found[letter] = Letter(role)
        elif told and all(any(key == role for key, *_ in one.fits) for one in told):
            turned = all(one.shape[0] < one.shape[1] for one in told)
            found[letter] = Letter(role, turned=turned and role != "rate")
    return found
