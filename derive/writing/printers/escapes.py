"""Words of people made safe for a format: no character of theirs is ever a command."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from html import escape


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


# what fonts for Typst and pdfLaTeX surely have: Latin, punctuation, Greek and signs by name
_SIGNS = {
    "∘": "circ", "⊙": "odot", "·": "cdot", "⋅": "cdot", "×": "times", "≈": "approx", "≠": "neq",
    "≤": "leq", "≥": "geq", "−": "-", "′": "'", "ᵀ": "{}^T", "∂": "partial", "∇": "nabla",
    "∑": "sum", "√": "surd", "±": "pm", "←": "leftarrow", "→": "rightarrow", "⇒": "Rightarrow",
    "∝": "propto", "∞": "infty", "∈": "in", "½": "frac12", "ℓ": "ell", "•": "bullet",
}  # fmt: skip
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789", strict=True))
_TYPED = {"“": "``", "”": "''", "\u2018": "`", "’": "'", "–": "--", "—": "---", "…": r"\ldots{}",
          "\u00a0": "~", "„": ",,", "<": r"\ensuremath{<}", ">": r"\ensuremath{>}",
          "|": r"\ensuremath{|}"}  # fmt: skip


def _tex_words(text: str) -> str:
    """Any text for pdfLaTeX: Greek and signs by their commands, all else that is not Latin as ?"""
    return "".join(map(_tex_character, text))


@lru_cache(maxsize=4096)
def _tex_character(one: str) -> str:
    if one in _TYPED:
        return _TYPED[one]
    if one in _RAISED:
        script = "_" if one in "₀₁₂₃₄₅₆₇₈₉" else "^"
        return rf"\ensuremath{{{{}}{script}{_RAISED[one]}}}"
    if one in _SIGNS:
        sign = _SIGNS[one]
        command = sign if sign.startswith(("-", "{", "'")) else "\\" + sign
        return rf"\ensuremath{{{command}}}"
    name = unicodedata.name(one, "").split()
    if name[:2] in (["GREEK", "SMALL"], ["GREEK", "CAPITAL"]) and len(name) == 4:
        letter = {"LAMDA": "lambda", "OMICRON": "o"}.get(name[3], name[3].lower())
        plain = name[1] == "CAPITAL" and name[3] not in _OWN_CAPITALS
        if letter == "o" or plain:
            return letter[0] if letter == "o" else name[3][0]
        return rf"\ensuremath{{\{letter.capitalize() if name[1] == 'CAPITAL' else letter}}}"
    if one.isspace() or one < " ":
        return " "
    return _tex_escape(one) if one < "\u0180" and one.isprintable() else "?"


_LATER = "GAMMA DELTA THETA LAMDA XI PI SIGMA UPSILON PHI PSI OMEGA"
_OWN_CAPITALS = frozenset(_LATER.split())


def _typst_safe(text: str) -> str:
    """What no font of ours has becomes a question mark: a PDF for keeping refuses it."""
    return "".join(
        one if _has_glyph(one) else " " if one.isspace() or one < " " else "?" for one in text
    )


def _has_glyph(one: str) -> bool:
    return (
        " " <= one <= "~" or "\u00a1" <= one <= "\u017f" 
        or one in _TYPED or one in _SIGNS or one in _RAISED
        or ("\u0391" <= one <= "\u03c9" and one.isalpha()) or "①" <= one <= "⑳"
    )  # fmt: skip


def _html_escape(text: str) -> str:
    """Text between tags or in quotation marks; what steers a terminal or a line is left out."""
    return escape("".join(one if one.isprintable() or one == "\n" else " " for one in text))


def _md_code(text: str) -> str:
    """Text as code on one line: no run of backticks in it can end it."""
    text = " ".join(text.split()) or " "
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    marks = "`" * (longest + 1)
    return f"{marks} {text} {marks}" if longest else f"{marks}{text}{marks}"


ESCAPES: dict[str, Callable[[str], str]] = {
    "tex": _tex_escape,
    "md": _md_escape,
    "md_line": _md_line,
    "xml": _xml,
    "html": _html,
    "html_attribute": _html_attribute,
    "typst": _typst_escape,
    "typst_string": _typst_string,
    "typst_words": lambda text: _typst_escape(_typst_safe(text)),
    "typst_raw": lambda text: _typst_string(_typst_safe(text)),
    "tex_words": _tex_words,
    "html_text": _html_escape,
    "md_code": _md_code,
}
