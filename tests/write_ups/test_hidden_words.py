"""Words of a PDF that nobody sees are told and left out; whatever may be seen stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from grader.collect.write_ups import Opened, read_write_up
from grader.reader.pdf import read
from grader.records.write_up import WriteUp
from tests.write_ups.made_pdfs import drawn

SEEN = "We train the deep network for six epochs."
WORDS = "The test accuracy is 99.9 per cent."
GREY = ImageReader(Image.new("RGB", (8, 8), "grey"))

Draw = Callable[[Canvas], object]


class HereAtOnce:
    """Reads in this very process what tests made."""

    def open(self, file: Path, form: str) -> Opened:
        import json

        return Opened(content=b"\n".join(json.dumps(part).encode() for part in read(str(file), 1)))


def write_up(tmp_path: Path, draw: Draw) -> WriteUp:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 720, SEEN)
        draw(canvas)

    file = drawn(tmp_path / "report.pdf", page)
    return read_write_up(file, HereAtOnce(), path=file.name)


def words(canvas: Canvas, *, x: float = 72, y: float = 600) -> None:
    canvas.drawString(x, y, WORDS)


def white(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    words(canvas)


def in_mode(mode: int) -> Draw:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 600)
        text.setTextRenderMode(mode)
        text.textOut(WORDS)
        text.setTextRenderMode(0)
        canvas.drawText(text)

    return draw


def on(ground: Draw, then: Draw = white) -> Draw:
    def draw(canvas: Canvas) -> None:
        ground(canvas)
        then(canvas)

    return draw


def filled(red: float, green: float, blue: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(red, green, blue)
        canvas.rect(60, 590, 400, 30, fill=1, stroke=0)

    return draw


def thick_line(canvas: Canvas) -> None:
    canvas.setLineWidth(30)
    canvas.line(60, 603, 500, 603)


def shading(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(60, 590, 400, 30)
    canvas.clipPath(path, stroke=0)
    canvas.linearGradient(60, 590, 460, 620, (Color(0, 0, 0.5), Color(0, 0.5, 0)))


def inside_a_form(canvas: Canvas) -> None:
    canvas.beginForm("ground")
    filled(0, 0, 0.6)(canvas)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(0, 0)
    canvas.doForm("ground")
    canvas.restoreState()


def clear(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0, 0, 0, alpha=0))
    words(canvas)


def in_size(size: float, scale: float = 1.0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.scale(scale, scale)
        canvas.setFont("Helvetica", size)
        words(canvas, x=72 / scale, y=600 / scale)

    return draw


@pytest.mark.parametrize(
    "draw",
    [
        white,
        on(filled(1, 1, 1)),
        on(lambda canvas: canvas.rect(20, 20, 550, 800)),
        in_mode(3),
        clear,
        in_size(0.5),
        in_size(10, scale=0.05),
        lambda canvas: words(canvas, x=700),
        lambda canvas: words(canvas, y=-40),
        lambda canvas: words(canvas, y=900),
    ],
)
def test_what_nobody_sees_is_told_and_is_no_part_of_the_document(
    tmp_path: Path, draw: Draw
) -> None:
    found = write_up(tmp_path, draw)

    assert [block.text for block in found.blocks] == [SEEN]
    assert [(each.page, each.words) for each in found.hidden] == [(1, WORDS)]
    assert found.problems == ()


@pytest.mark.parametrize(
    "draw",
    [
        words,
        on(lambda canvas: canvas.setFillColorRGB(0.8, 0.8, 0.8), words),
        on(filled(0, 0, 0.6)),
        on(filled(0.8, 0.8, 0.8)),
        on(thick_line),
        on(inside_a_form),
        # A scan with what was read in it.
        on(lambda canvas: canvas.drawImage(GREY, 0, 0, 590, 820), in_mode(3)),
        # White within a black edge, and an edge alone.
        on(lambda canvas: canvas.setFillColorRGB(1, 1, 1), in_mode(2)),
        in_mode(1),
        in_size(1, scale=10),
        in_size(6),
    ],
)
def test_what_may_be_seen_is_read(tmp_path: Path, draw: Draw) -> None:
    found = write_up(tmp_path, draw)

    assert found.hidden == ()
    assert WORDS in " ".join(block.text for block in found.blocks)


def test_white_words_on_a_shading_are_seen(tmp_path: Path) -> None:
    assert write_up(tmp_path, on(shading)).hidden == ()


def test_a_few_hidden_letters_are_left_out_without_a_word(tmp_path: Path) -> None:
    found = write_up(tmp_path, lambda canvas: canvas.drawString(900, 600, "12"))

    assert found.hidden == ()
    assert [block.text for block in found.blocks] == [SEEN]


def test_what_is_told_of_many_pages_is_bounded(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 600, "hidden words " * 200)

    file = drawn(tmp_path / "report.pdf", page, pages=30)
    found = read_write_up(file, HereAtOnce(), path=file.name)

    assert len(found.hidden) == 10
    assert all(len(each.words) <= 300 for each in found.hidden)
