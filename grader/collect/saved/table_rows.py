"""Rows of tables become readings: heads and the words of a row name its numbers together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.collect.saved.labels import Label, head_label
from grader.collect.saved.readings import Reading
from grader.collect.saved.table_cells import (
    cell_number,
    cell_reading,
    epoch_in,
    is_about_class,
    is_epoch_head,
)
from grader.collect.saved.tokens import tokens_of

_SUMMARY = frozenset({"count"})
"""A row of this name makes a table one of statistics, whose rows are no results."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table."""

    line: str
    """Its whole line."""
    cells: list[str]
    """Its cells; one more than there are heads if the first is an index without a head."""


def by_column(head: Sequence[str], rows: Sequence[Row]) -> list[Reading]:
    """The readings of a table by its heads; nothing if they tell of classes or of statistics."""
    columns = [head_label(tokens_of(cell)) for cell in head]
    if any(is_about_class(token) for cell in head for token in tokens_of(cell)):
        return []
    if any(row.cells[0].lower() in _SUMMARY for row in rows):
        return []
    epochs = [at for at, cell in enumerate(head) if is_epoch_head(cell)]
    return [
        reading
        for row in rows
        for reading in _of_row(row, columns, epochs[0] if len(epochs) == 1 else None)
    ]


def _of_row(row: Row, columns: list[Label], epoch_at: int | None) -> Iterator[Reading]:
    shift = len(row.cells) - len(columns)
    cells = [tokens_of(cell) for cell in row.cells]
    names = [token for tokens in cells if not cell_number(tokens) for token in tokens]
    if any(is_about_class(token) for token in names):
        return
    epoch = epoch_in(cells[epoch_at + shift]) if epoch_at is not None else None
    for column, cell in zip(columns, row.cells[shift:], strict=True):
        label = _joined(column, head_label(names))
        reading = cell_reading(label, cell, row.line, epoch) if label else None
        if reading:
            yield reading


def _joined(column: Label, row: Label) -> Label | None:
    """What head and row together say; None if that is nothing, or a contradiction."""
    splits = {column.split, row.split} - {""}
    if not (column.is_clear and row.is_clear) or len(splits) > 1:
        return None
    if bool(column.metric) == bool(row.metric) or (row.metric and not column.split):
        return None
    return Label(
        metric=column.metric or row.metric,
        split=next(iter(splits), ""),
        is_percent=column.is_percent or row.is_percent,
        is_best=column.is_best or row.is_best,
    )
