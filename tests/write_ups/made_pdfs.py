"""PDFs as real producers make them, and as no producer should."""

import random
import textwrap
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    Paragraph,
    Preformatted,
    SimpleDocTemplate,
    Spacer,
    Table,
)

STYLES = getSampleStyleSheet()
PROSE = (
    "The network was trained for many epochs and the validation loss falls until epoch 80, after "
    "which it rises again; this is over-fitting, as the training loss goes on falling. "
)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
BOOK = [
    ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
    ("LINEBELOW", (0, 0), (-1, 0), 0.5, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
]
CELLS = [
    ["Model", "Val (%)", "Test (%)"],
    ["shallow", "83.65", "85.13"],
    ["deep", "82.60", "84.39"],
]


def words(text: str, style: str = "BodyText") -> Paragraph:
    """A paragraph, or a heading: `Title`, `Heading1`, `Heading2`."""
    return Paragraph(text, STYLES[style])


def code(text: str) -> Preformatted:
    """A listing."""
    return Preformatted(text, STYLES["Code"])


def table(style: Iterable[Any]) -> Table:
    """The same few numbers, with the lines that the style draws."""
    return Table(CELLS, style=list(style))


def document(path: Path, story: list[Flowable], *, footer: str = "") -> Path:
    """A report of one column."""

    def at_the_edges(canvas: Canvas, template: Any) -> None:
        canvas.setFont("Helvetica", 9)
        if footer:
            canvas.drawString(72, 810, footer)
            canvas.drawCentredString(300, 30, f"Page {template.page} of 9")

    built = SimpleDocTemplate(str(path), pagesize=A4, invariant=1)
    built.build(story, onFirstPage=at_the_edges, onLaterPages=at_the_edges)
    return path


def two_columns(path: Path, story: list[Flowable]) -> Path:
    """A report of two columns."""
    frames = [Frame(60, 60, 230, 720, id="left"), Frame(305, 60, 230, 720, id="right")]
    built = BaseDocTemplate(str(path), pagesize=A4, invariant=1)
    built.addPageTemplates([PageTemplate(frames=frames)])
    built.build(story)
    return path


def gap(height: float) -> Spacer:
    """Empty space."""
    return Spacer(1, height)


def drawn(path: Path, draw: Callable[[Canvas], None], *, pages: int = 1, **options: Any) -> Path:
    """Pages on which the same is drawn by hand."""
    canvas = Canvas(str(path), pagesize=A4, invariant=1, **options)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def glyph_by_glyph(canvas: Canvas, text: str, *, top: float = 780.0) -> None:
    """Every letter on its own, in any order, and no spaces: some producers write so."""
    chance = random.Random(1)
    size, font = 11, "Times-Roman"
    for number, line in enumerate(textwrap.wrap(text, 85)):
        x, letters = 72.0, []
        for letter in line:
            if letter != " ":
                letters.append((x, letter))
            x += stringWidth(letter, font, size)
        chance.shuffle(letters)
        canvas.setFont(font, size)
        for place, letter in letters:
            canvas.drawString(place, top - 13 * number, letter)


def raw_pdf(
    content: bytes = b"BT /F 12 Tf 72 700 Td (Hello world) Tj ET",
    *,
    extra: Iterable[bytes] = (),
    font: bytes = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    pages: int = 1,
    catalog: bytes = b"",
    trailer: bytes = b"",
    stream: bytes | None = None,
) -> bytes:
    """A PDF written by hand, with as much of it replaced as one likes."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [" + b"3 0 R " * pages + b"] /Count %d >>" % pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        stream or b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
        *extra,
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(objects) + 1, trailer)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def packed(content: bytes, *, times: int = 1) -> bytes:
    """A stream object, compressed as often as one likes."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * times
    head = b"<< /Length %d /Filter [%s] >>" % (len(content), filters)
    return head + b"\nstream\n" + content + b"\nendstream"
