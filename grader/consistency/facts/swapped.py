"""Numbers that nothing printed, though one with two digits the other way round was."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from grader.consistency.facts.numerals import Numeral, is_swapped, numerals_in
from grader.consistency.facts.pinned import Pinned, PrintedNumbers
from grader.consistency.facts.rows import Number, Row
from grader.records import Block, BlockKind, Span, WriteUp

MOST_FOR_SWAPPED = 120
"""Different printed numbers among which one with two digits swapped is no chance."""
_UNIT = re.compile(
    r"\s*(?:s|ms|sec\w*|min\w*|h|hours?|k?wh|k?g|[mg]b|points?|pp|percentage|times|x|×|fold)\b",
    re.I,
)
_OTHERS = re.compile(
    r"\b(?:literature|papers?|books?|reports?|tutorial|handout|others|expected|would|published"
    r"|et al)\b",
    re.IGNORECASE,
)
_APART = re.compile(r"(?:±|\+/?-|\bby|\bof about|\bdeviation of)\s*$", re.IGNORECASE)


def swapped_of(write_up: WriteUp, rows: Sequence[Row]) -> Iterator[Pinned]:
    """Numbers that nothing printed, though one with two digits the other way round was."""
    printed = PrintedNumbers(rows)
    numbers: dict[float, dict[int, tuple[Row, Number]]] = {}
    for row, number in printed.scores:
        numbers.setdefault(number.per_cent, {}).setdefault(row.group, (row, number))
    if not 1 < len(numbers) <= MOST_FOR_SWAPPED:
        return
    told = [
        (index, one)
        for index, block in enumerate(write_up.blocks)
        if block.kind in (BlockKind.TEXT, BlockKind.LIST, BlockKind.CAPTION, BlockKind.TABLE)
        for one in numerals_in(block.text)
    ]
    scores = [(index, one) for index, one in told if one.is_score and one.digits >= 3]
    known: dict[int, set[int]] = {}
    for index, one in scores:
        for row in printed.of_score(one):
            known.setdefault(index, set()).add(row.group)
    yield from _swapped_epochs(write_up, told, printed, known)
    values = {round(one.per_cent, 6) for _, one in scores}
    for index, one in scores:
        if printed.of_score(one) or one.digits < 4:
            continue
        text = write_up.blocks[index].text
        if _OTHERS.search(text[max(0, one.start - 80) : one.end + 40]):
            continue
        if _UNIT.match(text, one.end) or _APART.search(text[max(0, one.start - 12) : one.start]):
            continue
        swapped = [each for each in numbers if is_swapped(_spelt(one.per_cent), _spelt(each))]
        near = {group for step in (-1, 0, 1) for group in known.get(index + step, ())}
        if len(swapped) != 1 or swapped[0] in values:
            continue
        found = [each for group, each in numbers[swapped[0]].items() if group in near]
        if found:
            yield _record_in_block(write_up.blocks[index], index, one, *found[0])


def _swapped_epochs(
    write_up: WriteUp,
    told: Sequence[tuple[int, Numeral]],
    printed: "PrintedNumbers",
    known: Mapping[int, Set[int]],
) -> Iterator[Pinned]:
    """Numbers of epochs that nothing printed, of three digits at least."""
    values = {number.value: (row, number) for row, number in printed.counts}
    if len(values) > MOST_FOR_SWAPPED:
        return
    all_told = {one.value for _, one in told}
    for index, one in told:
        if not one.is_epoch or one.digits < 3 or one.value in values:
            continue
        found = [
            each for value, each in values.items() if is_swapped(f"{one.value:g}", f"{value:g}")
        ]
        near = known.get(index, set())
        if len({number.value for _, number in found}) != 1 or found[0][0].group not in near:
            continue
        if found[0][1].value not in all_told:
            number = replace(found[0][1], quantity="epochs")
            yield _record_in_block(write_up.blocks[index], index, one, found[0][0], number)


def _spelt(per_cent: float) -> str:
    return f"{per_cent:05.2f}"


def _record_in_block(block: Block, index: int, one: Numeral, row: Row, number: Number) -> Pinned:
    signs = ("\n",) if block.kind is BlockKind.TABLE else (". ", "\n")
    starts = [at + len(sign) for sign in signs if (at := block.text.rfind(sign, 0, one.start)) >= 0]
    start = max(starts, default=0)
    ends = [at for sign in signs if (at := block.text.find(sign, one.end)) >= 0]
    words = block.text[start : min(ends, default=len(block.text))].strip().replace("\t", " | ")
    return Pinned(
        told=one,
        printed=number,
        row=row,
        span=Span(block=index, start=one.start, end=one.end),
        place=block.place_of(one.start),
        words=words if len(words) < 300 else block.text[max(0, one.start - 80) : one.end + 80],
        same=False,
        how="with its digits in another order",
    )
