"""Figures that a run showed or saved, as data; and pictures that were saved with a notebook."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from grader.collect.probe_files import Shape, Size, Strict, read_bytes, read_model
from grader.errors import ProbeError
from grader.records import (
    Kind,
    NotebookRun,
    Place,
    Plot,
    PlotAxes,
    PlotImage,
    PlotSeries,
    Submission,
)

MOST_PLOTS = 300
"""Figures of one run; the probe keeps no more."""
MOST_SAVED_IN_CELL = 20
LARGEST_FACTS = 1024 * 1024
LARGEST_PICTURE = 64 * 1024
LARGEST_IN_ALL = 8 * 1024 * 1024
"""Bytes of facts of one run's figures together."""
MOST_PIXELS = 4_000
"""Of one side: a picture of few bytes may unfold to gigabytes in whoever looks at it."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"

Keep = Callable[[bytes], str]
"""Stores bytes and gives back their digest."""
Words = Annotated[str, Field(max_length=300)]
Word = Annotated[str, Field(max_length=40)]
Number = Annotated[float | None, Field(ge=-1e300, le=1e300)]
Numbers = Annotated[tuple[Number, ...], Field(max_length=300)]
Limits = tuple[Number, Number] | None
WordList = Annotated[tuple[Words, ...], Field(max_length=400)]


class SeriesEntry(Strict):
    """One series as the probe read it."""

    label: Words
    kind: Annotated[str, Field(pattern="^[a-z]{1,12}$")]
    length: Size | None
    x: Numbers
    y: Numbers


class ImageEntry(Strict):
    """One image as the probe read it."""

    kind: Annotated[str, Field(pattern="^(image|heatmap)$")]
    shape: Annotated[Shape, Field(min_length=2, max_length=3)]
    colour: bool
    map: Word
    minimum: Number
    maximum: Number
    tiles: Size | None
    digest: Annotated[str, Field(pattern="^([0-9a-f]{16})?$")]
    thumbnail: Annotated[str, Field(pattern="^([0-9a-f]{128})?$")]
    roughness: Annotated[float | None, Field(ge=0, le=1)]


class AxesEntry(Strict):
    """One pair of axes as the probe read it."""

    title: Words
    x_label: Words
    y_label: Words
    x_scale: Word
    y_scale: Word
    x_limits: Limits
    y_limits: Limits
    x_ticks: WordList
    y_ticks: WordList
    legend: WordList
    row: Size | None
    column: Size | None
    series: Annotated[tuple[SeriesEntry, ...], Field(max_length=100)]
    images: Annotated[tuple[ImageEntry, ...], Field(max_length=100)]


class PlotFile(Strict):
    """One figure as the probe read it."""

    format: int
    cell: Size | None
    title: Words
    legend: WordList
    rows: Size | None
    columns: Size | None
    image_axes: Size
    axes: Annotated[tuple[AxesEntry, ...], Field(max_length=100)]


def collect_plots(run: NotebookRun, keep: Keep) -> Iterator[Plot]:
    """The figures of one notebook's run, in the order in which they were first drawn.

    Raises `ProbeError` after the last of them when others are there and cannot be read.
    """
    folder, problems, size = Path(run.probe_folder), [], 0
    for number in range(1, MOST_PLOTS + 1):
        path = folder / f"plot-{number}.json"
        if not path.exists():
            continue
        try:
            size += path.lstat().st_size
            if size > LARGEST_IN_ALL:
                raise ProbeError(f"{path.name}: all figures together are too large")
            yield _plot(run, read_model(path, PlotFile, largest=LARGEST_FACTS), path, keep)
        except ProbeError as error:
            problems.append(error)
    if problems:
        raise problems[0]


def saved_plots(submission: Submission) -> tuple[Plot, ...]:
    """One record for each picture that was saved with a notebook: nobody saw it being drawn."""
    return tuple(
        Plot(
            title="",
            series=(),
            kind=Kind.CLAIMED,
            place=Place(file=notebook.path, cell=cell.index),
        )
        for notebook in submission.notebooks
        for cell in notebook.cells
        for _ in range(min(cell.saved_pictures, MOST_SAVED_IN_CELL))
    )


def _plot(run: NotebookRun, entry: PlotFile, path: Path, keep: Keep) -> Plot:
    picture = _picture(path.with_suffix(".png"))
    titles = (entry.title, *(axes.title for axes in entry.axes))
    return Plot(
        title=next(filter(None, titles), ""),
        series=tuple(each.label for axes in entry.axes for each in axes.series if each.label),
        kind=Kind.OBSERVED,
        place=Place(file=run.path, cell=entry.cell),
        axes=tuple(map(_axes, entry.axes)),
        legend=entry.legend,
        rows=entry.rows,
        columns=entry.columns,
        image_axes=entry.image_axes,
        picture_blob=keep(picture) if picture else "",
    )


def _axes(entry: AxesEntry) -> PlotAxes:
    plain = entry.model_dump(exclude={"series", "images"})
    return PlotAxes(
        **plain,
        series=tuple(PlotSeries(**dict(each)) for each in entry.series),
        images=tuple(PlotImage(**dict(each)) for each in entry.images),
    )


def _picture(path: Path) -> bytes:
    """The picture of a figure; empty if there is none that may be shown."""
    try:
        content = read_bytes(path, largest=LARGEST_PICTURE)
    except ProbeError:
        # Its facts tell more than it does.
        return b""
    width, height = (int.from_bytes(content[start : start + 4], "big") for start in (16, 20))
    fits = 0 < width <= MOST_PIXELS and 0 < height <= MOST_PIXELS
    return content if fits and content.startswith(_SIGNATURE) else b""
