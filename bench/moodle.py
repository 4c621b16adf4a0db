"""Moodle questions a second on one core: derive's cloze questions against plain templates.

    python bench/moodle.py [--questions 200] [--rounds 7]

Every round makes as many questions in each way, from the same numbers, with boxes, tolerances and
the worked solution as feedback:

- derive: solved, checked, what is right under both ways of carrying on, written;
- Jinja: the finished text of one question with its numbers cut out, rendered with other numbers
  that are there already: nothing is calculated, checked or rounded;
- a tree: the same texts put into ElementTree and written by it, as libraries for Moodle XML do.
"""

from __future__ import annotations

import argparse
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from random import Random
from statistics import median
from typing import Any

from interleave import milliseconds, ratio, rounds
from jinja2 import Template
from sheets import another, given

from derive.teaching.exercise import Exercise
from derive.teaching.exporting.exporters import bound
from derive.teaching.solve import solve

NUMBER = re.compile(r"-?\d+\.\d+")


def plain_template(question: str) -> tuple[Template, int]:
    """The text of a question with its decimals cut out, and how many they are."""
    pieces = NUMBER.split(question)
    text = "".join(
        "{% raw %}" + piece + "{% endraw %}{{ n[" + str(at) + "] }}"
        for at, piece in enumerate(pieces[:-1])
    )
    return Template(text + "{% raw %}" + pieces[-1] + "{% endraw %}"), len(pieces) - 1


def as_tree(text: str, feedback: str) -> str:
    """A question as a tree, written by the library."""
    quiz = ElementTree.Element("quiz")
    question = ElementTree.SubElement(quiz, "question", type="cloze")
    for tag, content in (("name", "one"), ("questiontext", text), ("generalfeedback", feedback)):
        element = ElementTree.SubElement(question, tag, format="html")
        ElementTree.SubElement(element, "text").text = content
    return ElementTree.tostring(quiz, encoding="unicode")


def measure(name: str, questions: int, repeats: int) -> None:
    exercise, random = given(name), Random(1)
    many: list[Exercise] = [another(exercise, random) for _ in range(questions)]
    whole = bound("moodle", [solve(many[0])], "Bench", "bench").decode()
    template, count = plain_template(whole)
    numbers = [f"{random.uniform(-1, 1):.4f}" for _ in range(count)]
    text, feedback = re.findall(r"<!\[CDATA\[(.*?)\]\]>", whole, re.S)[:2]
    peers: dict[str, Callable[[], Any]] = {
        "derive": lambda: bound("moodle", (solve(one) for one in many), "Bench", "bench"),
        "derive, solving alone": lambda: [solve(one) for one in many],
        "Jinja": lambda: [template.render(n=numbers) for _ in many],
        "ElementTree": lambda: [as_tree(text, feedback) for _ in many],
    }
    times = rounds(peers, repeats)
    print(f"{name}: {len(whole)} characters a question, {questions} questions a round")
    for peer, found in times.items():
        print(f"  {peer:<24}{milliseconds(found)}  {questions / median(found):8.0f} a second")
    exporting = [
        a - b for a, b in zip(times["derive"], times["derive, solving alone"], strict=True)
    ]
    print(f"  beyond the solving: {questions / median(exporting):.0f} a second")
    for peer in ("Jinja", "ElementTree"):
        print(f"  {peer} takes {ratio(times, peer, 'derive'):.2f} of derive's time")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--questions", type=int, default=200)
    options.add_argument("--rounds", type=int, default=7)
    asked = options.parse_args()
    for name in ("two-tanh-units", "lecture-tanh"):
        measure(name, asked.questions, asked.rounds)


if __name__ == "__main__":
    main()
