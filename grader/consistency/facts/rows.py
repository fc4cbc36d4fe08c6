"""Everything that somebody's programs printed, line by line: numbers, each with its words.

Outputs saved with notebooks, outputs inside the write-up, and files of results that were handed in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from grader.consistency.facts.features import place_at
from grader.consistency.work import Work
from grader.records import BlockKind, Place, Source

MOST_LINES = 6_000
MOST_NUMBERS = 40_000
LONGEST = 400
"""Characters of a line; longer ones are no log."""

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d{1,12}(?:\.\d{1,12})?(?:[eE][-+]?\d{1,3})?(?![\d.])")
_KEY = re.compile(r"[a-z][a-z_/]*|@")
_EPOCH = re.compile(r"^(?:n_?)?(?:ep|epochs?|best_epoch|epoch_best|at|@)$")
_PER = re.compile(r"^\s*s(?:ec\w*)?\s*/|^\s*\w{0,8} per ", re.IGNORECASE)
_ACCURACY = re.compile(r"acc|score|correct|hits|right")
_LOSS = re.compile(r"loss|mse|nll|err|bce")
_OTHER = re.compile(
    r"^(?:lr|wd|batch|bs|seed|param\w*|time|sec\w*|min|energy|kwh|co2\w*|width|n|lengths?|n_?\w+"
    r"|seconds\w*|steps?|iter\w*|batches|decay|weight_decay|momentum|units|hidden|run"
    r"|steps?_per\w*|gamma|noise|size|len)$"
)
_SPLITS = {
    "train": re.compile(r"^(?:train\w*|tr|tra)(?:_|$)|^training"),
    "validation": re.compile(r"^(?:val\w*|va|dev)(?:_|$)|_val$"),
    "test": re.compile(r"^(?:test\w*|te)(?:_|$)|_test$"),
}
_MOMENTS = {
    "best": re.compile(r"best|max|highest|peak"),
    "final": re.compile(r"^(?:final|last|end)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """One number of a printed line."""

    value: float
    """As printed."""
    decimals: int
    """Digits after its decimal point."""
    quantity: str = ""
    """`accuracy`, `loss`, `epochs`, `other`; empty if the words before it do not tell."""
    split: str = ""
    """`train`, `validation`, `test`, or empty."""
    moment: str = ""
    """`best`, `final`, or empty."""
    key: str = ""
    """The word before it."""

    @property
    def may_be_accuracy(self) -> bool:
        """Whether it may be an accuracy, as a fraction or in per cent."""
        if self.quantity not in ("accuracy", "") or not 0 <= self.value <= 100:
            return False
        return self.decimals > 0

    @property
    def per_cent(self) -> float:
        """It in per cent, if it is an accuracy."""
        fraction = self.value <= 1 and self.decimals > 1
        return round(100 * self.value, 8) if fraction else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One printed line with its numbers."""

    numbers: tuple[Number, ...]
    """In order."""
    words: str
    """The line; student text."""
    place: Place
    """Where it stands."""
    group: int = 0
    """Number of the output that it stands in."""
    source: Source | None = None
    """What printed it, where that is known."""

    @property
    def epoch(self) -> int | None:
        """The epoch that the line is about; None if it does not tell, or tells a best one."""
        for number in self.numbers:
            if number.quantity == "epochs" and number.moment != "best":
                return int(number.value)
        return None


def rows_of(work: Work) -> tuple[Row, ...]:
    """Every printed line that holds a number."""
    found: list[Row] = []
    room = MOST_NUMBERS
    for group, (text, place, source) in enumerate(_texts(work)):
        if room < 0:
            break
        rows = _counted(tuple(_rows(text, place, source, group)))
        room -= sum(len(row.numbers) for row in rows)
        found += rows
    return tuple(found)


def columns_of(rows: Sequence[Row]) -> Iterator[tuple[tuple[Row, int], ...]]:
    """Numbers that stand one below the other in lines of the same form."""
    for _, lines in groupby(rows, key=_form):
        block = tuple(lines)
        if len(block) >= 2:
            for index in range(len(block[0].numbers)):
                yield tuple((row, index) for row in block)


def _form(row: Row) -> tuple[int, tuple[str, ...]]:
    """What lines have in common whose numbers stand below each other."""
    return row.group, tuple(number.key.rpartition(" ")[2] for number in row.numbers)


def _texts(work: Work) -> Iterator[tuple[str, Place, Source | None]]:
    own = work.write_up.path
    for source in work.sources:
        if source.output and (source.place.file != own or source.place.cell is not None):
            yield source.output, source.place, source
    code = {source.text for source in work.listed.sources}
    is_code = False
    for block in work.write_up.blocks:
        is_output = block.kind is BlockKind.OUTPUT
        plain = block.kind is BlockKind.LISTING and not block.language and block.text not in code
        told_already = block.place.cell is not None and any(
            source.place.file == own and source.output for source in work.sources
        )
        below = is_code and block.kind is BlockKind.TEXT and _is_log(block.text)
        is_code = block.kind is BlockKind.LISTING and not plain
        if (is_output or plain or below) and not told_already:
            yield block.text, block.place, None


def _is_log(text: str) -> bool:
    """Whether a paragraph below a listing is what it printed, and no sentence."""
    return bool(re.search(r"\d", text)) and not re.search(
        r"[a-z]{3}[.!?]\s*$|[a-z]\. [A-Z]|\b(?:the|we|i|is|are|was|in)\b", text, re.IGNORECASE
    )


def _rows(text: str, place: Place, source: Source | None, group: int) -> Iterator[Row]:
    at = 0
    header: tuple[tuple[str, ...], ...] = ()
    held = Source(place=place, text=text)
    for count, line in enumerate(text.split("\n")):
        start, at = at, at + len(line) + 1
        if count >= MOST_LINES:
            return
        if len(line) > LONGEST:
            continue
        cells = line.split(",")
        if not header and count == 0 and len(cells) > 1 and not _NUMBER.search(line):
            header = tuple(_words(cell) for cell in cells)
            continue
        numbers = (
            tuple(_of_cells(cells, header))
            if header and len(cells) == len(header)
            else tuple(_numbers(line))
        )
        if numbers:
            # Of a saved output no line of a file is known, only the cell.
            spot = place if place.cell is not None else place_at(held, start)
            yield Row(numbers=numbers, words=line.strip(), place=spot, group=group, source=source)


def _words(text: str) -> tuple[str, ...]:
    """The words of a key; what code calls `best_test` is one of them."""
    return tuple(_KEY.findall(text.lower()))


def _of_cells(cells: Sequence[str], header: Sequence[tuple[str, ...]]) -> Iterator[Number]:
    for cell, words in zip(cells, header, strict=True):
        match = _NUMBER.fullmatch(cell.strip())
        if match:
            yield _number(match[0], words, "")


def _numbers(line: str) -> Iterator[Number]:
    before, moment = 0, ""
    for match in _NUMBER.finditer(line):
        between = line[before : match.start()]
        before = match.end()
        if "|" in between:
            moment = ""
        words = _words(between)[-4:]
        for name, pattern in _MOMENTS.items():
            if any(pattern.search(word) for word in words):
                moment = name
        if _PER.match(line[match.end() : match.end() + 12]):
            yield _number(match[0], ("time",), "")
            continue
        yield _number(match[0], words, moment)


def _number(text: str, words: tuple[str, ...], moment: str) -> Number:
    split = ""
    pieces = [piece for word in words for piece in (word, *word.split("_"))]
    for name, pattern in _SPLITS.items():
        if any(pattern.search(piece) for piece in pieces):
            split = name
    for name, pattern in _MOMENTS.items():
        if any(pattern.search(word) for word in words):
            moment = name
    quantity = ""
    if any(_LOSS.search(word) for word in words[-2:]):
        quantity = "loss"
    if any(_ACCURACY.search(word) for word in words[-2:]):
        quantity = "accuracy"
    if words and ("per" in words[-1].split("_") or _OTHER.match(words[-1])):
        quantity = "other"
    elif words and any(_EPOCH.match(piece) for piece in (words[-1], *words[-1].split("_"))):
        quantity = "epochs"
    return Number(
        value=float(text),
        decimals=len(text.lower().partition("e")[0].partition(".")[2]),
        quantity=quantity,
        split=split,
        moment=moment,
        key=" ".join(words),
    )


_PRINTS_EPOCH = re.compile(r"print\([^\n]{0,200}\bep(?:och)?s?\b", re.IGNORECASE)


def _are_epochs(values: Sequence[float], source: Source | None) -> bool:
    """Whether rising numbers count epochs, and not steps, of which only every hundredth is told."""
    if source is not None and _PRINTS_EPOCH.search(source.text):
        return True
    steps = [after - before for before, after in pairwise(values)]
    return values[0] <= 1 and min(steps) <= 5 and values[-1] < 5_000


def _counted(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Lines that begin with a rising number without a word: it counts epochs or steps."""
    first = [row.numbers[0] for row in rows if len(row.numbers) > 1]
    bare = [number for number in first if not number.key and not number.decimals]
    values = [number.value for number in bare]
    rises = len(values) >= 3 and values == sorted(set(values)) and len(bare) == len(first)
    if not rises or not _are_epochs(values, rows[0].source):
        return rows
    return tuple(
        replace(row, numbers=(replace(row.numbers[0], quantity="epochs"), *row.numbers[1:]))
        if len(row.numbers) > 1
        else row
        for row in rows
    )
