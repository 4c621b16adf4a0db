"""The grammar of written mathematics: precedence climbing over tokens, nothing is computed.

Loosest first: statements, relations, sums, products (juxtaposition among them), scripts, atoms.
Length and depth are bounded before anything is read.
"""

from __future__ import annotations

from typing import NoReturn

from derive.teaching.written import tree
from derive.teaching.written.atoms import MOST_DEPTH, argument, atom
from derive.teaching.written.conditions import add_row, alone, behind, go_on, joins, parted
from derive.teaching.written.derivatives import derivative_of_ratio, gathered
from derive.teaching.written.environments import skip_length
from derive.teaching.written.letters import (
    BORDERS,
    CLOSING,
    IGNORED_ARGUMENT,
    RELATIONS,
    SIGNS,
    SILENT,
    SPACES,
    WIDE,
)
from derive.teaching.written.operands import starts_operand
from derive.teaching.written.reading import Formula
from derive.teaching.written.rows_going_on import row_goes_on
from derive.teaching.written.scripts import scripted
from derive.teaching.written.token import Token
from derive.teaching.written.tree import Chain, Node, Relation
from derive.teaching.written.wrappings import end_of_argument, unstacked, with_ratio


class Refused(Exception):
    """What the reader stumbled over; becomes an Unread."""

    def __init__(self, reason: str, token: Token) -> None:
        self.reason, self.token = reason, token


class Parser:
    """Reads tokens from left to right; each method leaves `token` after what it has read."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = unstacked(found)
        self.index, self.depth = -1, 0
        self.brackets = 0  # how many brackets are open: a comma or wide space within ends nothing
        self.inside = 0  # how many of them a row may break in
        self.cells = False  # within a matrix, where & and \\ part the entries
        self.spaced = False  # within a matrix whose entries are parted by spaces only
        self.bars = 0  # how many bars are open: the next one closes
        self.said = ""  # the word of the last condition
        self.gap = self.wide = False  # wide: whether wide space or an & came before
        self.token = self.tokens[0]
        self.take()

    # moving on --------------------------------------------------------------------------------
    def take(self) -> Token:
        """The token here; moves to the next that says something."""
        taken = self.token
        gap = wide = False
        while self.index < len(self.tokens) - 1:
            self.index += 1
            token = self.tokens[self.index]
            gap = gap or token.gap
            if token.kind == "command":
                if token.text in SPACES:
                    gap, wide = True, wide or token.text in WIDE
                    continue
                if token.text in SILENT:
                    continue
                if token.text in IGNORED_ARGUMENT:
                    self.index = end_of_argument(self.tokens, self.index)
                    continue
                if token.text == "\\" and self.inside and not self.cells:
                    gap = True
                    continue
            elif token.kind == "sign" and (
                token.text == "~" or (token.text == "&" and not self.cells)
            ):
                gap = True
                wide = wide or token.text == "&"  # of columns: a &= 1 & b &= 2
                continue
            break
        self.token, self.gap, self.wide = self.tokens[self.index], gap, wide
        return taken

    def at(self, *texts: str) -> bool:
        """Whether the token here is one of these signs or commands."""
        return self.token.text in texts and self.token.kind in ("sign", "command")

    def expect(self, text: str) -> Token:
        if not self.at(text):
            self.refuse(f'expected "{text}"')
        return self.take()

    def refuse(self, reason: str, token: Token | None = None) -> NoReturn:
        raise Refused(reason, token or self.token)

    def deepen(self) -> None:
        """One level down, as far as levels are allowed."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            self.refuse("nested too deeply")

    def within(self, close: str, cells: bool = False) -> Node:
        """What stands up to a closing bracket, which is taken."""
        before = self.cells, self.spaced
        self.cells, self.spaced = cells, False
        self.brackets += 1
        node = with_ratio(self, self.chain()) if close == "}" else self.chain()
        self.brackets -= 1
        self.cells, self.spaced = before
        self.expect(close)
        return node

    # statements -------------------------------------------------------------------------------
    def formula(self) -> Formula:
        start = self.token.start
        statements: list[Chain] = []
        broken = listed = False  # whether a row ended before what comes; a list's, with a comma
        while self.token.kind != "end" and not self.at("end"):
            if self.border():
                border = self.take().text
                listed = border in (",", ";") or (listed and border == "\\")
                if border == "\\":
                    skip_length(self)
                    broken = not listed
                continue
            if self.token.kind == "text" or joins(self):  # a remark: (chain rule)
                self.take()
                continue
            goes_on = broken and row_goes_on(self)
            broken = listed = False
            node = self.chain()
            chain = node if isinstance(node, Chain) else alone(node)
            for place, one in enumerate(parted(chain, self.said)):
                add_row(statements, one, goes_on and not place)
            ends = self.token.kind in ("end", "text") or self.at("end") or joins(self)
            if not (ends or self.border() or self.wide):
                self.refuse("not understood")
        return Formula(tuple(statements), start, self.token.end)

    def border(self) -> bool:
        return self.token.text in BORDERS or self.at(",", ".", ":", "\\", "cr", "newline", "hline")

    def chain(self) -> Node:
        """A sum, or several with relation signs between them."""
        start = self.token.start
        operands: list[Node | None] = []
        relations: list[Relation] = []
        while True:
            operands.append(None if self.relation() or not starts_operand(self) else self.sum())
            sign = self.relation()
            if sign is None:
                break
            relations.append(Relation(sign, self.token.start, self.token.end))
            self.take()
            if sign == "←" and self.at("="):
                self.take()
        operands[-1], when = behind(self, operands[-1], bool(relations))
        end = self.tokens[self.index - 1].end if self.index else start
        if len(operands) == 1 and when is None:
            if operands[0] is None:
                strange = self.token.kind == "command" and self.token.text not in CLOSING
                self.refuse("a command that is not understood" if strange else "expected a formula")
            return operands[0]
        return Chain(tuple(operands), tuple(relations), start, max(start, end), when)

    def relation(self) -> str | None:
        if self.token.kind in ("sign", "command"):
            if self.token.text == "<" and self.token.kind == "sign" and self.spaced:
                return None
            return RELATIONS.get(self.token.text)
        return None

    # operators --------------------------------------------------------------------------------
    def sum(self) -> Node:
        start = self.token.start
        signs, terms = ["+"], []
        if self.at("+", "-", "pm"):
            signs = [self.take().text]
        terms.append(self.product())
        while self.at("+", "-", "pm", "mp") and not self.entry_ends():
            sign = self.take().text
            go_on(self)
            signs.append("±" if sign in ("pm", "mp") else sign)
            terms.append(self.product())
        if len(terms) == 1 and signs[0] == "+":
            return terms[0]
        return tree.Sum(tuple(terms), tuple(signs), start, terms[-1].end)

    def entry_ends(self) -> bool:
        """Where only spaces part the entries: a sign with a space before and none after it."""
        if not self.spaced or not self.gap:
            return False
        following = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        return not following.gap

    def product(self) -> Node:
        first = self.token.start
        factors, signs = [scripted(self, atom(self))], [""]
        while True:
            if self.token.kind in ("sign", "command") and self.token.text in SIGNS:
                sign = SIGNS[self.take().text]
                go_on(self)
                factors.append(self.signed())
                signs.append(sign)
            elif (self.spaced and self.gap) or (
                (self.wide or self.token.kind == "text") and not self.brackets
            ):
                break
            elif starts_operand(self) and not self.at("+", "-", "pm"):
                factors.append(scripted(self, atom(self)))
                signs.append("")
            else:
                break
        return gathered(factors, signs, first)

    def signed(self) -> Node:
        """A factor after an operator, which may have a sign of its own: 0.5 · -0.3."""
        if not self.at("-", "+"):
            return self.factor()
        sign = self.take()
        self.deepen()
        inner = self.signed()
        self.depth -= 1
        return inner if sign.text == "+" else tree.Sum((inner,), ("-",), sign.start, inner.end)

    def factor(self) -> Node:
        return scripted(self, atom(self))

    def powered(self, base: Node) -> Node:
        return scripted(self, base)

    def argument(self) -> Node:
        return argument(self)

    def ratio(self, start: int, top: Node, bottom: Node) -> Node:
        """A fraction, or the derivative that it writes."""
        end = max(bottom.end, self.tokens[self.index - 1].end)  # with the closing brace
        found = derivative_of_ratio(top, bottom, start, end)
        return found or tree.Over(top, bottom, start, end)
