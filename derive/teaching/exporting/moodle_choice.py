"""Moodle XML: each exercise one multiple-choice question, its wrong choices those that slips give.

Asked is the last number for which enough slips lead to different printed answers. Each wrong
choice says in its feedback which slip it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from derive.calculus.digits import Policy
from derive.errors import DeriveError
from derive.teaching.exporting.asked import Asked
from derive.teaching.exporting.carried import rounded
from derive.teaching.exporting.fields import prompt
from derive.teaching.exporting.item import Item
from derive.teaching.exporting.moodle import framed, write
from derive.teaching.exporting.slips import slips
from derive.writing.formats import dialect
from derive.writing.printers.escapes import ESCAPES

FEWEST, MOST = 2, 4  # wrong choices

_html = ESCAPES["html"]


class Choices(NamedTuple):
    """What is asked, the right answer as printed, and wrong ones with their slips."""

    asked: Asked
    entry: int
    right: str
    wrong: list[tuple[str, str]]


def choices(item: Item) -> Choices:
    """The number that is asked for, and what there is to choose from."""
    known = slips(item.solution)
    for at, (one, entry, _, answer) in reversed(list(enumerate(item.boxes()))):
        rule = one.boxes[entry].rule
        if rule is None or "/" in answer.text:
            continue
        wrong: dict[str, str] = {}
        for slip, number in known[at]:
            told = shown(number, rule)
            if float(told) and not answer.takes(told):
                wrong.setdefault(told, slip.slip)
        if len(wrong) >= FEWEST:
            return Choices(one, entry, answer.text, list(wrong.items())[:MOST])
    raise DeriveError("asks for no number that known slips change", file=item.name)


def shown(number: float, rule: Policy) -> str:
    """A number as the sheet prints numbers.

    >>> shown(-0.27183, Policy(4)), shown(1e-7, Policy(4)), shown(271.8, Policy(3, "significant"))
    ('-0.2718', '0.0000', '272')
    """
    near = rounded(number, rule)
    if rule.kind == "significant":
        told, _, exponent = f"{near:#.{rule.digits}g}".partition("e")
        return told.removesuffix(".") + (f"e{int(exponent)}" if exponent else "")
    told = f"{near:.{rule.digits}f}"
    return told if near else told.lstrip("-")


def made(item: Item) -> str:
    """One question; DeriveError where an exercise asks for no number that slips change."""
    found = choices(item)
    shape, style = item.solution.shape, item.solution.style
    asked = prompt(shape, style, found.asked, found.entry)
    answers = [_answer(100, found.right, "")]
    answers += [_answer(0, told, _slip(style.words, slip)) for told, slip in found.wrong]
    shown = (
        "<single>true</single><shuffleanswers>true</shuffleanswers>"
        "<answernumbering>abc</answernumbering>\n"
    )
    return framed(item, "multichoice", asked, shown + "".join(answers), "-choice")


def _answer(share: int, told: str, feedback: str) -> str:
    formula = dialect("mathjax").number(told)
    return (
        f'<answer fraction="{share}" format="html"><text><![CDATA[<p>\\({formula}\\)</p>]]></text>'
        f'<feedback format="html"><text><![CDATA[{feedback}]]></text></feedback></answer>\n'
    )


def _slip(words: Mapping[str, Any], name: str) -> str:
    return f"<p>{_html(str(words['slip'][name]))}</p>"


__all__ = ["made", "write"]
