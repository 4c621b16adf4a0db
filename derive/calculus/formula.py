"""The grammar of plain formulas, such as `z if z > 0 else 0.01*z`, read into a small tree.

A user's formula is data: it is read by this grammar, bounded in size before anything is computed
with it, and never handed to `eval`. Numbers are exact.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn, cast

from derive.calculus.formula_tokens import Token, number, quoted, tokens
from derive.calculus.formula_tree import (
    Binary,
    Call,
    Choice,
    Comparison,
    Name,
    Negative,
    Node,
    Num,
    Operator,
    degree,
    estimate,
)
from derive.errors import FormulaError, nearest

__all__ = ["Binary", "Call", "Choice", "Name", "Negative", "Node", "Num", "parse"]

MOST_CHARACTERS = 2_000
MOST_NODES = 400  # a chain 1+1+1+... is a tree as deep as it is long: later walks recurse on it
MOST_NESTING = 40
MOST_POWER = 64
MOST_DEGREE = 1_000  # powers of powers, so that exact values stay a size that can be computed

CONSTANTS = ("pi",)
FUNCTIONS = ("exp", "log", "tanh", "sin", "cos", "sqrt", "erf", "max", "min", "abs")
ALIASES = {"ln": "log"}
SEVERAL_ARGUMENTS = ("max", "min")
COMPARISONS = (">", ">=", "<", "<=")


def parse(text: str, names: Collection[str]) -> Node:
    """The tree of a formula in `names`; FormulaError says what is wrong and where.

    >>> parse("-z^2", ("z",))
    Negative(argument=Binary(operator='^', left=Name(name='z'), right=Num(value=Fraction(2, 1))))
    >>> parse("2z", ("z",))
    Traceback (most recent call last):
    derive.errors.FormulaError: missing "*" at character 2: write "2*z"
    """
    if len(text) > MOST_CHARACTERS:
        raise FormulaError(
            f"a formula has at most {MOST_CHARACTERS} characters, found {len(text)} characters"
        )
    return _Parser(tokens(text), names).formula()


_STRENGTH: dict[str, tuple[Operator, int]] = {
    "+": ("+", 1),
    "-": ("-", 1),
    "*": ("*", 2),
    "/": ("/", 2),
    "^": ("^", 4),
    "**": ("^", 4),
}
_NEGATION = 3  # binds less than a power, so that -z^2 is -(z^2)
_AN_OPERAND = "a number, a name, a function or a parenthesis"


class _Parser:
    """Precedence climbing over the tokens; each method leaves `token` after what it has read."""

    def __init__(self, tokens: list[Token], names: Collection[str]) -> None:
        self.tokens = tokens
        self.names = names
        self.index = 0
        self.nesting = 0
        self.nodes = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def formula(self) -> Node:
        node = self.expression(0)
        if self.token.kind != "end":
            self.refuse("an operator or the end of the formula")
        return node

    def expression(self, least: int) -> Node:
        """What operators of at least this strength hold together; at 0 also a choice."""
        self.nesting += 1
        if self.nesting > MOST_NESTING:
            place = self.token.place
            raise FormulaError(f"nested deeper than {MOST_NESTING} levels at character {place}")
        left = self.operand()
        while True:
            operator, strength = _STRENGTH.get(self.token.text, (None, -1))
            if operator is None or strength < least:
                break
            sign = self.take()
            # a power goes on to the right: 2^3^2 is 2^(3^2); the others do not
            right = self.expression(strength if operator == "^" else strength + 1)
            left = self.count(Binary(operator, left, right))
            if operator == "^":
                _bound_power(left, right, sign.place)
        if least == 0 and self.token.text == "if":
            left = self.choice(left)
        self.nesting -= 1
        return left

    def choice(self, then: Node) -> Node:
        self.take()
        left = self.expression(1)
        if self.token.text not in COMPARISONS:
            self.refuse('a comparison such as "> 0" after "if"')
        comparison = cast(Comparison, self.take().text)
        right = self.expression(1)
        self.expect("else", 'an operator or "else"')
        otherwise = self.expression(0)
        return self.count(Choice(then, left, comparison, right, otherwise))

    def operand(self) -> Node:
        token = self.take()
        if token.kind == "number":
            node = self.count(Num(number(token)))
        elif token.kind == "name":
            node = self.named(token)
        elif token.text == "-":
            return self.count(Negative(self.expression(_NEGATION)))
        elif token.text == "(":
            node = self.expression(0)
            self.expect(")", 'an operator or ")"')
        else:
            self.refuse(_AN_OPERAND, token)
        follower = self.token
        if follower.kind in ("number", "name") or follower.text == "(":
            before, after = self.tokens[self.index - 1].text, follower.text
            raise FormulaError(
                f'missing "*" at character {follower.place}: write {quoted(f"{before}*{after}")}'
            )
        return node

    def named(self, token: Token) -> Node:
        opens = self.token.text == "("
        function = ALIASES.get(token.text, token.text)
        if token.text in self.names or (token.text in CONSTANTS):
            return self.count(Name(token.text))
        if function in FUNCTIONS:
            if not opens:
                self.refuse(f'"(" after {token.text}')
            return self.call(token, function)
        kind = "function" if opens else "name"
        known = (*FUNCTIONS, *ALIASES) if opens else (*self.names, *CONSTANTS)
        raise FormulaError(
            f"unknown {kind} {quoted(token.text)} at character {token.place}: "
            f"{nearest(token.text, known)}"
        )

    def call(self, token: Token, function: str) -> Node:
        self.take()
        arguments = [self.expression(0)]
        while self.token.text == ",":
            self.take()
            arguments.append(self.expression(0))
        self.expect(")", 'an operator, "," or ")"')
        if (function in SEVERAL_ARGUMENTS) != (len(arguments) > 1):
            wanted = "two or more arguments" if function in SEVERAL_ARGUMENTS else "one argument"
            raise FormulaError(
                f"{token.text} at character {token.place} takes {wanted}, found {len(arguments)}"
            )
        return self.count(Call(function, tuple(arguments)))

    def take(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.index += 1
        return token

    def expect(self, text: str, expected: str) -> None:
        if self.token.text != text:
            self.refuse(expected)
        self.take()

    def refuse(self, expected: str, token: Token | None = None) -> NoReturn:
        _, text, place = token or self.token
        found = quoted(text) if text else "the end"
        hint = ': a comparison stands between "if" and "else"' if text in COMPARISONS else ""
        raise FormulaError(f"found {found} at character {place}, expected {expected}{hint}")

    def count(self, node: Node) -> Node:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise FormulaError(
                f"a formula has at most {MOST_NODES} numbers, names and operators, "
                f"found more at character {self.token.place}"
            )
        return node


def _bound_power(power: Node, exponent: Node, place: int) -> None:
    """Refuse what cannot be computed: exact values grow with the exponent, and with its tower."""
    try:
        size = abs(estimate(exponent))
    except OverflowError:
        size = float("inf")
    except (ArithmeticError, ValueError):
        raise FormulaError(f"the exponent after character {place} has no value") from None
    except LookupError:  # it holds a name, so its size is not known yet
        size = 0
    if not size <= MOST_POWER:  # so written for a NaN as well
        raise FormulaError(
            f"a constant exponent is at most {MOST_POWER} in magnitude, "
            f"found a larger one after character {place}"
        )
    if degree(power) > MOST_DEGREE:
        raise FormulaError(
            f"powers of powers reach a degree above {MOST_DEGREE} at character {place}"
        )
