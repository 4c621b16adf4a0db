"""New questions with worked solutions from several generators, turn by turn in one run.

    python3.12 -m venv peers && peers/bin/pip install -e . numpy handcalcs QuizGenerator==0.31.2
    peers/bin/python bench/generate_peers.py [--questions 40] [--rounds 5]

derive draws variants of its recipe tanh-2-2-1, tries, solves and checks them. QuizGenerator makes
the items of its own question on the gradients of such a network. Both write QTI 1.2 for Canvas.
handcalcs prints the lines of such a sheet in LaTeX, once, without a question or a derivation. A
peer that is not installed is left out, and that is said.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

from interleave import ratio, rounds
from sheet_peers import handcalcs_sheet

from derive.resources import recipes
from derive.teaching.exporting.exporters import bound
from derive.teaching.generating.recipe import read
from derive.teaching.generating.sheet import sheet
from derive.teaching.generating.variant import variant

RECIPE = read(recipes()["tanh-2-2-1"])
QUESTION = "backpropgradientquestion"


def by_derive(questions: int) -> Callable[[], Any]:
    """Items for Canvas of ever other variants."""
    numbers = count(1)

    def work() -> bytes:
        made = (sheet(variant(RECIPE, 7, next(numbers))) for _ in range(questions))
        return bound("canvas", made, RECIPE.name, "bench")

    return work


def by_handcalcs(questions: int) -> Callable[[], Any] | None:
    """The lines of sheets of ever other variants; None where it is not installed."""
    numbers = count(1)
    printed = handcalcs_sheet(variant(RECIPE, 7, 1).exercise)
    if printed is None:
        return None
    return lambda: [printed(variant(RECIPE, 7, next(numbers)).exercise) for _ in range(questions)]


def by_quizgenerator(questions: int) -> Callable[[], Any] | None:
    """Items of its own question; None where it is not installed."""
    try:
        from QuizGenerator.generation.question import QuestionRegistry
        from QuizGenerator.qti_export.writer import export_qti_package
    except ImportError:
        return None
    logging.disable(logging.CRITICAL)
    QuestionRegistry.load_premade_questions()
    question = QuestionRegistry.create(QUESTION, name="bench", points_value=1)
    quiz = SimpleNamespace(name="bench", questions=[question], instructions="", description="")
    seeds = count(1)

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.zip"
            seed = next(seeds)
            export_qti_package(quiz, variations=questions, output_path=path, base_seed=seed)

    return work


def main() -> None:
    """Runs everything and prints it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--questions", type=int, default=40, help="of derive; peers make fewer")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    few = max(1, options.questions // 10)
    counts = {"derive": options.questions, "QuizGenerator": few, "handcalcs": few}
    found = {
        "derive": by_derive(options.questions),
        "QuizGenerator": by_quizgenerator(few),
        "handcalcs": by_handcalcs(few),
    }
    peers = {name: work for name, work in found.items() if work is not None}
    for name in found.keys() - peers.keys():
        print(f"{name} is not installed, and left out")
    for work in peers.values():
        work()
    times = rounds(peers, options.rounds)
    for name, taken in times.items():
        each = ratio(times, name, "derive") * counts["derive"] / counts[name]
        print(f"{name:<14}{counts[name] / median(taken):8.1f} a second"
              f"{'' if name == 'derive' else f', derive is {each:.0f} times faster'}")  # fmt: skip


if __name__ == "__main__":
    main()
