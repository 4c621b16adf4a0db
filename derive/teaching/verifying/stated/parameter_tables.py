"""Weights in tables and lists: a row for each unit with its weights and its bias, or a line for
each connection, x1 -> h1: 0.3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from derive.teaching.verifying.stated.data import WEIGHTS, Stated
from derive.teaching.verifying.stated.in_words import parameter
from derive.teaching.verifying.statements.tables import Cell, tables
from derive.teaching.written.documents import Document

_NUMBER = r"[-−+]?\d+(?:(?:[.,]|\{,\})\d+)?"
_WHOLE = re.compile(rf"^[\s$*]*({_NUMBER})[\s$*]*$")
_UNIT_COLUMN = re.compile(
    r"\b(?:layer|schicht|neuron|unit|node|einheit|knoten|from|to|von|nach|source|target|ziel|quelle"
    r"|connection|verbindung|kante|edge)\b"
)
# a weight by where it leads from: from x1, from 0; "from unit" heads the names of units
_FROM = re.compile(
    r"\b(?:from|von|aus)\s+\W*(?!(?:unit|node|neuron|layer|schicht|einheit|knoten)\b)\w"
)
_ONWARD = re.compile(
    r"\b(?:output|out|ausgabe|ausgangs?)[- ]?(?:weights?|gewichte?)"
    r"|\b(?:weight|gewicht)\w*\W+(?:to|zu[rm]?)\b|^\W*v(?:_\{?\w\}?)?\W*(?:(?:to|zu[rm]?)\b.*)?$"
)
_FROM_NUMBER = re.compile(r"\b(?:from|von|aus)\s+(?:(?:unit|node|neuron|knoten)\s+)?\W*(\d)\W*$")
_BIAS_COLUMN = re.compile(r"\b(?:bias|offset|schwelle|schwellwert|b)\b|^\W*b\W*$")
_WEIGHT_COLUMN = re.compile(
    r"weight|gewicht|\b[wvxh]\b|\b[wvxh][_{\s]*[ijk]?\d|input|eingang|eingabe"
)
_RESULTS = re.compile(r"gradient|ableitung|derivative|delta|∂|\b(?:neue?[rs]?|new|updat\w*)\b")
_HIDDEN = re.compile(r"\b(?:hidden|verdeckt\w*|versteckt\w*)\b|\b(?:h)[_{\s]*\d")
_OUTPUT = re.compile(r"\b(?:output|out|ausgabe\w*|ausgang\w*|y|o)\b|\b[yo][_{\s]*\d")
_NAME = r"[A-Za-z]\w{0,11}|[01]"
_LEADS = r"(?:-{1,2}>|→|⟶|\\(?:rightarrow|to)\b)"
_CONNECTION = re.compile(
    rf"(?<![\w}}])\$?(?P<source>{_NAME})\s*{_LEADS}\s*(?P<to>{_NAME})\$?\s*[:=|]\s*\$?"
    rf"(?P<number>{_NUMBER})(?![\w]|[.,]\d)"
)
_ONES = frozenset(("1", "0", "b", "bias", "one"))  # a source that biases lead from
_COLUMNS = ("from|von|source|quelle", "to|nach|target|ziel", "weight|gewicht|wert|value")
FEWEST = 3  # connections


@dataclass(frozen=True)
class _Unit:
    """A unit by its layer and its number there, with its weights and its bias, and the line."""

    layer: int
    number: int
    weights: tuple[str, ...]
    bias: str | None
    line: int
    first: int = 1  # the number of its first weight


def told_in_tables(document: Document, told: list[Stated]) -> list[Stated]:
    """The parameters that tables of units or lists of connections tell, where no letters do."""
    if any(one.slots.letter in WEIGHTS for one in told):
        return []
    every = [rows for rows in tables(document.text) if len(rows) > 1]
    units = next((found for rows in every if (found := _of_units(rows, document))), [])
    units = units or _of_connections([*_connected(every, document), *_listed(document)])
    return [part for unit in units for part in _stated(unit)]


def _stated(unit: _Unit) -> Iterator[Stated]:
    for at, number in enumerate(unit.weights, start=unit.first):
        slots = parameter("W", unit.layer, (unit.number, at))
        yield Stated(slots, ((number,),), unit.line)
    if unit.bias is not None:
        yield Stated(parameter("b", unit.layer, (unit.number,)), ((unit.bias,),), unit.line)


# a row for each unit ------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Head:
    """Which columns hold names of units, biases and weights that lead on to the output; the number
    that the weights are counted from; the layer of a row that names none, 0 where open."""

    labels: list[int]
    bias: list[int]
    onward: list[int]
    first: int
    layer: int

    def weights(self, values: list[str | None]) -> list[str | None]:
        """The weights that lead into the unit of a row."""
        others = {*self.labels, *self.bias, *self.onward}
        found = [one for at, one in enumerate(values) if at not in others]
        while found and found[-1] is None:
            found.pop()
        return found


def _head(cells: list[Cell]) -> _Head | None:
    """What the head of a table of units says; None where it is of something else."""
    head = [cell.text.lower().replace("$", " ") for cell in cells]
    leads = [_FROM.search(one) is not None for one in head]
    if not any(map(_WEIGHT_COLUMN.search, head)) and sum(leads) < 2:
        return None
    if any(map(_RESULTS.search, head)):
        return None
    labels = [at for at, one in enumerate(head) if not leads[at] and not _ONWARD.search(one)
              and (_UNIT_COLUMN.search(one) or not one.strip())]  # fmt: skip
    bias = [at for at, one in enumerate(head) if at not in labels and _BIAS_COLUMN.search(one)]
    onward = [
        at for at, one in enumerate(head) if at not in (*labels, *bias) and _ONWARD.search(one)
    ]
    if not labels or len(bias) > 1 or len(onward) > 1:
        return None
    others = [one for at, one in enumerate(head) if at not in (*labels, *bias, *onward)]
    zero = others and not bias and (number := _FROM_NUMBER.search(others[0])) and number[1] == "0"
    layer = _layer(" ".join(head[at] for at in labels)) or len(onward)
    return _Head(labels, bias, onward, 0 if zero else 1, layer)


def _of_units(rows: list[list[Cell]], document: Document) -> list[_Unit]:
    """The units of a table whose head names weights, and whose rows say which unit they are of."""
    head = _head(rows[0])
    if head is None or _RESULTS.search(_line_before(rows[0][0], document.text).lower()):
        return []
    found: list[_Unit] = []
    ahead: list[str | None] = []
    line = 0
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            return []
        layer = _layer(" ".join(row[at].text for at in head.labels).lower()) or head.layer
        values = [_value(cell) for cell in row]
        weights = head.weights(values)
        whole = tuple(one for one in weights if one is not None)
        if not layer or not whole or len(whole) < len(weights):
            return []
        number = 1 + sum(one.layer == layer for one in found)
        line, _ = document.place(row[0].start)
        bias = values[head.bias[0]] if head.bias else None
        found.append(_Unit(layer, number, whole, bias, line, head.first))
        ahead += [values[at] for at in head.onward]
    onward = tuple(one for one in ahead if one is not None)
    if onward and len(onward) == len(found) and {one.layer for one in found} == {1}:
        found.append(_Unit(2, 1, onward, None, line))
    return found if {1, 2} <= {one.layer for one in found} else []


def _line_before(cell: Cell, text: str) -> str:
    """The last line above a table that is not empty: what it is called."""
    above = text[max(0, cell.start - 300) : cell.start].splitlines()[:-1]
    return next((one for one in reversed(above) if re.search(r"\w", one)), "")


def _layer(label: str) -> int:
    """1 for a hidden unit and 2 for an output; 0 where a label says neither."""
    label = label.replace("$", " ")
    hidden, output = _HIDDEN.search(label), _OUTPUT.search(label)
    return 0 if (hidden is None) == (output is None) else 1 if hidden else 2


def _value(cell: Cell) -> str | None:
    match = _WHOLE.match(cell.text)
    return None if match is None else _typed(match[1])


def _typed(number: str) -> str:
    return re.sub(r"\{?,\}?", ".", number).replace("−", "-").removeprefix("+")


# a line for each connection -----------------------------------------------------------------------
Connection = tuple[str, str, str, int]  # from, to, the weight, the line


def _connected(every: list[list[list[Cell]]], document: Document) -> Iterator[Connection]:
    """The rows of tables from | to | weight."""
    for head, *body in every:
        words = [cell.text.lower() for cell in head]
        columns = [_column(words, word) for word in _COLUMNS]
        if -1 in columns or len(set(columns)) < len(columns):
            continue
        for row in body:
            if len(row) != len(head):
                return
            source, to = (row[at].text.strip(" $*`\n").replace("_", "") for at in columns[:2])
            number = _value(row[columns[2]])
            if number is not None:
                yield source, to, number, document.place(row[0].start)[0]


def _column(words: list[str], wanted: str) -> int:
    """Which column has such a word in its head; -1 where none has."""
    return next((at for at, one in enumerate(words) if re.search(rf"\b(?:{wanted})", one)), -1)


def _listed(document: Document) -> Iterator[Connection]:
    """x1 -> h1: 0.3, one after the other in the text."""
    for one in _CONNECTION.finditer(document.text):
        line, _ = document.place(one.start())
        yield one["source"], one["to"], _typed(one["number"]), line


def _of_connections(told: list[Connection]) -> list[_Unit]:
    """The units that connections make, layer by layer; none where they make no layers."""
    weights: dict[tuple[str, str], tuple[str, int]] = {}
    for source, to, number, line in told:
        weights.setdefault((to, "" if source.lower() in _ONES else source), (number, line))
    pairs = [(to, source) for to, source in weights if source]
    units = list(dict.fromkeys(to for to, _ in pairs))
    below = sorted({source for _, source in pairs} - {*units})
    if len(pairs) < FEWEST or not below:
        return []
    found: list[_Unit] = []
    layer = 0
    while units:
        layer += 1
        here = sorted(unit for unit in units
                      if {source for to, source in pairs if to == unit} == {*below})  # fmt: skip
        if not here:
            return []
        for at, unit in enumerate(here, start=1):
            row = tuple(weights[unit, source][0] for source in below)
            bias = weights.get((unit, ""))
            line = weights[unit, below[0]][1]
            found.append(_Unit(layer, at, row, bias[0] if bias else None, line))
        units = [one for one in units if one not in here]
        below = here
    return found
