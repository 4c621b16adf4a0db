"""QTI 2.1: a package with one item for each exercise, a text entry for every number.

What is right is decided by the item itself, within the same tolerances as everywhere; the worked
solution is its feedback. Formulas stand in \\( \\) and \\[ \\] for the player's MathJax.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import BinaryIO

from derive.teaching.exporting.answers import Answer
from derive.teaching.exporting.item import Head, Item
from derive.teaching.exporting.package import Part, identifier, packed, placed
from derive.writing.printers.escapes import ESCAPES

_xml = ESCAPES["xml"]
_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_XSI = (
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{_QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"'
)
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PICTURES = "pictures/"


def made(item: Item) -> Part:
    """One item with its pictures."""
    name = identifier(item.name)
    shown = item.pictures("question") | item.pictures("solution")
    files = {f"{name}.xml": assessment(item, name)}
    files |= {_PICTURES + picture: text for picture, text in shown.items()}
    listed = "".join(f'<file href="{_xml(one)}"/>' for one in files)
    resource = (
        f'<resource identifier="{name}" type="imsqti_item_xmlv2p1" href="{name}.xml">'
        f"{listed}</resource>\n"
    )
    return {"files": files, "resource": resource}


def write(parts: Iterable[Part], head: Head, file: BinaryIO) -> None:
    """Writes the package: items and pictures as they come, the manifest in the end."""
    packed(file, parts, "imsmanifest.xml", partial(manifest, identifier(head.stem)))


def manifest(name: str, resources: Iterable[str]) -> Iterator[str]:
    """What the package holds."""
    yield (
        f'{_DECLARED}<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
        f'identifier="MANIFEST-{name}">\n'
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion>"
        "</metadata>\n"
        "<organizations/>\n<resources>\n"
    )
    yield from resources
    yield "</resources>\n</manifest>\n"


def assessment(item: Item, name: str) -> str:
    """One item."""
    asked = _plain(item.pieces)
    boxes = list(item.boxes())
    body = [placed(item.question, item.pictures("question"), _PICTURES), asked[0]]
    declared, conditions = [], []
    for number, (one, _, _, answer) in enumerate(boxes, start=1):
        response = f"R{number}"
        if one.choices:
            right = f"C{one.choices.index(answer.text) + 1}"
            body.append(_choice(one.choices, response))
            declared.append(_declaration(response, "identifier", right))
            conditions.append(_condition(_chosen(response, right)))
        else:
            body.append(
                f'<textEntryInteraction responseIdentifier="{response}" expectedLength="14"/>'
            )
            declared.append(_declaration(response, "float", answer.text))
            conditions.append(_condition(_near(response, answer)))
        body.append(asked[number])
    worked = placed(item.worked, item.pictures("solution"), _PICTURES)
    return (
        f'{_DECLARED}<assessmentItem xmlns="{_QTI}" {_XSI} identifier="{name}" '
        f'title="{_xml(item.title)} ({_xml(item.name)})" adaptive="false" timeDependent="false">\n'
        f"{''.join(declared)}{_OUTCOMES.replace('@', str(len(boxes)))}"
        f"<itemBody>\n<div>\n{''.join(body)}</div>\n</itemBody>\n"
        f"<responseProcessing>\n{''.join(conditions)}{_SHOWN}</responseProcessing>\n"
        '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="SOLUTION" showHide="show">\n'
        f"{worked}</modalFeedback>\n</assessmentItem>\n"
    )


_OUTCOMES = """\
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">\
<defaultValue><value>0</value></defaultValue></outcomeDeclaration>
<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">\
<defaultValue><value>@</value></defaultValue></outcomeDeclaration>
<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>
"""
_SHOWN = """\
<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">SOLUTION</baseValue>\
</setOutcomeValue>
"""


@lru_cache(maxsize=128)
def _plain(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """The same HTML without styles, which QTI has not."""
    return tuple(re.sub(r' style="[^"]*"', "", piece) for piece in pieces)


def _declaration(response: str, kind: str, right: str) -> str:
    return (
        f'<responseDeclaration identifier="{response}" cardinality="single" baseType="{kind}">'
        f"<correctResponse><value>{right}</value></correctResponse></responseDeclaration>\n"
    )


@lru_cache(maxsize=512)
def _choice(choices: tuple[str, ...], response: str) -> str:
    """A list of all classes to choose from."""
    told = "".join(
        f'<inlineChoice identifier="C{number}">{_xml(one)}</inlineChoice>'
        for number, one in enumerate(choices, start=1)
    )
    return (
        f'<inlineChoiceInteraction responseIdentifier="{response}" shuffle="false">'
        f"{told}</inlineChoiceInteraction>"
    )


def _near(response: str, answer: Answer) -> str:
    """Whether a number is near enough to one that is right."""
    tests = [
        f'<equal toleranceMode="absolute" tolerance="{within} {within}">'
        f'<variable identifier="{response}"/><baseValue baseType="float">{number}</baseValue>'
        "</equal>"
        for number, within in answer.accepted
    ]
    return tests[0] if len(tests) == 1 else f"<or>{''.join(tests)}</or>"


def _chosen(response: str, right: str) -> str:
    return (
        f'<match><variable identifier="{response}"/>'
        f'<baseValue baseType="identifier">{right}</baseValue></match>'
    )


def _condition(test: str) -> str:
    """A point where the test is passed."""
    return (
        f'<responseCondition><responseIf>{test}<setOutcomeValue identifier="SCORE"><sum>'
        '<variable identifier="SCORE"/><baseValue baseType="float">1</baseValue></sum>'
        "</setOutcomeValue></responseIf></responseCondition>\n"
    )
