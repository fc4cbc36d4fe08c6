"""Documents of Word, pages of HTML, notebooks, and whole submissions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.collect.write_ups import Opened, read_notebook, read_write_ups
from grader.ingest import DEFAULT, read_class
from grader.records import Cell, Notebook
from grader.records.write_up import BlockKind, WriteUp
from grader.sandbox.reading import ReadingRoom
from tests.write_ups.finding import headings, holding, only
from tests.write_ups.hostile_files import zipped

Open = Callable[[Path], WriteUp]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
STYLES = f"""<w:styles {W}>
<w:style w:styleId="H1"><w:name w:val="heading 1"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="H2"><w:name w:val="heading 2"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="C"><w:name w:val="caption"/></w:style></w:styles>"""
NUMBERS = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
HTML = """<html><head><title>x</title></head><body><h1>Report</h1><h2>1.1 Training</h2>
<p>We train with <b>Adam</b>, lr 10<sup>-4</sup>, and get 85.13&nbsp;%.<ul><li>first<li>second</ul>
<table><tr><th>Model<th>Val</tr><tr><td>A<td>83.65</table><script>var a = "<p>no</p>";</script>
<div class="output"><pre>epoch 1
loss 2</pre></div><pre><code class="language-python">x = 1</code></pre><h2>1.2 Empty</h2></html>"""


def paragraph(text: str, style: str = "", *, extra: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r>{extra}</w:p>"


@pytest.mark.sandbox
def test_a_word_document_gives_the_numbers_that_word_puts_before_headings(
    opened: Open, tmp_path: Path
) -> None:
    power = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>-3</m:t></m:r></m:sup>"
        "</m:sSup></m:oMath>"
    )
    cells = "".join(
        f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("Model", "Val"), ("A", "83.65"))
    )
    body = (
        paragraph("Networks", "H1") + paragraph("Shallow", "H2") + paragraph("Nothing", "H2")
        + paragraph("Deep", "H1") + paragraph("The rate is ", extra=power)
        + f"<w:tbl>{cells}</w:tbl>" + paragraph("Table 1: Accuracies", "C")
    )  # fmt: skip
    document = f"<w:document {W} {M}><w:body>{body}</w:body></w:document>"
    path = tmp_path / "a.docx"
    path.write_bytes(
        zipped(
            {
                "word/document.xml": document.encode(),
                "word/styles.xml": STYLES.encode(),
                "word/numbering.xml": NUMBERS.encode(),
            }
        )
    )
    found = opened(path)

    assert headings(found) == [
        ("1", "Networks"), ("1.1", "Shallow"), ("1.2", "Nothing"), ("2", "Deep"),
    ]  # fmt: skip
    assert holding(found, "rate").text == "The rate is 10^{-3}"
    assert only(found, BlockKind.TABLE).rows == (("Model", "Val"), ("A", "83.65"))
    assert only(found, BlockKind.TABLE).number == "Table 1"


@pytest.mark.sandbox
def test_a_page_of_html_gives_its_words_and_nothing_of_its_scripts(
    opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "a.html"
    path.write_text(HTML)
    found = opened(path)

    assert headings(found) == [("", "Report"), ("1.1", "Training"), ("1.2", "Empty")]
    assert holding(found, "Adam").text == "We train with Adam, lr 10^{-4}, and get 85.13 %."
    assert only(found, BlockKind.TABLE).rows == (("Model", "Val"), ("A", "83.65"))
    assert only(found, BlockKind.OUTPUT).text == "epoch 1\nloss 2"
    assert only(found, BlockKind.LISTING).language == "python"
    assert not any(block.text == "no" for block in found.blocks)


def test_code_below_a_heading_of_a_notebook_fills_its_section() -> None:
    sources = ("## 1.1 Model", "net = Net()", "## 1.2 Nothing", "## 1.3 Words\n\nHere.")
    cells = tuple(
        Cell(index=index, kind="markdown" if source.startswith("#") else "code", source=source)
        for index, source in enumerate(sources)
    )
    found = read_notebook(Notebook(path="a.ipynb", cells=cells))

    assert [section.number for section in found.sections if section.is_empty] == ["1.2"]


class Nobody:
    """Opens nothing."""

    def open(self, file: Path, form: str) -> Opened:
        return Opened(ending="crash")


def test_a_submission_gives_its_documents_and_the_prose_of_its_notebooks(tmp_path: Path) -> None:
    folder = tmp_path / "class" / "student"
    folder.mkdir(parents=True)
    (folder / "report.md").write_text("# 1.1 Weights\n\nThe accuracy is 85.13 %.")
    (folder / "report.pdf").write_bytes(b"%PDF-")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (folder / "long.txt").write_text("x" * 3_000_000)
    (folder / "a.ipynb").write_text(
        '{"nbformat": 4, "metadata": {}, "cells": ['
        '{"cell_type": "markdown", "source": "## Q2\\n\\nWe use SGD."},'
        '{"cell_type": "code", "source": "1", "outputs": '
        '[{"output_type": "stream", "name": "stdout", "text": "acc 0.85"}]}]}'
    )
    (submission,) = read_class(tmp_path / "class", into=tmp_path / "private", limits=DEFAULT)

    found = {each.path: each for each in read_write_ups(submission, Nobody())}

    assert sorted(found) == ["a.ipynb", "long.txt", "old.doc", "report.md", "report.pdf"]
    assert holding(found["report.md"], "accuracy").question == "1.1"
    printed = only(found["a.ipynb"], BlockKind.OUTPUT)
    assert (printed.text, printed.place.cell, printed.question) == ("acc 0.85", 1, "2")
    assert holding(found["a.ipynb"], "SGD").place.line == 3
    for path in ("long.txt", "old.doc", "report.pdf"):
        assert found[path].problems
        assert not found[path].has_text


@pytest.mark.sandbox
def test_a_write_up_survives_being_stored(room: ReadingRoom, tmp_path: Path) -> None:
    from pydantic import TypeAdapter

    from grader.collect.write_ups import read_write_up

    path = Path(__file__).with_name("typeset.pdf")
    found = read_write_up(path, room, path="typeset.pdf")
    adapter = TypeAdapter(WriteUp)

    assert adapter.validate_json(adapter.dump_json(found)) == found
