"""The command `draw`: one run of each recipe, and pictures of what its network learns."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from reference.command.learnt import (
    Snapshot,
    are_eigenfaces,
    can_be_drawn,
    pages_of,
    pages_of_eigenfaces,
)
from reference.command.pages import Bars, Grid, Page, Row
from reference.command.pictures import LEFT, get_ready, head_inches, new_figure, title_of, write
from reference.command.progress import Line
from reference.command.units import Array
from reference.command.words import epochs_in_words, regime_in_words
from reference.data import Source
from reference.data.records import Splits
from reference.recipe import Recipe
from reference.training.device import DeviceData
from reference.training.stack import Member, Networks
from reference.training.study import data_of, origin_of
from reference.training.train import train_together

SEED = 0
SPREAD = 4
"""Epochs that are drawn beside the first ones, a constant ratio apart, the last included."""
LABEL, MARGIN, GAP, ABOVE, HEADING = 1.4, 0.15, 0.04, 0.16, 0.28
LARGEST_CELL, WIDEST, NARROWEST = 1.0, 13.0, 8.0
BAR_PAGE = (9.0, 3.4)
"""All in inches: of pages, and of what is on them."""
SIGNED, GREY = "RdBu_r", "gray"
LIVE_COLOUR, DEAD_COLOUR = "#0072b2", "#999999"

Told = Callable[[str], None]


def draw_all(
    recipes: Iterable[Recipe], source: Source, folder: Path, *, epochs: int | None, device: str
) -> Iterator[str]:
    """Train and draw one recipe after another; the pictures, and what cannot be drawn."""
    get_ready(folder)
    undrawn, line = [], Line()
    for recipe in recipes:
        if not can_be_drawn(recipe):
            undrawn.append(recipe.name)
            continue
        for path in draw(recipe, source, folder, epochs=epochs, device=device, progress=line):
            line.clear()
            yield str(path)
    if undrawn:
        yield f"No pictures to draw: {', '.join(undrawn)}"


def draw(
    recipe: Recipe,
    source: Source,
    folder: Path,
    *,
    epochs: int | None = None,
    device: str = "cpu",
    progress: Told = lambda words: None,
) -> Iterator[Path]:
    """Train one run of a recipe that can be drawn; its pictures as they are written."""
    data, _ = data_of(recipe, source)
    last = min(epochs or recipe.regime.epochs, recipe.regime.epochs)
    under = [recipe.layers, regime_in_words(recipe), _of_what(recipe, source, data, last)]
    if are_eigenfaces(recipe):
        pages = pages_of_eigenfaces(recipe, DeviceData(data, recipe.regime, device))
    else:
        snapshots = trained(recipe, data, epochs=last, device=device, progress=progress)
        pages = pages_of(recipe, snapshots, DeviceData(data, recipe.regime, device))
    for page in pages:
        path = folder / f"{recipe.assignment}-{recipe.name}-{page.name}.png"
        yield _paint(page, path, title=title_of(recipe), under=[*under, *page.words])


def trained(
    recipe: Recipe,
    data: Splits,
    *,
    epochs: int,
    device: str = "cpu",
    progress: Told = lambda words: None,
) -> tuple[Snapshot, ...]:
    """Train the first seed; its network at a few epochs."""
    wanted = snapshot_epochs(epochs)
    kept = []

    def watch(epoch: int, networks: Networks) -> None:
        if epoch in wanted:
            kept.append(Snapshot(epoch=epoch, network=networks.network(networks.state, 0)))

    train_together(
        [Member(recipe=recipe, seed=SEED)],
        data,
        epochs=epochs,
        device=device,
        progress=lambda epoch, _: progress(f"{recipe.name}: epoch {epoch} of {epochs}"),
        watch=watch,
    )
    return tuple(kept)


def snapshot_epochs(epochs: int) -> tuple[int, ...]:
    """Before training, after the first epoch, and some more, ever further apart, to the last."""
    spread = (round(epochs ** (step / SPREAD)) for step in range(1, SPREAD + 1))
    return tuple(sorted({0, 1, *spread}))


def _of_what(recipe: Recipe, source: Source, data: Splits, epochs: int) -> str:
    name = origin_of(recipe, source)
    if are_eigenfaces(recipe):
        return f"{name}; {len(data.train)} faces"
    return f"{name}; one run of {epochs_in_words(epochs)}, seed {SEED}"


def _paint(page: Page, path: Path, *, title: str, under: list[str]) -> Path:
    figure = _grid(page, under) if isinstance(page, Grid) else _bars(page, under)
    return write(figure, path, title=title, under=under)


def _grid(page: Grid, under: list[str]) -> Any:
    columns = max(len(row.pictures) for row in page.rows)
    cell = min(LARGEST_CELL, (WIDEST - LABEL) / columns)
    width = max(NARROWEST, LABEL + columns * cell + MARGIN)
    head = head_inches(under, width)
    height = head + sum(cell + _over(row) for row in page.rows) + MARGIN
    figure = new_figure(width, height)
    top = height - head
    for row in page.rows:
        top -= _over(row)
        if row.heading:
            figure.text(
                LEFT,
                (top + GAP + ABOVE * bool(row.above)) / height,
                row.heading,
                fontsize=8.5,
                weight="bold",
                va="bottom",
            )
        middle = (top - cell / 2) / height
        figure.text(LEFT, middle, row.label, fontsize=8, va="center", linespacing=1.4)
        for place, picture in enumerate(row.pictures):
            left, side = LABEL + place * cell, cell - GAP
            axes = figure.add_axes(
                (left / width, (top - side) / height, side / width, side / height)
            )
            _picture(axes, picture, row)
            if row.above:
                axes.set_title(row.above[place], fontsize=7, pad=2)
        top -= cell
    return figure


def _over(row: Row) -> float:
    """Inches that the words over a row take."""
    return ABOVE * bool(row.above) + HEADING * bool(row.heading)


def _picture(axes: Any, picture: Array, row: Row) -> None:
    if picture.ndim == 3:
        # Colours have no place for what is not a number: it is drawn as 0, in the middle.
        shares = np.nan_to_num((picture - row.low) / (row.high - row.low), nan=0.5)
        axes.imshow(np.clip(shares, 0.0, 1.0), interpolation="nearest")
    else:
        colours = SIGNED if row.has_sign else GREY
        axes.imshow(picture, cmap=colours, vmin=row.low, vmax=row.high, interpolation="nearest")
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def _bars(page: Bars, under: list[str]) -> Any:
    width, below = BAR_PAGE
    head = head_inches(under, width)
    figure = new_figure(width, head + below)
    axes = figure.subplots()
    units = np.arange(1, len(page.values) + 1)
    for label, colour, chosen in (
        ("active unit", LIVE_COLOUR, ~page.dead),
        ("dead unit (active for no test image)", DEAD_COLOUR, page.dead),
    ):
        if chosen.any():
            axes.bar(units[chosen], page.values[chosen], color=colour, label=label)
    axes.set_xlabel("unit of the first layer")
    axes.set_ylabel(page.axis)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlim(0.3, len(units) + 0.7)
    axes.set_ylim(0, 100)
    axes.spines[["top", "right"]].set_visible(False)
    if page.dead.any():
        axes.legend(
            loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2, fontsize=8, frameon=False
        )
    figure.tight_layout(rect=(0, 0, 1, below / (head + below)))
    return figure
