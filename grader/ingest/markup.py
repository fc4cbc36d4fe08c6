"""HTML of saved outputs becomes plain text; tables become rows between upright strokes.

The tags are found by hand and not by html.parser, which takes quadratic time for some damage.
"""

import html
import re
from collections.abc import Iterator
from itertools import takewhile

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)([^<>]*+)>")
_SPAN = re.compile(r"(?:row|col)span\W{0,3}(?!1\b)\d", re.IGNORECASE)
_LINE_ENDS = frozenset("br p div li ul ol h1 h2 h3 h4 h5 h6 tr table pre hr".split())
_LONGEST_CELL = 500
_MOST_TAGS = 200_000

Row = list[tuple[str, str]]
"""Cells of a table: `th` or `td`, and the text."""


def tables_as_text(markup: str) -> str:
    """The tables of this HTML; empty if there is none, or one whose cells span rows or columns.

    Cells that span others would put numbers under the wrong heads, so they are not guessed at.
    """
    tables = list(_tables(markup))
    return "\n".join(_table_text(rows) for rows in tables if rows)


def without_tags(markup: str) -> str:
    """The text of this HTML."""
    kept, position, hidden = [], 0, False
    for tag in _tags(markup):
        kept.append("" if hidden else markup[position : tag.start()])
        hidden = tag[2].lower() in ("script", "style") and not tag[1]
        kept.append("\n" if tag[2].lower() in _LINE_ENDS else " ")
        position = tag.end()
    lines = "".join([*kept, markup[position:]]).split("\n")
    texts = (" ".join(_unescaped(line[: 4 * _LONGEST_CELL]).split()) for line in lines)
    return "\n".join(text for text in texts if text)


def _tags(markup: str) -> Iterator[re.Match[str]]:
    for number, tag in enumerate(_TAG.finditer(markup)):
        if number >= _MOST_TAGS:
            return
        yield tag


def _tables(markup: str) -> Iterator[list[Row]]:
    rows: list[Row] = []
    kind, text, position = "", "", 0
    for tag in _tags(markup):
        closes, name, attributes = tag[1], tag[2].lower(), tag[3]
        text += markup[position : tag.start()] if kind and len(text) < _LONGEST_CELL else ""
        position = tag.end()
        if name not in ("table", "tr", "th", "td"):
            continue
        if kind and rows:
            rows[-1].append((kind, " ".join(_unescaped(text[:_LONGEST_CELL]).split())))
        kind, text = "", ""
        if name == "table":
            yield rows
            rows = []
        elif name == "tr" and not closes:
            rows.append([])
        elif not closes:
            if _SPAN.search(attributes[:200]):
                return
            kind = name
    yield rows


def _unescaped(text: str) -> str:
    return html.unescape(text)


def _table_text(rows: list[Row]) -> str:
    rows = [row for row in rows if row]
    heads = list(takewhile(lambda row: all(kind == "th" for kind, _ in row), rows))
    lines = [_line(_merged(heads))] if heads else []
    lines += ["| --- |"] if heads else []
    lines += [_line([text for _, text in row]) for row in rows[len(heads) :]]
    return "".join(f"{line}\n" for line in lines)


def _merged(heads: list[Row]) -> list[str]:
    """One head of several: pandas puts the name of the index under those of the columns."""
    width = max(map(len, heads))
    padded = [[text for _, text in row] + [""] * (width - len(row)) for row in heads]
    return [" ".join(filter(None, column)) for column in zip(*padded, strict=True)]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
