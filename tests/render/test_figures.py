"""Figures in words and as small pictures, as many as a page has room for."""

import base64
from dataclasses import replace

from grader.records import Kind, Plot, PlotAxes, PlotImage, PlotSeries
from grader.render.figures import LARGEST_TOGETHER, MOST_FIGURES, figure_rows, figure_words
from grader.render.page import Page, make_page
from grader.render.report import render_html
from tests.render.invented import a_place, a_rich_verdict, an_evidence

PNG = b"\x89PNG\r\n\x1a\n..."
AXES = PlotAxes(
    title="", x_label="epoch", y_label="loss", x_scale="linear", y_scale="log",
    x_limits=None, y_limits=None,
)  # fmt: skip
PLOT = Plot(
    title="Loss", series=(), kind=Kind.OBSERVED, place=a_place(4), picture_blob="digest"
)  # fmt: skip


def page_with(*plots: Plot, picture: bytes = PNG) -> Page:
    """The report on a run that drew these figures."""
    return make_page(
        a_rich_verdict(),
        an_evidence(plots=plots),
        graded_on="2026-11-20",
        picture=lambda digest: picture if digest else b"",
    )


def a_series(kind: str, label: str = "") -> PlotSeries:
    """Two points of something."""
    return PlotSeries(label=label, kind=kind, length=2, x=(0.0, 1.0), y=(1.0, 0.5))


def an_image(kind: str = "image", tiles: int | None = None) -> PlotImage:
    """A small grey image."""
    return PlotImage(
        kind=kind, shape=(8, 8), colour=False, map="gray", minimum=0, maximum=1, tiles=tiles
    )


def test_a_figure_is_told_in_one_line() -> None:
    curves = replace(
        PLOT,
        series=("train", "val"),
        axes=(replace(AXES, series=(a_series("line", "train"), a_series("line", "val"))),),
    )
    tiles = replace(
        PLOT, image_axes=1, axes=(replace(AXES, y_scale="linear", images=(an_image(tiles=64),)),)
    )
    mixed = replace(
        PLOT,
        axes=(replace(AXES, x_label="", y_label="", series=(a_series("errorbar"),) * 2),) * 2,
    )
    matrix = replace(PLOT, axes=(replace(AXES, y_scale="", images=(an_image("heatmap"),)),))

    assert figure_words(curves) == "2 lines (train, val), y logarithmic, loss over epoch"
    assert figure_words(tiles) == "1 image, a grid of 64 tiles, loss over epoch"
    assert figure_words(mixed) == "4 lines with error bars, y logarithmic"
    assert figure_words(matrix) == "1 heatmap, loss over epoch"
    assert figure_words(PLOT) == "nothing that we can name"


def test_a_figure_is_shown_inside_the_page_with_its_place() -> None:
    html = render_html(page_with(replace(PLOT, title="Loss <b> & more")))

    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in html
    assert "Loss &lt;b&gt; &amp; more" in html
    assert "Figures that your notebook drew" in html


def test_a_page_shows_no_more_figures_than_it_has_room_for() -> None:
    many = page_with(*(PLOT,) * (MOST_FIGURES + 3))
    large = page_with(PLOT, PLOT, PLOT, picture=PNG + b"x" * (LARGEST_TOGETHER // 2 - 20))

    assert (len(many.figures), many.more_figures) == (MOST_FIGURES, "and 3 more figures")
    assert (len(large.figures), large.figure_count) == (2, "3")


def test_only_what_the_run_drew_is_shown() -> None:
    claimed = replace(PLOT, kind=Kind.CLAIMED, picture_blob="")
    lost = replace(PLOT, picture_blob="")

    page = page_with(claimed, lost)

    assert page.figures == ()
    assert "Figures that" not in render_html(page)
    assert figure_rows(an_evidence(plots=(PLOT,)), lambda _: b"") == ()
