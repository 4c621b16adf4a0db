"""Words escaped, so that no format takes them for commands."""

from __future__ import annotations

import re
from collections.abc import Callable


def _tex_escape(text: str) -> str:
    return re.sub(r"[\\{}$&#^_~%]", lambda found: _TEX[found[0]], text)


_TEX = {c: "\\" + c for c in "{}$&#_%"} | {
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}


def _md_escape(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]$|#~])", r"\\\1", text)


ESCAPES: dict[str, Callable[[str], str]] = {"tex": _tex_escape, "md": _md_escape}
