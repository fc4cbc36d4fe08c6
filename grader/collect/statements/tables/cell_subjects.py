"""What a cell of a table speaks of: caption, row, column, and what else stands in its row."""

from dataclasses import replace

from grader.collect.statements.quantities import quantities_in
from grader.collect.statements.tables.lines import answer_in, joined
from grader.collect.statements.tables.meaning import Meaning
from grader.collect.statements.tables.table import Table
from grader.records import Subject
from grader.records.claims import NAMES


def subject_of(table: Table, row: int, column: int, above: Meaning, quantity: str) -> Subject:
    """All that is known of a cell: caption, row, what else its row tells, column."""
    beside = table.rows[row].meaning.subject
    subject = joined(table.around.subject, beside)
    column_subject = above.subject
    for name in ("split", "network"):
        one, other = getattr(beside, name), getattr(column_subject, name)
        if one and other and one != other:
            subject = replace(subject, labels=(*subject.labels, one))
    subject = joined(subject, column_subject)
    settings = dict(subject.settings)
    for at, line in enumerate(table.columns):
        if at != column and line.is_setting:
            subject, settings = _told_in_row(table, row, at, subject, settings, above)
    if subject.epoch is None and quantity in ("accuracy", "loss"):
        subject = replace(subject, epoch=_epoch_in_column(table, column))
    settings.pop(quantity, None)
    subject = replace(subject, settings=tuple(sorted(settings.items())))
    if quantity in ("accuracy", "loss"):
        return subject
    # Counts, times and settings are of no epoch, and only examples are of a split.
    split = subject.split if quantity == "examples" else ""
    return replace(subject, split=split, epoch=None, moment="", selection="")


def _epoch_in_column(table: Table, column: int) -> int | None:
    """The epoch that a row of epochs tells of a column: the rest of it was reached then."""
    rows = [at for at, line in enumerate(table.rows) if line.meaning.is_epoch]
    moments = {line.meaning.subject.moment for line in table.rows if not line.meaning.is_epoch}
    if len(rows) != 1 or moments != {""}:
        return None
    number = table.grid.numbers[rows[0]][column]
    is_count = number is not None and number.is_whole and number.is_plain and number.value > 0
    return int(number.value) if number is not None and is_count else None


def _told_in_row(
    table: Table, row: int, column: int, subject: Subject, settings: dict[str, str], above: Meaning
) -> tuple[Subject, dict[str, str]]:
    """With what a column of settings or epochs says of its row."""
    line, cell = table.columns[column].meaning, table.grid.cells[row][column]
    number = table.grid.numbers[row][column]
    if line.is_epoch:
        moments = {at.meaning.subject.moment for at in table.columns if not at.meaning.is_epoch}
        fits = not line.subject.moment or line.subject.moment not in moments
        is_its = fits or above.subject.moment == line.subject.moment
        is_count = number is not None and number.is_whole and number.is_plain
        if is_its and is_count and number is not None and number.value > 0:
            subject = replace(subject, epoch=int(number.value))
    elif line.quantity in NAMES:
        names = [at.name for at in quantities_in(cell) if at.quantity == line.quantity and at.name]
        if len(names) == 1:
            settings = settings | {line.quantity: names[0]}
        elif answer := answer_in(cell):
            settings = settings | {line.quantity: answer}
    elif number is not None:
        settings = settings | {line.quantity: format(number.value, "g")}
    return subject, settings
