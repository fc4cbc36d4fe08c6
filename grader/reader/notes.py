"""A copy of a PDF with highlights, numbers in the margin, notes, and links between places."""

import io
import json
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from .annotations import Placed, annotations, badge_box
from .spots import PageText, Spot, is_sane

MOST_MARKS = 2_000


class OddError(Exception):
    """No sound copy can be made of the document."""


def write(source: str, marks: str, out: str) -> None:
    """Write the copy, or why there is none as `{"refused": ...}`."""
    wanted = json.loads(Path(marks).read_text("utf-8"))[:MOST_MARKS]
    try:
        content = _copied(Path(source).read_bytes(), wanted)
    except OddError as error:
        content = json.dumps({"refused": str(error)}).encode()
    Path(out).write_bytes(content)


def _copied(content: bytes, marks: list[dict[str, Any]]) -> bytes:
    """The first copy that is sound: with everything as it stood, else written anew."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == 4
        raise OddError("encrypted" if locked else "damaged") from error
    if pdfium.FPDF_GetSecurityHandlerRevision(document.raw) >= 0:
        raise OddError("encrypted")
    edges: dict[int, tuple[float, float]] = {}
    placed = list(_placed(document, marks, edges))
    if marks and not placed:
        raise OddError("odd")
    for way in (_added_to, _rewritten):
        try:
            copy = way(content, document, placed, edges)
        except (PyPdfError, ArithmeticError, AttributeError, LookupError, RecursionError,
                TypeError, ValueError):  # fmt: skip
            continue
        if _is_sound(copy, document, placed):
            return copy
    raise OddError("odd")


def _added_to(content: bytes, _: Any, placed: list[Placed], edges: dict[int, Any]) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(content), incremental=True)
    return _written(writer, placed, edges)


def _rewritten(_: bytes, document: Any, placed: list[Placed], edges: dict[int, Any]) -> bytes:
    """What PDFium made of the document, which mends what is broken in it."""
    whole = io.BytesIO()
    document.save(whole)
    return _written(pypdf.PdfWriter(clone_from=io.BytesIO(whole.getvalue())), placed, edges)


def _written(writer: Any, placed: list[Placed], edges: dict[int, Any]) -> bytes:
    taken: dict[tuple[int, bool], list[float]] = {}
    where = {each.order: each for each in reversed(placed)}
    for each in placed:
        page = writer.pages[each.page - 1]
        badge = (0.0, 0.0, 0.0, 0.0)
        if each.mark["kind"] != "open":
            badge = badge_box(each, page, edges.get(each.page), taken)
        for annotation in annotations(each, where, page, badge, writer):
            _append(page, annotation, writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _append(page: Any, annotation: DictionaryObject, writer: Any) -> None:
    annotation[NameObject("/P")] = page.indirect_reference
    present = page.get("/Annots")
    present = present.get_object() if present is not None else None
    if not isinstance(present, ArrayObject):
        present = page[NameObject("/Annots")] = ArrayObject()
    present.append(writer._add_object(annotation))


def _placed(document: Any, marks: list[dict[str, Any]], edges: dict[int, Any]) -> Any:
    """Each mark on each page that it stands on, page by page."""
    by_page: dict[int, list[int]] = {}
    for index, mark in enumerate(marks):
        for number in dict.fromkeys(piece["page"] for piece in mark["pieces"]):
            if 1 <= number <= len(document):
                by_page.setdefault(number, []).append(index)
    for number in sorted(by_page):
        page = pdfium.FPDF_LoadPage(document.raw, number - 1)
        if not page:
            continue
        try:
            text = PageText(page)
            top = pdfium.FPDF_GetPageHeightF(page)
        finally:
            pdfium.FPDF_ClosePage(page)
        if text.edges:
            edges[number] = text.edges
        for index in by_page[number]:
            boxes = list(_boxes(text, marks[index], number, top))
            yield Placed(marks[index], index, number, boxes)


def _boxes(text: PageText, mark: dict[str, Any], number: int, top: float) -> Any:
    for piece in mark["pieces"]:
        if piece["page"] != number:
            continue
        if piece["box"] is None:
            # Nothing but the page is known: the note stands at its top, over no words.
            yield (0.0, top - 40.0, 0.0, top - 40.0)
            continue
        spot = Spot(tuple(piece["box"]), piece["words"], piece["nth"])
        yield from filter(is_sane, text.find(spot))


def _is_sound(copy: bytes, document: Any, placed: list[Placed]) -> bool:
    """Whether the copy opens, with the same pages, the same text on them, and the notes."""
    try:
        found = pypdfium2.PdfDocument(copy)
    except pypdfium2.PdfiumError:
        return False
    if len(found) != len(document):
        return False
    for number in dict.fromkeys(each.page for each in placed):
        wanted = sum(each.page == number and _is_seen(each) for each in placed)
        before, after = (_looked_at(one, number) for one in (document, found))
        if after[0] != before[0] or after[1] < before[1] + wanted:
            return False
    return True


def _is_seen(each: Placed) -> bool:
    return each.mark["kind"] != "open" or any(map(is_sane, each.boxes))


def _looked_at(document: Any, number: int) -> tuple[int, int]:
    """How many characters and how many annotations a page has."""
    page = pdfium.FPDF_LoadPage(document.raw, number - 1)
    if not page:
        return -1, 0
    text = pdfium.FPDFText_LoadPage(page)
    count = pdfium.FPDFText_CountChars(text) if text else 0
    if text:
        pdfium.FPDFText_ClosePage(text)
    annotations = pdfium.FPDFPage_GetAnnotCount(page)
    pdfium.FPDF_ClosePage(page)
    return count, annotations
