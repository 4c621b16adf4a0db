"""Atoms: numbers, names, brackets, fractions, roots, sums over an index, and what wraps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derive.teaching.written import tree
from derive.teaching.written.environments import environment
from derive.teaching.written.letters import (
    BOLD,
    FACES,
    IGNORED_ARGUMENT,
    OPEN,
    OVER,
    SAME_LETTER,
    SYMBOLS,
    TRANSPARENT,
    UPRIGHT,
)
from derive.teaching.written.tree import Node
from derive.teaching.written.words import WORDS

if TYPE_CHECKING:
    from derive.teaching.written.parser import Parser

MOST_DEPTH = 100  # an atom takes seven frames of Python's stack, which has a thousand

FRACTIONS = frozenset(["frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac"])
BIG = {"sum": "sum", "prod": "prod"}
_NO_NAMES = frozenset((*BIG, *OVER, *UPRIGHT, "sqrt", "and", "in"))
_BARS = frozenset(("|", "vert", "lvert", "mid"))
_NORMS = frozenset(("Vert", "lVert", "\u2016"))
_CLOSES = frozenset(
    (")", "]", "}", "rangle", "rbrace", "rbrack", "rvert", "rVert", "right", "\\", "cr", "end",
     "newline", "hline", ",", ";", ".", ":", "&", "!")
)  # fmt: skip
_OPERANDS = frozenset(
    (*FRACTIONS, *BIG, *SYMBOLS, *BOLD, *FACES, *UPRIGHT, *OVER, *TRANSPARENT, *IGNORED_ARGUMENT,
     *OPEN, *_BARS, *_NORMS, *WORDS, "left", "sqrt", "partial", "nabla", "begin", "half",
     "operatorname", "stackrel", "overset", "underset", "lfloor", "|", "{", "(", "[")
)  # fmt: skip


def starts_operand(parser: Parser) -> bool:
    """Whether an operand can start at the token here."""
    kind, text = parser.token.kind, parser.token.text
    if kind in ("number", "letter", "text"):
        return True
    if kind == "word":
        return text not in ("if", "for", "when", "where", "falls", "wenn", "else", "otherwise",
                            "sonst", "elsewhere", "with", "and", "für", "fur")  # fmt: skip
    if kind == "command" and text == "|":
        return not parser.bars
    if text in _BARS:
        return not parser.bars
    return text in _OPERANDS or (kind == "sign" and text in ("+", "-")) or text == "pm"


def atom(parser: Parser) -> Node:
    """One operand without its scripts, as deep as is allowed."""
    parser.deepen()
    node = _atom(parser)
    parser.depth -= 1
    return node


def _atom(parser: Parser) -> Node:
    token = parser.token
    kind, text = token.kind, token.text
    if kind == "number":
        parser.take()
        return tree.Number(text, token.start, token.end)
    if kind == "letter" or (kind == "word" and starts_operand(parser)):
        parser.take()
        if kind == "word" and text in BIG:
            return _big(parser, text, token.start)
        return tree.Name(text, token.start, token.end)
    if kind == "sign":
        return _bracketed(parser)
    if kind == "text":
        parser.take()
        return tree.Words(text, token.start, token.end)
    if kind != "command":
        parser.refuse("expected a number, a name or a bracket")
    parser.take()
    if text in SYMBOLS or (text in WORDS and text not in _NO_NAMES):
        name = SAME_LETTER.get(text, WORDS.get(text, text))
        return tree.Name(name, token.start, token.end)
    if text in FRACTIONS:
        top, bottom = _ratio_argument(parser), _ratio_argument(parser)
        return parser.ratio(token.start, top, bottom)
    if text in ("left", *OPEN, *_NORMS, "|", *_BARS):
        return _fenced(parser, text, token.start)
    if text in BIG:
        return _big(parser, BIG[text], token.start)
    if text == "begin":
        return environment(parser, token.start)
    wrapped = _wrapped(parser, text, token.start)
    if wrapped is None:
        parser.refuse("a command that is not understood", token)
    return wrapped


def argument(parser: Parser) -> Node:
    """The argument of a command: a group in braces, or one token."""
    if parser.at("{"):
        parser.take()
        if parser.at("}"):
            token = parser.take()
            return tree.Words("", token.start, token.end)
        return parser.within("}")
    token = parser.token
    if token.kind == "number":  # as TeX has it: each digit by itself, \frac12
        digit = tree.Number(token.text[0], token.start, token.start + 1)
        if len(token.text) == 1:
            parser.take()
        else:
            parser.token = token._replace(text=token.text[1:], start=token.start + 1)
        return digit
    return atom(parser)


def _ratio_argument(parser: Parser) -> Node:
    """The top or bottom of a fraction, where ∂ reaches to the end."""
    if not parser.at("{"):
        return argument(parser)
    following = parser.tokens[min(parser.index + 1, len(parser.tokens) - 1)]
    if following.text != "partial":
        return argument(parser)
    parser.take()
    token = parser.take()
    order = _order(parser)
    inner = None if parser.at("}") else parser.within("}")
    if inner is None:
        parser.take()
    return tree.Partial(inner, token.start, inner.end if inner else token.end, order)


def _order(parser: Parser) -> int:
    if not parser.at("^"):
        return 1
    parser.take()
    order = argument(parser)
    if not isinstance(order, tree.Number) or order.text not in ("1", "2", "3"):
        parser.refuse("expected the order of a derivative")
    return int(order.text)


def _bracketed(parser: Parser) -> Node:
    token = parser.token
    if token.text == "{":
        parser.take()
        if parser.at("}"):
            parser.take()
            return tree.Words("", token.start, token.end)
        return parser.within("}", parser.cells)
    if token.text in OPEN:
        parser.take()
        return items(parser, OPEN[token.text], token.text, token.start)
    if token.text == "|" and not parser.bars:
        parser.take()
        return _bars(parser, "abs", ("|",), token.start)
    if token.text in ("+", "-"):
        return parser.signed()
    parser.refuse("expected a number, a name or a bracket")


def items(parser: Parser, close: str, bracket: str, start: int) -> Node:
    """What stands within brackets, comma by comma; rows after a semicolon are a matrix."""
    rows: list[list[Node]] = [[]]
    before = parser.cells, parser.spaced, parser.bars
    parser.cells, parser.spaced, parser.bars = False, False, 0
    parser.brackets += 1
    while not parser.at(close, "right"):
        if parser.at(";"):
            rows.append([])
            parser.take()
        elif parser.at(","):
            parser.take()
        else:
            rows[-1].append(parser.chain())
            if not parser.at(close, ",", ";", "right"):
                if bracket == "[" and starts_operand(parser):
                    continue  # [0.40 \ 0.45]
                parser.refuse(f'expected "{close}"')
    parser.brackets -= 1
    parser.cells, parser.spaced, parser.bars = before
    if parser.at("right"):
        parser.take()
    end = parser.take().end
    if len(rows) > 1:
        return tree.Matrix(tuple(map(tuple, rows)), start, end)
    return tree.Group(bracket, tuple(rows[0]), start, end)


def _bars(parser: Parser, kind: str, close: tuple[str, ...], start: int) -> Node:
    parser.bars += 1
    parser.brackets += 1
    inner = parser.chain()
    parser.bars -= 1
    parser.brackets -= 1
    if not parser.at(*close):
        parser.refuse("expected a closing bar")
    end = parser.take().end
    return tree.Bars(kind, inner, start, end)


def _fenced(parser: Parser, text: str, start: int) -> Node:
    """Brackets with \\left and \\right, or named ones."""
    if text in OPEN:
        return items(parser, OPEN[text], text, start)
    if text in (*_NORMS, "|"):
        return _bars(parser, "norm", ("Vert", "rVert", "|"), start)
    if text in _BARS:
        return _bars(parser, "abs", ("|", "vert", "rvert", "mid"), start)
    token = parser.take()
    opens = token.text
    if opens in ("|", "vert", "lvert", "Vert", "lVert"):
        norm = opens in _NORMS or (token.kind == "command" and opens == "|")
        inner = _bars(parser, "norm" if norm else "abs", ("right",), start)
        parser.take()
        return inner
    before = parser.cells, parser.spaced, parser.bars
    parser.cells, parser.spaced, parser.bars = False, False, 0
    parser.brackets += 1
    found: list[Node] = []
    while not parser.at("right"):
        if parser.at(",", ";"):
            parser.take()
            continue
        found.append(parser.chain())
        if not parser.at("right", ",", ";"):
            parser.refuse("expected the right bracket")
    parser.brackets -= 1
    parser.cells, parser.spaced, parser.bars = before
    parser.take()
    closing = parser.token
    if closing.text in ("|", "vert", "rvert") and opens == ".":
        # an evaluation bar: the index after it says where
        return tree.Group("(", tuple(found), start, closing.start)
    parser.take()
    if len(found) == 1 and isinstance(found[0], tree.Cases):
        return found[0]
    return tree.Group("(" if opens == "." else opens, tuple(found), start, closing.end)


def _big(parser: Parser, kind: str, start: int) -> Node:
    lower = upper = None
    while parser.at("_", "^"):
        low = parser.take().text == "_"
        script = argument(parser)
        lower, upper = (script, upper) if low else (lower, script)
    if lower is None and parser.at("("):  # sum((W x - t)^2): all entries
        inner = atom(parser)
        return tree.Product((tree.Name("sumall", start, start + 3), inner), ("", ""), start,
                            inner.end)  # fmt: skip
    body = parser.product()
    return tree.Big(kind, lower, upper, body, start, body.end)


def _wrapped(parser: Parser, text: str, start: int) -> Node | None:
    """Commands that wrap an argument, or stand for a whole."""
    if text in BOLD or text in FACES:
        inner = argument(parser)
        if isinstance(inner, tree.Name):
            return tree.Name(inner.text, start, inner.end, inner.accents, text in BOLD)
        return inner
    if text in UPRIGHT:
        return argument(parser)
    if text in OVER:
        inner = argument(parser)
        accent = text.removeprefix("wide").replace("overline", "bar")
        return _accented(inner, accent, start)
    if text in IGNORED_ARGUMENT:
        _raw(parser)
        return atom(parser)
    if text in TRANSPARENT:
        if text in ("textcolor", "colorbox"):
            _raw(parser)
        inner = argument(parser)
        if text in ("underbrace", "overbrace") and parser.at("_", "^"):
            parser.take()
            argument(parser)
        return inner
    if text == "sqrt":
        degree = None
        if parser.at("["):
            parser.take()
            degree = parser.within("]")
        inner = argument(parser)
        return tree.Root(inner, degree, start, inner.end)
    if text == "partial":
        order = _order(parser)
        inner = parser.factor() if starts_operand(parser) else None
        return tree.Partial(inner, start, inner.end if inner else start + 1, order)
    if text == "nabla":
        by: Node | None = None
        if parser.at("_"):
            parser.take()
            by = argument(parser)
        inner = parser.factor()
        if by is None:
            return tree.Derivative("nabla", None, inner, 1, start, inner.end)
        return tree.Derivative("nabla", inner, by, 1, start, inner.end)
    if text == "half":
        one, two = tree.Number("1", start, start + 1), tree.Number("2", start, start + 1)
        return tree.Over(one, two, start, start + 1)
    if text in ("stackrel", "overset", "underset"):
        argument(parser)
        return argument(parser)
    return None


def _accented(inner: Node, accent: str, start: int) -> Node:
    if isinstance(inner, tree.Name):
        return tree.Name(inner.text, start, inner.end, (*inner.accents, accent), inner.bold)
    if isinstance(inner, tree.Scripted):
        base = _accented(inner.base, accent, start)
        return tree.Scripted(base, inner.lower, inner.upper, inner.primes, start, inner.end)
    return inner


def _raw(parser: Parser) -> str:
    """The text of a group in braces, not understood."""
    parser.expect("{")
    words: list[str] = []
    level = 1
    while True:
        if parser.token.kind == "end":
            parser.refuse('expected "}"')
        level += parser.at("{") - parser.at("}")
        token = parser.take()
        if level == 0:
            return " ".join(words)
        words.append(token.text)
