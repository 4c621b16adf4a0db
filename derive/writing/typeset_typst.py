"""Typst, as a wheel with its fonts inside: text to PDF without leaving the process."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from derive.errors import DeriveError


def run(text: str, many: bool) -> bytes:
    """The PDF of a Typst text; DeriveError with Typst's own message where it does not compile."""
    try:
        import typst
    except ImportError:
        message = "PDF needs the package typst: pip install 'typst>=0.15.2,<0.16'"
        raise DeriveError(message) from None
    # a folder of its own as root: whatever a text asks for, there is no other file to be read
    with TemporaryDirectory(prefix="derive-typst-") as place:
        root = Path(place)
        sheet = root / "sheet.typ"
        sheet.write_text(text, encoding="utf-8", newline="\n")
        try:
            made: bytes = typst.compile(
                sheet,
                root=root,
                package_path=root,
                package_cache_path=root,
                ignore_system_fonts=True,
                format="pdf",
                # to be kept for long, and refused where a character has no glyph in the fonts
                pdf_standards="a-2u",
                timestamp=0,
            )
        except typst.TypstError as error:
            raise DeriveError(f"typst: {' '.join(str(error).split())}") from None
    return made
