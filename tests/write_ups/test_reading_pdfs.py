"""PDFs of real producers, and of one that writes every letter on its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typst
from reportlab.pdfgen.canvas import Canvas

from grader.records.write_up import BlockKind, WriteUp
from tests.write_ups.finding import blocks_of, headings, holding, only
from tests.write_ups.made_pdfs import (
    BOOK,
    CELLS,
    GRID,
    PROSE,
    code,
    document,
    drawn,
    gap,
    glyph_by_glyph,
    raw_pdf,
    table,
    two_columns,
    words,
)

pytestmark = pytest.mark.sandbox

Open = Callable[[Path], WriteUp]
ROWS = tuple(map(tuple, CELLS))
SOURCE = "import torch\n\nfor epoch in range(10):\n    if epoch:\n        print(epoch, 0.1)"


def test_a_typeset_report_of_two_columns_is_read_column_by_column(opened: Open) -> None:
    found = opened(Path(__file__).with_name("typeset.pdf"))

    assert headings(found) == [
        ("", "Two columns"), ("1", "Method"), ("1.1", "Results"), ("1.2", "Empty"),
        ("2", "Conclusion"),
    ]  # fmt: skip
    assert [section.title for section in found.sections if section.is_empty] == ["Empty"]
    method = holding(found, "We train with")
    assert "rate of 10^{-3} and a weight decay of 5 × 10^{-4}, as Figure 1 shows" in method.text
    assert only(found, BlockKind.TABLE).rows[1] == ("1e-3", "82.79", "0.11")
    assert only(found, BlockKind.TABLE).number == "Table 1"
    listing = only(found, BlockKind.LISTING)
    assert listing.text == "def step(batch):\n    loss = net(batch)\n    return loss"
    assert listing.language == "python"


def test_words_inside_a_plot_belong_to_the_figure_and_not_to_the_text(opened: Open) -> None:
    found = opened(Path(__file__).with_name("typeset.pdf"))

    figure = only(found, BlockKind.FIGURE)
    assert {"Epoch", "Loss", "Loss curve"} <= set(figure.text.split("\n"))
    assert figure.number == "Figure 1"
    assert not any("Epoch" in block.text for block in blocks_of(found, BlockKind.TEXT))


def test_a_report_of_one_column_gives_its_paragraphs_tables_and_code(
    opened: Open, tmp_path: Path
) -> None:
    story = [
        words("Report on networks", "Title"), words("Q2. Shallow MLP", "Heading1"),
        words("2.1 Fixed learning rate", "Heading2"), words(PROSE * 4), table(GRID),
        words("Table 1: Accuracies"), words("2.2 Nothing here", "Heading2"),
        words("Q3. Deep MLP", "Heading1"), words(PROSE * 30), code(SOURCE),
    ]  # fmt: skip
    found = opened(document(tmp_path / "one.pdf", story, footer="CS324, s123456"))

    assert headings(found) == [
        ("", "Report on networks"), ("2", "Shallow MLP"), ("2.1", "Fixed learning rate"),
        ("2.2", "Nothing here"), ("3", "Deep MLP"),
    ]  # fmt: skip
    assert [section.number for section in found.sections if section.is_empty] == ["2.2"]
    assert holding(found, "Report").question == ""
    first, second = blocks_of(found, BlockKind.TEXT)
    assert (first.text, first.question) == ((PROSE * 4).strip(), "2.1")
    # It goes on over the end of the page; what stands there on every page is not part of it.
    assert (second.text, second.question) == ((PROSE * 30).strip(), "3")
    assert only(found, BlockKind.TABLE).rows == ROWS
    assert only(found, BlockKind.TABLE).header_rows == 1
    assert only(found, BlockKind.LISTING).text == SOURCE


def test_every_character_leads_back_to_its_page_and_line(opened: Open, tmp_path: Path) -> None:
    found = opened(document(tmp_path / "places.pdf", [words(PROSE * 40)]))

    (block,) = found.blocks
    last = block.place_of(len(block.text) - 1)
    assert block.place_of(0).page == 1
    assert last.page == 2
    assert last.box is not None
    left, bottom, right, top = last.box
    assert 50 < left < right < 550
    assert 5 < top - bottom < 15


@pytest.mark.parametrize("style", [GRID, BOOK, []], ids=["grid", "three lines", "no lines"])
def test_tables_are_found_by_lines_or_by_aligned_columns(
    opened: Open, tmp_path: Path, style: list[Any]
) -> None:
    found = opened(document(tmp_path / "t.pdf", [words(PROSE), table(style), words(PROSE)]))

    assert only(found, BlockKind.TABLE).rows == ROWS
    assert [block.text for block in blocks_of(found, BlockKind.TEXT)] == [PROSE.strip()] * 2


def test_two_columns_of_text_are_not_mistaken_for_a_table(opened: Open, tmp_path: Path) -> None:
    story = [words("1. Introduction", "Heading2"), words(PROSE * 14), gap(30), words(PROSE * 8)]
    found = opened(two_columns(tmp_path / "two.pdf", story))

    assert [block.text for block in blocks_of(found, BlockKind.TEXT)] == [
        (PROSE * 14).strip(),
        (PROSE * 8).strip(),
    ]
    assert not blocks_of(found, BlockKind.TABLE)


def test_letters_drawn_one_by_one_in_any_order_become_words(opened: Open, tmp_path: Path) -> None:
    text = f"{PROSE}The test accuracy was 85.13 % at epoch 240."
    found = opened(drawn(tmp_path / "glyphs.pdf", lambda canvas: glyph_by_glyph(canvas, text)))

    assert [block.text for block in found.blocks] == [text]


def test_a_page_that_lies_on_its_side_is_read_upright(opened: Open, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        for number, line in enumerate((PROSE * 2).split("; ")):
            canvas.drawString(60, -60 - 14 * number, line)

    found = opened(drawn(tmp_path / "side.pdf", draw))

    assert found.blocks[0].text.startswith("The network was trained for many epochs")
    box = found.blocks[0].place.box
    assert box is not None
    assert box[3] - box[1] > 300


def test_a_scan_is_recognised_and_waits_for_a_person(opened: Open, tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    page = ImageReader(Image.new("L", (60, 80), 200))
    path = drawn(tmp_path / "s.pdf", lambda canvas: canvas.drawImage(page, 0, 0, 595, 842), pages=2)
    found = opened(path)

    assert not found.has_text
    assert found.problems == (
        "It has no text layer: a person must read it, or it must be handed in as text.",
    )


def test_signs_without_known_letters_are_said_to_be_unreadable(
    opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "signs.pdf"
    path.write_bytes(raw_pdf(b"BT /F 12 Tf 72 700 Td <" + b"01020304" * 50 + b"> Tj ET"))
    found = opened(path)

    assert not found.has_text
    assert found.problems == (
        "Page 1 is unreadable: the file does not say which letters its signs are.",
    )


def test_of_ten_thousand_pages_the_first_are_read_and_it_is_said(
    opened: Open, tmp_path: Path
) -> None:
    path = tmp_path / "many.pdf"
    path.write_bytes(raw_pdf(pages=10_000))
    found = opened(path)

    assert found.pages == 10_000
    assert found.blocks[-1].place.page == 200
    assert found.problems == ("It has 10,000 pages, and only the first 200 were read.",)


def test_a_heading_before_a_line_of_formulas_is_a_heading(opened: Open, tmp_path: Path) -> None:
    # Formulas may be set in another size than the words around them, headings are so on purpose.
    source = (
        "= Sizes\nThe network has few units.\n\n== Part 3: Three layers\n"
        "The parameters are $3072 dot 110 + 110 = 338030$, $110 dot 74 + 74 = 8214$ and "
        "$74 dot 10 + 10 = 750$, together 346994."
    )
    file, text = tmp_path / "report.pdf", tmp_path / "report.typ"
    text.write_text(source, "utf-8")
    typst.compile(str(text), output=str(file))

    found = opened(file)

    assert headings(found) == [("", "Sizes"), ("3", "Three layers")]
    assert "together 346994" in holding(found, "The parameters are").text


def test_thousands_in_formulas_are_one_number_and_lists_stay_lists(
    opened: Open, tmp_path: Path
) -> None:
    source = (
        "= Counting\n\nIn all $456 + 2,416 + 48,120 + 850 = 51,842$ parameters, where the first "
        "layer makes $6 times 28 times 28 = 4,704$ numbers. We tried $n = 128,256$ and widths "
        "of ${32,128,512}$ with pixels in $[0,255]$.\n"
    )
    file, text = tmp_path / "report.pdf", tmp_path / "report.typ"
    text.write_text(source, "utf-8")
    typst.compile(str(text), output=str(file))

    found = holding(opened(file), "In all").text

    assert "456 + 2,416 + 48,120 + 850 = 51,842 parameters" in found
    assert "= 4,704 numbers" in found
    assert "128, 256" in found
    assert "32, 128, 512" in found
    assert "0, 255" in found
