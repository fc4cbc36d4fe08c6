"""Tables in plain text: Markdown pipes, drawn grids, tabs, columns of spaces, HTML."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from grader.collect.write_ups.bold import plain
from grader.collect.write_ups.inline import marked_words_of
from grader.reader.cells import Cells

MOST_ROWS, MOST_COLUMNS = 2_000, 60
LONGEST = 4_000
"""Characters of a line that may be a row of a table."""

_DELIMITER = re.compile(r"^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$")
_RULE = re.compile(r"^\s*[+|]?[-=+:| ]{4,}[+|]?\s*$")
_GAP = re.compile(r"\t+| {2,}")
_PIPE = re.compile(r"(?<!\\)\|")
_NUMERIC = re.compile(r"^[-+~±≈<>]?\s*\d[\d.,]*\s*(?:[%±×x*·^{}()eE\d.,+\-\s]|ms|s|min|h|g|kWh)*$")
_MARK = re.compile(r"^(?:[-*+•◦▪‣·–]|\(?\w{1,3}[.)])$")
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}")
_INNER = {"br": " ", "p": " ", "b": "<b>", "strong": "<b>", "sup": "^{", "sub": "_{"}
_INNER_ENDS = {"b": "</b>", "strong": "</b>", "sup": "}", "sub": "}"}
"""What tags within a cell become, and their ends."""
_SENTENCE_END = re.compile(r"[a-z]{3,}[.!?]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A table and the lines that it took; or, without rows, lines in which none begins."""

    rows: list[list[str]]
    """Its cells; empty if it is none."""
    numbers: list[int]
    """Index of the line of each row."""
    header_rows: int | None
    """Rows that are headings of columns, if the notation tells."""
    end: int
    """Index of the first line behind it."""


def table_at(lines: list[str], start: int) -> TextTable | None:
    """The table that begins at this line, if one does."""
    line = lines[start]
    if len(line) > LONGEST:
        return None
    if "<table" in line.lower():
        return _html_table(lines, start)
    if "|" in line or line.lstrip().startswith("+-"):
        return _piped(lines, start)
    return _spaced(lines, start) if _GAP.search(line.strip()) else None


def _piped(lines: list[str], start: int) -> TextTable | None:
    """Rows between pipes, with or without a line of dashes."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    header: int | None = None
    drawn = 0
    parts: list[int] = []
    end = start
    for index in range(start, min(len(lines), start + MOST_ROWS)):
        line = lines[index]
        if len(line) > LONGEST:
            break
        if ("-" in line or "=" in line) and (_DELIMITER.match(line) or _RULE.match(line)):
            if header is None and rows and ("|" in line or "+" in line):
                header = len(rows)
            elif not rows and "|" not in line and "+" not in line:
                break
            drawn += "+" in line
        elif "|" in line and (not rows or line.strip().startswith("|") or _fits(line, rows)):
            rows.append(_cells(line))
            numbers.append(index)
            parts.append(drawn)
        else:
            break
        end = index + 1
    if len(set(parts)) > 2:
        rows, numbers = _with_whole_rows(rows, numbers, parts)
    closed = sum(lines[index].strip().startswith("|") for index in numbers)
    if not rows or max(map(len, rows)) < 2 or (header is None and len(rows) < 2):
        return _none_before(end)
    if header is None and closed < len(rows) and min(map(len, rows)) < 3:
        return _none_before(end)
    header = header if header is not None and header < len(rows) else None
    return TextTable(rows=rows, numbers=numbers, header_rows=header, end=end)


def _with_whole_rows(
    rows: list[list[str]], numbers: list[int], parts: list[int]
) -> tuple[list[list[str]], list[int]]:
    """Where a line is drawn below every row, lines without one between are one row."""
    whole: list[list[str]] = []
    places: list[int] = []
    last = -1
    for row, number, part in zip(rows, numbers, parts, strict=True):
        if part == last and len(row) == len(whole[-1]) and not all(row):
            whole[-1] = [
                f"{above} {cell}".strip() for above, cell in zip(whole[-1], row, strict=True)
            ]
        else:
            whole.append(row)
            places.append(number)
        last = part
    return whole, places


def _none_before(end: int) -> TextTable:
    """Looked at once, such lines need not be looked at again: there may be very many."""
    return TextTable(rows=[], numbers=[], header_rows=None, end=end)


def _fits(line: str, rows: list[list[str]]) -> bool:
    return abs(len(_cells(line)) - len(rows[0])) <= 1


def _cells(line: str) -> list[str]:
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    parts = _PIPE.split(inner)[:MOST_COLUMNS]
    return [marked_words_of(part.replace("\\|", "|")).strip() for part in parts]


def _spaced(lines: list[str], start: int) -> TextTable | None:
    """Rows whose cells are apart by tabs or several spaces."""
    rows: list[list[str]] = []
    numbers: list[int] = []
    end = index = start
    widest = 0
    while index < min(len(lines), start + MOST_ROWS):
        line = lines[index]
        if not line.strip():
            # Readers of pictures of pages put an empty line between any two.
            following = lines[index + 1] if index + 1 < len(lines) else ""
            if not rows or not _is_row(following) or not _same_width(following, widest):
                break
            if _begins_another(_GAP.split(following.strip()), rows):
                break
            index += 1
            continue
        if not _is_row(line) or (rows and not _same_width(line, widest)):
            break
        rows.append(
            [marked_words_of(cell).strip() for cell in _GAP.split(line.strip())][:MOST_COLUMNS]
        )
        widest = max(widest, len(rows[-1]))
        numbers.append(index)
        index += 1
        end = index
    if len(rows) < 2 or not _is_table(rows, tabs="\t" in lines[start]):
        return _none_before(end)
    return TextTable(rows=_aligned(rows), numbers=numbers, header_rows=None, end=end)


def _is_row(line: str) -> bool:
    if len(line) > LONGEST or _LEADERS.search(line):
        return False
    cells = _GAP.split(line.strip())
    return len(cells) > 1 and not _MARK.match(cells[0])


def _begins_another(cells: list[str], rows: list[list[str]]) -> bool:
    """Whether a row behind an empty line holds the headings of a table of its own."""
    if cells == rows[0]:
        return True
    numeric = sum(any(map(_NUMERIC.match, row[1:])) for row in rows[1:])
    return numeric > 0 and not any(map(_NUMERIC.match, cells))


def _same_width(line: str, widest: int) -> bool:
    count = len(_GAP.split(line.strip()))
    return abs(count - widest) <= 1 or (count == 2 and widest <= 3)


def _is_table(rows: list[list[str]], *, tabs: bool) -> bool:
    cells = [cell for row in rows for cell in row if cell]
    words = sum(len(cell.split()) for cell in cells) / max(1, len(cells))
    sentences = sum(bool(_SENTENCE_END.search(cell)) for cell in cells)
    numeric = sum(bool(_NUMERIC.match(cell)) for cell in cells)
    if words > 6 or sentences * 4 > len(cells):
        return False
    if max(map(len, rows)) == 2 and len(rows) < 3:
        return numeric > 0
    return numeric > 0 or tabs or (len(rows) > 2 and max(map(len, rows)) > 2)


def _aligned(rows: list[list[str]]) -> list[list[str]]:
    """A first row that is one cell short lacks the heading of the first column."""
    width = max(map(len, rows))
    if len(rows[0]) == width - 1 and all(len(row) == width for row in rows[1:]):
        return [["", *rows[0]], *rows[1:]]
    return rows


def _html_table(lines: list[str], start: int) -> TextTable | None:
    last = min(len(lines), start + MOST_ROWS)
    end = next((at for at in range(start, last) if "</table" in lines[at].lower()), None)
    if end is None:
        return _none_before(last)
    reader = _Cells()
    for number in range(start, end + 1):
        reader.number = number
        reader.feed(plain(lines[number][: 16 * LONGEST]) + "\n")
    numbered = zip(reader.cells.finish(), reader.numbers, strict=True)
    kept = [(row, at) for row, at in numbered if row]
    if not kept:
        return _none_before(end + 1)
    header = reader.cells.header if 0 < reader.cells.header < len(kept) else None
    return TextTable(
        rows=[[marked_words_of(" ".join(cell.split())) for cell in row] for row, _ in kept],
        numbers=[at for _, at in kept],
        header_rows=header,
        end=end + 1,
    )


class _Cells(HTMLParser):
    """Collects the cells of one table written in HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells = Cells(most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
        self.numbers: list[int] = []
        self.number = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag in ("td", "th") and not self.cells.rows:
            self.numbers += [self.number] * self.cells.begin_row()
        if tag == "tr":
            self.numbers += [self.number] * self.cells.begin_row()
        elif tag in ("td", "th"):
            spans = {name: value or "" for name, value in attrs}
            self.cells.begin_cell(spans, is_heading=tag == "th")
        elif tag in _INNER:
            self.cells.add(_INNER[tag])

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("td", "th", "tr"):
            self.cells.end_cell()
        elif tag in _INNER_ENDS:
            self.cells.add(_INNER_ENDS[tag])

    def handle_data(self, data: str) -> None:
        """Words of a cell."""
        self.cells.add(data)
