"""Numbers that nothing printed, though one with two digits the other way round was."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from grader.consistency.facts.numerals import Numeral, is_swapped, numerals_in
from grader.consistency.facts.pinned import Pinned, PrintedNumbers
from grader.consistency.facts.rows import Number, Row
from grader.records import Block, BlockKind, Span, WriteUp

MOST_FOR_FAR = 50
"""Different printed numbers among which one is no chance even far from others of its output."""
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
    yield from _swapped_losses(write_up, told, rows)
    values = {round(one.per_cent, 6) for _, one in scores}
    all_known = {group for groups in known.values() for group in groups}
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
        if len(swapped) != 1:
            continue
        if swapped[0] in values and not _is_alone(index, one, scores, printed):
            continue
        found = [each for group, each in numbers[swapped[0]].items() if group in near]
        if not found and len(numbers) <= MOST_FOR_FAR:
            found = [
                each
                for group, each in numbers[swapped[0]].items()
                if group in all_known and _is_told_so(text, one, each[1])
            ]
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
        near = {group for step in (-1, 0, 1) for group in known.get(index + step, ())}
        if len({number.value for _, number in found}) != 1 or found[0][0].group not in near:
            continue
        text = write_up.blocks[index].text
        words = text[max(0, one.start - 80) : one.start].rpartition(". ")[2]
        is_extreme = _EXTREME.search(words) and _EXTREME.search(found[0][1].key)
        if found[0][1].value not in all_told or is_extreme:
            number = replace(found[0][1], quantity="epochs")
            yield _record_in_block(write_up.blocks[index], index, one, found[0][0], number)


def _is_alone(
    index: int, one: Numeral, scores: Sequence[tuple[int, Numeral]], printed: PrintedNumbers
) -> bool:
    """Whether all other scores of its block were printed, so that it is of the same output."""
    others = [each for at, each in scores if at == index and each is not one]
    return len(others) > 2 and all(printed.of_score(each) for each in others)


_EXTREME = re.compile(
    r"\b(?:best|highest|max\w*|top|peak\w*|lowest|min\w*|record)\b", re.IGNORECASE
)
_FINAL = re.compile(r"\b(?:final\w*|last|end(?:s|ed)?|finally|eventually)\b", re.IGNORECASE)


def _is_told_so(text: str, one: Numeral, number: Number) -> bool:
    """Whether the words before a number say that it is the best or last, as the printed one is."""
    words = text[max(0, one.start - 80) : one.start].rpartition(". ")[2]
    pattern = {"best": _EXTREME, "final": _FINAL}.get(number.moment)
    return bool(pattern and pattern.search(words))


def _swapped_losses(
    write_up: WriteUp, told: Sequence[tuple[int, Numeral]], rows: Sequence[Row]
) -> Iterator[Pinned]:
    """Losses with three decimals at least, beside others of the same output."""
    printed: dict[tuple[int, float], dict[int, tuple[Row, Number]]] = {}
    for row in rows:
        for number in row.numbers:
            if number.quantity in ("loss", "") and number.decimals >= 3:
                key = (number.decimals, number.value)
                printed.setdefault(key, {}).setdefault(row.group, (row, number))
    if len(printed) > MOST_FOR_SWAPPED:
        return
    fine = [(index, one) for index, one in told if one.decimals >= 3 and not one.is_per_cent]
    values = {one.value for _, one in fine}
    near: dict[int, set[int]] = {}
    for index, one in fine:
        near.setdefault(index, set()).update(printed.get((one.decimals, one.value), ()))
    for index, one in fine:
        if any(one.tells(each[1]) for groups in printed.values() for each in groups.values()):
            continue
        text = write_up.blocks[index].text
        around = text[max(0, one.start - 80) : one.end + 40]
        if _OTHERS.search(around) or _UNIT.match(text, one.end):
            continue
        spelt = f"{one.value:.{one.decimals}f}"
        found = [
            each
            for (decimals, value), groups in printed.items()
            if decimals == one.decimals
            and is_swapped(spelt, f"{value:.{decimals}f}")
            and value not in values
            for group, each in groups.items()
            if group in near.get(index, ())
        ]
        if len(found) == 1:
            yield _record_in_block(write_up.blocks[index], index, one, *found[0])


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
