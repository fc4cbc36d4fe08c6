"""About thirty kinds of hostile or broken documents, and mutations of harmless ones."""

import io
import random
import zipfile
from collections.abc import Iterator

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.write_ups.made_pdfs import packed, raw_pdf

TEXT = b"BT /F 12 Tf 72 700 Td (Hello world) Tj ET\n"
DOCX = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MUTATIONS = 60


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Names and contents; every name occurs once."""
    yield from _broken()
    yield from looping_files()
    yield from _bombs()
    yield from _encrypted()
    yield from _others()
    yield from _mutated()


def _broken() -> Iterator[tuple[str, bytes]]:
    whole = raw_pdf()
    yield "empty.pdf", b""
    yield "head-only.pdf", b"%PDF-1.7\n"
    yield "cut.pdf", whole[: len(whole) // 2]
    yield "noise.pdf", b"%PDF-1.7\n" + random.Random(1).randbytes(50_000)
    yield "zeros.pdf", bytes(100_000)
    yield "no-xref.pdf", whole.replace(b"startxref", b"startnope")
    yield "wrong-xref.pdf", whole.replace(b"startxref\n", b"startxref\n9999999")
    yield "renamed.pdf", b"PK\x03\x04 not a pdf at all"
    yield "wrong-length.pdf", whole.replace(b"/Length 41", b"/Length 999999999")
    yield "negative-size.pdf", whole.replace(b"612 792", b"-612 nan")
    yield "huge-page.pdf", whole.replace(b"612 792", b"1e30 1e30")
    yield "unmapped.pdf", raw_pdf(b"BT /F 12 Tf 72 700 Td <" + b"01020304" * 200 + b"> Tj ET")
    yield "no-font.pdf", raw_pdf(font=b"null")
    yield "tiny-font.pdf", raw_pdf(TEXT.replace(b"12 Tf", b"1e-30 Tf") * 50)
    yield "huge-font.pdf", raw_pdf(TEXT.replace(b"12 Tf", b"1e30 Tf") * 50)
    yield (
        "script.pdf",
        raw_pdf(catalog=b"/OpenAction << /S /JavaScript /JS (while(true){app.alert\\(1\\)}) >>"),
    )
    yield "launch.pdf", raw_pdf(catalog=b"/OpenAction << /S /Launch /F (/bin/sh) >>")


def looping_files() -> Iterator[tuple[str, bytes]]:
    """Whatever holds itself, or is nested without end."""
    yield "form-in-itself.pdf", raw_pdf(b"/X Do", extra=[form(6)])
    chain = [form(7 + number) for number in range(400)]
    yield "deep-forms.pdf", raw_pdf(b"/X Do", extra=[*chain, b"null"])
    wide = [form(7 + number, b"/X Do " * 10) for number in range(12)]
    yield "forms-to-the-power-of-twelve.pdf", raw_pdf(b"/X Do", extra=[*wide, b"null"])
    yield "pages-in-a-ring.pdf", raw_pdf().replace(b"/Kids [3 0 R ]", b"/Kids [2 0 R ]")
    yield "parent-is-itself.pdf", raw_pdf().replace(b"/Parent 2 0 R", b"/Parent 3 0 R")
    yield "nested-arrays.pdf", raw_pdf(catalog=b"/Deep " + b"[" * 100_000 + b"]" * 100_000)
    yield "nested-states.pdf", raw_pdf(b"q " * 300_000 + TEXT)
    yield "xref-in-a-ring.pdf", raw_pdf(trailer=b"/Prev 9")
    yield "stream-is-its-length.pdf", raw_pdf(stream=b"<< /Length 4 0 R >>\nstream\nx\nendstream")


def form(inner: int, content: bytes = b"/X Do") -> bytes:
    """A drawing that draws another one, by its number."""
    return (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] "
        b"/Resources << /XObject << /X %d 0 R >> >> /Length %d >>\nstream\n%s\nendstream"
    ) % (inner, len(content), content)


def _bombs() -> Iterator[tuple[str, bytes]]:
    yield "pages.pdf", raw_pdf(pages=10_000)
    yield "claimed-pages.pdf", raw_pdf().replace(b"/Count 1", b"/Count 2000000000")
    yield "bomb.pdf", raw_pdf(stream=packed(b" " * 60_000_000))
    yield "bomb-in-bomb.pdf", raw_pdf(stream=packed(packed(b"0" * 30_000_000), times=2))
    yield "letters.pdf", raw_pdf(TEXT.replace(b"Hello world", b"abc " * 200_000))
    yield "texts.pdf", raw_pdf(stream=packed(TEXT * 50_000))
    yield "lines.pdf", raw_pdf(stream=packed(b"0 0 m 9 9 l S 5 5 m 90 5 l S " * 60_000))
    yield (
        "grid.pdf",
        raw_pdf(
            b"".join(b"%d 0 m %d 700 l S 0 %d m 600 %d l S " % (i, i, i, i) for i in range(600))
            + TEXT
        ),
    )


def _encrypted() -> Iterator[tuple[str, bytes]]:
    for name, password in (("open", ""), ("closed", "secret")):
        out = io.BytesIO()
        lock = StandardEncryption(password, ownerPassword="owner", strength=128)
        canvas = Canvas(out, encrypt=lock, invariant=1)
        canvas.drawString(72, 700, "These words are encrypted.")
        canvas.save()
        yield f"encrypted-{name}.pdf", out.getvalue()


def _others() -> Iterator[tuple[str, bytes]]:
    yield "not-a-zip.docx", b"nothing of the kind"
    yield "ole.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)
    yield "without-document.docx", docx("", name="other.xml")
    yield "bomb.docx", docx("<w:p>" + " " * 60_000_000 + "</w:p>")
    yield "paragraphs.docx", docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 60_000)
    yield "deep.docx", docx("<w:sdt>" * 200_000 + "</w:sdt>" * 200_000)
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    laughs = f'<!DOCTYPE d [<!ENTITY e0 "ha">{entities}]><d>&e11;</d>'
    yield "laughs.docx", zipped({"word/document.xml": laughs.encode()})
    outside = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><d>&e;</d>'
    yield "entity.docx", zipped({"word/document.xml": outside.encode()})
    yield "deep.html", b"<div>" * 1_000_000 + b"bottom"
    yield "tables.html", b"<table><tr><td>" * 100_000 + b"cell"
    yield "unclosed.html", b"<p>first</p><!--" + b"<" * 500_000
    yield "wide.html", b"<table><tr>" + b"<td colspan=999>x" * 100_000


def _mutated() -> Iterator[tuple[str, bytes]]:
    """Harmless documents with bytes changed, cut out and doubled."""
    chance = random.Random(5)
    sources = [
        raw_pdf(TEXT * 20),
        raw_pdf(stream=packed(TEXT * 50)),
        dict(_encrypted())["encrypted-open.pdf"],
    ]
    for number in range(MUTATIONS):
        data = bytearray(sources[number % len(sources)])
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(len(data))
            kind = chance.randrange(4)
            if kind == 0:
                data[at] = chance.randrange(256)
            elif kind == 1:
                del data[at : at + chance.randint(1, 40)]
            elif kind == 2:
                data[at:at] = data[at : at + chance.randint(1, 200)]
            else:
                data[at:at] = chance.choice(
                    [b"-1", b"99999999999", b"0 0 R", b"<<", b"]", b"(", b"nan"]
                )
        yield f"mutated-{number}.pdf", bytes(data)


def docx(body: str, *, name: str = "word/document.xml") -> bytes:
    """A Word document with this body."""
    text = f'<w:document xmlns:w="{DOCX}"><w:body>{body}</w:body></w:document>'
    return zipped({name: text.encode()})


def zipped(files: dict[str, bytes]) -> bytes:
    """An archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
