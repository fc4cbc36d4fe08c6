"""Made-up figures: records by hand, as the probe would leave them."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from grader.records import (
    Account,
    Block,
    BlockKind,
    CurvePoint,
    HandedIn,
    Kind,
    Place,
    Plot,
    PlotAxes,
    PlotImage,
    PlotSeries,
    Source,
    Statements,
    Training,
    WriteUp,
)

NOTEBOOK = "a2.ipynb"


def falling(count: int = 40, *, start: float = 2.3, end: float = 0.4) -> list[float]:
    """Losses that fall and settle."""
    return [end + (start - end) * math.exp(-8 * n / count) for n in range(count)]


def rising(count: int = 40, *, end: float = 0.85) -> list[float]:
    """Accuracies, as shares, that rise and settle."""
    return [end - (end - 0.1) * math.exp(-8 * n / count) for n in range(count)]


def line(values: Sequence[float], label: str = "", **changes: Any) -> PlotSeries:
    """A curve over 0, 1, 2, ..."""
    x = tuple(float(n) for n in range(len(values)))
    series = PlotSeries(label=label, kind="line", length=len(values), x=x, y=tuple(values))
    return replace(series, **changes)


def axes(*series: PlotSeries, x: str = "", y: str = "", title: str = "", **more: Any) -> PlotAxes:
    """One pair of axes with these names."""
    made = PlotAxes(
        title=title,
        x_label=x,
        y_label=y,
        x_scale="linear",
        y_scale="linear",
        x_limits=(0.0, 40.0),
        y_limits=(0.0, 1.0),
        series=series,
    )
    return replace(made, **more)


def figure(*parts: PlotAxes, cell: int = 0, title: str = "", **changes: Any) -> Plot:
    """A figure that the run drew."""
    made = Plot(
        title=title or next((part.title for part in parts if part.title), ""),
        series=tuple(each.label for part in parts for each in part.series if each.label),
        kind=Kind.OBSERVED,
        place=Place(file=NOTEBOOK, cell=cell),
        axes=parts,
        image_axes=sum(bool(part.images) for part in parts),
    )
    return replace(made, **changes)


def curves(*series: PlotSeries, cell: int = 0, **names: Any) -> Plot:
    """A figure with one pair of axes."""
    return figure(axes(*series, **names), cell=cell)


def image(content: int, *, shape: tuple[int, ...] = (64, 64), **changes: Any) -> PlotImage:
    """An image whose values are told apart by a number."""
    levels = bytes((37 * content * (n + 1) + n * n) % 256 for n in range(64))
    made = PlotImage(
        kind="image",
        shape=shape,
        colour=False,
        map="gray",
        minimum=-0.5,
        maximum=0.5,
        digest=f"{content:016x}",
        thumbnail=levels.hex(),
        roughness=0.1,
    )
    return replace(made, **changes)


def grid(
    contents: Sequence[int], *titles: str, cell: int = 0, title: str = "", **changes: Any
) -> Plot:
    """A figure with one image on each pair of axes."""
    names = [*titles, *[""] * len(contents)][: len(contents)]
    parts = [
        axes(title=name, images=(image(content, **changes),))
        for content, name in zip(contents, names, strict=True)
    ]
    return figure(*parts, cell=cell, title=title)


def saved_picture(cell: int) -> Plot:
    """A picture that was saved with the notebook."""
    place = Place(file=NOTEBOOK, cell=cell)
    return Plot(title="", series=(), kind=Kind.CLAIMED, place=place)


def trained(
    losses: Sequence[float], network: str = "n1", *, run: str = "t1", cell: int = 0, **more: Any
) -> Training:
    """A run with these mean losses of its epochs."""
    made = Training(
        network=network,
        optimizer="sgd",
        learning_rate=0.1,
        momentum=None,
        weight_decay=None,
        batch_size=100,
        epochs=len(losses),
        loss="cross_entropy",
        schedule="constant",
        kind=Kind.OBSERVED,
        place=Place(file=NOTEBOOK, cell=cell),
        run=run,
        cells=(cell,),
        epochs_finished=len(losses),
        steps=10 * len(losses),
        epoch_losses=tuple(CurvePoint(at=n + 1, value=v) for n, v in enumerate(losses)),
    )
    return replace(made, **more)


def code(text: str, cell: int = 0, **changes: Any) -> HandedIn:
    """One cell of code, as it was handed in."""
    source = replace(Source(place=Place(file=NOTEBOOK, cell=cell), text=text), **changes)
    return HandedIn(files=(NOTEBOOK,), sources=(source,), has_code=True, is_code_whole=True)


def report(caption: str, inside: str = "", **changes: Any) -> Account:
    """A PDF with one figure."""
    place = Place(file="report.pdf", page=3)
    blocks = (
        Block(kind=BlockKind.TEXT, text="We trained.", place=place),
        Block(kind=BlockKind.FIGURE, text=inside, place=place, number="Figure 1"),
        Block(kind=BlockKind.CAPTION, text=caption, place=place, number="Figure 1"),
    )
    write_up = replace(WriteUp(path="report.pdf", format="pdf", blocks=blocks), **changes)
    return Account(write_up=write_up, statements=Statements(document="report.pdf"))
