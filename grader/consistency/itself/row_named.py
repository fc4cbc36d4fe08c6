"""A number of a table that a sentence tells of one row, and that is another row's.

`The network with 128 neurons converges in 150 epochs`: the table has 240 there, 150 below.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.facts.numerals import Numeral, is_swapped, numerals_in
from grader.consistency.facts.sentences import Spoken, spoken_in
from grader.consistency.itself.told import Tale
from grader.consistency.wording import capitalised, source_words, where
from grader.notation.cells import CellNumber
from grader.notation.tables import Grid, grid_of
from grader.records import (
    Block,
    BlockKind,
    Checked,
    Consistency,
    HeldAgainst,
    Span,
    WriteUp,
)

_COMPARES = re.compile(
    r"\b(?:than|from|compared?|versus|vs|between|differ\w*|points?|more|less|fewer|times|both|while"
    r"|whereas|but|respectively|higher|lower|better|worse|faster|slower|gain\w*|los[est]\w*|all"
    r"|drop\w*|improv\w*|increas\w*|decreas\w*|would|could|should|if|not|no|about|around|nearly"
    r"|almost|roughly|over|above|below|under|until|already|average|mean|per|each|every|literature"
    r"|paper|expected|instead|without|except|other|another|second|half)\b|[~≈<>?]|n['’]t\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_STOP = frozenset("the and for with after value values number table mean std per run runs".split())
_UNITS = re.compile(r"\b(?:neurons?|units?|hidden|nodes?|width|n)\b", re.IGNORECASE)
_ROW_NOUNS = (
    (re.compile(r"\b(?:n|h|hidden|width|units?|neurons?|nodes?)\b", re.I), _UNITS),
    (re.compile(r"\b(?:batch|bs)\b", re.I), re.compile(r"\b(?:batch\w*|bs)\b", re.I)),
    (re.compile(r"\b(?:lr|learning|rate|η)\b", re.I), re.compile(r"\b(?:rates?|lr)\b", re.I)),
    (re.compile(r"\b(?:length|T)\b", re.I), re.compile(r"\b(?:length\w*|T)\b", re.I)),
    (re.compile(r"\b(?:decay|wd|λ)\b", re.I), re.compile(r"\b(?:decay|wd)\b", re.I)),
)
_APART = re.compile(
    r"\b(?:deep|shallow|wide|cnn|conv|rnn|lstm|autoencoder|sigmoid|tanh|adam|rmsprop|dropout|augment"
    r"|schedul|noisy|denois|layer|numpy|pytorch|train|validation|test)"
)
"""What may tell another experiment or another value than those of a table that names no such."""
_TRAINS = re.compile(
    r"\b(?:trained|to train|(?:i|we|he|she|they|you) train|train(?:ing)? (?:it|them|the|a|an"
    r"|this|for|with|during|over))\b", re.I
)  # fmt: skip
"""Training as something that is done: no part of the data."""
_UNIT_BEHIND = re.compile(
    r"\s?(epochs?|runs?|seeds?|layers?|neurons?|units?|pictures?|images?|samples?|steps?|updates?"
    r"|iterations?|batches|seconds?|minutes?|hours?|parameters?|weights?|points?|times)\b", re.I
)  # fmt: skip
"""What a number counts; a column of another name holds no such number."""
_NEAR = 30
_MOST_TABLES = 40
_MOST_LOOKS = 300_000
"""Sentences times rows: a long report has a tenth of that."""
_STEM = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table whose rows have labels and whose columns have headings."""

    block: Block
    grid: Grid
    near: str
    """The words of the table, its caption and its heading, lower case."""
    labels: dict[int, str]
    """Of each row below the headings."""
    columns: dict[int, frozenset[str]]
    """Of each column, the words of its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """The cell that a sentence means, and the number that it tells."""

    sheet: Sheet
    row: int
    column: int
    told: Numeral


def hold_row_named(tale: Tale) -> Iterator[Checked]:
    """Every number of a sentence that names one row and one column of one table."""
    blocks = tale.write_up.blocks
    sheets = [
        sheet for at in range(len(blocks)) if (sheet := _sheet(tale.write_up, at)) is not None
    ][:_MOST_TABLES]  # fmt: skip
    if not sheets:
        return
    room = _MOST_LOOKS
    for sentence in spoken_in(tale.write_up):
        room -= sum(len(sheet.labels) for sheet in sheets)
        if room < 0:
            return
        if not re.search(r"\d", sentence.text) or _COMPARES.search(sentence.text):
            continue
        found = [meant for sheet in sheets if (meant := _meant(sentence, sheet)) is not None]
        if len(found) == 1:
            yield from _held(tale, sentence, found[0])


def _sheet(write_up: WriteUp, at: int) -> Sheet | None:
    block = write_up.blocks[at]
    grid = grid_of(block) if block.kind is BlockKind.TABLE else None
    if grid is None or not grid.header_rows or grid.label_columns != 1:
        return None
    labels = {
        row: grid.cells[row][0].strip() for row in range(grid.header_rows, grid.height)
        if grid.cells[row][0].strip()
    }  # fmt: skip
    if len(labels) < 2 or len(set(labels.values())) != len(labels):
        return None
    columns = {column: _words(grid.column_heading(column)) for column in range(1, grid.width)}
    return Sheet(block=block, grid=grid, near=_near(write_up, at), labels=labels, columns=columns)


def _near(write_up: WriteUp, at: int) -> str:
    """The table, its caption and its heading."""
    table = write_up.blocks[at]
    beside = write_up.blocks[max(0, at - 1) : at + 2]
    captions = [block.text[:3_000] for block in beside if block.kind is BlockKind.CAPTION]
    section = table.section
    titled = section is not None and 0 <= section < len(write_up.sections)
    title = write_up.sections[section].title if titled and section is not None else ""
    return " ".join([title, table.text[:20_000], *captions]).lower()


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _STOP


def _meant(sentence: Spoken, sheet: Sheet) -> Meant | None:
    told = list(numerals_in(sentence.text))
    rows = [
        (row, span) for row, label in sheet.labels.items()
        if (span := _named(sentence.text, label, sheet)) is not None
    ]  # fmt: skip
    if len(rows) != 1:
        return None
    row, (start, end) = rows[0]
    rest = [one for one in told if not (start <= one.start < end)]
    if any(word not in sheet.near for word in _APART.findall(sentence.text.lower())):
        return None
    bare = _TRAINS.sub(" ", sentence.text[:start] + sentence.text[end:])
    column = _column(bare, sheet)
    if len(rest) != 1 or column is None or sheet.grid.numbers[row][column] is None:
        return None
    unit = _UNIT_BEHIND.match(sentence.text, rest[0].end)
    if unit is not None and not any(_alike(unit[1].lower(), w) for w in sheet.columns[column]):
        return None
    return Meant(sheet=sheet, row=row, column=column, told=rest[0])


def _named(text: str, label: str, sheet: Sheet) -> tuple[int, int] | None:
    """Where a sentence names a row: by its words, or by its number beside what it counts."""
    if label.lower() not in text.lower():
        return None
    pattern = re.compile(rf"(?<![\w.,-]){re.escape(label)}(?![\w-]|[.,]\d)", re.IGNORECASE)
    found = list(pattern.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    if not re.fullmatch(r"[\d.,eE+-]+", label):
        return match.span() if len(label) >= 3 else None
    heading = sheet.grid.column_heading(0)
    near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR // 2]
    for head, noun in _ROW_NOUNS:
        if head.search(heading) and noun.search(near):
            return match.span()
    return None


def _column(text: str, sheet: Sheet) -> int | None:
    """The one column all words of whose heading stand in a sentence; more words go first."""
    words = _words(text)
    scores = {
        column: len(heading)
        for column, heading in sheet.columns.items()
        if heading and all(any(_alike(one, word) for word in words) for one in heading)
    }
    best = [column for column, score in scores.items() if score == max(scores.values())]
    return best[0] if len(best) == 1 else None


def _alike(one: str, other: str) -> bool:
    return one.startswith(other[:_STEM]) or other.startswith(one[:_STEM])


def _held(tale: Tale, sentence: Spoken, meant: Meant) -> Iterator[Checked]:
    grid = meant.sheet.grid
    own = grid.numbers[meant.row][meant.column]
    if own is None or _is_one(meant.told, own):
        if own is not None:
            yield _checked(tale, sentence, meant, own, Consistency.CONSISTENT, "")
        return
    in_row = [number for number in grid.numbers[meant.row] if number is not None]
    if any(_is_one(meant.told, number) for number in in_row):
        return
    others = [
        (row, number)
        for row in meant.sheet.labels
        if row != meant.row and (number := grid.numbers[row][meant.column]) is not None
    ]
    same = [(row, number) for row, number in others if _is_one(meant.told, number)]
    if len(same) == 1 and _has_digits(same[0][1]):
        why = f", and {same[0][1].words} for {meant.sheet.labels[same[0][0]]}"
        yield _checked(tale, sentence, meant, own, Consistency.INCONSISTENT, why)
    elif not same and _is_a_slip(sentence, meant.told, own):
        yield _checked(tale, sentence, meant, own, Consistency.INCONSISTENT, "")


def _is_one(told: Numeral, number: CellNumber) -> bool:
    """Whether a number of the text may be that of a cell, rounded, or as a share of one."""
    ways = {told.value, told.value * 100, told.value / 100}
    step = max(10.0**-told.decimals, number.step)
    return any(abs(value - number.value) <= step * (value / told.value if told.value else 1)
               for value in ways)  # fmt: skip


def _has_digits(number: CellNumber) -> bool:
    return number.digits >= 2 and not number.is_inexact


def _is_a_slip(sentence: Spoken, told: Numeral, own: CellNumber) -> bool:
    words = sentence.text[told.start : told.end]
    return own.digits >= 3 and is_swapped(words.replace(",", "."), own.words.replace(",", "."))


def _checked(
    tale: Tale, sentence: Spoken, meant: Meant, own: CellNumber, outcome: Consistency, why: str
) -> Checked:
    begin, told = sentence.span.start, meant.told
    span = Span(block=sentence.span.block, start=begin + told.start, end=begin + told.end)
    grid, block = meant.sheet.grid, meant.sheet.block
    at = grid.starts[meant.row][meant.column]
    heading = grid.column_heading(meant.column)
    place = block.place_of(at)
    words = (
        f"{source_words(tale.write_up, span, sentence.place)} says "
        f"{sentence.text[told.start : told.end]}; {block.number or 'the table'} ({where(place)}) "
        f"has {own.words} for {meant.sheet.labels[meant.row]} under {heading}{why}."
    )
    return Checked(
        outcome=outcome,
        check=HeldAgainst.ITSELF,
        subject=heading,
        sentence=capitalised(words),
        words=sentence.text,
        place=sentence.place,
        span=span,
        other=place,
        other_words=" | ".join(grid.cells[meant.row]),
    )
