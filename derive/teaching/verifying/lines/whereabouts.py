"""Where on a sheet we are: in which run, at which example, or at a number that is only tried."""

from __future__ import annotations

from dataclasses import dataclass, field

from derive.teaching.verifying.lines.by_example import ByExample, is_of_batch
from derive.teaching.verifying.lines.counted_pass import CountedPass
from derive.teaching.verifying.lines.next_pass import has_stepped, leaves_input
from derive.teaching.verifying.lines.operands import Operand, Sheet
from derive.teaching.verifying.lines.place import QUERIES, Place, places_for
from derive.teaching.verifying.lines.renewals import after_step
from derive.teaching.verifying.lines.trials import shifted, tried, tries
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.naming.notation import ANY
from derive.teaching.verifying.stated.data_first import DataFirst
from derive.teaching.verifying.statements.printed import decimals_of
from derive.teaching.verifying.statements.statements import Statement


@dataclass
class Whereabouts:
    """`places` are all that a sheet goes through, `current` is the one where it is; `input` is the
    example whose input was printed last, `stepped` where a new parameter was. There are none where
    no network is known."""

    places: list[Place]
    first: DataFirst
    by_example: ByExample
    passed: CountedPass = field(default_factory=CountedPass)
    current: int = 0
    input: int = 0
    stepped: int = 0
    trial: Place | None = None

    @property
    def here(self) -> Place | None:
        return self.places[self.current] if self.places else None

    @property
    def is_at_query(self) -> bool:
        """Whether we are at an example that is only asked about."""
        return self.here is not None and self.here.example >= QUERIES

    def read(self, prose: str, sheet: Sheet) -> None:
        """Takes in words; where they count the next step of those that the sheet has made, what is
        no parameter is worked out anew."""
        step = sheet.step
        self.passed.read(prose, sheet)
        if sheet.step > step and any(map(has_stepped, self.places)):
            after_step(sheet)

    def kept(self, statement: Statement, operands: list[Operand]) -> list[Place | None]:
        """The places where the quantities of a line can be meant, the likeliest first."""
        refs = {ref for one in operands for ref in one.names.refs.values()}
        if not self.places:
            return [None]
        if not refs:
            return [self.here]
        places = self.first.places(statement, places_for(refs, self.places, self.current))
        kept = self.passed.kept(operands, self.by_example.kept(refs, statement, places))
        units = all(one.example == ANY and not is_of_batch(one) for one in refs)
        if units and not any(one.key in ("x", "t") for one in refs):
            kept = self._of_this_example(kept, statement.signs[0].start)
        return kept if self.trial is None else [self.trial, *kept]

    def _of_this_example(self, places: list[Place | None], at: int) -> list[Place | None]:
        """Without those of another example after another step, where lines are about the example
        that words or an input have just said, and nothing was renewed since."""
        number, here = self.by_example.spoken(at, self.stepped), self.here
        if self.by_example.told > self.stepped:
            number = number or self.input
        if here is None or here.example != number or len(here.world.examples()) < 2:
            return places
        kept = [
            one for one in places
            if one is None or one.example == number or one.world is here.world
            or one.example >= QUERIES or number not in one.world.examples()
        ]  # fmt: skip
        return kept or places

    def leaves_input(self, statement: Statement, reading: Reading) -> bool:
        """Whether a line would be of another example than the one whose input was printed, and
        than the one that the text speaks of."""
        spoken = self.by_example.spoken(statement.signs[0].start)
        if reading.place is not None and spoken == reading.place.example:
            return False
        return leaves_input(reading, self.places, self.current, self.input)

    def tries(self, statement: Statement, reading: Reading, text: str, sheet: Sheet) -> bool:
        """Whether a line only tries another number; what follows is then about that, or about a
        parameter that it has moved a little."""
        place = self.here if reading.place is self.trial else reading.place
        moved = shifted(reading.operands)
        gives = tries(statement, reading.operands, reading.verdicts, text)
        ref = moved or (reading.operands[0].ref if gives else None)
        if place is None or ref is None:
            return False
        self.trial = tried(place, ref, reading.operands[1])
        after_step(sheet)  # what is worked out of it is worked out anew
        typed = ((one.value, decimals_of(one)) for one in reading.operands[1].printed.values())
        sheet.take_as_typed(typed)
        return gives

    def note(self, statement: Statement, best: Reading) -> None:
        """Goes to the place of a line that was understood there."""
        if best.place is not None and best.place is not self.trial:
            known = any(one.known for one in best.operands)
            if not best.bad and known:
                self.current, self.trial = self.places.index(best.place), None
                if best.operands[0].ref is not None and best.operands[0].ref.key == "x":
                    self.input = best.place.example
                    self.by_example.told = statement.signs[0].start
                if best.operands[0].ref is not None and best.operands[0].ref.key[:4] == "new.":
                    self.stepped = statement.signs[0].start
        self.by_example.note(best, statement.signs[0].start)
