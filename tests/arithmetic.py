r"""A second reader of the sheets: takes the TeX of a solution and does its sums again.

Knows numbers, signs, fractions, powers, matrices and a few functions; nothing of derive. A chain
`name = formula = numbers = result` gives one claim for each pair of neighbouring operands that
hold numbers only (or are a name whose value was printed before).

    >>> [claim.holds for claim in claims(r"$$\nz = 2 \cdot 0.3 - 1 = \boxed{-0.4}\n$$", Digits(4))]
    [True]
    >>> [claim.holds for claim in claims(r"$$\nz = 2 \cdot 0.3 - 1 = \boxed{-0.5}\n$$", Digits(4))]
    [False]
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

import mpmath

BITS = 240


class Unread(Exception):
    """What stands there is not made of numbers."""


@dataclass(frozen=True)
class Digits:
    """How the sheet says that it rounds."""

    count: int
    kind: str = "decimals"
    carry: str = "full"


# Intervals of fractions ---------------------------------------------------------------------------
@dataclass(frozen=True)
class Interval:
    low: Fraction
    high: Fraction

    def __add__(self, other):
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other):
        return Interval(self.low - other.high, self.high - other.low)

    def __neg__(self):
        return Interval(-self.high, -self.low)

    def __mul__(self, other):
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other):
        if other.low <= 0 <= other.high:
            raise Unread("division by an interval around 0")
        return self * Interval(1 / other.high, 1 / other.low)

    def power(self, n):
        ends = [self.low**n, self.high**n]
        if n % 2 == 0 and self.low < 0 < self.high:
            return Interval(Fraction(0), max(ends))
        return Interval(min(ends), max(ends))

    def meets(self, other):
        return self.low <= other.high and other.low <= self.high


def point(value):
    return Interval(Fraction(value), Fraction(value))


def _iv(interval):
    iv = mpmath.iv
    iv.prec = BITS
    low = iv.mpf(interval.low.numerator) / interval.low.denominator
    high = iv.mpf(interval.high.numerator) / interval.high.denominator
    return iv.mpf([low.a, high.b])


def _fraction(number):
    sign, mantissa, exponent, _ = number._mpf_ if hasattr(number, "_mpf_") else number
    value = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return -value if sign else value


def _back(value):
    low, high = value._mpi_
    return Interval(_fraction(low), _fraction(high))


def through(function):
    """An interval function from one that mpmath's interval context knows."""
    return lambda interval: _back(function(_iv(interval)))


def monotone(function):
    """An interval function from a growing function of one mpmath number."""

    def apply(interval):
        with mpmath.workprec(BITS):
            if function(mpmath.mpf(0)) == 0 and not interval.low and not interval.high:
                return point(0)
            slack = Fraction(1, 2 ** (BITS - 40))
            ends = []
            for end in (interval.low, interval.high):
                ends.append(_fraction(function(mpmath.mpf(end.numerator) / end.denominator)))
            ends.sort()
            return Interval(ends[0] - slack, ends[1] + slack)

    return apply


def bounded(function, slope):
    """An interval function from a mean value and a bound on the slope of the function."""

    def apply(interval):
        middle = (interval.low + interval.high) / 2
        around = slope * (interval.high - interval.low) / 2
        at = monotone(function)(point(middle))
        return Interval(at.low - around, at.high + around)

    return apply


def _exp(x):
    return mpmath.iv.exp(x)


def _sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


FUNCTIONS = {
    "e": through(_exp),
    "ln": through(lambda x: mpmath.iv.log(x)),
    "sqrt": through(lambda x: mpmath.iv.sqrt(x)),
    "tanh": monotone(mpmath.tanh),
    "sigma": monotone(_sigmoid),
    "erf": monotone(mpmath.erf),
    "identity": lambda x: x,
    "ReLU": lambda x: Interval(max(x.low, Fraction(0)), max(x.high, Fraction(0))),
    "softplus": monotone(lambda x: mpmath.log(1 + mpmath.exp(x))),
    "SiLU": bounded(lambda x: x * _sigmoid(x), 2),
    "GELU": bounded(lambda x: x * mpmath.ncdf(x), 2),
}

# Numbers as printed -------------------------------------------------------------------------------


def unit(text, digits):
    """One unit of the last place of a printed number, 0 where it stands for itself exactly.

    >>> unit("0.30", Digits(2)), unit("0.3", Digits(2)), unit("0.0123", Digits(3, "significant"))
    (Fraction(1, 100), Fraction(0, 1), Fraction(1, 10000))
    """
    whole, _, decimals = text.partition(".")
    if digits.kind != "significant":
        count = len(decimals)
    else:
        count = len((whole + decimals).lstrip("0"))
        if not decimals:
            return Fraction(0)
    return Fraction(1, 10 ** len(decimals)) if count == digits.count else Fraction(0)


def printed(text, digits):
    value = Fraction(text)
    half = unit(text, digits) / 2 if digits.carry == "full" else 0
    return Interval(value - half, value + half)


def rounded(value, digits):
    """Half up, away from zero: what a calculated number is shown as."""
    if not value:
        return value
    if digits.kind != "significant":
        scale = Fraction(10) ** digits.count
    else:
        exponent = 0
        size = abs(value)
        while size >= 10:
            size, exponent = size / 10, exponent + 1
        while size < 1:
            size, exponent = size * 10, exponent - 1
        scale = Fraction(10) ** (digits.count - 1 - exponent)
    shown = (abs(value) * scale + Fraction(1, 2)).__floor__() / scale
    return shown if value > 0 else -shown


# A value: an interval, and how it was written where it is a bare number ---------------------------
@dataclass(frozen=True)
class Matrix:
    rows: tuple

    @property
    def shape(self):
        return len(self.rows), len(self.rows[0])


@dataclass(frozen=True)
class Written:
    """A number as it stands on the sheet (`text` has no sign)."""

    interval: Interval
    text: str | None = None


def _plain(x):
    return x.interval if isinstance(x, Written) else x


def _each(function, x):
    if isinstance(x, Matrix):
        return Matrix(tuple(tuple(Written(function(_plain(e))) for e in row) for row in x.rows))
    return Written(function(_plain(x)))


def _entrywise(function, x, y):
    if isinstance(x, Matrix) != isinstance(y, Matrix):
        x, y = _spread(x, y), _spread(y, x)
    if isinstance(x, Matrix):
        if x.shape != y.shape:
            raise Unread("shapes differ")
        return Matrix(
            tuple(
                tuple(Written(function(_plain(a), _plain(b))) for a, b in zip(p, q, strict=True))
                for p, q in zip(x.rows, y.rows, strict=True)
            )
        )
    return Written(function(_plain(x), _plain(y)))


def _spread(x, like):
    """A number where a matrix is meant, as the bold 1."""
    if isinstance(x, Matrix):
        return x
    return Matrix(tuple(tuple(x for _ in row) for row in like.rows))


def add(x, y):
    if isinstance(x, Matrix) != isinstance(y, Matrix):
        raise Unread("a number and a matrix are added")
    return _entrywise(lambda a, b: a + b, x, y)


def times(x, y):
    if isinstance(x, Matrix) and isinstance(y, Matrix):
        if x.shape[1] != y.shape[0]:
            raise Unread("shapes do not fit")
        columns = list(zip(*y.rows, strict=True))
        rows = []
        for row in x.rows:
            out = []
            for column in columns:
                total = point(0)
                for a, b in zip(row, column, strict=True):
                    total = total + _plain(a) * _plain(b)
                out.append(Written(total))
            rows.append(tuple(out))
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0]
        return Matrix(tuple(rows))
    return _entrywise(lambda a, b: a * b, x, y)


def _softmax(x):
    if not isinstance(x, Matrix) or x.shape[1] != 1:
        raise Unread("softmax of no column")
    entries = [_plain(row[0]) for row in x.rows]
    rows = []
    for i in range(len(entries)):  # 1 / sum of exp(z_k - z_i): each difference is met once
        rest = point(1)
        for k in range(len(entries)):
            if k != i:
                rest = rest + FUNCTIONS["e"](entries[k] - entries[i])
        rows.append((Written(point(1) / rest),))
    return Matrix(tuple(rows))


# Reading ------------------------------------------------------------------------------------------
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)(?![\d.])|(?P<command>\\[a-zA-Z]+|\\\\|\\[{},;!])"
    r"|(?P<letter>[a-zA-Z])|(?P<sign>.))",
    re.DOTALL,
)


def tokens(text):
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise Unread(text[place:])
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


@dataclass
class Reader:
    """A value from TeX by recursive descent; raises Unread at the first name."""

    tokens: list
    digits: Digits
    functions: dict
    place: int = 0
    opened: list = field(default_factory=list)

    def peek(self, ahead=0):
        at = self.place + ahead
        return self.tokens[at][1] if at < len(self.tokens) else ""

    def kind(self):
        return self.tokens[self.place][0] if self.place < len(self.tokens) else ""

    def take(self, expected=None):
        token = self.peek()
        if expected is not None and token != expected:
            raise Unread(f"{token!r} where {expected!r} was expected")
        self.place += 1
        return token

    def whole(self):
        value = self.sum()
        if self.place != len(self.tokens):
            raise Unread(self.peek())
        return value

    def sum(self):
        negative = False
        while self.peek() in "+-" and self.peek():
            negative ^= self.take() == "-"
        value = self.product()
        if negative:
            value = self.minus(value)
        while self.peek() and self.peek() in "+-":
            sign = self.take()
            term = self.product()
            value = add(value, _each(lambda x: -x, term) if sign == "-" else term)
        return value

    def minus(self, value):
        """A minus before a bare number leaves it a bare number."""
        if isinstance(value, Written) and value.text is not None:
            return Written(-value.interval, value.text)
        return _each(lambda x: -x, value)

    def product(self):
        value = self.factor()
        while True:
            token = self.peek()
            if token in ("\\cdot", "\\,"):
                self.take()
                value = self.scaled(value)
            elif token in ("\\odot", "\\circ"):
                self.take()
                value = _entrywise(lambda a, b: a * b, value, self.factor())
            elif self.starts():
                value = times(value, self.factor())
            else:
                return value

    def scaled(self, value):
        """`a \\cdot b`; with a power of ten, a bare number stays one."""
        power_of_ten = self.peek() == "10" and self.peek(1) == "^"
        other = self.factor()
        result = times(value, other)
        if power_of_ten and isinstance(value, Written) and value.text is not None:
            return Written(result.interval, "scientific:" + value.text)
        return result

    def starts(self):
        token, kind = self.peek(), self.kind()
        if kind == "number" or token in ("(", "\\left", "\\frac", "\\sqrt", "\\begin", "\\boxed"):
            return True
        return kind == "letter" or (
            kind == "command"
            and token not in ("\\right", "\\end", "\\\\", "\\cdot", "\\odot", "\\circ", "\\quad")
        )

    def factor(self):
        value = self.atom()
        while self.peek() == "^":
            self.take()
            inner = self.group_tokens()
            if [token for _, token in inner] in (["\\top"], ["T"]):
                if not isinstance(value, Matrix):
                    continue
                value = Matrix(tuple(zip(*value.rows, strict=True)))
                continue
            exponent = _plain(self.inside(inner))
            if not isinstance(exponent, Interval) or exponent.low != exponent.high:
                raise Unread("a power that is no number")
            if exponent.low.denominator != 1:
                raise Unread("a power that is not whole")
            value = _each(lambda x, n=int(exponent.low): x.power(n), value)
        return value

    def inside(self, inner):
        return Reader(inner, self.digits, self.functions).whole()

    def group_tokens(self):
        """What stands between braces, or one token."""
        if self.peek() != "{":
            self.place += 1
            return [self.tokens[self.place - 1]]
        self.take("{")
        start, depth = self.place, 1
        while depth:
            token = self.take()
            if not token:
                raise Unread("a brace that does not close")
            depth += (token == "{") - (token == "}")
        return self.tokens[start : self.place - 1]

    def atom(self):
        kind, token = self.kind(), self.peek()
        if kind == "number":
            self.take()
            return Written(printed(token, self.digits), token)
        if token in ("(", "\\left"):
            return self.parenthesis()
        if token == "\\frac":
            self.take()
            above, below = self.inside(self.group_tokens()), self.inside(self.group_tokens())
            return _entrywise(lambda a, b: a / b, above, below)
        if token == "\\boxed":
            self.take()
            return self.inside(self.group_tokens())
        if token == "\\sqrt":
            self.take()
            return _each(FUNCTIONS["sqrt"], self.inside(self.group_tokens()))
        if token == "\\pi":
            self.take()
            return Written(_back(+mpmath.iv.pi))
        if token == "\\begin":
            return self.matrix()
        return self.call()

    def call(self):
        name = self.name()
        if name == "e":
            self.take("^")
            return _each(FUNCTIONS["e"], self.inside(self.group_tokens()))
        if name == "softmax":
            bare = self.peek() == "\\begin"
            return _softmax(self.factor() if bare else self.parenthesis())
        if name == "diag":
            return self.diagonal(self.parenthesis())
        if name not in self.functions:
            raise Unread(name)
        argument = self.parenthesis() if self.peek() in ("(", "\\left") else self.factor()
        return _each(self.functions[name], argument)

    def diagonal(self, x):
        if not isinstance(x, Matrix):
            return x
        n = x.shape[0]
        return Matrix(
            tuple(
                tuple(x.rows[i][0] if i == j else Written(point(0)) for j in range(n))
                for i in range(n)
            )
        )

    def name(self):
        token = self.take()
        if token == "\\mathrm":
            return "".join(token for _, token in self.group_tokens())
        return token.lstrip("\\")

    def parenthesis(self):
        tall = self.peek() == "\\left"
        if tall:
            self.take()
        self.take("(")
        value = self.sum()
        if tall:
            self.take("\\right")
        self.take(")")
        return value

    def matrix(self):
        self.take("\\begin")
        kind = "".join(token for _, token in self.group_tokens())
        if kind not in ("bmatrix", "pmatrix"):
            raise Unread(kind)
        rows, row = [], []
        while True:
            row.append(self.sum())
            token = self.take()
            if token == "&":
                continue
            rows.append(tuple(row))
            row = []
            if token == "\\end":
                break
            if token != "\\\\":
                raise Unread(token)
        self.group_tokens()
        if any(isinstance(entry, Matrix) for one in rows for entry in one):
            raise Unread("a matrix inside a matrix")
        return Matrix(tuple(rows))


# Claims -------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Claim:
    text: str
    holds: bool


@dataclass
class Sheet:
    """All claims of a sheet; `results` counts the chains of three and more that end in a number,
    `read` those of them in which that number was calculated again."""

    claims: list
    results: int = 0
    read: int = 0
    unread: list = field(default_factory=list)


def displays(markdown):
    """What stands between lines that hold nothing but `$$`."""
    parts = re.split(r"^\$\$$", markdown, flags=re.MULTILINE)
    return [part.strip() for part in parts[1::2]]


def chains(display):
    """The chains of a display: rows that begin with a sign belong to the row above."""
    if display.startswith(r"\begin{aligned}"):
        display = display[len(r"\begin{aligned}") : -len(r"\end{aligned}")]
    found = []
    for row in _split(display, "\\\\"):
        row = row.partition("&&")[0].partition(r"\qquad")[0]
        row = row.strip()
        goes_on = row.startswith("&")
        row, *beside = BESIDE.split(LABEL.sub("", row))
        row = _without_marks(row)
        if goes_on and found:
            found[-1] += " " + row
        else:
            found.append(row)
        found += beside
    return [[part.strip() for part in _split(chain, "=")] for chain in found]


# an equation that stands beside another; after a mark or before a sign, a row goes on
BESIDE = re.compile(r"(?<=[^&\s]) \\quad (?!\\cdot|[-+])")
LABEL = re.compile(r"^\\text\{[^{}]*\}\\quad ")


def _without_marks(row):
    """The row without the alignment mark at its top level."""
    return " ".join(part.replace(r"\quad", " ") for part in _split(row, "&"))


def _split(text, mark):
    """Split at a mark outside braces and environments."""
    parts, depth, start, place = [], 0, 0, 0
    while place < len(text):
        if text.startswith(r"\begin{", place):
            depth += 1
        elif text.startswith(r"\end{", place):
            depth -= 1
        if text.startswith(mark, place) and not depth:
            parts.append(text[start:place])
            place += len(mark)
            start = place
            continue
        if text[place] == "\\" and text[place + 1 : place + 2] in "\\{}":
            place += 2
            continue
        depth += (text[place] == "{") - (text[place] == "}")
        place += 1
    parts.append(text[start:])
    return parts


def read(markdown, digits, functions=None):
    """Every claim of a sheet, and how much of it was read."""
    known, sheet = {}, Sheet([])
    functions = FUNCTIONS | (functions or {})
    for display in displays(markdown):
        for chain in chains(display):
            _chain(chain, digits, functions, known, sheet)
    return sheet


def claims(markdown, digits, functions=None):
    return read(markdown.replace("\\n", "\n"), digits, functions).claims


def _chain(chain, digits, functions, known, sheet):
    values = []
    for text in chain:
        values.append(_value(text, digits, functions, known if values else {}))
    for text in chain:
        if COMPARISON.search(text):
            left, right = (_value(one, digits, functions, known) for one in COMPARISON.split(text))
            if left and right:
                sheet.claims.append(Claim(text, _ordered(left, right, "<" in text)))
    numeric = [(text, value) for text, value in zip(chain, values, strict=True) if value]
    for (left, x), (right, y) in pairwise(numeric):
        sheet.claims.append(Claim(f"{left} = {right}", follows(x, y, digits)))
    if len(chain) > 2 and values[-1] and chain[-1] not in known:
        sheet.results += 1
        sheet.read += len(numeric) > 1
        if len(numeric) == 1:
            sheet.unread.append(" = ".join(chain))
    if values[-1] and not values[0] and len(chain) > 1:
        known[chain[0]] = values[-1]


COMPARISON = re.compile(" [<>] ")


def _ordered(x, y, less):
    """Whether the printed digits themselves are in the order that the sign says."""
    a, b = (one.interval.low + one.interval.high for one in (x, y))
    return a < b if less else a > b


def _value(text, digits, functions, known):
    if text in known:
        return known[text]
    entry = ENTRY.fullmatch(text)
    if entry:
        return _entry_of(entry, known)
    try:
        return Reader(tokens(text), digits, functions).whole()
    except Unread:
        return None


ENTRY = re.compile(r"(?P<letter>[a-z]|\\[a-z]+)_\{(?P<place>\d)\}(?P<marks>.*)")


def _entry_of(entry, known):
    """An entry of a column printed before: `x_{2}` after `\\mathbf{x}`."""
    letter, marks = entry["letter"], entry["marks"]
    names = (rf"\mathbf{{{letter}}}", rf"\boldsymbol{{{letter}}}", letter)
    column = next((known[name + marks] for name in names if name + marks in known), None)
    place = int(entry["place"]) - 1
    if not isinstance(column, Matrix) or column.shape[1] != 1 or place >= column.shape[0]:
        return None
    return column.rows[place][0]


def follows(x, y, digits):
    """Whether y, a result or a further form, is x."""
    if isinstance(x, Matrix) != isinstance(y, Matrix):
        return False
    if isinstance(x, Matrix):
        return x.shape == y.shape and all(
            follows(a, b, digits)
            for p, q in zip(x.rows, y.rows, strict=True)
            for a, b in zip(p, q, strict=True)
        )
    if digits.carry == "full" or y.text is None:
        return x.interval.meets(y.interval)
    ends = {rounded(end, digits) for end in (x.interval.low, x.interval.high)}
    return ends == {y.interval.low}
