"""Times of whole trainings in running text, held against a table's seconds for each epoch."""

import re
from collections.abc import Iterator

from grader.consistency.itself.durations import Duration, durations_in
from grader.consistency.itself.told import Tale
from grader.consistency.wording import capitalised, source_words, times_words
from grader.notation.cells import CellNumber
from grader.notation.tables import grid_of
from grader.records import Block, BlockKind, Checked, Consistency, HeldAgainst, Span

_PER_EPOCH = re.compile(r"\bs(?:ec(?:onds?)?)?\.?\s?(?:/|per)\s?epoch|seconds? per epoch", re.I)
_BATCH = re.compile(r"\b(?:batch|bs)", re.IGNORECASE)
_MEANT = re.compile(
    r"\b(?:batch(?:[\s-]size)?|bs)\s?(?:of\s|=\s?)?(\d{1,5})\b(?:\D|\d{1,4} epochs){0,30}$", re.I
)
_EPOCHS = re.compile(r"\b(\d{1,4}) epochs\b", re.IGNORECASE)
_PART = re.compile(r"\bepoch\b|faster|slower|longer|more|less", re.IGNORECASE)
_FEW = 0.15
_MOST_TEXT = 5_000


def hold_per_epoch(tale: Tale) -> Iterator[Checked]:
    """Every such time in the section of such a table, if another one, or its sentence, confirms
    the number of epochs."""
    for at, table in enumerate(tale.write_up.blocks):
        seconds = _seconds(table)
        if len(seconds) < 2:
            continue
        near = [
            (index, block)
            for index, block in enumerate(tale.write_up.blocks)
            if block.kind in (BlockKind.TEXT, BlockKind.LIST)
            and block.section == table.section
            and len(block.text) <= _MOST_TEXT
            and abs(index - at) <= 6
        ]
        yield from _held(tale, table, seconds, near)


def _seconds(block: Block) -> dict[int, CellNumber]:
    """For each batch size, the seconds of an epoch."""
    grid = grid_of(block) if block.kind is BlockKind.TABLE else None
    if grid is None or not grid.label_columns or not _BATCH.search(grid.column_heading(0)):
        return {}
    columns = [at for at in range(grid.width) if _PER_EPOCH.search(grid.column_heading(at))]
    found: dict[int, CellNumber] = {}
    for row in range(grid.header_rows, grid.height):
        label = grid.numbers[row][0]
        number = grid.numbers[row][columns[0]] if len(columns) == 1 else None
        if label is not None and number is not None and label.is_whole:
            found[int(label.value)] = number
    return found


def _held(
    tale: Tale, table: Block, seconds: dict[int, CellNumber], near: list[tuple[int, Block]]
) -> Iterator[Checked]:
    told = [(index, block, *each) for index, block in near for each in _told(block.text, seconds)]
    everywhere = {
        int(each.claim.value)
        for each in tale.of("epochs")
        if each.claim.value is not None and each.claim.value >= 2
    }
    for index, block, size, duration, epochs in told:
        number = epochs or (everywhere.copy().pop() if len(everywhere) == 1 else 0)
        others = [each for each in told if each[2] != size]
        sure = epochs > 0 or any(_fits(each[3], seconds[each[2]], number) for each in others)
        fits = _fits(duration, seconds[size], number)
        if number and (fits or sure):
            yield _checked(tale, index, block, duration, seconds[size], number, table, fits=fits)


def _told(text: str, seconds: dict[int, CellNumber]) -> Iterator[tuple[int, Duration, int]]:
    """Each time of a training with its batch size, and the epochs that its line tells, or 0."""
    for duration in durations_in(text):
        before = text[max(0, duration.start - 60) : duration.start]
        clause = re.split(r"[.;\n]\s?(?!\d)|,\s", before)[-1]
        meant = _MEANT.search(clause)
        after = text[duration.end : duration.end + 15]
        if meant is None or int(meant[1]) not in seconds or _PART.search(clause + after):
            continue
        epochs = _EPOCHS.search(clause)
        yield int(meant[1]), duration, int(epochs[1]) if epochs else 0


def _fits(duration: Duration, each: CellNumber, epochs: int) -> bool:
    low = (each.value - each.step) * epochs * (1 - _FEW)
    high = (each.value + each.step) * epochs * (1 + _FEW)
    return duration.seconds + duration.slack >= low and duration.seconds - duration.slack <= high


def _checked(
    tale: Tale, index: int, block: Block, duration: Duration, each: CellNumber, epochs: int,
    table: Block, *, fits: bool,
) -> Checked:  # fmt: skip
    span = Span(block=index, start=duration.start, end=duration.end)
    place = block.place_of(duration.start)
    source = source_words(tale.write_up, span, place)
    sentence = (
        f"{epochs:,} epochs of {each.words} s ({table.number or 'the table'}) are "
        f"{times_words(each.value * epochs)}{', and' if fits else ';'} {source} says "
        f"{duration.words}."
    )
    return Checked(
        outcome=Consistency.CONSISTENT if fits else Consistency.INCONSISTENT,
        check=HeldAgainst.ITSELF,
        subject="time of the training",
        sentence=capitalised(sentence),
        words=" ".join(block.text[max(0, duration.start - 30) : duration.end].split()),
        place=place,
        last_line=block.place_of(duration.end - 1).line,
        span=span,
        other=table.place,
        other_words=each.words,
    )
