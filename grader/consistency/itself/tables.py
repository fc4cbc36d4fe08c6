"""A table's own arithmetic: what its cells say of each other, computed again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.consistency.itself.table_best import named_best, said_of_best
from grader.consistency.itself.table_convs import conv_counts, said_of_conv
from grader.consistency.itself.table_differences import compared_lines
from grader.consistency.itself.table_formulas import derivations, said_of_derivation
from grader.consistency.itself.table_layers import (
    LayerCount,
    layer_counts,
    named_layers,
    said_of_layer,
)
from grader.consistency.itself.table_limits import impossible_cells
from grader.consistency.itself.table_lines import Finding, computed_lines
from grader.consistency.itself.table_mending import Mended, mended_row, said_of_mended
from grader.consistency.itself.table_sheet import Sheet, sheets_of
from grader.consistency.itself.table_sums_told import totals_told
from grader.consistency.itself.table_told import said_of, words_of
from grader.consistency.itself.table_widths import said_of_width, width_counts
from grader.consistency.work import Work
from grader.notation.cells import CellNumber
from grader.notation.headings import Computed
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

_MOST_WORDS = 300
_NEAR = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table of a write-up."""

    block: Block
    index: int
    grid: Grid
    caption: str
    words: str
    """Its caption, and what its section says near it."""


def hold_tables(work: Work) -> Iterable[Checked]:
    """Every cell of a table that is computed from others, held against them."""
    yield from totals_told(work.write_up)
    for index, block in enumerate(work.write_up.blocks):
        grid = grid_of(block) if block.kind is BlockKind.TABLE else None
        if grid is not None:
            caption = caption_of(work.write_up, index)
            words = f"{caption} {prose_around(work.write_up, index)}"
            yield from _table(
                _Table(block=block, index=index, grid=grid, caption=caption, words=words)
            )


def caption_of(write_up: WriteUp, index: int) -> str:
    """The words of the caption of a table, else nothing."""
    number = write_up.blocks[index].number
    around = write_up.blocks[max(0, index - _NEAR) : index + _NEAR + 1]
    captions = [block for block in around if block.kind is BlockKind.CAPTION]
    return next((block.text for block in captions if number and block.number == number), "")


def prose_around(write_up: WriteUp, index: int) -> str:
    """The text near a table in its own section."""
    section = write_up.blocks[index].section
    around = write_up.blocks[max(0, index - _NEAR) : index + _NEAR + 1]
    kinds = (BlockKind.TEXT, BlockKind.LIST)
    return " ".join(at.text[:2000] for at in around if at.kind in kinds and at.section == section)


def _table(table: _Table) -> Iterator[Checked]:
    told: dict[tuple[int, int, str], tuple[Sheet, Finding]] = {}
    for sheet in sheets_of(table.grid):
        layers = layer_counts(sheet, table.words)
        yield from (_of_layer(table, sheet, layer) for layer in layers)
        lines = computed_lines(sheet, table.caption)
        for finding in (*lines, *compared_lines(sheet, table.caption)):
            key = (*sheet.cell(finding.line, finding.column), finding.kind)
            if key not in told or _is_more(finding, told[key][1]):
                told[key] = (sheet, finding)
    for sheet, finding in told.values():
        bare = _bare_row(sheet, finding)
        slipped = _slipped_row(table, sheet, finding) if bare is None else None
        yield _of_finding(table, sheet, finding, bare, slipped)
        if slipped is not None:
            yield _of_slipped(table, finding, slipped)
        if bare is not None:
            yield _of_layer(table, sheet, bare)
    for counted in width_counts(table.grid, table.words):
        sentence = said_of_width(counted, table=table.block.number)
        subject = f"{table.grid.column_heading(counted.column)}, {counted.width:,} units"
        yield _checked(
            table, counted.row, counted.column, counted.stated, counted.outcome, subject, sentence
        )
    for conv in conv_counts(table.grid, table.words):
        sentence = said_of_conv(conv, table=table.block.number)
        subject = f"parameters of {table.grid.row_heading(conv.row)}"
        yield _checked(table, conv.row, conv.column, conv.stated, conv.outcome, subject, sentence)
    for best in named_best(table.grid, table.caption):
        sentence = said_of_best(best, table=table.block.number)
        yield _checked(
            table, best.row, best.column, best.stated, best.outcome, "best of its column", sentence
        )
    for made in derivations(table.grid):
        sentence = said_of_derivation(made, table=table.block.number)
        subject = table.grid.column_heading(made.column) or "count"
        yield _checked(
            table, made.row, made.column, made.stated, made.outcome, subject, sentence,
            made.formula,
        )  # fmt: skip
    for row, column, number in impossible_cells(table.grid):
        who = table.block.number or "the table"
        sentence = f"An accuracy lies between 0 and 100 %; {who} says {words_of(number)}."
        yield _checked(table, row, column, number, Consistency.INCONSISTENT, "accuracy", sentence)


def _is_more(finding: Finding, other: Finding) -> bool:
    """Whether one reading of a cell decides more than another: what fits one of them is right."""
    if other.outcome is Consistency.CONSISTENT:
        return False
    if other.outcome is Consistency.CANNOT_TELL:
        return finding.outcome is not Consistency.CANNOT_TELL
    return finding.outcome is Consistency.CONSISTENT


def _bare_row(sheet: Sheet, finding: Finding) -> LayerCount | None:
    """The one row that leaves out its biases, if the sum is right with them."""
    if finding.outcome is not Consistency.INCONSISTENT or finding.kind is not Computed.SUM:
        return None
    missing = finding.stated.value - finding.result.value
    rows = [
        layer
        for layer in named_layers(sheet, finding.line)
        if layer.column != finding.column and layer.outputs == missing
    ]
    return rows[0] if len(rows) == 1 else None


def _slipped_row(table: _Table, sheet: Sheet, finding: Finding) -> Mended | None:
    """The one row that a slip of the pen made wrong, if the sum is right without it."""
    if finding.outcome is not Consistency.INCONSISTENT or finding.kind is not Computed.SUM:
        return None
    return mended_row(table.grid, sheet, finding)


def _of_slipped(table: _Table, finding: Finding, slipped: Mended) -> Checked:
    total = f"{finding.stated.value:,.0f}"
    sentence = said_of_mended(slipped, total, table=table.block.number)
    heading = table.grid.column_heading(slipped.column)
    subject = ", ".join(filter(None, [heading, table.grid.row_heading(slipped.row)]))
    return _checked(
        table, slipped.row, slipped.column, slipped.stated, Consistency.INCONSISTENT, subject,
        sentence,
    )  # fmt: skip


def _of_finding(
    table: _Table, sheet: Sheet, finding: Finding, bare: LayerCount | None, slipped: Mended | None
) -> Checked:
    row, column = sheet.cell(finding.line, finding.column)
    outcome, sentence = finding.outcome, said_of(finding, table=table.block.number)
    if outcome is Consistency.INCONSISTENT and finding.kind is Computed.SUM:
        remedy = _mended(table, finding)
        if bare is not None:
            who = table.block.number or "the table"
            total = f"{finding.stated.value:,.0f}"
            remedy = f"With {_mending(bare)} the sum is {total}, as {who} says."
        if slipped is not None:
            who = table.block.number or "the table"
            mending = f"{slipped.meant:,.0f} in place of {slipped.stated.words}"
            remedy = f"With {mending} the sum is {finding.stated.value:,.0f}, as {who} says."
        if remedy is not None:
            outcome, sentence = Consistency.CONSISTENT, remedy
    heading = sheet.headings[finding.column] or str(finding.kind)
    subject = ", ".join(filter(None, [heading, sheet.labels[finding.line]]))
    inputs = ", ".join(number.words for number in finding.result.inputs)
    return _checked(table, row, column, finding.stated, outcome, subject, sentence, inputs)


def _mended(table: _Table, finding: Finding) -> str | None:
    """What to say of a sum that is right if the counts of layers are mended that are wrong."""
    for sheet in sheets_of(table.grid):
        layers = layer_counts(sheet, table.words)
        wrong = [layer for layer in layers if layer.outcome is Consistency.INCONSISTENT]
        gain = sum(layer.count - layer.stated.value for layer in wrong)
        total = finding.stated.value
        if wrong and finding.result.value + gain == total:
            counts = ", ".join(_mending(layer) for layer in wrong)
            who = table.block.number or "the table"
            return f"With {counts} the sum is {total:,.0f}, as {who} says."
    return None


def _mending(layer: LayerCount) -> str:
    return f"{layer.count:,} in place of {layer.stated.words}"


def _of_layer(table: _Table, sheet: Sheet, layer: LayerCount) -> Checked:
    row, column = sheet.cell(layer.line, layer.column)
    subject = ", ".join(filter(None, [sheet.headings[layer.column], sheet.labels[layer.line]]))
    sentence = said_of_layer(layer, table=table.block.number)
    return _checked(table, row, column, layer.stated, layer.outcome, subject, sentence)


def _checked(
    table: _Table, row: int, column: int, number: CellNumber, outcome: Consistency, subject: str,
    sentence: str, inputs: str = "",
) -> Checked:  # fmt: skip
    start = table.grid.starts[row][column] + number.start
    cells = table.grid.cells[row]
    place = table.block.place_of(start)
    return Checked(
        outcome=outcome,
        check=HeldAgainst.ITSELF,
        subject=subject[:_MOST_WORDS],
        sentence=sentence,
        words=" | ".join(cell for cell in cells if cell)[:_MOST_WORDS],
        place=place,
        last_line=place.line,
        span=Span(block=table.index, start=start, end=start + len(number.words)),
        other=table.block.place if inputs else None,
        other_words=inputs[:_MOST_WORDS],
    )
