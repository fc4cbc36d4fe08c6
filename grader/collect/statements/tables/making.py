"""The claims that cells make: of numbers, of names, of labels that are values."""

from collections.abc import Iterator
from dataclasses import replace

from grader.collect.statements.marks import epochs_in
from grader.collect.statements.quantities import quantities_in
from grader.collect.statements.tables.around import are_others, are_own
from grader.collect.statements.tables.cell_subjects import subject_of
from grader.collect.statements.tables.lines import answer_in
from grader.collect.statements.tables.meaning import RESULTS, Meaning
from grader.collect.statements.tables.table import (
    Table,
    is_fraction,
    is_several,
    quantity_of,
)
from grader.collect.statements.tables.units import amount_of, scale_told
from grader.notation.cells import CellNumber
from grader.notation.headings import tells_deviation_too
from grader.records import Claim, Span, Statistic, Subject, Whose
from grader.records.claims import NAMES

_MOST_WORDS = 300


def number_claims(
    table: Table, row: int, column: int, number: CellNumber, above: Meaning
) -> Iterator[Claim]:
    """What a number says, and its spread where it has one."""
    cell = table.grid.cells[row][column]
    beside = table.rows[row].meaning
    quantity = quantity_of(table, above, beside)
    is_share = number.is_percent or "%" in above.unit or "%" in beside.unit
    if not quantity and is_share and (above.subject.split or beside.subject.split):
        quantity = "accuracy"
    if not quantity or quantity in NAMES or quantity == "sizes":
        return
    if is_share and quantity in ("loss", "parameters", "epochs", "time", "batch_size"):
        return
    number = _scaled(number, f"{above.text} {beside.text}", quantity)
    unit = above.unit or beside.unit or (table.around.unit if quantity == "accuracy" else "")
    statistic = above.statistic if above.statistic != Statistic.VALUE else beside.statistic
    fraction = quantity == "accuracy" and is_fraction(table, row, column, statistic)
    amount = amount_of(number, cell, unit, quantity, is_fraction=fraction)
    if amount is None:
        return
    subject = subject_of(table, row, column, above, quantity)
    if not number.is_plain:
        # `85.1 (epoch 240)` tells its epoch; of other numbers beside it nothing is known.
        epochs = [mark.value for mark in epochs_in(number.rest) if mark.value.isdecimal()]
        if len(epochs) != 1:
            return
        subject = replace(subject, epoch=int(epochs[0]))
    if statistic == Statistic.TOTAL and (quantity == "parameters" or statistic == above.statistic):
        # The total of a network's layers, or of its epochs, is simply its own.
        statistic = Statistic.VALUE
    if statistic in (Statistic.BEST, Statistic.WORST):
        # The best epoch's value, unless it stands beside numbered runs.
        statistic = statistic if table.has_runs else Statistic.VALUE
    if number.spread is not None and statistic == Statistic.VALUE:
        statistic = Statistic.MEAN
    claim = _claim(table, row, column, number, quantity, subject, statistic)
    several = is_several(table, row, column, quantity)
    yield replace(claim, value=amount.value, amount=amount, is_one_of_several=several)
    if number.spread is not None:
        spread = number.spread
        whole = amount_of(spread, cell, unit, quantity, is_fraction=fraction)
        told = tells_deviation_too(f"{above.text} {beside.text} {table.around.caption}")
        if whole is not None and told:
            yield replace(
                _claim(table, row, column, spread, quantity, subject, Statistic.SPREAD),
                value=whole.value,
                amount=whole,
            )


def _scaled(number: CellNumber, heading: str, quantity: str) -> CellNumber:
    scale = scale_told(heading) if quantity in ("parameters", "examples") else 1.0
    if scale == 1.0:
        return number
    words = f"{number.value * scale:.0f}"
    return replace(number, value=number.value * scale, step=number.step * scale, words=words)


def label_claims(table: Table, row: int, column: int) -> Iterator[Claim]:
    """A label that is the value of a setting is itself a claim: one of those that were tried."""
    above = table.columns[column].meaning
    cell, number = table.grid.cells[row][column], table.grid.numbers[row][column]
    quantity = above.quantity
    if not quantity or quantity in RESULTS or quantity in ("epochs", "runs", "seed", "layers"):
        return
    told = table.around.subject
    subject = replace(told, split="", epoch=None, moment="")
    if quantity in NAMES:
        names = [at for at in quantities_in(cell) if at.quantity == quantity and at.name]
        if len(names) == 1:
            at = CellNumber(
                value=0.0, step=1.0, digits=1, start=names[0].start, end=names[0].end,
                words=cell[names[0].start : names[0].end],
            )  # fmt: skip
            claim = _claim(table, row, column, at, quantity, subject, Statistic.VALUE)
            several = is_several(table, row, column, quantity)
            yield replace(claim, name=names[0].name, is_one_of_several=several)
    elif number is not None and number.is_plain:
        amount = amount_of(number, cell, above.unit, quantity, is_fraction=False)
        if amount is not None:
            claim = _claim(table, row, column, number, quantity, subject, Statistic.VALUE)
            several = is_several(table, row, column, quantity)
            yield replace(claim, value=amount.value, amount=amount, is_one_of_several=several)


def name_claims(table: Table, row: int, column: int, quantity: str) -> Iterator[Claim]:
    """Cells whose value is a name, or that only say yes or no."""
    cell = table.grid.cells[row][column]
    above = table.columns[column].meaning
    subject = subject_of(table, row, column, above, quantity)
    several = bool(quantity) and is_several(table, row, column, quantity)
    whole = CellNumber(value=0.0, step=1.0, digits=1, start=0, end=len(cell), words=cell)
    if quantity and quantity not in RESULTS and (answer := answer_in(cell)):
        is_used = answer == "yes"
        claim = _claim(table, row, column, whole, quantity, subject, Statistic.VALUE)
        name = "yes" if is_used else ""
        yield replace(claim, name=name, denied=not is_used, is_one_of_several=several)
        return
    for mention in quantities_in(cell[:_MOST_WORDS]):
        fits = not quantity or mention.quantity in (quantity, f"{quantity}_function")
        if not mention.name or not fits:
            continue
        at = replace(
            whole, start=mention.start, end=mention.end, words=cell[mention.start : mention.end]
        )
        if not quantity and mention.quantity not in ("optimizer", "loss_function"):
            continue
        claim = _claim(table, row, column, at, mention.quantity, subject, Statistic.VALUE)
        yield replace(claim, name=mention.name, is_one_of_several=several or not quantity)


def _claim(
    table: Table, row: int, column: int, number: CellNumber, quantity: str, subject: Subject,
    statistic: Statistic,
) -> Claim:  # fmt: skip
    grid = table.grid
    starts, cells = grid.starts[row], grid.cells[row]
    start = starts[column] + number.start
    heading = f"{table.columns[column].meaning.text} {table.rows[row].meaning.text}"
    return Claim(
        quantity=quantity,
        statistic=statistic,
        subject=subject,
        whose=_whose(heading, table.around.caption),
        words=" | ".join(cell for cell in cells if cell)[:_MOST_WORDS],
        place=table.block.place_of(start),
        span=Span(block=table.index, start=start, end=starts[column] + number.end),
        sentence=Span(block=table.index, start=starts[0], end=starts[-1] + len(cells[-1])),
        is_listed=True,
    )


def _whose(heading: str, caption: str) -> Whose:
    if are_others(heading):
        return Whose.OTHERS
    if are_others(caption):
        return Whose.OWN if are_own(heading) else Whose.UNSURE
    return Whose.OWN
