"""Tables whose heads name accuracies or losses: printed, Markdown, LaTeX or boxed, by column."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from grader.collect.saved.labels import head_label
from grader.collect.saved.readings import Reading
from grader.collect.saved.table_cells import cell_number, cell_reading, is_about_else
from grader.collect.saved.table_rows import Row, by_column
from grader.collect.saved.tokens import Token, tokens_of
from grader.collect.saved.words import metrics_in, splits_in

_RULE = re.compile(r"[-=+|:_ \t~\u2500-\u257f]*+")
_TEX_RULE = re.compile(r"\s*+\\(?:hline|toprule|midrule|bottomrule|cline|begin|end)")
_TEX = re.compile(r"\\(?:textbf|mathbf|underline|bf)\b|[{}$*`]|\\(?=[%_&])")
_WIDE = re.compile(r"\s{2,}+")
_MOST_COLUMNS = 60
_LINES_ABOVE = 10
"""Lines above rows of names and numbers that may say that they are something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFound:
    """The readings of a table, and how many lines it took."""

    readings: tuple[Reading, ...]
    """In order."""
    lines: int
    """Lines from its head to its last row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A way in which a line may be parted into cells."""

    split: Callable[[str], list[str]]
    is_sure: bool
    """Whether the cells are surely those that were meant; else only numbers may fill them."""
    may_have_index: bool = True
    """Whether rows may begin with a cell that has no head, as pandas prints its index."""


_STROKES = _Style(
    split=lambda text: [cell.strip() for cell in text.strip().strip("|").split("|")],
    is_sure=True,
    may_have_index=False,
)
_TABS = _Style(split=lambda text: [cell.strip() for cell in text.split("\t")], is_sure=True)
_WIDE_GAPS = _Style(split=lambda text: _WIDE.split(text.strip()), is_sure=True)
_COMMAS = _Style(split=lambda text: [cell.strip() for cell in text.split(",")], is_sure=False)
_GAPS = _Style(split=str.split, is_sure=False)
_LATEX = _Style(
    split=lambda text: [cell.strip() for cell in text.partition("\\\\")[0].split("&")],
    is_sure=True,
    may_have_index=False,
)


def read_table(lines: Sequence[str], first: int, tokens: Sequence[Token]) -> TableFound | None:
    """The table whose head, or first row, is the line at this index; None if there is none.

    `tokens` are those of that line.
    """
    if not any(metrics_in(token) or splits_in(token) for token in tokens):
        return None
    line = _clean(lines[first])
    has_numbers = any(token.kind == "number" for token in tokens)
    for style in _styles(line):
        if has_numbers and not style.is_sure:
            continue
        head = style.split(line)
        if 2 <= len(head) <= _MOST_COLUMNS and (found := _read(lines, first, head, style)):
            return found
    return None


def _styles(line: str) -> tuple[_Style, ...]:
    if "|" in line:
        return (_STROKES,)
    if "&" in line:
        return (_LATEX,)
    return (_TABS, _WIDE_GAPS, _COMMAS, _GAPS)


def _clean(line: str) -> str:
    return _TEX.sub("", line.replace("│", "|").replace("┃", "|").replace("║", "|"))


def _read(lines: Sequence[str], first: int, head: list[str], style: _Style) -> TableFound | None:
    tokens = [tokens_of(cell) for cell in head]
    if any(map(cell_number, tokens)):
        return _pairs(lines, first, style) if style in (_STROKES, _LATEX, _TABS) else None
    columns = [head_label(cell) for cell in tokens]
    has_metric = any(column.metric for column in columns)
    has_split = any(column.split and not column.metric for column in columns)
    if not (has_metric or has_split) or (has_split and not style.is_sure):
        return None
    if not all(map(_is_name, tokens)):
        return None
    rows, end = _rows(lines, first + 1, len(head), style)
    readings = by_column(head, rows)
    return TableFound(readings=tuple(readings), lines=end - first) if readings else None


def _pairs(lines: Sequence[str], first: int, style: _Style) -> TableFound | None:
    """Rows of a name and its number, as loggers print them at the end; the first names a metric."""
    # What speaks against it is looked for first: scanning the rows below once for each of them
    # would take quadratic time.
    above = takewhile(str.strip, reversed(lines[max(0, first - _LINES_ABOVE) : first]))
    if not _pair(style.split(_clean(lines[first])), lines[first]) or any(
        is_about_else(token) for line in above for token in tokens_of(line)
    ):
        return None
    readings: list[Reading] = []
    at = first
    while at < len(lines) and len(cells := style.split(_clean(lines[at]))) == 2:
        if not _is_name(tokens_of(cells[0])):
            break
        found = _pair(cells, lines[at])
        readings += [found] if found else []
        at += 1
    return TableFound(readings=tuple(readings), lines=at - first)


def _pair(cells: list[str], line: str) -> Reading | None:
    name = tokens_of(cells[0])
    label = head_label(name)
    is_named = len(cells) == 2 and label.metric and label.is_clear and _is_name(name)
    if not is_named or any(map(is_about_else, name)):
        return None
    return cell_reading(label, cells[1], line, None)


def _is_name(tokens: Sequence[Token]) -> bool:
    """Whether these words are a name only; `loss 0.5` between strokes is a name and its number."""
    has_metric = any(metrics_in(token) for token in tokens)
    numbers = [token.text for token in tokens if token.kind == "number"]
    return not has_metric or not numbers or numbers == ["1"]


def _rows(lines: Sequence[str], first: int, width: int, style: _Style) -> tuple[list[Row], int]:
    """The rows under a head. Each holds a number, so that no row is the head of another table."""
    rows: list[Row] = []
    end = first
    for at in range(first, len(lines)):
        line = _clean(lines[at])
        if _TEX_RULE.match(lines[at]) or (line.strip() and _RULE.fullmatch(line)):
            continue
        cells = style.split(line)
        has_index = style.may_have_index and len(cells) == width + 1
        numeric = [cell_number(tokens_of(cell)) is not None for cell in cells]
        if not (len(cells) == width or has_index) or not any(numeric):
            break
        if not (style.is_sure or all(numeric)):
            break
        rows.append(Row(line=lines[at], cells=cells))
        end = at + 1
    return rows, end
