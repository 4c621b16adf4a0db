"""The symbolic claims of our own sheets, read back from the Markdown and LaTeX that is written."""

from pathlib import Path

import derive
from derive.resources import exercises
from derive.teaching.exercise import read as read_exercise
from derive.teaching.shaping import shape_of
from derive.teaching.verifying.symbolic.formulas import SheetContext, letters_of
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.names import nodes
from derive.teaching.written.read import read
from derive.teaching.written.reading import Formula
from derive.writing.notation import style

EXERCISES = sorted(exercises().items())
MOST_PROSE = 160  # characters before a formula that may say what holds for it


def context(path: Path, style_name: str, batches=()):
    exercise, look = read_exercise(path), style(style_name)
    shape = shape_of(exercise, look)
    marks = tuple(str(n) for n in range(1, len(exercise.examples) + 1))
    return SheetContext(
        shape.network,
        letters_of(look.notation, shape.network),
        marks,
        batches or tuple(dict.fromkeys(
            tuple(map(str, part.examples)) for part in shape.parts if part.examples)),
        shape.unit_targets,
    )  # fmt: skip


def sheet(path: Path, style_name: str, format_name: str) -> str:
    solution = derive.solve(path, style_name=style_name)
    return solution.markdown() if format_name == "md" else solution.latex(body=True)


def chains(formula: Formula):
    """Every chain of a formula, those within aligned rows too."""
    waiting = list(formula.statements)
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, tree.Group):
            waiting += one.items
        elif isinstance(one, tree.Chain) and one.relations:
            yield one
        elif isinstance(one, tree.Chain):
            waiting += [inner for inner in one.operands if inner is not None]


def claims(text: str, letters):
    """Each pair of formulas beside a sign, without those in which numbers are put in."""
    for piece in Document(text).pieces():
        formula = read(piece.text)
        assert isinstance(formula, Formula), (str(formula), piece.text)
        prose = text[max(0, piece.start - MOST_PROSE) : piece.start].rsplit("\n\n", 2)
        for chain in chains(formula):
            for left, sign, right in zip(
                chain.operands, chain.relations, chain.operands[1:], strict=False
            ):
                if left is not None and right is not None and symbolic(left, right, letters):
                    yield piece.text, left, sign.sign, right, chain.condition, " ".join(prose[-2:])


def symbolic(left, right, letters) -> bool:
    known = {word for letter in letters.roles for word in letter.split()} | {"z"}
    for side in (left, right):
        found = nodes(side)
        if any(isinstance(one, tree.Number) and one.decimals for one in found):
            return False
        if not any(isinstance(one, tree.Name) for one in found):
            return False
    return any(isinstance(one, tree.Name) and one.text in known for one in nodes(right))
