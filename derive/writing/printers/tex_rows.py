"""Displays as rows: where a chain of equations is broken, so that no row is too wide."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from derive.calculus import expression as ex
from derive.writing.document import Comparison, Display, Equation, Form, Worked
from derive.writing.holes import Once, Products
from derive.writing.printers.tex import PRODUCTS, Tex
from derive.writing.printers.tex_names import named_terms
from derive.writing.printers.tex_numbers import numbered_factors, numbered_terms
from derive.writing.printers.tex_worked import worked

# in em; the text is 43 em wide, and estimates are on the large side
WIDEST = 44.0


def rows(page: Tex, display: Display) -> list[dict[str, str]]:
    """Rows of left side, right side and note; the right side begins with its relation."""
    lefts = [page.names(equation.left) for equation in display.equations]
    # all are aligned at their first sign, so the widest left side takes its room from every row
    indent = max(
        page.width(left) + (0.5 * len(equation.label) + 1.0 if equation.label else 0.0)
        for left, equation in zip(lefts, display.equations, strict=True)
    )
    result: list[dict[str, str]] = []
    for left, equation in zip(lefts, display.equations, strict=True):
        result += _rows(page, equation, left, indent)
    return result


def _rows(page: Tex, equation: Equation, left: str, indent: float) -> list[dict[str, str]]:
    made: list[dict[str, str]] = []
    for text, note in _forms(page, equation.forms, WIDEST - indent):
        label = "" if made else equation.label
        row = {"left": "" if made else left, "right": text, "note": note, "label": label}
        if made and not equation.rows and not note and _fits(page, made[-1], text, indent):
            made[-1]["right"] += " " + text
        else:
            made.append(row)
    for row in made:
        taken = indent + page.width(row["right"])
        if row["note"] and taken + 0.5 * len(row["note"]) + 2 > WIDEST + 4:
            row["note"] = ""
    return _once(page, made, equation.forms)


def _fits(page: Tex, row: dict[str, str], text: str, indent: float) -> bool:
    taken = indent + page.width(row["right"])
    return taken + page.width(text) < WIDEST


def _forms(page: Tex, forms: tuple[Form, ...], room: float) -> list[tuple[str, str]]:
    """Every form with its `=`, cut into rows at its plus and minus signs where it is too wide."""
    result: list[tuple[str, str]] = []
    before = ""
    for form in forms:
        if isinstance(form.expression, Worked):
            before = worked(page, form.expression.expression, str(form.run), room)
            continue
        if isinstance(form.expression, Comparison):
            result.append((_compared(page, form.expression, form), form.note))
            continue
        text = _printed(page, form, form.expression)
        if form.boxed:
            text = rf"\boxed{{{text}}}"
        parts = [text]
        if page.width(text) > room:
            if _is_sum(form.expression):
                parts = _cut(page, form, room)
            elif isinstance(form.expression, ex.MatMul) and form.run is not None:
                parts = _cut_product(page, form, form.run, room)
            elif isinstance(form.expression, ex.Terms) and not form.boxed:
                parts = _cut_terms(page, form, room)
        parts[0] = f"{before}= {parts[0]}"
        before = ""
        for place, part in enumerate(parts):
            result.append((part if not place else rf"\quad {part}", "" if place else form.note))
    return result


def _printed(page: Tex, form: Form, expression: Any) -> str:
    if form.run is None:
        return page.names(expression)
    return page.numbers(expression, form.run)


def _compared(page: Tex, e: Comparison, form: Form) -> str:
    """Two numbers and the sign between; their names alone where they are shown alike."""
    sign = "<" if e.less else ">"
    name = page.names(e.right)
    left, right = (_printed(page, form, one) for one in (e.left, e.right))
    both = f"= {left} {sign} {right} = {name}"
    return page.hole(Once(left, right, both, f"{sign} {name}"))


def _is_sum(e: Any) -> bool:
    return isinstance(e, ex.MatAdd) or (
        isinstance(e, ex.Scale) and isinstance(e.args[1], ex.MatAdd)
    )


def _cut(page: Tex, form: Form, room: float) -> list[str]:
    """A wide sum of matrices, with a number before it or not, as many terms to a row as fit."""
    total, front = form.expression, ""
    if isinstance(total, ex.Scale):
        front, total = page.names(total.args[0]) + r" \biggl(", total.args[1]
    terms = named_terms(page, total) if form.run is None else numbered_terms(page, total, form.run)
    lines = [front + terms[0]]
    for text in terms[1:]:
        if page.width(f"{lines[-1]} {text}") < room:
            lines[-1] += f" {text}"
        else:
            lines.append(text)
    lines[-1] += r" \biggr)" if front else ""
    return lines


def _cut_product(page: Tex, form: Form, run: str, room: float) -> list[str]:
    """A wide product of matrices, as many factors to a row as fit."""
    sign = PRODUCTS[page.notation.product]
    lines: list[str] = []
    for text in numbered_factors(page, form.expression, run):
        if lines and page.width(lines[-1] + sign + text) < room:
            lines[-1] += sign + text
        else:
            lines.append(rf"\cdot {text}" if lines else text)
    return lines


def _cut_terms(page: Tex, form: Form, room: float) -> list[str]:
    """A wide sum of numbers, as many terms to a row as fit."""
    chunks: list[list[Any]] = []
    for term in form.expression.args:
        longer = _printed(page, form, ex.Terms(*(chunks[-1] if chunks else ()), term))
        if chunks and page.width(longer) < room:
            chunks[-1].append(term)
        else:
            chunks.append([term])
    lines = []
    for place, chunk in enumerate(chunks):
        text = _printed(page, form, ex.Terms(*chunk))
        if place and form.run is not None:
            hole = page.holes[int(text[1:-1])]
            assert isinstance(hole, Products)
            text = page.hole(replace(hole, signed=True))
        elif place:
            text = f"+ {text}"
        lines.append(text)
    return lines


def _once(page: Tex, made: list[dict[str, str]], forms: tuple[Form, ...]) -> list[dict[str, str]]:
    """Where the numbers put in are already the result, it stands once."""
    forms = tuple(form for form in forms if not isinstance(form.expression, Worked))
    if len(forms) < 2 or forms[-2].run is None or forms[-1].run is None:
        return made
    before = _printed(page, forms[-2], forms[-2].expression)
    after = _printed(page, forms[-1], forms[-1].expression)
    if r"\begin{" in before or len(made) < 1:
        return made
    boxed = rf"\boxed{{{after}}}" if forms[-1].boxed else after
    both, last = f"= {before} = {boxed}", f"= {boxed}"
    if made[-1]["right"].endswith(both):
        head = made[-1]["right"].removesuffix(both)
        made[-1]["right"] = head + page.hole(Once(before, after, both, last))
    elif len(made) > 1 and (made[-2]["right"], made[-1]["right"]) == (f"= {before}", last):
        result = made.pop()
        both = f"= {before} \\\\\n &{result['right']}"
        made[-1]["right"] = page.hole(Once(before, after, both, last))
    return made
