"""Copies of PDFs with notes: over the right words, sound, and never in place of a refusal."""

import io
import json
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import ImageChops

from grader.cli import main
from grader.sandbox import choose_wall
from grader.sandbox.reading import ReadingRoom
from tests.write_up_command.conftest import Says
from tests.write_ups.hostile_files import hostile_files
from tests.write_ups.made_pdfs import BOOK, document, table, two_columns, words

pytestmark = pytest.mark.sandbox
PROSE = "The test accuracy is 85.31 %, and it is 85.31 % for the deep one, as 84.39 % shows. "
WRONG = "The text says 85.31 %, the table says 85.13 % — “shallow”."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return document(
        tmp_path / "report.pdf",
        [words("1 Results", "Heading1"), words(PROSE), words(PROSE * 6), table(BOOK)],
    )


def annotations(path: Path, kind: str) -> list[Any]:
    reader = pypdf.PdfReader(path)
    return [
        each.get_object()
        for page in reader.pages
        for each in page.get("/Annots", ())
        if each.get_object()["/Subtype"] == kind
    ]


def text_below(path: Path, box: list[float]) -> str:
    """The words of the first page inside a box."""
    page = pypdfium2.PdfDocument(path)[0]
    left, bottom, right, top = map(float, box)
    found: str = page.get_textpage().get_text_bounded(left, bottom, right, top)
    return " ".join(found.split())


def test_the_words_of_a_statement_and_no_others_are_highlighted(
    report: Path, says: Says, tmp_path: Path
) -> None:
    says("85.31 %, and", "inconsistent", WRONG, other="85.13")
    out = tmp_path / "marked.pdf"

    assert main(["writeup", str(report), "--annotated", str(out)]) == 1

    (highlight,) = annotations(out, "/Highlight")
    assert text_below(out, highlight["/Rect"]) == "85.31 %, and"
    assert highlight["/Contents"] == WRONG
    (line,) = annotations(out, "/Underline")
    assert text_below(out, line["/Rect"]) == "85.13"
    assert [note["/Contents"] for note in annotations(out, "/Text")] == [WRONG, WRONG]


def test_both_sides_lead_to_each_other(report: Path, says: Says, tmp_path: Path) -> None:
    says("85.31", "inconsistent", WRONG, other="85.13")
    out = tmp_path / "marked.pdf"
    main(["writeup", str(report), "--annotated", str(out)])

    here, there = annotations(out, "/Link")
    assert {text_below(out, link["/Rect"]) for link in (here, there)} == {"85.31", "85.13"}
    page: Any = pypdf.PdfReader(out).pages[0].indirect_reference
    assert all(link["/Dest"][0].idnum == page.idnum for link in (here, there))
    assert here["/Dest"][3] < there["/Dest"][3]


def test_a_highlight_goes_over_lines_and_columns_and_nothing_else_changes(
    says: Says, tmp_path: Path
) -> None:
    report = two_columns(tmp_path / "report.pdf", [words(PROSE * 30)])
    says("it is 85.31 % for the deep one, as 84.39 % shows", "inconsistent", WRONG)
    out = tmp_path / "marked.pdf"
    main(["writeup", str(report), "--annotated", str(out)])

    (highlight,) = annotations(out, "/Highlight")
    assert len(highlight["/QuadPoints"]) >= 16
    assert out.read_bytes().startswith(report.read_bytes())
    before, after = (pypdfium2.PdfDocument(path) for path in (report, out))
    assert before[0].get_textpage().get_text_range() == after[0].get_textpage().get_text_range()
    changed = ImageChops.difference(
        before[0].render().to_pil().convert("RGB"), after[0].render().to_pil().convert("RGB")
    )
    assert changed.getbbox() is not None


def test_a_power_of_ten_is_highlighted_with_its_exponent(says: Says, tmp_path: Path) -> None:
    text = "We train with a rate of 5 · 10<super rise=3.2 size=7>-4</super> and a batch of 64. " * 4
    report = document(tmp_path / "report.pdf", [words(text)])
    says("10^{-4}", "inconsistent", WRONG)
    out = tmp_path / "marked.pdf"
    main(["writeup", str(report), "--annotated", str(out)])

    (highlight,) = annotations(out, "/Highlight")
    left, _, right, _ = map(float, highlight["/Rect"])
    assert 14 < right - left < 26


def test_what_cannot_be_told_is_marked_fainter_and_what_agrees_is_not(
    report: Path, says: Says, tmp_path: Path
) -> None:
    says("85.31", "cannot_tell", "There is no code.")
    says("84.39", "consistent", "Twice the same.")
    out = tmp_path / "marked.pdf"

    assert main(["writeup", str(report), "--annotated", str(out)]) == 0
    (highlight,) = annotations(out, "/Highlight")
    assert text_below(out, highlight["/Rect"]) == "85.31"
    assert not annotations(out, "/Text")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("encrypted-open.pdf", "it is encrypted"),
        ("noise.pdf", "it is damaged"),
    ],
)
def test_where_no_sound_copy_can_be_made_none_is_written(
    name: str,
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / name
    path.write_bytes(dict(hostile_files())[name])
    out = tmp_path / "marked.pdf"

    assert main(["writeup", str(path), "--annotated", str(out)]) == 2
    assert told in capsys.readouterr().err
    assert not out.exists()


def test_a_turned_page_of_an_odd_size_is_marked_where_its_words_are(
    report: Path, says: Says, tmp_path: Path
) -> None:
    writer = pypdf.PdfWriter(clone_from=report)
    writer.pages[0].rotate(90)
    writer.pages[0].mediabox = pypdf.generic.RectangleObject((-80, -40, 700, 900))
    turned = io.BytesIO()
    writer.write(turned)
    report.write_bytes(turned.getvalue())
    says("84.39", "inconsistent", WRONG)
    out = tmp_path / "marked.pdf"
    main(["writeup", str(report), "--annotated", str(out)])

    (highlight,) = annotations(out, "/Highlight")
    assert text_below(out, highlight["/Rect"]) == "84.39"


def test_of_broken_files_a_copy_opens_or_there_is_none(tmp_path: Path) -> None:
    spot = {"page": 1, "box": [0, 0, 600, 800], "words": "Hello", "nth": 0}
    mark = {"number": 1, "kind": "disagrees", "note": "漢字 😀 )", "link": None, "pieces": [spot]}
    room = ReadingRoom(choose_wall("bubblewrap"), seconds=3)
    endings = set()
    try:
        for name, content in [each for each in hostile_files() if "mutated" in each[0]][:14]:
            path = tmp_path / name
            path.write_bytes(content)
            noted = room.note(path, json.dumps([mark]))
            endings.add(noted.ending)
            assert bool(noted.content) is not bool(noted.ending)
            if noted.content:
                assert pypdfium2.PdfDocument(noted.content)[0].render()
    finally:
        room.close()

    assert {"", "damaged"} <= endings
