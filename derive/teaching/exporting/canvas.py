"""Canvas: a package of QTI 1.2 in which each exercise is a quiz.

Canvas knows no question with several numbers: what is given comes first as text, then a question
for every number. The worked solution is the feedback of the last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import BinaryIO

from derive.teaching.exporting.answers import Answer
from derive.teaching.exporting.asked import Asked
from derive.teaching.exporting.fields import prompt
from derive.teaching.exporting.item import Head, Item
from derive.teaching.exporting.package import Part, identifier, packed, placed
from derive.writing.printers.escapes import ESCAPES

_xml = ESCAPES["xml"]
_DECLARED = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PICTURES = "pictures/"
_BASE = "$IMS-CC-FILEBASE$/"


def made(item: Item) -> Part:
    """One quiz with its pictures."""
    name = identifier(item.name)
    shown = item.pictures("question") | item.pictures("solution")
    files = {f"{name}/{name}.xml": quiz(item, name)}
    files[f"{name}/assessment_meta.xml"] = _settings(item, name)
    files |= {_PICTURES + picture: text for picture, text in shown.items()}
    resources = [_file(identifier(picture), _PICTURES + picture) for picture in shown]
    return {"files": files, "resource": _resource(name) + "".join(resources)}


def write(parts: Iterable[Part], head: Head, file: BinaryIO) -> None:
    """Writes the package: quizzes and pictures as they come, the manifest in the end."""
    packed(file, parts, "imsmanifest.xml", partial(_manifest, identifier(head.stem)))


def quiz(item: Item, name: str) -> str:
    """One exercise: a text, then its questions."""
    given = placed(item.question, item.pictures("question"), _BASE + _PICTURES)
    worked = placed(item.worked, item.pictures("solution"), _BASE + _PICTURES)
    shape, style = item.solution.shape, item.solution.style
    boxes = list(item.boxes())
    parts = [_item(f"{name}-given", "text_only_question", 0, _material(given))]
    for number, (one, entry, box, answer) in enumerate(boxes, start=1):
        told = _material(prompt(shape, style, one, entry))
        feedback = worked if number == len(boxes) else ""
        parts.append(_question(f"{name}-{number}", box, told, one, answer, feedback))
    return (
        f'{_DECLARED}<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">\n'
        f'<assessment ident="{name}" title="{_xml(item.title)} ({_xml(item.name)})">\n'
        f'<section ident="root_section">\n{"".join(parts)}</section>\n</assessment>\n'
        "</questestinterop>\n"
    )


def _question(ident: str, box: str, told: str, one: Asked, answer: Answer, feedback: str) -> str:
    """One number, or one class of several."""
    if one.choices:
        labels = "".join(
            f'<response_label ident="c{number}"><material>'
            f'<mattext texttype="text/plain">{_xml(choice)}</mattext></material></response_label>'
            for number, choice in enumerate(one.choices, start=1)
        )
        asked = (
            '<response_lid ident="response1" rcardinality="Single"><render_choice>'
            f"{labels}</render_choice></response_lid>"
        )
        right = f"c{one.choices.index(answer.text) + 1}"
        test = f'<varequal respident="response1">{right}</varequal>'
        return _item(ident, "multiple_choice_question", 1, told + asked, test, feedback, box)
    asked = (
        '<response_str ident="response1" rcardinality="Single"><render_fib fibtype="Decimal">'
        '<response_label ident="answer1"/></render_fib></response_str>'
    )
    return _item(ident, "numerical_question", 1, told + asked, _near(answer), feedback, box)


def _near(answer: Answer) -> str:
    """Numbers that are right: the printed one, and all between the ends of what is accepted."""
    tests = [f'<varequal respident="response1">{answer.text}</varequal>']
    for text, within in answer.accepted:
        number, slack = Decimal(text), Decimal(within or 0)
        low, high = number - slack, number + slack
        tests.append(
            f'<and><vargte respident="response1">{low:f}</vargte>'
            f'<varlte respident="response1">{high:f}</varlte></and>'
        )
    return f"<or>{''.join(tests)}</or>"


def _item(
    ident: str, kind: str, points: int, presented: str, test: str = "", feedback: str = "",
    title: str = "",
) -> str:  # fmt: skip
    fields = {
        "question_type": kind,
        "points_possible": str(points),
        "assessment_question_identifierref": f"{ident}-question",
    }
    told = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
        "</qtimetadatafield>"
        for label, entry in fields.items()
    )
    return (
        f'<item ident="{ident}" title="{_xml(title)}">\n'
        f"<itemmetadata><qtimetadata>{told}</qtimetadata></itemmetadata>\n"
        f"<presentation>{presented}</presentation>\n"
        f"{_processing(test, bool(feedback)) if test else ''}{_feedback(feedback)}</item>\n"
    )


def _processing(test: str, told: bool) -> str:
    shown = '<displayfeedback feedbacktype="Response" linkrefid="general_fb"/>'
    general = (
        f'<respcondition continue="Yes"><conditionvar><other/></conditionvar>{shown}'
        "</respcondition>\n"
    )
    return (
        '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" '
        f'vartype="Decimal"/></outcomes>\n{general if told else ""}'
        f'<respcondition continue="No"><conditionvar>{test}</conditionvar>'
        '<setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing>\n'
    )


def _material(html: str) -> str:
    return f'<material><mattext texttype="text/html">{_xml(html)}</mattext></material>'


def _feedback(html: str) -> str:
    if not html:
        return ""
    told = _material(html)
    return f'<itemfeedback ident="general_fb"><flow_mat>{told}</flow_mat></itemfeedback>\n'


def _settings(item: Item, name: str) -> str:
    """What Canvas wants to know of a quiz."""
    return (
        f'{_DECLARED}<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0" identifier="{name}">'
        f"<title>{_xml(item.title)} ({_xml(item.name)})</title>"
        "<quiz_type>assignment</quiz_type>"
        f"<points_possible>{len(item.answers)}</points_possible></quiz>\n"
    )


def _resource(name: str) -> str:
    meta = f"{name}/assessment_meta.xml"
    return (
        f'<resource identifier="{name}" type="imsqti_xmlv1p2"><file href="{name}/{name}.xml"/>'
        f'<dependency identifierref="{name}-meta"/></resource>\n'
        f'<resource identifier="{name}-meta" '
        'type="associatedcontent/imscc_xmlv1p1/learning-application-resource" '
        f'href="{meta}"><file href="{meta}"/></resource>\n'
    )


def _file(name: str, path: str) -> str:
    place = _xml(path)
    return (
        f'<resource identifier="{name}" type="webcontent" href="{place}">'
        f'<file href="{place}"/></resource>\n'
    )


def _manifest(name: str, resources: Iterable[str]) -> Iterator[str]:
    yield (
        f'{_DECLARED}<manifest identifier="MANIFEST-{name}" '
        'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1">\n'
        "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>\n"
        "<organizations/>\n<resources>\n"
    )
    yield from resources
    yield "</resources>\n</manifest>\n"
