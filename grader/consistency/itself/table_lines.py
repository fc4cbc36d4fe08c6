"""Columns that say they are the mean, sum, best, ... of others, held against these others."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.consistency.itself.table_arithmetic import Result, results_of
from grader.consistency.itself.table_sheet import Sheet
from grader.consistency.itself.table_words import (
    class_of,
    is_greater_better,
    is_over_epochs,
    names_split,
    runs_told,
)
from grader.notation.cells import CellNumber
from grader.notation.headings import Computed, are_runs, computed_in, is_bare, tells_deviation_too
from grader.records import Consistency

_OVER_RUNS = (
    Computed.MEAN, Computed.MEDIAN, Computed.DEVIATION, Computed.VARIANCE, Computed.LEAST,
    Computed.GREATEST, Computed.BEST, Computed.WORST, Computed.RANGE,
)  # fmt: skip
_NOT_ADDED = ("accuracy", "loss", "rate", "score")
_MIXED = ("epoch", "rate", "time", "loss", "parameters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of computing one cell from others."""

    line: int
    """Line of the sheet."""
    column: int
    """Column of the sheet."""
    outcome: Consistency
    """Whether it holds."""
    kind: Computed
    """What the cell is said to be."""
    result: Result
    """What we computed: the reading that fits, else the usual one."""
    stated: CellNumber
    """The number of the cell, or the one behind its plus-minus sign."""
    why: str = ""
    """Why it cannot be told, or a remark on what fits."""


def computed_lines(sheet: Sheet, context: str) -> Iterator[Finding]:
    """Every cell of a column over runs or a sum that could be computed from its line."""
    for column, heading in enumerate(sheet.headings):
        kind = computed_in(heading)
        if kind in _OVER_RUNS or kind is Computed.SUM:
            for line in range(len(sheet.numbers)):
                if computed_in(sheet.labels[line]) in (None, kind):
                    yield from _cell(sheet, kind, line, column, context)


def _cell(sheet: Sheet, kind: Computed, line: int, column: int, context: str) -> Iterator[Finding]:
    stated = sheet.numbers[line][column]
    if stated is None or stated.is_inexact or not stated.is_plain:
        return
    heading = sheet.headings[column]
    readings = _readings(sheet, line, column)
    if not readings:
        return
    certain = _is_certain(sheet, kind, line, column, readings[0], context)
    quantity = " ".join((heading, sheet.labels[line], context))
    if certain and are_runs(tuple(sheet.headings[at] for at in readings[0])):
        readings = readings[:1]
    inputs = tuple(_numbers(sheet, line, columns) for columns in readings)
    parts = [(kind, stated, certain)]
    if stated.spread is not None and kind is Computed.MEAN:
        told = tells_deviation_too(f"{heading} {context}")
        parts.append((Computed.DEVIATION, stated.spread, certain and told))
    for part, number, sure in parts:
        outcome, result, why = _held(part, inputs, number, quantity, certain=sure)
        never = part is Computed.SUM and any(
            class_of(text) in _NOT_ADDED for text in (heading, sheet.labels[line])
        )
        if never or (not sure and not _is_worth_telling(sheet, part, column, readings[0], outcome)):
            continue
        yield Finding(
            line=line, column=column, outcome=outcome, kind=part, result=result, stated=number,
            why=why,
        )  # fmt: skip


def _readings(sheet: Sheet, line: int, column: int) -> list[tuple[int, ...]]:
    """The columns that a cell may be computed from; the likeliest first."""
    block = sheet.before(column)
    parts = [block[start:] for start in range(max(0, len(block) - 1))]
    headed = ((part, tuple(sheet.headings[at] for at in part)) for part in parts)
    runs = next((part for part, headings in headed if are_runs(headings)), ())
    every = sheet.plain
    # A first column of numbers may be one of settings.
    tries = [runs, block, every] if sheet.is_turned else [runs, block, block[1:], every, every[1:]]
    found: list[tuple[int, ...]] = []
    for columns in tries:
        held = tuple(at for at in columns if sheet.numbers[line][at] is not None)
        if len(held) > 1 and held not in found and _are_alike(sheet, held, column):
            found.append(held)
    return found


def _are_alike(sheet: Sheet, columns: tuple[int, ...], column: int) -> bool:
    """Whether columns tell one quantity, that of the computed one, as far as headings say."""
    classes = {class_of(sheet.headings[at]) for at in columns}
    if sheet.is_turned:
        return True
    own = class_of(sheet.headings[column])
    named = classes - {""}
    return len(named) < 2 and not named & {"epoch", "rate"} and (not named or own in ("", *named))


def _is_worth_telling(
    sheet: Sheet, kind: Computed, column: int, columns: tuple[int, ...], outcome: Consistency
) -> bool:
    """Whether a reader would expect that cell to be computed from these columns at all."""
    if are_runs(tuple(sheet.headings[at] for at in columns)):
        return True
    if not is_bare(sheet.headings[column]):
        return False
    is_usual = kind in (Computed.MEAN, Computed.DEVIATION, Computed.SUM)
    return is_usual or (outcome is Consistency.CONSISTENT and sheet.is_turned)


def _numbers(sheet: Sheet, line: int, columns: tuple[int, ...]) -> tuple[CellNumber, ...]:
    return tuple(number for at in columns if (number := sheet.numbers[line][at]) is not None)


def _is_certain(
    sheet: Sheet, kind: Computed, line: int, column: int, columns: tuple[int, ...], context: str
) -> bool:
    """Whether a reader can only take the cell to be computed from these columns."""
    heading, headings = sheet.headings[column], tuple(sheet.headings[at] for at in columns)
    block = sheet.before(column)
    inputs = _numbers(sheet, line, columns)
    if any(not number.is_plain or number.is_inexact for number in inputs):
        return False
    told = runs_told(heading) or runs_told(context)
    if (told is not None and told != len(columns)) or is_over_epochs(heading, context):
        return False
    if class_of(sheet.corner) == "epoch":
        # The epochs between those that are shown may be in it.
        return False
    if kind is Computed.SUM:
        return _is_certain_sum(sheet, line, column, columns)
    if are_runs(headings):
        # An empty cell among the runs: the mean may be of those that are not shown.
        run_columns = [at for at in block if at >= columns[0]]
        return len(run_columns) == len(columns) and "epoch" not in heading.lower()
    if len(columns) != len(block) or kind not in (Computed.MEAN, Computed.DEVIATION):
        return False
    units = {(number.is_percent, number.rest) for number in inputs}
    mixed = any(class_of(text) in _MIXED or names_split(text) for text in headings)
    return is_bare(heading) and not mixed and len(units) == 1 and len(columns) == len(sheet.plain)


def _is_certain_sum(sheet: Sheet, line: int, column: int, columns: tuple[int, ...]) -> bool:
    heading, label = sheet.headings[column], sheet.labels[line]
    headings = [sheet.headings[at] for at in columns]
    inputs = _numbers(sheet, line, columns)
    stated = sheet.numbers[line][column]
    if stated is None or not is_bare(heading) or len(columns) < len(sheet.before(column)):
        return False
    values = [number.value for number in inputs]
    if stated.rest != inputs[0].rest or len({number.rest for number in inputs}) != 1:
        return False
    parts = {"weights", "biases", "bias", "weight"}
    are_parts = all(parts & set(text.lower().split()) for text in headings)
    if are_parts and not sheet.is_turned:
        return True
    if min(values) < 0 or min(values) <= stated.value <= max(values):
        # It lies among them: an overall value, or one line holds the others.
        return False
    if sheet.is_turned:
        return all(_is_counted(text) for text in headings) and bool(
            class_of(label) or stated.is_whole
        )
    return are_runs(tuple(headings))


def _is_counted(label: str) -> bool:
    """Whether a line is one part of a sum, not a heading or a box around other lines."""
    return bool(label) and not any(
        word in label.lower() for word in ("sequential", "├", "└", "block", "module", "of which")
    )


def _held(
    kind: Computed, inputs: tuple[tuple[CellNumber, ...], ...], stated: CellNumber, quantity: str,
    *, certain: bool,
) -> tuple[Consistency, Result, str]:  # fmt: skip
    """What comes of a number that is said to be computed from one of these rows of inputs."""
    exact = kind is Computed.SUM and _are_counts(inputs[0], stated, quantity)
    usual = results_of(kind, inputs[0], exact=exact)
    if kind in (Computed.BEST, Computed.WORST) and is_greater_better(quantity) is False:
        usual = usual[::-1]
    every = [*usual]
    for other in inputs[1:]:
        every += results_of(kind, other, exact=exact)
    for result in every:
        if result.fits(stated, exact=exact):
            if kind in (Computed.BEST, Computed.WORST) and result is not usual[0]:
                known = is_greater_better(quantity) is not None
                if known and certain and not usual[0].fits(stated):
                    return Consistency.INCONSISTENT, usual[0], ""
            return Consistency.CONSISTENT, result, ""
    if any(result.fits_as_fraction(stated) for result in every):
        if stated.digits < 2:
            return Consistency.CANNOT_TELL, usual[0], "one may be in per cent, the other a fraction"
        fitting = next(result for result in every if result.fits_as_fraction(stated))
        return Consistency.CONSISTENT, fitting, "one is in per cent, the other a fraction"
    if certain:
        return Consistency.INCONSISTENT, usual[0], ""
    return Consistency.CANNOT_TELL, usual[0], "it is not certain from what it was computed"


def _are_counts(inputs: tuple[CellNumber, ...], stated: CellNumber, quantity: str) -> bool:
    """Whether numbers are counts, that are never rounded."""
    whole = stated.is_whole and all(number.is_whole for number in inputs)
    return whole and (class_of(quantity) == "parameters" or stated.value >= 1000)
