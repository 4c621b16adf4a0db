"""Whether a sheet goes example by example: else a gradient is that of the whole batch.

`∂L/∂b` may be the derivative of one example's loss, where the sheet takes its examples one after
the other. Where it works out all of them at once, the derivative of one alone is a slip.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from derive.teaching.verifying.lines.chain import BAD
from derive.teaching.verifying.lines.operands import agree
from derive.teaching.verifying.lines.place import OF_BATCH, Place
from derive.teaching.verifying.lines.reckoning import Missing
from derive.teaching.verifying.lines.understanding import Reading
from derive.teaching.verifying.naming.notation import ALL, ANY, Ref
from derive.teaching.verifying.statements.statements import Statement
from derive.teaching.verifying.symbolic.counts import STACKS
from derive.teaching.verifying.symbolic.definitions import is_index
from derive.teaching.written import tree
from derive.teaching.written.names import nodes, whole_names
from derive.teaching.written.tree import Node

_WORD = (r"(?:(?:training|data|trainings|lern)[ -]?)?(?:example|sample|pattern|point|instance|case"
         r"|observation|record|beispiel|muster|datum|punkt|fall)")  # fmt: skip
_ONE = re.compile(
    rf"(?i)\b{_WORD}s?\s*(?:no\.?|nr\.?|number|\#)?\s*\$?\s*\(?(?:[a-z]\s*=\s*)?\d"
    r"|\b(?:first|second|third|fourth|last|one|single|this|that|each|every|only|\d\s?\.|1st|2nd"
    r"|erste\w*|zweite\w*|dritte\w*|vierte\w*|letzte\w*|eine[snmr]?|diese[snmr]?|jede[snmr]?"
    rf"|einzelne\w*|ein)\s+{_WORD}"
)
# the example that lines are about: example 2, ex. 2:, pattern #2, Beispiel 2
_NUMBERED = re.compile(
    rf"(?i)\b(?:{_WORD}|ex\.?|bsp\.?|exemple|ejemplo|esempio|exemplo|voorbeeld)s?"
    r"\s*(?:no\.?|nr\.?|number|\#)?\s*\$?\s*\(?(?:[a-z]\s*=\s*)?(\d)(?![\d.,]\d)"
)
_SEVERAL = re.compile(
    r"(?i)\b(?:all|both|whole|over|alle[nr]?|beide[nr]?|batch|sum|mean|average|total|summe|mittel"
    rf"|together|zusammen|(?:two|three|four|zwei|drei|vier|\d+)\s+{_WORD})"
)
# 1/m, where X, Z, A hold an example in each column or row
_DIVIDED = re.compile(r"\\[dt]?frac\s*\{?\s*1\s*\}?\s*\{?\s*[mMnN]\b|\b1\s?/\s?[mMnN]\b")


class ByExample:
    """What of a sheet speaks for one example at a time, and what for all of them at once.

    `guessed` says that the runs of one example are no exercise's, and may be left out. With
    `denied`, they are, but where the words speak of one example.
    """

    def __init__(self, text: str, places: list[Place], guessed: bool, denied: bool) -> None:
        self.guessed, self.denied = guessed, denied
        self.most = max((len(one.world.part.examples) for one in places), default=0)
        self.all = [one for one in places if len(one.world.part.examples) == self.most]
        several = self.most > 1
        over = [(one.end(), 0) for one in (_SEVERAL.finditer(text) if several else ())]
        self.words = sorted(
            over + [(one.end(), one.end()) for one in (_ONE.finditer(text) if several else ())]
        )  # places of words on examples, 0 beside those on several
        self.numbers = sorted(
            over
            + [(one.end(), int(one[1])) for one in (_NUMBERED.finditer(text) if several else ())]
        )  # the same with the number of the example
        self.told = -1  # where an input was printed last
        self.divided = _DIVIDED.search(text) is not None
        self.batch, self.alone = False, False
        self.found: set[int] = set()
        self.since, self.here = 0, 0  # where a line was last about one example, and about which

    @property
    def is_lone(self) -> bool:
        """Whether a gradient is that of one example, on a sheet that goes through all at once."""
        return not self.denied and self.batch and self.alone and len(self.found) < 2

    def kept(
        self, refs: set[Ref], line: Statement, places: list[Place | None]
    ) -> list[Place | None]:
        """The places where the quantities of a line can be meant."""
        if self.most < 2 or not any(map(is_of_batch, refs)) or _names_one(line.operands):
            return self._spoken_first(places, line.signs[0].start)
        if any(one.example == ALL for one in refs) or (self.divided and _stacks(line)):
            return [one for one in places if one is None or not self._is_single(one)] or places
        kept, at = places, line.signs[0].start
        if word := self._word_of_one(at):
            if self.since > word:
                kept = [one for one in places if one is None or one.example == self.here
                        or not self._is_single(one)]  # fmt: skip
        elif self.denied:
            kept = [one for one in places if one is None or not self._is_single(one)]
        return kept or places

    def spoken(self, at: int, since: int = -1) -> int:
        """The number of the example that the text names last before this place, or 0; also where
        an input was printed since."""
        last = bisect_left(self.numbers, (at, 0)) - 1
        said = last >= 0 and self.numbers[last][0] > max(self.told, since)
        return self.numbers[last][1] if said else 0

    def _spoken_first(self, places: list[Place | None], at: int) -> list[Place | None]:
        """The places with those of the example first that the text speaks of."""
        number = self.spoken(at)
        if not number:
            return places
        return sorted(places, key=lambda one: one is None or one.example != number)

    def note(self, reading: Reading, at: int) -> None:
        """Takes in what a line was taken to be about, whether it is one example or all."""
        place = reading.place
        if self.most < 2 or place is None or any(one.verdict in BAD for one in reading.verdicts):
            return
        refs = {ref for one in reading.operands for ref in one.names.refs.values()}
        single = self._is_single(place)
        self.batch |= any(one.example == ALL and one.key[:2] not in ("x", "t") for one in refs)
        if not any(one.printed for one in reading.operands):
            return
        if any(self._is_of_one_alone(one, place) for one in refs):
            self.since, self.here = at, place.example
        if any(is_of_batch(one) and _differs(one, place) for one in refs):
            self.batch |= not single
            if single:
                self.found.add(place.example)
                named = _names_one([one.node for one in reading.operands])
                self.alone |= not named and not self._word_of_one(at)

    def _is_single(self, place: Place) -> bool:
        return place.single or (self.guessed and len(place.world.part.examples) < self.most)

    def _word_of_one(self, at: int) -> int:
        """Where the last word on examples before this place ends, if it is on one of them; or 0."""
        last = bisect_left(self.words, (at, 0)) - 1
        return self.words[last][1] if last >= 0 else 0

    def _is_of_one_alone(self, ref: Ref, place: Place) -> bool:
        """Whether a quantity of one example has another value in every other one."""
        if ref.example != ANY or is_of_batch(ref):
            return False
        try:
            here, _ = place.value(ref, True)
            others = [one.value(ref, True)[0] for one in self.all if one.example != place.example]
        except Missing:
            return False
        return bool(others) and not any(agree(here, other) for other in others)


def _stacks(line: Statement) -> bool:
    """Whether letters stand there that hold all examples, where they are divided by in number."""
    return any(name.letter in STACKS for name in whole_names(line.operands))


def _names_one(sides: Iterable[Node]) -> bool:
    """Whether the loss of one example is differentiated: E_1, L^{(2)}."""
    for node in (inner for side in sides for inner in nodes(side)):
        if isinstance(node, tree.Derivative) and isinstance(node.what, tree.Scripted):
            marks = (*node.what.lower, *node.what.upper)
            inner = [one.inner if isinstance(one, tree.Mark) else one for one in marks]
            if any(isinstance(one, tree.Number) or is_index(one) for one in inner):
                return True
    return False


def is_of_batch(ref: Ref) -> bool:
    """Whether a quantity may be that of all examples together."""
    return ref.example == ANY and (ref.key.rpartition(".")[0] or ref.key) in OF_BATCH


def _differs(ref: Ref, place: Place) -> bool:
    """Whether the value of one example is another than that of all of them."""
    examples = place.world.examples()
    if len(examples) < 2:
        return True
    try:
        values = [Place(place.world, place.example, single).value(ref, True)[0]
                  for single in (False, True)]  # fmt: skip
    except Missing:
        return False
    return not agree(*values)
