"""An HTML page becomes blocks, in one pass over its tags and without ever building a tree."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from .cells import Cells
from .html_text import decoded, in_one_line, is_all_bold, is_no_text, language_of
from .looks import Look, looks_of
from .marks import CLOSE, OPEN, plain

LARGEST = 32 * 1024 * 1024
MOST_BLOCKS = 10_000
MOST_CELLS, MOST_ROWS = 60, 2_000
PIECE = 512 * 1024
MOST_TAGS = 300_000
LONGEST_CELL = 10_000
MOST_OPEN = 2_000
"""Open `div`s whose classes are remembered."""

_BREAKING = frozenset(
    "p div section article main header aside blockquote figure figcaption ul ol dl dt dd li "
    "h1 h2 h3 h4 h5 h6 pre table tr td th hr address details summary center body".split()
)
_SILENT = frozenset({"script", "style", "title", "template", "noscript", "svg", "nav", "button"})
_BOLD = frozenset({"b", "strong"})
_BARE_ITEM = re.compile(r"\s*(?:-|\d{1,6}\.)\s*")


def read(source: str, first: int) -> Iterator[dict[str, Any]]:
    """The blocks of the page in order; a lost reader is not begun again in the middle."""
    if first > 1:
        return
    yield {"begun": 1}
    with Path(source).open("rb") as file:
        data = file.read(LARGEST + 1)
    page = _Page()
    text = plain(decoded(data[:LARGEST]))
    # Piece by piece, so that blocks come out before a later piece stops everything.
    for start in range(0, len(text), PIECE):
        page.feed(text[start : start + PIECE])
        yield from page.taken()
        if page.is_full:
            break
    page.finish()
    yield from page.taken()
    if page.is_full or len(data) > LARGEST:
        yield {"cut": True}


class _Page(HTMLParser):
    """Collects blocks while tags come by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[dict[str, Any]] = []
        self._made = 0
        self._tags = 0
        self._text: list[str] = []
        self._kind = "text"
        self._level = 0
        self._line = 1
        self._language = ""
        self._silent: list[str] = []
        self._classes: list[tuple[str, str]] = []
        self._looks: dict[str, Look] = {}
        self._ends: list[tuple[str, str]] = []
        """Open tags that look different, with what is written where they end."""
        self._cells: Cells | None = None
        self._tables = 0
        self._lists: list[int | None] = []

    @property
    def is_full(self) -> bool:
        """Whether no more blocks are taken."""
        return self._made >= MOST_BLOCKS or self._tags >= MOST_TAGS

    def taken(self) -> list[dict[str, Any]]:
        """The blocks since the last time."""
        found, self._blocks = self._blocks, []
        return found

    def finish(self) -> None:
        """What stands after the last tag."""
        self.close()
        self._end_table()
        self._flush()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what the tag begins."""
        self._tags += 1
        if self.is_full:
            return
        if self._silent:
            if (tag == "annotation" and self._silent[-1] == "math") or (
                tag == self._silent[-1] and len(self._silent) < MOST_OPEN
            ):
                self._silent.append(tag)
            return
        values = {name: value or "" for name, value in attrs}
        if tag in _SILENT or tag == "math" or is_no_text(values.get("class", "")):
            self._silent.append(tag)
            return
        if tag in ("div", "span", "section") and len(self._classes) < MOST_OPEN:
            self._classes.append((tag, values.get("class", "")))
        if tag in _BREAKING and self._cells is None and not self._is_bare_item(tag):
            self._flush()
        self._begin(tag, values)
        self._begin_look(tag, values)

    def handle_endtag(self, tag: str) -> None:
        """End what the tag ends."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag in ("div", "span", "section") and self._classes:
            self._classes.pop()
        if tag == "table":
            self._tables = max(0, self._tables - 1)
            if not self._tables:
                self._end_table()
        elif self._cells is not None:
            if tag in ("td", "th", "tr") and self._tables == 1:
                self._cells.end_cell()
            self._end_look(tag)
        elif tag in ("ul", "ol") and self._lists:
            self._flush()
            self._lists.pop()
        elif tag in _BREAKING and not (tag != "li" and self._is_bare_item(tag)):
            self._flush()
        else:
            self._end_look(tag)

    def handle_data(self, data: str) -> None:
        """Words."""
        if self._silent:
            if self._silent[-1] == "annotation":
                self._put(f"${data.strip()}$")
            elif self._silent[-1] == "style":
                self._looks |= looks_of(data)
            return
        self._put(data)

    def _put(self, text: str) -> None:
        """Words, in the cell of a table or outside."""
        if self._cells is not None:
            self._cells.add(text)
            return
        if not self._text:
            self._line = self.getpos()[0]
        self._text.append(text)

    def _begin_look(self, tag: str, values: dict[str, str]) -> None:
        """Bold and raised words are marked, whether a tag or its class says so."""
        look = Look(bold=tag in _BOLD, script={"sup": "^", "sub": "_"}.get(tag, ""))
        if tag == "span":
            for name in values.get("class", "").split()[:20]:
                look = look.with_other(self._looks.get(name))
            if style := values.get("style"):
                look = look.with_other(Look.of(style))
        if tag != "span" and not look:
            return
        if len(self._ends) < MOST_OPEN:
            self._ends.append((tag, ("}" if look.script else "") + (CLOSE if look.bold else "")))
            begin = (OPEN if look.bold else "") + (f"{look.script}{{" if look.script else "")
            if begin:
                self._put(begin)

    def _end_look(self, tag: str) -> None:
        if self._ends and self._ends[-1][0] == tag:
            _, end = self._ends.pop()
            if end:
                self._put(end)

    def _is_bare_item(self, tag: str) -> bool:
        """Whether nothing but the mark of an item stands before a paragraph in it."""
        return (
            tag in ("p", "div")
            and self._kind == "list"
            and bool(_BARE_ITEM.fullmatch("".join(self._text[-3:])))
        )

    def _begin(self, tag: str, values: dict[str, str]) -> None:
        if tag == "table":
            self._tables += 1
            if self._cells is None:
                self._cells = Cells(most_rows=MOST_ROWS, most_columns=MOST_CELLS)
                self._line = self.getpos()[0]
        elif tag == "img":
            self._picture(values)
        elif self._cells is not None:
            self._begin_cell(self._cells, tag, values)
        elif tag == "br":
            self._text.append("\n")
        elif tag in ("ul", "ol") and len(self._lists) < MOST_OPEN:
            self._lists.append(0 if tag == "ol" else None)
        else:
            self._begin_block(tag, values)

    def _begin_block(self, tag: str, values: dict[str, str]) -> None:
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            self._kind, self._level = "heading", int(tag[1])
        elif tag == "pre":
            output = any("output" in name for _, name in self._classes[-12:])
            self._kind = "output" if output else "listing"
            self._language = language_of(values, self._classes)
        elif tag == "code" and self._kind == "listing":
            self._language = self._language or language_of(values, [])
        elif tag == "figcaption":
            self._kind = "caption"
        elif tag == "li":
            self._kind = "list"
            number = self._lists[-1] if self._lists else None
            if number is not None:
                self._lists[-1] = number + 1
            self._text.append(f"{number + 1}. " if number is not None else "- ")

    def _begin_cell(self, cells: Cells, tag: str, values: dict[str, str]) -> None:
        if tag == "tr" and self._tables == 1:
            cells.begin_row()
        elif tag in ("td", "th") and self._tables == 1:
            cells.begin_cell(values, is_heading=tag == "th")
        elif tag in _BREAKING or tag == "br":
            cells.add(" ")

    def _picture(self, values: dict[str, str]) -> None:
        source = values.get("src", "")
        name = "" if source.startswith("data:") else source.split("?")[0][-300:]
        self._blocks.append(
            {
                "kind": "figure",
                "source": name,
                "text": values.get("alt", "")[:1_000],
                "line": self.getpos()[0],
            }
        )
        self._made += 1

    def _end_table(self) -> None:
        cells, self._cells = self._cells, None
        self._ends = []
        if cells is None:
            return
        rows = [[in_one_line(cell)[:LONGEST_CELL] for cell in row] for row in cells.finish()]
        rows = [row for row in rows if any(map(plain, row))]
        if rows:
            header = cells.header if 0 < cells.header < len(rows) else None
            self._add({"kind": "table", "rows": rows, "header": header})

    def _flush(self) -> None:
        text = "".join([*self._text, *(end for _, end in reversed(self._ends))])
        # Marks do not go on in the next block.
        self._text, self._ends = [], []
        if self._kind in ("listing", "output"):
            text = plain(text)
        else:
            text = "\n".join(line for line in map(in_one_line, text.split("\n")) if plain(line))
        if plain(text).strip() and plain(text).strip() != "-":
            block: dict[str, Any] = {"kind": self._kind, "text": text.strip("\n").rstrip()}
            if self._kind == "heading":
                block["level"] = self._level
            if self._kind == "listing":
                block["language"] = self._language
            if self._kind == "text":
                block["bold"] = is_all_bold(text)
            self._add(block)
        self._kind, self._language = "text", ""

    def _add(self, block: dict[str, Any]) -> None:
        self._blocks.append({**block, "line": self._line})
        self._made += 1
