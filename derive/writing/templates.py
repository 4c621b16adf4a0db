"""Templates of the formats: the shipped ones, or in a sandbox a style's own in their place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from derive.errors import DeriveError
from derive.resources import folder
from derive.writing.printers.escapes import ESCAPES
from derive.writing.template_cache import Beside

DOCUMENT = "document.j2"
# delimiters that neither TeX nor Markdown nor Typst uses; a name that is not there is an error
SYNTAX: dict[str, Any] = {
    "variable_start_string": "<<",
    "variable_end_string": ">>",
    "block_start_string": "<%",
    "block_end_string": "%>",
    "comment_start_string": "<#",
    "comment_end_string": "#>",
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "undefined": StrictUndefined,
}
MOST_BYTES = 200_000
# what a template can raise when it runs, beside Jinja's own errors
FAULTS = (
    TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError,
    RecursionError, MemoryError, UnicodeDecodeError,
)  # fmt: skip


@lru_cache(maxsize=16)
def _environment(kind: type[Environment], *roots: Path) -> Environment:
    environment = kind(
        loader=FileSystemLoader(roots),
        **SYNTAX,
        autoescape=False,
        optimized=False,  # it costs more than it gains for templates that are rendered once
        bytecode_cache=Beside(roots[-1], kind.__name__.lower()),
    )
    environment.filters |= {f"{name}_escape": escape for name, escape in ESCAPES.items()}
    return environment


def _sandbox(*roots: Path) -> Environment:
    from jinja2.sandbox import SandboxedEnvironment  # only a stranger's templates need it

    return _environment(SandboxedEnvironment, *roots)


def rendered(style: Path, format: str, values: Mapping[str, Any]) -> str:
    """The document of a format: by `<format>/document.j2` in the style's folder, if there is one.

    Raises DeriveError, naming the file and perhaps the line, where that template is faulty.
    """
    shared = folder("templates")
    name = f"{format}/{DOCUMENT}"
    own = style / format / DOCUMENT
    if not own.is_file():
        return _environment(Environment, shared).get_template(name).render(**values)
    if own.stat().st_size > MOST_BYTES:
        raise DeriveError(f"larger than {MOST_BYTES} bytes", file=str(own))
    try:
        return _sandbox(style, shared).get_template(name).render(**values)
    except FAULTS as error:
        line = getattr(error, "lineno", None)
        told = str(error) or type(error).__name__
        raise DeriveError(
            f"{'line ' + str(line) + ': ' if line else ''}{told}", file=str(own)
        ) from None
