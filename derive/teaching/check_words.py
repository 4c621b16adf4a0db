"""What a person reads of a check."""

from __future__ import annotations

from derive.teaching.check_answer import Answer
from derive.writing.notation import style


def told(answer: Answer) -> str:
    """The verdict, the right formula, and the slip, a line each."""
    said = style("lecture").words
    lines = [answer.message]
    if not answer.holds and answer.place is not None:
        lines.insert(0, answer.formula)
        lines.insert(1, " " * answer.place + "^")
    if not answer.holds and answer.expected:
        lines.append(said["check"]["expected"].format(formula=answer.expected))
    if answer.slip is not None:
        lines.append(said["check"]["slip"].format(slip=said["slip"][answer.slip]))
    return "\n".join(lines)
