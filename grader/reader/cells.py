"""The cells of a table in HTML, each in its column, whatever spans several rows or columns."""

LONGEST_SPAN = 4
"""Digits of a span at most."""


class Cells:
    """Takes cells as they come; one that spans several places stands in the first of them."""

    def __init__(self, *, most_rows: int, most_columns: int) -> None:
        self.rows: list[list[str]] = []
        self.header = 0
        """Rows at the top that are headings of columns."""
        self._most_rows, self._most_columns = most_rows, most_columns
        self._held: dict[int, int] = {}
        """Columns that a cell above reaches into, with the rows that it still does."""
        self._at: int | None = None

    def begin_row(self) -> bool:
        """The next row; False if there are enough."""
        self._fill()
        self._at = None
        if len(self.rows) >= self._most_rows:
            return False
        if self.rows:
            self._held = {column: left - 1 for column, left in self._held.items() if left > 1}
        self.rows.append([])
        return True

    def begin_cell(self, spans: dict[str, str], *, is_heading: bool) -> None:
        """The next cell; `spans` holds the attributes of its tag."""
        if not self.rows:
            self.begin_row()
        self._fill()
        row = self.rows[-1]
        wide = min(_span(spans.get("colspan", "")), self._most_columns)
        high = min(_span(spans.get("rowspan", "")), self._most_rows)
        self._at = min(len(row), self._most_columns - 1)
        row.extend([""] * wide)
        del row[self._most_columns :]
        if high > 1:
            # This row is counted too: the next one takes one off.
            self._held.update(dict.fromkeys(range(self._at, self._at + wide), high))
        if is_heading and len(row) > 1 and self.header == len(self.rows) - 1:
            self.header = len(self.rows)

    def end_cell(self) -> None:
        """What follows is outside of all cells."""
        self._at = None

    def add(self, text: str) -> None:
        """Words of the cell that is open."""
        if self._at is not None and self.rows and self._at < len(self.rows[-1]):
            self.rows[-1][self._at] += text

    def finish(self) -> list[list[str]]:
        """All rows."""
        self._fill()
        return self.rows

    def _fill(self) -> None:
        """Places that a cell above holds stay empty."""
        row = self.rows[-1] if self.rows else None
        while row is not None and len(row) < self._most_columns and self._is_held(len(row)):
            row.append("")

    def _is_held(self, column: int) -> bool:
        return column in self._held


def _span(text: str) -> int:
    text = text.strip()
    return max(1, int(text)) if text.isdecimal() and len(text) <= LONGEST_SPAN else 1
