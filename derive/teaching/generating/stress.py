"""A recipe tried as a lecturer would before an exam: how its variants come out, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from derive.teaching.files import writable, written
from derive.teaching.generating.exercise_text import exercise_text
from derive.teaching.generating.histogram import histograms
from derive.teaching.generating.recipe import Recipe, read
from derive.teaching.generating.sheet import sheet
from derive.teaching.generating.trial import trial
from derive.teaching.generating.variant import Variant, form_of, variant
from derive.teaching.solve import Solution
from derive.writing.language import table, words_file

MOST_SHOWN = 24  # histograms in the picture


@dataclass(frozen=True)
class Answers:
    """The entries of one asked quantity in all variants: values, and how often each is shown."""

    key: str
    values: tuple[float, ...]
    commonest: str
    share: float


@dataclass(frozen=True)
class Stress:
    """What a recipe came to."""

    recipe: str
    variants: int
    rejected: Counter[str]
    duplicates: int
    efforts: tuple[int, ...]
    answers: tuple[Answers, ...]
    seconds: float

    @property
    def acceptance(self) -> float:
        """Which part of all draws was accepted."""
        return self.variants / max(1, self.variants + self.rejected.total())


def stress(recipe: Recipe, count: int, seed: int) -> Stress:
    """Makes so many variants and looks at what comes out; DeriveError where one cannot be met."""
    rejected, efforts = Counter[str](), []
    seen: set[str] = set()
    values: dict[str, list[float]] = {}
    shown: dict[str, Counter[str]] = {}
    began = perf_counter()
    for number in range(1, count + 1):
        made = variant(recipe, seed, number)
        solved = sheet(made)
        rejected.update(made.rejected)
        efforts.append(made.effort)
        seen.add(exercise_text(made.exercise, made.frame, ""))
        for key, value, text in _answers(recipe, seed, made, solved):
            values.setdefault(key, []).append(value)
            shown.setdefault(key, Counter())[text] += 1
    taken = perf_counter() - began
    found = []
    for key, numbers in values.items():
        (text, often), *_ = shown[key].most_common(1)
        found.append(Answers(key, tuple(numbers), text, often / len(numbers)))
    return Stress(
        recipe.name, count, rejected, count - len(seen), tuple(efforts), tuple(found), taken
    )


def _answers(recipe: Recipe, seed: int, made: Variant, solved: Solution) -> Any:
    """Every entry of an asked quantity: its name, its value, and as printed."""
    stages = trial(recipe, form_of(recipe, seed, made.number)[0]).stages
    several = len(stages) > 1
    for stage in stages:
        part = stage.layout.part
        run = stage.layout.ready.starts[0].run.id
        entries = solved.calculation.entries[run]
        for answer in stage.layout.answers:
            at = next(one for one in stage.layout.ready.tape.segments if one.one is answer.one)
            example = f" ({answer.one.example})" if answer.one.example else ""
            key = f"{part.id + ': ' if several else ''}{answer.one.key}{example}"
            for place in range(at.start, at.start + len(answer.places)):
                value, text = entries.keyed[place], entries.shown[place]
                if value is not None and text is not None:
                    yield key, float(value), text


def report(found: Stress) -> str:
    """The numbers as lines of text."""
    words = table(words_file("en"))["condition"]
    low, high = min(found.efforts), max(found.efforts)
    middle = sorted(found.efforts)[len(found.efforts) // 2]
    lines = [
        f"{found.recipe}: {found.variants} variants, {100 * found.acceptance:.1f} % of all draws "
        "accepted",
        *(
            f"  turned down by {name} ({words[name]}): {count}"
            for name, count in found.rejected.most_common()
        ),
        f"  duplicates: {found.duplicates}",
        f"  difficulty: {low} to {high}, in the middle {middle}",
        f"  time: {1000 * found.seconds / found.variants:.2f} ms a variant",
    ]
    if found.answers:
        width = max(len(one.key) for one in found.answers)
        lines.append(f"  {'answer':<{width}}  {'least':>12}  {'most':>12}  commonest")
        for one in found.answers:
            lines.append(
                f"  {one.key:<{width}}  {min(one.values):>12.5g}  {max(one.values):>12.5g}  "
                f"{one.commonest} ({100 * one.share:.1f} %)"
            )
    return "\n".join(lines)


def stress_files(path: Path, out: Path, count: int, seed: int) -> tuple[str, list[Path]]:
    """Tries a recipe; answers the report, and the file with the picture."""
    writable(out)
    recipe = read(path)
    found = stress(recipe, count, seed)
    told = report(found)
    if not found.answers:
        return told, []
    columns = [(one.key, one.values) for one in found.answers[:MOST_SHOWN]]
    picture = histograms([*columns, ("difficulty", tuple(map(float, found.efforts)))], recipe.name)
    return told, written(out, {f"{recipe.name}-stress.svg": picture})
