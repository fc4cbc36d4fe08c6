"""A Word document becomes blocks; its parts are read by hand, and nothing of it is fetched."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .marks import bold, joined, plain
from .omml import math_text
from .styles import Numbers, Style, read_numbers, read_styles
from .word_names import MC, WP, M, W, value_of

LARGEST_PART = 48 * 1024 * 1024
"""Size of a part of the document, unpacked."""
MOST_BLOCKS = 10_000
MOST_CELLS, MOST_ROWS = 60, 2_000
LONGEST_CELL, LONGEST_TEXT = 10_000, 300_000

_MONO = ("courier", "consol", "mono", "menlo", "code", "monaco", "typewriter")
_CODE_STYLES = ("code", "preformatted", "macro", "verbatim", "listing")
_PLAIN_PARTS = {f"{W}rPr", f"{W}t", f"{W}lastRenderedPageBreak"}
_SKIPPED = {f"{MC}Fallback", f"{W}instrText", f"{W}delText", f"{W}del", f"{W}pPr", f"{W}rPr"}


class _NotReadableError(Exception):
    pass


def read(source: str, first: int) -> Iterator[dict[str, Any]]:
    """The blocks of the document in order; a lost reader is not begun again in the middle."""
    if first > 1:
        return
    yield {"begun": 1}
    try:
        with zipfile.ZipFile(source) as archive:
            body = _part(archive, "word/document.xml")
            styles = read_styles(_optional(archive, "word/styles.xml"))
            numbers = read_numbers(_optional(archive, "word/numbering.xml"))
    except _NotReadableError as reason:
        yield {"refused": str(reason)}
        return
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, KeyError):
        yield {"refused": _without_archive(source)}
        return
    reader = _Reader(styles, numbers)
    for count, block in enumerate(reader.blocks(body)):
        if count >= MOST_BLOCKS:
            yield {"cut": True}
            return
        yield block


def _without_archive(source: str) -> str:
    """Why a file that is no archive cannot be read: encrypted documents are OLE files."""
    with Path(source).open("rb") as file:
        start = file.read(8)
    return "password" if start.startswith(b"\xd0\xcf\x11\xe0") else "damaged"


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    """One part of the document, parsed."""
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise _NotReadableError("password")
    with archive.open(info) as file:
        data = file.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise _NotReadableError("too large")
    # Documents of Word hold no declarations; whoever put one there wants it expanded.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _NotReadableError("damaged")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise _NotReadableError("damaged") from error


def _optional(archive: zipfile.ZipFile, name: str) -> Element | None:
    try:
        return _part(archive, name)
    except (KeyError, _NotReadableError):
        return None


class _Reader:
    """Turns paragraphs and tables into blocks."""

    def __init__(self, styles: dict[str, Style], numbers: Numbers) -> None:
        self._styles = styles
        self._numbers = numbers

    def blocks(self, body: Element) -> Iterator[dict[str, Any]]:
        """All blocks in order, those inside of content controls and text boxes too."""
        waiting = list(reversed(list(body)))
        while waiting:
            item = waiting.pop()
            if item.tag == f"{W}p":
                yield from self._paragraph(item)
            elif item.tag == f"{W}tbl":
                yield from self._table(item)
            elif item.tag not in _SKIPPED:
                waiting.extend(reversed(list(item)))

    def _paragraph(self, item: Element) -> Iterator[dict[str, Any]]:
        text, figures = self._content(item)
        settings = item.find(f"{W}pPr")
        style = self._style(settings)
        formula = item.find(f"{M}oMathPara") is not None
        words = text.strip()
        if plain(words):
            numbering = self._numbering(settings, style)
            block: dict[str, Any] = {"kind": "text", "text": text if style.code else words}
            if style.level is not None:
                block |= {"kind": "heading", "level": style.level}
                block["text"] = f"{numbering} {plain(words)}".strip()
            elif style.contents:
                block["kind"] = "contents"
            elif style.caption:
                block["kind"] = "caption"
            elif style.code or self._is_mono(item):
                block |= {"kind": "listing", "text": plain(text).rstrip()}
            elif formula:
                block["kind"] = "formula"
            elif self._is_listed(settings, style):
                block |= {"kind": "list", "text": f"{numbering or '-'} {words}"}
            elif self._is_bold(item):
                block["bold"] = True
            yield block
        yield from figures

    def _content(self, item: Element) -> tuple[str, list[dict[str, Any]]]:
        """The text of a paragraph, and its pictures."""
        parts: list[str] = []
        figures: list[dict[str, Any]] = []
        waiting: list[Element] = list(reversed(list(item)))
        while waiting:
            one = waiting.pop()
            if one.tag in _SKIPPED:
                continue
            if one.tag == f"{W}r":
                lift = one.find(f"{W}rPr/{W}vertAlign")
                mark = {"superscript": "^", "subscript": "_"}.get(value_of(lift), "")
                inner = "".join(node.text or "" for node in one if node.tag == f"{W}t")
                if mark and inner.strip():
                    parts.append(f"{mark}{{{plain(inner)}}}")
                    continue
                if _is_bold_run(one) and all(node.tag in _PLAIN_PARTS for node in one):
                    parts.append(bold(plain(inner)) if inner.strip() else inner)
                    continue
            if one.tag == f"{W}t":
                parts.append(plain(one.text or ""))
            elif one.tag == f"{W}tab":
                parts.append("\t")
            elif one.tag in (f"{W}br", f"{W}cr"):
                parts.append("\n")
            elif one.tag == f"{W}noBreakHyphen":
                parts.append("-")
            elif one.tag in (f"{M}oMath", f"{M}oMathPara"):
                parts.append(math_text(one))
            elif one.tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                figures.append(self._figure(one))
                waiting.extend(box for box in one.iter(f"{W}txbxContent"))
            else:
                if one.tag == f"{W}p" and parts:
                    parts.append("\n")
                waiting.extend(reversed(list(one)))
        return joined("".join(parts))[:LONGEST_TEXT], figures

    def _figure(self, item: Element) -> dict[str, Any]:
        names = [described.get("descr", "") for described in item.iter(f"{WP}docPr")]
        # What the picture was called before it was put in, Word does not tell.
        return {"kind": "figure", "text": next((name for name in names if name), "")}

    def _table(self, item: Element) -> Iterator[dict[str, Any]]:
        rows: list[list[str]] = []
        header = 0
        for row in item.findall(f"{W}tr"):
            before = value_of(row.find(f"{W}trPr/{W}gridBefore"))
            cells = [""] * min(int(before) if before.isdigit() else 0, MOST_CELLS)
            for cell in row.findall(f"{W}tc"):
                lines = [self._content(each)[0] for each in cell.iter(f"{W}p")]
                cells.append(" ".join(" ".join(lines).split())[:LONGEST_CELL])
                span = value_of(cell.find(f"{W}tcPr/{W}gridSpan"))
                more = min(int(span), MOST_CELLS) - 1 if span.isdigit() else 0
                cells += [""] * more
            if row.find(f"{W}trPr/{W}tblHeader") is not None and header == len(rows):
                header += 1
            rows.append(cells[:MOST_CELLS])
            if len(rows) >= MOST_ROWS:
                break
        code = len(rows) == 1 and len(rows[0]) == 1
        if code:
            # A frame around a paragraph or a listing.
            for cell in item.iter(f"{W}p"):
                yield from self._paragraph(cell)
        elif any(any(row) for row in rows):
            yield {"kind": "table", "rows": rows, "header": header or None}

    def _style(self, settings: Element | None) -> Style:
        if settings is None:
            return Style()
        found = self._styles.get(value_of(settings.find(f"{W}pStyle")), Style())
        level = value_of(settings.find(f"{W}outlineLvl"))
        if level.isdigit() and int(level) < 9:
            found = found._replace(level=int(level) + 1)
        return found._replace(code=any(part in found.name for part in _CODE_STYLES))

    def _numbering(self, settings: Element | None, style: Style) -> str:
        number = settings.find(f"{W}numPr") if settings is not None else None
        identity = value_of(number.find(f"{W}numId")) if number is not None else style.numbering
        depth = value_of(number.find(f"{W}ilvl")) if number is not None else str(style.depth)
        return self._numbers.next(identity, int(depth) if depth.isdigit() else style.depth)

    def _is_listed(self, settings: Element | None, style: Style) -> bool:
        own = settings.find(f"{W}numPr") if settings is not None else None
        if own is not None:
            return value_of(own.find(f"{W}numId")) != "0"
        return style.numbering not in ("", "0") or style.name.startswith("list ")

    def _is_mono(self, item: Element) -> bool:
        fonts = [value_of(font, "ascii") for font in item.iter(f"{W}rFonts")]
        runs = [run for run in item.iter(f"{W}r") if run.find(f"{W}t") is not None]
        mono = [font for font in fonts if any(part in font.casefold() for part in _MONO)]
        return bool(runs) and len(mono) >= len(runs)

    def _is_bold(self, item: Element) -> bool:
        runs = [run for run in item.iter(f"{W}r") if run.find(f"{W}t") is not None]
        return bool(runs) and all(map(_is_bold_run, runs))


def _is_bold_run(run: Element) -> bool:
    mark = run.find(f"{W}rPr/{W}b")
    return mark is not None and value_of(mark) not in ("0", "false")
