"""What closes a mathematical mark of a document, looked for in bounded time."""

from __future__ import annotations

import re
from collections import Counter

MOST_UNCLOSED = 20
MOST_INLINE = 20_000  # characters between two dollars


class Closing:
    """Finds what closes a mark; a mark that was not closed often is not looked for any more."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.unclosed: Counter[str] = Counter()
        self.long = 0  # how often a very long line was looked into

    def behind(self, mark: str, place: int, otherwise: int, paragraph: bool = False) -> int:
        """The place behind the next such mark, within the paragraph if so said."""
        limit = len(self.text)
        if paragraph:
            limit = self.text.find("\n\n", place, place + MOST_INLINE)
            if limit < 0 and mark not in self.text[place : place + MOST_INLINE]:
                limit = self._line_end(place)  # too long for a formula, but told as one
            limit = limit if limit >= 0 else place + MOST_INLINE
        elif self.unclosed[mark] > MOST_UNCLOSED:
            return otherwise
        found = place
        while True:
            found = self.text.find(mark, found, limit)
            if found < 0:
                self.unclosed[mark] += 1
                return otherwise
            if mark[0] != "$" or self.text[found - 1] != "\\":
                return found + len(mark) if found > place or mark == "-->" else otherwise
            found += 1

    def _line_end(self, place: int) -> int:
        """The end of the line, if it is a very long one; not looked for again and again."""
        self.long += 1
        if self.long > MOST_UNCLOSED:
            return -1
        end = self.text.find("\n", place)
        return end if end >= 0 else len(self.text)

    def environment(self, name: str, start: int, otherwise: int) -> int:
        """The place behind the end of an environment, others of its name within it."""
        if self.unclosed[name] > MOST_UNCLOSED:
            return otherwise
        level = 0
        for match in re.finditer(r"\\(begin|end)\{" + name + r"\*?\}", self.text[start:]):
            level += 1 if match[1] == "begin" else -1
            if level == 0:
                return start + match.end()
        self.unclosed[name] += 1
        return otherwise
