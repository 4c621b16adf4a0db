r"""Single faults in right sheets, drawn with a seed, and an oracle that calls them false.

The oracle knows nothing of derive. It cuts a sheet, Markdown or LaTeX, into chains
`name = formula = numbers = result`, values operands with intervals of fractions (`arithmetic`), a
name by what the sheet prints for it, and compares neighbours. A printed decimal stands for all
that rounds or is cut to it. A fault counts only where a pair of neighbours that agreed does not
agree any more.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

import arithmetic
from arithmetic import Interval, Matrix, Reader, Unread, Written

KINDS = ("digit", "sign", "factor", "transpose", "swap", "term", "index")


# Values -------------------------------------------------------------------------------------------
def printed(text, digits):
    """All numbers that round or are cut to a printed one; exact where it has fewer digits."""
    value = Fraction(text)
    unit = arithmetic.unit(text, digits)
    return Interval(value - unit / 2, value + unit)


class Named(Reader):
    """Numbers and names, each name by the tokens that it is written with."""

    names: dict

    def __init__(self, tokens, digits, functions, names, place=0):
        super().__init__(tokens, digits, functions, place)
        self.names = names

    def inside(self, inner):
        return Named(inner, self.digits, self.functions, self.names).whole()

    def atom(self):
        if self.kind() == "number":
            token = self.take()
            return Written(printed(token, self.digits), token)
        for name, value in self.names.get(self.peek(), ()):
            end = self.place + len(name)
            if tuple(token for _, token in self.tokens[self.place : end]) == name:
                following = self.tokens[end][1] if end < len(self.tokens) else ""
                if following not in ("_", "'"):
                    self.place = end
                    return value
        return super().atom()

    def starts(self):
        return super().starts() or bool(self.names.get(self.peek()))


def names_of(known):
    """The names by their first token, the longest first."""
    found = defaultdict(list)
    for text, value in known.items():
        tokens = tuple(token for _, token in arithmetic.tokens(text))
        if tokens and tokens[0] != "1":
            found[tokens[0]].append((tokens, value))
    for entries in found.values():
        entries.sort(key=lambda one: -len(one[0]))
    return found


# Chains with their places -------------------------------------------------------------------------
@dataclass(frozen=True)
class Chain:
    """A chain as one line, the place of each character in the sheet, where the operands are."""

    text: str
    places: tuple
    operands: tuple  # (start, end) in text

    def operand(self, number):
        start, end = self.operands[number]
        return self.text[start:end]

    @property
    def start(self):
        return min(place for place in self.places if place >= 0)

    @property
    def end(self):
        return max(self.places) + 1


DISPLAY = re.compile(
    r"^\$\$\n(?P<md>.*?)\n\$\$$|^```math\n(?P<fence>.*?)\n```$|^\\\[\n(?P<one>.*?)\n\\\]"
    r"|^\\begin\{align\*\}\n(?P<rows>.*?)\n\\end\{align\*\}",
    re.MULTILINE | re.DOTALL,
)


def displays(text):
    for found in DISPLAY.finditer(text):
        kind = found.lastgroup
        start, end = found.span(kind)
        body = text[start:end]
        head = r"\begin{aligned}"
        if body.startswith(head):
            yield body[len(head) : -len(r"\end{aligned}")], start + len(head)
        else:
            yield body, start


def chains(text):
    """Every chain of a sheet."""
    for body, start in displays(text):
        line, places = "", []
        for row, offset, is_beside in beside(body, start):
            row = row.partition("&&")[0].partition(r"\qquad")[0]
            if row.startswith("*"):
                row = " " + row[1:]
            goes_on = row.strip().startswith("&") and not is_beside
            label = arithmetic.LABEL.match(row.lstrip())
            if label:
                width = len(row) - len(row.lstrip()) + label.end()
                row = " " * width + row[width:]
            row = "".join(
                " " if here == "&" and not depth else here for here, depth in levels(row)
            ).replace(r"\quad", "     ")
            if not goes_on:
                if line:
                    yield chain(line, places)
                line, places = "", []
            line += (" " if line else "") + row
            places += ([-1] if places else []) + list(range(offset, offset + len(row)))
        if line:
            yield chain(line, places)


def beside(body, start):
    """The equations of a body, row by row; those that stand beside another one in their row."""
    for row, offset in split(body, r"\\", start):
        before, from_ = "", offset
        found = []
        for part, place in split(row.replace(r"\qquad", r"\Qquad"), r"\quad", offset):
            if "=" in before and "=" in part:
                found.append((before, from_))
                before, from_ = part, place
            else:
                before = before + r"\quad" + part if before else part
        found.append((before, from_))
        for number, (text, place) in enumerate(found):
            yield text.replace(r"\Qquad", r"\qquad"), place, number > 0


def chain(line, places):
    operands = []
    for part, start in split(line, "=", 0):
        stripped = part.strip()
        start += len(part) - len(part.lstrip())
        operands.append((start, start + len(stripped)))
    return Chain(line, tuple(places), tuple(operands))


def levels(text):
    """Each character with how deep it stands in braces and environments."""
    depth = 0
    for place, here in enumerate(text):
        escaped = place and text[place - 1] == "\\"
        if text.startswith(r"\begin{", place):
            depth += 1
        elif text.startswith(r"\end{", place):
            depth -= 1
        if not escaped:
            depth += (here == "{") - (here == "}")
        yield here, depth


def split(text, mark, offset):
    start = 0
    for part in arithmetic._split(text, mark):
        yield part, offset + start
        start += len(part) + len(mark)


# A sheet and its faults ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Mutant:
    """A sheet with one fault: what kind, where the line starts and ends, what was put for what.

    `place` is where the old text stood in the right sheet.
    """

    text: str
    kind: str
    start: int
    end: int
    old: str
    new: str
    place: int


@dataclass(frozen=True)
class Sheet:
    """A right sheet as the oracle reads it."""

    text: str
    digits: arithmetic.Digits
    functions: dict

    @cached_property
    def chains(self):
        return [one for one in chains(self.text) if len(one.operands) > 1]

    @cached_property
    def known(self):
        """For each chain the names known there: printed before, or the only value printed later."""
        values, before = defaultdict(list), []
        running = {}
        for one in self.chains:
            before.append(dict(running))
            value = self.plain(one.operand(-1))
            name = one.operand(0)
            if value is not None and self.plain(name) is None:
                running[name] = value
                values[name].append((one.operand(-1), value))
        only = {name: all_[0][1] for name, all_ in values.items() if len({t for t, _ in all_}) == 1}
        return [names_of(only | one) for one in before]

    def plain(self, text):
        return self.value(text, {})

    def value(self, text, names):
        """The value of an operand; None where it is not known, False where shapes do not fit."""
        try:
            reader = Named(arithmetic.tokens(text), self.digits, self.functions, names)
            return reader.whole()
        except Unread as unread:
            return False if str(unread).startswith("shapes") else None
        except (RecursionError, ZeroDivisionError, OverflowError, ValueError):
            return None

    def agree(self, one, other):
        """Whether two neighbours agree; None where that is not known."""
        if one is None or other is None:
            return None
        return bool(one) and bool(other) and same(one, other)

    def mutant(self, draw, kind):
        """A fault of a kind that the oracle calls false, or None where this draw made none."""
        number = draw.randrange(len(self.chains))
        line, names = self.chains[number], self.known[number]
        place = draw.randrange(len(line.operands))
        start, end = line.operands[place]
        old = line.text[start:end]
        changed = FAULTS[kind](old, draw)
        if changed is None or changed == old or any(p < 0 for p in line.places[start:end]):
            return None
        before = [
            self.value(line.operand(k), names if k else {}) for k in range(len(line.operands))
        ]
        if before[0] is None and place:
            before[0] = self.value(line.operand(0), names)
        after = list(before)
        after[place] = self.value(changed, names)
        if not place:  # another name on the left is another claim: its own value must be known
            return None
        pairs = [(k, k + 1) for k in (place - 1, place) if 0 <= k < len(line.operands) - 1]
        false = [
            (a, b)
            for a, b in pairs
            if self.agree(before[a], before[b]) and self.agree(after[a], after[b]) is False
        ]
        if not false:
            return None
        first, last = line.places[start], line.places[end - 1] + 1
        text = self.text[:first] + changed + self.text[last:]
        cut = self.text[first:last]
        end = line.end + len(changed) - len(cut)
        return Mutant(text, kind, line.start, end, cut, changed, first)


def same(one, other):
    """Whether two values can be the same number, entry by entry."""
    if isinstance(one, Matrix) != isinstance(other, Matrix):
        return False
    if isinstance(one, Matrix):
        return one.shape == other.shape and all(
            same(a, b) for p, q in zip(one.rows, other.rows) for a, b in zip(p, q)
        )
    return arithmetic._plain(one).meets(arithmetic._plain(other))


# The faults: each changes the text of an operand, or answers None where there is nothing to change
NUMBER = re.compile(r"(?<![\d.(\^{_])\d+\.\d+|(?<![\d.^_{(])\d+(?![\d.)}])")
NAME = re.compile(
    r"(?:\\(?:mathbf|boldsymbol|hat|bar|tilde)\{(?:\\?\w+|\\\w+\{\w+\})\}|(?<![\\A-Za-z])[a-zA-Z](?![A-Za-z]))"
    r"(?:_\{[^{}]*\})?(?:\^\{\(\d\)\})?"
)


def _digit(text, draw):
    found = list(NUMBER.finditer(text))
    if not found:
        return None
    one = draw.choice(found)
    places = [k for k in range(*one.span()) if text[k].isdigit()]
    place = draw.choice(places)
    new = draw.choice([c for c in "0123456789" if c != text[place]])
    if place == one.start() and new == "0" and text[place + 1 : place + 2].isdigit():
        return None
    return text[:place] + new + text[place + 1 :]


def _sign(text, draw):
    found = [k.start() for k in re.finditer(r"(?<=[\d}) ])[+-](?= )", text)]
    bare = [
        k.start()
        for k in NUMBER.finditer(text)
        if text[: k.start()].endswith(("{", "& ", "\\ ", "= ")) or not k.start()
    ]
    minus = [k.start() for k in re.finditer(r"-(?=\d)", text)]
    if found and (draw.random() < 0.6 or not (bare or minus)):
        place = draw.choice(found)
        return text[:place] + ("-" if text[place] == "+" else "+") + text[place + 1 :]
    if minus and (draw.random() < 0.5 or not bare):
        place = draw.choice(minus)
        return text[:place] + text[place + 1 :]
    if bare:
        place = draw.choice(bare)
        return text[:place] + "-" + text[place:]
    return None


def _factor(text, draw):
    if top_level(text, " + ") or top_level(text, " - ") or text.startswith("-"):
        return None
    if text.startswith("2 ") and draw.random() < 0.7:
        return text[2:].lstrip() or None
    factor = draw.choice(["2", r"\frac{1}{2}", "3"])
    if text[:1].isdigit():
        return rf"{factor} \cdot {text}"
    return f"{factor} {text}"


def _transpose(text, draw):
    there = [k.span() for k in re.finditer(r"\^\{\\top\}|\\top", text)]
    if there and draw.random() < 0.7:
        start, end = draw.choice(there)
        return (text[:start] + text[end:]).replace("^{}", "")
    names = [k for k in NAME.finditer(text) if k[0].startswith(r"\mathbf{")]
    plain = [k for k in names if text[k.end() : k.end() + 1] not in ("^", "_", "'")]
    if not plain:
        return None
    one = draw.choice(plain)
    name = f"({one[0]})" if "^" in one[0] else one[0]
    return text[: one.start()] + name + r"^{\top}" + text[one.end() :]


def _swap(text, draw):
    numbers = [k for k in NUMBER.finditer(text)]
    names = [k for k in NAME.finditer(text)]
    found = numbers if numbers and (draw.random() < 0.7 or len(names) < 2) else names
    if len(found) < 2:
        return None
    one, other = sorted(draw.sample(found, 2), key=lambda k: k.start())
    return (
        text[: one.start()]
        + other[0]
        + text[one.end() : other.start()]
        + one[0]
        + text[other.end() :]
    )


def _term(text, draw):
    cuts = sorted(top_level(text, " + ") + top_level(text, " - "))
    if not cuts:
        return None
    bounds = [*cuts, len(text)]
    terms = list(pairwise(bounds))
    start, end = draw.choice(terms)
    return text[:start] + text[end:]


def top_level(text, mark):
    """Where a mark stands outside all brackets."""
    found, depth = [], 0
    for place, (_, level) in enumerate(levels(text)):
        depth += (text[place] in "([") - (text[place] in ")]")
        if not level and depth <= 0 and text.startswith(mark, place):
            found.append(place)
    return found


def _index(text, draw):
    found = [k.span(1) for k in re.finditer(r"\^\{\((\d)\)\}", text)]
    found += [(k.start(), k.start() + 1) for k in re.finditer(r"(?<=_\{)\d|(?<=_\{\d)\d", text)]
    if not found:
        return None
    start, end = draw.choice(found)
    new = draw.choice([c for c in "123" if c != text[start:end]])
    return text[:start] + new + text[end:]


FAULTS = {
    "digit": _digit,
    "sign": _sign,
    "factor": _factor,
    "transpose": _transpose,
    "swap": _swap,
    "term": _term,
    "index": _index,
}


def faults(sheet, draw, count, tries=60):
    """Up to `count` different mutants of a sheet, each kind in its turn as far as there are any."""
    found = {}
    first = draw.randrange(len(KINDS))
    for turn in range(first, first + 2 * count):
        kind = KINDS[turn % len(KINDS)]
        for _ in range(tries):
            one = sheet.mutant(draw, kind)
            if one is not None and one.text not in found:
                found[one.text] = one
                break
        if len(found) == count:
            break
    return list(found.values())
