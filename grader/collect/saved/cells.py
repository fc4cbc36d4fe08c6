"""The saved output of one cell becomes readings, line by line, with the epoch of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from grader.collect.saved.epoch_block import EpochBlock
from grader.collect.saved.epochs import epoch_at, epochs_in
from grader.collect.saved.last_value import read_last_value
from grader.collect.saved.lines import Carried, read_line
from grader.collect.saved.pairs import read_pairs
from grader.collect.saved.readings import Reading
from grader.collect.saved.tables import read_table
from grader.collect.saved.tokens import Token, tokens_of
from grader.collect.saved.whole_lines import whole_lines


def read_cell(text: str, source: str = "") -> list[Reading]:
    """The readings of a cell with this output and this code, in order."""
    lines = whole_lines(text)
    reader = _CellReader()
    at = 0
    while at < len(lines):
        tokens = tokens_of(lines[at])
        table = read_table(lines, at, tokens)
        if table:
            reader.add_table(table.readings)
            at += table.lines
        else:
            reader.add_line(lines[at], tokens)
            at += 1
    last = read_last_value(lines, source)
    is_new = last is not None and last.words not in [each.words for each in reader.found[-1:]]
    found = [*reader.found, last] if last is not None and is_new else reader.found
    return _from_one(found, zero=reader.counts_from_zero)


def _from_one(readings: Sequence[Reading], *, zero: bool) -> list[Reading]:
    """The readings with epochs that are counted from one, however they were printed."""
    if not zero:
        return list(readings)
    return [
        replace(reading, epoch=reading.epoch + 1) if reading.epoch is not None else reading
        for reading in readings
    ]


@dataclass(slots=True)
class _CellReader:
    """What is read so far, and what the lines before say about the next."""

    found: list[Reading] = field(default_factory=list)
    counts_from_zero: bool = False
    _carried: Carried = field(default_factory=Carried)
    _block: EpochBlock = field(default_factory=EpochBlock)

    def add_table(self, readings: Sequence[Reading]) -> None:
        """Take the readings of a table, which tells its epochs itself."""
        self.counts_from_zero |= any(reading.epoch == 0 for reading in readings)
        self.found += readings
        self._carried = Carried()
        self._block.end()

    def add_line(self, line: str, tokens: Sequence[Token]) -> None:
        """Read a line."""
        readings, self._carried = read_line(line, tokens, self._carried)
        readings = readings or read_pairs(line, tokens)
        mentions = epochs_in(tokens)
        self.counts_from_zero |= any(number == 0 for _, number in mentions)
        if not readings:
            self._block.pass_line(tokens, mentions)
            return
        stops = [at for at, _ in readings[1:]] + [len(tokens)]
        told = [
            replace(reading, epoch=epoch_at(mentions, at, is_best=reading.is_best, stop=stop))
            for (at, reading), stop in zip(readings, stops, strict=True)
        ]
        self.found += told if mentions else self._block.with_epoch(told)
        if mentions:
            self._block.end()
