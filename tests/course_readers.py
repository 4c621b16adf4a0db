"""Readers of course systems' files, written from what those systems document, not from our writers.

Each answers the questions of a file, each with its fields in order; a field grades what somebody
types into it. Whatever a system would refuse or overlook is an error here.
"""

import re
import xml.etree.ElementTree as ElementTree
import zipfile
from base64 import b64decode
from dataclasses import dataclass, field
from decimal import Decimal

NUMBER = re.compile(r"-?(([0-9]+[.,]?[0-9]*|[.,][0-9]+)([eE][-+]?[0-9]+)?)")
IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@dataclass
class Field:
    """One box: `ranges` of numbers that are right, or `choices` with the `right` one."""

    ranges: list = field(default_factory=list)
    choices: list = field(default_factory=list)
    right: str = ""

    def grade(self, text):
        if self.choices:
            assert text in self.choices
            return text == self.right
        return any(low <= Decimal(text) <= high for low, high in self.ranges)


@dataclass
class Question:
    name: str
    kind: str
    html: str
    feedback: str
    fields: list


def number(text):
    assert NUMBER.fullmatch(text), text
    return Decimal(text)


def around(text, tolerance):
    slack = number(tolerance)
    assert slack >= 0
    return number(text) - slack, number(text) + slack


def fragment(html):
    """HTML as a tree: course systems repair what is not well-formed, each in its own way."""
    return ElementTree.fromstring(f"<div>{html}</div>")


def formulas_close(html):
    for opening, closing in ((r"\(", r"\)"), (r"\[", r"\]")):
        assert html.count(opening) == html.count(closing)
    assert "$" not in html.replace("<span>$</span>", "")


# Moodle -------------------------------------------------------------------------------------------
START = re.compile(r"\{([0-9]*):([A-Z_]+):")
KINDS = {"NUMERICAL", "MULTICHOICE"}


def moodle(data):
    """The questions of a Moodle XML file, and the category that they go to."""
    root = ElementTree.fromstring(data)
    assert root.tag == "quiz"
    category, *questions = list(root)
    assert category.get("type") == "category"
    path = category.findtext("category/text")
    assert path.startswith("$course$/top/")
    found = [_moodle_question(one) for one in questions]
    numbers = [one.findtext("idnumber") for one in questions]
    assert len(set(numbers)) == len(numbers)
    return path, found


def _moodle_question(one):
    assert one.tag == "question"
    kind = one.get("type")
    html = _moodle_text(one.find("questiontext"))
    feedback = _moodle_text(one.find("generalfeedback"))
    name = one.findtext("name/text")
    assert name
    answers = one.findall("answer")
    if kind == "cloze":
        assert not answers
        fields = _cloze(html)
        assert fields
    elif kind == "numerical":
        assert not START.search(html)
        assert all(answer.get("fraction") == "100" for answer in answers)
        pairs = [(answer.findtext("text"), answer.findtext("tolerance")) for answer in answers]
        fields = [Field([around(*pair) for pair in pairs])]
    elif kind == "multichoice":
        assert one.findtext("single") == "true"
        texts = [fragment(answer.findtext("text")).find("p").text for answer in answers]
        assert len(set(texts)) == len(texts) > 2
        (right,) = [t for t, a in zip(texts, answers) if a.get("fraction") == "100"]
        assert all(a.get("fraction") in ("0", "100") for a in answers)
        fields = [Field(choices=texts, right=right)]
    else:
        assert kind == "description" and not answers and not START.search(html)
        fields = []
    return Question(name, kind, html, feedback, fields)


def _moodle_text(element):
    """HTML whose files are all there and are pictures."""
    assert element.get("format") == "html"
    html = element.findtext("text")
    shown = {image.get("src") for image in fragment(html).iter("img")}
    files = {f"@@PLUGINFILE@@/{one.get('name')}" for one in element.findall("file")}
    assert shown == files
    for one in element.findall("file"):
        assert one.get("encoding") == "base64"
        assert ElementTree.fromstring(b64decode(one.text)).tag.endswith("svg")
    formulas_close(html)
    return html


def _cloze(html):
    fields = []
    for start in START.finditer(html):
        assert start[1] == "1" and start[2] in KINDS
        body = html[start.end() : html.index("}", start.end())]
        alternatives = body.split("~")
        if start[2] == "NUMERICAL":
            assert all(one.startswith("=") for one in alternatives)
            fields.append(Field([around(*one[1:].split(":")) for one in alternatives]))
        else:
            texts = [fragment(one.removeprefix("=")).text for one in alternatives]
            (right,) = [t for t, one in zip(texts, alternatives) if one.startswith("=")]
            assert len(set(texts)) == len(texts)
            fields.append(Field(choices=texts, right=right))
    return fields


# Packages -----------------------------------------------------------------------------------------
def package(file):
    """The files of a package by name: all of them in the manifest, and no others."""
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(set(names)) == len(names)
        files = {name: archive.read(name) for name in names}
    manifest = plain(files.pop("imsmanifest.xml"))
    resources = manifest.findall("resources/resource")
    identifiers = [one.get("identifier") for one in resources] + [manifest.get("identifier")]
    assert all(IDENTIFIER.fullmatch(one) for one in identifiers)
    assert len(set(identifiers)) == len(identifiers)
    listed = {one.get("href") for one in manifest.iter("file")}
    assert listed == set(files)
    for one in manifest.iter("dependency"):
        assert one.get("identifierref") in identifiers
    assert manifest.find("organizations") is not None
    return files, resources


def plain(data):
    """A tree without namespaces."""
    root = ElementTree.fromstring(data)
    for one in root.iter():
        one.tag = one.tag.rpartition("}")[2]
    return root


# QTI 2.1 ------------------------------------------------------------------------------------------
ITEM = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing",
        "modalFeedback"]  # fmt: skip
ELEMENTS = {
    "div", "p", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "td", "th", "img", "span",
    "textEntryInteraction", "inlineChoiceInteraction", "inlineChoice",
}  # fmt: skip
ATTRIBUTES = {"td": {"rowspan"}, "img": {"src", "alt"}}


def qti(file):
    """The items of a QTI 2.1 package."""
    files, resources = package(file)
    return [
        _qti_item(plain(files[one.get("href")]), one, files)
        for one in resources
        if one.get("type") == "imsqti_item_xmlv2p1"
    ]


def _qti_item(item, resource, files):
    assert item.tag == "assessmentItem"
    assert IDENTIFIER.fullmatch(item.get("identifier"))
    assert item.get("adaptive") == item.get("timeDependent") == "false" and item.get("title")
    order = [ITEM.index(one.tag) for one in item]
    assert order == sorted(order)
    declared = {one.get("identifier"): one for one in item.findall("responseDeclaration")}
    outcomes = {one.get("identifier") for one in item.findall("outcomeDeclaration")}
    body = item.find("itemBody")
    for part in (body, item.find("modalFeedback")):
        for one in part.iter():
            if one is not part and one.tag not in ("inlineChoiceInteraction", "inlineChoice"):
                assert one.tag in ELEMENTS, one.tag
                if "Interaction" not in one.tag:
                    assert set(one.keys()) <= ATTRIBUTES.get(one.tag, set()), one.tag
        held = {one.get("href") for one in resource.findall("file")}
        for image in part.iter("img"):
            assert image.get("src") in held & set(files)
    fields = []
    used = []
    for one in body.iter():
        if "Interaction" in one.tag:
            used.append(one.get("responseIdentifier"))
            choices = {c.get("identifier"): c.text for c in one.findall("inlineChoice")}
            fields.append(_qti_field(declared[used[-1]], choices, item))
    assert used == list(declared)
    feedback = item.find("modalFeedback")
    assert feedback.get("outcomeIdentifier") in outcomes
    conditions = item.findall("responseProcessing/responseCondition")
    assert len(conditions) == len(fields)
    most = item.findall("outcomeDeclaration[@identifier='MAXSCORE']/defaultValue/value")
    assert [int(one.text) for one in most] == [len(fields)]
    told = [ElementTree.tostring(part, "unicode") for part in (body, feedback)]
    for text in told:
        formulas_close(text)
    return Question(item.get("title"), "item", *told, fields)


def _qti_field(declaration, choices, item):
    """What is right for one response, as its condition has it; the correct response is among it."""
    name, correct = declaration.get("identifier"), declaration.findtext("correctResponse/value")
    tests = []
    for condition in item.findall("responseProcessing/responseCondition/responseIf"):
        asked = {one.get("identifier") for one in next(iter(condition)).iter("variable")}
        if asked == {name}:
            score = condition.find("setOutcomeValue[@identifier='SCORE']/sum")
            assert score.find("variable").get("identifier") == "SCORE"
            assert score.findtext("baseValue") == "1"
            tests.append(next(iter(condition)))
    (test,) = tests
    if choices:
        assert declaration.get("baseType") == "identifier" and test.tag == "match"
        assert test.findtext("baseValue") == correct
        return Field(choices=list(choices.values()), right=choices[correct])
    assert declaration.get("baseType") == "float" and test.tag in ("equal", "or")
    ranges = []
    for equal in [test] if test.tag == "equal" else list(test):
        assert equal.get("toleranceMode") == "absolute"
        low, high = equal.get("tolerance").split()
        assert low == high
        ranges.append(around(equal.findtext("baseValue"), low))
    found = Field(ranges)
    assert found.grade(correct)
    return found


# Canvas, QTI 1.2 ----------------------------------------------------------------------------------
def canvas(file):
    """The quizzes of a Canvas package: each a text, then its questions."""
    files, resources = package(file)
    quizzes = []
    for resource in resources:
        if resource.get("type") == "imsqti_xmlv1p2":
            quizzes.append(_quiz(plain(files[resource.find("file").get("href")]), files))
    return quizzes


def _quiz(root, files):
    assert root.tag == "questestinterop"
    (assessment,) = root
    assert assessment.tag == "assessment" and assessment.get("title")
    first, *rest = assessment.findall("section/item")
    identifiers = [one.get("ident") for one in (first, *rest)]
    assert len(set(identifiers)) == len(identifiers)
    assert _meta(first)["question_type"] == "text_only_question"
    html = _html(first.find("presentation"), files)
    fields = [_canvas_field(one, files) for one in rest]
    feedback = "".join(one.findtext(".//itemfeedback//mattext") or "" for one in rest)
    return Question(assessment.get("title"), "quiz", html, feedback, fields)


def _meta(item):
    pairs = item.findall("itemmetadata/qtimetadata/qtimetadatafield")
    return {one.findtext("fieldlabel"): one.findtext("fieldentry") for one in pairs}


def _html(element, files):
    html = element.findtext("material/mattext")
    for image in fragment(html).iter("img"):
        assert image.get("src").removeprefix("$IMS-CC-FILEBASE$/") in files
    formulas_close(html.replace("$IMS-CC-FILEBASE$", ""))
    return html


def _canvas_field(item, files):
    meta = _meta(item)
    assert meta["points_possible"] == "1"
    assert fragment(_html(item.find("presentation"), files)).find("p") is not None
    (scored,) = item.findall("resprocessing/respcondition[@continue='No']")
    assert scored.findtext("setvar") == "100"
    test = scored.find("conditionvar")
    if meta["question_type"] == "multiple_choice_question":
        labels = item.findall(".//render_choice/response_label")
        choices = {one.get("ident"): one.findtext("material/mattext") for one in labels}
        return Field(choices=list(choices.values()), right=choices[test.findtext("varequal")])
    assert meta["question_type"] == "numerical_question"
    exact = test.findtext("or/varequal")
    found = Field(
        [
            (number(one.findtext("vargte")), number(one.findtext("varlte")))
            for one in test.iter("and")
        ]
    )
    assert found.grade(exact)
    return found
