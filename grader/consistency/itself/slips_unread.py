"""Two digits changed over in a number of which the words do not say plainly what it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself.numerals import APART, BY, OF_ANOTHER, Numerals, plain, swapped
from grader.consistency.itself.told import Tale
from grader.consistency.wording import capitalised, clause_at, source_words
from grader.notation.cells import read_cell
from grader.notation.tables import Grid, grid_of
from grader.records import Block, BlockKind, Checked, Consistency, HeldAgainst, Span

_SENTENCE = re.compile(r"[^\n]*?(?:[.!?](?=\s+[A-Z(]|\s*$)|\n|$)")
_NUMBER = re.compile(
    r"(?<![\w.,^{-])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\w.,^{-])\d{1,7}(?:[.,]\d{1,6})?(?![\w^]|[.,]\d)"
)
_RATE = re.compile(r"(?<![\w.,^{-])(\d{2}[.,]\d{1,4})(?![\w^]|[.,]\d)\s?\\?%?")
_VALUE = re.compile(r"10\s?\^\s?\{?\s?-\s?\d{1,2}\s?\}?|\d{1,9}(?:\.\d{1,9})?(?:e-?\d{1,2})?")
_WORD = re.compile(r"[^\W\d_]{4,}")
_MOST_TEXT = 20_000
_MOST_SENTENCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A number of a table with what stands beside and above it."""

    block: int
    """Index of the table."""
    start: int
    """Index of the number in its text."""
    words: str
    """As written."""
    labels: tuple[str, str]
    """The headings of its row and of its column."""


def hold_unread(tale: Tale, numerals: Numerals) -> Iterator[Checked]:
    """Such a number, where the sentence names row and column of the cell, or sums the work up."""
    cells = _cells(tale)
    read = {(told.claim.span.block, told.claim.span.start) for told in tale.all if told.claim.span}
    rates = _rates(tale)
    for index, block in enumerate(tale.write_up.blocks):
        if block.kind not in (BlockKind.TEXT, BlockKind.LIST):
            continue
        text = block.text[:_MOST_TEXT]
        for match in _NUMBER.finditer(text):
            number = plain(match[0])
            if (index, match.start()) in read or not numerals.stands_alone(number):
                continue
            near = swapped(number)
            if not any(other in cells or other in rates for other in near):
                continue
            low, high = _sentence_at(text, match.start())
            sentence = text[low:high]
            if not _is_a_result(text, match, sentence):
                continue
            found = [cell for other in near for cell in cells.get(other, ())]
            anchored = [cell for cell in found if _is_named(cell, sentence, match[0])]
            spots = {(cell.block, cell.start) for cell in anchored}
            if len(spots) == 1:
                cell = anchored[0]
                yield _checked(tale, index, match, (low, high), cell.words, cell.block, cell.start)
                continue
            others = [(other, rates[other]) for other in near if other in rates]
            is_rate = re.match(r"\s?\\?%", text[match.end() : match.end() + 3]) is not None
            whole = len(number.replace(".", "")) >= 4 and is_rate
            if whole and len(others) == 1 and tale.is_summing_up(block):
                span = others[0][1]
                words = tale.write_up.blocks[span.block].text[span.start : span.end]
                yield _checked(tale, index, match, (low, high), words, span.block, span.start)


def _cells(tale: Tale) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for index, block in enumerate(tale.write_up.blocks):
        grid = grid_of(block) if block.kind is BlockKind.TABLE else None
        for cell in _cells_of(grid, index) if grid is not None else ():
            found.setdefault(plain(cell.words), []).append(cell)
    return found


def _cells_of(grid: Grid, index: int) -> Iterator[Cell]:
    for row in range(grid.header_rows, grid.height):
        for column in range(grid.label_columns, grid.width):
            number = grid.numbers[row][column]
            if number is not None and number.digits >= 3:
                yield Cell(
                    block=index,
                    start=grid.starts[row][column] + number.start,
                    words=number.words,
                    labels=(grid.row_heading(row), grid.column_heading(column)),
                )


def _rates(tale: Tale) -> dict[str, Span]:
    """Numbers that may be accuracies of the work's own, with where."""
    found: dict[str, Span] = {}
    for told in tale.of("accuracy"):
        if told.claim.amount is not None and told.claim.span is not None:
            found.setdefault(plain(told.claim.amount.words), told.claim.span)
    for index, block in enumerate(tale.write_up.blocks):
        if block.kind in (BlockKind.TEXT, BlockKind.OUTPUT, BlockKind.TABLE):
            for match in _RATE.finditer(block.text[:_MOST_TEXT]):
                is_rate = "%" in match[0] or block.kind is not BlockKind.TEXT
                if is_rate:
                    span = Span(block=index, start=match.start(1), end=match.end(1))
                    found.setdefault(plain(match[1]), span)
    return found


def _sentence_at(text: str, at: int) -> tuple[int, int]:
    low = max(0, at - _MOST_SENTENCE // 2)
    for match in _SENTENCE.finditer(text, low):
        if match.end() > at:
            return match.start(), match.end()
        if not match[0]:
            break
    return low, min(len(text), at + _MOST_SENTENCE // 2)


def _is_a_result(text: str, match: re.Match[str], sentence: str) -> bool:
    if OF_ANOTHER.search(sentence) or APART.match(text[match.end() : match.end() + 30]):
        return False
    return not BY.search(text[max(0, match.start() - 30) : match.start()])


def _is_named(cell: Cell, sentence: str, number: str) -> bool:
    """Whether a sentence names the row and the column of a cell, whose values it does not tell."""
    if cell.words in sentence or not all(cell.labels):
        return False
    rest = sentence.replace(number, " ", 1)
    return all(_names(label, rest) for label in cell.labels)


def _names(label: str, sentence: str) -> bool:
    if len(label) <= 8 and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", sentence, re.IGNORECASE):
        return True
    number = read_cell(label)
    if number is not None and not number.rest:
        values = (read_cell(match[0]) for match in _VALUE.finditer(sentence))
        return any(value is not None and value.value == number.value for value in values)
    spoken = {word[:6] for word in _WORD.findall(sentence.lower())}
    return any(word[:6] in spoken for word in _WORD.findall(label.lower()))


def _checked(
    tale: Tale, index: int, match: re.Match[str], sentence: tuple[int, int], meant: str,
    other: int, at: int,
) -> Checked:  # fmt: skip
    block = tale.write_up.blocks[index]
    span = Span(block=index, start=match.start(), end=match.end())
    place, there = block.place_of(match.start()), _block(tale, other).place_of(at)
    spot = Span(block=other, start=at, end=at + len(meant))
    words = clause_at(
        block.text[sentence[0] : sentence[1]],
        match.start() - sentence[0],
        match.end() - sentence[0],
    )
    text = (
        f"{source_words(tale.write_up, span, place)} says {match[0]}, "
        f"{source_words(tale.write_up, spot, there)} says {meant}: the same digits in another "
        f"order, and {match[0]} is told nowhere else."
    )
    return Checked(
        outcome=Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject="a number told twice",
        sentence=capitalised(text),
        words=words,
        place=place,
        last_line=block.place_of(match.end() - 1).line,
        span=span,
        other=there,
        other_words=meant,
    )


def _block(tale: Tale, index: int) -> Block:
    return tale.write_up.blocks[index]
