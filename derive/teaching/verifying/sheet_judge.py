"""A sheet judged: every relation sign of it, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from derive.teaching.exercise import Exercise
from derive.teaching.verifying.lines.absent_layers import absent_layers
from derive.teaching.verifying.lines.any_parameter import of_any_parameter
from derive.teaching.verifying.lines.by_example import ByExample
from derive.teaching.verifying.lines.chain import ChainJudge
from derive.teaching.verifying.lines.corrections import remark, sentence
from derive.teaching.verifying.lines.counting_letters import counting_letters
from derive.teaching.verifying.lines.difference_quotients import with_quotients
from derive.teaching.verifying.lines.elided import filled_in, is_elided
from derive.teaching.verifying.lines.exchanged_results import with_exchanged
from derive.teaching.verifying.lines.labelled_lines import label
from derive.teaching.verifying.lines.memory import Memory
from derive.teaching.verifying.lines.next_pass import moves_on, ways
from derive.teaching.verifying.lines.one_unit import of_one_unit
from derive.teaching.verifying.lines.operands import Operand, Place, Sheet, as_written, operand
from derive.teaching.verifying.lines.other_functions import other_function
from derive.teaching.verifying.lines.other_names import mislabelled, of_what_goes_in
from derive.teaching.verifying.lines.own_losses import in_own_lengths
from derive.teaching.verifying.lines.place import all_places
from derive.teaching.verifying.lines.renewals import as_defined, is_of_several, tells_anew
from derive.teaching.verifying.lines.sides import Judged
from derive.teaching.verifying.lines.states import states
from derive.teaching.verifying.lines.understanding import (
    Reading,
    quantity_of,
    repeats_data,
    updates,
    with_new,
)
from derive.teaching.verifying.lines.whereabouts import Whereabouts
from derive.teaching.verifying.naming.bindings import bindings
from derive.teaching.verifying.naming.inferred_words import sentences
from derive.teaching.verifying.naming.notation import Notation
from derive.teaching.verifying.reporting.remarks import source
from derive.teaching.verifying.reporting.report import Claim, Report
from derive.teaching.verifying.stated.data_first import data_first
from derive.teaching.verifying.stated.search import NAME as OWN
from derive.teaching.verifying.statements.side_by_side import otherwise
from derive.teaching.verifying.statements.statements import Found, Open, Statement
from derive.teaching.verifying.statements.tables import names_in_heads, read_sheet
from derive.teaching.verifying.symbolic.active_units import where_active
from derive.teaching.verifying.symbolic.formula_sign import judged_formulas
from derive.teaching.verifying.symbolic.losses_written import LOSSES, is_at_numbers, losses_meant
from derive.teaching.verifying.symbolic.other_letters import judged_signs
from derive.teaching.written import tree
from derive.teaching.written.documents import Document
from derive.teaching.written.piece import Piece


class SheetJudge:
    """Reads a sheet from top to bottom; keeps what was printed and which claims are at fault."""

    def __init__(
        self, text: str, exercise: Exercise | None, name: str, words: dict[str, Any],
        look: str | Notation | None = None, read: list[tuple[Found, Piece]] | None = None,
        brief: bool = False, enough: Callable[[Claim], bool] | None = None, whole: bool = False,
        loose: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        """`read` are the statements, where they are known; `brief` leaves the remarks out.

        The report ends at a claim for which `enough` is true. With `whole`, all examples of a
        batch are gone through at once; letters that are `loose` are no quantities.
        """
        self.document, self.name, self.words, self.brief = Document(text), name, words, brief
        self.found = read_sheet(self.document) if read is None else read
        chains = self.chains = [one for one, _ in self.found if isinstance(one, Statement)]
        bound = bindings(chains, self.document, exercise, look, loose)
        self.worlds, self.names, self.context = bound.worlds, bound.names, bound.context
        self.absent, self.defined = absent_layers(chains, self.names), bound.definitions
        self.sheet = Sheet(bound.rounding, bound.derivatives, dict(bound.constants))
        self.sheet.states = states(chains, self.names)
        self.sheet.several |= {*names_in_heads(self.document), *counting_letters(chains)}
        places = list(all_places(self.worlds))
        guessed = exercise is not None and exercise.title == OWN
        self.at = Whereabouts(places, data_first(chains, self.names, places, self.sheet),
                              ByExample(text, places, guessed, whole))  # fmt: skip
        self.claims: list[Claim] = []
        self.memory = Memory(self.sheet, bound.definitions)
        self.last: ChainJudge | None = None
        self.prose, self.said, self.around = "", "", ""
        self.elides, self.enough = "dots" in text or "..." in text, enough
        self.again: Callable[[], SheetJudge] = lambda: SheetJudge(
            text, exercise, name, words, look, read, brief, whole=True, loose=loose
        )

    def report(self) -> Report:
        before, told, told_why = 0, 0, self.words["verify"]
        for found, piece in self.found:
            if self.enough is not None and any(map(self.enough, self.claims[told:])):
                break
            told = len(self.claims)
            if piece.start > before:
                self.prose = self.document.text[max(before, piece.start - 200) : piece.start]
                self.at.read(self.prose, self.sheet)
            self.around = self.document.text[max(0, piece.start - 200) : piece.end + 100]
            before = max(before, piece.end if piece.display else 0)
            if isinstance(found, Statement):
                self._judge(found)
            elif isinstance(found, Open):
                self._unread(found.sign.start, found.sign.end, found.sign.sign, told_why["open"])
            else:
                why = told_why["unread"].format(reason=found.reason, found=found.found)
                self._unread(piece.start, piece.end, piece.text, why)
        if self.at.by_example.is_lone:
            return self.again().report()
        inferred = sentences(self.names.notation, self.words) if self.worlds else ()
        claims = tuple(with_exchanged(self.claims, self.words))
        return Report(self.name, self.document.text, claims, inferred)

    def _unread(self, start: int, end: int, left: str, message: str) -> None:
        place = self.document.place(start)
        self.claims.append(Claim(start, end, *place, "unread", left, "", message=message))

    def _judge(self, statement: Statement) -> None:
        self.sheet.label = label(self.document.text, statement.operands[0].start)
        best = self._best(statement)
        if best.bad:
            for parts in otherwise(statement, self.document.text):
                if sum(self._best(one).bad for one in parts) < best.bad and not self._joins(parts):
                    for one in parts:
                        self._judge(one)
                    return
        best = of_what_goes_in(statement, best, self._reading, self.chains) or best
        best = mislabelled(statement, best, self._reading) or best
        best = other_function(statement, best, self._reading, self.document.text) or best
        best, meant = self.absent.reading(statement, best, self._best)
        if self.at.tries(statement, best, self.document.text, self.sheet):
            best = replace(best, verdicts=[Judged("no claim")], place=None)
        base, self.last = len(self.claims), best.judge
        self.said = self.said + self.prose if statement.continued else self.prose
        for at, judged in enumerate(best.verdicts):
            claim = self._claim(statement, best, at, judged)
            if meant and judged.verdict == "mislabelled":
                claim = replace(claim, expected=self.absent.line(statement, at, meant, self._text))
            self.claims.append(claim)
        self.at.note(statement, best)
        self.sheet.passed.append(best)
        self.memory.note(statement, best, base)

    def _joins(self, parts: tuple[Statement, ...]) -> bool:
        """Whether the name behind a number is what the chain is about; or nothing is claimed."""
        if len(parts) < 2:
            told = self._best(parts[0]).verdicts
            return parts[0].condition is None and any(one.verdict == "no claim" for one in told)
        if "\n" in self.document.text[parts[0].operands[-1].end : parts[1].operands[0].start]:
            return False  # an equation in a line of its own
        first, then = (operand(one.operands[0], self.names) for one in parts)
        asked = first, "=", then, self.at.here, self.sheet, self.context, None, self.prose
        return judged_formulas(*asked).verdict == "holds"

    def _best(self, statement: Statement) -> Reading:
        """The understanding that the least is against, the first of several."""
        best, least = None, 0.0
        for reading in self._readings(statement):
            bad = reading.bad + 0.005 * self.at.leaves_input(statement, reading)
            if best is None or bad < least or (bad == least and moves_on(best, reading)):
                best, least = reading, bad
            if not best.bad:
                break
        assert best is not None
        return best

    def _readings(self, statement: Statement) -> Iterator[Reading]:
        operands = [operand(node, self.names) for node in statement.operands]
        if any(one.ref is not None and one.ref.key in LOSSES for one in operands):
            nodes_of = [one.node for one in operands]
            for nodes in losses_meant(nodes_of, self.names, self.at.is_at_query):
                yield from self._at_places(statement, [operand(one, self.names) for one in nodes])
            return
        told = None if self.at.places else in_own_lengths(
            [one.node for one in operands], self.names, self.sheet)  # fmt: skip
        if told is not None:
            yield from self._at_places(statement, [operand(one, self.names) for one in told])
        any_one = [*of_any_parameter(statement, operands, self.at.here)]
        for one in any_one or (operands, *of_one_unit(statement, operands, self.prose)):
            yield from self._at_places(statement, one)

    def _at_places(self, statement: Statement, operands: list[Operand]) -> Iterator[Reading]:
        renewed = None if self.at.first.is_given(statement) else with_new(statement, operands)
        if renewed is not None and updates(statement, operands):
            operands, renewed = renewed, None
        for place in self.at.kept(statement, operands):
            for one in ways(operands, renewed, place, self.sheet):
                yield self._reading(statement, one, place)

    def _reading(
        self, statement: Statement, operands: list[Operand], place: Place | None
    ) -> Reading:
        if self.elides and any(is_elided(one.node) for one in operands):
            statement = filled_in(statement, operands, place, self.sheet)
            operands = [operand(node, self.names) for node in statement.operands]
        prose = self.said + self.prose if statement.continued else self.prose
        judge = ChainJudge(
            statement, operands, place, self.sheet, len(self.claims), self.memory.tainted_by,
            lambda left, sign, right: where_active(
                judged_signs(as_written(left), sign, as_written(right), place, self.sheet,
                             self.context, statement.condition, prose, self.defined),
                left, right, place, self.sheet, self.around,
            ),
            self.last, self.memory.supposed,
        )  # fmt: skip
        verdicts = as_defined(statement, judge, self.document.text)
        told = (statement, operands, verdicts, self.sheet, prose, self.document.text)
        elsewhere = is_at_numbers(statement.operands[0], self.names)
        if elsewhere or tells_anew(*told) or repeats_data(statement, operands, place, verdicts):
            verdicts = [Judged("no claim")]
        elif is_of_several(operands, verdicts, self.sheet):
            verdicts = [Judged("no claim") if one.verdict in ("wrong", "follows") else one
                        for one in verdicts]  # fmt: skip
        verdicts = with_quotients(operands, verdicts, place, self.sheet, self.document.text)
        return Reading(place, operands, verdicts, judge)

    def _claim(self, statement: Statement, reading: Reading, at: int, judged: Judged) -> Claim:
        sign = statement.signs[at]
        line, column = self.document.place(sign.start)
        left, right = statement.operands[at], statement.operands[at + 1]
        if self.brief:
            judged = replace(judged, answer=None)
        elif judged.answer is not None and judged.answer.mislabelled_as:
            judged = replace(judged, verdict="mislabelled")
        return Claim(
            sign.start, sign.end, line, column, judged.verdict, self._text(left),
            self._text(right), root=judged.root, quantity=quantity_of(reading, at),
            **({"message": judged.why} if self.brief
               else self._remark(statement, reading, at, judged)),
        )  # fmt: skip

    def _remark(
        self, statement: Statement, reading: Reading, at: int, judged: Judged
    ) -> dict[str, Any]:
        """The right line, the slip and a sentence, where there is something to say."""
        found = remark(reading.judge, at, judged, self._text)
        told = self.words["verify"]
        root = len(self.claims) if judged.root is None else judged.root
        here, _ = self.document.place(statement.signs[at].start)
        line = self.claims[root].line if root < len(self.claims) else here
        message = sentence(judged, found, told, self.words["slip"], line)
        return {"expected": found.expected, "slip": found.slip, "message": message}

    def _text(self, node: tree.Node) -> str:
        return source(self.document.text, node)
