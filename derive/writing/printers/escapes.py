"""Words of people made safe for a format: no character of theirs is ever a command."""

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


def _md_line(text: str) -> str:
    """Text at the begin of a line, where Markdown would take some for a list or a rule."""
    return re.sub(r"^(\d+(?=[.)])|(?=[-+=]))", r"\1\\", _md_escape(text.strip()))


def _typst_escape(text: str) -> str:
    """Every character that markup could take for more than itself, a hyphen in a word excepted."""
    text = re.sub(r"(?<![A-Za-z])-|-(?![A-Za-z])", r"\\-", text)
    text = re.sub(r"(?<![A-Za-z)])\.|\.(?=\.)", r"\\.", text)
    text = re.sub(r"\\(?![-.])|[#$*_`<>@\[\]=+/~\"]", r"\\\g<0>", text)
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _typst_string(text: str) -> str:
    """Text as a string of Typst's code, with its quotation marks."""
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


def _xml(text: str) -> str:
    """The characters that XML and HTML take for their own; what no XML may hold is left out."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NO_XML.sub("", text.replace('"', "&quot;"))


# the marks of holes, \x02 to \x05, are filled before anybody reads the text
_NO_XML = re.compile("[\x00\x01\x06-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _html_attribute(text: str) -> str:
    """Text of an attribute, in which no course system finds a field either."""
    return _xml(text).replace("{", "&#123;")


def _html(text: str) -> str:
    """Words in HTML: neither tags nor formulas of MathJax nor fields of a course system."""
    return re.sub(r"[\\$]", r"<span>\g<0></span>", _html_attribute(text))


ESCAPES: dict[str, Callable[[str], str]] = {
    "tex": _tex_escape,
    "md": _md_escape,
    "md_line": _md_line,
    "xml": _xml,
    "html": _html,
    "html_attribute": _html_attribute,
    "typst": _typst_escape,
    "typst_string": _typst_string,
}
