"""Rows and columns that are copied from what was printed, with one number that is another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.consistency.facts.numerals import Numeral, is_swapped, numerals_in
from grader.consistency.facts.rows import Number, Row, columns_of
from grader.records import Block, BlockKind, Place, Span, WriteUp

MOST_BLOCKS = 4_000
MOST_COMPARED = 1_500_000
"""Pairs of told and printed numbers that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A number that is told where another was printed."""

    told: Numeral
    """What is told."""
    printed: Number
    """What was printed."""
    row: Row
    """The line that it was printed in."""
    span: Span
    """Where it is told."""
    place: Place
    """Where it is told, for a reader."""
    words: str
    """The row or sentence that tells it; student text."""
    same: bool
    """Whether it is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Numbers that stand beside or below each other in the write-up."""

    numerals: tuple[Numeral, ...]
    block: int
    words: str


def copied_of(write_up: WriteUp, rows: Sequence[Row]) -> Iterator[Copied]:
    """Every number between numbers that were copied from one printed line or column."""
    printed = [[(row, number) for number in row.numbers] for row in rows if len(row.numbers) > 2]
    printed += [
        [(row, row.numbers[index]) for row, index in column]
        for column in columns_of(rows)
        if len(column) > 2
    ]
    room = MOST_COMPARED
    count = sum(map(len, printed))
    for line in _lines(write_up):
        room -= len(line.numerals) * count
        if room < 0:
            return
        found = [one for each in printed for one in _copied(line, each, write_up)]
        spans = {one.span for one in found if one.same}
        odd: dict[Span, list[Copied]] = {}
        for one in found:
            if not one.same and one.span not in spans:
                odd.setdefault(one.span, []).append(one)
        # What may be copied from several lines is certain only if they all say the same.
        yield from (
            each[0] for each in odd.values() if len({one.printed.value for one in each}) == 1
        )


def _lines(write_up: WriteUp) -> Iterator[_Line]:
    for index, block in enumerate(write_up.blocks[:MOST_BLOCKS]):
        if block.kind is BlockKind.TABLE:
            yield from _of_table(block, index)
        elif block.kind in (BlockKind.TEXT, BlockKind.CAPTION, BlockKind.LIST):
            numerals = tuple(numerals_in(block.text))
            if 3 <= len(numerals) <= 200:
                yield _Line(numerals=numerals, block=index, words=block.text)


def _of_table(block: Block, index: int) -> Iterator[_Line]:
    cells: dict[tuple[int, int], Numeral] = {}
    at = 0
    texts = block.text.split("\n")
    for number, line in enumerate(texts):
        for column, cell in enumerate(line.split("\t")):
            inside = tuple(numerals_in(cell))
            if len(inside) == 1:
                cells[number, column] = replace(
                    inside[0], start=at + inside[0].start, end=at + inside[0].end
                )
            at += len(cell) + 1
    for number, line in enumerate(texts[:500]):
        row = [cell for (r, _), cell in cells.items() if r == number]
        if len(row) > 2:
            yield _Line(numerals=tuple(row), block=index, words=line.replace("\t", " | "))
    for column in range(min(40, max((c for _, c in cells), default=-1) + 1)):
        below = [cell for (_, c), cell in cells.items() if c == column]
        if len(below) > 2:
            yield _Line(numerals=tuple(below), block=index, words="")


def _copied(
    line: _Line, printed: Sequence[tuple[Row, Number]], write_up: WriteUp
) -> Iterator[Copied]:
    """Numbers of a told line that stand where a printed line has a certain number."""
    told = line.numerals
    is_table = write_up.blocks[line.block].kind is BlockKind.TABLE
    for at, one in enumerate(told):
        for spot, (row, number) in enumerate(printed):
            if not _is_between(told, at, printed, spot):
                continue
            if not is_table and not _is_flat(write_up.blocks[line.block].text, told, at):
                continue
            same = one.tells(number)
            if same or (is_other(one, number) and not _is_picked(one, told, printed)):
                yield _record(line, one, row, number, write_up, same=same)


def _is_picked(
    one: Numeral, told: Sequence[Numeral], printed: Sequence[tuple[Row, Number]]
) -> bool:
    """Whether a column tells some lines only, and this number is that of another one of them."""
    is_column = len({id(row) for row, _ in printed}) > 1
    return is_column and len(told) < len(printed) and any(one.tells(each) for _, each in printed)


def _is_between(
    told: Sequence[Numeral], at: int, printed: Sequence[tuple[Row, Number]], spot: int
) -> bool:
    """Whether the numbers around were copied, so that this one must have been as well."""
    before = at > 0 and spot > 0 and _is_copy(told[at - 1], printed[spot - 1][1])
    last = at + 1 >= len(told) or spot + 1 >= len(printed)
    after = not last and _is_copy(told[at + 1], printed[spot + 1][1])
    if before and after:
        return _are_telling(told[at - 1], told[at + 1])
    # At an end, two on the same side must be, of lines that are equally long.
    if len(told) != len(printed):
        return False
    if at == spot == 0 and after:
        return _is_copy(told[2], printed[2][1]) and _are_telling(told[1], told[2])
    if at == spot == len(told) - 1 and before:
        copied = _is_copy(told[at - 2], printed[spot - 2][1])
        return copied and _are_telling(told[at - 1], told[at - 2])
    return False


_COMMON = (0.0, 10.0, 50.0, 100.0)
"""What scores often are by chance."""


def _are_telling(one: Numeral, other: Numeral) -> bool:
    """Whether two copied numbers are no chance: different, and a long one among them."""
    if one.per_cent == other.per_cent or {one.per_cent, other.per_cent} & set(_COMMON):
        return False
    return any(each.decimals > 0 and each.digits >= 3 for each in (one, other))


def _is_flat(text: str, told: Sequence[Numeral], at: int) -> bool:
    """Whether a number stands between others as in a table that lost its lines."""
    before = text[told[at - 1].end : one.start] if (one := told[at]) and at else ""
    after = text[one.end : told[at + 1].start] if at + 1 < len(told) else ""
    return not any(sign.isalpha() for sign in before + after) and len(before + after) < 30


def _is_copy(told: Numeral, number: Number) -> bool:
    """Whether a told number is this printed one by more than chance."""
    return told.digits >= 2 and told.tells(number)


def is_other(told: Numeral, number: Number) -> bool:
    """Whether two numbers are of one kind, and plainly not the same."""
    scores = told.is_score and number.may_be_accuracy
    if scores:
        near = 10.0 ** -(number.decimals - (2 if number.per_cent != number.value else 0))
        return abs(told.per_cent - number.per_cent) > 1.01 * max(near, told.step)
    if number.quantity == "loss" and told.decimals >= 2 and not told.is_per_cent:
        return abs(told.value - number.value) > 1.01 * 10.0 ** -min(told.decimals, number.decimals)
    whole = not told.decimals and not number.decimals and not told.is_per_cent
    if not whole or number.quantity not in ("epochs", "other"):
        return False
    if number.quantity == "epochs":
        return abs(told.value - number.value) > 1
    return is_swapped(f"{told.value:g}", f"{number.value:g}")


def _record(
    line: _Line, one: Numeral, row: Row, number: Number, write_up: WriteUp, *, same: bool
) -> Copied:
    block = write_up.blocks[line.block]
    words = line.words
    if block.kind is BlockKind.TABLE or len(words) > 300:
        start = block.text.rfind("\n", 0, one.start) + 1
        end = block.text.find("\n", one.end)
        words = block.text[start : end if end >= 0 else len(block.text)].replace("\t", " | ")
    if len(words) > 300:
        words = block.text[max(0, one.start - 60) : one.end + 60]
    return Copied(
        told=one,
        printed=number,
        row=row,
        span=Span(block=line.block, start=one.start, end=one.end),
        place=block.place_of(one.start),
        words=words,
        same=same,
    )
