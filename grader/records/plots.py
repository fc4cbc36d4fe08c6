"""The figures that a run drew, as data."""

from dataclasses import dataclass

from grader.records.place import Kind, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotSeries:
    """One line, one group of bars, one cloud of points."""

    label: str
    """Its name in the legend; student text."""
    kind: str
    """`line`, `scatter`, `bar`, `barh`, `hist`, `errorbar`, `stem`, `box`, `violin`, `pie`,
    `fill`, `guide` (a line across the axes), `contour`, `hexbin`, `events`, `surface`, `arrows`."""
    length: int | None
    """How many points, bars or bins it has; None where that makes no sense."""
    x: tuple[float | None, ...] = ()
    """Where they are; thinned if there are many. Of a histogram the edges of its bins, one more
    than it has. None is what no number is."""
    y: tuple[float | None, ...] = ()
    """Their heights; of horizontal bars where they are, of boxes the medians."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotImage:
    """An image, or a matrix whose values are colours."""

    kind: str
    """`image` or `heatmap`."""
    shape: tuple[int, ...]
    """Rows, columns, and colours if it has any."""
    colour: bool
    """Whether it has colours of its own; else the map gives it some."""
    map: str
    """Name of the colour map, e.g. `gray`; empty for an image in colours."""
    minimum: float | None
    """Its smallest value."""
    maximum: float | None
    """Its largest value."""
    tiles: int | None = None
    """How many images `make_grid` put together to make it; None if that was not seen."""
    digest: str = ""
    """Tells its values from others', 16 hexadecimal signs; empty if they were not looked at."""
    thumbnail: str = ""
    """Means of 8 x 8 blocks row by row, from its smallest value (`00`) to its largest (`ff`);
    empty if it has one value only, or was not looked at."""
    roughness: float | None = None
    """Mean difference between neighbouring pixels as a share of its range, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotAxes:
    """One pair of axes of a figure."""

    title: str
    """Its title; student text."""
    x_label: str
    """What the horizontal axis is called; student text."""
    y_label: str
    """What the vertical axis is called; student text."""
    x_scale: str
    """`linear`, `log`, ..."""
    y_scale: str
    """`linear`, `log`, ..."""
    x_limits: tuple[float | None, float | None] | None
    """Its left and right ends; None if not seen."""
    y_limits: tuple[float | None, float | None] | None
    """Its lower and upper ends; None if not seen."""
    x_ticks: tuple[str, ...] = ()
    """Words at the ticks, where there are words; student text."""
    y_ticks: tuple[str, ...] = ()
    """Words at the ticks, where there are words; student text."""
    legend: tuple[str, ...] = ()
    """The entries of its legend; student text."""
    row: int | None = None
    """Its row in the grid, the first is 0; axes that share their place share row and column."""
    column: int | None = None
    """Its column in the grid, the first is 0."""
    series: tuple[PlotSeries, ...] = ()
    """What is drawn on it."""
    images: tuple[PlotImage, ...] = ()
    """Images that it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A figure that the run drew, or a picture that was saved with the notebook."""

    title: str
    """Title of the whole figure, else that of its first axes; student text."""
    series: tuple[str, ...]
    """Names of its series; student text."""
    kind: Kind
    """Observed; claimed if it was only found among the saved outputs."""
    place: Place
    """Where."""
    axes: tuple[PlotAxes, ...] = ()
    """What it shows, pair by pair of axes; nothing of a saved picture."""
    legend: tuple[str, ...] = ()
    """The entries of the legend of the whole figure; student text."""
    rows: int | None = None
    """Rows of the grid that its axes lie in."""
    columns: int | None = None
    """Columns of that grid."""
    image_axes: int = 0
    """How many of its axes show images."""
    picture_blob: str = ""
    """Digest of a small PNG of it; empty if there is none."""
